"""The contents of an indicator's path: baseline, reported values, what each year asks for, the band. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.text_width import width
from healthplan_cli.evaluation.evaluate import Trace
from healthplan_cli.evaluation.judge import goals
from healthplan_cli.evaluation.part import IndicatorPart, in_unit, judged_components
from healthplan_cli.evaluation.progress import expected
from healthplan_cli.language.figures import figure, reported
from healthplan_cli.language.names import shown_name
from healthplan_cli.language.reported import around
from healthplan_cli.language.words import AROUND
from healthplan_cli.model import Component, Indicator, Interval, Report, Result
from healthplan_cli.report.charts.drawing import Path, Point
from healthplan_cli.units.words import unit_words
from healthplan_cli.views.annual_targets import Basis, YearStep, yearly
from healthplan_cli.views.annual_targets.drawing import probe
from healthplan_cli.views.trend import Trends

_FROM_BASELINE = {Basis.LINEAR, Basis.GEOMETRIC, Basis.ANNUAL_CHANGE, Basis.AVERAGE, Basis.ANNUAL_TARGETS}
_ROOM = 16  # columns that a target's own words may take


def path_of(report: Report | Trends, result: Result, trace: Trace, part: IndicatorPart) -> Path | None:
    """Return the path of a row or component up to the year judged; None where there is no number to draw.

    The yearly numbers follow from the baseline and the target of the verdict.
    """
    adds_up = trace.rule.is_total or (
        trace.rule.may_be_total and not (trace.case is not None and trace.case.cumulative)
    )
    if adds_up or any(actual.reading.on_ladder for actual in trace.known.values()):
        return None  # years' own amounts and their total are no points of one line
    year = report.conventions.year
    start, steps = _start(part, result, trace), _steps(report, part, result, trace)
    values = _values(result, trace, year)
    goal = [point for step in steps if step.year == result.due for point in _target(step, part)]
    if not goal and not values and not start:
        return None
    points = (*start, *values, *goal)
    asked = [(step.year, step.value) for step in steps if step.value is not None]
    level = start[0].exact if start else None
    if level is not None and {step.basis for step in steps} & _FROM_BASELINE:
        asked.insert(0, (start[0].year, level))
    first = min([report.plan.period.baseline, *(point.year for point in points)])
    last = max(year, result.due, *(when for when, _ in asked), report.plan.period.end)
    zone = _zone(start, steps, result, report.conventions.band)
    return Path(_titled(part, result), range(first, last + 1), points, tuple(asked), zone)


def part_of(row: Indicator, result: Result, component: str | None) -> IndicatorPart:
    """Return the row in force, or its component, with the baseline and the target that were judged."""
    if component is None:
        return IndicatorPart(replace(row, baseline=result.baseline, target=result.target))
    own = judged_components(row)[component]
    changed: Component = replace(own, baseline=result.baseline, target=result.target)
    return IndicatorPart(row, changed)


def _titled(part: IndicatorPart, result: Result) -> str:
    """Return the title of a path, the component before its indicator."""
    name = part.name if part.component is None else f"{part.name} · {shown_name(part.indicator)}"
    return tr("{name}（{unit}）", name=name, unit=unit_words(result.unit)) if result.unit else name


def _start(part: IndicatorPart, result: Result, trace: Trace) -> list[Point]:
    """Return the baseline in the indicator's unit, 0 for running totals (〔18〕); empty without one."""
    case, baseline = trace.case, result.baseline
    values = case.baseline if case is not None else in_unit(baseline, part.indicator)
    if baseline is None or values is None or values == Interval():
        return []
    text = figure(values.value) if values.value is not None else baseline.text
    return [_point(baseline.year, values, tr("基期 {text}", text=text), "baseline", baseline.text)]


def _values(result: Result, trace: Trace, year: int) -> list[Point]:
    """Return the values reported since the baseline up to a year, running totals or levels as the verdict's value is."""
    cumulative = trace.case is not None and trace.case.cumulative
    begin = result.baseline.year if result.baseline else 0
    found = []
    for when, actual in sorted(trace.known.items()):
        reading = actual.reading
        if begin < when <= year and reading.values is not None and reading.cumulative == cumulative:
            text = reported(reading).strip("〔〕") + "*" * reading.provisional
            found.append(_point(when, reading.values, text, "value", reading.text))
    return found


def _point(year: int, values: Interval, text: str, kind: str, printed: str) -> Point:
    """Return a point; 83左右 stands at 83, with the range that counts as it."""
    if values.low is not None and values.high is not None and any(word in printed for word in AROUND.words):
        middle = (values.low + values.high) / 2
        if values == around(middle):
            return Point(year, Interval.point(middle), text, kind, (values.low, values.high))
    return Point(year, values, text, kind)


def _steps(
    report: Report | Trends, part: IndicatorPart, result: Result, trace: Trace
) -> tuple[YearStep, ...]:
    """Return the steps of what each year asks for; for running totals, from 0 to the total."""
    case = trace.case
    if case is None or not case.cumulative:
        return yearly(report.plan, part)[0]
    ends = goals(trace.rule, case)
    goal = ends[0](Fraction(0)) if len(ends) == 1 else None
    return () if goal is None else (YearStep(result.due, goal, figure(goal), Basis.LINEAR),)


def _target(step: YearStep, part: IndicatorPart) -> Iterator[Point]:
    """Yield the due year's number as printed, with the range that counts as it for 左右; for a range with two ends both."""
    text = tr(
        "目标 {text}",
        text=step.text if width(step.text) <= _ROOM or step.value is None else figure(step.value),
    )
    if step.value is not None:
        slack = abs(step.value) * part.indicator.tolerance_of_about
        about = (step.value - slack, step.value + slack) if step.relation == "approx" else None
        yield Point(step.year, Interval.point(step.value), text, "target", about)
        return
    case = probe(part, step.year)
    level = part.target.rule.level if part.target is not None else None
    if level is not None and level.has_two_ends(case):
        ends = sorted(level.turning_points(case))
        yield Point(step.year, Interval(ends[0], ends[-1]), text, "target")


def _zone(
    start: Sequence[Point], steps: Sequence[YearStep], result: Result, band: Fraction
) -> tuple[tuple[int, Fraction, Fraction], ...]:
    """Return for each year before the due one the range of numbers that are on track, from δ behind the pace to δ ahead of it."""
    begin = start[0].exact if start else None
    goal = next((step.value for step in steps if step.year == result.due), None)
    bases = {step.basis for step in steps if step.year <= result.due}
    if begin is None or goal is None or goal == begin or bases - {Basis.LINEAR, Basis.GEOMETRIC}:
        return ()
    first = start[0].year

    def at(year: int, shift: Fraction) -> Fraction:
        gone = Fraction(year - first, result.due - first) + shift
        return expected(begin, goal, gone, Basis.GEOMETRIC in bases)

    return tuple((year, at(year, -band), at(year, band)) for year in range(first, result.due))
