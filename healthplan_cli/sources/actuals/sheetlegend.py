"""The legend of a sheet: what the lines above and below its table, and its heads, say of footnote marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthplan_cli.language.marks import Legend, brackets_in, legends_in
from healthplan_cli.language.normalise import plain
from healthplan_cli.sources.actuals.footnotes import is_footnote
from healthplan_cli.sources.actuals.grid import SheetRow, text_of
from healthplan_cli.sources.actuals.layout import SheetLayout


def sheet_legend(layout: SheetLayout, silent: Iterable[tuple[SheetRow, bool]]) -> Legend:
    """Return what a sheet says of its marks. `silent` has the rows without a value, and whether no value is below them.

    A line that isn't a footnote below the table explains a mark only where it says so (*为初步数): a title and a name may
    have a star, and the first explanation counts.
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
