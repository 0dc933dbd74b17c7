"""Every value of the year judged at which the status would be another one, exactly. Pure.

The rule and the pace give the candidates; the status at each of them and between them is asked of the function that
judges. So a candidate too many does no harm, and what is announced is what would be judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.evaluation.judge import Case
from healthplan_cli.evaluation.progress import Assessment, Pace, assess
from healthplan_cli.explanation.candidates import CandidateMark, candidates
from healthplan_cli.model import Interval, Rule, Status


@record(frozen=True, slots=True)
class Region:
    """A range of values with one status; an end None is the end of what is possible."""

    standing: Assessment
    low: CandidateMark | None
    high: CandidateMark | None
    low_open: bool = False
    high_open: bool = False

    @property
    def status(self) -> Status:
        """The status of every value of the region."""
        return self.standing.status

    def has(self, value: Fraction) -> bool:
        """Return whether a value is in the region; one between the two neighbours of an irrational end is in no region."""
        low, high = self.low, self.high
        above = low is None or value > low.high or (value == low.high and not (low.exact and self.low_open))
        below = (
            high is None or value < high.low or (value == high.low and not (high.exact and self.high_open))
        )
        return above and below


def standing_at(value: Fraction, rule: Rule, case: Case, pace: Pace) -> Assessment:
    """Return the assessment that a value of the year judged would get."""
    return assess(rule, replace(case, series={**case.series, case.data_year: Interval.point(value)}), pace)


def regions(rule: Rule, case: Case, pace: Pace, possible: Interval) -> tuple[Region, ...]:
    """Return the possible values divided by the status that they would give, in ascending order."""
    marks = sorted(set(candidates(rule, case, pace)), key=lambda mark: (mark.low, mark.high))
    inside = [mark for mark in marks if _inside(mark, possible)]
    return tuple(_joined(_pieces(rule, case, pace, possible, inside)))


def _inside(mark: CandidateMark, possible: Interval) -> bool:
    low, high = possible.low, possible.high
    return (low is None or mark.low > low) and (high is None or mark.high < high)


def _pieces(
    rule: Rule, case: Case, pace: Pace, possible: Interval, marks: list[CandidateMark]
) -> Iterator[Region]:
    """Yield as regions the ends of what is possible, each mark, and each gap between two of them."""

    def at(value: Fraction) -> Assessment:
        return standing_at(value, rule, case, pace)

    ends = [None if end is None else CandidateMark(end, end) for end in (possible.low, possible.high)]
    if ends[0] is not None:
        yield Region(at(ends[0].low), ends[0], ends[0])
    edges = [ends[0], *marks, ends[1]]
    for low, high in pairwise(edges):
        yield Region(at(between(low, high)), low, high, True, True)
        if high is not None and high.exact:
            yield Region(at(high.low), high, high)


def between(low: CandidateMark | None, high: CandidateMark | None) -> Fraction:
    """Return a number between two marks; beside the one where there is no other."""
    if low is None or high is None:
        return high.low - 1 if high else low.high + 1 if low else Fraction(0)
    return (low.high + high.low) / 2


def _joined(pieces: Iterable[Region]) -> list[Region]:
    """Return the regions with neighbours of the same status joined, and the outermost ends removed."""
    found: list[Region] = []
    for piece in pieces:
        if found and found[-1].status is piece.status:
            found[-1] = replace(found[-1], high=piece.high, high_open=piece.high_open)
        else:
            found.append(piece)
    found[0] = replace(found[0], low=None)
    found[-1] = replace(found[-1], high=None)
    return found
