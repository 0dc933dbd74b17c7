"""The exact way: rows judged by `evaluate`, one region and year at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.evaluate import evaluate
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.model import Actuals, Conventions, Plan
from healthplan_cli.views.records import Record, records


class RegionValues(Protocol):
    """The values of regions, each as the readers of data give them."""

    def actuals(self, region: str, indicators: Collection[str] | None = None) -> Actuals:
        """Return the values of some rows of a region."""

    def years_known(self) -> Collection[int]:
        """Return the years that there are values of."""

    @property
    def has_targets(self) -> bool:
        """Whether the data supply targets that are set elsewhere."""


def exact_records(
    region: str,
    plan: Plan,
    actuals: Actuals,
    wanted: Mapping[int, Collection[str]],
    conventions: Conventions,
    policy: Policy,
) -> Iterator[Record]:
    """Yield the records of a region's rows; `wanted` has their ids by year."""
    for year, ids in wanted.items():
        report = evaluate(rows_of(plan, ids), actuals, replace(conventions, year=year))
        for one in records(report, decide_gate(report, policy), region):
            if one["indicator"] in ids:
                yield one


def rows_of(plan: Plan, ids: Collection[str]) -> Plan:
    """Return a plan with only these rows and the rows that they are compared with."""
    needed = with_compared(plan, ids)
    rows = tuple(row for row in plan.indicators if row.id in needed)
    return replace(plan, indicators=rows, commitments=())


def with_compared(plan: Plan, ids: Collection[str]) -> frozenset[str]:
    """Return the ids of some rows and of those that they are compared with."""
    found: set[str] = set()
    left = list(ids)
    while left:
        id = left.pop()
        if id not in found:
            found.add(id)
            left += _compared_with(plan, id)
    return frozenset(found)


def _compared_with(plan: Plan, id: str) -> Iterable[str]:
    for row in plan.find(id).versions:
        if row.relative_to is not None:
            yield row.relative_to
        for target in (row.target, *row.targets):
            for rule in target.rules if target is not None else ():
                for one in (rule, *(demand.rule for demand in rule.demands)):
                    if one.row is not None:
                        yield one.row
