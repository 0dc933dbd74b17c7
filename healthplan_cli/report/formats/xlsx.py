"""Documents as a workbook (A4, for print and screen): a sheet for each part; numbers are real numbers, shown as printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.ooxml import frame, set_up_page, text_cell, workbook_bytes
from healthplan_cli.base.text_width import width, wrap
from healthplan_cli.evaluation.badges import WARNING_LETTERS
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import (
    Block,
    Chart,
    Density,
    Document,
    Heading,
    Items,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
    Terms,
    plain,
)
from healthplan_cli.report.formats.sheetcharts import ChartSheets
from healthplan_cli.report.formats.sheetconditions import as_printed, share_bars, words_heat
from healthplan_cli.report.formats.sheetformulas import FormulaBook
from healthplan_cli.report.sheetnumbers import SheetNumber, exact_number, share_number, sheet_digits

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FONT, GREY = tr("等线"), "595959"
_BLUE, _PALE, _YELLOW, _LINE = "DDEBF7", "EDEDED", "FFFBE6", "A6A6A6"
_HIGHEST = 409  # points that a row may have
_LONGEST = 31  # characters of a sheet's name
_PAGE = (11,) * 8  # widths of a page of text, in digits; a single column isn't fitted to the paper


def render(documents: Sequence[Document]) -> bytes:
    """Return the workbook's bytes; for several documents, sheet names begin with the plan's id."""
    import openpyxl

    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    shown: dict[str, dict[str, tuple[str, bool]]] = {}
    for document in documents:
        formulas = FormulaBook()
        prefix = f"{document.id} " if len(documents) > 1 else ""

        def made(name: str, prefix: str = prefix) -> Worksheet:
            found: Worksheet = book.create_sheet(prefix[: _LONGEST - len(name)] + name)
            return found

        charts = ChartSheets(partial(made, tr("图的数据")), formulas)
        sheets = [made(part.name) for part in document.parts]
        for sheet, part in zip(sheets, document.parts, strict=True):
            _SheetWriter(sheet, part, formulas, charts).write()
        formulas.write(shown)
    return workbook_bytes(book, shown)


class _SheetWriter:
    """Writes one part of a document on its worksheet, block below block."""

    def __init__(self, sheet: Worksheet, part: Part, formulas: FormulaBook, charts: ChartSheets) -> None:
        self.sheet, self.part, self.formulas, self.charts, self.row = sheet, part, formulas, charts, 0
        self.tables = [block for block in part.blocks if isinstance(block, Table)]
        widths = [[column.width for column in table.columns] for table in self.tables]
        count = max(map(len, widths), default=0)
        self.widths = [max(sizes[at] for sizes in widths if at < len(sizes)) for at in range(count)] or _PAGE
        printed = max((sum(not column.aside for column in table.columns) for table in self.tables), default=0)
        self.printed = printed or len(self.widths)

    def write(self) -> None:
        for order, block in enumerate(self.part.blocks):
            if order and isinstance(block, Table) and block is not self.tables[0]:
                self.row += 1
            self._block(block)
        letters = [self.letter(number) for number in range(1, len(self.widths) + 1)]
        for letter, size in zip(letters, self.widths, strict=True):
            self.sheet.column_dimensions[letter].width = size
        pages = tr("第 &P 页，共 &N 页")
        set_up_page(self.sheet, "landscape" if self.part.wide else "portrait", "0.5", "0.7", "0.3", pages)
        self.sheet.page_setup.fitToHeight = 1 if self.part.density is Density.GLANCE else 0
        self.sheet.print_options.horizontalCentered = True
        self.sheet.print_area = f"A1:{letters[self.printed - 1]}{self.row}"

    @staticmethod
    def letter(number: int) -> str:
        from openpyxl.utils import get_column_letter

        return get_column_letter(number)

    # ── text ──

    def _block(self, block: Block) -> None:
        match block:
            case Heading(level=level):
                size = 18 if level == 1 else 16 if self.tables else 13
                self._line(block.said, size, centred=level == 1 or bool(self.tables), bold=True)
            case Paragraph(text, lead, role):
                size = 13 if role is Role.SUBTITLE else 10 if role is Role.REMARK else 12
                color = {Role.WARNING: WARNING_LETTERS, Role.REMARK: GREY}.get(role)
                font = {"color": color} if color else {}
                bold = role in (Role.WARNING, Role.CONCLUSION)
                self._line(f"{lead}{text}", size, role is Role.SUBTITLE, bold=bold, **font)
            case Items(items):
                for item in items:
                    sign = f"{item.sign} " if item.sign else ""
                    self._line("\n".join((sign + item.said, *item.below)), 11)
            case Terms(title, pairs):
                self._line(title, 12, bold=True)
                for label, lines in pairs:
                    self._line(f"{label}　{tr('；').join(lines)}", 11)
            case Table():
                self._table(block)
            case Chart():
                width = sum(self.widths[: self.printed])
                self.row = self.charts.draw(block, self.sheet, self.row, width)
            case _:
                for other in plain(block):
                    self._block(other)

    def _line(self, text: str, size: int, centred: bool = False, **font: Any) -> None:
        """Write a text over the whole width, as high as it needs."""
        from openpyxl.styles import Alignment

        self.row += 1
        cell = self._text(self.row, 1, text, size=size, **font)
        cell.alignment = Alignment("center" if centred else None, "center", wrap_text=True)
        if self.printed > 1:
            self.sheet.merge_cells(
                start_row=self.row, start_column=1, end_row=self.row, end_column=self.printed
            )
        width = sum(self.widths[: self.printed])
        self._height(self.row, _lines(text, width * 11 // size) * (size + 5) + 6)

    def _text(self, row: int, column: int, text: str, **font: Any) -> Any:
        """Return a cell with a text that can't become a formula (=100)."""
        from openpyxl.styles import Font

        cell = text_cell(self.sheet, row, column, text or None)
        if text:
            cell.number_format = "@"
        cell.font = Font(name=FONT, **{"size": 10, **font})
        return cell

    def _height(self, row: int, points: int) -> None:
        self.sheet.row_dimensions[row].height = min(points, _HIGHEST)

    # ── tables ──

    def _table(self, table: Table) -> None:
        if table.title:
            self._line(table.title, 16, centred=True, bold=True)
        if table.rows or not table.notes:
            self._grid(table)
        for note in table.notes:
            self._line(note, 9, color=GREY)

    def _grid(self, table: Table) -> None:
        self.row += 1
        header = self.row
        for number, column in enumerate(table.columns, 1):
            made = self._text(
                header, number, column.head, bold=True, **({"color": GREY} if column.aside else {})
            )
            self._frame(made, Align.CENTER, _PALE if column.aside else _BLUE)
        self._height(header, max(18 * _most_lines(table.heads, self.widths), 24))
        for row in table.rows:
            self.row += 1
            self._row(table, row)
        if table.rows:
            self._conditions(table, header + 1)
        for number, column in enumerate(table.columns, 1):
            if column.merged:
                self._merge(table, number, header)
        if len(self.tables) == 1:
            first = next((at for at, column in enumerate(table.columns) if column.align is Align.LEFT), 0)
            self.sheet.freeze_panes = f"{self.letter(first + 2)}{header + 1}"
            self.sheet.print_title_rows = f"{header}:{header}"
        if table.filtered:
            self.sheet.auto_filter.ref = f"A{header}:{self.letter(len(table.columns))}{self.row}"

    def _conditions(self, table: Table, first: int) -> None:
        """Colour cells by their contents and draw bars behind shares, also after an edit."""
        if table.heat:
            words_heat(self.sheet, table, first, self.row)
        for number, column in enumerate(table.columns, 1):
            if column.barred:
                letter = self.letter(number)
                share_bars(self.sheet, f"{letter}{first}:{letter}{self.row}")

    def _row(self, table: Table, row: Row) -> None:
        columns = {column.key: self.letter(number) for number, column in enumerate(table.columns, 1)}
        self.formulas.knows(row.anchor, self.sheet, self.row, columns)
        texts = ["\n".join((cell.text, *cell.below)) for cell in row.cells]
        for number, (column, cell, text) in enumerate(zip(table.columns, row.cells, texts, strict=True), 1):
            made = self._cell(number, column, replace(cell, tone=None) if table.heat else cell, text, row)
            if cell.formula is not None:
                digits = None if cell.exact is None else sheet_digits(cell.exact)
                made.number_format = cell.pattern or "General"
                self.formulas.later(made, cell.formula, columns, digits or text, digits is not None)
        high = [
            (text, size)
            for text, size, column in zip(texts, self.widths, table.columns, strict=False)
            if not (column.merged or column.aside)
        ]
        self._height(self.row, max(14 * max(_lines(text, size) for text, size in high) + 6, 22))

    def _cell(self, number: int, column: Column, cell: Cell, text: str, row: Row) -> Any:
        font: dict[str, Any] = {"bold": True} if cell.strong and not row.muted else {}
        if row.muted or column.aside:
            font["color"] = GREY
        elif cell.tone is not None:
            font["color"] = cell.tone.letters
        made = self._text(self.row, number, text, **font)
        found = _number(column, cell, row)
        found = None if column.entered and found is not None and found.is_bound else found
        if found is not None:  # the digits themselves are written, never a float's
            made.value, made.data_type, made.number_format = found.digits, "n", found.format
            if cell.sign and not column.entered:  # seen, and no part of the number
                made.number_format = f'"{cell.sign}" {found.format}'
        if column.corrected:  # General alone takes what is typed as it is typed, 85% as well
            made.number_format = "General"
            if found is not None:
                as_printed(self.sheet, made.coordinate, found)
        own = cell.tone.fill if cell.tone is not None and cell.strong else ""
        self._frame(made, column.align, _YELLOW if column.entered else own, wrapped=not column.aside)
        return made

    def _frame(self, cell: Any, align: Align, fill: str, wrapped: bool = True) -> None:
        """Draw lines around a table's cell and align its text as its column."""
        frame(cell, _LINE, "left" if align is Align.LEFT else "center", fill, wrapped)

    def _merge(self, table: Table, number: int, header: int) -> None:
        """Merge the cells of each group of rows in a column."""
        for first, last in table.runs:
            start, end = first + header + 1, last + header + 1
            if end > start:
                self.sheet.merge_cells(start_row=start, start_column=number, end_row=end, end_column=number)
            else:
                text = table.rows[first].cells[number - 1].text
                lines = _lines(text, self.widths[number - 1])
                self._height(start, max(int(self.sheet.row_dimensions[start].height or 0), 14 * lines + 6))


def _number(column: Column, cell: Cell, row: Row) -> SheetNumber | None:
    """Return the number in a cell; None for words."""
    if cell.pattern:
        return None if cell.exact is None else SheetNumber(sheet_digits(cell.exact), cell.pattern)
    if column.share:
        return None if cell.exact is None else share_number(cell.text, cell.exact)
    return exact_number(cell.text, row.unit, cell.exact) if column.numeric else None


def _lines(text: str, columns: int) -> int:
    """Return how many lines a text takes in a column that is `columns` digits wide."""
    return sum(len(wrap(line, columns - 1)) if width(line) > columns - 1 else 1 for line in text.split("\n"))


def _most_lines(texts: Sequence[str], widths: Sequence[int]) -> int:
    return max(_lines(text, size) for text, size in zip(texts, widths, strict=False))
