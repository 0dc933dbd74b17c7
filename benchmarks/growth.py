"""How reports grow with the plan: prints processor time for 30, 300, 3,000 indicators and 200, 2,000 commitments, judges nothing.

    python benchmarks/growth.py [--runs N] [FORM…]

Each of html, docx, xlsx with a value for everything; ten times as much should take at most twelve times as long. Each run's exit
code is checked, and that the report holds the last name of the plan.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import zipfile
from html import unescape
from pathlib import Path

from paired import cpu_seconds, hpcheck

FORMS = ("html", "docx", "xlsx")
INDICATORS, COMMITMENTS = (30, 300, 3000), (200, 2000)
GOAL = 12


def write_plan(folder: Path, indicators: int, commitments: int) -> tuple[Path, Path]:
    """Write an own plan of so many indicators and commitments, and values for all; return both paths."""
    lines = [
        "format: hpcheck.plan/1",
        "id: own",
        "title: 某市规划",
        "period: {baseline: 2020, start: 2021, end: 2025}",
    ]
    lines.append("indicators:")
    for number in range(indicators):
        lines.append(
            f"  - {{id: i{number}, no: '{number + 1}', name: 指标名称{number}, unit: '%', nature: 预期性, "
            f"better: higher, baseline: '{50 + number % 30}', target: '≥{60 + number % 30}'}}"
        )
    lines += ["commitments:"] * bool(commitments)
    for number in range(commitments):
        lines.append(
            f"  - {{id: c{number}, subject: 承诺事项{number}, target: '达到{60 + number % 30}%', better: higher, section: 一}}"
        )
    values = [f"  {kind}{number}: {{2025: {55 + number % 40}, 2024: {54 + number % 40}}}"
              for kind, count in (("i", indicators), ("c", commitments)) for number in range(count)]  # fmt: skip
    plan, actuals = (
        folder / f"own{indicators}-{commitments}.yaml",
        folder / f"a{indicators}-{commitments}.yaml",
    )
    plan.write_text("\n".join(lines) + "\n", encoding="utf-8")
    actuals.write_text("\n".join(["year: 2025", "actuals:", *values]) + "\n", encoding="utf-8")
    return plan, actuals


def seconds(folder: Path, form: str, indicators: int, commitments: int, runs: int) -> float:
    """Return the least processor time of a report over `runs`, which must hold the plan's last name."""
    plan, actuals = write_plan(folder, indicators, commitments)
    report = folder / f"report.{form}"
    asked = ("--with", "commitments", "--all") if commitments else ()
    command = hpcheck(
        "evaluate", actuals, "-p", plan, "--gate", "none", "-q", "-o", f"{form}:{report}", *asked
    )
    last = f"承诺事项{commitments - 1}" if commitments else f"指标名称{indicators - 1}"
    found = []
    for _ in range(runs):
        report.unlink(missing_ok=True)
        found.append(cpu_seconds(command))
        if last not in text_of(report.read_bytes()):
            sys.exit(f"{report.name} lacks {last}")
    return min(found)


def text_of(content: bytes) -> str:
    """Return a report's text, or the XML of its package."""
    if content[:2] != b"PK":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return unescape("".join(package.read(name).decode(errors="replace") for name in package.namelist()))


def main() -> None:
    """Print a line for each form and each size, with how many times longer it took than the size before."""
    parser = argparse.ArgumentParser(description="Growth of reports")
    parser.add_argument("forms", nargs="*", default=FORMS, metavar="FORM")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for form in arguments.forms:
            for sizes in ([(count, 0) for count in INDICATORS], [(30, count) for count in COMMITMENTS]):
                before = 0.0
                for indicators, commitments in sizes:
                    taken = seconds(Path(name), form, indicators, commitments, arguments.runs)
                    times = f"  {taken / before:5.1f} times (should stay under {GOAL})" if before else ""
                    sys.stdout.write(
                        f"{form:5} {indicators:5} indicators {commitments:5} commitments {taken:7.2f} s{times}\n"
                    )
                    sys.stdout.flush()
                    before = taken


if __name__ == "__main__":
    main()
