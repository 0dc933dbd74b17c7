"""One project on a day: what is known of it, and its state against its printed years and money (docs/semantics.md, section 14). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.model import Project
from healthplan_cli.views.projects.times import Moment, passed, year_end


class ProjectState(Enum):
    """A project's state against its printed years and money."""

    DONE = "done"
    AHEAD = "ahead"
    ON_SCHEDULE = "on_schedule"
    NOT_DUE = "not_due"
    BEHIND = "behind"
    LATE_START = "late_start"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


WRONG = (ProjectState.OVERDUE, ProjectState.LATE_START, ProjectState.BEHIND)


class Timing(Enum):
    """Whether a project was finished before, in or after the last of its printed years."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class ProjectLack(Enum):
    """Why a project's state is unknown."""

    NO_DATA = "no_data"
    NO_PROGRESS = "no_progress"
    NO_END = "no_end"
    NO_YEARS = "no_years"


@record(frozen=True, slots=True)
class Progress:
    """A row of a progress sheet; None where it says nothing.

    `share` is the share of the work done, `spent` the money spent since the beginning, in 万元. `year`: None is the
    year that is reported.
    """

    project: str
    year: int | None = None
    started: bool | None = None
    start: Moment | None = None
    share: Fraction | None = None
    spent: Fraction | None = None
    finished: bool | None = None
    finish: Moment | None = None
    note: str | None = None
    location: Location = NOWHERE

    @property
    def says(self) -> tuple[object, ...]:
        """What the row reports: everything but its own year, note and place."""
        return (self.started, self.start, self.share, self.spent, self.finished, self.finish)

    @property
    def empty(self) -> bool:
        """Whether the row reports nothing."""
        return all(value is None for value in self.says)


@record(frozen=True, slots=True)
class ProjectStatus:
    """A project's status on a day; money in 万元.

    `expected` is the share of its printed years that has passed, `latest` the last year with data.
    """

    project: Project
    expected: Fraction | None = None
    state: ProjectState | None = None
    lack: ProjectLack | None = None
    timing: Timing | None = None
    started: bool | None = None
    start: Moment | None = None
    share: Fraction | None = None
    spent: Fraction | None = None
    finished: bool | None = None
    finish: Moment | None = None
    latest: int | None = None
    note: str | None = None

    @property
    def expected_money(self) -> Fraction | None:
        """The money that should have been spent by the day, in 万元: the investment times the share of the years that has passed."""
        investment = self.project.investment
        return None if self.expected is None or investment is None else investment * self.expected

    @property
    def spent_share(self) -> Fraction | None:
        """The money spent, as a share of the investment."""
        return _over(self.spent, self.project.investment)

    @property
    def beyond(self) -> Fraction | None:
        """The money spent beyond the investment (超概算), in 万元."""
        investment = self.project.investment
        more = None if self.spent is None or investment is None else self.spent - investment
        return more if more is not None and more > 0 else None

    @property
    def started_late(self) -> bool:
        """Whether the project was started after the first of its printed years, by a reported date."""
        start = self.project.start
        return (
            start is not None
            and self.started is True
            and self.start is not None
            and self.start.first.year > start
        )

    @property
    def filled(self) -> Fraction:
        """Which share of the project's bar in a Gantt chart is filled: the work done, else the money spent; 0 where neither is known."""
        if self.finished:
            return Fraction(1)
        known = self.share if self.share is not None else self.spent_share
        return min(known, Fraction(1)) if known is not None else Fraction(0)


def _over(number: Fraction | None, whole: Fraction | None) -> Fraction | None:
    return None if number is None or not whole else number / whole


def planned(project: Project, day: date) -> ProjectStatus:
    """Return the status of a project without progress data: only the share of its years that has passed."""
    if project.start is None or project.end is None:
        return ProjectStatus(project)
    return ProjectStatus(project, passed(project.start, project.end, day))


def stand(project: Project, rows: Iterable[Progress], day: date, band: Fraction) -> ProjectStatus:
    """Return a project's status on a day, by the rows about it; rows of later years are ignored."""
    known = sorted(
        (row for row in rows if (row.year or day.year) <= day.year), key=lambda row: row.year or day.year
    )
    known = [row for row in known if not row.empty]
    now = known[-1] if known and (known[-1].year or day.year) == day.year else None
    started, start = _started(known, now, day)
    finished, finish, by = _finished(known, now, day)
    plan = planned(project, day)
    found = ProjectStatus(
        project,
        plan.expected,
        started=True if finished else started,
        start=start,
        share=now.share if now else None,
        spent=_spent(known, now, finish.first if finish else by),
        finished=finished,
        finish=finish,
        latest=(known[-1].year or day.year) if known else None,
        note=now.note if now else None,
    )
    state, lack = _state(found, day, band, now is not None)
    timing = _timing(project, finish, by) if state is ProjectState.DONE else None
    return replace(found, state=state, lack=lack, timing=timing)


def _has_happened(moment: Moment, day: date) -> bool:
    """Return whether an event of this date had happened by a day; a month or year counts once it has begun."""
    return moment.first <= day


def _started(known: Sequence[Progress], now: Progress | None, day: date) -> tuple[bool | None, Moment | None]:
    """Return whether and when the project was started (None: unknown).

    A reported start holds from then on; that there was none yet holds only for the row's own year.
    """
    for row in reversed(known):
        if row.start is not None:
            return (True, row.start) if _has_happened(row.start, day) else (False, None)
    if any(row.started or row.finished or (row.share is not None and row.share > 0) for row in known):
        return True, None
    return (now.started if now else None), None


def _finished(
    known: Sequence[Progress], now: Progress | None, day: date
) -> tuple[bool | None, Moment | None, date | None]:
    """Return whether and when the project was finished (None: unknown), and a day by which it was.

    A project at 100% is finished where no row says that it isn't.
    """
    for row in reversed(known):
        if row.finish is not None:
            return (True, row.finish, None) if _has_happened(row.finish, day) else (False, None, None)
    for row in known:
        if row.finished or (row.share == 1 and row.finished is None):
            return True, None, min(year_end(row.year or day.year), day)
    return (now.finished if now else None), None, None


def _spent(known: Sequence[Progress], now: Progress | None, until: date | None) -> Fraction | None:
    """Return the money spent, in 万元, by the year's own row; for a finished project also by a later row. None where unknown."""
    if now is not None and now.spent is not None:
        return now.spent
    since = [
        row.spent for row in known if until is not None and row.year is not None and row.year >= until.year
    ]
    return next((spent for spent in reversed(since) if spent is not None), None)


def _state(
    found: ProjectStatus, day: date, band: Fraction, current: bool
) -> tuple[ProjectState, ProjectLack | None]:
    project = found.project
    if found.finished:
        return ProjectState.DONE, None
    if project.start is None or project.end is None:
        return ProjectState.UNKNOWN, ProjectLack.NO_YEARS
    over = day >= year_end(project.end)
    if over and (found.finished is False or found.started is False or found.share is not None):
        return ProjectState.OVERDUE, None
    if found.started is False:
        return (ProjectState.LATE_START if day >= year_end(project.start) else ProjectState.NOT_DUE), None
    if day.year < project.start and found.started is None and not found.share:
        return ProjectState.NOT_DUE, None
    return _on_the_way(found, band, over) if current else (ProjectState.UNKNOWN, ProjectLack.NO_DATA)


def _on_the_way(found: ProjectStatus, band: Fraction, over: bool) -> tuple[ProjectState, ProjectLack | None]:
    """Return the state of a project under construction: the shares of work and of money against the time.

    The worse of the two counts, and both must be ahead for the project to be ahead. `over`: its last year has
    passed.
    """
    assert found.expected is not None
    gaps = [made - found.expected for made in (found.share, found.spent_share) if made is not None]
    if not gaps:
        return ProjectState.UNKNOWN, ProjectLack.NO_PROGRESS
    if min(gaps) < -band:
        return ProjectState.BEHIND, None
    if over:
        return ProjectState.UNKNOWN, ProjectLack.NO_END
    return (ProjectState.AHEAD if min(gaps) >= band else ProjectState.ON_SCHEDULE), None


def _timing(project: Project, finish: Moment | None, by: date | None) -> Timing | None:
    """Return whether the project was finished early, on time or late; None where the date leaves that open."""
    end = project.end
    if end is None:
        return None
    if finish is not None and finish.first > year_end(end):
        return Timing.LATE
    last = finish.last if finish is not None else by
    if last is None or last > year_end(end):
        return None
    return Timing.EARLY if last.year < end else Timing.ON_TIME
