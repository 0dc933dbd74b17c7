"""hpcheck lint: exit codes, forms, the explanation of a rule."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from forms import text_of
from lint_command import CLEAN, FOUND, NAMES, UP, findings, shipped
from machines import annotated, check_github, check_sarif
from support import ROOT, plan_of

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.text_width import width
from healthplan_cli.checks.lint import (
    FindingLevel,
    Linted,
    Linting,
    all_rules,
    documentation,
    title,
)
from healthplan_cli.cli import run
from healthplan_cli.report import Look

# ── the command ──


def hpcheck(*arguments: str, cwd: Path = ROOT) -> tuple[int, str, str]:
    command = [sys.executable, "-X", "utf8", "-m", "healthplan_cli", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["lint", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


class TestCommand:
    def test_text(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = called(capsys, "chongqing", "--select", "hp108,HP114")
        assert (code, err) == (1, "")
        lines = out.splitlines()
        assert lines[0] == "重庆市卫生健康发展“十四五”规划"
        assert re.fullmatch(
            r"specs/chongqing\.yaml:\d+: HP114 note: \[7 城乡居民达到.*\] 基期 92\.7\* 是初步数；.*", lines[1]
        )
        assert lines[2] == "    原文：92.7* → ≥93.5"
        assert lines[-1] == "1 份规划：错误 0，警告 2，提示 1"
        assert len(lines) == 9

    def test_exit_codes(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert called(capsys, "chongqing")[0] == 1
        assert called(capsys, "chongqing", "--select", "HP107")[0] == 0
        assert called(capsys, "chongqing", "--select", "HP107", "--level", "note")[0] == 1
        assert called(capsys, "chongqing", "--select", "HP101", "--level", "error")[0] == 0
        assert called(capsys, "chongqing", "--select", "HP101", "--level", "warning")[0] == 1

    def test_the_level_hides_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        outs = {called(capsys, "chongqing", "--level", level)[1] for level in ("error", "warning", "note")}
        assert len(outs) == 1

    def test_select_and_ignore(self, capsys: pytest.CaptureFixture[str]) -> None:
        def codes(*arguments: str) -> set[str]:
            out = called(capsys, "chongqing", "--format", "json", *arguments)[1]
            return {item["code"] for item in json.loads(out)["findings"]}

        assert codes("--select", "HP1") == set(FOUND["chongqing"])
        assert codes("--select", "HP1", "--ignore", "HP107") == set(FOUND["chongqing"]) - {"HP107"}
        assert codes("--select", "HP1", "--ignore", "HP10") == {"HP114"}
        assert codes("--select", "HP107", "--select", "hp108") == {"HP107", "HP108"}
        assert codes("--ignore", "HP") == set()

    def test_unknown_codes(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = called(capsys, "chongqing", "--select", "HP9", "--ignore", "X,HP101")
        assert (code, out) == (2, "")
        assert [line.partition("；")[0] for line in err.splitlines()] == [
            "--select: 没有规则 HP9",
            "--ignore: 没有规则 X",
        ]
        assert "HP101、HP102" in err

    def test_a_goal_over_the_whole_is_a_finding_among_others(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        """`validate` refuses it; here it must not hide the rest."""
        rows = [
            {"id": "a", "name": "访视率", "unit": "%", "better": "higher", "baseline": "95", "target": "≥105", "nature": "预期性"},
            {"id": "b", "name": "漏诊率", "unit": "%", "better": "lower", "baseline": "20", "target": "≤23", "nature": "预期性"},
        ]  # fmt: skip
        head = {"format": "hpcheck.plan/1", "id": "own", "title": "某县规划"}
        period = {"baseline": 2020, "start": 2021, "end": 2025}
        path = tmp_path / "own.yaml"
        path.write_text(json.dumps({**head, "period": period, "indicators": rows}), encoding="utf-8")
        code, out, _ = called(capsys, str(path), "--format", "json")
        assert code == 1
        assert {(item["code"], item["id"]) for item in json.loads(out)["findings"]} == {
            ("HP104", "a"),
            ("HP101", "b"),
        }

    @pytest.mark.parametrize("nothing", ["", ",", " ， "])
    def test_an_empty_choice_is_no_clean_plan(self, capsys: pytest.CaptureFixture[str], nothing: str) -> None:
        code, out, err = called(capsys, "chongqing", "--select", nothing)
        assert (code, out, err) == (2, "", "--select: 没有写规则；不写 --select 就是全部\n")

    def test_several_plans(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = called(capsys, *NAMES, "--format", "json")
        data = json.loads(out)
        assert code == 1
        assert data["plans"] == list(NAMES)
        assert {item["plan"] for item in data["findings"]} == set(NAMES)
        assert called(capsys, "anju", "anju", "--select", "HP109")[1].count("HP109") == 1

    def test_invalid_specs_all_at_once(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        for name in ("a", "b"):
            (tmp_path / f"{name}.yaml").write_text("format: hpcheck.plan/1\n", encoding="utf-8")
        code, out, err = called(capsys, str(tmp_path / "a.yaml"), "chongqing", str(tmp_path / "b.yaml"))
        assert (code, out) == (2, "")
        assert "a.yaml" in err
        assert "b.yaml" in err
        assert called(capsys, "chongqin")[0] == 2

    def test_the_plan_of_the_settings(self, tmp_path: Path) -> None:
        (tmp_path / "hpcheck.toml").write_text('plan = "panzhihua"\nformat = "json"\n', encoding="utf-8")
        code, out, _ = hpcheck("lint", "--select", "HP115", cwd=tmp_path)
        assert code == 1
        assert out.startswith("攀枝花市")
        assert hpcheck("lint", "anju", "--select", "HP109", cwd=tmp_path)[1].startswith("遂宁市")
        (tmp_path / "hpcheck.toml").unlink()
        code, out, err = hpcheck("lint", cwd=tmp_path)
        assert (code, out) == (2, "")
        assert "没有说明是哪个规划" in err

    def test_a_spec_of_ones_own(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        path = tmp_path / "own.yaml"
        head = "format: hpcheck.plan/1\nid: own\ntitle: 自己的\nperiod: {baseline: 2020, start: 2021, end: 2025}\nindicators:\n"
        row = '  - {id: smoking_rate, name: 吸烟率, unit: "%", nature: 预期性, baseline: "20", target: "≤BAD"}\n'
        path.write_text(head + row.replace("BAD", "18"), encoding="utf-8")
        assert called(capsys, str(path)) == (
            0,
            "自己的\n没有发现问题\n1 份规划：错误 0，警告 0，提示 0\n",
            "",
        )
        path.write_text(head + row.replace("BAD", "21"), encoding="utf-8")
        code, out, _ = called(capsys, str(path))
        assert code == 1
        assert f"{path}:6: HP101 warning: [1 吸烟率] 目标 ≤21 宽于基期 20" in out

    def test_explain(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = called(capsys, "--explain", "hp101")
        assert code == 0
        assert out.startswith("HP101 warning\n\n目标比自己的基期还宽。\n")
        assert "怎么办：" in out
        code, out, _ = called(capsys, "--explain", "all")
        lines = [line for line in out.splitlines() if not line.startswith(" ")]
        assert [line.split()[0] for line in lines] == list(all_rules())
        assert called(capsys, "--explain", "HP1")[0] == 2


class TestForms:
    def test_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        data = json.loads(called(capsys, "dachuan", "--format", "json")[1])
        assert list(data) == ["format", "tool", "plans", "findings", "explained", "summary"]
        assert data["format"] == "hpcheck.lint/1"
        keys = ["code", "level", "plan", "id", "no", "name", "file", "line", "message", "words"]
        assert all(list(item) == keys for item in data["findings"])
        levels = [item["level"] for item in data["findings"]]
        counted = {level: levels.count(level) for level in ("error", "warning", "note")}
        assert data["summary"] == {**counted, "explained": 0}
        assert data["explained"] == []
        smoking = next(
            item for item in data["findings"] if item["id"] == "smoking_rate" and item["code"] == "HP101"
        )
        lines = (ROOT / smoking["file"]).read_text(encoding="utf-8").splitlines()
        assert lines[smoking["line"] - 1] == "  - id: smoking_rate"
        assert (smoking["no"], smoking["words"]) == ("10", "21.7 → <23.3")

    @pytest.mark.parametrize(("count", "folded"), [(5, False), (6, True)])
    def test_many_of_one_message_are_a_line(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, count: int, folded: bool
    ) -> None:
        """In the text; JSON, SARIF and annotations have each row."""
        rows = [
            {"id": f"r{at}", "name": f"率{at}", "nature": "预期性", **UP, "target": "≥70"}
            for at in range(count)
        ]
        rows.append({**rows[0], "id": "other", "name": "别的", "target": "提高"})
        spec = {**json.loads(plan_json("x")), "indicators": rows}
        path = tmp_path / "own.yaml"
        path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
        lines = called(capsys, str(path), "--select", "HP107")[1].splitlines()
        told = [line for line in lines if "HP107 note: " in line]
        assert len(told) == (2 if folded else count + 1)
        assert ("：第 1、2、3、4、5、6 项，共 6 项" in told[0]) is folded
        assert sum("原文：" in line for line in lines) == (1 if folded else count + 1)
        assert lines[-1] == f"1 份规划：错误 0，警告 0，提示 {count + 1}"
        data = json.loads(called(capsys, str(path), "--select", "HP107", "--format", "json")[1])
        assert [item["id"] for item in data["findings"]] == [row["id"] for row in rows]

    def test_a_finding_of_a_whole_plan_has_a_line(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        above, own = (tmp_path / f"{name}.yaml" for name in ("above", "own"))
        spec = json.loads(plan_json("率"))
        row = {"id": "smoking_rate", "name": "吸烟率", "unit": "%", "nature": "约束性", "target": "≤22"}
        above.write_text(json.dumps({**spec, "id": "above", "indicators": [row]}), encoding="utf-8")
        own.write_text(json.dumps(spec), encoding="utf-8")
        asked = (str(own), "--under", str(above), "--select", "HP401")
        assert f"{own}:1: HP401 note: 上级规划的约束性指标“吸烟率”" in called(capsys, *asked)[1]
        [item] = json.loads(called(capsys, *asked, "--format", "json")[1])["findings"]
        assert (item["line"], item["id"]) == (1, None)
        assert f"file={own},line=1" in called(capsys, *asked, "--format", "github")[1]
        sarif = json.loads(called(capsys, *asked, "--format", "sarif")[1])
        place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert place["region"] == {"startLine": 1}

    def test_sarif(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = called(capsys, *NAMES, "--format", "sarif")[1]
        check_sarif(out)
        runs = json.loads(out)["runs"]
        assert len(runs) == len(NAMES)
        rules = runs[0]["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == list(all_rules())
        assert rules[0]["shortDescription"]["text"] == "目标比自己的基期还宽"
        assert rules[0]["defaultConfiguration"]["level"] == "warning"
        assert "怎么办" in rules[0]["help"]["text"]
        found = json.loads(called(capsys, *NAMES, "--format", "json")[1])["findings"]
        assert [result["ruleId"] for run_ in runs for result in run_["results"]] == [
            item["code"] for item in found
        ]

    def test_github(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = called(capsys, "panzhihua", "--format", "github")[1]
        check_github(out)
        kinds = {"warning": "warning", "notice": "note", "error": "error"}
        found = json.loads(called(capsys, "panzhihua", "--format", "json")[1])["findings"]
        said = [(kinds[kind], properties["line"]) for kind, properties, _ in annotated(out)]
        assert sorted(said) == sorted((item["level"], str(item["line"])) for item in found)
        assert "::notice file=specs/panzhihua.yaml,line=" in out

    def test_hostile_words_stay_on_their_line(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        path = tmp_path / "own.yaml"
        path.write_text(plan_json("a::error::x,y%0A|<b>"), encoding="utf-8")
        out = called(capsys, str(path), "--format", "github")[1]
        check_github(out)
        assert [properties["title"] for _, properties, _ in annotated(out)] == [
            "HP101 1 a::error::x,y%0A|<b>"
        ]
        check_sarif(called(capsys, str(path), "--format", "sarif")[1])

    @pytest.mark.parametrize("size", [80, 120])
    def test_fits_the_terminal(self, size: int) -> None:
        found = [Linted(plan, findings(plan, others=shipped())) for plan in shipped()]
        lines = text_of(
            "linting", "terminal", Linting(tuple(found), ExitCode.PASS), Look(size, False)
        ).splitlines()
        assert [line for line in lines if width(line) > size] == []
        colored = text_of("linting", "terminal", Linting(tuple(found), ExitCode.PASS), Look(size, True))
        assert re.sub("\x1b\\[[\\d;]*m", "", colored).splitlines() == lines
        assert "\x1b[31mHP201 warning:\x1b[0m" in colored


def plan_json(name: str) -> str:
    """A spec with one row that is wrong."""
    row = {"id": "a", "name": name, "nature": "预期性", **UP, "baseline": 80, "target": "≥70"}
    period = {"baseline": 2020, "start": 2021, "end": 2025}
    spec = {"format": "hpcheck.plan/1", "id": "own", "title": "规划", "period": period, "indicators": [row]}
    return json.dumps(spec)


class TestRules:
    def test_each_is_documented(self) -> None:
        """What it finds, why that matters, what to do, an example."""
        for code, rule in all_rules().items():
            text = documentation(rule)
            assert re.fullmatch(r"HP\d{3}", code)
            assert isinstance(rule.LEVEL, FindingLevel)
            assert title(rule) == text.splitlines()[0].removesuffix("。")
            assert len(text.split("\n\n")) >= 3, code
            assert "怎么办：" in text, code
            assert "例：" in text, code

    def test_each_has_a_case(self) -> None:
        """A rule that no test names may find nothing at all."""
        tried = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
        lacking = {code for code in all_rules() if f'"{code}"' not in tried}
        assert lacking == set(), (
            "HP1: ROWS or a test of its own in test_lint.py; others: CODES of test_lint_rules.py"
        )

    def test_every_file_is_a_rule(self) -> None:
        folder = ROOT / "healthplan_cli" / "checks" / "lint" / "rules"
        names = {path.stem for path in folder.glob("*.py")} - {"__init__"}
        named = {rule.__name__.rpartition(".")[2] for rule in all_rules().values()}
        assert named == names, "RULES of checks/lint/__init__.py names every module of rules/"
        assert len(all_rules()) == len(names)

    def test_the_region_is_read(self) -> None:
        plan = plan_of(CLEAN, region={"name": "某县", "births": {"text": "不足1万人", "source": "表1后"}})
        assert dict(plan.region) == {"name": "某县"}
        assert plan.births is not None
        assert plan.births.source == "表1后"
        assert plan.population is None

    def test_a_region_of_no_people_is_refused(self) -> None:
        for births in ("80岁", "—", "许多"):
            with pytest.raises(InvalidInput) as caught:
                plan_of(CLEAN, region={"name": "某县", "births": births})
            assert "人数" in str(caught.value)
