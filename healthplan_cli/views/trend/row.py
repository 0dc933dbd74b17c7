"""A row of the trend report: an indicator, or a component of one, over the years."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.evaluation.evaluate import Trace
from healthplan_cli.evaluation.part import IndicatorPart, in_unit
from healthplan_cli.model import Interval, Reading, Result, Revision
from healthplan_cli.views.trend.course import AverageChange, Course, Year
from healthplan_cli.views.trend.line import TrendLine
from healthplan_cli.views.trend.needs import Need, NeedLack


@record(frozen=True, slots=True)
class TrendRow:
    """An indicator or a component over the years, with the words in force in the last year.

    `latest`: the last known value, however old, judged in that year; `trace`: what that verdict rests on, for a row
    without components. An indicator judged by components has statuses only; the numbers are its components'.
    """

    part: IndicatorPart
    latest: Result
    years: tuple[Year, ...]
    course: Course
    trace: Trace | None = None
    change: AverageChange | None = None
    need: Need | None = None
    line: TrendLine | None = None
    without_line: NeedLack | None = None

    @property
    def split(self) -> bool:
        return bool(self.latest.components)

    @property
    def has_data(self) -> bool:
        """Whether any year has a value, of the row or of one of its components."""
        return any(result.actual is not None for result in (self.latest, *self.latest.components))

    @property
    def all_known(self) -> bool:
        """Whether each year so far has a known status."""
        return len(self.course.known) == len(self.years)

    @property
    def start(self) -> Interval | None:
        """The baseline in the indicator's unit; 0 where the values are running totals (〔18〕)."""
        if self._cumulative:
            return Interval.point(Fraction(0))
        return in_unit(self.latest.baseline, self.part.indicator)

    @property
    def start_year(self) -> int | None:
        return self.latest.baseline.year if self.latest.baseline else None

    @property
    def _cumulative(self) -> bool:
        return self.latest.actual is not None and self.latest.actual.reading.cumulative

    @property
    def points(self) -> dict[int, Fraction]:
        """The baseline and the values of the years by year, where each is one number and comparable with the latest value."""
        found: dict[int, Fraction] = {}
        for item in self.years:
            alike = item.actual is not None and self._is_alike(item.actual.reading)
            if alike and item.value is not None and item.year > (self.start_year or 0):
                found[item.year] = item.value
        start = self.start.value if self.start else None
        if start is not None and self.start_year is not None:
            found[self.start_year] = start
        return dict(sorted(found.items()))

    def _is_alike(self, reading: Reading) -> bool:
        """Return whether a value is comparable with the latest one: asked for by the same kind of target, and like it
        a running total or not.
        """
        return self._is_taken(reading) and reading.cumulative == self._cumulative

    def _is_taken(self, reading: Reading) -> bool:
        """Return whether a value is of the kind that the latest target asks for (targets of several years may differ in kind)."""
        target = self.latest.target
        return target is None or not target.years or target.takes(reading)

    @property
    def left_out(self) -> tuple[int, ...]:
        """The years whose value isn't among `points`: a range, a half line, a level among running totals."""
        years = [
            item.year
            for item in self.years
            if item.actual is not None and self._is_taken(item.actual.reading)
        ]
        if self.start is not None and self.start_year is not None:
            years.append(self.start_year)
        return tuple(year for year in sorted(set(years)) if year not in self.points)

    @property
    def measurable(self) -> bool:
        """Whether differences of the values have a meaning: not for grades and ratios, nor for amounts that add up over the years."""
        target = self.latest.target
        if target is not None and (
            target.rule.is_total or (target.rule.may_be_total and not self._cumulative)
        ):
            return False
        known = [item.actual.reading for item in self.years if item.actual is not None]
        return not any(reading.on_ladder and self._is_taken(reading) for reading in known)

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """The revisions in force in any of the years, without duplicates."""
        found = (item.result.revision for item in self.years if item.result)
        return tuple(dict.fromkeys(revision for revision in found if revision is not None))
