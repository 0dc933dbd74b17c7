"""Where the status turns."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from proofcases import agrees, check, lines, point, proof_of, valued
from support import plan_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.evaluate import evaluate, evaluate_traced
from healthplan_cli.explanation import proofs
from healthplan_cli.explanation.conclusion import turning_points
from healthplan_cli.explanation.subject import ExplainedResult
from healthplan_cli.explanation.terms import digits
from healthplan_cli.model import (
    Actual,
    Actuals,
    Conventions,
    Plan,
    Reason,
)

TINY = Fraction(1, 10**6)


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


class TestTurningPoints:
    """「刚好踩线就是踩线」: at each announced value, just beside it, and anywhere else, the status is the announced one."""

    @settings(derandomize=True, deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
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
        [proof] = proofs(report, traces, "it")
        check(result, proof)
        agrees(plan, actuals, conventions, result, proof)

    def test_of_the_smoking_rate(self) -> None:
        """「完成进度 P 和序时进度 E」: on the straight line from 24.2 to 22, five points on either side."""
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
        assert lines(proof, "missing") == ["缺少 2024 年数据：请补充数据"]
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
