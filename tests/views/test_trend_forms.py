"""The trend as a chart, a page and a command."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest
from forms import text_of
from support import actuals_of, plan_of
from trendcases import FOLDER, VIEW, YEAR, one, statuses

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.text_width import width
from healthplan_cli.cli import run
from healthplan_cli.model import Conventions, Status
from healthplan_cli.report import Look
from healthplan_cli.report.words.sparkline import chart
from healthplan_cli.report.words.trends import sentences, summary
from healthplan_cli.views.trend import Trends, trend

FILES = (str(FOLDER / "actuals.yaml"), "--plan", str(FOLDER / "plan.yaml"))


class TestChart:
    """A column for each year between the lowest and the highest, the target's level after a bar."""

    @pytest.mark.parametrize(
        ("values", "level", "shown", "plain"),
        [
            ([0, 1, 2, 3, 4, 5, 6, 7], None, "▁▂▃▄▅▆▇█", "12345678"),
            ([40, None, 60], 50, "▁.█|▅", "1.8|5"),
            ([5, 5], 5, "▅▅|▅", "55|5"),
            ([None, None], None, "", ""),
            ([3, 2, 1], 0, "█▆▃|▁", "863|1"),
        ],
    )
    def test_columns(self, values: list[int | None], level: int | None, shown: str, plain: str) -> None:
        numbers = [None if value is None else Fraction(value) for value in values]
        goal = None if level is None else Fraction(level)
        assert (chart(numbers, goal), chart(numbers, goal, signs=False)) == (shown, plain)


class TestPage:
    """A page for the terminal that is there."""

    @pytest.mark.parametrize("columns", [60, 72, 80, 100, 120, 240])
    @pytest.mark.parametrize("signs", [True, False])
    def test_no_line_is_wider(self, columns: int, signs: bool) -> None:
        for view in (VIEW, self.long()):
            lines = text_of("trends", "terminal", view, Look(columns, signs=signs)).splitlines()
            assert [line for line in lines if width(line) > columns or line != line.rstrip()] == []

    def test_without_signs_gbk_is_enough(self) -> None:
        assert "✓" in text_of("trends", "terminal", VIEW, Look(80))
        text_of("trends", "terminal", VIEW, Look(80, signs=False)).encode("gbk")

    def test_colours_change_nothing_else(self) -> None:
        view = replace(
            VIEW, rows=(*VIEW.rows, one({"baseline": "40", "target": "≥60", "due": 2022}, {2022: 50}))
        )
        assert statuses(view.rows[-1])[2022] is Status.MISSED
        colored = text_of("trends", "terminal", view, Look(80, color=True))
        for code in ("[1m", "[31m", "[1;31m", "[32m", "[1;32m", "[35m", "[0m"):
            assert f"\x1b{code}" in colored
        assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == text_of("trends", "terminal", view, Look(80))

    def long(self) -> Trends:
        """A plan of fifteen years, which stand side by side nowhere."""
        plan = plan_of(
            [{"better": "higher", "unit": "%", "baseline": "40", "target": "≥60"}],
            period={"baseline": 2020, "start": 2021, "end": 2035},
        )
        data = actuals_of(plan, {"row1": {"2021": 42, "2034": 61.25}})
        return trend(plan, data, Conventions(2034))


class TestCommand:
    """「不设门禁：写出来了就是 0」."""

    def test_is_no_gate(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["trend", *FILES]) == 0
        text = capsys.readouterr().out
        assert "《走势样例规划》主要指标逐年走势" in text
        assert "滞后" in text

    def test_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert (
            run(["trend", *FILES, "--format", "json", "--indicator", "稳步", "--indicator", "医院等级"]) == 0
        )
        data = json.loads(capsys.readouterr().out)
        assert data["format"] == "hpcheck.trend/1"
        assert [row["id"] for row in data["rows"]] == ["share", "grade"]

    def test_several_plans_one_after_the_other(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = tmp_path / "other.yaml"
        text = (FOLDER / "plan.yaml").read_text(encoding="utf-8")
        other.write_text(text.replace("id: trend", "id: other").replace("id: grade", "id: level"), "utf-8")
        data = tmp_path / "data.yaml"
        data.write_text("actuals: {share: {2021: 44, 2022: 48}}\n", encoding="utf-8")
        files = ["trend", str(data), "--plan", FILES[2], "--plan", str(other)]
        assert run([*files, "--format", "json"]) == 0
        assert [item["plan"]["id"] for item in json.loads(capsys.readouterr().out)] == ["trend", "other"]
        assert run([*files, "--format", "json", "--indicator", "level"]) == 0
        assert json.loads(capsys.readouterr().out)["plan"]["id"] == "other"
        assert run([*files, "--indicator", "没有的"]) == 2
        assert capsys.readouterr() == ("", "--indicator: 几个规划里都没有指标“没有的”\n")

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (["--year", "2020"], "--year: 2020 年不在规划期内：基期是 2020 年，从 2021 年起才能核验"),
            (["--band", "2"], "--band: “2”不对：应为 0 到 1 之间、最多四位小数的数，如 0.05"),
            (["--indicator", "没有的"], "--indicator: 本规划没有指标“没有的”"),
            (["--set", "share=≥1"], "--set: "),
        ],
    )
    def test_wrong_input(self, options: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["trend", *FILES, *options]) == 2
        found = capsys.readouterr()
        assert found.out == ""
        assert found.err.startswith(message)

    def test_options_of_evaluate(self, capsys: pytest.CaptureFixture[str]) -> None:
        options = ["--set", "outer=≥95%", "--year", "2022", "--band", "0.2", "--carry", "1"]
        assert run(["trend", *FILES, *options, "--format", "json", "--indicator", "outer"]) == 0
        data = json.loads(capsys.readouterr().out)
        assert (data["year"], data["band"], data["carry"]) == (2022, 0.2, 1)
        [row] = data["rows"]
        assert (row["target"], row["needed_per_year"]) == ("≥95%", 4 / 3)
        assert [item["status"] for item in row["years"]] == ["on_track", "on_track"]


class TestGaps:
    """A verdict held in all years only where all are known."""

    row: ClassVar[dict[str, Any]] = {"unit": "%", "baseline": "50", "target": "≥60"}

    @pytest.mark.parametrize(
        ("values", "year", "words"),
        [
            ({2021: 61, 2022: 62, 2023: 63}, 2023, "一直达标"),
            ({2021: 61, 2023: 63}, 2023, "能判定的 2 年都达标"),
            ({2022: 50, 2023: 51}, 2023, "能判定的 2 年都滞后"),
            ({2022: 59, 2023: 63}, 2023, "能判定的 2 年都快于预期或达标"),
            ({2021: 61, 2022: 62}, 2023, "能判定的 2 年都达标"),
            ({2023: 63}, 2023, "只有 2023 年能判定（达标）"),
            ({2021: 61}, 2021, "2021 年达标"),
            ({2021: 61, 2023: 50}, 2023, "结论有变：2023 年转差"),
        ],
    )
    def test_course(self, values: dict[int, int], year: int, words: str) -> None:
        assert next(sentences(one(self.row, values, year), 2020)) == words

    @pytest.mark.parametrize(("year", "words"), [(2021, "无法判定"), (2022, "各年都无法判定")])
    def test_none_known(self, year: int, words: str) -> None:
        row = one({**self.row, "target": "国家下达"}, {2021: 61}, year)
        assert next(sentences(row, 2020)) == f"{words}（目标由其他文件确定）"

    def test_the_summary_counts_them_apart(self) -> None:
        plan = plan_of([{"better": "higher", **self.row} for _ in range(3)])
        told = {"row1": {"2021": 61, "2022": 61}, "row2": {"2021": 61}, "row3": {"2021": 61, "2022": 61}}
        told["row2"]["2023"] = told["row1"]["2023"] = 61
        view = trend(plan, actuals_of(plan, told), Conventions(YEAR))
        assert next(summary(view)) == (
            "共 3 项，有两年以上能判定的 3 项：结论稳定的 1 项，能判定的几年没有变、另有年份无法判定的 2 项，有变的 0 项"
        )
