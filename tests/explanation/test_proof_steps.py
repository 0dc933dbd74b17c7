"""The steps of a proof, its numbers and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from proofcases import every_proof, lines, proof_of, proof_text, valued
from support import CASES, ROOT, actuals_of, check_expected, plan_of

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.location import Location
from healthplan_cli.base.text_width import width
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.review import year_judged
from healthplan_cli.explanation import Proof, proofs
from healthplan_cli.explanation.terms import apart, digits, percent
from healthplan_cli.model import (
    Actuals,
    Conventions,
    Revision,
    RowField,
    Status,
)
from healthplan_cli.sources.actuals.yamlfile import read_actuals
from healthplan_cli.sources.plans.catalog import load_plan
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse

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
