"""Laws that hold for every number and every text, tried with hypothesis: the same examples on every run."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support import CASES, actuals_of, judged, plan_of, read_cases, report_json, walk

from healthplan_cli import units
from healthplan_cli.base.errors import InvalidInput, NotUnderstood
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.language.normalise import normalise
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import Interval, Reading, Status, Target

lawful = settings(
    derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)

# ── numbers and values, as text ──

tenths = st.integers(0, 1500).map(lambda count: Fraction(count, 10))
levels = st.integers(1, 1500).map(lambda count: Fraction(count, 10))
finite = st.builds(
    lambda number, twos, fives: Fraction(number, 2**twos * 5**fives),
    st.integers(-(10**12), 10**12),
    st.integers(0, 12),
    st.integers(0, 12),
)


def shown(number: Fraction) -> str:
    return decimal_text(number)


@st.composite
def nested(draw: st.DrawFn) -> tuple[str, str]:
    """Two reported values, the second of which lies inside the first."""
    a, b, c = sorted(draw(st.lists(tenths, min_size=3, max_size=3, unique=True)))
    return draw(
        st.sampled_from(
            [
                (f"{shown(a)}—{shown(c)}", shown(b)),
                (f"{shown(a)}—{shown(c)}", shown(a)),
                (f"{shown(a)}—{shown(c)}", f"{shown(a)}—{shown(b)}"),
                (f"{shown(a)}—{shown(c)}", f"{shown(b)}—{shown(c)}"),
                (f"≥{shown(a)}", f">{shown(a)}"),
                (f"≥{shown(a)}", f"{shown(a)}—{shown(b)}"),
                (f">{shown(a)}", shown(b)),
                (f">{shown(a)}", f"≥{shown(b)}"),
                (f"<{shown(b)}", shown(a)),
                (f"≤{shown(b)}", f"<{shown(b)}"),
                (f"≤{shown(b)}", f"{shown(a)}—{shown(b)}"),
                (f"{shown(b)}左右", shown(b)),
            ]
        )
    )


values = nested().flatmap(st.sampled_from)


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


# ── texts ──

CORPUS = [item["text"] for path in walk("wording") for item in read_cases(path)]
WORDS = [
    "≥",
    "≤",
    ">",
    "<",
    "=",
    "≧",
    "＜",
    "不低于",
    "不超过",
    "高于",
    "超过",
    "至少",
    "达到",
    "提高到",
    "降至",
    "控制在",
    "保持在",
    "左右",
    "约",
    "以上",
    "以下",
    "以内",
    "之间",
    "—",
    "~",
    "至",
    "到",
    "-",
    "每年",
    "年均",
    "累计",
    "较",
    "比",
    "在",
    "2020年",
    "2025年",
    "基础上",
    "降低",
    "提高",
    "增长",
    "下降",
    "翻一番",
    "减半",
    "倍",
    "个百分点",
    "%",
    "‰",
    "/10万",
    "万人",
    "亿",
    "岁",
    "张",
    "个",
    "家",
    "同比例",
    "持续",
    "逐年",
    "明显",
    "有所",
    "上升趋势",
    "减缓",
    "得到遏制",
    "保持稳定",
    "完成",
    "国家",
    "下达",
    "目标",
    "全覆盖",
    "应保尽保",
    "三级",
    "甲等",
    "星",
    "1:1.3",
    "分别",
    "、",
    "，",
    "和",
    "城镇",
    "居民",
    "3岁以下儿童",
    "力争",
    "确保",
    "原则上",
    "应",
    "目前",
    "（",
    "）",
    "〔",
    "〕",
    "*",
    "0",
    "1",
    "5",
    "27",
    "0.5",
    "1,500",
    "1,5",
    "百分之",
    "三十",
    "七成",
    "一半",
    "十",
    "万",
    "。",
    "；",
]

mixtures = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)


@st.composite
def splices(draw: st.DrawFn) -> str:
    """Pieces of the corpus's wordings, put together."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(CORPUS))
        start = draw(st.integers(0, len(text)))
        pieces.append(text[start : draw(st.integers(start, len(text)))] if draw(st.booleans()) else text)
    return "".join(pieces)


texts = (st.text(max_size=60) | mixtures | splices()).map(lambda text: text[:60])


def outcome(read: Callable[[str], Target | Reading], text: str) -> str:
    """The text that what was read, or the error, says it is about; an error's place is inside it."""
    try:
        return read(text).text
    except NotUnderstood as error:
        return error.text if 0 <= error.at <= len(text) else f"no place: {error.at}"


class TestAnyText:
    """「程序不猜：读不懂就报错」: and it is that error and no other, with its place inside the text."""

    @settings(lawful, max_examples=1200)
    @given(texts)
    def test_a_target_is_understood_or_refused(self, text: str) -> None:
        assert outcome(parse_target, text) == text

    @settings(lawful, max_examples=1200)
    @given(texts)
    def test_a_value_is_understood_or_refused(self, text: str) -> None:
        assert outcome(parse_reported, text) == text

    @lawful
    @given(st.sampled_from(CORPUS), st.integers(0, 60), st.sampled_from([" ", "\n", "　", "\t", "\u200b"]))
    def test_white_space_changes_no_meaning(self, text: str, at: int, space: str) -> None:
        """「去掉空白（真实文件的表格常在格子里换行）」; only between two digits it has one."""
        split = text[:at] + space + text[at:]
        try:
            plain = normalise(text).text
        except NotUnderstood:
            return
        if at < len(text) and text[at - 1 : at].isdecimal() and text[at].isdecimal():
            with pytest.raises(NotUnderstood):
                normalise(split)
        else:
            assert normalise(split).text == plain


UNDERSTOOD = [item["text"] for path in walk("wording") for item in read_cases(path) if "error" not in item]
REPORTED = [
    item["text"]
    for item in read_cases(CASES / "reported" / "values.yaml")["values"]
    if "cumulative" not in item
]


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """A row of a plan with words from the corpus: most make sense together, some don't."""
    row: dict[str, Any] = {"id": "it", "target": draw(st.sampled_from(UNDERSTOOD))}
    choices: dict[str, list[Any]] = {
        "better": ["higher", "lower", "neither"],
        "unit": ["%", "‰", "/10万", "岁", "人", "万人", "张", "家", "天", "亿元", "个", None],
        "baseline": REPORTED,
        "pace": ["geometric"],
        "tolerance": ["0", "0.05"],
        "relative_to": ["other"],
        "at_least": ["0.5个百分点", "1"],
        "limits": [{"min": None, "max": None}],
    }
    for key, values in choices.items():
        if draw(st.booleans()):
            row[key] = draw(st.sampled_from(values))
    if draw(st.booleans()):
        names = [("employee", "城镇"), ("resident", "居民")]
        row["components"] = [{"id": id, "name": name} for id, name in names]
        for part in row["components"]:
            part["target"] = draw(st.sampled_from(UNDERSTOOD))
    return row


class TestAnyRow:
    """「达标」, 「未达标」, 「无法判定」: a plan and its data are refused, or every row gets one of the three."""

    @settings(lawful, max_examples=600)
    @given(
        rows(),
        st.dictionaries(st.sampled_from(["2015", "2020", "2021", "2023", "2025"]), st.sampled_from(REPORTED)),
        st.sampled_from(REPORTED),
        st.sampled_from([2021, 2023, 2025]),
    )
    def test_is_refused_or_judged(
        self, row: dict[str, Any], years: dict[str, str], other: str, year: int
    ) -> None:
        reference = {"id": "other", "better": "higher", "baseline": other, "target": "≥5"}
        try:
            plan = plan_of([row, reference])
            actuals = actuals_of(plan, {"it": years, "other": other})
        except InvalidInput as error:
            problems = error.problems
        else:
            problems = ()
            report = judged(plan, actuals, year)
            parts = [part for result in report.results for part in (result, *result.components)]
            assert all((part.status is Status.UNKNOWN) is (part.reason is not None) for part in parts)
            assert all(part.message for part in parts)
            assert json.loads(report_json(report, decide_gate(report, Policy())))["summary"]["total"] == 2
        assert all(problem.message for problem in problems)


class TestNumbers:
    """「计算全程用精确的分数，不经过二进制浮点数：写 0.3 就是 0.3」"""

    @lawful
    @given(finite)
    def test_a_decimal_reads_back_the_same(self, number: Fraction) -> None:
        assert Fraction(decimal_text(number)) == number

    @lawful
    @given(finite)
    def test_a_decimal_has_no_needless_digits(self, number: Fraction) -> None:
        text = decimal_text(number)
        assert "e" not in text.lower()
        assert "." not in text or not text.endswith("0")

    @lawful
    @given(st.fractions(), st.integers(0, 6))
    def test_rounding_is_within_half_a_unit(self, number: Fraction, places: int) -> None:
        assert abs(Fraction(decimal_text(number, places)) - number) <= Fraction(1, 2 * 10**places)

    @lawful
    @given(finite)
    def test_a_value_as_reported_is_exactly_it(self, number: Fraction) -> None:
        assert parse_reported(decimal_text(number)).values == Interval.point(number)


FAMILIES = [
    ["%", "‰", "‱", "/10万", "/万", "/千", "1/10万", "/100000", "/万人"],
    ["人", "万人", "亿人", "名", "千人", "万名"],
    ["元", "万元", "亿元", "万亿元", "千元"],
    ["天", "小时", "分钟", "秒"],
    ["个月", "年"],
    ["千克", "克", "吨", "万吨", "毫克", "斤", "公斤"],
    ["平方米", "万平方米", "平方公里", "公顷", "亩", "万亩", "㎡"],
    ["米", "公里", "厘米", "千米"],
    ["张/千人", "张/万人", "张/人"],
    ["元/人", "万元/人", "元/万人"],
    ["微克/立方米", "毫克/立方米", "克/立方米"],
    ["辆/万人", "辆/3万人"],
    ["百分点", "千分点"],
    ["个", "家", "所", "万个"],
]


@st.composite
def same_family(draw: st.DrawFn) -> tuple[str, str, str]:
    family = draw(st.sampled_from(FAMILIES))
    words = draw(st.lists(st.sampled_from(family), min_size=3, max_size=3))
    return words[0], words[1], words[2]


class TestUnits:
    """「先精确换算再比较」: there and back is the same number, and a way round is no longer way."""

    @lawful
    @given(same_family(), finite)
    def test_there_and_back(self, words: tuple[str, str, str], number: Fraction) -> None:
        source, other, third = words
        there, back = units.factor(source, other), units.factor(other, source)
        assert there is not None
        assert back is not None
        assert number * there * back == number
        onward, straight = units.factor(other, third), units.factor(source, third)
        assert onward is not None
        assert straight == there * onward

    @lawful
    @given(st.permutations(FAMILIES), st.data())
    def test_never_to_another_family(self, families: list[list[str]], data: st.DataObject) -> None:
        source, other = (data.draw(st.sampled_from(family)) for family in families[:2])
        assert units.factor(source, other) is None
