"""HP202 to HP206: baselines, units, and what a row refers to."""

from __future__ import annotations

import pytest
from lint_plans import NAMES, Found, Row, ids, look, plan, restating, shipped

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.checks.lint import FindingLevel, Subject, lint
from healthplan_cli.model import Plan
from healthplan_cli.sources.plans.catalog import catalogue

ROW: Row = {"id": "smart_hospital_count", "name": "1星以上智慧医院", "unit": "个", "target": "1"}
ITEM: Row = {"id": "stars", "subject": "智慧医院", "target": "二星级及以上", "section": "四"}


class TestSee:
    """HP201: what a commitment bears on without being the same quantity."""

    def test_both_words(self) -> None:
        again = {
            **ITEM,
            "id": "again",
            "subject": "三级医院…智慧医院",
            "section": "十一",
            "indicator": "stars",
        }
        small = plan([ROW], commitments=[{**ITEM, "see": "smart_hospital_count"}, again])
        [found] = look(small, "HP201")
        assert (found.id, found.level) == ("smart_hospital_count", FindingLevel.WARNING)
        assert found.words == (
            "表：1星以上智慧医院 1个；四：智慧医院 二星级及以上；十一：三级医院…智慧医院 二星级及以上"
        )

    def test_nothing_without_it(self) -> None:
        assert look(plan([ROW], commitments=[ITEM]), "HP201") == ()

    @pytest.mark.parametrize(("years", "found"), [("2022-2023", [("nursery", "warning")]), ("2021-2022", [])])
    def test_a_project(self, years: str, found: Found) -> None:
        item = {
            "id": "nursery",
            "subject": "托育中心",
            "target": "建成1个",
            "section": "八",
            "due": 2022,
            "better": "higher",
        }
        project = {"id": "nursery_project", "name": "托育项目", "years": years}
        small = plan([ROW], commitments=[{**item, "see": "nursery_project"}], projects=[project])
        assert ids(look(small, "HP201")) == found

    def test_nowhere(self) -> None:
        with pytest.raises(InvalidInput, match="表里、前面的承诺里和项目里都没有“nowhere”"):
            plan([ROW], commitments=[{**ITEM, "see": "nowhere"}])


class TestBaselines:
    """HP202, and HP204 where only the unit differs."""

    @pytest.mark.parametrize(
        ("said", "baseline", "codes"),
        [
            ({"text": "23.10%"}, "23.01", ["HP202"]),
            ({"text": "23.01%"}, "23.01", []),
            ({"text": "23.0%"}, "23.01", []),
            ({"text": "23%"}, "23.01", []),
            ({"text": "230.1‰"}, "23.01", []),
            ({"text": "23.01‰"}, "23.01", ["HP204"]),
            ({"text": "0‰"}, "0", []),
            ({"text": "98.24%"}, ">85", []),
            ({"text": "80%"}, ">85", ["HP202"]),
            ({"text": "19%", "year": 2018}, "23.01", []),
            ({"text": "23.10%"}, "—", []),
        ],
    )
    def test_what_the_body_says(self, said: Row, baseline: str, codes: list[str]) -> None:
        small = plan([{"id": "health_literacy", "baseline": baseline, "target": "≥95", "mentions": [said]}])
        assert [finding.code for finding in lint(Subject(small, catalogue()), ["HP202", "HP204"])] == codes

    def test_one_of_the_components(self) -> None:
        row = {
            "id": "inpatient_reimbursement_rate",
            "baseline": "职工≧80城乡居民≧70",
            "target": "保持稳定",
            "components": [{"id": "a", "name": "职工"}, {"id": "b", "name": "城乡居民"}],
        }
        assert look(plan([{**row, "mentions": [{"text": "70%"}]}]), "HP202") == ()
        assert len(look(plan([{**row, "mentions": [{"text": "60%"}]}]), "HP202")) == 1

    def test_the_words(self) -> None:
        mention = {"text": "2.92%", "source": "一、（一）"}
        row = {
            "id": "infant_mortality",
            "unit": "‰",
            "baseline": "2.92",
            "target": "≤3.5",
            "mentions": [mention],
        }
        [found] = look(plan([row]), "HP204")
        assert found.words == "表：2.92‰；一、（一）：2.92%"
        assert found.level is FindingLevel.ERROR


class TestUnits:
    """HP203, HP204, HP205."""

    def deadly(self, unit: str, target: str) -> Plan:
        return plan(
            [
                {
                    "id": "chronic_disease_premature_mortality",
                    "name": "过早死亡率",
                    "unit": unit,
                    "target": target,
                }
            ]
        )

    @pytest.mark.parametrize(
        ("unit", "target", "found"),
        [
            ("‰", "≤13.5", [("chronic_disease_premature_mortality", "warning")]),
            ("‰", "≤135", [("chronic_disease_premature_mortality", "note")]),
            ("%", "≤13.5", []),
            ("%", "≤1.3", []),
            ("%", "≤5", []),
            ("%", "下降", []),
        ],
    )
    def test_against_other_plans(self, unit: str, target: str, found: Found) -> None:
        known = tuple(shipped(name) for name in ("dachuan", "panzhihua"))
        assert ids(look(self.deadly(unit, target), "HP203", others=known)) == found

    @pytest.mark.parametrize(
        ("target", "found"), [("≤0.4", [("infant_mortality", "warning")]), ("≤1", []), ("≤40", [])]
    )
    def test_the_usual_unit(self, target: str, found: Found) -> None:
        """0.4‰ where all others are about 4‰: 0.4% is meant. Nothing is said where no unit makes it fit."""
        row = {"id": "infant_mortality", "unit": "‰", "target": target}
        known = tuple(shipped(name) for name in ("dachuan", "panzhihua"))
        assert ids(look(plan([row]), "HP203", others=known)) == found
        assert look(plan([row]), "HP203", others=known[:1]) == ()

    def test_the_unit_of_the_words(self) -> None:
        """0.1‰ is 10/10万, whatever the unit's own cell says: it is not far from the others."""
        row = {"id": "maternal_mortality", "unit": "/10万", "target": "≤0.1‰"}
        known = tuple(map(shipped, NAMES))
        assert [one.level for one in look(plan([row]), "HP203", others=known)] == [FindingLevel.NOTE]
        assert [one.level for one in look(plan([row]), "HP204")] == [FindingLevel.WARNING]

    def test_components_are_one_row(self) -> None:
        parts = [{"id": "a", "name": "甲", "target": "≥6"}, {"id": "b", "name": "乙", "target": "≥5"}]
        row = {"id": "own", "name": "床位数", "better": "higher", "components": parts}
        assert ids(look(plan([{**row, "unit": None}]), "HP205")) == [("own", "warning")]
        assert ids(look(plan([row]), "HP206")) == [("own", "warning")]
        assert ids(look(plan([{**row, "id": "infant_mortality"}]), "HP203")) == [("infant_mortality", "note")]

    @pytest.mark.parametrize(("target", "words"), [("≤0.2", "0.2%即 200/10万；"), ("下降", "这里印“%”；")])
    def test_an_unusual_unit_in_the_usual_one(self, target: str, words: str) -> None:
        row = {"id": "class_ab_infectious_disease_incidence", "name": "发病率", "target": target}
        [found] = look(plan([row]), "HP203")
        assert found.level is FindingLevel.NOTE
        assert words in found.message

    def test_no_other_plan(self) -> None:
        assert ids(look(self.deadly("‰", "≤13.5"), "HP203")) == [
            ("chronic_disease_premature_mortality", "note")
        ]

    @pytest.mark.parametrize(("target", "count"), [("38%以下", 1), ("38以下", 0)])
    def test_intensity_of_use(self, target: str, count: int) -> None:
        item = {
            "id": "ddd",
            "subject": "抗菌药物使用强度（DDDs）",
            "target": target,
            "section": "四",
            "better": "lower",
        }
        small = plan([{"id": "life_expectancy", "unit": "岁", "target": "79"}], commitments=[item])
        assert len(look(small, "HP203")) == count

    @pytest.mark.parametrize(
        ("id", "unit", "target", "known", "words"),
        [
            ("beds_per_1000", "张", "65", 4, "照印是 65张，别的规划的中位数是"),
            ("doctors_per_1000", "人", "25.4", 4, "除以 10 就在一个量级"),
            ("doctors_per_1000", None, "25.4", 4, "除以 10 就在一个量级"),
            ("doctors_per_1000", "人", "0.3", 4, "乘以 10 就在一个量级"),
            ("doctors_per_1000", "人", "25.4", 1, None),  # one other plan is too few
            ("doctors_per_1000", "人", "5.4", 4, None),
            ("doctors_per_1000", "人", "254", 4, None),  # a digit doesn't make it fit
            ("community_health_centers", "个", "50", 4, None),  # a count grows with the region
        ],
    )
    def test_so_many_per_head(
        self, id: str, unit: str | None, target: str, known: int, words: str | None
    ) -> None:
        usual = {"beds_per_1000": "7", "doctors_per_1000": "3", "community_health_centers": "5"}[id]
        own = {"beds_per_1000": "张", "doctors_per_1000": "人", "community_health_centers": "个"}[id]
        several = tuple(
            plan([{"id": id, "unit": own, "target": usual}], id=f"other{at}") for at in range(known)
        )
        found = look(plan([{"id": id, "unit": unit, "target": target}]), "HP203", others=several)
        assert [str(words) in one.message and one.level is FindingLevel.WARNING for one in found] == [
            True
        ] * bool(words)

    @pytest.mark.parametrize(
        ("unit", "target", "known", "levels"),
        [
            ("小时", "7.5", 2, ["warning"]),
            ("小时", "7.5", 1, ["note"]),
            ("小时", "190", 2, []),
            ("天", "7.5", 2, []),
            ("天", "80", 2, []),
        ],
    )
    def test_days_in_hours(self, unit: str, target: str, known: int, levels: list[str]) -> None:
        row = {"id": "tertiary_average_length_of_stay", "unit": "天", "target": "8"}
        several = tuple(plan([row], id=f"other{at}") for at in range(known))
        found = look(plan([{**row, "unit": unit, "target": target}]), "HP203", others=several)
        assert [one.level.value for one in found] == levels
        assert all("照印是 7.5小时，即 0.3125天，别的规划的中位数是 8天" in one.message for one in found)

    def test_a_single_other_plan(self) -> None:
        known = (shipped("dachuan"),)
        assert ids(look(self.deadly("‰", "≤13.5"), "HP203", others=known)) == [
            ("chronic_disease_premature_mortality", "note")
        ]
        [found] = look(self.deadly("‰", "≤13.5"), "HP203", others=known)
        assert "疑为 %" in found.message

    @pytest.mark.parametrize(
        ("unit", "target", "count"), [("亿人", "0.00542", 1), ("万人", "54.2", 0), ("亿人", "0.1", 0)]
    )
    def test_too_large_a_unit(self, unit: str, target: str, count: int) -> None:
        found = look(plan([{"id": "regular_exercise_population", "unit": unit, "target": target}]), "HP203")
        assert [finding.level for finding in found] == [FindingLevel.NOTE] * count

    def test_figures_of_targets(self) -> None:
        row = {"id": "infant_mortality", "unit": "‰", "target": "≤3.5", "name": "婴儿死亡率"}
        same = restating("控制在3.5%以下", row, subject="婴儿死亡率")
        assert ids(look(same, "HP204")) == [("infant_mortality", "error")]
        assert look(same, "HP201") == ()
        other = restating("控制在0.35%以下", row, subject="婴儿死亡率")
        assert look(other, "HP204") == look(other, "HP201") == ()

    @pytest.mark.parametrize(
        ("row", "count"),
        [
            ({"unit": "‰", "baseline": "2.9", "target": "≤3.5%"}, 1),
            ({"unit": None, "baseline": "2.9‰", "target": "≤3.5%"}, 1),
            ({"unit": "‰", "baseline": "2.9‰", "target": "≤3.5‰"}, 0),
        ],
    )
    def test_one_row(self, row: Row, count: int) -> None:
        assert len(look(plan([{"id": "infant_mortality", **row}]), "HP204")) == count

    @pytest.mark.parametrize(
        ("row", "count"),
        [
            ({"target": "≥0.54"}, 1),
            ({"target": "≥0.54人"}, 0),
            ({"target": "≥0.54", "name": "每千人口药师数（人）"}, 0),
            ({"target": "≥0.54", "name": "每千人口药师（士）数"}, 1),
            ({"target": "≥0.8", "name": "规范处置指数"}, 0),
            ({"target": "1:1.3", "name": "医护比"}, 0),
            ({"target": "提高"}, 0),
            ({"target": "—"}, 0),
        ],
    )
    def test_no_unit(self, row: Row, count: int) -> None:
        small = plan([{"id": "pharmacists", "better": "higher", "unit": None, **row}])
        assert len(look(small, "HP205")) == count

    @pytest.mark.parametrize(
        ("id", "words"),
        [("pharmacists", "（核验时不看单位）"), ("pharmacists_per_1000", "（核验时按 人 算）")],
    )
    def test_the_unit_that_is_judged_in(self, id: str, words: str) -> None:
        [found] = look(plan([{"id": id, "better": "higher", "unit": None, "target": "≥0.54"}]), "HP205")
        assert found.message.endswith(words)
