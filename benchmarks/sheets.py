"""Large sheets, read whole: hpcheck against the library that opens them. Prints ratios, judges nothing.

    python benchmarks/sheets.py [--rows N] [--runs N]

Three ratios of medians, each over the same bytes, and what they should stay under:
  a long XLSX (a row for each value)       : openpyxl, read_only, every cell   (1.5)
  a wide XLSX (a column for each year)     : the same                          (1.5)
  a long CSV                               : the csv module                    (for information)

Both are run in turn, A B A B …, so that a machine that gets slower gets slower for both. The values are made up.
"""

from __future__ import annotations

import argparse
import csv
import gc
import io
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.model import Compare, Indicator, Plan, Reach
from healthplan_cli.sources.actuals.csvfile import open_csv
from healthplan_cli.sources.actuals.grid import letters
from healthplan_cli.sources.actuals.table import read_grid
from healthplan_cli.sources.actuals.xlsxfile import open_xlsx
from healthplan_cli.sources.plans.catalog import load_plan

Cells = Sequence[str | int]
_GOAL = 1.5
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def numbered(plan: Plan) -> list[tuple[Indicator, str]]:
    """The indicators whose target is one number, with that number: a value that is always possible."""
    rules = [(item, item.target.rule) for item in plan.indicators if item.target and not item.components]
    return [
        (item, decimal_text(rule.quantity.value)) for item, rule in rules if isinstance(rule, Reach | Compare)
    ]


def long_rows(plan: Plan, rows: int) -> Iterator[Cells]:
    """A row for each value. The same place comes again and again, always with the same value."""
    yield "指标", "年份", "数值", "单位", "来源", "备注"
    pairs = [(item, value, year) for item, value in numbered(plan) for year in years(plan)]
    for number, (item, value, year) in enumerate(islice(cycle(pairs), rows)):
        yield (
            item.name,
            year,
            value,
            item.unit or "",
            f"{year}年卫生健康统计年鉴第{number % 300 + 1}页",
            "年报数",
        )


def wide_rows(plan: Plan, rows: int) -> Iterator[Cells]:
    """A row for each indicator, a column for each year."""
    yield "序号", "指标", "单位", *(f"{year}年实际" for year in years(plan)), "来源"
    for number, (item, value) in enumerate(islice(cycle(numbered(plan)), rows)):
        source = f"卫生健康统计年鉴第{number % 300 + 1}页"
        yield item.no, item.name, item.unit or "", *(value for _ in years(plan)), source


def years(plan: Plan) -> range:
    return range(plan.period.start, plan.period.end + 1)


def xlsx_of(rows: Iterable[Cells]) -> bytes:
    """A workbook as Excel and WPS write it: words in a table of their own, a reference and a style on every cell."""
    words: dict[str, int] = {}
    lines = list(rows)
    body = "".join(_row_xml(number, row, words) for number, row in enumerate(lines, 1))
    size = f"A1:{letters(len(lines[0]))}{len(lines)}"  # without it openpyxl would read the whole sheet to measure it
    sheet = f'<dimension ref="{size}"/><sheetData>{body}</sheetData>'
    parts = _empty_parts()
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>'
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{"".join(map(_string_xml, words))}</sst>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()


def _empty_parts() -> dict[str, str]:
    """The parts of an empty workbook, with the table of words announced (openpyxl itself writes none)."""
    import openpyxl

    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    with zipfile.ZipFile(stream) as empty:
        parts = {name: empty.read(name).decode() for name in empty.namelist()}
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_WORDS}"/></Types>'
    relation = f'<Relationship Id="words" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    types, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    parts[types] = parts[types].replace("</Types>", kind)
    parts[relations] = parts[relations].replace("</Relationships>", f"{relation}</Relationships>")
    return parts


def _row_xml(number: int, row: Cells, words: dict[str, int]) -> str:
    cells = [_cell_xml(f"{letters(at)}{number}", cell, words) for at, cell in enumerate(row, 1) if cell]
    return f'<row r="{number}" spans="1:{len(row)}">{"".join(cells)}</row>'


def _cell_xml(reference: str, cell: str | int, words: dict[str, int]) -> str:
    if str(cell).replace(".", "", 1).isdecimal():
        return f'<c r="{reference}" s="0"><v>{cell}</v></c>'
    return f'<c r="{reference}" s="0" t="s"><v>{words.setdefault(str(cell), len(words))}</v></c>'


def _string_xml(text: str) -> str:
    return f"<si><t>{escape(text)}</t></si>"


def csv_of(rows: Iterable[Cells]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def openpyxl_alone(content: bytes) -> None:
    """Every cell of the sheet, the fastest way that openpyxl has."""
    import openpyxl

    book: Any = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for _ in book.worksheets[0].iter_rows(values_only=True):
        pass


def csv_alone(content: bytes) -> None:
    for _ in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        pass


def medians(runs: int, *readers: Callable[[], object]) -> list[float]:
    """The median time of each over `runs` turns, after one that is not counted."""
    times: list[list[float]] = [[] for _ in readers]
    for turn in range(runs + 1):
        for taken, read in zip(times, readers, strict=True):
            gc.collect()
            start = time.perf_counter()
            read()
            if turn:
                taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def compared(name: str, content: bytes, plan: Plan, runs: int, goal: float | None) -> str:
    """One file's line: its size, both times, their ratio."""
    is_csv = name.endswith(".csv")
    opened, alone = (open_csv, csv_alone) if is_csv else (open_xlsx, openpyxl_alone)
    taken, base = medians(runs, lambda: read_grid(opened(content, name), plan), lambda: alone(content))
    library = "csv" if is_csv else "openpyxl"
    aim = f"should stay under {goal}" if goal else "for information"
    return (
        f"{name:<10} {len(content) / 1e6:4.1f} MB   hpcheck {taken:6.3f} s : {library} {base:6.3f} s"
        f" = {taken / base:.2f} ({aim})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Ratios of reading large sheets")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    plan = load_plan("chongqing")
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, tuple[bytes, float | None]] = {
            "long.xlsx": (xlsx_of(long_rows(plan, arguments.rows)), _GOAL),
            "wide.xlsx": (xlsx_of(wide_rows(plan, arguments.rows)), _GOAL),
            "long.csv": (csv_of(long_rows(plan, arguments.rows)), None),
        }
        for name, (content, goal) in files.items():
            path = Path(folder) / name
            path.write_bytes(content)
            sys.stdout.write(compared(name, path.read_bytes(), plan, arguments.runs, goal) + "\n")


if __name__ == "__main__":
    main()
