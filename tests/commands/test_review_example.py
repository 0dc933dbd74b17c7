"""examples/chongqing-review: the script of a year's work, run in a copy, writes the reports that stand beside it.

HPCHECK_UPDATE_EXAMPLES=1 writes them anew: then read the difference before committing it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "chongqing-review"
WRITTEN = ("2023.json", "2023.txt", "why.txt", "trend.txt", "path.csv")
UPDATE = "HPCHECK_UPDATE_EXAMPLES"
LAST_YEAR = "hpcheck evaluate data/2021.csv data/2022.xlsx --as-of 2023-03-31 --gate none --format json"


def environment(folder: Path) -> dict[str, str]:
    """A terminal of 80 columns without colour, in which `hpcheck` is this program."""
    program = folder / "hpcheck"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m healthplan_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HPCHECK_", "_HPCHECK_"))}
    path = f"{folder}{os.pathsep}{kept['PATH']}"
    return {**kept, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A copy without the reports that are to be written, after its script."""
    copy = tmp_path_factory.mktemp("review") / "work"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns(*WRITTEN))
    command = ["sh", "review.sh"]
    environ = environment(copy.parent)
    found = subprocess.run(
        command, cwd=copy, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return copy, found


def test_the_script_ends_with_the_gate(done: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """「程序自身出错」 would be 70, a wrong file 2: the script stops with what the gate says."""
    _, found = done
    assert (found.returncode, found.stderr) == (1, "")
    assert found.stdout.splitlines()[-1].startswith(
        "门禁（约束性指标）：不通过，1 项未达标或滞后，1 项已豁免"
    )


@pytest.mark.parametrize("name", WRITTEN)
def test_a_report_is_the_one_that_stands_there(
    name: str, done: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    copy, _ = done
    written = (copy / "reports" / name).read_bytes()
    if os.environ.get(UPDATE) == "1":
        (FOLDER / "reports" / name).write_bytes(written)
    assert written == (FOLDER / "reports" / name).read_bytes()


def test_last_year_s_report_is_that_of_last_year_s_data(tmp_path: Path) -> None:
    found = subprocess.run(
        ["sh", "-c", LAST_YEAR],
        cwd=FOLDER,
        env=environment(tmp_path),
        capture_output=True,
        check=False,
    )
    if os.environ.get(UPDATE) == "1":
        (FOLDER / "reports" / "2022.json").write_bytes(found.stdout)
    assert (found.returncode, found.stdout) == (0, (FOLDER / "reports" / "2022.json").read_bytes())
