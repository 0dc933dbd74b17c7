"""Many regions in Python: each as `evaluate` judges it alone, in and out of data frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import docx
import pytest
from support import Desk

import healthplan_cli as hp

COUNTIES = ("东山县", "西山县", "南山县")
ROWS: list[dict[str, Any]] = [
    {"region": county, "indicator": name, "year": year, "value": start + step * order}
    for order, county in enumerate(COUNTIES)
    for name, start, step in (("吸烟率", 22.3, 0.4), ("居民健康素养水平", 34, -5))
    for year in (2023, 2024)
]
LATE = ["吸烟率"]


@pytest.fixture(scope="module")
def result() -> hp.Panel:
    return hp.panel(ROWS, "chongqing", year=[2023, 2024], gate=LATE)


class TestVerdicts:
    """「每个地区都同单独用 `evaluate` 核验的一样」"""

    @pytest.mark.parametrize("year", [2023, 2024])
    @pytest.mark.parametrize("region", COUNTIES)
    def test_as_evaluate_judges_the_region_alone(self, result: hp.Panel, region: str, year: int) -> None:
        own = [
            {key: row[key] for key in ("indicator", "year", "value")}
            for row in ROWS
            if row["region"] == region
        ]
        alone = hp.evaluate("chongqing", own, year=year, gate=LATE)
        found = [row for row in result.rows() if (row["region"], row["year"]) == (region, year)]
        assert found == [{**row, "region": region} for row in alone.rows()]
        gate = result.gates(year)[region]
        assert (gate.outcome, gate.failed, gate.exit_code) == (
            alone.gate.outcome,
            alone.gate.failed,
            alone.exit_code,
        )

    def test_the_whole(self, result: hp.Panel) -> None:
        assert (result.regions, result.years, result.exit_code) == (COUNTIES, (2023, 2024), 1)
        assert (result.problems, result.notices) == ((), ())
        assert repr(result).startswith("<Panel of 3 regions in 2023–2024: gates ")
        assert result._repr_html_().count("<tr>") == 4

    def test_why(self, result: hp.Panel) -> None:
        assert "15岁以上人群吸烟率：滞后" in result.why("南山县", "吸烟率")

    def test_one_year_and_the_latest(self) -> None:
        assert hp.panel(ROWS, "chongqing", year=2023).years == (2023,)
        assert hp.panel(ROWS, hp.load_plan("chongqing")).years == (2024,)

    def test_a_region_that_is_wrong_keeps_no_other_back(self) -> None:
        rows = [*ROWS, {"region": "北山县", "indicator": "吸烟率", "year": 2024, "value": "二十几"}]
        found = hp.panel(rows, "chongqing", year=2024)
        assert (found.regions, found.exit_code) == (COUNTIES, 2)
        assert [problem.place for problem in found.problems] == ['values:[12]["value"]']

    def test_files(self, desk: Desk) -> None:
        lines = [",".join(map(str, row.values())) for row in ROWS]
        desk.put({"各县.csv": "\n".join(["地区,指标,年份,数值", *lines]) + "\n"})
        assert (
            hp.panel("各县.csv", "chongqing", year=[2023, 2024], gate=LATE).rows()
            == hp.panel(["各县.csv"], "chongqing", year=[2024, 2023], gate="吸烟率").rows()
        )

    def test_forms(self, desk: Desk, result: hp.Panel) -> None:
        for name in ("p.csv", "p.jsonl", "p.html", "p.xlsx", "p.json"):
            result.save(name)
            assert (desk.folder / name).stat().st_size > 1000
        own = docx.Document()
        own.sections[0].header.paragraphs[0].text = "某市文件"
        own.save(str(desk.folder / "own.docx"))
        result.save("p.docx", template="own.docx")
        assert docx.Document("p.docx").sections[0].header.paragraphs[0].text == "某市文件"


class TestTables:
    """The records as a table of every library, the same ones."""

    @pytest.mark.parametrize("engine", ["auto", "duckdb"])
    def test_out(self, engine: str) -> None:
        pytest.importorskip("duckdb")
        found = hp.panel(ROWS, "chongqing", year=2024, gate=LATE, engine=engine)
        assert found.relation.columns == list(hp.Record.__annotations__)
        assert found.relation.filter("status = 'behind'").fetchall() != []
        rows = found.rows()
        if pytest.importorskip("pyarrow"):
            assert found.arrow().to_pylist() == rows
        if pytest.importorskip("polars"):
            assert found.polars().to_dicts() == rows
        frame = pytest.importorskip("pandas") and found.pandas()
        assert list(frame["status"]) == [row["status"] for row in rows]

    def test_in(self, result: hp.Panel) -> None:
        wanted = result.rows()
        makers: dict[str, Callable[[Any], Any]] = {
            "pandas": lambda module: module.DataFrame(ROWS),
            "polars": lambda module: module.DataFrame(ROWS),
            "pyarrow": lambda module: module.Table.from_pylist(ROWS),
        }
        for name, made in makers.items():
            data = made(pytest.importorskip(name))
            assert hp.panel(data, "chongqing", year=[2023, 2024], gate=LATE).rows() == wanted


class TestWrong:
    """Nothing can be judged."""

    @pytest.mark.parametrize(
        ("run", "place"),
        [
            (lambda: hp.panel(3, "chongqing"), "values"),
            (lambda: hp.panel(ROWS), "plan"),
            (lambda: hp.panel(ROWS, "chongqing", year=1900), "year"),
            (lambda: hp.panel(ROWS, "chongqing", gate="new"), "gate"),
            (lambda: hp.panel(ROWS, "chongqing", by="片区"), "by"),
            (lambda: hp.panel(ROWS, "chongqing").why("中山县", "1"), "why"),
            (lambda: hp.panel("没有.csv", "chongqing"), "没有.csv"),
        ],
    )
    def test_is_said(self, run: Callable[[], object], place: str) -> None:
        with pytest.raises(hp.InvalidInput) as error:
            run()
        assert [problem.place for problem in error.value.problems] == [place]

    def test_a_year_that_was_not_judged(self, result: hp.Panel) -> None:
        with pytest.raises(KeyError):
            result.gates(2022)
