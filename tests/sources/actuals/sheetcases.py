"""Sheets made from cases, and what was read from them as text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from support import (
    CASES,
    load_spec,
    report_json,
)

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.evaluation.evaluate import evaluate
from healthplan_cli.evaluation.gate import GateScope, Policy, decide_gate
from healthplan_cli.model import Actual, Actuals, Conventions, Interval

PLAN = load_spec(CASES / "sheets" / "plan.yaml")
Rows = Sequence[Sequence[Any]]


# ── sheets as people make them ──


def write_cell(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell: Any = sheet.cell(row, column)
    if not isinstance(value, dict):
        cell.value = value
        return
    if "error" in value:
        cell.value, cell.data_type = value["error"], "e"
    elif "formula" in value:
        cell.value = f"={value['formula']}"
    elif "rich" in value:
        blocks = [TextBlock(InlineFont(vertAlign=align), text) for text, align in value["rich"]]
        cell.value = CellRichText(*blocks)
    else:
        cell.value = value["value"]
    cell.number_format = value.get("format", "General")


def fill(sheet: Worksheet, case: dict[str, Any]) -> None:
    for number, row in enumerate(case["rows"], 1):
        for column, value in enumerate(row, 1):
            write_cell(sheet, number, column, value)
    for area in case.get("merge", ()):
        sheet.merge_cells(area)
    for number in case.get("hide", {}).get("rows", ()):
        sheet.row_dimensions[number].hidden = True
    for letter in case.get("hide", {}).get("columns", ()):
        sheet.column_dimensions[letter].hidden = True


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with one part's text changed: for what openpyxl doesn't write."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == part else data)
    return stream.getvalue()


def xlsx(case: dict[str, Any]) -> bytes:
    """A case as a workbook; a formula's cached result and a built-in Chinese date format are put in afterwards."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = case.get("sheet", "Sheet1")
    fill(sheet, case)
    content = saved(book)
    for number, row in enumerate(case["rows"], 1):
        for column, value in enumerate(row, 1):
            if isinstance(value, dict) and "result" in value:
                name, result = f"{get_column_letter(column)}{number}", value["result"]
                content = changed(content, "xl/worksheets/sheet1.xml", with_result(name, result))
            if isinstance(value, dict) and "local" in value:
                name = f"{get_column_letter(column)}{number}"
                content = with_local_date(content, name, value["local"])
    return shared(content) if case.get("shared", True) else content


def shared(content: bytes) -> bytes:
    """The package with its words in a table of their own, as Excel and WPS write them (openpyxl leaves them in place)."""
    words: list[str] = []

    def moved(match: re.Match[str]) -> str:
        words.append(match[2])
        return f"<c{match[1].replace('inlineStr', 's')}><v>{len(words) - 1}</v></c>"

    content = changed(
        content, "xl/worksheets/sheet1.xml", lambda text: re.sub(r"<c([^>]*)><is>(.*?)</is></c>", moved, text)
    )
    part = "".join(f"<si>{word}</si>" for word in words)
    override = '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    content = changed(content, "[Content_Types].xml", lambda text: text.replace("</Types>", override))
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        table = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{part}</sst>'
        archive.writestr("xl/sharedStrings.xml", table)
    return stream.getvalue()


def with_result(cell: str, result: Any) -> Callable[[str], str]:
    """A formula's result as a spreadsheet program keeps it: openpyxl writes none."""
    pattern = rf'(<c r="{cell}"[^>]*>.*?</f>)<v ?(?:/>|></v>)'
    return lambda text: re.sub(pattern, rf"\1<v>{result}</v>", text)


def with_local_date(content: bytes, cell: str, format_id: int) -> bytes:
    """A cell in a date format that Chinese programs have built in and don't write down."""
    count = 0

    def add(text: str) -> str:
        nonlocal count
        found = re.search(r'<cellXfs count="(\d+)">', text)
        assert found is not None
        count = int(found[1])
        style = (
            f'<xf numFmtId="{format_id}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/></cellXfs>'
        )
        return text.replace(found[0], f'<cellXfs count="{count + 1}">').replace("</cellXfs>", style)

    content = changed(content, "xl/styles.xml", add)
    return changed(
        content,
        "xl/worksheets/sheet1.xml",
        lambda text: re.sub(rf'<c r="{cell}"( s="\d+")?', f'<c r="{cell}" s="{count}"', text),
    )


def csv_text(rows: Rows, delimiter: str = ",") -> str:
    """The same cells as a spreadsheet program exports them."""
    stream = io.StringIO()
    width = max(map(len, rows))
    for row in rows:
        texts = ["" if cell is None else str(cell) for cell in row]
        csv.writer(stream, delimiter=delimiter).writerow(texts + [""] * (width - len(texts)))
    return stream.getvalue()


# ── what was read, as text ──


def number(value: Fraction | None) -> str:
    return "…" if value is None else str(value)


def values(interval: Interval | None) -> str:
    assert interval is not None
    if interval.value is not None:
        return number(interval.value)
    left = "[" if interval.low is not None and not interval.low_open else "("
    right = "]" if interval.high is not None and not interval.high_open else ")"
    return f"{left}{number(interval.low)}, {number(interval.high)}{right}"


def fact(actual: Actual) -> str:
    """A value without its place in the file: where it belongs, the set of values, as written, what is said of it."""
    place = actual.indicator + (f".{actual.component}" if actual.component else "")
    reading = actual.reading
    words = f"{place} {actual.year} {values(reading.values)} {reading.unit or '-'} “{reading.text}”"
    rate = f" ({reading.rate.count}/{reading.rate.population})" if reading.rate else ""
    marks = " *" if actual.provisional else ""
    return words + rate + marks + "".join(f" | {text}" for text in (actual.source, actual.note) if text)


def told(actuals: Actuals, notices: list[Problem]) -> str:
    lines = [f"{actual.location} {fact(actual)}" for actual in actuals.values]
    return "".join(f"{line}\n" for line in [f"year {actuals.year}", *lines, *map(str, notices)])


def problems(read: Callable[[], Any]) -> str:
    with pytest.raises(InvalidInput) as caught:
        read()
    return "".join(f"{problem}\n" for problem in caught.value.problems)


def report(actuals: Actuals) -> str:
    """The JSON report without its `inputs`: those alone may differ."""
    found = evaluate(PLAN, actuals, Conventions(2023))
    return report_json(found, decide_gate(found, Policy(GateScope.BINDING)))


def book_of(*sheets: tuple[str, Rows, str]) -> bytes:
    """A workbook of sheets: name, rows, state."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows, state in sheets:
        sheet = book.create_sheet(name)
        fill(sheet, {"rows": rows})
        sheet.sheet_state = state
    return saved(book)


TABLE: Rows = [["指标", "2023年"], ["人均预期寿命", 78.9]]
