"""The verdict on every row as a function of a plain number reported for the year judged.

For a reader who changes a number in a spreadsheet beside the verdict. Other years' values, and what else the files
say, stay. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.evaluate import Trace, evaluate_traced
from healthplan_cli.evaluation.part import owner_of
from healthplan_cli.explanation.derived_numbers import NotSteps
from healthplan_cli.explanation.subject import ExplainedResult
from healthplan_cli.explanation.value_steps import Said, ValueSteps, value_steps
from healthplan_cli.model import (
    Actual,
    Actuals,
    Interval,
    NoTarget,
    Note,
    Reading,
    Report,
    Result,
    Rule,
)

Key = tuple[str, str | None]  # of an indicator and a component, as in traces


@record(frozen=True, slots=True)
class TypedValue:
    """The results by the number typed, and the result `without` a number."""

    steps: ValueSteps
    without: Result


def typed_values(report: Report, actuals: Actuals, said: Said) -> dict[Key, TypedValue | str]:
    """Return for each row, or each component, the results by the number typed; or in words why they don't follow from
    it.
    A row with components has no key of its own.
    """
    conventions, year = report.conventions, report.conventions.year
    plan = replace(report.plan, commitments=())
    probes = tuple(probe for result in report.results for probe in _probes(report, actuals, result))
    _, traces = evaluate_traced(plan, replace(actuals, values=(*probes, *actuals.values)), conventions)
    parted = {item.indicator for item in actuals.values if item.component is not None} | actuals.parted
    others = tuple(item for item in actuals.values if item.year not in (None, year))
    bare = evaluate_traced(plan, replace(actuals, values=others, parted=frozenset(parted)), conventions)[0]
    found: dict[Key, TypedValue | str] = {}
    for result in report.results:
        empty = bare.find(result.id)
        blanks = {part.id: part for part in empty.components}
        for part in result.components or (result,):
            key = (result.id, None if part is result else part.id)
            steps = _of_part(report, part, key, traces, said)
            without = empty if part is result else blanks.get(part.id)
            if isinstance(steps, str):
                found[key] = steps
            elif without is None:
                found[key] = tr("没有数时另行判断")
            else:
                found[key] = TypedValue(steps, without)
    return found


def possible_values(report: Report, result: Result) -> Interval:
    """Return the values that are possible for a row, in its unit."""
    row = report.plan.find(result.id).in_force(report.conventions.year)
    return ExplainedResult(report, row, None, result, Trace(_rule(result))).possible


def _probes(report: Report, actuals: Actuals, result: Result) -> Iterator[Actual]:
    """Yield a plain number for the year judged in each place where the data have or would have one: the row, or its components."""
    known = actuals.of(result.id)
    apart = result.id in actuals.parted or any(item.component is not None for item in known)
    whole = any(item.component is None for item in known)
    row = report.plan.find(result.id).in_force(report.conventions.year)
    owners = [owner_of(part) for part in row.components] if result.components else []
    places = dict.fromkeys(owners if owners and (apart or not whole) else [None])
    for owner in places:
        reading = Reading("1", Interval.point(Fraction(1)))
        yield Actual(result.id, owner, report.conventions.year, reading)


def _of_part(
    report: Report, part: Result, key: Key, traces: Mapping[Key, Trace], said: Said
) -> ValueSteps | str:
    why = _hindrance(report, part)
    if why:
        return why
    trace = traces.get(key)
    if trace is None or trace.case is None or trace.pace is None:
        return tr("没有数可比")
    case = trace.case
    if case.data_year != report.conventions.year:
        return tr("看的不是这一年的数")
    blank = replace(
        part, noted=(), reason=None, regressed=False, gap=None, progress=None, total=None, later=None
    )
    try:
        found = value_steps(trace.rule, case, trace.pace, blank, said)
    except NotSteps:
        return tr("进度、差距不是这一个数的一次式")
    value = part.value.value if part.value is not None else None
    if value is not None and part.actual is not None and said(part) != said(found.of(value)):
        return tr("报的数另有说明，不只看大小")
    return found


def _hindrance(report: Report, part: Result) -> str:
    """Write why a typed number alone doesn't decide the verdict; empty where it does."""
    rule, year = _rule(part), report.conventions.year
    if rule.asks_nothing:
        return tr("规划没有给目标")
    if not rule.is_counted:
        return tr("报的是等级、比值、名次或做成没有，不是数")
    if rule.is_external or rule.is_unread:
        return tr("目标没有数")
    if rule.is_tied or rule.row is not None:
        return tr("要看另一项指标的数")
    if "#" in part.id:
        return tr("几样要求看的是同一个数")
    if part.total is not None or Note.SUMMED in part.noted:
        return tr("各年的数加起来看")
    known = part.actual.year if part.actual is not None else None
    if known is not None and known != year:
        return tr("用的是 {year} 年的数", year=known)
    return tr("已过目标年，先看目标年的数") if part.due < year else ""


def _rule(part: Result) -> Rule:
    return part.target.rule if part.target is not None else NoTarget()
