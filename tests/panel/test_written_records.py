"""The verdicts of many regions as CSV, JSON lines and Parquet, held against the plain rule: a record at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from panels import Cell, Plans, panel
from support import plan_of

from healthplan_cli.base.ooxml import defused
from healthplan_cli.base.visible import one_line
from healthplan_cli.panel import duckdb_engine
from healthplan_cli.panel.duckdb_engine import DuckDB
from healthplan_cli.panel.judging import RECORD_TYPES
from healthplan_cli.panel.one_by_one import ListedVerdicts
from healthplan_cli.panel.parquet import parquet_of
from healthplan_cli.panel.verdicts import Counts, PanelVerdicts
from healthplan_cli.report import Look
from healthplan_cli.report.forms import rendered
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.programs.records import csv_of, jsonl_of
from healthplan_cli.views.records import FIELDS, HEADS, Record, by_column, listed_columns

ODD = (
    "=1+1",
    "+甲",
    "-乙县",
    "@丙",
    "'=丁",
    '戊“"”',
    "a,b",
    "己\n县",
    "庚\r\n",
    "%s",
    "100%",
    "%(x)s",
    "::set::",
    "##[x]",
    "\u202e辛",
    " =壬",
    "-5%",
)
ROWS: list[dict[str, Any]] = [
    {"id": "life", "unit": "岁", "better": "higher", "baseline": "78", "target": "≥79", "nature": "约束性"},
    {"id": "deaths", "unit": "1/10万", "better": "lower", "baseline": "11", "target": "≤10"},
    {"id": "beds", "unit": "张", "better": "higher", "baseline": "3.000001", "target": "比2020年增加0.5"},
    {
        "id": "care", "unit": "%", "better": "higher", "target": "≥90",
        "components": [{"id": "mothers", "name": "孕产妇", "target": "≥95"}, {"id": "children", "name": "儿童", "target": "≥90"}],
    },
]  # fmt: skip


def cells() -> Iterator[Cell]:
    """Values of regions with odd names: judged by pieces, judged by `evaluate` (≥, 左右), by component, with notes, none."""
    for at, region in enumerate((*ODD, *(f"区{number}" for number in range(40)))):
        for year in (2021, 2023, 2025):
            yield region, "life", None, year, ("78.1", "79.33", "≥79", "7833", "60")[(at + year) % 5], None
            yield region, "deaths", None, year, f"{9 + at % 5 / 3:.6f}", None
            yield region, "beds", None, year, ("3.000001", "3.000002", "3.5", "4")[(at + year) % 4], None
            if at % 3:
                yield region, "care", "mothers", year, ("96", "94.9", "95左右")[at % 3], None
            if at % 4:
                yield region, "care", "children", year, str(80 + at % 20), "%"


def csv_plainly(found: Iterable[Record], heads: Iterable[str]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(heads)
    writer.writerows([plain_cell(value) for value in record.values()] for record in found)
    return ("\ufeff" + stream.getvalue()).encode()


def plain_cell(value: object) -> str:
    if isinstance(value, bool):
        return defused(json.dumps(value))
    if isinstance(value, float):
        return defused(format(Decimal(repr(value)), "f"))
    return defused("" if value is None else one_line(str(value)))


def jsonl_plainly(found: Iterable[Record]) -> bytes:
    return "".join(dumps(dict(record)) + "\n" for record in found).encode()


def report_of(verdicts: Any) -> Any:
    return [SimpleNamespace(verdicts=verdicts)]


def written(form: str, verdicts: Any, look: Look | None = None) -> bytes:
    return rendered("panel", form, report_of(verdicts), look or Look(80))


@pytest.fixture(scope="module")
def verdicts() -> PanelVerdicts:
    found = panel(Plans(plan_of(ROWS)), cells(), (2021, 2023, 2025))
    assert found.counts.quick
    assert found.counts.exact
    return found


@pytest.fixture(scope="module")
def listed(verdicts: PanelVerdicts) -> ListedVerdicts:
    return ListedVerdicts(tuple(verdicts.records()), Counts(0, 0, {}))


@pytest.fixture(params=["engine", "listed"])
def either(request: pytest.FixtureRequest, verdicts: PanelVerdicts, listed: ListedVerdicts) -> Any:
    return verdicts if request.param == "engine" else listed


class TestVerdicts:
    """「键和先后一样」: the records of all regions and years, in every form."""

    def test_the_panel_has_every_kind_of_record(self, listed: ListedVerdicts) -> None:
        found = listed.found
        assert {one["region"] for one in found} >= set(ODD)
        assert {one["component"] for one in found} == {None, "mothers", "children"}
        assert any(one["noted"] for one in found)
        assert len({one["status"] for one in found}) > 3
        for name in ("value", "gap", "progress", "baseline"):
            assert {one[name] is None for one in found} == {True, False}
        assert any(one["gap"] and abs(one["gap"]) < 1e-4 for one in found)  # digits, no exponent

    @pytest.mark.parametrize("heads", ["en", "zh"])
    def test_csv(self, either: Any, heads: str, listed: ListedVerdicts) -> None:
        names = [HEADS[name] for name in FIELDS] if heads == "zh" else FIELDS
        assert written("csv", either, Look(80, heads=heads)) == csv_plainly(listed.found, names)

    def test_jsonl(self, either: Any, listed: ListedVerdicts) -> None:
        assert written("jsonl", either) == jsonl_plainly(listed.found)

    def test_parquet(self, either: Any, listed: ListedVerdicts) -> None:
        assert_stored(written("parquet", either), listed.found)

    def test_an_engine_makes_no_dict_of_each_record(
        self, verdicts: PanelVerdicts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def none(*_: object) -> None:
            raise AssertionError

        monkeypatch.setattr(PanelVerdicts, "records", none)
        for form in ("csv", "jsonl", "parquet"):
            assert written(form, verdicts)


def assert_stored(content: bytes, found: Iterable[Record]) -> None:
    """Hold a Parquet file to the records: names, types, order and values."""
    import pyarrow
    import pyarrow.parquet

    numbers = dict.fromkeys(("value", "baseline", "progress", "elapsed", "gap"), pyarrow.float64())
    others = dict.fromkeys(("year", "due"), pyarrow.int32()) | dict.fromkeys(
        ("regressed", "gated"), pyarrow.bool_()
    )
    kinds = {**dict.fromkeys(FIELDS, pyarrow.string()), **numbers, **others}
    table = pyarrow.parquet.read_table(io.BytesIO(content))
    assert table.schema == pyarrow.schema(list(kinds.items()))
    assert repr(table.to_pylist()) == repr([dict(one) for one in found])  # -0.0 and 0.0, NaN and itself


# ── any record ──

TEXTS = st.one_of(
    st.sampled_from([*ODD, "", "甲县", '"', "'", "\x1f", "\ufeff", "\t=1"]),
    st.text(st.sampled_from("%s=+-@,\"'\r\n\x1f:#[甲 1.\u200b\u2028;"), max_size=8),
)
DOUBLES = st.one_of(
    st.sampled_from([0.0, -0.0, 1e-5, 0.0001, 1e16, 123456789012345680.0, 5e-324]), st.floats()
)
KINDS = {
    "STRING": TEXTS,
    "DOUBLE": DOUBLES,
    "INT": st.integers(-(2**31), 2**31 - 1),
    "BOOLEAN": st.booleans(),
}
NEEDED = ("plan", "indicator", "year", "due", "nature", "status", "regressed", "noted", "gated")
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            name: KINDS[kind] if name in NEEDED else st.none() | KINDS[kind]
            for name, kind in RECORD_TYPES.items()
        }
    ).map(lambda one: {name: one[name] for name in FIELDS}),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(RECORDS, st.integers(1, 7))
def test_any_records(found: list[Any], size: int) -> None:
    found = found + found  # what many records share is written once
    in_columns = list(by_column((tuple(one.values()) for one in found), size))
    assert csv_of(in_columns, Look(80)) == csv_plainly(found, FIELDS)
    assert jsonl_of(in_columns) == jsonl_plainly(found)


@settings(max_examples=25, deadline=None)
@given(RECORDS, st.integers(1, 7))
def test_any_records_stored(found: list[Any], size: int) -> None:
    assert_stored(parquet_of(by_column((tuple(one.values()) for one in found), size)), found)


def test_an_engine_without_arrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB alone writes the same: only Parquet needs more."""
    engine = DuckDB()
    query = "SELECT range AS number, 'a' || range AS text FROM range(200_000) ORDER BY number DESC"
    quick = [listed_columns(batch) for batch in engine.batches(query, 30_000)]
    monkeypatch.setattr(duckdb_engine, "find_spec", lambda name: None)
    slow = list(engine.batches(query, 30_000))
    assert [len(batch[0]) for batch in slow] == [30_000] * 6 + [20_000]
    for found in (quick, slow):
        rows = [row for batch in found for row in zip(*batch, strict=True)]
        assert rows == [(number, f"a{number}") for number in reversed(range(200_000))]
