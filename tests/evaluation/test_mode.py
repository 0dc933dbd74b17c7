"""The three reviews: which one a year has, which year each judges, and what contradicts what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support import actuals_of, plan_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.cli import run
from healthplan_cli.evaluation.review import mode_of, review
from healthplan_cli.model import Mode, Period

FIVE = Period(2020, 2021, 2025)


def reviewed(
    mode: str | None, asked: int | None, data: dict[str, Any], period: Period = FIVE
) -> tuple[str, int]:
    """The review and its year, by `--mode`, `--year` and what a data file says."""
    span = {"baseline": period.baseline, "start": period.start, "end": period.end}
    plan = plan_of([{"id": "it", "better": "higher", "target": "≥60"}], period=span)
    head = {"year": data["year"]} if "year" in data else {}
    values: Any = dict.fromkeys(data.get("values", ()), 50) or ("50" if data.get("bare") else None)
    found, year = review(mode, asked, actuals_of(plan, {"it": values}, **head), plan, "a.yaml")
    return found.value, year


class TestDefault:
    """「不写 `--mode` 的按核验的年定：到了规划末年是终期评估，中间那一年是中期评估，其他年份是年度监测」"""

    @pytest.mark.parametrize(
        ("year", "mode"),
        [(2021, "annual"), (2022, "annual"), (2023, "midterm"), (2024, "annual"), (2025, "final"), (2030, "final")],
    )  # fmt: skip
    def test_by_the_year(self, year: int, mode: str) -> None:
        assert mode_of(year, FIVE).value == mode
        assert reviewed(None, year, {}) == (mode, year)

    @pytest.mark.parametrize(
        ("period", "middle"),
        [(Period(2015, 2016, 2020), 2018), (Period(2020, 2021, 2022), 2021), (Period(2020, 2021, 2030), 2025), (Period(2020, 2021, 2024), 2022)],
    )  # fmt: skip
    def test_the_middle(self, period: Period, middle: int) -> None:
        assert period.middle == middle
        assert mode_of(middle, period) is Mode.MIDTERM

    def test_a_plan_of_one_year_has_only_its_end(self) -> None:
        assert mode_of(2021, Period(2020, 2021, 2021)) is Mode.FINAL


class TestYear:
    """「终期看规划末年（可用 `--year` 看更晚的年），中期看中间那一年，数据只到更早的看最近的一年」"""

    @pytest.mark.parametrize(
        ("mode", "data", "year"),
        [
            (None, {"values": [2021, 2022]}, 2022),
            (None, {"values": [2021, 2022], "year": 2023}, 2023),
            (None, {}, 2025),
            ("annual", {"values": [2022]}, 2022),
            ("annual", {"year": 2025}, 2025),
            ("annual", {}, 2025),
            ("midterm", {"values": [2021, 2022]}, 2022),
            ("midterm", {"values": [2021, 2023, 2024]}, 2023),
            ("midterm", {"values": [2025]}, 2023),
            ("midterm", {"year": 2022, "bare": True}, 2022),
            ("midterm", {"year": 2024, "bare": True}, 2024),
            ("midterm", {"year": 2025, "values": [2022, 2023]}, 2023),
            ("midterm", {"bare": True}, 2023),
            ("midterm", {}, 2023),
            ("final", {"values": [2021, 2022]}, 2025),
            ("final", {"year": 2023, "bare": True}, 2025),
            ("final", {"bare": True}, 2025),
            ("final", {}, 2025),
        ],
    )
    def test_from_the_data(self, mode: str | None, data: dict[str, Any], year: int) -> None:
        assert reviewed(mode, None, data)[1] == year

    @pytest.mark.parametrize(
        ("mode", "asked"),
        [("annual", 2021), ("annual", 2023), ("annual", 2025), ("annual", 2027), ("midterm", 2021), ("midterm", 2024), ("final", 2025), ("final", 2027)],
    )  # fmt: skip
    @pytest.mark.parametrize("data", [{}, {"values": [2022]}, {"year": 2023, "bare": True}])
    def test_as_asked(self, mode: str, asked: int, data: dict[str, Any]) -> None:
        assert reviewed(mode, asked, data) == (mode, asked)


class TestContradictions:
    """「与 `--year` 矛盾的是错误」"""

    @pytest.mark.parametrize(
        ("mode", "asked", "data", "message"),
        [
            ("final", 2024, {}, "--year: 终期评估看的是规划末年：--mode final 用 2025 年，不能是 2024 年"),
            ("midterm", 2025, {}, "--year: 2025 年规划已到期，不是中期：请用 --mode final，或把 --year 定在 2025 年以前"),
            ("midterm", 2026, {}, "--year: 2026 年规划已到期，不是中期：请用 --mode final，或把 --year 定在 2025 年以前"),
            ("annual", 2020, {}, "--year: 2020 年不在规划期内：基期是 2020 年，从 2021 年起才能核验"),
            (None, 2019, {}, "--year: 2019 年不在规划期内：基期是 2020 年，从 2021 年起才能核验"),
            (None, None, {"values": [2026]}, "actuals.yaml:1:29: 2026 年在规划末年（2025 年）以后：是笔误的请改正；确要按这一年核验的，请写明 --year 2026"),
            ("final", None, {"year": 2026}, "a.yaml: 2026 年在规划末年（2025 年）以后：是笔误的请改正；确要按这一年核验的，请写明 --year 2026"),
            ("midterm", None, {"values": [2020]}, "a.yaml: 2020 年不在规划期内：基期是 2020 年，从 2021 年起才能核验"),
        ],
    )  # fmt: skip
    def test_is_an_error(
        self, mode: str | None, asked: int | None, data: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(InvalidInput) as caught:
            reviewed(mode, asked, data)
        assert str(caught.value) == message


class TestCommand:
    DATA = "plan: panzhihua\nactuals: {health_literacy: {2021: 25, 2023: 30, 2024: 31}}\n"

    @pytest.mark.parametrize(
        ("arguments", "mode", "year", "words"),
        [
            ([], "annual", 2024, "年度监测：按 2024 年的数据"),
            (["--mode", "midterm"], "midterm", 2023, "中期评估：按 2023 年的数据"),
            (["--mode", "final"], "final", 2025, "终期评估：按 2025 年的数据"),
            (["--mode", "annual", "--year", "2023"], "annual", 2023, "年度监测：按 2023 年的数据"),
            (["--year", "2023"], "midterm", 2023, "中期评估：按 2023 年的数据"),
        ],
    )
    def test_is_said(
        self, tmp_path: Path, arguments: list[str], mode: str, year: int, words: str, capsys: pytest.CaptureFixture[str]
    ) -> None:  # fmt: skip
        data = tmp_path / "a.yaml"
        data.write_text(self.DATA, encoding="utf-8")
        run(["evaluate", str(data), *arguments, "--format", "json"])
        report = json.loads(capsys.readouterr().out)
        assert (report["mode"], report["year"]) == (mode, year)
        run(["evaluate", str(data), *arguments])
        assert capsys.readouterr().out.splitlines()[1].startswith(words)

    def test_an_unknown_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["evaluate", "a.yaml", "--mode", "中间"]) == 2
        assert "annual" in capsys.readouterr().err

    def test_a_contradiction_judges_nothing(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        data = tmp_path / "a.yaml"
        data.write_text(self.DATA, encoding="utf-8")
        assert run(["evaluate", str(data), "--mode", "final", "--year", "2023"]) == 2
        assert capsys.readouterr() == (
            "",
            "--year: 终期评估看的是规划末年：--mode final 用 2025 年，不能是 2023 年\n",
        )
