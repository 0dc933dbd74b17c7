"""Documents for a terminal, in its width and with colour where it has it. The only user of rich."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from rich.console import Console
from rich.text import Text

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.text_width import Ruler
from healthplan_cli.base.visible import guarded
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Bar, Cell, Column, Mark
from healthplan_cli.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Items,
    Paragraph,
    Role,
    Row,
    Table,
    Terms,
    plain,
)
from healthplan_cli.report.formats.columns import COLUMN_GAP, ColumnLayout, laid_out
from healthplan_cli.report.words.sparkline import BAR, PLAIN_BAR

_BAR = 8  # columns of a bar
_HUNG = "  "  # below a sign and its space
_GAP = "  "  # before the last words of a line below a point, a place that had better not be torn
_INDENT = 6  # two characters of a label, and two columns
_STYLES = {
    Role.SUBTITLE: "bold",
    Role.WARNING: "bold magenta",
    Role.REMARK: "italic",
    Role.CONCLUSION: "bold",
}


def render(documents: Sequence[Document], look: Look) -> str:
    """Return the documents one after the other; no line is wider than the terminal."""
    pages = (_printed(_Page(look).document(document), look) for document in documents)
    return guarded("\n".join(pages))


def _printed(lines: Iterator[Text], look: Look) -> str:
    if not look.color:
        return "".join(f"{line.plain.rstrip()}\n" for line in lines)
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=10_000,  # lines are broken already
        force_terminal=True,
        color_system="standard",
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for line in lines:
        line.rstrip()
        console.print(line, soft_wrap=True)
    return stream.getvalue()


class _Page:
    def __init__(self, look: Look) -> None:
        self.look, self.ruler = look, Ruler(look.wide)

    def document(self, document: Document) -> Iterator[Text]:
        last: Block | None = None
        for block in (block for part in document.parts for block in part.blocks):
            if last is not None and _apart(last, block):
                yield Text()
            yield from self._block(block)
            last = block

    def _block(self, block: Block) -> Iterator[Text]:
        match block:
            case Heading():
                yield from self._lines(block.said, "bold")
            case Paragraph(text, lead, role):
                yield from self._lines(lead + text, _STYLES.get(role, ""))
            case Items(items):
                for item in items:
                    yield from self._item(item)
            case Terms(title, pairs):
                yield from self._lines(title, "bold")
                indent = max([_INDENT, *(self.ruler.width(label) + 2 for label, _ in pairs)])
                for label, lines in pairs:
                    yield from self._term(label, lines, indent)
            case Table():
                yield from self._table(block)
            case _:
                for other in plain(block):
                    yield from self._block(other)

    def _lines(self, words: str, style: str = "", size: int | None = None) -> Iterator[Text]:
        """Yield words as lines, each indented as the first."""
        start = " " * (len(words) - len(words.lstrip()))
        lines = self.ruler.wrap(words.lstrip(), (size or self.look.width) - len(start))
        return (Text(start + line, style=style) for line in lines)

    def _item(self, item: Item) -> Iterator[Text]:
        """Yield a point as lines after its sign, continuation lines indented."""
        sign = item.sign if self.look.signs else item.plain
        head = f"{sign} " if sign else "" if item.strong else "- "
        indent = " " * (self.ruler.width(head) or 4)
        first, *rest = self.ruler.wrap(item.said, self.look.width - len(indent))
        line = Text(head + first)
        if item.tone is not None and (sign or item.strong):
            told = sign or item.strong
            at = line.plain.index(told) if told in line.plain else 0
            line.stylize(item.tone.style, at, at + len(told))
        yield line
        yield from (Text(indent + words) for words in rest)
        for words in item.below:
            said, gap, place = words.rpartition(_GAP)
            whole = not gap or self.ruler.width(indent + words) <= self.look.width
            for part in (words,) if whole else (said, place):
                yield from self._lines(f"{indent}{part}")

    def _term(self, label: str, lines: Sequence[str], indent: int) -> Iterator[Text]:
        found = [line for text in lines for line in self.ruler.hung(text, self.look.width - indent)]
        for number, line in enumerate(found):
            yield Text(self.ruler.pad("" if number else label, indent) + line)

    # ── tables ──

    def _table(self, table: Table) -> Iterator[Text]:
        if table.title:
            yield from self._lines(table.title, "bold")
        signed = {at for row in table.rows for at, cell in enumerate(row.cells) if cell.sign}
        trailing = {at for at in signed if table.columns[at].on_screen is Align.RIGHT}
        hung = signed - trailing
        texts = [
            [self._text(cell, at in trailing, at in hung) for at, cell in enumerate(row.cells)]
            for row in table.rows
        ]
        layouts = (
            laid_out(table, texts, self.look.width, hung, self.ruler) if table.rows or not table.notes else []
        )
        for order, layout in enumerate(layouts):
            if order:
                yield Text()
            yield from self._grid(table, layout, hung)
        yield from self._notes(table)

    def _text(self, cell: Cell, trailing: bool, hung: bool) -> str:
        """Return a cell's words with footnote signs, then the lines under it.

        The cell's sign stands after numbers (`trailing`) or before words, whose further lines are then indented
        (`hung`).
        """
        sign = cell.sign if self.look.signs else cell.plain
        marks = "".join(self._mark(mark) for mark in cell.marks)
        if cell.bar is not None:
            return " " * (_BAR + 1) + f"{cell.text:>7}"  # as wide as it is drawn
        words = f"{cell.text}{marks}"
        lines = f"{words} {sign or ' '}" if trailing else words, *cell.below
        if not hung:
            return "\n".join(lines)
        return f"{sign or ' '} " + f"\n{_HUNG}".join(lines) if sign or words else ""

    def _mark(self, mark: Mark) -> str:
        return mark.sign if self.look.signs else mark.plain

    def _grid(self, table: Table, layout: ColumnLayout, hung: Collection[int]) -> Iterator[Text]:
        heads = [
            _head(table.columns[at], size, self.ruler)
            for at, size in zip(layout.shown, layout.sizes, strict=True)
        ]
        yield from self._row_lines(table, layout, heads, ["bold"] * len(heads))
        for group, members in groupby(range(len(table.rows)), key=lambda at: table.rows[at].group):
            if group:
                yield Text.assemble(" " * layout.start, (group, "bold underline"))
            for at in members:
                yield from self._row(table, table.rows[at], layout.texts[at], layout, hung)

    def _row(
        self, table: Table, row: Row, texts: Sequence[str], layout: ColumnLayout, hung: Collection[int]
    ) -> Iterator[Text]:
        cells = [row.cells[at] for at in layout.shown]
        shown = [texts[at] for at in layout.shown]
        styles = [cell.tone.style if cell.tone else "bold" if cell.strong else "" for cell in cells]
        bars = {order: cell for order, cell in enumerate(cells) if cell.bar is not None}
        yield from self._row_lines(table, layout, shown, styles, bars, hung)
        for at in layout.below if layout.last else ():
            if texts[at]:
                yield from self._lines(" " * layout.start + texts[at])

    def _row_lines(
        self,
        table: Table,
        layout: ColumnLayout,
        texts: Sequence[str],
        styles: Sequence[str],
        bars: Mapping[int, Cell] | None = None,
        hung: Collection[int] = (),
    ) -> Iterator[Text]:
        """Yield the lines of a row, each cell folded to its column's size."""
        bars = bars or {}
        folds = [
            [""]
            if order in bars
            else _hung_fold(text, size, self.ruler)
            if at in hung
            else self.ruler.folded(text, size)
            for order, (at, text, size) in enumerate(zip(layout.shown, texts, layout.sizes, strict=True))
        ]
        for line in range(max(map(len, folds))):
            parts = Text()
            for order, (at, size) in enumerate(zip(layout.shown, layout.sizes, strict=True)):
                if order in bars and not line:
                    part = self._bar(bars[order], table.columns[at], size)
                else:
                    text = folds[order][line] if line < len(folds[order]) else ""
                    ends = table.columns[at].on_screen is Align.RIGHT
                    part = Text(self.ruler.pad(text, size, ends), style=styles[order])
                parts.append_text(part).append(" " * COLUMN_GAP)
            yield parts

    def _bar(self, cell: Cell, column: Column, size: int) -> Text:
        """Return a bar as wide as its column's scale, with | at its mark; without a scale a short one, with figures where there is room."""
        bar = cell.bar
        assert bar is not None
        extent = size if column.ticks else _BAR
        drawn = self._drawn(bar, extent)
        if not column.ticks and size >= _BAR + 8:
            drawn.append(f" {cell.text:>7}")
        return drawn.append(" " * (size - self.ruler.width(drawn.plain)))

    def _drawn(self, bar: Bar, extent: int) -> Text:
        full, empty = BAR if self.look.signs else PLAIN_BAR
        start, end = round(bar.start * extent), round(bar.end * extent)
        done = round(min(max(bar.done, Fraction(0)), Fraction(1)) * (end - start))
        done = min(done, end - start - 1) if bar.done < 1 else done
        done = max(done, min(1, end - start)) if bar.done > 0 else done
        style = bar.tone.style if bar.tone else ""
        drawn = Text("." * start) + Text(full * done, style=style) + Text(empty * (end - start - done))
        drawn.append("." * (extent - end))
        if bar.mark is not None:
            place = min(round(bar.mark * extent), extent - 1)
            drawn = drawn[:place] + Text("|", style="bold") + drawn[place + 1 :]
        return drawn

    def _notes(self, table: Table) -> Iterator[Text]:
        """Yield the meanings of footnote signs, and the table's notes."""
        said = dict.fromkeys(f"{self._mark(mark)} {mark.meaning}" for mark in table.marks)
        for note in [tr("；").join(said)] * bool(said) + list(table.notes):
            yield from self._lines(note, "italic")


def _apart(last: Block, block: Block) -> bool:
    """Return whether an empty line stands between two blocks."""
    if isinstance(last, Heading):
        return isinstance(block, Table)
    if isinstance(block, Paragraph):
        if isinstance(last, Paragraph):
            return last.role is Role.REMARK and block.role is not Role.REMARK
        return block.role is not Role.REMARK
    return True


def _head(column: Column, size: int, ruler: Ruler) -> str:
    """Return a column's heading; for a scale its ticks, as many as fit, shortened to two characters where room is scarce."""
    if not column.ticks:
        return column.short or column.head
    room = size // len(column.ticks)
    every = -(-3 // room)
    shown = [tick if room * every > ruler.width(tick) else tick[-2:] for tick in column.ticks[::every]]
    return "".join(ruler.pad(tick, room * every) for tick in shown)


def _hung_fold(text: str, size: int, ruler: Ruler) -> list[str]:
    """Return the lines of a cell that begins with a sign, continuation lines indented below the words.

    Words in brackets or after a dot get lines of their own where the words don't fit on one line.
    """
    sign, words = text[: len(_HUNG)], text[len(_HUNG) :].replace(f"\n{_HUNG}", "\n")
    if ruler.width(words.partition("\n")[0]) > size - len(_HUNG):
        bracket = tr("（")
        words = words.replace(bracket, f"\n{bracket.lstrip()}", 1).replace("·", "\n·").removeprefix("\n")
    first, *rest = ruler.folded(words, size - len(_HUNG))
    return [sign + first, *(_HUNG + line for line in rest)]
