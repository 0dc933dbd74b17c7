"""Which plan asks for the most: by the least demanding value that each accepts, and by its due year."""

from __future__ import annotations

from collections.abc import Mapping

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.model import Better
from healthplan_cli.views.comparison.cell import PlanTarget, good_end


@record(frozen=True, slots=True)
class Ranking:
    """Which plans ask for the most of an indicator, by the plans' ids.

    `strictest`: the plans whose target is at least as strict and as early as every other's. `possible`: where there
    is none, the plans that no other one surpasses. `equal`: all ask for the same by the same year.
    """

    strictest: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    equal: bool = False


def ranked(cells: Mapping[str, PlanTarget], better: Better | None) -> Ranking:
    """Return the ranking of an indicator's targets; empty where fewer than two can be compared, or none surpasses another."""
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
    """Return whether a target has a limit on its less demanding side, or any values where neither direction is better."""
    return cell.accepted is not None and (better is Better.NEITHER or good_end(cell, better) is not None)


def _beats(cell: PlanTarget, other: PlanTarget, better: Better | None) -> bool:
    """Return whether a target surpasses another: it asks for no less and no later, and for more or earlier."""
    return _is_as_demanding(cell, other, better) and not _is_as_demanding(other, cell, better)


def _is_as_demanding(cell: PlanTarget, other: PlanTarget, better: Better | None) -> bool:
    """Return whether a target is due no later than another and asks for no less: >25 for more than ≥25.

    Where neither direction is better, a range asks for more than one that contains it.
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
