"""The rows of an evaluation for pivot tables and programs: a line for each row and component, no merged cells, real
numbers.
Whatever can change in the printed table is taken from its cells by formula, so that both sheets agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import in_unit
from healthplan_cli.language.names import NATURE_WORDS, without_among
from healthplan_cli.model import Indicator, Report, Result
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Row, Table
from healthplan_cli.report.documents.live_table import anchor_of, shown_results
from healthplan_cli.report.formula import CellRef, applied, given
from healthplan_cli.report.words.cells import baseline_text, clean, elapsed_share, target_text

_LINKED = ("actual", "progress", "gap")
_PATTERNS = {"progress": "0.0%"}


def flat_table(report: Report, look: Look, printed: Table) -> Table:
    """Return the rows that the look asks for, with formulas that refer to the printed table's cells."""
    keys = [column.key for column in printed.columns]
    cells = {row.anchor: dict(zip(keys, row.cells, strict=True)) for row in printed.rows}
    rows = tuple(
        _row(report, result, part, cells[anchor_of(result, part)])
        for result in shown_results(report, look)
        for part in (result, *result.components)
    )
    return Table(_columns(report), rows, filtered=True, heat=True, tones=printed.tones)


def _columns(report: Report) -> tuple[Column, ...]:
    return (
        Column("id", tr("代码"), 24, Align.LEFT),
        Column("no", tr("序号"), 6, numeric=True),
        Column("name", tr("指标"), 32, Align.LEFT),
        Column("component", tr("分项"), 18, Align.LEFT),
        Column("category", tr("类别"), 12, Align.LEFT),
        Column("nature", tr("属性"), 8),
        Column("unit", tr("单位"), 8),
        Column("year", tr("年份"), 8, numeric=True),
        Column("baseline_year", tr("基期年"), 8, numeric=True),
        Column("baseline", tr("基期值"), 10, numeric=True),
        Column("due", tr("目标年"), 8, numeric=True),
        Column("target", tr("目标"), 18, Align.LEFT),
        Column("goal", tr("目标数"), 10, numeric=True),
        Column("value_year", tr("数据年份"), 9, numeric=True),
        Column("actual", tr("实际值"), 10, numeric=True),
        Column("progress", tr("完成进度"), 10, share=True, barred=True),
        Column("elapsed", tr("序时进度"), 10, share=True),
        Column("gap", tr("差距"), 10, numeric=True),
        Column("status", tr("判断"), 14),
        Column("responsible", tr("责任单位"), 16, Align.LEFT),
        Column("remarks", tr("备注"), 40, Align.LEFT),
    )


def _row(report: Report, row: Result, part: Result, printed: Mapping[str, Cell]) -> Row:
    anchor, indicator = anchor_of(row, part), report.plan.find(row.id).in_force(report.conventions.year)
    judged = not part.components
    baseline, actual = part.baseline, part.actual
    words = baseline_text(baseline) if judged else ""
    cells = {
        "id": Cell(row.id),
        "no": Cell(row.no),
        "name": Cell(clean(row.name)),
        "component": Cell("" if part is row else clean(without_among(part.name))),
        "category": Cell(clean(row.category or "")),
        "nature": Cell(NATURE_WORDS[row.nature]),
        "unit": Cell(part.unit or ""),
        "year": _whole(report.conventions.year),
        "due": _whole(part.due),
        "target": Cell(clean(target_text(part)) if judged else ""),
        "status": _linked(anchor, "status", printed["status"], words_too=True),
        "responsible": Cell(clean(row.responsible or "")),
        "remarks": printed["remarks"],
    }
    if judged:
        cells |= {key: _linked(anchor, key, printed[key]) for key in _LINKED}
        if printed["value"].formula is not None:
            cells["actual"] = _linked(anchor, "value", printed["value"])
        elapsed = elapsed_share(part)
        cells |= {"elapsed": Cell("", elapsed, pattern="0.0%")} if elapsed is not None else {}
        cells |= {"baseline_year": _whole(baseline.year)} if baseline is not None and words else {}
        number = _baseline(part, indicator)
        cells |= {"baseline": _linked(anchor, "baseline", Cell("", number))} if number is not None else {}
        cells |= (
            {"goal": _linked(anchor, "goal", printed["goal"])} if printed["goal"].exact is not None else {}
        )
        cells |= {"value_year": _whole(actual.year)} if actual is not None and actual.year else {}
    columns = _columns(report)
    return Row(tuple(cells.get(column.key, Cell()) for column in columns), unit=part.unit or "")


def _whole(year: int) -> Cell:
    return Cell(str(year), Fraction(year), pattern="0")


def _baseline(part: Result, indicator: Indicator) -> Fraction | None:
    found = in_unit(part.baseline, indicator)
    return None if found is None else found.value


def _linked(anchor: str, key: str, printed: Cell, words_too: bool = False) -> Cell:
    """Return a cell that shows what another one shows: its number, or empty where it has none (`words_too`: also words)."""
    there = CellRef(key, anchor)
    if words_too:
        return Cell(printed.text, None, printed.tone, strong=True, formula=there)
    formula = applied("IF", applied("ISNUMBER", there), there, given(""))
    return Cell("", printed.exact, formula=formula, pattern=printed.pattern or _PATTERNS.get(key, "General"))
