"""A comparison for the terminal: a matrix as wide as it, then the flags and the counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.reporters import Look
from healthplan_cli.reporters.pathtable import folded
from healthplan_cli.reporters.sidewords import (
    HALF,
    PLAIN_HALF,
    PLAIN_STAR,
    STAR,
    Shown,
    cited,
    counts,
    flag_line,
    flag_numbers,
    legend,
    line_name,
    numbered,
    shown,
    title,
)
from healthplan_cli.side import Line, Matrix
from healthplan_cli.speech import tr
from healthplan_cli.widths import pad, width, wrap

_LEAST, _MOST, _LEAST_NAME = 13, 26, 20  # columns of a plan's cells and of the names
_GAP = "  "
_BEST, _POSSIBLE, _SOFT, _BOLD, _END = "\x1b[1;32m", "\x1b[32m", "\x1b[2m", "\x1b[1m", "\x1b[0m"


def side_terminal(matrix: Matrix, look: Look) -> str:
    """The whole page; no line is wider than the terminal."""
    marks = (STAR, HALF) if look.signs else (PLAIN_STAR, PLAIN_HALF)
    lines = [_styled(line, _BOLD, look) for line in wrap(title(matrix), look.width)]
    lines += [line for text in legend(matrix, *marks) for line in wrap(text, look.width)]
    if matrix.lines:
        lines += _Tables(matrix, look, marks).lines()
    else:
        lines += ["", tr("这几个规划没有共有的指标；--all 列出各规划的全部指标。")]
    for number, flag in numbered(matrix):
        head = f"[{number}] "
        first, *rest = wrap(flag_line(flag, matrix), look.width - len(head))
        lines += [head + first, *(" " * len(head) + line for line in rest)]
    lines += ["", *(line for text in counts(matrix) for line in wrap(text, look.width))]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _styled(text: str, style: str, look: Look) -> str:
    return f"{style}{text}{_END}" if look.color and text.strip() else text


class _Tables:
    """One table, or several below each other where the plans don't all fit."""

    def __init__(self, matrix: Matrix, look: Look, marks: tuple[str, str]) -> None:
        self.matrix, self.look, self.marks = matrix, look, marks
        halves = any(line.possible for line in matrix.lines)
        self.indent = max(width(mark) for mark in marks[: 1 + halves]) + 1  # columns kept for the mark
        room = look.width - _LEAST_NAME
        self.most = max(room // (_LEAST + len(_GAP)), 1)

    def lines(self) -> Iterator[str]:
        """The tables, an empty line before and after each."""
        plans = [plan.id for plan in self.matrix.plans]
        for start in range(0, len(plans), self.most):
            yield ""
            yield from self._table(plans[start : start + self.most])
        yield ""

    def _table(self, plans: Sequence[str]) -> Iterator[str]:
        size = min((self.look.width - _LEAST_NAME) // len(plans) - len(_GAP), _MOST)
        name = min(self.look.width - len(plans) * (size + len(_GAP)), 44)
        heads = [folded(self.matrix.labels[plan], size) for plan in plans]
        yield from self._row(
            folded(tr("指标"), name), heads, name, size, [[_BOLD] * len(head) for head in heads]
        )
        yield _styled("-" * (name + len(plans) * (size + len(_GAP))), _SOFT, self.look)
        for line, numbers in zip(self.matrix.lines, flag_numbers(self.matrix), strict=True):
            names = folded(line_name(line) + cited(numbers), name)
            cells = [self._cell(line, plan, size) for plan in plans]
            texts = [[text for text, _ in cell] for cell in cells]
            yield from self._row(names, texts, name, size, [[style for _, style in cell] for cell in cells])

    def _cell(self, line: Line, plan: str, size: int) -> list[tuple[str, str]]:
        """The lines of a cell, each with its style."""
        found = shown(line, plan)
        mark, style = self._mark(found)
        lines = [(text, style) for text in self._hanging(mark, found.main, size)]
        asides = [text for aside in found.asides for text in self._hanging("", aside, size)]
        return lines + [(text, _SOFT) for text in asides]

    def _mark(self, found: Shown) -> tuple[str, str]:
        """A cell's mark, and its style."""
        if found.best:
            return self.marks[0], _BEST
        return (self.marks[1], _POSSIBLE) if found.possible else ("", "")

    def _hanging(self, mark: str, text: str, size: int) -> list[str]:
        """Folded behind the columns that are kept for the mark."""
        first, *rest = folded(text, size - self.indent)
        kept = " " * self.indent
        return [f"{mark:>{self.indent - 1}} {first}", *(kept + line for line in rest)]

    def _row(
        self,
        names: Sequence[str],
        cells: Sequence[Sequence[str]],
        name: int,
        size: int,
        styles: Sequence[Sequence[str]],
    ) -> Iterator[str]:
        for order in range(max(map(len, (names, *cells)))):
            parts = [pad(names[order] if order < len(names) else "", name)]
            for cell, style in zip(cells, styles, strict=True):
                text, how = (cell[order], style[order]) if order < len(cell) else ("", "")
                padded = pad(text, size)
                parts.append(_styled(padded, how, self.look) if how else padded)
            yield _GAP.join(parts)
