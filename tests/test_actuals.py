"""Actuals files: cases/actuals/{valid,invalid}, each for plan.yaml beside them and with what it must give."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from support import CASES, check_expected, load_spec, walk

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.review import year_judged
from healthplan_cli.model import Actual, Actuals, Interval
from healthplan_cli.sources.actuals.external_targets import parse_setting
from healthplan_cli.sources.actuals.lookup import Index, Misplaced
from healthplan_cli.sources.actuals.ranking import settle
from healthplan_cli.sources.actuals.yamlfile import plan_named, read_actuals
from healthplan_cli.sources.strict_yaml import parse

PLAN = load_spec(CASES / "actuals" / "plan.yaml")


def read(path: Path) -> Actuals:
    """The file's values, settled as for a run with this file alone."""
    data = read_actuals(parse(path.read_bytes(), path.name), path.name, PLAN)
    values, problems = settle(data.values, year_judged(None, data, PLAN), PLAN, data.sources)
    if problems:
        raise InvalidInput(problems)
    return replace(data, values=values)


def number(value: Fraction | None) -> str:
    return "…" if value is None else str(value)


def values(interval: Interval) -> str:
    if interval.value is not None:
        return number(interval.value)
    left = "[" if interval.low is not None and not interval.low_open else "("
    right = "]" if interval.high is not None and not interval.high_open else ")"
    return f"{left}{number(interval.low)}, {number(interval.high)}{right}"


def line(actual: Actual) -> str:
    """A value as it was read: where it belongs, in the indicator's measure, exactly, with where it comes from."""
    reading = actual.reading
    place = actual.indicator + (f".{actual.component}" if actual.component else "")
    assert reading.values is not None
    marks = " *" if actual.provisional else ""
    rate = f" ({reading.rate.count}/{reading.rate.population})" if reading.rate else ""
    notes = " ".join(filter(None, (actual.source, actual.note)))
    return f"{actual.location} {place} {actual.year} {values(reading.values)} {reading.unit}{rate}{marks} {notes}".rstrip()


def shown(actuals: Actuals) -> str:
    head = f"year {actuals.year}{' illustrative' if actuals.illustrative else ''}"
    targets = [f"target {item.indicator} {item.target.text} {item.target.source}" for item in actuals.targets]
    return "".join(f"{text}\n" for text in [head, *map(line, actuals.values), *targets])


class TestValid:
    """「`actuals` 的键是指标的 id、规划里的名称、印的序号或别名」, and a value may be written in many ways."""

    @pytest.mark.parametrize("path", walk("actuals/valid"), ids=lambda path: path.stem)
    def test_is_read_as(self, path: Path) -> None:
        check_expected(path.with_suffix(".expected"), shown(read(path)))

    def test_the_plan_a_file_names(self) -> None:
        assert plan_named(parse(b"plan: small\nactuals: {}\n", "a"), "a") == ("small", Location("a", 1, 7))
        assert plan_named(parse(b"actuals: {}\n", "a"), "a") is None

    @pytest.mark.parametrize(
        "key",
        [
            "life_expectancy",
            "LIFE_EXPECTANCY",
            "居民人均预期寿命",
            "居民 人均\n预期寿命",
            "１",
            "1",
            "人均预期寿命",
            "居民人均预期寿命（岁）",
            "平均期望寿命",
        ],
    )
    def test_an_indicator_by_any_of_its_names(self, key: str) -> None:
        """「只认完全一样的（不计空白、全角半角、末尾的单位括注）」"""
        assert Index(PLAN).find(key).indicator.id == "life_expectancy"

    @pytest.mark.parametrize("key", ["预期寿命指标", "life", "寿命", "01", "", "1.0"])
    def test_nothing_by_a_name_that_is_only_like_it(self, key: str) -> None:
        with pytest.raises(Misplaced):
            Index(PLAN).find(key)


class TestInvalid:
    """「同一处有两个不同的值是错误」, and so is every value that can't be one, each at its place, all at once."""

    @pytest.mark.parametrize("path", walk("actuals/invalid"), ids=lambda path: path.stem)
    def test_gives_exactly_these_problems(self, path: Path) -> None:
        with pytest.raises(InvalidInput) as caught:
            read(path)
        check_expected(path.with_suffix(".expected"), f"{caught.value}\n")

    def test_no_expected_text_is_left_over(self) -> None:
        for folder in ("actuals/valid", "actuals/invalid"):
            stems = {path.stem for path in walk(folder)}
            assert [path.name for path in walk(folder, ".expected") if path.stem not in stems] == []


class TestSettings:
    """「`targets` 和 `--set` 只能用来补“国家下达”一类的目标，规划自己写了数的不许改」"""

    @pytest.mark.parametrize(
        "text", ["surface_water_quality=≥97.3%", " 地表水水质 = ≥97.3% ", "6=≥97.3%", "地表水水质=≥97.3%"]
    )
    def test_a_number_for_an_external_target(self, text: str) -> None:
        found = parse_setting(text, Index(PLAN))
        assert (found.indicator, found.component, found.target.text, found.target.source) == (
            "surface_water_quality",
            None,
            "≥97.3%",
            "--set",
        )

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("surface_water_quality", "--set 的写法是"),
            ("=≥97", "--set 的写法是"),
            ("surface_water_quality=", "--set 的写法是"),
            ("life_expectancy=≥80", "不能另设"),
            ("health_service_industry=≥80", "不能另设"),
            ("inpatient_reimbursement_rate.职工=≥80", "不能另设"),
            ("inpatient_reimbursement_rate.离休=≥80", "没有分项“离休”"),
            ("surface_water=≥80", "是不是"),
            ("surface_water_quality=≥97岁", "不相容"),
            ("surface_water_quality=2020年≥97%", "不晚于基期"),
            ("surface_water_quality=香蕉", "第 1 个字"),
            ("surface_water_quality=—", "没有给出数值"),
            ("surface_water_quality=国家下达", "没有给出数值"),
        ],
    )
    def test_refused(self, text: str, says: str) -> None:
        with pytest.raises(Misplaced, match=says):
            parse_setting(text, Index(PLAN))
