"""目标比上级规划的还宽。

用 --under 给出上级规划时，同一项指标到同一年，本级接受的数比上级的宽：本级全都做到了，上级也可能完不成（机制上叫上下级规划不衔接）。
单位换算以后、按指标好的方向比；人数、个数、总规模一类随地区大小变的，目标没有数的、年份不同的、
单位疑为误印的（HP203）都不比；变化各从自己的基期起，只与变化比。
上级的约束性指标，本级没有列、或者列成预期性的，作提醒。

怎么办：把目标提到不低于上级的，或者说明上级给本地区分解的数是多少；缺的约束性指标补上。

例：上级吸烟率 ≤22，本级 ＜23.3；上级“约束性”，本级“预期性”。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli import units
from healthplan_cli.evaluate.part import Part
from healthplan_cli.lint.asked import Contrast, asked, comparable, contrast, rule_of, with_unit
from healthplan_cli.lint.finding import Hit, Level, Subject
from healthplan_cli.lint.groups import pairs
from healthplan_cli.lint.rows import CHANGES, due_of, parts
from healthplan_cli.lint.rules.unit_unlikely import misprinted
from healthplan_cli.lint.words import MEANS, TOTALS
from healthplan_cli.model import AnnualChange, Change, Indicator, Interval, Location, Nature, Plan, Rule
from healthplan_cli.names import NATURE_WORDS
from healthplan_cli.speech import tr

CODE = "HP401"
LEVEL = Level.WARNING


def check(subject: Subject) -> Iterator[Hit]:
    """Every row that asks for less than the plan above it, and the binding ones that aren't taken over."""
    above = subject.above
    if above is None:
        return
    rows = {row.id: row.in_force(subject.plan.period.end) for row in subject.plan.indicators}
    for higher in (printed.in_force(above.period.end) for printed in above.indicators):
        if higher.id not in subject.entries:
            continue
        row = rows.get(higher.id)
        if row is None:
            yield from _missing(higher, subject.plan)
            continue
        yield from _looser(row, higher, subject, above)
        if higher.nature is Nature.BINDING and row.nature is not Nature.BINDING:
            message = tr("上级规划把它定为约束性，这里是{nature}；核对", nature=NATURE_WORDS[row.nature])
            words = tr(
                "上级第 {no} 项：{nature}；这里：{own}",
                no=higher.no,
                nature=higher.nature.value,
                own=row.nature.value,
            )
            yield Hit(message, words, row, level=Level.NOTE)


def _missing(higher: Indicator, plan: Plan) -> Iterator[Hit]:
    if higher.nature is Nature.BINDING:
        message = tr("上级规划的约束性指标“{name}”，这里没有列；核对要不要补上", name=higher.name)
        words = tr("上级第 {no} 项：{name} {target}", no=higher.no, name=higher.name, target=_text(higher))
        yield Hit(message, words, location=Location(plan.path), level=Level.NOTE)


def _looser(row: Indicator, higher: Indicator, subject: Subject, above: Plan) -> Iterator[Hit]:
    entry = subject.entries[higher.id]
    if TOTALS.search(row.name) and not MEANS.search(row.name):
        return
    known = (*subject.others, subject.plan)
    for upper, lower in pairs(higher, row):
        if misprinted(upper, entry, above, known) or misprinted(lower, entry, subject.plan, known):
            continue
        found = _compared(upper, lower, subject.plan, above)
        if found in (Contrast.LOOSER, Contrast.EDGE, Contrast.OTHER):
            yield _hit(upper, lower, found)


def _hit(upper: Part, lower: Part, found: Contrast) -> Hit:
    own, asks = with_unit(lower), with_unit(upper)
    named = tr("{name}：", name=lower.name) if lower.component else ""
    words = tr("上级第 {no} 项：{above}；这里：{own}", no=upper.indicator.no, above=asks, own=own)
    if found is Contrast.EDGE:
        message = tr("目标 {own} 比上级规划的 {above} 只宽在“左右”或含不含这个数", own=own, above=asks)
        return Hit(named + message, words, lower.indicator, level=Level.NOTE)
    message = tr(
        "目标 {own} 比上级规划的 {above} 宽；提到不低于上级，或说明分解给本地区的数", own=own, above=asks
    )
    return Hit(named + message, words, lower.indicator)


def _compared(upper: Part, lower: Part, plan: Plan, above: Plan) -> Contrast | None:
    """How the lower plan's demand stands to the upper one's; None where they can't be compared.

    A change counts from each region's own baseline, so it is held against a change only.
    """
    before, after = rule_of(upper.target), rule_of(lower.target)
    if due_of(upper.target, above) != due_of(lower.target, plan) or not comparable(before, after):
        return None
    if isinstance(before, CHANGES):
        return Contrast.LOOSER if _smaller(before, after) else None
    loose, exact = (_by_number(upper, lower, plan, above, exactly) for exactly in (False, True))
    if loose in (Contrast.LOOSER, Contrast.OTHER) and exact not in (Contrast.LOOSER, Contrast.OTHER):
        return Contrast.EDGE
    return loose


def _smaller(before: Rule | None, after: Rule | None) -> bool:
    """Whether the second change is the smaller one of the same kind."""
    match before, after:
        case AnnualChange(by, way, average), AnnualChange(by2, way2, average2):
            return (by.unit, way, average) == (by2.unit, way2, average2) and by2.value < by.value
        case Change(by, way), Change(by2, way2):
            return (by.unit, way) == (by2.unit, way2) and by2.value < by.value
        case _:
            return False


def _by_number(upper: Part, lower: Part, plan: Plan, above: Plan, exactly: bool) -> Contrast | None:
    wanted, told = asked(upper, above, exactly), asked(lower, plan, exactly)
    if wanted is None or told is None:
        return None
    wanted = _in_unit(wanted, upper.indicator, lower.indicator)
    if wanted is None:
        return None
    found = contrast(wanted, told, lower.indicator)
    return Contrast.STRICTER if found is Contrast.EDGE and told.within(wanted) else found  # < under ≤


def _in_unit(values: Interval, upper: Indicator, lower: Indicator) -> Interval | None:
    if upper.measure == lower.measure:
        return values
    factor = (
        units.factor(upper.measure, lower.measure, lower.per) if upper.measure and lower.measure else None
    )
    return values.scaled(factor) if factor is not None else None


def _text(row: Indicator) -> str:
    return tr("、").join(dict.fromkeys(part.target.text for part in parts(row) if part.target))
