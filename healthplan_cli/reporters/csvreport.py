"""The table of an evaluation report as CSV: UTF-8 with a mark, so that Excel and WPS know it; no formula runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from healthplan_cli.reporters import Look
from healthplan_cli.reporters.officetable import office_table
from healthplan_cli.reporters.pathdata import defused
from healthplan_cli.reviewed import Reviewed

_BOM = "\ufeff"


def render(reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """The tables one below the other, an empty line and the plan's title between them where there are several."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for order, item in enumerate(reviewed):
        table = office_table(item.report, look)
        if len(reviewed) > 1:
            writer.writerows([[], [defused(table.title)]] if order else [[defused(table.title)]])
        writer.writerow(column.head for column in table.columns)
        writer.writerows([defused(text) for text in table.cells(line)] for line in table.lines)
    return (_BOM + stream.getvalue()).encode()
