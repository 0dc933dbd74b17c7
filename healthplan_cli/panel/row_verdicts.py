"""What the verdicts on a row say besides their numbers, each kept once however many regions share it; the values'
distribution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from healthplan_cli.base.fast_dataclass import kept, record
from healthplan_cli.evaluation.badges import Badge, badge_for
from healthplan_cli.model import Note, Status
from healthplan_cli.views.records import Record

LATE = (Status.MISSED, Status.BEHIND)
_NOTES = {note.value: note for note in Note}
RowKey = tuple[str, str | None]  # the ids of a row and of a component of it


class RowVerdict:
    """A record without its region, year and numbers. Two are the same only if they are one object: see RowVerdicts."""

    def __init__(self, of: Record) -> None:
        self.plan, self.id, self.component = of["plan"], of["indicator"], of["component"]
        self.unit, self.target, self.gated = of["unit"], of["target"], of["gated"]
        self.status = Status(of["status"])
        self.notes = tuple(_NOTES[code] for code in of["noted"].split(";") if code)
        self.is_late = self.status in LATE
        self.is_unknown = self.status is Status.UNKNOWN

    @property
    def key(self) -> RowKey:
        """The ids of the row and of the component (None: the whole row)."""
        return self.id, self.component

    @kept
    def badge(self) -> Badge:
        """The class in which reports show the verdict."""
        return badge_for(self.status, self.notes)


class RowVerdicts:
    """The different verdicts on rows, numbered from 0 as they are met."""

    def __init__(self) -> None:
        self.all: list[RowVerdict] = []
        self._numbers: dict[tuple[object, ...], int] = {}

    def number(self, of: Record) -> int:
        """Return the number of a record's verdict."""
        same = (
            *(of["plan"], of["indicator"], of["component"], of["unit"], of["target"]),
            *(of["status"], of["noted"], of["gated"]),
        )
        if same not in self._numbers:
            self._numbers[same] = len(self.all)
            self.all.append(RowVerdict(of))
        return self._numbers[same]

    def of(self, record_: Record) -> RowVerdict:
        """Return a record's verdict."""
        return self.all[self.number(record_)]


@record(frozen=True, slots=True)
class Spread:
    """The distribution of some regions' values: lowest, quartiles, highest."""

    count: int
    points: tuple[Fraction, ...]


def spread_of(count: int, values: Mapping[int, float]) -> Spread:
    """Return the distribution of `count` values; `values` has those at the places (from 0, the lowest first) that are
    needed: at each quarter of the way and the next. Quartiles are interpolated (the ends are quartiles 0 and 4).
    """
    points = []
    for quarter in range(5):
        at, rest = divmod((count - 1) * quarter, 4)
        low, high = exact_of(values[at]), exact_of(values[min(at + 1, count - 1)])
        points.append(low + (high - low) * Fraction(rest, 4))
    return Spread(count, tuple(points))


def spread_of_all(values: Sequence[float]) -> Spread:
    """Return the distribution of values, one at least."""
    return spread_of(len(values), dict(enumerate(sorted(values))))


@lru_cache(maxsize=65536)
def exact_of(value: float) -> Fraction:
    """Return the exact number that a double is printed as: the shortest decimal that reads back as the same."""
    return Fraction(Decimal(repr(value)))
