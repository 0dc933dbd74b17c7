"""两个不同的项目，内容、年限、投资一模一样。

不同的机构、不同的建设内容，面积、床位、年限、投资却逐字相同，多半是照抄上一行忘了改。按一个模子建的几处
（各镇的托育中心、医养中心：名称除了地名以外相同）不算；没有写内容或投资的不比。

怎么办：核对后一个项目的批复文件；确实相同的不用管。

例：管村医共体与翠屏社区卫生服务中心，都是“用地30亩、业务用房2.5万平方米……”，2025-2027，20000 万元。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.words import PROJECT_TAIL
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import Project

CODE = "HP304"
LEVEL = FindingLevel.NOTE
_DIGIT = Pattern("[0-9]")
_KIND = 2  # characters that names of one kind of building have in common at their ends: 中心


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each project with the same contents and numbers as an earlier one, unless both are the same kind of facility."""
    seen: dict[tuple[object, ...], list[Project]] = {}
    for project in subject.plan.projects:
        content = squeeze(project.content or "")
        if not _DIGIT.search(content) or project.investment is None:
            continue
        same = seen.setdefault((content, project.start, project.end, project.investment), [])
        others = [other for other in same if not _is_of_one_kind(other.name, project.name)]
        if others:
            yield _hit(others[0], project)
        same.append(project)


def _is_of_one_kind(one: str, other: str) -> bool:
    """Return whether two names end in the same kind of facility: 渡市镇医养及托育中心, 堡子镇医养及托育中心."""
    ends = zip(reversed(_kind(one)), reversed(_kind(other)), strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], ends))) >= _KIND


def _kind(name: str) -> str:
    """Return a project's name without the ending that any project may have (建设项目)."""
    tail = PROJECT_TAIL.search(name)
    return name[: tail.start()] if tail else name


def _hit(first: Project, project: Project) -> Hit:
    message = tr(
        "建设内容、年限、投资与第 {no} 项“{name}”一模一样，名称却不是一类；核对是不是照抄",
        no=first.no,
        name=first.name,
    )
    return Hit(message, f"{project.name} {project.content} {project.years or ''}", project)
