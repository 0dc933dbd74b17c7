"""What settings are worth: which are known, where one comes from, and what is checked of them."""

from __future__ import annotations

import json

import pytest
from configcases import WAIVERS, in_force
from configcases import desk as desk
from support import Desk

from healthplan_cli.report.forms import KINDS
from healthplan_cli.sources.plans.catalog import shipped_folder

FORMS = ", ".join(map(repr, KINDS["evaluation"].forms))


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
            "map、sheet、color、template、ambiguous"
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
        """「A value from a settings file or variable is meant for every run, and needn't suit each.」"""
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
                f"错误：'-f' / '--format' 的值不对：“xml”不在可选的值之内：{FORMS}。",
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
            f"{spec}：规格正确，重庆市卫生健康发展“十四五”规划，23 项指标，203 条正文承诺",
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
