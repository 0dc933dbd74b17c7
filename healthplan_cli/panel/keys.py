"""The piece of a place, as expressions over one row of columns: the value, its cuts, other years' values.

Columns: `first` is the piece below the first cut, `x` the value in millionths (missing, or `ODD` where it isn't one
plain number), `cut1` … the cuts (`NEVER` after the last). Of another value: `other` the value, `cut1` … its cuts,
`class0` … the class below and above each, `kind` how it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.panel.breakpoints import Dependence, Tied
from healthplan_cli.panel.expression import (
    AllOf,
    ColumnRef,
    Condition,
    Equal,
    Expression,
    Less,
    Literal,
    Missing,
    Present,
    Product,
    Reaches,
    Sum,
    When,
)
from healthplan_cli.panel.why import ExactReason

ODD = -(2**62)
NEVER = 2**62
VALUE, OTHER, KIND = ColumnRef("x"), ColumnRef("other"), ColumnRef("kind")


class Kind(IntEnum):
    """How another value counts: CLASS by its class; TOO_MUCH any value prevents pieces; CARRIED so where the year
    judged has none; TIED by comparison with this row's.
    """

    CLASS = 0
    TOO_MUCH = 1
    CARRIED = 2
    TIED = 3  # by whether the value is less than so many times it, just that, or more


@record(frozen=True, slots=True)
class OtherValue:
    """Another value that affects a record, of another year or of the row it is `tied` to.

    Its classes are multiplied so that their sum with the piece and all other classes is different for each
    combination.
    """

    year: int
    kind: Kind
    cuts: tuple[int, ...] = ()
    classes: tuple[int, ...] = ()
    tied: Tied | None = None

    @property
    def most(self) -> int:
        """The greatest number that can be multiplied without overflow; 0 where the row isn't tied."""
        return 0 if self.tied is None else 2**60 // max(self.tied.times, self.tied.under)


def piece_of(cuts: int) -> Expression:
    """Return the expression of the number of the value's piece, from 1 (0: no value), for rows with at most so many cuts."""
    reached = tuple(Reaches(VALUE, ColumnRef(f"cut{at}")) for at in range(1, cuts + 1))
    return When(((Missing(VALUE), Literal(0)),), Sum((ColumnRef("first"), *reached)))


def class_of(cuts: int) -> Expression:
    """Return the expression of another value's class; 0 where it is missing, or counts in another way."""
    own, its = Product(VALUE, ColumnRef("under")), Product(OTHER, ColumnRef("times"))
    is_tied = Equal(KIND, Literal(Kind.TIED))
    branches: list[tuple[Condition, Expression]] = [
        (Missing(OTHER), Literal(0)),
        *((AllOf((is_tied, large)), Literal(0)) for large in _large()),
        (AllOf((is_tied, Missing(VALUE))), Literal(0)),
        (AllOf((is_tied, Less(own, its))), ColumnRef("class0")),
        (AllOf((is_tied, Equal(own, its))), ColumnRef("class1")),
        (is_tied, ColumnRef("class2")),
        (Less(Literal(Kind.CLASS), KIND), Literal(0)),
    ]
    for at in range(1, cuts + 1):
        number = ColumnRef(f"class{at - 1}")
        branches.append((Less(OTHER, ColumnRef(f"cut{at}")), number))
    return When(tuple(branches), ColumnRef(f"class{cuts}"))


def _large() -> Iterator[Condition]:
    """Yield the conditions that a value of a tied row is too large to be multiplied."""
    least, most = Product(Literal(-1), ColumnRef("most")), ColumnRef("most")
    for number in (VALUE, OTHER):
        yield Less(most, number)
        yield Less(number, least)


def hindered() -> Expression:
    """Return the expression of why another value prevents judging by pieces (a code); 0 where none does."""
    known = Present(OTHER)
    return When(
        (
            (AllOf((known, Equal(KIND, Literal(Kind.TOO_MUCH)))), _why(ExactReason.OTHER_VALUES)),
            (AllOf((known, Equal(KIND, Literal(Kind.CARRIED)), Missing(VALUE))), _why(ExactReason.CARRIED)),
            (
                AllOf((Equal(KIND, Literal(Kind.CLASS)), Equal(OTHER, Literal(ODD)))),
                _why(ExactReason.OTHER_YEAR),
            ),
            (
                AllOf((Equal(KIND, Literal(Kind.TIED)), Equal(OTHER, Literal(ODD)))),
                _why(ExactReason.OTHER_YEAR),
            ),
            *(
                (AllOf((known, Equal(KIND, Literal(Kind.TIED)), large)), _why(ExactReason.FAR))
                for large in _large()
            ),
        ),
        Literal(0),
    )


def key() -> Expression:
    """Return the expression of a place's key: piece and classes (`classes`) in one number, or a negative code of why
    it has no piece.
    `why` is that code where the row isn't judged by pieces at all, `known` how many values the place has in any
    year.
    """
    why, hindrance = ColumnRef("why"), ColumnRef("hindered")
    return When(
        (
            (AllOf((Present(why), Equal(ColumnRef("known"), Literal(0)))), Literal(0)),
            (Present(why), why),
            (Equal(VALUE, Literal(ODD)), _why(ExactReason.TEXT)),
            (Less(hindrance, Literal(0)), hindrance),
        ),
        Sum((ColumnRef("piece"), ColumnRef("classes"))),
    )


def other_values(dependence: Dependence, year: int, carry: int) -> Iterator[OtherValue]:
    """Yield the other values that affect the record of a year, with their classes multiplied."""
    times = len(dependence.cuts) + 2
    if dependence.tied is not None:
        classes = (times, 2 * times, 3 * times)
        yield OtherValue(year, Kind.TIED, (), classes, dependence.tied)
        times *= 4
    for other in dependence.others:
        if not other.classes:
            yield OtherValue(other.year, Kind.TOO_MUCH)
            continue
        yield OtherValue(other.year, Kind.CLASS, other.cuts, tuple(times * each for each in other.classes))
        times *= max(other.classes) + 1
    for earlier in range(year - carry, year):
        yield OtherValue(earlier, Kind.CARRIED)


def beside_of(
    key: int, dependence: Dependence, year: int
) -> Callable[[int], dict[str, dict[int, int]] | None]:
    """Return a function from a value to a number of the tied row that stands to it as the key says (less, equal,
    more).
    It returns None where no whole number does.
    """
    tied = dependence.tied
    side = 0 if tied is None else key // (len(dependence.cuts) + 2) % 4

    def made(value: int) -> dict[str, dict[int, int]] | None:
        if tied is None or not side:
            return {}
        just, rest = divmod(value * tied.under, tied.times)
        if side == 2:
            return None if rest else {tied.row: {year: just}}
        return {tied.row: {year: just + 1 if side == 1 else just - (0 if rest else 1)}}

    return made


def why_of(key: int) -> ExactReason | None:
    """Return why a key has no piece; None where it has one."""
    return None if key >= 0 else ExactReason.of(key)


def _why(why: ExactReason) -> Literal:
    return Literal(why.code)
