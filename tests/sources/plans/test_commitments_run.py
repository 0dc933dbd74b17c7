"""Commitments through the command line, in the plans that ship, and their wordings."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from commitmentcases import ROW, promise
from support import ROOT, Desk

from healthplan_cli.language.target import parse_target
from healthplan_cli.model import (
    Compare,
    EveryYear,
    Grade,
    NoTarget,
    Quantity,
)
from healthplan_cli.sources.plans.catalog import ladders, load_plan, plan_files, shipped_folder, table_of
from healthplan_cli.sources.strict_yaml import parse

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
        """About 480 over the five of five years is what the documents hold at least; of the nation's what has a number."""
        counts = {name: len(load_plan(name, whole=True).commitments) for name in plan_files()}
        nation = [counts.pop(name) for name in ("healthy_china_2030", "healthy_china_action")]
        assert nation == [19, 32]
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
            "所有…实现网络直报", "所有党政机关", "均能提供中医药服务", "均设置治未病科室", "覆盖全市所有区县", "各区县建成",
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
