"""`hpcheck path`: the yearly targets that follow from a plan, for the terminal, a spreadsheet, a spec or a program."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.commands.planname import plan_meant
from healthplan_cli.commands.show import find_indicator
from healthplan_cli.commands.writing import Delivery, deliver, targets_of
from healthplan_cli.model import Indicator, Plan
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.views.annual_targets import year_path


@record(frozen=True, slots=True)
class PathOptions(Delivery):
    """The command line of `hpcheck path`, as given."""

    words: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    pace: str | None = None


def run_path(options: PathOptions) -> ExitCode:
    """Print the yearly targets of the plan, or of the indicators named after it; or write them to files."""
    targets_of("annual_targets", options)  # before the work
    name, indicators = plan_meant(options.words, options.plan)
    loaded = load_plan(name)
    chosen = _chosen(loaded, indicators) if indicators else None
    found = year_path(loaded, chosen, None if options.pace is None else options.pace == "geometric")
    deliver("annual_targets", [found], options)
    return ExitCode.PASS


def _chosen(plan: Plan, names: Sequence[str]) -> list[Indicator]:
    """Return the indicators of these names. Raise InvalidInput with every name that no indicator has."""
    index = Index(plan)
    found: list[Indicator] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found.append(find_indicator(plan, index, name))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return found
