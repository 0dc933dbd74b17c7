"""The rows under a head: each with its cells by column, its categories, and the lines that belong to it; no word is read here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    closes,
    half,
    is_chinese,
    is_dash,
    is_empty,
    is_name,
    is_number,
    is_open,
    is_serial,
    joined,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, Role
from healthplan_cli.draft.tables.heads import Covering, Head
from healthplan_cli.language.names import named_among
from healthplan_cli.sources.documents.blocks import Grid, GridCell, Place

_SHARED = frozenset([Role.CATEGORY, Role.NATURE, Role.RESPONSIBLE, Role.UNIT, Role.NOTE, Role.DEFINITION, Role.TICK])
_NOTE = Pattern(r"(?:备?注|附注|表注)\d{0,2}[:.、(\s]|[①-⑳]|[*※☆★△▲†#][^\d]|(?:资料|数据)来源[:]|〔(?:注?\d{1,2})〕|注$|填表说明")
_DEFINITION = Pattern(r"(?:指标)?(?:说明|定义|解释|释义|含义|口径|计算(?:方法|公式|方式)|指标(?:说明|定义|解释|含义)|统计口径|公式|指标解释及计算方法)[:]")
_AMONG = "其中"
_UNIT_LINE = Pattern(r"\(?(?:计量)?单位[:]")
_LEVELS = (
    Pattern(r"第[一二三四五六七八九十]+[类部章节]|[一二三四五六七八九十]{1,3}[、.]"),
    Pattern(r"\([一二三四五六七八九十]{1,3}\)"),
)
_UNNUMBERED = 2  # the level of a group's title without a number
_NUMBERED = Pattern(r"(?:第[一二三四五六七八九十]+[类部章节][:、]?|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)(?:[-—~至、]\([一二三四五六七八九十]{1,3}\))?|\d{1,2}[、.](?!\d))")
_NO_DOT = Pattern(r"\d{1,3}[.、](?!\d)")
_SUB = Pattern(r"\(\d{1,2}\)|[①-⑳⑴-⒇]|\d{1,2}\)|[-—·•○]|\d{1,2}[.-]\d{1,2}(?!\d)")


@dataclass(slots=True)
class Text:
    """The words of a cell (its lines parted by newlines), the raised marks in it, and its place."""

    words: str
    marks: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)
    shared: bool = False
    """Whether a cell of several rows: its words are the other rows' too."""


@dataclass(slots=True)
class Row:
    """A row as it is put together: its cells by their column, the titles of its groups, the rows that are its parts."""

    cells: dict[int, Text]
    place: Place
    groups: tuple[str, ...] = ()
    parts: list[Row] = field(default_factory=list)
    definition: list[str] = field(default_factory=list)
    group_nature: str | None = None
    among: bool = False
    """Whether 其中 stands beside its name, and not in it."""

    def words(self, column: int | None) -> str:
        """Return the words in a column, with their lines; nothing for a column that isn't there."""
        text = self.cells.get(column) if column is not None else None
        return text.words if text else ""


@dataclass(slots=True)
class Section:
    """What stands under a head: its rows, the notes and the statement of a unit among them."""

    head: Head
    rows: list[Row] = field(default_factory=list)
    ruled: bool = True
    notes: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)


def read_rows(grid: Grid, covering: Covering, head: Head, rows: range, skipped: frozenset[int]) -> Section:
    """Return the rows of a grid under a head; `skipped` are the rows of its repetitions."""
    section = Section(head, ruled=grid.ruled)
    reader = _Reader(grid, covering, section)
    for number in rows:
        if number not in skipped:
            reader.take(number, number == rows[-1])
    reader.fill_down()
    reader.first_parts()
    return section


class _Reader:
    """Goes through the rows of a grid from the top down, with the groups and the row that the next one may belong to."""

    def __init__(self, grid: Grid, covering: Covering, section: Section) -> None:
        self.grid, self.covering, self.section = grid, covering, section
        self.head = section.head
        self.groups: list[tuple[int, str]] = []
        self.seen: set[GridCell] = set()
        self.mine = [number for number, column in enumerate(self.head.columns) if column.role is not Role.OTHER]
        self.name = self.head.at(Role.NAME)[0]
        self.no = next(iter(self.head.at(Role.NO)), None)
        self.values = self.head.at(*VALUES)
        self.nature = next(iter(self.head.at(Role.NATURE)), None)

    def take(self, number: int, last: bool) -> None:
        """Take one row of the grid: a line over the whole table, the rest of the row before, or a row of its own."""
        cells = [self.covering[number, column] for column in range(self.grid.columns) if (number, column) in self.covering]
        own = [cell for cell in dict.fromkeys(cells) if not is_empty(cell.text)]
        if len(self.mine) < self.grid.columns:  # two tables side by side
            own = [cell for cell in own if any(cell.column <= at < cell.column + cell.colspan for at in self.mine)] if self._is_split() else own
        new = [cell for cell in own if cell not in self.seen]
        self.seen.update(own)
        if not new:
            return
        for cell in new:
            if self.head.columns[cell.column].role is Role.CATEGORY and cell.column != self.name:
                self.groups = [(level, text) for level, text in self.groups if level < _UNNUMBERED]
        rest = [cell for cell in new if self.head.columns[cell.column].role is not Role.CATEGORY or cell.column == self.name]
        wide = len(rest) == 1 and rest[0].colspan > 2 and rest[0].column <= self.name and all(value < rest[0].column + rest[0].colspan for value in self.values)
        if (wide or len(own) == 1) and self._line((rest or new)[0], last):
            return
        row = self._row(number)
        if row is not None:
            self._name_among(number, row)
            self._place(row)

    def _is_split(self) -> bool:
        return any(column.role is Role.OTHER and not column.words for column in self.head.columns)

    def _row(self, number: int) -> Row | None:
        found: dict[int, Text] = {}
        for column in self.mine:
            cell = self.covering.get((number, column))
            role = self.head.columns[column].role
            if cell is None or is_empty(cell.text):
                continue
            if any(before in found and not (role in VALUES and self.head.columns[before].role in VALUES) for before in range(cell.column, column)):
                continue
            if cell.row < number and role not in _SHARED and not (role in VALUES and self._starts(number)):
                continue
            found[column] = Text(cell.text, cell.marks, cell.place, cell.rowspan > 1)
        if not found:
            return None
        first = min((text.place for text in found.values()), key=lambda place: (place.line or 0, place.row or 0))
        return Row(found, found[self.name].place if self.name in found else first, tuple(text for _, text in self.groups))

    def _name_among(self, number: int, row: Row) -> None:
        """Name a row by its part where 其中 alone stands in the name's column, perhaps over several rows."""
        name = self.covering.get((number, self.name))
        part = next((column for column in self.head.at(Role.PART) if column in row.cells), None)
        if part is not None and name is not None and half(name.text).strip(":") == _AMONG:
            row.cells[self.name] = row.cells.pop(part)
            row.among = True

    def _starts(self, number: int) -> bool:
        """Whether a row has a name of its own, so that a value over two rows is also its."""
        cell = self.covering.get((number, self.name))
        return cell is not None and cell.row == number and not is_empty(cell.text) and named_among(joined(cell.text)) is None

    # ── lines over the whole table ──

    def _line(self, cell: GridCell, last: bool) -> bool:
        """Take a row that is one cell as what it is; False where it is an ordinary row of few words."""
        words, plain = joined(cell.text), half(cell.text)
        wide = cell.colspan > 2 or cell.colspan >= self.grid.columns > 1
        rows = self.section.rows
        if _UNIT_LINE.match(plain):
            self.section.units.append(words)
        elif _DEFINITION.match(plain) and rows and not (last and not any(row.definition for row in rows)):
            (rows[-1].definition).append(words)
        elif _NOTE.match(plain) or _DEFINITION.match(plain) or (wide and len(plain) > 40):
            self.section.notes.append(cell.text)
        elif wide or self._is_group(cell, plain):
            self._group(words)
        else:
            return False
        return True

    def _is_group(self, cell: GridCell, plain: str) -> bool:
        """Whether a cell that stands alone in a row, over one column, begins a group of rows."""
        if cell.rowspan > 1 or is_number(plain) or nature_of(plain) and len(plain) <= 3:
            return False
        if self.head.columns[cell.column].role is Role.CATEGORY and cell.column != self.name:
            return True
        rows = self.section.rows
        if rows and (is_open(joined(rows[-1].words(self.name))) or closes(plain)):
            return False
        if any(level.match(plain) for level in _LEVELS):
            return True
        if self.no is not None and cell.column == self.no:
            return is_chinese(plain) and not is_serial(plain)
        return plain.endswith(("指标", "类", "方面", "领域")) or (not self.grid.ruled and self._closed() and len(plain) <= 10 and not is_name(plain) and named_among(plain) is None and _SUB.match(plain) is None and self.no is not None)

    def _closed(self) -> bool:
        rows = self.section.rows
        return not rows or is_name(rows[-1].words(self.name))

    def _group(self, words: str) -> None:
        level = next((number for number, pattern in enumerate(_LEVELS) if pattern.match(half(words))), None)
        if level is None:
            level = _UNNUMBERED
        self.groups = [(known, text) for known, text in self.groups if known < level] + [(level, without_number(words))]

    # ── rows ──

    def _place(self, row: Row) -> None:
        rows = self.section.rows
        before = rows[-1] if rows else None
        row.group_nature = next((nature for _, text in reversed(self.groups) if (nature := _stated(text))), None)
        if before is not None and self._goes_on(before, row):
            self._join(before.parts[-1] if before.parts and self._of_part(before, row) else before, row)
        elif before is not None and self._is_part(before, row):
            before.parts.append(row)
        else:
            rows.append(row)

    def _of_part(self, before: Row, row: Row) -> bool:
        return self.name not in row.cells

    def _goes_on(self, before: Row, row: Row) -> bool:
        """Whether a row is the rest of the one before: nothing that begins one, and nothing that would join two numbers."""
        if self.no is not None and self.no in row.cells:
            return False
        if self.nature is not None and self.nature in row.cells and row.cells[self.nature].words and not row.cells[self.nature].shared and before.words(self.nature) and nature_of(row.words(self.nature)):
            return False
        part = next(iter(self.head.at(Role.PART)), None)
        if part in row.cells or row.among or named_among(joined(row.words(self.name))) is not None:
            return False
        own = {column for column in row.cells if self.head.columns[column].role not in _SHARED or not row.cells[column].shared}
        if not own:
            return True
        values = [column for column in self.values if column in row.cells]
        if any(is_number(row.words(column)) or (is_dash(row.words(column))) for column in values):
            return False
        name, ahead = row.words(self.name), joined(before.words(self.name))
        if not name:
            return bool(before.cells)
        if closes(name) or is_open(ahead):
            return True
        return not is_name(ahead) and not values and (self.no is not None or not self.grid.ruled) and _SUB.match(half(name)) is None

    def _join(self, before: Row, row: Row) -> None:
        for column, text in row.cells.items():
            known = before.cells.get(column)
            if known is None:
                before.cells[column] = text
            elif text.words != known.words or not text.shared:
                before.cells[column] = replace(known, words=f"{known.words}\n{text.words}", marks=known.marks + text.marks)

    def _is_part(self, before: Row, row: Row) -> bool:
        """Whether a row is a part of the one before: it has only a part's name, or says 其中 under one without values."""
        part = next(iter(self.head.at(Role.PART)), None)
        if self.no is not None and self.no in row.cells and not is_empty(row.words(self.no)):
            return False
        name = joined(row.words(self.name))
        if part is not None and part in row.cells:
            return not name or name == joined(before.words(self.name))
        if not name:
            return any(column in row.cells for column in self.values) and self.grid.ruled
        if any(not is_dash(before.words(column)) for column in self.values if before.words(column)):
            return False
        if not any(column in row.cells for column in self.values):
            return False
        among = row.among or named_among(name) is not None or _SUB.match(half(name)) is not None or (bool(before.parts) and self._lacks_number(before, row))
        return among and self._same_nature(before, row)

    def _lacks_number(self, before: Row, row: Row) -> bool:
        """Whether rows are numbered, in a column or before their names, and this one isn't."""
        numbered = [_NO_DOT.match(half(one.words(self.name))) is not None for one in (before, row)]
        return self.no is not None or numbered == [True, False]

    def _same_nature(self, before: Row, row: Row) -> bool:
        one, other = before.words(self.nature), row.words(self.nature)
        return not one or not other or half(one) == half(other) or is_dash(one)

    def fill_down(self) -> None:
        """Give the rows whose category cell is empty the one above it in their group, as a column without spans means it."""
        last: dict[int, Text] = {}
        groups: tuple[str, ...] = ()
        for row in self.section.rows:
            if row.groups != groups:
                last, groups = {}, row.groups
            for column in self.head.at(Role.CATEGORY):
                if column in row.cells:
                    last = {known: text for known, text in last.items() if known < column} | {column: row.cells[column]}
                elif column in last:
                    row.cells[column] = last[column]


    def first_parts(self) -> None:
        """Make the first part of a row that stands in its own line: its part's name with the values beside it."""
        for column in self.head.at(Role.PART):
            for row in self.section.rows:
                if column in row.cells:
                    own = {at: row.cells.pop(at) for at in (column, *self.values) if at in row.cells}
                    row.parts.insert(0, Row(own, own[column].place))


def without_number(words: str) -> str:
    """Return a group's or category's words without the number before them: 一、健康水平 is 健康水平."""
    from healthplan_cli.language.normalise import normalise

    normal = normalise(words.replace(" ", ""))
    match = _NUMBERED.match(normal.text)
    if match is None or match.end() == len(normal.text):
        return words
    return words.replace(" ", "")[normal.origin[match.end()] :]


_GROUP_NATURE = Pattern(r"(?:.*[、.)(])?(?P<word>约束|预期|倡导)性(?:指标|目标)?(?:[(].*[)])?[:]?$")


def _stated(words: str) -> str | None:
    """Return the nature that a group's title states: 约束性指标（5项）; None where it states none."""
    match = _GROUP_NATURE.match(half(words))
    return f"{match['word']}性" if match else None
