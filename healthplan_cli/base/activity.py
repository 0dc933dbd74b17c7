"""The step that the run is at, in words: set by the code that works, shown by `commands/progress.py` when a run takes long."""

from __future__ import annotations

_now = ""


def announce(words: str) -> None:
    """Set the words for the step that begins now (正在读取…)."""
    global _now
    _now = words


def announced() -> str:
    """Return the words of the step that runs now; empty before the first one."""
    return _now
