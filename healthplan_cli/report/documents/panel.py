"""Many regions as a Document: each region's gate, the rows most missed, the distribution of values, a heat table of
regions and rows.
Screens and papers list the worst regions and count the rest; pages and workbooks have all.
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import BADGES
from healthplan_cli.evaluation.gate import GateOutcome
from healthplan_cli.panel.regions import unknown_codes
from healthplan_cli.panel.report import PanelReport
from healthplan_cli.panel.summary import PanelYear
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.document import (
    Block,
    Document,
    Folded,
    Heading,
    Item,
    Items,
    Paragraph,
    Part,
    Role,
    Table,
    Tile,
    Tiles,
)
from healthplan_cli.report.documents.panelcharts import panel_charts
from healthplan_cli.report.documents.panelheat import heat_table
from healthplan_cli.report.documents.paneltables import (
    failed_table,
    group_table,
    problem_table,
    region_table,
    row_table,
    verdict_table,
    year_table,
)
from healthplan_cli.report.documents.panelwords import (
    FEW,
    HEEDED,
    INVALID,
    SHOWN,
    names_of,
    outcome_words,
    outcomes_under,
    shortened,
    status_words,
    total_line,
    total_words,
)
from healthplan_cli.report.documents.working_papers import labelled
from healthplan_cli.report.words.conventions import band_words, exact_band_words
from healthplan_cli.report.words.gateline import policy_words
from healthplan_cli.report.words.titles import cited

MOST_RECORDS = 100_000  # of a workbook: more are for a database


def panel(report: PanelReport, look: Look, medium: Medium) -> Document:
    """Return the document of many regions."""
    ways = {Medium.BOOK: _book, Medium.PAGE: _page}
    parts = ways.get(medium, _paper)
    return Document(report.plan.id, _title(report), tuple(parts(report, look, medium)))


def _title(report: PanelReport) -> str:
    plans = report.plans.distinct
    if report.plans.common is None and len(plans) > 1:
        return tr("{count} 个地区各自的规划", count=len(report.values.regions))
    return tr("{title}各地区完成情况", title=cited(report.plan.title))


# ── what is said before the tables ──


def _told(report: PanelReport, medium: Medium) -> Iterator[Block]:
    """Yield what was judged and how, what couldn't be judged, the counts."""
    years = tr("、").join(str(year.year) for year in report.summary.years)
    yield Paragraph(
        tr(
            "{year} 年，{count} 个地区，{rows} 项指标；{band}。",
            year=years,
            count=len(report.values.regions) + len(report.values.invalid),
            rows=len(report.rows),
            band=band_words(report.conventions.band),
        )
    )
    if report.values.illustrative:
        yield Paragraph(tr("注意：数据文件标明为示例数据，不是真实数值。"), role=Role.WARNING)
    items = [
        Item(
            tr("{region}：{said}", region=region, said=problems[0].message),
            INVALID[1],
            INVALID[2],
            INVALID[3],
            label=INVALID[0],
        )
        for region, problems in list(report.values.invalid.items())[:SHOWN]
    ]
    more = len(report.values.invalid) - SHOWN
    if more > 0:
        items.append(Item(tr("另有 {count} 个地区数据有误", count=more)))
    nothing = report.values.without_data
    if nothing:
        words = tr("没有数据的地区 {count} 个：{names}", count=len(nothing), names=shortened(nothing))
        items.append(Item(words, "?", "?", label=tr("无法判定")))
    strange = [f"{region.label} {region.code}" for region in unknown_codes(report.values.regions)]
    if strange:
        names = shortened(strange, SHOWN if medium is Medium.SCREEN else len(strange))
        words = tr("代码不在区划代码表里的地区 {count} 个：{names}", count=len(strange), names=names)
        items.append(Item(words, "!", "!", label=tr("请核对")))
    if items:
        yield Items(tuple(items))


def _counts(report: PanelReport, year: PanelYear) -> Iterator[Block]:
    """Yield the counts of gates and of rows in a year."""
    words = outcome_words(report.policy, year.outcomes, len(report.values.invalid))
    yield Paragraph(tr("核验结论（{policy}）：{words}", policy=policy_words(report.policy), words=words))
    total = sum(year.counts.values())
    yield Paragraph(tr("逐项 {total} 项次：{counts}", total=total, counts=status_words(year.counts)))
    yield from _most_missed(report, year)


def _most_missed(report: PanelReport, year: PanelYear) -> Iterator[Block]:
    """Yield the rows that most regions miss or are behind with."""
    names = names_of(report)
    said = [
        tr("{name} {count}", name=names.get(row.id, row.id), count=row.late) for row in year.most_missed[:FEW]
    ]
    if said:
        yield Paragraph(tr("未达标、滞后的地区最多的：{names}", names=tr("，").join(said)))


def _heeded(report: PanelReport, year: PanelYear) -> Iterator[Block]:
    """Yield the notes on numbers and verdicts that should be checked, with the regions and rows."""
    names = names_of(report)
    for note, words in HEEDED.items():
        places = list(dict.fromkeys(year.notes.get(note, ())))
        said = [f"{region}·{names.get(id, id)}" for region, id in places]
        if said:
            yield Paragraph(
                tr("{words} {count} 处：{places}", words=words, count=len(said), places=shortened(said, FEW)),
                role=Role.REMARK,
            )


def _ways(report: PanelReport) -> Iterator[Block]:
    """Yield how many verdicts an engine computed and how many `evaluate` judged itself, and how many were checked again."""
    counts = report.verdicts.counts
    if counts.quick:
        words = tr(
            "逐项里 {quick} 项次由数据库按同样的规则算出，{exact} 项次逐项核验",
            quick=counts.quick,
            exact=counts.exact,
        )
        why = tr("，").join(f"{why.value} {count}" for why, count in counts.why.items())
        yield Paragraph(words + (tr("（{why}）", why=why) if why else ""), role=Role.REMARK)
    if report.checked:
        words = tr("另随机取 {count} 项次逐项核对，结论都相同。", count=report.checked)
        yield Paragraph(words, role=Role.REMARK)


def _legend(look: Look, year: PanelYear) -> Paragraph:
    """Return the meanings of the signs that the heat table has."""
    there = {one.badge.code for one in year.tally if one.component is None}
    said: dict[str, list[str]] = {}
    for badge in BADGES:
        if badge.code in there:
            said.setdefault(badge.mark(look.signs), []).append(badge.words)
    text = "  ".join(f"{sign} {tr('、').join(words)}" for sign, words in said.items())
    return Paragraph(text, role=Role.REMARK)


# ── forms ──


def _paper(report: PanelReport, look: Look, medium: Medium) -> Iterator[Part]:
    """Yield the report where there is little room: the worst regions, the rest counted; pictures on pages of paper before it."""
    year = report.summary.last
    blocks: list[Block] = [Heading(_title(report), 1), *_told(report, medium), *_counts(report, year)]
    if medium is Medium.PAPER:
        yield Part(tr("总的情况"), (*blocks, *panel_charts(report, year)))
        blocks = []
    if len(report.summary.years) > 1:
        blocks.append(year_table(report))
    if report.groups:
        blocks += [Heading(tr("按{by}汇总", by=_by(report))), group_table(report, year)]
    bad = [region for region in year.worst if region.gate.outcome is not GateOutcome.PASS or region.late]
    if bad:
        blocks += [Heading(tr("需要关注的地区")), failed_table(report, bad[:SHOWN])]
        if len(bad) > SHOWN:
            words = tr("另有 {count} 个地区有未达标、滞后或无法判定的，这里未列", count=len(bad) - SHOWN)
            blocks.append(Paragraph(words, role=Role.REMARK))
    blocks += [Heading(tr("各项指标")), row_table(report, year, look, medium)]
    blocks += [
        Heading(tr("各地区逐项判断")),
        heat_table(report, year, year.worst[:SHOWN], look, medium),
        _legend(look, year),
    ]
    blocks += _heeded(report, year)
    if medium is Medium.SCREEN:
        blocks += [*_ways(report), Paragraph(total_line(report), role=Role.CONCLUSION)]
    else:
        blocks.append(Paragraph(total_words(report), role=Role.CONCLUSION))
    yield Part(tr("各地区完成情况"), tuple(blocks), wide=True)
    if medium is Medium.PAPER:
        yield Part(tr("核验底稿"), (Heading(tr("核验底稿")), bases(report), *_ways(report)), wide=True)


def bases(report: PanelReport) -> Table:
    """Return the inputs and the conventions, for checking the report."""
    plans = (
        (tr("规划"), tr("{title}（SHA-256 {sha256}）", title=plan.title, sha256=plan.sha256))
        for plan in report.plans.distinct
    )
    band = tr("进度的约定"), exact_band_words(report.conventions.band)
    return labelled(tr("依据"), (*plans, band, (tr("结论"), total_line(report))))


def _page(report: PanelReport, look: Look, medium: Medium) -> Iterator[Part]:
    """Yield the page: summary, all regions with filters and all their rows, the rows."""
    year = report.summary.last
    blocks: list[Block] = [Heading(_title(report), 1), _tiles(report, year), *_told(report, medium)]
    blocks += list(_counts(report, year))
    if len(report.summary.years) > 1:
        blocks.append(year_table(report))
    if report.groups:
        blocks += [Heading(tr("按{by}汇总", by=_by(report))), group_table(report, year)]
    blocks += [Heading(tr("各地区")), heat_table(report, year, year.worst, look, medium), _legend(look, year)]
    blocks += [Heading(tr("各项指标")), row_table(report, year, look, medium), *panel_charts(report, year)]
    blocks += _heeded(report, year)
    blocks.append(Paragraph(total_words(report), role=Role.CONCLUSION))
    blocks.append(Folded(tr("核验底稿：依据"), (bases(report), *_ways(report))))
    yield Part(tr("各地区完成情况"), tuple(blocks), wide=True)


def _tiles(report: PanelReport, year: PanelYear) -> Tiles:
    total = len(year.regions) + len(report.values.invalid)
    tiles = [Tile(str(total), tr("地区"))]
    for outcome, (words, sign, _, tone) in outcomes_under(report.policy).items():
        tiles.append(Tile(str(year.outcomes[outcome]), words, sign=sign, tone=tone))
    if report.values.invalid:
        tiles.append(Tile(str(len(report.values.invalid)), INVALID[0], sign=INVALID[1], tone=INVALID[3]))
    return Tiles(tuple(tiles))


def _book(report: PanelReport, look: Look, medium: Medium) -> Iterator[Part]:
    """Yield the sheets: summary, regions, rows, a heat table for each year, verdicts, what couldn't be read."""
    year = report.summary.last
    blocks: list[Block] = [Heading(_title(report), 1), *_told(report, medium), *_counts(report, year)]
    if len(report.summary.years) > 1:
        blocks.append(year_table(report))
    if report.groups:
        blocks.append(group_table(report, year))
    blocks += [*_heeded(report, year), *_ways(report)]
    blocks.append(Paragraph(total_line(report), role=Role.CONCLUSION))
    yield Part(tr("汇总"), tuple(blocks), wide=True)
    charts = tuple(panel_charts(report, year))
    if charts:
        yield Part(tr("图"), charts)
    yield Part(tr("地区"), (region_table(report, year),), wide=True)
    yield Part(tr("指标"), (row_table(report, year, look, medium),), wide=True)
    for each in report.summary.years:
        name = tr("热力表") + (str(each.year) if len(report.summary.years) > 1 else "")
        yield Part(name, (heat_table(report, each, each.worst, look, medium), _legend(look, each)), wide=True)
    yield Part(tr("判定表"), tuple(_verdicts(report)), wide=True)
    if report.values.invalid:
        yield Part(tr("数据有误"), (problem_table(report),), wide=True)


def _verdicts(report: PanelReport) -> Iterator[Block]:
    table = verdict_table(report, MOST_RECORDS)
    if table is None:
        words = tr("判定表超过 {most} 行，没有放进来：请用 -o 判定.csv 或 -o 判定.parquet", most=MOST_RECORDS)
        yield Paragraph(words)
    else:
        yield table


def _by(report: PanelReport) -> str:
    return {"province": tr("省"), "city": tr("市")}.get(report.by, report.by)
