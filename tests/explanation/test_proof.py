"""Proofs: they say what was judged, every 是 and 否 in them is true, and every value they announce turns the status."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from support import CASES, ROOT, actuals_of, check_expected, plan_of, plan_of_case, read_cases, walk

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.location import Location
from healthplan_cli.base.text_width import width
from healthplan_cli.evaluation.evaluate import evaluate, evaluate_traced
from healthplan_cli.evaluation.judge import Case, as_worded, judge
from healthplan_cli.evaluation.review import year_judged
from healthplan_cli.explanation import Proof, proofs
from healthplan_cli.explanation.conclusion import turning_points
from healthplan_cli.explanation.subject import ExplainedResult
from healthplan_cli.explanation.terms import apart, digits, percent
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.model import (
    Actual,
    Actuals,
    Change,
    Component,
    Conventions,
    Indicator,
    Interval,
    NoTarget,
    Outcome,
    Plan,
    Reading,
    Reason,
    Result,
    Revision,
    RowField,
    Rule,
    Status,
    Total,
)
from healthplan_cli.report import Look
from healthplan_cli.report.document import Document, Part
from healthplan_cli.report.documents.rows import terms
from healthplan_cli.report.formats import terminal
from healthplan_cli.sources.actuals.yamlfile import read_actuals
from healthplan_cli.sources.plans.catalog import load_plan, plan_files
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse

TINY = Fraction(1, 10**6)


def every_proof(plan: Plan, actuals: Actuals, conventions: Conventions) -> Iterator[tuple[Result, Proof]]:
    """Each row's and each component's result with its proof."""
    report, traces = evaluate_traced(plan, actuals, conventions)
    for result in report.results:
        found = proofs(report, traces, result.id)
        yield from zip((*result.components, result), found, strict=True)


def proof_of(row: dict[str, Any], values: Any, year: int = 2023, **head: Any) -> Proof:
    """The proof of one indicator, from the text of its row and of its values."""
    plan = plan_of([{"id": "it", "name": "这项指标", "unit": "%", **row}])
    actuals = actuals_of(plan, {"it": values}, year=year, **head)
    report, traces = evaluate_traced(plan, actuals, Conventions(year))
    return proofs(report, traces, "it")[-1]


def lines(proof: Proof, kind: str) -> list[str]:
    """The lines of a proof's step of a kind; none where it has no such step."""
    return [line for step in proof.steps if step.kind == kind for line in step.lines]


# ── is every 是 and 否 true? ──

_SIGNS = {"≥": operator.ge, "≤": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq}
_QUESTION = re.compile(r"(?:^|[：；，])([^：；，？]+)？(是|否)")
_SETS = ("每个值都", "之内？", "不比基期差？", "没有数据")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(…?)(%?)")


def number(text: str) -> Fraction:
    """An arithmetic expression as printed, worked out anew."""
    translated = text.translate(str.maketrans("−×÷", "-*/"))
    python = _NUMBER.sub(
        lambda match: f"Fraction('{match[1]}')" + ("/100" if match[3] else ""), translated.replace("^", "**")
    )
    value = eval(python, {"Fraction": Fraction})
    assert isinstance(value, Fraction), text
    return value


def check_arithmetic(line: str) -> int:
    """Recomputes a line's questions from what is printed; how many there were. Numbers cut off by … are let off."""
    if "？" not in line or any(words in line for words in _SETS) or "(≥" in line or "(≤" in line:
        return 0
    found = _QUESTION.findall(line)
    assert found, line
    for question, answer in found:
        if re.search("[\u4e00-\u9fff]|:", question.removeprefix("累计 ")):
            continue  # grades and ratios in their own words
        sides = re.split(r" ([≥≤><=]) ", question.removeprefix("累计 "))
        exact = "…" not in question
        signs = sides[1::2]
        asked = len(signs) - 1 - next((at for at, sign in enumerate(reversed(signs)) if sign != "="), 0)
        for at, sign in enumerate(signs):
            left, right = sides[2 * at], sides[2 * at + 2]
            if "E" in left + right:
                continue  # (E + δ): the power of a constant rate has no digits to check
            values = number(left), number(right)
            holds = _SIGNS[sign](*values)
            if at == asked and (exact or abs(values[0] - values[1]) > Fraction(1, 1000)):
                assert holds is (answer == "是"), line
            elif at != asked and exact:
                assert holds, line
    return len(found)


def check(result: Result, proof: Proof) -> int:
    """What holds for every proof; how many comparisons were worked out anew."""
    assert proof.status is result.status
    assert proof.steps
    assert [step.kind for step in proof.steps if not step.lines] == []
    verdicts = lines(proof, "verdict")
    assert len(verdicts) == 1
    assert verdicts[0].startswith(f"{proof.words}：")
    asked = [line for kind in ("comparison", "pace") for line in lines(proof, kind)]
    return sum(map(check_arithmetic, asked))


# ── made-up values for the plans that ship ──


def invented(plan: Plan, random: Random) -> Actuals:
    """Values for the years 2015 to 2025, on and around the baselines and the targets, some of them ranges."""
    values = []
    for indicator in plan.indicators:
        parts: list[str | None] = [part.id for part in indicator.components] or [None]
        for part in [None] if indicator.optional_components and random.random() < 0.5 else parts:
            for year in (2015, *range(2019, 2026)):
                if random.random() < 0.85:
                    reading = invented_reading(indicator, random)
                    place = Location("made-up.yaml", year)
                    values.append(Actual(indicator.id, part, year, reading, "编的", location=place))
    return Actuals(tuple(values))


def invented_reading(indicator: Indicator, random: Random) -> Reading:
    holders: list[Indicator | Component] = [indicator, *indicator.components]
    texts = [holder.target.text for holder in holders if holder.target]
    texts += [holder.baseline.text for holder in holders if holder.baseline]
    known = [Fraction(match) for text in texts for match in re.findall(r"\d+(?:\.\d+)?", text)] or [
        Fraction(50)
    ]
    middle = random.choice(known)
    value = middle if random.random() < 0.2 else middle * Fraction(random.randrange(90, 111), 100)
    high = indicator.limits.high
    value = min(value, high) if high is not None and indicator.limits.unit == indicator.measure else value
    sign = random.choice(["", "", "", "", "", ">", "≤", "约"])
    reading = parse_reported(f"{sign}{digits(value)}" if "…" not in digits(value) else "50")
    return replace(reading, unit=indicator.measure)


def proof_text(proofs: tuple[Proof, ...], columns: int, color: bool = False) -> str:
    """Proofs as a terminal shows them."""
    part = Part("", tuple(map(terms, proofs)))
    return terminal.render([Document("", "", (part,))], Look(columns, color))


class TestEveryShippedRow:
    """「结论」 agrees with the verdict, and every comparison printed is true."""

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_in_every_year(self, name: str) -> None:
        plan, random = load_plan(name), Random(name)
        compared, statuses = 0, set()
        for year in range(2021, 2026):
            for carry in (0, 1):
                found = list(every_proof(plan, invented(plan, random), Conventions(year, carry=carry)))
                compared += sum(check(result, proof) for result, proof in found)
                statuses |= {proof.status for _, proof in found}
                text = proof_text(tuple(proof for _, proof in found), 80)
                assert all(width(line) <= 80 for line in text.splitlines())
        assert compared > 100
        assert statuses == set(Status)

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_without_a_value(self, name: str) -> None:
        plan = load_plan(name)
        found = [proof for _, proof in every_proof(plan, Actuals(()), Conventions(2023))]
        assert {proof.status for proof in found} == {Status.UNKNOWN}
        without = [
            proof.id for proof in found if proof.steps[0].kind == "words" and not lines(proof, "missing")
        ]
        assert without == [
            row.id for row in plan.indicators if row.target and isinstance(row.target.rule, NoTarget)
        ]


def judge_cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in walk("judge")
        for case in read_cases(path)["cases"]
    ]


class TestEveryJudgedCase:
    """「每次核验的回答是 **达标**、**未达标**、**无法判定** 三者之一」: the proof gives the same one, for every kind of rule."""

    @pytest.mark.parametrize("case", judge_cases())
    def test_proof(self, case: dict[str, Any]) -> None:
        plan = plan_of_case(case)
        head = {"targets": {"it": case["targets"]}} if "targets" in case else {}
        head |= {"year": case["file_year"]} if "file_year" in case else {}
        actuals = actuals_of(plan, {"it": case["actuals"], **case.get("other_actuals", {})}, **head)
        year = year_judged(int(case["year"]) if "year" in case else None, actuals, plan)
        conventions = Conventions(year, Fraction(case.get("band", "0.05")), int(case.get("carry", "0")))
        found = list(every_proof(plan, actuals, conventions))
        for result, proof in found:
            check(result, proof)
            agrees(plan, actuals, conventions, result)
        assert "None" not in proof_text(tuple(proof for _, proof in found), 80)


def readings(rule: Rule, case: Case) -> Iterator[tuple[str, Outcome | None]]:
    """How the lines of each way to understand a target begin, and what that way comes to."""
    if rule.opposed(case.better):
        if isinstance(rule, Total):
            worded = readings(rule, as_worded(case))
            yield from ((f"照字面：{head}", outcome) for head, outcome in worded)
        else:
            yield "照字面：", judge(rule, as_worded(case)).outcome
        other = rule.turned()
        yield "照好的方向：", (judge(other, case).outcome if other is not None else None)
    elif isinstance(rule, Total) or rule.counts_new_ones(case):
        if isinstance(rule, Change) and case.data_year not in case.yearly | case.running:
            yield "与基期比：", judge(rule, case).outcome
        total = rule.as_total(case.better) if isinstance(rule, Change) else rule
        assert isinstance(total, Total)
        for way in total.ways(case):
            added = bool(way.added or way.missing)
            yield ("各年" if added else "累计数"), judge(total.rule, way.case).outcome
    else:
        yield "", judge(rule, case).outcome


def agrees(plan: Plan, actuals: Actuals, conventions: Conventions, result: Result) -> None:
    """The announced regions put the value where it was judged to be, and the comparisons give the rule's answer."""
    report, traces = evaluate_traced(plan, actuals, conventions)
    trace = traces.get((result.id, None))
    if trace is None or trace.case is None:
        return
    asked = lines(proofs(report, traces, result.id)[0], "comparison")
    for said, outcome in readings(trace.rule, trace.case):
        shown = [line for line in asked if line.startswith(said)]
        if not any("按比例" in line for line in shown):  # two readings of which one may fail
            missed = any("？否" in line for line in shown)
            assert missed is (outcome is Outcome.MISSED), asked
    value, indicator = trace.case.value.value, plan.find(result.id)
    if value is None:
        return
    found = turning_points(ExplainedResult(report, indicator, None, result, trace))
    low, high = indicator.limits.low, indicator.limits.high
    if (low is None or value >= low) and (high is None or value <= high):
        assert [region.status for region in found if region.has(value)] == [result.status]


# ── do the announced values turn the status? ──

tenths = st.integers(1, 1000).map(lambda count: Fraction(count, 10))
SHAPES: list[dict[str, Any]] = [
    {"better": better, "target": target}
    for better, targets in {
        "higher": [
            "≥{n}",
            ">{n}",
            "{n}",
            "{n}左右",
            "{n}—2000",
            "提高{n}",
            "累计增长{n}%",
            "翻一番",
            "保持稳定",
        ],
        "lower": ["≤{n}", "<{n}", "{n}", "{n}左右", "0—{n}", "下降{n}", "累计下降10%", "减半", "保持稳定"],
        "neither": ["={n}", "≥{n}", "{n}左右", "保持稳定"],
    }.items()
    for target in targets
] + [
    {"better": "higher", "target": target}
    for target in [
        "每年增加{n}",
        "每年增长{n}%",
        "年均增长{n}%",
        "年均增长约5%",
        "持续提高",
        "比2021年提高{n}",
    ]
]
SHAPES += [
    {"better": "lower", "target": target}
    for target in ["每年下降{n}", "每年下降3%", "年均降低{n}", "持续下降", "上升趋势减缓", "上升趋势得到遏制"]
]
SHAPES += [
    {"better": "lower", "target": "每年降低0.5%", "unit": "%"},
    {"better": "higher", "target": "同比例提高", "relative_to": "other"},
    {"better": "higher", "target": "每年不少于{n}"},
    {"better": "higher", "target": "明显提高"},
    {"better": "higher", "target": "〔18〕", "unit": "%"},
    {"target": "三级甲等", "better": "higher"},
]


@st.composite
def situations(draw: st.DrawFn) -> tuple[Plan, Actuals, int]:
    """A plan of one row, with what is known of the years before, and the year to judge."""
    shape = draw(st.sampled_from(SHAPES))
    level, year = draw(tenths), draw(st.integers(2021, 2026))
    row = {**shape, "target": shape["target"].format(n=digits(level)), "limits": {"min": 0, "max": None}}
    grades = "甲等" in row["target"]
    if draw(st.integers(0, 5)):
        row["baseline"] = (
            "二级甲等" if grades else digits(draw(tenths)) + draw(st.sampled_from(["", "", "左右"]))
        )
    if not grades and draw(st.booleans()):
        row["pace"] = "geometric"
    if not grades and draw(st.integers(0, 2)) == 0:
        row["annual_targets"] = {str(one): f"≥{digits(draw(tenths))}" for one in (2023, 2024)}
    other = {"id": "other", "unit": None, "better": "higher", "baseline": "75", "target": "76"}
    try:
        plan = plan_of([{"id": "it", **row}, other], check_shape=False)
    except InvalidInput:  # geometric from 0.1 by 下降0.1: a plan that is refused has no proofs
        reject()
    before = [one for one in range(2021, year) if draw(st.booleans())]
    values = [valued(one, draw(tenths)) for one in ([] if grades else [2016, *before])]
    return plan, Actuals((*values, Actual("other", None, year, point(draw(tenths))))), year


def point(value: Fraction) -> Reading:
    return Reading(digits(value), Interval.point(value))


def valued(year: int, value: Fraction) -> Actual:
    return Actual("it", None, year, point(value))


class TestTurningPoints:
    """「刚好踩线就是踩线」: at each announced value, just beside it, and anywhere else, the status is the announced one."""

    @settings(derandomize=True, deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
    @given(situations(), tenths, st.lists(tenths, min_size=3, max_size=3))
    def test_are_exact(
        self, situation: tuple[Plan, Actuals, int], value: Fraction, others: list[Fraction]
    ) -> None:
        plan, known, year = situation
        conventions = Conventions(year)
        actuals = replace(known, values=(*known.values, valued(year, value)))
        report, traces = evaluate_traced(plan, actuals, conventions)
        result, trace = report.results[0], traces["it", None]
        found = turning_points(ExplainedResult(report, plan.indicators[0], None, result, trace))
        if trace.case is None:
            course_ended = year > result.due and result.reason is Reason.NO_DATA
            assert course_ended or (result.reason, found) == (
                Reason.NEEDS_REVIEW,
                (),
            )  # 累计 counts of several years
            return
        spoken = trace.case.data_year  # after the due year it may be the due year's
        rest = tuple(item for item in actuals.values if (item.indicator, item.year) != ("it", spoken))
        value = trace.case.value.value or value
        edges = [mark for region in found for mark in (region.low, region.high) if mark is not None]
        tried = [at for mark in edges for at in (mark.low - TINY, mark.low, mark.high, mark.high + TINY)]
        for at in [value, *others, *tried]:
            if at < 0:
                continue
            again = replace(known, values=(*rest, valued(spoken, at)))
            status = evaluate(plan, again, conventions).results[0].status
            assert [region.status for region in found if region.has(at)] == [status], (at, found)
        for one, two in pairwise(found):
            assert one.high == two.low
            assert one.status is not two.status
        check(result, proofs(report, traces, "it")[0])
        agrees(plan, actuals, conventions, result)

    def test_of_the_smoking_rate(self) -> None:
        """「走完的进度 P 和过去的时间 E」: on the straight line from 24.2 to 22, five points on either side."""
        proof = proof_of({"better": "lower", "baseline": "24.2", "target": "≤22"}, "23.2", 2024)
        assert lines(proof, "pace") == [
            "E = (2024 − 2020) ÷ (2025 − 2020) = 80%，δ = 5 个百分点",
            "P = (23.2 − 24.2) ÷ (22 − 24.2) = 5/11 = 45.45…%",
            "45.45…% ≥ 80% − 5% = 75%？否",
        ]
        assert lines(proof, "would_change") == [
            "2024 年的值不高于 22.55% 即“符合预期”（再降 0.65 个百分点）；不高于 22.33% 即“快于预期”（再降 0.87 个百分点）"
            "；不高于 22% 即“提前达标”（再降 1.2 个百分点）",
        ]

    def test_at_a_constant_rate(self) -> None:
        """「精确比较，不开方」: 2^0.55 = 1.46408…, and the digits that are printed are cut off, not rounded."""
        row = {"unit": None, "better": "higher", "baseline": "100", "target": "≥200", "pace": "geometric"}
        proof = proof_of(row, "150")
        assert lines(proof, "pace")[1:] == [
            "固定增长率，100 × (200 ÷ 100)^(E + δ) = 156.9168…：150 ≥ 156.9168…？否",
            "固定增长率，100 × (200 ÷ 100)^(E − δ) = 146.4085…：150 ≥ 146.4085…？是",
        ]
        assert lines(proof, "would_change") == [
            "2023 年的值低于 146.4085… 即“滞后”（再降超过 3.5914…）",
            "2023 年的值高于 156.9168… 即“快于预期”（再升超过 6.9168…）；不低于 200 即“提前达标”（再升 50）",
        ]

    def test_of_an_earlier_failure(self) -> None:
        """「看走势的目标」: what one year spoilt, no later value mends, and the year is named."""
        row = {"better": "lower", "baseline": "43", "target": "每年降低0.5个百分点"}
        proof = proof_of(row, {"2021": "42.9", "2022": "42"}, 2022)
        assert lines(proof, "comparison") == [
            "2020→2021：43 − 42.9 = 0.1 ≥ 0.5？否，差 0.4 个百分点",
            "2021→2022：42.9 − 42 = 0.9 ≥ 0.5？是",
            "2020→2022 合计：43 − 42 = 1，平均每年 0.5（只供参考，要看的是每一年）",
        ]
        assert lines(proof, "verdict") == ["滞后：看走势的目标，2021 年没有做到"]
        assert lines(proof, "would_change") == ["2022 年的值无论多少，都是“滞后”：没有做到的是 2021 年"]

    def test_of_several_failures(self) -> None:
        """「从基期起一步一步看」: every year that fell short is named, by the verdict and for the value that is no help."""
        row = {"better": "lower", "baseline": "43", "target": "每年降低0.5个百分点"}
        values = {"2021": "42.5", "2022": "42.4", "2023": "41.8", "2024": "41.7", "2025": "41.6"}
        proof = proof_of(row, values, 2025)
        assert lines(proof, "verdict") == ["未达标：到了目标年 2025，2022、2024、2025 年没有做到"]
        assert lines(proof, "comparison")[-1] == (
            "2020→2025 合计：43 − 41.6 = 1.4，平均每年 0.28（只供参考，要看的是每一年）"
        )
        assert lines(proof, "would_change") == [
            "2025 年的值无论多少，都是“未达标”：没有做到的是 2022、2024 年"
        ]

    def test_of_a_share_of_the_year_before(self) -> None:
        """「从基期起一步一步看」: of a rate, the whole stretch is a ratio."""
        row = {"unit": "元", "better": "higher", "baseline": "100", "target": "每年增长5%"}
        proof = proof_of(row, {"2021": "104", "2022": "110"}, 2022)
        assert lines(proof, "comparison") == [
            "2020→2021：104 ÷ 100 = 1.04 ≥ 1.05？否",
            "2021→2022：110 ÷ 104 = 1.0576… ≥ 1.05？是",
            "2020→2022 合计：110 ÷ 100 = 1.1（只供参考，要看的是每一年）",
        ]

    def test_of_an_unknown_between(self) -> None:
        """「集合里的每个值都够，才是达标」: a baseline that is a range leaves a stretch of values undecided, which is named."""
        proof = proof_of({"better": "higher", "baseline": "83左右", "target": "85"}, "84.1")
        assert lines(proof, "missing") != []
        assert lines(proof, "would_change") == [
            "2023 年的值低于 83.353% 即“滞后”（再降超过 0.747 个百分点）",
            "2023 年的值不低于 84.881% 即“快于预期”（再升 0.781 个百分点）；不低于 85% 即“提前达标”（再升 0.9 个百分点）",
            "其间（不低于 83.353%、低于 84.881%）仍是“无法判定”",
        ]

    def test_of_an_open_end(self) -> None:
        """「程度要人来定」: further the right way is no answer either, which is said last."""
        proof = proof_of({"better": "lower", "baseline": "12.4", "target": "明显下降"}, "10.9", 2025)
        assert lines(proof, "would_change") == [
            "2025 年的值不低于 12.4% 即“未达标”（再升 1.5 个百分点）",
            "再低也仍是“无法判定”",
        ]

    def test_of_a_missing_value(self) -> None:
        """「没有实际值」: what to supply, and what each value would give."""
        proof = proof_of({"better": "lower", "baseline": "51.45", "target": "≤49.0"}, {"2020": "51.45"}, 2024)
        assert lines(proof, "missing") == ["没有 2024 年的实际值：请补充数据"]
        assert lines(proof, "would_change") == [
            "2024 年的值高于 49.6125% 即“滞后”；不高于 49.6125% 即“符合预期”；不高于 49.3675% 即“快于预期”"
            "；不高于 49% 即“提前达标”",
        ]

    def test_in_whole_events(self) -> None:
        """「由人数算出的率」: of edges that come to the same number of events, the furthest is reached."""
        row = {"unit": "/10万", "better": "lower", "baseline": "12", "target": "≤10"}
        proof = proof_of(row, {"count": "1", "population": "7800"})
        assert lines(proof, "would_change")[0] == (
            "2023 年的值不高于 10.9/10万 即“符合预期”（再降 1.9205…/10万）；不高于 10.7/10万 即“快于预期”（再降 2.1205…/10万）"
            "；不高于 10/10万 即“提前达标”（再降 2.8205…/10万，即须为 0 例）"
        )

    def test_at_a_whole_number_of_events(self) -> None:
        """「刚好踩线就是踩线」: one death in 10000 is 10/10万 itself, and two are needed to be above it."""
        row = {"unit": "/10万", "better": "lower", "target": "≤10"}
        proof = proof_of(row, {"count": "0", "population": "10000"}, 2025)
        assert lines(proof, "would_change") == [
            "2025 年的值高于 10/10万 即“未达标”（再升超过 10/10万，即不少于 2 例）"
        ]

    def test_in_events(self) -> None:
        """「由人数算出的率」: a value is also so many events of the same population."""
        row = {"unit": "/10万", "better": "lower", "baseline": "0", "target": "≤14.5"}
        proof = proof_of(row, {"count": "1", "population": "7800"}, 2025)
        assert lines(proof, "actual") == [
            "2025 年 1 ÷ 7800 × 100000 = 12.8205…/10万：没有注明出处（actuals.yaml:1）",
            "1 例本身有偶然性：95% 区间 0.32—71.43/10万（泊松精确法）只供参考，不参与判断，区间跨过目标 14.5；多 1 例即“未达标”",
        ]
        assert lines(proof, "would_change") == [
            "2025 年的值高于 14.5/10万 即“未达标”（再升超过 1.6794…/10万，即不少于 2 例）",
        ]


# ── what each step says ──


class TestSteps:
    """「报告里会注明用到了哪一条」: words and place, reading, numbers and sources, in that order."""

    def test_are_in_order(self) -> None:
        proof = proof_of({"better": "lower", "baseline": "24.2", "target": "力争≤22"}, "23.2（初步数）", 2024)
        kinds = [
            "words",
            "reading",
            "baseline",
            "actual",
            "comparison",
            "pace",
            "verdict",
            "would_change",
            "note",
        ]
        assert [step.kind for step in proof.steps] == kinds
        data = proof.as_data
        assert {key: data[key] for key in ("id", "component", "status")} == {
            "id": "it",
            "component": None,
            "status": "behind",
        }
        assert data["steps"][0] == {
            "kind": "words",
            "label": "原文",
            "lines": [
                "第 1 项“这项指标”，约束性，单位 %：目标“力争≤22”，基期（2020 年）“24.2”",
                "《测试规划》（plan.yaml:1）",
            ],
        }
        assert data["steps"][1]["lines"] == [
            "不高于 22%（含）（语气：力争，不改变算法）。越低越好，目标年 2025（目标的含义第 4 节：照写的关系）"
        ]
        assert data["steps"][3]["lines"] == [
            "2024 年 “23.2（初步数）” = 23.2%，初步数：没有注明出处（actuals.yaml:1）"
        ]

    def test_a_conversion(self) -> None:
        """「0.29% 就是 2.9‰」"""
        proof = proof_of({"unit": "‰", "better": "lower", "target": "≤4.8"}, "0.29%", 2025)
        assert lines(proof, "actual") == ["2025 年 “0.29%” = 2.9‰：没有注明出处（actuals.yaml:1）"]

    def test_a_range(self) -> None:
        """「集合里的每个值都够，才是达标」"""
        proof = proof_of({"better": "higher", "target": "90"}, ">85", 2025)
        assert lines(proof, "comparison") == [">85，每个值都 ≥ 90？说不清，有的是，有的不是"]
        assert lines(proof, "would_change") == ["2025 年的值低于 90% 即“未达标”；不低于 90% 即“达标”"]

    def test_both_readings(self) -> None:
        """「可以指相对变化（40% 降到 39.8%），也可以指百分点」"""
        proof = proof_of({"better": "lower", "baseline": "40", "target": "降低0.5%"}, "39.7", 2025)
        assert lines(proof, "comparison") == [
            "按比例，2020→2025：39.7 ÷ 40 = 0.9925 ≤ 0.995？是",
            "按百分点，2020→2025：40 − 39.7 = 0.3 ≥ 0.5？否，差 0.2 个百分点",
        ]

    def test_a_negative_value_after_an_open_baseline(self) -> None:
        """「一个都不够，是未达标」: a share of a baseline without a far end comes near 0, and never above the target."""
        row: dict[str, Any] = {"unit": "元", "better": "higher", "baseline": "≥10", "target": "年均增长15%"}
        row["limits"] = {"min": -100, "max": 100}
        proof = proof_of(row, "-20", 2025)
        assert proof.status is Status.MISSED
        assert lines(proof, "comparison") == [
            "2020→2025：(-20) ÷ (≥10) = -2—0，每个值都 ≥ (1.15)^5 = 2.0113571875？否，一个也不是"
        ]

    def test_kept_stable(self) -> None:
        """「不比基期差」, in numbers: on the one side where one way is better, else on both."""
        row = {"baseline": "50", "target": "保持稳定"}
        assert lines(proof_of({**row, "better": "neither"}, "48", 2021), "comparison") == [
            "允许比 50 差 2%",
            "2021 年：48 ≥ 49？否，差 1 个百分点",
            "2021 年：48 ≤ 51？是",
        ]
        assert lines(proof_of({**row, "better": "lower", "baseline": "<50"}, "48", 2021), "comparison") == [
            "仍须在 <50 这一段里，或更好",
            "2021 年：48 < 50？是",
        ]

    def test_in_proportion(self) -> None:
        """「自己的增长倍数不低于 `relative_to` 所指指标同期的增长倍数」: as a value, to the digit that decides."""
        other = {"id": "life", "unit": "岁", "better": "higher", "baseline": "78.15", "target": "≥79"}
        row = {"id": "it", "unit": "岁", "better": "higher", "baseline": "70.1", "target": "同比例提高"}
        plan = plan_of([other, {**row, "relative_to": "life"}])
        actuals = actuals_of(plan, {"life": "78.78", "it": "70.6651"})
        proof = [proof for _, proof in every_proof(plan, actuals, Conventions(2025))][-1]
        assert lines(proof, "comparison") == [
            "70.6651 ≥ 70.1 × 78.78 ÷ 78.15 = 70.665105…？否，差 0.00000556… 岁"
        ]

    def test_a_row_without_a_baseline(self) -> None:
        """「规格没有数（印的是“—”或没有印）」: what the plan prints there, where it prints anything."""
        row = {"better": "lower", "target": "23"}
        assert lines(proof_of({**row, "baseline": "—"}, "22", 2025), "baseline") == ["规划没有写（“—”）"]
        assert lines(proof_of(row, "22", 2025), "baseline") == []

    def test_a_row_without_a_target(self) -> None:
        """「没有目标：既不算未达标，也不算达标」: nothing is missing, nothing would change it."""
        proof = proof_of({"better": "higher", "baseline": "—", "target": "—"}, "5", 2025)
        assert [(step.kind, step.lines) for step in proof.steps if step.kind not in ("words", "actual")] == [
            ("reading", ("没有设定目标：不算未达标，也不算达标。（目标的含义第 4 节：没有目标）",)),
            ("baseline", ("规划没有写（“—”）",)),
            ("verdict", ("无法判定：规划没有给目标，既不算达标也不算未达标（no_target）",)),
        ]

    def test_a_bare_number(self) -> None:
        """「朝好的方向至少到这个数」, which is a plain relation where it is known which way is better."""
        lower = proof_of({"better": "lower", "baseline": "25", "target": "23"}, "22", 2025)
        higher = proof_of({"better": "higher", "baseline": "25", "target": "达到26%"}, "27", 2025)
        assert lines(lower, "reading") == [
            "不高于 23%（只有一个数，越低越好）。目标年 2025（目标的含义第 3 节）"
        ]
        assert lines(higher, "reading") == [
            "不低于 26%（只有一个数，越高越好）。目标年 2025（目标的含义第 3 节）"
        ]

    def test_a_tolerance_of_the_spec(self) -> None:
        """「规格可用 `tolerance` 改」: the reading has the spec's own."""
        row = {"better": "neither", "baseline": "25", "target": "40左右", "tolerance": "0.05"}
        proof = proof_of(row, "42.1", 2025)
        assert lines(proof, "reading") == [
            "约为 40%：上下 5%，即 38 到 42 之间。没有好的方向，目标年 2025（目标的含义第 4 节：左右）",
            "余地 5% 是规格定的，缺省是 2%",
        ]

    def test_an_interval_on_one_side(self) -> None:
        """「结论始终是数值本身的结论，不因区间而变」: the interval informs, and says nothing of a limit outside it; small ends keep two digits."""
        row = {"unit": "%", "better": "lower", "target": "≤10"}
        proof = proof_of(row, {"count": "1", "population": "7800"}, 2025)
        assert lines(proof, "actual")[1] == (
            "1 例本身有偶然性：95% 区间 0.00032—0.071%（Clopper–Pearson 精确法）只供参考，不参与判断；多一例少一例都是“达标”"
        )

    def test_a_target_supplied(self) -> None:
        """「补的目标在报告里注明」, with its source."""
        targets = {"it": {"target": "≥95.5%", "source": "某文件"}}
        proof = proof_of({"better": "higher", "target": "国家下达"}, "97", 2025, targets=targets)
        assert lines(proof, "words")[-1] == "目标由用户补充：“≥95.5%”，出处：某文件"

    def test_a_revision(self) -> None:
        plan = plan_of([{"id": "it", "unit": "%", "better": "higher", "baseline": "50", "target": "≥60"}])
        row = plan.indicators[0]
        other = plan_of([{"id": "it", "unit": "%", "better": "higher", "baseline": "50", "target": "≥58"}])
        revision = Revision(
            2023, "某办发〔2023〕9号", other.indicators[0], (RowField.TARGET,), "2023-06-30", "中期调整"
        )
        plan = replace(plan, indicators=(replace(row, revisions=(revision,)),))
        [(_, proof)] = every_proof(plan, Actuals((valued(2023, Fraction(58)),)), Conventions(2023))
        assert lines(proof, "words")[0].endswith("目标“≥60”，基期（2020 年）“50”")
        assert lines(proof, "words")[2:] == [
            "2023 年起按某办发〔2023〕9号（2023-06-30）：目标“≥58”，基期（2020 年）“50”",
            "调整的说明：中期调整",
        ]
        assert lines(proof, "comparison") == ["58 ≥ 58？是，正好"]

    def test_a_source_that_ranks_lower(self) -> None:
        plan = plan_of([{"id": "it", "unit": "%", "better": "higher", "target": "≥60"}])
        other = replace(
            valued(2025, Fraction(59)), source="年鉴", location=Location("b.xlsx", cell="Sheet1!B7")
        )
        actual = replace(valued(2025, Fraction(61)), source="公报", others=(other,))
        [(_, proof)] = every_proof(plan, Actuals((actual,)), Conventions(2025))
        assert lines(proof, "actual") == [
            "2025 年 61%：公报",
            "年鉴说的是 59（b.xlsx:Sheet1!B7），次序在后，不用",
        ]

    def test_components(self) -> None:
        """「它的状态取各分项里排在最前的一个」"""
        plan = plan_of(
            [
                {
                    "id": "it",
                    "name": "支付比例",
                    "unit": "%",
                    "better": "higher",
                    "components": [
                        {"id": "a", "name": "门诊", "target": "≥60"},
                        {"id": "b", "name": "住院", "target": "≥50"},
                    ],
                }
            ]
        )
        actuals = actuals_of(plan, {"it": {"a": "59", "b": "51"}})
        found = [proof for _, proof in every_proof(plan, actuals, Conventions(2025))]
        assert [proof.component for proof in found] == ["a", "b", None]
        assert [step.lines for step in found[2].steps] == [
            ("门诊：未达标；住院：达标", "次序：未达标、滞后、无法判定、符合预期、快于预期、达标"),
            ("未达标：按上列次序取最前的一档，这里是门诊",),
        ]

    def test_the_places_of_other_years(self) -> None:
        """A verdict's trace has what was reported, so that a proof knows where it stands without the data file."""
        plan = plan_of([{"id": "it", "better": "higher", "baseline": "1", "target": "持续提升"}])
        actuals = actuals_of(plan, {"it": {"2021": "2", "2022": "3"}})
        report, traces = evaluate_traced(plan, actuals, Conventions(2022))
        [proof] = proofs(report, traces, "it")
        assert lines(proof, "actual")[0] == "2021 年 2：没有注明出处（actuals.yaml:1）"


class TestNumbers:
    """「刚好踩线就是踩线」: digits are cut off where they have no end, never rounded."""

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("1/3", "0.3333…"),
            ("-2/3", "-0.6666…"),
            ("1/30000", "0.0000333…"),
            ("500/39", "12.8205…"),
            ("2.50", "2.5"),
        ],
    )
    def test_digits(self, value: str, text: str) -> None:
        assert digits(Fraction(value)) == text

    @pytest.mark.parametrize(
        ("one", "other", "places"),
        [
            ("1", "2", 4),
            ("1/3", "33333/100000", 6),
            ("10", "10.0000001", 4),
            ("1/3", "1/3", 4),
            ("100000001/30000000", "10/3", 8),
        ],
    )
    def test_apart(self, one: str, other: str, places: int) -> None:
        """Two numbers that differ are never printed alike."""
        assert apart(Fraction(one), Fraction(other)) == places

    def test_percent(self) -> None:
        assert (percent(Fraction(5, 11)), percent(Fraction(4, 5))) == ("45.45…%", "80%")


ROWS = {
    "chongqing-2024": ["8", "9", "10"],
    "panzhihua-2025": ["3", "14", "18", "20"],
    "dachuan-2025": ["2", "25", "26", "28"],
    "zhenan-2023": ["6", "9", "12"],
}


def example_proofs(folder: str, numbers: list[str]) -> Iterator[Proof]:
    """The proofs of some rows of an example, in the words of its own file."""
    path = ROOT / "examples" / folder / "actuals.yaml"
    plan = load_plan(folder.rpartition("-")[0])
    actuals = read_actuals(parse(path.read_bytes(), path.name), path.name, plan)
    conventions = Conventions(year_judged(None, actuals, plan), carry=1)
    for result, proof in every_proof(plan, actuals, conventions):
        if result.no in numbers:
            yield proof


class TestText:
    """The whole text, over rows of the examples; its measure over the plan that has every status and every note."""

    @staticmethod
    def found() -> tuple[Proof, ...]:
        folder = CASES / "report"
        plan = build_plan(parse((folder / "plan.yaml").read_bytes(), "plan.yaml"), "plan.yaml", {}, "0" * 64)
        actuals = read_actuals(
            parse((folder / "actuals.yaml").read_bytes(), "actuals.yaml"), "actuals.yaml", plan
        )
        conventions = Conventions(year_judged(None, actuals, plan), carry=1)
        return tuple(proof for _, proof in every_proof(plan, actuals, conventions))

    def test_of_the_examples(self) -> None:
        texts = [proof_text(tuple(example_proofs(folder, rows)), 80) for folder, rows in ROWS.items()]
        check_expected(CASES / "proof" / "examples.txt", "\n".join(texts))

    @pytest.mark.parametrize("columns", [60, 80, 120])
    def test_keeps_to_the_width(self, columns: int) -> None:
        assert max(map(width, proof_text(self.found(), columns).splitlines())) <= columns

    def test_is_short(self) -> None:
        """A note, not a dump."""
        lengths = sorted(proof_text((proof,), 80).count("\n") for proof in self.found())
        assert lengths[-1] <= 24
        assert lengths[len(lengths) // 2] <= 16

    def test_bold_heads(self) -> None:
        plain, bold = (proof_text(self.found(), 80, color) for color in (False, True))
        assert bold != plain
        assert re.sub(r"\x1b\[[01]m", "", bold) == plain
