"""项目表里漏填了一格。

别的项目都填了建设地点、建设性质、年限、投资或责任单位，只有个别项目空着：多半是漏了。少一格，排进度、算投资时这一项就得另外问。
项目少于 5 个的、有一成以上空着的不算。

怎么办：查批复文件补上；本来就没有的，写“—”并在备注里说明。

例：29 个项目只有一个没有印建设性质。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject

CODE = "HP306"
LEVEL = FindingLevel.NOTE
_FEWEST = 5  # projects that make a habit
_BLANK = 10  # one in so many may be blank by oversight


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each project with an empty cell that nearly all other projects have filled."""
    projects = subject.plan.projects
    columns: dict[str, list[object]] = {
        tr("建设地点"): [project.place for project in projects],
        tr("建设性质"): [project.kind for project in projects],
        tr("建设年限"): [project.years for project in projects],
        tr("总投资"): [project.investment for project in projects],
        tr("责任单位"): [project.responsible for project in projects],
    }
    for column, values in columns.items():
        blank = [project for project, value in zip(projects, values, strict=True) if value is None]
        if len(projects) < _FEWEST or len(blank) * _BLANK > len(projects):
            continue
        for project in blank:
            message = tr(
                "没有印{column}，其他 {count} 个项目都印了；查批复文件补上",
                column=column,
                count=len(projects) - len(blank),
            )
            yield Hit(message, project.name, project)
