"""The layout of a sheet to fill in: widths and heights of its cells, frozen panes, printing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from healthplan_cli.base.ooxml import set_up_page
from healthplan_cli.base.text_width import width
from healthplan_cli.sources.actuals.grid import letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {
    "序号": 6, "指标": 36, "分组": 13, "单位": 8, "性质": 8, "基期": 11, "目标": 18, "来源": 20, "备注": 14, "章节": 16, "代码": 26,
}  # fmt: skip
_YEAR_WIDTH = 12
_LINE = 18  # points


def column_width(head: str) -> int:
    """Return the width of the column under a heading, in digits."""
    return _WIDTHS.get(head, _YEAR_WIDTH)


def row_height(text: str, columns: int) -> int:
    """Return a row's height in points for a text in a column of this width in digits."""
    return _LINE * (-(-width(text) // (columns - 1)) or 1)


def set_up(sheet: Worksheet, heads: Sequence[str], header: int, last: int) -> None:
    """Set column widths, frozen panes, the filter and printing; `header` and `last` are row numbers."""
    for column, head in enumerate(heads, 1):
        sheet.column_dimensions[letters(column)].width = column_width(head)
    sheet.row_dimensions[header].height = 22
    sheet.freeze_panes = f"D{header + 1}"
    sheet.auto_filter.ref = f"A{header}:{letters(len(heads))}{last}"
    sheet.print_title_rows = f"{header}:{header}"
    set_up_to_fill(sheet, "landscape")


def set_up_to_fill(sheet: Worksheet, orientation: str) -> None:
    """Set the pages of a sheet to fill in; numbered in Chinese, which it is in whatever is spoken."""
    set_up_page(sheet, orientation, "0.4", "0.8", "0.4", "第 &P 页，共 &N 页")
