"""The fixed report in a terminal: four widths, with and without colour, with and without signs."""

from __future__ import annotations

import re

import pytest
from forms import report_terminal
from support import CASES, actuals_of, check_expected, fixed_report, judged, plan_of

from healthplan_cli.base.text_width import width
from healthplan_cli.evaluation.badges import BADGES, STATUS_BADGES, badge_of
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.evaluation.messages import NOTE_WORDS, told
from healthplan_cli.model import Note, Result, Status
from healthplan_cli.report import Look
from healthplan_cli.report.words.gateline import gate_line

REPORT = fixed_report()
GATE = decide_gate(REPORT, Policy())
WIDTHS = (60, 80, 100, 120)
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def page(columns: int = 80, color: bool = False, signs: bool = True, only: tuple[Status, ...] = ()) -> str:
    return report_terminal(REPORT, GATE, Look(columns, color, signs, only))


def squeezed(text: str) -> str:
    return "".join(text.split())


def table_row(text: str, result: Result) -> str:
    """The line of the table on which an indicator's row begins."""
    begins = re.compile(rf" *{result.no}{'~' if result.waiver else ''} +{re.escape(result.name[:6])}")
    found = [line for line in text.splitlines() if begins.match(line)]
    assert len(found) == 1, result.name
    return found[0]


class TestWhole:
    """「封顶的只有终端里的进度条」, and all the rest of the page, to the last character."""

    @pytest.mark.parametrize("columns", [80, 120])
    def test_the_page(self, columns: int) -> None:
        check_expected(CASES / "report" / f"terminal-{columns}.txt", page(columns))


class TestWidth:
    """A page for the terminal that is there."""

    @pytest.mark.parametrize("columns", WIDTHS)
    @pytest.mark.parametrize("signs", [True, False])
    def test_no_line_is_wider(self, columns: int, signs: bool) -> None:
        wide = [line for line in page(columns, signs=signs).splitlines() if width(line) > columns]
        assert wide == []

    @pytest.mark.parametrize("columns", WIDTHS)
    @pytest.mark.parametrize("signs", [True, False])
    def test_every_row_has_its_name_and_its_status(self, columns: int, signs: bool) -> None:
        text = page(columns, signs=signs)
        for result in REPORT.results:
            words = badge_of(result).words
            begins = words if columns >= 100 else re.split("[但·]", words)[0]
            row = table_row(text, result)
            assert row.endswith(begins) if columns >= 100 else begins in row[-10:]
            assert words in squeezed(text)

    @pytest.mark.parametrize("columns", WIDTHS)
    def test_what_the_page_must_say(self, columns: int) -> None:
        text = squeezed(page(columns))
        words = [
            REPORT.plan.title,
            "按2023年的数据，对照2025年目标（基期2020年）",
            "示例数据，不是真实数值",
            "达标率（含提前达标3项、达标但劣于基期1项）：7/37=18.9%（占全部指标），7/30=23.3%（占能判定的指标）",
            "需要留意：达标但劣于基期1项，缺少部分年份数据1项（2022年），",
            squeezed(gate_line(GATE)),
            "*初步数",
            "已豁免：状态照实，另行计数，不算达标，不挡门禁",
            "滞后·已豁免4.滞后的指标［约束］：",
            "某市人民政府办公室某办函〔2023〕21号，有效期到2024-12-31，理由：设备更新，次年补上",
            "按调整后的基期、目标核验：23.中期调整过的指标（某办发〔2023〕9号，2023-06-30，2023年起）",
            "来源不一致：24.来源不一致的指标用57.5%（统计年鉴），另有58%*（部门报表）",
            *(
                squeezed(NOTE_WORDS[note])
                for note in (
                    Note.BASELINE_FROM_TEXT,
                    Note.BASELINE_FROM_DATA,
                    Note.CARRIED,
                    Note.TARGET_SUPPLIED,
                    Note.ONE_VALUE_FOR_ALL,
                    Note.BEYOND_RANGE,
                    Note.MODAL_COMMITMENT,
                    Note.ONE_EVENT,
                    Note.YEARS_MISSING,
                    Note.WITHIN_ROUNDING,
                    Note.LATE,
                    Note.LOST_LATER,
                    Note.ORDER_OF_MAGNITUDE,
                    Note.INCREMENT,
                    Note.PART_YEAR,
                    Note.FORECAST,
                    Note.MARKED,
                    Note.RELATIVE_READING,
                    Note.CLAIM_DIFFERS,
                )
            ),
        ]
        assert [word for word in words if word not in text] == []

    @pytest.mark.parametrize("columns", WIDTHS)
    def test_every_miss_and_every_doubt_has_its_sentence(self, columns: int) -> None:
        """「代码旁边总有一句话，说明要补什么」"""
        text = squeezed(page(columns))
        wanted = [
            result
            for result in REPORT.results
            if result.status in (Status.MISSED, Status.BEHIND, Status.UNKNOWN)
        ]
        assert [result.id for result in wanted if squeezed(told(result)) not in text] == []


class TestColour:
    """Colour says nothing that words don't say."""

    @pytest.mark.parametrize("columns", WIDTHS)
    def test_none_unless_asked_for(self, columns: int) -> None:
        assert "\x1b" not in page(columns)

    @pytest.mark.parametrize("columns", WIDTHS)
    def test_the_same_words(self, columns: int) -> None:
        coloured = page(columns, color=True)
        assert "\x1b[" in coloured
        plain = [line.rstrip() for line in _ANSI.sub("", coloured).splitlines()]
        assert plain == page(columns).splitlines()

    def test_only_colours_and_weights(self) -> None:
        """No cursor moves, no links, nothing a pager would show as rubbish."""
        assert "\x1b" not in _ANSI.sub("", page(color=True))


class TestSigns:
    """A console without the signs gets others, never a traceback or a question mark for a result."""

    def test_each_status_has_its_own(self) -> None:
        text = page(100)
        for badge in {badge_of(result) for result in REPORT.results}:
            assert f"{badge.sign} {badge.words}" in text

    def test_without_them(self) -> None:
        text = page(100, signs=False)
        assert not set("✓⇘⇡⇢⇣✗▰▱") & set(text)
        for badge in {badge_of(result) for result in REPORT.results}:
            assert f"{badge.plain} {badge.words}" in text

    def test_signs_are_one_column_wide(self) -> None:
        assert width("▰▱|") == 3
        assert {width(badge.sign) for badge in BADGES} == {1}
        assert len({badge.sign for badge in STATUS_BADGES.values()}) == len(Status)


class TestOnly:
    """「表里只列这些状态」"""

    def test_rows_of_the_table(self) -> None:
        whole, part = page(), page(only=(Status.MISSED, Status.AHEAD))
        rows = [result for result in REPORT.results if result.status in (Status.MISSED, Status.AHEAD)]
        assert [result.id for result in rows] == ["ahead", "missed", "supplied", "within_rounding", "marked"]
        for result in rows:
            for text in (part, whole):  # as wide as their own rows need
                assert table_row(text, result).endswith(badge_of(result).words)
        others = [result for result in REPORT.results if result not in rows]
        assert [
            result.id
            for result in others
            if re.search(rf"^ *{result.no} +{result.name[:6]}", part, re.MULTILINE)
        ] == []

    def test_what_else_is_said_stays(self) -> None:
        """The table is shorter; counts and the gate are of the whole report."""
        whole, part = (page(only=only).splitlines() for only in ((), (Status.AHEAD,)))
        assert part[-5:] == whole[-5:]


class TestMarks:
    """Names from a file are text, never markup."""

    def test_brackets_and_tags_stay(self) -> None:
        names = ["[bold]名称[/bold]", "[red]x", ":smile:", "<b>&amp;", "\\[x]"]
        plan = plan_of([{"name": name, "target": "—"} for name in names])
        report = judged(plan, actuals_of(plan, {}))
        text = report_terminal(report, decide_gate(report, Policy()), Look(120))
        assert [name for name in names if name not in text] == []


def test_a_number_is_never_broken_over_two_lines() -> None:
    """Contract, 报告里的数和状态: 「一格写不下时断在数与数之间，一个数不断成两行」."""
    plan = plan_of(
        [
            {"unit": "%", "better": "lower", "baseline": "24.2", "target": "≤22"},
            {"unit": "%", "better": "lower", "baseline": "43.14", "target": "每年降低0.5个百分点"},
        ]
    )
    actuals = actuals_of(plan, {"row1": {"2023": "22.000041"}, "row2": {"2023": "41.5"}})
    report = judged(plan, actuals)
    table = report_terminal(report, decide_gate(report, Policy()), Look(80)).partition("序号")[2]
    assert "22.00004" in table
    assert "0.5个" in table
