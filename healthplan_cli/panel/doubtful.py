"""The rows of a streamed file that the readers of data must look at: all others are plain numbers that they would take as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.panel.statements import PLAIN
from healthplan_cli.panel.streamed import ROW, StreamedFile, gathered

_NUMBER = f"CASE WHEN regexp_full_match(text, '{PLAIN}') THEN CAST(text AS DECIMAL(18, 6)) END"


def doubtful(file: StreamedFile) -> Iterator[tuple[Any, ...]]:
    """Yield, region by region in the order of lines, the rows that may be refused: what isn't a plain number, the numbers of a
    place and year in a unit that isn't the row's own, or of which the lowest or the highest is refused, and different
    values of a region, place and year. Rows that say again what a line before says are deleted.
    """
    engine, table = file.engine, file.table
    twice = _said_twice(file)
    ends = (
        "SELECT place, year, unit, arg_min(text, number), arg_max(text, number), count(*) - count(number)"
        f" FROM (SELECT place, year, unit, text, {_NUMBER} AS number FROM {table} WHERE text <> '') GROUP BY place, year, unit"
    )
    odd, far = 0, []
    for place, year, unit, low, high, others in list(engine.rows(ends)):
        odd += others
        if low is not None and not all(_can_be(file, place, year, text, unit) for text in {low, high}):
            far.append((place, year, unit or ""))
    engine.load("panel_far", {"place": "SMALLINT", "year": "INT", "unit": "VARCHAR"}, far)
    tests = [
        *([f"({_NUMBER}) IS NULL"] if odd else []),
        *(["(place, year, coalesce(unit, '')) IN (SELECT place, year, unit FROM panel_far)"] if far else []),
        *(["(region, place, year) IN (SELECT region, place, year FROM panel_twice)"] if twice else []),
    ]
    if tests:
        some = " OR ".join(tests)
        yield from engine.rows(
            f"SELECT {ROW} FROM {table} WHERE text <> '' AND ({some}) ORDER BY {table}.region, line"
        )


def _can_be(file: StreamedFile, place: int, year: int, text: str, unit: str | None) -> bool:
    """Return whether a plain number can be a value of a place and year, in the row's own unit: in another one any may be refused."""
    indicator, component = file.places[place]
    row = file.index.plan.find(indicator)
    if unit not in (None, row.unit, row.measure):
        return False
    try:
        gathered(file, file.index, [("", indicator, component, year, text, unit, 1)])
    except InvalidInput:
        return False
    return True


def _said_twice(file: StreamedFile) -> bool:
    """Make `panel_twice`: the regions, places and years with several texts or units. Return whether there are any.

    Each region's places and years are first only marked as bits: where none is marked twice, nothing more is asked.
    """
    engine, table = file.engine, file.table
    if not file.years or not file.places:
        return False
    span = file.years[-1] - file.years[0] + 1
    bit = f"CAST(place AS INT) * {span} + year - {file.years[0]}"
    marked = f"bit_count(bitstring_agg({bit}, 0, {len(file.places) * span}))"
    engine.create(
        "panel_again",
        f"SELECT region, place, year FROM {table} SEMI JOIN (SELECT region FROM {table} GROUP BY region HAVING {marked} < count(*))"
        " USING (region) GROUP BY region, place, year HAVING count(*) > 1",
    )
    [(any_,)] = engine.rows("SELECT count(*) FROM panel_again")
    if not any_:
        return False
    again = f"{table} SEMI JOIN panel_again USING (region, place, year)"
    nth = "row_number() OVER (PARTITION BY region, place, year, text, unit ORDER BY line)"
    engine.run(
        f"DELETE FROM {table} WHERE line IN (SELECT line FROM (SELECT line, {nth} AS nth FROM {again}) WHERE nth > 1)"
    )
    engine.create(
        "panel_twice",
        f"SELECT region, place, year FROM {again} WHERE text <> '' GROUP BY region, place, year HAVING count(*) > 1",
    )
    [(any_,)] = engine.rows("SELECT count(*) FROM panel_twice")
    return bool(any_)
