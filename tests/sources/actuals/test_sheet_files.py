"""Which sheet of a workbook, and text in other encodings."""

from __future__ import annotations

import csv
import io

import pytest
from sheetcases import PLAN, TABLE, Rows, book_of, csv_text, fact, problems
from support import (
    read_csv,
    read_xlsx,
)

from healthplan_cli.base.errors import Problem

# ── which sheet ──

OTHER: Rows = [["指标", "2023年"], ["婴儿死亡率", 2.6]]
WORDS: Rows = [["填表说明"], ["请于3月底前报送"]]


class TestWhichSheet:
    """The one visible sheet with a header, or the one asked for; never one of several by chance."""

    @pytest.mark.parametrize(
        ("sheets", "asked", "found"),
        [
            ([("说明", WORDS, "visible"), ("数据", TABLE, "visible")], None, "数据!B2"),
            ([("甲", TABLE, "visible"), ("乙", OTHER, "visible")], "乙", "乙!B2"),
            ([("甲", TABLE, "visible"), ("旧", OTHER, "hidden")], " 旧 ", "旧!B2"),
            ([("甲", TABLE, "visible"), ("旧", WORDS, "veryHidden")], None, "甲!B2"),
        ],
    )
    def test_is_read(self, sheets: list[tuple[str, Rows, str]], asked: str | None, found: str) -> None:
        [value] = read_xlsx(book_of(*sheets), "a.xlsx", PLAN, asked).values
        assert str(value.location) == f"a.xlsx:{found}"

    @pytest.mark.parametrize(
        ("sheets", "asked", "said"),
        [
            (
                [("甲", TABLE, "visible"), ("乙", OTHER, "visible"), ("说明", WORDS, "visible")],
                None,
                "a.xlsx: 有 2 张工作表都像数据表：甲、乙；请用 --sheet 指定一张\n",
            ),
            (
                [("2023年", TABLE, "visible"), ("2022年", OTHER, "visible")],
                "2023",
                "a.xlsx: 没有工作表“2023”，是不是“2023年”？\n",
            ),
            ([("甲", TABLE, "visible")], "丙", "a.xlsx: 没有工作表“丙”；有：甲\n"),
            (
                [("说明", WORDS, "visible"), ("旧", OTHER, "hidden")],
                None,
                "a.xlsx: 看得见的工作表里没有数据表，隐藏的里面有：旧；要读请用 --sheet\n",
            ),
            (
                [("说明", WORDS, "visible"), ("空", [], "visible")],
                None,
                "a.xlsx:说明: 没有找到表头：要有一行写着“指标”（或“序号”“代码”），以及“数值”或各年的列（2021年、2022年…）\n"
                "a.xlsx:空: 是空的，没有内容\n",
            ),
        ],
    )
    def test_is_not_chosen(self, sheets: list[tuple[str, Rows, str]], asked: str | None, said: str) -> None:
        assert problems(lambda: read_xlsx(book_of(*sheets), "a.xlsx", PLAN, asked)) == said

    def test_a_hidden_table_is_said(self) -> None:
        content = book_of(("甲", TABLE, "visible"), ("旧", OTHER, "hidden"))
        words = "a.xlsx:旧: 隐藏的工作表，像数据表，没有读：要读请用 --sheet，不用的请删去"
        notices: list[Problem] = []
        assert len(read_xlsx(content, "a.xlsx", PLAN, notices=notices).values) == 1
        assert [str(notice) for notice in notices] == [words]
        assert problems(lambda: read_xlsx(content, "a.xlsx", PLAN)) == f"{words}\n"


# ── encodings and separators ──

LONG = '指标,年份,数值,备注\n居民健康素养水平,2023,30.2,“抽样”\n婴儿死亡率,2023,"2.6","两行\n备注，带,逗号"\n'


class TestText:
    """A CSV in the encodings and with the separators that programs write."""

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
    )
    @pytest.mark.parametrize("separator", [",", "\t", ";"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_is_read(self, encoding: str, separator: str, end: str) -> None:
        rows = list(csv.reader(io.StringIO(LONG)))
        content = csv_text(rows, separator).replace("\r\n", "\n").replace("\n", end).encode(encoding)
        found = read_csv(content, "a.csv", PLAN)
        assert [fact(item) for item in found.values] == [
            "health_literacy 2023 151/5 % “30.2” | “抽样”",
            f"infant_mortality 2023 13/5 ‰ “2.6” | 两行{end}备注，带,逗号",
        ]

    def test_another_encoding(self) -> None:
        """Neither UTF-8 nor GB18030: é before a comma is neither's."""
        content = "indicator,year,note,value\nhealth_literacy,2023,café,30.2\n".encode("cp1252")
        [found] = read_csv(content, "a.csv", PLAN).values
        assert fact(found) == "health_literacy 2023 151/5 % “30.2” | café"

    def test_the_separator_that_excel_declares(self) -> None:
        content = "sep=;\n指标;2023年\n人均预期寿命;78,9\n婴儿死亡率;2.6\n".encode()
        assert problems(lambda: read_csv(content, "a.csv", PLAN)) == (
            "a.csv:3:8: 人均预期寿命：“78,9”数字里的逗号有两种读法：千分位写 1,500，小数写 1.5"
            '；“2023年”一列若不是数值，请在 --map 里写明不读：2023年: "-"\n'
        )

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('指标,2023年,备注\n人均预期寿命,78.9,"没有完\n婴儿死亡率,2.6,\n', "a.csv:2:13: 引号没有配对"),
            ('指标,2023年\n"人均预期寿命"x,78.9\n', "a.csv:2:1: 引号没有配对"),
            ('指标,2023年\n人均预期寿命,"7""8.9\n', "a.csv:2:8: 引号没有配对"),
            ('指标,2023年\n"人均\n预期寿命",七十几\n', "a.csv:3:7: 人均预期寿命：“七十几”"),
            (
                "指标,2023年\n卫生技术人员人均科研经费,5,600\n",
                "a.csv:2:16: “600”所在的列没有列名；若是数里的千分位逗号",
            ),
            ("指标\n人均预期寿命\n", "a.csv: 没有找到表头：要有一行写着"),
            ("指标,备注\n人均预期寿命,无\n", "a.csv: 没有找到表头：第 1 行像表头，但缺列；"),
            ("\n \n", "a.csv: 文件是空的，没有内容"),
            ("x" * 140_000 + "\n", "a.csv:1:1: 一格里的文字超过 32767 字"),
            ('指标,2023年\n"' + "x" * 140_000 + '",1\n', "a.csv:2:1: 一格里的文字超过 32767 字"),
        ],
    )
    def test_what_is_wrong_and_where(self, text: str, said: str) -> None:
        found = problems(lambda: read_csv(text.encode(), "a.csv", PLAN))
        assert found.startswith(said)

    def test_a_byte_that_no_encoding_has(self) -> None:
        content = "指标,2023年\n人均预期寿命,78.9".encode() + b"\xff\xff\x00\xff\n"
        found = problems(lambda: read_csv(content, "a.csv", PLAN))
        assert found.startswith("a.csv:2:12: 从这里起认不出文字编码")
