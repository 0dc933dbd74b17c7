"""(Plan, actuals, conventions) → Report: components, judge, progress. Pure: no file, clock or environment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from healthplan_cli.judge import Case
from healthplan_cli.messages import message
from healthplan_cli.model import (
    TOLERANCE,
    Actual,
    Actuals,
    Baseline,
    Change,
    Component,
    Conventions,
    Each,
    External,
    Indicator,
    InputFile,
    Interval,
    Nature,
    NoTarget,
    Plan,
    Proportional,
    Reading,
    Reason,
    Report,
    Result,
    Rule,
    Status,
    Tally,
    Target,
)
from healthplan_cli.progress import Pace, stand
from healthplan_cli.record import record

# An indicator with components takes the first of these that any of them has (contract, end of section 4).
_WORST_FIRST = (Status.MISSED, Status.BEHIND, Status.UNKNOWN, Status.ON_TRACK, Status.AHEAD, Status.MET)


def year_judged(asked: int | None, actuals: Actuals, plan: Plan) -> int:
    """--year, else the file's year, else the latest year in the data, else the plan's end (contract section 5)."""
    years = [actual.year for actual in actuals.values if actual.year is not None]
    return asked or actuals.year or max(years, default=plan.period.end)


def evaluate(
    plan: Plan, actuals: Actuals, conventions: Conventions, inputs: tuple[InputFile, ...] = ()
) -> Report:
    """The whole report, before anything is printed."""
    judged = _Evaluation(plan, actuals, conventions)
    results = tuple(judged.indicator(indicator) for indicator in plan.indicators)
    natures = [nature for nature in Nature if any(result.nature is nature for result in results)]
    return Report(
        plan=plan,
        conventions=conventions,
        results=results,
        inputs=inputs,
        illustrative=actuals.illustrative,
        tally=tally(results),
        by_nature=tuple((nature, tally(r for r in results if r.nature is nature)) for nature in natures),
    )


def tally(results: Iterable[Result]) -> Tally:
    """Counts by status, in the order of the ladder."""
    found = [result.status for result in results]
    order = (Status.MET, Status.AHEAD, Status.ON_TRACK, Status.BEHIND, Status.MISSED, Status.UNKNOWN)
    return Tally(tuple((status, found.count(status)) for status in order))


@record(frozen=True, slots=True)
class _Part:
    """What is judged at once: a whole indicator, or one component of it."""

    indicator: Indicator
    component: Component | None = None

    @property
    def id(self) -> str:
        return self.component.id if self.component else self.indicator.id

    @property
    def name(self) -> str:
        return self.component.name if self.component else self.indicator.name

    @property
    def baseline(self) -> Baseline | None:
        return self.component.baseline if self.component else self.indicator.baseline

    @property
    def target(self) -> Target | None:
        return self.component.target if self.component else self.indicator.target


class _Evaluation:
    def __init__(self, plan: Plan, actuals: Actuals, conventions: Conventions) -> None:
        self.plan = plan
        self.conventions = conventions
        self.year = conventions.year
        self.values: dict[tuple[str, str | None], dict[int, Actual]] = {}
        for actual in actuals.values:
            year = actual.year if actual.year is not None else self.year
            if year <= self.year:
                place = self.values.setdefault((actual.indicator, actual.component), {})
                place.setdefault(year, replace(actual, year=year))
        self.targets = {(item.indicator, item.component): item.target for item in actuals.targets}

    # ── one indicator ──

    def indicator(self, indicator: Indicator) -> Result:
        whole = self.values.get((indicator.id, None), {})
        parts = [self.values.get((indicator.id, component.id), {}) for component in indicator.components]
        split = indicator.components and (not indicator.optional_components or any(parts))
        if not split:
            return self._judge(_Part(indicator), whole)
        found = []
        for component, own in zip(indicator.components, parts, strict=True):
            shared = {year: actual for year, actual in whole.items() if year not in own}
            result = self._judge(_Part(indicator, component), {**shared, **own})
            if result.actual is not None and result.actual.component is None:
                result = replace(result, noted=(*result.noted, "one_value_for_all"))
            found.append(result)
        return self._joined(indicator, tuple(found))

    def _joined(self, indicator: Indicator, parts: tuple[Result, ...]) -> Result:
        status = next(status for status in _WORST_FIRST if any(part.status is status for part in parts))
        deciding = [part for part in parts if part.status is status]
        whole = parts[0].actual if len({id(part.actual) for part in parts}) == 1 else None
        return Result(
            id=indicator.id,
            no=indicator.no,
            name=indicator.name,
            category=indicator.category,
            nature=indicator.nature,
            unit=indicator.measure,
            baseline=indicator.baseline,
            target=indicator.target,
            due=max(part.due for part in parts),
            actual=whole,
            value=None,
            status=status,
            reason=deciding[0].reason,
            regressed=any(part.regressed for part in deciding),
            noted=tuple(dict.fromkeys(code for part in deciding for code in part.noted)),
            elapsed=parts[0].elapsed,
            message=_joined_message(parts, deciding),
            components=parts,
            location=indicator.location,
        )

    def _judge(self, part: _Part, known: Mapping[int, Actual]) -> Result:
        indicator = part.indicator
        target = (
            self.targets.get((indicator.id, part.component.id if part.component else None)) or part.target
        )
        given = target is not part.target
        due = (
            (target.due if target else None)
            or (part.target.due if part.target else None)
            or self.plan.period.end
        )
        baseline, from_data = self._baseline(part, known)
        actual = self._current(known, baseline)
        result = Result(
            id=part.id,
            no=indicator.no,
            name=part.name,
            category=indicator.category,
            nature=indicator.nature,
            unit=indicator.measure,
            baseline=baseline,
            target=target,
            due=due,
            actual=actual,
            value=actual.reading.values if actual else None,
            status=Status.UNKNOWN,
            elapsed=_elapsed(self.year, due, baseline.year if baseline else self.plan.period.baseline),
            location=indicator.location,
        )
        noted = _noted(result, from_data, given, self.year)
        if baseline is not None and not from_data and self._differs(part, baseline, known):
            noted = (*noted, "baseline_differs")
        if _maybe_percent(result):
            noted = (*noted, "maybe_percent")
        rule = target.rule if target else NoTarget()
        reason = _unjudged(rule, actual)
        if reason is not None:
            latest = max((year for year in known if year > self.plan.period.baseline), default=None)
            detail = str(latest) if latest and reason is Reason.NO_DATA else None
            return _with_message(replace(result, reason=reason, noted=noted), self.year, detail)
        assert actual is not None
        if (
            target is not None
            and target.cumulative
            and not actual.reading.cumulative
            and len(_since(known, self.plan)) > 1
        ):
            result = replace(result, reason=Reason.NEEDS_REVIEW, noted=noted)
            return _with_message(result, self.year, "cumulative")
        case = self._case(part, rule, result, known)
        standing = stand(
            rule, case, Pace(self.conventions.band, indicator.geometric, indicator.annual_targets)
        )
        verdict = standing.verdict
        result = replace(
            result,
            status=standing.status,
            reason=verdict.reason if standing.status is Status.UNKNOWN else None,
            regressed=standing.regressed,
            noted=(
                *noted,
                *(("early",) if standing.early else ()),
                *(("kept",) if standing.kept else ()),
                *verdict.noted,
            ),
            gap=standing.gap,
            progress=standing.progress,
            expected=standing.expected,
        )
        return _with_message(result, self.year, verdict.detail, verdict.needed)

    # ── what goes in ──

    def _baseline(self, part: _Part, known: Mapping[int, Actual]) -> tuple[Baseline | None, bool]:
        """The spec's baseline; where it has none, the data's value for the baseline year."""
        baseline = part.baseline
        if baseline is not None and baseline.reading.values is not None:
            return (baseline if baseline.year < self.year else None), False
        year = self.plan.period.baseline
        if year in known:
            actual = known[year]
            return Baseline(actual.reading.text, actual.reading, year, actual.source, printed=False), True
        return baseline, False

    def _differs(self, part: _Part, baseline: Baseline, known: Mapping[int, Actual]) -> bool:
        """Whether the data says something else about the baseline year than the plan, whose word counts."""
        other = known.get(baseline.year)
        return other is not None and other.reading.values != _in_unit(baseline, part.indicator)

    def _current(self, known: Mapping[int, Actual], baseline: Baseline | None = None) -> Actual | None:
        """The value of the year judged, or (where asked) one that is at most `carry` years older."""
        for year in range(self.year, self.year - self.conventions.carry - 1, -1):
            if year in known and year > (baseline.year if baseline else self.plan.period.baseline):
                return known[year]
        return None

    def _case(self, part: _Part, rule: Rule, result: Result, known: Mapping[int, Actual]) -> Case:
        indicator = part.indicator
        assert result.actual is not None
        baseline = result.baseline
        year = baseline.year if baseline else self.plan.period.baseline
        values = {
            when: actual.reading.values for when, actual in known.items() if actual.reading.values is not None
        }
        data_year = result.actual.year or self.year
        cumulative = result.actual.reading.cumulative and isinstance(rule, Change)
        return Case(
            year=self.year,
            data_year=data_year,
            due=result.due,
            better=indicator.better,
            measure=indicator.measure,
            series={when: value for when, value in values.items() if year < when <= data_year},
            baseline=Interval.point(Fraction(0)) if cumulative else _in_unit(baseline, indicator),
            baseline_year=year,
            start=self.plan.period.start,
            per=indicator.per,
            tolerance=TOLERANCE if indicator.tolerance is None else indicator.tolerance,
            history={when: value for when, value in values.items() if when < year},
            reference=self._reference(rule, indicator, data_year),
            cumulative=cumulative,
        )

    def _reference(
        self, rule: Rule, indicator: Indicator, year: int
    ) -> tuple[Interval | None, Interval | None]:
        """Baseline and value, in the same year, of the indicator that 同比例 refers to."""
        if not isinstance(rule, Proportional) or indicator.relative_to is None:
            return None, None
        other = _Part(self.plan.find(indicator.relative_to))
        known = self.values.get((other.indicator.id, None), {})
        baseline, _ = self._baseline(other, known)
        actual = known.get(year)
        return _in_unit(baseline, other.indicator), actual.reading.values if actual else None


def _in_unit(baseline: Baseline | None, indicator: Indicator) -> Interval | None:
    from healthplan_cli import units

    if baseline is None or baseline.reading.values is None:
        return None
    reading: Reading = baseline.reading
    if reading.unit is None or indicator.measure is None or reading.unit == indicator.measure:
        return reading.values
    factor = units.factor(reading.unit, indicator.measure, indicator.per)
    return reading.values if factor is None or reading.values is None else reading.values.scaled(factor)


def _joined_message(parts: tuple[Result, ...], deciding: list[Result]) -> str:
    """What all the parts have in common is said once."""
    if len(deciding) == len(parts) and len({part.message for part in parts}) == 1:
        return parts[0].message
    return "；".join(f"{part.name}：{part.message}" for part in deciding)


def _since(known: Mapping[int, Actual], plan: Plan) -> list[int]:
    return [year for year in known if year >= plan.period.start]


def _elapsed(year: int, due: int, start: int) -> Fraction | None:
    return Fraction(year - start, due - start) if due > start else None


def _unjudged(rule: Rule, actual: Actual | None) -> Reason | None:
    if isinstance(rule, NoTarget):
        return Reason.NO_TARGET
    if isinstance(rule, External):
        return Reason.EXTERNAL_TARGET
    if isinstance(rule, Each):
        return Reason.NEEDS_REVIEW
    return Reason.NO_DATA if actual is None else None


def _maybe_percent(result: Result) -> bool:
    """0.61 where the baseline is 41.2: a spreadsheet's way of holding 61 %, most likely."""
    if result.actual is None or result.unit != "%" or result.baseline is None:
        return False
    reading, baseline = result.actual.reading, result.baseline.reading.values
    number = reading.values.value if reading.values else None
    start = baseline.value if baseline else None
    bare = not any(sign in reading.text for sign in "%％/")
    return bare and number is not None and start is not None and 0 < number <= 1 and start > 20 * number


def _noted(result: Result, from_data: bool, given: bool, year: int) -> tuple[str, ...]:
    """Codes for what a reader should know about the values that went in."""
    notes = {
        "baseline_from_data": from_data,
        "baseline_from_text": bool(result.baseline and not result.baseline.printed and not from_data),
        "provisional_baseline": bool(result.baseline and result.baseline.reading.provisional),
        "target_supplied": given,
        "provisional": bool(result.actual and result.actual.provisional),
        "carried": bool(result.actual and result.actual.year != year),
        "modal_commitment": bool(
            result.nature is Nature.BINDING and result.target and result.target.modality in ("力争", "争取")
        ),
    }
    return tuple(code for code, holds in notes.items() if holds)


def _with_message(result: Result, year: int, detail: str | None, needed: Interval | None = None) -> Result:
    return replace(result, message=message(result, year, detail, needed))
