"""Small numbers: the exact 95 % interval of a count, what one event more or fewer gives, and that no verdict rests on it."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, actuals_of, judged, plan_of

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.cli import run
from healthplan_cli.evaluation.confidence_interval import MOST, exact_interval
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.model import IntervalMethod, Note, Rate, Result
from healthplan_cli.report.programs.evaluation import report_data
from healthplan_cli.report.words.notes import remarks


def ends(
    count: int, population: int, unit: str | None, each: Fraction = Fraction(1)
) -> tuple[Fraction, Fraction]:
    found = exact_interval(Rate(Fraction(count), Fraction(population), each), unit)
    assert found is not None
    return found.low, found.high


def near(found: tuple[Fraction, Fraction], low: str, high: str) -> bool:
    """Whether the ends are the published ones, to as many decimals as were published."""
    return all(abs(end - Fraction(text)) <= half(text) for end, text in zip(found, (low, high), strict=True))


def half(text: str) -> Fraction:
    """Half a unit of the last decimal, and the last of six digits that are rounded outwards."""
    return Fraction(1, 2 * 10 ** len(text.partition(".")[2])) + Fraction(1, 10**4)


class TestPublished:
    """「按次数的用 Garwood 的泊松区间，占一群人的份额用 Clopper–Pearson 区间」, against published tables."""

    @pytest.mark.parametrize(
        ("count", "low", "high"),
        [
            (0, "0", "3.689"),
            (1, "0.0253", "5.572"),
            (2, "0.242", "7.225"),
            (3, "0.619", "8.767"),
            (5, "1.62", "11.67"),
            (10, "4.795", "18.390"),
            (50, "37.11", "65.92"),
            (100, "81.36", "121.63"),
        ],
    )
    def test_poisson(self, count: int, low: str, high: str) -> None:
        assert near(ends(count, 7800, "/10万"), low, high)

    @pytest.mark.parametrize(
        ("count", "population", "low", "high"),
        [
            (0, 10, "0", "30.85"),
            (1, 10, "0.25", "44.50"),
            (5, 10, "18.71", "81.29"),
            (10, 10, "69.15", "100"),
            (0, 1, "0", "97.5"),
            (1, 1, "2.5", "100"),
            (15, 100, "8.65", "23.53"),
            (81, 263, "25.27", "36.76"),
        ],
    )
    def test_clopper_pearson(self, count: int, population: int, low: str, high: str) -> None:
        assert near(ends(count, population, "%", Fraction(100, population)), low, high)

    @pytest.mark.parametrize(
        ("count", "population", "unit", "method"),
        [
            (1, 7800, "/10万", IntervalMethod.POISSON),
            (1, 7800, None, IntervalMethod.POISSON),
            (1, 7800, "人", IntervalMethod.POISSON),
            (1, 7800, "%", IntervalMethod.CLOPPER_PEARSON),
            (1, 7800, "‰", IntervalMethod.CLOPPER_PEARSON),
            (7800, 7800, "%", IntervalMethod.CLOPPER_PEARSON),
            (7801, 7800, "%", IntervalMethod.POISSON),
        ],
    )
    def test_which_one(self, count: int, population: int, unit: str | None, method: IntervalMethod) -> None:
        """「分子比分母大的（病床使用率一类）不是份额，按次数算」"""
        found = exact_interval(Rate(Fraction(count), Fraction(population)), unit)
        assert found is not None
        assert found.method == method


def below(count: int, population: int, share: Fraction) -> Fraction:
    """P(X ≤ count) of a binomial, exactly."""
    total, term = Fraction(0), (1 - share) ** population
    for k in range(count + 1):
        total += term
        if k < count:
            term = term * (population - k) / (k + 1) * share / (1 - share)
    return total


class TestTable:
    """Ends by another program: scipy's inverse incomplete gamma and beta functions, to six digits rounded outwards."""

    with (ROOT / "tests" / "cases" / "intervals.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    @pytest.mark.parametrize("row", rows, ids=lambda row: f"{row['count']}-{row['among']}")
    def test_the_same(self, row: dict[str, str]) -> None:
        count, among = int(row["count"]), int(row["among"] or 1)
        unit, each = ("%", Fraction(100, among)) if row["among"] else (None, Fraction(1))
        assert ends(count, among, unit, each) == (Fraction(row["low"]), Fraction(row["high"]))


class TestDefinition:
    """What the ends are: beyond them, a count as far out has a chance of 2.5 % at most. In exact fractions."""

    @pytest.mark.parametrize(("count", "population"), [(1, 8), (3, 10), (7, 12), (11, 12), (2, 40)])
    def test_clopper_pearson(self, count: int, population: int) -> None:
        low, high = (end / 100 for end in ends(count, population, "%", Fraction(100, population)))
        step = Fraction(1, 10**4)
        assert (
            1 - below(count - 1, population, low)
            <= Fraction(1, 40)
            <= 1 - below(count - 1, population, low + step)
        )
        assert below(count, population, high) <= Fraction(1, 40) <= below(count, population, high - step)


counts = st.integers(0, 10**7)
sizes = st.integers(1, 10**7)


class TestLaws:
    @given(counts, sizes, st.sampled_from(["%", "‰", "/10万", None]))
    @settings(max_examples=300, deadline=None)
    def test_the_rate_is_inside(self, count: int, population: int, unit: str | None) -> None:
        each = Fraction(100, population)
        low, high = ends(count, population, unit, each)
        assert 0 <= low <= count * each <= high
        assert low < high

    @given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(["%", "/10万"]))
    @settings(max_examples=200, deadline=None)
    def test_one_event_more_moves_both_ends_up(self, count: int, more: int, unit: str) -> None:
        population = count + more + 1
        (low, high), (lower, higher) = (ends(n, population, unit) for n in (count, count + more))
        assert low <= lower
        assert high <= higher

    @given(st.integers(0, 300), st.integers(2, 10**6))
    @settings(max_examples=100, deadline=None)
    def test_a_share_cannot_leave_its_range(self, count: int, population: int) -> None:
        low, high = ends(min(count, population), population, "%", Fraction(100, population))
        assert low >= 0
        assert high <= 100

    @pytest.mark.parametrize("count", [10**6, MOST])
    @pytest.mark.parametrize(("among", "unit"), [(10**15, "%"), (10**15, "/10万"), (1, "/10万")])
    def test_huge_counts(self, count: int, among: int, unit: str) -> None:
        low, high = ends(count, among, unit, Fraction(100, among))
        assert low < count * Fraction(100, among) < high

    def test_a_count_is_huge_by_its_rarer_side(self) -> None:
        """「超过 10 亿的也没有：占一群人的份额，按有的和没有的里少的一边算」"""
        low, high = ends(10**15 - 3, 10**15, "%", Fraction(100, 10**15))
        assert (low, high) == (Fraction("99.9999"), Fraction(100))

    @pytest.mark.parametrize(
        ("count", "population"),
        [("2.5", "100"), ("0.1", "7800"), (str(MOST + 1), "1"), (str(2 * MOST), str(4 * MOST)), ("1", str(10**15 + 1)), ("9" * 400, "9" * 400), ("1", "9" * 400)],
    )  # fmt: skip
    def test_none_for_what_are_not_events(self, count: str, population: str) -> None:
        """「分子不是整数的（如折算人数）没有区间」"""
        assert exact_interval(Rate(Fraction(count), Fraction(population)), "%") is None

    def test_a_population_need_not_be_whole(self) -> None:
        found = exact_interval(Rate(Fraction(3), Fraction("1000.5")), "%")
        assert found is not None
        assert found.method == IntervalMethod.POISSON


MATERNAL = {
    "id": "it",
    "name": "孕产妇死亡率",
    "unit": "/10万",
    "better": "lower",
    "baseline": "20",
    "target": "≤14",
}
COVERAGE = {"id": "it", "name": "接种率", "unit": "%", "better": "higher", "baseline": "80", "target": "≥90"}


def result_of(row: dict[str, Any], actual: Any, year: int = 2025) -> Result:
    plan = plan_of([row])
    return judged(plan, actuals_of(plan, {"it": actual}, year=year)).results[0]


def rate(count: Any, population: Any) -> dict[str, Any]:
    return {"count": count, "population": population}


class TestOneEvent:
    """「多 1 例或少 1 例状态就不同的，注明 `one_event`」"""

    @pytest.mark.parametrize(
        ("row", "actual", "year", "fewer", "more"),
        [
            (MATERNAL, rate(1, 7800), 2025, None, "missed"),
            (MATERNAL, rate(2, 7800), 2025, "met", None),
            (MATERNAL, rate(0, 7800), 2025, None, None),
            (MATERNAL, rate(5, 7800), 2025, None, None),
            (MATERNAL, rate(1, 100000), 2025, None, None),
            (MATERNAL, rate(2, 15000), 2023, None, "behind"),
            (COVERAGE, rate(900, 1000), 2025, "missed", None),
            (COVERAGE, rate(899, 1000), 2025, None, "met"),
            (COVERAGE, rate(899, 1000), 2023, None, "met"),
            (COVERAGE, rate(950, 1000), 2025, None, None),
            ({**COVERAGE, "target": "全覆盖"}, rate(10, 10), 2025, "missed", None),
        ],
    )
    def test_is_what_the_neighbours_give(
        self, row: dict[str, Any], actual: dict[str, int], year: int, fewer: str | None, more: str | None
    ) -> None:
        result = result_of(row, actual, year)
        chance = result.confidence_interval
        assert chance is not None
        assert (chance.fewer and chance.fewer.value, chance.more and chance.more.value) == (fewer, more)
        assert (Note.ONE_EVENT in result.noted) == bool(fewer or more)

    @given(st.integers(0, 40), st.integers(1, 400), st.integers(2021, 2025))
    @settings(max_examples=150, deadline=None)
    def test_by_judging_the_neighbours_themselves(self, count: int, population: int, year: int) -> None:
        row, size = MATERNAL, population * 100
        result = result_of(row, rate(count, size), year)
        assert result.confidence_interval is not None
        for events, said in (
            (count - 1, result.confidence_interval.fewer),
            (count + 1, result.confidence_interval.more),
        ):
            if events >= 0:
                other = result_of(row, rate(events, size), year).status
                assert said is (other if other is not result.status else None)

    @given(
        st.integers(0, 1000),
        st.sampled_from([1, 4, 8, 20, 25, 50, 100, 1000]),
        st.integers(2021, 2025),
        st.sampled_from(["≥90", "90左右", "每年提高2个百分点"]),
    )
    @settings(max_examples=150, deadline=None)
    def test_the_status_is_that_of_the_value(
        self, count: int, population: int, year: int, target: str
    ) -> None:
        """「结论始终是数值本身的结论，不因区间而变」"""
        count = min(count, population)
        row = {**COVERAGE, "target": target}
        as_rate = result_of(row, rate(count, population), year)
        as_value = result_of(row, decimal_text(Fraction(100 * count, population)), year)
        assert as_rate.confidence_interval is not None
        assert as_value.confidence_interval is None
        assert (as_rate.status, as_rate.progress, as_rate.gap, as_rate.reason) == (
            as_value.status,
            as_value.progress,
            as_value.gap,
            as_value.reason,
        )

    def test_of_a_component(self) -> None:
        row = {"id": "it", "unit": "%", "better": "higher", "components": [{"id": "a", "name": "甲", "target": "≥90"}, {"id": "b", "name": "乙", "target": "≥90"}]}  # fmt: skip
        result = result_of(row, {"a": rate(9, 10), "b": 95})
        assert result.noted == (Note.ONE_EVENT,)
        assert [part.confidence_interval is not None for part in result.components] == [True, False]
        [line] = [line for line in remarks([result]) if "1 例" in line]
        assert line.startswith(
            "多 1 例或少 1 例，结论就不同：1. 指标1［约束］·甲，90%（9/10）的 95% 区间是 55.5—99.75%，少 1 例就是“未达标”"
        )

    @pytest.mark.parametrize("target", ["—", "国家下达"])
    def test_without_a_target_there_is_still_an_interval(self, target: str) -> None:
        """「凡由人数算出的率都给出区间」"""
        result = result_of({**COVERAGE, "target": target}, rate(9, 10))
        assert result.confidence_interval is not None
        assert (result.confidence_interval.fewer, result.confidence_interval.more, result.noted) == (
            None,
            None,
            (),
        )

    def test_a_rate_per_thousand_people(self) -> None:
        row = {
            "id": "it",
            "name": "每千人口医师数",
            "unit": "人",
            "per": 1000,
            "better": "higher",
            "target": "≥3",
        }
        result = result_of(row, rate(3, 1000))
        assert result.confidence_interval is not None
        assert (
            result.confidence_interval.method,
            result.confidence_interval.low,
            result.confidence_interval.high,
        ) == (
            IntervalMethod.POISSON,
            Fraction("0.618672"),
            Fraction("8.76728"),
        )
        assert (
            result.confidence_interval.fewer and result.confidence_interval.fewer.value,
            result.confidence_interval.more,
        ) == ("missed", None)


class TestSaid:
    def test_in_the_json_report(self) -> None:
        plan = plan_of([MATERNAL])
        report = judged(plan, actuals_of(plan, {"it": rate(1, 7800)}, year=2025))
        [data] = report_data(report, decide_gate(report, Policy()))["results"]
        assert data["actual"]["interval"] == {
            "level": Fraction(95, 100),
            "method": "poisson",
            "low": Fraction("0.324587"),
            "high": Fraction("71.4314"),
            "one_fewer": None,
            "one_more": "missed",
        }

    def test_under_the_table(self) -> None:
        plan = plan_of([MATERNAL, {**COVERAGE, "id": "other"}])
        report = judged(plan, actuals_of(plan, {"it": rate(1, 7800), "other": rate(95, 100)}, year=2025))
        assert list(remarks(report.results)) == [
            "多 1 例或少 1 例，结论就不同：1. 孕产妇死亡率［约束］，12.82/10万（1/7800）的 95% 区间是 0.32—71.43/10万，多 1 例就是“未达标”",
            "由人数算出的率，95% 区间只供参考，不改变结论：2. 接种率［约束］ 95%（95/100）的 95% 区间是 88.72—98.36%",
        ]

    @pytest.mark.parametrize(
        "values",
        [
            "{count: 99999999999999999999, population: 1e3}",
            f"{{count: {'9' * 300}, population: {'9' * 310}}}",
        ],
    )
    def test_no_number_is_a_traceback(
        self, tmp_path: Path, values: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        data = tmp_path / "a.yaml"
        data.write_text(
            f"plan: panzhihua\nyear: 2025\nactuals: {{maternal_mortality: {values}}}\n", encoding="utf-8"
        )
        assert run(["evaluate", str(data), "--gate", "none", "-q"]) in (0, 2)
        assert "内部错误" not in capsys.readouterr().err
