"""Every year of every indicator as a Document: the years side by side with their classes, and remarks on each row."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import BADGES, badge_of
from healthplan_cli.evaluation.messages import value_text
from healthplan_cli.language.names import shown_category, shown_name
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column, Spill
from healthplan_cli.report.document import (
    Block,
    Density,
    Document,
    Heading,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
)
from healthplan_cli.report.documents.glance import (
    MANY,
    glance_table,
    glance_title,
    glance_years,
    is_judged,
    pictures,
    shown_rows,
    spans,
)
from healthplan_cli.report.words.conventions import band_words
from healthplan_cli.report.words.sparkline import BLOCKS, PLAIN_BLOCKS, chart
from healthplan_cli.report.words.titles import cited
from healthplan_cli.report.words.trends import ONLY_A_LINE, sentences, summary, target_words
from healthplan_cli.units.words import unit_words
from healthplan_cli.views.trend import TrendRow as Trend
from healthplan_cli.views.trend import Trends, Year

_NOTHING = "—"


def trends(view: Trends, look: Look, medium: Medium) -> Document:
    """Return the document of a plan's years."""
    title = tr("{title}主要指标逐年走势", title=cited(view.plan.title))
    if medium is Medium.DATA:
        parts: tuple[Part, ...] = (_part(_table(view, look, medium)),)
    elif medium is Medium.SCREEN:
        parts = (_part(*_whole(view, look, medium, 1)),)
    elif medium is Medium.BOOK:
        parts = tuple(_sheets(view, look))
    else:
        parts = (_glance(view, look, medium), _part(*_pages(view, look, medium)))
    return Document(view.plan.id, title, parts)


def _sheets(view: Trends, look: Look) -> Iterator[Part]:
    """Yield the sheets: the page at a glance, everything in one table, the line charts."""
    from healthplan_cli.report.documents.trend_charts import anchored, line_charts

    yield _glance(view, look, Medium.BOOK)
    blocks = _whole(view, look, Medium.BOOK, 2)
    yield _part(*(anchored(block, view) if isinstance(block, Table) else block for block in blocks))
    charts = line_charts(view)
    if charts is not None:
        yield charts


def _part(*blocks: Block) -> Part:
    return Part(tr("逐年走势"), blocks, wide=True)


def _whole(view: Trends, look: Look, medium: Medium, level: int) -> Iterator[Block]:
    """Yield everything in one table, with its explanations."""
    table = _table(view, look, medium)
    yield Heading(tr("{title}主要指标逐年走势", title=cited(view.plan.title)), level)
    yield from (Paragraph(text, role=Role.REMARK) for text in _about(view))
    told = (*_signs(table, look), *_marks(table), _columns_legend(look))
    yield Paragraph("  ".join(told), role=Role.REMARK)
    yield from _warning(view)
    yield table
    yield from map(Paragraph, summary(view))


def _glance(view: Trends, look: Look, medium: Medium) -> Part:
    """Return the page that shows all years at a glance."""

    def cell(row: Trend, year: int) -> Cell:
        return _cell(row, year, medium)

    def line(row: Trend) -> str:
        return _chart(row, view, look)

    table = glance_table(view, cell, line)
    drawn = tr("走势：实线是各年的数，虚线是各年应达到的数，浅色是符合预期的范围，菱形是目标")
    lettered = _columns_legend(look) if medium in (Medium.BOOK, Medium.PAPER) else ""
    told = (*_marks(table), drawn if medium is not Medium.BOOK else "", lettered)
    about = next(_about(view))
    blocks: list[Block] = [
        Heading(glance_title(view), 1 if medium is not Medium.BOOK else 2),
        Paragraph(about, role=Role.REMARK),
        Paragraph(tr("；").join(_signs(table, look)), role=Role.REMARK),
        *_warning(view),
        replace(table, notes=(tr("；").join(filter(None, told)),)),
    ]
    return Part(tr("各年一页看"), tuple(blocks), wide=len(glance_years(view)) > MANY, density=Density.GLANCE)


def _pages(view: Trends, look: Look, medium: Medium) -> Iterator[Block]:
    """Yield what follows the first page: the summary, the charts, the remarks on each row."""
    yield Heading(tr("总的情况"))
    yield from map(Paragraph, summary(view))
    yield from spans(view)
    beside = pictures(view)
    if beside is not None:
        yield beside
    yield Heading(tr("逐项说明"))
    yield from (Paragraph(text, role=Role.REMARK) for text in list(_about(view))[1:])
    yield _said(view)


def _said(view: Trends) -> Table:
    """Return a table with the remarks on each row that has data."""
    columns = (
        Column("category", tr("类别"), 10, merged=True),
        Column("no", tr("序号"), 6, Align.RIGHT),
        Column("name", tr("指标"), 28, Align.LEFT),
        Column("target", tr("目标"), 20, Align.LEFT),
        Column("said", tr("说明"), 60, Align.LEFT),
    )
    period, rows = view.plan.period, []
    for row in shown_rows(view):
        indicator, component = row.part.indicator, row.part.component
        texts = (
            shown_category(indicator.category) or "",
            "" if component else indicator.no,
            f"· {shown_name(component)}" if component else shown_name(indicator),
            target_words(row, period.end),
            tr("；").join(sentences(row, period.baseline)),
        )
        rows.append(Row(tuple(map(Cell, texts)), texts[0], component is not None))
    return Table(columns, tuple(rows))


def _warning(view: Trends) -> Iterator[Paragraph]:
    if view.illustrative:
        yield Paragraph(tr("注意：数据文件标明为示例数据，不是真实数值。"), role=Role.WARNING)


def _about(view: Trends) -> Iterator[str]:
    """Yield what the numbers and classes in the table are."""
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


def _signs(table: Table, look: Look) -> Iterator[str]:
    """Yield the meanings of the signs in the table."""
    cells = [cell for row in table.rows for cell in row.cells]
    used = {cell.sign for cell in cells if cell.sign}
    names: dict[str, list[str]] = {}
    for badge in BADGES:
        if badge.sign in used:
            names.setdefault(badge.mark(look.signs), []).append(badge.words)
    yield from (f"{sign} {tr('、').join(words)}" for sign, words in names.items())


def _marks(table: Table) -> Iterator[str]:
    """Yield the meanings of marks that stand in place of a value or after it."""
    cells = [cell for row in table.rows for cell in row.cells]
    texts = [cell.text for cell in cells]
    if _NOTHING in texts:
        yield tr("— 没有数") + tr("（后有记号的沿用以前的数）") * any(
            cell.text == _NOTHING and cell.sign for cell in cells
        )
    if any(text.endswith("*") for text in texts):
        yield tr("* 初步数")
    if any(text.endswith("!") for text in texts):
        yield tr("! 带有没有说明的记号")


def _columns_legend(look: Look) -> str:
    blocks = BLOCKS if look.signs else PLAIN_BLOCKS
    return tr("图：{blocks} 最低，{blocks2} 最高，| 后是目标", blocks=blocks[0], blocks2=blocks[-1])


def _table(view: Trends, look: Look, medium: Medium) -> Table:
    """Return a row for each indicator and component with data, and a column for each year from the baseline's."""
    years = view.years
    columns = (
        Column("category", tr("类别"), 10, merged=True),
        Column("no", tr("序号"), 6, Align.RIGHT),
        Column("name", tr("指标"), 28, Align.LEFT),
        Column("unit", tr("单位"), 8, Align.LEFT, drop=1, spill=Spill.NAME, most=8),
        Column("target", tr("目标"), 18, Align.LEFT, drop=2, spill=Spill.BELOW, least=16, most=28),
        *(Column(str(year), str(year), 10, numeric=True, serial=True, least=6, most=14) for year in years),
        *(_status_columns(view) if medium is Medium.DATA else ()),
        Column("chart", tr("图"), 10, Align.LEFT, drop=3, spill=Spill.BELOW, least=len(years) + 2, most=24),
        Column("said", tr("说明"), 44, Align.LEFT, below=True),
    )
    return Table(columns, tuple(_row(row, view, look, medium) for row in shown_rows(view)))


def _row(row: Trend, view: Trends, look: Look, medium: Medium) -> Row:
    indicator, component = row.part.indicator, row.part.component
    period, unit = view.plan.period, indicator.measure or indicator.unit or ""
    years = [_cell(row, year, medium) for year in view.years]
    years += [_status(row, year) for year in view.years[1:]] if medium is Medium.DATA else []
    cells = (
        Cell(shown_category(indicator.category) or ""),
        Cell("" if component else indicator.no),
        Cell(f"· {shown_name(component)}" if component else shown_name(indicator)),
        Cell("" if component else unit_words(unit)),
        Cell(target_words(row, period.end)),
        *years,
        Cell(_chart(row, view, look)),
        Cell(tr("；").join(sentences(row, period.baseline))),
    )
    return Row(cells, shown_category(indicator.category) or "", component is not None, unit)


def _cell(row: Trend, year: int, medium: Medium) -> Cell:
    """Return a year's cell: the value in the colour of its class; without a value —, in that of an older value carried over."""
    baseline = row.latest.baseline
    if baseline is not None and baseline.year == year:
        return Cell("" if row.split else baseline.text)
    item = next((item for item in row.years if item.year == year), None)
    if item is None or item.result is None:
        return Cell()
    judged = is_judged(item.result)
    known = item.result.actual or item.actual or row.split
    text = "" if row.split else _value(item)
    if not judged or not known:
        return Cell(text)
    badge = badge_of(item.result)
    if medium is Medium.DATA:
        return Cell(text)
    strong = medium is not Medium.SCREEN
    text = text or badge.sign * (medium is Medium.BOOK)
    return Cell(text, None, badge.tone, strong=strong, sign=badge.sign, plain=badge.plain)


def _status_columns(view: Trends) -> Iterator[Column]:
    """Yield a column of status words for each year that can be judged, for data without colours."""
    for year in view.years[1:]:
        yield Column(f"status{year}", tr("{year} 年状态", year=year))


def _status(row: Trend, year: int) -> Cell:
    result = next((item.result for item in row.years if item.year == year), None)
    return Cell(badge_of(result).words if result is not None else "")


def _value(item: Year) -> str:
    if item.actual is None or item.own is None:
        return _NOTHING
    return value_text(item.own, bare=True)


def _chart(row: Trend, view: Trends, look: Look) -> str:
    if row.split or len(row.points) < 2:
        return ""
    values = [row.points.get(year) for year in view.years if year <= view.conventions.year]
    return chart(values, row.need.goal if row.need else None, look.signs)
