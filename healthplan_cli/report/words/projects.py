"""The words of reports on projects: states, amounts, remarks, the sentences of the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text, percent_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import AHEAD, BEHIND, MET, MISSED, ON_TRACK, UNKNOWN
from healthplan_cli.views.projects import (
    Money,
    ProjectLack,
    ProjectsReport,
    ProjectState,
    ProjectStatus,
    Timing,
)

STATE_WORDS = {
    ProjectState.DONE: tr("已完工"),
    ProjectState.AHEAD: tr("快于序时"),
    ProjectState.ON_SCHEDULE: tr("正常"),
    ProjectState.NOT_DUE: tr("未到开工时间"),
    ProjectState.BEHIND: tr("滞后"),
    ProjectState.LATE_START: tr("应开工未开工"),
    ProjectState.OVERDUE: tr("逾期未完工"),
    ProjectState.UNKNOWN: tr("无法判定"),
}
STATE_SIGNS = dict(zip(STATE_WORDS, "✓⇡⇢-⇣!✗?", strict=True))
PLAIN_STATE_SIGNS = dict(zip(STATE_WORDS, "+^>-v!x?", strict=True))
# A project's state in the tones of the indicators' classes; one that isn't due has none.
STATE_TONES = {
    ProjectState.DONE: MET,
    ProjectState.AHEAD: AHEAD,
    ProjectState.ON_SCHEDULE: ON_TRACK,
    ProjectState.BEHIND: BEHIND,
    ProjectState.LATE_START: MISSED,
    ProjectState.OVERDUE: MISSED,
    ProjectState.UNKNOWN: UNKNOWN,
}
TIMING_WORDS = {
    Timing.EARLY: tr("提前完工"),
    Timing.ON_TIME: tr("按期完工"),
    Timing.LATE: tr("逾期完工"),
}
NOTHING = "—"


def state_words(row: ProjectStatus) -> str:
    """Return a project's state; empty without a progress sheet."""
    if row.state is None:
        return ""
    return TIMING_WORDS[row.timing] if row.timing else STATE_WORDS[row.state]


def amount_text(number: Fraction | None) -> str:
    """Return an amount in 万元 with at most two decimals; a dash for None."""
    if number is None:
        return NOTHING
    return decimal_text(number, None if number.denominator == 1 else 2)


def share_text(share: Fraction | None, limits: Sequence[Fraction] = ()) -> str:
    """Return a share as a percentage, not rounded onto or over any of the `limits`; a dash for None."""
    return NOTHING if share is None else percent_text(share, limits)


def done_text(row: ProjectStatus, band: Fraction) -> str:
    """Return how much of the work (else of the money) is done; never rounded across an edge of the band."""
    limits = () if row.expected is None else (row.expected - band, row.expected + band)
    if row.share is not None:
        return share_text(row.share, limits)
    if row.finished:
        return "100%"
    return share_text(row.spent_share, limits)


def named(row: ProjectStatus) -> str:
    """Return a project by its number and name."""
    return f"{row.project.no}. {row.project.name}"


def remarks(row: ProjectStatus, report: ProjectsReport, dated: bool = True) -> Iterator[str]:
    """Yield remarks beside a project's state, last its sheet's note; `dated`: with the day it was finished, where no column has it."""
    end, period = row.project.end, report.plan.period
    lack = lack_words(row)
    if lack:
        yield lack
    if row.state is ProjectState.OVERDUE and row.started is False:
        yield tr("尚未开工")
    if row.state is ProjectState.NOT_DUE and row.project.start == report.year and row.started is False:
        yield tr("本年内应开工")
    if row.started_late and row.start is not None and row.project.start is not None:
        yield tr("{start} 开工，晚于规划的 {year} 年", start=row.start.text, year=row.project.start)
    if row.finish is not None and dated:
        yield tr("{finish} 竣工", finish=row.finish.text)
    if row.beyond is not None:
        yield tr("超出总投资 {more} 万元", more=amount_text(row.beyond))
    if row.state in _MEASURED and (row.share is None or row.spent_share is None):
        yield tr("按完成投资判断") if row.share is None else tr("缺少完成投资，按形象进度判断")
    if end is not None and end > period.end:
        yield tr("完工年在规划期末之后")
    if row.note:
        yield row.note


_MEASURED = (ProjectState.AHEAD, ProjectState.ON_SCHEDULE, ProjectState.BEHIND)


def lack_words(row: ProjectStatus) -> str:
    """Return why a project's state is unknown; empty where it is known."""
    match row.lack:
        case ProjectLack.NO_DATA:
            return (
                tr("缺少当年数据（最近的是 {year} 年）", year=row.latest)
                if row.latest
                else tr("缺少进度数据")
            )
        case ProjectLack.NO_PROGRESS:
            return tr("缺少形象进度和完成投资")
        case ProjectLack.NO_END:
            return tr("已到完工年，未报是否竣工")
        case ProjectLack.NO_YEARS:
            return tr("规划未列年限")
    return ""


# ── the head and the sums ──


def subtitle(report: ProjectsReport) -> str:
    """Return until when the report goes, and its convention."""
    if report.given is None:
        return tr("按规划的安排，未报进度；年限和投资照规划，截至 {year} 年年末。", year=report.year)
    return tr("截至 {day}。{pace}。", day=until(report), pace=pace_words(report))


def until(report: ProjectsReport) -> str:
    """Return the last day that the report covers, in words."""
    return tr("{year} 年年末", year=report.year) if report.whole_year else report.day.isoformat()


def pace_words(report: ProjectsReport) -> str:
    """Return how a project's time elapsed is counted, and how far progress may be from it and still be on schedule."""
    return tr(
        "序时进度为规划列出的年限已过去的部分；形象进度和完成投资与序时进度相差 {band} 个百分点以内为“正常”，低于此的为“滞后”",
        band=percent_text(report.band).rstrip("%"),
    )


def warning(report: ProjectsReport) -> str:
    """Return the warning that the data are made up, where the file says so; else empty."""
    made_up = report.given is not None and report.given.illustrative
    return tr("注意：数据文件标明为示例数据，不是真实数值。") if made_up else ""


def summary(report: ProjectsReport) -> Iterator[str]:
    """Yield the number of projects, their investment, and the totals that the document prints."""
    total = report.total
    yield tr(
        "重大项目 {count} 项，总投资 {sum} 万元{printed}。",
        count=total.count,
        sum=amount_text(total.investment),
        printed=_printed(report),
    )
    if report.given is not None:
        yield tr("{states}。", states=states_text(report.rows))
        yield money_text(total)
    beyond = report.beyond_period
    if beyond:
        yield tr(
            "完工年在规划期末（{end} 年）之后的 {count} 项：{numbers}。",
            end=report.plan.period.end,
            count=len(beyond),
            numbers=numbers(beyond),
        )
    over = report.over_budget
    if over:
        shown = tr("、").join(
            tr("{name}（超 {more} 万元）", name=named(row), more=amount_text(row.beyond)) for row in over
        )
        yield tr("完成投资超出总投资的 {count} 项：{shown}。", count=len(over), shown=shown)


def _printed(report: ProjectsReport) -> str:
    printed = report.plan.projects_total
    if printed is None:
        return ""
    parts = []
    total = report.total
    for shown, found, text in (
        (printed.count, Fraction(total.count), tr("规划列出的项数 {number}")),
        (printed.investment, total.investment, tr("规划列出的合计 {number} 万元")),
    ):
        if shown is not None:
            number = amount_text(Fraction(shown))
            same = (
                tr("，一致") if shown == found else tr("，相差 {more}", more=amount_text(abs(found - shown)))
            )
            parts.append(text.format(number=number) + same)
    return tr("（{parts}）", parts=tr("；").join(parts)) if parts else ""


def states_text(rows: Sequence[ProjectStatus]) -> str:
    """Return how many projects are in each state."""
    counts = {state: sum(row.state is state for row in rows) for state in STATE_WORDS}
    return tr("、").join(
        tr("{status} {count} 项", status=STATE_WORDS[state], count=count)
        for state, count in counts.items()
        if count
    )


def money_text(total: Money) -> str:
    """Return the spending of the projects that report it, against time, and how many don't report it."""
    if not total.known:
        return tr("各项均缺少完成投资，无从与序时进度相比。")
    lacking = tr("；另有 {count} 项缺少完成投资，不在内", count=total.lacking) if total.lacking else ""
    return tr(
        "{known} 项报有完成投资，共 {spent} 万元，占其总投资 {sum} 万元的 {share}；按序时进度应完成 {expected} 万元（{expected_share}）{lacking}。",
        spent=amount_text(total.spent),
        known=total.known,
        sum=amount_text(total.known_investment),
        share=share_text(total.spent_share),
        expected=amount_text(total.known_expected),
        expected_share=share_text(total.expected_share),
        lacking=lacking,
    )


def numbers(rows: Sequence[ProjectStatus]) -> str:
    """Return the numbers of the projects, one after the other."""
    return tr("、").join(row.project.no for row in rows)


def listings(report: ProjectsReport) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (heading, projects) of what is due and what is late; apart from the two headings of the year, only those with projects."""
    given = report.given is not None
    for head, rows in due_of_year(report):
        shown = tuple(_with(row, state_words(row) if given else "") for row in rows)
        yield tr("{head}：{count} 项", head=head, count=len(rows)), shown
    for head, rows in late_groups(report):
        shown = tuple(_with(row, _late(row, report)) for row in rows)
        yield tr("{head}：{count} 项", head=head, count=len(rows)), shown


def due_of_year(report: ProjectsReport) -> tuple[tuple[str, tuple[ProjectStatus, ...]], ...]:
    """Return the projects to be started and those to be finished in the year, under their headings."""
    return (
        (tr("{year} 年应开工", year=report.year), report.due_start),
        (tr("{year} 年应完工", year=report.year), report.due_finish),
    )


def late_groups(report: ProjectsReport) -> tuple[tuple[str, tuple[ProjectStatus, ...]], ...]:
    """Return the groups of projects that are late in some way, without empty ones."""
    groups = (
        (tr("应开工未开工"), report.not_started),
        (tr("开工晚于规划"), report.started_late),
        (tr("逾期未完工"), report.of(ProjectState.OVERDUE)),
        (tr("滞后"), report.of(ProjectState.BEHIND)),
    )
    return tuple(group for group in groups if group[1])


def _with(row: ProjectStatus, words: str) -> str:
    return tr("{name}（{words}）", name=named(row), words=words) if words else named(row)


def _late(row: ProjectStatus, report: ProjectsReport) -> str:
    """Return a project's years, its progress and the progress expected."""
    parts = [row.project.years or NOTHING]
    if row.share is not None:
        parts.append(tr("形象进度 {share}", share=done_text(row, report.band)))
    if row.spent_share is not None:
        parts.append(tr("完成投资 {share}", share=share_text(row.spent_share)))
    if row.expected is not None and len(parts) > 1:
        parts.append(tr("序时进度 {share}", share=share_text(row.expected)))
    if row.started_late and row.start is not None:
        parts.append(tr("{start} 开工", start=row.start.text))
    return tr("，").join(parts)


SPREAD = tr("规划未列分年投资，各年投资按每项总投资在其年限内平均分摊推算。")
AS_PRINTED = tr("单位名称照规划，写法不同的分开合计。")
