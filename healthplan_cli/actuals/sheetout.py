"""A sheet to fill in (`hpcheck init PLAN -o actuals.xlsx`): what comes back is read without a word of configuration.

Every row says by itself what it is about (code, number, name, component: no merged cells), so that it may be sorted.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from healthplan_cli.actuals.grid import letters
from healthplan_cli.model import Component, External, Grade, Indicator, NoTarget, Plan, Ratio
from healthplan_cli.record import record
from healthplan_cli.widths import width

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "实际值"
_HELP = "填表说明"
_HEADER = 4  # its row; above it the title, the plan's id, how to fill in
_FIXED = ("序号", "指标", "分组", "单位", "性质", "基期", "目标")
_REST = ("来源", "备注", "代码")
_WIDTHS = {
    "序号": 6,
    "指标": 42,
    "分组": 14,
    "单位": 9,
    "性质": 9,
    "基期": 16,
    "目标": 24,
    "来源": 30,
    "备注": 24,
    "代码": 24,
}
_YEAR_WIDTH = 14
_FONT, _GREY, _BLUE, _YELLOW = "等线", "808080", "DDEBF7", "FFFBE6"
_HINT = "黄色的格子填实际值：可带单位和记号（0.29%、>85、83左右、92.7*）；没有数的留空，不要用 0 代替。可以排序、筛选、加行。"
_PROMPT = "填这一年的实际值，单位见左边；也可写 0.29%、>85、83左右、92.7*（* 是初步数）。没有数的留空，不要用 0 代替。"
_WRONG = "数值应不小于 0；单位是 % 的不大于 100，是 ‰ 的不大于 1000。34.3% 填 34.3 或 34.3%，都行。"
_EXPLAINED = (
    "每一行是一项指标（有分项的，一行是一个分项），每一列是一年。只填黄色的格子，以及来源和备注。",
    "数值照公布的写，可以带单位和记号：0.29%、1.5/10万、49.7万人、>85、83左右、92.7*（* 表示初步数）。",
    "没有数的留空，或写“暂无”，不要用 0 代替。没有填的，报告会写“无法判定”，不会当作达标。",
    "单位以“单位”一列为准；填了带单位的数（如 2.9‰），会自动换算，不相容的会报错。",
    "公式可以用，但要在 Excel 或 WPS 里算好保存。日期、对错值（TRUE/FALSE）、错误值（#N/A）会报错，并指明是哪一格。",
    "一行各年共用一格“来源”。某一年是初步数的，在数后面加 *。",
    "“基期”“目标”“性质”只供对照，改了也不起作用；目标由上级下达的，用 hpcheck evaluate --set 补上。",
    "整行排序、复制、删去都可以；“代码”“序号”“指标”三格要说的是同一项，对不上会报错。",
)


@record(frozen=True, slots=True)
class _Line:
    """A row to fill in: an indicator, or a component of one."""

    indicator: Indicator
    component: Component | None = None

    def cells(self) -> tuple[str, ...]:
        """What stands to the left of the years."""
        indicator, item = self.indicator, self.component or self.indicator
        target, baseline = item.target, item.baseline
        none = target is None or isinstance(target.rule, NoTarget)
        return (
            indicator.no,
            indicator.name,
            self.component.name if self.component else "",
            indicator.unit or indicator.measure or "",
            indicator.nature.value,
            baseline.text if baseline else "",
            "（没有目标）" if none or target is None else target.text,
        )

    @property
    def typed_as_text(self) -> bool:
        """Whether a spreadsheet would take the usual values for something else: 1:1.25 is a time to it."""
        target = self.component.target if self.component else self.indicator.target
        return target is not None and isinstance(target.rule, Ratio | Grade)


def write_xlsx_to_fill(plan: Plan) -> bytes:
    """The workbook's bytes, the same for the same plan."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    years = range(plan.period.start, plan.period.end + 1)
    heads = [*_FIXED, *(f"{year}年实际" for year in years), *_REST]
    lines = _lines(plan)
    _write_top(sheet, plan, heads)
    for number, line in enumerate(lines, _HEADER + 1):
        _write_line(sheet, number, line, heads)
    _set_up(sheet, heads, _HEADER + len(lines))
    _check_cells(sheet, len(years), _HEADER + len(lines), lines)
    _write_help(book.create_sheet(_HELP), plan)
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue())


def _lines(plan: Plan) -> list[_Line]:
    found = []
    for indicator in plan.indicators:
        if indicator.components and not indicator.optional_components:
            found += [_Line(indicator, component) for component in indicator.components]
        else:
            found.append(_Line(indicator))
    return found


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    """A cell of text that stays text: a target of =100 is no formula."""
    cell = sheet.cell(row, column)
    cell.value = text
    if text:
        cell.data_type = "s"
    return cell


def _write_top(sheet: Worksheet, plan: Plan, heads: Sequence[str]) -> None:
    """The title, what the reader needs to know, how to fill in, and the header."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    _write(sheet, 1, 1, f"{plan.title}：实际值").font = Font(name=_FONT, size=15, bold=True)
    _write(sheet, 2, 1, f"规划：{plan.id}").font = Font(name=_FONT, color=_GREY)
    _write(sheet, 3, 1, _HINT).font = Font(name=_FONT, color=_GREY)
    line = Side(style="thin", color="A6A6A6")
    for column, head in enumerate(heads, 1):
        cell = _write(sheet, _HEADER, column, head)
        cell.font = Font(name=_FONT, bold=True)
        cell.fill = PatternFill("solid", fgColor=_BLUE)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(top=line, bottom=line, left=line, right=line)


def _write_line(sheet: Worksheet, number: int, line: _Line, heads: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="D9D9D9")
    texts = [*line.cells(), *[""] * (len(heads) - len(_FIXED) - 1), line.indicator.id]
    for column, (head, text) in enumerate(zip(heads, texts, strict=True), 1):
        cell = _write(sheet, number, column, text)
        cell.border = Border(top=thin, bottom=thin, left=thin, right=thin)
        cell.font = Font(name=_FONT, color=_GREY if head == "代码" else None)
        centred = head in ("序号", "单位", "性质", "基期")
        cell.alignment = Alignment("center" if centred else None, "center", wrap_text=head != "代码")
        if head[:4].isdecimal():
            cell.fill = PatternFill("solid", fgColor=_YELLOW)
            cell.number_format = "@" if line.typed_as_text else "General"
            cell.alignment = Alignment("right", "center")
    sheet.row_dimensions[number].height = 18 * max(
        _rows_of(head, text) for head, text in zip(heads, texts, strict=True)
    )


def _rows_of(head: str, text: str) -> int:
    return -(-width(text) // (_WIDTHS.get(head, _YEAR_WIDTH) - 1)) or 1


def _set_up(sheet: Worksheet, heads: Sequence[str], last: int) -> None:
    """Widths, what stays in view, what can be filtered, and how it is printed."""
    for column, head in enumerate(heads, 1):
        sheet.column_dimensions[letters(column)].width = _WIDTHS.get(head, _YEAR_WIDTH)
    sheet.row_dimensions[_HEADER].height = 22
    sheet.freeze_panes = f"D{_HEADER + 1}"
    sheet.auto_filter.ref = f"A{_HEADER}:{letters(len(heads))}{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"


def _check_cells(sheet: Worksheet, years: int, last: int, lines: Sequence[_Line]) -> None:
    """The sheet's own check of the year cells. By the unit in the row, so that it still fits when rows are sorted; where
    the plan lets a value go beyond that, it only warns."""
    from openpyxl.worksheet.datavalidation import DataValidation

    first = len(_FIXED) + 1
    cell, unit = f"{letters(first)}{_HEADER + 1}", f"$D{_HEADER + 1}"
    limits = f'AND({cell}>=0,OR({unit}<>"%",{cell}<=100),OR({unit}<>"‰",{cell}<=1000))'
    check = DataValidation(
        type="custom",
        formula1=f"IF(ISNUMBER({cell}),{limits},ISTEXT({cell}))",
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=True,
        errorStyle="warning" if any(map(_goes_beyond, lines)) else "stop",
        promptTitle="实际值",
        prompt=_PROMPT,
        errorTitle="这个数不对",
        error=_WRONG,
    )
    check.add(f"{cell}:{letters(first + years - 1)}{last}")
    sheet.add_data_validation(check)


def _goes_beyond(line: _Line) -> bool:
    """Whether the plan lets a value be negative, or more than the whole."""
    limits = line.indicator.limits
    share = line.indicator.measure in ("%", "‰")
    return limits.low is None or limits.low < 0 or (share and limits.high is None)


def _write_help(sheet: Worksheet, plan: Plan) -> None:
    from openpyxl.styles import Alignment, Font

    _write(sheet, 1, 1, "怎么填").font = Font(name=_FONT, size=13, bold=True)
    external = [
        item.name for item in plan.indicators if item.target and isinstance(item.target.rule, External)
    ]
    more = [f"这个规划里目标由上级下达的指标：{'、'.join(external)}。"] if external else []
    for row, text in enumerate(
        [*_EXPLAINED, *more, f"填好后运行：hpcheck evaluate 这个文件 --plan {plan.id}"], 2
    ):
        cell = _write(sheet, row, 1, f"{row - 1}. {text}")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name=_FONT)
    sheet.column_dimensions["A"].width = 100


def _timeless(content: bytes) -> bytes:
    """The package without the moment it was written, so that the same plan gives the same bytes."""
    import re

    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"<dcterms:(created|modified).*?</dcterms:\1>", b"", data)
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(part, data)
    return stream.getvalue()
