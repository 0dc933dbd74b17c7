"""What it takes to judge 2,844 regions, against the floor: the same CSV, a threshold for each row and nothing else, in polars.

    python benchmarks/panel.py [--plan chongqing,dachuan] [--runs 5] [--times 10] [--all-rows]

Prints ratios of processor time and wall time, the most memory, the same with ten times the regions, a loop of `evaluate()`
over a sample, and what the whole command takes, reading, summing up and writing. Each run is a process of its own, in turn;
the verdicts of a sample are checked. The program is installed from a wheel (a checkout keeps no pieces): the first run asks for them, and is shown apart. polars is wanted beside hpcheck[panel].
Rows of kinds that aren't judged by pieces are left out unless `--all-rows`, and said.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from panelvalues import values_of, write

ROOT = Path(__file__).resolve().parent.parent
YEARS = range(2021, 2026)
HEADINGS = ("行政区划代码", "指标", "分组", "年份", "数值", "单位")
REGIONS = 2844


def plan_of(names: str, all_rows: bool) -> Any:
    """Return a plan of 30 rows at most, those of several plans one after the other, without those that are judged one by one."""
    from healthplan_cli.base.fast_dataclass import replace
    from healthplan_cli.sources.plans.catalog import load_plan

    plans = [load_plan(name) for name in names.split(",")]
    rows: dict[str, Any] = {}
    for row in (row for plan in plans for row in plan.indicators):
        if all_rows or not any(target and _stands_apart(target.rule) for target in row.targets):
            rows.setdefault(row.id, row)
    return replace(plans[0], indicators=tuple(rows.values())[:30])


def _stands_apart(rule: Any) -> bool:
    """Return whether a kind is judged by `evaluate` one by one (the values here set no targets)."""
    return bool(rule.looks_elsewhere) and not rule.is_external


def judge(name: str, all_rows: bool, file: str) -> dict[str, Any]:
    """Judge the values of a CSV, and return the counts of the verdicts."""
    from healthplan_cli.evaluation.gate import Policy
    from healthplan_cli.model import Conventions
    from healthplan_cli.panel.duckdb_engine import DuckDB
    from healthplan_cli.panel.judging import judge_panel
    from healthplan_cli.panel.long_table import COLUMNS, LongTable

    plan = plan_of(name, all_rows)
    engine = DuckDB()
    types = {name: "INT" if name == "year" else "VARCHAR" for name in COLUMNS}
    engine.name(
        "long_values",
        f"SELECT * FROM read_csv('{file}', columns = {types}, header = true, auto_detect = false)",
    )
    values = LongTable(engine, "long_values", lambda _: plan)
    plans = dict.fromkeys(values.regions, plan)
    verdicts = judge_panel(values, values.table, plans, list(YEARS), Conventions(YEARS[-1]), Policy(), engine)
    counts = dict(engine.rows(f"SELECT status, count(*) FROM ({verdicts.query}) v GROUP BY status"))
    chance = random.Random(1)
    if os.environ.get("VERIFY"):
        ids = [row.id for row in plan.indicators]
        sample = [
            (chance.choice(values.regions), chance.choice(ids), chance.choice(YEARS)) for _ in range(200)
        ]
        verdicts.verify(values.regions, sample)
    return {"counts": counts, "quick": verdicts.counts.quick, "exact": verdicts.counts.exact}


def floor(name: str, all_rows: bool, file: str) -> dict[str, Any]:
    """Hold each value against a threshold, and return how many are at least as good."""
    import polars

    text = dict.fromkeys(("region", "component", "text", "unit"), polars.String)
    values = polars.read_csv(file, schema_overrides=text)
    ids = values["indicator"].unique().to_list()
    rules = polars.DataFrame({"indicator": ids, "target": [50.0] * len(ids), "up": [True] * len(ids)})
    value = polars.col("text").cast(polars.Float64)
    target, up = polars.col("target"), polars.col("up")
    met = polars.when(up).then(value >= target).otherwise(value <= target)
    found = values.join(rules, on="indicator", how="left").with_columns(met.alias("met"))
    return {"counts": dict(found.group_by("met").len().rows())}


def loop(name: str, all_rows: bool, file: str) -> dict[str, Any]:
    """Evaluate a sample of the values region by region, and return the processor time of one row."""
    from healthplan_cli.evaluation.evaluate import evaluate
    from healthplan_cli.language.reported import parse_reported
    from healthplan_cli.model import Actual, Actuals, Conventions

    plan = plan_of(name, all_rows)
    of: dict[str, list[Actual]] = {}
    for region, indicator, component, year, text, _ in values_of(plan, 100, YEARS, 1):
        of.setdefault(region, []).append(Actual(indicator, component, year, parse_reported(text)))
    begun = time.process_time()
    for values in of.values():
        actuals = Actuals(tuple(values))
        for year in YEARS:
            evaluate(plan, actuals, Conventions(year))
    rows = len(of) * len(plan.indicators) * len(YEARS)
    return {"each": (time.process_time() - begun) / rows}


WAYS = {"judge": judge, "floor": floor, "loop": loop}


def child(way: str, name: str, all_rows: bool, file: str) -> None:
    """Do one thing in this process, and print what came out."""
    print(json.dumps(WAYS[way](name, all_rows, file)))  # noqa: T201


def measured(
    way: str, arguments: argparse.Namespace, file: Path, surroundings: dict[str, str]
) -> dict[str, Any]:
    """Run one thing in a process of its own; return its answer with its CPU and wall seconds and MiB."""
    line = [__file__, "--child", way, "--plan", arguments.plan, "--file", str(file)]
    line += ["--all-rows"] if arguments.all_rows else []
    said, used = _run(line, surroundings, (0,))
    return {**json.loads(said.splitlines()[-1]), **used}


def _run(
    line: Sequence[str], surroundings: dict[str, str], statuses: Collection[int]
) -> tuple[str, dict[str, float]]:
    """Run Python with some arguments; return what it printed, and its CPU and wall seconds and MiB."""
    begun = time.monotonic()
    process = subprocess.Popen([sys.executable, *line], stdout=subprocess.PIPE, env=surroundings, text=True)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in statuses:
        raise SystemExit(f"{line} ended with {status}")
    used = {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.monotonic() - begun}
    return said, {**used, "mib": usage.ru_maxrss / 1024}


def whole_command(arguments: argparse.Namespace, folder: Path, surroundings: dict[str, str]) -> None:
    """Measure `hpcheck panel` itself, which reads the headings, names and units of an ordinary table, sums up and
    writes: with the rows of the first plan.
    """
    name = arguments.plan.split(",")[0]
    plan = plan_of(name, all_rows=True)
    for times in (1, arguments.times):
        file = folder / f"{times}.csv"
        regions = arguments.regions * times
        values = write(file, values_of(plan, regions, YEARS, 1), HEADINGS)
        years = f"{YEARS[0]}-{YEARS[-1]}"
        line = ["-m", "healthplan_cli", "panel", str(file), "--plan", name, "--year", years, "-q"]
        for form in ("", "verdicts.parquet", "verdicts.csv", "report.html"):
            given = [*line, *(["-o", str(folder / form)] if form else [])]
            for _ in range(1 if form else 2):  # the first run asks for the pieces
                said, used = _run(given, surroundings, (0, 1, 3))
            assert said.count("\n") == regions * len(YEARS) + 1
            say(
                f"hpcheck panel -q {form and f'-o {form}'} ({values} values, {regions} regions): {_used(used)}"
            )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plan", default="chongqing,dachuan")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--regions", type=int, default=REGIONS)
    parser.add_argument("--all-rows", action="store_true")
    parser.add_argument("--child")
    parser.add_argument("--file")
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments.child, arguments.plan, arguments.all_rows, arguments.file or "")
        return
    with tempfile.TemporaryDirectory() as folder:
        _compare(arguments, Path(folder))


def _compare(arguments: argparse.Namespace, folder: Path) -> None:
    installed = folder / "installed"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(installed),
        str(ROOT),
    ]
    subprocess.run(pip, check=True)
    path = os.pathsep.join([str(installed), str(Path(__file__).parent)])
    surroundings = {**os.environ, "PYTHONPATH": path, "HPCHECK_CACHE": str(folder / "cache")}
    plan = plan_of(arguments.plan, arguments.all_rows)
    file, larger = folder / "values.csv", folder / "larger.csv"
    rows = write(file, values_of(plan, arguments.regions, YEARS, 1))
    say(f"{arguments.plan}: {len(plan.indicators)} rows, {arguments.regions} regions, {rows} values")
    first = measured("judge", arguments, file, {**surroundings, "VERIFY": "1"})
    say(f"first run, asking for the pieces and verifying 200 rows: {_used(first)}; {first['counts']}")
    say(f"judged by pieces {first['quick']}, by evaluate {first['exact']}")
    turns: dict[str, list[dict[str, Any]]] = {"judge": [], "floor": []}
    for turn in range(arguments.runs + 1):
        for way, found in turns.items():
            one = measured(way, arguments, file, surroundings)
            if turn:
                found.append(one)
    assert all(one["counts"] == first["counts"] for one in turns["judge"])
    for way, found in turns.items():
        say(f"{way}: " + "; ".join(_used(one) for one in found))
    for name in ("cpu", "wall"):
        ratios = [own[name] / other[name] for own, other in zip(turns["judge"], turns["floor"], strict=True)]
        say(f"{name}: {median(ratios):.2f} times polars (bar: 2)")
    most = max(one["mib"] for one in turns["judge"])
    say(f"memory: {most:.0f} MiB (bar: 160)")
    each = measured("loop", arguments, file, surroundings)["each"]
    cells = first["quick"] + first["exact"]
    cpu = median(one["cpu"] for one in turns["judge"])
    say(f"a loop of evaluate(): {each * 1e6:.0f} µs a row, {each * cells / cpu:.0f} times as long (bar: 50)")
    write(larger, values_of(plan, arguments.regions * arguments.times, YEARS, 1))
    many = measured("judge", arguments, larger, surroundings)
    many = measured("judge", arguments, larger, surroundings)
    say(
        f"{arguments.times} times the rows: {_used(many)}, {many['cpu'] / cpu:.2f} times the CPU,"
        f" {many['wall'] / median(one['wall'] for one in turns['judge']):.2f} times the wall time"
        f" (bars: 4 times, 450 MiB)"
    )
    least = measured("floor", arguments, larger, surroundings)
    of_one = median(one["cpu"] for one in turns["floor"])
    say(
        f"  polars of as many: {_used(least)}, {least['cpu'] / of_one:.2f} times its CPU;"
        f" judging takes {many['cpu'] / least['cpu']:.2f} times as much as that"
    )
    whole_command(arguments, folder, surroundings)


def _used(one: dict[str, Any]) -> str:
    return f"{one['cpu']:.2f} s CPU, {one['wall']:.2f} s, {one['mib']:.0f} MiB"


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
