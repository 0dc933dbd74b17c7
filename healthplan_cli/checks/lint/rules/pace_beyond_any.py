"""要求的速度超过任何一份规划。

从基期到目标每年要变多少，与所知的其他规划里同一项指标比。有下面一种情形就指出：

- 另有至少两份规划有这项指标的基期和目标，每年的变化超过其中最快的两倍，而且到期要达到基期的 1.5 倍以上；
- 到期要达到基期的 10 倍以上，而没有一份规划要求这么多。

越低越好的，是降到几分之一。只比朝好的方向走的，基期已经好过目标的（HP101）不算。快不等于错，但是基期抄漏一位、口径换了，常常是这样露出来的。

怎么办：核对基期的数和口径；属实的，在文件里写明靠什么做到。

例：托位数 0.29 → 4.5（15.5 倍，别的规划最多 4.4 倍）；注册护士数 1.2 → ≥3.5（每年 0.46，别的规划最快 0.202）。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import ends_of, hit, start_of
from healthplan_cli.evaluation.part import IndicatorPart, due_of, parts
from healthplan_cli.model import Better, Plan

CODE = "HP105"
LEVEL = FindingLevel.WARNING
_FASTER = 2
_FEWEST = 2  # other plans, without which “the fastest” means little
_MUCH = Fraction(3, 2)  # fold; less is small whatever the others do
_FOLD = 10


@record(frozen=True, slots=True)
class _Pace:
    """What a plan asks of an indicator: the change per year in `unit`, and the ratio of target to baseline in the
    better direction (`fold`, above 1).
    """

    plan: Plan
    yearly: Fraction
    fold: Fraction | None
    unit: str | None


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row of the table that must move faster than in any other plan."""
    for row in subject.plan.indicators:
        for part in parts(row):
            own = _pace(part, subject.plan)
            if own is not None:
                yield from _compared(part, own, list(_others(part, own, subject)))


def _compared(part: IndicatorPart, own: _Pace, others: list[_Pace]) -> Iterator[Hit]:
    first = max(others, key=lambda pace: pace.yearly, default=None)
    fastest = first.yearly if first is not None else Fraction(0)
    folds = [pace.fold for pace in others if pace.fold is not None]
    much = own.fold is None or own.fold >= _MUCH
    if first is not None and len(others) >= _FEWEST and much and own.yearly > _FASTER * fastest:
        message = tr(
            "每年要变 {own}{unit}，是另外 {count} 份规划里最快的（{plan}，{fastest}）的 {times} 倍；核对基期和口径，属实的写明靠什么做到",
            own=decimal_text(own.yearly, 3),
            unit=_of_change(own.unit),
            count=len(others),
            plan=first.plan.region_name or first.plan.id,
            fastest=decimal_text(fastest, 3),
            times=decimal_text(own.yearly / fastest, 1),
        )
        yield hit(part, message)
    elif own.fold is not None and own.fold >= _FOLD > max(folds, default=Fraction(0)):
        known = tr("，别的规划最多 {fold} 倍", fold=decimal_text(max(folds), 1)) if folds else ""
        fold = decimal_text(own.fold, 1)
        rising = part.indicator.better is Better.HIGHER
        times = tr("目标是基期的 {fold} 倍", fold=fold) if rising else tr("基期是目标的 {fold} 倍", fold=fold)
        yield hit(part, tr("{times}{known}；核对基期和口径，属实的写明靠什么做到", times=times, known=known))


def _of_change(unit: str | None) -> str:
    """Return the unit of a change: 个百分点 for a value in %."""
    if unit == "%":
        return tr("个百分点")
    return tr("个千分点") if unit == "‰" else unit or ""


def _others(part: IndicatorPart, own: _Pace, subject: Subject) -> Iterator[_Pace]:
    """Yield the paces of the same indicator in the other plans, in this plan's unit."""
    for plan in subject.others:
        rows = [row for row in plan.indicators if row.id == part.indicator.id and plan.id != subject.plan.id]
        for other in (other for row in rows for other in parts(row)):
            same = (other.component and other.component.id) == (part.component and part.component.id)
            pace = _pace(other, plan) if same else None
            factor = _factor(pace.unit, own.unit) if pace is not None else None
            if pace is not None and factor is not None:
                yield _Pace(plan, pace.yearly * factor, pace.fold, own.unit)


def _factor(source: str | None, target: str | None) -> Fraction | None:
    if source == target:
        return Fraction(1)
    return units.factor(source, target) if source and target else None


def _pace(part: IndicatorPart, plan: Plan) -> _Pace | None:
    """Return how fast a part must move; None where a number is missing, or where it needn't move in the better direction."""
    start, ends = start_of(part), ends_of(part.target, part, plan)
    if start is None or start.value is None or len(ends) != 1 or part.baseline is None:
        return None
    first, last = start.value, ends[0]
    moved = last - first if part.indicator.better is Better.HIGHER else first - last
    if moved <= 0 or part.indicator.better in (None, Better.NEITHER):
        return None
    less, more = sorted((first, last))
    years = due_of(part.target, plan) - part.baseline.year
    return _Pace(plan, moved / years, more / less if less > 0 else None, part.indicator.measure)
