"""Plain data with exact numbers → JSON text: a Fraction is written as its decimal digits, never through a float.

What can't be seen in a text is written as JSON writes it (\\u202e), so that nothing of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.visible import IN_LINE, UNSEEN, is_visible


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON text of dicts, lists, text, numbers, booleans and None; the same data gives the same bytes."""
    return "".join(_pieces(value, indent, 0))


def _pieces(value: Any, indent: int | None, depth: int) -> list[str]:
    if isinstance(value, Fraction):
        return [decimal_text(value)]
    if isinstance(value, Mapping):
        items = [[_text(key), ": ", *_pieces(child, indent, depth + 1)] for key, child in value.items()]
        return _wrapped("{", items, "}", indent, depth)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _wrapped("[", [_pieces(child, indent, depth + 1) for child in value], "]", indent, depth)
    return [_scalar(value)]


def _scalar(value: str | int | bool | None) -> str:
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def _text(text: str) -> str:
    written = encode_basestring(text)
    return written if is_visible(text) else _odd().sub(lambda found: _code(found[0]), written)


@cache
def _odd() -> re.Pattern[str]:
    """What can't be seen, and the `##[…]` that a CI server takes for a command wherever it stands in a line."""
    return re.compile(f"[{UNSEEN}]|{IN_LINE}")


def _code(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _wrapped(opening: str, items: list[list[str]], closing: str, indent: int | None, depth: int) -> list[str]:
    if not items:
        return [opening + closing]
    new_line = "" if indent is None else "\n" + " " * (indent * (depth + 1))
    last = "" if indent is None else "\n" + " " * (indent * depth)
    comma = ", " if indent is None else ","
    out = [opening]
    for number, item in enumerate(items):
        out += [comma if number else "", new_line, *item]
    return [*out, last, closing]
