"""A row's dependence as an expression over the values by year: the number of the piece that it falls into, or why it falls in none.

The columns are `x2021` …, in millionths, missing where there is no value and `ODD` where that isn't one plain number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.panel.breakpoints import Dependence, OtherYear
from healthplan_cli.panel.expression import (
    All,
    Case,
    Column,
    Condition,
    Equal,
    Expression,
    Literal,
    Missing,
    Present,
    Sum,
    stepped,
)
from healthplan_cli.panel.why import Why

ODD = -(2**62)
_FAR = -(2**40)  # so low that no classes of other years bring it up to a piece


def column(year: int) -> Column:
    """Return the column of a year's value."""
    return Column(f"x{year}")


def key_of(dependence: Dependence, year: int, years: Sequence[int], carry: int) -> Expression:
    """Return the number of the piece (0 up) that a place falls into in a year, of `years` with values; else a code of why not."""
    value = column(year)
    known = [other for other in dependence.others if other.year in years]
    branches: list[tuple[Condition, Expression]] = [(Equal(value, Literal(ODD)), _why(Why.TEXT))]
    for other in known:
        if other.classes:
            branches.append((Equal(column(other.year), Literal(ODD)), _why(Why.OTHER_YEAR)))
        else:
            branches.append((Present(column(other.year)), _why(Why.OTHER_VALUES)))
    carried = [earlier for earlier in range(year - carry, year) if earlier in years]
    branches += [(All((Missing(value), Present(column(earlier)))), _why(Why.CARRIED)) for earlier in carried]
    pieces = [_FAR if at in dependence.far else at + 1 for at in range(len(dependence.cuts) + 1)]
    own = Case(((Missing(value), Literal(0)),), stepped(value, dependence.cuts, pieces))
    parts: list[Expression] = [own]
    times = len(pieces) + 1
    for other in known:
        if other.classes:
            parts.append(_class(other, times))
            times *= max(other.classes) + 1
    return Case(tuple(branches), Sum(tuple(parts)) if len(parts) > 1 else own)


def _class(other: OtherYear, times: int) -> Expression:
    """Return the class of another year's value (0: it has none), so many times."""
    of = column(other.year)
    numbers = [times * each for each in other.classes]
    return Case(((Missing(of), Literal(0)),), stepped(of, other.cuts, numbers))


def key_without_pieces(why: Why, years: Sequence[int]) -> Expression:
    """Return 0 where nothing at all is known of a place, else the code of why it is judged by `evaluate`."""
    nothing = All(tuple(Missing(column(year)) for year in years))
    return Case(((nothing, Literal(0)),), _why(why))


def why_of(key: int) -> Why | None:
    """Return why a key is of no piece; None for one that is."""
    if key >= 0:
        return None
    return Why.FAR if key < _FAR // 2 else Why.of(key)


def _why(why: Why) -> Literal:
    return Literal(why.code)


Place = tuple[int, int, int]  # block, place, year


def all_keys(keys: Mapping[Place, Expression], otherwise: Why) -> Expression:
    """Return the key by block, place and year: of a block that has none, the code of why."""
    tree: dict[int, dict[int, list[tuple[Condition, Expression]]]] = {}
    for (block, place, year), key in keys.items():
        years = tree.setdefault(block, {}).setdefault(place, [])
        years.append((Equal(Column("year"), Literal(year)), key))
    fallback = _why(otherwise)
    blocks: list[tuple[Condition, Expression]] = []
    for block, places in tree.items():
        by_place = tuple(
            (_is("place", place), Case(tuple(years), fallback)) for place, years in places.items()
        )
        blocks.append((_is("block", block), Case(by_place, fallback)))
    return Case(tuple(blocks), fallback)


def _is(name: str, number: int) -> Condition:
    return Equal(Column(name), Literal(number))
