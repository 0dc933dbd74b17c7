"""What is printed of a row: numbers, badges and the cover."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from forms import FORMATS, render
from support import actuals_of, fixed_reviewed, judged, plan_of

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.badges import BADGES, STATUS_BADGES, WAIVED_BADGES, badge_of, counted
from healthplan_cli.evaluation.earlier_report.comparison import compare
from healthplan_cli.evaluation.earlier_report.selection import select_report
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.evaluation.messages import NOTE_WORDS, note_words
from healthplan_cli.language.describe import reading
from healthplan_cli.language.figures import (
    printed_words,
    target_words,
    with_unit_of_row,
)
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import Note, Report, Result, Status, Waiver
from healthplan_cli.report import Look
from healthplan_cli.report.words.changes import change_lines
from healthplan_cli.report.words.counts import COUNTED_NOTES, note_counts
from healthplan_cli.sources.strict_yaml import parse
from healthplan_cli.sources.waivers import waive
from healthplan_cli.views.reviewed_plan import Reviewed


class TestPrinted:
    """「规划印的目标、基期没有写单位的，句子里补上」"""

    @pytest.mark.parametrize(
        ("text", "unit", "words"),
        [
            ("≤22", "%", "≤22%"),
            ("≧７０", "%", "≧７０%"),
            ("≤13.5", "‰", "≤13.5‰"),
            ("15.74", "岁", "15.74 岁"),
            ("5—10", "家", "5—10 家"),
            ("5—10家", "家", "5—10家"),
            ("稳定在80左右", "%", "稳定在80%左右"),
            ("到2022年控制在25以内", "%", "到2022年控制在25%以内"),
            ("到2025年达到2025张", "张", "到2025年达到2025张"),
            ("≤22%", "%", "≤22%"),
            ("≥0.29%", "‰", "≥0.29%"),
            ("每年降低0.5个百分点", "%", "每年降低0.5个百分点"),
            ("〔18〕", "%", "〔18〕"),
            ("完成国家目标", "%", "完成国家目标"),
            ("三级甲等", None, "三级甲等"),
            ("1:1.3", None, "1:1.3"),
            ("≥5", None, "≥5"),
            ("3,000", "人", "3,000 人"),
            ("每年不少于2次", "次", "每年不少于2次"),
            ("控制在5~8", "个", "控制在5~8个"),
            ("5～8", "个", "5～8 个"),
            ("≥80且≤90", "%", "≥80且≤90%"),
            ("达到80左右", None, "达到80左右"),
            ("≥90，并逐年提高", "%", "≥90%，并逐年提高"),
            ("≤1500，并持续下降", "例", "≤1500 例，并持续下降"),
            ("—", "%", "—"),
        ],
    )
    def test_targets(self, text: str, unit: str | None, words: str) -> None:
        assert target_words(parse_target(text), unit) == words

    def test_no_target(self) -> None:
        assert target_words(None, "%") == "—"

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (">85", ">85%"),
            ("＜85", "＜85%"),
            ("-5", "-5%"),
            ("70—75", "70—75%"),
            ("约83", "约83%"),
            ("5,000.0", "5,000.0%"),
            ("城镇80居民70", "城镇80居民70"),
            ("83左右", "83%左右"),
            ("92.7*", "92.7%*"),
            ("1.5‰", "1.5‰"),
            ("—", "—"),
            ("二级甲等", "二级甲等"),
        ],
    )
    def test_baselines(self, text: str, words: str) -> None:
        assert printed_words(text, parse_reported(text), "%") == words

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("≥22", "不低于 22‰（含）。"),
            ("15.74", "达到 15.74‰：朝好的方向至少到这个数。"),
            ("27左右", "约为 27‰：上下 2%，即 26.46 到 27.54 之间，或好于这个区间。"),
            ("5—10", "在 5‰ 到 10‰ 之间：至少达到较近的一端，越过较远的一端也算达标并注明。"),
            ("每年不低于90", "规划期内每一年都要做到：不低于 90‰（含）。"),
            ("22%", "达到 22%：朝好的方向至少到这个数。"),
            ("三级甲等", "等级达到“三级甲等”或更高。"),
        ],
    )
    def test_readings(self, text: str, sentence: str) -> None:
        """「句子里的数都带单位」"""
        assert reading(with_unit_of_row(parse_target(text), "‰")) == sentence


LEAVE = Waiver("row1", "设备更新", "某办函1号", "某局", "2030-12-31")
ROW = {"unit": "%", "better": "higher", "baseline": "50", "target": "≥60"}


def reviewed_of(rows: list[dict[str, Any]], actuals: Any, year: int = 2023, leave: bool = False) -> Reviewed:
    """A made-up plan, judged; its first row waived."""
    from healthplan_cli.evaluation.evaluate import evaluate_traced
    from healthplan_cli.model import Conventions

    plan = plan_of(rows)
    data = actuals_of(plan, actuals)
    report, traces = evaluate_traced(plan, data, Conventions(year))
    if leave:
        report = waive(report, [LEAVE])[0]
    return Reviewed(report, decide_gate(report, Policy()), data, traces)


class TestBadges:
    """「名称、记号、颜色和计数在各种报告里都出自同一张表」"""

    def test_each_class_is_told_apart(self) -> None:
        assert len({badge.code for badge in BADGES}) == len({badge.words for badge in BADGES}) == len(BADGES)
        assert {badge.status for badge in BADGES} == set(Status)
        tones = [badge.tone for badge in BADGES if not badge.waived]
        assert len(set(tones)) == len(tones)
        assert {badge.tone.name for badge in BADGES if badge.waived} == {"waived"}
        for marks in ("light", "dark", "fill"):
            assert len({getattr(tone, marks) for tone in tones}) == len(tones)

    def result(self, status: Status, *noted: Note) -> Result:
        result = fixed_reviewed()[0].report.results[0]
        return replace(result, status=status, noted=noted)

    @pytest.mark.parametrize(
        ("status", "noted", "words"),
        [
            (Status.MET, (Note.EARLY,), "提前达标"),
            (Status.MET, (Note.EARLY, Note.KEPT), "达标"),
            (Status.MET, (), "达标"),
            (Status.MET, (Note.KEPT, Note.WORSE_THAN_BASELINE), "达标但劣于基期"),
            (Status.AHEAD, (Note.WORSE_THAN_BASELINE,), "快于预期"),
            (Status.BEHIND, (Note.KEPT,), "滞后"),
        ],
    )
    def test_words(self, status: Status, noted: tuple[Note, ...], words: str) -> None:
        assert badge_of(self.result(status, *noted)).words == words

    @pytest.mark.parametrize("status", list(Status))
    def test_waived(self, status: Status) -> None:
        """「从不写成、涂成、数成普通的滞后、未达标、无法判定」"""
        result = replace(self.result(status), waiver=LEAVE)
        badge = badge_of(result)
        assert badge.waived == (status in WAIVED_BADGES)
        if badge.waived:
            assert badge.words == f"{STATUS_BADGES[status].words}·已豁免"
            assert badge.tone is not STATUS_BADGES[status].tone

    def test_components_are_waived_with_their_row(self) -> None:
        """「豁免的指标和它的分项」: in every form."""
        row = {
            **{key: ROW[key] for key in ("unit", "better")},
            "components": [
                {"id": "a", "name": "甲", "baseline": "50", "target": "≥60"},
                {"id": "b", "name": "乙", "baseline": "50", "target": "≥60"},
            ],
        }
        item = reviewed_of([row, ROW], {"row1": {"a": 51, "b": 61}, "row2": 52}, leave=True)
        [whole, _] = item.report.results
        assert [badge_of(part, whole).words for part in whole.components] == ["滞后·已豁免", "提前达标"]
        page = render("html", [item], Look()).decode()
        assert (
            page.count('<span class="badge waived"><span aria-hidden="true">~</span> 滞后·已豁免</span>') >= 4
        )
        book = openpyxl.load_workbook(io.BytesIO(render("xlsx", [item], Look())), data_only=True)
        sheet = book["完成情况表"]  # what its formulas come to
        assert [row[9].value for row in sheet.iter_rows(4, 7)] == [
            "滞后·已豁免", "滞后·已豁免", "提前达标", "滞后",
        ]  # fmt: skip
        rules = [
            rule for area in sheet.conditional_formatting for rule in area.rules if rule.type == "cellIs"
        ]
        fills = {rule.formula[0].strip('"'): rule.dxf.fill.bgColor.rgb for rule in rules}
        assert fills["滞后·已豁免"] not in (fills["滞后"], fills["提前达标"])
        assert fills["滞后"] != fills["提前达标"]
        terminal = render("terminal", [item], Look(120)).decode()
        assert terminal.count("~ 滞后·已豁免") == 3  # its sentence, its row, its component
        assert "约束性 2 项：滞后 1，滞后·已豁免 1\n" in terminal

    def test_machines_agree_on_a_waived_row(self) -> None:
        item = reviewed_of([ROW, ROW], {"row1": 51, "row2": 52}, leave=True)
        tap = render("tap", [item], Look()).decode()
        assert "not ok 1 - 1. 指标1 # TODO 已豁免" in tap
        assert '  class: "behind_waived"\n' in tap
        junit = render("junit", [item], Look()).decode()
        assert junit.count("<failure ") == junit.count('<skipped type="waived"') == 1
        sarif = render("sarif", [item], Look()).decode()
        assert sarif.count('"suppressions"') == 1
        assert "1. 指标1：滞后·已豁免。" in sarif
        assert "：滞后·已豁免::" in render("github", [item], Look()).decode()

    def test_only_looks_at_the_true_status(self) -> None:
        """「`behind` 里也有已豁免的滞后，写明已豁免」"""
        item = reviewed_of([ROW, ROW], {"row1": 51, "row2": 61}, leave=True)
        csv = render("csv", [item], Look(only=(Status.BEHIND,))).decode().splitlines()
        assert [line.split(",")[2] for line in csv[1:]] == ["row1"]

    def test_the_counts_are_of_all(self) -> None:
        report = fixed_reviewed()[0].report
        assert sum(count for _, count in counted(report.results)) == len(report.results)


class TestCover:
    """「封面另数“要留意的”」, and every form has every note."""

    def test_counts(self) -> None:
        report = fixed_reviewed()[0].report
        once = dict.fromkeys(COUNTED_NOTES, 1)
        assert note_counts(report.results) == {**once, Note.WITHIN_ROUNDING: 2}
        assert set(NOTE_WORDS) == set(Note)

    @pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("xlsx", "docx")])
    def test_every_note_in_every_form(self, name: str) -> None:
        [item] = fixed_reviewed()
        text = "".join(render(name, [item], Look(200)).decode().split()).replace("\\*", "*")
        for note in COUNTED_NOTES:
            result = next(result for result in item.report.results if note in result.noted)
            words = "达标但劣于基期" if note is Note.WORSE_THAN_BASELINE else note_words(note, result)
            told = ["".join(words.split()), "".join(NOTE_WORDS[note].split()), f'"{note.value}"']
            told += [note.value] if name in ("csv", "jsonl") else []
            told += ["报表写的是“已完成”，与核验不同"] if note is Note.CLAIM_DIFFERS else []
            assert any(word.replace("%", "%25") in text or word in text for word in told), note

    @pytest.mark.parametrize("name", ["terminal", "markdown", "html"])
    def test_on_the_cover(self, name: str) -> None:
        text = "".join(render(name, fixed_reviewed(), Look(200)).decode().split())
        assert "需要留意：达标但劣于基期1项，缺少部分年份数据1项（2022年），" in text
        for note, words in COUNTED_NOTES.items():
            assert f"{words}{2 if note is Note.WITHIN_ROUNDING else 1}项" in text

    def test_the_years_have_their_names(self) -> None:
        """「`years_missing`（写明是哪几年）」"""
        item = reviewed_of([ROW], {"row1": 61})
        [result] = item.report.results
        result = replace(result, noted=(Note.YEARS_MISSING,), years_missing=(2021, 2022))
        report: Report = replace(item.report, results=(result,))
        item = replace(item, report=report)
        for name in ("terminal", "markdown", "html"):
            text = render(name, [item], Look(200)).decode()
            assert "缺少部分年份数据 1 项（2021、2022 年）" in text
        assert (
            "缺少部分年份数据，未核验的年份未必做到了：2021、2022"
            in render("markdown", [item], Look()).decode()
        )
        assert "（2021、2022 年）" in render("terminal", [item], Look(200)).decode()

    def test_what_is_no_actual_says_so_in_its_cell(self) -> None:
        """「写明是哪一种数（上半年、预计数）」"""
        lines = render("markdown", fixed_reviewed(), Look()).decode().replace("\\", "").splitlines()
        cells = {cells[1]: cells[7] for line in lines if len(cells := line.split(" | ")) > 8}
        assert [cells[no] for no in ("31", "32", "33", "34")] == [
            "+600",
            "5.1（上半年）",
            "78.6（预计数）",
            "88.6*",
        ]


def test_worse_than_the_baseline_is_said_in_the_sentence() -> None:
    plan = plan_of([{**ROW, "baseline": "98.93", "target": "≥90"}])
    [result] = judged(plan, actuals_of(plan, {"row1": "90.5"}), 2025).results
    assert result.message == "实际 90.5%，目标 ≥90%，保持在目标以内，劣于基期"


def test_changes_have_their_units() -> None:
    """「句子里的数都带单位」, in what has changed since an earlier report too; JSON keeps what was typed."""
    from support import report_json

    row = {"unit": "‰", "better": "lower", "baseline": "5.0", "target": "≤4.0"}
    before = reviewed_of([row], {"row1": {"2023": "0.45%"}})
    earlier = select_report(
        parse(report_json(before.report, before.gate).encode(), "old.json"), "old.json", "test"
    )
    after = reviewed_of([{**row, "target": "≤3.5"}], {"row1": {"2023": "4.42"}})
    changes = compare(after.report, after.actuals, earlier, "old.json", "0" * 64)
    text = "\n".join(change_lines(changes))
    assert "指标1的目标 ≤4.0‰→≤3.5‰" in text
    assert "指标1 2023 年的实际值 4.5‰→4.42‰" in text
    assert [(item.before, item.after) for item in changes.revised_values] == [
        ("≤4.0", "≤3.5"),
        ("0.45%", "4.42"),
    ]
