"""Long lines: folded on a terminal, one line each into a pipe."""

from __future__ import annotations

import subprocess
import sys

import pytest
from support import ROOT
from terminals import in_terminal

from healthplan_cli.base.text_width import width

COMMANDS = (
    ("catalog", "--ladders"),
    ("show", "chongqing", "--with", "commitments", "--no-pager", "--color", "never"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(command: tuple[str, ...]) -> None:
    code, shown = in_terminal(command)
    assert code == 0
    lines = shown.splitlines()
    assert max(map(width, lines)) <= 80
    assert any(line.startswith("  ") for line in lines)  # what goes on hangs


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_pipe_gets_whole_lines(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "healthplan_cli", *command], capture_output=True, cwd=ROOT, check=True
    )
    whole = done.stdout.decode().splitlines()
    assert max(map(width, whole)) > 80
    assert "".join("".join(whole).split()) == "".join(in_terminal(command)[1].split())
