"""Settings: hpcheck.toml, [tool.hpcheck], HPCHECK_…, flags; through the command line. And what `hpcheck validate` reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import Answer, Desk

from healthplan_cli.sources.plans.catalog import shipped_folder

DATA = "year: 2024\nactuals: {8: {2023: 29, 2024: 34.3}}\n"
WAIVERS = "waivers:\n- {indicator: 14, plan: chongqing, reason: 设备更新, document: 某函, by: 某局, expires: 2999-12-31}\n"
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
    "all": "false",
    "quiet": "false",
    "color": "auto",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    found = Desk(tmp_path, monkeypatch, capsys)
    found.put({"a.yaml": DATA})
    return found


def in_force(answer: Answer) -> dict[str, str]:
    """What -v says of each setting that isn't a default: its value and where that is from."""
    lines = dict(line.split(" = ", 1) for line in answer.err.splitlines() if " = " in line)
    return {name: line for name, line in lines.items() if not line.endswith("（缺省）")}


class TestForce:
    """「An environment variable HPCHECK_… is stronger, a flag stronger still.」"""

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
        """「paths count from the folder of the file」"""
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


class TestSettings:
    """「A setting is a long option's name with its value.」"""

    @pytest.mark.parametrize(
        ("written", "name", "shown"),
        [
            ('plan = "chongqing"', "plan", "chongqing"),
            ('plan = ["chongqing", "anju"]', "plan", "chongqing、anju"),
            ('set = {surface_water_quality = "≥97%"}', "set", "surface_water_quality=≥97%"),
            ('set = ["surface_water_quality=≥97%"]', "set", "surface_water_quality=≥97%"),
            ('[set]\nsurface_water_quality = "≥97%"', "set", "surface_water_quality=≥97%"),
            ('gate = ["health_literacy", "14"]', "gate", "health_literacy,14"),
            ('only = ["met", "missed"]', "only", "met,missed"),
            ('formats = ["json"]', "format", "json"),
            ('formats = "json"', "format", "json"),
            ("band = 0.10", "band", "0.10"),
            ('band = "0.1"', "band", "0.1"),
            ("band = 1.0", "band", "1.0"),
            ("band = 0", "band", "0"),
            ("as-of = 2024-12-31", "as-of", "2024-12-31"),
            ('as_of = "2024-12-31"', "as-of", "2024-12-31"),
            ("allow_unknown = true", "allow-unknown", "true"),
        ],
    )
    def test_every_form(self, desk: Desk, written: str, name: str, shown: str) -> None:
        desk.put({"hpcheck.toml": written + "\n", "a.yaml": "year: 2024\nactuals: {health_literacy: 30}\n"})
        answer = desk.run("evaluate", "a.yaml", "-v", *([] if name == "plan" else ["-p", "chongqing"]))
        assert (answer.code != 2, in_force(answer)[name]) == (True, f"{shown}  （hpcheck.toml:1:1）")

    def test_unknown_keys_and_wrong_values_all_at_once(self, desk: Desk) -> None:
        content = """plna = "chongqing"
Band = 0.05
xyz = 1
plan = 3
# a comment

set = [
  "year=2",
]
year = "2024"
carry = true
quiet = "yes"
sources = ["a", 1]
waivers = []
formats = ["json", "terminal"]
gate = 0.5
as-of = 3
[tool.hpcheck]
"""
        desk.put({"hpcheck.toml": content})
        answer = desk.run("evaluate", "a.yaml")
        texts = "应是加引号的文字，或它们的列表"
        keys = (
            "plan、sources、targets、set、gate、only、mode、year、carry、band、format、output、allow-unknown、quiet、with、all、waivers、as-of、against、"
            "map、sheet、color"
        )
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.splitlines() == [
            "hpcheck.toml:1:1: 不认识的设置“plna”，是不是 plan？",
            "hpcheck.toml:2:1: 不认识的设置“Band”，是不是 band？",
            f"hpcheck.toml:3:1: 不认识的设置“xyz”，可用的有：{keys}",
            f"hpcheck.toml:4:1: plan {texts}",
            "hpcheck.toml:10:1: year 应是整数，如 2024",
            "hpcheck.toml:11:1: carry 应是整数，如 1",
            "hpcheck.toml:12:1: quiet 应是 true 或 false",
            f"hpcheck.toml:13:1: sources {texts}",
            "hpcheck.toml:14:1: waivers 应是加引号的文字",
            "hpcheck.toml:15:1: formats 应是一种形式，如 json",
            f"hpcheck.toml:16:1: gate {texts}",
            "hpcheck.toml:17:1: as-of 应是日期，如 2025-06-30",
            "hpcheck.toml:18:1: hpcheck.toml 里的设置直接写，不放在 [tool.hpcheck] 下面（那是 pyproject.toml 里的写法）",
        ]

    @pytest.mark.parametrize(
        "pair", ['format = "json"\nformats = ["terminal"]\n', "allow-unknown = true\nallow_unknown = false\n"]
    )
    def test_one_setting_by_two_names(self, desk: Desk, pair: str) -> None:
        desk.put({"hpcheck.toml": pair})
        answer = desk.run("evaluate", "a.yaml")
        second = pair.splitlines()[1].partition(" ")[0]
        assert (answer.code, answer.err) == (
            2,
            f"hpcheck.toml:2:1: {second} 和第 1 行是同一项设置：请只写一个\n",
        )

    def test_a_table_that_is_none(self, desk: Desk) -> None:
        desk.put({"pyproject.toml": "[tool]\nhpcheck = 3\n"})
        answer = desk.run("evaluate", "a.yaml")
        assert (answer.code, answer.err) == (2, "pyproject.toml: tool.hpcheck 应是一个表：[tool.hpcheck]\n")

    def test_settings_that_fit_none_of_the_files(self, desk: Desk) -> None:
        """「what a file or the environment say is for every run, and need not fit each」"""
        desk.put(
            {
                "hpcheck.toml": 'plan = "chongqing"\nsheet = "汇总"\nmap = "m.yaml"\n',
                "m.yaml": "素养: health_literacy\n",
            }
        )
        assert (desk.run("evaluate", "a.yaml", "-q").code, desk.run("validate", "a.yaml").code) == (3, 0)
        assert desk.run("evaluate", "a.yaml", "-q", "--sheet", "汇总").code == 2


class TestOrigin:
    """What is wrong with a value says who gave it, where no flag did."""

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("band", "5%", "“5%”不对：应为 0 到 1 之间、最多四位小数的数，如 0.05"),
            ("only", "good", "不认识的状态 good；可用的有：missed、behind、unknown、on_track、ahead、met"),
            ("set", "9", "--set 的写法是 指标=目标，如 surface_water_quality=≥97.3%（现为“9”）"),
            ("as-of", "2024年", "日期“2024年”不对，应写成 2025-12-31 的样子"),
            (
                "gate",
                "香蕉",
                "本规划没有指标“香蕉”；可用 hpcheck show chongqing 查看全部指标（也可以是 binding、all、none、new、commitments）",
            ),
        ],
    )
    def test_of_our_own_checks(self, desk: Desk, name: str, value: str, words: str) -> None:
        desk.put({"w.yaml": WAIVERS})
        rest = ("evaluate", "a.yaml", "-p", "chongqing", "--waivers", "w.yaml")
        variable = f"HPCHECK_{name.upper().replace('-', '_')}"
        assert desk.run(*rest, f"--{name}", value).err == f"--{name}: {words}\n"
        assert desk.run(*rest, **{variable: value}).err == f"环境变量 {variable}: --{name} {words}\n"
        desk.put({"hpcheck.toml": f'\n{name} = "{value}"\n'})
        answer = desk.run(*rest)
        assert (answer.code, answer.err) == (2, f"hpcheck.toml:2:1: --{name} {words}\n")

    @pytest.mark.parametrize(("name", "value"), [("year", "24"), ("carry", "99")])
    def test_of_numbers(self, desk: Desk, name: str, value: str) -> None:
        desk.put({"hpcheck.toml": f"{name} = {value}\n"})
        assert desk.run("evaluate", "a.yaml", "-p", "chongqing").err.startswith(
            f"hpcheck.toml:1:1: --{name} "
        )

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("year", "abc", "错误：'--year' 的值不对：“abc”不是有效的数（integer）。"),
            ("carry", "1.5", "错误：'--carry' 的值不对：“1.5”不是有效的数（integer）。"),
            ("mode", "abc", "错误：'--mode' 的值不对：“abc”不在可选的值之内：'annual', 'midterm', 'final'。"),
            (
                "format",
                "xml",
                "错误：'-f' / '--format' 的值不对：“xml”不在可选的值之内：'terminal', 'markdown', 'csv', 'xlsx', 'docx', 'html', 'json', 'jsonl', 'junit', 'sarif', 'github', 'tap'。",
            ),
            (
                "quiet",
                "perhaps",
                "错误：'-q' / '--quiet' 的值不对：“perhaps”不是是非值，应为 1 或 0（true、false，yes、no 也可以）。",
            ),
        ],
    )
    def test_of_click_s_checks(self, desk: Desk, name: str, value: str, words: str) -> None:
        variable = f"HPCHECK_{name.upper()}"
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", **{variable: value})
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.splitlines()[-2:] == [words, f"这个值来自 环境变量 {variable}"]
        if name in ("mode", "format"):
            desk.put({"hpcheck.toml": f'year = 2024\n{name} = "{value}"\n'})
            assert desk.run("evaluate", "a.yaml").err.splitlines()[-2:] == [
                words,
                "这个值来自 hpcheck.toml:2:1",
            ]
        if name != "quiet":
            assert desk.run("evaluate", "a.yaml", f"--{name}", value).err.splitlines()[-1] == words

    def test_of_files_and_plans_that_are_not_there(self, desk: Desk) -> None:
        desk.put({"hpcheck.toml": 'plan = ["chongqing", "chongqin"]\n'})
        err = desk.run("evaluate", "a.yaml").err
        assert err.startswith("chongqin: 没有这个规划。是不是 chongqing？")
        assert err.endswith("也可给出规格文件的路径（hpcheck.toml:1:1 的 plan）\n")
        desk.put({"hpcheck.toml": 'plan = "chongqing"\nwaivers = "no.yaml"\n'})
        answer = desk.run("evaluate", "a.yaml", HPCHECK_AGAINST="last.json")
        assert (answer.code, answer.err) == (
            2,
            "no.yaml: 找不到这个文件（hpcheck.toml:2:1 的 waivers）\n"
            "last.json: 找不到这个文件（环境变量 HPCHECK_AGAINST 的 against）\n",
        )


GOOD = {
    "a.csv": "指标,2024年\n居民健康素养水平,30\n",
    "t.yaml": "targets: {surface_water_quality: ≥97%}\n",
    "w.yaml": WAIVERS,
    "hpcheck.toml": 'plan = "chongqing"\nband = 0.05\n',
}


class TestValidate:
    """「检查规格、数据文件和豁免，一次列出所有错误；有错时退出码为 2」: each kind of file."""

    def test_what_is_right(self, desk: Desk) -> None:
        spec = shipped_folder() / "chongqing.yaml"
        desk.put({**GOOD, "s.json": json.dumps({"year": 2024, "actuals": {"8": "30%"}})})
        answer = desk.run(
            "validate", "a.yaml", "a.csv", "s.json", "t.yaml", "w.yaml", "hpcheck.toml", str(spec)
        )
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.splitlines() == [
            "a.yaml：数据正确，2 个数值",
            "a.csv：数据正确，1 个数值",
            "s.json：数据正确，1 个数值",
            "t.yaml：数据正确，0 个数值",
            "w.yaml：豁免正确，1 条",
            "hpcheck.toml：设置正确，2 项",
            f"{spec}：规格正确，重庆市卫生健康发展“十四五”规划，23 项指标，174 条正文承诺",
        ]

    def test_what_is_wrong(self, desk: Desk) -> None:
        desk.put(
            {
                "r.json": '{"format": "hpcheck.report/1"}',
                "x.yaml": "format: 别的\n",
                "a.csv": "香蕉\n",
                "e.xlsx": b"",
                "w.yaml": WAIVERS.replace("2999-12-31", "2001-12-31"),
                "l.yaml": "- 1\n",
                "x.toml": "plna = 1\n",
                "d/x": "",
            }
        )
        files = ("r.json", "x.yaml", "a.csv", "e.xlsx", "w.yaml", "l.yaml", "x.toml", "d", "no.yaml")
        answer = desk.run("validate", *files, "-p", "chongqing", "--as-of", "2024-06-30")
        assert (answer.code, answer.out) == (2, "")
        lines = answer.err.splitlines()
        kinds = "hpcheck.plan/1、hpcheck.actuals/1、hpcheck.waivers/1"
        assert lines[0] == f"r.json:1:12: format 是“hpcheck.report/1”：能检查的有 {kinds}"
        assert list(dict.fromkeys(line.partition(":")[0] for line in lines)) == list(files)

    def test_by_a_plan_that_is_set(self, desk: Desk) -> None:
        assert (
            desk.run("validate", "a.yaml").err
            == "a.yaml: 没有说明按哪个规划核验：请用 --plan，或在文件里写 plan\n"
        )
        assert desk.run("validate", "a.yaml", HPCHECK_PLAN="chongqing").code == 0
        desk.put({"hpcheck.toml": 'plan = ["chongqing", "panzhihua"]\n'})
        desk.put({"b.yaml": "year: 2024\nactuals: {health_literacy: 30, nurses_per_1000: 4}\n"})
        assert desk.run("validate", "b.yaml").out == "b.yaml：数据正确，2 个数值\n"


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
