"""Places in messages as hyperlinks (OSC 8), where the terminal supports them: a click on `file:12` opens the file.

HPCHECK_HYPERLINKS is always, never or auto; auto decides by the terminal's variables, as supports-hyperlinks does.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from healthplan_cli.base.location import Location
from healthplan_cli.base.visible import visible
from healthplan_cli.sources.plans.catalog import shipped_folder

_SAY_SO = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM", "GHOSTTY_RESOURCES_DIR")
_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "zed", "Hyper", "Tabby", "rio")
_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour")
_VTE = 5001  # 0.50.0 itself crashes on links


def can_link(stream: TextIO | None) -> bool:
    """Return whether a stream leads to a terminal that shows hyperlinks."""
    choice = os.environ.get("HPCHECK_HYPERLINKS", "auto").strip().lower()
    if choice in ("always", "never"):
        return choice == "always"
    if stream is None or not stream.isatty() or os.environ.get("CI"):
        return False
    term, vte = os.environ.get("TERM", ""), os.environ.get("VTE_VERSION", "")
    if term == "dumb":
        return False
    return (
        (vte.isdecimal() and int(vte) >= _VTE)
        or any(os.environ.get(name) for name in _SAY_SO)
        or os.environ.get("TERM_PROGRAM") in _PROGRAMS
        or term in _TERMS
    )


def link(words: str, file: str, line: int) -> str:
    """Return words as a hyperlink to a line of a file; the plain words where there is no such file."""
    path = _real(file)
    if path is None:
        return words
    return f"\x1b]8;;{path.as_uri()}#L{line}\x1b\\{words}\x1b]8;;\x1b\\"


def linked_head(text: str, location: Location) -> str:
    """Return a message for standard error with the place at its beginning linked, where the terminal supports that."""
    place = visible(str(location))
    if not location.line or not text.startswith(place) or not can_link(sys.stderr):
        return text
    return link(place, location.file, location.line) + text[len(place) :]


def linked(text: str, files: Iterable[str]) -> str:
    """Return a report with every `file:line` of these files linked, except those that a line break divides."""
    names = {visible(name): name for name in files if name != "-"}
    if not names:
        return text
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    places = re.compile(rf"(?<![\w./\\-])({longest_first}):(\d+)(?::\d+)?")
    return places.sub(lambda found: link(found[0], names[found[1]], int(found[2])), text)


def _real(file: str) -> Path | None:
    """Return the path of a file by the name that reports show, specs/… for one that ships; None where there is none."""
    for path in (Path(file), shipped_folder().parent / file):
        try:
            if path.is_file():
                return path.resolve()
        except (OSError, ValueError):
            continue
    return None
