"""A report of projects as one page that needs nothing else, in the look of the evaluation report's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthplan_cli.projects import ProjectsReport, Standing, State, money, spread
from healthplan_cli.record import record
from healthplan_cli.reporters.htmlpage import PAGE_LANGUAGES, policy_of, templates
from healthplan_cli.reporters.projectsgantt import YEAR, Bar, bar, now
from healthplan_cli.reporters.projectstable import Table, tables
from healthplan_cli.reporters.projectwords import (
    STATE_SIGNS,
    STATE_TONES,
    STATE_WORDS,
    amount_text,
    done_text,
    listings,
    remarks,
    share_text,
    state_words,
    subtitle,
    summary,
    warning,
)
from healthplan_cli.speech import language, tr

_CODES = {state: STATE_TONES[state].name if state in STATE_TONES else state.value for state in STATE_WORDS}


@record(frozen=True, slots=True)
class Tile:
    """A number of the summary."""

    code: str
    sign: str
    words: str
    number: str
    aside: str = ""


@record(frozen=True, slots=True)
class Row:
    """A project in the chart; `said` is its bar in words, for those who don't see it."""

    anchor: str
    no: str
    name: str
    meta: str
    content: str
    bar: Bar | None
    said: str
    investment: str
    made: str
    expected: str
    code: str
    sign: str
    state: str
    remarks: str


@record(frozen=True, slots=True)
class View:
    """All that the page shows, in words."""

    title: str
    subtitle: str
    warning: str
    told: bool
    tiles: tuple[Tile, ...]
    summary: tuple[str, ...]
    years: range
    size: int
    grid: tuple[int, ...]
    now: str
    rows: tuple[Row, ...]
    listings: tuple[tuple[str, tuple[str, ...]], ...]
    tables: tuple[Table, ...]
    source: str


def projects_page(report: ProjectsReport) -> str:
    """The page."""
    pages = templates()
    style, script = (pages.get_template(name).render() for name in ("projects.css", "theme.js"))
    return pages.get_template("projects.html").render(
        it=_view(report),
        words=_words(),
        language=PAGE_LANGUAGES[language()],
        style=style,
        script=script,
        policy=policy_of(style, script),
    )


def _view(report: ProjectsReport) -> View:
    years = spread(report.rows)
    given = report.given
    return View(
        tr("{title}：重大项目", title=report.plan.title),
        subtitle(report),
        warning(report),
        given is not None,
        tuple(_tiles(report)),
        tuple(summary(report)),
        years,
        max(len(years), 1) * YEAR,
        tuple(order * YEAR for order in range(1, len(years))),
        now(years, report.day) if years else "0",
        tuple(_row(row, report, years, order) for order, row in enumerate(report.rows, 1)),
        tuple(listings(report)),
        tables(report)[1:],
        f"{given.input.path} (sha256 {given.input.sha256})" if given and given.input else "",
    )


def _tiles(report: ProjectsReport) -> Iterator[Tile]:
    total = report.total
    yield Tile(
        "", "", tr("项目"), str(total.count), tr("总投资 {sum} 万元", sum=amount_text(total.investment))
    )
    for state in STATE_WORDS:
        rows = report.of(state)
        if rows:
            aside = tr("总投资 {sum} 万元", sum=amount_text(money(rows).investment))
            yield Tile(_CODES[state], STATE_SIGNS[state], STATE_WORDS[state], str(len(rows)), aside)
    if total.known:
        aside = tr("照序时进度应为 {share}", share=share_text(total.expected_share))
        yield Tile("", "", tr("投资完成率"), share_text(total.spent_share), aside)


def _row(row: Standing, report: ProjectsReport, years: range, order: int) -> Row:
    project = row.project
    state = row.state or State.NOT_DUE
    meta = [project.responsible, project.kind, project.place]
    made, expected = done_text(row, report.band), share_text(row.expected)
    said = [project.years or tr("规划没有印年限")]
    if report.given is not None:
        said += [tr("完成 {made}", made=made), tr("应到 {expected}", expected=expected), state_words(row)]
    notes = [*remarks(row, report), *([row.note] if row.note else [])]
    return Row(
        f"project{order}",
        project.no,
        project.name,
        " · ".join(part for part in meta if part),
        project.content or "",
        bar(years, row) if years else None,
        tr("，").join(said),
        amount_text(project.investment),
        made,
        expected,
        _CODES[state] if row.state else "",
        STATE_SIGNS[state],
        state_words(row),
        tr("；").join(notes),
    )


def _words() -> Mapping[str, str]:
    """What the template says; it has no words of its own."""
    return {
        "kind": tr("规划重大项目"),
        "theme": tr("深色／浅色"),
        "summary": tr("概况"),
        "gantt": tr("横道图"),
        "done": tr("已完成的部分（按形象进度，没有的按投资）"),
        "planned": tr("规划的年限"),
        "now": tr("看到的那一天"),
        "no": tr("序号"),
        "project": tr("项目"),
        "investment": tr("投资（万元）"),
        "made": tr("完成"),
        "expected": tr("应到"),
        "state": tr("状态"),
        "content": tr("建设内容"),
        "due": tr("本年到期的和没有按时的"),
        "none": tr("没有"),
        "sources": tr("来源"),
    }
