"""Reports for offices: the table as xlsx, docx, markdown and csv, read again with the libraries that offices' tools are like."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from forms import render
from support import CASES, actuals_of, check_expected, fixed_reviewed, plan_of

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.badges import TONES, badge_of
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.model import Conventions, Report, Status
from healthplan_cli.model.changes import ChangeKind, Changes, StatusChange
from healthplan_cli.report import Look
from healthplan_cli.report.document import Heading, Paragraph, Table
from healthplan_cli.report.documents.indicators import indicator_table
from healthplan_cli.report.documents.paper import text as report_text
from healthplan_cli.report.formats.markdown import begun
from healthplan_cli.report.sheetnumbers import printed_number, share_number
from healthplan_cli.views.reviewed_plan import Reviewed

FOLDER = CASES / "office"
LOOK = Look()
FORMATS = ("csv", "markdown", "xlsx", "docx")
HOSTILE = '=HYPERLINK("x")|<b>*粗*</b>_[a](http://b)'


def reviewed_of(rows: list[dict[str, Any]], actuals: Any, **head: Any) -> Reviewed:
    """A made-up plan, judged in 2023."""
    plan = plan_of(rows, check_shape=False, **head)
    data = actuals_of(plan, actuals, year=2023)
    report, traces = evaluate_traced(plan, data, Conventions(2023))
    return Reviewed(report, decide_gate(report, Policy()), data, traces)


def small(id: str = "test", **row: Any) -> Reviewed:
    """A plan with one indicator."""
    first = {"unit": "%", "better": "higher", "baseline": "80", "target": "≥90", **row}
    return reviewed_of([first], {"row1": "85.0"}, id=id)


@cache
def whole(name: str) -> bytes:
    """The report that has every status and every note."""
    return render(name, fixed_reviewed(), LOOK)


def book_of(reviewed: list[Reviewed] | None = None) -> Any:
    """A workbook read again; without plans the whole report's."""
    content = render("xlsx", reviewed, LOOK) if reviewed else whole("xlsx")
    return openpyxl.load_workbook(io.BytesIO(content))


def paper_of(reviewed: list[Reviewed] | None = None) -> Any:
    """A document read again; without plans the whole report's."""
    return docx.Document(io.BytesIO(render("docx", reviewed, LOOK) if reviewed else whole("docx")))


class TestWhole:
    """Every word and number of the report that has every status and every note."""

    def test_markdown(self) -> None:
        check_expected(FOLDER / "report.md", whole("markdown").decode())

    def test_csv(self) -> None:
        """「`csv` 是 UTF-8 带 BOM」"""
        content = whole("csv")
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\r\n") == content.count(b"\n")
        check_expected(FOLDER / "report-csv.txt", content.decode("utf-8-sig").replace("\r\n", "\n"))

    def test_xlsx(self) -> None:
        check_expected(FOLDER / "report-xlsx.txt", "\n".join(self.sheets(book_of())) + "\n")

    def sheets(self, book: Any) -> Iterator[str]:
        """Every cell with its value, its type and how it is shown."""
        for sheet in book:
            area, title = sheet.print_area, sheet.print_title_rows
            yield f"## {sheet.title} {sheet.page_setup.orientation} {area} {title} {sheet.freeze_panes}"
            yield f"merged {' '.join(sorted(map(str, sheet.merged_cells.ranges)))}"
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield f"{cell.coordinate} {cell.data_type} {cell.number_format} {cell.value}"

    def test_docx(self) -> None:
        check_expected(FOLDER / "report-docx.txt", "\n".join(self.blocks(paper_of())) + "\n")

    def blocks(self, paper: Any) -> Iterator[str]:
        """Every paragraph with its style, every row of a table; ^ in cells that go on with the one above."""
        for block in paper.iter_inner_content():
            if hasattr(block, "rows"):
                for row in block.rows:
                    yield "| " + " | ".join(
                        "^"
                        if cell.vMerge == "continue"
                        else "".join(text.text for text in cell.iter(qn("w:t")))
                        for cell in row._tr.tc_lst
                    )
            elif block.text:
                yield f"{block.style.name}: {block.text}"


class TestSame:
    """「同样的输入，字节相同（文件里没有时间和人名）」"""

    @pytest.mark.parametrize("name", FORMATS)
    def test_bytes(self, name: str) -> None:
        assert render(name, fixed_reviewed(), LOOK) == whole(name)

    @pytest.mark.parametrize("name", ["xlsx", "docx"])
    def test_no_time_and_no_name(self, name: str) -> None:
        package = zipfile.ZipFile(io.BytesIO(whole(name)))
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = package.read("docProps/core.xml").decode()
        assert "dcterms:created" not in about
        assert "dcterms:modified" not in about
        assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]+)<", about) in ([], ["hpcheck"])


class TestWorkbook:
    """「A4；表横向，类别合并，表头每页重复，状态有底色也有字」"""

    def test_the_table(self) -> None:
        sheet = book_of()["完成情况表"]
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
        assert sheet.print_title_rows == "$3:$3"
        shown = openpyxl.load_workbook(io.BytesIO(whole("xlsx")), data_only=True)["完成情况表"]
        words = {row[10].value for row in shown.iter_rows(min_row=4, max_row=43)}
        assert words == {badge_of(row).words for row in fixed_reviewed()[0].report.results}
        rules = [
            rule for area in sheet.conditional_formatting for rule in area.rules if rule.type == "cellIs"
        ]
        fills = {rule.formula[0].strip('"'): rule.dxf.fill.bgColor.rgb for rule in rules}
        assert words <= set(fills)
        assert fills["滞后·已豁免"] != fills["滞后"]
        assert len(set(fills.values())) == len(TONES)

    def test_numbers_are_exact(self) -> None:
        """「写成数，照写的小数位和符号显示」"""
        package = zipfile.ZipFile(io.BytesIO(whole("xlsx")))
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
        assert "<v>78.00</v>" in sheet  # as printed
        assert "<v>0.333333333333333</v>" in sheet  # the progress of a third

    def test_a_very_long_name(self) -> None:
        """A spreadsheet program repairs a file with rows of more than 409 points."""
        sheet = book_of([small(name="很长" * 400, category="类" * 60)])["完成情况表"]
        assert sheet.row_dimensions[4].height == 409

    def test_a_row_without_category(self) -> None:
        """「类别（规划没有分类的不列）」"""
        sheet = book_of([small()])["完成情况表"]
        assert [cell.value for cell in sheet[3]][:2] == ["序号", "指标"]
        assert sheet.freeze_panes == "C4"


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("34.30", "%", ("34.30", "0.00")),
        ("≤23.76", "%", ("23.76", '"≤"0.00')),
        ("90%", "%", ("90", '0"%"')),
        ("92.7*", "%", ("92.7", '0.0"*"')),
        ("+0.5", "%", ("0.5", "+0.0;-0.0")),
        ("-0.07", "人", ("-0.07", "0.00")),
        ("0.29%", "‰", None),
        ("55万人", "亿人", None),
        ("80左右", "%", None),
        ("1:1.3", "", None),
        ("010", "", None),
        ("=1+1", "", None),
        ("1234567890.123456", "", None),
        ("—", "", None),
        ("", "", None),
    ],
)
def test_printed_number(text: str, unit: str, expected: tuple[str, str] | None) -> None:
    """「不是数的（`80左右`、`5.1（上半年）`）是文字」"""
    found = printed_number(text, unit)
    assert (found and (found.digits, found.format)) == expected


def test_share_number() -> None:
    found = share_number("33.3%", Fraction(1, 3))
    assert found is not None
    assert (found.digits, found.format) == ("0.333333333333333", "0.0%")
    assert share_number("保持", Fraction(1)) is None


class TestDocument:
    """「正文按公文用字（仿宋三号，28 磅行距），表在横页，表头每页重复」"""

    def test_pages(self) -> None:
        paper = paper_of()
        turned = [section.orientation for section in paper.sections]
        assert (
            turned == [WD_ORIENT.PORTRAIT] * 2 + [WD_ORIENT.LANDSCAPE] * 2
        )  # two for leaders, the annex, the working papers
        assert "PAGE" in paper.sections[0].footer._element.xml
        assert all(section.footer.is_linked_to_previous for section in list(paper.sections)[1:])

    def test_styles(self) -> None:
        style = paper_of().styles["Normal"]
        assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
        assert (style.font.size.pt, style.paragraph_format.line_spacing.pt) == (16, 28)

    def test_every_table_repeats_its_header(self) -> None:
        tables = paper_of().tables
        assert len(tables) > 6
        for table in tables:
            heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
            assert heads == [True] + [False] * (len(heads) - 1)

    def test_elements_are_in_the_order_of_the_schema(self) -> None:
        """A word processor asks to repair a document whose elements are not."""
        orders = {
            "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"],
            "tblPr": ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
        }
        body = paper_of().element.body
        for tag, order in orders.items():
            found = [[child.tag.split("}")[1] for child in item] for item in body.iter(qn(f"w:{tag}"))]
            assert found
            assert [names for names in found if names != sorted(names, key=order.index)] == []


class TestHostile:
    """「等号开头的也是文字，不会运行」, 「文件里的字都按原样显示，不会成为标记」"""

    shown, name = (HOSTILE.replace("\x0b", instead) for instead in (" ", ""))  # a name has no white space

    def reviewed(self) -> list[Reviewed]:
        return [small(name=HOSTILE, category=HOSTILE, note=HOSTILE)]

    def test_xlsx(self) -> None:
        book = book_of(self.reviewed())
        assert book["完成情况表"]["C4"].value == self.name
        cells = [cell for sheet in book for row in sheet for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "f"}
        assert not [cell.value for cell in cells if cell.data_type == "f" and "HYPERLINK" in cell.value]

    def test_words_in_formulas(self) -> None:
        """What a cell says is text in a formula, and no longer than a formula may hold."""
        odd = '"&HYPERLINK("x")&"'
        book = book_of([small(baseline="—", note=odd, name=odd)])
        texts = [
            text
            for sheet in book
            for row in sheet
            for cell in row
            if cell.data_type == "f"
            for text in re.findall('"((?:[^"]|"")*)"', cell.value)
        ]
        assert texts
        assert max(map(len, texts)) <= 255

    def test_docx(self) -> None:
        cells = [
            cell.text
            for table in paper_of(self.reviewed()).tables
            for row in table.rows
            for cell in row.cells
        ]
        assert self.name in cells

    def test_markdown(self) -> None:
        found = render("markdown", self.reviewed(), LOOK).decode()
        assert r'| =HYPERLINK("x")\|\<b\>\*粗\*\</b\>\_\[a\](http://b) |' in found

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("10. 吸烟率", r"10\. 吸烟率"),
            ("15岁以上", "15岁以上"),
            ("- a", r"\- a"),
            ("78.00", "78.00"),
            ("78.", r"78\."),
            ("# a\n> b", r"\# a \> b"),
            ("a|b", r"a\|b"),
            ("&lt;", r"\&lt;"),
            ("20%~30%", r"20%\~30%"),
            ("", ""),
        ],
    )
    def test_begun(self, text: str, expected: str) -> None:
        assert begun(text) == expected


class TestSeveral:
    """「一次核验几个规划的，一个接一个写在同一份文件里；xlsx 的工作表名前加规划的 id」"""

    def test_xlsx(self) -> None:
        long = "a" * 40
        names = book_of([small("one"), small(long)]).sheetnames
        assert names[:2] == ["one 评估情况", "one 完成情况表"]
        assert names[7:10] == ["one 图的数据", f"{'a' * 27}评估情况", f"{'a' * 26}完成情况表"]
        assert len(set(names)) == 16

    def test_docx(self) -> None:
        paper = paper_of([small("one"), small("two")])
        assert len(paper.sections) == 8
        assert [section.orientation for section in paper.sections][3:6] == [
            WD_ORIENT.LANDSCAPE,
            *[WD_ORIENT.PORTRAIT] * 2,
        ]

    def test_markdown(self) -> None:
        assert render("markdown", [small("one"), small("two")], LOOK).decode().count("\n# ") == 1


class TestOnly:
    """「`--only` 只影响这张表列哪些行，不影响评估情况里的项数」"""

    def test_rows(self) -> None:
        look = Look(only=(Status.MISSED, Status.UNKNOWN))
        [item] = fixed_reviewed()
        table = indicator_table(item.report, look)
        ids = {result.no: result.id for result in item.report.results}
        number = table.heads.index("序号")
        assert [ids[row.cells[number].text] for row in table.rows] == [
            "missed",
            "no_data",
            "no_target",
            "external",
            "censored",
            "review",
            "within_rounding",
            "part_year",
            "forecast",
        ]
        assert table.notes[-1] == "本表只列判断为未达标、无法判定的指标。"
        full, fewer = (render("markdown", [item], way).decode() for way in (LOOK, look))
        assert full.split("完成情况表")[0] == fewer.split("完成情况表")[0]

    @pytest.mark.parametrize("name", FORMATS)
    def test_no_row_at_all(self, name: str) -> None:
        assert render(name, [small()], Look(only=(Status.MET,)))


def sections(report: Report) -> dict[str, list[str]]:
    """The text of a paper: its paragraphs below their headings."""
    found: dict[str, list[str]] = {}
    for block in report_text(report, "《规划》"):
        if isinstance(block, Heading):
            found[block.text] = []
        elif isinstance(block, Paragraph):
            found[list(found)[-1]].append(block.lead + block.text)
    return found


class TestFindings:
    """「总体情况（两个达标率都写，另有完成进度与序时进度的图）」「需要关注的问题，数据说明」"""

    def test_nothing_to_worry_about(self) -> None:
        found = sections(small(target="≥84").report)
        assert (
            list(found)
            == ["一、总体情况", "二、约束性指标完成情况", "三、需要关注的问题", "四、数据说明"][: len(found)]
        )
        assert found["三、需要关注的问题"] == ["（一）没有未达标、滞后、倒退的指标，约束性指标都能判定。"]

    def test_changes(self) -> None:
        """「用了 `--against` 的，写与上一次相比的变化」"""
        shift = StatusChange("row1", "1", "指标1", ChangeKind.WORSE, Status.ON_TRACK, Status.BEHIND)
        changes = Changes("old.json", "0" * 64, 2022, (shift,))
        report = replace(small().report, changes=changes)
        assert sections(report)["三、与上一次（2022 年）相比"] == ["判断有变化的 1 项：状态下降 1 项。"]
        tables = [block for block in report_text(report, "《规划》") if isinstance(block, Table)]
        [table] = [table for table in tables if "before" in [column.key for column in table.columns]]
        assert [cell.text for cell in table.rows[0].cells] == ["1. 指标1", "符合预期", "滞后", "状态下降"]

    def test_a_plan_without_indicators_judged(self) -> None:
        found = sections(reviewed_of([{"better": "higher", "target": "≥5"}], {}).report)
        assert found["一、总体情况"][2] == (
            "达标率按全部指标计算为 0%（0/1），按能判定的指标计算为 —（0/0）。有 1 项无法判定，两个达标率应一并引用。"
        )
