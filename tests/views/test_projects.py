"""`hpcheck projects`: the major projects against time, the progress sheet, and every form in which they are handed out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from forms import text_of
from projectcases import PLAN, F, moment, plan_with, project

from healthplan_cli.model import Plan
from healthplan_cli.report import Look
from healthplan_cli.views.projects import (
    Given,
    Progress,
    ProjectLack,
    ProjectsReport,
    ProjectState,
    ProjectStatus,
    Timing,
    passed,
    projects_report,
    year_end,
)

BAND = F(1, 20)


def standing(
    *rows: Progress, day: date | int = 2023, plan: Plan = PLAN, band: Fraction = BAND
) -> ProjectStatus:
    """The only project of a plan on a day, or at the end of a year."""
    when = year_end(day) if isinstance(day, int) else day
    return projects_report(plan, Given(rows), when, band).rows[0]


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
            ({}, 2021, ProjectState.NOT_DUE),
            ({}, 2022, ProjectState.UNKNOWN),
            ({"started": False}, date(2022, 12, 30), ProjectState.NOT_DUE),
            ({"started": False}, 2022, ProjectState.LATE_START),
            ({"started": False}, 2023, ProjectState.LATE_START),
            ({"started": False}, 2024, ProjectState.OVERDUE),
            ({"started": True}, 2023, ProjectState.UNKNOWN),
            ({"share": F(2, 3)}, 2023, ProjectState.ON_SCHEDULE),
            ({"share": F(2, 3) - F(1, 20)}, 2023, ProjectState.ON_SCHEDULE),
            ({"share": F(2, 3) - F(51, 1000)}, 2023, ProjectState.BEHIND),
            ({"share": F(2, 3) + F(1, 20)}, 2023, ProjectState.AHEAD),
            ({"share": F(2, 3) + F(49, 1000)}, 2023, ProjectState.ON_SCHEDULE),
            ({"share": F(2, 3), "spent": F(184)}, 2023, ProjectState.BEHIND),
            ({"share": F(9, 10), "spent": F(200)}, 2023, ProjectState.ON_SCHEDULE),
            ({"share": F(9, 10), "spent": F(290)}, 2023, ProjectState.AHEAD),
            ({"spent": F(200)}, 2023, ProjectState.ON_SCHEDULE),
            ({"share": F(99, 100)}, 2024, ProjectState.OVERDUE),
            ({"finished": False}, 2024, ProjectState.OVERDUE),
            ({"share": F(1), "finished": False}, 2024, ProjectState.OVERDUE),
            ({"spent": F(300)}, 2024, ProjectState.UNKNOWN),
            ({"spent": F(100)}, 2024, ProjectState.BEHIND),
            ({"share": F(1)}, 2023, ProjectState.DONE),
            ({"finished": True}, 2024, ProjectState.DONE),
            ({"share": F(0)}, 2021, ProjectState.NOT_DUE),
            ({"share": F(1, 10)}, 2021, ProjectState.AHEAD),
        ],
        ids=str,
    )
    def test_states(self, row: dict[str, Any], day: date | int, state: ProjectState) -> None:
        assert standing(Progress("a", **row), day=day).state is state

    def test_the_band_can_be_wider(self) -> None:
        row = Progress("a", share=F(1, 2))
        assert standing(row).state is ProjectState.BEHIND
        assert standing(row, band=F(1, 5)).state is ProjectState.ON_SCHEDULE

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
        assert (row.state, row.timing) == (ProjectState.DONE, Timing(timing))

    def test_finished_without_a_date(self) -> None:
        """By the year that says so: no later than its end; of a later year nobody knows when."""
        assert standing(Progress("a", 2023, finished=True), day=2025).timing is Timing.EARLY
        assert standing(Progress("a", 2024, finished=True), day=2025).timing is Timing.ON_TIME
        assert standing(Progress("a", 2025, finished=True), day=2025).timing is None

    def test_why_it_is_unknown(self) -> None:
        assert standing().lack is ProjectLack.NO_DATA
        old = standing(Progress("a", 2022, share=F(1, 2)))
        assert (old.state, old.lack, old.latest, old.share, old.started) == (
            ProjectState.UNKNOWN,
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
        assert standing(*rows, day=2022).state is ProjectState.ON_SCHEDULE
        assert standing(*rows, day=2024).state is ProjectState.DONE

    def test_what_has_happened_stays_so(self) -> None:
        rows = (
            Progress("a", 2022, started=True, start=moment("2022-03"), finished=False),
            Progress("a", 2023, finished=True, finish=moment("2023-11"), spent=F(280)),
        )
        row = standing(*rows, day=2024)
        assert (row.state, row.start, row.spent) == (ProjectState.DONE, moment("2022-03"), F(280))
        assert (
            standing(rows[0], day=2024).state is ProjectState.UNKNOWN
        )  # that it wasn't finished in 2022 says nothing now

    def test_what_is_dated_after_the_day_has_not_happened(self) -> None:
        row = Progress("a", started=True, start=moment("2023-09"))
        assert standing(row, day=date(2023, 6, 30)).state is ProjectState.LATE_START
        assert standing(row, day=date(2023, 9, 1)).started is True

    def test_a_late_start_that_was_made(self) -> None:
        row = standing(Progress("a", started=True, start=moment("2023-02"), share=F(2, 3)))
        assert (row.state, row.started_late) == (ProjectState.ON_SCHEDULE, True)

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
        assert "规划列出的项数 3，一致；规划列出的合计 991 万元，相差 1" in text.replace("\n", "")

    def test_not_started_counts_although_overdue(self) -> None:
        report = projects_report(PLAN, Given((Progress("a", started=False),)), year_end(2024))
        assert [row.state for row in report.not_started] == [ProjectState.OVERDUE]
