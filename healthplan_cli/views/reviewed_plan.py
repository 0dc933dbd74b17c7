"""A plan that has been judged, with everything that reports need: the report, the gate's answer, the proofs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.evaluation.evaluate import Trace
from healthplan_cli.evaluation.gate import Gate
from healthplan_cli.model import Actuals, Report
from healthplan_cli.views.run import RunRecord

if TYPE_CHECKING:
    from healthplan_cli.explanation import Proof


@record(frozen=True, slots=True)
class Reviewed:
    """One judged plan of a run. `asked`: the ids that --why named, in order; None without that option. `run`: the
    record of the run, where known.
    """

    report: Report
    gate: Gate
    actuals: Actuals
    traces: Mapping[tuple[str, str | None], Trace]
    asked: tuple[str, ...] | None = None
    run: RunRecord | None = None

    def proofs(self, ids: Iterable[str] | None = None) -> tuple[Proof, ...]:
        """Return the proofs of the indicators with these ids (of those `asked` for, without ids): one for each
        component and one for the row.
        """
        chosen = (self.asked or ()) if ids is None else tuple(ids)
        if not chosen:
            return ()
        from healthplan_cli.explanation import proofs

        return tuple(proof for id in chosen for proof in proofs(self.report, self.traces, id))
