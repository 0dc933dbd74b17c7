"""What a table's headings say of all rows: whether the baseline's column comes after the targets', and the unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthplan_cli.checks.verify.text import Span, Text
from healthplan_cli.model import Indicator

_HEAD = 300  # characters before the first row in which its head stands
_BASE = "基期|基年|基准|基础值|现状|现值"
_TARGET = re.compile(r"(?:规划)?目标|规划值|(?P<year>20\d\d)(?=年|\D|$)")
_SAID = "单位:"
_NEXT = "、,;"  # between the units of a caption
_LISTED = 20  # characters that they take


def head_of(text: Text, first: int) -> Span:
    """Return the span of a table's headings, given the index of its first row."""
    return max(first - _HEAD, 0), first


def may_end_with_base(text: Text, head: Span, baseline: int) -> bool:
    """Return whether the headings have a target's column before one of the baseline."""
    of_base = re.compile(rf"{_BASE}|{baseline}(?=年|\D|$)")
    last = max((found.start() for found in of_base.finditer(text.chars, *head)), default=-1)
    targets = (
        found.start() for found in _TARGET.finditer(text.chars, *head) if found["year"] != str(baseline)
    )
    return any(text.is_break(at) and at < last for at in targets)


def unit_said(text: Text, unit: str, head: Span, row: int) -> int | None:
    """Return where the unit of a row stands that prints none: in its table's caption (单位：%) or headings (2020年（%）).

    None where nowhere.
    """
    said = text.chars.rfind(_SAID, 0, row)
    at = said + len(_SAID)
    while said >= 0 and at < min(said + _LISTED, row):
        if text.chars.startswith(unit, at) and _ends(text, at + len(unit)):
            return at
        following = [found for sign in _NEXT if (found := text.chars.find(sign, at, row)) >= 0]
        at = min(following, default=row) + 1
    found = text.chars.find(f"({unit})", *head)
    return found + 1 if found >= 0 else None


def _ends(text: Text, at: int) -> bool:
    after = text.chars[at : at + 1]
    return text.is_break(at) or not (after.isalnum() or after in "%‰/")


def tables(rows: Sequence[Indicator]) -> list[list[Indicator]]:
    """Return the rows of each table: those whose source is the same except for its last number, the row's."""
    found: dict[str, list[Indicator]] = {}
    for row in rows:
        found.setdefault(re.sub(r"\d+\D*$", "", row.source or ""), []).append(row)
    return list(found.values())
