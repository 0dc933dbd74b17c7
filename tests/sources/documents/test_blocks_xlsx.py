"""A workbook as blocks: merged cells, numbers as they are shown, words around the table, what is hidden."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from blockcases import blocks, grids, texts
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.sources.documents.shownnumber import shown


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_table_with_its_title_and_notes() -> None:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "指标"
    for row in (
        ["附件1"],
        ["某县“十四五”卫生健康主要指标"],
        ["类别", "指标", "目标", None],
        [None, None, "2025年", "2030年"],
        ["健康水平", "婴儿死亡率（‰）", 5, 4.0],
        [None, "住院支付比例", 0.85, "居民70\n职工85"],
        ["注：*为约束性指标。"],
    ):
        sheet.append(row)
    for area in ("A2:D2", "A3:A4", "B3:B4", "C3:D3", "A5:A6"):
        sheet.merge_cells(area)
    sheet["C6"].number_format = "0%"
    found = blocks(saved(book), "plan.xlsx")
    assert texts(found) == ["# 附件1", "某县“十四五”卫生健康主要指标", "= 4×4", "^注 *为约束性指标。"]
    assert grids(saved(book)) == [
        [
            ["类别", "指标", "目标", "<"],
            ["^", "^", "2025年", "2030年"],
            ["健康水平", "婴儿死亡率（‰）", "5", "4"],
            ["^", "住院支付比例", "85%", "居民70|职工85"],
        ]
    ]
    [(_, grid)] = found.grids()
    place = next(cell.place for cell in grid.cells if cell.text == "85%")
    assert (place.sheet, place.row, place.column) == ("指标", 6, 3)


def test_tables_apart_hidden_rows_columns_and_sheets() -> None:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["指标", "目标", "草稿"],
        ["甲", "1", "x"],
        ["乙", "2", "x"],
        [],
        ["项目", "投资"],
        ["丙", "3"],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("旧")
    other.append(["不", "读"])
    other.sheet_state = "hidden"
    assert grids(saved(book)) == [[["指标", "目标"], ["甲", "1"]], [["项目", "投资"], ["丙", "3"]]]


def test_raised_marks() -> None:
    book: Any = openpyxl.Workbook()
    raised = InlineFont(vertAlign="superscript")
    book.active.append(["指标", "目标"])
    book.active.append(
        [
            CellRichText("婴儿死亡率", TextBlock(raised, "①")),
            CellRichText("6m", TextBlock(raised, "2"), "以上"),
        ]
    )
    assert grids(saved(book)) == [[["指标", "目标"], ["婴儿死亡率{①}", "6m²以上"]]]


@pytest.mark.parametrize(
    ("value", "form", "right"),
    [
        (78.2, "General", "78.2"),
        (0.1 + 0.2, "General", "0.3"),
        (0.00497, "General", "0.00497"),
        (1200, "#,##0", "1,200"),
        (79.5, "0.00", "79.50"),
        (4.685, "0.00_ ", "4.69"),
        (0.925, "0.0%", "92.5%"),
        (5, '"≤"0', "≤5"),
        (5, '0"张"', "5张"),
        (-3, "0;(0)", "(3)"),
        (-3.5, "0.0", "-3.5"),
        (2025, '0"年"', "2025年"),
        (6, "0.##", "6"),
        (12345678, "General", "12345678"),
        ("≥90", "@", "≥90"),
    ],
)
def test_shown(value: object, form: str, right: str) -> None:
    assert shown(value, form) == right


def test_a_formula_that_nobody_has_computed() -> None:
    book: Any = openpyxl.Workbook()
    book.active.append(["指标", "目标"])
    book.active.append(["甲", "=1+1"])
    assert grids(saved(book)) == [[["指标", "目标"], ["甲", "=1+1"]]]


def test_merged_areas_that_cover_everything() -> None:
    book: Any = openpyxl.Workbook()
    book.active.append(["指标", "目标"])
    content = saved(book)
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(
                    b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                )
            new.writestr(name, data)
    with pytest.raises(InvalidInput, match="格太多"):
        blocks(stream.getvalue())
