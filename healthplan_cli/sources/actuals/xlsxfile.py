"""An XLSX read as a Grid: its sheet chosen, rows read in one pass, merged areas filled, hidden parts noted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from typing import Any

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_CELLS, MAX_COLUMNS, MAX_LINES, MAX_MERGED, MAX_SHEETS
from healthplan_cli.base.location import Location
from healthplan_cli.language.names import nearest
from healthplan_cli.sources.actuals.grid import Cell, Grid, SheetRow, check_row, letters, uncollected
from healthplan_cli.sources.actuals.header import find_header, heading_names, no_header
from healthplan_cli.sources.actuals.sheet_xml import MAIN, elements, unreadable
from healthplan_cli.sources.actuals.workbook import TRUE, Book, PackagePart, open_book, row_cells

_ROW, _COLUMN, _MERGE = (MAIN + name for name in ("row", "col", "mergeCell"))
_TOP = 80  # rows that are looked at to tell whether a sheet has a header


@uncollected()
def open_xlsx(
    content: bytes, file: str, sheet: str | None = None, map: Mapping[str, str] | None = None
) -> Grid:
    """Return the named sheet as a Grid, or the only visible sheet with a header. Raise InvalidInput where there isn't exactly one."""
    book = open_book(content, file)
    if sheet is not None:
        return _grid(book, _named(book, sheet))
    if len(book.sheets) > MAX_SHEETS:
        message = tr(
            "有 {count} 张工作表，最多看 {most} 张：请用 --sheet 指定一张",
            count=len(book.sheets),
            most=MAX_SHEETS,
        )
        raise refusal(file, message)
    words = heading_names(map)
    tables = [part for part in book.sheets if find_header(_grid(book, part, _TOP), words)]
    found = [part for part in tables if part.visible]
    hidden = [part for part in tables if not part.visible]
    if len(found) != 1:
        raise InvalidInput(_no_choice(book, found, hidden, words))
    said = [
        Problem(book.place(part), tr("隐藏的工作表，像数据表，没有读：要读请用 --sheet，不用的请删去"))
        for part in hidden
    ]
    return _grid(book, found[0], noticed=tuple(said))


@uncollected()
def open_sheets(content: bytes, file: str) -> list[tuple[str, bool, Grid]]:
    """Return each sheet's name, whether it is visible, and its Grid. Raise InvalidInput for too many sheets."""
    book = open_book(content, file)
    if len(book.sheets) > MAX_SHEETS:
        words = tr("有 {count} 张工作表，最多看 {most} 张", count=len(book.sheets), most=MAX_SHEETS)
        raise refusal(file, words)
    return [(part.name, part.visible, _grid(book, part)) for part in book.sheets]


# ── which sheet ──


def _named(book: Book, sheet: str) -> PackagePart:
    for part in book.sheets:
        if part.name.strip() == sheet.strip():
            return part
    near = nearest(sheet, [part.name for part in book.sheets], 1)
    hint = tr("，是不是“{near}”？", near=near[0]) if near else tr("；有：{names}", names=_names(book.sheets))
    raise refusal(book.file, tr("没有工作表“{sheet}”{hint}", sheet=sheet, hint=hint))


def _names(parts: Sequence[PackagePart]) -> str:
    return tr("、").join(part.name for part in parts)


def _no_choice(
    book: Book, found: Sequence[PackagePart], hidden: Sequence[PackagePart], words: Mapping[str, str]
) -> list[Problem]:
    """Return the problems that explain why no single sheet could be chosen."""
    if found:
        message = tr(
            "有 {count} 张工作表都像数据表：{names}；请用 --sheet 指定一张",
            count=len(found),
            names=_names(found),
        )
        return [Problem(Location(book.file), message)]
    if hidden:
        message = tr(
            "看得见的工作表里没有数据表，隐藏的里面有：{names}；要读请用 --sheet", names=_names(hidden)
        )
        return [Problem(Location(book.file), message)]
    visible = [part for part in book.sheets if part.visible]
    return [Problem(book.place(part), no_header(_grid(book, part, _TOP), words)) for part in visible] or [
        Problem(Location(book.file), tr("没有看得见的工作表"))
    ]


# ── the cells ──


@record(slots=True)
class _SheetXml:
    """The content of a sheet's XML: rows by number, merged areas (top, left, bottom, right), hidden rows and columns."""

    rows: list[tuple[int, dict[int, Cell]]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: int = 0  # a bit for each column: ranges of them may overlap a million times


def _grid(book: Book, part: PackagePart, most: int | None = None, noticed: tuple[Problem, ...] = ()) -> Grid:
    """Return a sheet as a Grid; with `most` only its first rows with cells, which is enough to look for a header."""
    sheet = _SheetXml()
    file, name = book.file, part.name

    def locate(row: int, column: int) -> Location:
        return Location(file, row, column, f"{name}!{letters(column)}{row}")

    try:
        with book.package.open(part.target) as stream:
            for count in _walk(book, stream, sheet, locate):
                if count == most:
                    break
    except InvalidInput:
        raise
    except (
        Exception
    ) as error:  # whatever broken XML makes the parser say: the file is at fault, not the program
        raise unreadable(book.file, error) from None
    sheet.rows.sort(key=lambda row: row[0])
    return Grid(
        _filled(sheet, book)
        if sheet.merged
        else [SheetRow(number, cells, cells) for number, cells in sheet.rows],
        locate,
        lambda column: tr("{letters} 列", letters=letters(column)),
        book.place(part),
        {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged},
        frozenset(sheet.hidden_rows),
        frozenset(at for at in range(1, MAX_COLUMNS + 1) if sheet.hidden_columns >> at & 1),
        noticed,
    )


def _walk(book: Book, stream: Any, sheet: _SheetXml, locate: Callable[[int, int], Location]) -> Iterator[int]:
    """Read a sheet's XML into `sheet`, and yield, after each row, the number of rows with cells up to now."""
    from openpyxl.utils import range_boundaries

    columns: dict[str, int] = {}
    number = widths = 0
    for element in elements(stream, _ROW, book.file):
        tag = element.tag
        if tag == _ROW:
            number = _line(element.get("r") or number + 1, book.file)
            cells = row_cells(book, element, columns)
            if cells:
                check_row(cells, len(sheet.rows), partial(locate, number))
                sheet.rows.append((number, cells))
                if element.get("hidden") in TRUE:
                    sheet.hidden_rows.add(number)
            yield len(sheet.rows)
        elif tag == _COLUMN:
            widths += 1
            if widths > MAX_COLUMNS:
                words = tr("列宽和隐藏列的设置超过 {most} 处", most=MAX_COLUMNS)
                raise refusal(book.file, words)
            if element.get("hidden") not in TRUE:
                continue
            first = max(int(element.get("min", 1)), 1)
            last = min(int(element.get("max", 1)), MAX_COLUMNS)
            sheet.hidden_columns |= ((1 << max(last - first + 1, 0)) - 1) << first if first <= last else 0
        elif tag == _MERGE:
            left, top, right, bottom = range_boundaries(element.get("ref", ""))
            if len(sheet.merged) >= MAX_MERGED:
                words = tr("合并的单元格超过 {most} 处", most=MAX_MERGED)
                raise refusal(book.file, words)
            sheet.merged.append((top or 1, left or 1, bottom or 1, right or 1))


def _line(number: Any, file: str) -> int:
    """Return a row's number. Raise ValueError for one below 1, InvalidInput for one beyond the limit."""
    found = int(number)
    if found > MAX_LINES:
        raise refusal(file, tr("超过 {most} 行", most=MAX_LINES))
    if found < 1:
        raise ValueError(f"no row {found}")
    return found


def _filled(sheet: _SheetXml, book: Book) -> list[SheetRow]:
    """Return the rows with `filled`: each cell of a merged area shows the area's content."""
    numbers = [number for number, _ in sheet.rows]
    by_number = dict(sheet.rows)
    width = max((max(cells) for _, cells in sheet.rows), default=0)
    filled: dict[int, dict[int, Cell]] = {}
    count = 0
    for top, left, bottom, right in sheet.merged:
        cell = by_number.get(top, {}).get(left)
        columns = range(left, min(right, width) + 1)
        for number in _between(numbers, top, bottom) if cell is not None else ():
            count += 1 + len(columns)
            if count > MAX_CELLS:
                raise refusal(book.file, tr("合并的单元格互相重叠，多得不正常"))
            row = filled.setdefault(number, dict(by_number[number]))
            row.update(dict.fromkeys(columns, cell or ""))
    return [SheetRow(number, cells, filled.get(number, cells)) for number, cells in sheet.rows]


def _between(numbers: Sequence[int], first: int, last: int) -> Iterable[int]:
    return numbers[bisect_left(numbers, first) : bisect_left(numbers, last + 1)]
