"""Tables without ruling lines: read from where a page's words stand; and those whose cells a text has torn apart are not."""

from __future__ import annotations

from pdfpages import PdfPage, pdf_of

from healthplan_cli.draft.reading import read_draft
from healthplan_cli.draft.tables import read_tables
from healthplan_cli.sources.documents.pdf.reading import read_pdf_blocks
from healthplan_cli.sources.documents.textblocks import read_text_blocks

XS = (60, 90, 240, 300, 370, 450)
HEAD = ("序号", "指标名称", "单位", "2020年", "2025年", "属性")


def page_of(rows: list[tuple[str, ...]], left: float = 0, top: float = 120) -> PdfPage:
    """A page with a head and rows, each row's cells around the middle of its height."""
    page = PdfPage()
    for x, words in zip(XS, HEAD, strict=True):
        page.text(x + left, top, words)
    for number, row in enumerate(rows, 1):
        middle = top + 36 * number
        for x, cell in zip(XS, row, strict=True):
            lines = cell.split("\n")
            for at, line in enumerate(lines):
                page.text(x + left, middle + 12 * (at - (len(lines) - 1) / 2), line)
    return page


def test_a_page_without_ruling_lines() -> None:
    first: list[tuple[str, ...]] = [
        ("1", "普惠性幼儿园在园\n幼儿占比", "%", "86.2", "88以上", "预期性"),
        ("2", "以镇（街道）为单位\n适龄儿童免疫规划\n疫苗接种率", "%", "—", "95", "约束性"),
    ]
    second: list[tuple[str, ...]] = [
        ("3", "每千人口床位数", "张", "", "7.5", "预期性"),
        ("4", "数字经济核心产业\n增加值占GDP比重", "%", "7.8", "10", "预期性"),
    ]
    pages = [page_of(first).text(60, 60, "某县“十四五”规划"), page_of(second, left=14)]
    rows = read_tables(read_pdf_blocks(pdf_of(pages), "a.pdf", "", None)).rows
    assert [
        (row.no, row.name, row.unit, row.baseline and row.baseline.text, row.targets[0].text, row.nature)
        for row in rows
    ] == [
        ("1", "普惠性幼儿园在园幼儿占比", "%", "86.2", "88以上", "预期性"),
        ("2", "以镇（街道）为单位适龄儿童免疫规划疫苗接种率", "%", "—", "95", "约束性"),
        ("3", "每千人口床位数", "张", None, "7.5", "预期性"),
        ("4", "数字经济核心产业增加值占GDP比重", "%", "7.8", "10", "预期性"),
    ]


def test_torn_cells_are_said_and_promise_nothing() -> None:
    names = ["学前教育毛入园率（%）", "城镇调查失业率（%）", "每千人口床位数（张）", "森林覆盖率（%）"]
    columns = [["指标", *names], ["2020年", "80", "5", "6", "23"], ["2025年", "90", "5.5", "7", "24"]]
    lines = ["某县“十四五”规划", "表1 主要指标"]
    lines += [cell for column in columns for cell in column] + ["属性"] + ["预期性"] * 4
    draft = read_draft(read_text_blocks("\n\n".join(lines).encode(), "a.txt", ""))
    assert not draft.rows
    assert not draft.commitments
    assert any("散开了" in remark for remark in draft.remarks)
