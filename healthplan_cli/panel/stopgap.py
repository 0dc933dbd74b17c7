"""Judge every region with `evaluate`, one after the other (until the compiled way is merged)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.evaluation.evaluate import evaluate
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.panel.plans import PanelPlans
from healthplan_cli.panel.values import PanelValues, conventions_of
from healthplan_cli.sources.actuals.loading import Request
from healthplan_cli.views.records import Record, records


@record(slots=True)
class PanelVerdicts:
    """The records of every region, plan row and year."""

    found: list[Record] = field(default_factory=list)

    def records(self) -> Iterator[Record]:
        """Yield them region by region."""
        yield from self.found


def judge_panel(
    values: PanelValues, plans: PanelPlans, years: Sequence[int], request: Request, policy: Policy
) -> PanelVerdicts:
    """Return the verdicts."""
    verdicts = PanelVerdicts()
    for region in values.regions:
        for year in years:
            conventions = conventions_of(request, plans, region.label, year)
            report = evaluate(plans.of(region.label), values.actuals(region.label), conventions)
            verdicts.found += records(report, decide_gate(report, policy), region.label)
    return verdicts
