"""Trends for the terminal: a block for each row, its years side by side with their statuses, a small chart, a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from healthplan_cli.badges import BADGES, Badge, badge_of
from healthplan_cli.messages import value_text
from healthplan_cli.model import Reason
from healthplan_cli.numbers import percent_text
from healthplan_cli.record import record
from healthplan_cli.reporters.signs import BLOCKS, PLAIN_BLOCKS, chart
from healthplan_cli.reporters.trendwords import ONLY_A_LINE, sentences, summary, target_words
from healthplan_cli.speech import tr
from healthplan_cli.trend import Row, Trends, Year
from healthplan_cli.widths import pad, width, wrap

_INDENT = 4
_GAP = 2
_LEAST_CELL, _WIDEST_CELL = 8, 12  # columns for a value, its sign, and the space before it
_LEAST_NAME, _WIDEST_NAME = 28, 38  # of a column of names beside the values


@record(frozen=True, slots=True)
class Page:
    """How the terminal is: its width, whether it takes colour, whether its encoding has the signs."""

    width: int = 80
    color: bool = False
    signs: bool = True


@record(frozen=True, slots=True)
class _Cell:
    """A value in its words, and the class that its year is in; both may be missing."""

    value: str = ""
    badge: Badge | None = None


def trend_text(view: Trends, page: Page) -> str:
    """The whole page, with ANSI colours where the page has them; no line is wider than it."""
    return "".join(f"{line.rstrip()}\n" for line in _View(view, page).lines())


class _View:
    def __init__(self, view: Trends, page: Page) -> None:
        self.view, self.page, self.years = view, page, view.years
        self.rows = [row for row in view.rows if row.has_data]
        self.cells = {id(row): [_cell(row, year) for year in self.years] for row in self.rows}
        longest = max((width(cell.value) for row in self.cells.values() for cell in row), default=0)
        self.cell = min(max(longest + 3, _LEAST_CELL), _WIDEST_CELL)
        across = self.cell * len(self.years) + _GAP + len(self.years) + 2
        name = min(page.width - across - _GAP, _WIDEST_NAME)
        self.beside = name >= _LEAST_NAME  # names beside the values, not above them
        self.left = name + _GAP if self.beside else _INDENT
        self.size = page.width - self.left
        self.aligned = across <= self.size

    def lines(self) -> Iterator[str]:
        yield from self._head()
        category: str | None = None
        for row in self.rows:
            its = row.part.indicator.category or ""
            if its != category:
                yield from self._heading(its)
                category = its
            yield from self._block(row)
        yield ""
        for words in summary(self.view):
            yield from self._wrapped(words)

    def _wrapped(self, words: str) -> list[str]:
        return wrap(words, self.page.width)

    # ── head ──

    def _head(self) -> Iterator[str]:
        view, period = self.view, self.view.plan.period
        yield from map(self._bold, self._wrapped(tr("{title}：逐年走势", title=view.plan.title)))
        band = percent_text(view.conventions.band).rstrip("%")
        words = tr(
            "数据看到 {year} 年，基期 {baseline} 年，规划到 {end} 年。",
            year=view.conventions.year,
            baseline=period.baseline,
            end=period.end,
        )
        words += tr("每年的状态就是单独核验那一年（--year）的结论；")
        yield from self._wrapped(
            tr(
                "{words}进度与时间相差 {band} 个百分点以内算符合预期（本工具的约定）。",
                words=words,
                band=band,
            )
        )
        if view.conventions.year >= period.end:
            yield from self._wrapped(tr("目标年已有数的，不再算还须变化多少，也不再推算。"))
        if any(row.line for row in self.rows):
            words = tr("“照直线”指过基期和各年的数画一条最接近的直线（最小二乘），看它到目标年是多少：")
            yield from self._wrapped(tr("{words}{only_a_line}。", words=words, only_a_line=ONLY_A_LINE))
        yield from self._wrapped("  ".join(self._legend()))
        if view.illustrative:
            yield from self._wrapped(tr("注意：数据文件标明为示例数据，不是真实数值。"))

    def _legend(self) -> Iterator[str]:
        cells = [cell for row in self.cells.values() for cell in row]
        used = {cell.badge.code for cell in cells if cell.badge is not None}
        names: dict[str, list[str]] = {}
        for badge in BADGES:
            if badge.code in used:
                names.setdefault(badge.mark(self.page.signs), []).append(badge.words)
        yield from (f"{sign} {tr('、').join(words)}" for sign, words in names.items())
        if any(cell.value == "—" for cell in cells):
            yield tr("— 没有数") + tr("（后有记号的沿用以前的数）") * any(
                cell.value == "—" and cell.badge for cell in cells
            )
        if any(cell.value.endswith("*") for cell in cells):
            yield tr("* 初步数")
        if any(cell.value.endswith("!") for cell in cells):
            yield tr("! 带有没有说明的记号")
        blocks = BLOCKS if self.page.signs else PLAIN_BLOCKS
        yield tr("图：{blocks} 最低，{blocks2} 最高，| 后是目标", blocks=blocks[0], blocks2=blocks[-1])

    def _heading(self, category: str) -> Iterator[str]:
        yield ""
        if self.aligned:
            years = "".join(_right(str(year), self.cell - 2) + "  " for year in self.years)
            yield self._bold(pad(category, self.left) + years)
        elif category:
            yield self._bold(category)

    def _bold(self, line: str) -> str:
        return f"\x1b[1m{line.rstrip()}\x1b[0m" if self.page.color and line else line

    # ── a row ──

    def _block(self, row: Row) -> Iterator[str]:
        indicator, component = row.part.indicator, row.part.component
        unit = indicator.measure or indicator.unit
        name = f"{indicator.no:>2}. {indicator.name}" + (tr("（{unit}）", unit=unit) if unit else "")
        name = f"    · {component.name}" if component else name
        period = self.view.plan.period
        target, said = target_words(row, period.end), list(sentences(row, period.baseline))
        if self.beside:
            size = self.left - _GAP
            left = [
                *_hung(name, size),
                *(f"{' ' * _INDENT}{line}" for line in wrap(target, size - _INDENT) if line),
            ]
            right = [*self._values(row), *wrap(tr("；").join(said), self.size)]
            for words, line in zip_longest(left, right, fillvalue=""):
                yield pad(words, self.left) + line
            return
        yield from _hung(f"{name}  {target}", self.page.width)
        for line in (*self._values(row), *wrap(tr("；").join(said), self.size)):
            yield " " * self.left + line

    def _values(self, row: Row) -> list[str]:
        """The years side by side, or one after another where they don't fit; the chart last, where it shifts nothing."""
        cells = self.cells[id(row)]
        if self.aligned and all(width(cell.value) + 2 <= self.cell for cell in cells):
            shown = (_right(cell.value, self.cell - 2) + f" {self._sign(cell)}" for cell in cells)
            return [f"{''.join(shown)}{' ' * _GAP}{self._chart(row)}"]
        texts = [
            f"{year} {cell.value}".rstrip() + (f" {cell.badge.mark(self.page.signs)}" if cell.badge else "")
            for year, cell in zip(self.years, cells, strict=True)
            if cell != _Cell()
        ]
        return [*wrap(tr("、").join(texts), self.size), *filter(None, [self._chart(row)])]

    def _sign(self, cell: _Cell) -> str:
        if cell.badge is None:
            return " "
        sign = cell.badge.mark(self.page.signs)
        return cell.badge.tone.painted(sign) if self.page.color else sign

    def _chart(self, row: Row) -> str:
        if row.split or len(row.points) < 2:
            return ""
        values = [row.points.get(year) for year in self.years if year <= self.view.conventions.year]
        return chart(values, row.need.goal if row.need else None, self.page.signs)


# ── a cell ──


def _cell(row: Row, year: int) -> _Cell:
    """A year without a value is —; with the status of an older value, where that was carried."""
    baseline = row.latest.baseline
    if baseline is not None and baseline.year == year:
        return _Cell() if row.split else _Cell(baseline.text)
    item = next((item for item in row.years if item.year == year), None)
    if item is None or item.result is None:
        return _Cell()
    judged = item.result.reason not in (Reason.NO_TARGET, Reason.NO_DATA)
    badge = badge_of(item.result) if judged else None
    if row.split:
        return _Cell("", badge)
    return _Cell(_value(item), badge if item.result.actual or item.actual else None)


def _value(item: Year) -> str:
    if item.actual is None or item.own is None:
        return "—"
    return value_text(item.own, bare=True)


def _right(text: str, size: int) -> str:
    return " " * max(size - width(text), 0) + text


def _hung(text: str, size: int) -> list[str]:
    """Lines of at most `size` columns; all but the first stand under the name."""
    first, *rest = wrap(text, size)
    others = wrap(text[len(first) :].lstrip(), size - _INDENT) if rest else []
    return [first, *(f"{' ' * _INDENT}{line}" for line in others)]
