"""Spark says what DuckDB says, of the same rows (docs/panel.md, Spark). In CI a skip is a failure."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from panels import Plans, in_order, panel

import healthplan_cli as hp
from healthplan_cli.panel.duckdb_engine import DuckDB
from healthplan_cli.panel.spark_engine import Spark
from healthplan_cli.panel.verdicts import PanelVerdicts
from healthplan_cli.sources.plans.catalog import load_plan

READY = shutil.which("java") is not None and importlib.util.find_spec("pyspark") is not None
MUST = os.environ.get("SPARK_MUST_RUN") == "1"  # said by CI, in the one step that has installed both

pytestmark = [
    pytest.mark.skipif(not (READY or MUST), reason="needs Java and pyspark (the extra spark)"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Spark]:
    """A session of two threads."""
    engine = Spark(master="local[2]")
    yield engine
    engine.session.stop()


def test_the_same_100_000_rows(spark: Spark, tmp_path: Path) -> None:
    """「用 Spark 算同样的语句」: 100,000 values with gaps, marks, units and components."""
    plans, file = Plans(load_plan("chongqing")), tmp_path / "values.parquet"
    engine = DuckDB()
    engine.create("cells", MADE_UP)
    engine.connection.execute(f"COPY cells TO '{file}' (FORMAT parquet)")
    [(rows,)] = engine.rows("SELECT count(*) FROM cells")
    assert rows >= 100_000
    years = (2023, 2025)
    first = panel(plans, (), years, engine=engine)
    second = panel(plans, (), years, engine=spark, table=str(file))
    assert first.counts == second.counts
    assert in_order(first.records()) == in_order(second.records())
    assert summed(first) == summed(second)
    assert first.values_in(2025) == second.values_in(2025) != {}
    assert first.spreads_in(2025) == second.spreads_in(2025) != {}


def summed(verdicts: PanelVerdicts) -> list[object]:
    """Return what is said of each region and year, in the order of regions and rows."""
    return [
        (region, year, [(one.key, one.status, one.notes, one.target, one.gated) for one in rows])
        for region, year, rows in verdicts.by_region()
    ]


def test_a_session_that_is_there(spark: Spark) -> None:
    """「已有会话的，在 Python 里交给它」: the same records as without one, as a data frame of that session."""
    rows = [
        {"region": f"第{at}县", "indicator": "吸烟率", "year": 2023, "value": value}
        for at, value in enumerate((22.3, 23.6, "24%左右", None, 21, 22))
    ]
    found = hp.panel(rows, "chongqing", session=spark.session)
    assert found.relation.sparkSession is spark.session
    assert found.rows() == hp.panel(rows, "chongqing").rows()
    assert found.relation.count() == len(found.rows())


# Rows of the plan with numbers by a fixed rule: every 97th has a mark, every 89th its unit, every 11th is left out.
MADE_UP = """
    SELECT '区' || region AS region, indicator, component, year,
        CAST(CAST(about + (region * 7919 + year * 104729) % 400 / 100.0 AS DECIMAL(9, 2)) AS VARCHAR)
            || CASE WHEN (region + year) % 97 = 0 THEN '*' WHEN (region + year) % 89 = 0 THEN '%' ELSE '' END AS text,
        CAST(NULL AS VARCHAR) AS unit
    FROM range(2000) r(region), range(2020, 2026) y(year), (VALUES
        ('health_literacy', NULL, 26.0), ('smoking_rate', NULL, 21.0), ('out_of_pocket_share', NULL, 26.0),
        ('regular_exercise_share', NULL, 46.0), ('child_myopia_rate', NULL, 47.0),
        ('physical_fitness_pass_share', NULL, 91.0), ('chronic_disease_premature_mortality', NULL, 12.0),
        ('inpatient_reimbursement_rate', 'employee', 84.0), ('inpatient_reimbursement_rate', 'resident', 68.0),
        ('geriatric_department_share', NULL, 58.0)
    ) i(indicator, component, about)
    WHERE (region * 31 + year) % 11 > 0"""
