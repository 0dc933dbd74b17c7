"""What stands beside a value in its row: its unit, its source, a note, whether it is preliminary."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli import units
from healthplan_cli.actuals.finding import unit_of_name
from healthplan_cli.actuals.grid import Cell, Odd, Row, text_of
from healthplan_cli.actuals.header import Said
from healthplan_cli.actuals.headings import is_preliminary, plain
from healthplan_cli.actuals.layout import Layout, Values
from healthplan_cli.actuals.places import Index, Misplaced, Place
from healthplan_cli.speech import tr
from healthplan_cli.wording.normalise import squeeze
from healthplan_cli.wording.reported import NO_VALUE

_NO_UNIT = frozenset(("", "—", "——", "-", "--", "/", "无", "无单位", "n/a"))
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
    """What a cell says. Raises Misplaced for one that says nothing to judge by."""
    if isinstance(cell, Odd):
        raise Misplaced(cell.message)
    if cell[:1] == "#" and cell.upper() in _ERRORS:
        raise Misplaced(tr("电子表格的错误值 {cell}，不是数值", cell=cell))
    return cell


class Neighbours:
    """Reads what stands beside values; the same words are understood once."""

    def __init__(self, layout: Layout, said: Said, index: Index) -> None:
        self.layout, self.said, self.index = layout, said, index
        self._units: dict[tuple[object, ...], str | None] = {}
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

    def key(self, row: Row, place: Place, values: Values) -> tuple[object, ...]:
        """What a value means is decided by: values alike in this mean the same."""
        name_at, unit_at, filled = self.layout.naming[2], values.unit_at, row.filled
        return (
            place.indicator.id,
            place.component.id if place.component else None,
            values.at,
            row.cells[values.at],
            filled.get(unit_at) if unit_at is not None else None,
            filled.get(name_at) if name_at is not None else None,
        )

    def unit(self, row: Row, place: Place, values: Values) -> str | None:
        """The unit of the row, of its name's brackets, of its column, else of the whole table. They must agree."""
        name_at = self.layout.naming[2]
        cell = row.filled.get(values.unit_at) if values.unit_at is not None else None
        name = row.filled.get(name_at) if name_at is not None else None
        key = (cell, name, values.unit, place.indicator.id)
        if key not in self._units:
            own = _own_unit(cell, place, values.unit_at or 0)
            given = [unit for unit in (own, unit_of_name(text_of(name)), values.unit) if unit]
            if len({units.canonical(plain(unit)) for unit in given}) > 1:
                raise Misplaced(tr("单位写了两种：{names}", names=tr("、").join(dict.fromkeys(given))))
            unit = given[0] if given else self.said.unit
            usual = unit is not None and units.canonical(plain(unit)) == place.indicator.measure
            usual = usual and not self.index.differs(place.indicator)
            self._units[key] = None if usual else unit  # then a value may have its own: 0.29% in a row of ‰
        return self._units[key]


def _own_unit(cell: Cell | None, place: Place, at: int) -> str | None:
    """The unit in a row's own cell; the plan's own words say nothing new, even where no unit word is like them."""
    try:
        unit = squeeze(value_text(cell or ""))
    except Misplaced as error:
        raise Beside(str(error), at) from None
    if plain(unit) in _NO_UNIT:
        return None
    if units.canonical(plain(unit)) is not None:
        return unit
    if unit == squeeze(place.indicator.unit or ""):
        return None
    raise Beside(tr("不认识的单位“{unit}”", unit=unit), at)


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
