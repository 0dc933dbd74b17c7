"""Metamorphic laws, by the command line: what must not change when the same thing is said in another way, and what may only
change one way. The plans and the values are hypothesis's, of every kind; the same examples on every run.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from forms import FORMATS
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from surfaces import answered

from healthplan_cli.base.exact_format import decimal_text

# A failure is shown as it was found: to shrink it takes minutes of whole runs.
_FOUND = [phase for phase in Phase if phase is not Phase.shrink]
lawful = settings(max_examples=25, suppress_health_check=list(HealthCheck), phases=_FOUND)
Rows = Sequence[Mapping[str, Any]]
YEARS = (2021, 2022, 2023, 2024, 2025)


# ── plans and values of every kind ──


class Kind(NamedTuple):
    """A unit, what else the same number can be written in (and how often it goes into it), which way is good, the words."""

    unit: str | None
    others: Mapping[str, Fraction]
    better: str
    targets: tuple[str, ...]


_UP = ("≥{t}", "不低于{t}", "达到{t}", "提高到{t}以上", "{t}", ">{t}", "{t}左右", "{t}—{u}")
_DOWN = ("≤{t}", "控制在{t}以内", "降到{t}", "{t}", "<{t}", "{t}以下", "{t}左右")
_SHARE = {"‰": Fraction(10), "/10万": Fraction(1000)}
LEVELS = (
    Kind("%", _SHARE, "higher", _UP),
    Kind("%", _SHARE, "lower", _DOWN),
    Kind("/10万", {"‰": Fraction(1, 100), "/万": Fraction(1, 10)}, "lower", _DOWN),
    Kind("岁", {}, "higher", _UP),
    Kind("亿元", {"万元": Fraction(10_000)}, "higher", _UP),
    Kind("张/千人", {"张/万人": Fraction(10)}, "higher", _UP),
)
COURSES = (
    Kind("%", _SHARE, "higher", ("每年提高{d}个百分点", "累计提高{d}个百分点", "持续提高", "保持稳定")),
    Kind("%", _SHARE, "lower", ("每年降低{d}个百分点", "较2020年下降{d}个百分点", "持续下降", "保持稳定")),
    Kind("万人", {"人": Fraction(10_000)}, "higher", ("年均增长{d}%", "每年增长{d}%", "较2020年增长{d}%", "翻一番")),
    Kind("张/千人", {"张/万人": Fraction(10)}, "higher", ("每年增加{d}张/千人", "逐年提高")),
)  # fmt: skip
tenths = st.integers(100, 600).map(lambda count: Fraction(count, 10))
small = st.integers(1, 30).map(lambda count: Fraction(count, 10))


def shown(number: Fraction) -> str:
    return decimal_text(number)


class Row(NamedTuple):
    """A row of a plan, its kind, and its baseline as a number."""

    spec: dict[str, Any]
    kind: Kind
    base: Fraction


@st.composite
def row_of(draw: st.DrawFn, kinds: Sequence[Kind] = LEVELS + COURSES) -> Row:
    """A row whose target is a way off its baseline."""
    kind = draw(st.sampled_from(kinds))
    base, way = draw(tenths), draw(small)
    goal = base + way if kind.better == "higher" else base - way
    target = draw(st.sampled_from(kind.targets)).format(t=shown(goal), u=shown(goal + 3), d=shown(way))
    spec = {
        "nature": draw(st.sampled_from(["约束性", "预期性"])),
        "unit": kind.unit,
        "better": kind.better,
        "baseline": shown(base),
        "target": target,
    }
    return Row(spec, kind, base)


rows = st.lists(row_of(), min_size=1, max_size=4)


@st.composite
def value_of(draw: st.DrawFn, row: Row, marks: bool = True) -> str | None:
    """What might be reported of a row: near its baseline, sometimes with a mark, sometimes nothing."""
    number = draw(st.integers(-50, 50).map(lambda count: row.base + Fraction(count, 10)))
    forms = ["{}"] * 6 + (["{}*", ">{}", "{}左右", "{}—99.9"] if marks else [])
    return draw(st.none() | st.sampled_from(forms).map(lambda form: form.format(shown(number))))


@st.composite
def values_of(draw: st.DrawFn, plan: Sequence[Row], marks: bool = True) -> list[dict[int, str | None]]:
    """For each row, what is reported of some of the years."""
    some = st.lists(st.sampled_from(YEARS), unique=True, max_size=4)
    return [{year: draw(value_of(row, marks)) for year in sorted(draw(some))} for row in plan]


cases = rows.flatmap(lambda plan: st.tuples(st.just(plan), values_of(plan), st.sampled_from(YEARS)))


# ── files and runs ──


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put_plan(plan: Sequence[Row], name: str = "plan", order: Sequence[int] | None = None) -> str:
    """Writes a spec; the rows keep their ids, names and numbers in whatever order they stand."""
    indicators = [
        {"id": f"row{at}", "no": at, "name": f"指标{'甲乙丙丁'[at]}", **plan[at].spec}
        for at in (range(len(plan)) if order is None else order)
    ]
    spec = {
        "format": "hpcheck.plan/1",
        "id": name,
        "title": f"规划{name}",
        "period": {"baseline": 2020, "start": 2021, "end": 2025},
        "indicators": indicators,
    }
    Path(f"{name}.yaml").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return f"{name}.yaml"


def put_values(
    values: Sequence[Mapping[int, str | None]], file: str = "a.yaml", order: Sequence[int] | None = None
) -> str:
    """Writes the values as YAML, CSV or XLSX, by the file's name; in both sheets a year has a column."""
    order = range(len(values)) if order is None else order
    if file.endswith(".yaml"):
        data = {"plan": "plan", "actuals": {f"row{at}": values[at] for at in order}}
        Path(file).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return file
    table = [["指标", *(f"{year}年实际" for year in YEARS)]]
    table += [[f"指标{'甲乙丙丁'[at]}", *(values[at].get(year) or "" for year in YEARS)] for at in order]
    if file.endswith(".csv"):
        text = io.StringIO()
        csv.writer(text).writerows(table)
        Path(file).write_text(text.getvalue(), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        assert book.active is not None
        for cells in table:
            book.active.append(cells)
        book.save(file)
    return file


def report(*arguments: str) -> Any:
    """The JSON of `hpcheck evaluate`, and that it says the exit code that it ends with."""
    code, text = answered("evaluate", *arguments, "--format", "json")
    assert text, arguments
    data = json.loads(text, parse_float=Decimal)
    codes = [item["gate"]["exit_code"] for item in (data if isinstance(data, list) else [data])]
    assert code in codes
    return data


def verdicts(data: Any) -> dict[str, Any]:
    """Every result by its id, without where it was read and what was typed."""
    return {item["id"]: item | {"actual": _number(item["actual"])} for item in data["results"]}


def _number(actual: Any) -> Any:
    return actual and {
        key: actual.get(key) for key in ("value", "unit", "year", "low", "high", "provisional")
    }


def statuses(data: Any) -> dict[str, tuple[str, str | None]]:
    return {item["id"]: (item["status"], item["reason"]) for item in data["results"]}


# ── said in another way ──


class TestSaidInAnotherWay:
    """「输入相同，输出的每个字节都相同」: and what is no input changes nothing."""

    @lawful
    @given(cases, st.randoms(use_true_random=False))
    def test_in_another_order(self, case: Any, random: Any) -> None:
        plan, values, year = case
        order = list(range(len(plan)))
        random.shuffle(order)
        first = report(put_values(values), "-p", put_plan(plan), "--year", str(year))
        again = report(
            put_values(values, order=order), "-p", put_plan(plan, order=order), "--year", str(year)
        )
        assert verdicts(again) == verdicts(first)
        assert again["summary"] == first["summary"]
        assert again["gate"]["outcome"] == first["gate"]["outcome"]

    @lawful
    @given(cases, st.sampled_from([".csv", ".xlsx"]))
    def test_in_a_sheet(self, case: Any, suffix: str) -> None:
        """CSV = XLSX = YAML."""
        plan, values, year = case
        spec = put_plan(plan)
        first = report(put_values(values), "-p", spec, "--year", str(year))
        again = report(put_values(values, f"a{suffix}"), "-p", spec, "--year", str(year))
        assert verdicts(again) == verdicts(first)
        assert again["gate"] == first["gate"]

    @lawful
    @given(st.data())
    def test_in_another_unit(self, data: st.DataObject) -> None:
        """「实际值可以用任何相容的单位，先精确换算再比较」"""
        plan = [data.draw(row_of(kinds=[kind for kind in LEVELS + COURSES if kind.others]))]
        values = data.draw(values_of(plan, marks=False))
        unit, times = data.draw(st.sampled_from(sorted(plan[0].kind.others.items())))
        other = [
            {year: text and shown(Fraction(text) * times) + unit for year, text in row.items()}
            for row in values
        ]
        spec, year = put_plan(plan), str(data.draw(st.sampled_from(YEARS)))
        first = report(put_values(values), "-p", spec, "--year", year)
        again = report(put_values(other), "-p", spec, "--year", year)
        assert _without_words(verdicts(again)) == _without_words(verdicts(first))

    @lawful
    @given(cases, st.sampled_from(["binding", "all", "none"]))
    def test_in_another_form(self, case: Any, gate: str) -> None:
        """「换报告形式、加 `--quiet` 都不改变退出码」, and the terminal's last line says it."""
        plan, values, year = case
        arguments = (put_values(values), "-p", put_plan(plan), "--year", str(year), "--gate", gate)
        code = report(*arguments)["gate"]["exit_code"]
        for form in sorted(set(FORMATS) - {"xlsx", "docx"}):
            assert answered("evaluate", *arguments, "--format", form)[0] == code
        found, text = answered("evaluate", *arguments, "-q")
        assert found == code
        assert text.rstrip().endswith(f"退出码 {code}")

    @lawful
    @given(cases)
    def test_beside_itself(self, case: Any) -> None:
        """「`--against 报告.json` 拿上一次的 JSON 报告（一份，或几个规划的一列）与这次比」: with the same report nothing has changed."""
        plan, values, year = case
        arguments = (put_values(values), "-p", put_plan(plan), "--year", str(year))
        first = answered("evaluate", *arguments, "--format", "json")[1]
        Path("last.json").write_text(first, encoding="utf-8")
        changes = report(*arguments, "--against", "last.json", "--gate", "new")["changes"]
        assert {key: found for key, found in changes.items() if found and key != "against"} == {}
        assert answered("evaluate", *arguments, "--against", "last.json", "--gate", "new", "-q")[0] == 0

    @lawful
    @given(st.data(), cases)
    def test_beside_another_plan(self, data: st.DataObject, case: Any) -> None:
        """「几个规划一起核验时各有各的门禁」: one more plan, with data of its own, changes no verdict of another's."""
        plan, values, year = case
        other = [data.draw(row_of(kinds=[row.kind])) for row in plan]
        arguments = (put_values(values), "--year", str(year), "-p", put_plan(plan))
        alone = report(*arguments)
        own = json.loads(Path("a.yaml").read_text(encoding="utf-8"))
        Path("b.yaml").write_text(json.dumps(own | {"plan": "other"}), encoding="utf-8")
        both = report(*arguments, "b.yaml", "-p", put_plan(other, "other"))
        assert verdicts(both[0]) == verdicts(alone)
        assert both[0]["gate"] == alone["gate"]


def _without_words(found: dict[str, Any]) -> dict[str, Any]:
    """Without the sentence and the notes about how a value was written."""
    return {id: {key: item[key] for key in _JUDGED} for id, item in found.items()}


_JUDGED = ("status", "reason", "gap", "progress", "elapsed", "expected", "regressed", "gated")


# ── better, later, more ──


class TestBetter:
    """「意思是“朝好的方向至少到这个数”」"""

    LADDER = ("missed", "behind", "on_track", "ahead", "met")

    @lawful
    @given(st.data(), st.sampled_from(YEARS))
    def test_a_better_value_is_never_worse(self, data: st.DataObject, year: int) -> None:
        plan = [data.draw(row_of())]
        [values] = data.draw(values_of(plan, marks=False))
        number, more = data.draw(tenths), data.draw(small)
        better = number + more if plan[0].spec["better"] == "higher" else number - more
        spec = put_plan(plan)
        found = [
            statuses(report(put_values([values | {year: shown(value)}]), "-p", spec, "--year", str(year)))
            for value in (number, better)
        ]
        (worse, _), (finer, _) = (item["row0"] for item in found)
        if "unknown" not in (worse, finer):
            assert self.LADDER.index(worse) <= self.LADDER.index(finer)
        assert not (worse == "met" and finer == "unknown")

    @lawful
    @given(st.data(), st.sampled_from(YEARS))
    def test_more_years_never_change_the_verdict_of_a_level(self, data: st.DataObject, year: int) -> None:
        """「看水平的目标」 look at the year judged: the years before it, and those after it, have no say."""
        plan = [data.draw(row_of(kinds=LEVELS))]
        [values] = data.draw(values_of(plan, marks=False))
        value = data.draw(value_of(plan[0]))
        assume(value is not None)
        spec = put_plan(plan)
        alone, among = (
            verdicts(report(put_values([each]), "-p", spec, "--year", str(year)))["row0"]
            for each in ({year: value}, values | {year: value})
        )
        assert {key: among[key] for key in _JUDGED} == {key: alone[key] for key in _JUDGED}

    @lawful
    @given(st.data(), st.sampled_from(YEARS))
    def test_years_after_the_one_judged_have_no_say(self, data: st.DataObject, year: int) -> None:
        """「Y 以后的数不看」"""
        plan = [data.draw(row_of())]
        [values] = data.draw(values_of(plan))
        before = {at: text for at, text in values.items() if at <= year}
        spec = put_plan(plan)
        found = [
            verdicts(report(put_values([each]), "-p", spec, "--year", str(year))) for each in (before, values)
        ]
        assert found[0] == found[1]


class TestOnThePath:
    """`hpcheck path` says what a year is due: who reports exactly that is on track, and has met it at the end."""

    @lawful
    @given(st.data(), st.sampled_from(["linear", "geometric"]))
    def test_its_own_numbers_are_on_track(self, data: st.DataObject, pace: str) -> None:
        row = data.draw(row_of())
        plan = [row._replace(spec=row.spec | ({"pace": "geometric"} if pace == "geometric" else {}))]
        spec = put_plan(plan)
        code, text = answered("path", spec, "--format", "json")
        assert code == 0
        [found] = json.loads(text, parse_float=Decimal)["rows"]
        years = {item["year"]: _kept(item) for item in found["years"] if item["value"] is not None}
        assume(years)
        for year in years:
            upto = {at: text for at, text in years.items() if at <= year}
            item = verdicts(report(put_values([upto]), "-p", spec, "--year", str(year)))["row0"]
            assert item["status"] in (("met",) if year == 2025 else ("on_track", "met")), (year, years, item)


def _kept(item: Mapping[str, Any]) -> str:
    """A number that keeps to what the path says: its own, or the least bit beyond a limit that isn't included."""
    number = Fraction(str(item["value"]))
    nudge = {"<": Fraction(-1, 1000), ">": Fraction(1, 1000)}.get(item["text"][:1], Fraction(0))
    return shown(number + nudge)
