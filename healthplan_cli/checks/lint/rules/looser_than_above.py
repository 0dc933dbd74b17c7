"""目标比上级规划的还宽。

用 --under 给出上级规划时，同一项指标，本级接受的数比上级的宽：本级全都做到了，上级也可能完不成（机制上叫上下级规划不衔接）。
完成年份相同的，或者本级的更晚的（2030 年的比上级 2025 年的还宽），都比；本级的更早的不比，有几项没有比，合起来提醒一次。
上级有几个年份的目标的，与本级到期时上级已经到期的最近那个比（2025 年的与上级 2020 年的比）；本级也有几个的，每个都比。
单位换算以后、按指标好的方向比；人数、个数、总规模一类随地区大小变的，目标没有数的、单位疑为误印的（HP203）都不比；
上级是变化（每年降低…）的，只与同一段年份的变化比，各从自己的基期起；上级是数、本级是变化的，本级的从自己的基期算成数再比，
写明“即多少”。上级的约束性指标，本级没有列、或者列成预期性的，作提醒；两份规划的 region.code 不是上下级的，也提醒一句，照样比。

怎么办：把目标定到不松于上级的，或者说明上级给本地区分解的数是多少；缺的约束性指标补上。

例：上级吸烟率 ≤22，本级 ＜23.3；上级“约束性”，本级“预期性”。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.checks.lint.asked import (
    Contrast,
    asked,
    contrast,
    is_comparable,
    resulting_level,
    rule_of,
    with_unit,
)
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.groups import pairs
from healthplan_cli.checks.lint.rules.unit_unlikely import misprinted
from healthplan_cli.checks.lint.words import MEANS, TOTALS
from healthplan_cli.evaluation.part import IndicatorPart, due_of, parts
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Better, Indicator, Interval, Nature, Plan, Rule

CODE = "HP401"
LEVEL = FindingLevel.WARNING
_CODE = Pattern(r"(?=[0-9]{6}$)(?P<own>(?:[0-9]{2})+?)(?:00)*$", re.ASCII)
_WRONG = (Contrast.LOOSER, Contrast.EDGE, Contrast.OTHER)


@record(frozen=True, slots=True)
class _Pair:
    """The targets of one indicator in both plans, and the years in which they are due."""

    upper: IndicatorPart
    lower: IndicatorPart
    due_above: int
    due: int

    @property
    def in_time(self) -> bool:
        """Whether their due years allow a comparison: equal ones for a change; for a level, this plan's no earlier than the one above."""
        if _is_change(self.upper):
            return self.due == self.due_above
        return self.due >= self.due_above


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row that asks for less than the plan above, and for each binding row above that this plan lacks."""
    above = subject.above
    if above is None:
        return
    yield from _check_region(subject.plan, above)
    apart: list[_Pair] = []
    rows = {row.id: row for row in subject.plan.indicators}
    for printed in above.indicators:
        if printed.id not in subject.entries:
            continue
        row, higher = rows.get(printed.id), printed.in_force(above.period.end)
        if row is None:
            yield from _missing(higher)
            continue
        for pair in _stages(row, printed, subject, above):
            found = _compared(pair, subject.plan, above)
            if found in _WRONG and pair.in_time:
                yield _hit(pair, found, subject.plan)
            apart += [pair] if found is not None and not pair.in_time else []
        if higher.nature is Nature.BINDING and row.nature is not Nature.BINDING:
            message = tr("上级规划把它定为约束性，这里是{nature}；核对", nature=NATURE_WORDS[row.nature])
            words = tr(
                "上级第 {no} 项：{nature}；这里：{own}",
                no=higher.no,
                nature=higher.nature.value,
                own=row.nature.value,
            )
            yield Hit(message, words, row, level=FindingLevel.NOTE)
    yield from _not_compared(apart)


def _check_region(plan: Plan, above: Plan) -> Iterator[Hit]:
    """Yield a hit where the plan above isn't of a containing region, by the region codes: 50 (重庆) doesn't begin 5104 (攀枝花)."""
    code, wider = (dict(one.region).get("code", "") for one in (plan, above))
    own, begun = _CODE.match(code), _CODE.match(wider)
    if not own or not begun or dict(above.region).get("level") == "country":
        return
    if not code.startswith(begun["own"]):
        message = tr("region.code 不是它的下级，确认上级规划没有写错")
        words = tr("这里：{own}；上级：{above}", own=code, above=wider)
        yield Hit(message, words, level=FindingLevel.NOTE)


def _missing(higher: Indicator) -> Iterator[Hit]:
    if higher.nature is Nature.BINDING:
        message = tr("上级规划的约束性指标“{name}”，这里没有列；核对要不要补上", name=higher.name)
        words = tr("上级第 {no} 项：{name} {target}", no=higher.no, name=higher.name, target=_text(higher))
        yield Hit(message, words, level=FindingLevel.NOTE)


def _stages(row: Indicator, higher: Indicator, subject: Subject, above: Plan) -> Iterator[_Pair]:
    """Yield the pairs of each year in which this plan's row has a target, with the last target above that is due by then."""
    for year in _years(row, subject.plan):
        due = [at for at in _years(higher, above) if at <= year]
        upper = higher.in_force(due[-1] if due else above.period.end)
        yield from _pairs(row.in_force(year), upper, subject, above)


def _years(row: Indicator, plan: Plan) -> list[int]:
    """Return the years in which a row's targets are due, where its words name several; else the plan's last year."""
    targets = [part.target for part in parts(row.in_force(plan.period.end)) if part.target]
    return sorted({year for target in targets for year, _ in target.years}) or [plan.period.end]


def _pairs(row: Indicator, higher: Indicator, subject: Subject, above: Plan) -> Iterator[_Pair]:
    """Yield the pairs of both rows' parts; none for a total of the region, nor where a unit may be misprinted."""
    entry = subject.entries[higher.id]
    if TOTALS.search(row.name) and not MEANS.search(row.name):
        return
    known = (*subject.others, subject.plan)
    for upper, lower in pairs(higher, row):
        if misprinted(upper, entry, above, known) or misprinted(lower, entry, subject.plan, known):
            continue
        yield _Pair(upper, lower, due_of(upper.target, above), due_of(lower.target, subject.plan))


def _hit(pair: _Pair, found: Contrast | None, plan: Plan) -> Hit:
    upper, lower = pair.upper, pair.lower
    own, asks = with_unit(lower), with_unit(upper)
    if _is_change(lower) and not _is_change(upper):
        own += resulting_level(asked(lower, plan), lower.indicator)
    if pair.due != pair.due_above or (upper.target and upper.target.own):
        own = tr("{target}（{year} 年）", target=own, year=pair.due)
        asks = tr("{target}（{year} 年）", target=asks, year=pair.due_above)
    named = tr("{name}：", name=lower.name) if lower.component else ""
    words = tr("上级第 {no} 项：{above}；这里：{own}", no=upper.indicator.no, above=asks, own=own)
    if found is Contrast.EDGE:
        message = tr("目标 {own} 比上级规划的 {above} 只宽在“左右”或含不含这个数", own=own, above=asks)
        return Hit(named + message, words, lower.indicator, level=FindingLevel.NOTE)
    if lower.indicator.better is Better.HIGHER:
        message = tr(
            "目标 {own} 比上级规划的 {above} 宽；提到不低于上级，或说明分解给本地区的数", own=own, above=asks
        )
    else:
        message = tr(
            "目标 {own} 比上级规划的 {above} 宽；收紧到不松于上级，或说明分解给本地区的数",
            own=own,
            above=asks,
        )
    return Hit(named + message, words, lower.indicator)


def _not_compared(apart: Sequence[_Pair]) -> Iterator[Hit]:
    """Yield one hit that names all rows that weren't compared because of their years."""
    if not apart:
        return
    message = tr(
        "有 {count} 项没有与上级规划比：完成年份早于上级的，或者是另一段年份里的变化；年份印错的改正",
        count=len({pair.lower.indicator.id for pair in apart}),
    )
    words = [
        tr(
            "{no} {name}（{due} 年，上级 {above} 年）",
            no=pair.lower.indicator.no,
            name=pair.lower.indicator.name,
            due=pair.due,
            above=pair.due_above,
        )
        for pair in apart
    ]
    yield Hit(message, tr("、").join(dict.fromkeys(words)), level=FindingLevel.NOTE)


def _compared(pair: _Pair, plan: Plan, above: Plan) -> Contrast | None:
    """Return how this plan's target differs from the one above, whatever their years; None where they can't be
    compared.
    A change is compared only with a change, since each region counts from its own baseline.
    """
    upper, lower = pair.upper, pair.lower
    before, after = rule_of(upper.target), rule_of(lower.target)
    if not is_comparable(before, after):
        return None
    if before is not None and before.is_change:
        if type(before) is not type(after):
            return None
        return Contrast.LOOSER if _is_smaller(before, after) else Contrast.SAME
    loose, exact = (_by_number(upper, lower, plan, above, exactly) for exactly in (False, True))
    if loose in (Contrast.LOOSER, Contrast.OTHER) and exact not in (Contrast.LOOSER, Contrast.OTHER):
        return Contrast.EDGE
    if loose is Contrast.OTHER and pair.due > pair.due_above:
        return Contrast.STRICTER  # =35, and =40 five years later
    return loose


def _is_change(part: IndicatorPart) -> bool:
    rule = rule_of(part.target)
    return rule is not None and rule.is_change


def _is_smaller(before: Rule | None, after: Rule | None) -> bool:
    """Return whether the second of two changes of one kind is smaller."""
    if before is None or after is None or before.by is None or after.by is None:
        return False
    return after.by.value < before.by.value and _shared_traits(before) == _shared_traits(after)


def _shared_traits(rule: Rule) -> tuple[object, ...]:
    """Return what two changes must share for their amounts to be compared."""
    return rule.op, rule.by and rule.by.unit, rule.direction, rule.average


def _by_number(
    upper: IndicatorPart, lower: IndicatorPart, plan: Plan, above: Plan, exactly: bool
) -> Contrast | None:
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
