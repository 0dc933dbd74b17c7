"""The national plans against their documents: every cell of 健康中国行动's 124 rows and 健康中国2030's 13, word for word.

The tables are read here a second time, straight from the documents and without the program. The documents are no part of the
repository: their folder is `documents` beside that of HPCHECK_DOCUMENTS, or else shared/documents beside the checkout. Without
it, or without pdfplumber, the tests that read them skip; the others still run.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from test_transcription import SPECS, indicators, load, names_of, squeeze

from healthplan_cli.base.read_bytes import read_source
from healthplan_cli.checks.verify import MatchStatus, verify
from healthplan_cli.commands.verify import read_text_of
from healthplan_cli.sources.plans.catalog import load_plan

ACTION, OUTLINE = "healthy_china_action", "healthy_china_2030"
DOCUMENTS = {ACTION: "健康中国行动2019-2030.pdf", OUTLINE: "健康中国2030规划纲要.pdf"}
NATURES = {ACTION: {"约束性": 11, "预期性": 65, "倡导性": 48}, OUTLINE: {"预期性": 13}}
FIRST_PAGE, LAST_PAGE = 10, 22  # of the table of 健康中国行动
GROUPS = ("结果性指标", "个人和社会倡导性指标", "政府工作指标")


class Printed(NamedTuple):
    """A row's cells without white space; a year's cell is None where there is none."""

    no: str
    name: str
    unit: str | None
    baseline: str | None
    targets: tuple[str | None, str | None]
    nature: str | None


# Cells that the spec has otherwise than as they are printed, each with its reason in the row's `note`.
OTHERWISE: dict[str, dict[str, Any]] = {
    "9": {"baseline": "约5.3%"},  # of 2002—2012年平均每年增长约5.3%
    "18": {"baseline": None},  # a share of people, and the target is of each one's index
    "60": {"targets": ("力争每年降低0.5个百分点以上", None)},  # the other cell is another indicator's
    "115": {"targets": ("消除#", None)},  # # is of 2020
    "116": {"baseline": None},  # a number of patients, and the target is a state
    "117": {"targets": ("保持基本消除#", None)},
    "118": {"targets": ("有效控制#", None)},
}


@pytest.fixture(scope="module")
def documents() -> Path:
    given = os.environ.get("HPCHECK_DOCUMENTS")
    plans = Path(given) if given else SPECS.parents[1] / "shared" / "plans"
    folder = plans.parent / "documents"
    if not folder.is_dir():
        pytest.skip(f"the national plans are not at {folder}, beside the folder that HPCHECK_DOCUMENTS names")
    return folder


def cell(text: str | None) -> str | None:
    """A cell without white space; None for one that another covers, or that is empty."""
    return squeeze(text) or None if text is not None else None


def rows_of_action(path: Path) -> Iterator[Printed]:
    """The rows of the table, with what a page's end has broken put together; a cell over both years is both years'."""
    plumber = pytest.importorskip("pdfplumber", reason="pdfplumber reads the table")
    found: list[list[str | None]] = []
    with plumber.open(path) as document:
        for page in document.pages[FIRST_PAGE - 1 : LAST_PAGE]:
            for row in (row for table in page.find_tables() for row in table.extract()):
                no, name, *rest = map(cell, row[1:])
                if no in (*GROUPS, "序号"):
                    continue
                if no is not None:
                    found.append([no, name, *rest])
                elif name is None or not name.startswith(("说明：", "计算方法：")):
                    broken = [name, *rest]
                    found[-1][1:] = [
                        "".join(filter(None, pair)) or None
                        for pair in zip(found[-1][1:], broken, strict=True)
                    ]
            page.close()
    for no, name, baseline, first, last, nature in found:
        assert no is not None
        assert name is not None
        match = re.fullmatch(r"(?P<name>.*)（(?P<unit>[^（）]+)）", name)
        yield Printed(
            no,
            match["name"] if match else name,
            match["unit"] if match else None,
            baseline,
            (first, last or first),
            nature,
        )


def row_of_spec(entry: dict[str, Any]) -> Printed:
    """A row of the spec as the table would print it."""
    baseline = entry.get("baseline")
    words = baseline["text"] if isinstance(baseline, dict) else baseline
    parts = [targets_of(part["target"]) for part in entry.get("components", ())]
    both = ["".join(filter(None, years)) for years in zip(*parts, strict=True)] if parts else None
    first, last = both or targets_of(entry["target"])
    unit = None if entry["unit"] == "null" else entry["unit"]
    return Printed(entry["no"], entry["name"], unit, words, (first, last), entry["nature"])


def targets_of(target: Any) -> tuple[str | None, str | None]:
    """The words of the two years' cells."""
    if isinstance(target, str):
        return target or None, None
    if "op" in target:
        return target["text"], None
    first, last = (one["text"] if isinstance(one, dict) else one for one in target.values())
    return first, last


def test_every_cell_of_the_action_is_as_printed(documents: Path) -> None:
    printed = list(rows_of_action(documents / DOCUMENTS[ACTION]))
    assert [row.no for row in printed] == [str(no) for no in range(1, 125)]
    for row, entry in zip(printed, indicators(ACTION), strict=True):
        targets = row.targets if any(row.targets) else (None, None)
        wanted = row._replace(targets=targets)._replace(**OTHERWISE.get(row.no, {}))
        assert row_of_spec(entry) == wanted


def test_every_cell_of_the_outline_is_as_printed(documents: Path) -> None:
    plumber = pytest.importorskip("pdfplumber", reason="pdfplumber reads the text")
    with plumber.open(documents / DOCUMENTS[OUTLINE]) as document:
        pages = [page.extract_text() for page in document.pages[9:11]]
    text = squeeze("".join(line for page in pages for line in page.split("\n")[1:-3]))
    head, *found = text.split("领域：")
    assert head.endswith("健康中国建设主要指标")
    shape = r"(?P<area>.*?)指标：(?P<name>.*)\((?P<unit>[^()]+)\)2015年：(?P<base>.*)2020年：(?P<first>.*)2030年：(?P<last>.*)"
    rows = [match for one in found if (match := re.fullmatch(shape, one))]
    assert len(rows) == len(found) == 13
    for row, entry in zip(rows, indicators(OUTLINE), strict=True):
        own = row_of_spec(entry)
        assert entry["category"] == row["area"]
        assert (own.name, own.unit, own.baseline) == (row["name"], row["unit"], row["base"])
        assert own.targets == (row["first"], row["last"])


@pytest.mark.parametrize("plan", DOCUMENTS)
def test_every_word_is_in_its_document(plan: str, documents: Path) -> None:
    found = verify(load_plan(plan, whole=True), read_text_of(read_source(str(documents / DOCUMENTS[plan]))))
    assert found.of(MatchStatus.MISSING, MatchStatus.APART) == ()
    assert all(item.reason for item in found.of(MatchStatus.EXCUSED))


# --------------------------------------------------------------------------- what holds without the documents


def normal(name: str) -> str:
    return squeeze(unicodedata.normalize("NFKC", name)).casefold()


@pytest.mark.parametrize("plan", DOCUMENTS)
def test_counts_of_rows_and_natures(plan: str) -> None:
    listed = indicators(plan)
    assert Counter(entry["nature"] for entry in listed) == NATURES[plan]
    assert [entry["no"] for entry in listed] == [str(no) for no in range(1, len(listed) + 1)]


@pytest.mark.parametrize("plan", DOCUMENTS)
def test_what_has_a_target_is_in_the_catalogue_under_the_printed_name(plan: str) -> None:
    known = {entry["id"]: names_of(entry) for entry in indicators("catalog")}
    for entry in indicators(plan):
        if entry.get("target") == "":
            assert (entry["id"] in known, bool(entry["name_en"])) == (False, True)
        else:
            assert normal(entry["name"]) in known[entry["id"]]


@pytest.mark.parametrize("plan", DOCUMENTS)
def test_a_binding_milestone_says_what_proves_it(plan: str) -> None:
    text = (SPECS / f"{plan}.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)["indicators"]
    states = [entry for entry in found if entry["nature"] == "约束性" and "实现" in str(entry.get("target"))]
    assert load(plan)["region"]["level"] == "country"
    assert all("evidence" in entry for entry in states)
