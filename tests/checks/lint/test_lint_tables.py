"""HP1: wordings and tables, each with what must not be found."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lint_command import CLEAN, DOWN, RARE, UP, findings
from support import plan_of

from healthplan_cli.checks.lint import (
    FindingLevel,
)
from healthplan_cli.model import Plan
from healthplan_cli.sources.plans.catalog import catalogue


class TestTables:
    """Rules that look at more than a row."""

    def test_same_baseline(self) -> None:
        same = [
            {**UP, "baseline": value, "target": "≥99"} for value in (47.65, 47.65, 47, 47, 100, 100, 50.0, 50)
        ]
        assert [item.id for item in findings(plan_of(same), "HP108")] == ["row1", "row2"]
        other_unit = [
            {**UP, "baseline": 47.65, "target": "≥99"},
            {**UP, "unit": "张", "baseline": 47.65, "target": "≥99"},
        ]
        assert findings(plan_of(other_unit), "HP108") == ()
        parts = [{"id": "a", "name": "甲", "baseline": 47.65}, {"id": "b", "name": "乙", "baseline": 47.65}]
        assert findings(plan_of([{**UP, "target": "≥99", "components": parts}]), "HP108") == ()

    @pytest.mark.parametrize(
        ("target", "nature", "level", "words"),
        [
            ("每年降低0.5个百分点", "约束性", "warning", "头一年的变化看不出"),
            ("每年降低0.5个百分点", "预期性", "note", "头一年的变化看不出"),
            ("年均降低0.5个百分点", "约束性", "warning", "到期也难判断"),
            ("明显下降", "约束性", "warning", "到期也难判断"),
            ("保持稳定", "倡导性", "note", "到期也难判断"),
            ("≤20", "约束性", "note", "到目标年以前看不出进展"),
        ],
    )
    def test_no_baseline(self, target: str, nature: str, level: str, words: str) -> None:
        [found] = findings(plan_of([{**DOWN, "target": target, "nature": nature}]), "HP107")
        assert found.level.value == level
        assert words in found.message

    @pytest.mark.parametrize(
        ("row", "said", "code"),
        [
            ({**UP, "baseline": "92.68"}, "提高至70%", "HP118"),
            ({**UP, "baseline": "70"}, "稳步提升到70%以上", "HP118"),  # no higher than it is
            ({**UP, "baseline": "69.9"}, "提高至70%", None),
            ({**UP, "baseline": ">70"}, "提高至70%", "HP118"),
            ({**UP, "baseline": "≤80"}, "提高至70%", None),  # may be anything below
            ({**UP, "baseline": "—"}, "提高至70%", None),
            ({**UP, "baseline": "92.68"}, "达到70%", "HP101"),
            ({**UP, "baseline": "92.68"}, "提高1个百分点", None),
            ({**UP, "baseline": "92.68"}, "逐步提高", None),
            ({**DOWN, "baseline": "9.5"}, "下降到10%以下", "HP118"),
            ({**DOWN, "baseline": "10"}, "降低至10%", "HP118"),
            ({**DOWN, "baseline": "10.1"}, "减少到10%", None),
            ({**DOWN, "baseline": "9.5"}, "控制在10%以内", "HP101"),
            ({**UP, "baseline": "50"}, "下降到60%", "HP118"),
            ({**DOWN, "baseline": "9.5"}, "提高到9%", "HP118"),
        ],
    )
    def test_a_verb_against_its_number(self, row: dict[str, Any], said: str, code: str | None) -> None:
        """Once: where HP118 says it, HP101 and HP102 don't."""
        item = {"id": "c1", "subject": "率", "section": "一", "indicator": "row1", "target": said}
        plan = plan_of([{**row, "target": "国家下达"}], commitments=[item])
        found = findings(plan, "HP101", "HP102", "HP118")
        assert [(one.id, one.code) for one in found] == [("c1", code)] * (code is not None)

    def test_a_verb_against_a_baseline_of_its_own(self) -> None:
        item = {"id": "c1", "subject": "率", "section": "一", "unit": "%", "better": "higher"}
        for baseline, count in (("80%", 1), ("60%", 0)):
            said = {**item, "target": "提高到70%", "baseline": {"text": baseline, "source": "一"}}
            found = findings(plan_of(CLEAN, commitments=[said]), "HP101", "HP118")
            assert [one.code for one in found] == ["HP118"] * count

    def test_a_verb_in_the_table_is_another_rule(self) -> None:
        found = findings(plan_of([{**UP, "baseline": 80, "target": "提高到70"}]), "HP101", "HP118")
        assert [one.code for one in found] == ["HP101"]

    def test_words_of_a_target_are_quoted(self) -> None:
        for target, said in (("保持在70以上", "目标“保持在70以上”宽于"), ("≥70", "目标 ≥70 宽于")):
            [found] = findings(plan_of([{**UP, "baseline": 80, "target": target}]), "HP101")
            assert found.message.startswith(said)

    @pytest.mark.parametrize(
        ("region", "unit", "count"),
        [
            ({"level": "county"}, "/10万", 1),
            ({"level": "city"}, "/10万", 0),
            ({"level": "county", "births": "3万人"}, "/10万", 0),
            ({"level": "county"}, "‰", 0),
            ({}, "/10万", 0),
        ],
    )
    def test_a_county_of_unknown_births(self, region: dict[str, Any], unit: str, count: int) -> None:
        plan = plan_of([{**RARE, "unit": unit, "target": "≤14.5"}], region={"name": "某县", **region})
        found = findings(plan, "HP110")
        assert [(one.id, one.level) for one in found] == [("row1", FindingLevel.NOTE)] * count
        assert all("births" in one.message for one in found)
        other = {**RARE, "unit": unit, "name": "某病死亡率", "target": "≤14.5"}
        assert findings(plan_of([other], region={"name": "某县", **region}), "HP110") == ()

    def test_tied_to_a_standstill(self) -> None:
        tied = {"unit": "岁", "better": "higher", "target": "同比例提高", "relative_to": "row1"}
        for target, wrong in (("78.2", True), ("≥77", True), ("78.3", False)):
            first = {"unit": "岁", "better": "higher", "baseline": 78.2, "target": target}
            found = findings(plan_of([first, tied]), "HP112")
            assert [item.id for item in found] == ["row2"] * wrong, target

    def test_two_rates_in_a_row(self) -> None:
        row = {
            "id": "maternal_and_child_management_rate",
            "name": "孕产妇系统管理率和3岁以下儿童系统管理率",
            "unit": "%",
        }
        for target, wrong in (("≥95", True), ("均达到95以上", False)):
            spec = {
                "format": "hpcheck.plan/1",
                "id": "t",
                "title": "t",
                "period": {"baseline": 2020, "start": 2021, "end": 2025},
            }
            plan = _with_catalogue(
                {**spec, "indicators": [{**row, "nature": "预期性", "baseline": 94, "target": target}]}
            )
            assert [item.code for item in findings(plan, "HP116")] == ["HP116"] * wrong

    def test_later_year_of_a_commitment(self) -> None:
        first = {"id": "c1", "subject": "区医院", "target": "三级甲等", "section": "一", "due": 2022}
        for target, wrong in (("三级乙等", True), ("三级甲等", False)):
            later = {"id": "c2", "subject": "区医院", "target": target, "section": "二", "indicator": "c1"}
            found = findings(plan_of(CLEAN, commitments=[first, later]), "HP103")
            assert [item.id for item in found] == ["c2"] * wrong

    @pytest.mark.parametrize(
        ("row", "said", "due", "found"),
        [
            ({**UP, "target": "≥95"}, "达到92%以上", 2027, "c1"),
            ({**UP, "target": "≥95"}, "达到95%以上", 2027, None),
            ({**UP, "target": "≥95"}, "达到92%以上", 2025, None),  # HP201's
            ({**UP, "target": "≥95"}, "达到92%以上", 2023, None),
            ({**DOWN, "target": "≤27"}, "降到25%", 2023, "row1"),
            ({**DOWN, "target": "≤27"}, "降到28%", 2023, None),
            ({**DOWN, "target": "≤27", "annual_targets": {"2022": "≤26"}}, "降到26.5%", 2023, "c1"),
            ({**UP, "target": "持续提升"}, "达到92%以上", 2027, None),
        ],
    )
    def test_a_row_and_a_commitment_of_another_year(
        self, row: dict[str, Any], said: str, due: int, found: str | None
    ) -> None:
        item = {"id": "c1", "subject": "率", "section": "一", "indicator": "row1", "target": said, "due": due}
        hits = findings(plan_of([row], commitments=[item]), "HP103")
        assert found in [one.id for one in hits] if found else hits == ()

    def test_each_number_of_a_year_against_each_of_the_year_before(self) -> None:
        """The table's 95 and the body's 97 by 2025: 96 by 2027 is looser than the latter; said twice, it is one finding."""
        about = {"subject": "率", "section": "一", "indicator": "row1"}
        items = [
            {**about, "id": "c1", "target": "达到97%"},
            {**about, "id": "c2", "target": "达到96%", "due": 2027},
            {**about, "id": "c3", "target": "96%以上", "due": 2027},
        ]
        hits = findings(plan_of([{**UP, "target": "≥95"}], commitments=items), "HP103")
        assert [one.words for one in hits] == ["2025 年 达到97%，2027 年 达到96%"]

    def test_a_yearly_target_that_is_not_the_target(self) -> None:
        row = {**UP, "target": "≥40", "annual_targets": {"2023": "≥37", "2025": "≥38"}}
        [found] = findings(plan_of([row]), "HP103")
        assert found.words == "目标 ≥40；annual_targets 2025 年 ≥38"

    @pytest.mark.parametrize(
        ("row", "codes"),
        [
            ({**DOWN, "baseline": 22.6, "target": "≥20%"}, ["HP117"]),
            ({**UP, "baseline": 22.6, "target": "≤30%"}, ["HP117"]),
            ({**DOWN, "baseline": 20, "target": "≤22%"}, ["HP101"]),
            ({"unit": None, "better": "neither", "baseline": 7, "target": "5—6"}, []),
        ],
    )
    def test_the_wrong_way_is_said_once(self, row: dict[str, Any], codes: list[str]) -> None:
        assert [one.code for one in findings(plan_of([row]), "HP101", "HP117")] == codes

    @pytest.mark.parametrize(("body", "ends"), [(False, "；改成“保持”"), (True, "或与表里的目标写一致")])
    def test_no_room_in_the_table_and_in_the_body(self, body: bool, ends: str) -> None:
        row = {**UP, "baseline": 100, "target": "国家下达" if body else "逐年提高"}
        said = {"id": "c1", "subject": "率", "section": "一", "indicator": "row1", "target": "逐年提高"}
        [found] = findings(plan_of([row], commitments=[said] if body else []), "HP111")
        assert found.message.endswith(ends)

    def test_a_commitment_does_not_repeat_its_row(self) -> None:
        about = {"subject": "率", "section": "一", "indicator": "row1"}
        row = {**UP, "baseline": 80, "target": "≥70"}
        again = [{**about, "id": "c1", "target": "达到72%"}]
        assert [item.id for item in findings(plan_of([row], commitments=again), "HP101")] == ["row1"]
        row = {**row, "target": "≥85"}
        assert [item.id for item in findings(plan_of([row], commitments=again), "HP101")] == ["c1"]

    def test_a_commitment_in_another_unit_has_no_baseline(self) -> None:
        """13.66‰ in the table, 13.5% in the body: which one is meant isn't known."""
        row = {**DOWN, "unit": "‰", "baseline": 13.66, "target": "≤13.5"}
        said = {"id": "c1", "subject": "率", "section": "一", "indicator": "row1", "target": "下降到13.5%"}
        assert [item.id for item in findings(plan_of([row], commitments=[said]), "HP118")] == ["c1"]
        assert findings(plan_of([row], commitments=[{**said, "unit": "%"}]), "HP118") == ()

    @pytest.mark.parametrize(
        ("region", "target", "unit", "wrong"),
        [
            ({"births": "不足1万人"}, "≤14.5", "/10万", True),
            ({"births": "不足1万人"}, "<30", "/10万", True),
            ({"births": "1万人"}, "≤30", "/10万", False),
            ({"births": "2万人"}, "≤14.5", "/10万", True),
            ({"births": "3万人"}, "≤14.5", "/10万", False),
            ({"births": 6700}, "≤4", "‰", False),
            ({"births": 600}, "≤4", "‰", True),
            ({"births": {"text": "27808人", "years": 5}}, "≤14.5", "/10万", True),
            ({"births": {"text": "164.65万人", "years": 5}}, "≤10", "/10万", False),
            ({"population": "10万人"}, "≤2", "/10万", False),  # another denominator
            ({}, "≤14.5", "/10万", False),
        ],
    )
    def test_one_event(self, region: dict[str, Any], target: str, unit: str, wrong: bool) -> None:
        plan = plan_of([{**RARE, "unit": unit, "target": target}], region={"name": "某县", **region})
        assert [item.code for item in findings(plan, "HP110")] == ["HP110"] * wrong

    def test_one_event_among_everyone(self) -> None:
        row = {**RARE, "name": "某病死亡率", "target": "≤2"}
        for population, wrong in (("10万人", True), ("20万人", False)):
            plan = plan_of([row], region={"name": "某县", "population": population})
            assert [item.code for item in findings(plan, "HP110")] == ["HP110"] * wrong

    def test_pace(self) -> None:
        def of(id: str, baseline: object, target: str, unit: str = "人") -> Plan:
            return plan_of(
                [{"id": "nurses", "unit": unit, "better": "higher", "baseline": baseline, "target": target}],
                id=id,
            )

        slow, slower = of("a", 2, "3"), of("b", 2, "2.5")
        quick, hardly, low = of("own", 1, "3.1"), of("own", 1, "3"), of("own", 0.2, "2")
        assert [item.code for item in findings(quick, "HP105", others=(slow, slower, quick))] == ["HP105"]
        assert findings(hardly, "HP105", others=(slow, slower)) == ()  # no more than twice
        assert findings(quick, "HP105", others=(slow,)) == ()  # one other plan is too few
        assert (
            findings(of("own", 20, "23"), "HP105", others=(slow, slower)) == ()
        )  # fast, and little all the same
        assert [item.code for item in findings(low, "HP105")] == ["HP105"]  # tenfold, whatever the others
        assert findings(low, "HP105", others=(of("a", 0.2, "3"),)) == ()
        assert findings(of("own", 3, "0.3"), "HP105") == ()  # the wrong way: HP101's

    @pytest.mark.parametrize(
        ("unit", "words"), [("%", "变 7.2个百分点，"), ("‰", "变 7.2个千分点，"), ("人", "变 7.2人，")]
    )
    def test_a_pace_is_in_points(self, unit: str, words: str) -> None:
        def of(id: str, target: str) -> Plan:
            row = {"id": "own", "unit": unit, "better": "higher", "baseline": 12, "target": target}
            return plan_of([row], id=id)

        [found] = findings(of("own", "48"), "HP105", others=(of("a", "13"), of("b", "14")))
        assert words in found.message


def _with_catalogue(spec: dict[str, Any]) -> Plan:
    from healthplan_cli.sources.plans.spec import build_plan
    from healthplan_cli.sources.strict_yaml import parse

    return build_plan(parse(json.dumps(spec).encode(), "t.yaml"), "t.yaml", catalogue(), "")
