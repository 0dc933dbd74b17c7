"""What a person types into a cell of the live sheet, as the number that it is in the unit of its row.

A spreadsheet keeps 85% as 0.85 and 3/4 as the number of a day: only how the cell is shown tells them from these numbers. LibreOffice
doesn't tell most days' formats from others; Excel does.
"""

from __future__ import annotations

from healthplan_cli import units
from healthplan_cli.base.i18n import tr
from healthplan_cli.report.formula import CellRef, Formula, Infix, applied, given, when

AGAIN = tr("须重新核验")
PLACES = (
    9  # decimals that numbers are held against each other by; fewer of large ones, whose doubles have no more
)
_PERCENT, _DAY = "P", "D"  # how what CELL says of a format begins


def entered_number(cell: CellRef, unit: str | None) -> Formula:
    """Return the number of a cell in a unit: a percentage converted to a share's unit; a text as it is, also that of an empty
    cell; of a day, or of a percentage where the unit is no share, that it must be judged anew.
    """
    percentage: Formula = given(AGAIN)
    if units.is_share(unit):
        assert unit is not None
        percentage = applied("ROUND", Infix("*", cell, given(units.whole(unit))), given(PLACES))
    branches = (
        (Infix("=", cell, given("")), given("")),
        (applied("NOT", applied("ISNUMBER", cell)), cell),
        (_shown_as(cell, _PERCENT), percentage),
        (_shown_as(cell, _DAY), given(AGAIN)),
    )
    return when(branches, cell)


def is_bare_number(cell: CellRef) -> Formula:
    """Return that a cell holds a number that is neither a percentage nor a day."""
    others = (applied("NOT", _shown_as(cell, kind)) for kind in (_PERCENT, _DAY))
    return applied("AND", applied("ISNUMBER", cell), *others)


def _shown_as(cell: CellRef, kind: str) -> Formula:
    return Infix("=", applied("LEFT", applied("CELL", given("format"), cell), given(1)), given(kind))
