"""Indicator tables in every form that plans print them: the rows that a document has are read, and no other."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, read_cases
from table_cases import cases, differences, lines_of
from table_forms import Setting, as_grid, as_lines, inline, setting, spaced, stacked, wanted

from healthplan_cli.draft.tables import TablesRead, read_tables
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.sources.documents.blocks import (
    Block,
    DocumentBlocks,
    GridCell,
    ParagraphBlock,
    Place,
    TableBlock,
)

PLANS = Path(os.environ.get("HPCHECK_DOCUMENTS") or ROOT.parent / "shared" / "plans")
AROUND = (
    ("某市“十四五”卫生健康发展规划", "表1 主要指标"),
    (
        "三、主要任务",
        "坚持以人民健康为中心，到2025年每千人口床位数达到7.5张，持续提高服务能力，健全体系。",
    ),
)


@pytest.mark.parametrize(
    "case",
    cases(
        "tables_a.yaml",
        "tables_b.yaml",
        "tables_c.yaml",
        "tables_d.yaml",
        "tables_e.yaml",
        "tables_f.yaml",
        "tables_g.yaml",
    ),
    ids=lambda case: str(case["id"]),
)
def test_rows(case: dict[str, Any]) -> None:
    found, _, _ = differences(case)
    assert not found, "\n".join(found)


def read(form: TableBlock | str) -> TablesRead:
    blocks: list[Block] = [ParagraphBlock(text, Place(line=2 * at + 1)) for at, text in enumerate(AROUND[0])]
    blocks += [form] if isinstance(form, TableBlock) else lines_of(form)
    blocks += [ParagraphBlock(text, Place(line=2 * at + 901)) for at, text in enumerate(AROUND[1])]
    return read_tables(DocumentBlocks("plan.txt", "txt", "", tuple(blocks)))


FORMS: dict[str, Callable[[random.Random, Setting], TableBlock | str]] = {
    "grid": lambda chance, look: as_grid(look, spans=chance.random() < 0.5),
    "grid with a head of two rows": lambda chance, look: as_grid(look, split=True),
    "tabs": lambda chance, look: as_lines(look, "\t"),
    "bars": lambda chance, look: as_lines(look, " | "),
    "a cell a line": lambda chance, look: stacked(look, gaps=chance.random() < 0.5),
    "columns": lambda chance, look: spaced(look, False, chance.choice([26, 36, 60]), chance.random() < 0.3),
    "columns, rows in the middle": lambda chance, look: spaced(look, True, chance.choice([26, 36, 60])),
    "in words": lambda chance, look: inline(look),
}
SHUFFLED = ("grid", "grid with a head of two rows", "tabs", "bars")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_read_alike_however_it_is_set(form: str, seed: int) -> None:
    chance = random.Random(seed)
    look = setting(chance, shuffled=form in SHUFFLED, text=form not in SHUFFLED)
    rows = read(FORMS[form](chance, look)).rows
    found = [
        (row.no, row.name, row.unit, row.baseline and row.baseline.text, row.targets[0].text, row.nature)
        for row in rows
    ]
    assert found == wanted(look)


def test_used_blocks_are_the_table_and_its_notes() -> None:
    look = setting(random.Random(1))
    assert read(as_lines(look, "\t")).used == frozenset(range(2, 17))


def test_a_number_is_never_joined_from_two_lines() -> None:
    cells = ("指标", "2020年", "2025年"), ("床位数（张）", "12\n34", "5"), ("医师数（人）", "1", "2")
    grid = TableBlock(
        tuple(
            GridCell(text, row, column) for row, line in enumerate(cells) for column, text in enumerate(line)
        ),
        3,
        3,
        Place(),
    )
    row = read(grid).rows[0]
    assert row.baseline is not None
    assert row.baseline.text == "12 34"
    assert "baseline" in [doubt.field for doubt in row.doubts]


@pytest.mark.skipif(not PLANS.is_dir(), reason="the plans' documents are not here")
@pytest.mark.parametrize("name", ["anju", "chongqing", "dachuan", "panzhihua", "zhenan"])
@pytest.mark.parametrize("raw", [True, False], ids=["as it is", "without white space before lines"])
def test_the_five_plans_come_out_as_their_specs_have_them(name: str, raw: bool) -> None:
    lines = (PLANS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    blocks = tuple(
        ParagraphBlock(line if raw else line.strip(), Place(line=number))
        for number, line in enumerate(lines, 1)
        if line.strip(" ") and (raw or line.strip())
    )
    rows = read_tables(DocumentBlocks(f"{name}.txt", "txt", "", blocks)).rows
    spec = read_cases(ROOT / "specs" / f"{name}.yaml")["indicators"]
    # a unit that stands in the cells alone (≥80岁) is the row's; a spec may leave it to the words
    rows = tuple(
        replace(row, unit=None)
        if one["unit"] is None and row.unit and row.unit in row.targets[0].text
        else row
        for row, one in zip(rows, spec, strict=True)
    )
    found = [[row.name, row.unit, *(target.text for target in row.targets), row.nature] for row in rows]
    want = [
        [row["name"], row["unit"], *([row["target"]] if "target" in row else []), row["nature"]]
        for row in spec
    ]
    wrong = [
        (one, other)
        for one, other in zip(want, found, strict=False)
        if list(map(_plain, one)) != list(map(_plain, other))
    ]
    assert len(found) == len(want)
    assert not wrong


def _plain(text: str | None) -> str | None:
    return text and squeeze(text)
