"""Which engine judges a panel: `evaluate` alone for few regions, DuckDB for many, Spark where it is asked for. The
verdicts are the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.gate import Policy
from healthplan_cli.model import Conventions
from healthplan_cli.panel.duckdb_engine import DuckDB
from healthplan_cli.panel.engine import Engine
from healthplan_cli.panel.judging import RECORD_TYPES, judge_panel
from healthplan_cli.panel.long_table import COLUMNS, plain_rows
from healthplan_cli.panel.one_by_one import FEW, judge_one_by_one
from healthplan_cli.panel.plans import PanelPlans
from healthplan_cli.panel.summary import Summable
from healthplan_cli.panel.values import PanelValues
from healthplan_cli.panel.verdicts import Counts, PanelVerdicts
from healthplan_cli.views.records import Batch, Record

AUTO, DUCKDB, SPARK = ENGINES = ("auto", "duckdb", "spark")
_TABLE = "panel_read"
_TYPES = {name: "INT" if name == "year" else "STRING" for name in COLUMNS}


class Verdicts(Summable, Protocol):
    """The verdicts of a panel, whichever engine judged them."""

    @property
    def counts(self) -> Counts:
        """How many rows were judged by pieces, and how many by `evaluate`."""

    def records(self) -> Iterator[Record]:
        """Yield the records region by region."""

    def batches(self, size: int = ...) -> Iterator[Batch]:
        """Yield the records in their order by column, about `size` at once."""

    def verify(self, regions: Sequence[str], sample: Sequence[tuple[str, str, int]]) -> int:
        """Judge some rows (region, indicator, year) again by `evaluate`; return how many. Raise Differs where a record isn't the same."""


def judged(
    values: PanelValues,
    plans: PanelPlans,
    conventions: Conventions,
    policy: Policy,
    engine: str = AUTO,
    master: str | None = None,
    session: Any = None,
) -> Verdicts:
    """Return the verdicts on all regions in all years; `session` is an existing Spark session to use.

    Raise InvalidInput where the engine isn't installed.
    """
    of_region = {region.label: plans.of(region.label) for region in values.regions}
    rows = sum(len(plan.indicators) for plan in of_region.values()) * len(values.years)
    if values.streamed is not None:
        same = values.streamed.file.engine
        return judge_panel(values, values.table, of_region, values.years, conventions, policy, same)
    if engine == AUTO and rows <= FEW:
        return judge_one_by_one(values, of_region, values.years, conventions, policy)
    begun = engine_called(engine, master, session)
    lines = (
        line
        for region, plan in of_region.items()
        for line in plain_rows(region, plan.indicators, values.actuals(region))
    )
    begun.load(_TABLE, _TYPES, lines)
    return judge_panel(values, _TABLE, of_region, values.years, conventions, policy, begun)


def engine_called(name: str, master: str | None, session: Any = None) -> Engine:
    """Return the engine of a name. Raise InvalidInput where its packages aren't installed."""
    if name != SPARK:
        return embedded()
    try:
        from healthplan_cli.panel.spark_engine import Spark

        return Spark(session, master or "local[*]")
    except ImportError:
        raise _not_installed("spark") from None


def embedded() -> DuckDB:
    """Return the engine in this process. Raise InvalidInput where DuckDB isn't installed."""
    try:
        return DuckDB()
    except ImportError:
        raise _not_installed("panel") from None


def _not_installed(extra: str) -> InvalidInput:
    return refusal("--engine", tr("这么多地区要另装：pip install 'hpcheck[{extra}]'", extra=extra))


def relation_of(verdicts: Verdicts) -> Any:
    """Return the records as a DuckDB relation, or of Spark a data frame. Raise InvalidInput where DuckDB isn't installed."""
    if isinstance(verdicts, PanelVerdicts):
        return verdicts.relation()
    begun = embedded()
    begun.load("panel_records", RECORD_TYPES, (tuple(one.values()) for one in verdicts.records()))
    return begun.relation("SELECT * FROM panel_records")


def verified(
    verdicts: Verdicts, values: PanelValues, plans: PanelPlans, count: int, seed: int | None = None
) -> int:
    """Judge `count` rows drawn at random again; return how many were judged. Raise Differs where a verdict isn't the same."""
    chance = random.Random(seed)
    regions = [region.label for region in values.regions]
    sample = []
    for _ in range(count):
        region = chance.choice(regions)
        row = chance.choice(plans.of(region).indicators)
        sample.append((region, row.id, chance.choice(values.years)))
    return verdicts.verify(regions, sample)
