"""Read the cases of tests/draft/cases: a document as it is written there, and the rows that it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support import TESTS, read_cases

from healthplan_cli.draft.model import DraftRow, DraftValue
from healthplan_cli.draft.tables import read_tables
from healthplan_cli.sources.documents.blocks import (
    Block,
    DocumentBlocks,
    GridCell,
    ParagraphBlock,
    Place,
    TableBlock,
)

CASES = TESTS / "draft" / "cases"


def cases(*names: str) -> list[dict[str, Any]]:
    return [case for name in names for case in read_cases(CASES / name)]


def grid_of(drawn: str) -> TableBlock:
    """A grid as it is drawn: ^ is the cell above, < the one to the left, // a line's end, {①} a raised mark."""
    lines = [[cell.strip() for cell in line.split("|")] for line in drawn.strip("\n").split("\n")]
    width = max(map(len, lines))
    starts: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(lines):
        for column in range(width):
            text = line[column] if column < len(line) else ""
            over = {"^": (row - 1, column), "<": (row, column - 1)}.get(text)
            starts[row, column] = starts[over] if over else (row, column)
    cells = []
    for row, column in sorted(set(starts.values())):
        own = [place for place, start in starts.items() if start == (row, column)]
        text = lines[row][column] if column < len(lines[row]) else ""
        words, *marks = text.replace("//", "\n").replace("}", "{").split("{")[:2]
        down, across = len({place[0] for place in own}), len({place[1] for place in own})
        place = Place(table=1, row=row + 1, column=column + 1)
        cells.append(GridCell(words, row, column, down, across, place, tuple(marks)))
    return TableBlock(tuple(cells), len(lines), width, Place(table=1))


def document_of(case: dict[str, Any]) -> DocumentBlocks:
    """A document with a title, a table or a text, and what stands before and after it."""
    blocks: list[Block] = [ParagraphBlock(case["title"], Place(line=1))]
    blocks += [
        ParagraphBlock(text, Place(line=number)) for number, text in enumerate(case.get("before", ()), 3)
    ]
    if "grid" in case:
        blocks.append(grid_of(case["grid"]))
    else:
        blocks += lines_of(case["text"])
    blocks += [
        ParagraphBlock(text, Place(line=number)) for number, text in enumerate(case.get("after", ()), 9000)
    ]
    return DocumentBlocks("case.txt", "txt", "", tuple(blocks))


def lines_of(text: str) -> Iterator[ParagraphBlock]:
    for number, line in enumerate(text.split("\n"), 20):
        if line.strip(" "):
            yield ParagraphBlock(line.rstrip(" "), Place(line=number))


def said(value: DraftValue | None, year: int | None) -> str | None:
    if value is None:
        return None
    return value.text if value.year in (None, year) else f"{value.text}@{value.year}"


def differences(case: dict[str, Any]) -> tuple[list[str], int, int]:
    """What differs between a case's rows and those that are read, how many cells there are, and how many are right."""
    rows = list(read_tables(document_of(case)).rows)
    found: list[str] = []
    cells = right = 0
    for want in case["rows"]:
        wants = _wanted(want)
        row = next((row for row in rows if row.name == wants["name"]), None)
        if row is None and "name" in wants["loose"]:
            row = next((row for row in rows if wants["name"].endswith(row.name)), None)
        if row is not None:
            rows.remove(row)
        got = _got(row, wants) if row else {}
        for key in wants["keys"]:
            cells += 1
            if row is not None and (got[key] == wants[key] or key in wants["loose"]):
                right += 1
            else:
                found.append(f"{case['id']}: {wants['name']}: {key}: {wants[key]!r}, read {got.get(key)!r}")
    found += [f"{case['id']}: a row too many: {row.name} {row.targets}" for row in rows]
    return found, cells, right


def _wanted(want: list[Any]) -> dict[str, Any]:
    no, name, unit, baseline, targets, nature = want[:6]
    more = dict(want[6]) if len(want) > 6 else {}
    loose = more.pop("loose", ())
    wants = {
        "name": name,
        "no": no and str(no),
        "unit": unit,
        "baseline": baseline,
        "targets": targets,
        "nature": nature,
    }
    wants["parts"] = more.pop("parts", [])
    return {**wants, **more, "keys": [*wants, *more], "loose": loose}


def _got(row: DraftRow, wants: dict[str, Any]) -> dict[str, Any]:
    base = row.baseline.year if row.baseline else None
    targets = [
        said(value, value.year if "@" not in str(want) else None)
        for value, want in zip(row.targets, [*wants["targets"], *[""] * 9], strict=False)
    ]
    return {
        "name": row.name,
        "no": row.no,
        "unit": row.unit,
        "baseline": said(row.baseline, base if "@" not in str(wants["baseline"]) else None),
        "targets": targets,
        "nature": row.nature,
        "parts": [
            [
                part.name,
                part.unit,
                said(part.baseline, part.baseline.year if part.baseline else None),
                [value.text for value in part.targets],
            ]
            for part in row.parts
        ],
        "average": said(row.average, None),
        "total": said(row.total, None),
        "definition": row.definition,
        "responsible": row.responsible,
        "marks": list(row.marks),
        "category": list(row.category),
        "doubts": wants.get("doubts")
        if {*wants.get("doubts", ())} <= {doubt.field for doubt in row.doubts}
        else [doubt.field for doubt in row.doubts],
    }


__all__ = ["Path", "cases", "differences", "document_of"]
