"""The records of many regions as Parquet: the columns of the CSV, typed (the extra `panel`)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.report import Look
from healthplan_cli.views.records import FIELDS, Record

_NUMBERS = ("value", "baseline", "progress", "elapsed", "gap")
_AT_ONCE = 50_000


def parquet(reports: Sequence[PanelReport], look: Look) -> bytes:
    """Return the file's bytes. InvalidInput where what writes them isn't installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise refusal("--output", tr("写 Parquet 要另装：pip install 'hpcheck[panel]'")) from None
    kinds: dict[str, Any] = {
        **dict.fromkeys(FIELDS, pyarrow.string()),
        **dict.fromkeys(_NUMBERS, pyarrow.float64()),
        **dict.fromkeys(("year", "due"), pyarrow.int32()),
        **dict.fromkeys(("regressed", "gated"), pyarrow.bool_()),
    }
    schema = pyarrow.schema([(name, kinds[name]) for name in FIELDS])
    stream = io.BytesIO()
    records: Iterator[Record] = (found for report in reports for found in report.verdicts.records())
    with pyarrow.parquet.ParquetWriter(stream, schema) as writer:
        while some := list(islice(records, _AT_ONCE)):
            writer.write_table(pyarrow.Table.from_pylist(some, schema))
    return stream.getvalue()
