"""Indicator tables set on pages without ruling lines: heads of two rows, broken cells, merged cells in the middle or at the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pdfpages import PdfPage

SIZE, PITCH = 10.0, 13.0
_NOT_FIRST, _NOT_LAST = "）)%‰，、。》”〕", "（(《“〔"


def wide(words: str) -> float:
    """How wide words are in points, as `pdfpages` sets them."""
    return sum(SIZE / 2 if " " <= char <= "~" else SIZE for char in words)


def broken(words: str, room: float) -> list[str]:
    """Words in lines that have room; a number is not parted, and a line doesn't begin with what closes."""
    lines: list[str] = []
    for given in words.split("\n"):
        line = ""
        for char in given:
            whole = (
                bool(line)
                and line[-1].isascii()
                and line[-1].isalnum()
                and ((char.isalnum() and char.isascii()) or char == ".")
            )
            if line and wide(line + char) > room and char not in _NOT_FIRST and not whole:
                rest = ""
                while line[-1:] and line[-1] in _NOT_LAST:
                    rest, line = line[-1] + rest, line[:-1]
                lines.append(line)
                line = rest
            line += char
        lines.append(line)
    return lines


@dataclass
class Column:
    """A column: what it is for, its width in points, its head; `over` is a head over it and others."""

    key: str
    width: float
    head: str
    over: str = ""


@dataclass
class Print:
    """How a table is printed."""

    columns: Sequence[Column]
    valign: str = "middle"
    """Where the lines of a cell stand in its row: middle, top."""
    labels: str = "middle"
    """Where those of a cell of several rows stand."""
    heads: str = "middle"
    """Where those of a head stand that is less high than others."""
    merged: tuple[str, ...] = ("category",)
    pad: float = 6.0
    gap: float = 8.0
    """How far the words of a column stay from the next."""
    breaks: tuple[int, ...] = ()
    """Before which rows a page begins."""
    again: bool = True
    """Whether a page repeats the head."""
    continued: str = ""
    """What stands over the rest of a table (续表)."""
    labelled: bool = False
    """Whether a merged cell that goes on over a page says its words there again."""
    before: Sequence[str] = ("某县“十四五”规划", "表1 主要指标")
    after: Sequence[str] = (
        "三、主要任务",
        "坚持以人民为中心的发展思想，持续提高服务能力，健全工作体系，完善体制机制，加强队伍建设。",
    )
    close: float = 18.0
    """How far the words behind stand below the table."""
    left: float = 60.0
    top: float = 60.0
    xs: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.xs = [self.left]
        for column in self.columns:
            self.xs.append(self.xs[-1] + column.width)

    def pages(self, rows: Sequence[dict[str, str]]) -> list[PdfPage]:
        """The pages of a document that has the table."""
        page = PdfPage()
        y = self.top
        for number, words in enumerate(self.before):
            page.text(self.left + (0 if number else 120), y, words)
            y += 22
        pages = [page]
        y = self._head(page, y)
        starts = [0, *self.breaks, len(rows)]
        for number, (first, end) in enumerate(pairwise(starts)):
            if number:
                page = PdfPage()
                pages.append(page)
                y = self.top
                if self.continued:
                    page.text(self.left, y, self.continued)
                    y += 22
                if self.again:
                    y = self._head(page, y)
            y = self._rows(page, rows, first, end, y)
        y += self.close - PITCH
        for words in self.after:
            for line in broken(words, 440):
                page.text(self.left, y + SIZE, line)
                y += PITCH + 3
        return pages

    def _put(
        self,
        page: PdfPage,
        number: int,
        lines: Sequence[str],
        top: float,
        height: float,
        valign: str,
        to: int | None = None,
    ) -> None:
        """Put the lines of a cell between two heights; `to` is the column behind it."""
        own = PITCH * len(lines)
        y = top + (0 if valign == "top" else (height - own) / 2) + SIZE
        left, right = self.xs[number], self.xs[to if to is not None else number + 1]
        for line in lines:
            flush = self.columns[number].key == "name" and valign != "head" and to is None
            x = left if flush else left + (right - left - self.gap - wide(line)) / 2
            page.text(round(x, 1), round(y, 1), line)
            y += PITCH

    def _lines(self, number: int, words: str) -> list[str]:
        return broken(words, self.columns[number].width - self.gap)

    def _head(self, page: PdfPage, y: float) -> float:
        heads = [self._lines(number, column.head) for number, column in enumerate(self.columns)]
        groups = any(column.over for column in self.columns)
        low = (
            max(
                (len(lines) for lines, column in zip(heads, self.columns, strict=True) if column.over),
                default=0,
            )
            * PITCH
        )
        alone = (
            max(
                (len(lines) for lines, column in zip(heads, self.columns, strict=True) if not column.over),
                default=0,
            )
            * PITCH
        )
        up = PITCH if groups else 0
        height = max(up + low, alone)
        number = 0
        while number < len(self.columns):
            column = self.columns[number]
            if not column.over:
                self._put(page, number, heads[number], y, height, self.heads)
                number += 1
                continue
            end = number
            while end < len(self.columns) and self.columns[end].over == column.over:
                self._put(page, end, heads[end], y + height - low, low, self.heads)
                end += 1
            self._put(page, number, [column.over], y, height - low, self.heads, end)
            number = end
        return y + height + self.pad

    def _rows(self, page: PdfPage, rows: Sequence[dict[str, str]], first: int, end: int, y: float) -> float:
        tops = []
        for row in rows[first:end]:
            tops.append(y)
            lines = [
                self._lines(n, row[c.key]) for n, c in enumerate(self.columns) if c.key not in self.merged
            ]
            y += PITCH * max(map(len, lines)) + self.pad
        for number, column in enumerate(self.columns):
            at = first
            while at < end:
                until = at + 1
                if column.key in self.merged:
                    while until < end and rows[until][column.key] == rows[at][column.key]:
                        until += 1
                words = rows[at][column.key]
                going = column.key in self.merged and at == first and at and rows[at - 1][column.key] == words
                bottom = (tops[until - first] if until < end else y) - self.pad
                top = tops[at - first]
                many = column.key in self.merged
                if words and not (going and not self.labelled):
                    self._put(
                        page,
                        number,
                        self._lines(number, words),
                        top,
                        bottom - top,
                        self.labels if many else self.valign,
                    )
                at = until
        return y
