"""The unit of each row's numbers: the row's own, else that of the row above it, of its section, of the sheet (contract
section 2).

A unit stated beside a value must agree with one in the value itself; units of a section or sheet apply only to numbers
without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from healthplan_cli import units
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.normalise import plain, squeeze
from healthplan_cli.sources.actuals.adjacent_columns import Beside, value_text
from healthplan_cli.sources.actuals.grid import Cell, SheetRow, text_of
from healthplan_cli.sources.actuals.heading_words import GROUPS
from healthplan_cli.sources.actuals.headingrows import HeadingRows, Heads
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.lookup import Index, Misplaced
from healthplan_cli.sources.actuals.placing import Placer
from healthplan_cli.sources.actuals.row_names import unit_of_name
from healthplan_cli.sources.actuals.said_units import SaidUnits, of_heading
from healthplan_cli.sources.actuals.sheetunits import SheetUnits
from healthplan_cli.sources.actuals.unit_statements import (
    UnitScope,
    of_column,
    statements,
    unit_said,
)
from healthplan_cli.sources.actuals.value_columns import Values

_NO_UNIT = frozenset(("", "—", "——", "-", "--", "/", "无", "无单位", "n/a"))
_FEWEST = 1000  # a magnitude: 万人, 千人


class RowUnits:
    """Finds the units of a table's values; `enter` must be called for each row, in order, before its values are read."""

    def __init__(self, layout: SheetLayout, index: Index, placer: Placer, heads: HeadingRows) -> None:
        self.layout, self.index, self.placer, self.heads = layout, index, placer, heads
        said = SaidUnits(layout)
        self.whole = SheetUnits(said.whole)
        self.only_said = said.rows  # rows that say a unit and nothing else
        self.silent = said.silent
        self._sections = said.sections
        self._section = SheetUnits()
        self._groups = [
            column.at
            for column in layout.header.columns
            if plain(column.words) in GROUPS and column.at not in layout.naming
        ]
        self._group = SheetUnits()
        self._head: SheetRow | None = None
        self._leans = False
        self._known: dict[tuple[object, ...], tuple[str, ...]] = {}

    def enter(self, row: SheetRow, valued: bool) -> None:
        """Take notice of a row: whether it belongs to the one above, begins a section with its own unit, or ends one."""
        self._leans = self.placer.depends_on_row_above(row)
        if not self._leans:
            self._head = row
        self._enter_group(row)
        if valued or not (self._sections or self._section):
            return
        heads = Heads.NO if self._leans else self.heads.of(row)
        if heads is not Heads.NO:
            found = self._sections.get(row.number, ())
            self._section = SheetUnits(found if heads is Heads.YES else of_column(found))

    def _enter_group(self, row: SheetRow) -> None:
        """Take over the unit in a row's category (产业（万元）); an empty cell continues the category above."""
        texts = self.group_texts(row)
        if texts:
            self._group = SheetUnits(said for text in texts for said in of_heading(text))

    def group_texts(self, row: SheetRow) -> list[str]:
        """Return the texts of a row in the category columns, the widest category first."""
        return [text for at in self._groups if (text := text_of(row.filled.get(at)))]

    def beside(self, row: SheetRow, place: IndicatorPart, values: Values) -> str | None:
        """Return the unit stated beside a value: by its row, name or column, else by the row it continues.

        Return None where there is none, or it is the indicator's own. Raise Misplaced for two that disagree.
        """
        given = self._given(row, place, values)
        if len({units.canonical(plain(unit)) for unit in given}) > 1:
            raise Misplaced(tr("单位写了两种：{names}", names=tr("、").join(dict.fromkeys(given))))
        usual = bool(given) and units.canonical(plain(given[0])) == place.indicator.measure
        usual = usual and not self.index.differs(place.indicator)
        # a usual unit may stand beside a value that has its own: 0.29% in a row of ‰
        return None if usual or not given else given[0]

    def _given(self, row: SheetRow, place: IndicatorPart, values: Values) -> tuple[str, ...]:
        """Return all units stated beside a value; where there are none, those of the row that it continues."""
        texts = self._texts(row, values)
        head = self._texts(self._head, values) if self._leans and self._head is not None else ()
        key = (texts, head, values.at, place.indicator.id)
        if key not in self._known:
            own = [unit for unit in (*_own_units(texts, place, values), values.unit) if unit]
            if not own and head:
                own = [unit for unit in _own_units(head, place, values) if unit]
            self._known[key] = tuple(own)
        return self._known[key]

    def _texts(self, row: SheetRow, values: Values) -> tuple[Cell | None, ...]:
        """Return the cells that may hold a row's unit: the unit's own, those that name the row, its notes."""
        at = (values.unit_at, *self.layout.naming[2:], *values.note_at)
        return tuple(row.filled.get(column) if column is not None else None for column in at)

    def of_bare(self, row: SheetRow, place: IndicatorPart, values: Values) -> Callable[[], str | None]:
        """Return a function that gives the unit of a number without one: that of the category, else the section, else the
        sheet.

        The function raises Misplaced where such a statement doesn't fit the row.
        """
        if not (self._group or self._section or self.whole) or self._given(row, place, values):
            return _nothing
        group, section, indicator = self._group, self._section, place.indicator
        none = text_of(row.filled.get(values.unit_at or 0))

        def unit() -> str | None:
            key = indicator.measure, indicator.per, indicator.name
            found = group.unit(*key) or section.unit(*key) or self.whole.unit(*key)
            if found and none and found != indicator.measure:
                raise Misplaced(
                    tr(
                        "{name}：单位一格写的是“{none}”，而表上写的单位是“{unit}”：请写明这一行的单位",
                        name=indicator.name,
                        none=none,
                        unit=found,
                    )
                )
            return found

        return unit

    def scope(self, row: SheetRow, values: Values) -> tuple[object, ...]:
        """Return a key that is equal for rows whose bare numbers have the same unit, so that equal words need be read once."""
        cell = row.filled.get(values.unit_at) if values.unit_at is not None else None
        return (
            id(self._group),
            id(self._section),
            cell,
            self._head.number if self._leans and self._head else 0,
        )

    def check_counts(self, place: IndicatorPart) -> None:
        """Raise Misplaced for a numerator and denominator without units where the sheet states a unit such as 万人, which
        may be meant for one of them only.
        """
        for said in (*self._group.statements, *self._section.statements, *self.whole.statements):
            if said.scope is UnitScope.ALL and any(map(_is_many, said.units)):
                words = tr(
                    "{name}：表上写着“{words}”，分子、分母是不是也以它计说不清：请写进列名，如 活产数（人）",
                    name=place.indicator.name,
                    words=said.words,
                )
                raise Misplaced(words)


def _nothing() -> str | None:
    return None


def _is_many(unit: str) -> bool:
    parsed = units.parse(unit)
    return parsed is not None and not parsed.per and parsed.factor >= _FEWEST


def _own_units(texts: tuple[Cell | None, ...], place: IndicatorPart, values: Values) -> Iterator[str | None]:
    """Yield the units in a row's unit cell, in brackets of its names, and in notes such as 单位：万元."""
    cell, *others = texts
    yield _own_unit(cell, place, values.unit_at or 0)
    names, notes = others[: len(others) - len(values.note_at)], others[len(others) - len(values.note_at) :]
    for name in names:
        yield unit_of_name(text_of(name))
    for note in notes:
        text = text_of(note)
        found = [
            unit for said in statements(text) for unit in said.units if said.scope is not UnitScope.NAMED
        ]
        yield found[0] if len(found) == 1 else unit_said(text)


def _own_unit(cell: Cell | None, place: IndicatorPart, at: int) -> str | None:
    """Return the unit in a row's unit cell; None for an empty one, and for the plan's own words. Raise Beside for an unknown unit."""
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
    worded = unit_said(unit)
    if worded is not None:
        return worded
    raise Beside(tr("不认识的单位“{unit}”", unit=unit), at)
