"""Numbers of a text's tables that went into no cell, rows that are missing: each is said."""

from __future__ import annotations

from healthplan_cli.draft.model import Draft
from healthplan_cli.draft.reading import read_draft
from healthplan_cli.sources.documents.textblocks import read_text_blocks


def read(text: str) -> Draft:
    return read_draft(read_text_blocks(text.encode(), "a.txt", ""))


HEAD = "序号   指标名称              单位    2025年    2030年    属性\n"
ROWS = (
    "1    森林覆盖率             %      41.2     42.5    约束性\n"
    "2    湿地保护率             %      52.1     55      预期性\n"
)


def test_a_whole_table_leaves_nothing() -> None:
    draft = read(f"某市规划\n\n{HEAD}{ROWS}\n到2030年，建成公园25个。\n")
    assert len(draft.rows) == 2
    assert draft.remarks == ()


def test_rows_behind_a_table_that_breaks_off_are_said() -> None:
    """Once, by the first of them; a line that no cell can be stands between."""
    rest = (
        "本页各项由有关部门组织实施，资金列入同级财政预算，并每年公布进展\n"
        "3    草原综合植被盖度        %      61.3     62.8    预期性\n"
        "4    水土保持率             %      70.4     71.9    约束性\n"
    )
    draft = read(f"某市规划\n\n{HEAD}{ROWS}{rest}")
    assert draft.remarks == (
        "表里有 2 行的数没有读进任何一项指标（“3 草原综合植被盖度 % 61.3 62.8 预期性”起）：请对照原文补上",
    )


def test_a_jump_of_the_serial_numbers_is_a_doubt_and_said() -> None:
    draft = read(f"某市规划\n\n{HEAD}{ROWS}5    水土保持率             %      70.4     71.9    约束性\n")
    assert [doubt.words for doubt in draft.rows[-1].doubts if doubt.field == "no"] == [
        "序号从 2 跳到 5：中间的行没有读出，请对照原文"
    ]
    assert any("序号从 2 跳到 5" in remark for remark in draft.remarks)


def test_a_row_whose_number_is_far_off_is_said() -> None:
    """It may be the name's: 65周岁以上老年人 behind 2 is no sixty-fifth row."""
    draft = read("""某市规划

序号         指标名称    计量单位 2025年 2030年 属性
  1 城镇新增就业           万人    26.38     23  预期性
 2 企业用工备案率          %       4.9     5.5  预期性
90 技能培训人次      万人次     31.5     28  约束性
""")
    assert [row.name for row in draft.rows] == ["城镇新增就业", "企业用工备案率", "技能培训人次"]
    assert [doubt.field for doubt in draft.rows[2].doubts if "90" in doubt.words] == ["no"]


def test_a_torn_text_that_is_laid_out_is_not_sent_to_the_same_tool() -> None:
    torn = """某市规划

类别    指标名称    单位    2020年    2025年    属性
   森林覆盖率    湿地保护率
41.2
52.1    约束性    预期性
%    %    约束性    42.5
55    61.3    预期性
草原    水土    约束性
70.4    预期性
"""
    assert not any("pdftotext -layout" in remark for remark in read(torn).remarks)


def test_a_number_in_the_cell_of_the_nature_is_a_doubt() -> None:
    rows = read(
        "某市规划\n\n序号\t指标名称\t单位\t2025年\t2030年\t属性\n"
        "1\t森林覆盖率\t%\t41.2\t42.5\t约束性\n2\t湿地保护率\t%\t52.1\t55\t58 预期性\n"
    ).rows
    assert [row.nature for row in rows] == ["约束性", "预期性"]
    assert [[doubt.field for doubt in row.doubts] for row in rows] == [[], ["nature"]]


def test_columns_that_a_text_has_torn_off_a_table_are_not_left_out() -> None:
    """`pdftotext` sets the last columns behind the note: a table without them would be read as whole."""
    text = """某县规划

指标

单位

2025年

2028年

托位数
个
3.86
4.8
入托率
%
7.4
11.5
持证上岗率
%
82.3
95.5
婚检率
%
76.9
85.1

注：2025年为快报数。

2030年

性质

5.2

预期性

14.5

预期性

99.5

预期性
"""
    assert read(text).rows == ()
    assert len(read(text.partition("注：")[0]).rows) == 4


def test_a_value_under_a_head_of_two_years_is_in_doubt() -> None:
    """Of two rows of a head, or two heads, that came together in one cell nothing tells whose the one value is."""
    text = "某市“十五五”规划\n\n序号\t指标\t单位\t2025年完成值\t2027年目标值2030年\t属性\n"
    draft = read(text + "1\t森林覆盖率\t%\t41.2\t42.5\t约束性\n2\t湿地保护率\t%\t52.1\t55\t预期性\n")
    assert [[doubt.words for doubt in row.doubts if doubt.field == "target"] for row in draft.rows] == [
        [f"表头“2027年目标值2030年”里有两个年份：“{value}”是哪一年的，请对照原文"] for value in ("42.5", "55")
    ]


def test_a_span_or_what_a_year_is_held_against_is_no_second_year() -> None:
    for aim in ("2026—2030年目标", "2030年目标值（2025年为基数）", "2030年比2025年增长目标"):
        text = f"某市“十五五”规划\n\n序号\t指标\t单位\t2025年\t{aim}\t属性\n"
        draft = read(text + "1\t森林覆盖率\t%\t41.2\t42.5\t约束性\n2\t湿地保护率\t%\t52.1\t55\t预期性\n")
        assert not [doubt for row in draft.rows for doubt in row.doubts if "两个年份" in doubt.words]
