"""The legend of a sheet: the footnote marks explained in its header and in the lines above and below its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthplan_cli.language.marks import Legend, brackets_in, legends_in
from healthplan_cli.language.normalise import plain
from healthplan_cli.sources.actuals.footnotes import is_footnote
from healthplan_cli.sources.actuals.grid import SheetRow, text_of
from healthplan_cli.sources.actuals.layout import SheetLayout


def sheet_legend(layout: SheetLayout, silent: Iterable[tuple[SheetRow, bool]]) -> Legend:
    """Return the legend of a sheet. `silent` has the rows without a value, each with whether it stands below all values.

    A line other than a footnote must say explicitly that it explains a mark (*为初步数), because titles and names may
    have a star. The first explanation of a mark counts.
    """
    found: dict[str, str] = {}
    lines = list(_lines(layout, silent))
    for text, strict in lines:
        found = {**legends_in(text, strict), **found}
    return Legend(found, brackets_in(plain(text) for text, _ in lines))


def _lines(layout: SheetLayout, silent: Iterable[tuple[SheetRow, bool]]) -> Iterator[tuple[str, bool]]:
    for row, below in silent:
        for cell in row.cells.values():
            text = text_of(cell)
            yield text, not (below or is_footnote(plain(text[:20])))
    for row in layout.grid.rows[: layout.header.body]:
        for cell in row.cells.values():
            yield text_of(cell), True
