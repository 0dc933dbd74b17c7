"""The records of evaluations as CSV and as JSON lines, one per row and component (docs/formats.md, 「记录」).

Of a million records most are alike but for the region and the numbers: what they share is put into words once.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.ooxml import csv_cell
from healthplan_cli.base.visible import one_line
from healthplan_cli.report import Look
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.views.records import FIELDS, HEADS, Batch, by_column, listed_columns, records
from healthplan_cli.views.reviewed_plan import Reviewed


@record(frozen=True, slots=True)
class LineForm:
    """A form with a line for each record: the `line` with %s for each value, and how a value is written."""

    line: str
    text: Callable[[Any], str]


def csv(reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """Return the records as CSV under one line of headings: UTF-8 with a byte order mark, which Excel and WPS need;
    texts can't run as formulas.
    """
    return csv_of(_all(reviewed, look), look)


def jsonl(reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """Return the records as JSON, one per line."""
    return jsonl_of(_all(reviewed, look))


def csv_of(found: Iterable[Batch], look: Look) -> bytes:
    """Return records of any origin as CSV."""
    head = [HEADS[field] for field in FIELDS] if look.heads == "zh" else FIELDS
    return _written(found, _CSV, "\ufeff" + _CSV.line % tuple(map(csv_cell, head)))


def jsonl_of(found: Iterable[Batch]) -> bytes:
    """Return records of any origin as JSON lines."""
    return _written(found, _JSONL)


def _all(reviewed: Sequence[Reviewed], look: Look) -> Iterator[Batch]:
    found = (one for item in reviewed for one in records(item.report, item.gate, only=look.only))
    return by_column(tuple(one.values()) for one in found)


def _cell(value: Any) -> str:
    """Write a value in a CSV's line: nothing for None, a number in digits without an exponent."""
    if isinstance(value, float):
        text = repr(value)
        plain = text.lstrip("-").replace(".", "", 1).isdigit()
        return text if plain else csv_cell(format(Decimal(text), "f"))
    if isinstance(value, bool):
        return json.dumps(value)
    return "" if value is None else _text_cell(str(value))


@lru_cache(maxsize=4096)
def _text_cell(text: str) -> str:
    return csv_cell(one_line(text))


_CSV = LineForm(",".join(["%s"] * len(FIELDS)) + "\r\n", _cell)
_JSONL = LineForm("{" + ", ".join(f'"{field}": %s' for field in FIELDS) + "}\n", dumps)


# ── many lines ──

_OWN = [field in ("region", "value", "baseline", "progress", "elapsed", "gap") for field in FIELDS]
_MOST = 20_000


class KnownTexts(dict[Any, bytes]):
    """The texts of values as UTF-8, each made when it is first asked for."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, value: Any) -> bytes:
        text = self.make(value).encode()
        if value != 0:  # 0.0 and -0.0 are one key
            if len(self) >= _MOST:
                self.clear()
            self[value] = text
        return text


def _written(found: Iterable[Batch], form: LineForm, head: str = "") -> bytes:
    """Return a head and a line for each record, as UTF-8. A line is that of the records that share all but their `_OWN` values, with these put in."""

    def shaped(shared: tuple[Any, ...]) -> str:
        left = iter(shared)
        return form.line % tuple("%s" if own else form.text(next(left)).replace("%", "%%") for own in _OWN)

    shapes, texts = KnownTexts(shaped), [KnownTexts(form.text) for _ in FIELDS]
    stream = io.BytesIO()
    stream.write(head.encode())
    for batch in found:
        columns = list(zip(_OWN, listed_columns(batch), texts, strict=True))
        shared = zip(*(column for own, column, _ in columns if not own), strict=True)
        filled = zip(*(map(known.__getitem__, column) for own, column, known in columns if own), strict=True)
        stream.writelines(map(bytes.__mod__, map(shapes.__getitem__, shared), filled))
    return stream.getvalue()
