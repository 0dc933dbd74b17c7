"""Plain data with exact numbers → JSON text: a Fraction is written as its decimal digits, never through a float."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from json.encoder import encode_basestring
from typing import Any

from healthplan_cli.numbers import decimal_text


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON text of dicts, lists, text, numbers, booleans and None; the same data gives the same bytes."""
    return "".join(_pieces(value, indent, 0))


def _pieces(value: Any, indent: int | None, depth: int) -> list[str]:
    if isinstance(value, Fraction):
        return [decimal_text(value)]
    if isinstance(value, Mapping):
        items = [
            [encode_basestring(key), ": ", *_pieces(child, indent, depth + 1)] for key, child in value.items()
        ]
        return _wrapped("{", items, "}", indent, depth)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _wrapped("[", [_pieces(child, indent, depth + 1) for child in value], "]", indent, depth)
    return [_scalar(value)]


def _scalar(value: str | int | bool | None) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


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
