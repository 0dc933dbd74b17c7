"""Which plan asks for the most: by the nearest value that each accepts, in the better direction, and by when."""

from __future__ import annotations

from collections.abc import Mapping

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.model import Better
from healthplan_cli.views.comparison.cell import PlanTarget, good_end


@record(frozen=True, slots=True)
class Ranking:
    """Which plans ask for the most of an indicator, by the plans' ids.

    `strictest`: asks for no less, and no later, than every plan that sets a target; several where they tie. `possible`:
    where none is that, each plan than which no other is both as strict and as early. `equal`: all ask for the same by
    the same year.
    """

    strictest: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    equal: bool = False


def ranked(cells: Mapping[str, PlanTarget], better: Better | None) -> Ranking:
    """Return who is the strictest; nobody where fewer than two can be compared, or where nobody is behind another one."""
    known = [id for id in cells if _is_comparable(cells[id], better)]
    if len(known) < 2:
        return Ranking()
    beaten = {
        id: any(_beats(cells[other], cells[id], better) for other in known if other != id) for id in known
    }
    best = tuple(id for id in known if not beaten[id])
    whole = all(id in beaten or cell.without_target for id, cell in cells.items())
    first = cells[best[0]]
    if whole and all(_is_as_demanding(first, cells[id], better) for id in known):
        return Ranking(best, equal=len(best) == len(known))
    return Ranking(possible=best if len(best) < len(known) else ())


def _is_comparable(cell: PlanTarget, better: Better | None) -> bool:
    """Return whether a target has a number on the better side."""
    return cell.accepted is not None and (better is Better.NEITHER or good_end(cell, better) is not None)


def _beats(cell: PlanTarget, other: PlanTarget, better: Better | None) -> bool:
    """Return whether a target asks for no less and no later than another, and for more or earlier."""
    return _is_as_demanding(cell, other, better) and not _is_as_demanding(other, cell, better)


def _is_as_demanding(cell: PlanTarget, other: PlanTarget, better: Better | None) -> bool:
    """Return whether a target asks for no less than another: >25 for more than ≥25; a range for more than one around it,
    where neither way is better.
    """
    if cell.due > other.due:
        return False
    if better is Better.NEITHER:
        assert cell.accepted is not None
        assert other.accepted is not None
        return cell.accepted.within(other.accepted)
    mine, its = good_end(cell, better), good_end(other, better)
    assert mine is not None
    assert its is not None
    return mine >= its
