"""`hpcheck projects`: the major projects against time, the progress sheet, and every form in which they are handed out."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from browser import Elements
from forms import content_of, text_of
from support import ROOT, Desk, plan_of

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.base.text_width import width
from healthplan_cli.model import Plan
from healthplan_cli.report import Look
from healthplan_cli.sources.actuals.projectcells import Unclear, amount, happened, share
from healthplan_cli.sources.actuals.projectrows import read_progress
from healthplan_cli.sources.actuals.projectsout import HEADS, progress_csv, progress_xlsx
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.views.projects import (
    Given,
    Moment,
    Progress,
    ProjectLack,
    ProjectsReport,
    ProjectStatus,
    State,
    Timing,
    passed,
    projects_report,
    year_end,
)

EXAMPLE = ROOT / "examples" / "dachuan-projects"
UPDATE = "HPCHECK_UPDATE_EXAMPLES"
NASTY = "<script>alert(1)</script><img/src=x/onerror=alert(2)>\"'&{{7*7}}"
F = Fraction
BAND = F(1, 20)


def project(id: str = "a", **keys: Any) -> dict[str, Any]:
    """A project of 2022—2024 of 300 万元."""
    told = {"years": "2022-2024", "investment": "300", "responsible": "某医院", **keys}
    return {"id": id, "name": f"项目{id}"} | {key: value for key, value in told.items() if value is not None}


def plan_with(*projects: dict[str, Any], **head: Any) -> Plan:
    return plan_of([{"target": "≥5", "better": "higher"}], projects=list(projects), **head)


PLAN = plan_with(project())


def moment(text: str) -> Moment:
    """2023, 2023-05 or 2023-05-31."""
    found = happened(text)[1]
    assert found is not None
    return found


def standing(
    *rows: Progress, day: date | int = 2023, plan: Plan = PLAN, band: Fraction = BAND
) -> ProjectStatus:
    """The only project of a plan on a day, or at the end of a year."""
    when = year_end(day) if isinstance(day, int) else day
    return projects_report(plan, Given(rows), when, band).rows[0]


def sheet(text: str, plan: Plan = PLAN, file: str = "进度.csv", **options: Any) -> tuple[Progress, ...]:
    return read_progress(Source(file, text.encode()), plan, **options).rows


def refused(text: str, plan: Plan = PLAN) -> list[str]:
    with pytest.raises(InvalidInput) as error:
        sheet(text, plan)
    return [str(problem) for problem in error.value.problems]


class TestTime:
    """The share of a project's printed years that has passed, exactly."""

    @pytest.mark.parametrize(
        ("day", "share"),
        [
            (date(2021, 12, 31), F(0)),
            (date(2022, 1, 1), F(1, 365) / 3),
            (date(2022, 12, 31), F(1, 3)),
            (date(2023, 6, 30), (1 + F(181, 365)) / 3),
            (date(2024, 6, 30), (2 + F(182, 366)) / 3),
            (date(2024, 12, 30), (2 + F(365, 366)) / 3),
            (date(2024, 12, 31), F(1)),
            (date(2030, 1, 1), F(1)),
        ],
        ids=str,
    )
    def test_passed(self, day: date, share: Fraction) -> None:
        assert passed(2022, 2024, day) == share

    def test_money_follows(self) -> None:
        row = standing(day=date(2023, 6, 30))
        assert row.expected_money == 100 + F(18100, 365)

    def test_investment_is_spread_evenly(self) -> None:
        """「按它的年限平均分到各年」"""
        plan = plan_with(
            project(), project("b", years="2024", investment="70"), project("c", investment="100")
        )
        report = projects_report(plan, None, year_end(2025))
        assert [(item.year, item.investment, item.starts, item.finishes) for item in report.by_year] == [
            (2022, F(400, 3), 2, 0),
            (2023, F(400, 3), 0, 0),
            (2024, F(610, 3), 1, 3),
        ]
        assert sum(item.investment for item in report.by_year) == report.total.investment == 470


class TestState:
    """Where a project is on a day: 2022—2024, 300 万元, unless it says otherwise."""

    @pytest.mark.parametrize(
        ("row", "day", "state"),
        [
            ({}, 2021, State.NOT_DUE),
            ({}, 2022, State.UNKNOWN),
            ({"started": False}, date(2022, 12, 30), State.NOT_DUE),
            ({"started": False}, 2022, State.LATE_START),
            ({"started": False}, 2023, State.LATE_START),
            ({"started": False}, 2024, State.OVERDUE),
            ({"started": True}, 2023, State.UNKNOWN),
            ({"share": F(2, 3)}, 2023, State.ON_SCHEDULE),
            ({"share": F(2, 3) - F(1, 20)}, 2023, State.ON_SCHEDULE),
            ({"share": F(2, 3) - F(51, 1000)}, 2023, State.BEHIND),
            ({"share": F(2, 3) + F(1, 20)}, 2023, State.AHEAD),
            ({"share": F(2, 3) + F(49, 1000)}, 2023, State.ON_SCHEDULE),
            ({"share": F(2, 3), "spent": F(184)}, 2023, State.BEHIND),
            ({"share": F(9, 10), "spent": F(200)}, 2023, State.ON_SCHEDULE),
            ({"share": F(9, 10), "spent": F(290)}, 2023, State.AHEAD),
            ({"spent": F(200)}, 2023, State.ON_SCHEDULE),
            ({"share": F(99, 100)}, 2024, State.OVERDUE),
            ({"finished": False}, 2024, State.OVERDUE),
            ({"share": F(1), "finished": False}, 2024, State.OVERDUE),
            ({"spent": F(300)}, 2024, State.UNKNOWN),
            ({"spent": F(100)}, 2024, State.BEHIND),
            ({"share": F(1)}, 2023, State.DONE),
            ({"finished": True}, 2024, State.DONE),
            ({"share": F(0)}, 2021, State.NOT_DUE),
            ({"share": F(1, 10)}, 2021, State.AHEAD),
        ],
        ids=str,
    )
    def test_states(self, row: dict[str, Any], day: date | int, state: State) -> None:
        assert standing(Progress("a", **row), day=day).state is state

    def test_the_band_can_be_wider(self) -> None:
        row = Progress("a", share=F(1, 2))
        assert standing(row).state is State.BEHIND
        assert standing(row, band=F(1, 5)).state is State.ON_SCHEDULE

    @pytest.mark.parametrize(
        ("finish", "timing"),
        [
            ("2023", "early"),
            ("2023-12-31", "early"),
            ("2024-01", "on_time"),
            ("2024", "on_time"),
            ("2025-01", "late"),
        ],
    )
    def test_when_it_was_finished(self, finish: str, timing: str) -> None:
        row = standing(Progress("a", finished=True, finish=moment(finish)), day=2025)
        assert (row.state, row.timing) == (State.DONE, Timing(timing))

    def test_finished_without_a_date(self) -> None:
        """By the year that says so: no later than its end; of a later year nobody knows when."""
        assert standing(Progress("a", 2023, finished=True), day=2025).timing is Timing.EARLY
        assert standing(Progress("a", 2024, finished=True), day=2025).timing is Timing.ON_TIME
        assert standing(Progress("a", 2025, finished=True), day=2025).timing is None

    def test_why_it_is_unknown(self) -> None:
        assert standing().lack is ProjectLack.NO_DATA
        old = standing(Progress("a", 2022, share=F(1, 2)))
        assert (old.state, old.lack, old.latest, old.share, old.started) == (
            State.UNKNOWN,
            ProjectLack.NO_DATA,
            2022,
            None,
            True,
        )
        assert standing(Progress("a", started=True)).lack is ProjectLack.NO_PROGRESS
        assert standing(Progress("a", spent=F(300)), day=2024).lack is ProjectLack.NO_END
        assert (
            standing(Progress("a", share=F(1, 2)), plan=plan_with(project(years=None))).lack
            is ProjectLack.NO_YEARS
        )

    def test_rows_of_later_years_are_not_looked_at(self) -> None:
        rows = (
            Progress("a", 2022, share=F(1, 3)),
            Progress("a", 2024, finished=True, finish=moment("2024-05")),
        )
        assert standing(*rows, day=2022).state is State.ON_SCHEDULE
        assert standing(*rows, day=2024).state is State.DONE

    def test_what_has_happened_stays_so(self) -> None:
        rows = (
            Progress("a", 2022, started=True, start=moment("2022-03"), finished=False),
            Progress("a", 2023, finished=True, finish=moment("2023-11"), spent=F(280)),
        )
        row = standing(*rows, day=2024)
        assert (row.state, row.start, row.spent) == (State.DONE, moment("2022-03"), F(280))
        assert (
            standing(rows[0], day=2024).state is State.UNKNOWN
        )  # that it wasn't finished in 2022 says nothing now

    def test_what_is_dated_after_the_day_has_not_happened(self) -> None:
        row = Progress("a", started=True, start=moment("2023-09"))
        assert standing(row, day=date(2023, 6, 30)).state is State.LATE_START
        assert standing(row, day=date(2023, 9, 1)).started is True

    def test_a_late_start_that_was_made(self) -> None:
        row = standing(Progress("a", started=True, start=moment("2023-02"), share=F(2, 3)))
        assert (row.state, row.started_late) == (State.ON_SCHEDULE, True)

    def test_beyond_the_investment(self) -> None:
        assert standing(Progress("a", spent=F(301), share=F(1))).beyond == 1
        assert standing(Progress("a", spent=F(300), share=F(1))).beyond is None


class TestSums:
    """Missing is not nothing: money is set against time over the projects that say what they spent."""

    def report(self) -> ProjectsReport:
        plan = plan_with(
            project(kind="新建"),
            project("b", kind="改建", investment="600", responsible="另一医院"),
            project("c", kind="改建", years="2024-2027", investment="90"),
            projects_total={"investment": "991", "count": "3"},
        )
        rows = (Progress("a", spent=F(100)), Progress("b", share=F(1, 2)))
        return projects_report(plan, Given(rows), year_end(2023))

    def test_money(self) -> None:
        total = self.report().total
        assert (total.investment, total.expected) == (F(990), F(600))
        assert (total.known, total.known_investment, total.known_expected, total.spent) == (
            1,
            F(300),
            F(200),
            F(100),
        )
        assert (total.lacking, total.spent_share, total.expected_share) == (2, F(1, 3), F(2, 3))

    def test_groups(self) -> None:
        report = self.report()
        assert [(group.name, len(group.rows), group.money.investment) for group in report.by_unit] == [
            ("另一医院", 1, F(600)),
            ("某医院", 2, F(390)),
        ]
        assert [(group.name, group.money.investment) for group in report.by_kind] == [
            ("改建", F(690)),
            ("新建", F(300)),
        ]

    def test_due_and_beyond(self) -> None:
        report = self.report()
        assert report.due_start == report.due_finish == ()
        later = projects_report(report.plan, None, year_end(2024))
        assert [row.project.id for row in later.due_start] == ["c"]
        assert [row.project.id for row in later.due_finish] == ["a", "b"]
        assert [row.project.id for row in later.beyond_period] == ["c"]

    def test_the_printed_sum_is_held_against_ours(self) -> None:
        text = text_of("projects", "terminal", self.report(), Look(100))
        assert "规划印的项数 3，一致；规划印的合计 991 万元，相差 1" in text.replace("\n", "")

    def test_not_started_counts_although_overdue(self) -> None:
        report = projects_report(PLAN, Given((Progress("a", started=False),)), year_end(2024))
        assert [row.state for row in report.not_started] == [State.OVERDUE]


class TestCells:
    """Dates, amounts and shares as sheets write them."""

    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("2023", "2023-01-01", "2023-12-31"),
            ("２０２３年", "2023-01-01", "2023-12-31"),
            ("2023-05", "2023-05-01", "2023-05-31"),
            ("2024年2月", "2024-02-01", "2024-02-29"),
            ("2023.10", "2023-10-01", "2023-10-31"),
            ("2023/5/31", "2023-05-31", "2023-05-31"),
            ("2023年5月31日", "2023-05-31", "2023-05-31"),
            ("2023-05-31 00:00:00", "2023-05-31", "2023-05-31"),
        ],
    )
    def test_dates(self, text: str, first: str, last: str) -> None:
        found = moment(text)
        assert (found.first.isoformat(), found.last.isoformat()) == (first, last)

    @pytest.mark.parametrize("text", ["2023-13", "2023-02-30", "五月", "2023.1", "45000", "2023-05-31前"])
    def test_no_dates(self, text: str) -> None:
        with pytest.raises(Unclear):
            happened(text)

    def test_yes_and_no_and_nothing(self) -> None:
        assert [happened(text)[0] for text in ("是", "√", "已开工", "否", "未开工", "在建", "—", "暂无")] == [
            True, True, True, False, False, False, None, None,
        ]  # fmt: skip

    def test_amounts(self) -> None:
        assert [amount(text, "万元") for text in ("1200", "1,200.5", "1.2亿元", "35000元", "0", "—")] == [
            1200, F("1200.5"), 12000, F("3.5"), 0, None,
        ]  # fmt: skip
        assert amount("1.2", "亿元") == 12000
        for text in ("-5", "12,00", "30%", "约300", "300美元"):
            with pytest.raises(Unclear):
                amount(text, "万元")

    def test_shares(self) -> None:
        assert [share(text) for text in ("65", "65.5%", "100", "未开工", "")] == [
            F(13, 20),
            F(131, 200),
            1,
            0,
            None,
        ]
        for text in ("101", "主体封顶", "-1"):
            with pytest.raises(Unclear):
                share(text)


HEAD = "项目名称,开工时间,累计完成投资（万元）,形象进度（%）,竣工时间\n"


class TestSheet:
    """The progress sheet in its many shapes."""

    def test_a_plain_one(self) -> None:
        [row] = sheet(HEAD + "项目a,2022-05,100,40,否\n")
        assert (row.project, row.start, row.spent, row.share, row.finished) == (
            "a",
            moment("2022-05"),
            F(100),
            F(2, 5),
            False,
        )

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
    @pytest.mark.parametrize("separator", [",", "\t", ";"])
    def test_encodings_and_separators(self, encoding: str, separator: str) -> None:
        text = (HEAD + "项目a,2022-05,100,40,否\n").replace(",", separator)
        [row] = read_progress(Source("a.csv", text.encode(encoding)), PLAN).rows
        assert (row.spent, row.share) == (F(100), F(2, 5))

    def test_english_heads_ids_and_years(self) -> None:
        text = "id,year,start,spent,progress,finish,note\na,2022,2022-03-01,90,30%,no,x\na,2023,2022-03-01,210,70%,no,\n"
        given = read_progress(Source("a.csv", text.encode()), PLAN)
        assert [(row.year, row.spent, row.share, row.note) for row in given.rows] == [
            (2022, F(90), F(3, 10), "x"),
            (2023, F(210), F(7, 10), None),
        ]
        assert given.year == 2023

    def test_what_stands_above_and_below_the_table(self) -> None:
        text = f"数据为示例\n项目进度表\n年份：2023,单位：亿元\n\n{HEAD.replace('（万元）', '')}项目a,是,0.02,40,\n合计,,0.02,,\n注：没有\n"
        given = read_progress(Source("a.csv", text.encode()), PLAN)
        assert [(row.year, row.spent) for row in given.rows] == [(2023, F(200))]
        assert given.illustrative

    def test_persons_are_not_read(self) -> None:
        text = "序号,项目名称,责任领导,联系人,形象进度\n1,项目a,张某某,李某某,40\n"
        given = read_progress(Source("a.csv", text.encode()), PLAN)
        report = projects_report(PLAN, given, year_end(2023))
        every = (
            text_of("projects", "json", report)
            + text_of("projects", "terminal", report, Look(100))
            + text_of("projects", "html", report)
            + text_of("projects", "markdown", report)
        )
        assert "形象进度" in every
        assert "某某" not in every

    def test_a_workbook_with_dates_percents_and_merged_cells(self) -> None:
        plan = plan_with(project(), project("b"))
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        table: list[list[Any]] = [
            ["某区重大项目进度表"],
            ["序号", "项目名称", "责任单位", "开工时间", "累计完成投资（万元）", "形象进度", "竣工时间"],
            [1, "项目a", "某医院", date(2022, 5, 1), 120, Decimal("0.4"), None],
            [2, "项目 b", None, date(2022, 6, 1), 300, 1, date(2024, 3, 9)],
        ]
        for cells in table:
            page.append(cells)
        page["F3"].number_format = page["F4"].number_format = "0%"
        page.merge_cells("C3:C4")
        page.merge_cells("A1:G1")
        book.create_sheet("说明").append(["怎么填"])
        stream = io.BytesIO()
        book.save(stream)
        rows = read_progress(Source("a.xlsx", stream.getvalue()), plan).rows
        assert [(row.project, row.spent, row.share) for row in rows] == [
            ("a", F(120), F(2, 5)),
            ("b", F(300), F(1)),
        ]
        assert rows[1].finish == moment("2024-03-09")
        assert str(rows[1].location) == "a.xlsx:Sheet!A4"

    def test_every_problem_at_once_with_its_place(self) -> None:
        text = "项目名称,年份,开工,完成投资,形象进度,竣工,绩效\n项目x,2023,,,40,,\n项目a,23,五月,-1,120,2030-13,好\n"
        found = refused(text)
        assert [line.partition(": ")[0] for line in found] == [
            "进度.csv:1:25", "进度.csv:2:1", "进度.csv:3:5", "进度.csv:3:8", "进度.csv:3:11", "进度.csv:3:14", "进度.csv:3:18",
        ]  # fmt: skip
        assert "不认识的列“绩效”" in found[0]
        assert found[1] == "进度.csv:2:1: 规划里没有项目“项目x”；是不是：项目a？"

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            ("项目a,否,,40,\n", "没有开工，同一行又有进度"),
            ("项目a,2023-05,,,2022-05\n", "竣工（2022-05）早于开工（2023-05）"),
            ("项目a,,,40,是\n", "写的是已竣工，形象进度却不到 100%"),
            ("项目a,,,40,\n项目a,,,50,\n", "同一年有两行，说的不一样"),
        ],
    )
    def test_what_contradicts_itself(self, rows: str, words: str) -> None:
        [problem] = refused(HEAD + rows)
        assert words in problem

    @pytest.mark.parametrize(
        ("rows", "at", "words"),
        [
            ("2024,项目a,2026-01-01,10,65,\n", "2:10", "开工（2026-01-01）晚于这一行的年份（2024 年）"),
            ("2024,项目a,2026-01-01,10,,\n", "2:10", "开工（2026-01-01）晚于这一行的年份（2024 年）"),
            ("2022,项目a,,,100,2022-12\n2024,项目a,,,,否\n", "3:13", "2022 年已经竣工，2024 年又写没有竣工"),
            ("2023,项目a,,,,否\n2022,项目a,,,100,\n2021,项目a,,,,是\n", "2:13", "2021 年已经竣工，2023 年"),
            ("2022,项目a,是,,65,\n2023,项目a,否,,,\n", "3:10", "2022 年已经开工，2023 年又写没有开工"),
            ("2022,项目a,否,,,\n2023,项目a,2021-05,,40,\n", "2:10", "2021 年已经开工，2022 年又写没有开工"),
        ],
    )
    def test_what_contradicts_another_year(self, rows: str, at: str, words: str) -> None:
        [problem] = refused("年份," + HEAD + rows)
        assert problem.startswith(f"进度.csv:{at}: {words}")

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            ("2022,项目a,,,65,\n2023,项目a,,,40.5,\n", "形象进度从 2022 年的 65% 降到 2023 年的 40.5%"),
            (
                "2023,项目a,,80,,\n2022,项目a,,100,,\n",
                "累计完成投资从 2022 年的 100万元 降到 2023 年的 80万元",
            ),
        ],
    )
    def test_what_falls_is_remarked(self, rows: str, words: str) -> None:
        notices: list[Problem] = []
        assert len(sheet("年份," + HEAD + rows, notices=notices)) == 2
        [notice] = notices
        assert words in notice.message

    def test_years_that_agree_say_nothing(self) -> None:
        rows = "2022,项目a,否,0,0,否\n2023,项目a,2023-05,90,40,否\n2024,项目a,2023-05,300,100,2024-11\n"
        rows += "2025,项目a,是,300,100,是\n"
        notices: list[Problem] = []
        assert len(sheet("年份," + HEAD + rows, notices=notices)) == 4
        assert notices == []

    def test_the_work_grows_as_the_sheet(self) -> None:
        def work(rows: int, line: str) -> int:
            calls = 0

            def count(*_: object) -> None:
                nonlocal calls
                calls += 1

            sys.setprofile(count)
            try:
                with contextlib.suppress(InvalidInput):
                    sheet(HEAD + line * rows)
            finally:
                sys.setprofile(None)
            return calls

        for line in ("项目a,是,100,40,否\n", "项目乙,是,100,40,否\n"):
            assert work(800, line) < 5 * work(200, line)

    def test_the_same_said_twice_is_said_once(self) -> None:
        assert len(sheet(HEAD + "项目a,,,40,\n项目a,,,40,\n")) == 1

    def test_numbers_alone_and_names_before_numbers(self) -> None:
        plan = plan_with(project(), project("b"))
        assert [row.project for row in sheet("序号,形象进度\n2,40\n1,50\n", plan)] == ["b", "a"]
        assert [row.project for row in sheet("序号,项目,形象进度\n1,项目b,40\n", plan)] == ["b"]
        assert "代码是“a”，名称却是“项目b”" in refused("代码,项目,形象进度\na,项目b,40\n", plan)[0]

    def test_a_small_share_is_doubted(self) -> None:
        notices: list[Problem] = []
        sheet(HEAD + "项目a,,,0.4,\n", notices=notices)
        assert "是不是百分数写成了小数" in str(notices[0])

    def test_own_words(self) -> None:
        own = {"工程完成度": "形象进度", "绩效": "-"}
        assert sheet("项目,工程完成度,绩效\n项目a,40,好\n", own=own)[0].share == F(2, 5)

    def test_another_plans_sheet(self) -> None:
        assert "这张表是规划“别处”的" in refused("规划：别处\n" + HEAD + "项目a,,,40,\n")[0]

    def test_heads_that_come_again_and_cells_of_strangers(self) -> None:
        assert len(sheet(HEAD + "项目a,,,40,\n" + HEAD)) == 1
        assert len(refused(HEAD + "项目z,五月,-1,400,明年\n")) == 5

    def test_no_table(self) -> None:
        assert "没有找到表头：要有一行写着“项目名称”" in refused("指标,数值\n甲,5\n")[0]

    @pytest.mark.parametrize(("make", "file"), [(progress_csv, "a.csv"), (progress_xlsx, "a.xlsx")])
    def test_a_sheet_to_fill_in_is_read_back(self, make: Any, file: str) -> None:
        plan = load_plan("dachuan", whole=True)
        content = make(plan, 2024)
        assert content == make(plan, 2024)
        given = read_progress(Source(file, content), plan)
        assert [row.project for row in given.rows] == [project.id for project in plan.projects]
        assert given.year == 2024
        assert all(row.empty for row in given.rows)

    def test_a_sheet_filled_in(self) -> None:
        lines = progress_csv(PLAN, 2023).decode("utf-8-sig").splitlines()
        assert lines[0] == ",".join(HEADS)
        cells = next(csv.reader([lines[1]]))
        cells[6:10] = ["2022-05", "120", "66.7", "否"]
        [row] = sheet(lines[0] + "\n" + ",".join(cells) + "\n")
        assert (row.year, row.spent, row.share, row.finished) == (2023, F(120), F(667, 1000), False)


@pytest.fixture(scope="module")
def report() -> ProjectsReport:
    """The example's."""
    plan = load_plan("dachuan", whole=True)
    content = (EXAMPLE / "progress.csv").read_bytes()
    return projects_report(plan, read_progress(Source("progress.csv", content), plan), year_end(2024))


class TestForms:
    """Terminal, JSON, CSV, Markdown, XLSX say the same."""

    @pytest.mark.parametrize("columns", [60, 80, 100, 120, 200])
    @pytest.mark.parametrize("told", [True, False])
    def test_no_line_is_wider_than_the_terminal(
        self, report: ProjectsReport, columns: int, told: bool
    ) -> None:
        shown = report if told else projects_report(report.plan, None, year_end(2025))
        lines = text_of("projects", "terminal", shown, Look(columns)).splitlines()
        assert [line for line in lines if width(line) > columns] == []

    def test_bars(self, report: ProjectsReport) -> None:
        """Years side by side, what is done, what is planned, the day that is looked at."""
        lines = text_of("projects", "terminal", report, Look(160)).splitlines()
        assert "21  22  23  24  25  26  27  28" in next(line for line in lines if line.startswith("序号"))
        bars = {
            line[:4].strip(): re.search(r"[.▰▱|]{20,}", line)
            for line in lines
            if line[:4].strip().isdecimal()
        }
        found = {no: match[0] for no, match in bars.items() if match}
        assert found["1"] == "....▰▰▰▰▰▰▰▰▰▰▱▱|..............."
        assert found["6"] == "................|▱▱▱▱▱▱▱▱▱▱▱...."
        assert found["4"] == "▰▰▰▰▰▰▰▰........|..............."
        assert found["5"] == "............▰▰▰▰|▱▱▱▱▱▱▱........"
        narrow = text_of("projects", "terminal", report, Look(80, signs=False))
        assert "####....|......." in narrow

    def test_colour_and_plain_signs(self, report: ProjectsReport) -> None:
        plain = text_of("projects", "terminal", report, Look(80, signs=False))
        assert "\x1b" not in plain
        assert not set("✓✗⇡⇣⇢▰▱") & set(plain)
        coloured = text_of("projects", "terminal", report, Look(80, color=True))
        assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == text_of("projects", "terminal", report, Look(80))
        assert re.search("\x1b\\[1;31m✗ 逾期未完工 *\x1b\\[0m", coloured)

    def test_json(self, report: ProjectsReport) -> None:
        data = json.loads(text_of("projects", "json", report), parse_float=Decimal)
        assert (data["format"], data["year"], data["as_of"]) == ("hpcheck.projects/1", 2024, "2024-12-31")
        assert data["summary"]["by_status"] == {
            "done": 9, "ahead": 1, "on_schedule": 5, "not_due": 4, "behind": 3, "late_start": 1, "overdue": 3, "unknown": 3,
        }  # fmt: skip
        assert data["summary"]["investment"] == data["summary"]["printed"]["investment"] == 248850
        first = data["projects"][0]
        assert (first["status"], first["progress"], first["spent"], first["expected"]) == (
            "overdue",
            Decimal("0.82"),
            24000,
            1,
        )
        assert data["due"]["start"] == ["baima_medical_community"]
        assert data["late_start"] == ["dushi_elderly_and_childcare", "majia_elderly_care"]
        assert data["over_budget"] == ["leiyin_wellness_center"]
        assert len(data["beyond_period"]) == 6
        assert sum(unit["investment"] for unit in data["by_unit"]) == 248850

    def test_json_as_planned(self, report: ProjectsReport) -> None:
        data = json.loads(text_of("projects", "json", projects_report(report.plan, None, year_end(2025))))
        assert data["summary"]["by_status"] is None
        assert {item["status"] for item in data["projects"]} == {None}
        assert data["inputs"] == []

    def test_csv_runs_no_formula(self) -> None:
        plan = plan_with(project(name="=1+1"))
        rows = list(
            csv.DictReader(
                io.StringIO(
                    content_of("projects", "csv", projects_report(plan, None, year_end(2023))).decode(
                        "utf-8-sig"
                    )
                )
            )
        )
        assert [(row["项目"], row["总投资（万元）"], row["序时进度"]) for row in rows] == [
            ("'=1+1", "300", "66.7%")
        ]

    def test_markdown_takes_no_word_for_markup(self) -> None:
        text = text_of(
            "projects",
            "markdown",
            projects_report(plan_with(project(name="a|b*c*<i>")), None, year_end(2024)),
        )
        assert "| a\\|b\\*c\\*\\<i\\> |" in text

    def test_xlsx(self, report: ProjectsReport) -> None:

        content = content_of("projects", "xlsx", report)
        assert content == content_of("projects", "xlsx", report)
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book.sheetnames == ["项目", "合计", "到期和没有按时的"]
        rows = list(book["项目"].iter_rows(values_only=True))
        start = next(at for at, row in enumerate(rows) if row[0] == "序号")
        found = dict(zip(rows[start], rows[start + 1], strict=True))
        assert (found["序号"], found["总投资（万元）"], found["形象进度"], found["状态"]) == (
            1,
            30000,
            82,
            "逾期未完工",
        )
        assert len(rows) - start - 1 == 29


class TestPage:
    """One file that needs nothing else."""

    def test_is_well_formed_and_loads_nothing(self, report: ProjectsReport) -> None:
        page = text_of("projects", "html", report)
        assert page == text_of("projects", "html", report)
        elements = Elements(page)
        assert elements.open == []
        ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert [a for _, a in elements.found if "src" in a or "style" in a] == []
        assert re.findall(r"url\(|@import|https?://", page) == []
        [policy] = [a["content"] or "" for _, a in elements.found if a.get("http-equiv")]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy

    def test_bars_are_said(self, report: ProjectsReport) -> None:
        said = [
            a["aria-label"]
            for tag, a in Elements(text_of("projects", "html", report)).found
            if tag == "svg" and a.get("role") == "img"
        ]
        assert len(said) == 29
        assert said[0] == "2022-2024"

    def test_no_markup_from_a_file_becomes_markup(self) -> None:
        words = dict.fromkeys(("name", "place", "kind", "content", "responsible"), NASTY)
        page = text_of(
            "projects",
            "html",
            projects_report(plan_with(project(**words), title=NASTY), None, year_end(2024)),
        )
        assert [tag for tag, _ in Elements(page).found].count("script") == 1
        assert "<img" not in page
        assert ">49<" not in page


class TestBrowser:
    """The page read in a real browser."""

    def visit(
        self, chromium: Any, report: ProjectsReport, folder: Path, **options: Any
    ) -> tuple[Any, list[str]]:
        path = folder / "projects.html"
        path.write_text(text_of("projects", "html", report), encoding="utf-8")
        tab = chromium.new_context(**options).new_page()
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: said.append(request.url) if "file:" not in request.url else None)
        tab.goto(path.as_uri())
        return tab, said

    def test_dark_by_the_system_and_by_the_switch(
        self, chromium: Any, report: ProjectsReport, tmp_path: Path
    ) -> None:
        tab, said = self.visit(chromium, report, tmp_path, color_scheme="dark")
        ground = "getComputedStyle(document.body).backgroundColor"
        dark = tab.evaluate(ground)
        tab.click("#theme")
        assert tab.evaluate(ground) != dark
        assert tab.get_attribute("#theme", "aria-pressed") == "false"
        assert [text for text in said if not text.startswith("data:,")] == []

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_a_phone_scrolls_the_chart_only(
        self, chromium: Any, report: ProjectsReport, tmp_path: Path, scheme: str
    ) -> None:
        tab, _ = self.visit(
            chromium, report, tmp_path, viewport={"width": 360, "height": 800}, color_scheme=scheme
        )
        assert tab.evaluate("document.documentElement.scrollWidth") == 360
        chart = "document.querySelector('.scroll')"
        assert tab.evaluate(f"{chart}.scrollWidth > {chart}.clientWidth")

    def test_bars_are_as_long_as_the_years(
        self, chromium: Any, report: ProjectsReport, tmp_path: Path
    ) -> None:
        tab, _ = self.visit(chromium, report, tmp_path, viewport={"width": 1280, "height": 900})
        whole, planned, done = (
            tab.locator(f"tr:has(svg) {what}").first.bounding_box()["width"]
            for what in ("svg", ".planned", ".done")
        )
        assert planned / whole == pytest.approx(3 / 8, abs=0.01)
        assert done / planned == pytest.approx(0.82, abs=0.02)

    def test_print(self, chromium: Any, report: ProjectsReport, tmp_path: Path) -> None:
        tab, _ = self.visit(chromium, report, tmp_path)
        tab.emulate_media(media="print")
        assert not tab.locator("#theme").is_visible()
        assert tab.locator("tbody tr:has(svg)").count() == 29
        assert tab.pdf(prefer_css_page_size=True, print_background=True)[:5] == b"%PDF-"


class TestCommand:
    """The command line: forms, exit codes, files."""

    @pytest.fixture
    def desk(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> Desk:
        found = Desk(tmp_path, monkeypatch, capsys)
        found.put({"p.csv": (EXAMPLE / "progress.csv").read_bytes()})
        return found

    def test_report_and_strict(self, desk: Desk) -> None:
        assert desk.run("projects", "dachuan").code == 0
        assert desk.run("projects", "dachuan", "p.csv").code == 0
        assert desk.run("projects", "dachuan", "p.csv", "--strict").code == 1
        answer = desk.run("projects", "dachuan", "--strict")
        assert (answer.code, "没有给出进度表" in answer.err) == (2, True)

    def test_strict_never_passes_the_unknown(self, desk: Desk) -> None:
        desk.put({"q.csv": "项目名称,年份,形象进度\n秦巴医养中心建设项目,2023,40\n"})
        assert desk.run("projects", "dachuan", "q.csv", "--strict").code == 3

    def test_years_and_days(self, desk: Desk) -> None:
        def year(*options: str) -> tuple[int, str]:
            data = desk.run("projects", "dachuan", *options, "-f", "json").json
            return data["year"], data["as_of"]

        assert year() == (2025, "2025-12-31")
        assert year("p.csv") == (2024, "2024-12-31")
        assert year("p.csv", "--year", "2023") == (2023, "2023-12-31")
        assert year("p.csv", "--as-of", "2023-06-30") == (2023, "2023-06-30")
        assert desk.run("projects", "dachuan", "--as-of", "2023-06-31").code == 2
        assert desk.run("projects", "dachuan", "--as-of", "2023-06-30", "--year", "2022").code == 2

    def test_a_sheet_without_years_is_said_to_be(self, desk: Desk) -> None:
        desk.put({"q.csv": "序号,形象进度\n3,40\n"})
        answer = desk.run("projects", "dachuan", "q.csv")
        assert (answer.code, "按规划末年 2025 年年末算" in answer.err) == (0, True)

    @pytest.mark.parametrize("name", ["a.html", "a.xlsx", "a.csv", "a.md", "a.json", "a.txt"])
    def test_files_are_written_once(self, desk: Desk, name: str) -> None:
        assert desk.run("projects", "dachuan", "p.csv", "-o", name).code == 0
        first = (desk.folder / name).read_bytes()
        answer = desk.run("projects", "dachuan", "p.csv", "-o", name)
        assert (answer.code, "--force" in answer.err) == (2, True)
        assert desk.run("projects", "dachuan", "p.csv", "-o", name, "--force").code == 0
        assert (desk.folder / name).read_bytes() == first

    def test_never_over_what_is_read(self, desk: Desk) -> None:
        answer = desk.run("projects", "dachuan", "p.csv", "-o", "p.csv", "--force")
        assert (answer.code, "不能写在上面" in answer.err) == (2, True)
        assert (desk.folder / "p.csv").read_bytes() == (EXAMPLE / "progress.csv").read_bytes()

    @pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
    def test_init(self, desk: Desk, name: str) -> None:
        assert desk.run("projects", "dachuan", "--init", name, "--year", "2024").code == 0
        answer = desk.run("projects", "dachuan", name, "-f", "json")
        assert (answer.code, answer.json["year"]) == (0, 2024)
        assert answer.json["summary"]["by_status"]["unknown"] == 25
        assert desk.run("projects", "dachuan", "--init", name).code == 2
        assert desk.run("projects", "dachuan", "--init", "t.docx").code == 2

    def test_a_sheet_of_a_csv(self, desk: Desk) -> None:
        """As in evaluate: an option that fits no file is no option."""
        answer = desk.run("projects", "dachuan", "p.csv", "--sheet", "y")
        assert (answer.code, "--sheet 只用于 XLSX" in answer.err) == (2, True)

    def test_a_plan_without_projects(self, desk: Desk) -> None:
        answer = desk.run("projects", "panzhihua")
        assert (answer.code, "请在 specs/panzhihua.yaml 里写 projects" in answer.err) == (2, True)

    @pytest.mark.parametrize(
        "arguments",
        [["p.yaml"], ["p.csv", "p.csv"], ["p.csv", "-f", "xlsx", "-o", "a.csv"], ["p.csv", "-o", "a.doc"]],
        ids=str,
    )
    def test_wrong_arguments(self, desk: Desk, arguments: Sequence[str]) -> None:
        answer = desk.run("projects", "dachuan", *arguments)
        assert answer.code == 2
        assert "Traceback" not in answer.err


@pytest.mark.parametrize("name", ["planned.txt", "2024.txt", "2024.md"])
def test_the_example_prints_what_stands_beside_it(name: str) -> None:
    """HPCHECK_UPDATE_EXAMPLES=1 writes it anew: read the difference before committing it."""
    arguments = ["projects", "dachuan"]
    if name != "planned.txt":
        arguments += ["examples/dachuan-projects/progress.csv"]
    if name.endswith(".md"):
        arguments += ["-f", "markdown"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HPCHECK_", "_HPCHECK_"))}
    done = subprocess.run(
        [sys.executable, "-m", "healthplan_cli", *arguments],
        cwd=ROOT,
        env={**kept, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    expected = EXAMPLE / "reports" / name
    if os.environ.get(UPDATE) == "1":
        expected.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == expected.read_text(encoding="utf-8")


def test_the_example_says_that_it_is_made_up() -> None:
    assert (EXAMPLE / "progress.csv").read_text(encoding="utf-8").startswith("数据为示例")
    assert "注意：数据文件标明为示例数据" in (EXAMPLE / "reports" / "2024.txt").read_text(encoding="utf-8")
