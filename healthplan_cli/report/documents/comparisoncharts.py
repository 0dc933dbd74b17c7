"""The pictures of plans side by side: their targets of the indicators that have one unit and one good side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.model import Better
from healthplan_cli.report.document import Block, Chart, ChartKind, Paragraph, Role, Series
from healthplan_cli.report.words.comparison import line_name
from healthplan_cli.views.comparison import ComparedIndicator, Matrix
from healthplan_cli.views.comparison.flags import FORBIDDING

_FEW = 2  # rows that a picture has at least, and plans with a number that a row has


def comparison_charts(matrix: Matrix) -> tuple[Block, ...]:
    """Return a picture for each unit and good side, and below them what of its numbers has to be known; nothing where none can be
    made.

    A row whose numbers may not be of one kind, of which nobody is called the strictest, is in none.
    """
    groups: dict[tuple[Better, str], list[ComparedIndicator]] = {}
    doubtful = {line.id for line in matrix.lines for flag in line.flags if flag.code in FORBIDDING}
    known = [
        line for line in matrix.lines if sum(_has_number(line, plan.id) for plan in matrix.plans) >= _FEW
    ]
    for line in known:
        if line.better in (Better.HIGHER, Better.LOWER) and line.id not in doubtful:
            groups.setdefault((line.better, line.unit or ""), []).append(line)
    drawn = {key: lines for key, lines in groups.items() if len(lines) >= _FEW}
    charts = [_chart(matrix, *key, lines) for key, lines in drawn.items()]
    if not charts:
        return ()
    left_out = [line_name(line) for line in known if line.id in doubtful]
    lines = [line for found in drawn.values() for line in found]
    return (*charts, *_told(matrix, lines, left_out))


def _has_number(line: ComparedIndicator, plan: str) -> bool:
    cell = line.cells.get(plan)
    return cell is not None and cell.bound is not None


def _chart(matrix: Matrix, better: Better, unit: str, lines: Sequence[ComparedIndicator]) -> Chart:
    words = tr("越高越好的指标") if better is Better.HIGHER else tr("越低越好的指标")
    title = (
        tr("各规划的目标：{words}（{unit}）", words=words, unit=unit)
        if unit
        else tr("各规划的目标：{words}", words=words)
    )
    series = []
    for plan in matrix.plans:
        cells = [line.cells.get(plan.id) for line in lines]
        bounds = [cell.bound if cell else None for cell in cells]
        series.append(Series(matrix.labels[plan.id], tuple(bound[1] if bound else None for bound in bounds)))
    there = tuple(one for one in series if any(number is not None for number in one.numbers))
    return Chart(
        ChartKind.GROUPS, title, tuple(line_name(line, with_unit=False) for line in lines), there, unit
    )


def _told(matrix: Matrix, lines: Sequence[ComparedIndicator], left_out: Sequence[str]) -> Iterator[Paragraph]:
    """Yield which numbers are computed, which are due in other years, which rows are in no picture though they have numbers."""
    found = [
        (tr("{plan}的{name}", plan=matrix.labels[plan.id], name=line_name(line, with_unit=False)), cell, line)
        for line in lines
        for plan in matrix.plans
        if (cell := line.cells.get(plan.id)) is not None and cell.bound is not None
    ]
    derived = [words for words, cell, _ in found if cell.derived]
    due = [
        tr("{words}（{year} 年）", words=words, year=cell.due)
        for words, cell, line in found
        if line.years_differ
    ]
    if derived:
        yield _remark(tr("按本规划的基期推算的：{names}。", names=tr("、").join(derived)))
    if due:
        yield _remark(tr("目标年不同的：{names}。", names=tr("、").join(due)))
    if left_out:
        yield _remark(tr("数可能不是一类、没有画的：{names}（见提示）。", names=tr("、").join(left_out)))


def _remark(words: str) -> Paragraph:
    return Paragraph(words, role=Role.REMARK)
