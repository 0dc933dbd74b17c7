"""The rules of lint that hold one place against another: a wrong case, one that nearly is, plans that are clean, the shipped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.checks.lint import Finding, FindingLevel, Subject, all_rules, lint
from healthplan_cli.cli import run
from healthplan_cli.model import Plan
from healthplan_cli.sources.plans.catalog import catalogue, load_plan
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse

NAMES = (
    "anju",
    "chongqing",
    "dachuan",
    "healthy_china_2030",
    "healthy_china_action",
    "panzhihua",
    "zhenan",
)
CODES = [
    *("HP201", "HP202", "HP203", "HP204", "HP205", "HP206"),
    *("HP301", "HP302", "HP303", "HP304", "HP305", "HP306", "HP307", "HP308", "HP309", "HP401"),
]
Row = dict[str, Any]
Found = list[tuple[str, str]]

# Read beside the documents, row by row. -: the plan as a whole.
SHIPPED: dict[str, dict[str, str]] = {
    "anju": {
        "HP201": "life_expectancy notifiable_disease_reporting_rate cancer_5year_survival"
        " hypertension_management_rate smoking_rate district_cdc_grade",
        "HP203": "class_ab_infectious_disease_incidence",
        "HP301": "-",
    },
    "chongqing": {
        "HP201": "healthy_life_expectancy",
        "HP203": "chronic_disease_premature_mortality inpatient_antibiotic_intensity",
        "HP204": "infant_mortality chronic_disease_premature_mortality",
    },
    "dachuan": {
        "HP201": "doctors_per_1000 nurses_per_1000 pharmacists_per_1000",
        "HP206": "wumei_processing",
        "HP303": "baima_medical_community dashu_medical_community preventive_tcm_center"
        " childcare_service_center guancun_medical_community cuiping_community_health_center",
        "HP304": "cuiping_community_health_center",
        "HP306": "smart_hospital",
        "HP307": "cuiping_childcare cuiping_elderly_care",
    },
    "healthy_china_2030": {"HP206": "national_sanitary_city_share"},
    "healthy_china_action": {"HP205": "adult_body_mass_index"},
    "panzhihua": {
        "HP201": "maternal_mortality",
        "HP203": "regular_exercise_population",
        "HP204": "infant_mortality under5_mortality",
        "HP206": "primary_tcm_volume_share",
    },
    "zhenan": {
        "HP201": "chronic_disease_premature_mortality child_myopia_rate",
        "HP203": "antibacterial_use_intensity",
        "HP205": "childcare_places_per_1000 tertiary_average_length_of_stay hospital_infection_rate"
        " doctors_per_1000 nurses_per_1000 general_practitioners_per_10000 pharmacists_per_1000",
        "HP206": "national_sanitary_city_share",
    },
}
# What `see:` adds in the specs that have it.
SEEN = {
    "smart_hospital_count": "tertiary_smart_hospital_grade",
    "childcare_centre_2022": "childcare_centre_2022",
    "strengthened_village_clinics_share": "strengthened_village_clinics",
}


def plan(rows: list[Row], **head: Any) -> Plan:
    """A plan of these rows, joined with the catalogue; rows in % that are expected where nothing else is said."""
    spec = {
        "format": "hpcheck.plan/1",
        "id": "small",
        "title": "小规划",
        "period": {"baseline": 2020, "start": 2021, "end": 2025},
        **head,
        "indicators": [
            {"name": f"指标{at}", "unit": "%", "nature": "预期性", **row} for at, row in enumerate(rows)
        ],
    }
    return build_plan(
        parse(json.dumps(spec, ensure_ascii=False).encode(), "small.yaml"), "small.yaml", catalogue(), ""
    )


def look(
    small: Plan, code: str, above: Plan | None = None, others: tuple[Plan, ...] = ()
) -> tuple[Finding, ...]:
    return lint(Subject(small, catalogue(), above, others), [code])


def ids(found: tuple[Finding, ...]) -> Found:
    return [(finding.id, finding.level.value) for finding in found]


@cache
def shipped(name: str) -> Plan:
    return load_plan(name, whole=True)


def others(name: str) -> tuple[Plan, ...]:
    return tuple(shipped(other) for other in NAMES if other != name)


def restating(target: Any, row: Row | None = None, **commitment: Any) -> Plan:
    """A row of health literacy, ≥30, and one commitment about the same."""
    first = {"id": "health_literacy", "target": "≥30", "name": "居民健康素养水平", **(row or {})}
    item = {
        "id": "said",
        "subject": "居民健康素养",
        "section": "三、（一）",
        "indicator": first["id"],
        "target": target,
        **commitment,
    }
    return plan([first], commitments=[item])


CLEAN_ROWS: list[Row] = [
    {"id": "life_expectancy", "no": 1, "name": "人均预期寿命", "unit": "岁", "baseline": "78.2", "target": "79",
     "mentions": [{"text": "78.20岁"}]},
    {"id": "maternal_mortality", "no": 2, "name": "孕产妇死亡率", "unit": "/10万", "baseline": "9.5", "target": "≤9",
     "mentions": [{"text": "9.5/10万"}, {"text": "12.1/10万", "year": 2015}]},
    {"id": "beds_per_1000", "no": 3, "name": "每千人口床位数", "unit": None, "target": "7.5张"},
    {"id": "child_myopia_rate", "no": 4, "name": "儿童青少年总体近视率", "target": "每年降低0.5个百分点"},
    {"id": "inpatient_reimbursement_rate", "no": 5, "name": "住院费用支付比例", "target": "职工85，城乡居民70"},
]  # fmt: skip
CLEAN: dict[str, Any] = {
    "commitments": [
        {"id": "life", "subject": "预期寿命", "target": "达到79岁", "section": "二、（一）", "indicator": "life_expectancy"},
        {"id": "myopia", "subject": "近视率", "target": "每年降低0.5个百分点以上", "section": "二、（一）",
         "indicator": "child_myopia_rate"},
        {"id": "teams", "subject": "专科", "target": "15个", "section": "二、（二）", "better": "higher"},
        {"id": "teams_a", "subject": "专科…甲院", "target": "9个", "section": "二、（二）", "better": "higher"},
        {"id": "teams_b", "subject": "专科…乙院", "target": "6个", "section": "二、（二）", "better": "higher"},
    ],
    "projects": [
        {"id": "one", "no": 1, "name": "甲镇医养中心建设项目", "content": "床位30张", "years": "2022-2023", "investment": 300},
        {"id": "two", "no": 2, "name": "乙镇医养中心建设项目", "content": "床位30张", "years": "2022-2023", "investment": 300},
    ],
    "projects_total": {"count": 2, "investment": 600},
}  # fmt: skip


class TestPlans:
    @pytest.mark.parametrize("name", NAMES)
    def test_the_shipped(self, name: str) -> None:
        found = [
            (one.code, one.id or "-")
            for one in lint(Subject(shipped(name), catalogue(), None, others(name)), CODES)
        ]
        wanted = [(code, id) for code, list_ in SHIPPED[name].items() for id in list_.split()]
        sees = {item.id for item in shipped(name).commitments if item.see}
        wanted += [("HP201", id) for id, item in SEEN.items() if item in sees]
        assert sorted(found) == sorted(wanted)

    @pytest.mark.parametrize("code", CODES)
    def test_a_clean_one(self, code: str) -> None:
        clean = plan(CLEAN_ROWS, **CLEAN)
        assert look(clean, code, above=clean, others=tuple(map(shipped, NAMES))) == ()

    def test_every_rule_says_what_it_is(self) -> None:
        for code in CODES:
            words = all_rules()[code].__doc__ or ""
            assert words.splitlines()[0].endswith("。")
            assert "\n怎么办：" in words
            assert "\n例：" in words


KEPT = {"text": "保持在较高水平", "op": "external"}


class TestTargets:
    """HP201."""

    @pytest.mark.parametrize(
        ("target", "level", "word"),
        [
            ("达到40%", "warning", "正文更严"),
            ("达到25%", "warning", "正文更松"),
            ("=35", "warning", "正文更严"),
            ("≤20", "warning", "两处不能同时算数"),
            (">30", "note", "只差含不含"),
            ("30%左右", "note", "左右"),
            ("下降", "note", "只写了方向"),
            ("达到全市平均以上", "note", "没有写出数"),
        ],
    )
    def test_something_else(self, target: str, level: str, word: str) -> None:
        [found] = look(restating(target), "HP201")
        assert (found.id, found.level.value) == ("health_literacy", level)
        assert word in found.message
        assert found.words == f"表：≥30%；三、（一）：{target}"

    @pytest.mark.parametrize(
        "target", ["达到30%", "不低于30%", "300‰以上", "30%以上", "—", "明显提高", "持续改善", KEPT]
    )
    def test_the_same(self, target: Any) -> None:
        assert look(restating(target), "HP201") == ()

    def test_another_year(self) -> None:
        assert look(restating("达到20%", due=2023), "HP201") == ()

    def test_the_whole(self) -> None:
        """100%, 达到100% and 不低于100% are the same share."""
        for words in ("达到100%", "不低于100%", "全覆盖"):
            assert look(restating(words, {"target": "100%"}), "HP201") == ()

    def test_a_change_from_the_baseline(self) -> None:
        row = {"baseline": "28", "target": "≥30"}
        assert look(restating("在2020年基础上提高2个百分点", row), "HP201") == ()
        [found] = look(restating("在2020年基础上提高1个百分点", row), "HP201")
        assert found.words == "表：≥30%；三、（一）：在2020年基础上提高1个百分点（即 29%）"
        assert "正文更松" in found.message

    def test_a_direction_that_the_table_lets_go_the_other_way(self) -> None:
        row = {
            "id": "maternal_mortality",
            "unit": "/10万",
            "baseline": "5",
            "target": "≤10",
            "name": "孕产妇死亡率",
        }
        [found] = look(restating("稳中有降", row, subject="孕产妇死亡率"), "HP201")
        assert found.level is FindingLevel.WARNING
        assert look(restating("稳中有降", {**row, "baseline": "12"}, subject="孕产妇死亡率"), "HP201") == ()

    def test_keeping(self) -> None:
        assert look(restating("保持稳定", {"baseline": "30"}), "HP201") == ()
        assert ids(look(restating("保持稳定", {"baseline": "25"}), "HP201")) == [
            ("health_literacy", "warning")
        ]

    @pytest.mark.parametrize(
        ("target", "found"),
        [
            ("每年降低0.5个百分点以上", []),
            ("年均降低0.5个百分点", [("child_myopia_rate", "note")]),
            ("每年降低1个百分点", [("child_myopia_rate", "warning")]),
            ("逐年下降", []),
            ("逐年提高", [("child_myopia_rate", "note")]),
        ],
    )
    def test_changes_a_year(self, target: str, found: Found) -> None:
        row = {"id": "child_myopia_rate", "target": "每年降低0.5个百分点", "name": "近视率"}
        assert ids(look(restating(target, row, subject="近视率"), "HP201")) == found

    @pytest.mark.parametrize(
        ("table", "body", "level"),
        [
            ("上升趋势减缓", "上升趋势得到遏制", "note"),
            ("同比例提高", "稳步提高", "note"),
            ("持续提升", "提高", None),
            ("提升", "改善", None),
            ("提升", "下降", "warning"),
            ("提升", "≥30", "note"),
            ("国家下达", "≥30", "note"),
            ("—", "≥30", "note"),
        ],
    )
    def test_words_without_a_number(self, table: str, body: str, level: str | None) -> None:
        row = {"id": "health_literacy", "target": table, "relative_to": "life_expectancy"}
        items = [
            {"id": "said", "subject": "素养", "section": "三", "indicator": "health_literacy", "target": body}
        ]
        life = {"id": "life_expectancy", "target": "79", "unit": "岁"}
        assert ids(look(plan([life, row], commitments=items), "HP201")) == [("health_literacy", level)] * (
            level is not None
        )

    def test_what_a_revision_has_put_right(self) -> None:
        revised = {"target": "≥30", "revisions": [{"document": "中期调整", "from": 2023, "target": "≥40"}]}
        assert look(restating("达到40%", revised), "HP201") == ()
        assert ids(look(restating("达到30%", revised), "HP201")) == [("health_literacy", "warning")]
        above = plan([{"id": "health_literacy", "target": "≥40"}])
        assert look(restating("达到40%", revised), "HP401", above=above) == ()

    def test_one_component(self) -> None:
        row = {
            "id": "row",
            "better": "higher",
            "components": [
                {"id": "a", "name": "职工", "target": "≥60"},
                {"id": "b", "name": "城乡居民", "target": "≥50"},
            ],
        }
        both = {"id": "said", "subject": "支付比例", "section": "三", "indicator": "row"}
        assert look(plan([row], commitments=[{**both, "target": "职工60，城乡居民50"}]), "HP201") == ()
        [found] = look(plan([row], commitments=[{**both, "target": "均达到60%以上"}]), "HP201")
        assert found.id == "row"
        assert "城乡居民：正文更严" in found.message
        apart = look(plan([row], commitments=[{**both, "target": "均达到55%以上"}]), "HP201")
        assert [item.message.split("不一样：")[1].split("；")[0] for item in apart] == [
            "职工：正文更松",
            "城乡居民：正文更严",
        ]

    def test_the_same_words_in_two_places_are_one_finding(self) -> None:
        item = {"subject": "素养", "indicator": "health_literacy", "target": "达到40%"}
        items = [{**item, "id": "a", "section": "三"}, {**item, "id": "b", "section": "专栏2"}]
        [found] = look(plan([{"id": "health_literacy", "target": "≥30"}], commitments=items), "HP201")
        assert "（三、专栏2）" in found.message
        assert found.words == "表：≥30%；三：达到40%；专栏2：达到40%"

    @pytest.mark.parametrize(
        ("first", "second", "found"),
        [
            ("达到三级乙等", "达到三级甲等", [("cdc", "warning")]),
            ("创建二级", "建成二级甲等", [("cdc", "note")]),
            ("创建二级甲等", "建成二级甲等", []),
        ],
    )
    def test_two_commitments(self, first: str, second: str, found: Found) -> None:
        items = [
            {"id": "cdc", "subject": "区疾控中心", "target": first, "section": "四"},
            {"id": "box", "subject": "疾控中心", "target": second, "section": "专栏3", "indicator": "cdc"},
        ]
        assert (
            ids(
                look(
                    plan([{"id": "life_expectancy", "unit": "岁", "target": "79"}], commitments=items),
                    "HP201",
                )
            )
            == found
        )

    def test_two_of_one_later_year(self) -> None:
        """A commitment of 2022 stands first; two of 2025 are held against each other, not against it."""
        first = {"id": "first", "subject": "医院", "target": "达到三级乙等", "section": "四", "due": 2022}
        again = {"subject": "区医院", "indicator": "first"}
        items = [
            first,
            {**again, "id": "second", "target": "达到三级甲等", "section": "五"},
            {**again, "id": "third", "target": "达到三级乙等", "section": "六"},
        ]
        small = plan([{"id": "life_expectancy", "unit": "岁", "target": "79"}], commitments=items)
        assert ids(look(small, "HP201")) == [("second", "warning")]

    def test_a_number_and_a_direction_of_one_paragraph(self) -> None:
        items = [
            {
                "id": "share",
                "subject": "筛查覆盖率",
                "target": "达到60%",
                "section": "二",
                "better": "higher",
            },
            {
                "id": "rising",
                "subject": "覆盖率",
                "target": "逐年提高",
                "section": "二",
                "indicator": "share",
            },
        ]
        rows = [{"id": "life_expectancy", "unit": "岁", "target": "79"}]
        assert look(plan(rows, commitments=items), "HP201") == ()
        items[1]["section"] = "三"
        assert look(plan(rows, commitments=items), "HP201") == ()
        items[1]["target"] = "逐年下降"
        assert ids(look(plan(rows, commitments=items), "HP201")) == [("share", "note")]

    @pytest.mark.parametrize(("level", "found"), [("county", [("health_literacy", "note")]), ("city", [])])
    def test_a_wider_region(self, level: str, found: Found) -> None:
        row = {"id": "health_literacy", "name": "居民健康素养水平", "target": "≥30"}
        item = {
            "id": "said",
            "subject": "全市居民健康素养水平",
            "target": "达到30%",
            "section": "三",
            "indicator": row["id"],
        }
        assert (
            ids(look(plan([row], commitments=[item], region={"name": "某地", "level": level}), "HP201"))
            == found
        )


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


def project(id: str, **cells: Any) -> Row:
    return {"id": id, "name": f"{id}医院项目", "investment": 100, "years": "2022-2023", **cells}


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


class TestProjects:
    """HP303, HP304, HP306."""

    @pytest.mark.parametrize(
        ("years", "word"),
        [("2025-2026", "建设年限到 2026 年；"), ("2026-2027", "以后才开工"), ("2021-2025", ""), ("2025", "")],
    )
    def test_past_the_end(self, years: str, word: str) -> None:
        found = look(plan(CLEAN_ROWS[:1], projects=[project("a", years=years)]), "HP303")
        assert [word in finding.message for finding in found] == ([True] if word else [])

    @pytest.mark.parametrize(
        ("one", "other", "count"),
        [
            ({}, {}, 1),
            ({}, {"years": "2022-2024"}, 0),
            ({}, {"investment": 101}, 0),
            ({}, {"content": "床位31张"}, 0),
            ({"name": "甲镇社区卫生服务中心建设项目"}, {"name": "乙镇社区卫生服务中心新建项目"}, 0),
            ({"content": "改建"}, {"content": "改建"}, 0),
        ],
    )
    def test_copied(self, one: Row, other: Row, count: int) -> None:
        first = project("a", name="管村医共体建设项目", content="床位30张")
        second = project("b", name="翠屏社区卫生服务中心建设项目", content="床位30张")
        projects = [{**first, **one}, {**second, **other}]
        assert ids(look(plan(CLEAN_ROWS[:1], projects=projects), "HP304")) == [("b", "note")] * count

    @pytest.mark.parametrize(
        ("one", "other", "count"),
        [
            ("三里坪街道社区卫生服务中心", "三里街道社区卫生服务中心", 1),
            ("三里坪社区卫生服务中心", "三里坪街道社区卫生服务中心", 1),
            ("三里坪社区卫生服务中心", "三里街道社区卫生服务中心", 0),
            ("石桥镇中心卫生院", "石梯镇中心卫生院", 0),
            ("石桥镇中心卫生院", "石桥铺镇中心卫生院", 1),  # neither town has a project of its own
            ("甲镇中心卫生院", "甲乙镇中心卫生院", 0),  # both have
            ("达川区第二人民医院", "达川区人民医院", 0),
            ("区人民医院", "县区人民医院", 0),  # too short
            ("达川区人民医院", "达川区人民医院", 0),
            ("达川区人民医院、区疾控中心", "达州市达川区人民医院", 0),  # three characters
            ("某县中医医院、达川区人民医院", "某县达川区人民医院", 1),
            ("达川区人民医院", "达川区人民医院东院", 0),
        ],
    )
    def test_names_of_one_unit(self, one: str, other: str, count: int) -> None:
        """HP307."""
        projects = [
            project("a", responsible=one, place="甲镇"),
            project("b", responsible=other, place="甲乙镇"),
            project("c", responsible=other),
        ]
        found = look(plan(CLEAN_ROWS[:1], projects=projects), "HP307")
        assert ids(found) == [("b", "note")] * count

    @pytest.mark.parametrize(("filled", "blank", "count"), [(9, 1, 1), (8, 2, 0), (3, 1, 0), (5, 0, 0)])
    def test_a_blank_cell(self, filled: int, blank: int, count: int) -> None:
        cells = [{"kind": "新建"}] * filled + [{}] * blank
        projects = [project(f"p{at}", **cell) for at, cell in enumerate(cells)]
        assert len(look(plan(CLEAN_ROWS[:1], projects=projects), "HP306")) == count


def pairs() -> Iterator[tuple[Row, Row, list[str]]]:
    """A row of the plan above, the same row here, and the levels of what is found."""
    literacy = {"id": "health_literacy"}
    yield {**literacy, "target": "≥30"}, {**literacy, "target": "≥25"}, ["warning"]
    yield {**literacy, "target": "≥30"}, {**literacy, "target": "≥30"}, []
    yield {**literacy, "target": "≥30"}, {**literacy, "target": "35"}, []
    yield {**literacy, "target": ">30"}, {**literacy, "target": "≥30"}, ["note"]
    yield {**literacy, "target": "≥30"}, {**literacy, "target": ">30"}, []
    yield {**literacy, "target": "30"}, {**literacy, "target": "30左右"}, ["note"]
    yield {**literacy, "target": "≥30"}, {**literacy, "target": "250‰以上", "unit": "‰"}, ["warning"]
    yield {**literacy, "target": "≥30"}, {**literacy, "target": "300‰以上", "unit": "‰"}, []
    yield {**literacy, "target": "≥30"}, {**literacy, "target": "明显提高"}, []
    yield {**literacy, "target": "明显提高"}, {**literacy, "target": "≥30"}, []
    yield {**literacy, "target": "国家下达"}, {**literacy, "target": "≥30"}, []
    yield (
        {**literacy, "target": "≥30"},
        {**literacy, "target": "提高2个百分点", "baseline": "25"},
        ["warning"],
    )
    yield {**literacy, "target": "≥30", "nature": "约束性"}, {**literacy, "target": "≥30"}, ["note"]
    yield {**literacy, "target": "≥30"}, {**literacy, "target": "≥30", "nature": "约束性"}, []
    smoking = {"id": "smoking_rate"}
    yield {**smoking, "target": "≤22"}, {**smoking, "target": "<23.3"}, ["warning"]
    yield {**smoking, "target": "≤22"}, {**smoking, "target": "20"}, []
    myopia = {"id": "child_myopia_rate"}
    yield (
        {**myopia, "target": "每年降低0.5个百分点"},
        {**myopia, "target": "每年降低0.3个百分点"},
        ["warning"],
    )
    yield {**myopia, "target": "每年降低0.5个百分点"}, {**myopia, "target": "力争每年下降0.5个百分点以上"}, []
    yield {**myopia, "target": "每年降低0.5个百分点", "baseline": "43"}, {**myopia, "target": "≤49"}, []
    people = {"id": "regular_exercise_population", "name": "经常参加体育锻炼人数", "unit": "万人"}
    yield {**people, "target": "350"}, {**people, "target": "35"}, []
    paid = {"id": "inpatient_reimbursement_rate"}
    yield {**paid, "target": "职工85，城乡居民70"}, {**paid, "target": "职工80，城乡居民70"}, ["warning"]
    stay = {"id": "tertiary_average_length_of_stay", "unit": "天"}
    yield {**stay, "target": "≤9"}, {**stay, "target": "≤9.5"}, ["warning"]


class TestUnder:
    """HP401."""

    @pytest.mark.parametrize(("upper", "lower", "levels"), list(pairs()))
    def test_pairs(self, upper: Row, lower: Row, levels: list[str]) -> None:
        found = look(plan([lower]), "HP401", above=plan([upper]))
        assert ids(found) == [(lower["id"], level) for level in levels]

    @pytest.mark.parametrize(
        ("target", "years"),
        [
            ("≥25", []),
            ("≥20", []),
            ("≥19.9", ["2025 年"]),
            ({"2022": "≥19", "2025": "≥25"}, ["2022 年"]),
            ({"2022": "≥19", "2025": "≥18"}, ["2022 年", "2025 年"]),
            ({"2022": "≥20", "2025": "≥25"}, []),
        ],
    )
    def test_the_last_target_above_that_is_due_by_then(self, target: Any, years: list[str]) -> None:
        """「与本级到期时上级已经到期的最近那个比」"""
        nation = plan(
            [{"id": "health_literacy", "target": {"2020": "≥20", "2030": "≥30"}}],
            period={"baseline": 2015, "start": 2016, "end": 2030},
        )
        found = look(plan([{"id": "health_literacy", "target": target}]), "HP401", above=nation)
        assert [one.level.value for one in found] == ["warning"] * len(years)
        for one, year in zip(found, years, strict=True):
            assert f"（{year}） 比上级规划的 ≥20%（2020 年） 宽" in one.message

    def test_what_is_due_above_only_later_is_not_compared(self) -> None:
        nation = plan(
            [{"id": "health_literacy", "target": {"2028": "≥20", "2030": "≥30"}}],
            period={"baseline": 2015, "start": 2016, "end": 2030},
        )
        [one] = look(plan([{"id": "health_literacy", "target": "≥10"}]), "HP401", above=nation)
        assert "1 项没有与上级规划比" in one.message

    @pytest.mark.parametrize("name", NAMES)
    def test_the_shipped_under_the_nation(self, name: str) -> None:
        """Read beside the two tables: what asks for less than the nation asked for by 2020, or by 2030."""
        looser = {"anju": ["doctors_per_1000"], "healthy_china_action": ["physical_fitness_pass_share"]}
        found = look(shipped(name), "HP401", above=shipped("healthy_china_2030"))
        assert ids(found) == [(id, "warning") for id in looser.get(name, [])]

    @pytest.mark.parametrize(
        ("id", "upper", "lower", "words"),
        [
            (
                "health_literacy",
                "≥30",
                "≥25",
                "目标 ≥25%（2030 年） 比上级规划的 ≥30%（2025 年） 宽；提到不低于",
            ),
            (
                "smoking_rate",
                "≤20",
                "≤22",
                "目标 ≤22%（2030 年） 比上级规划的 ≤20%（2025 年） 宽；收紧到不松于",
            ),
            ("health_literacy", "30", "30左右", "只宽在“左右”"),
            ("health_literacy", "≥30", "≥35", ""),
            ("health_literacy", "=30", "=35", ""),
            ("health_literacy", "≥30", "明显提高", ""),
        ],
    )
    def test_a_later_year(self, id: str, upper: str, lower: str, words: str) -> None:
        """What a plan of 2021—2025 has reached, one of 2026—2030 must still hold."""
        later = {"baseline": 2025, "start": 2026, "end": 2030}
        small = plan([{"id": id, "target": lower}], period=later)
        found = look(small, "HP401", above=plan([{"id": id, "target": upper}]))
        assert [words in one.message for one in found] == ([True] if words else [])

    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            ([("≥30", "≥25", 2023)], "1 指标0（2023 年，上级 2025 年）"),
            ([("≥30", "≥40", 2023)], "1 指标0（2023 年，上级 2025 年）"),
            ([("每年提高1个百分点", "每年提高0.5个百分点", 2023)], "1 指标0（2023 年，上级 2025 年）"),
            ([("≥30", "≥25", 2023), ("≥20", "≥10", 2024)],
             "1 指标0（2023 年，上级 2025 年）、2 指标1（2024 年，上级 2025 年）"),
            ([("≥30", "明显提高", 2023)], None),  # not compared in the same year either
            ([("≥30", "≥30", 2025)], None),
        ],
    )  # fmt: skip
    def test_an_earlier_year(self, rows: list[tuple[str, str, int]], said: str | None) -> None:
        """Not compared, and said so once."""
        names = ("health_literacy", "elderly_health_management_rate")
        upper = [{"id": id, "target": target} for id, (target, _, _) in zip(names, rows, strict=False)]
        lower = [
            {"id": id, "target": target, "due": due}
            for id, (_, target, due) in zip(names, rows, strict=False)
        ]
        found = look(plan(lower), "HP401", above=plan(upper))
        if said is None:
            assert found == ()
            return
        [one] = found
        assert (one.id, one.level, one.location.line, one.words) == ("", FindingLevel.NOTE, 1, said)
        assert f"有 {len(rows)} 项没有与上级规划比" in one.message

    def test_changes_of_other_years(self) -> None:
        """0.5 a year from 2020, 0.3 a year from 2025: nothing is held against anything."""
        row = {"id": "child_myopia_rate"}
        small = plan(
            [{**row, "target": "每年降低0.3个百分点"}], period={"baseline": 2025, "start": 2026, "end": 2030}
        )
        [found] = look(small, "HP401", above=plan([{**row, "target": "每年降低0.5个百分点"}]))
        assert (found.id, found.level) == ("", FindingLevel.NOTE)

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("每年降低0.5个百分点", "每年降低0.5个百分点（即 49.5%） 比上级规划的 ≤49.0% 宽"),
            ("每年降低0.6个百分点", None),
        ],
    )
    def test_what_a_change_comes_to(self, target: str, said: str | None) -> None:
        row = {"id": "child_myopia_rate", "baseline": "52.0"}
        found = look(plan([{**row, "target": target}]), "HP401", above=plan([{**row, "target": "≤49.0"}]))
        assert [str(said) in one.message and "（即 49.5%）" in one.words for one in found] == [True] * bool(
            said
        )
        slower = look(
            plan([{**row, "target": "每年降低0.3个百分点"}]), "HP401", above=plan([{**row, "target": target}])
        )
        assert ["（即" in one.message for one in slower] == [False]  # both are changes

    @pytest.mark.parametrize(
        ("own", "above", "count"),
        [
            ("510400", "500000", 1),
            ("510400", "510000", 0),
            ("510411", "510400", 0),
            ("510411", "510500", 1),
            ("510000", "510400", 1),
            ("510400", "510400", 0),  # its own earlier plan
            ("510400", "", 0),
            ("", "500000", 0),
            ("某区", "500000", 0),
            ("500101", "500000", 0),
        ],
    )
    def test_regions_that_do_not_nest(self, own: str, above: str, count: int) -> None:
        def of(code: str, target: str) -> Plan:
            region = {"name": "某地", **({"code": code} if code else {})}
            return plan([{"id": "smoking_rate", "target": target}], region=region)

        found = look(of(own, "≤25"), "HP401", above=of(above, "≤22"))
        assert [one.id for one in found] == [""] * count + ["smoking_rate"]  # compared all the same
        assert [one.words for one in found if not one.id] == [f"这里：{own}；上级：{above}"] * count

    def test_a_country_has_every_region(self) -> None:
        country = plan([{"id": "smoking_rate", "target": "≤22"}], region={"name": "中国", "code": "100000", "level": "country"})  # fmt: skip
        small = plan([{"id": "smoking_rate", "target": "≤22"}], region={"name": "某地", "code": "510400"})
        assert look(small, "HP401", above=country) == ()

    def test_only_where_it_is_given(self) -> None:
        assert look(plan([{"id": "health_literacy", "target": "≥1"}]), "HP401") == ()

    def test_a_binding_row_that_is_missing(self) -> None:
        upper = plan([{"id": "smoking_rate", "target": "≤22", "nature": "约束性"}, {"id": "own", "target": "≤22",
                       "nature": "约束性"}, {"id": "infant_mortality", "target": "≤22"}])  # fmt: skip
        [found] = look(plan([{"id": "health_literacy", "target": "≥30"}]), "HP401", above=upper)
        assert (found.id, found.level, found.location.file) == ("", FindingLevel.NOTE, "small.yaml")
        assert found.location.line == 1

    def test_a_misprinted_unit_above(self) -> None:
        """重庆 prints ‰ where % is meant: nobody is looser than that."""
        found = lint(
            Subject(shipped("panzhihua"), catalogue(), shipped("chongqing"), others("panzhihua")), ["HP401"]
        )
        assert "chronic_disease_premature_mortality" not in {finding.id for finding in found}
        assert {"maternal_mortality", "smoking_rate"} <= {finding.id for finding in found}
