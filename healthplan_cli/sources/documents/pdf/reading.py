"""PDFs with a text layer read as headings, paragraphs, tables and footnotes, each with its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from healthplan_cli.base.errors import refusal
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.blocks import Block, DocumentBlocks
from healthplan_cli.sources.documents.pdf.columns import column_piece, tables_in
from healthplan_cli.sources.documents.pdf.lines import PageLine, Run, lines_of
from healthplan_cli.sources.documents.pdf.page import Char, Page
from healthplan_cli.sources.documents.pdf.paragraphs import Margins, Printed, text_blocks, without_edges
from healthplan_cli.sources.documents.pdf.ruledcells import ruled_piece
from healthplan_cli.sources.documents.pdf.ruling import Ruled, ruled_tables
from healthplan_cli.sources.documents.pdf.tables import Piece, goes_on, joined, table_grid
from healthplan_cli.sources.documents.pdf.textlayer import check_text_layer, pictures_among, textless
from healthplan_cli.sources.documents.settling import settled

_FRAME = 0.5  # of the page: a bigger box is its frame
_HEAD = 2  # lines above a table that goes on from the page before
_FOOT = 2  # lines below one that goes on to the next
_AGAIN = Pattern(r"[（(]?续\s*(?:上)?表?\s*\d*[)）]?$|.{0,20}[（(]续(?:表)?[)）]$")
Item = Printed | Piece
Recognise = Callable[[bytes, Sequence[int], str], Iterable[Page]]  # of a PDF: these pages


def read_pdf_blocks(
    content: bytes, file: str, sha256: str, pages: range | None, recognise: Recognise | None = None
) -> DocumentBlocks:
    """Return the blocks of these pages (None: all). `recognise`, where given, reads the pages that are pictures.

    Raise InvalidInput for a damaged file, or one without a text layer.
    """
    from healthplan_cli.sources.documents.pdf.ink import Pdf

    pdf = Pdf(content, file)
    wanted = pages_of(len(pdf), pages, file)
    read: dict[int, list[Item]] = {}
    seen: dict[int, tuple[list[str], float]] = {}
    for page in pdf.pages(wanted):
        read[page.number] = page_items(page)
        seen[page.number] = _texts(read[page.number]), page.pictured
    pictures = pictures_among(seen)
    if recognise is not None:
        pictures = pictures or textless(seen)
        read |= {page.number: page_items(page) for page in recognise(content, pictures, file)}
    check_text_layer(["".join(_texts(items)) for items in read.values()], file)
    blocks = settled(blocks_of(list(read.values())))
    if recognise is None:
        return DocumentBlocks(file, "pdf", sha256, blocks, unread=tuple(pictures))
    return DocumentBlocks(file, "pdf", sha256, blocks, recognised=bool(pictures))


def pages_of(count: int, pages: range | None, file: str) -> range:
    """Return the numbers of the pages to read. Raise InvalidInput where the document has none of those asked for."""
    if pages is None:
        return range(1, count + 1)
    found = range(max(pages.start, 1), min(pages.stop, count + 1))
    if not found:
        raise refusal(file, tr("没有这几页：文档共 {count} 页", count=count))
    return found


def _texts(items: Iterable[Item]) -> list[str]:
    """Return the texts on a page: one for each line, one for each table."""
    return [
        item.run.text if isinstance(item, Printed) else "".join(cell.text for cell in item.cells)
        for item in items
    ]


def page_items(page: Page) -> list[Item]:
    """Return the lines and tables of a page from top to bottom."""
    ruled = [
        table
        for table in ruled_tables(page.rules)
        if table.area < _FRAME * page.width * page.height or not table.is_frame
    ]
    inside: list[list[Char]] = [[] for _ in ruled]
    outside: list[Char] = []
    for char in page.chars:
        own = next((number for number, table in enumerate(ruled) if table.holds(*char.middle)), None)
        (outside if own is None else inside[own]).append(char)
    found: list[tuple[float, Item]] = []
    for number, (table, chars) in enumerate(zip(ruled, inside, strict=True)):
        found += _of_table(page, table, chars, number)
    found += [
        (item.ends[0] if isinstance(item, Piece) else item.run.base, item)
        for item in _of_lines(page, lines_of(outside))
    ]
    return list(_numbered(item for _, item in sorted(found, key=lambda item: item[0])))


def _numbered(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items of a page with the lines numbered; each row of a table counts as a line."""
    line = 0
    for item in items:
        line += item.rows if isinstance(item, Piece) else 1
        yield item if isinstance(item, Piece) else replace(item, number=line)


def _of_table(page: Page, table: Ruled, chars: list[Char], box: int) -> Iterator[tuple[float, Item]]:
    """Yield a ruled table, or for a frame the lines in it, each with its distance from the page's top."""
    if not table.is_frame:
        yield table.ys[0], ruled_piece(table, chars, page.number)
        return
    for item in _of_lines(page, lines_of(chars), box):
        yield (item.ends[0] if isinstance(item, Piece) else item.run.base), item


def _of_lines(page: Page, lines: list[PageLine], box: int | None = None) -> Iterator[Item]:
    """Yield lines, with those set in columns as tables."""
    whole = [(line, run) for line in lines if (run := line.whole()) is not None and (run.text or run.marks)]
    if not whole:
        return
    width = min(run.x0 for _, run in whole), max(run.x1 for _, run in whole)
    at = 0
    for first, last in tables_in([line for line, _ in whole], width):
        ends = first <= _HEAD, last >= len(whole) - _FOOT
        piece = column_piece([line for line, _ in whole[first:last]], page.number, ends)
        if piece is not None:
            yield from (_printed(line, run, page.number, box) for line, run in whole[at:first])
            yield piece
            at = last
    yield from (_printed(line, run, page.number, box) for line, run in whole[at:])


def _printed(line: PageLine, run: Run, page: int, box: int | None) -> Printed:
    return Printed(run, page, box, line.placed(page))


def blocks_of(pages: list[list[Item]]) -> Iterator[Block]:
    """Yield the blocks of all pages: a table over several pages as one, the text between tables as paragraphs."""
    lines = [[item for item in page if isinstance(item, Printed)] for page in pages]
    without_edges(lines)
    kept = {id(line) for page in lines for line in page}
    items = [item for page in pages for item in page if isinstance(item, Piece) or id(item) in kept]
    margins = Margins([item for item in items if isinstance(item, Printed)])
    text: list[Printed] = []
    tables = at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if isinstance(item, Printed):
            text.append(item)
            continue
        yield from text_blocks(text, margins)
        text = []
        first = item.page
        item, at = _whole(item, items, at)
        tables += 1
        grid = table_grid(item, tables, first)
        if grid is not None:
            yield grid
    yield from text_blocks(text, margins)


def _whole(piece: Piece, items: list[Item], at: int) -> tuple[Piece, int]:
    """Return a table joined with its parts on the next pages, and the index after the last of them."""
    while at < len(items):
        following = at
        item = items[following]
        while isinstance(item, Printed) and _AGAIN.match(item.run.text) and following + 1 < len(items):
            following += 1
            item = items[following]
        if not isinstance(item, Piece) or not goes_on(piece, item):
            break
        piece, at = joined(piece, item), following + 1
    return piece, at
