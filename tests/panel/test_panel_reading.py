"""Many regions in one sheet, a sheet or a file each, are read as today's readers read each of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from panelcases import PLAN, read, values, written

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.panel.mentions import (
    code_beside,
    is_code_head,
    is_division,
    is_region_head,
    is_total,
    name_of,
)
from healthplan_cli.panel.plans import common_index
from healthplan_cli.panel.reading import read_panel, region_of_name

BOTH = {
    "东山县": [("life_expectancy", 2023, "79.2"), ("infant_mortality", 2023, "3.1")],
    "西山区": [("life_expectancy", 2023, "78.3"), ("infant_mortality", 2023, "4.1")],
}
SHAPES = {
    "long": [
        "地区,指标,年份,数值",
        "东山县,人均预期寿命,2023,79.2",
        "东山县,婴儿死亡率,2023,3.1",
        "西山区,人均预期寿命,2023,78.3",
        "西山区,婴儿死亡率,2023,4.1",
    ],
    "a region once, its rows below": [
        "区县,指标,2023年",
        "东 山 县,人均预期寿命,79.2",
        ",婴儿死亡率,3.1",
        "西山区,人均预期寿命,78.3",
        ",婴儿死亡率,4.1",
    ],
    "sorted by indicator": [
        "指标,县(市、区),2023年",
        "人均预期寿命,东山县,79.2",
        "人均预期寿命,西山区,78.3",
        "婴儿死亡率,东山县,3.1",
        "婴儿死亡率,西山区,4.1",
    ],
    "a column an indicator": [
        "某市2023年指标",
        "填报单位：某市卫健委",
        "序号,县名,人均预期寿命（岁）,婴儿死亡率（‰）,备注",
        "1,东山县,79.2,3.1,",
        "2,西山区,78.3,4.1,",
        "注：略",
    ],
    "units below the heads": [
        "县（市、区）,人均预期寿命,婴儿死亡率,年度",
        ",岁,‰,",
        "东山县,79.2,3.1,2023",
        "西山区,78.3,4.1,2023",
    ],
    "years below the heads": [
        "区县,人均预期寿命（岁）,婴儿死亡率（‰）",
        ",2023年,2023年",
        "东山县,79.2,3.1",
        "西山区,78.3,4.1",
    ],
    "years over the heads": [
        "区县,2023年,",
        ",人均预期寿命（岁）,婴儿死亡率（‰）",
        "东山县,79.2,3.1",
        "西山区,78.3,4.1",
    ],
    "a column a region": [
        "序号,指标,单位,东山县,西山区,全市",
        "1,人均预期寿命（2023年）,岁,79.2,78.3,79",
        "3,婴儿死亡率,‰,3.1,4.1,3.6",
    ],
    "a corner with both": ["地区＼指标,人均预期寿命,婴儿死亡率", "东山县,79.2,3.1", "西山区,78.3,4.1"],
    "codes beside the names in one cell": [
        "地区,人均预期寿命,婴儿死亡率",
        "510904 东山县,79.2,",
        "东山县（510904）,,3.1",
        "西山区*,78.3,",
        "2. 510999_西山区,,4.1",
    ],
    "regions under another head": [
        "填报单位,人均预期寿命,婴儿死亡率",
        "东山县,79.2,3.1",
        "西山区,78.3,4.1",
        "合计,78.7,3.6",
    ],
}


class TestShapes:
    """「一张有地区一列的表」「一列一项指标」「一列一年」: whatever the shape, the same values."""

    @pytest.mark.parametrize("shape", [name for name in SHAPES if name != "a column a region"])
    def test_is_read(self, shape: str, tmp_path: Path) -> None:
        path = written(tmp_path, "各县2023.csv", SHAPES[shape])
        files, found = read(tmp_path, path)
        assert not files.problems
        assert values(found) == BOTH

    @pytest.mark.parametrize("value", ["3", "3*", "3①", "*3", "3†", "3 ", "３*", "(3)", "3注1"])
    @pytest.mark.parametrize("at", [1, 2, 3])
    def test_a_value_is_no_heading(self, value: str, at: int, tmp_path: Path) -> None:
        """A number with a mark that is also an indicator's number (3*): the rows down to it were taken for headings."""
        lines = [
            "区县,人均预期寿命,婴儿死亡率",
            "东山县,79.2,3.1",
            "西山区,78.3,2.9",
            "南山县,77,3.3",
            "北山县,78,2.8",
        ]
        lines[at] = ",".join((*lines[at].split(",")[:2], value))
        files, found = read(tmp_path, written(tmp_path, "2023.csv", lines))
        assert [region.label for region in files.regions.all] == ["东山县", "西山区", "南山县", "北山县"]
        assert not files.problems
        for items in values(found).values():
            assert {item[0] for item in items} <= {"life_expectancy", "infant_mortality"}

    @pytest.mark.parametrize("value", ["2022", "2023年", "岁", "‰", "3*", "—"])
    @pytest.mark.parametrize(
        "heads", ["区县,人均预期寿命", "代码,区县,人均预期寿命", "地区,人均预期寿命（岁）"]
    )
    def test_a_row_of_a_region_is_no_heading(self, value: str, heads: str, tmp_path: Path) -> None:
        """A value that reads as a year or a unit made the first region's row a second row of headings."""
        codes = ["510901,", "510902,"] if heads.startswith("代码") else ["", ""]
        lines = [heads, f"{codes[0]}东山县,{value}", f"{codes[1]}西山区,78.3"]
        files, _ = read(tmp_path, written(tmp_path, "2023.csv", lines))
        assert [region.label for region in files.regions.all] == ["东山县", "西山区"]

    def test_a_column_a_region(self, tmp_path: Path) -> None:
        lines = [line.replace("（2023年）", "") for line in SHAPES["a column a region"]]
        files, found = read(tmp_path, written(tmp_path, "2023.csv", lines))
        assert values(found) == BOTH
        assert [notice.message for notice in files.notices] == ["“全市”是汇总，不是一个地区：这一列没有读"]

    def test_codes_tell_columns_of_one_name_apart(self, tmp_path: Path) -> None:
        lines = ["指标,鼓楼区（320106）,鼓楼区（320302）", "人均预期寿命,79.2,78.3", "婴儿死亡率,3.1,4.1"]
        files, found = read(tmp_path, written(tmp_path, "2023.csv", lines))
        assert [region.code for region in files.regions.all] == ["320106", "320302"]
        assert list(values(found).values()) == list(BOTH.values())

    @pytest.mark.parametrize(
        ("text", "name", "code"),
        [
            ("510904000000东山县", "东山县", "510904"),
            ("东山县[510904]*", "东山县", "510904"),
            ("510904（东山县）", "东山县", "510904"),
            ("510904", "510904", ""),  # a code alone is for the column of codes
            ("202301东山县", "202301东山县", ""),  # a month: no province has 20
            ("东山县（原5109）", "东山县(原5109)", ""),
        ],
    )
    def test_a_code_beside_a_name(self, text: str, name: str, code: str) -> None:
        """「代码与名称写在一格里」: whichever stands first, with brackets or without."""
        assert (name_of(text), code_beside(text)) == (name, code)

    def test_the_plans_own_region_beside_its_parts(self, tmp_path: Path) -> None:
        lines = ["指标,某市,东山县,西山区", "人均预期寿命,79,79.2,78.3", "婴儿死亡率,3.6,3.1,4.1"]
        _, found = read(tmp_path, written(tmp_path, "2023.csv", lines))
        assert values(found) == BOTH

    def test_a_countys_plan_is_of_a_region_beside_others(self, tmp_path: Path) -> None:
        path = tmp_path / "county.yaml"
        path.write_text(PLAN.replace("某省某市, level: city", "某市东山县, level: county"), encoding="utf-8")
        index, whole = common_index(str(path))
        sheet = written(tmp_path, "2023.csv", ["区县,人均预期寿命", "东山县,79.2", "西山区,78.3"])
        files = read_panel([str(sheet)], [index], whole)
        assert [region.label for region in files.regions.all] == ["东山县", "西山区"]

    def test_parts_of_a_region_are_no_regions(self, tmp_path: Path) -> None:
        lines = ["指标,2023年,城区,郊区", "人均预期寿命,79,,"]
        _, found = read(tmp_path, written(tmp_path, "东山县.csv", lines))
        assert values(found) == {"东山县": [("life_expectancy", 2023, "79")]}

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
    def test_encodings(self, encoding: str, tmp_path: Path) -> None:
        _, found = read(tmp_path, written(tmp_path, "a.csv", SHAPES["long"], encoding))
        assert values(found) == BOTH

    def test_merged_heads_of_a_workbook(self, tmp_path: Path) -> None:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["各县指标"])
        sheet.append(["区县", "健康水平", None, None, None])
        sheet.append([None, "人均预期寿命（岁）", None, "婴儿死亡率（‰）", None])
        sheet.append([None, "2022年", "2023年", "2022年", "2023年"])
        for area in ("A1:E1", "A2:A4", "B2:E2", "B3:C3", "D3:E3"):
            sheet.merge_cells(area)
        sheet.append(["东山县", 79, 79.2, 3.3, 3.1])
        sheet.append(["西山区", 78, 78.3, 4.3, 4.1])
        sheet.append(["平均", 78.5, 78.7, 3.8, 3.6])
        book.save(tmp_path / "a.xlsx")
        files, found = read(tmp_path, tmp_path / "a.xlsx")
        assert values(found)["东山县"] == [
            ("life_expectancy", 2022, "79"),
            ("life_expectancy", 2023, "79.2"),
            ("infant_mortality", 2022, "3.3"),
            ("infant_mortality", 2023, "3.1"),
        ]
        assert [str(notice) for notice in files.notices] == [
            f"{tmp_path}/a.xlsx:Sheet!A7: “平均”是汇总，不是一个地区：这样的 1 行没有读"
        ]

    def test_a_sheet_for_each_region(self, tmp_path: Path) -> None:
        book = Workbook()
        for name, rows in BOTH.items():
            sheet = book.create_sheet(name)
            sheet.append(["指标", "单位", "2023年"])
            for id, _, text in rows:
                sheet.append([id, "岁" if "life" in id else "‰", float(text)])
        del book["Sheet"]
        book.save(tmp_path / "a.xlsx")
        assert values(read(tmp_path, tmp_path / "a.xlsx")[1]) == BOTH

    def test_a_folder_with_a_file_for_each(self, tmp_path: Path) -> None:
        written(tmp_path, "data/01_东山县2023.csv", ["指标,数值", "人均预期寿命,79.2", "婴儿死亡率,3.1"])
        written(tmp_path, "data/西山区.yaml", "year: 2023\nactuals: {1: 78.3, infant_mortality: 4.1}\n")
        written(tmp_path, "data/读我.md", "不读")
        _, found = read(tmp_path, tmp_path / "data")
        assert values(found) == BOTH

    def test_patterns(self, tmp_path: Path) -> None:
        for year in (2022, 2023):
            written(tmp_path, f"{year}.csv", ["区县,人均预期寿命", "东山县,79", "西山区,78"])
        _, found = read(tmp_path, tmp_path / "20*.csv")
        assert values(found)["东山县"] == [("life_expectancy", 2022, "79"), ("life_expectancy", 2023, "79")]
        assert found.years == (2023,)

    def test_parquet(self, tmp_path: Path) -> None:
        pyarrow = pytest.importorskip("pyarrow")
        import pyarrow.parquet as parquet

        table = pyarrow.table(
            {
                "region": ["东山县", "东山县", "西山区", "西山区"],
                "indicator": ["life_expectancy", "infant_mortality"] * 2,
                "year": [2023] * 4,
                "value": [79.2, 3.1, 78.3, 4.1],
            }
        )
        parquet.write_table(table, tmp_path / "a.parquet")
        assert values(read(tmp_path, tmp_path / "a.parquet")[1]) == BOTH


class TestRegions:
    """「地区按名称认」: by name, by code, never by likeness."""

    def test_codes_and_names(self, tmp_path: Path) -> None:
        lines = [
            "行政区划代码,区县,指标,2023年",
            "510904,安居区,1,79",
            "510903000000,船山,1,78",
            "519999,无名县,1,77",
        ]
        files, found = read(tmp_path, written(tmp_path, "a.csv", lines))
        assert [(region.label, region.code) for region in found.regions] == [
            ("安居区", "510904"),
            ("船山", "510903"),
            ("无名县", "519999"),
        ]
        assert [notice.message for notice in files.notices] == ["区划代码表里没有 519999（“无名县”）：请核对"]

    def test_many_codes_that_nobody_has(self, tmp_path: Path) -> None:
        """「表里没有的代码多的，标准错误里只写前几个和一共几个」: one line for all of them, where the first stands."""
        rows = [f"5199{at:02},无名{at}县,1,77" for at in range(10, 40)]
        lines = ["行政区划代码,区县,指标,2023年", "510904,安居区,1,79", *rows]
        files, found = read(tmp_path, written(tmp_path, "a.csv", lines))
        assert len(found.regions) == 31
        [notice] = files.notices
        first = "、".join(f"5199{at}（“无名{at}县”）" for at in range(10, 15))
        assert notice.message == f"区划代码表里没有 {first}等 30 个：请核对"
        assert notice.location.line == 3

    def test_a_code_that_is_another_regions(self, tmp_path: Path) -> None:
        lines = ["区划代码,区县,指标,2023年", "510904,船山区,1,79"]
        files, _ = read(tmp_path, written(tmp_path, "a.csv", lines))
        assert "“四川省遂宁市安居区”，这里写的是“船山区”" in files.notices[0].message

    def test_one_name_in_two_cities(self, tmp_path: Path) -> None:
        lines = [
            "市州,区县,人均预期寿命",
            "甲市,城区,79",
            ",东山县,78",
            "甲市合计,,78",
            "乙市,城区,77",
            "乙市,,77",
        ]
        files, found = read(tmp_path, written(tmp_path, "2023.csv", lines))
        assert [region.label for region in found.regions] == ["甲市城区", "东山县", "乙市城区"]
        assert [notice.location.line for notice in files.notices] == [4, 6]

    def test_short_and_long_names_in_several_files(self, tmp_path: Path) -> None:
        one = written(tmp_path, "2022.csv", ["区县,人均预期寿命", "东山,79", "西山,78"])
        two = written(tmp_path, "2023.csv", ["区县,人均预期寿命", "某市东山县,79", "西山区,78"])
        three = written(tmp_path, "2024.csv", ["区县,人均预期寿命", "东山县,79", "西山区,78"])
        _, found = read(tmp_path, one, two, three)
        assert [(region.label, len(found.data[region.label].values)) for region in found.regions] == [
            ("东山县", 3),
            ("西山区", 3),
        ]

    def test_a_name_that_could_be_two(self, tmp_path: Path) -> None:
        lines = ["市州,区县,人均预期寿命", "甲市,城区,79", "乙市,城区,78"]
        one = written(tmp_path, "2023.csv", lines)
        two = written(tmp_path, "2022.csv", ["区县,人均预期寿命", "城区,79", "东山县,70"])
        files, _ = read(tmp_path, one, two)
        assert [problem.message for problem in files.problems] == [
            "“城区”可以是 甲市城区、乙市城区：请写明代码，或上一级的名称"
        ]

    @pytest.mark.parametrize(
        ("text", "total"),
        [
            ("全市", True), ("合计", True), ("全省平均", True), ("甲市合计", True), ("全市平均水平", True), ("某市", True),
            ("全州县", False), ("合水县", False), ("平安区", False), ("东山县", False), ("市本级", False), ("安平县", False),
        ],
    )  # fmt: skip
    def test_what_sums_up(self, text: str, total: bool) -> None:
        assert is_total(name_of(text), "某省某市") is total

    def test_heads(self) -> None:
        assert all(
            map(is_region_head, ("区县", "县（市、区）", "所属地区", "市（州）名称", "region_name", "旗县区"))
        )
        assert not any(map(is_region_head, ("指标", "单位", "人均预期寿命", "目标", "序号", "年份")))
        assert all(map(is_code_head, ("行政区划代码", "adcode", "地区编码", "region_code")))
        assert not any(map(is_code_head, ("指标代码", "序号")))
        assert is_division("东 山 县*")
        assert not is_division("人均预期寿命")

    @pytest.mark.parametrize(
        ("name", "region"),
        [
            ("东山县", "东山县"),
            ("01_东山县2023年指标", "东山县"),
            ("510904", "510904"),
            ("2023", ""),
            ("东山", "东山"),
            ("东山县(1)", "东山县"),
            ("东山县2023 - 副本", "东山县"),
        ],
    )
    def test_names_of_files(self, name: str, region: str) -> None:
        assert region_of_name(name) == region


class TestWhatIsWrong:
    """「别的地区照样核验」: what is wrong with one region is said with its place, and keeps no other from being judged."""

    def test_a_region_twice(self, tmp_path: Path) -> None:
        lines = ["区县,人均预期寿命", "东山县,79.2", "西山区,78.3", "东山县,79.9"]
        path = written(tmp_path, "2023.csv", lines)
        _, found = read(tmp_path, path)
        assert list(values(found)) == ["西山区"]
        assert [str(problem) for problem in found.problems] == [
            f"{path}:4:5: 东山县：人均预期寿命 2023 年有两个不同的值：“79.2”（{path}:2:5）和“79.9”"
        ]

    @pytest.mark.parametrize(
        "lines",
        [
            [
                "区县,人均预期寿命,年份",
                "东山县,79.2,2023",
                "西山区,78.3,2023",
                "东山县,79.2,2023",
                "东山县,79,2022",
            ],
            ["区县,指标,2023年", "东山县,1,79.2", "西山区,1,78.3", "东山县,1,79.2", "东山县,2,9"],
        ],
        ids=["wide", "long"],
    )
    def test_a_region_twice_with_the_same(self, lines: list[str], tmp_path: Path) -> None:
        path = written(tmp_path, "a.csv", lines)
        files, found = read(tmp_path, path)
        assert list(values(found)) == ["东山县", "西山区"]
        assert [str(notice) for notice in files.notices] == [
            f"{path}:4:1: “东山县”出现了不止一次（前面在第 2 行）：相同的数算一次，不同的是错误"
        ]

    def test_without_data(self, tmp_path: Path) -> None:
        lines = ["区县,人均预期寿命", "东山县,79.2", "西山区,"]
        _, found = read(tmp_path, written(tmp_path, "2023.csv", lines))
        assert found.without_data == ("西山区",)

    def test_an_unknown_column(self, tmp_path: Path) -> None:
        lines = ["区县,人均预期寿命,某项指标", "东山县,79.2,1", "西山区,78,2"]
        path = written(tmp_path, "2023.csv", lines)
        files, _ = read(tmp_path, path)
        assert [str(problem) for problem in files.problems] == [
            f'{path}:1:11: “某项指标”一列有数据，规划里没有这项指标：请写规划里的名称或代码，不用读的在 --map 里写明：某项指标: "-"'
        ]

    def test_a_cell_that_is_no_value(self, tmp_path: Path) -> None:
        lines = ["区县,指标,2023年", "东山县,1,很高", "西山区,1,78"]
        path = written(tmp_path, "a.csv", lines)
        _, found = read(tmp_path, path)
        assert list(found.invalid) == ["东山县"]
        assert str(found.problems[0]).startswith(f"{path}:2:7: 东山县：")

    def test_no_region_at_all(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput, match="看不出是哪个地区的"):
            read(tmp_path, written(tmp_path, "2023.csv", ["指标,数值", "1,79"]))

    def test_a_bare_value_for_several_years(self, tmp_path: Path) -> None:
        written(tmp_path, "d/东山县.yaml", "actuals: {1: 79}\n")
        written(tmp_path, "d/西山区.yaml", "actuals: {1: {2022: 78, 2023: 79}}\n")
        _, found = read(tmp_path, tmp_path / "d", years=(2022, 2023))
        assert list(found.invalid) == ["东山县"]
