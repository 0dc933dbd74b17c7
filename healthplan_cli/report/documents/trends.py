"""Every year of every indicator as a Document: the years side by side with their classes, what is said of each row."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import BADGES, badge_of
from healthplan_cli.evaluation.messages import value_text
from healthplan_cli.model import Reason
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column, Spill
from healthplan_cli.report.document import Block, Document, Heading, Paragraph, Part, Role, Row, Table
from healthplan_cli.report.words.conventions import band_words
from healthplan_cli.report.words.sparkline import BLOCKS, PLAIN_BLOCKS, chart
from healthplan_cli.report.words.titles import cited
from healthplan_cli.report.words.trends import ONLY_A_LINE, sentences, summary, target_words
from healthplan_cli.views.trend import TrendRow as Trend
from healthplan_cli.views.trend import Trends, Year

_NOTHING = "—"


def trends(view: Trends, look: Look, medium: Medium) -> Document:
    """Return the document of a plan's years."""
    title = tr("{title}主要指标逐年走势", title=cited(view.plan.title))
    table = _table(view, look, medium)
    blocks: list[Block]
    if medium is Medium.DATA:
        blocks = [table]
    else:
        level = 2 if medium is Medium.BOOK else 1
        blocks = [Heading(title, level), *(Paragraph(text, role=Role.REMARK) for text in _about(view))]
        blocks.append(Paragraph("  ".join(_legend(table, look)), role=Role.REMARK))
        if view.illustrative:
            blocks.append(Paragraph(tr("注意：数据文件标明为示例数据，不是真实数值。"), role=Role.WARNING))
        blocks += [table, *map(Paragraph, summary(view))]
    return Document(view.plan.id, title, (Part(tr("逐年走势"), tuple(blocks), wide=True),))


def _about(view: Trends) -> Iterator[str]:
    """Yield what the numbers and the classes are."""
    period = view.plan.period
    words = tr(
        "数据看到 {year} 年，基期 {baseline} 年，规划到 {end} 年。",
        year=view.conventions.year,
        baseline=period.baseline,
        end=period.end,
    )
    words += tr("每年的状态就是单独核验那一年的结论；")
    yield tr("{words}{band}。", words=words, band=band_words(view.conventions.band))
    if view.conventions.year >= period.end:
        yield tr("目标年已有数的，不再算还须变化多少，也不再推算。")
    if any(row.line for row in view.rows):
        words = tr("“照直线”指过基期和各年的数画一条最接近的直线（最小二乘），看它到目标年是多少：")
        yield tr("{words}{only_a_line}。", words=words, only_a_line=ONLY_A_LINE)


def _legend(table: Table, look: Look) -> Iterator[str]:
    """Yield the signs that are there."""
    cells = [cell for row in table.rows for cell in row.cells]
    used = {cell.sign for cell in cells if cell.sign}
    names: dict[str, list[str]] = {}
    for badge in BADGES:
        if badge.sign in used:
            names.setdefault(badge.mark(look.signs), []).append(badge.words)
    yield from (f"{sign} {tr('、').join(words)}" for sign, words in names.items())
    texts = [cell.text for cell in cells]
    if _NOTHING in texts:
        yield tr("— 没有数") + tr("（后有记号的沿用以前的数）") * any(
            cell.text == _NOTHING and cell.sign for cell in cells
        )
    if any(text.endswith("*") for text in texts):
        yield tr("* 初步数")
    if any(text.endswith("!") for text in texts):
        yield tr("! 带有没有说明的记号")
    blocks = BLOCKS if look.signs else PLAIN_BLOCKS
    yield tr("图：{blocks} 最低，{blocks2} 最高，| 后是目标", blocks=blocks[0], blocks2=blocks[-1])


def _table(view: Trends, look: Look, medium: Medium) -> Table:
    """Return a row for each indicator and component with data, with its baseline's year and every other as columns."""
    years = view.years
    columns = (
        Column("category", tr("类别"), 10, merged=True),
        Column("no", tr("序号"), 6, Align.RIGHT),
        Column("name", tr("指标"), 28, Align.LEFT),
        Column("unit", tr("单位"), 8, Align.LEFT, drop=1, spill=Spill.NAME, most=8),
        Column("target", tr("目标"), 18, Align.LEFT, drop=2, spill=Spill.BELOW, least=16, most=28),
        *(Column(str(year), str(year), 10, numeric=True, serial=True, least=6, most=14) for year in years),
        Column("chart", tr("图"), 10, Align.LEFT, drop=3, spill=Spill.BELOW, least=len(years) + 2, most=24),
        Column("said", tr("说明"), 44, Align.LEFT, below=True),
    )
    shown = [row for row in view.rows if row.has_data]
    return Table(columns, tuple(_row(row, view, look, medium) for row in shown))


def _row(row: Trend, view: Trends, look: Look, medium: Medium) -> Row:
    indicator, component = row.part.indicator, row.part.component
    period, unit = view.plan.period, indicator.measure or indicator.unit or ""
    years = (_cell(row, year, medium) for year in view.years)
    cells = (
        Cell(indicator.category or ""),
        Cell("" if component else indicator.no),
        Cell(f"· {component.name}" if component else indicator.name),
        Cell("" if component else unit),
        Cell(target_words(row, period.end)),
        *years,
        Cell(_chart(row, view, look)),
        Cell(tr("；").join(sentences(row, period.baseline))),
    )
    return Row(cells, indicator.category or "", component is not None, unit)


def _cell(row: Trend, year: int, medium: Medium) -> Cell:
    """Return a year's cell: the value with its class; — without a value, with the class of an older value that was carried."""
    baseline = row.latest.baseline
    if baseline is not None and baseline.year == year:
        return Cell("" if row.split else baseline.text)
    item = next((item for item in row.years if item.year == year), None)
    if item is None or item.result is None:
        return Cell()
    judged = item.result.reason not in (Reason.NO_TARGET, Reason.NO_DATA)
    known = item.result.actual or item.actual or row.split
    text = "" if row.split else _value(item)
    if not judged or not known:
        return Cell(text)
    badge = badge_of(item.result)
    if medium in (Medium.BOOK, Medium.DATA):
        return Cell(text, None, badge.tone, strong=True)
    return Cell(text, None, badge.tone, sign=badge.sign, plain=badge.plain)


def _value(item: Year) -> str:
    if item.actual is None or item.own is None:
        return _NOTHING
    return value_text(item.own, bare=True)


def _chart(row: Trend, view: Trends, look: Look) -> str:
    if row.split or len(row.points) < 2:
        return ""
    values = [row.points.get(year) for year in view.years if year <= view.conventions.year]
    return chart(values, row.need.goal if row.need else None, look.signs)
