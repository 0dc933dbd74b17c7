"""Columns that repeat the plan's own targets or baselines and don't say that they have actual values (contract section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.part import in_unit
from healthplan_cli.kinds.case import UnitMismatch, amount
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Actual, Indicator, Plan, Suspect, Target

_FEW, _SHARE = 3, Fraction(3, 4)  # of so many rows so large a share is nearly all


@record(frozen=True, slots=True)
class ValueGroup:
    """The values of one column, or of one year of a long table, whose words don't say that they are actual values."""

    words: str
    location: Location
    year: int | None
    values: Sequence[Actual]


@record(frozen=True, slots=True)
class _Own:
    """The plan's numbers for one row, to compare with reported ones: the target's numbers and words, the baseline's
    numbers.

    Common numbers (100 %, 0) are left out, because many rows have them.
    """

    targets: frozenset[Fraction]
    words: frozenset[str]
    baselines: frozenset[Fraction]


_Same = Callable[[Actual, _Own], bool | None]


def suspects(groups: Iterable[ValueGroup], plan: Plan) -> tuple[Suspect, ...]:
    """Return the groups whose values equal the plan's targets, or its baselines, on all or nearly all rows."""
    rows: dict[tuple[str, str | None], _Own] = {}
    kinds: tuple[tuple[str, _Same], ...] = ((tr("目标"), _is_target), (tr("基期"), _is_baseline))
    found = []
    for group in groups:
        for what, same in kinds if group.year != plan.period.baseline else ():
            told: list[bool] = []
            for value in group.values:
                place = value.indicator, value.component
                if place not in rows:
                    rows[place] = _own(plan, *place)
                answer = same(value, rows[place])
                told += [] if answer is None else [answer]
            if _nearly_all(told):
                found.append(Suspect(group.year, group.location, _words(group, what, told)))
                break
    return tuple(found)


def _nearly_all(told: Sequence[bool]) -> bool:
    equal = sum(told)
    return equal > 1 and (equal == len(told) or (equal >= _FEW and equal >= _SHARE * len(told)))


def _words(group: ValueGroup, what: str, told: Sequence[bool]) -> str:
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


def _is_target(value: Actual, own: _Own) -> bool | None:
    """Return whether a value equals its target's number or words; None where the target has none to compare."""
    number = value.reading.values.value if value.reading.values else None
    if not own.targets:
        return None
    return number in own.targets if number is not None else plain(value.reading.text) in own.words


def _is_baseline(value: Actual, own: _Own) -> bool | None:
    number = value.reading.values.value if value.reading.values else None
    return number in own.baselines if own.baselines and number is not None else None


def _own(plan: Plan, id: str, component: str | None) -> _Own:
    """Return the plan's numbers for a row or component, as printed and as in force at the plan's end."""
    targets: set[Fraction] = set()
    words: set[str] = set()
    baselines: set[Fraction] = set()
    printed = plan.find(id)
    for indicator in (printed, printed.in_force(plan.period.end)):
        part = next((item for item in indicator.components if item.id == component), None)
        target = (part.target if part else None) or indicator.target
        baseline = in_unit(part.baseline if part else indicator.baseline, indicator)
        targets.update(_numbers(target, indicator))
        words.update([plain(target.text)] if target else [])
        baselines.update([baseline.value] if baseline is not None and baseline.value is not None else [])
    whole = units.whole(printed.measure) if printed.measure and units.is_share(printed.measure) else 0
    usual = {Fraction(0), Fraction(whole)}
    return _Own(frozenset(targets - usual), frozenset(words), frozenset(baselines - usual))


def _numbers(target: Target | None, indicator: Indicator) -> tuple[Fraction, ...]:
    quantities = target.rule.level.quantities if target else ()
    try:
        return tuple(amount(quantity, indicator.measure, indicator.per) for quantity in quantities)
    except UnitMismatch:
        return ()
