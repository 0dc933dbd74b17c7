"""The table of indicators as a sheet that computes itself: a corrected number changes judgement, progress and gap.

Beside the printed table stand the numbers used for computing: the goal, the band, the ends of the steps, the value's
step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import (
    BADGES,
    EARLY_BADGE,
    MISSED,
    STATUS_BADGES,
    UNKNOWN,
    WORSE_BADGE,
    badge_of,
)
from healthplan_cli.evaluation.components import WORST_FIRST
from healthplan_cli.explanation.typed_values import Key, TypedValue, possible_values, typed_values
from healthplan_cli.model import Report, Result, Status
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Table
from healthplan_cli.report.documents.indicators import indicator_table
from healthplan_cli.report.documents.live_cells import (
    IMPOSSIBLE,
    LiveRow,
    cut_key,
    has_gap,
    has_progress,
)
from healthplan_cli.report.documents.live_entries import AGAIN
from healthplan_cli.report.formula import CellRef, Formula, Infix, applied, given, when
from healthplan_cli.report.words.cells import progress_text
from healthplan_cli.views.reviewed_plan import Reviewed

_LIVE = tr("随数重算")
_WORDS = 16  # digits that the longest judgement takes: 达标但劣于基期
_MOST = 30  # what a formula has room for


def live_table(reviewed: Reviewed, look: Look) -> Table:
    """Return the table of a report with formulas in rows where the value alone decides; other rows keep their texts, with the reason."""
    report = reviewed.report
    plain = indicator_table(report, look)

    def said(result: Result) -> object:
        progress = None if has_progress(result) else progress_text(result, report.conventions.band)
        return badge_of(replace(result, waiver=None)).code, progress, has_gap(result)

    typed = typed_values(report, reviewed.actuals, said)
    shown = shown_results(report, look)
    parts = [(row, part) for row in shown for part in (row, *row.components)]
    made = [
        _cells(report, row, part, dict(zip(_keys(plain), old.cells, strict=True)), typed)
        for (row, part), old in zip(parts, plain.rows, strict=True)
    ]
    cuts = max((sum(key.startswith("cut") for key in cells) for cells in made), default=0)
    known = [column for column in plain.columns if column.key != "responsible" or _says(plain, column.key)]
    columns = (*map(_entered, known), *_asides(cuts))
    rows = tuple(
        replace(
            old, cells=tuple(cells.get(column.key, Cell()) for column in columns), anchor=anchor_of(row, part)
        )
        for (row, part), old, cells in zip(parts, plain.rows, made, strict=True)
    )
    tones = [(badge.words, badge.tone) for badge in BADGES]
    tones += [(AGAIN, UNKNOWN), (IMPOSSIBLE, MISSED)]
    notes = (*plain.notes, *_notes())
    return replace(plain, columns=columns, rows=rows, notes=notes, heat=True, tones=tuple(tones))


def shown_results(report: Report, look: Look) -> list[Result]:
    """Return the results of the rows that the look asks for."""
    return [result for result in report.results if not look.only or result.status in look.only]


def anchor_of(row: Result, part: Result) -> str:
    """Return the name by which other cells refer to a row or its component."""
    return row.id if part is row else f"{row.id}/{part.id}"


def _says(table: Table, key: str) -> bool:
    """Return whether any row says something in a column."""
    at = _keys(table).index(key)
    return any(row.cells[at].text for row in table.rows)


def _keys(table: Table) -> tuple[str, ...]:
    return tuple(column.key for column in table.columns)


def _entered(column: Column) -> Column:
    """Return a column as it is in a sheet whose numbers are corrected."""
    return replace(
        column,
        corrected=column.key in ("baseline", "target", "actual"),
        entered=column.key == "actual",
        barred=column.key == "progress",
        width=max(column.width, _WORDS) if column.key == "status" else column.width,
    )


def _asides(cuts: int) -> tuple[Column, ...]:
    """Return the columns of the numbers used for computing."""
    return (
        Column("live", tr("改数以后"), 28, Align.LEFT, aside=True),
        Column("value", tr("实际数"), 10, numeric=True, aside=True),
        Column("goal", tr("目标数"), 10, numeric=True, aside=True),
        Column("band", tr("允许幅度"), 9, share=True, aside=True),
        *(
            Column(cut_key(at), tr("界限{at}", at=at), 10, numeric=True, aside=True)
            for at in range(1, cuts + 1)
        ),
        Column("step", tr("档次"), 8, aside=True),
    )


def _notes() -> Iterator[str]:
    """Yield notes on how to use the sheet."""
    yield tr(
        "本表可以改数：改了黄色的实际值，完成进度、差距、判断随即重算，颜色跟着变；基期、目标改了也算，算不准的写“{again}”。备注、其他各页和文字是核验时的，以重新核验为准。",
        again=AGAIN,
    )
    yield tr(
        "右边灰色的几列是计算用的，不打印：界限由小到大，实际值落在哪两个界限之间就是第几档；“允许幅度”是序时进度上下的幅度。“改数以后”写明哪些行不能重算、为什么。"
    )


def _cells(
    report: Report,
    row: Result,
    part: Result,
    cells: Mapping[str, Cell],
    typed: Mapping[Key, TypedValue | str],
) -> dict[str, Cell]:
    """Return the cells of a row by their columns."""
    if part.components:
        return {**cells, **_joined(row, cells["status"], typed)}
    found = typed[row.id, None if part is row else part.id]
    if isinstance(found, str):
        return {**cells, "live": Cell(tr("不重算：{why}", why=found))}
    if len(found.steps.steps) > _MOST:
        return {**cells, "live": Cell(tr("不重算：{why}", why=tr("档次太多")))}
    live = LiveRow(found, part, row, cells, report.conventions.band, possible_values(report, row))
    return {**cells, "live": Cell(_LIVE), **live.made()}


def _joined(row: Result, cell: Cell, typed: Mapping[Key, TypedValue | str]) -> dict[str, Cell]:
    """Return the judgement of a row as the worst of its components' (docs/semantics.md, end of section 4)."""
    if all(isinstance(typed[row.id, part.id], str) for part in row.components):
        return {"live": Cell(tr("不重算：见各分项"))}
    if len(row.components) > _MOST:
        return {"live": Cell(tr("不重算：{why}", why=tr("分项太多")))}
    if len({part.due for part in row.components}) > 1:
        return {"live": Cell(tr("不重算：各分项的目标年不同"))}
    judged = [CellRef("status", anchor_of(row, part)) for part in row.components]
    branches = [(_any(judged, AGAIN, IMPOSSIBLE), given(AGAIN))]
    for status in WORST_FIRST[:-1]:
        words = badge_of(replace(row, status=status, noted=()), row).words
        branches.append((_any(judged, words), given(words)))
    branches.append((_any(judged, WORSE_BADGE.words), given(WORSE_BADGE.words)))
    early = applied("AND", *(Infix("=", cell, given(EARLY_BADGE.words)) for cell in judged))
    branches.append((early, given(EARLY_BADGE.words)))
    formula = when(branches, given(STATUS_BADGES[Status.MET].words))
    return {"live": Cell(tr("取各分项中最差的")), "status": replace(cell, formula=formula)}


def _any(judged: Sequence[Formula], *words: str) -> Formula:
    """Return the formula of whether any of some cells has one of some words."""
    return applied("OR", *(Infix("=", cell, given(one)) for cell in judged for one in words))
