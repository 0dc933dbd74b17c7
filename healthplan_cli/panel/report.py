"""What a report on many regions is made from: the regions, their plans and values, the verdicts, and what couldn't be judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.evaluation.review import mode_of
from healthplan_cli.model import Conventions, Indicator, InputFile, Plan
from healthplan_cli.panel.engines import Verdicts
from healthplan_cli.panel.grouping import RegionGroup
from healthplan_cli.panel.plans import PanelPlans
from healthplan_cli.panel.summary import PanelSummary
from healthplan_cli.panel.values import PanelValues
from healthplan_cli.views.reviewed_plan import Reviewed


@record(slots=True)
class PanelReport:
    """A judged panel; `groups` are the regions as grouped by `by` (`--by`).

    `checked`: how many verdicts were checked against `evaluate` (`--verify-sample`).
    """

    values: PanelValues
    plans: PanelPlans
    policy: Policy
    verdicts: Verdicts
    summary: PanelSummary
    conventions: Conventions
    groups: tuple[RegionGroup, ...] = ()
    by: str = ""
    checked: int = 0

    @property
    def exit_code(self) -> ExitCode:
        """The worst exit code: INVALID where a region's data are wrong, else that of the gates."""
        return ExitCode.INVALID if self.values.problems else self.summary.exit_code

    @property
    def inputs(self) -> tuple[InputFile, ...]:
        """The files of all regions, each once."""
        return tuple(dict.fromkeys(file for files in self.values.inputs.values() for file in files))

    @property
    def plan(self) -> Plan:
        """The plan for all regions, or the first region's own."""
        return self.plans.distinct[-1]

    @property
    def rows(self) -> tuple[Indicator, ...]:
        """Every row of any of the plans, once, as they are printed."""
        found = {row.id: row for plan in reversed(self.plans.distinct) for row in plan.indicators}
        order = dict.fromkeys(row.id for plan in self.plans.distinct[::-1] for row in plan.indicators)
        return tuple(found[id] for id in order)

    def reviewed(self, regions: Sequence[str] | None = None, year: int | None = None) -> Iterator[Reviewed]:
        """Yield regions as `evaluate` judges them alone (all, in the last year, unless given), each plan named for its region."""
        for region in [item.label for item in self.values.regions] if regions is None else regions:
            plan = self.plans.of(region)
            data = self.values.actuals(region)
            judged = year or self.summary.last.year
            mode = mode_of(judged, plan.period)
            conventions = replace(self.conventions, year=judged, mode=mode)
            named = replace(plan, id=f"{plan.id}/{region}", title=f"{region}　{plan.title}")
            report, traces = evaluate_traced(named, data, conventions, self.values.inputs.get(region, ()))
            yield Reviewed(report, decide_gate(report, self.policy), data, traces)
