"""Yearly targets in English: their words are those of a spec, which read back, as in Chinese."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


def ran(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "healthplan_cli", *arguments], capture_output=True, check=False
    )


@pytest.mark.parametrize(
    "line",
    [
        "zhenan-2023/actuals.yaml --plan zhenan --carry 1 --gate all",
        "healthy-china-2022/actuals.yaml --plan healthy_china_action --year 2022 --carry 2",
    ],
)
def test_a_range_in_english(line: str) -> None:
    file, *options = line.split()
    found = ran("--lang", "en", "evaluate", str(EXAMPLES / file), *options, "-f", "html")
    assert found.returncode == 1, found.stderr.decode()
    assert b"</html>" in found.stdout


@pytest.mark.parametrize("plan", ["zhenan", "chongqing", "healthy_china_action"])
def test_what_is_pasted_into_a_spec_is_the_same_in_every_language(plan: str) -> None:
    chinese, english = (ran("--lang", language, "path", plan, "-f", "yaml") for language in ("zh", "en"))

    def pasted(found: subprocess.CompletedProcess[bytes]) -> list[str]:
        return [
            line for line in found.stdout.decode().splitlines() if line.lstrip().startswith("annual_targets:")
        ]

    assert pasted(english) == pasted(chinese) != []
