"""Cells and sheets of progress."""

from __future__ import annotations

import contextlib
import csv
import io
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from forms import text_of
from projectcases import PLAN, F, moment, plan_with, project

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.model import Plan
from healthplan_cli.report import Look
from healthplan_cli.sources.actuals.projectcells import Unclear, amount, happened, share
from healthplan_cli.sources.actuals.projectrows import read_progress
from healthplan_cli.sources.actuals.projectsout import HEADS, progress_csv, progress_xlsx
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.views.projects import (
    Progress,
    projects_report,
    year_end,
)


def sheet(text: str, plan: Plan = PLAN, file: str = "进度.csv", **options: Any) -> tuple[Progress, ...]:
    return read_progress(Source(file, text.encode()), plan, **options).rows


def refused(text: str, plan: Plan = PLAN) -> list[str]:
    with pytest.raises(InvalidInput) as error:
        sheet(text, plan)
    return [str(problem) for problem in error.value.problems]


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
