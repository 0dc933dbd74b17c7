"""The evaluation of a plan on a page: the counts, what needs attention, the table with filters, each row's chart and proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import STATUS_BADGES, Badge, badge_of, counted
from healthplan_cli.evaluation.gate import GateOutcome
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Nature, Note, Report, Result, Status
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.charts.paths import part_of, path_of
from healthplan_cli.report.document import (
    Block,
    Facet,
    Folded,
    Heading,
    Item,
    Items,
    Paragraph,
    Part,
    Picture,
    Role,
    Row,
    Table,
    Tile,
    Tiles,
)
from healthplan_cli.report.documents.facets import facets_of, search_words, tags_of
from healthplan_cli.report.documents.page_changes import changed, earlier_words
from healthplan_cli.report.documents.page_commitments import commitments
from healthplan_cli.report.documents.rows import (
    cells,
    conventions,
    folded_proof,
    linked_item,
    meanings,
)
from healthplan_cli.report.documents.working_papers import bases, lacks
from healthplan_cli.report.words.commitments import listed
from healthplan_cli.report.words.counts import met_text, note_counts_text, rate_text
from healthplan_cli.report.words.gateline import answer_line
from healthplan_cli.report.words.glosses import place_words
from healthplan_cli.report.words.notes import only_words, remarks, waiver_text
from healthplan_cli.report.words.remarks import row_remarks
from healthplan_cli.report.words.titles import review_title
from healthplan_cli.views.reviewed_plan import Reviewed

_GRAVEST = (Status.MISSED, Status.BEHIND, Status.UNKNOWN)
_GATES = {
    GateOutcome.FAIL: Role.FAILING,
    GateOutcome.INCOMPLETE: Role.OPEN,
    GateOutcome.PASS: Role.PASSING,
}


def page(reviewed: Reviewed, look: Look) -> Part:
    """Return the page of one plan."""
    return Part(tr("规划指标核验"), tuple(_blocks(reviewed, look)))


def _blocks(reviewed: Reviewed, look: Look) -> Iterator[Block]:
    report = reviewed.report
    shown = [result for result in report.results if not look.only or result.status in look.only]
    promised = listed(report, replace(look, all=True))
    yield Heading(review_title(report), 1)
    yield Paragraph(conventions(report), role=Role.REMARK)
    if issued := _issued(report):
        yield Paragraph(issued, role=Role.REMARK)
    if report.illustrative:
        yield Paragraph(tr("注意：数据文件标明为示例数据，不是真实数值。"), role=Role.WARNING)
    yield Heading(tr("概况"))
    yield Tiles(tuple(_tiles(report)))
    yield Tiles(tuple(_rates(report)))
    if said := note_counts_text(report.results):
        yield Paragraph(said, role=Role.REMARK)
    if answer := answer_line(reviewed.gate):
        yield Paragraph(answer, role=_GATES[reviewed.gate.outcome])
    yield from _attention(report, shown)
    yield Heading(tr("指标表"))
    yield _table(reviewed, shown, (*shown, *promised))
    if report.commitments is not None:
        yield from commitments(reviewed, promised, look)
    yield from _below(report, look, (*shown, *promised))
    yield Folded(tr("核验底稿：依据"), (bases(reviewed), *lacks(reviewed)))


def _issued(report: Report) -> str:
    issued = dict(report.plan.issued)
    parts = [report.plan.region_name, issued.get("number"), issued.get("by"), issued.get("date")]
    return tr("，").join(part for part in parts if part)


# ── the counts ──


def _tiles(report: Report) -> Iterator[Tile]:
    """Yield the numbers of the summary: all rows, and those in each class, each by nature."""
    by_nature = report.by_nature
    totals = [(nature, counts.total) for nature, counts in by_nature]
    yield Tile(str(report.tally.total), tr("全部指标"), _split(totals))
    for badge, count in counted(report.results):
        mine = [result.nature for result in report.results if badge_of(result) is badge]
        split = _split([(nature, mine.count(nature)) for nature, _ in by_nature])
        yield Tile(str(count), badge.words, split, badge.sign, badge.tone)


def _split(counts: Sequence[tuple[Nature, int]]) -> str:
    """Return the parts of a number by nature: 约束性 3，预期性 5."""
    return tr("，").join(f"{NATURE_WORDS[nature]} {count}" for nature, count in counts if count)


def _rates(report: Report) -> Iterator[Tile]:
    """Yield both rates of attainment, as either alone would hide the rows that couldn't be judged."""
    tally, aside = report.tally, met_text(report.results)
    met = tally.of(Status.MET)
    for rate, of, words in (
        (tally.rate_all, tally.total, tr("达标率（占全部指标）")),
        (tally.rate_judged, tally.judged, tr("达标率（占能判定的指标）")),
    ):
        yield Tile(rate_text(rate), words, f"{met}/{of}{aside}")


# ── what needs attention ──


def _attention(report: Report, results: Sequence[Result]) -> Iterator[Block]:
    """Yield what needs attention: missed, behind and unknown rows (by what they lack), waivers, changes."""
    yield Heading(tr("需要关注"))
    items = tuple(_findings(results))
    yield Items(items) if items else Paragraph(tr("没有未达标、滞后或无法判定的指标。"))
    waived = [result for result in results if result.waiver]
    if waived:
        yield Heading(tr("已豁免"))
        yield Items(
            tuple(linked_item(badge_of(one), (one,), waiver_text(one, named=False)) for one in waived)
        )
    if report.changes is not None:
        yield from changed(report, report.changes)


def _findings(results: Sequence[Result]) -> Iterator[Item]:
    held = [result for result in results if result.waiver is None]
    held.sort(key=lambda result: result.nature is not Nature.BINDING)
    for status in _GRAVEST:
        groups: dict[str, list[Result]] = {}
        for result in held:
            if result.status is status:
                alone = "" if status is Status.UNKNOWN else result.id
                groups.setdefault(result.message + alone, []).append(result)
        for members in groups.values():
            yield linked_item(
                STATUS_BADGES[status] if status is Status.UNKNOWN else badge_of(members[0]), members
            )


# ── the table ──


def _table(reviewed: Reviewed, results: Sequence[Result], judged: Sequence[Result]) -> Table:
    columns = (
        Column("no", tr("序号"), align=Align.RIGHT, drop=1),
        Column("name", tr("指标"), align=Align.LEFT),
        Column("unit", tr("单位"), drop=1),
        Column("nature", tr("性质"), drop=1),
        Column("baseline", tr("基期"), numeric=True, drop=1),
        Column("target", tr("目标"), numeric=True),
        Column("actual", tr("实际"), numeric=True),
        Column("progress", tr("进度"), align=Align.LEFT, drop=1),
        Column("status", tr("状态"), align=Align.LEFT),
        Column("remarks", tr("备注"), align=Align.LEFT, drop=1),
    )
    report, facets = reviewed.report, facets_of(judged)
    said = meanings(results)
    rows = (
        _row(reviewed, part, result, facets, said)
        for result in results
        for part in (result, *result.components)
    )
    key = tr("完成进度＝（实际－基期）÷（目标－基期）；基期已达到目标的，写“保持”或“未保持”。")
    bars = tr(
        "条：完成进度，满格是目标，超过的伸出右端，劣于基期的伸出左端；竖线：序时进度；浅底：符合预期的范围。点指标名看它的路径和依据。"
    )
    end = tr("条：完成进度，满格是目标，超过的伸出右端，劣于基期的伸出左端。点指标名看它的路径和依据。")
    notes = (bars if report.conventions.year < report.plan.period.end else end, key)
    return Table(columns, tuple(rows), notes=notes, facets=facets, cards=tr("各项指标的路径和依据"))


def _row(
    reviewed: Reviewed, part: Result, result: Result, facets: Sequence[Facet], said: dict[Note, str]
) -> Row:
    report, whole = reviewed.report, part is result
    told = Cell(tr("；").join(dict.fromkeys(row_remarks(part, report))))
    _, *found, status = cells(report, part, result, said)
    found.append(replace(status, below=earlier_words(report, result)) if whole else status)
    row = (Cell(result.no if whole else ""), *found, told)
    if not whole:
        return Row(row, result.category or "", part=True, anchor=result.id)
    return Row(
        row,
        result.category or "",
        anchor=result.id,
        tags=tags_of(result, facets),
        search=search_words(reviewed, result),
        details=tuple(_details(reviewed, result)),
    )


def _details(reviewed: Reviewed, result: Result) -> Iterator[Block]:
    """Yield a row's place in the plan, its chart or those of its components, its message, its proofs."""
    indicator = reviewed.report.plan.find(result.id)
    parts = [NATURE_WORDS[result.nature], result.unit]
    parts += [tr("责任单位：{responsible}", responsible=result.responsible)] if result.responsible else []
    parts += [tr("规划出处：{source}", source=place_words(indicator.source))] if indicator.source else []
    yield Paragraph(" · ".join(filter(None, parts)), role=Role.REMARK)
    for part in result.components or (result,):
        badge = badge_of(part, result)
        if part is not result:
            yield Paragraph(f"{badge.sign} {badge.words}", f"{part.name}　", Role.SUBTITLE)
        yield _picture(reviewed, result, part, badge)
        yield Paragraph(part.message)
    remarks = tr("；").join(dict.fromkeys(row_remarks(result, reviewed.report)))
    if remarks and result.status is not Status.UNKNOWN:
        yield Paragraph(remarks, role=Role.REMARK)
    yield folded_proof(reviewed, result)


def _picture(reviewed: Reviewed, result: Result, part: Result, badge: Badge) -> Picture:
    report, year = reviewed.report, reviewed.report.conventions.year
    component = None if part is result else part.id
    row = part_of(report.plan.find(result.id).in_force(year), part, component)
    path = path_of(report, part, reviewed.traces[result.id, component], row)
    return Picture(path, badge.tone, f"{badge.sign} {badge.words}")


# ── below ──


def _below(report: Report, look: Look, judged: Sequence[Result]) -> Iterator[Block]:
    """Yield the remarks on single rows, and the sources."""
    notes = list(dict.fromkeys(remarks(report.results)))
    if look.only:
        notes.insert(0, only_words(look.only))
    if notes:
        yield Heading(tr("说明"))
        yield Items(tuple(map(Item, notes)))
    sources = tuple(map(Item, _sources(judged)))
    if sources:
        yield Heading(tr("数据来源"))
        yield Items(sources)


def _sources(judged: Sequence[Result]) -> Iterator[str]:
    """Yield each source with the numbers of the rows whose values it gave."""
    said: dict[str, list[str]] = {}
    for result in judged:
        for part in result.components or (result,):
            if part.actual is not None and part.actual.source:
                numbers = said.setdefault(part.actual.source, [])
                numbers += [result.no] if result.no not in numbers else []
    for source, numbers in said.items():
        yield tr("{source}：第 {numbers} 项", source=source, numbers=tr("、").join(numbers))
