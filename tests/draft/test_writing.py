"""A drafted spec is accepted whatever the document says, and its words read back as they were."""

from __future__ import annotations

from typing import Any

import pytest
from drafts import ANY, HOSTILE, draft, row, value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthplan_cli.draft.accepted import AcceptedSpec, accepted
from healthplan_cli.draft.assemble import assemble
from healthplan_cli.draft.model import Draft, DraftCommitment, DraftMention, DraftPart, DraftProject
from healthplan_cli.draft.spec import COMMITMENT, PROJECT, ROW, TOTAL, words
from healthplan_cli.draft.writing import comment, flow, scalar
from healthplan_cli.sources.documents.blocks import Place
from healthplan_cli.sources.strict_yaml import parse


def made(found: Draft) -> AcceptedSpec:
    """The spec of a draft."""
    return accepted(assemble(found, "own", "规划"))


def cells(found: Draft, at: int = 0, kind: str = ROW) -> dict[str, Any]:
    """The fields of an item."""
    return dict(made(found).spec.of(kind)[at].fields)


def doubts(found: Draft, at: int = 0, kind: str = ROW) -> set[str]:
    """The fields of an item that are in doubt."""
    return {doubt.field for doubt in made(found).spec.of(kind)[at].doubts}


class TestYaml:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_words_read_back(self, text: str) -> None:
        kept = words(text)
        for written in (scalar(kept), flow({"a": kept, "b": [kept, 1]})):
            node = parse(f"k: {written}  {comment(text)}\n".encode(), "f").get("k")
            assert node is not None
            assert (node.text if node.scalar else node.text_at("a")) == kept

    @settings(max_examples=300, deadline=None)
    @given(st.text(max_size=40))
    def test_any_words_read_back(self, text: str) -> None:
        kept = words(text)
        root = parse(f"k: {scalar(kept)}  {comment(text)}\nn: {flow({kept or 'x': [kept]})}\n".encode(), "f")
        assert root.text_at("k") == kept
        assert root.at(["n", kept or "x", 0]).text == kept

    def test_line_ends(self) -> None:
        assert words("儿童\n 近视率") == "儿童近视率"
        assert words("12\n345") == "12 345"  # one number or two: nobody joins them
        assert words("PM\n2.5") == "PM 2.5"


class TestAccepted:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(ANY)
    def test_any_draft_is_accepted(self, found: Draft) -> None:
        spec = made(found)
        assert len(spec.spec.of(ROW)) >= len(found.rows)
        assert len(spec.spec.of(COMMITMENT)) == len(found.commitments)
        assert len(spec.spec.of(PROJECT)) == len(found.projects)
        assert spec.plan.id == "own"

    def test_an_ordinary_row_has_no_doubt(self) -> None:
        found = draft(
            row(
                "人均预期寿命",
                "80",
                no="1",
                unit="岁",
                baseline=value("79.0"),
                category=("健康水平",),
                table="表1",
            )
        )
        assert cells(found) == {
            "id": "life_expectancy", "no": 1, "category": "健康水平", "name": "人均预期寿命", "unit": "岁", "baseline": "79.0",
            "target": "80", "nature": "预期性", "source": "表1（第 10 行）",
        }  # fmt: skip
        assert not doubts(found)

    def test_words_that_cant_be_read_stay_as_printed_and_are_judged_as_nothing(self) -> None:
        found = draft(row("森林覆盖率", "做好有关工作", unit="%"))
        assert cells(found)["target"] == {"op": "unread", "text": "做好有关工作"}
        assert "target" in doubts(found)

    def test_a_row_without_a_target_is_unknown_and_holds_up_the_gate(self) -> None:
        found = draft(
            row("居民健康素养水平", unit="%", nature="约束性"),
            row("森林覆盖率", "做好工作", unit="%", nature="约束性"),
        )
        assert cells(found)["target"] == {"op": "unread"}
        assert "target" in doubts(found)
        for item in made(found).plan.indicators:
            assert item.target is not None
            assert item.target.rule.is_unread
            assert not item.target.rule.asks_nothing

    def test_a_bare_number_whose_good_side_nobody_tells_is_not_judged(self) -> None:
        found = draft(row("产业用地", "500", unit="亩", baseline=value("400")))
        assert cells(found)["target"] == {"op": "unread", "text": "500"}
        assert "better" not in cells(found)
        assert doubts(found) == {"target"}

    def test_targets_of_several_years(self) -> None:
        several = (value("≥22", 2027), value("≥30", 2030))
        assert cells(draft(row("居民健康素养水平", targets=several, unit="%")))["target"] == {
            2027: "≥22",
            2030: "≥30",
        }
        one = draft(row("居民健康素养水平", targets=(value("≥22", 2027),), unit="%"))
        assert (cells(one)["target"], cells(one)["due"]) == ("≥22", 2027)

    def test_a_baseline_of_another_year(self) -> None:
        found = draft(row("居民健康素养水平", "≥30", unit="%", baseline=value("14.2", 2017)))
        assert cells(found)["baseline"] == {"text": "14.2", "year": 2017}
        assert doubts(found) == {"baseline"}

    def test_a_baseline_that_is_no_number_is_a_remark(self) -> None:
        found = draft(row("居民健康素养水平", "≥30", unit="%", baseline=value("较高")))
        assert "baseline" not in cells(found)
        assert "较高" in cells(found)["note"]
        assert doubts(found) == {"baseline"}

    def test_a_unit_beyond_the_table_is_a_remark(self) -> None:
        found = draft(row("某某指数", "≥30", unit="怪单位"))
        assert cells(found)["unit"] is None
        assert "怪单位" in cells(found)["note"]
        assert "unit" in doubts(found)

    def test_a_target_beyond_what_is_possible_is_kept_with_limits(self) -> None:
        found = draft(row("粮食自给率", "≥120", unit="%"))
        assert cells(found)["target"] == "≥120"
        assert cells(found)["limits"] == {"min": None, "max": None}
        assert "target" in doubts(found)

    def test_a_row_without_a_nature_says_so(self) -> None:
        found = draft(row("居民健康素养水平", "≥30", unit="%", nature=None))
        assert cells(found)["nature"] == "预期性"
        assert "nature" in cells(found)["not_in_document"]
        assert "nature" in doubts(found)

    def test_a_total_beside_no_target_is_the_change(self) -> None:
        found = draft(row("单位GDP能耗降低", unit="%", total=value("13.5")))
        assert cells(found)["target"] == {
            "op": "change",
            "by": "13.5",
            "unit": "%",
            "direction": "down",
            "text": "13.5",
        }
        assert "target" in doubts(found)
        dash = draft(row("单位GDP能耗降低", "—", unit="%", total=value("〔13.5〕")))
        assert cells(dash)["target"] == "〔13.5〕"
        beside = draft(row("单位GDP能耗降低", "13.5", unit="%", average=value("2.8")))
        assert (cells(beside)["target"], cells(beside)["note"]) == ("13.5", "年均：2.8")

    def test_parts_with_cells_of_their_own(self) -> None:
        parts = (
            DraftPart("职工", None, value("83左右"), (value("85"),)),
            DraftPart("居民", None, value("65"), (value("70"),)),
        )
        found = cells(draft(row("政策范围内住院费用支付比例", unit="%", parts=parts)))
        assert "target" not in found
        assert [(one["id"], one["name"], one["baseline"], one["target"]) for one in found["components"]] == [
            ("employee", "职工", "83左右", "85"),
            ("resident", "居民", "65", "70"),
        ]

    def test_a_part_beside_the_rows_own_target_is_a_row(self) -> None:
        part = DraftPart("其中：普惠性托位占比", "%", None, (value("≥60"),))
        found = draft(row("每千人口3岁以下婴幼儿托位数", "4.5", unit="个", parts=(part,)))
        assert [item.name for item in made(found).spec.of(ROW)] == [
            "每千人口3岁以下婴幼儿托位数",
            "其中：普惠性托位占比",
        ]
        assert cells(found, 1)["unit"] == "%"

    def test_the_same_name_twice(self) -> None:
        found = draft(row("孕产妇死亡率", "≤14.5", unit="/10万"), row("孕产妇死亡率", "≤12", unit="/10万"))
        assert [item.id for item in made(found).spec.of(ROW)] == ["maternal_mortality", "yunchanfusiwanglv"]
        assert doubts(found, 1) == {"id"}

    def test_what_all_rows_share_is_said_once(self) -> None:
        found = made(draft(row("某某率", "≥5", unit="%"), row("他他率", "≥6", unit="%")))
        assert [remark for remark in found.spec.remarks if "拼音" in remark and "2 行" in remark]
        assert found.spec.doubts == 1
        assert found.written.text.count("拼音") == 1

    def test_a_promise_about_a_row_is_linked(self) -> None:
        promises = (
            DraftCommitment("人均预期寿命", "提高到80岁", "二、（三）", Place(), restates=0),
            DraftCommitment(
                "县人民医院",
                "创建三级乙等综合医院",
                "四、（二）",
                Place(),
                due=2028,
                responsible="县人民医院",
            ),
            DraftCommitment("普惠托位", "达到500个", "四", Place()),
            DraftCommitment("普惠托位", "达到600个", "五", Place()),
        )
        found = draft(row("人均预期寿命", "80", unit="岁"), commitments=promises)
        assert cells(found, 0, COMMITMENT)["indicator"] == "life_expectancy"
        assert cells(found, 0, COMMITMENT)["id"] == "life_expectancy_text"
        assert cells(found, 1, COMMITMENT)["due"] == 2028
        assert not doubts(found, 1, COMMITMENT)
        assert cells(found, 3, COMMITMENT)["indicator"] == cells(found, 2, COMMITMENT)["id"]
        assert doubts(found, 3, COMMITMENT) == {"indicator"}

    def test_mentions(self) -> None:
        said = (DraftMention(0, "2.92%", "一、（一）", 2019), DraftMention(0, "很多", "一"))
        assert "mentions" not in cells(draft(row("某某率", "≥3%"), mentions=said))
        assert cells(draft(row("某某率", "≥3%"), mentions=said[:1]))["mentions"] == [
            {"text": "2.92%", "source": "一、（一）", "year": 2019}
        ]

    def test_projects_are_in_ten_thousand_yuan(self) -> None:
        projects = (
            DraftProject("县医院新院区", Place(), investment="1.2", unit="亿元", years="2026-2028"),
            DraftProject("县中医院", Place(), investment="1,200", unit="万元", years="“十五五”期间"),
            DraftProject("疾控中心", Place(), investment="若干"),
        )
        total = DraftProject("合计", Place(), no="3", investment="13200", unit="万元")
        found = draft(row("某某率", "≥3%"), projects=projects, projects_total=total)
        assert cells(found, 0, PROJECT)["investment"] == "12000"
        assert cells(found, 0, PROJECT)["not_in_document"]
        assert (cells(found, 1, PROJECT)["investment"], doubts(found, 1, PROJECT)) == ("1200", {"years"})
        assert doubts(found, 2, PROJECT) == {"investment"}
        assert (cells(found, 0, TOTAL)["count"], cells(found, 0, TOTAL)["investment"]) == ("3", "13200")

    def test_a_document_without_a_table_has_its_promises(self) -> None:
        found = made(draft(commitments=(DraftCommitment("某县医院", "建成投入使用", "四", Place()),)))
        assert found.plan.indicators == ()
        assert found.spec.remarks

    def test_years_that_nobody_said(self) -> None:
        from healthplan_cli.draft.model import DraftHeader

        found = made(
            Draft(DraftHeader(), (row("某某率", targets=(value("≥3%", 2025),), baseline=value("2%", 2020)),))
        )
        assert (found.plan.period.baseline, found.plan.period.start, found.plan.period.end) == (
            2020,
            2021,
            2025,
        )
        assert "# 待核" in found.written.text.split("period:")[1].splitlines()[0]
        assert found.plan.title == "规划"
