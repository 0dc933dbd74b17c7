"""Cells that can't be read, said once for each column: what the first says, how many more there are, and what `--map` can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.actuals.heading_words import LEFT_OUT
from healthplan_cli.sources.actuals.layout import SheetLayout

# What is each cell's own in a message: its indicator, its words.
_OWN = Pattern('^[^：:“"]*(?:：|: )(?=[“"])|“[^”]*”|"[^"]*"')


def unreadable_cells(found: Mapping[int, Sequence[Problem]], layout: SheetLayout) -> Iterator[Problem]:
    """One problem for each column and each reason why cells of it can't be read; `found` has them by column, in their order."""
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
    """A message without what is the cell's own in it."""
    parts, at = [], 0
    for match in _OWN.finditer(message):
        parts.append(message[at : match.start()])
        at = match.end()
    return "".join([*parts, message[at:]])


def runs(numbers: Sequence[int]) -> str:
    """3, 5, 6, 7 → 3、5–7."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return tr("、").join(str(low) if low == high else f"{low}–{high}" for low, high in found)
