"""A long table with plain headings, read by the engine itself because it is too large for cells in memory.

The readers of data are asked once for each different name, year, unit and unusual text; numbers never leave the
engine. A table with more columns is read by `reading`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.model import Actuals
from healthplan_cli.panel.duckdb_engine import DuckDB, quoted
from healthplan_cli.panel.mentions import RegionMention
from healthplan_cli.panel.plainhead import Layout
from healthplan_cli.panel.statements import PLAIN
from healthplan_cli.panel.telling import RegionTeller, region_columns
from healthplan_cli.sources.actuals.collect import Context, Gatherer
from healthplan_cli.sources.actuals.finding import Finder
from healthplan_cli.sources.actuals.grid import Cell, Grid, SheetRow
from healthplan_cli.sources.actuals.headings import year_in
from healthplan_cli.sources.actuals.joining import year_in_name
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced

_AT_ONCE = 200


def _sha256(path: str) -> str:
    import hashlib

    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class StreamedFile:
    """A file in an engine's table `panel_raw`, and tables of what its words mean."""

    def __init__(
        self, layout: Layout, engine: DuckDB, index: Index, words: Mapping[str, str], whole: str
    ) -> None:
        self.layout, self.engine, self.index, self.whole = layout, engine, index, whole
        self.finder = Finder(index, words)
        self.sha256 = _sha256(layout.path)
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.mentions: dict[int, RegionMention] = {}
        names = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(1, layout.count + 1))
        engine.create(
            "panel_raw",
            f"SELECT row_number() OVER () + 1 AS line, * FROM read_csv({quoted(layout.path)}, "
            f"columns={{{names}}}, header=true, delim='{layout.separator}', quote='\"', escape='\"', auto_detect=false, parallel=false)",
        )
        self._regions()
        self._names()
        self._years()

    def place(self, line: int) -> Location:
        """Return the location of a line of the file."""
        return Location(self.layout.path, line, 1)

    def _distinct(self, columns: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        fields = ", ".join(f"c{at}" for at in columns)
        query = f"SELECT min(line) AS line, {fields} FROM panel_raw GROUP BY {fields} ORDER BY line"
        yield from list(self.engine.rows(query))

    def _regions(self) -> None:
        """Find the region of every different text in the region columns, as for the rows of a sheet."""
        columns = (*self.layout.regions, *self.layout.codes)
        rows = []
        for line, *texts in self._distinct(columns):
            cells: dict[int, Cell] = {at: text for at, text in zip(columns, texts, strict=True) if text}
            rows.append(SheetRow(line, cells, cells))
        grid = Grid(
            rows, lambda row, column: Location(self.layout.path, row, column), str, Location(self.layout.path)
        )
        found = region_columns(self.layout.heads, rows)
        teller = RegionTeller(grid, found, self.layout.heads, self.whole, rows)
        for row in rows:
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
        fields = [self.layout.columns.get(name) for name in ("code", "name", "part")]
        ats = [at for at in fields if at is not None]
        found = []
        for line, *texts in self._distinct(ats):
            said = dict(zip(ats, texts, strict=True))
            code, name, part = (said.get(at) if at is not None else None for at in fields)
            try:
                place = self.finder.place((code, None, name, part, None), None)
            except Misplaced as error:
                self.problems.append(Problem(self.place(line), str(error)))
                continue
            except LeftOut:
                continue
            component = place.component.id if place.component else None
            found.append((line, place.indicator.id, component))
        columns = {"line": "INT", "indicator": "VARCHAR", "component": "VARCHAR"}
        self.engine.load("panel_named", columns, found)

    def _years(self) -> None:
        at = self.layout.columns.get("year")
        found: list[tuple[Any, ...]] = []
        for line, text in self._distinct([at]) if at is not None else ():
            year = year_in(text or "")
            if year is None:
                self.problems.append(Problem(self.place(line), tr("看不出“{text}”是哪一年", text=text or "")))
            found.append((line, year))
        self.engine.load("panel_dated", {"line": "INT", "year": "INT"}, found)
        self.named_year = year_in_name(self.layout.path) if at is None else None
        if at is None and self.named_year is None:
            words = tr("没有年份一列，文件名里也没有年份：请写明年份")
            self.problems.append(Problem(Location(self.layout.path), words))

    def loaded(self, labels: Mapping[int, str], table: str) -> None:
        """Make the table of values: region, indicator, component, year, text, unit, line.

        `labels` has the region's label by the first line of its words.
        """
        self.engine.load("panel_called", {"line": "INT", "region": "VARCHAR"}, labels.items())
        columns = self.layout.columns
        regions = [*self.layout.regions, *self.layout.codes]
        names = [columns[name] for name in ("code", "name", "part") if name in columns]
        nothing = ", ".join(f"'{word}'" for word in sorted(NO_VALUE) if "'" not in word)
        text = f"trim(r.c{columns['text']})"
        unit = f"nullif(trim(r.c{columns['unit']}), '')" if "unit" in columns else "NULL"
        year, dated = f"{self.named_year or 'NULL'}", ""
        if "year" in columns:
            at = columns["year"]
            dated = f"JOIN (SELECT d.year, w.c{at} AS w FROM panel_dated d JOIN panel_raw w ON w.line = d.line) y ON y.w IS NOT DISTINCT FROM r.c{at}"
            year = "y.year"
        self.engine.create(
            table,
            f"SELECT region, indicator, component, year,"
            f" CASE WHEN text IS NULL OR lower(text) IN ({nothing}) THEN '' ELSE text END AS text, unit, line FROM ("
            f"SELECT a.region, n.indicator, n.component, {year} AS year, {text} AS text, {unit} AS unit, r.line FROM panel_raw r"
            f" JOIN ({_words('panel_called', 'region', regions)}) a ON {_same('a', regions)}"
            f" JOIN ({_words('panel_named', 'indicator, t.component', names)}) n ON {_same('n', names)} {dated})",
        )
        self.engine.run("DROP TABLE panel_raw")
        self.table = table

    def doubled(self) -> Iterator[tuple[str, Problem]]:
        """Yield (region, problem) for each place with two different values; delete all rows of a place but the first."""
        query = (
            f"SELECT region, indicator, year, min(line), max(line), min(text), max(text) FROM {self.table} WHERE text <> ''"
            " GROUP BY region, indicator, component, year HAVING count(DISTINCT text) > 1 ORDER BY 4"
        )
        for region, indicator, year, first, last, one, other in list(self.engine.rows(query)):
            both = tr(
                "“{text}”（{said_by}{location}）和“{text2}”",
                text=one,
                said_by="",
                location=self.place(first),
                text2=other,
            )
            name, when = self.index.plan.find(indicator).name, tr(" {place} 年", place=year)
            words = tr(
                "{name}{when}有两个不同的值：{both}{advice}", name=name, when=when, both=both, advice=""
            )
            yield region, Problem(self.place(last), words)
        self.engine.run(
            f"DELETE FROM {self.table} WHERE line NOT IN (SELECT min(line) FROM {self.table} GROUP BY region, indicator, component, year)"
        )

    def doubtful(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that the readers of data may refuse: what isn't a plain number in the row's own unit, and
        all numbers of an indicator and year whose lowest or highest is refused.
        """
        self.engine.load("panel_units", {"indicator": "VARCHAR", "unit": "VARCHAR"}, self._units())
        plain = f"regexp_full_match(text, '{PLAIN}')"
        own = "(unit IS NULL OR (indicator, unit) IN (SELECT indicator, unit FROM panel_units))"
        fields = "region, indicator, component, year, text, unit, line"
        rows = f"SELECT {fields} FROM {self.table} WHERE text <> ''"
        yield from self.engine.rows(f"{rows} AND NOT ({plain} AND {own}) ORDER BY line")
        number = "CAST(text AS DECIMAL(18, 6))"
        ends = (
            f"SELECT indicator, component, year, arg_min(text, {number}), arg_max(text, {number}) FROM ({rows} AND {plain} AND {own})"
            " GROUP BY ALL"
        )
        for indicator, component, year, *texts in list(self.engine.rows(ends)):
            if not all(self._can_be(indicator, component, year, text) for text in texts):
                some = f"{rows} AND {plain} AND indicator = '{indicator}' AND year = {year} ORDER BY line"
                yield from self.engine.rows(some)

    def _units(self) -> Iterator[tuple[str, str]]:
        for row in self.index.plan.indicators:
            yield from ((row.id, unit) for unit in {row.unit, row.measure} if unit)

    def _can_be(self, indicator: str, component: str | None, year: int, text: str) -> bool:
        try:
            gathered(self, self.index, [("", indicator, component, year, text, None, 1)])
        except InvalidInput:
            return False
        return True


def gathered(file: StreamedFile, index: Index, rows: Iterable[tuple[Any, ...]]) -> Actuals:
    """Return rows of the table of values as the readers of data give them. Raise InvalidInput, with the line, for an unreadable one."""
    gatherer = Gatherer(index)
    for _, indicator, component, year, text, unit, line in rows:
        row = index.plan.find(indicator)
        part = next((part for part in row.components if part.id == component), None)
        place = IndicatorPart(row, part)
        if text:
            gatherer.value(text, unit, Context(place, year), file.place(line))
        else:
            gatherer.mention(place)
    return replace(Actuals(gatherer.finish()), parted=frozenset(gatherer.parted))


def _words(table: str, fields: str, columns: Sequence[int]) -> str:
    """Return the query that adds, to the lines in a table, the words of these columns of the file."""
    own = ", ".join(f"w.c{at} AS w{at}" for at in columns)
    return f"SELECT t.{fields}, {own} FROM {table} t JOIN panel_raw w ON w.line = t.line"


def _same(alias: str, columns: Sequence[int]) -> str:
    return " AND ".join(f"{alias}.w{at} IS NOT DISTINCT FROM r.c{at}" for at in columns)


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
        listed = ", ".join(map(quoted, names))
        query = f"SELECT region, indicator, component, year, text, unit, line FROM {self.file.table} WHERE region IN ({listed}) ORDER BY line"
        self._fetched = {name: [] for name in names}
        for row in self.file.engine.rows(query):
            self._fetched[row[0]].append(row)
