"""Whether a large file is a long table with one plain line of headings, and where its columns are; decided from its beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.panel.telling import heads_of, region_columns
from healthplan_cli.sources.actuals.csvfile import open_csv
from healthplan_cli.sources.actuals.header import find_header
from healthplan_cli.sources.actuals.heading_words import ColumnRole
from healthplan_cli.sources.actuals.joining import year_in_name

LARGE = 3_000_000  # bytes; a smaller file is read cell by cell in seconds
_SAMPLE = 60_000
_ROLES = {
    ColumnRole.ID: "code",
    ColumnRole.NAME: "name",
    ColumnRole.COMPONENT: "part",
    ColumnRole.YEAR: "year",
    ColumnRole.VALUE: "text",
    ColumnRole.UNIT: "unit",
}


@record(frozen=True, slots=True)
class Layout:
    """The columns of a file (from 1) by their use; those of regions in their order, the widest first."""

    path: str
    columns: Mapping[str, int]
    regions: tuple[int, ...]
    codes: tuple[int, ...]
    count: int
    separator: str
    heads: Mapping[int, Sequence[str]]


def layout_of(path: str, words: Mapping[str, str]) -> Layout | None:
    """Return the layout of a large CSV whose first line is a plain heading; None for another file."""
    file = Path(path)
    if not path.lower().endswith((".csv", ".tsv")) or not file.is_file() or file.stat().st_size < LARGE:
        return None
    with file.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    try:
        grid = open_csv(sample[: sample.rfind(b"\n") + 1], path)
        sample.decode("utf-8", "ignore").encode()
    except InvalidInput:
        return None
    header = find_header(grid, words)
    if header is None or (header.first, header.body) != (0, 1) or grid.rows[0].number != 1:
        return None
    heads = heads_of(grid.rows[:1])
    regions = region_columns(heads, grid.rows[1:])
    found: dict[str, int] = {}
    for column in header.columns:
        if column.at in regions.all:
            continue
        heading = column.heading
        name = _ROLES.get(heading.role) if heading is not None and heading.role is not None else None
        if name is None or name in found or heading is None or heading.year is not None or heading.unit:
            return None
        found[name] = column.at
    if not regions or "text" not in found or not {"code", "name"} & found.keys():
        return None
    if "year" not in found and year_in_name(path) is None:  # a value without a year may be of the year judged
        return None
    first = sample.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    separator = next((each for each in ("\t", ";", ",") if each in first), ",")
    return Layout(path, found, regions.names, regions.codes, max(heads), separator, heads)
