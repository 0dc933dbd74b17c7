"""Several plans in one run: the exit code, the gate, options that name a row of one of them."""

from __future__ import annotations

import pytest
from severalcases import BOTH, GOOD
from severalcases import plans as plans
from support import Desk


class TestTogether:
    """One exit code, one list; what options name is known to one of the plans at least."""

    @pytest.mark.parametrize(
        ("north", "south", "code"),
        [
            ("beds: 7, deaths: 39‰", "nurses: 4", 0),
            ("beds: 6, deaths: 39‰", "nurses: 4", 1),
            ("beds: 7, deaths: 39‰", "nurses: 3", 1),
            ("beds: 7, deaths: 39‰", "nurses: null", 3),
            ("beds: null, deaths: 39‰", "nurses: 4", 3),
            ("beds: 6, deaths: 39‰", "nurses: null", 1),
            ("beds: null, deaths: 39‰", "nurses: 3", 1),
            ("beds: null, deaths: 39‰", "nurses: null", 3),
            ("beds: 6, deaths: 39‰", "nurses: 3", 1),
            ("beds: 6, deaths: 39岁", "nurses: 3", 2),
        ],
    )
    def test_the_worst_exit_code(self, plans: Desk, north: str, south: str, code: int) -> None:
        plans.put({"a.yaml": f"year: 2025\nactuals: {{{north}, {south}}}\n"})
        assert plans.run("evaluate", "a.yaml", *BOTH, "-q").code == code

    def test_quiet(self, plans: Desk) -> None:
        plans.put({"a.yaml": GOOD.replace("nurses: 4", "nurses: 3")})
        answer = plans.run("evaluate", "a.yaml", *BOTH, "--quiet")
        assert (answer.code, answer.out, answer.err) == (
            1,
            "north　门禁（约束性指标）：通过，2 项都达标、快于预期或符合预期。退出码 0\n"
            "south　门禁（约束性指标）：不通过，1 项未达标或滞后。退出码 1。护士（未达标）\n",
            "",
        )

    def test_a_gate_on_what_only_one_plan_has(self, plans: Desk) -> None:
        """The other has nothing to gate, which is not the same as a gate without an answer."""
        plans.put({"a.yaml": GOOD})
        answer = plans.run("evaluate", "a.yaml", *BOTH, "--gate", "护士", "-f", "json")
        assert answer.code == 0
        assert [
            (gate["policy"], gate["outcome"], gate["exit_code"]) for gate in (r["gate"] for r in answer.json)
        ] == [
            ("none", "pass", 0),
            ("nurses", "pass", 0),
        ]
        both = plans.run("evaluate", "a.yaml", *BOTH, "--gate", "护士,deaths", "-f", "json")
        gated = [[row["id"] for row in report["results"] if row["gated"]] for report in both.json]
        assert gated == [["deaths"], ["deaths", "nurses"]]

    @pytest.mark.parametrize(
        ("option", "value", "words"),
        [
            (
                "--gate",
                "香蕉",
                "几个规划都没有指标“香蕉”；可用 hpcheck show north（或 south）查看全部指标（也可以是 binding、all、none、new、commitments）",
            ),
            (
                "--gate",
                "3",
                "几个规划一起核验，看不出序号“3”是哪个规划的：请写 id 或名称（数据文件也可以写明 plan）（也可以是 binding、all、none、new、commitments）",
            ),
            ("--set", "香蕉=3", "几个规划都没有指标“香蕉”；可用 hpcheck show north（或 south）查看全部指标"),
            ("--set", "beds=3", "床位 的目标由规划给定（≥7），不能另设；只有“国家下达”一类的目标可以补数"),
            (
                "--why",
                "香蕉",
                "几个规划都没有指标“香蕉”；可用 hpcheck show north（或 south）查看全部指标（全部的写 all）",
            ),
        ],
    )
    def test_a_name_in_an_option_that_no_plan_has(
        self, plans: Desk, option: str, value: str, words: str
    ) -> None:
        plans.put({"a.yaml": GOOD})
        answer = plans.run("evaluate", "a.yaml", *BOTH, option, value)
        assert (answer.code, answer.out, answer.err) == (2, "", f"{option}: {words}\n")

    @pytest.mark.parametrize("how", ["--set", "file"])
    def test_a_target_that_one_plan_leaves_open(self, plans: Desk, how: str) -> None:
        """北 leaves the target to others, 南 sets one: what is set is 北's."""
        rest = "targets: {water: ≥97}\n" if how == "file" else ""
        options = ["--set", "水质=≥97"] if how == "--set" else []
        plans.put({"a.yaml": f"year: 2025\nactuals: {{water: 96}}\n{rest}"})
        answer = plans.run("evaluate", "a.yaml", *BOTH, "--gate", "water", "-f", "json", *options)
        rows = [next(row for row in report["results"] if row["id"] == "water") for report in answer.json]
        assert [(row["target"]["text"], row["status"]) for row in rows] == [("≥97", "missed"), ("≥95", "met")]
        assert answer.code == 1

    def test_a_waiver_of_one_plan(self, plans: Desk) -> None:
        waiver = "{indicator: 3, plan: south, reason: 缺编, document: 某函, by: 某局, expires: 2999-12-31}"
        plans.put(
            {
                "a.yaml": "year: 2025\nactuals: {beds: 6, deaths: 3.9%, nurses: 3}\n",
                "w.yaml": f"waivers: [{waiver}]\n",
            }
        )
        answer = plans.run("evaluate", "a.yaml", *BOTH, "--waivers", "w.yaml", "-f", "json")
        waived = {
            row["id"]: row["waiver"] for report in answer.json for row in report["results"] if row["waiver"]
        }
        assert (answer.code, list(waived)) == (1, ["nurses"])
        assert [report["gate"]["exit_code"] for report in answer.json] == [1, 0]

    def test_the_terminal_has_one_report_after_the_other(self, plans: Desk) -> None:
        plans.put({"a.yaml": GOOD})
        both = plans.run("evaluate", "a.yaml", *BOTH).out
        alone = []
        for plan, own in (("north", "beds: 7"), ("south", "nurses: 4")):
            plans.put({"a.yaml": f"year: 2025\nactuals: {{deaths: 3.9%, {own}}}\n"})
            alone.append(plans.run("evaluate", "a.yaml", "-p", f"{plan}.yaml").out)
        assert both == "\n".join(alone)

    def test_proofs_of_what_only_one_plan_has(self, plans: Desk) -> None:
        plans.put({"a.yaml": GOOD})
        lines = plans.run("evaluate", "a.yaml", *BOTH, "--why", "护士").out.splitlines()
        assert [line for line in lines if line.startswith(("3. ", "门禁"))] == [
            "门禁（约束性指标）：通过，2 项都达标、快于预期或符合预期。退出码 0",
            "3. 护士：达标",
            "门禁（约束性指标）：通过，1 项都达标、快于预期或符合预期。退出码 0",
        ]
