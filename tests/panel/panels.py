"""A panel judged in an engine, held against `evaluate`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.evaluate import evaluate
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.model import Conventions, Plan
from healthplan_cli.panel.duckdb_engine import DuckDB
from healthplan_cli.panel.engine import Engine
from healthplan_cli.panel.judging import judge_panel
from healthplan_cli.panel.long_table import LongTable
from healthplan_cli.panel.verdicts import PanelVerdicts
from healthplan_cli.views.records import Record, records

Cell = tuple[
    str, str, str | None, int, str | None, str | None
]  # region, indicator, component, year, text, unit
POLICY = Policy()


class Plans:
    """The plan of each region: one for all, or its own."""

    def __init__(self, common: Plan, own: dict[str, Plan] | None = None) -> None:
        self.common, self.own = common, own or {}

    def of(self, region: str) -> Plan:
        return self.own.get(region, self.common)


def with_values(rows: Iterable[Cell]) -> DuckDB:
    """An engine that has the values as the table `cells`."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE cells (region TEXT, indicator TEXT, component TEXT, year INT, text TEXT, unit TEXT)"
    )
    found = list(rows)
    if found:
        connection.executemany("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?)", found)
    return DuckDB(connection)


def panel(
    plans: Plans,
    rows: Iterable[Cell],
    years: Sequence[int],
    conventions: Conventions | None = None,
    engine: Engine | None = None,
    table: str = "cells",
) -> PanelVerdicts:
    """The verdicts of all regions that have values."""
    engine = engine or with_values(rows)
    values = LongTable(engine, table, plans.of)
    of_region = {region: plans.of(region) for region in values.regions}
    conventions = conventions or Conventions(years[0])
    return judge_panel(values, table, of_region, years, conventions, POLICY, engine)


def one_by_one(verdicts: PanelVerdicts) -> list[Record]:
    """What `evaluate` says of every region in every year."""
    found: list[Record] = []
    for region, plan in verdicts.plans.items():
        actuals = verdicts.values.actuals(region)
        for year in verdicts.years:
            report = evaluate(plan, actuals, replace(verdicts.conventions, year=year))
            found += records(report, decide_gate(report, POLICY), region)
    return found


def in_order(found: Iterable[Record]) -> list[Record]:
    return sorted(
        found, key=lambda one: (one["region"] or "", one["indicator"], one["component"] or "", one["year"])
    )


def differences(verdicts: PanelVerdicts) -> list[tuple[Record, Record]]:
    """Every record that isn't that of `evaluate`, beside it."""
    own, others = in_order(verdicts.records()), in_order(one_by_one(verdicts))
    assert len(own) == len(others)
    return [(one, other) for one, other in zip(own, others, strict=True) if one != other]
