"""In which unit a row's numbers are: the row's own, else that of the row it goes on from, of its section, of the whole sheet.

In come a table's layout and its rows in their order; out comes, for each value, the unit that stands beside it (which a unit in
the value itself must not contradict), and what holds for a bare number without one. Contract section 2, docs/formats.md.
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
    """Reads the units of one table's rows; `enter` each row, in order, before its values are read."""

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
        """Take notice of a row: whether it leans on the one above, opens a section with a unit of its own, or ends one."""
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
        """Take the unit that a row's category says (产业（万元）); an empty cell goes on with the category above."""
        texts = self.group_texts(row)
        if texts:
            self._group = SheetUnits(said for text in texts for said in of_heading(text))

    def group_texts(self, row: SheetRow) -> list[str]:
        """Return what the columns that put rows together say of a row, the widest first."""
        return [text for at in self._groups if (text := text_of(row.filled.get(at)))]

    def beside(self, row: SheetRow, place: IndicatorPart, values: Values) -> str | None:
        """Return the unit that stands beside a value: its row's, its name's, its column's; that of the row it goes on from.

        None where there is none, or it is the indicator's own. Raise Misplaced where two of them disagree.
        """
        given = self._given(row, place, values)
        if len({units.canonical(plain(unit)) for unit in given}) > 1:
            raise Misplaced(tr("单位写了两种：{names}", names=tr("、").join(dict.fromkeys(given))))
        usual = bool(given) and units.canonical(plain(given[0])) == place.indicator.measure
        usual = usual and not self.index.differs(place.indicator)
        # a usual unit may stand beside a value that has its own: 0.29% in a row of ‰
        return None if usual or not given else given[0]

    def _given(self, row: SheetRow, place: IndicatorPart, values: Values) -> tuple[str, ...]:
        """Return the units that stand beside a value; those of the row it goes on from where it has none itself."""
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
        """Return what may hold a row's unit: its unit's cell, the cells that name it, its notes."""
        at = (values.unit_at, *self.layout.naming[2:], *values.note_at)
        return tuple(row.filled.get(column) if column is not None else None for column in at)

    def of_bare(self, row: SheetRow, place: IndicatorPart, values: Values) -> Callable[[], str | None]:
        """Return what gives the unit of a bare number beside which no unit stands: the section's, else the sheet's."""
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
        """Return what decides, besides the unit beside a value, how a bare number is read."""
        cell = row.filled.get(values.unit_at) if values.unit_at is not None else None
        return (
            id(self._group),
            id(self._section),
            cell,
            self._head.number if self._leans and self._head else 0,
        )

    def check_counts(self, place: IndicatorPart) -> None:
        """Raise Misplaced for a count and its population in a sheet of 万人: whether that holds for both isn't said."""
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
    """Yield the unit in a row's own cell, in the brackets of what names it, in a note that says 单位：万元."""
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
    """Return the unit in a row's own cell; the plan's own words say nothing new, even where no unit word is like them."""
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
