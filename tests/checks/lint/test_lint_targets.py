"""HP201 and HP401: what is wrong with a target, beside its row or in the body."""

from __future__ import annotations

from typing import Any

import pytest
from lint_plans import Found, ids, look, plan, restating

from healthplan_cli.checks.lint import FindingLevel

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
