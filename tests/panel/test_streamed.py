"""A large long table, read by the engine itself, says what the same table says cell by cell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from panelcases import plan_file, written

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.commands.panel import PanelOptions, judged_panel
from healthplan_cli.panel import plainhead
from healthplan_cli.panel.report import PanelReport

pytest.importorskip("duckdb")
HEAD = "行政区划代码,区县,指标,年份,数值,单位"
ROWS = [
    HEAD,
    *(
        f"{code},{name},{indicator},{year}年,{text},"
        for code, name in (
            ("510904", "安居区"),
            ("510903", "船山区"),
            ("510921", "蓬溪县"),
            ("510923", "大英县"),
        )
        for indicator, text in (
            ("人均预期寿命", f"78.{code[-1]}"),
            ("maternal_mortality", "9"),
            ("婴儿死亡率（‰）", "—"),
        )
        for year in (2022, 2023)
    ),
]
ODD = [
    "510904,安居区,3,2021,约3.5,",
    "510903,船山区,3,2021,0.31%,",
    "510921,蓬溪县,婴儿死亡率,2021,*3.20,‰",
    "510923,大英县,婴儿死亡率,2021,3.2,‰",
    '510923,大英县,婴儿死亡率,2020," 4 ",‰',
    "510900,全市,人均预期寿命,2023,79,",
    "510981,射洪市,人均预期寿命,2023,,",
]


def judged(path: Path, **options: object) -> tuple[PanelReport, list[str]]:
    given = {"plan": (str(plan_file(path.parent)),), "years": ("2022,2023",), **options}
    report, notices = judged_panel(PanelOptions((str(path),), **given))  # type: ignore[arg-type]
    return report, [str(notice) for notice in notices]


def both(monkeypatch: pytest.MonkeyPatch, path: Path, **options: object) -> tuple[PanelReport, PanelReport]:
    """Return the same file judged cell by cell, and by the engine."""
    cells = judged(path, **options)[0]
    monkeypatch.setattr(plainhead, "LARGE", 0)
    found = judged(path, **options)[0]
    assert cells.values.streamed is None
    assert found.values.streamed is not None
    return cells, found


def summed(report: PanelReport) -> list[object]:
    """Return what a summary says, with the orders in which it says it."""
    return [
        (
            year.year,
            year.counts,
            year.outcomes,
            [(item.region, item.gate, item.rank, item.counts) for item in year.worst],
            [[(one.key, one.badge, one.gated) for one in item.late] for item in year.worst],
            [(*key, row.unit, row.counts, list(row.targets.items())) for key, row in year.rows.items()],
            [row.spread for row in year.rows.values()],
            year.values,
            year.notes,
        )
        for year in report.summary.years
    ]


@pytest.mark.parametrize("odd", [[], ODD], ids=["plain", "odd"])
def test_says_the_same(odd: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.csv", [*ROWS, *odd])
    cells, found = both(monkeypatch, path)
    assert list(found.verdicts.records()) == list(cells.verdicts.records())
    assert [region.label for region in found.values.regions] == [
        region.label for region in cells.values.regions
    ]
    assert found.values.without_data == cells.values.without_data
    assert summed(found) == summed(cells)
    assert any(row.spread for year in found.summary.years for row in year.rows.values())
    assert (found.summary.exit_code, found.exit_code) == (cells.summary.exit_code, cells.exit_code)


def values_of(report: PanelReport) -> dict[str, list[tuple[str, str | None, int | None, str]]]:
    return {
        region.label: sorted(
            (item.indicator, item.component, item.year, item.reading.text)
            for item in report.values.actuals(region.label).values
        )
        for region in report.values.regions
    }


def problems_of(report: PanelReport) -> dict[str, list[tuple[int | None, str]]]:
    """Return the problems of each region: line and words, without the columns that the engine doesn't know and the advice on them."""
    return {
        label: [
            (problem.location.line, re.sub(r":\d+）", "）", problem.message.split("；“数值”一列若不是")[0]))
            for problem in problems
        ]
        for label, problems in report.values.invalid.items()
    }


A, B, C, D = "510904,安居区", "510903,船山区", "510921,蓬溪县", "510923,大英县"
KINDS = {
    "said again": [
        f"{A},3,2021,3.2,‰",
        f"{B},3,2021,4,",
        f"{A},婴儿死亡率,2021年,3.2,‰",
        f"{A},3,2021,3.2,‰",
    ],
    "the same number otherwise": [f"{A},3,2021,3.2,", f"{A},3,2021,3.20,‰", f"{A},3,2021,0.32%,"],
    "another number in another unit": [f"{A},3,2021,3.2,‰", f"{A},3,2021,3.2,%"],
    "blank before a value": [f"{A},3,2021,,", f"{A},3,2021,3.3,", f"{A},3,2021,—,", f"{B},3,2021,3.4,"],
    "preliminary and final": [f"{A},3,2021,3.2（初步数）,", f"{A},3,2021,3.3,"],
    "part of a year": [f"{A},3,2021,3.2（上半年）,", f"{A},3,2021,3.3,"],
    "three different": [f"{A},3,2021,3.2,", f"{B},3,2021,x,", f"{A},3,2021,3.3,", f"{A},3,2021,3.4,"],
    "wrong and twice": [f"{A},3,2021,3.2,", f"{A},1,2021,很高,", f"{A},3,2021,3.3,", f"{A},1,2020,9999,"],
    "several regions": [f"{D},3,2021,x,", f"{A},3,2021,y,", f"{C},3,2021,1,", f"{C},3,2021,2,"],
    "wide space": [f"{A},3,2021,\u3000,", f"{A},3,2020,\u30003.1,\u3000‰", f"{B},3\u3000, 2021 年,\u3000—,"],
    "years": [f"{A},3,2021年,3.2,", f"{B},3,二〇二一年,3.3,", f"{C},3,2021年度,3.3,"],
    "totals": ["510900,全市,3,2021,3.2,", ",合计,3,2021,3.2,", f"{A},3,2021,3.2,"],
    "only a name": [",安居区,3,2021,3.2,", ",船山,3,2021,3.2,", ",遂宁市蓬溪县,3,2021,3.2,"],
    "only a code": ["510904,,3,2021,3.2,", "510903000000,,3,2021,3.2,"],
    "an own name beside a code": ["510904,安居,3,2021,3.2,", "510903,某区,3,2021,3.2,"],
    "impossible": [f"{A},1,2021,790,", f"{B},1,2021,79,岁", f"{C},1,2021,-3,岁"],
    "signs": [f"{A},3,2021,＜3.2,", f"{B},3,2021,3.2*,", f"{C},3,2021,３.2,", f"{D},3,2021,+3.2,"],
    "digits": [f"{A},3,2021,03.2,", f"{B},3,2021,3.1234567,", f"{C},3,2021,3.,", f"{D},3,2021,.5,"],
}


@pytest.mark.parametrize("odd", KINDS.values(), ids=KINDS)
def test_reads_the_same(odd: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read, what is refused and in which order: as cell by cell."""
    path = written(tmp_path, "a.csv", [*ROWS, *odd])
    cells, found = both(monkeypatch, path)
    assert problems_of(found) == problems_of(cells)
    assert list(found.values.invalid) == list(cells.values.invalid)
    assert [region.label for region in found.values.regions] == [
        region.label for region in cells.values.regions
    ]
    assert values_of(found) == values_of(cells)
    assert list(found.verdicts.records()) == list(cells.verdicts.records())


def test_groups_of_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """「地市」 beside 「区县」, 「分组」 beside the indicator, no code, no unit."""
    lines = ["市州,区县,指标,分组,年份,数值"]
    lines += [
        f"{city},{county},{indicator},,{year},{text}"
        for city, county in (("甲市", "东山县"), ("乙市", "东山县"), ("甲市", "西山县"))
        for indicator, text in (("人均预期寿命", "79.1"), ("孕产妇死亡率", "9"))
        for year in (2022, 2023)
    ]
    cells, found = both(monkeypatch, written(tmp_path, "a.csv", lines))
    assert [region.label for region in found.values.regions] == ["甲市东山县", "乙市东山县", "西山县"]
    assert values_of(found) == values_of(cells)
    assert list(found.verdicts.records()) == list(cells.verdicts.records())


def test_no_region_above_is_taken_from_another_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The different words are read without the lines between: what stands above an empty cell isn't known."""
    lines = ["市州,区县,指标,年份,数值"]
    lines += [
        f"{city},{county},1,2023,79"
        for city, county in (("甲市", "东山县"), ("乙市", "西山县"), ("甲市", "东山县"), ("", "北山县"))
    ]
    monkeypatch.setattr(plainhead, "LARGE", 0)
    found = judged(written(tmp_path, "a.csv", lines))[0]
    assert [region.label for region in found.values.regions] == ["东山县", "西山县"]
    [problem] = found.values.problems
    assert (problem.location.line, "上一级地区是空的" in problem.message) == (5, True)
    assert found.exit_code == 2


def test_undated_values_are_read_cell_by_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plainhead, "LARGE", 0)
    lines = ["区县,指标,数值", *(f"{name},1,79" for name in ("安居区", "船山区", "蓬溪县"))]
    assert plainhead.layout_of(str(written(tmp_path, "a.csv", lines)), {}) is None
    assert plainhead.layout_of(str(written(tmp_path, "2023年.csv", lines)), {}) is not None


def test_targets_of_each_region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    targets = written(tmp_path, "分解.csv", ["地区,指标,2025年目标", "安居区,1,≥78.2", "船山,1,≥80"])
    cells, found = both(monkeypatch, written(tmp_path, "a.csv", ROWS), own_targets=str(targets))
    assert list(found.verdicts.records()) == list(cells.verdicts.records())
    assert summed(found) == summed(cells)


@pytest.mark.parametrize(
    ("row", "region"),
    [
        ("510904,安居区,1,2023,79,", "安居区"),
        ("510903,船山区,1,2021,很高,", "船山区"),
        ("510921,蓬溪县,1,2021,79,%", "蓬溪县"),
        ("510923,大英县,1,2021,790,", "大英县"),
    ],
    ids=["twice", "no value", "another unit", "impossible"],
)
def test_what_is_wrong_with_a_region(
    row: str, region: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """「别的地区照样核验」"""
    path = written(tmp_path, "a.csv", [*ROWS, row])
    cells, found = both(monkeypatch, path)
    assert list(found.values.invalid) == list(cells.values.invalid)
    if region != "大英县" or cells.values.invalid:
        assert list(found.values.invalid) == [region]
        [problem] = found.values.problems
        assert problem.location.line == len(ROWS) + 1
        assert problem.message.startswith(f"{region}：")
    assert summed(found) == summed(cells)
    assert list(found.verdicts.records()) == list(cells.verdicts.records())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("510904,安居区,某指标,2023,79,", "没有指标“某指标”"),
        ("510904,安居区,1,今年,79,", "看不出“今年”是哪一年"),
        (",,1,2023,79,", "没有写是哪个地区"),
    ],
)
def test_what_is_wrong_with_the_file(
    row: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plainhead, "LARGE", 0)
    try:
        report = judged(written(tmp_path, "a.csv", [*ROWS, row]))[0]
    except InvalidInput as error:
        problems = error.problems
    else:
        assert report.exit_code == 2
        problems = report.values.problems
    assert [(problem.location.line, said in problem.message) for problem in problems] == [
        (len(ROWS) + 1, True)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["某市指标", *ROWS],
        ["区县,人均预期寿命", "安居区,79"],
        [HEAD + ",来源", *(f"{row},年鉴" for row in ROWS[1:])],
        ["区县,指标,2022年,2023年", "安居区,1,78,79"],
    ],
    ids=["a title", "wide", "another column", "years"],
)
def test_others_are_read_cell_by_cell(
    lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plainhead, "LARGE", 0)
    assert plainhead.layout_of(str(written(tmp_path, "a.csv", lines)), {}) is None
