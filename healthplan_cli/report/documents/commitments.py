"""The table of commitments (正文承诺), on paper, in sheets and on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import badge_of
from healthplan_cli.evaluation.messages import facts, value_text
from healthplan_cli.language.names import without_among
from healthplan_cli.model import Report, Result, Status
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Row, Table
from healthplan_cli.report.words.cells import clean, target_text
from healthplan_cli.report.words.commitments import has_value, listed, section, tally_words
from healthplan_cli.report.words.remarks import leave_words, unknown_words, value_remarks
from healthplan_cli.units.words import unit_words


def commitment_table(report: Report, look: Look, rest: str = "") -> Table | None:
    """Return the table of the commitments that the look asks for, with their count and `rest` below; None where
    commitments aren't judged.
    """
    if report.commitments is None:
        return None
    results = listed(report, look)
    later = any(_due(report, part) for result in results for part in (result, *result.components))
    columns = tuple(column for column in _columns() if later or column.key != "due")
    notes = tuple(filter(None, (tally_words(report), rest)))
    return Table(columns, tuple(_rows(report, results, columns)), tr("正文承诺"), notes)


def whole_table(report: Report, look: Look) -> Table | None:
    """Return the table of all commitments for a sheet that can be filtered: with units, every due year, and whether
    there are data; None where commitments aren't judged.
    """
    if report.commitments is None:
        return None
    columns = list(_columns())
    columns.insert(3, Column("unit", tr("单位"), 9))
    columns.insert(-1, Column("data", tr("数据"), 7))
    results = listed(report, replace(look, all=True))
    rows = tuple(_rows(report, results, tuple(columns), alone=True))
    return Table(tuple(columns), rows, tr("正文承诺"), filtered=True)


def _columns() -> tuple[Column, ...]:
    return (
        Column("no", tr("编号"), 7, numeric=True),
        Column("name", tr("承诺"), 34, Align.LEFT),
        Column("source", tr("出处"), 14, Align.LEFT),
        Column("target", tr("目标"), 24, Align.LEFT, numeric=True),
        Column("due", tr("目标年"), 8, numeric=True),
        Column("actual", tr("实际"), 12, numeric=True),
        Column("status", tr("状态"), 10),
        Column("remarks", tr("说明"), 40, Align.LEFT),
    )


def _rows(
    report: Report, results: Sequence[Result], columns: tuple[Column, ...], alone: bool = False
) -> Iterator[Row]:
    """Yield a row for each commitment and each of its components; `alone`: numbers without their units, and the due year in every row."""
    for result in results:
        known = has_value(result)
        for part in (result, *result.components):
            whole, badge = part is result, badge_of(part, result)
            texts = {
                "no": result.no if whole else "",
                "name": result.name if whole else tr("其中：{name}", name=without_among(part.name)),
                "source": section(report, result) if whole else "",
                "unit": unit_words(part.unit),
                "data": tr("有") if known else tr("无"),
                "remarks": said_of(report, result, part),
                **_judged(report, part, alone),
            }
            cells = {key: Cell(clean(text)) for key, text in texts.items()}
            cells["status"] = Cell(badge.words, None, badge.tone, strong=True)
            row = tuple(cells.get(column.key, Cell()) for column in columns)
            yield Row(row, result.category or "", not whole, part.unit or "", muted=alone and not known)


def _judged(report: Report, part: Result, alone: bool) -> dict[str, str]:
    """Return the texts of the cells that were judged, by column; empty for a row with components, which have them."""
    if part.components:
        return {}
    return {
        "target": target_text(part, with_unit=not alone),
        "due": str(part.due) if alone else _due(report, part),
        "actual": value_text(part, bare=alone),
    }


def _due(report: Report, part: Result) -> str:
    """Return the due year where it isn't the plan's last; else empty."""
    return "" if part.components or part.due == report.plan.period.end else str(part.due)


def said_of(report: Report, result: Result, part: Result) -> str:
    """Return the remarks on a commitment, or a component of it, for one cell."""
    return tr("；").join(dict.fromkeys(_said(report, result, part)))


def _said(report: Report, result: Result, part: Result) -> Iterator[str]:
    """Yield its message, or what it lacks; its waiver, its doubts, who is responsible."""
    if not part.components:
        unknown = part.status is Status.UNKNOWN
        yield unknown_words(part, report.conventions.year) if unknown else _short_message(part)
    if part.waiver is not None:
        yield leave_words(part.waiver)
    if not part.components:
        yield from value_remarks(part)
    responsible = result.responsible
    if responsible and part is result:
        yield tr("责任单位：{responsible}", responsible=responsible)


def _short_message(part: Result) -> str:
    """Return its message without the value and the target, which have columns."""
    return part.message.removeprefix(facts(part) + tr("，"))
