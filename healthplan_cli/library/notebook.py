"""Results as a notebook shows them: a report's tables as plain HTML, without scripts or anything fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from healthplan_cli.base.visible import shown
from healthplan_cli.report import Look
from healthplan_cli.report.document import Table
from healthplan_cli.report.documents.commitments import commitment_table
from healthplan_cli.report.documents.indicators import indicator_table
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.views.reviewed_plan import Reviewed


def evaluation_html(reviewed: Reviewed) -> str:
    """Return an evaluation as HTML: the gate's line, then the tables of indicators and commitments."""
    told = shown(reviewed)
    look = Look(all=True)
    tables = (indicator_table(told.report, look), commitment_table(told.report, look))
    return "".join(
        [f"<p><strong>{escape(gate_line(told.gate))}</strong></p>", *map(_table, filter(None, tables))]
    )


def _table(table: Table) -> str:
    return table_html(table.title, table.heads, ([cell.text for cell in row.cells] for row in table.rows))


def table_html(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return an HTML table of texts, under its title and column heads."""
    return "".join(_parts(title, heads, rows))


def _parts(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"<table><caption>{escape(title)}</caption><thead><tr>"
    yield from (f"<th>{escape(head)}</th>" for head in heads)
    yield "</tr></thead><tbody>"
    for row in rows:
        cells = "".join(f"<td>{escape(text)}</td>" for text in row)
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table>"
