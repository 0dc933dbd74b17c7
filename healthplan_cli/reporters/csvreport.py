"""The table of an evaluation report as CSV: UTF-8 with a mark, so that Excel and WPS know it; no formula runs.

Where commitments were asked for, they are rows of the same table, told apart by a column; all of them, as in JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.model import Nature, Report
from healthplan_cli.names import NATURE_WORDS
from healthplan_cli.record import replace
from healthplan_cli.reporters import Look
from healthplan_cli.reporters.gateline import gate_line
from healthplan_cli.reporters.officetable import Line, OfficeTable, clean, office_lines, office_table
from healthplan_cli.reporters.promises import listed, section
from healthplan_cli.reviewed import Reviewed
from healthplan_cli.speech import tr
from healthplan_cli.workbooks import csv_text


def render(reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """The tables one below the other, an empty line and the plan's title between them where there are several."""
    return csv_text(_lines(reviewed, look)).encode()


def _lines(reviewed: Sequence[Reviewed], look: Look) -> Iterator[Sequence[str]]:
    for order, item in enumerate(reviewed):
        table = office_table(item.report, look)
        if len(reviewed) > 1:
            yield from [[], [table.title]] if order else [[table.title]]
        yield from _rows(item.report, table, look)
        if item.gate.settings is not None:
            yield from [[], [gate_line(item.gate)]]


def _rows(report: Report, table: OfficeTable, look: Look) -> Iterator[Sequence[str]]:
    """The header and the rows; the table's, then the commitments with what only they need in columns of their own."""
    heads = [column.head for column in table.columns]
    if report.commitments is None:
        yield heads
        yield from map(table.cells, table.lines)
        return
    yield [*heads, tr("目标年"), tr("出处"), tr("说明"), tr("部分")]
    yield from _told(report, table, table.lines, tr("指标表"))
    commitments = office_lines(report, listed(report, replace(look, all=True)))
    yield from _told(report, table, commitments, NATURE_WORDS[Nature.COMMITMENT])


def _told(report: Report, table: OfficeTable, lines: Sequence[Line], kind: str) -> Iterator[Sequence[str]]:
    """The rows of one part, with the due year, the section and the sentence of each."""
    source = ""
    for line in lines:
        source = source if line.part else section(report, line.result)
        due = "" if line.result.components else str(line.result.due)
        yield [*table.cells(line), due, clean(source), clean(line.result.message), kind]
