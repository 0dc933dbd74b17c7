"""How many verdicts differ between DuckDB, Spark, the Python renderer and `evaluate()`: none should.

    python benchmarks/panel_agreement.py [--verdicts 1000000] [--evaluate 1000000] [--seed 5] [--pieces] [--spark local[2]] [--plans chongqing,dachuan]

Made-up values with marks, units, gaps, components and the baseline's year; one region in five has targets of its own. Prints how
many verdicts were judged in which way, with how much processor time, and every number of differences. `--evaluate N`: of the
regions of N verdicts, chosen by chance. `--pieces`: what every engine hands to `evaluate()` anyway isn't judged, only whether both
hand over the same rows is compared (a million in minutes).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from panelvalues import values_of, write

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.location import NOWHERE
from healthplan_cli.evaluation.evaluate import evaluate
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Conventions, Indicator, Plan, Quantity
from healthplan_cli.panel import judging, statements
from healthplan_cli.panel.duckdb_engine import DuckDB
from healthplan_cli.panel.engine import Engine
from healthplan_cli.panel.judging import judge_panel
from healthplan_cli.panel.keys import piece_of
from healthplan_cli.panel.long_table import COLUMNS, LongTable
from healthplan_cli.panel.verdicts import PanelVerdicts
from healthplan_cli.sources.actuals.collect import Context, Gatherer
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.views.records import FIELDS, Record, records

YEARS = (2022, 2023, 2025)
POLICY = Policy()
_AT_ONCE = 40  # regions that are evaluated together


class Plans:
    """A plan for all, or targets of its own for every fifth region: those of few kinds, and some that no other has."""

    def __init__(self, plan: Plan, regions: Sequence[str]) -> None:
        self.plan = plan
        chance = random.Random(3)
        shared = [self._with(plan, Fraction(step, 100)) for step in (-2, 3)]
        self.own: dict[str, Plan] = {}
        for at, region in enumerate(regions):
            if at % 5 == 0:
                single = at % 100 == 0
                step = Fraction(chance.randrange(-900, 900), 9973)
                self.own[region] = self._with(plan, step) if single else shared[at // 5 % 2]

    def _with(self, plan: Plan, step: Fraction) -> Plan:
        return replace(plan, indicators=tuple(_moved(row, step) for row in plan.indicators))

    def of(self, region: str) -> Plan:
        """Return the plan of a region."""
        return self.own.get(region, self.plan)


def _moved(row: Indicator, step: Fraction) -> Indicator:
    """Return a row whose target asks for a little more, or less."""
    target = row.target
    quantity = getattr(target.rule, "quantity", None) if target is not None else None
    if target is None or row.components or not isinstance(quantity, Quantity) or not target.rule.is_number:
        return row
    number = Fraction(round(quantity.value * (1 + step) * 100), 100)  # two decimals, as a table prints them
    rule = target.rule
    rule = (
        rule.but(low=replace(quantity, value=number))
        if rule.op == "range"
        else rule.but(quantity=replace(quantity, value=number))
    )
    return replace(row, target=replace(target, rule=rule))


def judged(engine: Engine, table: str, plan: Plan) -> PanelVerdicts:
    """Judge the values of a table."""
    of_region: dict[str, Plan] = {}
    values = LongTable(engine, table, of_region.__getitem__)
    plans = Plans(plan, values.regions)
    of_region |= {region: plans.of(region) for region in values.regions}
    return judge_panel(values, table, of_region, YEARS, Conventions(YEARS[-1]), POLICY, engine)


def by_evaluate(verdicts: PanelVerdicts, values: LongTable, regions: Sequence[str]) -> Iterator[Record]:
    """Yield what `evaluate` says of some regions."""
    for region in regions:
        plan, actuals = verdicts.plans[region], values.actuals(region)
        for year in YEARS:
            report = evaluate(plan, actuals, replace(verdicts.conventions, year=year))
            yield from records(report, decide_gate(report, POLICY), region)


def written(verdicts: PanelVerdicts, path: Path) -> Path:
    """Write the records of an engine as Parquet."""
    query = f"SELECT {', '.join(FIELDS)} FROM ({verdicts.query}) v"
    if isinstance(verdicts.engine, DuckDB):
        verdicts.engine.run(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    else:
        verdicts.engine.relation(query).write.parquet(str(path))
    return path


def differing(own: Path, other: Path) -> tuple[int, int]:
    """Return how many records there are, and how many of them the other doesn't have, or has beside them."""
    import duckdb

    both = [
        f"SELECT {', '.join(FIELDS)} FROM read_parquet('{path}{'/*.parquet' * path.is_dir()}')"
        for path in (own, other)
    ]
    missing, more = (f"({one} EXCEPT ALL {two})" for one, two in (both, both[::-1]))
    connection = duckdb.connect()
    rows, *wrong = (
        count
        for each in (f"({both[1]})", missing, more)
        for (count,) in connection.execute(f"SELECT count(*) FROM {each}").fetchall()
    )
    return rows, sum(wrong)


def evaluated(verdicts: PanelVerdicts, regions: Sequence[str], pieces: bool) -> tuple[int, int]:
    """Return how many records `evaluate` gives of some regions, and how many differ. With `pieces`, of those that there are."""
    values = verdicts.values
    assert isinstance(values, LongTable)
    found = wrong = 0
    for at in range(0, len(regions), _AT_ONCE):
        some = regions[at : at + _AT_ONCE]
        own = verdicts.found(some)
        expected = {_name(one): one for one in by_evaluate(verdicts, values, some)}
        expected = {name: one for name, one in expected.items() if not pieces or name in own}
        found += len(expected)
        wrong += sum(own.get(name) != expected.get(name) for name in own.keys() | expected.keys())
        if at // _AT_ONCE % 10 == 9:
            say(f"    … {wrong} of {found}, {time.process_time():.0f} s CPU")
    return found, wrong


def _name(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return one["region"], one["indicator"], one["component"], one["year"]


def by_renderer(engine: Engine) -> tuple[int, int]:
    """Return how many values the Python renderer puts into a piece, and into how many another one than the engine."""
    cuts = [
        name
        for (name,) in engine.rows(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'panel_cuts' AND column_name LIKE 'cut%' ORDER BY CAST(substr(column_name, 4) AS INT)"
        )
    ]
    piece = piece_of(len(cuts))
    query = f"""SELECT {piece.sql}, x, first, {", ".join(cuts)} FROM panel_keys k JOIN panel_cuts c
        ON k.block = c.block AND k.place = c.place AND k.year = c.year WHERE c.why IS NULL"""
    found = wrong = 0
    for own, *columns in engine.rows(query):
        found += 1
        wrong += piece.value(dict(zip(("x", "first", *cuts), columns, strict=True))) != own
    return found, wrong


def main() -> None:
    """Judge, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verdicts", type=int, default=1_000_000)
    parser.add_argument("--evaluate", type=int, default=1_000_000)
    parser.add_argument("--plans", default="chongqing,dachuan")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--pieces", action="store_true")
    parser.add_argument("--spark")
    arguments = parser.parse_args()
    names = arguments.plans.split(",")
    if arguments.pieces:
        judging.exact_records = lambda *_: iter(())  # type: ignore[attr-defined]  # replaced where it is called
    with tempfile.TemporaryDirectory() as folder:
        judged_plans = []
        for name in names:
            (Path(folder) / name).mkdir()
            judged_plans.append(_compare(load_plan(name), arguments, len(names), Path(folder) / name))
        for name, verdicts in zip(names, judged_plans, strict=True):
            regions = list(verdicts.plans)
            count = min(arguments.evaluate // len(names) // _each(load_plan(name)) + 1, len(regions))
            some = sorted(random.Random(arguments.seed).sample(regions, count))
            found, wrong = evaluated(verdicts, some, arguments.pieces)
            say(f"{name}: evaluate(): {wrong} of {found} differ, {time.process_time():.0f} s CPU")


def _each(plan: Plan) -> int:
    """Return how many verdicts a region has at most."""
    return (len(plan.indicators) + sum(len(row.components) for row in plan.indicators)) * len(YEARS)


def _compare(plan: Plan, arguments: argparse.Namespace, share: int, folder: Path) -> PanelVerdicts:
    regions = arguments.verdicts // share // _each(plan) + 1
    engine, file = DuckDB(), folder / "values.csv"
    made = values_of(plan, regions, range(2019, 2026), arguments.seed, 0.02, 0.05)
    write(file, (row for row in made if _is_read(plan, row)))
    types = {name: "INT" if name == "year" else "VARCHAR" for name in COLUMNS}
    engine.create(
        "long_values",
        f"SELECT * FROM read_csv('{file}', columns = {types}, header = true, auto_detect = false)",
    )
    begun = time.process_time()
    verdicts = judged(engine, "long_values", plan)
    own = written(verdicts, folder / "duckdb.parquet")
    routes = {why.name: count for why, count in verdicts.counts.why.items()}
    [(rows,)] = engine.rows(f"SELECT count(*) FROM read_parquet('{own}')")
    say(
        f"{plan.id}: {rows} verdicts of {regions} regions in {time.process_time() - begun:.0f} s CPU;"
        f" rows by pieces {verdicts.counts.quick}, by evaluate {verdicts.counts.exact}: {routes}"
    )
    found, wrong = by_renderer(engine)
    say(f"  Python renderer: {wrong} of {found} values in another piece")
    if arguments.spark:
        from healthplan_cli.panel.spark_engine import Spark

        parquet = folder / "values.parquet"
        engine.run(f"COPY long_values TO '{parquet}' (FORMAT parquet)")
        again = judged(Spark(master=arguments.spark), str(parquet), plan)
        rows, wrong = differing(own, written(again, folder / "spark.parquet"))
        say(f"  Spark: {wrong} of {rows} differ")
        handed = [sorted(map(tuple, each.engine.rows(statements.EXACT))) for each in (verdicts, again)]
        say(f"  rows for evaluate(): {len(handed[0])}, the same in both: {handed[0] == handed[1]}")
    return verdicts


def _is_read(plan: Plan, row: tuple[Any, ...]) -> bool:
    """Return whether today's readers take an odd value; plain ones are within the limits."""
    text = row[4]
    if text.replace(".", "").isdecimal():
        return True
    item = plan.find(row[1])
    part = next((part for part in item.components if part.id == row[2]), None)
    gatherer = Gatherer(Index(plan))
    gatherer.value(text, None, Context(IndicatorPart(item, part), row[3]), NOWHERE)
    return not gatherer.problems


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
