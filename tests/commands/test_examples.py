"""Every example prints what stands beside it, to the last character: examples/<name>/{command,expected.txt} and its data.

HPCHECK_UPDATE_EXAMPLES=1 writes expected.txt anew: then read the difference before committing it, and run
`python docs/generate.py`, for README shows one of them.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/command"))
UPDATE = "HPCHECK_UPDATE_EXAMPLES"
PUBLISHED = ("chongqing-2024", "healthy-china-2020", "healthy-china-2022")  # the others' numbers are made up


def output(command: str) -> str:
    """What a command prints in a terminal of 80 columns without colour, and its exit code, from the checkout's root."""
    program, *arguments = shlex.split(command)
    assert program == "hpcheck"
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HPCHECK_", "_HPCHECK_"))}
    done = subprocess.run(
        [sys.executable, "-m", "healthplan_cli", *arguments],
        cwd=ROOT,
        env={**kept, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return f"{done.stderr}{done.stdout}exit code: {done.returncode}\n"


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_prints_what_stands_beside_it(folder: Path) -> None:
    command = (folder / "command").read_text(encoding="utf-8")
    assert command.count("\n") == 1
    found, expected = output(command), folder / "expected.txt"
    if os.environ.get(UPDATE) == "1":
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_the_examples_show_every_status_and_three_exit_codes() -> None:
    """What they are there for: nobody should have to look for a missed one, or for an unknown one."""
    texts = [(folder / "expected.txt").read_text(encoding="utf-8") for folder in EXAMPLES]
    for words in ("✓ 达标", "✗ 未达标", "⇡ 快于预期", "⇢ 符合预期", "⇣ 滞后", "? 无法判定", "较基期倒退"):
        assert any(words in text for text in texts), words
    assert {text.splitlines()[-1] for text in texts} == {f"exit code: {code}" for code in (0, 1, 3)}


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_made_up_numbers_say_so(folder: Path) -> None:
    if not (folder / "actuals.yaml").exists():  # a sheet says it in its title
        [sheet] = folder.glob("*.csv")
        assert "示例：这些数是为演示编的" in sheet.read_text(encoding="utf-8").splitlines()[0]
        return
    data = (folder / "actuals.yaml").read_text(encoding="utf-8")
    made_up = folder.name not in PUBLISHED
    assert ("illustrative: true" in data) is made_up
    assert data.splitlines()[0].startswith("# 这些数是为演示编的") is made_up
