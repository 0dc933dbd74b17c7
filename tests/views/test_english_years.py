"""The page in English of plans whose targets are ranges with a unit: the years' words in English don't read back as targets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    "line",
    [
        "zhenan-2023/actuals.yaml --plan zhenan --carry 1 --gate all",
        "healthy-china-2022/actuals.yaml --plan healthy_china_action --year 2022 --carry 2",
    ],
)
def test_a_range_in_english(line: str) -> None:
    file, *options = line.split()
    command = [
        "-m",
        "healthplan_cli",
        "--lang",
        "en",
        "evaluate",
        str(EXAMPLES / file),
        *options,
        "-f",
        "html",
    ]
    found = subprocess.run([sys.executable, *command], capture_output=True, check=False)
    assert found.returncode == 1, found.stderr.decode()
    assert b"</html>" in found.stdout
