"""Results as a notebook shows them: the table of a report in plain HTML, nothing fetched, nothing that runs."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from healthplan_cli.base.visible import shown
from healthplan_cli.report import Look
from healthplan_cli.report.document import Table
from healthplan_cli.report.documents.commitments import commitment_table
from healthplan_cli.report.documents.indicators import indicator_table
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.views.reviewed_plan import Reviewed


def evaluation_html(reviewed: Reviewed) -> str:
    """Return an evaluation's table, what the gate says above it."""
    told = shown(reviewed)
    look = Look(all=True)
    tables = (indicator_table(told.report, look), commitment_table(told.report, look))
    return "".join(
        [f"<p><strong>{escape(gate_line(told.gate))}</strong></p>", *map(_table, filter(None, tables))]
    )


def _table(table: Table) -> str:
    return "".join(_parts(table))


def _parts(table: Table) -> Iterator[str]:
    yield f"<table><caption>{escape(table.title)}</caption><thead><tr>"
    yield from (f"<th>{escape(head)}</th>" for head in table.heads)
    yield "</tr></thead><tbody>"
    for row in table.rows:
        cells = "".join(f"<td>{escape(cell.text)}</td>" for cell in row.cells)
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table>"
