"""(Plan, actuals, conventions) → Report: components, judge, progress. Pure: no file, clock or environment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.evaluate.notes import maybe_percent, maybe_unit
from healthplan_cli.evaluate.notes import noted as noted_codes
from healthplan_cli.evaluate.part import Part, due_of, in_unit
from healthplan_cli.judge import Case, unknown
from healthplan_cli.messages import message
from healthplan_cli.model import (
    TOLERANCE,
    Actual,
    Actuals,
    Baseline,
    Chance,
    Change,
    Compare,
    Conventions,
    Each,
    External,
    Indicator,
    InputFile,
    Interval,
    Mode,
    Nature,
    NoTarget,
    Period,
    Plan,
    Proportional,
    Reason,
    Relation,
    Report,
    Result,
    Rule,
    Status,
    Tally,
    Target,
    Verdict,
)
from healthplan_cli.names import shown_category, shown_name
from healthplan_cli.progress import Pace, Standing, stand
from healthplan_cli.record import record, replace
from healthplan_cli.speech import tr

# An indicator with components takes the first of these that any of them has (contract, end of section 4).
_WORST_FIRST = (Status.MISSED, Status.BEHIND, Status.UNKNOWN, Status.ON_TRACK, Status.AHEAD, Status.MET)


def year_judged(asked: int | None, actuals: Actuals, plan: Plan) -> int:
    """--year, else the file's year, else the latest year in the data, else the plan's end (contract section 5)."""
    years = [actual.year for actual in actuals.values if actual.year is not None]
    return asked or actuals.year or max(years, default=plan.period.end)


def mode_of(year: int, period: Period) -> Mode:
    """The review that a year usually has: the final one from the plan's end on, the mid-term one in its middle."""
    if year >= period.end:
        return Mode.FINAL
    return Mode.MIDTERM if year == period.middle else Mode.ANNUAL


def evaluate(
    plan: Plan, actuals: Actuals, conventions: Conventions, inputs: tuple[InputFile, ...] = ()
) -> Report:
    """The whole report, before anything is printed."""
    return evaluate_traced(plan, actuals, conventions, inputs)[0]


def evaluate_traced(
    plan: Plan,
    actuals: Actuals,
    conventions: Conventions,
    inputs: tuple[InputFile, ...] = (),
    with_commitments: bool = False,
) -> tuple[Report, Mapping[tuple[str, str | None], Trace]]:
    """The report, and by indicator and component what each verdict was reached from (for a proof)."""
    judged = _Evaluation(plan, actuals, conventions)
    results = tuple(judged.indicator(indicator) for indicator in plan.indicators)
    commitments = tuple(judged.indicator(item) for item in plan.commitments) if with_commitments else None
    report = Report(
        plan=plan,
        conventions=conventions,
        results=results,
        inputs=inputs,
        illustrative=actuals.illustrative,
        commitments=commitments,
    )
    return tallied(report), judged.traces


def tallied(report: Report) -> Report:
    """The report with its counts, by what its results now say."""
    results = report.results
    natures = [nature for nature in Nature if any(result.nature is nature for result in results)]
    by_nature = tuple((nature, tally(r for r in results if r.nature is nature)) for nature in natures)
    return replace(
        report, tally=tally(results), by_nature=by_nature, commitments_tally=tally(report.commitments or ())
    )


def tally(results: Iterable[Result]) -> Tally:
    """Counts by status, in the order of the ladder; waived rows apart."""
    found = list(results)
    order = (Status.MET, Status.AHEAD, Status.ON_TRACK, Status.BEHIND, Status.MISSED, Status.UNKNOWN)
    own, waived = ([r.status for r in found if bool(r.waiver) is apart] for apart in (False, True))
    return Tally(
        tuple((status, own.count(status)) for status in order),
        tuple((status, waived.count(status)) for status in order if status in waived),
    )


@record(frozen=True, slots=True)
class Trace:
    """What a verdict was reached from: the rule, what it looked at, the pace, and where that stands.

    Without a case nothing was compared: the message of the result says what is missing.
    """

    rule: Rule
    case: Case | None = None
    pace: Pace | None = None
    standing: Standing | None = None


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
        self.traces: dict[tuple[str, str | None], Trace] = {}

    # ── one indicator ──

    def _as_now(self, item: Indicator) -> Indicator:
        """A commitment with the baseline in force of the row that it is about, where that is its baseline."""
        row = self.plan.find(item.restates) if item.restates else item
        now = row.in_force(self.year)
        if now is row or item.baseline != row.baseline or item is row:
            return item
        return replace(item, baseline=now.baseline)

    def indicator(self, printed: Indicator) -> Result:
        printed = self._as_now(printed)
        revision = printed.revision_in(self.year)
        result = self._row(revision.indicator if revision else printed)
        if revision is None:
            return result
        return replace(result, revision=revision, noted=(*result.noted, "revised"))

    def _row(self, indicator: Indicator) -> Result:
        whole = self._known(indicator, None)
        parts = [self._known(indicator, component.id) for component in indicator.components]
        split = indicator.components and (not indicator.optional_components or any(parts))
        if not split:
            return self._judge(Part(indicator), whole)
        found = []
        for component, own in zip(indicator.components, parts, strict=True):
            shared = {year: actual for year, actual in whole.items() if year not in own}
            result = self._judge(Part(indicator, component), {**shared, **own})
            if result.actual is not None and result.actual.component is None:
                result = replace(result, noted=(*result.noted, "one_value_for_all"))
            found.append(result)
        return self._joined(indicator, tuple(found))

    def _known(self, indicator: Indicator, component: str | None) -> Mapping[int, Actual]:
        """The values of a row; a commitment about a row has that row's where it has none of its own."""
        own = self.values.get((indicator.id, component), {})
        if indicator.restates is None:
            return own
        return {**self.values.get((indicator.restates, component), {}), **own}

    def _joined(self, indicator: Indicator, parts: tuple[Result, ...]) -> Result:
        status = next(status for status in _WORST_FIRST if any(part.status is status for part in parts))
        deciding = [part for part in parts if part.status is status]
        whole = parts[0].actual if len({id(part.actual) for part in parts}) == 1 else None
        return Result(
            id=indicator.id,
            no=indicator.no,
            name=shown_name(indicator),
            category=shown_category(indicator.category),
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

    def _judge(self, part: Part, known: Mapping[int, Actual]) -> Result:
        result, given, from_data = self._opened(part, known)
        noted = noted_codes(result, from_data, given, self.year)
        if result.baseline is not None and not from_data and self._differs(part, result.baseline, known):
            noted = (*noted, "baseline_differs")
        if maybe_percent(result):
            noted = (*noted, "maybe_percent")
        elif maybe_unit(result):
            noted = (*noted, "maybe_unit")
        result = replace(result, noted=noted)
        rule = result.target.rule if result.target else NoTarget()
        reason = _unjudged(rule, result.actual)
        if reason is not None:
            latest = max((year for year in known if year > self.plan.period.baseline), default=None)
            detail = str(latest) if latest and reason is Reason.NO_DATA else None
            missing = unknown(reason, detail)
            return self._kept(part, Trace(rule), self._with_message(replace(result, reason=reason), missing))
        if self._in_two_units(part.indicator, rule):
            result = replace(result, reason=Reason.NEEDS_REVIEW)
            return self._kept(
                part, Trace(rule), self._with_message(result, unknown(Reason.NEEDS_REVIEW, "two_units"))
            )
        case = self._case(part, rule, result, known)
        pace = Pace(self.conventions.band, part.indicator.geometric, part.indicator.annual_targets)
        standing = stand(rule, case, pace)
        result = _with_standing(result, standing)
        if result.chance is not None:
            result = _with_neighbours(result, result.chance, rule, case, pace)
        verdict = standing.verdict
        result = self._with_message(result, verdict)
        return self._kept(part, Trace(rule, case, pace, standing), result)

    def _kept(self, part: Part, trace: Trace, result: Result) -> Result:
        self.traces[part.indicator.id, part.component.id if part.component else None] = trace
        return result

    def _with_message(self, result: Result, verdict: Verdict) -> Result:
        return replace(result, message=message(result, self.year, self.conventions.band, verdict))

    def _opened(self, part: Part, known: Mapping[int, Actual]) -> tuple[Result, bool, bool]:
        """A result before it is judged; whether its target was supplied, its baseline taken from the data."""
        indicator = part.indicator
        target = self._target(part)
        due = (target.due if target else None) or due_of(part.target, self.plan)
        baseline, from_data = self._baseline(part, known)
        actual = self._current(known, baseline)
        result = Result(
            id=part.id,
            no=indicator.no,
            name=part.name,
            category=shown_category(indicator.category),
            nature=indicator.nature,
            unit=indicator.measure,
            baseline=baseline,
            target=target,
            due=due,
            actual=actual,
            value=actual.reading.values if actual else None,
            status=Status.UNKNOWN,
            elapsed=_elapsed(self.year, due, baseline.year if baseline else self.plan.period.baseline),
            location=part.location,
            chance=None if _all_counted(indicator, target) else _chance(actual, indicator.measure),
        )
        return result, target is not part.target, from_data

    def _target(self, part: Part) -> Target | None:
        """The target in force; a number supplied for one that is set elsewhere, and for no other."""
        if part.target is None or not isinstance(part.target.rule, External):
            return part.target
        component = part.component.id if part.component else None
        about = part.indicator.restates or part.indicator.id
        own = self.targets.get((part.indicator.id, component))
        return own or self.targets.get((about, component), part.target)

    def _in_two_units(self, item: Indicator, rule: Rule) -> bool:
        """Whether a commitment has its row's very figure in another unit (13.5% beside ≤13.5‰): one of them is a slip."""
        row = self.plan.find(item.restates) if item.restates else item
        mine, its = getattr(rule, "quantity", None), getattr(row.target and row.target.rule, "quantity", None)
        if item is row or mine is None or its is None or mine.value != its.value:
            return False
        one, other = mine.unit or item.unit, its.unit or row.measure
        if one is None or other is None or not (units.is_share(one) and units.is_share(other)):
            return False
        return units.whole(one) != units.whole(other)

    # ── what goes in ──

    def _baseline(self, part: Part, known: Mapping[int, Actual]) -> tuple[Baseline | None, bool]:
        """The spec's baseline; where it has none, the data's value for the baseline year."""
        baseline = part.baseline
        if baseline is not None and baseline.reading.values is not None:
            return (baseline if baseline.year < self.year else None), False
        year = self.plan.period.baseline
        if year in known:
            actual = known[year]
            return Baseline(actual.reading.text, actual.reading, year, actual.source, printed=False), True
        return baseline, False

    def _differs(self, part: Part, baseline: Baseline, known: Mapping[int, Actual]) -> bool:
        """Whether the data says something else about the baseline year than the plan, whose word counts."""
        other = known.get(baseline.year)
        own = in_unit(baseline, part.indicator)
        if other is None or other.reading.values is None or own is None:
            return False
        return not other.reading.values.within(own)

    def _current(self, known: Mapping[int, Actual], baseline: Baseline | None = None) -> Actual | None:
        """The value of the year judged, or (where asked) one that is at most `carry` years older."""
        for year in range(self.year, self.year - self.conventions.carry - 1, -1):
            if year in known and year > (baseline.year if baseline else self.plan.period.baseline):
                return known[year]
        return None

    def _case(self, part: Part, rule: Rule, result: Result, known: Mapping[int, Actual]) -> Case:
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
            baseline=Interval.point(Fraction(0)) if cumulative else in_unit(baseline, indicator),
            baseline_year=year,
            start=self.plan.period.start,
            per=indicator.per,
            tolerance=TOLERANCE if indicator.tolerance is None else indicator.tolerance,
            history={when: value for when, value in values.items() if when < year},
            reference=self._reference(rule, indicator, data_year),
            cumulative=cumulative,
            running=frozenset(when for when, actual in known.items() if actual.reading.cumulative),
            yearly=frozenset(when for when, actual in known.items() if _of_its_year(actual, indicator)),
        )

    def _reference(
        self, rule: Rule, indicator: Indicator, year: int
    ) -> tuple[Interval | None, Interval | None]:
        """Baseline and value, in the same year, of the indicator that 同比例 refers to."""
        if not isinstance(rule, Proportional) or indicator.relative_to is None:
            return None, None
        other = Part(self.plan.find(indicator.relative_to).in_force(self.year))
        known = self.values.get((other.indicator.id, None), {})
        baseline, _ = self._baseline(other, known)
        actual = known.get(year)
        return in_unit(baseline, other.indicator), actual.reading.values if actual else None


def _of_its_year(actual: Actual, indicator: Indicator) -> bool:
    """Whether a value is said to be that year's own amount: in the data, or by the spec for all that say nothing."""
    return actual.reading.yearly or (bool(indicator.adds_up) and not actual.reading.cumulative)


def _with_standing(result: Result, standing: Standing) -> Result:
    verdict = standing.verdict
    summed = ("summed",) if standing.total is not None and len(standing.total.added) > 1 else ()
    early, kept = ("early",) if standing.early else (), ("kept",) if standing.kept else ()
    return replace(
        result,
        status=standing.status,
        reason=verdict.reason if standing.status is Status.UNKNOWN else None,
        regressed=standing.regressed,
        noted=(*result.noted, *early, *kept, *summed, *verdict.noted),
        total=standing.total.case.value if summed and standing.total else None,
        gap=standing.gap,
        progress=standing.progress,
        expected=standing.expected,
    )


def _all_counted(indicator: Indicator, target: Target | None) -> bool:
    """每个乡镇卫生院建成1个: all of them are counted, so there is no chance in how many do."""
    rule = target.rule if target else None
    promised = indicator.nature is Nature.COMMITMENT
    return promised and isinstance(rule, Compare) and rule.relation is Relation.EQ


def _chance(actual: Actual | None, unit: str | None) -> Chance | None:
    """The interval of a value that came as a count and a population."""
    if actual is None or actual.reading.rate is None:
        return None
    from healthplan_cli.chance import exact_interval

    return exact_interval(actual.reading.rate, unit)


def _with_neighbours(result: Result, chance: Chance, rule: Rule, case: Case, pace: Pace) -> Result:
    """What one event fewer or more would have given, where that is another status; the status itself stays."""
    assert result.actual is not None
    rate = result.actual.reading.rate
    assert rate is not None

    def given(events: Fraction) -> Status | None:
        value = Interval.point(events * rate.each)
        other = stand(rule, replace(case, series={**case.series, case.data_year: value}), pace).status
        return other if other is not result.status else None

    fewer = given(rate.count - 1) if rate.count else None
    more = given(rate.count + 1) if rate.count != rate.population else None
    chance = replace(chance, fewer=fewer, more=more)
    return replace(result, chance=chance, noted=(*result.noted, *(("one_event",) if fewer or more else ())))


def _joined_message(parts: tuple[Result, ...], deciding: list[Result]) -> str:
    """What all the parts have in common is said once."""
    if len(deciding) == len(parts) and len({part.message for part in parts}) == 1:
        return parts[0].message
    return tr("；").join(tr("{name}：{message}", name=part.name, message=part.message) for part in deciding)


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
