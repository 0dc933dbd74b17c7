"""Waivers: what a file of them must say, what a waived row is counted as, and what it does to the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from support import ROOT, actuals_of, check_expected, plan_of, walk
from waivercases import GOOD, given_waivers, plan

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.model import Conventions, Plan, Status, Waiver
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.sources.strict_yaml import parse
from healthplan_cli.sources.waivers import is_waivers, read_waivers, waive

DAY = date(2025, 6, 30)


def read(
    content: bytes, plans: Sequence[Plan], day: date = DAY, file: str = "w.yaml", judged: bool = True
) -> tuple[Mapping[str, tuple[Waiver, ...]], list[Problem]]:
    notices: list[Problem] = []
    indexes = [Index(plan) for plan in plans]
    return read_waivers(parse(content, file), file, indexes, day, notices, judged), notices


class TestInvalid:
    """「错误一次全部报出，每条是 `文件:行:列: 说明`」"""

    @pytest.mark.parametrize("path", walk("waivers/invalid"), ids=lambda path: path.stem)
    def test_gives_exactly_these_problems(self, path: Path) -> None:
        with pytest.raises(InvalidInput) as caught:
            read(path.read_bytes(), [plan()], file=path.name)
        check_expected(path.with_suffix(".expected"), f"{caught.value}\n")

    def test_no_expected_text_is_left_over(self) -> None:
        stems = {path.stem for path in walk("waivers/invalid")}
        left = [path.name for path in walk("waivers/invalid", ".expected") if path.stem not in stems]
        assert left == []

    @pytest.mark.parametrize("key", list(GOOD))
    def test_every_cell_is_needed(self, key: str) -> None:
        """「都必须写」"""
        with pytest.raises(InvalidInput) as caught:
            read(given_waivers({key: None}), [plan()])
        assert f"豁免缺少 {key}（" in str(caught.value)


class TestRead:
    @pytest.mark.parametrize("name", ["a", "吸烟率", "成人吸烟率", "7", " 吸烟率（%）"])
    def test_by_whatever_it_is_called(self, name: str) -> None:
        found, _ = read(given_waivers({"indicator": name}), [plan()])
        [waiver] = found["wcity"]
        assert (waiver.indicator, waiver.reason, waiver.document, waiver.by, waiver.expires) == (
            "a",
            "设备更新，次年补上",
            "某办函〔2025〕3号",
            "某市人民政府办公室",
            "2025-12-31",
        )

    def test_valid_on_its_last_day(self) -> None:
        """「到期那一天仍然有效」"""
        assert len(read(given_waivers({"expires": "2025-06-30"}), [plan()])[0]["wcity"]) == 1

    def test_a_day_is_kept_in_one_spelling(self) -> None:
        found, _ = read(given_waivers({"expires": "20251231"}), [plan()])
        assert found["wcity"][0].expires == "2025-12-31"

    def test_none_at_all(self) -> None:
        assert read(b"waivers: []", [plan()]) == ({"wcity": ()}, [])

    def test_of_another_plan(self) -> None:
        """「别的规划的不算，也不看是否过期，在标准错误里提示」"""
        content = given_waivers({"plan": "elsewhere", "indicator": "没有这个", "expires": "2020-01-01"})
        found, notices = read(content, [plan()])
        assert found == {"wcity": ()}
        assert [str(notice) for notice in notices] == [
            f"w.yaml:1:{content.decode().index('elsewhere')}: 这条豁免是规划“elsewhere”的，这次核验的是 wcity，没有用上"
        ]

    def test_where_it_stands(self) -> None:
        [waiver] = read(given_waivers({}), [plan()], file="某市豁免.yaml")[0]["wcity"]
        assert str(waiver.location).startswith("某市豁免.yaml:1:")

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("format: hpcheck.waivers/1", True),
            ("format: hpcheck.waivers/2\nwaivers: []", True),
            ("waivers: []", True),
            ("format: null\nwaivers: []", True),
            ("format: hpcheck.actuals/1\nwaivers: []", False),
            ("format: hpcheck.plan/1", False),
            ("actuals: {}", False),
            ("format: null", False),
        ],
    )
    def test_a_file_of_waivers(self, text: str, found: bool) -> None:
        """By its `format`; without one by its key `waivers`."""
        assert is_waivers(parse(text.encode(), "w.yaml")) is found

    @pytest.mark.parametrize(
        ("lacking", "words"),
        [
            (
                "indicator",
                "这条豁免（某办函〔2025〕3号）已于 2025-06-29 到期，核验日期是 2025-06-30：请续批，或删去这一条；要按以前的某一天核验，用 --as-of",
            ),
            (
                "document",
                "吸烟率 的豁免已于 2025-06-29 到期，核验日期是 2025-06-30：请续批，或删去这一条；要按以前的某一天核验，用 --as-of",
            ),
        ],
    )
    def test_expired_and_something_is_lacking(self, lacking: str, words: str) -> None:
        """「错误一次全部报出」: what is known of an expired one is said."""
        content = given_waivers({"indicator": "吸烟率", "expires": "2025-06-29", lacking: None})
        with pytest.raises(InvalidInput) as caught:
            read(content, [plan()])
        at = content.decode().index('"2025-06-29"') + 1
        assert f"w.yaml:1:{at}: {words}" in map(str, caught.value.problems)

    @pytest.mark.parametrize("name", ["wcity", "某市规划", None])
    def test_of_this_plan(self, name: str | None) -> None:
        found, notices = read(given_waivers({"plan": name}), [plan()])
        assert (len(found["wcity"]), notices) == (1, [])

    def test_the_file_in_the_document(self) -> None:
        page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
        text = page.partition("```yaml\nformat: hpcheck.waivers/1")[2].partition("```")[0]
        found, notices = read(
            f"format: hpcheck.waivers/1{text}".encode(), [load_plan("panzhihua")], date(2024, 12, 31)
        )
        assert (len(found["panzhihua"]), notices) == (1, [])


def city(id: str, *names: str) -> Plan:
    rows = [
        {"id": name, "name": f"指标{name}", "no": number, "better": "higher", "target": "≥60"}
        for number, name in enumerate(names, 1)
    ]
    return plan_of(rows, id=id, title=f"{id}的规划")


class TestSeveralPlans:
    """「几个规划一起核验时，两个规划都有的指标要写明 `plan`：一份批文只管一个规划」"""

    def test_each_gets_its_own(self) -> None:
        plans = [city("one", "a", "b"), city("two", "b", "c")]
        found, _ = read(given_waivers({}, {"indicator": "c"}, {"indicator": "b", "plan": "two"}), plans)
        assert {id: [waiver.indicator for waiver in own] for id, own in found.items()} == {
            "one": ["a"],
            "two": ["c", "b"],
        }

    def test_one_that_both_have(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            read(given_waivers({"indicator": "b"}), [city("one", "a", "b"), city("two", "b")])
        assert [problem.message for problem in caught.value.problems] == [
            "one、two 都有“b”：请在这一条写明 plan，是哪个规划的豁免"
        ]

    def test_of_neither(self) -> None:
        """「别的规划的不算，也不看是否过期，在标准错误里提示」"""
        found, notices = read(given_waivers({"plan": "three"}), [city("one", "a"), city("two", "a")])
        assert found == {"one": (), "two": ()}
        assert [notice.message for notice in notices] == [
            "这条豁免是规划“three”的，这次核验的是 one、two，没有用上"
        ]

    def test_one_that_none_has(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            read(given_waivers({"indicator": "zzz"}), [city("one", "a"), city("two", "b")])
        assert [problem.message for problem in caught.value.problems] == [
            "这几个规划都没有指标“zzz”：请用 --plan 或在这一条写明 plan"
        ]

    def test_a_number_needs_its_plan(self) -> None:
        plans = [city("one", "a"), city("two", "b")]
        with pytest.raises(InvalidInput):
            read(given_waivers({"indicator": "1"}), plans)
        found, _ = read(given_waivers({"indicator": "1", "plan": "two"}), plans)
        assert [waiver.indicator for waiver in found["two"]] == ["b"]

    def test_a_check_without_a_plan_takes_any(self) -> None:
        plans = [city("one", "a", "b"), city("two", "b")]
        found, _ = read(given_waivers({"indicator": "b"}), plans, judged=False)
        assert [len(own) for own in found.values()] == [1, 1]


class TestCommitments:
    """「正文承诺」 are waived as rows are, where they are judged."""

    def plan(self) -> Plan:
        promise = {
            "id": "clinics",
            "subject": "村卫生室",
            "target": "100个",
            "better": "higher",
            "section": "三",
        }
        return plan_of([{"id": "rate", "better": "higher", "target": "≥60"}], commitments=[promise])

    def test_where_they_are_judged(self) -> None:
        plan = self.plan()
        data = actuals_of(plan, {"rate": 50, "clinics": 90})
        report, _ = evaluate_traced(plan, data, Conventions(2025), (), True)
        report, idle = waive(report, [Waiver("clinics", "理由", "文号", "机关", "2025-12-31")])
        assert report.commitments is not None
        assert [(row.id, row.status, row.waiver is not None) for row in report.rows] == [
            ("rate", Status.MISSED, False),
            ("clinics", Status.MISSED, True),
        ]
        assert idle == []

    def test_where_they_are_not_judged(self) -> None:
        """A notice says what would use it; a name that nobody has is still an error."""
        plan = self.plan()
        index = Index(replace(plan, commitments=()), None, lambda: plan.commitments, lambda: ["村卫生室"])
        notices: list[Problem] = []
        content = given_waivers({"indicator": "村卫生室"})
        found = read_waivers(parse(content, "w.yaml"), "w.yaml", [index], DAY, notices)
        assert found == {"test": ()}
        assert [str(notice) for notice in notices] == [
            f"w.yaml:1:{content.decode().index('村卫生室')}: “村卫生室”是正文承诺，没有核验，这条豁免没有用上：要核验请加 --with commitments"
        ]
