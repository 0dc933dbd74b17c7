"""The command as a process, and the data that the tests give it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from healthplan_cli.sources.plans.catalog import plan_files

PLANS = list(plan_files())

# Every 约束性 indicator of 攀枝花 in 2025 as its plan wants it.
GOOD = """plan: panzhihua
year: 2025
actuals:
  immunization_coverage: 95
  severe_mental_disorder_management_rate: 95.5
  child_myopia_rate: {2021: 42.64, 2022: 42.14, 2023: 41.64, 2024: 41.14, 2025: 40.64}
  air_quality_good_days: 96
  surface_water_quality: 100
  out_of_pocket_share: 26.9
  inpatient_reimbursement_rate: {employee: 80, 居民: 70}
"""
MISSED = GOOD.replace("2025: 40.64", "2025: 40.65")
INCOMPLETE = GOOD.replace("  surface_water_quality: 100\n", "")


@dataclass(frozen=True)
class Done:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out, parse_float=Decimal)


def environment(**changes: str) -> dict[str, str]:
    """The environment without what would change the output."""
    unwanted = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "HPCHECK_PLANS")
    kept = {key: value for key, value in os.environ.items() if key not in unwanted}
    return {**kept, "PYTHONIOENCODING": "utf-8", **changes}


def hpcheck(
    *arguments: str | Path,
    stdin: str | bytes = b"",
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
) -> Done:
    """Runs the command as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "healthplan_cli", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**(env or {})),
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path, GOOD)


def written(folder: Path, text: str | bytes, name: str = "actuals.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
