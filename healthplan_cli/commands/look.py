"""How the terminal is: its width, whether it takes colour, whether its encoding has the signs."""

from __future__ import annotations

import os
import sys


def columns() -> int:
    """Return the terminal's width; 100 into a file or a pipe, COLUMNS before either; never absurdly narrow or wide."""
    if _on_terminal():
        import shutil

        found = shutil.get_terminal_size((100, 24)).columns
    else:
        found = int(_columns_set() or 100)
    return min(max(found, 60), 240)


def colored(choice: str) -> bool:
    """Return whether to write colours: `auto` only on a terminal that takes them, where NO_COLOR isn't set."""
    if choice != "auto":
        return choice == "always"
    return _on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def has_signs() -> bool:
    """Return whether the output's encoding has the signs of the reports."""
    try:
        "✓✗⇡⇣⇢▰▱†‡▁▂▃▄▅▆▇█".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _columns_set() -> str:
    found = os.environ.get("COLUMNS", "")
    return found if found.isdecimal() and len(found) < 5 else ""
