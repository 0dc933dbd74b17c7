"""What an evaluation leaves to be done: how much late indicators still lack, by their own numbers; which data have to be supplied.

What should be done about it is for people to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.messages.amounts import difference_unit, unit_of
from healthplan_cli.language.figures import bound, figure
from healthplan_cli.model import Mode, Reason, Report, Result, Status
from healthplan_cli.report.words.lists import some_of
from healthplan_cli.report.words.naming import name_of, unwaived

_WANTED = {
    Reason.NO_DATA: tr("补报 {year} 年数据"),
    Reason.NO_BASELINE: tr("补充基期数据"),
    Reason.NO_HISTORY: tr("补充基期以前的数据"),
    Reason.EXTERNAL_TARGET: tr("取得由其他文件确定的目标值"),
    Reason.CENSORED: tr("核实确切的数值"),
    Reason.NEEDS_REVIEW: tr("由人工认定目标的程度或读法"),
    Reason.IN_PROGRESS: tr("核实是否已经做成"),
    Reason.NO_REFERENCE: tr("补充所参照指标的数据"),
}


def next_steps(report: Report) -> Iterator[str]:
    """Yield a paragraph for what is behind before its due year, then one for each kind of data that is wanted."""
    held = unwaived(report.results)
    if report.conventions.mode is not Mode.FINAL:
        yield from _to_be_made_up(held)
    year = report.conventions.year
    for reason, words in _WANTED.items():
        found = [result for result in held if result.status is Status.UNKNOWN and result.reason is reason]
        if found:
            names = some_of([name_of(result) for result in found])
            yield tr(
                "{words}的 {count} 项：{names}", words=words.format(year=year), count=len(found), names=names
            )


def _to_be_made_up(results: Sequence[Result]) -> Iterator[str]:
    """Yield how far from their targets those are that are behind, and how much that is each year, where it is a number."""
    late = [result for result in results if result.status is Status.BEHIND]
    if late:
        names = tr("；").join(map(_distance, late))
        yield tr("滞后的 {count} 项，距目标还差：{names}", count=len(late), names=names)


def _distance(result: Result) -> str:
    """Return a row with what it, or each component that is behind, lacks."""
    parts = [part for part in result.components or (result,) if part.status is Status.BEHIND]
    said = [
        f"{part.name if part is not result else ''}{words}" for part in parts if (words := _lacking(part))
    ]
    name = name_of(result)
    return tr("{name} {lacking}", name=name, lacking=tr("、").join(said)) if said else name


def _lacking(part: Result) -> str:
    """Return the distance to a target that is a level, and its part of each year that is left; empty for any other target."""
    rule = part.target.rule if part.target is not None else None
    year = part.actual.year if part.actual is not None else None
    if (
        rule is None
        or rule.is_course
        or rule.looks_back
        or rule.is_total
        or part.gap is None
        or part.gap >= 0
    ):
        return ""
    unit, amount = difference_unit(unit_of(part) or part.unit), -part.gap
    words = f"{figure(amount)}{unit}"
    years = part.due - year if year is not None else 0
    if years < 2:
        return words
    return tr("{words}（平均每年 {each}）", words=words, each=f"{bound(amount / years, up=True)}{unit}")
