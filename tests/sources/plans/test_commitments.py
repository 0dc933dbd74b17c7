"""Commitments of the body text: how they are read from a spec, judged beside the table, counted and gated apart."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from commitmentcases import ROW, promise
from support import actuals_of, plan_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Gate, GateScope, Policy, decide_gate
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import (
    Actuals,
    Conventions,
    Grade,
    Indicator,
    Nature,
    Plan,
    Reason,
    Report,
    Status,
)
from healthplan_cli.report import Look
from healthplan_cli.report.words.commitments import folded, folded_words, listed, tally_words


def plan_with(*commitments: dict[str, Any], rows: list[dict[str, Any]] | None = None) -> Plan:
    return plan_of([ROW] if rows is None else rows, commitments=list(commitments))


def only(plan: Plan) -> Indicator:
    [item] = plan.commitments
    return item


def reported(plan: Plan, data: Actuals, year: int = 2025) -> Report:
    return evaluate_traced(plan, data, Conventions(year), with_commitments=True)[0]


def statuses(report: Report) -> dict[str, str]:
    return {result.id: result.status.value for result in report.commitments or ()}


class TestSpec:
    """「一条一条写在 `commitments` 里」"""

    def test_a_commitment_is_a_row_of_its_own(self) -> None:
        item = only(plan_with(promise(due=2022, responsible="市卫生健康委", modality="力争")))
        assert (item.id, item.no, item.name, item.source) == ("teeth", "C1", "teeth之率", "三、（二）")
        assert item.nature is Nature.COMMITMENT
        assert item.target is not None
        assert (item.target.due, item.target.modality, item.measure) == (2022, "力争", "%")
        assert item.responsible == "市卫生健康委"

    def test_one_about_a_row_has_its_unit_direction_and_baseline(self) -> None:
        """「用它的数、单位、方向、基期」"""
        item = only(plan_with(promise(target="降到3.2", indicator="rate")))
        assert item.restates == "rate"
        assert item.measure == "‰"
        assert item.better is not None
        assert item.better.value == "lower"
        assert item.baseline is not None
        assert item.baseline.text == "4"

    def test_one_about_an_earlier_one_is_about_its_row(self) -> None:
        plan = plan_with(promise(indicator="rate"), promise("again", subject="teeth之率", indicator="teeth"))
        assert [item.restates for item in plan.commitments] == ["rate", "rate"]

    @pytest.mark.parametrize(
        ("target", "unit"),
        [
            ("达到6名", "名"),
            ("每年培训医务人员3000人次以上", "人次"),
            ("1辆/3万人", "辆/3万人"),
            ("每10万人口拥有6名", "名/10万人"),
            ("5—10家", "家"),
            ("每个建制乡镇办好1所", "%"),
        ],
    )
    def test_its_unit_is_its_words(self, target: str, unit: str) -> None:
        assert only(plan_with(promise(target=target, better="higher"))).measure == unit

    def test_components_of_the_row_without_their_targets(self) -> None:
        parts = [
            {"id": "out", "name": "门诊", "baseline": "30", "target": "≥60"},
            {"id": "in", "name": "住院", "baseline": "63", "target": "≥70"},
        ]
        row = {"id": "rate", "unit": "%", "better": "higher", "components": parts}
        item = only(plan_with(promise(target="达到50%以上", indicator="rate"), rows=[row]))
        assert [(part.name, part.target and part.target.text) for part in item.components] == [
            ("门诊", "达到50%以上"),
            ("住院", "达到50%以上"),
        ]

    @pytest.mark.parametrize(
        ("commitments", "problem"),
        [
            ([promise(), promise()], "id“teeth”重复（第一次在第 1 行）"),
            ([promise("rate")], "id“rate”重复"),
            ([promise(), promise("other", subject="teeth之率")], "请写 indicator: teeth，或把 subject 写全"),
            (
                [promise(target="同比例提高", better="higher", relative_to="no")],
                "relative_to 指向的指标“no”不在本规划里",
            ),
            ([promise(indicator="nowhere")], "表里、前面的承诺里和指标目录里都没有“nowhere”"),
            ([promise(target="名列前茅吗")], "目标“名列前茅吗”"),
            ([promise(target="建成5所")], "这种写法看不出往哪边算好"),
            ([promise(due=2019)], "目标年份 2019 不晚于基期 2020 年"),
            ([promise(section="")], "section"),
            ([promise(nature="约束性")], "nature"),
        ],
    )
    def test_what_is_wrong_is_said(self, commitments: list[dict[str, Any]], problem: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            plan_with(*commitments)
        assert problem in str(caught.value.problems[0])

    def test_structured_with_its_words(self) -> None:
        words = {"text": "配齐", "op": "eq", "value": "100", "unit": "%"}
        item = only(plan_with(promise(target=words)))
        assert item.target is not None
        assert item.target.text == "配齐"

    def test_a_grade_and_every_year_in_structured_form(self) -> None:
        """「水平（前两行）加 `every_year: true`，就是每年都要到。」"""
        grade = {"text": "争创三乙", "op": "grade", "grade": "三级乙等"}
        yearly = {"text": "年年办两次", "op": "ge", "value": 2, "unit": "次", "every_year": True}
        first, second = plan_with(promise(target=grade), promise("b", target=yearly)).commitments
        assert first.target is not None
        assert isinstance(first.target.rule, Grade)
        assert second.target is not None
        assert second.target.rule == parse_target("每年不少于2次").rule
        with pytest.raises(InvalidInput, match="op: grade 需要 grade"):
            plan_with(promise(target={"op": "grade", "grade": "很好"}))
        with pytest.raises(InvalidInput, match="every_year 只用于一个水平"):
            plan_with(promise(target={"op": "stable", "every_year": True}))

    def test_what_the_body_says_of_a_row(self) -> None:
        plan = plan_of(
            [{**ROW, "mentions": [{"text": "4.1%", "source": "一"}, {"text": "5‰", "year": 2019}]}]
        )
        assert [(item.text, item.year, item.source) for item in plan.indicators[0].mentions] == [
            ("4.1%", 2020, "一"),
            ("5‰", 2019, None),
        ]


class TestJudged:
    """「`--with commitments` 时像指标一样核验：同一种语言、同样的算法、同样的理由」"""

    def test_by_its_own_value_or_that_of_the_row(self) -> None:
        plan = plan_with(
            promise(),
            promise("same", target="保持在3‰以下", indicator="rate"),
            promise("other", target="保持在2‰以下", indicator="rate"),
            promise("none"),
        )
        report = reported(plan, actuals_of(plan, {"teeth之率": "29%", "婴儿死亡率": "2.5", "other": "1"}))
        assert statuses(report) == {"teeth": "met", "same": "met", "other": "met", "none": "unknown"}
        assert [result.status for result in report.results] == [Status.MET]

    def test_not_part_of_the_rates_of_attainment(self) -> None:
        """「**单列一节，单独计数**，不进指标的达标率。」"""
        plan = plan_with(promise(), promise("none"))
        report = reported(plan, actuals_of(plan, {"teeth": "29%", "rate": "9"}))
        assert (report.tally.total, report.tally.of(Status.MET)) == (1, 0)
        assert report.commitments_tally.total == 2
        assert tally_words(report) == "正文承诺 2 条：达标 1，无法判定 1"

    def test_an_earlier_due_year_is_over(self) -> None:
        plan = plan_with(promise(target="三级甲等", due=2022))
        report = reported(plan, actuals_of(plan, {"teeth": {"2023": "三级乙等"}}), 2023)
        assert statuses(report) == {"teeth": "missed"}

    def test_what_to_write_is_said(self) -> None:
        plan = plan_with(
            promise(target="三级乙等"),
            promise("b", target="每个乡镇卫生院建成1个中医馆"),
            promise("c", target="全覆盖"),
        )
        for id, value, advice in (
            ("teeth", "已创建", "目标是等级，应写等级，如 三级乙等"),
            ("b", "17个", "写占的百分比，或写成 17/18（做到的数/总数）"),
        ):
            with pytest.raises(InvalidInput, match=advice):
                actuals_of(plan, {id: value})
        report = reported(
            plan, actuals_of(plan, {"teeth": "三级乙等综合医院（已批复）", "b": "18/18", "c": "17/18"})
        )
        assert statuses(report) == {"teeth": "met", "b": "met", "c": "missed"}
        assert [result.confidence_interval for result in report.commitments or ()] == [
            None
        ] * 3  # all are counted: no chance in it

    def test_the_baseline_in_force_of_the_row(self) -> None:
        """「用它的数、单位、方向、基期」, as a revision has changed them."""
        revised = {"from": 2023, "document": "某发1号", "baseline": "50", "target": "≥70"}
        row = {
            "id": "lit",
            "unit": "%",
            "better": "higher",
            "baseline": "40",
            "target": "≥60",
            "revisions": [revised],
        }
        plan = plan_with(promise(target="达到58%以上", indicator="lit"), rows=[row])
        [result] = reported(plan, actuals_of(plan, {"lit": {"2024": 55}}), 2024).commitments or ()
        assert (result.progress, result.status) == (Fraction(5, 8), Status.BEHIND)

    def test_new_ones_of_each_year(self) -> None:
        """「名称里说的就是新增数的（新增注册护士），每年新增200名是每一年都要新增 200 名」"""
        plan = plan_with(
            promise(subject="新增注册护士", target="每年新增200名"),
            promise("b", target="每年新增200名", unit="名"),
        )
        flows = {str(year): 200 + year % 5 for year in range(2021, 2026)}
        report = reported(plan, actuals_of(plan, {"teeth": flows, "b": flows}))
        assert statuses(report) == {"teeth": "met", "b": "missed"}

    def test_the_same_figure_in_two_units_is_nobodys_verdict(self) -> None:
        """「**数字相同而单位不同**（表 ≤13.5‰，正文 13.5%），必有一处印错，承诺算无法判定」"""
        row = {"id": "rate", "unit": "‰", "better": "lower", "baseline": "13.66", "target": "≤13.5"}
        plan = plan_with(promise(target="下降到13.5%", indicator="rate"), rows=[row])
        report = reported(plan, actuals_of(plan, {"rate": 13.2}))
        [result] = report.commitments or ()
        assert (result.status, result.reason) == (Status.UNKNOWN, Reason.NEEDS_REVIEW)
        assert "单位不同，必有一个印错" in result.message
        assert report.results[0].status is Status.MET

    def test_a_target_set_elsewhere_is_set_once(self) -> None:
        row = {"id": "water", "unit": "%", "better": "higher", "target": "国家下达"}
        plan = plan_with(promise(target="完成国家目标", indicator="water"), rows=[row])
        data = actuals_of(plan, {"water": 98}, targets={"water": "≥97%"})
        assert statuses(reported(plan, data)) == {"teeth": "met"}

    def test_every_year(self) -> None:
        plan = plan_with(promise(target="每年培训医务人员3000人次以上"))
        years = {str(year): "3100人次" for year in range(2021, 2026)}
        assert statuses(reported(plan, actuals_of(plan, {"teeth": years}))) == {"teeth": "met"}
        years["2023"] = "2900人次"
        assert statuses(reported(plan, actuals_of(plan, {"teeth": years}))) == {"teeth": "missed"}

    def test_what_everyone_must_have_is_a_share(self) -> None:
        """「报的是做到的占多少，都做到（100%）才是达标」"""
        plan = plan_with(promise(target="每个建制乡镇办好1所"))
        assert statuses(reported(plan, actuals_of(plan, {"teeth": "100%"}))) == {"teeth": "met"}
        assert statuses(reported(plan, actuals_of(plan, {"teeth": "96%"}))) == {"teeth": "missed"}

    def test_folded_to_their_number_unless_all_are_asked_for(self) -> None:
        """「**没有数据的折成一行**，只说有几条，`--all` 逐条列出。」"""
        plan = plan_with(promise(), promise("none"), promise("more"))
        report = reported(plan, actuals_of(plan, {"teeth": "29%"}))
        assert [result.id for result in listed(report, Look())] == ["teeth"]
        assert folded(report, Look()) == 2
        assert folded_words(report, Look()) == "另有 2 条承诺没有数据，无法判定（--all 逐条列出）"
        assert len(listed(report, Look(all=True))) == 3
        assert folded_words(report, Look(all=True)) == ""
        assert [result.id for result in listed(report, Look(all=True, only=(Status.MET,)))] == ["teeth"]


class TestGate:
    """「缺省不挡门禁；要挡的写 `--gate binding,commitments`，或点名」"""

    def gate(self, policy: Policy) -> Gate:
        plan = plan_with(promise(), promise("none"))
        return decide_gate(reported(plan, actuals_of(plan, {"teeth": "31%", "rate": "3"})), policy)

    @pytest.mark.parametrize(
        ("policy", "code", "failed", "unknown"),
        [
            (Policy(), 0, (), ()),
            (Policy(GateScope.ALL), 0, (), ()),
            (Policy(GateScope.BINDING, commitments=True), 1, ("teeth",), ("none",)),
            (Policy(GateScope.COMMITMENTS, commitments=True), 1, ("teeth",), ("none",)),
            (Policy(GateScope.IDS, ("none",)), 3, (), ("none",)),
            (Policy(GateScope.NONE), 0, (), ()),
        ],
    )
    def test_policies(
        self, policy: Policy, code: int, failed: tuple[str, ...], unknown: tuple[str, ...]
    ) -> None:
        gate = self.gate(policy)
        assert (int(gate.exit_code), gate.failed, gate.unknown) == (code, failed, unknown)
<<<<<<< HEAD
=======


WAIVED = json.dumps(
    {
        "format": "hpcheck.waivers/1",
        "waivers": [
            {
                "indicator": "teeth",
                "reason": "延期",
                "document": "某办函1号",
                "by": "某办",
                "expires": "2099-12-31",
            }
        ],
    },
    ensure_ascii=False,
)
SPEC = {
    "format": "hpcheck.plan/1",
    "id": "own",
    "title": "自己的规划",
    "period": {"baseline": 2020, "start": 2021, "end": 2025},
    "indicators": [{**ROW, "nature": "约束性"}],
    "commitments": [promise(), promise("none"), promise("same", indicator="rate", target="3‰以下")],
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    found = Desk(tmp_path, monkeypatch, capsys)
    found.put({"own.yaml": json.dumps(SPEC, ensure_ascii=False)})
    found.put({"a.yaml": "year: 2025\nactuals: {rate: 2.9, teeth之率: 31%}\n"})
    return found


class TestCommand:
    """「表以外，正文里凡是到期能拿一个数、一个等级或“全不全”来核对的」"""

    def test_without_the_option_their_values_are_not_judged_and_that_is_said(self, desk: Desk) -> None:
        """「**不加 `--with commitments` 时**，数据文件里承诺的数不看，并提示有几项没有核验。」"""
        answer = desk.run("evaluate", "a.yaml", "-p", "own.yaml", "-q")
        assert answer.code == 0
        assert "有 1 项是正文承诺的数（teeth之率），没有核验：要核验请加 --with commitments" in answer.err

    def test_json(self, desk: Desk) -> None:
        answer = desk.run("evaluate", "a.yaml", "-p", "own.yaml", "-f", "json", "--with", "commitments")
        found = {
            row["id"]: (row["no"], row["status"], row["section"], row["indicator"])
            for row in answer.json["commitments"]
        }
        assert found == {
            "teeth": ("C1", "missed", "三、（二）", None),
            "none": ("C2", "unknown", "三、（二）", None),
            "same": ("C3", "met", "三、（二）", "rate"),
        }
        assert answer.json["summary"]["commitments"]["total"] == 3
        assert answer.json["summary"]["total"] == 1
        assert answer.code == 0
        plain = desk.run("evaluate", "a.yaml", "-p", "own.yaml", "-f", "json").json
        assert "commitments" not in plain
        assert plain["results"] == answer.json["results"]

    def test_gated_only_on_request(self, desk: Desk) -> None:
        judged = ("evaluate", "a.yaml", "-p", "own.yaml", "-q", "--with", "commitments")
        assert desk.run(*judged).code == 0
        assert desk.run(*judged, "--gate", "binding,commitments").code == 1
        assert desk.run(*judged, "--gate", "same").code == 0
        assert desk.run(*judged, "--gate", "C3").code == 0  # by its number too, though it is about a row
        wrong = desk.run(*judged[:-2], "--gate", "commitments")
        assert (wrong.code, wrong.err.strip()) == (2, "--gate: 要看正文承诺，请加 --with commitments")

    def test_what_names_one_needs_the_option_too(self, desk: Desk) -> None:
        """Nothing that names a commitment may be passed over where commitments aren't judged."""
        judged = ("evaluate", "a.yaml", "-p", "own.yaml", "-q")
        for option, value in (("--gate", "teeth,rate"), ("--gate", "C2"), ("--why", "teeth")):
            answer = desk.run(*judged, option, value)
            assert (answer.code, "是正文承诺：要看它，请加 --with commitments" in answer.err) == (2, True)
        desk.put({"w.yaml": WAIVED})
        answer = desk.run(*judged, "--waivers", "w.yaml")
        assert answer.code == 0
        assert "“teeth”是正文承诺，没有核验，这条豁免没有用上" in answer.err

    def test_a_policy_and_names_together(self, desk: Desk) -> None:
        judged = ("evaluate", "a.yaml", "-p", "own.yaml", "-q", "--with", "commitments")
        answer = desk.run(*judged, "--gate", "binding,teeth")
        assert (answer.code, answer.out) == (
            1,
            "门禁（约束性指标、指定的 1 项）：不通过，1 项未达标或滞后。退出码 1\n",
        )
        assert desk.run(*judged, "--gate", "none,commitments").code == 2
        assert desk.run(*judged, "--gate", "all,binding").code == 2

    def test_numbers_and_ids_among_several_plans(self, desk: Desk) -> None:
        """An id counts before a number, in whatever plan; `C1` says nothing of several."""
        own = json.dumps(
            {**SPEC, "commitments": [promise("c1"), promise("c2", target="≥2家")]}, ensure_ascii=False
        )
        other = json.dumps({**SPEC, "id": "other", "commitments": []}, ensure_ascii=False)
        desk.put({"one.yaml": own, "other.yaml": other, "b.yaml": "year: 2025\nactuals: {c1: 29, rate: 3}\n"})
        both = ("-p", "one.yaml", "-p", "other.yaml", "-f", "json")
        reports = desk.run("evaluate", "b.yaml", *both, "--with", "commitments").json
        assert [[row["status"] for row in report["commitments"]] for report in reports] == [
            ["met", "unknown"],
            [],
        ]
        assert desk.run("evaluate", "b.yaml", *both).code == 0
        desk.put({"c.yaml": "year: 2025\nactuals: {C2: 3家}\n", "s.csv": "年份：2025\n序号,数值\nC2,3\n"})
        assert desk.run("evaluate", "c.yaml", *both[:4], "-q", "--with", "commitments").code == 2
        assert "没有核验" in desk.run("evaluate", "s.csv", "-p", "one.yaml", "-q").err

    def test_a_row_keeps_its_names(self, desk: Desk) -> None:
        """A commitment called as a row is, and not linked to it, takes no value from it."""
        alike = json.dumps(
            {**SPEC, "commitments": [promise(subject="婴儿死亡率", target="≤3‰")]}, ensure_ascii=False
        )
        desk.put({"alike.yaml": alike, "b.yaml": "year: 2025\nactuals: {婴儿死亡率: 2.9}\n"})
        report = desk.run(
            "evaluate", "b.yaml", "-p", "alike.yaml", "-f", "json", "--with", "commitments"
        ).json
        assert [row["status"] for row in (*report["results"], *report["commitments"])] == ["met", "unknown"]

    def test_against_a_report_without_them(self, desk: Desk) -> None:
        judged = ("evaluate", "a.yaml", "-p", "own.yaml")
        desk.put({"plain.json": desk.run(*judged, "-f", "json").out})
        new = ("--against", "plain.json", "--gate", "new,commitments")
        answer = desk.run(*judged, "--with", "commitments", *new)
        assert (answer.code, "上一次的报告没有正文承诺" in answer.err) == (2, True)
        whole = json.loads(desk.run(*judged, "-f", "json", "--with", "commitments").out)
        wrong: list[Any] = [[{}], None, 5, [{**whole["commitments"][0], "status": "zzz"}]]
        for broken in wrong:
            desk.put({"broken.json": json.dumps({**whole, "commitments": broken}, ensure_ascii=False)})
            assert desk.run(*judged, "-q", "--with", "commitments", "--against", "broken.json").code == 2

    def test_the_terminal_folds(self, desk: Desk) -> None:
        judged = ("evaluate", "a.yaml", "-p", "own.yaml", "--with", "commitments")
        short, whole = desk.run(*judged).out, desk.run(*judged, "--all").out
        assert "另有 1 条承诺没有数据" in short
        assert "none之率" not in short
        assert "none之率" in whole
        assert "正文承诺 3 条：达标 1，未达标 1，无法判定 1" in short

    def test_waived_compared_and_proved_as_rows_are(self, desk: Desk) -> None:
        judged = ("evaluate", "a.yaml", "-p", "own.yaml", "--with", "commitments")
        desk.put({"w.yaml": WAIVED})
        desk.put({"last.json": desk.run(*judged, "-f", "json").out})
        desk.put({"b.yaml": "year: 2025\nactuals: {rate: 2.9, teeth: 29%}\n"})
        answer = desk.run(*judged, "-f", "json", "--waivers", "w.yaml", "--gate", "commitments")
        assert answer.json["gate"]["waived"] == ["teeth"]
        now = desk.run("evaluate", "b.yaml", *judged[2:], "-f", "json", "--against", "last.json").json
        assert [shift["id"] for shift in now["changes"]["recovery"]] == ["teeth"]
        table = desk.run("evaluate", "b.yaml", "-p", "own.yaml", "-f", "json", "--against", "last.json").json
        assert table["changes"]["gone"] == []
        proof = desk.run(*judged, "--why", "teeth").out
        assert "三、（二）" in proof
        assert "31 ≤ 30？否" in proof

    def test_by_settings(self, desk: Desk) -> None:
        desk.put({"hpcheck.toml": 'plan = "own.yaml"\nwith = "commitments"\nall = true\n'})
        assert "none之率" in desk.run("evaluate", "a.yaml").out

    def test_show(self, desk: Desk) -> None:
        data = desk.run("show", "own.yaml", "-f", "json").json
        assert [{key: item[key] for key in ("id", "subject", "target", "due", "section")} for item in data["commitments"]][:1] == [
            {"id": "teeth", "subject": "teeth之率", "target": "控制在30%以内", "due": 2025, "section": "三、（二）"}
        ]  # fmt: skip
        assert "正文承诺 3 条：hpcheck show own.yaml --with commitments" in desk.run("show", "own.yaml").out
        assert (
            "C3 same之率：3‰以下（三、（二），即 rate）[same]"
            in desk.run("show", "own.yaml", "--with", "commitments").out
        )


class TestShipped:
    """「`subject` 和 `target` 用原文的字」, and all of them are understood and reachable."""

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_the_table_alone_is_the_same(self, name: str) -> None:
        """What is read without the commitments is what is read with them."""
        table, whole = load_plan(name), load_plan(name, whole=True)
        assert table.indicators == whole.indicators
        assert (table.commitments, table.projects, table.projects_total) == ((), (), None)
        content = (shipped_folder() / f"{name}.yaml").read_bytes()
        rest = list(parse(content, name).mapping)
        assert list(parse(table_of(content), name).mapping) == rest[: rest.index("commitments")]
        assert set(rest[rest.index("commitments") :]) <= {"commitments", "projects_total", "projects"}

    def test_how_many_there_are(self) -> None:
        """About 480 over the five is what the documents hold at least."""
        counts = {name: len(load_plan(name, whole=True).commitments) for name in plan_files()}
        assert sum(counts.values()) >= 480
        assert min(counts.values()) >= 45

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_each_has_words_a_place_and_a_meaning(self, name: str) -> None:
        for item in load_plan(name, whole=True).commitments:
            assert item.source, item.id
            assert len(item.name) <= 40, item.id
            assert item.target is not None
            assert item.target.text, item.id
            assert not isinstance(item.target.rule, NoTarget), item.id

    def test_dachuan_has_its_projects(self) -> None:
        plan = load_plan("dachuan", whole=True)
        assert len(plan.projects) == 29
        assert [project.no for project in plan.projects] == [str(number) for number in range(1, 30)]
        assert sum(project.investment or 0 for project in plan.projects) == 248850
        assert plan.projects_total is not None
        assert plan.projects_total.investment == 248850


class TestLadders:
    """「文件末尾的 `ladders` 是各种等级」: as the language ranks them."""

    def test_are_in_the_order_of_the_language(self) -> None:
        found = {ladder.id: ladder.rungs for ladder in ladders()}
        assert set(found) == {"hospital", "stars", "step", "letter", "scenic"}
        for id, rungs in found.items():
            rules = [parse_target(rung).rule for rung in rungs]
            grades = [rule for rule in rules if isinstance(rule, Grade)]
            assert len(grades) == len(rungs), id
            assert {grade.ladder for grade in grades} == {f"grade:{id}"}
            ranks = [grade.rank for grade in grades]
            assert ranks == sorted(ranks, reverse=True)
            assert len(set(ranks)) == len(ranks)

    def test_command(self, desk: Desk) -> None:
        assert "三级甲等 > 三级乙等 > 三级丙等 > 三级 > 二级甲等" in desk.run("catalog", "--ladders").out
        assert desk.run("catalog", "--ladders", "-f", "json").json[0]["id"] == "hospital"


class TestWordings:
    """「每个建制乡镇办好1所、所有…实现…、人人享有、均能提供…」"""

    @pytest.mark.parametrize(
        "text",
        [
            "每个建制乡镇办好1所", "每个区县至少建成1个", "每个县（区）建立1个", "每个乡镇（街道）设置1个", "人人享有", "全民覆盖",
            "所有…实现网络直报", "所有党政机关", "均能提供中医药服务", "均设置治未病科室", "覆盖全市所有区县", "全面建立", "各区县建成",
            "每个区县至少建成…1个标准化妇幼保健机构", "全部纳入医保",
        ],
    )  # fmt: skip
    def test_all_of_them(self, text: str) -> None:
        rule = parse_target(text).rule
        assert isinstance(rule, Compare)
        assert rule.relation.value == "eq"
        assert rule.quantity == Quantity(Fraction(100), "%")

    @pytest.mark.parametrize(
        "text",
        ["每个区县5名", "所有指标提高5%", "每个区县提高5%", "所有", "均", "每年新增一批", "全面提高", "每个"],
    )
    def test_not_what_only_looks_so(self, text: str) -> None:
        from healthplan_cli.language.target import understood

        rule = parse_target(text).rule if understood(text) else None
        assert not isinstance(rule, Compare)

    @pytest.mark.parametrize(
        "text",
        [
            "创建三级乙等综合医院",
            "通过三级乙等医院评审",
            "达到三级乙等医院标准",
            "创建三级乙等中医医院",
            "创“三级乙等”",
        ],
    )
    def test_a_grade_of_whatever_institution(self, text: str) -> None:
        rule = parse_target(text).rule
        assert isinstance(rule, Grade)
        assert rule.words == "三级乙等"

    def test_a_share_of_those_that_do(self) -> None:
        assert parse_target("100%的乡镇卫生院建成中医馆").rule == parse_target("全覆盖").rule
        rule = parse_target("90%以上的村卫生室达到标准").rule
        assert (rule.op, rule.quantity) == ("share", parse_target("90%以上").rule.quantity)

    def test_objects_after_the_number(self) -> None:
        assert parse_target("每年至少开展1次应急演练").rule == parse_target("每年至少1次").rule
        assert parse_target("每年开展义诊不少于4次").rule == parse_target("每年不少于4次").rule

    def test_objects_between_verb_and_number(self) -> None:
        rule = parse_target("每年培训医务人员3000人次以上").rule
        assert isinstance(rule, EveryYear)
        assert parse_target("建成中医馆20个").rule == parse_target("建成20个").rule
        assert parse_target("培养儿科医生200名以上").rule == parse_target("培养200名以上").rule


def test_the_documents_of_the_project_say_how_many() -> None:
    """README's figures are those of the specs."""
    counts = {name: len(load_plan(name, whole=True).commitments) for name in plan_files()}
    assert str(sum(counts.values())) in (ROOT / "README.md").read_text(encoding="utf-8")
>>>>>>> g13
