"""正文承诺, the commitments' own table, as data: xlsx, docx, markdown and the page draw it as they draw the table of indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.badges import badge_of
from healthplan_cli.messages import facts
from healthplan_cli.model import Report, Result, Status
from healthplan_cli.names import without_among
from healthplan_cli.record import replace
from healthplan_cli.report import Look
from healthplan_cli.report.words.commitments import has_value, listed, section, tally_words
from healthplan_cli.report.words.indicator_table import (
    Column,
    IndicatorTable,
    Line,
    actual_text,
    clean,
    target_text,
)
from healthplan_cli.report.words.remarks import leave_words, unknown_words, value_remarks
from healthplan_cli.speech import tr

WITH, WITHOUT = tr("有"), tr("无")


def commitment_table(report: Report, look: Look, rest: str = "") -> IndicatorTable | None:
    """The commitments that the look asks for, their count below, and what is said of the `rest`; None: not asked for."""
    if report.commitments is None:
        return None
    lines = lines_of(report, listed(report, look))
    notes = tuple(filter(None, (tally_words(report), rest)))
    later = any(line.texts["due"] for line in lines)
    columns = [column for column in _columns() if later or column.key != "due"]
    return IndicatorTable(tr("正文承诺"), tuple(columns), lines, notes)


def whole_table(report: Report, look: Look) -> IndicatorTable | None:
    """All of them, for a sheet that can be filtered: with units, every due year, and which have no data."""
    if report.commitments is None:
        return None
    lines = tuple(
        replace(line, texts=line.texts | _alone(line.result))
        for line in lines_of(report, listed(report, replace(look, all=True)))
    )
    columns = list(_columns())
    columns.insert(3, Column("unit", tr("单位"), 9))
    columns.insert(-1, Column("data", tr("数据"), 7))
    return IndicatorTable(tr("正文承诺"), tuple(columns), lines, ())


def _alone(part: Result) -> dict[str, str]:
    """The cells that are numbers in a sheet: the due year, target and value without the unit, which has a column there."""
    if part.components:
        return {"due": "", "actual": ""}
    return {"due": str(part.due), "target": clean(target_text(part)), "actual": clean(actual_text(part))}


def lines_of(report: Report, results: Sequence[Result]) -> tuple[Line, ...]:
    """A line for each commitment, and one for each of its components."""
    return tuple(line for result in results for line in _lines(report, result))


def _columns() -> tuple[Column, ...]:
    return (
        Column("no", tr("编号"), 7),
        Column("name", tr("承诺"), 34, left=True),
        Column("source", tr("出处"), 14, left=True),
        Column("target", tr("目标"), 24, left=True),
        Column("due", tr("目标年"), 8),
        Column("actual", tr("实际"), 12),
        Column("status", tr("状态"), 10),
        Column("remarks", tr("说明"), 40, left=True),
    )


def _lines(report: Report, result: Result) -> Iterator[Line]:
    data = WITH if has_value(result) else WITHOUT
    whose = {"no": result.no, "name": result.name, "source": section(report, result), "data": data}
    yield _line(report, result, result, whose)
    for part in result.components:
        named = {
            "no": "",
            "name": tr("其中：{name}", name=without_among(part.name)),
            "source": "",
            "data": data,
        }
        yield _line(report, result, part, named)


def _line(report: Report, result: Result, part: Result, whose: dict[str, str]) -> Line:
    """A row; what was judged stands with the components, where there are any."""
    split, badge = bool(part.components), badge_of(part, result)
    texts = whose | {
        "unit": part.unit or "",
        "target": "" if split else target_text(part, with_unit=True),
        "due": "" if split or part.due == report.plan.period.end else str(part.due),
        "actual": "" if split else actual_text(part, bare=False),
        "status": badge.words,
        "remarks": tr("；").join(dict.fromkeys(_said(report, result, part))),
    }
    return Line(part, badge, {key: clean(text) for key, text in texts.items()}, {}, part is not result)


def _said(report: Report, result: Result, part: Result) -> Iterator[str]:
    """Its sentence, or what it lacks; by whose leave it is waived, what is doubtful, and who is responsible."""
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
    """Its sentence without the value and the target, which have columns of their own."""
    return part.message.removeprefix(facts(part) + tr("，"))
