"""What is reported of milestones and ranks: cases/milestones.yaml, every word of it; days, papers, sheets, lint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import CASES, actuals_of, plan_of, read_cases

from healthplan_cli.base.errors import InvalidInput, NotUnderstood
from healthplan_cli.base.lexicon import Lexicon
from healthplan_cli.cli import run
from healthplan_cli.language import states_reported as milestones
from healthplan_cli.language.dates import day_of
from healthplan_cli.language.places import read_place
from healthplan_cli.language.states_reported import read_state

ALL = read_cases(CASES / "milestones.yaml")
GROUPS = {name: group for name, group in vars(milestones).items() if isinstance(group, Lexicon)}
WORDS = [(item, word) for item in ALL["words"] for word in item["words"].split()]
BUILT = {"op": "milestone", "state": "建成并投入使用"}


def says(text: str, state: str = "") -> str:
    """What words say of a milestone."""
    try:
        return read_state(text, state)[1].value
    except NotUnderstood:
        return "refused"


@contextmanager
def without(group: Lexicon, word: str) -> Iterator[None]:
    """The language, had the group not this word."""
    known, lengths = group.words, group._lengths
    group._words = known - {word}
    group._lengths = sorted({len(other) for other in group._words}, reverse=True)
    _forget()
    try:
        yield
    finally:
        group._words, group._lengths = known, lengths
        _forget()


def _forget() -> None:
    milestones._GOING._compiled = milestones._NEGATED._compiled = None


class TestWords:
    """「做完一个步骤（已完成招标、主体工程已完成、通过省级验收而目标没有说省级）、一部分（完成70%、3家已建成2家在建）、正在做（在建、推进中、待验收）都不算做成，也不算没有做成」"""

    def test_each_word_has_its_wording(self) -> None:
        found = {(item["group"], word) for item, word in WORDS}
        assert found == {(name, word) for name, group in GROUPS.items() for word in group.words}

    @pytest.mark.parametrize(("item", "word"), WORDS, ids=lambda it: it if isinstance(it, str) else "")
    def test_word(self, item: dict[str, Any], word: str) -> None:
        text, state = item["wording"].replace("{word}", word), item.get("state", "")
        assert says(text, state) == item["says"]
        with without(GROUPS[item["group"]], word):
            assert says(text, state) != item["says"], "the word changes nothing: it can go"

    @pytest.mark.parametrize("case", ALL["values"], ids=lambda case: case["text"])
    def test_value(self, case: dict[str, Any]) -> None:
        assert says(case["text"], case.get("state", "")) == case["says"]
        if "done" in case:
            assert list(read_state(case["text"])[0].done) == case["done"]

    @pytest.mark.parametrize("case", ALL["places"], ids=lambda case: case["text"])
    def test_place(self, case: dict[str, Any]) -> None:
        """「第8名、第8位、8、全省第3、并列第5 都是一个名次，“前10”是从 1 到 10 的一段。」"""
        try:
            values = read_place(case["text"]).values
        except NotUnderstood:
            assert case["says"] == "refused"
            return
        if values is None:
            assert case["says"] == "none"
            return
        assert case["says"] == (
            str(values.value) if values.value is not None else f"{values.low}—{values.high}"
        )

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("2023", "2023"), ("2023年", "2023"), ("2023-11", "2023-11"), ("2023年11月5日", "2023-11-05"), ("2023.1", "2023-01"),
            ("2024-02-29", "2024-02-29"), ("2023-02-29", None), ("2023-13", None), ("1900-02-29", None), ("2000-02-29", "2000-02-29"),
            ("2022年底", "2022"), ("11月", None), ("2025年底前", None),
        ],
    )  # fmt: skip
    def test_day(self, text: str, day: str | None) -> None:
        assert day_of(text) == day


def refusal(actuals: Any, **row: Any) -> str:
    """The problems of values of one row."""
    plan = plan_of([{"id": "it", "name": "这项", "unit": None, "target": BUILT, **row}])
    with pytest.raises(InvalidInput) as caught:
        actuals_of(plan, {"it": actuals})
    return "\n".join(str(problem) for problem in caught.value.problems)


class TestInput:
    """「0、1、N、无、零报告、基本未完成、是（二期在建）这样的说不清是做成还是没有，是输入错误，要人写明。」"""

    @pytest.mark.parametrize("text", ["0", "1", "N", "无", "零报告", "基本未完成", "是（二期在建）", "良好"])
    def test_asks(self, text: str) -> None:
        assert "做成了写“是”" in refusal({"2023": text})

    def test_a_day_after_the_year_of_a_value_is_a_plan(self) -> None:
        """「报的那一年在目标年以前的，或日期写在话里的，日期更晚就是计划，是输入错误。」"""
        assert "2025-12" in refusal({"2023": "2025年12月建成"})
        assert "2025-12" in refusal({"2023": {"value": "已建成", "date": "2025-12"}})
        assert "2026-02" in refusal({"2025": "2026年2月建成"})

    def test_a_day_is_one(self) -> None:
        assert "date 写做成的日期" in refusal({"2023": {"value": "是", "date": "去年"}})

    def test_only_of_a_milestone(self) -> None:
        """「别的目标写了是错误」"""
        said = refusal({"2023": {"value": 5, "date": "2023"}}, target="≥5", better="higher")
        assert "date 只用于做没做成的目标" in said

    def test_a_rank_is_no_share(self) -> None:
        """「比例、数量、倒数第几、前移了几位、“3/5”不是名次，是输入错误」"""
        for text in ("12%", "3/5", "前移2位"):
            assert "第几名" in refusal({"2023": text}, target={"op": "rank", "value": 10})

    @pytest.mark.parametrize(
        ("target", "unit", "says"),
        [
            ({"op": "milestone"}, None, "需要 state"),
            ({"op": "rank", "value": 0}, None, "第几名"),
            ({"op": "rank", "value": "1.5"}, None, "第几名"),
            ({"op": "rank", "value": 10}, "%", "不相容"),
        ],
    )
    def test_structures(self, target: Any, unit: str | None, says: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            plan_of([{"id": "it", "name": "这项", "unit": unit, "better": "higher", "target": target}])
        assert says in str(caught.value.problems[0])


PLAN = {
    "format": "hpcheck.plan/1",
    "id": "mile",
    "title": "某县规划",
    "period": {"baseline": 2020, "start": 2021, "end": 2025},
    "indicators": [
        {"id": "cdc", "name": "疾控中心迁建", "unit": None, "nature": "约束性", "target": BUILT, "baseline": "未建成"},
        {"id": "life", "name": "期望寿命", "unit": "岁", "nature": "预期性", "better": "higher", "target": "≥79", "baseline": 78},
    ],
}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(yaml.safe_dump(PLAN, allow_unicode=True), encoding="utf-8")
    return tmp_path


class TestSheets:
    """「目标是做没做成的，完成情况 一列的话就是实际值」"""

    def test_words_of_a_completion_table(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        rows = "规划：mile\n指标,完成情况,完成时间,佐证材料\n疾控中心迁建,已建成,2025年6月,文1号\n期望寿命,{},,\n"
        for life in ("79.2", ""):
            (files / "a.csv").write_text(rows.format(life), encoding="utf-8")
            run(["evaluate", "a.csv", "--plan", "plan.yaml", "--year", "2025", "-f", "json"])
            actual = json.loads(capsys.readouterr().out)["results"][0]["actual"]
            assert (actual["value"], actual["date"], actual["evidence"]) == (1, "2025-06", "文1号")

    def test_what_is_no_day(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        text = "规划：mile\n指标,完成情况,完成时间\n疾控中心迁建,已建成,按期\n"
        (files / "a.csv").write_text(text, encoding="utf-8")
        assert run(["evaluate", "a.csv", "--plan", "plan.yaml", "--year", "2025"]) == 2
        assert "不是做成的日期" in capsys.readouterr().err

    def test_to_fill_in(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What may be written is said, and what comes back is read."""
        for name in ("fill.csv", "fill.yaml"):
            assert run(["init", "plan.yaml", "-o", name]) == 0
        capsys.readouterr()
        text = (files / "fill.csv").read_text(encoding="utf-8-sig")
        assert "是、否、在建" in text
        assert "填 是、否、在建" in (files / "fill.yaml").read_text(encoding="utf-8")
        filled = text.replace("使用”,,", "使用”,在建,是", 1)
        (files / "fill.csv").write_text(filled, encoding="utf-8")
        run(["evaluate", "fill.csv", "--plan", "plan.yaml", "--year", "2022", "-f", "json"])
        assert json.loads(capsys.readouterr().out)["results"][0]["status"] == "met"


class TestReports:
    """「做成的日期（`2023-11-05`、`2023-11` 或 `2023`；别的目标写了是错误）和佐证（文号或链接，别的数也可以写），都列在报告里」"""

    @pytest.mark.parametrize("form", ["terminal", "markdown", "html", "json"])
    def test_day_and_paper(self, files: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
        said = {"cdc": {"value": "已建成", "date": "2023-11", "evidence": "卫发12号"}, "life": "78.6"}
        (files / "a.yaml").write_text(json.dumps({"year": 2023, "actuals": said}), encoding="utf-8")
        assert run(["evaluate", "a.yaml", "--plan", "plan.yaml", "-f", form]) == 0
        out = capsys.readouterr().out
        assert "2023-11" in out
        assert "卫发12号" in out

    def test_no_yearly_numbers(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["path", "plan.yaml"]) == 0
        assert "目标是做成没有，不分到各年" in capsys.readouterr().out

    def test_the_same_words_are_no_change(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        said = {"cdc": "基本建成", "life": "78.6"}
        (files / "a.yaml").write_text(json.dumps({"year": 2023, "actuals": said}), encoding="utf-8")
        run(["evaluate", "a.yaml", "--plan", "plan.yaml", "-o", "old.json", "-q"])
        run(["evaluate", "a.yaml", "--plan", "plan.yaml", "--against", "old.json"])
        assert "没有变化" in capsys.readouterr().out
