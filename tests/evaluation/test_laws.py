"""Laws that hold for every number and every text, tried with hypothesis: the same examples on every run."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any, ClassVar

from hypothesis import assume, given
from hypothesis import strategies as st
from lawcases import lawful, nested, shown, tenths, values
from support import actuals_of, judged, plan_of, report_json

from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.model import Interval, Status

levels = st.integers(1, 1500).map(lambda count: Fraction(count, 10))


def status(indicator: dict[str, Any], years: dict[str, str], year: int) -> Status:
    """The status of one indicator, through the whole pipeline but the files."""
    row = {"limits": {"min": None, "max": None}, **indicator}
    plan = plan_of([{"id": "it", **row}], check_shape=False)
    return judged(plan, actuals_of(plan, {"it": years}), year).results[0].status


# Wordings with one number {n}, by which way a greater number makes them: + stricter, - looser.
RISING = [
    "≥{n}",
    ">{n}",
    "{n}",
    "{n}左右",
    "提高{n}",
    "提高超过{n}",
    "累计增长{n}%",
    "年均增长{n}%",
    "每年增长{n}%",
    "每年增加{n}",
]
FALLING = ["≤{n}", "<{n}", "{n}", "{n}左右"]
FALLING_BY = ["下降{n}", "累计下降{n}%", "年均降低{n}", "每年下降{n}%"]
CONSTANT_UP = ["翻一番", "保持稳定", "持续提高", "同比例提高", "{n}—2000", "=150"]
CONSTANT_DOWN = ["减半", "保持稳定", "持续下降", "0—{n}"]


class TestStricterTargets:
    """「集合里的每个值都够，才是达标；一个都不够，是未达标」: so a stricter target never turns missed into met."""

    @lawful
    @given(
        st.sampled_from([("higher", words, True) for words in RISING])
        | st.sampled_from([("lower", words, False) for words in FALLING])
        | st.sampled_from([("lower", words, True) for words in FALLING_BY]),
        tenths,
        tenths,
        values,
        values,
    )
    def test_never_from_missed_to_met(
        self, kind: tuple[str, str, bool], one: Fraction, other: Fraction, baseline: str, value: str
    ) -> None:
        better, words, greater_is_stricter = kind
        low, high = sorted((one, other))
        loose, strict = (low, high) if greater_is_stricter else (high, low)
        found = [
            status(
                {"better": better, "baseline": baseline, "target": words.format(n=shown(number))},
                {"2025": value},
                2025,
            )
            for number in (loose, strict)
        ]
        assert not (found[0] is Status.MISSED and found[1] is not Status.MISSED)
        assert not (found[1] is Status.MET and found[0] is not Status.MET)

    @lawful
    @given(st.sampled_from([("≥", ">"), ("≤", "<"), ("≥", "="), ("≤", "=")]), tenths, values)
    def test_a_stricter_sign(self, signs: tuple[str, str], number: Fraction, value: str) -> None:
        found = [
            status({"better": "neither", "target": f"{sign}{shown(number)}"}, {"2025": value}, 2025)
            for sign in signs
        ]
        assert not (found[0] is Status.MISSED and found[1] is not Status.MISSED)
        assert not (found[1] is Status.MET and found[0] is not Status.MET)


class TestBetterValues:
    """「意思是“朝好的方向至少到这个数”」: a better value never turns met into missed, nor any status into a worse one."""

    LADDER = (Status.MISSED, Status.BEHIND, Status.ON_TRACK, Status.AHEAD, Status.MET)

    @lawful
    @given(
        st.sampled_from(
            [("higher", words) for words in RISING + CONSTANT_UP if words not in ("同比例提高", "=150")]
        )
        | st.sampled_from([("lower", words) for words in FALLING + FALLING_BY + CONSTANT_DOWN]),
        levels,
        values,
        tenths,
        tenths,
        st.sampled_from([2021, 2023, 2025, 2026]),
        st.sampled_from(["linear", "geometric"]),
    )
    def test_never_to_a_worse_status(
        self,
        kind: tuple[str, str],
        number: Fraction,
        baseline: str,
        one: Fraction,
        other: Fraction,
        year: int,
        pace: str,
    ) -> None:
        better, words = kind
        # stable against a half line is being on it, on whichever side: a sentence of its own in the contract
        assume(words != "保持稳定" or baseline[0] not in "<>≤≥")
        # a constant rate asks for a baseline and a goal above 0: a spec without them is refused, whatever the value
        assume(pace == "linear" or (number > 0 and baseline not in ("0", "≤0", "<0")))
        worse, finer = sorted((one, other), reverse=better == "lower")
        indicator = {
            "better": better,
            "baseline": baseline,
            "target": words.format(n=shown(number)),
            "pace": pace,
        }
        # a course is judged on the plan's own years: the year after them has no say
        judged_in = "2025" if year > 2025 else str(year)
        found = [status(indicator, {judged_in: shown(value)}, year) for value in (worse, finer)]
        if Status.UNKNOWN not in found:
            assert self.LADDER.index(found[0]) <= self.LADDER.index(found[1])
        assert not (found[0] is Status.MET and found[1] is Status.MISSED)


class TestNarrowerReadings:
    """「有的够有的不够，是无法判定」: what holds for a wide reading holds for any narrower one inside it."""

    @lawful
    @given(
        st.sampled_from([("higher", words) for words in RISING + CONSTANT_UP if words != "同比例提高"])
        | st.sampled_from([("lower", words) for words in FALLING + FALLING_BY + CONSTANT_DOWN])
        | st.sampled_from([("neither", words) for words in ("{n}左右", "=90", "保持稳定")]),
        levels,
        nested(),
        nested(),
        st.sampled_from([2021, 2023, 2025]),
    )
    def test_what_holds_keeps_holding(
        self,
        kind: tuple[str, str],
        number: Fraction,
        baseline: tuple[str, str],
        value: tuple[str, str],
        year: int,
    ) -> None:
        better, words = kind
        assume(words != "保持稳定" or baseline[0][0] not in "<>≤≥")
        target = words.format(n=shown(number))
        found = [
            status(
                {"better": better, "baseline": baseline[index], "target": target},
                {str(year): value[index]},
                year,
            )
            for index in (0, 1)
        ]
        if found[0] in (Status.MET, Status.MISSED):
            assert found[1] is found[0]

    @lawful
    @given(nested(), nested(), st.sampled_from(["-", "/"]))
    def test_differences_and_quotients_of_sets(
        self, wide: tuple[str, str], other: tuple[str, str], sign: str
    ) -> None:
        (a, inner_a), (b, inner_b) = [
            [parse_reported(text).values or Interval() for text in pair] for pair in (wide, other)
        ]
        if sign == "-":
            assert inner_a.minus(inner_b).within(a.minus(b))
        elif all(ends.low is not None and ends.low > 0 for ends in (a, inner_a, b, inner_b)):
            assert inner_a.over(inner_b).within(a.over(b))


class TestOrder:
    """「输入相同，输出的每个字节都相同」: and the order in which the values stand in the file is no input."""

    PLAN = plan_of(
        [
            {"id": "a", "better": "higher", "baseline": "80", "target": "≥90"},
            {"id": "b", "unit": "%", "better": "lower", "baseline": "43.14", "target": "每年降低0.5个百分点"},
            {"id": "c", "better": "lower", "baseline": "15", "target": "上升趋势减缓"},
            {
                "id": "d",
                "better": "higher",
                "target": "职工≧80城乡居民≧70",
                "components": [{"id": "employee", "name": "职工"}, {"id": "resident", "name": "城乡居民"}],
            },
            {"id": "e", "better": "higher", "target": "国家下达"},
        ]
    )
    VALUES: ClassVar[dict[str, dict[str, Any]]] = {
        "a": {"2021": "82", "2023": "86.5", "2024": "85"},
        "b": {"2021": "42.64", "2022": "42.14", "2023": "41.5"},
        "c": {"2015": "10", "2017": "13", "2022": "16", "2023": "17"},
        "d": {"employee": {"2022": "79", "2023": "80"}, "resident": {"2023": "70"}},
        "e": {"2023": "97*"},
    }

    def report(self, actuals: dict[str, Any]) -> str:
        report = judged(self.PLAN, actuals_of(self.PLAN, actuals, targets={"e": "≥97"}), 2023)
        return report_json(report, decide_gate(report, Policy()))

    @lawful
    @given(st.permutations(list(VALUES)), st.randoms(use_true_random=False))
    def test_the_same_bytes(self, order: list[str], random: Random) -> None:
        shuffled: dict[str, Any] = {}
        for key in order:
            inner = list(self.VALUES[key].items())
            random.shuffle(inner)
            shuffled[key] = dict(inner)
        assert self.report(shuffled) == self.report(self.VALUES)
