"""HP206 and HP3: names, numbers of rows, sums, and rows without a catalogue entry."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from lint_plans import CLEAN_ROWS, NAMES, Found, Row, ids, look, plan, project, shipped

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.cli import run
from healthplan_cli.model import Plan


class TestNames:
    """HP206, HP305."""

    @pytest.mark.parametrize(
        ("name", "unit", "target", "count"),
        [
            ("评为国家卫生城市", None, "≥30%", 1),
            ("国家卫生县城", "%", "≥30", 1),
            ("国家卫生县城数量占比", "%", "≥30", 0),
            ("国家卫生乡镇覆盖率", "%", "≥30", 0),
            ("每千人口床位数", "%", "≥7", 1),
            ("健康素养指数", "%", "≥7", 0),
            ("经常参加体育锻炼人数比例", "%", "≥40", 0),
            ("每千人口床位数（张）", "%", "≥7", 1),
            ("中医药服务量", "%", "≥48", 1),
            ("中医药服务量占比", "%", "≥48", 0),
            ("饮用水氟含量", "%", "≥48", 0),
            ("村卫生室具备服务能力", "%", "≥48", 0),
            ("规范管理率", "人", "≥48", 1),
            ("病床周转率", "次", "≥48", 0),
            ("规范管理率", "%", "≥48", 0),
            ("规范管理率", "人", "提高", 0),
            ("门急诊人次", "%", "≥48", 1),
            ("门急诊人次", "%", "增长8%", 0),
            ("门急诊人次占比", "%", "≥48", 0),
            ("门急诊人次", "万人次", "≥48", 0),
            ("开放总床次", "%", "≥48", 1),
            ("每千人口床位", "%", "≥7", 1),
            ("每万常住人口全科医生", "%", "≥3", 1),
            ("每百张床位临床药师", "%", "≥3", 1),
            ("每百张床位临床药师", "人", "≥3", 0),
            ("每千人口床位使用率", "%", "≥7", 0),
            ("每百张床位护士占比", "%", "≥7", 0),
            ("每个乡镇卫生院", "%", "≥7", 0),
        ],
    )
    def test_a_value_of_another_kind(self, name: str, unit: str | None, target: str, count: int) -> None:
        small = plan([{"id": "own", "name": name, "unit": unit, "target": target, "better": "higher"}])
        assert len(look(small, "HP206")) == count

    def test_a_share_that_only_the_spec_has(self) -> None:
        made = {"text": "创建", "op": "eq", "value": 100, "unit": "%"}
        item = {"id": "made", "subject": "培训数量", "target": made, "section": "四"}
        small = plan([{"id": "life_expectancy", "unit": "岁", "target": "79"}], commitments=[item])
        assert look(small, "HP206") == ()
        printed = plan([{"id": "life_expectancy", "unit": "岁", "target": "79"}],
                       commitments=[{**item, "target": "100%"}])  # fmt: skip
        assert ids(look(printed, "HP206")) == [("made", "warning")]

    @pytest.mark.parametrize(
        ("first", "second", "found"),
        [
            (("own", "签约率"), ("own2", "签约率"), [("own2", "warning")]),
            (("own", "签约率"), ("own2", "签约率（%）"), [("own2", "warning")]),
            (("infant_mortality", "婴儿死亡率"), ("own2", "婴儿死亡率"), [("own2", "warning")]),
            (
                ("diabetes_management_rate", "糖尿病规范管理率"),
                ("own2", "2型糖尿病患者规范管理率"),
                [("own2", "warning")],
            ),
            (("own", "签约率"), ("own2", "履约率"), []),
            (("maternal_management_rate", "孕产妇系统管理率"), ("own2", "孕产妇健康管理率"), []),
        ],
    )
    def test_one_indicator_twice(self, first: tuple[str, str], second: tuple[str, str], found: Found) -> None:
        rows = [{"id": id, "name": name, "target": "≥5", "better": "higher"} for id, name in (first, second)]
        assert ids(look(plan(rows), "HP305")) == found


def numbered(*numbers: Any) -> Plan:
    rows = [
        {"id": f"row{at}", "no": number, "target": "≥5", "category": f"类{str(number)[1:]}"}
        for at, number in enumerate(numbers)
    ]
    return plan(rows)


class TestNumbers:
    """HP301."""

    @pytest.mark.parametrize(
        ("numbers", "found"),
        [
            ((1, 2, 3), []),
            ((1, 3, 4), [("row1", "缺 2")]),
            ((1, 5), [("row1", "缺 2—4")]),
            ((2, 3), [("row0", "第一个序号是 2，缺 1")]),
            ((1, 2, 2, 3), [("row2", "重复")]),
            ((1, 3, 2, 4), [("row2", "序号 2 在 3 之后，次序颠倒")]),
            ((1, 4, 2, 5), [("row1", "缺 3；"), ("row2", "颠倒")]),
            ((1, 7, 3, 9), [("row1", "缺 2、4—6"), ("row2", "颠倒"), ("row3", "缺 8")]),
            ((1, 3, 2, 5), [("row2", "颠倒"), ("row3", "序号 2 之后是 5，缺 4")]),
            ((2, 1, 3), [("row1", "颠倒")]),
            (("一", "二"), []),
            (("1.1", "1.2", "2.1"), []),
        ],
    )
    def test_order(self, numbers: tuple[Any, ...], found: Found) -> None:
        said = look(numbered(*numbers), "HP301")
        assert [finding.id for finding in said] == [id for id, _ in found]
        assert all(word in finding.message for finding, (_, word) in zip(said, found, strict=True))

    def test_each_category_from_one(self) -> None:
        rows = [
            {"id": f"row{at}", "no": no, "category": category, "target": "≥5"}
            for at, (no, category) in enumerate([(1, "甲"), (2, "甲"), (1, "乙"), (2, "乙")])
        ]
        assert look(plan(rows), "HP301") == ()
        again = [{**row, "category": "甲"} for row in rows]
        assert ids(look(plan(again), "HP301")) == [("row2", "warning")]

    def test_projects(self) -> None:
        projects = [{"id": f"project{no}", "no": no, "name": f"项目{no}"} for no in (1, 2, 4)]
        assert ids(look(plan(CLEAN_ROWS, projects=projects), "HP301")) == [("project4", "warning")]

    @pytest.mark.parametrize(("odd", "count"), [(1, 1), (4, 0)])
    def test_a_heading_written_otherwise(self, odd: int, count: int) -> None:
        sections = [f"九、（{at}）" for at in range(1, odd + 1)] + [
            f"{at}、（一）" for at in "一二三四五六七八十百"
        ]
        items = [
            {"id": f"item{at}", "subject": f"事{at}", "target": "提高", "section": section, "unit": "%"}
            for at, section in enumerate(sections)
        ]
        found = look(plan(CLEAN_ROWS[:1], commitments=items), "HP301")
        assert [(one.id, one.name, one.words) for one in found] == [("", "", "九、（1）")] * count
        assert all(one.location.line for one in found)


class TestSums:
    """HP302."""

    @pytest.mark.parametrize(
        ("total", "investments", "words"),
        [
            ({"investment": 300}, (100, 200), []),
            ({"investment": 310}, (100, 200), ["差 10 万元"]),
            ({"investment": 310}, (100, None), []),
            ({"investment": 90}, (100, None), ["差 10 万元"]),
            ({"investment": "0.3"}, ("0.1", "0.2"), []),
            ({"count": 3, "investment": 300}, (100, 200), ["印的是 3 个项目，列出的有 2 个"]),
            ({}, (100, 200), []),
        ],
    )
    def test_projects(self, total: Row, investments: tuple[Any, ...], words: list[str]) -> None:
        projects = [
            {key: cell for key, cell in project(f"p{at}", investment=value).items() if cell is not None}
            for at, value in enumerate(investments)
        ]
        found = look(plan(CLEAN_ROWS[:1], projects=projects, projects_total=total), "HP302")
        assert len(found) == len(words)
        assert all(word in finding.message for finding, word in zip(found, words, strict=True))
        assert all(finding.location.line for finding in found)

    def test_the_shipped_with_another_sum(self) -> None:
        """达川's 29 projects come to what it prints; a digit changed is found."""
        dachuan = shipped("dachuan")
        assert dachuan.projects_total is not None
        assert look(dachuan, "HP302") == ()
        slip = replace(dachuan.projects_total, investment=Fraction(248800))
        [found] = look(replace(dachuan, projects_total=slip), "HP302")
        assert "29 个项目的投资加起来是 248850 万元，印的合计是 248800 万元，差 50 万元" in found.message

    @pytest.mark.parametrize(
        ("parts", "section", "count"), [(("9个", "7个"), "二", 1), (("9个", "6个"), "二", 0), (("9个", "7个"), "三", 0),
                                        (("9个",), "二", 0), (("9个", "至少7个"), "二", 0)]
    )  # fmt: skip
    def test_commitments(self, parts: tuple[str, ...], section: str, count: int) -> None:
        items = [{"id": "all", "subject": "重点专科", "target": "15个", "section": "二", "better": "higher"}]
        items += [
            {
                "id": f"part{at}",
                "subject": f"重点专科…{at}院",
                "target": part,
                "section": section,
                "better": "higher",
            }
            for at, part in enumerate(parts)
        ]
        assert ids(look(plan(CLEAN_ROWS[:1], commitments=items), "HP302")) == [("all", "error")] * count

    @pytest.mark.parametrize(
        ("subjects", "count"),
        [
            (("甲区人民医院…重点专科", "乙县中医医院…重点专科"), 1),
            (("重点专科…甲区人民医院", "乙县中医医院…重点专科"), 1),
            (("三级医院…重点专科", "二级医院…重点专科"), 0),  # kinds, not one body each
            (("新增…重点专科", "续建…重点专科"), 0),
            (("全市医院…重点专科", "乙县中医医院…重点专科"), 0),
            (("甲区人民医院…省级重点专科", "乙县中医医院…省级重点专科"), 0),
        ],
    )
    def test_either_order(self, subjects: tuple[str, ...], count: int) -> None:
        total = {"id": "all", "subject": "重点专科", "target": "15个", "section": "二", "better": "higher"}
        items = [{**total, "id": f"part{at}", "subject": subject, "target": f"{9 - at}个"}
                 for at, subject in enumerate(subjects)]  # fmt: skip
        small = plan(CLEAN_ROWS[:1], commitments=[total, *items])
        assert ids(look(small, "HP302")) == [("all", "error")] * count
        items[1]["target"] = "6个"
        assert look(plan(CLEAN_ROWS[:1], commitments=[total, *items]), "HP302") == ()


NURSES: Row = {"id": "nurses_per_1000", "no": 7, "name": "每千人口护士数", "unit": "人", "target": "3.8"}


class TestUnlinked:
    """HP308, and what `hpcheck validate` says of the same."""

    @pytest.mark.parametrize(
        ("item", "count"),
        [
            ({"subject": "每千人口护士数"}, 1),
            ({"subject": "每千人口护士数（人）"}, 1),
            ({"subject": "每千人口注册护士数"}, 1),  # the catalogue's name of the row
            ({"subject": "每千人口护士数", "due": 2023}, 1),
            ({"subject": "每千人口护士数", "target": "持续提升"}, 1),
            ({"subject": "每千人口护士数", "target": "持续提升", "due": 2035}, 0),
            ({"subject": "每千人口护士数", "indicator": "nurses_per_1000"}, 0),
            ({"subject": "每千人口护士数", "see": "nurses_per_1000"}, 0),
            ({"subject": "乡镇每千人口护士数"}, 0),
        ],
    )
    def test_a_row_of_the_same_name(
        self, item: Row, count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        said = {"id": "said", "section": "三", "target": "达到3.5人", "better": "higher", **item}
        small = plan([NURSES], commitments=[said])
        found = look(small, "HP308")
        assert ids(found) == [("said", "note")] * count
        assert all("第 7 项“每千人口护士数”" in one.message for one in found)
        spec = {"format": "hpcheck.plan/1", "id": "small", "title": "小规划", "commitments": [said],
                "period": {"baseline": 2020, "start": 2021, "end": 2025},
                "indicators": [{**NURSES, "nature": "预期性"}]}  # fmt: skip
        path = tmp_path / "small.yaml"
        path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
        assert run(["validate", str(path)]) == 0
        hint = "与表里第 7 项同名：说的是同一项就写 indicator: nurses_per_1000"
        assert capsys.readouterr().out.count(hint) == count

    @pytest.mark.parametrize("name", NAMES)
    def test_validate_says_nothing_of_the_shipped(
        self, name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["validate", shipped(name).path]) == 0
        assert "提示" not in capsys.readouterr().out
