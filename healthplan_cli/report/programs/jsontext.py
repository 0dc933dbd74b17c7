"""Plain data with exact numbers → JSON text: a Fraction is written in decimal digits, never through a float.

Invisible characters are escaped as JSON does (\\u202e), so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from json.encoder import encode_basestring
from typing import Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.visible import IN_LINE, UNSEEN, is_visible


def dumps(value: Any, indent: int | None = None) -> str:
    """Return the JSON text of dicts, lists, text, numbers, booleans and None; the same data give the same bytes.

    A double, which only records have, is written in the shortest digits that read back as it.
    """
    pieces: list[str] = []
    _write(value, None if indent is None else " " * indent, "\n", pieces.append)
    return "".join(pieces)


def _write(value: Any, step: str | None, line: str, write: Callable[[str], None]) -> None:
    """Write a value; `line` begins the line of its closing bracket, and its items are indented by `step` more."""
    scalar = _scalar(value)
    if scalar is not None:
        write(scalar)
        return
    named = isinstance(value, dict)
    opening, closing = "{}" if named else "[]"
    if not value:
        write(opening + closing)
        return
    further = "" if step is None else line + step
    before, between = opening + further, (", " if step is None else ",") + further
    for item in value:
        if named:
            write(f"{before}{_text(item)}: ")
            item = value[item]
        else:
            write(before)
        before = between
        _write(item, step, further, write)
    write(closing if step is None else line + closing)


def _scalar(value: Any) -> str | None:
    """Return the text of a single value; None for a collection. What is asked last takes longest: Fraction is an abstract class."""
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    return decimal_text(value) if not isinstance(value, dict | list) and isinstance(value, Fraction) else None


_CONSTANTS = {None: "null", True: "true", False: "false"}


@lru_cache(maxsize=1024)
def _text(text: str) -> str:
    written = encode_basestring(text)
    return written if is_visible(text) else _odd().sub(lambda found: _code(found[0]), written)


@cache
def _odd() -> re.Pattern[str]:
    """Return the pattern of invisible characters, and of `##[…]`, which CI servers take for a command anywhere in a line."""
    return re.compile(f"[{UNSEEN}]|{IN_LINE}")


def _code(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
