"""In which unit a row's numbers are: the row's own, else that of the row it goes on from, of its section, of the whole sheet.

In come a table's layout and its rows in their order; out comes, for each value, the unit that stands beside it (which a unit in
the value itself must not contradict), and what holds for a bare number without one. Contract section 2, docs/formats.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from healthplan_cli import units
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.normalise import plain, squeeze
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.sources.actuals.adjacent_columns import Beside, value_text
from healthplan_cli.sources.actuals.footnotes import is_footnote
from healthplan_cli.sources.actuals.grid import Cell, SheetRow, text_of
from healthplan_cli.sources.actuals.heading_words import GROUPS, ColumnRole
from healthplan_cli.sources.actuals.headingrows import HeadingRows, Heads
from healthplan_cli.sources.actuals.layout import SheetLayout, Values
from healthplan_cli.sources.actuals.lookup import Index, Misplaced
from healthplan_cli.sources.actuals.placing import Placer
from healthplan_cli.sources.actuals.row_names import unit_of_name
from healthplan_cli.sources.actuals.sheetunits import SheetUnits
from healthplan_cli.sources.actuals.unit_statements import (
    Statement,
    UnitScope,
    of_column,
    says_only_units,
    statements,
    unit_said,
)

_NO_UNIT = frozenset(("", "—", "——", "-", "--", "/", "无", "无单位", "n/a"))
_NAMED_SO = (
    ColumnRole.NAME,
    ColumnRole.COMPONENT,
    ColumnRole.UNIT,
)  # a unit in brackets behind these is that of all rows
_FEWEST = 1000  # a magnitude: 万人, 千人


class RowUnits:
    """Reads the units of one table's rows; `enter` each row, in order, before its values are read."""

    def __init__(self, layout: SheetLayout, index: Index, placer: Placer, heads: HeadingRows) -> None:
        self.layout, self.index, self.placer, self.heads = layout, index, placer, heads
        said = _Said(layout)
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
            self._group = SheetUnits(said for text in texts for said in _of_heading(text))

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


def _of_heading(text: str) -> list[Statement]:
    """Return what a section's or a category's heading says of units: 产业（单位：万元）, 产业（万元）."""
    unit = unit_of_name(text)
    return statements(text) or ([Statement(text, (units.canonical(plain(unit)) or unit,))] if unit else [])


class _Said:
    """What a table's cells say of units beyond their own row, and the rows that say nothing else."""

    def __init__(self, layout: SheetLayout) -> None:
        self.layout = layout
        ats = (at for item in layout.values for at in (item.at, item.population_at))
        self.values = {at for at in ats if at is not None}
        self.whole: list[Statement] = [*self._above(), *self._in_header()]
        self.sections: dict[int, list[Statement]] = {}
        self.rows: set[int] = set()
        self.silent: list[
            tuple[SheetRow, bool]
        ] = []  # the rows without a value, and whether no value is below them
        self._below()

    def _above(self) -> Iterator[Statement]:
        for row in self.layout.grid.rows[: self.layout.header.first]:
            for text in joined_pairs(row.cells):
                yield from statements(text, above=True)

    def _in_header(self) -> Iterator[Statement]:
        """Yield a unit in a heading: of one column of values, or (behind 指标, or in a cell that heads nothing) of the whole
        table.
        """
        header = self.layout.header
        for row in self.layout.grid.rows[header.first : header.body]:
            for at, cell in row.cells.items():
                found = statements(text_of(cell))
                yield from of_column(found) if at in self.values else found
        for column in header.columns:
            heading = column.heading
            unit = unit_of_name(column.words) if heading and heading.role in _NAMED_SO else None
            if unit and not statements(column.words):
                yield Statement(column.words, (units.canonical(unit) or unit,))
        for values in self.layout.values:
            unit = units.canonical(values.unit or "")
            if unit and values.population_at is None:
                words = next(column.words for column in header.columns if column.at == values.at)
                yield Statement(words, (unit,), UnitScope.COLUMN)

    def _below(self) -> None:
        """Note the units in rows without a value: a footnote's is the whole table's, one between values that of the rows
        below.
        """
        silent: list[SheetRow] = []
        last = 0
        for row in self.layout.body:
            if self._has_value(row):
                last = row.number
                continue
            silent.append(row)
            if not last:
                self._alone(row)
        self.silent = [(row, row.number > last) for row in silent]
        for row, below in self.silent:
            if row.number not in self.rows:
                self._silent(row, below)

    def _has_value(self, row: SheetRow) -> bool:
        cells = [row.cells[at] for at in self.values if at in row.cells]
        told = any("单" in text_of(cell) for cell in cells)  # 单位：万元 at the right, in a column of values
        if not told or not all(says_only_units(text_of(cell)) for cell in row.cells.values()):
            return any(cell not in NO_VALUE for cell in cells)
        self.rows.add(row.number)
        self.whole += self._of(row)
        return False

    def _alone(self, row: SheetRow) -> None:
        """Note the unit of a row above all values that says a unit and nothing else."""
        if row.number not in self.rows and all(says_only_units(text_of(cell)) for cell in row.cells.values()):
            self.rows.add(row.number)
            self.whole += self._of(row)

    def _silent(self, row: SheetRow, below: bool) -> None:
        found = self._of(row)
        if below or is_footnote(plain(text_of(next(iter(row.cells.values())))[:20])):
            self.whole += found
            return
        found = found or _of_heading(text_of(row.cells.get(self.layout.naming[2] or 0)))
        if found:
            self.sections[row.number] = found

    def _of(self, row: SheetRow) -> list[Statement]:
        aside = {at for item in self.layout.values for at in (item.unit_at, *item.note_at, *item.source_at)}
        only = len(row.cells) == 1 or row.number in self.rows
        texts = (text_of(cell) for at, cell in row.cells.items() if only or at not in aside)
        return [said for text in texts for said in statements(text)]


def joined_pairs(cells: Mapping[int, Cell]) -> Iterator[str]:
    """Yield the texts of a row's cells; one that ends with a colon, or is 单位 alone, with the text of the cell beside it."""
    for at, cell in cells.items():
        text = text_of(cell)
        if text.endswith((":", "：")) or text.endswith("单位"):
            text += " " + text_of(cells.get(at + 1))
        yield text
