"""Laws of texts, rows, numbers and units, whatever is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lawcases import lawful
from support import CASES, actuals_of, judged, plan_of, read_cases, report_json, walk

from healthplan_cli import units
from healthplan_cli.base.errors import InvalidInput, NotUnderstood
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.language.normalise import normalise
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import Interval, Reading, Status, Target

finite = st.builds(
    lambda number, twos, fives: Fraction(number, 2**twos * 5**fives),
    st.integers(-(10**12), 10**12),
    st.integers(0, 12),
    st.integers(0, 12),
)


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

    @settings(lawful, max_examples=600)
    @given(texts)
    def test_a_target_is_understood_or_refused(self, text: str) -> None:
        assert outcome(parse_target, text) == text

    @settings(lawful, max_examples=600)
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
