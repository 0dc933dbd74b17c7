"""The counts of a report by status, of all its rows and of each nature."""

from __future__ import annotations

from collections.abc import Iterable

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.model import Nature, Report, Result, Status, Tally


def tallied(report: Report) -> Report:
    """Return the report with its counts taken from its results."""
    results = report.results
    natures = [nature for nature in Nature if any(result.nature is nature for result in results)]
    by_nature = tuple((nature, tally(r for r in results if r.nature is nature)) for nature in natures)
    return replace(
        report, tally=tally(results), by_nature=by_nature, commitments_tally=tally(report.commitments or ())
    )


def tally(results: Iterable[Result]) -> Tally:
    """Count results by status, from met to unknown; waived rows apart."""
    found = list(results)
    order = (Status.MET, Status.AHEAD, Status.ON_TRACK, Status.BEHIND, Status.MISSED, Status.UNKNOWN)
    own, waived = ([r.status for r in found if bool(r.waiver) is apart] for apart in (False, True))
    return Tally(
        tuple((status, own.count(status)) for status in order),
        tuple((status, waived.count(status)) for status in order if status in waived),
    )
