"""`hpcheck trend`: every year of every indicator in one report. It has no gate: nothing it shows is a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.commands.options import names_of
from healthplan_cli.commands.output import warn
from healthplan_cli.commands.prepare import DataOptions, prepared
from healthplan_cli.commands.show import find_indicator
from healthplan_cli.commands.writing import Delivery, deliver, targets_of
from healthplan_cli.sources.actuals.loading import PlanData
from healthplan_cli.views.trend import trend


@record(frozen=True, slots=True)
class TrendOptions(DataOptions):
    """The command line of `hpcheck trend`, as given."""

    indicator: tuple[str, ...] = ()
    delivery: Delivery = Delivery()


def run_trend(options: TrendOptions) -> ExitCode:
    """Print the report of each plan, one after the other. Raise InvalidInput before anything is written."""
    targets_of("trends", options.delivery)  # before the work
    plans, notices = prepared(options)
    chosen = _chosen(plans, options.indicator)
    views = [
        trend(item.plan, item.actuals, item.conventions, item.inputs, ids)
        for item, ids in zip(plans, chosen, strict=True)
        if ids is None or ids
    ]
    warn(notices)
    deliver("trends", views, options.delivery)
    return ExitCode.PASS


def _chosen(plans: Sequence[PlanData], asked: Sequence[str]) -> list[frozenset[str] | None]:
    """Return the ids that `--indicator` names in each plan (None: all). Raise InvalidInput for a name that none of the plans knows."""
    if not asked:
        return [None] * len(plans)
    problems: list[Problem] = []
    found: list[set[str]] = [set() for _ in plans]
    for name in names_of(asked):
        errors = []
        for item, ids in zip(plans, found, strict=True):
            try:
                ids.add(find_indicator(item.plan, item.index, name).id)
            except InvalidInput as error:
                errors += [problem.message for problem in error.problems]
        if len(errors) == len(plans):
            words = errors[0] if len(plans) == 1 else tr("几个规划里都没有指标“{name}”", name=name)
            problems.append(Problem(Location("--indicator"), words))
    if problems:
        raise InvalidInput(problems)
    return [frozenset(ids) for ids in found]
