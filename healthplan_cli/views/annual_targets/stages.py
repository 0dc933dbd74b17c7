"""The targets for which yearly numbers are computed: of several demands the one with a number; of targets for several
years each in turn, starting from the one before.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.judge import Case, goal
from healthplan_cli.evaluation.part import IndicatorPart, in_unit
from healthplan_cli.evaluation.progress import already, path_start
from healthplan_cli.model import (
    Baseline,
    Compare,
    Interval,
    Plan,
    Quantity,
    Reading,
    Relation,
    Rule,
    Target,
)
from healthplan_cli.views.annual_targets.drawing import probe
from healthplan_cli.views.annual_targets.step import YearStep


def with_number(part: IndicatorPart) -> IndicatorPart:
    """Return the part with the one of its several demands as target that has a number for each year; unchanged where none has."""
    target = part.target
    if target is None or not target.rule.demands:
        return part
    drawable = [one for one in target.rule.demands if one.rule.no_yearly_number(one.text, "") is None]
    found = [one for one in drawable if one.rule.is_number] or drawable
    return _asked(part, replace(target, text=found[0].text, rule=found[0].rule)) if found else part


def stages(plan: Plan, part: IndicatorPart) -> Iterator[tuple[int, IndicatorPart]]:
    """Yield (year in which its stage begins, part) for the target of each year that the words name; (0, the part) for
    a target of one year.
    """
    target = part.target
    if target is None or not target.years:
        yield 0, part
        return
    since = 0
    for due, _ in target.years:
        now = part.due_in(due)
        own, base = now.target, now.baseline
        assert own is not None
        said = own.rule.short(part.indicator.better) or own.text
        case = probe(now, due, in_unit(base, now.indicator), base.year if base else plan.period.baseline)
        stage = with_number(_asked(now, replace(own, text=said)))
        assert stage.target is not None
        yield since, _begun(stage, stage.target, case)
        since = due


def _begun(part: IndicatorPart, target: Target, case: Case) -> IndicatorPart:
    """Return the part with the earlier target, from which progress is counted, in place of its baseline."""
    rule = target.rule
    start = path_start(target.due_before, rule, case)
    end, baseline = goal(rule, case), case.baseline.value if case.baseline is not None else None
    if start is None or rule.is_course or end is None or already(rule, case):
        return part
    year, number = start
    if not rule.is_number:
        if baseline is None:
            return part
        rule = _level(number, end(baseline), part)
    return _from(_asked(part, replace(target, rule=rule)), year, number)


def followed(part: IndicatorPart, before: YearStep | None) -> IndicatorPart:
    """Return the part with the number of the step `before` as its baseline, for a target about every year (每年提高,
    保持稳定); other parts unchanged.
    """
    target = part.target
    if target is None or before is None or before.value is None or not target.due_before:
        return part
    rule = target.rule
    follows = (rule.looks_back or rule.is_yearly_change) and rule.since is None
    return _from(part, before.year, before.value) if follows else part


def _from(part: IndicatorPart, year: int, number: Fraction) -> IndicatorPart:
    """Return the part with a number of a year in place of its baseline."""
    reading = Reading(decimal_text(number), Interval.point(number), part.indicator.measure)
    begun = Baseline(reading.text, reading, year, printed=False)
    if part.component is not None:
        return replace(part, component=replace(part.component, baseline=begun))
    return replace(part, indicator=replace(part.indicator, baseline=begun))


def _level(start: Fraction, end: Fraction, part: IndicatorPart) -> Rule:
    """Return the level that a change ends at, with the relation that its direction gives (≥ rising, ≤ falling)."""
    return Compare(Relation.GE if end >= start else Relation.LE, Quantity(end, part.indicator.measure))


def _asked(part: IndicatorPart, target: Target) -> IndicatorPart:
    """Return the part with another target in place of its own."""
    if part.component is not None:
        return replace(part, component=replace(part.component, target=target))
    return replace(part, indicator=replace(part.indicator, target=target))
