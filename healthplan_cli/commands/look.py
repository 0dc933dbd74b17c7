"""What the terminal is like: its width, whether it takes colour, whether its encoding has the signs."""

from __future__ import annotations

import os
import sys


def columns() -> int:
    """Return the terminal's width; COLUMNS or 100 for a file or pipe; always between 60 and 240."""
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


def is_wide(choice: str) -> bool:
    """Return whether characters of ambiguous width take two columns: as asked for, or for `auto` as the terminal
    tells.
    They are narrow in a file, and inside tmux, which counts for itself. Else a variable that terminals set decides,
    or the locale's modifier, or a Windows console (not Windows Terminal) with a Chinese, Japanese or Korean code
    page. By default they are narrow.
    """
    if choice != "auto":
        return choice == "wide"
    if not _on_terminal() or os.environ.get("TMUX"):
        return False
    told = os.environ.get("VTE_CJK_WIDTH", "").lower() or _RUNEWIDTH.get(
        os.environ.get("RUNEWIDTH_EASTASIAN", ""), ""
    )
    if told in ("wide", "narrow"):
        return told == "wide"
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "").lower()
    if locale.endswith(("@cjkwide", "@cjknarrow")):
        return locale.endswith("@cjkwide")
    return _console_code_page() in _EAST_ASIAN


_RUNEWIDTH = {"1": "wide", "0": "narrow"}
_EAST_ASIAN = (932, 936, 949, 950)


def _console_code_page() -> int:
    """Return the code page of a Windows console; 0 elsewhere, and in Windows Terminal, whose characters are narrow."""
    if os.name != "nt" or os.environ.get("WT_SESSION") or os.environ.get("TERM_PROGRAM"):
        return 0
    import ctypes

    return int(getattr(ctypes, "windll").kernel32.GetConsoleOutputCP())  # noqa: B009 (there is none elsewhere)


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _columns_set() -> str:
    found = os.environ.get("COLUMNS", "")
    return found if found.isdecimal() and len(found) < 5 else ""
