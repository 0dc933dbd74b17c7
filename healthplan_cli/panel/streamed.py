"""A long table with plain headings, read by the engine itself because it is too large for cells in memory.

The readers of data are asked once for each different name, year, unit and unusual text; numbers never leave the
engine. A table with more columns is read by `reading`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from healthplan_cli.base.errors import InvalidInput, Problem, in_order
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.base.radicals import ordinary
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.model import Actuals
from healthplan_cli.panel.duckdb_engine import DuckDB, quoted
from healthplan_cli.panel.mentions import RegionMention
from healthplan_cli.panel.plainhead import Layout
from healthplan_cli.panel.plainlines import lines_of
from healthplan_cli.panel.telling import RegionTeller, region_columns
from healthplan_cli.sources.actuals.collect import Context, Gatherer
from healthplan_cli.sources.actuals.finding import Finder
from healthplan_cli.sources.actuals.grid import Cell, Grid, SheetRow
from healthplan_cli.sources.actuals.headings import year_in
from healthplan_cli.sources.actuals.joining import year_in_name
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced
from healthplan_cli.sources.actuals.ranking import settle

_AT_ONCE = 200
_REGIONS, _NAMES, _YEARS, _UNITS = range(4)  # the groups of columns whose different words are looked at
ROW = "region, indicator, component, year, text, unit, line"


class StreamedFile:
    """A file that an engine reads twice: first its different words, `panel_words`, then its values with what these mean."""

    def __init__(
        self, layout: Layout, engine: DuckDB, index: Index, words: Mapping[str, str], whole: str
    ) -> None:
        self.layout, self.engine, self.index, self.whole = layout, engine, index, whole
        self.finder = Finder(index, words)
        self.lines = lines_of(layout.path, layout.separator, layout.count)
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.mentions: dict[int, RegionMention] = {}
        self.places: list[tuple[str, str | None]] = []
        self.years: list[int] = []
        columns = layout.columns
        groups = [
            [*layout.regions, *layout.codes],
            [columns[name] for name in ("code", "name", "part") if name in columns],
            [columns[name] for name in ("year",) if name in columns],
            [columns[name] for name in ("unit",) if name in columns],
        ]
        self._groups = {number: group for number, group in enumerate(groups) if group}
        self._find_words()
        self._regions()
        self._names()
        self._years()

    def place(self, line: int) -> Location:
        """Return the location of a line of the file."""
        return Location(self.layout.path, self.lines.line_of(line), 1)

    def _lines(self) -> str:
        """Return the query of the file's lines, numbered. Read twice the file takes less time, and no memory, than kept as a table."""
        fields = [f"c{at}" for at in range(1, self.lines.widest + 1)]
        names = ", ".join(f"'{field}': 'VARCHAR'" for field in fields)
        some = f" WHERE trim(concat({', '.join(fields)})) <> ''" if self.lines.has_empty else ""
        return (
            f"(SELECT * FROM (SELECT CAST(row_number() OVER () + 1 AS INT) AS line, * FROM read_csv({quoted(self.layout.path)},"
            f" columns={{{names}}}, header=true, delim='{self.layout.separator}', quote='\"', escape='\"', auto_detect=false,"
            f" parallel=false, null_padding={not self.lines.is_even})){some})"
        )

    def _find_words(self) -> None:
        """Make the table of the different words of each group of columns, with the first line of each."""
        ats = [at for group in self._groups.values() for at in group]
        fields = ", ".join(f"c{at}" for at in ats)
        sets = ", ".join(f"({', '.join(f'c{at}' for at in group)})" for group in self._groups.values())
        other = [  # what GROUPING_ID is for each group: a bit for each column that isn't in it
            (sum(1 << bit for bit, at in enumerate(reversed(ats)) if at not in group), number)
            for number, group in self._groups.items()
        ]
        number = "".join(f" WHEN {bits} THEN {number}" for bits, number in other)
        self.engine.create(
            "panel_words",
            f"SELECT CASE GROUPING_ID({fields}){number} END AS of, min(line) AS line, {fields} FROM {self._lines()}"
            f" GROUP BY GROUPING SETS ({sets})",
        )

    def _distinct(self, group: int) -> Iterator[tuple[int, dict[int, str]]]:
        """Yield the first line and the words, by column, of all that differ in a group of columns; blank ones are left out."""
        ats = self._groups.get(group, ())
        fields = "".join(f", c{at}" for at in ats)
        query = f"SELECT line{fields} FROM panel_words WHERE of = {group} ORDER BY line"
        for line, *texts in list(self.engine.rows(query)):
            words = {at: ordinary(text.strip()) for at, text in zip(ats, texts, strict=True) if text}
            yield line, {at: text for at, text in words.items() if text}

    def _regions(self) -> None:
        """Find the region of every different text in the region columns, as for the rows of a sheet."""
        rows = []
        for line, texts in self._distinct(_REGIONS):
            cells: Mapping[int, Cell] = texts
            rows.append(SheetRow(line, cells, cells))
        grid = Grid(rows, lambda row, _: self.place(row), str, Location(self.layout.path))
        found = region_columns(self.layout.heads, rows)
        teller = RegionTeller(grid, found, self.layout.heads, self.whole, rows)
        *wide, last = found.names or (0,)
        needed = {at for at in wide if any(at in row.cells for row in rows)}
        for row in rows:
            if last in row.cells and needed - row.cells.keys() and not row.cells.keys() & set(found.codes):
                words = tr("上一级地区是空的：这张表很大，不看上一行，请每一行都写明")
                self.problems.append(Problem(self.place(row.number), words))
                continue
            region = teller.of(row) if row.cells else None
            if isinstance(region, str):
                words = tr("“{name}”是汇总，不是一个地区，没有读", name=region)
                self.notices.append(Problem(self.place(row.number), words))
            elif region is None or not row.cells:
                self.problems.append(Problem(self.place(row.number), tr("这一行没有写是哪个地区")))
            else:
                self.mentions[row.number] = region

    def _names(self) -> None:
        """Find the plan's row of every different name."""
        fields = [self.layout.columns.get(name, 0) for name in ("code", "name", "part")]
        numbers: dict[tuple[str, str | None], int] = {}
        found = []
        for line, said in self._distinct(_NAMES):
            code, name, part = (said.get(at) for at in fields)
            try:
                place = self.finder.place((code, None, name, part, None), None)
            except Misplaced as error:
                self.problems.append(Problem(self.place(line), str(error)))
                continue
            except LeftOut:
                continue
            key = place.indicator.id, place.component.id if place.component else None
            found.append((line, numbers.setdefault(key, len(numbers)), *key))
        self.places = list(numbers)
        columns = {
            "line": "INT",
            "place": "SMALLINT",
            "indicator": self._enumerated("panel_indicator", [indicator for indicator, _ in self.places]),
            "component": self._enumerated("panel_component", [part for _, part in self.places if part]),
        }
        self.engine.load("panel_named", columns, found)

    def _years(self) -> None:
        found = []
        for line, said in self._distinct(_YEARS):
            [text] = said.values() or [""]
            year = year_in(text)
            if year is None:
                self.problems.append(Problem(self.place(line), tr("看不出“{text}”是哪一年", text=text)))
            else:
                found.append((line, year))
        self.engine.load("panel_dated", {"line": "INT", "year": "INT"}, found)
        own = None if _YEARS in self._groups else year_in_name(self.layout.path)
        self.years = sorted({year for _, year in found} | ({own} if own else set()))

    def loaded(self, called: Mapping[int, str], labels: Sequence[str], table: str) -> None:
        """Make the table of values: region, place (its number), indicator, component, year, text, unit, line.

        `called` has the region's label by the first line of its words; `labels`: all of them, in their order. Words are
        kept as numbers (ENUM): a fourth of the memory.
        """
        self.table = table
        units = [(line, text) for line, said in self._distinct(_UNITS) for text in said.values()]
        region, unit = (
            self._enumerated("panel_region", labels),
            self._enumerated("panel_unit", [text for _, text in units]),
        )
        self.engine.load("panel_called", {"line": "INT", "region": region}, called.items())
        self.engine.load("panel_measured", {"line": "INT", "unit": unit}, units)
        nothing = ", ".join(f"'{word}'" for word in sorted(NO_VALUE) if "'" not in word)
        text = f"trim(r.c{self.layout.columns['text']})"
        dated, measured = _YEARS in self._groups, _UNITS in self._groups
        self.engine.create(
            table,
            f"SELECT region, place, indicator, component, year,"
            f" CASE WHEN text IS NULL OR lower(text) IN ({nothing}) THEN '' ELSE text END AS text, unit, line FROM ("
            f"SELECT a.region, n.place, n.indicator, n.component, {'y.year' if dated else self.years[0]} AS year, {text} AS text,"
            f" {'u.unit' if measured else 'CAST(NULL AS panel_unit)'} AS unit, r.line FROM {self._lines()} r"
            + self._meaning("JOIN", "panel_called", "region", "a", _REGIONS)
            + self._meaning("JOIN", "panel_named", "place, t.indicator, t.component", "n", _NAMES)
            + (self._meaning("JOIN", "panel_dated", "year", "y", _YEARS) if dated else "")
            + (self._meaning("LEFT JOIN", "panel_measured", "unit", "u", _UNITS) if measured else "")
            + ")",
        )

    def _enumerated(self, name: str, words: Iterable[str]) -> str:
        """Make the type of a column that has only some words, in their order; return its name."""
        self.engine.load(
            "panel_listed", {"number": "INT", "word": "VARCHAR"}, enumerate(dict.fromkeys(words))
        )
        self.engine.run(f"CREATE TYPE {name} AS ENUM (SELECT word FROM panel_listed ORDER BY number)")
        return name

    def _meaning(self, join: str, table: str, fields: str, alias: str, group: int) -> str:
        """Return the join of the file's lines with what their words in a group of columns mean."""
        ats = self._groups[group]
        own = ", ".join(f"w.c{at}" for at in ats)
        same = " AND ".join(f"{alias}.c{at} IS NOT DISTINCT FROM r.c{at}" for at in ats)
        words = f"SELECT t.{fields}, {own} FROM {table} t JOIN panel_words w ON w.of = {group} AND w.line = t.line"
        return f" {join} ({words}) {alias} ON {same}"


def gathered(file: StreamedFile, index: Index, rows: Iterable[tuple[Any, ...]]) -> Actuals:
    """Return rows of the table of values as the readers of data give them. Raise InvalidInput, with the line, for an unreadable one, and
    for a place with two different values.
    """
    gatherer = Gatherer(index)
    for _, indicator, component, year, text, unit, line in rows:
        row = index.plan.find(indicator)
        part = next((part for part in row.components if part.id == component), None)
        place = IndicatorPart(row, part)
        if text := ordinary((text or "").strip()):
            gatherer.value(text, unit, Context(place, year), file.place(line))
        else:
            gatherer.mention(place)
    values, problems = settle(gatherer.finish(), None, index.plan, ())
    if problems:
        raise InvalidInput(in_order(problems))
    return replace(Actuals(values), parted=frozenset(gatherer.parted))


class StreamedValues:
    """The values of a streamed file as the readers of data give them, fetched for some regions at a time."""

    def __init__(self, file: StreamedFile, regions: Sequence[str], indexes: Mapping[str, Index]) -> None:
        self.file, self.regions, self.indexes = file, list(regions), indexes
        self._at = {region: at for at, region in enumerate(regions)}
        self._fetched: dict[str, list[tuple[Any, ...]]] = {}

    def years_known(self) -> Collection[int]:
        """Return the years that there are values of."""
        query = f"SELECT DISTINCT year FROM {self.file.table} WHERE year IS NOT NULL"
        return [year for (year,) in self.file.engine.rows(query)]

    def actuals(self, region: str, indicators: Collection[str] | None = None) -> Actuals:
        """Return the values of some rows of a region. Raise InvalidInput, with its line, for an unreadable value."""
        if region not in self._fetched:
            self._fetch(self._at[region])
        rows = [row for row in self._fetched[region] if indicators is None or row[1] in indicators]
        return gathered(self.file, self.indexes[region], rows)

    def _fetch(self, first: int) -> None:
        names = self.regions[first : first + _AT_ONCE]
        one, other = (f"CAST({quoted(name)} AS panel_region)" for name in (names[0], names[-1]))
        query = f"SELECT {ROW} FROM {self.file.table} WHERE region BETWEEN {one} AND {other} ORDER BY line"
        self._fetched = {name: [] for name in names}
        for row in self.file.engine.rows(query):
            if row[0] in self._fetched:
                self._fetched[row[0]].append(row)
