"""`hpcheck compare`: the indicators that plans share, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.commands.options import names_of
from healthplan_cli.commands.show import find_indicator
from healthplan_cli.commands.writing import Delivery, deliver, targets_of
from healthplan_cli.model import Indicator, Nature, Plan
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.plans.catalog import catalogue, load_plan
from healthplan_cli.views.comparison import compare, compared_by


@record(frozen=True, slots=True)
class CompareOptions(Delivery):
    """The command line of `hpcheck compare`, as given."""

    plans: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    all_: bool = False
    with_: tuple[str, ...] = ()


def run_compare(options: CompareOptions) -> ExitCode:
    """Print the comparison, or write it to files. Raise InvalidInput before anything is written."""
    targets_of("comparison", options)  # before the work
    plans = _loaded(options.plans, bool(options.with_ or options.indicator))
    chosen = _chosen(plans, options.indicator, bool(options.with_)) if options.indicator else None
    matrix = compare(plans, catalogue(), options.all_, chosen, bool(options.with_))
    deliver("comparison", [matrix], options)
    return ExitCode.PASS


def _loaded(names: Sequence[str], whole: bool) -> list[Plan]:
    """Return the plans. Raise InvalidInput, with all problems at once, for fewer than two, an id that comes twice, or a wrong plan."""
    found: dict[str, Plan] = {}
    asked: dict[str, str] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            plan = load_plan(name, whole)
        except InvalidInput as error:
            problems += error.problems
            continue
        if plan.id in found:
            first = asked[plan.id]
            words = (
                tr("这个规划写了两次")
                if found[plan.id].path == plan.path
                else tr("id 与 {first} 相同（{id}），分不出是哪个规划：请改一个 id", first=first, id=plan.id)
            )
            problems.append(Problem(Location(name), words))
        found[plan.id], asked[plan.id] = plan, name
    if not problems and len(found) < 2:
        problems.append(Problem(Location(names[0]), tr("至少要两个规划才能对照（hpcheck plans 列出可用的）")))
    if problems:
        raise InvalidInput(problems)
    return list(found.values())


def _chosen(plans: Sequence[Plan], asked: Sequence[str], commitments: bool) -> frozenset[str]:
    """Return the ids that --indicator names. Raise InvalidInput for a name that none of the plans knows."""
    found: set[str] = set()
    problems: list[Problem] = []
    names = names_of(asked)
    if not names:
        problems.append(_asked(tr("没有写指标：可写 id、序号或名称")))
    for name, items in zip(names, _items(plans, names), strict=True):
        rows = [item for item in items if commitments or not _promised(item)]
        found |= {_line(item) for item in rows}
        if not items:
            problems.append(_asked(tr("几个规划里都没有指标“{name}”", name=name)))
        elif not rows:
            problems.append(_asked(tr("“{name}”是正文承诺：对照正文承诺请加 --with commitments", name=name)))
    if problems:
        raise InvalidInput(problems)
    return frozenset(found)


def _items(plans: Sequence[Plan], names: Sequence[str]) -> list[list[Indicator]]:
    """Return for each name the indicators of all plans that have it."""
    indexes = [(plan, Index(plan)) for plan in plans]
    found: list[list[Indicator]] = [[] for _ in names]
    for items, name in zip(found, names, strict=True):
        for plan, index in indexes:
            with suppress(InvalidInput):
                items.append(find_indicator(plan, index, name))
    return found


def _line(item: Indicator) -> str:
    """Return the id of the comparison's line that an indicator belongs to."""
    return compared_by(item, catalogue()) or item.id if item.nature is Nature.COMMITMENT else item.id


def _promised(item: Indicator) -> bool:
    return item.nature is Nature.COMMITMENT and item.restates is None


def _asked(message: str) -> Problem:
    return Problem(Location("--indicator"), message)
