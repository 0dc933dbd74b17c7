"""Which plan asks for the most: by the nearest value that each accepts, in the direction that is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.model import Better
from healthplan_cli.side.cell import Cell, good_end


def held_together(cells: Mapping[str, Cell], better: Better | None) -> tuple[str, ...]:
    """The plans whose targets can be held together: with a number on the better side, due in the same year.

    Of several due years the one that most plans have; the earlier of two that are as frequent.
    """
    two_sided = better is Better.NEITHER
    known = [
        id
        for id, cell in cells.items()
        if cell.accepted is not None and (two_sided or good_end(cell, better) is not None)
    ]
    years = sorted(cells[id].due for id in known)
    if not years:
        return ()
    year = max(years, key=years.count)
    return tuple(id for id in known if cells[id].due == year)


def strictest(cells: Mapping[str, Cell], together: Sequence[str], better: Better | None) -> tuple[str, ...]:
    """The plans whose target no other one exceeds, all of those that tie; none where fewer than two can be compared.

    >25 is stricter than ≥25. Where neither way is better it is the one that lies within all the others.
    """
    if len(together) < 2:
        return ()
    if better is Better.NEITHER:
        return tuple(id for id in together if all(_within(cells[id], cells[other]) for other in together))
    ends = {id: end for id in together if (end := good_end(cells[id], better)) is not None}
    best = max(ends.values())
    return tuple(id for id, end in ends.items() if end == best)


def _within(cell: Cell, other: Cell) -> bool:
    assert cell.accepted is not None
    assert other.accepted is not None
    return cell.accepted.within(other.accepted)
