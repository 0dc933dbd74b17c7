"""A large long table, read by the engine itself, says what the same table says cell by cell."""

from __future__ import annotations

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
