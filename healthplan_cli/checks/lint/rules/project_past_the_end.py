"""项目的建设年限超出规划期。

建设年限的末一年在规划末年之后：到规划期末核验时，这个项目不可能算完成；投资和规模也不会全在规划期内。跨期的项目本来可以有，
知道了好在终期评估时另外说明，不把它当作没有完成。

怎么办：在规划期内要做到什么（开工、主体完工）另写一句；年限印错的改正。

例：规划期到 2025 年，建设年限 2025-2027。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject

CODE = "HP303"
LEVEL = FindingLevel.NOTE


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each project that ends after the plan does."""
    last = subject.plan.period.end
    for project in subject.plan.projects:
        if project.end is None or project.end <= last:
            continue
        late = project.start is not None and project.start > last
        message = (
            tr(
                "规划期到 {last} 年，这个项目的建设年限到 {end} 年，{last} 年以后才开工；核对年限",
                last=last,
                end=project.end,
            )
            if late
            else tr(
                "规划期到 {last} 年，这个项目的建设年限到 {end} 年；规划期内做到哪一步另写一句",
                last=last,
                end=project.end,
            )
        )
        yield Hit(message, f"{project.name} {project.years or ''}", project)
