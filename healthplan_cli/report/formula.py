"""What a cell is worked out by from other cells, as a tree: a sheet writes it as a formula, every other form has the cell's text.

The functions are those that every spreadsheet has.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record


@record(frozen=True, slots=True)
class CellRef:
    """The cell of a column (its key) in the same row, or in the row of an anchor, wherever in the document that stands."""

    column: str
    anchor: str = ""


@record(frozen=True, slots=True)
class WholeColumn:
    """All cells of a column of the table whose rows have anchors."""

    column: str


@record(frozen=True, slots=True)
class SheetValue:
    """A number or a text."""

    value: Fraction | str


@record(frozen=True, slots=True)
class Applied:
    """A function of other parts."""

    name: str
    parts: tuple[Formula, ...]


@record(frozen=True, slots=True)
class Infix:
    """Two parts with a sign between: + - * / < <= = <>."""

    sign: str
    left: Formula
    right: Formula


Formula = CellRef | WholeColumn | SheetValue | Applied | Infix


def given(value: Fraction | str | int) -> SheetValue:
    """Return a number or a text."""
    return SheetValue(Fraction(value) if isinstance(value, int) else value)


def applied(name: str, *parts: Formula) -> Applied:
    """Return a function of other parts."""
    return Applied(name, parts)


def when(branches: Iterable[tuple[Formula, Formula]], otherwise: Formula) -> Formula:
    """Return the part beside the first condition that holds, else the other one."""
    found = otherwise
    for condition, part in reversed(tuple(branches)):
        found = applied("IF", condition, part, found)
    return found


def both(conditions: Iterable[Formula]) -> Formula | None:
    """Return that all of some conditions hold; None of none."""
    found = tuple(conditions)
    return found[0] if len(found) == 1 else Applied("AND", found) if found else None
