"""The command, end to end: what it prints, where, and the exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from clicases import GOOD, INCOMPLETE, MISSED, environment, hpcheck, written
from clicases import good as good
from support import CASES, read_cases

from healthplan_cli import __version__
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.limits import MAX_BYTES
from healthplan_cli.cli import run

FORMS: list[list[str]] = [
    [],
    ["--format", "json"],
    ["-q"],
    ["--color", "always"],
    ["--only", "met"],
    ["-q", "--format", "json"],
]


class TestExitCodes:
    """「这张表由程序里的一个枚举生成，文档、帮助和测试读的都是它；换报告形式、加 `--quiet` 都不改变退出码」"""

    @pytest.mark.parametrize("form", FORMS, ids=" ".join)
    @pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (MISSED, 1), (INCOMPLETE, 3)])
    def test_a_verdict(self, tmp_path: Path, form: list[str], text: str, code: int) -> None:
        done = hpcheck("evaluate", written(tmp_path, text), *form)
        assert (done.code, done.err) == (code, "")
        assert done.out

    @pytest.mark.parametrize("form", FORMS, ids=" ".join)
    def test_wrong_input(self, tmp_path: Path, form: list[str]) -> None:
        """「命令行、规格或数据文件有错」: nothing is judged and no report is written."""
        done = hpcheck("evaluate", written(tmp_path, GOOD.replace("100", "true")), *form)
        assert (done.code, done.out) == (2, "")
        assert done.err.count("\n") == 1

    @pytest.mark.parametrize(
        "arguments", [["evaluate", "a.yaml"], ["evaluate", "a.yaml", "-q", "--format", "json"]]
    )
    def test_a_bug_is_one_line(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
    ) -> None:
        """「程序自身出错」"""

        def broken(options: Any) -> ExitCode:
            raise RuntimeError("first line\nsecond line")

        monkeypatch.setattr("healthplan_cli.commands.evaluate.run_evaluate", broken)
        assert run(arguments) == int(ExitCode.BUG)
        out, err = capsys.readouterr()
        assert out == ""
        assert re.fullmatch(
            rf"hpcheck {re.escape(__version__)} 内部错误（.*RuntimeError first line second line）.*\n", err
        )
        assert "Traceback" not in err

    def test_an_interrupt(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        """「用 Ctrl-C 打断是 130」"""

        def interrupted(options: Any) -> ExitCode:
            raise KeyboardInterrupt

        monkeypatch.setattr("healthplan_cli.commands.evaluate.run_evaluate", interrupted)
        assert run(["evaluate", "a.yaml"]) == 130
        assert "Traceback" not in capsys.readouterr().err

    def test_a_reader_that_has_gone(self, tmp_path: Path) -> None:
        """「读输出的一方先关了管道是 141」: and nothing is said of it."""
        with (
            written(tmp_path, "≥90%\n" * 20_000).open("rb") as wordings,
            subprocess.Popen(
                [sys.executable, "-m", "healthplan_cli", "explain", "-"],
                stdin=wordings,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment(),
            ) as process,
        ):
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline() == "≥90%\n".encode()
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 141

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_a_full_disk(self, good: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "healthplan_cli", "evaluate", str(good)],
                stdout=full,
                stderr=subprocess.PIPE,
                env=environment(),
                check=False,
            )
        assert done.returncode not in (0, 1, 3)
        assert b"Traceback" not in done.stderr
        assert done.stderr.count(b"\n") == 1

    @pytest.mark.parametrize("command", [[], ["evaluate"]])
    def test_help_has_the_table(self, command: list[str]) -> None:
        done = hpcheck(*command, "--help", env={"COLUMNS": "200"})
        assert (done.code, done.err) == (0, "")
        squeezed = re.sub(r"\s", "", done.out)
        assert [
            code for code in ExitCode if re.sub(r"\s", "", f"{int(code)}{code.meaning}") not in squeezed
        ] == []


class TestTheTask:
    """「每一步都要够」: 攀枝花's myopia rate, 43.14 in 2020, half a point less each year."""

    def test_each_year_half_a_point(self, good: Path) -> None:
        done = hpcheck("evaluate", good, "--gate", "child_myopia_rate", "--format", "json")
        [result] = [result for result in done.json["results"] if result["gated"]]
        assert (done.code, result["status"]) == (0, "met")

    def test_one_year_a_hundredth_less(self, tmp_path: Path) -> None:
        years = "{2021: 42.64, 2022: 42.15, 2023: 41.64, 2024: 41.14, 2025: 40.64}"
        text = f"plan: panzhihua\nyear: 2025\nactuals:\n  近视率表: {years}\n".replace(
            "近视率表", "child_myopia_rate"
        )
        done = hpcheck("evaluate", written(tmp_path, text), "--gate", "child_myopia_rate", "--format", "json")
        [result] = [result for result in done.json["results"] if result["gated"]]
        assert (done.code, result["status"]) == (1, "missed")

    @pytest.mark.parametrize(
        ("plan", "line", "id", "status"),
        [
            ("dachuan", "infant_mortality: 0.52%", "infant_mortality", "met"),
            ("dachuan", "infant_mortality: 0.53%", "infant_mortality", "missed"),
            ("panzhihua", "regular_exercise_population: 54.2万人", "regular_exercise_population", "met"),
            ("panzhihua", "regular_exercise_population: 54.1万人", "regular_exercise_population", "missed"),
            ("dachuan", "elderly_health_management_rate: '>85'", "elderly_health_management_rate", "met"),
            ("dachuan", "immunization_coverage: '>85'", "immunization_coverage", "unknown"),
        ],
    )
    def test_units_and_half_lines(self, tmp_path: Path, plan: str, line: str, id: str, status: str) -> None:
        """「所以 `>85` 够得上 `≥85`，够不够 `≥90` 说不清」"""
        data = written(tmp_path, f"plan: {plan}\nyear: 2025\nactuals:\n  {line}\n")
        done = hpcheck("evaluate", data, "--gate", id, "--format", "json")
        [result] = [result for result in done.json["results"] if result["gated"]]
        assert result["status"] == status
        assert result["reason"] == ("censored" if status == "unknown" else None)
        assert done.code == {"met": 0, "missed": 1, "unknown": 3}[status]


class TestInputs:
    """「错误一次全部报出，每条是 `文件:行:列: 说明`」"""

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "文件是空的"),
            (b"\x00\x01\x02\x03", "二进制文件"),
            (b"PK\x03\x04\x00", "XLSX"),
            ("名称: 值\n".encode("gbk"), "1:1: 文件不是 UTF-8 编码"),
            (b"actuals:\n\tlife_expectancy: 5\n", "2:1: "),
            (b"x" * 6_000_000, "5 MB"),
            (b"[" * 2_000_000, "嵌套超过 50 层"),
            (b"- 1\n", "1:1: 应为键值形式"),
        ],
        ids=["empty", "binary", "xlsx", "gbk", "tab", "6 MB", "deep", "list"],
    )
    @pytest.mark.parametrize("place", ["data", "plan", "stdin"])
    def test_a_file_that_is_none(self, tmp_path: Path, content: bytes, says: str, place: str) -> None:
        path = written(tmp_path, content)
        if place == "data":
            done = hpcheck("evaluate", path, "-p", "panzhihua")
        elif place == "plan":
            done = hpcheck("evaluate", "-", "-p", path, stdin="actuals: {}\n")
            says = says.replace("应为键值形式", "文件 的写法不对")
        else:
            done = hpcheck("evaluate", "-", "-p", "panzhihua", stdin=content)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("-:" if place == "stdin" else f"{path}:")
        assert says in done.err
        assert "Traceback" not in done.err

    @pytest.mark.parametrize(
        ("option", "before"), [("--against", ""), ("--waivers", ""), ("--map", ""), ("--config", "a = ")]
    )
    def test_one_beside_the_data_that_nests_too_deep(self, tmp_path: Path, option: str, before: str) -> None:
        sheet = written(tmp_path, "指标,2024年\n人均预期寿命,78\n", "a.csv")
        path = written(tmp_path, before + "[" * 90_000, "deep.txt")
        done = hpcheck("evaluate", sheet, "-p", "chongqing", option, path)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"{path}:1:{len(before) + 51}: 嵌套超过 50 层")

    def test_missing(self) -> None:
        done = hpcheck("evaluate", "no/such/file.yaml", "-p", "panzhihua")
        assert (done.code, done.out, done.err) == (2, "", "no/such/file.yaml: 找不到这个文件\n")

    def test_a_folder(self, tmp_path: Path) -> None:
        done = hpcheck("evaluate", tmp_path, "-p", "panzhihua")
        assert (done.code, done.out, done.err) == (2, "", f"{tmp_path}: 这是一个文件夹，需要的是文件\n")

    def test_the_largest_that_is_read(self, tmp_path: Path) -> None:
        text = GOOD.encode()
        path = written(tmp_path, text + b"# " + b"x" * (MAX_BYTES - len(text) - 3) + b"\n")
        assert path.stat().st_size == MAX_BYTES
        assert hpcheck("evaluate", path, "-q").code == 0

    def test_standard_input(self, good: Path) -> None:
        by_name = hpcheck("evaluate", good, "--format", "json").json
        by_pipe = hpcheck("evaluate", "-", "--format", "json", stdin=GOOD).json
        assert by_pipe.pop("inputs") == [{"path": "-", "sha256": by_name["inputs"][0]["sha256"]}]
        assert by_name.pop("inputs")[0]["path"] == str(good)
        runs = by_pipe.pop("run"), by_name.pop("run")
        assert [run["options"].pop("actuals") for run in runs] == [["-"], [str(good)]]
        assert [run["files"].pop(0)["path"] for run in runs] == ["-", str(good)]
        assert runs[0] == runs[1]
        assert by_pipe == by_name

    def test_json_is_read_too(self, tmp_path: Path) -> None:
        data = read_cases(written(tmp_path, GOOD))
        path = written(tmp_path, json.dumps(data, ensure_ascii=False), "actuals.json")
        assert hpcheck("evaluate", path, "-q").code == 0

    def test_no_plan(self, tmp_path: Path) -> None:
        done = hpcheck("evaluate", written(tmp_path, "actuals: {}\n"))
        assert (done.code, done.out) == (2, "")
        assert "--plan" in done.err

    def test_the_problems_of_both_files(self, tmp_path: Path) -> None:
        plan = written(tmp_path, "format: hpcheck.plan/1\n", "plan.yaml")
        data = written(tmp_path, "a: 1\na: 2\n")
        done = hpcheck("evaluate", data, "-p", plan)
        assert done.code == 2
        assert f"{plan}:1:1: 缺少必需的键：id" in done.err
        assert f"{data}:2:1: 重复的键“a”" in done.err

    def test_every_problem_of_the_data(self) -> None:
        folder = CASES / "actuals"
        done = hpcheck(
            "evaluate", "every_problem_at_once.yaml", "-p", folder / "plan.yaml", cwd=folder / "invalid"
        )
        assert (done.code, done.out) == (2, "")
        assert done.err == (folder / "invalid" / "every_problem_at_once.expected").read_text(encoding="utf-8")
