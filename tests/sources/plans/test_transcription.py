"""The specs against the documents: every cell of every main indicator table, word for word.

The tables are read here a second time, straight from the documents and without the program, so that a slip
in a spec and a slip in the program can't cover for each other. The documents are not part of the repository:
their folder is HPCHECK_DOCUMENTS, or else shared/plans beside the checkout. Without it the tests that read
them skip; the others still run.
"""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

SPECS = Path(__file__).resolve().parents[3] / "specs"
NATURES = ("约束性", "预期性", "倡导性")
NONE = "null"  # CBaseLoader leaves every scalar as text, null included


class Shape(NamedTuple):
    """What is known of a plan's table beside its words."""

    rows: int
    binding: int
    title: str  # the last words before the table
    header: tuple[str, ...]
    blocks: bool  # one cell a line, a blank line after each row; else a row a line, tabs between its cells


FIVE_YEARS = ("2020年", "2025年", "指标性质")
ACTUAL_AND_TARGET = ("2020年实际值", "2025年目标值", "指标性质")
PLANS = {
    "dachuan": Shape(29, 6, "卫生健康主要发展指标", ("领域", "序号", "主要指标", *FIVE_YEARS), True),
    "anju": Shape(37, 11, "规划指标体系", ("指标类别", "序号", "指标名称", "2025年", "指标属性"), True),
    "zhenan": Shape(30, 5, "卫生健康发展主要指标", ("指标类别", "指标名称", "2025年目标", "指标性质"), True),
    "chongqing": Shape(23, 5, "“十四五”指标", ("类别", "序号", "主要指标", *ACTUAL_AND_TARGET), False),
    "panzhihua": Shape(27, 7, "卫生健康主要发展指标", ("领域", "序号", "主要指标", *FIVE_YEARS), False),
}

NATIONAL = ("healthy_china_2030", "healthy_china_action")  # their cells: test_national.py

# Baselines that stand in the body: the words up to each, so that "80%" is found only where it belongs.
BODY_BASELINES = {
    "anju": {
        "1": "人均预期寿命达到80.17岁",
        "4": "婴儿死亡率下降到2.69‰",
        "5": "5岁以下儿童死亡率下降到4.79‰",
        "6": "孕产妇死亡率下降到14.94/10万",
        "10": "儿童预防接种率≥95%",
        "11": "高血压患者规范管理率达92.68%",
        "19": "居民健康档案建档率达97.23%",
        "26": "2020年每千人口医疗机构床位数为4.1张",
        "27": "医师数1.4人",
        "28": "每千人口注册护士数1.2人",
    },
    "zhenan": {
        "1": "全市城乡居民人均期望寿命80.19岁",
        "4": "婴儿死亡率1.53‰",
        "5": "5岁以下儿童死亡率4.60‰",
        "7": "全区适龄儿童免疫规划疫苗接种率达90%以上",
        "10": "高血压患者规范管理率75.7%",
        "11": "2型糖尿病患者规范管理率74.74%",
        "13": "65岁以上老年人的健康管理率80%",
        "15": "孕产妇系统管理率90.03%",
        "16": "3岁以下儿童系统管理率91.89%",
        "18": "7岁以下儿童保健管理率均达90%以上",
    },
}


@dataclass(frozen=True)
class Row:
    """One indicator as printed, white space removed; None where the print has no such cell."""

    no: str
    category: str
    name: str
    unit: str | None
    baseline: str | None
    target: str | None
    nature: str
    components: tuple[tuple[str, str, str], ...] = ()


def squeeze(text: str) -> str:
    return "".join(text.split())


def split_unit(name: str) -> tuple[str, str | None]:
    """The name and what stands in the bracket at its very end, full width or half width."""
    found = re.fullmatch("(.+)[(\uff08]([^()\uff08\uff09]+)[)\uff09]", name)
    return (found[1], found[2]) if found else (name, None)


# ---------------------------------------------------------------------------------------------- the documents


def block_table(lines: list[str]) -> Iterator[list[str]]:
    """Rows printed one cell a line: a tab opens a cell, a line without one continues the cell above."""
    cells: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("\t"):
            cells.append(line)
        elif line.strip() and cells:
            cells[-1] += line
        elif cells:
            yield [squeeze(cell) for cell in cells]
            cells = []
        elif line.strip():
            return  # text that is no cell: the table is over


def block_rows(lines: list[str], shape: Shape) -> list[Row]:
    header, *body = block_table(lines)
    assert tuple(header) == shape.header
    numbered, dated = "序号" in header, "2020年" in header
    rows: list[Row] = []
    category = ""
    for order, cells in enumerate(body, 1):
        assert len(cells) == len(header), cells
        left = iter(cells)
        category = next(left) or category
        no = next(left) if numbered else str(order)
        name, unit = split_unit(next(left))
        baseline = next(left) if dated else None
        rows.append(Row(no, category, name, unit, baseline, next(left), next(left)))
    return rows


def tabbed_rows(lines: list[str], shape: Shape) -> list[Row]:
    """Rows printed a line each. A page break may cut a row in two, and later pages have one more column, for
    the parts of an indicator: where it has none, an empty cell stands before the baseline or at the end.
    """
    table = [[squeeze(cell) for cell in line.split("\t")] for line in lines if "\t" in line]
    header, *body = table
    assert tuple(header) == shape.header
    rows: list[Row] = []
    category = ""
    for cells in body:
        if not any(cells[1:]):
            break  # the note under the table
        first, no, name, *rest = cells
        values = [cell for cell in rest if cell]
        if no:
            category = first or category
            whole, unit = split_unit(name)
            rows.append(Row(no, category, whole, unit, None, None, ""))
        elif name and not values:  # the lower half of a row cut by a page break
            category += first
            whole, unit = split_unit(rows[-1].name + name)
            rows[-1] = replace(rows[-1], category=category, name=whole, unit=unit)
            continue
        else:  # another part of the row above; a merged cell may be printed again
            assert not first, cells
            assert split_unit(name) in (("", None), (rows[-1].name, rows[-1].unit)), cells
        rows[-1] = with_values(rows[-1], values)
    return rows


def with_values(row: Row, values: list[str]) -> Row:
    """The row with [part] baseline target [nature] filled in; a merged nature is printed once."""
    if values[-1] in NATURES:
        *values, nature = values
        assert row.nature in ("", nature)
        row = replace(row, nature=nature)
    if len(values) == 2:
        assert row.baseline is None
        return replace(row, baseline=values[0], target=values[1])
    part, baseline, target = values
    return replace(row, components=(*row.components, (part, baseline, target)))


def squeezed_document(folder: Path, plan: str) -> str:
    return squeeze((folder / f"{plan}.txt").read_text(encoding="utf-8"))


def printed_rows(folder: Path, plan: str) -> list[Row]:
    shape = PLANS[plan]
    lines = (folder / f"{plan}.txt").read_text(encoding="utf-8").split("\n")
    squeezed = [tuple(squeeze(cell) for cell in line.split("\t")) for line in lines]
    if shape.blocks:
        starts = [at for at, cells in enumerate(squeezed) if cells == ("", shape.header[0])]
    else:
        starts = [at for at, cells in enumerate(squeezed) if cells == shape.header]
    assert len(starts) == 1, f"{plan}: {len(starts)} tables begin like the indicator table"
    above = next(line for line in reversed(lines[: starts[0]]) if line.strip())
    assert squeeze(above).endswith(shape.title)
    rest = lines[starts[0] :]
    return block_rows(rest, shape) if shape.blocks else tabbed_rows(rest, shape)


@pytest.fixture(scope="module")
def documents() -> Path:
    given = os.environ.get("HPCHECK_DOCUMENTS")
    folder = Path(given) if given else Path(__file__).resolve().parents[4] / "shared" / "plans"
    if not folder.is_dir():
        pytest.skip(f"the plan documents are not at {folder}; set HPCHECK_DOCUMENTS to their folder")
    return folder


# -------------------------------------------------------------------------------------------------- the specs


def load(stem: str) -> dict[str, Any]:
    text = (SPECS / f"{stem}.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=yaml.CBaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def indicators(stem: str) -> list[dict[str, Any]]:
    listed = load(stem)["indicators"]
    assert isinstance(listed, list)
    return listed


def spec_row(entry: dict[str, Any]) -> Row:
    """The entry as the row it transcribes: parts that only name what one cell says are no cells."""
    baseline = entry.get("baseline")
    return Row(
        no=entry["no"],
        category=entry["category"],
        name=entry["name"],
        unit=None if entry["unit"] == NONE else entry["unit"],
        baseline=baseline if isinstance(baseline, str) else None,
        target=entry.get("target"),
        nature=entry["nature"],
        components=tuple(
            (part["name"], part["baseline"], part["target"])
            for part in entry.get("components", ())
            if "baseline" in part or "target" in part
        ),
    )


def body_baselines(plan: str) -> dict[str, dict[str, str]]:
    found = {entry["no"]: entry.get("baseline") for entry in indicators(plan)}
    return {no: baseline for no, baseline in found.items() if isinstance(baseline, dict)}


def names_of(entry: dict[str, Any]) -> set[str]:
    """Everything an indicator may be called, with the differences of width and case taken out."""
    words = (entry["id"], entry["name"], *entry["aliases"])
    return {squeeze(unicodedata.normalize("NFKC", word)).casefold() for word in words}


# -------------------------------------------------------------------------------- what the documents must say


@pytest.mark.parametrize("plan", PLANS)
def test_every_cell_is_as_printed(plan: str, documents: Path) -> None:
    printed = printed_rows(documents, plan)
    assert len(printed) == PLANS[plan].rows
    transcribed = [spec_row(entry) for entry in indicators(plan)]
    for ours, theirs in zip(transcribed, printed, strict=True):
        assert ours == theirs


@pytest.mark.parametrize("plan", PLANS)
def test_the_head_is_as_printed(plan: str, documents: Path) -> None:
    spec, text = load(plan), squeezed_document(documents, plan)
    assert spec["title"] in text
    if "issued" in spec:
        year, month, day = spec["issued"]["date"].split("-")
        assert spec["issued"]["number"] in text
        assert f"{spec['issued']['by']}{year}年{int(month)}月{int(day)}日" in text


@pytest.mark.parametrize("plan", BODY_BASELINES)
def test_body_baselines_stand_in_the_body(plan: str, documents: Path) -> None:
    text = squeezed_document(documents, plan)
    for no, baseline in body_baselines(plan).items():
        words = BODY_BASELINES[plan][no]
        assert text.count(words) == 1, words
        assert words.endswith(baseline["text"])


# --------------------------------------------------------------------------- what holds without the documents


@pytest.mark.parametrize("plan", PLANS)
def test_counts_of_rows_and_natures(plan: str) -> None:
    shape = PLANS[plan]
    listed = indicators(plan)
    assert Counter(entry["nature"] for entry in listed) == {
        "约束性": shape.binding,
        "预期性": shape.rows - shape.binding,
    }
    assert [entry["no"] for entry in listed] == [str(no) for no in range(1, shape.rows + 1)]


def test_chongqing_prints_two_rows_for_two_of_its_indicators() -> None:
    assert [row.no for row in map(spec_row, indicators("chongqing")) if row.components] == ["18", "22"]
    assert sum(max(1, len(spec_row(entry).components)) for entry in indicators("chongqing")) == 25


@pytest.mark.parametrize("plan", PLANS)
def test_no_cell_holds_white_space(plan: str) -> None:
    for entry in indicators(plan):
        row = spec_row(entry)
        cells = [row.category, row.name, row.unit, row.baseline, row.target, *sum(row.components, ())]
        assert [cell for cell in cells if cell is not None and cell != squeeze(cell)] == []
        assert entry["source"]


@pytest.mark.parametrize("plan", PLANS)
def test_only_the_known_baselines_come_from_the_body(plan: str) -> None:
    found = body_baselines(plan)
    assert set(found) == set(BODY_BASELINES.get(plan, {}))
    assert all(set(baseline) == {"text", "source"} for baseline in found.values())


@pytest.mark.parametrize("plan", PLANS)
def test_ids_are_unique_and_in_the_catalogue_under_the_printed_name(plan: str) -> None:
    catalogue = {entry["id"]: entry for entry in indicators("catalog")}
    assert load(plan)["id"] == plan
    ids = [entry["id"] for entry in indicators(plan)]
    assert [doubled for doubled, times in Counter(ids).items() if times > 1] == []
    for entry in indicators(plan):
        known = catalogue[entry["id"]]
        assert entry["name"] in (known["name"], *known["aliases"])
        parts = {part["id"] for part in entry.get("components", ())}
        assert parts <= {part["id"] for part in known.get("components", ())}


@pytest.mark.parametrize("plan", PLANS)
def test_parts_without_cells_of_their_own_are_named_in_the_rows_cells(plan: str) -> None:
    for entry in indicators(plan):
        parts = entry.get("components", ())
        if not spec_row(entry).components:
            assert all(part["name"] in entry["baseline"] for part in parts)


def test_no_name_in_the_catalogue_belongs_to_two_indicators() -> None:
    times = Counter(name for entry in indicators("catalog") for name in names_of(entry))
    assert [name for name, count in times.items() if count > 1] == []


def test_every_indicator_of_the_catalogue_is_in_a_plan_and_complete() -> None:
    catalogue = indicators("catalog")
    rows = [entry for plan in (*PLANS, *NATIONAL) for entry in indicators(plan)]
    used = {
        entry["id"] for entry in rows if entry.get("target") != ""
    }  # what is only advocated stands in its plan alone
    assert {entry["id"] for entry in catalogue} == used
    for entry in catalogue:
        assert {"id", "name", "name_en", "aliases", "unit", "better", "limits"} <= set(entry), entry["id"]
        assert re.fullmatch("[a-z][a-z0-9_]*", entry["id"])
        assert entry["better"] in ("higher", "lower", "neither")
        assert entry.get("relative_to", entry["id"]) in used
        assert ("definition" in entry or "formula" in entry) == ("definition_source" in entry)
        parts = [name for part in entry.get("components", ()) for name in (part["name"], *part["aliases"])]
        assert len(parts) == len(set(parts))
