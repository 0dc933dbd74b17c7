"""The formula of a cell as a tree: a sheet writes it, every other form has the cell's text.

Only functions that every spreadsheet has are used.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record


@record(frozen=True, slots=True)
class CellRef:
    """The cell of a column (by key) in the same row, or in the row with an anchor anywhere in the document."""

    column: str
    anchor: str = ""


@record(frozen=True, slots=True)
class WholeColumn:
    """All cells of a table's column in rows with anchors."""

    column: str


@record(frozen=True, slots=True)
class SheetValue:
    """A constant number or text in a formula."""

    value: Fraction | str


@record(frozen=True, slots=True)
class Applied:
    """A function applied to other formulas."""

    name: str
    parts: tuple[Formula, ...]


@record(frozen=True, slots=True)
class Infix:
    """Two formulas with an operator between them: + - * / < <= = <>."""

    sign: str
    left: Formula
    right: Formula


Formula = CellRef | WholeColumn | SheetValue | Applied | Infix


def given(value: Fraction | str | int) -> SheetValue:
    """Return a constant number or text."""
    return SheetValue(Fraction(value) if isinstance(value, int) else value)


def applied(name: str, *parts: Formula) -> Applied:
    """Return a function applied to other formulas."""
    return Applied(name, parts)


def when(branches: Iterable[tuple[Formula, Formula]], otherwise: Formula) -> Formula:
    """Return the formula beside the first condition that holds, else `otherwise`."""
    found = otherwise
    for condition, part in reversed(tuple(branches)):
        found = applied("IF", condition, part, found)
    return found


def both(conditions: Iterable[Formula]) -> Formula | None:
    """Return the conjunction of conditions; None for none."""
    found = tuple(conditions)
    return found[0] if len(found) == 1 else Applied("AND", found) if found else None
