"""Processor time of commands, each checked: what it exits with and that it printed what it must."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True)
class Command:
    """A command line, its exit code, and words that its output must hold."""

    line: tuple[str, ...]
    code: int = 0
    says: tuple[str, ...] = ()


def hpcheck(*arguments: object, code: int = 0, says: tuple[str, ...] = ()) -> Command:
    """Return a command of the hpcheck that is installed beside this Python."""
    return Command((str(SCRIPTS / "hpcheck"), *map(str, arguments)), code, says)


def cpu_seconds(command: Command) -> float:
    """Run a command and return its processor time, user and system. SystemExit where it didn't do its work."""
    surroundings = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "120", "HPCHECK_PAGER": ""}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command.line, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=surroundings
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    missing = [words for words in command.says if words not in text]
    if process.returncode != command.code or missing:
        sys.exit(
            f"{' '.join(command.line)}\nended with {process.returncode}, not {command.code}; "
            f"lacks {missing}\n{text[-2000:]}"
        )
    return usage.ru_utime + usage.ru_stime


def paired(commands: Mapping[str, Command], runs: int) -> dict[str, list[float]]:
    """Return each command's times, run in turn (A B C A B C …) so that a slower machine is slower for all; the first turn isn't counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            seconds = cpu_seconds(command)
            if turn:
                times[name].append(seconds)
    return times


def ratio(times: Mapping[str, list[float]], name: str, base: str) -> float:
    """Return the median of the ratios of the pairs."""
    return median(one / other for one, other in zip(times[name], times[base], strict=True))
