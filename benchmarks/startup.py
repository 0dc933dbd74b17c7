"""Cold starts in turn, as a shell loop meets them: prints ratios of processor time, judges nothing.

    python benchmarks/startup.py [--runs N]

The medians of paired ratios to check-jsonschema on the same thresholds and values (to `python -c pass` for --help and for `import healthplan_cli`), and what they
should stay under. check-jsonschema must be installed beside hpcheck (`pip install '.[bench]'`). Each command's exit code and
output are checked.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

from paired import SCRIPTS, Command, hpcheck, paired, ratio

from healthplan_cli.model import Approx, Better, Compare, Indicator, Reach, Relation
from healthplan_cli.sources.plans.catalog import load_plan, plan_files

BASE, BARE, IMPORT = "check-jsonschema", "python -c pass", "import healthplan_cli"
GOALS = {
    "json": (BASE, 0.40),
    "terminal": (BASE, 0.60),
    "own plan, with commitments": (BASE, 0.55),
    "units and a rate": (BASE, 0.65),
    "xlsx in": (BASE, 0.95),
    "lint": (BASE, 1.0),
    "compare": (BASE, None),
    "--help": (BARE, 4.5),
    IMPORT: (BARE, 1.5),
}
_KEYWORDS = {
    Relation.GE: "minimum",
    Relation.GT: "exclusiveMinimum",
    Relation.LE: "maximum",
    Relation.LT: "exclusiveMaximum",
    Relation.EQ: "const",
}


def threshold(indicator: Indicator) -> dict[str, float] | None:
    """Return the JSON Schema keyword that checks the same threshold, for targets that have one."""
    rule = indicator.target.rule if indicator.target else None
    if isinstance(rule, Compare):
        return {_KEYWORDS[rule.relation]: float(rule.quantity.value)}
    if isinstance(rule, Reach | Approx):
        keyword = "maximum" if indicator.better is Better.LOWER else "minimum"
        return {keyword: float(rule.quantity.value)}
    return None


def commands(folder: Path) -> dict[str, Command]:
    """Write the same thresholds and values for both programs; return the commands to run."""
    plan = load_plan("chongqing")
    limits = {item.id: limit for item in plan.indicators if (limit := threshold(item)) is not None}
    values = {id: next(iter(limit.values())) for id, limit in limits.items()}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {id: {"type": "number", **limit} for id, limit in limits.items()},
    }
    actuals = {"year": 2025, "actuals": values}
    other = {"maternal_mortality": {"count": 21, "population": 187_000}, "infant_mortality": "0.28%"}
    for name, content in (
        ("schema", schema),
        ("instance", values),
        ("actuals", actuals),
        ("units", {"year": 2025, "actuals": {**values, **other}}),
    ):
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    own = folder / "own.yaml"
    shipped = plan_files()["chongqing"].read_text(encoding="utf-8")
    own.write_text(
        shipped.replace("title: ", "title: 某区", 1), encoding="utf-8"
    )  # else it is known as the one that ships
    sheet(
        folder / "actuals.xlsx", {item.name: values[item.id] for item in plan.indicators if item.id in values}
    )
    data, check = folder / "actuals.json", str(SCRIPTS / "check-jsonschema")
    given = ("evaluate", data, "--plan", "chongqing", "--gate", "none")
    met = ('"maternal_mortality"', '"status": "met"')
    return {
        BARE: Command((sys.executable, "-c", "pass")),
        IMPORT: Command((sys.executable, "-c", IMPORT)),
        BASE: Command(
            (check, "--schemafile", str(folder / "schema.json"), str(folder / "instance.json")), says=("ok",)
        ),
        "json": hpcheck(*given, "--format", "json", says=met),
        "terminal": hpcheck(*given, "--color", "always", says=("达标", "\x1b[")),
        "own plan, with commitments": hpcheck(
            "evaluate",
            data,
            "-p",
            own,
            "--gate",
            "none",
            "--with",
            "commitments",
            "-f",
            "json",
            says=(*met, "某区"),
        ),
        "units and a rate": hpcheck(
            "evaluate",
            folder / "units.json",
            "-p",
            "chongqing",
            "--gate",
            "none",
            "-f",
            "json",
            says=('"method": "poisson"', "0.28%"),
        ),
        "xlsx in": hpcheck(
            "evaluate",
            folder / "actuals.xlsx",
            "-p",
            "chongqing",
            "--year",
            2025,
            "--gate",
            "none",
            "-f",
            "json",
            says=met,
        ),
        "lint": hpcheck("lint", "chongqing", code=1, says=("HP101",)),
        "compare": hpcheck("compare", "chongqing", "panzhihua", "-f", "json", says=('"plans"',)),
        "--help": hpcheck("--help", says=("evaluate",)),
    }


def sheet(path: Path, values: dict[str, float]) -> None:
    """Write a workbook with a row for each value."""
    import openpyxl

    book = openpyxl.Workbook()
    rows: list[list[str | float]] = [["指标", "2025年实际"]]
    rows += [[name, value] for name, value in values.items()]
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)


def main() -> None:
    """Print a line for each command."""
    parser = argparse.ArgumentParser(description="Cold-start ratios")
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    if not (SCRIPTS / "check-jsonschema").exists():
        sys.exit("check-jsonschema is not installed: pip install '.[bench]'")
    with tempfile.TemporaryDirectory() as folder:
        times = paired(commands(Path(folder)), runs)
    for name, taken in times.items():
        base, goal = GOALS.get(name, ("", None))
        said = f"  {ratio(times, name, base):5.2f} of {base}" if base else ""
        limit = f" (should stay under {goal})" if goal else ""
        sys.stdout.write(f"{name:<28} {median(taken) * 1000:6.0f} ms{said}{limit}\n")


if __name__ == "__main__":
    main()
