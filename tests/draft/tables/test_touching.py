"""Categories that touch the names beside them in a text, and names broken over lines that had room."""

from __future__ import annotations

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.draft.tables import read_tables
from healthplan_cli.sources.documents import read_blocks

TOUCHING = """云溪县“十四五”生态环境保护规划

   类别          指标名称      2025 年   2020 年    属性

         空气质量优良天数比率
                         88.5       86.1    约束性
         （%）

         地表水达到或好于Ⅲ类
                         85.7      78.6     约束性
   环境治 水体比例（%）
    理    地表水劣Ⅴ类水体比例
                            0       2.4     约束性
         （%）

         农村生活污水治理率
                            40      21.3    预期性
         （%）

         受污染耕地安全利用率
                        93 左右       90      约束性
   环境风 （%）
   险防控 放射源辐射事故年发生
                            <1       0      预期性
         率（起/万枚）
"""


def test_a_category_that_touches_a_name_is_apart() -> None:
    rows = read_tables(read_blocks(Source("规划.txt", TOUCHING.encode()))).rows
    assert [(*row.category, row.name, row.unit) for row in rows] == [
        ("环境治理", "空气质量优良天数比率", "%"),
        ("环境治理", "地表水达到或好于Ⅲ类水体比例", "%"),
        ("环境治理", "地表水劣Ⅴ类水体比例", "%"),
        ("环境治理", "农村生活污水治理率", "%"),
        ("环境风险防控", "受污染耕地安全利用率", "%"),
        ("环境风险防控", "放射源辐射事故年发生率", "起/万枚"),
    ]
