"""What the run is doing now: said by whoever does it, shown by `commands/progress.py` where it takes long."""

from __future__ import annotations

_now = ""


def announce(words: str) -> None:
    """Say what is being done from now on."""
    global _now
    _now = words


def announced() -> str:
    """Return what was announced last."""
    return _now
