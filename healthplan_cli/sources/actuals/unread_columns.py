"""Columns and cells of a table that can't be read, reported once for each column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.actuals.column_advice import advice_for_column
from healthplan_cli.sources.actuals.grid import SheetRow, runs_of, text_of
from healthplan_cli.sources.actuals.heading_words import LEFT_OUT
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.placing import Placer

# What is each cell's own in a message: its indicator, its words.
_OWN = Pattern('^[^：:“"]*(?:：|: )(?=[“"])|“[^”]*”|"[^"]*"')


def unreadable_cells(found: Mapping[int, Sequence[Problem]], layout: SheetLayout) -> Iterator[Problem]:
    """Yield one problem for each column and reason, with the rows concerned; `found` has the problems of single cells by column."""
    for at, problems in found.items():
        words = next((column.words for column in layout.header.columns if column.at == at), "")
        hint = tr(
            '；“{words}”一列若不是数值，请在 --map 里写明不读：{heading}: "{left_out}"',
            words=words,
            heading=words.rpartition("／")[2],
            left_out=LEFT_OUT,
        )
        kinds: dict[str, list[Problem]] = {}
        for problem in problems:
            kinds.setdefault(_kind(problem.message), []).append(problem)
        for first, *others in kinds.values():
            rows = runs([item.location.line for item in others])
            more = tr("（这一列另有 {count} 格同样：第 {rows} 行）", count=len(others), rows=rows)
            yield replace(first, message=first.message + (more if others else "") + hint)
            hint = ""


def _kind(message: str) -> str:
    """Return a message without the words that differ from cell to cell, as a key for the same reason."""
    parts, at = [], 0
    for match in _OWN.finditer(message):
        parts.append(message[at : match.start()])
        at = match.end()
    return "".join([*parts, message[at:]])


def runs(numbers: Sequence[int]) -> str:
    """Return ascending numbers as short text: 3, 5, 6, 7 → 3、5–7."""
    return tr("、").join(str(low) if low == high else f"{low}–{high}" for low, high in runs_of(numbers))


class UnknownColumns:
    """Reports the unknown columns of a table, each once."""

    def __init__(self, layout: SheetLayout, placer: Placer) -> None:
        self.layout, self.placer = layout, placer
        self.said: set[int] = set()

    def problems(self, row: SheetRow) -> Iterator[Problem]:
        """Yield a problem for each unknown column in which a row has data and that wasn't reported before."""
        if len(row.cells) == 1 or self.placer.is_footnote(row):
            return
        unknown = sorted(row.cells.keys() - self.layout.known - self.said)
        unknown = [at for at in unknown if not self.placer.is_part(row, at)]
        self.said.update(unknown)
        for column in self.layout.header.columns:
            if column.at in unknown and column.words:
                words = tr(
                    "不认识的列“{words}”，里面有数据{hint}",
                    words=column.words,
                    hint=advice_for_column(column.words),
                )
                yield Problem(self.layout.place_of(column), words)
        for at in unknown:
            if not self.layout.is_headed(at):
                words = tr(
                    "“{text_of}”所在的列没有列名；若是数里的千分位逗号把一格变成了两格，请给那个数加引号",
                    text_of=text_of(row.cells[at]),
                )
                yield Problem(self.layout.grid.locate(row.number, at), words)
