"""The program in a terminal as POSIX has it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from support import ROOT

PATIENT = """
from healthplan_cli.commands import progress
progress.DELAY = 3600  # however slow the machine is
from healthplan_cli.__main__ import main
main()
"""


def size(terminal: int, lines: int) -> None:
    """Makes a terminal this high and 80 columns wide."""
    import fcntl
    import struct
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, 80, 0, 0))


def in_terminal(
    arguments: Sequence[str],
    lines: int = 24,
    program: Sequence[str] = ("-c", PATIENT),
    **variables: str,
) -> tuple[int, str]:
    """The exit code of a command in a terminal, and all that it showed there."""
    main, side = os.openpty()
    size(side, lines)
    kept = {
        key: value
        for key, value in os.environ.items()
        if "PAGER" not in key and key not in ("LESS", "COLUMNS", "LINES")
    }
    environment = {**kept, "PYTHONUTF8": "1", "TERM": "xterm", "PYTHONPATH": str(ROOT), **variables}
    process = subprocess.Popen(
        [sys.executable, *program, *arguments], stdin=side, stdout=side, stderr=side, env=environment
    )
    os.close(side)
    shown = b""
    with contextlib.suppress(OSError):  # EIO: the other end is closed
        while piece := os.read(main, 65536):
            shown += piece
    os.close(main)
    return process.wait(), shown.decode(errors="replace").replace("\r\n", "\n")


def program(folder: Path) -> None:
    """A program `hpcheck` that writes its exit codes beside it, command by command."""
    path = folder / "hpcheck"
    path.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" "{sys.executable}" -X utf8 -m healthplan_cli "$@"\ncode=$?\n'
        f'echo "$code hpcheck $*" >> "{folder}/codes"\nexit $code\n',
        encoding="utf-8",
    )
    path.chmod(0o755)
