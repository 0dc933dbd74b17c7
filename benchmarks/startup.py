"""Cold starts in turn, as a shell loop meets them: prints ratios, judges nothing.

    python benchmarks/startup.py [--runs N]

Three ratios of medians, and what they should stay under:
  evaluate --format json : check-jsonschema on the same thresholds and values   (0.5)
  evaluate in a terminal : the same                                             (0.7)
  --help                 : python -c pass                                       (6)

check-jsonschema must be installed beside hpcheck (`pip install '.[bench]'`). Commands are run in turn, A B C A B C …,
so that a machine that gets slower gets slower for all of them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from healthplan_cli.catalog import load_plan
from healthplan_cli.model import Approx, Better, Compare, Indicator, Reach, Relation

_KEYWORDS = {
    Relation.GE: "minimum",
    Relation.GT: "exclusiveMinimum",
    Relation.LE: "maximum",
    Relation.LT: "exclusiveMaximum",
    Relation.EQ: "const",
}


def threshold(indicator: Indicator) -> dict[str, float] | None:
    """The JSON Schema keyword that checks the same threshold, for targets that have one."""
    rule = indicator.target.rule if indicator.target else None
    if isinstance(rule, Compare):
        return {_KEYWORDS[rule.relation]: float(rule.quantity.value)}
    if isinstance(rule, Reach | Approx):
        keyword = "maximum" if indicator.better is Better.LOWER else "minimum"
        return {keyword: float(rule.quantity.value)}
    return None


def write_inputs(folder: Path) -> dict[str, list[str]]:
    """The same thresholds and values for both programs; the commands to run."""
    plan = load_plan("chongqing")
    limits = {item.id: limit for item in plan.indicators if (limit := threshold(item)) is not None}
    values = {id: next(iter(limit.values())) for id, limit in limits.items()}
    properties = {id: {"type": "number", **limit} for id, limit in limits.items()}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
    }
    (folder / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (folder / "instance.json").write_text(json.dumps(values), encoding="utf-8")
    actuals = {"year": 2025, "actuals": values}
    (folder / "actuals.json").write_text(json.dumps(actuals), encoding="utf-8")
    scripts = Path(sys.executable).parent
    evaluate = [str(scripts / "hpcheck"), "evaluate", str(folder / "actuals.json"), "--plan", "chongqing"]
    other = [
        str(scripts / "check-jsonschema"),
        "--schemafile",
        str(folder / "schema.json"),
        str(folder / "instance.json"),
    ]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "hpcheck --help": [str(scripts / "hpcheck"), "--help"],
        "hpcheck evaluate --format json": [*evaluate, "--format", "json"],
        "hpcheck evaluate (terminal)": [*evaluate, "--color", "always"],
        "check-jsonschema": other,
    }


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """The median wall time of each command over `runs` turns, after one that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False)
            if turn:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Cold-start ratios")
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = write_inputs(Path(folder))
        if not Path(commands["check-jsonschema"][0]).exists():
            sys.exit("check-jsonschema is not installed: pip install '.[bench]'")
        medians = measure(commands, arguments.runs)
    lines = [f"{name:<34} {seconds * 1000:7.0f} ms" for name, seconds in medians.items()]
    ratios = (
        ("hpcheck evaluate --format json", "check-jsonschema", 0.5),
        ("hpcheck evaluate (terminal)", "check-jsonschema", 0.7),
        ("hpcheck --help", "python -c pass", 6.0),
    )
    for name, base, goal in ratios:
        lines.append(f"{name} : {base} = {medians[name] / medians[base]:.2f} (should stay under {goal})")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
