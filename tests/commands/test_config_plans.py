"""Which plan is meant where none is named; a spec as it is, and numbers that no row has."""

from __future__ import annotations

import pytest
from configcases import desk as desk
from support import Desk

from healthplan_cli.sources.plans.catalog import shipped_folder


class TestWhichPlan:
    """「`path`、`show`、`init`、`lint`、`projects` 的规划可以不写（`verify`、`compare` 要写），取 `--plan`、`HPCHECK_PLAN` 或设置里的」 (docs/formats.md)"""

    @pytest.fixture
    def own(self, desk: Desk) -> Desk:
        """A folder whose settings name a plan of its own, a shipped one with another target."""
        spec = (shipped_folder() / "anju.yaml").read_text(encoding="utf-8")
        assert spec.count("≤200") == 1
        own = spec.replace("≤200", "≤111")
        desk.put(
            {"plans/anju.yaml": own, "plans/mine.yaml": own, "hpcheck.toml": 'plan = "plans/anju.yaml"\n'}
        )
        return desk

    @pytest.mark.parametrize("words", [["path"], ["show"], ["path", "8"], ["show", "8"], ["init"]])
    def test_of_the_settings(self, own: Desk, words: list[str]) -> None:
        answer = own.run(*words)
        assert (answer.code, answer.err) == (0, "")
        assert "≤111" in answer.out

    @pytest.mark.parametrize("command", ["path", "show", "init"])
    def test_a_name_that_is_a_plan_of_the_settings(self, own: Desk, command: str) -> None:
        answer = own.run(command, "anju")
        assert (answer.code, answer.err) == (0, "提示：按 hpcheck.toml 的设置，anju 是 plans/anju.yaml\n")
        assert "≤111" in answer.out

    @pytest.mark.parametrize("name", ["anju", "mine"])
    def test_by_its_id_or_its_file(self, own: Desk, name: str) -> None:
        answer = own.run("show", name, "8", HPCHECK_PLAN="plans/mine.yaml")
        assert answer.err == f"提示：按 环境变量 HPCHECK_PLAN 的设置，{name} 是 plans/mine.yaml\n"
        assert "≤111" in answer.out

    @pytest.mark.parametrize("words", [["show", "chongqing"], ["show", "-p", "chongqing"]])
    def test_another_plan_is_itself(self, own: Desk, words: list[str]) -> None:
        answer = own.run(*words)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith("重庆市")

    def test_a_path_is_itself(self, own: Desk) -> None:
        own.put({"other/anju.yaml": (shipped_folder() / "anju.yaml").read_bytes()})
        answer = own.run("show", "other/anju.yaml", "8")
        assert answer.err == ""
        assert "≤200" in answer.out

    @pytest.mark.parametrize("command", ["path", "show", "init"])
    def test_several(self, own: Desk, command: str) -> None:
        answer = own.run(command, HPCHECK_PLAN="anju,chongqing")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == "环境变量 HPCHECK_PLAN: --plan 这里有几个规划：anju、chongqing；请写明是哪一个\n"
        assert own.run(command, "chongqing", HPCHECK_PLAN="anju,chongqing").code == 0

    @pytest.mark.parametrize("command", ["path", "show", "init"])
    def test_none(self, desk: Desk, command: str) -> None:
        answer = desk.run(command)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == (
            "--plan: 没有说明是哪个规划：请写规划的名称（hpcheck plans 列出），或在 hpcheck.toml 里写 plan\n"
        )

    def test_init_takes_nothing_else(self, own: Desk) -> None:
        answer = own.run("init", "nowhere")
        assert (answer.code, answer.out) == (2, "")
        assert "没有这个规划" in answer.err

    def test_verbose(self, own: Desk) -> None:
        assert own.run("path", "8", "-v").err.splitlines()[:3] == [
            "config = hpcheck.toml  （找到的）",
            "plan = plans/anju.yaml  （hpcheck.toml:1:1）",
            "format = —  （缺省）",
        ]


class TestSpecAsItIs:
    """「`show 规划 --format spec` 原样输出规格文件。」"""

    def test_the_same_bytes(self, desk: Desk) -> None:
        assert (
            desk.run("show", "zhenan", "--format", "spec").out.encode()
            == (shipped_folder() / "zhenan.yaml").read_bytes()
        )

    def test_not_of_one_indicator(self, desk: Desk) -> None:
        answer = desk.run("show", "anju", "2", "--format", "spec")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == "--format: spec 是整份规格，不能只要一项指标\n"


class TestNumbersThatNoRowHas:
    """The error says which numbers there are."""

    @pytest.mark.parametrize("words", [["path", "chongqing", "99"], ["show", "chongqing", "99"]])
    def test_of_a_plan(self, desk: Desk, words: list[str]) -> None:
        answer = desk.run(*words)
        assert (answer.code, answer.err) == (2, "specs/chongqing.yaml: 本规划没有第 99 项，序号是 1–23\n")

    def test_why(self, desk: Desk) -> None:
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", "--why", "99")
        assert answer.code == 2
        assert answer.err.endswith("--why: 本规划没有第 99 项，序号是 1–23（全部的写 all）\n")
