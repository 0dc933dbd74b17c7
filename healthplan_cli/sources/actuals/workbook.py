"""The workbook of an XLSX, opened with openpyxl, and the cells of its rows as they are shown.

The XML of rows is read here, because openpyxl drops formulas without a result, raised digits, and the date formats built
into Chinese programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_COLUMNS, MAX_FORMAT
from healthplan_cli.base.location import Location
from healthplan_cli.base.radicals import ordinary
from healthplan_cli.sources.actuals.cell_display import is_date_format, is_year_format, number_of, shown
from healthplan_cli.sources.actuals.container import open_package
from healthplan_cli.sources.actuals.grid import Cell, Odd, stripped
from healthplan_cli.sources.actuals.sheet_xml import MAIN, elements, unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_VALUE, _FORMULA, _INLINE, _STRING, _RUN, _TEXT = (MAIN + name for name in ("v", "f", "is", "si", "r", "t"))
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Built in, and not written down, in Chinese Excel and WPS.
_LOCAL_DATES = frozenset([*range(27, 37), *range(50, 59)])
_STRICT = b"purl.oclc.org/ooxml"  # the standard's other namespaces, which openpyxl doesn't know
_LAST_DAY = 2_900_000  # in the year 9839; no spreadsheet's day is later than 9999
_NOT_CALCULATED = tr("公式没有计算结果：请用 Excel 或 WPS 打开，算好后保存")
_ERRORS = {
    "#N/A": tr("没有找到数"),
    "#DIV/0!": tr("除以了零"),
    "#REF!": tr("引用的单元格不在了"),
    "#VALUE!": tr("用了不是数的内容"),
    "#NAME?": tr("公式里有不认识的名称"),
    "#NUM!": tr("算不出数"),
    "#NULL!": tr("引用的区域没有交集"),
}


TRUE = ("1", "true")


@record(frozen=True, slots=True)
class PackagePart:
    """A sheet of a workbook and its member in the package."""

    name: str
    visible: bool
    target: str


@record(slots=True)
class Book:
    """An open workbook: its sheets, shared strings, number formats by style, and its first day."""

    file: str
    package: Any
    sheets: Sequence[PackagePart]
    strings: Sequence[str]
    formats: Sequence[str | None]
    epoch: Any
    numbers: dict[tuple[str, str], Cell] = field(default_factory=dict)

    def place(self, part: PackagePart) -> Location:
        """Return the place of a sheet as a whole."""
        return Location(self.file, cell=part.name)

    def number(self, raw: str, style: str) -> Cell:
        """Return the cell of a stored number in a style; the result is kept."""
        key = raw, style
        cell = self.numbers.get(key)
        if cell is None:
            cell = self.numbers[key] = self._number(raw, style)
        return cell

    def _number(self, raw: str, style: str) -> Cell:
        index = int(style)
        if index < 0:
            raise IndexError(index)
        code = self.formats[index] if index < len(self.formats) else "General"
        if code is None or is_date_format(code):
            return self._date(raw, code)
        return shown(raw, code)

    def _date(self, raw: str, code: str | None) -> Cell:
        from openpyxl.utils.datetime import from_excel

        number = number_of(raw)
        moment = raw
        if number is not None and 1 <= number < _LAST_DAY:
            day = str(from_excel(int(number), self.epoch))[:10]
            moment = tr("{day}年", day=day[:4]) if code is not None and is_year_format(code) else day
        return Odd(
            moment,
            tr(
                "“{moment}”是日期或时间，不是数值（电子表格可能把数字改成了日期）：请改单元格格式，重填",
                moment=moment,
            ),
        )


def open_book(content: bytes, file: str) -> Book:
    """Return the workbook in an XLSX, its sheets not yet read. Raise InvalidInput, with its real kind, for another file."""
    import io
    import warnings

    package = open_package(content, file)
    if "xl/workbook.xml" in package.namelist() and _STRICT in package.read("xl/workbook.xml")[:2000]:
        words = tr("这是“Strict Open XML”格式的文件：请另存为普通的“Excel 工作簿（.xlsx）”")
        raise refusal(file, words)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _read_book(io.BytesIO(content), file)
        except InvalidInput:
            raise
        except Exception as error:  # as above
            raise unreadable(file, error) from None


def _read_book(stream: Any, file: str) -> Book:
    """Return the workbook's parts that its cells need, by openpyxl's reader, without reading sheets."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet
    from openpyxl.xml.constants import SHARED_STRINGS

    reader: Any = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    strings = reader.package.find(SHARED_STRINGS)
    sheets = [
        PackagePart(sheet.name, sheet.state == "visible", relation.target)
        for sheet, relation in reader.parser.find_sheets()
        if "worksheet" in relation.Type and relation.target in reader.valid_files
    ]
    own = reader.wb._number_formats
    if any(len(code) > MAX_FORMAT for code in own):
        raise refusal(file, tr("有一种数字格式超过 {most} 个字符", most=MAX_FORMAT))
    return Book(
        file,
        reader.archive,
        sheets,
        list(_strings(reader.archive, strings.PartName[1:], file)) if strings else (),
        [_format_code(style.numFmtId, own) for style in reader.wb._cell_styles],
        reader.wb.epoch,
    )


def _format_code(id: int, own: Sequence[str]) -> str | None:
    """Return the number format with an id; None for date formats built into Chinese programs."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    if id in _LOCAL_DATES:
        return None
    if id >= BUILTIN_FORMATS_MAX_SIZE:
        return own[id - BUILTIN_FORMATS_MAX_SIZE]
    return BUILTIN_FORMATS.get(id, "General")


def _strings(package: Any, part: str, file: str) -> Iterator[str]:
    with package.open(part) as stream:
        for element in elements(stream, _STRING, file):
            if element.tag == _STRING:
                yield _words(element)


def _words(element: Element) -> str:
    """Return the text of a string element; raised digits stay raised, so that a footnote mark doesn't become part of a number."""
    found = []
    for child in element:
        if child.tag == _TEXT:
            found.append(child.text or "")
        elif child.tag == _RUN:
            text = child.findtext(_TEXT) or ""
            raised = child.find(f"{MAIN}rPr/{MAIN}vertAlign")
            is_raised = raised is not None and raised.get("val") == "superscript"
            found.append(text.translate(_RAISED) if is_raised else text)
    return stripped(ordinary(_unescaped("".join(found))))


def _unescaped(text: str) -> str:
    """Return a text with XLSX's escapes (_x000D_) replaced by their characters."""
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape

    return unescape(text)


def row_cells(book: Book, row: Element, columns: dict[str, int]) -> dict[int, Cell]:
    """Return the cells of a row element by column, without blank ones. Raise InvalidInput for too many; `columns` is a cache."""
    found: dict[int, Cell] = {}
    column = 0
    if len(row) > MAX_COLUMNS:
        raise refusal(book.file, tr("一行有 {count} 格，最多 {most} 格", count=len(row), most=MAX_COLUMNS))
    for element in row:
        reference = element.get("r")
        if reference is None:
            column += 1
        else:
            name = reference.rstrip("0123456789")
            known = columns.get(name)
            column = known if known is not None else columns.setdefault(name, _column(name))
        cell = _cell(book, element)
        if cell:
            found[column] = cell
    return found


def _column(name: str) -> int:
    column = 0
    for letter in name[:4]:
        column = column * 26 + ord(letter) - 64
    if not name or not 1 <= column <= MAX_COLUMNS:
        raise ValueError(f"no column {name!r}")
    return column


def _cell(book: Book, element: Element) -> Cell | None:
    """Return the content of a cell element: its text, Odd with a reason, or None for a blank one."""
    raw = formula = None
    for child in element:
        if child.tag == _VALUE:
            raw = child.text
        elif child.tag == _FORMULA:
            formula = child
        elif child.tag == _INLINE:
            return _words(child)
    kind = element.get("t", "n")
    if not raw:
        return Odd("", _NOT_CALCULATED) if formula is not None and kind != "str" else None
    if kind == "n":
        return book.number(raw, element.get("s", "0"))
    if kind == "s":
        index = int(raw)
        if index < 0:
            raise IndexError(index)
        return book.strings[index]
    if kind == "str":
        return stripped(_unescaped(raw))
    if kind == "b":
        word = "TRUE" if raw in TRUE else "FALSE"
        return Odd(word, tr("{word} 是真假值，不是数值", word=word))
    if kind == "e":
        return Odd(
            raw,
            tr("电子表格的错误值 {raw}（{get}），不是数值", raw=raw, get=_ERRORS.get(raw, tr("公式出错"))),
        )
    return Odd(raw, tr("“{raw}”是日期，不是数值", raw=raw))
