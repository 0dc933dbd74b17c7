"""The records of evaluations as CSV and as JSON lines, one per row and component (docs/formats.md, 「记录」)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from healthplan_cli.base.ooxml import csv_text
from healthplan_cli.base.visible import one_line
from healthplan_cli.report import Look
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.views.records import FIELDS, HEADS, Record, records
from healthplan_cli.views.reviewed_plan import Reviewed


def csv(reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """Return the records as CSV under one line of headings: UTF-8 with a byte order mark, which Excel and WPS need;
    texts can't run as formulas.
    """
    return csv_of(_all(reviewed, look), look)


def jsonl(reviewed: Sequence[Reviewed], look: Look) -> str:
    """Return the records as JSON, one per line."""
    return jsonl_of(_all(reviewed, look))


def csv_of(found: Iterable[Record], look: Look) -> bytes:
    """Return records of any origin as CSV."""
    head = [HEADS[field] for field in FIELDS] if look.heads == "zh" else FIELDS
    return csv_text(chain([head], map(_cells, found))).encode()


def jsonl_of(found: Iterable[Record]) -> str:
    """Return records of any origin as JSON lines."""
    return "".join(dumps(dict(record)) + "\n" for record in found)


def _all(reviewed: Sequence[Reviewed], look: Look) -> Iterator[Record]:
    for item in reviewed:
        yield from records(item.report, item.gate, only=look.only)


def _cells(record: Record) -> Iterator[str]:
    """Yield a record's cells: empty for None, numbers in digits without an exponent."""
    for value in record.values():
        if isinstance(value, bool):
            yield json.dumps(value)
        elif isinstance(value, float):
            yield format(Decimal(repr(value)), "f")
        else:
            yield "" if value is None else one_line(str(value))
