"""Every chart of a document as a figure, with a file name. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.report.charts.groups import groups_figure
from healthplan_cli.report.charts.lines import lines_figure
from healthplan_cli.report.charts.parts import parts_figure
from healthplan_cli.report.charts.pathfigure import path_figure
from healthplan_cli.report.charts.rows import bars_figure, spans_figure, spreads_figure
from healthplan_cli.report.charts.shapes import Figure
from healthplan_cli.report.charts.small import multiples_figure
from healthplan_cli.report.charts.tables import table_figures
from healthplan_cli.report.document import (
    Block,
    Chart,
    ChartKind,
    Document,
    Folded,
    Heading,
    Part,
    Picture,
    Pictures,
    Table,
)

_DRAWN = {
    ChartKind.PARTS: parts_figure,
    ChartKind.BARS: bars_figure,
    ChartKind.GROUPS: groups_figure,
    ChartKind.LINES: lines_figure,
    ChartKind.SPANS: spans_figure,
    ChartKind.SPREADS: spreads_figure,
}
_LONGEST = 60  # characters of a file's name
# What a file's name can't have on some system, with what stands for it; and the names that Windows keeps for devices.
_FORBIDDEN = str.maketrans('<>:"/\\|?*%', "＜＞：＂／＼｜？＊％")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{at}" for name in ("com", "lpt") for at in range(10))}


def chart_figure(chart: Chart) -> Figure:
    """Return a chart as a figure, drawn by its kind."""
    return _DRAWN[chart.kind](chart)


def named_figures(documents: Sequence[Document]) -> dict[str, Figure]:
    """Return every chart of some documents by file name without ending; the same chart always has the same name.

    A name is the chart's title, after the document's id where there are several documents; a name's second use has
    -2 after it.
    """
    found: dict[str, Figure] = {}
    for document in documents:
        before = f"{document.id}-" if len(documents) > 1 else ""
        for figure in _figures(document):
            name, order = safe_name(before + figure.title), 1
            while _as_stored(name) in map(_as_stored, found):
                order += 1
                name = f"{safe_name(before + figure.title)}-{order}"
            found[name] = figure
    return found


def with_charts(page: Document, paper: Document) -> Document:
    """Return a page's document, with those charts of the paper's document put first that the page itself shows in another way."""
    blocks = [block for part in page.parts for block in part.blocks]
    drawn = [block for part in paper.parts for block in part.blocks if isinstance(block, Chart)]
    more = tuple(chart for chart in drawn if chart not in blocks)
    return replace(page, parts=(Part("", more), *page.parts)) if more else page


def safe_name(title: str) -> str:
    """Return a title as a file name that every system allows, of limited length."""
    text = unicodedata.normalize("NFC", title).translate(_FORBIDDEN)
    kept = "".join("-" if char.isspace() else char for char in text if char.isprintable() or char.isspace())
    name = kept[:_LONGEST].strip("-. ")
    return f"_{name}" if not name or name.split(".")[0].lower() in _DEVICES else name


def _as_stored(name: str) -> str:
    return name.casefold()


def _figures(document: Document) -> Iterator[Figure]:
    for part in document.parts:
        yield from _of_blocks(part.blocks, document.title, document.title)


def _of_blocks(blocks: Iterable[Block], title: str, whole: str) -> Iterator[Figure]:
    """Yield the charts of blocks as figures; `title` is that of their section, `whole` the document's."""
    for block in blocks:
        match block:
            case Heading(text, level):
                title = text if level == 1 else tr("{title}：{heading}", title=whole, heading=text)
            case Chart():
                yield chart_figure(block)
            case Pictures():
                if any(picture.path for picture in block.pictures):
                    yield multiples_figure(block)
                    yield from _of_blocks(block.pictures, title, whole)
            case Picture(path, tone, said):
                if path is not None:
                    yield path_figure(path, tone, said)
            case Folded(name, inner):
                yield from _of_blocks(inner, name, whole)
            case Table():
                if (block.heat or block.drawn) and block.rows:
                    yield from table_figures(block, block.title or title)
                for row in block.rows:
                    yield from _of_blocks(row.details, title, whole)
