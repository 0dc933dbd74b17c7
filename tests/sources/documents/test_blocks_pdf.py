"""A PDF as blocks: ruled tables over pages, tables without rules, running heads, paragraphs rejoined from lines."""

from __future__ import annotations

import pytest
from blockcases import blocks, grids, texts
from pdfpages import PdfPage, pdf_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.sources.documents import read_blocks

HEAD = ["领域", "序号", "指标", "2020年", "2025年", "属性"]


class TestText:
    def test_lines_make_paragraphs(self) -> None:
        """Ten points a character: the lines go from 60 to 360."""
        page = PdfPage()
        lines = [
            (140, "某县卫生健康发展规划", 16),
            (60, "一、总体目标", 10),
            (80, "到2025年，全县婴儿死亡率控制在千分之五以下，居民健", 10),
            (60, "康素养水平达到百分之三十，每千人口床位数达到六张，医疗", 10),
            (60, "服务能力明显增强。", 10),
            (80, "到2035年，健康县基本建成，居民主要健康指标进入全市", 10),
            (60, "前列。", 10),
        ]
        for number, (x, words, size) in enumerate(lines):
            page.text(x, 80 + 20 * number, words, size)
        assert texts(blocks(pdf_of([page]))) == [
            "某县卫生健康发展规划",
            "# 一、总体目标",
            "到2025年，全县婴儿死亡率控制在千分之五以下，居民健康素养水平达到百分之三十，每千人口床位数达到六张，医疗服务能力明显增强。",
            "到2035年，健康县基本建成，居民主要健康指标进入全市前列。",
        ]

    def test_running_heads_feet_and_sentences_over_pages(self) -> None:
        parts = ["甲" * 28 + "，其中乙类", "丙" * 30 + "，三成以上", "丁" * 10 + "。"]
        pages = [
            PdfPage().text(200, 40, "某县“十四五”规划").text(60, 100, part).text(290, 800, f"— {number} —")
            for number, part in enumerate(parts, 5)
        ]
        assert texts(blocks(pdf_of(pages))) == ["".join(parts)]

    def test_numbers_of_two_lines_stay_two(self) -> None:
        page = PdfPage().text(60, 100, "甲" * 20 + "达到20").text(60, 120, "15年为基期。")
        assert texts(blocks(pdf_of([page]))) == ["甲" * 20 + "达到20 15年为基期。"]

    def test_footnotes_and_raised_marks(self) -> None:
        page = PdfPage()
        for number in range(5):
            page.text(60, 100 + 20 * number, "甲" * 30 + "。")
        page.text(60, 220, "婴儿死亡率").text(110, 216, "①", 6).text(117, 220, "控制在5‰以下，绿地6m").text(
            220, 216, "2", 5
        )
        page.text(60, 780, "① 基期为2019年。", 8)
        found = texts(blocks(pdf_of([page])))
        assert found[-2:] == ["婴儿死亡率控制在5‰以下，绿地6m²", "^① 基期为2019年。"]

    def test_pages(self) -> None:
        content = pdf_of([PdfPage().text(60, 100, f"第{number}页的文字。") for number in "一二三"])
        source = Source("plan.pdf", content)
        assert texts(read_blocks(source, range(2, 4))) == ["第二页的文字。", "第三页的文字。"]
        assert [block.place.page for block in read_blocks(source, range(2, 4)).blocks] == [2, 3]
        with pytest.raises(InvalidInput, match="共 3 页"):
            read_blocks(source, range(4, 9))
        with pytest.raises(InvalidInput, match="只有 PDF"):
            read_blocks(Source("plan.txt", "规划".encode()), range(1, 2))


class TestWithoutRules:
    """Tables whose columns and rows only the words' places tell."""

    XS = (60, 130, 165, 330, 400, 470)

    def put(self, page: PdfPage, base: float, cells: list[str]) -> PdfPage:
        for x, words in zip(self.XS, cells, strict=True):
            if words:
                page.text(x, base, words)
        return page

    def test_a_plain_one(self) -> None:
        rows = [HEAD, ["健康", "1", "婴儿死亡率（‰）", "5", "≤4", "预期性"], ["", "2", "人均预期寿命", "", "79", "预期性"],
                ["服务", "3", "每千人口床位数（张）", "5.5", "6", "约束性"]]  # fmt: skip
        page = PdfPage().text(60, 70, "全县的主要指标如下：")
        for number, cells in enumerate(rows):
            self.put(page, 100 + 22 * number, cells)
        page.text(
            60, 220, "下一段文字从这里开始，它比表里的字长得多，从左边一直到右边，没有分栏，也没有空白。"
        )
        found = blocks(pdf_of([page]))
        assert [text[:4] for text in texts(found)] == ["全县的主", "= 4×", "下一段文"]
        right = [HEAD, ["健康", "1", "婴儿死亡率（‰）", "5", "≤4", "预期性"], ["^", "2", "人均预期寿命", "", "79", "预期性"],
                 ["服务", "3", "每千人口床位数（张）", "5.5", "6", "约束性"]]  # fmt: skip
        assert grids(pdf_of([page])) == [right]
        [(_, grid)] = found.grids()
        assert not grid.ruled

    def test_names_of_several_lines_around_their_numbers(self) -> None:
        """The numbers stand at the middle of the name's lines, and the category at the middle of its rows."""
        page = self.put(PdfPage(), 100, HEAD).text(60, 162.5, "健康")
        names = (
            ["城乡居民达到体质测定", "标准合格以上的人数", "比例（%）"],
            ["床位数"],
            ["居民健康素养", "水平（%）"],
        )
        base = 124.0
        for number, lines in enumerate(names, 1):
            for at, line in enumerate(lines):
                page.text(165, base + 13 * at, line)
            middle = base + 13 * (len(lines) - 1) / 2
            self.put(page, middle, ["", str(number), "", "5", "6", "预期性"])
            base += 13 * len(lines) + 6
        assert grids(pdf_of([page])) == [
            [
                HEAD,
                ["健康", "1", "城乡居民达到体质测定|标准合格以上的人数|比例（%）", "5", "6", "预期性"],
                ["^", "2", "床位数", "5", "6", "预期性"],
                ["^", "3", "居民健康素养|水平（%）", "5", "6", "预期性"],
            ]
        ]

    def test_categories_at_the_first_of_their_rows_where_cells_stand_in_the_middle(self) -> None:
        """What stands in the middle of a row says nothing of a cell that is merged over several."""
        page = self.put(PdfPage(), 100, HEAD)
        base = 124.0
        for number, lines in enumerate(
            (["住院床位", "总数"], ["医师数"], ["护士数"], ["近视率"], ["吸烟率"], ["肥胖率"]), 1
        ):
            if number in (1, 4):
                page.text(60, base, "资源" if number == 1 else "生活")
            for at, line in enumerate(lines):
                page.text(165, base + 13 * at, line)
            self.put(page, base + 13 * (len(lines) - 1) / 2, ["", str(number), "", "5", "6", "预期性"])
            base += 13 * len(lines) + 6
        [found] = grids(pdf_of([page]))
        assert [row[0] for row in found[1:]] == ["资源", "^", "^", "生活", "^", "^"]

    def test_names_of_several_lines_below_their_first(self) -> None:
        page = self.put(PdfPage(), 100, HEAD)
        names = (
            ["城乡居民达到体质测定", "标准合格以上的人数", "比例（%）"],
            ["床位数"],
            ["居民健康素养", "水平（%）"],
        )
        base = 124.0
        for number, lines in enumerate(names, 1):
            self.put(page, base, ["健康" if number == 1 else "", str(number), "", "5", "6", "预期性"])
            for at, line in enumerate(lines):
                page.text(165, base + 13 * at, line)
            base += 13 * len(lines) + 6
        assert grids(pdf_of([page])) == [
            [
                HEAD,
                ["健康", "1", "城乡居民达到体质测定|标准合格以上的人数|比例（%）", "5", "6", "预期性"],
                ["^", "2", "床位数", "5", "6", "预期性"],
                ["^", "3", "居民健康素养|水平（%）", "5", "6", "预期性"],
            ]
        ]

    def test_a_head_of_two_rows(self) -> None:
        page = (
            PdfPage()
            .text(60, 110, "领域")
            .text(130, 110, "序号")
            .text(165, 110, "指标")
            .text(470, 110, "属性")
        )
        page.text(345, 102, "规划目标值及年").text(330, 118, "2020年").text(400, 118, "2025年")
        for number in (1, 2, 3):
            self.put(
                page,
                120 + 22 * number,
                ["健康" if number == 2 else "", str(number), "指标" * number, "5", "6", "预期性"],
            )
        assert grids(pdf_of([page])) == [
            [
                ["领域", "序号", "指标", "规划目标值及年", "<", "属性"],
                ["^", "^", "^", "2020年", "2025年", "^"],
                ["健康", "1", "指标", "5", "6", "预期性"],
                ["^", "2", "指标指标", "5", "6", "预期性"],
                ["^", "3", "指标指标指标", "5", "6", "预期性"],
            ]
        ]

    def test_parts_of_a_row_without_a_number(self) -> None:
        page = self.put(PdfPage(), 100, HEAD)
        for base in (40, 55, 70, 220, 235, 250):
            page.text(60, base, "这里是表以外的一段文字，比较长，从页面的左边一直写到页面的右边。")
        for number, cells in enumerate((["健康", "1", "寿命", "78", "79", "预期性"], ["", "2", "住院支付比例", "", "", "约束性"],
                                        ["", "", "职工", "80", "85", ""], ["", "", "居民", "65", "70", ""])):  # fmt: skip
            self.put(page, 122 + 20 * number, cells)
        assert grids(pdf_of([page]))[0][2:] == [
            ["^", "2", "住院支付比例", "", "", "约束性"],
            ["^", "", "职工", "80", "85", ""],
            ["^", "", "居民", "65", "70", ""],
        ]

    def test_over_pages(self) -> None:
        pages = []
        for start in (1, 4):
            page = self.put(PdfPage(), 100, HEAD)
            for number in range(start, start + 3):
                self.put(
                    page, 102 + 20 * (number - start + 1), ["", str(number), "指标甲" * 2, "5", "6", "预期性"]
                )
            pages.append(page)
        [grid] = grids(pdf_of(pages))
        assert [row[0 if len(row) < 6 else 1] for row in grid] == ["序号", "1", "2", "3", "4", "5", "6"]

    def test_three_rules_and_no_columns(self) -> None:
        page = (
            self.put(PdfPage(), 114, HEAD)
            .rule(60, 100, 530, 100)
            .rule(60, 120, 530, 120)
            .rule(60, 190, 530, 190)
        )
        for number in (1, 2, 3):
            self.put(
                page,
                114 + 22 * number,
                ["健康" if number == 1 else "", str(number), "指标甲", "5", "6", "预期性"],
            )
        assert [row[1:] for row in grids(pdf_of([page]))[0]] == [
            HEAD[1:],
            *([str(n), "指标甲", "5", "6", "预期性"] for n in (1, 2, 3)),
        ]

    def test_spaced_text_is_no_table(self) -> None:
        page = PdfPage()
        for number, line in enumerate(("领域：健康水平  指标：寿命  2015年：76", "领域：服务与保障  指标：医师  2015年：2.2", "领域：环境  指标：空气质量  2015年：66")):  # fmt: skip
            page.text(60, 100 + 20 * number, line)
        assert grids(pdf_of([page])) == []


class TestTurned:
    def test_a_table_on_its_side(self) -> None:
        """A wide table is often printed turned by a quarter: the text says which way is up."""
        page = PdfPage()
        page.drawn.append("q 0 1 -1 0 595 0 cm")
        ys, xs = [100, 120, 140], (60, 300, 500)
        inner = PdfPage(842, 595).grid(xs, ys).cells(xs, ys, [["指标", "目标"], ["床位", "6"]])
        page.drawn += [*inner.drawn, "Q"]
        page.chars |= inner.chars
        assert grids(pdf_of([page])) == [[["指标", "目标"], ["床位", "6"]]]
