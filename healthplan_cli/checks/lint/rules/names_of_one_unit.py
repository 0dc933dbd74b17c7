"""两个责任单位的名称只差一两个字。

项目表里两个责任单位，一个比另一个只多出一两个字，其余逐字相同：多半是同一家，有一处漏了字或者写了简称；按单位分派、汇总时就成了两家。
换了字的（石桥镇、石梯镇）、多出的是数字或方位的（第二人民医院）不算；两个名称里的镇街在项目的名称或建设地点里都有的，是两个地方，也不算。

怎么办：查是不是同一家，是的统一成全称。

例：三里坪街道社区卫生服务中心、三里街道社区卫生服务中心。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.words import NUMERAL, RESPONSIBLE, TOWN
from healthplan_cli.model import Project

CODE = "HP307"
LEVEL = FindingLevel.NOTE
_SHORTEST = 6  # characters; 区医院, 县医院 differ by as much as they have in common
_MORE = 2
_END = 3  # characters that both end in: 卫生院


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each responsible unit whose name is an earlier one's with one or two characters more or fewer."""
    projects = subject.plan.projects
    places = " ".join(f"{project.name} {project.place or ''}" for project in projects)
    seen = _first_of_each(projects)
    names = list(seen)
    for at, name in enumerate(names):
        same = next((other for other in names[:at] if _is_similar(other, name, places)), None)
        if same is not None:
            yield _hit(same, seen[same], name, seen[name])


def _first_of_each(projects: tuple[Project, ...]) -> Mapping[str, Project]:
    """Return the first project of each responsible unit, by the unit's name."""
    found: dict[str, Project] = {}
    for project in projects:
        for name in RESPONSIBLE.findall(project.responsible or ""):
            found.setdefault(name, project)
    return found


def _is_similar(one: str, other: str, places: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST or not 0 < len(longer) - len(shorter) <= _MORE:
        return False
    more = _inserted(shorter, longer)
    if more is None or NUMERAL.search(more) or shorter[-_END:] != longer[-_END:]:
        return False
    towns = {match.group() for name in (one, other) if (match := TOWN.match(name))}
    return len(towns) < 2 or not all(town in places for town in towns)


def _inserted(shorter: str, longer: str) -> str | None:
    """Return the characters that the longer name has in addition; None where the rest isn't the shorter name."""
    more, at = "", 0
    for letter in longer:
        if at < len(shorter) and letter == shorter[at]:
            at += 1
        else:
            more += letter
    return more if at == len(shorter) else None


def _hit(first: str, where: Project, name: str, project: Project) -> Hit:
    message = tr(
        "责任单位“{name}”与第 {no} 项的“{first}”只差一两个字；是同一家的统一写法",
        name=name,
        no=where.no,
        first=first,
    )
    words = [
        tr("第 {no} 项：{name}", no=where.no, name=first),
        tr("第 {no} 项：{name}", no=project.no, name=name),
    ]
    return Hit(message, tr("；").join(words), project)
