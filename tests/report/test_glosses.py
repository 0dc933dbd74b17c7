"""Units and the plan's words for readers of English: glossed there, as printed in Chinese, never in what is read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from support import ROOT, fixed_report

from healthplan_cli.base import i18n
from healthplan_cli.cli import run
from healthplan_cli.report.words.glosses import plan_words
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.units.words import unit_words


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HPCHECK_LANG", "en")
    i18n.choose("en")
    yield
    i18n.choose("zh")


CASES = {
    "岁": "years",
    "人": "persons",
    "%": "%",
    "‰": "‰",
    "/10万": "per 100,000",
    "1/10万": "per 100,000",
    "名/10万人": "persons per 100,000 persons",
    "辆/3万人": "vehicles per 30,000 persons",
    "万人": "10,000 persons",
    "亿元": "100 million yuan",
    "万亿元": "trillion yuan",
    "微克/立方米": "µg per m³",
    "张/千人": "beds per 1,000 persons",
    "个百分点": "percentage points",
    "吨标准煤/万元": "吨标准煤/万元",  # no usual word for its parts: as printed
    "小时/日": "hours per day",
    "羽": "羽",
    "说不清": "说不清",
    "": "",
}


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("unit", "words"), CASES.items())
def test_units_in_english(unit: str, words: str) -> None:
    assert unit_words(unit) == words


@pytest.mark.parametrize("unit", CASES)
def test_units_in_chinese_are_as_printed(unit: str) -> None:
    assert unit_words(unit) == unit


@pytest.mark.usefixtures("english")
def test_the_plans_words_in_english() -> None:
    """Each wording once, with what it is read as; numbers speak for themselves."""
    report = fixed_report()
    told = list(plan_words(report, [*report.results, *report.results]))
    assert told, "the plan of this report has targets in words"
    assert len(told) == len(set(told))
    assert all(line.startswith("“") and "”: " in line for line in told)
    wordless = {
        part.target.text for row in report.results for part in (row.components or (row,)) if part.target
    }
    quoted = {line[1 : line.index("”")] for line in told}
    assert quoted <= wordless
    assert not any(text.isascii() for text in quoted)


def test_the_plans_words_in_chinese_need_no_gloss() -> None:
    report = fixed_report()
    assert list(plan_words(report, report.results)) == []


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("form", ["html", "markdown"])
@pytest.mark.parametrize("command", ["trend", "path"])
def test_every_table_has_the_catalogues_names(command: str, form: str, tmp_path: Path) -> None:
    """One report doesn't call an indicator 人均预期寿命 in a table and Life expectancy at birth in a picture."""
    data = [str(ROOT / "examples/chongqing-2024/actuals.yaml")] if command == "trend" else []
    words = [*data, "--plan", "chongqing"] if data else ["chongqing"]
    out = tmp_path / f"report.{form}"
    assert run([command, *words, "-o", f"{form}:{out}"]) == 0
    text = out.read_text("utf-8")
    printed = [row for row in load_plan("chongqing").indicators if row.name_en and row.name_en in text]
    assert len(printed) > 10
    bodies = [row.name for row in printed if f">{row.name}" in text or f"| {row.name}" in text]
    assert bodies == []
    assert "(岁)" not in text
    assert "(人)" not in text


@pytest.mark.usefixtures("english")
def test_path_for_a_spreadsheet_and_for_programs(tmp_path: Path) -> None:
    """A sheet for people has English names; what is read again has the printed ones."""
    for form in ("xlsx", "csv"):
        assert run(["path", "chongqing", "-o", str(tmp_path / f"p.{form}")]) == 0
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets[0]
    names = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Life expectancy at birth" in names
    assert "人均预期寿命" not in names
    assert "years" in names
    assert "人均预期寿命" in (tmp_path / "p.csv").read_text("utf-8-sig")
