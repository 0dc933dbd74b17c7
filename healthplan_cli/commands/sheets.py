"""Spreadsheets (CSV, XLSX) that a command names, opened as grids of cells."""

from __future__ import annotations

from collections.abc import Mapping

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_SHEET_BYTES
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import Source, read_source
from healthplan_cli.sources.actuals.csvfile import open_csv
from healthplan_cli.sources.actuals.grid import Grid
from healthplan_cli.sources.actuals.xlsxfile import open_xlsx
from healthplan_cli.sources.strict_yaml import parse

_TEXT = (".csv", ".tsv", ".txt")


def open_sheet(source: Source, sheet: str | None, words: Mapping[str, str] | None) -> Grid:
    """The cells of a sheet. InvalidInput when there is no table to read."""
    if len(source.content) > MAX_SHEET_BYTES:
        raise InvalidInput(
            [Problem(Location(source.path), tr("文件超过 {value} MB", value=MAX_SHEET_BYTES // 1000000))]
        )
    if source.path.lower().endswith(_TEXT):
        return open_csv(source.content, source.path, words)
    return open_xlsx(source.content, source.path, sheet, words)


def own_words(file: str) -> dict[str, str]:
    """A --map file: what the sheet's own words are, one `词: id` a line."""
    root = parse(read_source(file).content, file)
    wrong = [key for key, node in root.mapping.items() if not node.text]
    if not root.mapping or wrong:
        where = root.key_place(file, wrong[0]) if wrong else root.place(file)
        raise InvalidInput(
            [Problem(where, tr('每行应为“表里的词: 指标 id”，列名写常用的列名，不读的写 "-"'))]
        )
    return {key: node.text or "" for key, node in root.mapping.items()}
