"""正文的目标与表里的不一样。

同一项指标，正文另写了一个目标，要求的与表里不同：数不同、宽严不同，或者一处是数、一处只有方向。按规划核验以表为准，正文的另行核验；
不改成一致，两处总有一处白写。换了说法而意思相同的（达到79.3岁与 79.3；在2020年基础上提高1岁先算成数）不算，完成年份不同的不比。
正文只说方向而方向一致的（明显提高），或者只说保持在较高、较低水平的，也不算；方向相反的算。只差含不含这个数、表里只写方向、
一处的数在别处（全市平均）、名称写的范围不同（全市）的，只作提醒。两处正文说的是同一件事而对不上的也在这里。
规格里写了 see 的承诺，量的不是同一个数，程序不比大小，把两处的词句并排列出；see 指到项目的，看项目完不完得成。

怎么办：先核对规格的 indicator 有没有连错，再查哪一处是最后定的，修订时改成一致。

例：法定传染病报告率，表 95，正文“达到100%”；吸烟率，表 ＜20，正文“控制在20%以下”（含 20）。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.asked import resulting_level, rule_of, with_unit
from healthplan_cli.checks.lint.differing import Difference, difference
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.groups import is_in_table, pairs, place, quoted, restated
from healthplan_cli.checks.lint.words import WIDER
from healthplan_cli.evaluation.part import due_of, parts
from healthplan_cli.model import Indicator, Plan, Project

CODE = "HP201"
LEVEL = FindingLevel.WARNING


@record(frozen=True, slots=True)
class _Told:
    """A commitment that differs from the first statement; `parts` names the components where not all differ alike."""

    item: Indicator
    text: str
    how: Difference
    parts: tuple[str, ...] = ()


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each commitment that asks for something else than the table, or than an earlier statement."""
    plan = subject.plan
    for first, others in restated(plan):
        told = [found for item in others for found in _told(first, item, plan)]
        for same in _grouped(told):
            yield _hit(first, same)
        yield from (hit for item in others for hit in _scope(first, item, plan))
    yield from _seen(plan)


def _told(first: Indicator, item: Indicator, plan: Plan) -> Iterator[_Told]:
    """Yield the differences of a commitment from the first statement, one for all components that differ alike."""
    found: dict[Difference, str] = {}
    named: dict[Difference, list[str]] = {}
    for before, after in pairs(first, item):
        if _is_same_statement(first, item):
            continue
        how = difference(before, after, plan)
        if how is not None and after.target is not None:
            found.setdefault(how, after.target.text)
            named.setdefault(how, []).append(before.name)
    for how, text in found.items():
        yield _Told(item, text, how, tuple(named[how]) if len(named[how]) < len(parts(first)) else ())


def _is_same_statement(first: Indicator, item: Indicator) -> bool:
    """Return whether one of two statements is only a direction (逐年提高) beside the other's number in the same paragraph."""
    ways = [rule is not None and rule.is_trend for rule in map(rule_of, (first.target, item.target))]
    return not is_in_table(first) and first.source == item.source and ways.count(True) == 1


def _grouped(told: Sequence[_Told]) -> Iterator[list[_Told]]:
    """Yield groups of commitments with the same difference."""
    found: dict[tuple[Difference, object, tuple[str, ...]], list[_Told]] = {}
    for one in told:
        found.setdefault((one.how, rule_of(one.item.target), one.parts), []).append(one)
    yield from found.values()


def _hit(first: Indicator, told: Sequence[_Told]) -> Hit:
    places = tr("、").join(place(one.item) for one in told)
    text, how = told[0].text, told[0].how
    own = told[0].parts
    what = tr("{names}：{what}", names=tr("、").join(own), what=how.what) if own else how.what
    target = _text(first)
    if is_in_table(first):
        message = tr(
            "正文（{places}）写“{text}”，与表的 {target} 不一样：{what}；核验以表为准{advice}",
            places=places,
            text=text,
            target=target,
            what=what,
            advice="" if how.level is FindingLevel.NOTE else tr("，修订时改成一致"),
        )
    else:
        message = tr(
            "正文两处不一样，{place}写“{target}”，{places}写“{text}”：{what}；修订时改成一致",
            places=places,
            text=text,
            target=target,
            place=place(first),
            what=what,
        )
    words = [quoted(first, target), *(quoted(one.item, one.text + _number(one)) for one in told)]
    return Hit(message, tr("；").join(words), first, level=how.level)


def _text(row: Indicator) -> str:
    return tr("、").join(dict.fromkeys(with_unit(part) for part in parts(row)))


def _number(told: _Told) -> str:
    """Write the level that a commitment's change ends at; empty where its words have a level themselves."""
    rule = rule_of(told.item.target)
    if rule is None or not rule.is_change:
        return ""
    return resulting_level(told.how.number, told.item)


def _scope(first: Indicator, item: Indicator, plan: Plan) -> Iterator[Hit]:
    """Yield a hit where a commitment of a district's plan says 全市 and the row doesn't."""
    for word in WIDER.get(dict(plan.region).get("level", ""), ()):
        if word in item.name and word not in first.name:
            message = tr(
                "正文（{place}）的名称写“{word}”，比规划的地区大，表里没有这两个字；写明是哪里的数",
                place=place(item),
                word=word,
            )
            words = [quoted(first, first.name), quoted(item, item.name)]
            yield Hit(message, tr("；").join(words), first, level=FindingLevel.NOTE)


def _seen(plan: Plan) -> Iterator[Hit]:
    """Yield a hit for each commitment that differs from the row, commitment or project named under its `see`."""
    about: dict[str, list[Indicator]] = {}
    sees = {item.id: item.see for item in plan.commitments if item.see}
    for item in plan.commitments:
        see = item.see or sees.get(item.restates or "")
        if see:
            about.setdefault(see, []).append(item)
    rows = {row.id: row for row in plan.rows}
    projects = {project.id: project for project in plan.projects}
    for id, items in about.items():
        if id in rows:
            yield _beside(rows[id], items)
        elif id in projects:
            yield from (hit for item in items for hit in _late(projects[id], item, plan))


def _beside(row: Indicator, items: Sequence[Indicator]) -> Hit:
    texts = [f"{item.name} {_text(item)}" for item in items]
    places = tr("、").join(dict.fromkeys(place(item) for item in items))
    message = tr(
        "{places}对同一件事另有要求，量的不是同一个数，与{place}的 {target} 对不上；核对以哪一处为准",
        places=places,
        place=place(row),
        target=_text(row),
    )
    words = [quoted(row, f"{row.name} {_text(row)}")]
    words += [quoted(item, text) for item, text in zip(items, texts, strict=True)]
    return Hit(message, tr("；").join(words), row)


def _late(project: Project, item: Indicator, plan: Plan) -> Iterator[Hit]:
    """Yield a hit for a project that ends after the year named in the body text."""
    due = due_of(item.target, plan)
    if project.end is None or project.end <= due:
        return
    message = tr(
        "{place}要求 {due} 年做到，而附件里这个项目（第 {no} 项）建到 {end} 年；核对年份",
        place=place(item),
        due=due,
        no=project.no,
        end=project.end,
    )
    words = [quoted(item, f"{item.name} {_text(item)}"), f"{project.name} {project.years or ''}"]
    yield Hit(message, tr("；").join(words), item)
