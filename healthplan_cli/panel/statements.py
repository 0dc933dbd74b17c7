"""The SQL of a panel: DuckDB and Spark run the same, but for how a text is read as a number.

`panel_values` (region, indicator, component, year, text, unit) → `panel_series`, a row for each region and place with a column
for each year → `panel_keys`, each place and year with the piece that its value falls into → the verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from healthplan_cli.panel.asking import SCALE
from healthplan_cli.panel.expression import Expression
from healthplan_cli.panel.keys import ODD
from healthplan_cli.views.records import FIELDS

PLAIN = (
    "-?(0|[1-9][0-9]{0,11})([.][0-9]{1,6})?"  # read by `evaluate` as just this number, and no more than fits
)


class Dialect(Protocol):
    """What an engine says in its own way."""

    def is_plain(self, text: str) -> str:
        """Return the condition that a text is a plain decimal."""


def number_of(text: str) -> str:
    """Return a plain decimal in millionths, exactly."""
    return f"CAST(TRY_CAST({text} AS DECIMAL(18, 6)) * {SCALE} AS BIGINT)"


def series(dialect: Dialect, years: Sequence[int]) -> str:
    """Return the values of each region and place by year: nothing for none, `ODD` for what isn't one plain number.

    `panel_names` has each plan's (indicator, component) with its block, its place and the spellings of its unit.
    """
    columns = ", ".join(
        f"CASE count(CASE WHEN year = {year} THEN x END) WHEN 0 THEN NULL"
        f" WHEN 1 THEN max(CASE WHEN year = {year} THEN x END) ELSE {ODD} END AS x{year}"
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


def keys(years: Sequence[int], judged: Sequence[int], key: Expression) -> str:
    """Return each place and year judged with its value and its key; of a row reported by component the components' places."""
    columns = ", ".join(f"s.x{year}" for year in years)
    value = f"CASE y.year {' '.join(f'WHEN {year} THEN x{year}' for year in judged if year in years)} END"
    value = value if any(year in years for year in judged) else "CAST(NULL AS BIGINT)"
    listed = " UNION ALL ".join(f"SELECT {year} AS year" for year in judged)
    return f"""
        SELECT region_no, block, place, year, x, {key.sql} AS key FROM (
            SELECT c.*, y.year, {value} AS x FROM (
                SELECT f.region_no, f.block, f.place{", " if columns else ""}{columns}
                FROM ({frame()}) f LEFT JOIN panel_series s
                    ON f.region_no = s.region_no AND f.block = s.block AND f.place = s.place
            ) c CROSS JOIN ({listed}) y
        )"""


def frame() -> str:
    """Return every region with each place of each row of its plan: the whole row, or its components where one is reported."""
    return """
        SELECT r.region_no, p.block, p.place
        FROM panel_regions r JOIN panel_places p ON r.plan_no = p.plan_no
        LEFT JOIN (SELECT DISTINCT region_no, block FROM panel_series WHERE place > 0) a
            ON r.region_no = a.region_no AND p.block = a.block
        WHERE (p.place = 0) = (a.block IS NULL)"""


GROUPS = """
    SELECT block, place, year, key, count(*), min(x), max(x), min(region_no), max(region_no)
    FROM panel_keys GROUP BY block, place, year, key"""


def examples(years: Sequence[int]) -> str:
    """Return the values of the places named in `panel_examples`."""
    columns = ", ".join(f"s.x{year}" for year in years)
    return f"""
        SELECT s.region_no, s.block, s.place{", " if columns else ""}{columns} FROM panel_series s
        JOIN panel_examples e ON s.region_no = e.region_no AND s.block = e.block AND s.place = e.place"""


def together(places: int) -> str:
    """Return the pieces of the components of each row and year that is reported by component: NULL for one without a piece."""
    pieces = ", ".join(
        f"max(CASE WHEN k.place = {place} THEN p.piece END) AS p{place}" for place in range(1, places + 1)
    )
    return f"""
        SELECT k.region_no, k.block, k.year, min(k.key) AS key,
            count(*) - count(p.piece) AS lacking, {pieces}
        FROM panel_keys k LEFT JOIN panel_pieces p
            ON k.block = p.block AND k.place = p.place AND k.year = p.year AND k.key = p.key
        WHERE k.place > 0 GROUP BY k.region_no, k.block, k.year"""


def combinations(places: int) -> str:
    """Return each combination of pieces that the components of a row are in, how often, and two of the regions."""
    pieces = ", ".join(f"p{place}" for place in range(1, places + 1))
    return f"""
        SELECT block, year, {pieces}, count(*), min(region_no), max(region_no) FROM panel_together
        WHERE lacking = 0 GROUP BY block, year, {pieces}"""


def same_pieces(places: int) -> str:
    """Return the condition that two rows have their components in the same pieces."""
    return " AND ".join(
        f"coalesce(t.p{place}, 0) = coalesce(c.p{place}, 0)" for place in range(1, places + 1)
    )


def judged(places: int) -> str:
    """Return each region's row, year and value with the piece whose records it has; 0 where `evaluate` must be asked."""
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
    """Return the number of a line at the value: whole numbers below 2^53 divided as doubles, so the nearest one to it."""
    above = f"coalesce(o.{name}_slope * j.x, 0) + o.{name}_start"
    return f"CAST({above} AS DOUBLE) / CAST(o.{name}_under AS DOUBLE)"


MOVING = {
    "value": f"CASE WHEN o.moves THEN CAST(j.x AS DOUBLE) / CAST({SCALE} AS DOUBLE) END",
    "gap": _on_line("gap"),
    "progress": _on_line("progress"),
}


def verdicts() -> str:
    """Return the records: those of the pieces with each value's own numbers, and those that `evaluate` gave one by one."""
    fields = ", ".join(
        f"{'r.region' if field == 'region' else MOVING.get(field, f'o.{field}')} AS {field}"
        for field in FIELDS
    )
    return f"""
        SELECT {fields}, r.region_no, o.row_no FROM panel_judged j
        JOIN panel_outputs o ON j.piece = o.piece JOIN panel_regions r ON j.region_no = r.region_no
        UNION ALL SELECT {", ".join(FIELDS)}, region_no, row_no FROM panel_exact"""
