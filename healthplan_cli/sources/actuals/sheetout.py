"""The workbook to fill in (`hpcheck init PLAN -o actuals.xlsx`), which is read back without any options.

Every row names its indicator by itself (code, number, name, component; no merged cells), so that rows may be sorted.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.ooxml import frame, text_cell, workbook_bytes
from healthplan_cli.model import Plan
from healthplan_cli.sources.actuals.fillrows import (
    FillLine,
    head_of,
    heads_to_fill,
    lines_to_fill,
    rows_left_out,
    rows_to_fill,
    years_to_fill,
)
from healthplan_cli.sources.actuals.readings import has_milestones
from healthplan_cli.sources.actuals.sheetchecks import add_checks
from healthplan_cli.sources.actuals.sheetpage import column_width, row_height, set_up, set_up_to_fill

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "实际值"
_HELP = "填表说明"
_HEADER = 4  # its row; above it the title, the plan's id, how to fill in
_HELP_WIDTH = 76
_FONT, _GREY, _BLUE, _YELLOW = "等线", "808080", "DDEBF7", "FFFBE6"
_HINT = "黄色的格子填实际值：可带单位和记号（0.29%、>85、83左右）；带 * 的为初步数；没有数的留空，不要用 0 代替。表格已保护（没有密码），要排序、加行请先撤销保护。"
_EXPLAINED = (
    "每一行是一项指标（有分项的，一行是一个分项），每一列是一年。只填黄色的格子，以及来源和备注。",
    "数值照公布的写，可以带单位和记号：0.29%、1.5/10万、49.7万人、>85、83左右、92.7*（* 表示初步数）。",
    "没有数的留空，或写“暂无”，不要用 0 代替。没有填的，报告会写“无法判定”，不会当作达标。",
    "单位以“单位”一列为准；填了带单位的数（如 2.9‰），会自动换算，不相容的会报错。",
    "公式可以用，但要在 Excel 或 WPS 里算好保存。日期、对错值（TRUE/FALSE）、错误值（#N/A）会报错，并指明是哪一格。",
    "一行各年共用一格“来源”。某一年是初步数的，在数后面加 *。",
    "“基期”“目标”“性质”只供对照，改了也不起作用；目标由上级下达的，用 hpcheck evaluate --set 补上。",
    "表格加了保护，没有密码：黄色的格子和完成时间、佐证材料、来源、备注可以填，别的格子锁着。要排序、加行、删行，先在“审阅”里撤销工作表保护。",
    "填的时候会核对：数值小于 0 或大于这个单位可能的数（% 大于 100、‰ 大于 1000）的不让填，或者请你确认；做没做成的有“是、否、在建”可选；完成时间要以年份开头。",
    "一格变成橙色，是与基期差了十倍左右：请核对单位和小数点，没有错的不必管它。",
    "撤销保护以后，整行排序、复制、删去都可以；“代码”“序号”“指标”三格要说的是同一项，对不上会报错。",
)
_OF_MILESTONES = (
    "目标是做没做成的（建成、通过、创成），填 是、否 或 在建，也可写“已建成”“完成70%”“2023年11月建成”；做成的日期填在“完成时间”，"
    "验收或命名的文号填在“佐证材料”。"
)
_PROMISED = (
    "“性质”是“正文承诺”的各行，是规划正文里的承诺，要用 --with commitments 核验；与指标表（或前面的承诺）说的是同一样东西的"
    "不列，取那一行的值。“每个…建成1个”“所有…”一类，填做到的占百分之几，或写成 17/18（做到的数/总数）。"
)


def write_xlsx_to_fill(plan: Plan, asked: str | None = None) -> bytes:
    """Return the workbook as bytes, always the same for the same plan. `asked` is the name by which the plan was asked for."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    lines = lines_to_fill(plan)
    years = years_to_fill(plan, lines)
    heads = heads_to_fill(plan, years)
    _write_top(sheet, plan, heads)
    for number, line in enumerate(lines, _HEADER + 1):
        _write_line(sheet, number, line, heads, head_of(plan.period.baseline))
    set_up(sheet, heads, _HEADER, _HEADER + len(lines))
    add_checks(sheet, plan, lines, heads, _HEADER)
    _write_help(book.create_sheet(_HELP), plan, lines, asked or plan.id)
    return workbook_bytes(book)


def _make_number(cell: Any, text: str) -> None:
    """Turn a cell's text into a number shown with its own decimals, if it is one, so that it sorts as a number."""
    if text.replace(".", "", 1).isdecimal() and str(Decimal(text)) == text:
        _, point, decimals = text.partition(".")
        cell.value = Decimal(text)
        cell.number_format = f"0{point}{'0' * len(decimals)}"


def _write_top(sheet: Worksheet, plan: Plan, heads: Sequence[str]) -> None:
    """Write the title, the plan's id, the hint on filling in, and the header."""
    from openpyxl.styles import Font

    text_cell(sheet, 1, 1, f"{plan.title}：实际值").font = Font(name=_FONT, size=15, bold=True)
    text_cell(sheet, 2, 1, f"规划：{plan.id}").font = Font(name=_FONT, color=_GREY)
    text_cell(sheet, 3, 1, _HINT).font = Font(name=_FONT, color=_GREY)
    for column, head in enumerate(heads, 1):
        cell = text_cell(sheet, _HEADER, column, head)
        cell.font = Font(name=_FONT, bold=True)
        frame(cell, "A6A6A6", "center", _BLUE)


def _write_line(sheet: Worksheet, number: int, line: FillLine, heads: Sequence[str], base: str) -> None:
    """Write a row; `base` is the heading of the baseline year, whose cell is to fill in only where the plan lacks a baseline."""
    from openpyxl.styles import Alignment, Font, PatternFill

    texts = line.row(heads)
    for column, (head, text) in enumerate(zip(heads, texts, strict=True), 1):
        cell = text_cell(sheet, number, column, text)
        if head in ("序号", "基期", "目标"):
            _make_number(cell, text)
        cell.font = Font(name=_FONT, size=8, color=_GREY) if head == "代码" else Font(name=_FONT)
        centred = head in ("序号", "单位", "性质", "基期")
        frame(cell, "D9D9D9", "center" if centred else "left")
        if head[:4].isdecimal():
            if head != base or line.lacks_baseline:
                cell.fill = PatternFill("solid", fgColor=_YELLOW)
            cell.number_format = "@" if line.typed_as_text else "General"
            cell.alignment = Alignment("right", "center")
        elif head == "代码":
            cell.alignment = Alignment("left", "center", shrink_to_fit=True)
    heights = [row_height(text, column_width(head)) for head, text in zip(heads, texts, strict=True)]
    sheet.row_dimensions[number].height = max(heights[:-1])  # the code isn't wrapped


def _write_help(sheet: Worksheet, plan: Plan, lines: Sequence[FillLine], asked: str) -> None:
    from openpyxl.styles import Alignment, Font

    text_cell(sheet, 1, 1, "怎么填").font = Font(name=_FONT, size=13, bold=True)
    external = [item.name for item in rows_to_fill(plan) if item.target and item.target.rule.is_external]
    more = [f"这个规划里目标由上级下达的指标：{'、'.join(external)}。"] if external else []
    if left := rows_left_out(plan):
        names = "、".join(item.name for item in left)
        more.append(f"规划没有给目标的不用填，这张表里不列：{names}。")
    if any(line.lacks_baseline for line in lines):
        head = head_of(plan.period.baseline)
        more.append(f"规划没有写基期值的，“{head}”一格是黄色的：填了才能算进度。规划写了的不用填。")
    more += [_PROMISED] if plan.commitments else []
    more += [_OF_MILESTONES] if has_milestones(plan) else []
    also = " --with commitments" if plan.commitments else ""
    for row, text in enumerate(
        [*_EXPLAINED, *more, f"填好后运行：hpcheck evaluate 这个文件 --plan {asked}{also}"], 2
    ):
        cell = text_cell(sheet, row, 1, f"{row - 1}. {text}")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name=_FONT)
        sheet.row_dimensions[row].height = row_height(cell.value, _HELP_WIDTH)
    sheet.column_dimensions["A"].width = _HELP_WIDTH
    set_up_to_fill(sheet, "portrait")
