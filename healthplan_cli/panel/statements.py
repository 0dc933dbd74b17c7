"""The SQL of a panel, the same for DuckDB and Spark except for the test of a plain number. Each function returns a
query.
`panel_values` (region, indicator, component, year, text, unit) → `panel_series`, a row for each region and place with
a column for each year → `panel_keys`, each place and year with the key of its value's piece → the verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from healthplan_cli.panel.asking import SCALE
from healthplan_cli.panel.keys import ODD, class_of, hindered, key, piece_of
from healthplan_cli.panel.why import ExactReason
from healthplan_cli.views.records import FIELDS

PLAIN = (
    "-?(0|[1-9][0-9]{0,11})([.][0-9]{1,6})?"  # read by `evaluate` as just this number, and no more than fits
)


_NARROW = 999_999  # in millionths times SCALE that has 18 digits


class Dialect(Protocol):
    """The SQL that differs between engines."""

    def is_plain(self, text: str) -> str:
        """Return the SQL condition that a text is a plain decimal."""

    def sorted_list(self, number: str) -> str:
        """Return the SQL aggregate that lists numbers in their order."""


def number_of(text: str) -> str:
    """Return a plain decimal in millionths, exactly. DuckDB multiplies DECIMAL(18) in 64 bits, and stops where the product has more
    digits: larger numbers are read into a wider type, which takes six times as long.
    """
    narrow = f"TRY_CAST({text} AS DECIMAL(18, 6))"
    wide = f"CAST(TRY_CAST({text} AS DECIMAL(28, 6)) * {SCALE} AS BIGINT)"
    return f"CASE WHEN {narrow} BETWEEN -{_NARROW} AND {_NARROW} THEN CAST({narrow} * {SCALE} AS BIGINT) ELSE {wide} END"


def series(dialect: Dialect, years: Sequence[int]) -> str:
    """Return the query of the values of each region and place by year: NULL for none, `ODD` for what isn't one plain
    number.
    `panel_names` has each plan's (indicator, component) with its block, its place and the spellings of its unit.
    """
    columns = ", ".join(
        f"CASE count(x) FILTER (WHERE year = {year}) WHEN 0 THEN NULL"
        f" WHEN 1 THEN max(x) FILTER (WHERE year = {year}) ELSE {ODD} END AS x{year}"
        for year in years
    )
    return f"""
        SELECT region_no, block, place{", " if columns else ""}{columns} FROM (
            SELECT r.region_no, n.block, n.place, v.year,
                CASE WHEN v.text IS NULL OR v.text = '' THEN NULL
                    WHEN {dialect.is_plain("v.text")} AND coalesce(v.unit, '') IN ('', n.unit, n.measure)
                    THEN {number_of("v.text")} ELSE {ODD} END AS x
            FROM panel_values v
            JOIN panel_regions r ON v.region = r.region
            JOIN panel_names n ON r.plan_no = n.plan_no AND v.indicator = n.indicator
                AND coalesce(v.component, '') = n.component
        ) GROUP BY region_no, block, place"""


def spans(years: Sequence[int]) -> str:
    """Return the query of the least and greatest number of each place, between which cuts are needed."""
    plain = [f"nullif(x{year}, {ODD})" for year in years]
    least, most = (
        f"{name}({', '.join(plain)})" if len(plain) > 1 else plain[0] for name in ("least", "greatest")
    )
    return f"SELECT block, place, min({least}), max({most}) FROM panel_series GROUP BY block, place"


def keys(years: Sequence[int], judged: Sequence[int], cuts: int, others: int) -> str:
    """Return the query of each place and year judged, with its value and its key; for a row reported by component, of
    the components.
    `panel_cuts` has the cuts of each place and year, at most `cuts`; `panel_others` the other values that count
    there, each with its classes (at most `others` cuts; below 0: there are no other values).
    DuckDB uses as many threads as its left table has blocks of 122,880 rows, hence the series there and not the
    regions.
    """
    value = chosen("y.year", "s", [year for year in judged if year in years])
    known = " + ".join(["0", *(f"CASE WHEN s.x{year} IS NULL THEN 0 ELSE 1 END" for year in years)])
    listed = " UNION ALL ".join(f"SELECT {year} AS year" for year in judged)
    beside = (
        ""
        if others < 0
        else f"LEFT JOIN ({_others(years, judged, others)}) o ON {_same('c', 'o', 'region_no')}"
    )
    found = (
        "coalesce(o.classes, 0) AS classes, coalesce(o.hindered, 0) AS hindered"
        if beside
        else "0 AS classes, 0 AS hindered"
    )
    return f"""
        SELECT region_no, CAST(block AS INT) AS block, CAST(place AS SMALLINT) AS place, CAST(year AS SMALLINT) AS year,
            x, {key().sql} AS key
        FROM (
            SELECT c.region_no, c.block, c.place, c.year, c.x, c.known, c.piece, {found},
                CASE WHEN c.cut_block IS NULL THEN {ExactReason.FEW.code} ELSE c.why END AS why
            FROM (
                SELECT a.region_no, a.block, a.place, a.year, a.x, a.known, n.why, n.block AS cut_block, {piece_of(cuts).sql} AS piece
                FROM (
                    SELECT f.region_no, f.block, f.place, y.year, {known} AS known, {value} AS x
                    FROM panel_series s RIGHT JOIN ({frame()}) f ON {_same("f", "s", "region_no", year=False)}
                    CROSS JOIN ({listed}) y
                ) a LEFT JOIN panel_cuts n ON {_same("a", "n")}
            ) c {beside}
        )"""


def _others(years: Sequence[int], judged: Sequence[int], cuts: int) -> str:
    """Return the query of the other values of each place and year: the sum of their classes, and whether one prevents judging by pieces."""
    other, value = (
        chosen("o.other_year", "t", years),
        chosen("o.year", "s", [year for year in judged if year in years]),
    )
    listed = "".join(f", o.cut{at}" for at in range(1, cuts + 1)) + "".join(
        f", o.class{at}" for at in range(cuts + 1)
    )
    return f"""
        SELECT region_no, block, place, year, CAST(sum({class_of(cuts).sql}) AS BIGINT) AS classes, min({hindered().sql}) AS hindered FROM (
            SELECT s.region_no, o.block, o.place, o.year, o.kind, o.times, o.under, o.most{listed},
                {other} AS other, {value} AS x
            FROM panel_series s JOIN panel_others o ON {_same("o", "s", year=False)}
            LEFT JOIN (SELECT * FROM panel_series WHERE block IN (SELECT other_block FROM panel_others)) t
                ON s.region_no = t.region_no AND o.other_block = t.block AND o.other_place = t.place
        ) GROUP BY region_no, block, place, year"""


def chosen(year: str, table: str, years: Sequence[int]) -> str:
    """Return the SQL of the value of the year in a column, from a table with a column for each of `years`."""
    if not years:
        return "CAST(NULL AS BIGINT)"
    return f"CASE {year} {' '.join(f'WHEN {each} THEN {table}.x{each}' for each in years)} END"


def _same(one: str, other: str, *also: str, year: bool = True) -> str:
    names = ("block", "place", *(("year",) if year else ()), *also)
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in names)


def frame() -> str:
    """Return the query of every region with the places of its plan's rows: the whole row, or its components where one is reported."""
    return """
        SELECT r.region_no, p.block, p.place
        FROM panel_regions r JOIN panel_places p ON r.plan_no = p.plan_no
        LEFT JOIN (SELECT DISTINCT region_no, block FROM panel_series WHERE place > 0) a
            ON r.region_no = a.region_no AND p.block = a.block
        WHERE (p.place = 0) = (a.block IS NULL)"""


GROUPS = """
    SELECT block, place, year, key, min(x), max(x), min(region_no), max(region_no)
    FROM panel_keys GROUP BY block, place, year, key"""


def examples(years: Sequence[int]) -> str:
    """Return the query of the values of the places in `panel_examples`."""
    columns = ", ".join(f"s.x{year}" for year in years)
    return f"""
        SELECT s.region_no, s.block, s.place{", " if columns else ""}{columns} FROM panel_series s
        JOIN panel_examples e ON s.region_no = e.region_no AND s.block = e.block AND s.place = e.place"""


def together(places: int) -> str:
    """Return the query of rows reported by component: for each region, row and year the pieces of its components.

    Pieces with equal records have the same number.
    """
    pieces = ", ".join(
        f"max(CASE WHEN k.place = {place} THEN p.alike END) AS p{place}" for place in range(1, places + 1)
    )
    return f"""
        SELECT k.region_no, k.block, k.year, min(k.key) AS key,
            count(*) - count(p.piece) AS lacking, {pieces}
        FROM panel_keys k LEFT JOIN panel_pieces p
            ON k.block = p.block AND k.place = p.place AND k.year = p.year AND k.key = p.key
        WHERE k.place > 0 GROUP BY k.region_no, k.block, k.year"""


def combinations(places: int) -> str:
    """Return the query of each combination of pieces that the components of a row have, with two regions that have it."""
    pieces = ", ".join(f"p{place}" for place in range(1, places + 1))
    return f"""
        SELECT block, year, {pieces}, min(region_no), max(region_no) FROM panel_together
        WHERE lacking = 0 GROUP BY block, year, {pieces}"""


def same_pieces(places: int) -> str:
    """Return the SQL condition that two rows have their components in the same pieces."""
    return " AND ".join(
        f"coalesce(t.p{place}, 0) = coalesce(c.p{place}, 0)" for place in range(1, places + 1)
    )


def judged(places: int) -> str:
    """Return the query of each region's row, year and value with the piece whose records it has; 0 where `evaluate` must be asked."""
    whole = """
        SELECT k.region_no, k.block, k.place, k.year, k.x, coalesce(p.piece, 0) AS piece, k.key
        FROM panel_keys k LEFT JOIN panel_pieces p
            ON k.block = p.block AND k.place = p.place AND k.year = p.year AND k.key = p.key
        WHERE k.place = 0"""
    if not places:
        return whole
    return f"""{whole}
        UNION ALL
        SELECT t.region_no, t.block, 0, t.year, CAST(NULL AS BIGINT), coalesce(c.piece, 0), t.key
        FROM panel_together t LEFT JOIN panel_combined c
            ON t.block = c.block AND t.year = c.year AND {same_pieces(places)}
        UNION ALL
        SELECT k.region_no, k.block, k.place, k.year, k.x, p.piece, k.key
        FROM panel_keys k JOIN panel_pieces p
            ON k.block = p.block AND k.place = p.place AND k.year = p.year AND k.key = p.key
        JOIN panel_together t ON k.region_no = t.region_no AND k.block = t.block AND k.year = t.year
        JOIN panel_combined c ON t.block = c.block AND t.year = c.year AND {same_pieces(places)}
        WHERE k.place > 0"""


EXACT = "SELECT region_no, block, year, key FROM panel_judged WHERE place = 0 AND piece = 0"


def _on_line(name: str) -> str:
    """Return the SQL of a linear function at the value: two whole numbers below 2^53 divided as doubles, which gives the nearest double."""
    above = f"coalesce(o.{name}_slope * j.x, 0) + o.{name}_start"
    return f"CAST({above} AS DOUBLE) / CAST(o.{name}_under AS DOUBLE)"


MOVING = {
    "value": f"CASE WHEN o.moves THEN CAST(j.x AS DOUBLE) / CAST({SCALE} AS DOUBLE) END",
    "gap": _on_line("gap"),
    "progress": _on_line("progress"),
}


def verdicts() -> str:
    """Return the query of the records: of the pieces, with each value's own numbers, and those that `evaluate` gave."""
    fields = ", ".join(
        f"{'r.region' if field == 'region' else MOVING.get(field, f'o.{field}')} AS {field}"
        for field in FIELDS
    )
    return f"""
        SELECT {fields}, r.region_no, o.row_no, o.verdict_no FROM panel_judged j
        JOIN panel_outputs o ON j.piece = o.piece JOIN panel_regions r ON j.region_no = r.region_no
        UNION ALL SELECT {", ".join(FIELDS)}, region_no, row_no, verdict_no FROM panel_exact"""


BELOW_ROW = 2**32  # more than there are different verdicts


def by_region(dialect: Dialect) -> str:
    """Return the query of the verdicts of each region and year, region by region: a list of `row_no` times BELOW_ROW
    plus `verdict_no`, in the order of the plan.
    """
    number = f"CAST(row_no AS BIGINT) * {BELOW_ROW} + verdict_no"
    return f"""
        SELECT region_no, year, {dialect.sorted_list(number)} FROM ({verdicts()}) v
        GROUP BY region_no, year ORDER BY region_no, year"""


def values_in(year: int) -> str:
    """Return the query of the values of whole rows in a year: region, row, value."""
    return f"""
        SELECT region, indicator, value FROM ({verdicts()}) v
        WHERE year = {year} AND component IS NULL AND value IS NOT NULL"""


def quartiles_in(year: int) -> str:
    """Return the query of the values of rows and components in a year that quartiles are computed from: indicator,
    component, how many values there are, the place among them (from 0, the lowest first), value. They are at each
    quarter of the way and the next.
    """
    quarters = " OR ".join(f"4 * place - {quarter} * (known - 1) BETWEEN -3 AND 4" for quarter in range(5))
    row = "PARTITION BY indicator, component"
    return f"""
        SELECT indicator, component, known, place, value FROM (
            SELECT indicator, component, value, count(*) OVER ({row}) AS known,
                row_number() OVER ({row} ORDER BY value) - 1 AS place
            FROM ({verdicts()}) v WHERE year = {year} AND value IS NOT NULL
        ) WHERE {quarters}"""
