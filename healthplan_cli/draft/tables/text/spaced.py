"""Tables whose columns are told by the position of words: a text aligned by spaces, a printed page without ruling lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    half,
    is_chinese,
    is_dash,
    is_number,
    is_serial,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, column_of, name_column
from healthplan_cli.draft.tables.text.bands import Band, rows_in
from healthplan_cli.draft.tables.text.categories import Label, label
from healthplan_cli.draft.tables.text.fitting import look
from healthplan_cli.draft.tables.text.landmarks import HEADED, begins_head, is_foot
from healthplan_cli.draft.tables.text.layhead import LaidHead, is_data, laid_head, overlap
from healthplan_cli.draft.tables.text.lines import WHOLE, Laid, TextCell, TextLine, TextTable, grid_of
from healthplan_cli.draft.tables.text.merged import spread, spread_in_doubt
from healthplan_cli.draft.tables.text.parts import TablePart, laid_anew
from healthplan_cli.draft.tables.text.placing import bands, parted, placed
from healthplan_cli.draft.tables.text.serials import Serials
from healthplan_cli.draft.tables.text.stairs import straightened
from healthplan_cli.draft.tables.text.touching import Touching
from healthplan_cli.draft.tables.text.words import Placing, Word, placings_of, words_of
from healthplan_cli.draft.tables.titles import explains_marks

_AGAIN = Pattern(r"\(?续上?表?\d{0,2}\)?$|.{0,30}\(续上?表?\d{0,2}\)$")  # over the rest of a table
_NOTE = Pattern(
    r"(?:[备附表]?注|注[释解]|资料来源|数据来源)\d{0,2}[:.、(\s]|第[一二三四五六七八九十]+[章节篇]|[*※][^\d]"
)
_LINE = Pattern(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))|(?:指标)?(?:说明|定义|解释|释义|计算方法|计算公式|口径)[:]|(?:.{1,12}指标|[^于或达]{2,8}(?<![ⅠⅡⅢⅣⅤIV\d])类)(?:\(.{1,8}\))?$|.{0,10}单位[:]"
)
_MEASURED = 60  # lines by which the columns are measured
_STEP = 1.7  # lines of one cell are no further apart on a page
_STEP_TEXT = 2.3  # in a text, where half a line takes one
_STEP_MERGED = 3.3
_TOLD = VALUES | {HeadRole.NO, HeadRole.NATURE, HeadRole.UNIT, HeadRole.NAME}
_FEW_LACK = 4  # where more than every fourth row has none responsible, several share one
_IDLE = 10  # lines without a value, in a row, that no table has
_BEFORE = 2  # half-widths by which a line over the table begins before its names
_ACROSS = 3  # columns that a line of no cell goes over


def spaced_table(lines: list[TextLine], at: int) -> TextTable | None:
    """Return the table whose headings begin in this line; None without one."""
    text = lines[at].text
    if "\t" in text or not (HEADED.match(text) or begins_head(lines, at)):
        return None
    if "  " not in text.strip() and "\u3000" not in text.strip() and len(words_of(text)) != 1:
        return None
    found = [
        read
        for placing in placings_of(lines[at : at + _MEASURED])
        if (head := laid_head(lines, at, placing)) is not None
        and (read := _read(lines, at, head, placing)) is not None
    ]
    return max(found, key=lambda read: read[0])[1] if found else None


def _read(
    lines: Sequence[TextLine], at: int, head: LaidHead, placing: Placing
) -> tuple[int, TextTable] | None:
    """Return how many cells look like what their columns hold, and the table under the headings; None without rows."""
    laid = _Under(lines, head, placing, at).laid()
    printed = lines[at].printed is not None
    shared = _of_role(head, HeadRole.CATEGORY)
    rows = _rows(laid, head, shared, printed)
    for column in _of_role(head, HeadRole.RESPONSIBLE):
        data = [row for row in rows if WHOLE not in row.cells]
        if sum(column not in row.cells for row in data) > len(data) // _FEW_LACK:
            shared = [*shared, column]
            rows = _rows(laid, head, shared, printed)
    data = [row for row in rows if WHOLE not in row.cells]
    if len(data) < 2:
        return None
    for column in shared:
        labels = [(line, line.cells[column]) for line in laid if not line.whole and column in line.cells]
        own = _before(labels, data[-1].lines[-1])
        label(data, own, column, _STEP if printed else _STEP_MERGED, printed)
        if head.columns[column].role is HeadRole.RESPONSIBLE:
            spread_in_doubt(data, column)
    spread(data, laid, head.columns, printed)
    name = name_column(head.columns)
    heads = [TextCell(word.text, lines[at].place) for word in head.words]
    grid = grid_of(heads, [row.cells for row in rows], name, lines[at].place, False)
    looks = sum(
        look(head.columns[number].role, cell.text)
        for row in data
        for number, cell in row.cells.items()
        if number >= 0 and head.columns[number].role in _TOLD
    )
    return looks, TextTable(grid, max(row.lines[-1].number for row in rows) + 1)


def _of_role(head: LaidHead, role: HeadRole) -> list[int]:
    """Return the first column of a role in a list; empty where the headings have none."""
    return [number for number, column in enumerate(head.columns) if column.role is role][:1]


def _rows(laid: Sequence[Laid], head: LaidHead, shared: Sequence[int], printed: bool) -> list[Band]:
    """Return the rows of lines, found without the columns whose cells several rows share."""
    own = [
        line
        if line.whole
        else replace(line, cells={at: cell for at, cell in line.cells.items() if at not in shared})
        for line in laid
    ]
    return rows_in(own, head.columns, _STEP if printed else _STEP_TEXT)


def _before(labels: Sequence[Label], last: Laid) -> list[Label]:
    """Return the categories that stand beside a table's rows, not below them."""
    return [each for each in labels if each[0].page < last.page or each[0].height <= last.height + 1]


@dataclass(slots=True)
class _Under:
    """Reads the lines under the headings."""

    lines: Sequence[TextLine]
    head: LaidHead
    placing: Placing
    at: int
    said: frozenset[str] = field(init=False)
    """The words of the head's lines."""

    def __post_init__(self) -> None:
        above = (word for line in self.lines[self.at : self.head.end] for word in self.placing(line))
        self.said = frozenset(half(word.text) for word in above)

    def laid(self) -> list[Laid]:
        """Return the lines that can belong to the table, with their words by column."""
        pages = self._pages()
        printed = self.lines[self.at].printed is not None
        touching = Touching([words for page in pages for _, words in page.lines], self.head, printed)
        for page in pages:
            page.lines = [(number, touching.parted(words)) for number, words in page.lines]
        if not printed:
            gaps = frozenset(number for number, line in enumerate(self.lines) if line.gap)
            pages = [part for page in pages for part in laid_anew(page, self.head.columns, gaps)]
        whole = self._bands([words for page in pages for _, words in page.lines], self.head.words)
        found: list[Laid] = []
        for page in pages:
            wide = whole if printed else self._bands([words for _, words in page.lines], page.heads)
            found += straightened(list(self._placed(page, wide)), self.head.columns)
        return found

    def _bands(self, lines: Sequence[Sequence[Word]], heads: Sequence[Word]) -> list[Word]:
        """Return the horizontal extent of each column's words, from lines that aren't over the whole table."""
        own = [words for words in lines if len(words) != 1 or not _LINE.match(half(words[0].text))]
        first = bands(own, heads)
        return bands([parted(words, first, self.head.columns) for words in own], heads)

    def _pages(self) -> list[TablePart]:
        """Return the lines up to the first that isn't the table's, divided where the headings are repeated or a page ends."""
        page = TablePart(self._page_of(self.head.end - 1, 0), self.head.words, [])
        found = [page]
        idle = 0
        below = self.lines[self.head.end : self.head.end + _MEASURED]
        serials = Serials(self.head, [self.placing(line) for line in below])
        number = self.head.end
        while number < len(self.lines):
            line = self.lines[number]
            again = self._again(number)
            if again is not None:
                page = TablePart(self._page_of(number, page.number + 1), again.words, [])
                found.append(page)
                number = again.end
                idle += 1
                if idle > _IDLE:
                    break
                continue
            if self._page_of(number, page.number) != page.number:
                page = TablePart(self._page_of(number, page.number), self.head.words, [])
                found.append(page)
            if self._is_said(line):
                number += 1
                continue
            words = (
                page.shifted(self.placing(line), self.head.words)
                if line.printed
                else serials.parted(self.placing(line))
            )
            number += 1
            plain = half(line.text)
            if is_foot(self.lines, number - 1) or _AGAIN.match(plain):
                continue
            if (
                _NOTE.match(plain)
                or explains_marks(plain)
                or "\t" in line.text
                or idle > _IDLE
                or self._is_text(words, plain)
            ):
                break
            idle = 0 if any(map(_is_own, words)) else idle + 1
            page.lines.append((number - 1, words))
        return [page for page in found if page.lines]

    def _again(self, number: int) -> LaidHead | None:
        """Return the headings where a line begins to repeat them; else None."""
        if not HEADED.match(self.lines[number].text) or is_data(self.lines[number]):
            return None
        again = laid_head(self.lines, number, self.placing)
        same = again is not None and [half(word.text) for word in again.words] == [
            half(word.text) for word in self.head.words
        ]
        return again if same else None

    def _is_said(self, line: TextLine) -> bool:
        """Return whether a line is part of repeated headings: it has only words of them, one of which is a complete heading."""
        words = self.placing(line)
        return all(half(word.text) in self.said for word in words) and any(
            column_of(word.text) is not None for word in words
        )

    def _page_of(self, number: int, other: int) -> int:
        printed = self.lines[number].printed
        return other if printed is None else printed.page

    def _is_text(self, words: Sequence[Word], plain: str) -> bool:
        """Return whether a line is a sentence: its words extend over several columns, or end with a full stop."""
        if len(words) != 1 or _LINE.match(plain):
            return False
        over = sum(overlap(words[0], head) > 0 for head in self.head.words)
        return over >= _ACROSS or plain.endswith("。")

    def _placed(self, page: TablePart, wide: Sequence[Word]) -> Iterator[Laid]:
        """Yield the lines of a page with their words by column; `wide` are the columns' extents."""
        pitch = self._pitch([(self.lines[number], words) for number, words in page.lines])
        for number, words in page.lines:
            line = self.lines[number]
            height = self._height(line, number) / pitch
            plain = half(line.text)
            if len(words) == 1 and (
                (_LINE.match(plain) and not is_serial(plain)) or self._is_over(words[0], wide)
            ):
                yield Laid(
                    number, line.gap, {WHOLE: TextCell(words[0].text, line.place)}, True, height, page.number
                )
                continue
            cells = {
                column: TextCell(text, line.place)
                for column, text in placed(
                    parted(words, wide, self.head.columns), wide, self.head.columns
                ).items()
            }
            yield Laid(number, line.gap, cells, False, height, page.number)

    def _is_over(self, word: Word, wide: Sequence[Word]) -> bool:
        """Return whether a line's only words begin left of the names, above the serial numbers, so that they are over the whole table."""
        roles = [column.role for column in self.head.columns]
        if roles[:2] != [HeadRole.NO, HeadRole.NAME] or not is_chinese(word.text) or is_serial(word.text):
            return False
        return word.start < wide[1].start - _BEFORE

    def _height(self, line: TextLine, number: int) -> float:
        if line.printed is not None:
            return line.printed.height
        return line.place.line if line.place.line is not None else number

    def _pitch(self, lines: Sequence[tuple[TextLine, list[Word]]]) -> float:
        """Return the distance between lines of one cell on a page: the least from words to words below; 1 for a text without heights."""
        steps: list[float] = []
        if not lines or lines[0][0].printed is None:
            return 1.0
        size = lines[0][0].printed.size
        last: dict[int, float] = {}
        for line, words in lines:
            height = self._height(line, 0)
            for word in words:
                over = next((n for n, head in enumerate(self.head.words) if overlap(word, head) > 0), None)
                if over is None:
                    continue
                if over in last and height - last[over] > 0.9 * size:
                    steps.append(height - last[over])
                last[over] = height
        near = sorted(steps)[len(steps) // 10] if steps else 1.4 * size
        return min(max(near, size), 2.2 * size)


def _is_own(word: Word) -> bool:
    """Return whether a word is what only rows have: a number, a dash, a nature."""
    return is_number(word.text) or is_dash(word.text) or nature_of(word.text) is not None
