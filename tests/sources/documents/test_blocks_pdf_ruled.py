"""A PDF as blocks: tables and boxes that lines draw, over pages too."""

from __future__ import annotations

import pytest
from blockcases import Rows, blocks, grids, texts
from pdfpages import PdfPage, pdf_of

XS = (60, 120, 160, 320, 390, 460, 530)
HEAD = ["领域", "序号", "指标", "2020年", "2025年", "属性"]


def heights(*tall: float, start: float = 100) -> list[float]:
    """The heights of rules, from those of the rows between them."""
    found = [start]
    for size in tall:
        found.append(found[-1] + size)
    return found


class TestRuled:
    def test_every_line(self) -> None:
        ys = heights(20, 36, 20)
        rows = [
            HEAD,
            ["健康", "1", "住院费用\n支付比例", "职工80\n居民70", "≥85", "约束性"],
            ["", "2", "床位数", "", "6", "预期性"],
        ]
        page = PdfPage().text(60, 80, "主要指标如下表").grid(XS, ys).cells(XS, ys, rows)
        right = [
            HEAD,
            ["健康", "1", "住院费用|支付比例", "职工80|居民70", "≥85", "约束性"],
            ["", "2", "床位数", "", "6", "预期性"],
        ]
        assert grids(pdf_of([page])) == [right]
        assert texts(blocks(pdf_of([page]))) == ["主要指标如下表", "= 3×6"]

    def test_merged_cells(self) -> None:
        xs, ys = (60, 120, 300, 380, 460), heights(20, 20, 20, 20)
        page = PdfPage()
        for y in (ys[0], ys[2], ys[4]):
            page.rule(xs[0], y, xs[-1], y)
        page.rule(xs[2], ys[1], xs[-1], ys[1]).rule(xs[1], ys[3], xs[-1], ys[3])
        for x in (xs[0], xs[1], xs[2], xs[4]):
            page.rule(x, ys[0], x, ys[-1])
        page.rule(xs[3], ys[1], xs[3], ys[-1])
        page.text(63, 124, "类别").text(123, 124, "指标").text(303, 114, "目标").text(
            303, 134, "2025年"
        ).text(383, 134, "2030年")
        page.text(63, 164, "健康").text(123, 154, "寿命").text(303, 154, "79").text(383, 154, "80")
        page.text(123, 174, "床位").text(303, 174, "6").text(383, 174, "7")
        assert grids(pdf_of([page])) == [
            [
                ["类别", "指标", "目标", "<"],
                ["^", "^", "2025年", "2030年"],
                ["健康", "寿命", "79", "80"],
                ["^", "床位", "6", "7"],
            ]
        ]

    def test_open_sides(self) -> None:
        ys, xs = heights(20, 20), (60, 200, 300, 400)
        page = PdfPage().cells(xs, ys, [["指标", "2020年", "2025年"], ["床位", "5", "6"]])
        for y in ys:
            page.rule(xs[0], y, xs[-1], y)
        for x in xs[1:-1]:
            page.rule(x, ys[0], x, ys[-1])
        assert grids(pdf_of([page])) == [[["指标", "2020年", "2025年"], ["床位", "5", "6"]]]

    def test_over_pages_with_the_head_again(self) -> None:
        ys = heights(20, 20, 20)
        one = [HEAD, ["健康", "1", "寿命", "78", "79", "预期性"], ["", "2", "床位", "5", "6", "预期性"]]
        two = [HEAD, ["服务", "3", "医师", "2", "3", "约束性"], ["", "4", "护士", "3", "4", "约束性"]]
        first = PdfPage().grid(XS, ys).cells(XS, ys, one).text(290, 800, "- 1 -")
        second = (
            PdfPage()
            .text(60, 80, "续表")
            .grid(XS, ys)
            .cells(XS, ys, two)
            .text(290, 800, "- 2 -")
            .text(80, 300, "以上为表。")
        )
        found = blocks(pdf_of([first, second]))
        assert texts(found) == ["= 5×6", "以上为表。"]
        assert grids(pdf_of([first, second])) == [[*one, *two[1:]]]
        [(_, grid)] = found.grids()
        assert [cell.place.page for cell in grid.cells if cell.column == 2] == [1, 1, 1, 2, 2]

    @pytest.mark.parametrize(
        ("last", "first", "right"),
        [
            # the rest of cells goes to the row that the page has broken
            (
                ["健康", "1", "住院费用", "比2019年提高", "比2020年", "预期性"],
                ["", "", "支付比例", "", "10%", ""],
                [["健康", "1", "住院费用|支付比例", "比2019年提高", "比2020年|10%", "预期性"]],
            ),
            # a part with values of its own is a row
            (
                ["健康", "1", "中药使用率\n门诊", "30.49", "60", "预期性"],
                ["", "", "住院", "63.12", "60", ""],
                [
                    ["健康", "1", "中药使用率|门诊", "30.49", "60", "预期性"],
                    ["^", "^", "住院", "63.12", "60", ""],
                ],
            ),
            # a row of its own
            (
                ["健康", "1", "寿命", "78", "79", "预期性"],
                ["", "2", "床位", "5", "6", ""],
                [["健康", "1", "寿命", "78", "79", "预期性"], ["^", "2", "床位", "5", "6", ""]],
            ),
        ],
    )
    def test_what_a_page_breaks(self, last: list[str], first: list[str], right: Rows) -> None:
        before = ["健康0", "7", "甲", "1", "2", "预期性"], ["健康1", "8", "乙", "1", "2", "预期性"]
        after = ["其他", "9", "丙", "1", "2", "预期性"]
        ys = heights(20, 20, 20, 30)
        one = PdfPage().grid(XS, ys).cells(XS, ys, [HEAD, *before, last])
        two = PdfPage().grid(XS, heights(20, 20)).cells(XS, heights(20, 20), [first, after])
        assert grids(pdf_of([one, two])) == [[HEAD, *before, *right, after]]

    def test_two_tables_on_a_page(self) -> None:
        ys, low = heights(20, 20), heights(20, 20, start=200)
        xs = (60, 200, 300)
        page = PdfPage().grid(xs, ys).cells(xs, ys, [["指标", "目标"], ["甲", "1"]])
        page.grid(xs, low).cells(xs, low, [["项目", "投资"], ["乙", "2"]]).text(60, 180, "项目表")
        assert texts(blocks(pdf_of([page]))) == ["= 2×2", "项目表", "= 2×2"]

    def test_rows_without_rules_between_columns_with(self) -> None:
        """Only the head and the frame are ruled; the rows stand where their words do."""
        xs = (60, 200, 280, 360)
        page = PdfPage().grid(xs, [100, 120, 200])
        for x, words in zip(xs, ("指标", "2020年", "2025年"), strict=False):
            page.text(x + 3, 114, words)
        for number, cells in enumerate(
            (["婴儿死亡率", "5", "4"], ["人均寿命", "78", "79"], ["床位数", "5.5", "6"])
        ):
            for x, words in zip(xs, cells, strict=False):
                page.text(x + 3, 140 + 20 * number, words)
        assert grids(pdf_of([page])) == [
            [
                ["指标", "2020年", "2025年"],
                ["婴儿死亡率", "5", "4"],
                ["人均寿命", "78", "79"],
                ["床位数", "5.5", "6"],
            ]
        ]


class TestFrames:
    def test_a_box_is_paragraphs(self) -> None:
        page = PdfPage().text(60, 60, "一、重点任务").grid((60, 530), (100, 160))
        page.text(80, 120, "专栏1 重点项目").text(80, 140, "到2025年建成3个中心。")
        assert texts(blocks(pdf_of([page]))) == [
            "# 一、重点任务",
            "[] 专栏1 重点项目",
            "[] 到2025年建成3个中心。",
        ]

    def test_the_frame_of_a_page(self) -> None:
        def page(number: int) -> PdfPage:
            made = PdfPage().grid((40, 555), (40, 800))
            for line in range(12):
                made.rule(40, 80 + 30 * line, 555, 80 + 30 * line)
            return made.text(60, 100, f"第{number}段的文字是这样的。")

        assert texts(blocks(pdf_of([page(1), page(2)]))) == ["第1段的文字是这样的。", "第2段的文字是这样的。"]
