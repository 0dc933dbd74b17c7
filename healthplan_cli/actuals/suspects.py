"""Columns of a sheet that hold the plan's own targets or baselines and don't say that they are actual values. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.evaluate.part import in_unit
from healthplan_cli.judge.case import UnitMismatch, amount
from healthplan_cli.model import (
    Actual,
    Approx,
    Baseline,
    Compare,
    Indicator,
    Location,
    Plan,
    Range,
    Reach,
    Suspect,
    Target,
    level_of,
)
from healthplan_cli.record import record
from healthplan_cli.speech import tr
from healthplan_cli.wording.normalise import squeeze

_FEW, _SHARE = 3, Fraction(3, 4)  # of so many rows so large a share is nearly all


@record(frozen=True, slots=True)
class Group:
    """The values of one column, or of one year in a long table, whose words don't say that they are actual ones."""

    words: str
    location: Location
    year: int | None
    values: Sequence[Actual]


def suspects(groups: Iterable[Group], plan: Plan) -> tuple[Suspect, ...]:
    """The groups that are the plan's targets (or, in a year after it, its baselines) on all or nearly all rows."""
    found = []
    for group in groups:
        if group.year == plan.period.baseline:
            continue
        for what, same in ((tr("目标"), _is_target), (tr("基期"), _is_baseline)):
            told = [answer for value in group.values if (answer := same(value, plan)) is not None]
            if _nearly_all(told):
                found.append(Suspect(group.year, group.location, _words(group, what, told)))
                break
    return tuple(found)


def _nearly_all(told: Sequence[bool]) -> bool:
    equal = sum(told)
    return equal > 1 and (equal == len(told) or (equal >= _FEW and equal >= _SHARE * len(told)))


def _words(group: Group, what: str, told: Sequence[bool]) -> str:
    usual = tr("{years}年实际", years=group.year) if group.year else tr("实际值")
    return tr(
        "“{words}”的数与规划的{what}一样（{count} 项里 {equal} 项），没有写明是实际值：是{what2}的，列名请写“{what3}”；"
        "确是实际值的，写“{usual}”；只核验别的年份，用 --year",
        words=group.words,
        what=what,
        count=len(told),
        equal=sum(told),
        what2=what,
        what3=what,
        usual=usual,
    )


def _row(value: Actual, plan: Plan, year: int) -> Iterable[tuple[Indicator, Target | None, Baseline | None]]:
    """The row of a value as printed and as in force in a year, with the target and the baseline of its component."""
    for indicator in dict.fromkeys((plan.find(value.indicator), plan.find(value.indicator).in_force(year))):
        part = next((item for item in indicator.components if item.id == value.component), None)
        target, baseline = (part.target, part.baseline) if part else (None, None)
        yield indicator, target or indicator.target, baseline or (None if part else indicator.baseline)


def _is_target(value: Actual, plan: Plan) -> bool | None:
    """Whether a value is its target's number; None where there is no number, or one that many have (100 %, 0)."""
    answers = []
    for indicator, target, _ in _row(value, plan, plan.period.end):
        numbers = _numbers(target, indicator)
        if numbers and not _is_usual(numbers, indicator) and value.reading.values is not None:
            said = target is not None and squeeze(target.text) == squeeze(value.reading.text)
            answers.append(said or value.reading.values.value in numbers)
    return any(answers) if answers else None


def _numbers(target: Target | None, indicator: Indicator) -> tuple[Fraction, ...]:
    rule = level_of(target.rule) if target else None
    match rule:
        case Compare(_, quantity) | Reach(quantity) | Approx(quantity):
            quantities = [quantity]
        case Range(low, high):
            quantities = [low, high]
        case _:
            return ()
    try:
        return tuple(amount(quantity, indicator.measure, indicator.per) for quantity in quantities)
    except UnitMismatch:
        return ()


def _is_baseline(value: Actual, plan: Plan) -> bool | None:
    answers = []
    for indicator, _, baseline in _row(value, plan, plan.period.end):
        own = in_unit(baseline, indicator)
        number = own.value if own else None
        if number is None or value.reading.values is None or _is_usual((number,), indicator):
            continue
        answers.append(value.reading.values.value == number)
    return any(answers) if answers else None


def _is_usual(numbers: Sequence[Fraction], indicator: Indicator) -> bool:
    """Whether actual values often are just that: nothing, or all of it."""
    whole = (
        units.whole(indicator.measure) if indicator.measure and units.is_share(indicator.measure) else None
    )
    return all(number in (0, whole) for number in numbers)
