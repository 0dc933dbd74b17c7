"""The cost of taking several lines for one cell of a column: each cell has one serial number, nature, value, unit or name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    closes,
    half,
    is_dash,
    is_name,
    is_number,
    is_open,
    is_serial,
    is_unit,
    is_value,
    joined,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole
from healthplan_cli.language.names import named_among

NUMBERED = Pattern(r"\d{1,3}[.、](?!\d)")
_STARTS_OUT = Pattern(r"[)）〕\]，、。；：》”%‰]|[★▲*]$")  # what no cell begins with
_SEVERAL = 14  # what it costs that a row has two of what is one


def is_own(role: HeadRole, text: str) -> bool:
    """Return whether words are what each cell of a column with this role has."""
    if role is HeadRole.NO:
        return is_serial(text)
    if role is HeadRole.NATURE:
        return nature_of(text) is not None or half(text) in ("约束", "预期")
    return True


def _serials(texts: Sequence[str]) -> float | None:
    """Return the cost of taking lines for one serial number; None where they are of several rows."""
    if len(texts) == 1:
        return 0 if is_serial(texts[0]) else 4
    count = sum(map(is_serial, texts))
    return None if count > 2 else _SEVERAL * max(0, count - 1) + 4


def _natures(texts: Sequence[str]) -> float | None:
    """Return the cost of taking lines for one nature; None where they are of several rows."""
    count = sum(nature_of(text) is not None for text in texts)
    if count > 2:
        return None
    whole = nature_of(joined("\n".join(texts)))
    return _SEVERAL * max(0, count - 1) + (0 if whole else 3)


def _values(texts: Sequence[str]) -> float | None:
    """Return the cost of taking lines for one value; None where they are of several rows."""
    count = sum((is_number(text) or is_dash(text)) and not closes(text) for text in texts)
    if count > 3:
        return None
    words = joined("\n".join(texts))
    return _SEVERAL * max(0, count - 1) + (0 if is_value(words) else 2) + (3 if is_open(words) else 0)


def _units(texts: Sequence[str]) -> float | None:
    """Return the cost of taking lines for one unit; None where they are of several rows."""
    words = joined("\n".join(texts))
    if is_unit(words):
        return 0
    count = sum(is_unit(text) or is_dash(text) for text in texts)
    return None if count > 3 else 8 * max(0, count - 1) + (0 if is_dash(words) else 2)


def _names(texts: Sequence[str]) -> float | None:
    """Return the cost of taking lines for one name: high where it is incomplete, or where another begins or ends within it."""
    words = joined("\n".join(texts))
    total = 0.0 if is_name(words) else 3.0
    total += 8 if is_open(words) else 0
    total += 8 if closes(texts[0]) or _STARTS_OUT.match(texts[0]) else 0
    total += 8 if len(half(texts[0])) < 3 else 0
    total += 7 * sum(named_among(text) is not None for text in texts[1:])
    total += 12 * sum(NUMBERED.match(half(text)) is not None for text in texts[1:])
    total += 5 * sum(
        half(above).rstrip("★▲*").endswith((")", "〕")) and is_name(above) and not closes(below)
        for above, below in pairwise(texts)
    )
    return total


def any_words(texts: Sequence[str]) -> float | None:
    """Return the cost of taking lines for one cell of any words: none."""
    return 0


CELL_COSTS: dict[HeadRole, Callable[[Sequence[str]], float | None]] = {
    HeadRole.NO: _serials,
    HeadRole.NATURE: _natures,
    HeadRole.UNIT: _units,
    HeadRole.NAME: _names,
    **dict.fromkeys(VALUES, _values),
}
