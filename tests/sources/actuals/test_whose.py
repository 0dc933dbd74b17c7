"""Whose a value is: the plans and their names, what a name means in a plan, parts that are spoken of."""

from __future__ import annotations

import pytest
from support import Desk

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.language.names import name_key, region_names
from healthplan_cli.sources.plans.catalog import find_plan, load_plan, plan_files, subjects_of


class TestNamesOfPlans:
    """Contract section 9: 「规划可以用它的 id、标题或地区（重庆市、重庆）来称呼」"""

    @pytest.mark.parametrize(
        ("name", "plan"),
        [
            ("重庆市", "chongqing"),
            ("重庆", "chongqing"),
            (" 重 庆 ", "chongqing"),
            ("重庆市卫生健康发展“十四五”规划", "chongqing"),
            ("攀枝花", "panzhihua"),
            ("四川省攀枝花市", "panzhihua"),
            ("达川区", "dachuan"),
            ("安居", "anju"),
            ("振安区", "zhenan"),
            ("Chongqing", "chongqing"),
        ],
    )
    def test_a_shipped_one(self, name: str, plan: str) -> None:
        assert find_plan(name) == plan_files()[plan]

    @pytest.mark.parametrize("name", ["四川", "达州市", "市", "", "重庆市重庆", "Chongqin"])
    def test_what_none_is_called(self, name: str) -> None:
        with pytest.raises(InvalidInput, match="没有这个规划"):
            find_plan(name)

    @pytest.mark.parametrize(
        ("region", "names"),
        [
            ("内蒙古自治区", ["内蒙古自治区", "内蒙古"]),
            ("四川省凉山彝族自治州昭觉县", ["四川省凉山彝族自治州昭觉县", "昭觉县", "昭觉"]),
            ("攀枝花市西区", ["攀枝花市西区", "西区"]),
            ("某市", ["某市"]),
            ("", []),
        ],
    )
    def test_what_a_region_is_called(self, region: str, names: list[str]) -> None:
        assert list(region_names(region)) == names

    def test_of_a_folder_of_ones_own(self, desk: Desk) -> None:
        spec = (
            "format: hpcheck.plan/1\nid: {0}\ntitle: {1}\nregion: {{name: {2}, level: county}}\n"
            "period: {{baseline: 2020, start: 2021, end: 2025}}\n"
            "indicators:\n- {{id: beds, name: 床位, unit: 张, better: higher, baseline: '6', target: ≥7, nature: 约束性}}\n"
        )
        desk.put(
            {
                "plans/a.yaml": spec.format("north", "北县的规划", "某省某市北山县"),
                "plans/b.yaml": spec.format("south", "南县的规划", "某省某市南山县"),
                "plans/broken.yaml": "title: [\n",
                "x.yaml": "plan: 北山\nyear: 2025\nactuals: {beds: 7}\n",
            }
        )
        for name in ("a", "north", "北县的规划", "北山县", "北山"):
            answer = desk.run("evaluate", "x.yaml", "-p", name, "-q", HPCHECK_PLANS="plans")
            assert answer.code == 0, answer.err
        assert desk.run("evaluate", "x.yaml", "-q", HPCHECK_PLANS="plans").code == 0
        assert desk.run("evaluate", "x.yaml", "-q", "-p", "南山", HPCHECK_PLANS="plans").code == 2
        assert desk.run("show", "北山", "床位", HPCHECK_PLANS="plans").code == 0
        desk.put({"hpcheck.toml": 'plan = "重庆"\n'})
        assert "吸烟率" in desk.run("show", "吸烟率").out
        assert "攀枝花" in desk.run("show", "攀枝花").out


class TestWhatAPlanCallsSo:
    """Contract section 13: 「名称先照规划自己的叫法」"""

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_subjects_are_read_off_the_lines(self, name: str) -> None:
        whole = load_plan(name, whole=True)
        assert subjects_of(load_plan(name)) == {name_key(item.name) for item in whole.commitments}
        assert subjects_of(whole) == subjects_of(load_plan(name))

    def test_of_one_s_own_plan(self, desk: Desk) -> None:
        desk.put(
            {
                "p.yaml": "format: hpcheck.plan/1\nid: p\ntitle: 规划\nperiod: {baseline: 2020, start: 2021, end: 2025}\n"
                "indicators:\n- {id: health_service_industry, name: 产业总规模, unit: 亿元, baseline: '1', target: ≥7, nature: 约束性}\n"
                "commitments:\n- {id: other, subject: 健康产业, target: 达到9亿元, better: higher, section: 一}\n"
                "- {id: same, subject: 健康产业规模, target: ≥7, section: 一, indicator: health_service_industry}\n",
                "a.yaml": "year: 2025\nactuals: {健康产业: 8亿元}\n",
                "b.yaml": "year: 2025\nactuals: {健康产业规模: 8亿元}\n",
            }
        )
        assert desk.run("evaluate", "a.yaml", "-p", "p.yaml", "-q").code == 3
        assert desk.run("evaluate", "a.yaml", "-p", "p.yaml", "--with", "commitments", "-q").code == 3
        assert desk.run("evaluate", "b.yaml", "-p", "p.yaml", "-q").code == 0  # a commitment about the row
