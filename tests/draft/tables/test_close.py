"""Tables of a text whose columns stand a single space apart, as tools lay out a page whose words are near each other."""

from __future__ import annotations

from healthplan_cli.draft.model import DraftRow
from healthplan_cli.draft.tables import read_tables
from healthplan_cli.sources.documents.textblocks import read_text_blocks


def read(table: str) -> tuple[DraftRow, ...]:
    return read_tables(read_text_blocks(f"某市规划\n{table}".encode(), "a.txt", "")).rows


def values(row: DraftRow) -> tuple[str | None, ...]:
    return (
        row.baseline.text if row.baseline else None,
        *(f"{each.year}:{each.text}" for each in row.targets),
    )


def test_heads_a_space_apart_are_columns_of_their_own() -> None:
    rows = read("""
类别 序号          指标        单位    2025年 2028年 2030年 属性
绿色 1 污水集中处理率             %      95.1 ≥96 ≥97.5 约束性
    2 供热管网漏损率           %      8.4   8    7 预期性
    3 再生水用量            万立方米      —   360 400以上 预期性
""")
    assert [(row.no, row.name, row.nature, values(row)) for row in rows] == [
        ("1", "污水集中处理率", "约束性", ("95.1", "2028:≥96", "2030:≥97.5")),
        ("2", "供热管网漏损率", "预期性", ("8.4", "2028:8", "2030:7")),
        ("3", "再生水用量", "预期性", ("—", "2028:360", "2030:400以上")),
    ]


def test_a_unit_a_space_from_a_year_in_a_head_of_two_rows() -> None:
    """现状 stands over 2020年, and 规划目标 over the two years: none of them over the head beside."""
    rows = read("""
序号 指标类别        指标               现状
                           单位 2020年        规划目标
                                      2025年 2035年 指标性质
  1 农业 粮食播种面积               万亩   78.73 78.88 79 约束性
 2      设施蔬菜面积            万亩 1.84 2.02 2.25 预期性
 3      农机化率               %    16.9 ≥20 ≥25 预期性
""")
    assert [values(row) for row in rows] == [
        ("78.73", "2025:78.88", "2035:79"),
        ("1.84", "2025:2.02", "2035:2.25"),
        ("16.9", "2025:≥20", "2035:≥25"),
    ]


def test_brackets_behind_years_are_of_the_years_before_them() -> None:
    rows = read("""
序号         指标名称    计量单位 2025年（基期值） 2030年（目标值） 属性
  1 城镇新增就业           万人    〔26.38〕     〔>23〕  预期性
 2 企业用工备案率          %       4.9 高于全省平均水平       预期性
3 技能培训人次       万人次     〔31.5〕     〔≥28〕  约束性
""")
    assert [values(row) for row in rows] == [
        ("〔26.38〕", "2030:〔>23〕"),
        ("4.9", "2030:高于全省平均水平"),
        ("〔31.5〕", "2030:〔≥28〕"),
    ]


def test_serial_numbers_that_touch_names_are_apart() -> None:
    """Also where a category is before one, a name begins with a figure, and a name goes on over lines."""
    rows = read("""
 领域  序号       主要指标     单位 2020年实际    2025年目标    属性
       8 医养结合机构数         家      29        50     预期性
康养服务 9 二级及以上综合医院
         设立老年医学科比例     %     35.7       70     预期性
     10 65周岁及以上老年
         人健康管理率        %    68.43       72     预期性
      11 老年人人均预期寿命     岁     81.9    83.0左右    约束性
防洪安全 12 1～5级堤防达标率      %     —          8     预期性
""")
    assert [(row.no, row.name, values(row)) for row in rows] == [
        ("8", "医养结合机构数", ("29", "2025:50")),
        ("9", "二级及以上综合医院设立老年医学科比例", ("35.7", "2025:70")),
        ("10", "65周岁及以上老年人健康管理率", ("68.43", "2025:72")),
        ("11", "老年人人均预期寿命", ("81.9", "2025:83.0左右")),
        ("12", "1～5级堤防达标率", ("—", "2025:8")),
    ]


def test_two_digit_serial_numbers_a_space_from_names_keep_their_rows() -> None:
    rows = read("""
            序号            指标名称             计量单位    2025年（基期值）      2030年（目标值）      属性
             8  全员劳动生产率增长                     %         4.9         5.5       预期性
             9  劳动报酬占比                        %         51.6          稳步提高        预期性
             10 开展补贴性职业技能培训                 万人次       〔31.5〕          〔≥28〕       预期性
             11 其中：农民工                      万人次       〔12.06〕          〔11〕       预期性
             12 高技能人才占比                  %         33.4            36        预期性
""")
    assert [row.no for row in rows] == ["8", "9", "10", "11", "12"]


def test_a_phrase_between_a_number_and_a_nature_is_a_cell() -> None:
    rows = read("""
  类别    序号         指标名称         单位 2020年 2025年 指标属性
          1 城市黑臭水体比例              %    0 基本消除 预期性
  环境治理   2 农村生活污水治理率             %   28.6 45 预期性
         3 生态保护红线占比            %   41.2 不降低 约束性
""")
    assert [(values(row), row.nature) for row in rows] == [
        (("0", "2025:基本消除"), "预期性"),
        (("28.6", "2025:45"), "预期性"),
        (("41.2", "2025:不降低"), "约束性"),
    ]
