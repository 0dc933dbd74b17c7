"""Cells of several lines in a text with one cell per line: a whole and its components (其中 …) with a value for each."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.draft.tables.cells import is_dash, is_name, is_number
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn
from healthplan_cli.language.names import named_among

_MOST = 6  # parts of a whole


def parts_together(
    numbers: Sequence[int], texts: Sequence[str], columns: Sequence[TableColumn]
) -> tuple[list[int], list[str]]:
    """Return the lines of a table with the names of a whole and its components joined as one cell, and likewise their
    values for each column.
    甲 / 其中：乙 / 1 / 2 / 3 / 4 become 甲\\n其中：乙, 1\\n2 and 3\\n4.
    """
    roles = [column.role for column in columns]
    begin = roles.index(HeadRole.NAME) + 1
    width = next((at for at, role in enumerate(roles[begin:]) if role not in VALUES), len(roles) - begin)
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(texts):
        end = _among_behind(texts, at)
        values = end
        while values < len(texts) and _is_value(texts[values]):
            values += 1
        count, rest = divmod(values - end, width) if width else (0, 1)
        if end > at + 1 and not rest and count > 1 and count in (end - at - 1, end - at):
            found.append((numbers[at], "\n".join(texts[at:end])))
            found.extend(
                (numbers[first], "\n".join(texts[first : first + count]))
                for first in range(end, values, count)
            )
            at = values
        else:
            found.append((numbers[at], texts[at]))
            at += 1
    return [number for number, _ in found], [text for _, text in found]


def _among_behind(texts: Sequence[str], at: int) -> int:
    """Return the index after the names of a whole and its components; the index itself where there are no components."""
    if not is_name(texts[at]) or at + 1 >= len(texts) or named_among(texts[at + 1]) is None:
        return at
    end = at + 1
    while end < len(texts) and end - at <= _MOST and not _is_value(texts[end]):
        end += 1
    return end


def _is_value(text: str) -> bool:
    return is_number(text) or is_dash(text)
