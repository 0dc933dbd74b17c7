"""What a plan's part of the page shows, in order and in words: head, tiles, findings, rows, sources. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.badges import BADGES, STATUS_BADGES, Badge, badge_of, counted
from healthplan_cli.messages import STATUS_WORDS
from healthplan_cli.model import Nature, Report, Result, Status
from healthplan_cli.names import NATURE_WORDS
from healthplan_cli.numbers import percent_text
from healthplan_cli.record import record
from healthplan_cli.report import Look
from healthplan_cli.reporters.counts import met_text, note_counts_text, rate_text
from healthplan_cli.reporters.gateline import gate_line
from healthplan_cli.reporters.htmlpromises import Promises, promises_of
from healthplan_cli.reporters.htmlrows import Row, rows_of
from healthplan_cli.reporters.officetable import office_table
from healthplan_cli.reporters.remarks import MODE_WORDS, change_lines, remarks
from healthplan_cli.reviewed import Reviewed
from healthplan_cli.speech import tr

_GRAVEST = (Status.MISSED, Status.BEHIND, Status.UNKNOWN)


@record(frozen=True, slots=True)
class Tile:
    """A number of the summary."""

    badge: Badge | None
    number: str
    words: str
    aside: str


@record(frozen=True, slots=True)
class Finding:
    """Rows that need attention for one reason; `why` is empty where each has its own message."""

    badge: Badge
    why: str
    rows: tuple[Row, ...]

    @property
    def many(self) -> str:
        """How many rows, where there are more than two to name."""
        return tr("{count} 项", count=len(self.rows)) if len(self.rows) > 2 else ""


@record(frozen=True, slots=True)
class Section:
    """All that the page says of one plan."""

    anchor: str
    report: Report
    year: str
    about: tuple[str, ...]
    convention: str
    gate: str
    outcome: str
    tiles: tuple[Tile, ...]
    rates: tuple[Tile, ...]
    heed: str
    findings: tuple[Finding, ...]
    rows: tuple[Row, ...]
    kinds: tuple[tuple[str, str], ...]
    natures: tuple[tuple[str, str], ...]
    heads: dict[str, str]
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    sources: tuple[str, ...]
    promises: Promises | None = None

    @property
    def categories(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """The rows under their categories, in the plan's order; a category that comes again stands again."""
        found: list[tuple[str, list[Row]]] = []
        for row in self.rows:
            if not found or found[-1][0] != row.category:
                found.append((row.category, []))
            found[-1][1].append(row)
        return tuple((name, tuple(rows)) for name, rows in found)

    @property
    def category_names(self) -> tuple[str, ...]:
        """Each category once."""
        return tuple(dict.fromkeys(row.category for row in self.rows if row.category))

    @property
    def waived(self) -> tuple[Row, ...]:
        """The rows that leave was given for."""
        return tuple(row for row in self.rows if row.waiver)


def section(item: Reviewed, look: Look, order: int) -> Section:
    """A plan's part of the page."""
    report, anchor = item.report, f"plan{order}"
    table = office_table(report, look)
    rows = tuple(rows_of(item, table.lines, anchor))
    promises = promises_of(item, look, anchor)
    judged = [row.result for row in rows] + [one.result for one in (promises.all if promises else ())]
    natures = {result.nature for result in judged}
    return Section(
        anchor,
        report,
        str(report.conventions.year),
        tuple(_about(report)),
        _convention(report),
        gate_line(item.gate),
        "none" if item.gate.policy.name == "none" and not item.gate.policy.ids else item.gate.outcome,
        tuple(_tiles(report)),
        tuple(_rates(report)),
        note_counts_text(report.results),
        tuple(_findings(rows)),
        rows,
        tuple(_kinds(judged)),
        tuple((nature.name.lower(), NATURE_WORDS[nature]) for nature in Nature if nature in natures),
        {column.key: column.head for column in table.columns},
        tuple(_notes(report, look)),
        tuple(change_lines(report.changes)) if report.changes else (),
        tuple(_sources(report, judged)),
        promises,
    )


# ── the head ──


def _about(report: Report) -> Iterator[str]:
    plan, period, year = report.plan, report.plan.period, report.conventions.year
    yield tr(
        "{mode_words}：按 {year} 年的数据，对照 {end} 年目标（基期 {baseline} 年）",
        mode_words=MODE_WORDS[report.conventions.mode],
        year=year,
        end=period.end,
        baseline=period.baseline,
    )
    issued = dict(plan.issued)
    parts = [plan.region_name, issued.get("number"), issued.get("by"), issued.get("date")]
    if any(parts):
        yield tr("，").join(part for part in parts if part)


def _convention(report: Report) -> str:
    """How far the time is, and what counts as on track; nothing to say at the plan's end."""
    period, year = report.plan.period, report.conventions.year
    if year >= period.end:
        return ""
    band = percent_text(report.conventions.band).rstrip("%")
    return tr(
        "时间过了 {elapsed}；进度比它慢不超过 {band} 个、快不到 {band} 个百分点算符合预期（本工具的约定）",
        elapsed=percent_text(Fraction(year - period.baseline, period.end - period.baseline)),
        band=band,
    )


def _tiles(report: Report) -> Iterator[Tile]:
    """How many there are, and where they are; each by nature."""
    by_nature = report.by_nature
    totals = [(nature, counts.total) for nature, counts in by_nature]
    yield Tile(None, str(report.tally.total), tr("全部指标"), _split(totals))
    for badge, count in counted(report.results):
        mine = [result.nature for result in report.results if badge_of(result) is badge]
        split = [(nature, mine.count(nature)) for nature, _ in by_nature]
        yield Tile(badge, str(count), badge.words, _split(split))


def _split(counts: Sequence[tuple[Nature, int]]) -> str:
    """约束性 3，预期性 5: what a number is made of."""
    return tr("，").join(f"{NATURE_WORDS[nature]} {count}" for nature, count in counts if count)


def _rates(report: Report) -> Iterator[Tile]:
    """Both rates of attainment: one alone hides what couldn't be judged."""
    tally, aside = report.tally, met_text(report.results)
    met = tally.of(Status.MET)
    for rate, of, words in (
        (tally.rate_all, tally.total, tr("达标率（占全部指标）")),
        (tally.rate_judged, tally.judged, tr("达标率（占能判定的指标）")),
    ):
        yield Tile(None, rate_text(rate), words, f"{met}/{of}{aside}")


def _kinds(judged: Sequence[Result]) -> Iterator[tuple[str, str]]:
    """What can be filtered for: the statuses, each with all that is of it, then the closer classes and what is waived."""
    badges = {badge_of(result).code for result in judged}
    statuses = {result.status for result in judged}
    for status, badge in STATUS_BADGES.items():
        if status in statuses:
            yield status.value, f"{badge.sign} {badge.words}"
    for badge in BADGES:
        if badge.code in badges and badge.code != badge.status.value and not badge.waived:
            yield badge.code, f"{badge.sign} {badge.words}"
    waived = next((badge for badge in BADGES if badge.waived and badge.code in badges), None)
    if waived is not None:
        yield "waived", f"{waived.sign} {tr('已豁免')}"


def _notes(report: Report, look: Look) -> Iterator[str]:
    """How the numbers are to be read, and what stands beside single ones."""
    yield tr("完成进度＝（实际－基期）÷（目标－基期）；基期已达到目标的，写“保持”或“未保持”。")
    if look.only:
        words = tr("、").join(STATUS_WORDS[status] for status in look.only)
        yield tr("本表只列判断为{words}的指标。", words=words)
    yield from dict.fromkeys(remarks(report.results))


# ── what needs attention, sources ──


def _findings(rows: Sequence[Row]) -> Iterator[Finding]:
    """Missed, behind, unknown; commitments first; the unknown ones by what they lack."""
    for status in _GRAVEST:
        found = [row for row in rows if row.result.status is status and not row.waiver]
        found.sort(key=lambda row: not row.binding)
        if status is not Status.UNKNOWN:
            yield from (Finding(row.whole.badge, "", (row,)) for row in found)
            continue
        groups: dict[str, list[Row]] = {}
        for row in found:
            groups.setdefault(row.result.message, []).append(row)
        yield from (
            Finding(STATUS_BADGES[status], message, tuple(group)) for message, group in groups.items()
        )


def _sources(report: Report, judged: Sequence[Result]) -> Iterator[str]:
    """The plan and the files by their content, and who has said what."""
    yield tr("规划：{title}（SHA-256 {sha256}）", title=report.plan.title, sha256=report.plan.sha256)
    for file in report.inputs:
        yield tr("数据：{path}（SHA-256 {sha256}）", path=file.path, sha256=file.sha256)
    said: dict[str, list[str]] = {}
    for result in judged:
        for part in result.components or (result,):
            if part.actual is not None and part.actual.source:
                numbers = said.setdefault(part.actual.source, [])
                numbers += [result.no] if result.no not in numbers else []
    for source, numbers in said.items():
        yield tr("{source}：第 {numbers} 项", source=source, numbers=tr("、").join(numbers))
