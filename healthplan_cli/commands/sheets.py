"""Actuals from spreadsheets (CSV, XLSX): which file is one, and what is loaded from it."""

from __future__ import annotations

import click

from healthplan_cli.actuals.csvfile import open_csv
from healthplan_cli.actuals.table import plan_named, read_grid
from healthplan_cli.actuals.xlsxfile import open_xlsx
from healthplan_cli.catalog import load_plan
from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.model import Actuals, Location, Plan
from healthplan_cli.source import MAX_BYTES, Source, read_source
from healthplan_cli.yamlsource import parse

_TEXT = (".csv", ".tsv", ".txt")


def load_sheet(
    source: Source, name: str | None, sheet: str | None, words: str | None
) -> tuple[Plan, Actuals]:
    """The plan and the data of a sheet. What was read but should be looked at (hidden rows) goes to standard error."""
    if len(source.content) > MAX_BYTES:
        raise InvalidInput([Problem(Location(source.path), f"文件超过 {MAX_BYTES // 1_000_000} MB")])
    names = _names(words) if words else None
    text = source.path.lower().endswith(_TEXT)
    if text and sheet is not None:
        raise InvalidInput([Problem(Location("--sheet"), "CSV 没有工作表，--sheet 只用于 XLSX")])
    grid = (
        open_csv(source.content, source.path, names)
        if text
        else open_xlsx(source.content, source.path, sheet, names)
    )
    name = name or plan_named(grid, names)
    if name is None:
        where = Location(source.path)
        raise InvalidInput([Problem(where, "没有说明按哪个规划核验：请用 --plan，或在表头上方写“规划：…”")])
    plan = load_plan(name)
    notices: list[Problem] = []
    data = read_grid(grid, plan, names, notices)
    for notice in notices:
        click.echo(f"{notice.location}: 提示：{notice.message}", err=True)
    return plan, data


def _names(file: str) -> dict[str, str]:
    """A --map file: what the sheet's own words are, one `词: id` a line."""
    root = parse(read_source(file).content, file)
    wrong = [key for key, node in root.mapping.items() if not node.text]
    if not root.mapping or wrong:
        where = root.key_place(file, wrong[0]) if wrong else root.place(file)
        raise InvalidInput([Problem(where, '每行应为“表里的词: 指标 id”，列名写常用的列名，不读的写 "-"')])
    return {key: node.text or "" for key, node in root.mapping.items()}
