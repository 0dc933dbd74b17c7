"""Tables on pages without ruling lines, and laid out in text: heads of two rows, broken heads over pages, merged cells, cells that touch."""

from __future__ import annotations

from typing import Any

import pytest
from pdfpages import pdf_of
from printed_tables import Column, Print

from healthplan_cli.draft.model import DraftRow
from healthplan_cli.draft.tables import read_tables
from healthplan_cli.draft.tables.text.placing import bands
from healthplan_cli.draft.tables.text.words import Word
from healthplan_cli.sources.documents.pdf.reading import read_pdf_blocks
from healthplan_cli.sources.documents.textblocks import read_text_blocks

KEYS = ("no", "category", "name", "unit", "baseline", "target", "average", "nature")
TABLE = """1|经济发展|国内生产总值（GDP）增长|%|2.3|—|保持在合理区间|预期性
2|经济发展|全员劳动生产率增长|%|2.5|—|高于GDP增长|预期性
3|经济发展|常住人口城镇化率|%|60.6|65|—|预期性
4|环境风险防控|受污染耕地安全利用率|%|90|93左右|—|约束性
5|环境风险防控|以乡（镇、街道）为单位的污水处理设施运行负荷率|%|76|80|—|约束性
6|民生福祉|劳动年龄人口平均受教育年限|年|10.8|11.3|—|约束性
7|民生福祉|每千人口拥有执业（助理）医师数|人|2.9|3.2|—|预期性
8|民生福祉|人均预期寿命|岁|77.3|78.3|—|预期性"""
ROWS = [dict(zip(KEYS, line.split("|"), strict=True)) for line in TABLE.split("\n")]
WIDTHS = dict(zip(KEYS, (28, 56, 150, 52, 58, 64, 76, 52), strict=True))
PLAIN = dict(zip(KEYS, ("序号", "领域", "指标", "单位", "2020年", "2025年", "年均增长", "属性"), strict=True))
BROKEN = PLAIN | {"name": "指标名称", "baseline": "2020年\n基期值", "average": "年均\n[五年累\n计]"}
OVER = {"target": "规划目标", "average": "规划目标"}


def columns(
    keys: str, heads: dict[str, str] = PLAIN, over: dict[str, str] | None = None, **widths: float
) -> list[Column]:
    return [
        Column(key, (WIDTHS | widths)[key], heads[key], (over or {}).get(key, "")) for key in keys.split()
    ]


def read(table: Print) -> tuple[DraftRow, ...]:
    return read_tables(read_pdf_blocks(pdf_of(table.pages(ROWS)), "a.pdf", "", None)).rows


def said(rows: tuple[DraftRow, ...], keys: str) -> list[list[str | None]]:
    """What rows say in these columns; a dash for nothing in one of values."""
    found: list[list[str | None]] = []
    for row in rows:
        values = {
            "no": row.no,
            "category": "".join(row.category),
            "name": row.name,
            "unit": row.unit,
            "baseline": row.baseline.text if row.baseline else "—",
            "target": row.targets[0].text if row.targets else "—",
            "average": row.average.text if row.average else row.total.text if row.total else "—",
            "nature": row.nature,
        }
        found.append([values[key] for key in keys.split()])
    return found


def wanted(keys: str) -> list[list[str]]:
    return [[row[key] for key in keys.split()] for row in ROWS]


ALL = " ".join(KEYS)
UNNUMBERED = ALL.removeprefix("no ")
FLAT = ALL.replace("category ", "")


@pytest.mark.parametrize(
    ("keys", "heads", "over", "how"),
    [
        (UNNUMBERED, PLAIN, OVER, {}),
        (ALL, PLAIN, OVER, {"breaks": (4,), "continued": "续表1"}),
        (ALL, BROKEN, {}, {"breaks": (4,)}),
        (FLAT, BROKEN, {}, {"breaks": (5,), "heads": "top", "valign": "top"}),
        (UNNUMBERED, BROKEN, {}, {"breaks": (3,), "labelled": True, "labels": "top"}),
        (FLAT, PLAIN, {}, {"after": ("主要任务", "坚持统筹推进"), "close": 14, "pad": 3}),
        (ALL, PLAIN, {}, {"labels": "top", "breaks": (5,), "continued": "（续表）"}),
    ],
    ids=[
        "a head of two rows, in the middle",
        "the same over two pages",
        "a broken head over two pages",
        "a broken head, its cells at the top",
        "a broken head, its labels said again",
        "a heading at once behind the table",
        "labels at the top of their rows",
    ],
)
def test_a_page(keys: str, heads: dict[str, str], over: dict[str, str], how: dict[str, Any]) -> None:
    rows = read(Print(columns(keys, heads, over), left=20, **how))
    assert said(rows, keys) == wanted(keys)
    assert {doubt.field for row in rows for doubt in row.doubts} <= {"category"}


def test_cells_that_nearly_touch() -> None:
    narrow = columns(ALL, no=18, category=44, unit=46)
    assert said(read(Print(narrow, gap=3, left=20)), ALL) == wanted(ALL)


@pytest.mark.parametrize("key", ["unit", "nature"])
def test_cells_merged_over_rows_are_every_row_s(key: str) -> None:
    rows = read(Print(columns(UNNUMBERED), merged=("category", key), left=20))
    assert said(rows, UNNUMBERED) == wanted(UNNUMBERED)
    assert not [doubt for row in rows for doubt in row.doubts if doubt.field == key]


def test_cells_merged_over_rows_at_their_first_are_in_doubt() -> None:
    """Nothing tells whether the rows below have none."""
    rows = read(Print(columns(FLAT), merged=("unit",), labels="top", valign="top", left=20))
    assert [row.unit for row in rows] == [row["unit"] for row in ROWS]
    assert all("unit" in [doubt.field for doubt in row.doubts] for row in rows[1:5])


def text(lines: str) -> tuple[DraftRow, ...]:
    return read_tables(read_text_blocks(lines.encode(), "a.txt", "")).rows


def test_a_page_of_a_text_that_is_laid_out_anew() -> None:
    """The second page has no head, and its columns stand elsewhere."""
    rows = text("""某县“十四五”规划

序号         指标             单位    2020年    2025年    2035年   属性
1    农田灌溉水有效利用系数           —     0.565    0.58     0.6    预期性
2    万元国内生产总值用水量下降         %     28      16       30     约束性

3   农村自来水普及率    %   83    88   95    预期性
4   大中型灌区工程配套率  %   57    70   80    预期性
5   江河堤防达标率     %   —     77   85    预期性
""")
    assert [
        (row.baseline and row.baseline.text, *(target.text for target in row.targets)) for row in rows
    ] == [
        ("0.565", "0.58", "0.6"),
        ("28", "16", "30"),
        ("83", "88", "95"),
        ("57", "70", "80"),
        ("—", "77", "85"),
    ]


def test_a_serial_number_beside_the_name_of_a_text() -> None:
    rows = text("""某县“十四五”规划

                       计量   2020年   2025年   指标
序号 主要指标
                       单位   基期值     目标值     属性
    地级及以上城市空气质量优良天
1                      %      87      87.5   约束性
    数比率
2   地表水达到或好于Ⅲ类水体比例     %    83.4      85    约束性
""")
    assert [(row.no, row.name) for row in rows] == [
        ("1", "地级及以上城市空气质量优良天数比率"),
        ("2", "地表水达到或好于Ⅲ类水体比例"),
    ]


def test_a_category_that_fits_two_rows_is_in_doubt() -> None:
    """The label of the second stands between the middles of two and of three rows: nothing tells in a text."""
    rows = text("""某县“十四五”规划

 领域    指标                单位     2020年   2025年   属性
       国内生产总值增长            %      2.3     5     预期性
经济发展   全员劳动生产率增长           %      2.5     6     预期性
       常住人口城镇化率            %      60.6    65    预期性
       每万人口高价值发明专利拥有量      件      6.3     12    预期性
创新驱动   研发经费投入增长            %       7      7     预期性
       数字经济核心产业增加值占GDP
                           %      7.8     10    预期性
       比重
""")
    assert "category" in [doubt.field for doubt in rows[2].doubts]
    assert [row.category for row in (rows[0], *rows[3:])] == [("经济发展",), *[("创新驱动",)] * 3]


def test_a_label_of_two_lines_is_one_category() -> None:
    rows = text("""某县“十四五”规划

 类别    指标名称                单位     2020年   2025年   性质
环境风险   受污染耕地安全利用率           %      90     93左右    约束性
 防控    放射源辐射事故年发生率         起/万枚    <1       <1    预期性
       森林覆盖率                %     23.04    24.1    约束性
生态保护
       生态保护红线占国土面积比例        %      —      不减少     约束性
""")
    assert ["".join(row.category) for row in rows] == ["环境风险防控"] * 2 + ["生态保护"] * 2


def test_a_line_with_as_many_words_as_columns_may_lack_one() -> None:
    """Where a value is set apart (99 以上), a name isn't taken for a category, which then would be as wide as names are."""
    heads = [Word("类别", 17, 21), Word("指标", 40, 44), Word("2025年", 62, 70), Word("2030年", 76, 83)]
    lines = [
        [
            Word("普及水平", 15, 23),
            Word("学前三年毛入园率（%）", 26, 48),
            Word("94.7", 64, 68),
            Word("≥96", 78, 82),
        ],
        [
            Word("残疾儿童少年入学率（%）", 26, 58),
            Word("98.3", 64, 68),
            Word("99", 76, 79),
            Word("以上", 79, 83),
        ],
    ]
    wide = bands(lines, heads)
    assert [(word.start, word.end) for word in wide[:2]] == [(15, 23), (26, 58)]
