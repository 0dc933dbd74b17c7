"""An evaluation report as Markdown (GitHub's): findings, table, annex. No word of a file is taken for markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from healthplan_cli.reporters import Look
from healthplan_cli.reporters.findings import findings
from healthplan_cli.reporters.officeannex import annex
from healthplan_cli.reporters.officetable import Line, OfficeTable, office_table
from healthplan_cli.reporters.promises import folded_words
from healthplan_cli.reporters.promisetable import promise_table
from healthplan_cli.reviewed import Reviewed

# What may begin markup anywhere in a line; the backslash first of all.
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>|~#&!$"})
_COLONS = "：: "


def render(reviewed: Sequence[Reviewed], look: Look) -> str:
    """The reports one after the other."""
    return "\n".join("\n".join(_report(item, look)) + "\n" for item in reviewed)


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is, inside a line or in a table."""
    return " ".join(text.translate(_MARKS).split())


def begun(text: str) -> str:
    """The same for a text that begins a line: it begins no list and no rule either."""
    found = escaped(text)
    rest = found.lstrip("0123456789")
    number = found[: len(found) - len(rest)]
    if number:
        return f"{number}\\{rest}" if rest[:2].rstrip() in (".", ")") else found
    return f"\\{found}" if found.startswith(("-", "+", "=")) else found


def _report(item: Reviewed, look: Look) -> Iterator[str]:
    page, table = findings(item.report, item.gate), office_table(item.report, look)
    yield from (f"# {escaped(page.title)}", "", f"**{escaped(page.subtitle)}**", "")
    if page.warning:
        yield from (f"> **{escaped(page.warning)}**", "")
    for section in page.sections:
        yield from (f"## {escaped(section.heading)}", "")
        for lead, text in section.paragraphs:
            yield from (_paragraph(lead, text), "")
    yield from (f"## {escaped(table.title)}", "")
    yield from _table(table)
    yield from ("", *(f"{begun(note)}  " for note in table.notes))
    yield from _promises(item, look)
    for listing in annex(item):
        yield from ("", f"## {escaped(listing.title)}", "")
        yield from pipe_rows(listing.heads, listing.rows)


def _promises(item: Reviewed, look: Look) -> Iterator[str]:
    """The commitments' own section."""
    table = promise_table(item.report, look, folded_words(item.report, look))
    if table is None:
        return
    yield from ("", f"## {escaped(table.title)}", "")
    if table.lines:
        yield from (*_table(table), "")
    yield from (f"{begun(note)}  " for note in table.notes)


def _paragraph(lead: str, text: str) -> str:
    """A paragraph of a numbered list keeps its number, another lead is bold."""
    if lead.strip().rstrip(".").isdecimal():
        return f"{lead.strip()} {begun(text)}"
    words = lead.rstrip(
        _COLONS
    )  # a colon inside would keep the bold type from ending before a Chinese character
    return f"**{escaped(words)}**{lead[len(words) :]}{escaped(text)}" if lead else begun(text)


def _table(table: OfficeTable) -> Iterator[str]:
    """The category only in the first row of its group: pipes have no merged cells."""
    firsts = {first for first, _ in table.groups}
    rows = (_cells(table, line, order in firsts) for order, line in enumerate(table.lines))
    yield from pipe_rows([column.head for column in table.columns], rows)


def _cells(table: OfficeTable, line: Line, first: bool) -> list[str]:
    return [
        "" if column.key == "category" and not first else text
        for column, text in zip(table.columns, table.cells(line), strict=True)
    ]


def pipe_rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of GitHub's kind, with escaped cells."""
    yield _row(heads)
    yield _row(["---"] * len(heads), plain=True)
    yield from (_row(row) for row in rows)


def _row(cells: Iterable[str], plain: bool = False) -> str:
    return f"| {' | '.join(cell if plain else escaped(cell) for cell in cells)} |"
