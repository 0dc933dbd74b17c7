"""Settings: hpcheck.toml, [tool.hpcheck], HPCHECK_…, flags; through the command line. And what `hpcheck validate` reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from configcases import DATA, WAIVERS, in_force
from configcases import desk as desk
from support import Desk

from healthplan_cli.sources.plans.catalog import shipped_folder

DEFAULTS = {
    "plan": "—",
    "sources": "—",
    "sheet": "—",
    "map": "—",
    "year": "—",
    "carry": "0",
    "band": "0.05",
    "set": "—",
    "targets": "—",
    "mode": "—",
    "format": "terminal",
    "output": "—",
    "gate": "binding",
    "allow-unknown": "false",
    "waivers": "—",
    "as-of": "—",
    "against": "—",
    "why": "—",
    "only": "—",
    "with": "—",
    "heads": "en",
    "all": "false",
    "quiet": "false",
    "template": "—",
    "color": "auto",
    "ambiguous": "auto",
}


class TestForce:
    """「An environment variable HPCHECK_… overrides it, and a flag overrides both.」"""

    @pytest.mark.parametrize(
        ("name", "file", "variable", "flag"),
        [
            ("plan", '"chongqing"', "panzhihua", "anju"),
            ("year", "2023", "2024", "2025"),
            ("carry", "1", "2", "3"),
            ("band", "0.1", ".2", "0.3"),
            ("gate", '"all"', "none", "binding"),
            ("format", '"json"', "terminal", "json"),
            ("mode", '"annual"', "final", "annual"),
            ("only", '"met"', "missed", "unknown"),
            ("color", '"never"', "always", "auto"),
            ("ambiguous", '"wide"', "narrow", "auto"),
            ("sources", '["年鉴", "报表"]', "年鉴", "报表"),
        ],
    )
    def test_file_variable_flag(self, desk: Desk, name: str, file: str, variable: str, flag: str) -> None:
        desk.put({"hpcheck.toml": f"{name} = {file}\n"})
        variables = {f"HPCHECK_{name.upper()}": variable}
        said = [
            in_force(desk.run("evaluate", "a.yaml", "-v"))[name],
            in_force(desk.run("evaluate", "a.yaml", "-v", **variables))[name],
            in_force(desk.run("evaluate", "a.yaml", "-v", f"--{name}", flag, **variables))[name],
        ]
        plain = file.strip('[]"').replace('", "', "、")
        assert said == [
            f"{plain}  （hpcheck.toml:1:1）",
            f"{variable}  （环境变量 HPCHECK_{name.upper()}）",
            f"{flag}  （命令行）",
        ]

    def test_what_holds_is_used(self, desk: Desk) -> None:
        desk.put({"hpcheck.toml": 'plan = "chongqing"\nyear = 2023\nformat = "json"\nband = 0.1\n'})
        reports = [
            desk.run("evaluate", "a.yaml").json,
            desk.run("evaluate", "a.yaml", HPCHECK_YEAR="2024", HPCHECK_BAND="0.2").json,
            desk.run("evaluate", "a.yaml", "--year", "2025", HPCHECK_YEAR="2024", HPCHECK_BAND="0.2").json,
        ]
        found = [(report["plan"]["id"], report["year"], str(report["band"])) for report in reports]
        assert found == [("chongqing", 2023, "0.1"), ("chongqing", 2024, "0.2"), ("chongqing", 2025, "0.2")]

    @pytest.mark.parametrize(
        ("file", "variable", "flags", "code"),
        [
            ("false", None, [], 3),
            ("true", None, [], 0),
            ("true", "0", [], 3),
            ("false", "1", [], 0),
            ("true", "1", ["--no-allow-unknown"], 3),
            ("false", "0", ["--allow-unknown"], 0),
        ],
    )
    def test_a_switch_can_be_turned_both_ways(
        self, desk: Desk, file: str, variable: str | None, flags: list[str], code: int
    ) -> None:
        desk.put({"hpcheck.toml": f'plan = "chongqing"\nallow-unknown = {file}\n'})
        variables = {"HPCHECK_ALLOW_UNKNOWN": variable} if variable else {}
        assert desk.run("evaluate", "a.yaml", "-q", *flags, **variables).code == code

    def test_quiet_can_be_turned_off(self, desk: Desk) -> None:
        desk.put({"hpcheck.toml": 'plan = "chongqing"\nquiet = true\n'})
        assert desk.run("evaluate", "a.yaml").out.count("\n") == 1
        assert desk.run("evaluate", "a.yaml", "--no-quiet").out.count("\n") > 10

    @pytest.mark.parametrize(
        ("variable", "value", "expected"),
        [
            ("HPCHECK_PLAN", "chongqing,panzhihua", "chongqing、panzhihua"),
            ("HPCHECK_PLAN", "我的 规划.yaml", "我的 规划.yaml"),
            ("HPCHECK_SOURCES", "统计年鉴，部门 报表", "统计年鉴、部门 报表"),
            ("HPCHECK_SET", "a=≥ 3, b=4", "a=≥ 3、b=4"),
        ],
    )
    def test_a_variable_with_several_values(
        self, desk: Desk, variable: str, value: str, expected: str
    ) -> None:
        """「Text that a variable may give several times, with commas between.」"""
        said = in_force(desk.run("evaluate", "a.yaml", "-v", **{variable: value}))
        assert said[variable[8:].lower()] == f"{expected}  （环境变量 {variable}）"

    def test_a_list_that_a_flag_gives_stands_alone(self, desk: Desk) -> None:
        desk.put({"hpcheck.toml": 'plan = ["chongqing", "panzhihua"]\nformat = "json"\n'})
        desk.put({"a.yaml": "year: 2024\nactuals: {health_literacy: 30}\n"})
        assert [report["plan"]["id"] for report in desk.run("evaluate", "a.yaml").json] == [
            "chongqing",
            "panzhihua",
        ]
        assert desk.run("evaluate", "a.yaml", "-p", "anju").json["plan"]["id"] == "anju"


class TestVerbose:
    """「在标准错误里写出每项设置和它的来处」"""

    def test_every_setting(self, desk: Desk) -> None:
        desk.put({"hpcheck.toml": 'plan = "chongqing"\nsources = ["年鉴", "报表"]\nallow-unknown = true\n'})
        answer = desk.run("evaluate", "a.yaml", "-q", "-v", "--carry", "1", HPCHECK_GATE="all")
        changed = {
            "plan": "chongqing  （hpcheck.toml:1:1）",
            "sources": "年鉴、报表  （hpcheck.toml:2:1）",
            "carry": "1  （命令行）",
            "gate": "all  （环境变量 HPCHECK_GATE）",
            "allow-unknown": "true  （hpcheck.toml:3:1）",
            "quiet": "true  （命令行）",
        }
        lines = [f"{name} = {changed.get(name, f'{value}  （缺省）')}" for name, value in DEFAULTS.items()]
        assert answer.err == "\n".join(["config = hpcheck.toml  （找到的）", *lines, ""])
        assert answer.code == 0

    def test_which_file(self, desk: Desk) -> None:
        desk.put({"x.toml": 'plan = "chongqing"\n'})
        lines = [
            desk.run("evaluate", "a.yaml", "-v").err.splitlines()[0],
            desk.run("evaluate", "a.yaml", "-v", "--config", "x.toml").err.splitlines()[0],
            desk.run("evaluate", "a.yaml", "-v", HPCHECK_CONFIG="x.toml").err.splitlines()[0],
        ]
        assert lines == [
            "config = —  （缺省）",
            "config = x.toml  （命令行）",
            "config = x.toml  （环境变量 HPCHECK_CONFIG）",
        ]

    @pytest.mark.parametrize("command", ["trend", "validate"])
    def test_other_commands(self, desk: Desk, command: str) -> None:
        """What they don't take is nothing to them."""
        desk.put({"hpcheck.toml": 'plan = "chongqing"\ngate = "all"\nwaivers = "w.yaml"\n'})
        answer = desk.run(command, "a.yaml", "-v")
        assert (answer.code, in_force(answer)) == (
            0,
            {"config": "hpcheck.toml  （找到的）", "plan": "chongqing  （hpcheck.toml:1:1）"},
        )


class TestFile:
    """「缺省找本文件夹和上级文件夹的 hpcheck.toml、pyproject.toml 的 [tool.hpcheck]」"""

    def test_in_a_folder_above_with_paths_of_its_own(self, desk: Desk) -> None:
        """「relative paths are relative to the settings file」"""
        spec = (
            (shipped_folder() / "chongqing.yaml")
            .read_text(encoding="utf-8")
            .replace("id: chongqing", "id: own", 1)
        )
        desk.put(
            {
                "hpcheck.toml": 'plan = "specs/own.yaml"\nwaivers = "w.yaml"\nmap = "m/words.yaml"\n',
                "specs/own.yaml": spec,
                "w.yaml": WAIVERS.replace("chongqing", "own"),
                "m/words.yaml": "素养: health_literacy\n",
                "2024/q1/a.csv": "指标,2024年\n素养,31\n",
            }
        )
        answer = desk.run("evaluate", "a.csv", "-f", "json", "-v", cwd="2024/q1")
        up = Path("..") / ".."
        assert in_force(answer) == {
            "config": f"{up / 'hpcheck.toml'}  （找到的）",
            "plan": f"{up / 'specs/own.yaml'}  （{up / 'hpcheck.toml'}:1:1）",
            "waivers": f"{up / 'w.yaml'}  （{up / 'hpcheck.toml'}:2:1）",
            "map": f"{up / 'm/words.yaml'}  （{up / 'hpcheck.toml'}:3:1）",
            "format": "json  （命令行）",
        }
        assert answer.json["plan"]["id"] == "own"
        assert [row["id"] for row in answer.json["results"] if row["waiver"]] == ["child_myopia_rate"]

    def test_the_nearest_one_alone(self, desk: Desk) -> None:
        desk.put(
            {"hpcheck.toml": "year = 2023\n", "d/hpcheck.toml": 'plan = "chongqing"\n', "d/a.yaml": DATA}
        )
        assert in_force(desk.run("evaluate", "a.yaml", "-v", cwd="d")) == {
            "config": "hpcheck.toml  （找到的）",
            "plan": "chongqing  （hpcheck.toml:1:1）",
        }

    @pytest.mark.parametrize(
        ("content", "line"),
        [
            ('[tool.hpcheck]\nplan = "chongqing"\n', 2),
            (
                '[project]\nname = "x"\n\n[tool.ruff]\nplan = "no"\n\n[tool.hpcheck]\n# ours\n\nplan = "chongqing"\n',
                10,
            ),
            ('[tool]\nhpcheck = {plan = "chongqing"}\n', 2),
            ('[ tool . hpcheck ]\nplan = "chongqing"\n', 2),
        ],
    )
    def test_in_pyproject(self, desk: Desk, content: str, line: int) -> None:
        desk.put({"pyproject.toml": content})
        assert in_force(desk.run("evaluate", "a.yaml", "-v")) == {
            "config": "pyproject.toml  （找到的）",
            "plan": f"chongqing  （pyproject.toml:{line}:1）",
        }

    @pytest.mark.parametrize(
        "content", ['[project]\nname = "hpcheck"\n', "[tool.hpchecker]\nx = 1\n", "[tool]\n", ""]
    )
    def test_a_pyproject_without_settings_is_passed_over(self, desk: Desk, content: str) -> None:
        desk.put({"hpcheck.toml": 'plan = "chongqing"\n', "d/pyproject.toml": content, "d/a.yaml": DATA})
        assert (
            in_force(desk.run("evaluate", "a.yaml", "-v", cwd="d"))["config"]
            == f"{Path('..') / 'hpcheck.toml'}  （找到的）"
        )

    def test_hpcheck_toml_before_pyproject(self, desk: Desk) -> None:
        desk.put({"hpcheck.toml": "", "pyproject.toml": '[tool.hpcheck]\nplan = "chongqing"\n'})
        assert in_force(desk.run("evaluate", "a.yaml", "-v")) == {"config": "hpcheck.toml  （找到的）"}

    def test_a_folder_of_that_name_is_none(self, desk: Desk) -> None:
        desk.put({"hpcheck.toml/x": ""})
        assert desk.run("evaluate", "a.yaml", "-v").err.startswith("config = —  （缺省）\n")

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("no.toml", "no.toml: 找不到这个文件"),
            ("folder", "folder: 这是一个文件夹，需要的是文件"),
            ("pyproject.toml", "pyproject.toml: 里面没有 [tool.hpcheck]"),
        ],
    )
    def test_a_file_that_is_asked_for(self, desk: Desk, name: str, message: str) -> None:
        desk.put({"folder/x": "", "pyproject.toml": ""})
        for answer in (
            desk.run("evaluate", "a.yaml", "--config", name),
            desk.run("evaluate", "a.yaml", HPCHECK_CONFIG=name),
        ):
            assert (answer.code, answer.out, answer.err) == (2, "", f"{message}\n")

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (
                b'plan = "chongqing"\nyear = \n',
                ':2:8: TOML 语法错误：每行写“键 = 值”，文字要加引号，如 plan = "chongqing"',
            ),
            (
                b"plan = chongqing\n",
                ':1:8: TOML 语法错误：每行写“键 = 值”，文字要加引号，如 plan = "chongqing"',
            ),
            (b'plan = "chongqing"\nplan = "anju"\n', ":2:14: TOML 语法错误：同一个键写了两次"),
            (b"plan = " + b"[" * 5_000, ":1:58: 嵌套超过 50 层"),
            (b"# [[[\nplan = '[['\nset = " + b"{a=" * 5_000, ":3:157: 嵌套超过 50 层"),
            (b".".join([b"a"] * 5_000) + b" = 1", ":1:102: 嵌套超过 50 层"),
            (b"year = 2024\nyear = " + b"1" * 5_000, ":2:8: 这个数或键太长：超过 500 个字符"),
            ('# 设置\nplan = "chongqing"\n'.encode("gbk"), ": 不是 UTF-8 编码：请另存为 UTF-8"),
            ('plan = "chongqing"\n'.encode("utf-16"), ": 不是 UTF-8 编码：请另存为 UTF-8"),
        ],
    )
    def test_that_is_no_toml(self, desk: Desk, content: bytes, message: str) -> None:
        desk.put({"hpcheck.toml": content})
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing")
        assert (answer.code, answer.err) == (2, f"hpcheck.toml{message}\n")

    @pytest.mark.parametrize(
        "content", [b"", b"\n# nothing\n", b"\xef\xbb\xbfyear = 2024\r\nquiet = false\r\n"]
    )
    def test_empty_or_as_windows_writes_it(self, desk: Desk, content: bytes) -> None:
        desk.put({"hpcheck.toml": content})
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", "-q", "-v")
        assert answer.code == 3
        assert ("year = 2024  （hpcheck.toml:1:1）" in answer.err.splitlines()) == (b"2024" in content)
