"""The rules of lint that hold one place against another: a wrong case, one that nearly is, plans that are clean, the shipped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lint_plans import CLEAN_ROWS, NAMES, Row, ids, look, others, plan, project, shipped

from healthplan_cli.checks.lint import FindingLevel, Subject, all_rules, lint
from healthplan_cli.model import Plan
from healthplan_cli.sources.plans.catalog import catalogue

CODES = [
    *("HP201", "HP202", "HP203", "HP204", "HP205", "HP206"),
    *("HP301", "HP302", "HP303", "HP304", "HP305", "HP306", "HP307", "HP308", "HP309", "HP401"),
]

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
