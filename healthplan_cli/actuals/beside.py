"""What stands beside a value in its row: its source, a note, whether it is preliminary."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.actuals.grid import Cell, Odd, Row, text_of
from healthplan_cli.actuals.header import Said
from healthplan_cli.actuals.headings import is_preliminary, plain
from healthplan_cli.actuals.layout import Layout, Values
from healthplan_cli.actuals.places import Misplaced, Unreadable
from healthplan_cli.speech import tr
from healthplan_cli.wording.reported import NO_VALUE

_YES = frozenset(["是", "true", "yes", "y", "1", "√", "✓", "初步", "初步数", "预计", "快报", "快报数"])
_NO = frozenset(
    [
        "",
        "否",
        "false",
        "no",
        "n",
        "0",
        "×",
        "终值",
        "最终",
        "最终数",
        "正式",
        "年报",
        "年报数",
        "核定",
        "—",
        "——",
        "-",
    ]
)
_ERRORS = frozenset(
    ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"]
)

Words = tuple[str | None, str | None, bool]  # a value's source, its note, whether it is preliminary


_UNSEEN = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(8232, 8239), *range(8294, 8298)), " "
)


class Beside(Misplaced):
    """Something wrong in a cell beside the value; `at` is its column."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def value_text(cell: Cell) -> str:
    """What a cell says. Raises Unreadable for one that says nothing to judge by."""
    if isinstance(cell, Odd):
        raise Unreadable(cell.message)
    if cell[:1] == "#" and cell.upper() in _ERRORS:
        raise Unreadable(tr("电子表格的错误值 {cell}，不是数值", cell=cell))
    return cell


class Neighbours:
    """Reads what stands beside values; the same words are understood once."""

    def __init__(self, layout: Layout, said: Said) -> None:
        self.layout, self.said = layout, said
        self._row: Row | None = None
        self._columns: tuple[object, ...] = ()
        self._said: Words = (None, None, False)

    def said_of(self, row: Row, values: Values) -> Words:
        """A value's source, its note, whether it is preliminary; mostly as for the value left of it. Raises Beside."""
        flag_at = None if values.provisional else values.provisional_at
        columns = (values.source_at, values.note_at, flag_at)
        if row is not self._row or columns != self._columns:
            source = _words(row, values.source_at) or self.said.source
            self._said = source, _words(row, values.note_at), _flag(row, flag_at)
            self._row, self._columns = row, columns
        source, note, provisional = self._said
        return source, note, provisional or values.provisional or self._noted(row, values, note)

    def _noted(self, row: Row, values: Values, note: str | None) -> bool:
        """Whether a note says that a value is preliminary: of several years in its row it can only mean the last."""
        if note is None or not is_preliminary(note):
            return False
        alike = [item for item in self.layout.values if item.note_at == values.note_at]
        years = [item.year or 0 for item in alike if row.cells.get(item.at, "") not in NO_VALUE]
        return (values.year or 0) == max(years, default=0)


def _words(row: Row, columns: Sequence[int]) -> str | None:
    """The words of a source or a note; a formula that was never calculated has none to give."""
    words = []
    for at in columns:
        cell = row.filled.get(at)
        if isinstance(cell, Odd) and not cell.text:
            raise Beside(cell.message, at)
        if cell is not None:
            words.append(text_of(cell).translate(_UNSEEN))
    return tr("；").join(dict.fromkeys(words)) if words else None


def _flag(row: Row, at: int | None) -> bool:
    if at is None:
        return False
    words = plain(text_of(row.filled.get(at)))
    if words not in _YES and words not in _NO:
        raise Beside(tr("“初步”一列写的是“{words}”，应写是或否（初步数、终值也可以）", words=words), at)
    return words in _YES
