"""What a panel is judged with: `evaluate` for few regions, DuckDB for many, Spark where it is asked for. The verdicts are the same."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.gate import Policy
from healthplan_cli.model import Conventions
from healthplan_cli.panel.duckdb_engine import DuckDB
from healthplan_cli.panel.engine import Engine
from healthplan_cli.panel.judging import RECORD_TYPES, judge_panel
from healthplan_cli.panel.long_table import COLUMNS, plain_rows
from healthplan_cli.panel.one_by_one import FEW, judge_one_by_one
from healthplan_cli.panel.plans import PanelPlans
from healthplan_cli.panel.values import PanelValues
from healthplan_cli.panel.verdicts import Counts, PanelVerdicts
from healthplan_cli.views.records import Record

AUTO, DUCKDB, SPARK = ENGINES = ("auto", "duckdb", "spark")
_TABLE = "panel_read"
_TYPES = {name: "INT" if name == "year" else "STRING" for name in COLUMNS}


class Verdicts(Protocol):
    """The verdicts of a panel, whatever judged them."""

    @property
    def counts(self) -> Counts:
        """How many rows were judged in which way."""

    def records(self, ordered: bool = True) -> Iterator[Record]:
        """Yield the records: region by region."""

    def verify(self, regions: Sequence[str], sample: Sequence[tuple[str, str, int]]) -> int:
        """Judge some rows (region, indicator, year) anew by `evaluate`."""


@record(slots=True)
class _Loaded:
    """Values that are in a table of an engine, beside the ones that were read."""

    values: PanelValues
    table: str

    @property
    def has_targets(self) -> bool:
        return self.values.has_targets

    def actuals(self, region: str, indicators: object = None) -> object:
        return self.values.actuals(region, indicators)  # type: ignore[arg-type]


def judged(
    values: PanelValues,
    plans: PanelPlans,
    conventions: Conventions,
    policy: Policy,
    engine: str = AUTO,
    master: str | None = None,
) -> Verdicts:
    """Return the verdicts of all regions in all years. InvalidInput where the engine isn't there."""
    regions = [region.label for region in values.regions]
    rows = sum(len(plans.of(region).indicators) for region in regions) * len(values.years)
    if values.streamed is not None:
        same = DuckDB(values.streamed.file.connection)
        return judge_panel(values, plans, regions, values.years, conventions, policy, same)
    if engine == AUTO and rows <= FEW:
        return judge_one_by_one(values, plans, regions, values.years, conventions, policy)
    begun = engine_called(engine, master)
    lines = (
        line
        for region in regions
        for line in plain_rows(region, plans.of(region).indicators, values.actuals(region))
    )
    begun.load(_TABLE, _TYPES, lines)
    loaded = _Loaded(values, _TABLE)
    return judge_panel(loaded, plans, regions, values.years, conventions, policy, begun)  # type: ignore[arg-type]


def engine_called(name: str, master: str | None) -> Engine:
    """Return an engine. InvalidInput where what it needs isn't installed."""
    try:
        if name == SPARK:
            from healthplan_cli.panel.spark_engine import Spark

            return Spark(master=master or "local[*]")
        return DuckDB()
    except ImportError:
        extra = "spark" if name == SPARK else "panel"
        words = tr("这么多地区要另装：pip install 'hpcheck[{extra}]'", extra=extra)
        raise refusal("--engine", words) from None


def relation_of(verdicts: Verdicts) -> Any:
    """Return the records as a DuckDB relation, or a Spark data frame. InvalidInput where DuckDB isn't installed."""
    if isinstance(verdicts, PanelVerdicts):
        return verdicts.relation()
    begun = engine_called(DUCKDB, None)
    begun.load("panel_records", RECORD_TYPES, (tuple(one.values()) for one in verdicts.records()))
    return begun.relation("SELECT * FROM panel_records")


def verified(
    verdicts: Verdicts, values: PanelValues, plans: PanelPlans, count: int, seed: int | None = None
) -> int:
    """Judge some rows by chance anew, and return how many. Raise Differs where a verdict isn't the same."""
    chance = random.Random(seed)
    regions = [region.label for region in values.regions]
    sample = []
    for _ in range(count):
        region = chance.choice(regions)
        row = chance.choice(plans.of(region).indicators)
        sample.append((region, row.id, chance.choice(values.years)))
    return verdicts.verify(regions, sample)
