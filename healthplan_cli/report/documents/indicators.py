"""规划主要指标完成情况表: the table of indicators in evaluations on paper, in sheets and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from healthplan_cli.base.exact_format import percent_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import badge_of
from healthplan_cli.evaluation.messages import value_text
from healthplan_cli.language.names import NATURE_WORDS, without_among
from healthplan_cli.model import Approx, Report, Result
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Row, Table
from healthplan_cli.report.words.cells import (
    NOTHING,
    baseline_text,
    clean,
    elapsed_share,
    gap_text,
    progress_share,
    progress_text,
    target_text,
)
from healthplan_cli.report.words.glosses import plan_words
from healthplan_cli.report.words.notes import only_words
from healthplan_cli.report.words.remarks import row_remarks
from healthplan_cli.report.words.titles import cited
from healthplan_cli.units.words import unit_words


def indicator_table(report: Report, look: Look) -> Table:
    """Return the table of a report's indicators, with the rows that the look asks for."""
    shown = [result for result in report.results if not look.only or result.status in look.only]
    columns = indicator_columns(report, any(result.category for result in shown))
    rows = tuple(indicator_rows(report, shown, columns))
    title = tr("{name}主要指标完成情况表", name=cited(report.plan.title))
    return Table(columns, rows, title, tuple(_notes(report, look)))


def indicator_columns(report: Report, categories: bool = True) -> tuple[Column, ...]:
    """Return the columns of the table, with or without that of categories."""
    period, year = report.plan.period, report.conventions.year
    columns = (
        Column("category", tr("类别"), 10, merged=True),
        Column("no", tr("序号"), 6, numeric=True),
        Column("name", tr("指标"), 28, Align.LEFT),
        Column("unit", tr("单位"), 7),
        Column("nature", tr("属性"), 8),
        Column("baseline", tr("{year}年基期", year=period.baseline), 12, numeric=True),
        Column("target", tr("{year}年目标", year=period.end), 14, numeric=True),
        Column("actual", tr("{year}年实际", year=year), 12, numeric=True),
        Column("progress", tr("完成进度"), 10, share=True),
        Column("elapsed", tr("序时进度"), 10, share=True),
        Column("status", tr("判断"), 10),
        Column("gap", tr("差距"), 10, numeric=True),
        Column("responsible", tr("责任单位"), 12, Align.LEFT),
        Column("remarks", tr("备注"), 25, Align.LEFT),
    )
    return columns if categories else columns[1:]


def indicator_rows(report: Report, results: Iterable[Result], columns: tuple[Column, ...]) -> Iterator[Row]:
    """Yield a row for each result, its components below it; what was judged stands in the components' rows."""
    for result in results:
        indicator = report.plan.find(result.id).in_force(report.conventions.year)
        own = {
            "no": result.no,
            "name": result.name,
            "unit": unit_words(result.unit or indicator.unit),
            "nature": NATURE_WORDS[result.nature],
            "responsible": result.responsible or "",
        }
        for part in (result, *result.components):
            head = own if part is result else {"name": tr("其中：{name}", name=without_among(part.name))}
            texts = {"category": result.category or "", **head, **_texts(part, report)}
            badge, shares = badge_of(part, result), _shares(part)
            cells = {key: Cell(clean(text), shares.get(key)) for key, text in texts.items()}
            cells["status"] = Cell(badge.words, None, badge.tone, strong=True)
            yield Row(
                tuple(cells.get(column.key, Cell()) for column in columns),
                result.category or "",
                part is not result,
                unit_words(part.unit),
            )


def _texts(result: Result, report: Report) -> dict[str, str]:
    texts = {"remarks": tr("；").join(dict.fromkeys(row_remarks(result, report)))}
    if result.components:
        return texts
    elapsed = elapsed_share(result)
    return texts | {
        "baseline": baseline_text(result.baseline),
        "target": target_text(result),
        "actual": value_text(result, bare=True),
        "progress": progress_text(result, report.conventions.band),
        "elapsed": NOTHING if elapsed is None else percent_text(elapsed),
        "gap": gap_text(result),
    }


def _shares(result: Result) -> dict[str, Fraction | None]:
    """Return the exact progress and time elapsed by column, for cells that show percentages; empty for a row with components."""
    if result.components:
        return {}
    return {"progress": progress_share(result), "elapsed": elapsed_share(result)}


def _notes(report: Report, look: Look) -> Iterator[str]:
    """Yield notes on how the columns are to be read."""
    yield tr("完成进度＝（实际－基期）÷（目标－基期）；基期已达到目标的，写“保持”或“未保持”。")
    yield tr("差距是实际值与目标的距离，正数为好于目标，负数为尚差；单位同“单位”一栏，百分数的是百分点。")
    rows = [part for result in report.results for part in (result.components or (result,))]
    if any(row.target is not None and isinstance(row.target.rule, Approx) for row in rows):
        yield tr("目标写“左右”的，在该数上下 2% 以内或更好即达到（另有规定的除外），差距从这一界限算起。")
    yield from plan_words(report, report.results)
    if look.only:
        yield only_words(look.only)
