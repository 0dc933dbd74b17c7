"""The command, end to end: what it prints, where, and the exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from support import CASES, ROOT, read_cases

from healthplan_cli import __version__
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.limits import MAX_BYTES
from healthplan_cli.base.text_width import width
from healthplan_cli.cli import run
from healthplan_cli.sources.plans.catalog import plan_files, shipped_folder

PLANS = list(plan_files())
_ANSI = re.compile(r"\x1b\[[0-9;]*m")

# Every 约束性 indicator of 攀枝花 in 2025 as its plan wants it.
GOOD = """plan: panzhihua
year: 2025
actuals:
  immunization_coverage: 95
  severe_mental_disorder_management_rate: 95.5
  child_myopia_rate: {2021: 42.64, 2022: 42.14, 2023: 41.64, 2024: 41.14, 2025: 40.64}
  air_quality_good_days: 96
  surface_water_quality: 100
  out_of_pocket_share: 26.9
  inpatient_reimbursement_rate: {employee: 80, 居民: 70}
"""
MISSED = GOOD.replace("2025: 40.64", "2025: 40.65")
INCOMPLETE = GOOD.replace("  surface_water_quality: 100\n", "")


@dataclass(frozen=True)
class Done:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out, parse_float=Decimal)


def environment(**changes: str) -> dict[str, str]:
    """The environment without what would change the output."""
    unwanted = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "HPCHECK_PLANS")
    kept = {key: value for key, value in os.environ.items() if key not in unwanted}
    return {**kept, "PYTHONIOENCODING": "utf-8", **changes}


def hpcheck(
    *arguments: str | Path,
    stdin: str | bytes = b"",
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
) -> Done:
    """Runs the command as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "healthplan_cli", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**(env or {})),
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return written(tmp_path, GOOD)


def written(folder: Path, text: str | bytes, name: str = "actuals.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


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


class TestOptions:
    """Each option does what the help says, and a wrong one is exit code 2 before anything is judged."""

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["--year", "2020"], "--year: 2020 年不在规划期内"),
            (["--year", "24"], "--year: "),
            (["--year", "abc"], "--year"),
            (["--band", "2"], "--band: "),
            (["--band", "五"], "--band: "),
            (["--band", "1e-2"], "--band: "),
            (["--carry", "-1"], "--carry: "),
            (["--carry", "99"], "--carry: "),
            (["--gate", "香蕉"], "--gate: "),
            (["--gate", ","], "--gate: "),
            (["--only", "good"], "--only: "),
            (["--format", "xml"], "--format"),
            (["--color", "sometimes"], "--color"),
            (["--set", "life_expectancy=≥80"], "--set: "),
            (["--set", "nonsense"], "--set: "),
            (["--plan", "chongqin"], "是不是 chongqing？"),
            (["--plan", "nowhere/plan.yaml"], "nowhere/plan.yaml: 找不到这个文件"),
            (["--plann", "chongqing"], "--plan"),
            (["second.yaml"], "second.yaml"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_wrong(self, good: Path, arguments: list[str], says: str) -> None:
        done = hpcheck("evaluate", good, *arguments)
        assert (done.code, done.out) == (2, "")
        assert says in done.err
        assert "Traceback" not in done.err

    @pytest.mark.parametrize(
        ("gate", "code", "policy"),
        [
            ("binding", 0, "binding"),
            ("all", 3, "all"),
            ("none", 0, "none"),
            ("out_of_pocket_share", 0, "out_of_pocket_share"),
            ("25,18", 0, "out_of_pocket_share,child_myopia_rate"),
            ("个人卫生支出占卫生总费用的比重，18", 0, "out_of_pocket_share,child_myopia_rate"),
            ("life_expectancy", 3, "life_expectancy"),
            ("life_expectancy, 18", 3, "life_expectancy,child_myopia_rate"),
            ("健康服务业总规模", 3, "health_service_industry"),
        ],
    )
    def test_gate(self, good: Path, gate: str, code: int, policy: str) -> None:
        """「`--gate 指标,指标` 看点名的几个（id、名称、序号都行）」"""
        done = hpcheck("evaluate", good, "--gate", gate, "--format", "json")
        assert (done.code, done.json["gate"]["exit_code"], done.json["gate"]["policy"]) == (
            code,
            code,
            policy,
        )

    def test_allow_unknown(self, tmp_path: Path) -> None:
        data = written(tmp_path, INCOMPLETE)
        done = hpcheck("evaluate", data, "--allow-unknown", "--format", "json")
        assert (done.code, done.json["gate"]["outcome"]) == (0, "incomplete")
        assert hpcheck("evaluate", written(tmp_path, MISSED), "--allow-unknown", "-q").code == 1

    @pytest.mark.parametrize(("setting", "code"), [("≥97%", 0), ("≥99%", 1), (None, 3)])
    def test_set(self, tmp_path: Path, setting: str | None, code: int) -> None:
        data = written(tmp_path, "plan: chongqing\nyear: 2025\nactuals: {surface_water_quality: 98}\n")
        given = ["--set", f"surface_water_quality={setting}"] if setting else []
        done = hpcheck("evaluate", data, "--gate", "surface_water_quality", "-q", *given)
        assert (done.code, done.err) == (code, "")

    def test_set_comes_before_the_file(self, tmp_path: Path) -> None:
        """「两处都写的以 `--set` 为准」"""
        text = "plan: chongqing\nyear: 2025\nactuals: {surface_water_quality: 98}\ntargets: {surface_water_quality: ≥99%}\n"
        data = written(tmp_path, text)
        gate = ["--gate", "surface_water_quality", "-q"]
        assert hpcheck("evaluate", data, *gate).code == 1
        assert hpcheck("evaluate", data, *gate, "--set", "20=≥97%").code == 0

    def test_year_carry_and_band(self, tmp_path: Path) -> None:
        data = written(tmp_path, "plan: panzhihua\nactuals: {smoking_rate: {2022: 23.15, 2024: 23}}\n")
        gate = ["--gate", "smoking_rate", "--format", "json"]

        def status(*arguments: str) -> str:
            report = hpcheck("evaluate", data, *gate, *arguments).json
            [result] = [result for result in report["results"] if result["gated"]]
            return str(result["status"])

        assert status() == "met"
        assert status("--year", "2022") == "on_track"  # 0.09 of 0.24 in two years of five
        assert status("--year", "2022", "--band", "0") == "behind"
        assert status("--year", "2023") == "unknown"
        assert status("--year", "2023", "--carry", "1") == "on_track"  # of 2022, against what 2022 asks

    def test_quiet_is_the_last_line(self, good: Path) -> None:
        whole, line = hpcheck("evaluate", good), hpcheck("evaluate", good, "-q")
        assert line.out == whole.out.splitlines(keepends=True)[-1]
        assert line.out == "门禁（约束性指标）：通过，7 项都达标、快于预期或符合预期。退出码 0\n"

    def test_only(self, good: Path) -> None:
        wide = {"COLUMNS": "160"}  # where names stay on a line
        whole = hpcheck("evaluate", good, env=wide)
        part = hpcheck("evaluate", good, "--only", "met,missed", env=wide)
        assert part.code == whole.code
        assert "每千常住人口注册护士数" in whole.out.split("序号 指标")[1]
        table = part.out.split("序号 指标")[1]
        assert "每千常住人口注册护士数" not in table
        assert table.count("✓ 达标") + table.count("⇘ 达标") == 9  # seven, one of which has two components
        assert part.out.splitlines()[-4:] == whole.out.splitlines()[-4:]

    def test_the_data_may_name_the_plan_and_must_not_name_another(self, good: Path) -> None:
        assert hpcheck("evaluate", good, "-p", "panzhihua", "-q").code == 0
        done = hpcheck("evaluate", good, "-p", "chongqing", "-q")
        assert done.code == 2
        assert f"{good}:1:7: 文件是规划“panzhihua”的数据，要核验的是“chongqing”\n" in done.err


class TestColour:
    """「颜色：auto 只在终端里、且没有设置 NO_COLOR 时使用」"""

    @pytest.mark.parametrize(
        ("arguments", "changes", "coloured"),
        [
            ([], {}, False),
            (["--color", "auto"], {"FORCE_COLOR": "1"}, False),
            (["--color", "never"], {}, False),
            (["--color", "always"], {}, True),
            (["--color", "always"], {"NO_COLOR": "1"}, True),
            (["--color", "always"], {"TERM": "dumb"}, True),
            (["--color", "always", "-q"], {}, False),
            (["--color", "always", "--format", "json"], {}, False),
        ],
    )
    def test_into_a_pipe(
        self, good: Path, arguments: list[str], changes: dict[str, str], coloured: bool
    ) -> None:
        assert ("\x1b" in hpcheck("evaluate", good, *arguments, env=changes).out) is coloured

    @pytest.mark.parametrize(
        ("changes", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
    )
    def test_in_a_terminal(self, good: Path, changes: dict[str, str], coloured: bool) -> None:
        pty = pytest.importorskip("pty")
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-m", "healthplan_cli", "evaluate", str(good)],
            stdout=theirs,
            env=environment(**{"TERM": "xterm", **changes}),
        ) as process:
            os.close(theirs)
            found = b""
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # Linux says so when the other end has closed
                    break
                if not piece:
                    break
                found += piece
        os.close(ours)
        assert process.returncode == 0
        assert "门禁（约束性指标）：通过".encode() in found
        assert (b"\x1b[" in found) is coloured

    def test_the_same_words(self, good: Path) -> None:
        plain, coloured = (hpcheck("evaluate", good, "--color", choice).out for choice in ("never", "always"))
        assert [line.rstrip() for line in _ANSI.sub("", coloured).splitlines()] == plain.splitlines()

    def test_columns(self, good: Path) -> None:
        narrow, wide = (hpcheck("evaluate", good, env={"COLUMNS": columns}).out for columns in ("80", "140"))
        assert max(map(width, narrow.splitlines())) <= 80 < max(map(width, wide.splitlines()))

    def test_a_console_without_the_signs(self, good: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "healthplan_cli", "evaluate", str(good)],
            capture_output=True,
            env=environment(PYTHONIOENCODING="gbk"),
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert "+ 达标" in done.stdout.decode("gbk")


class TestSameBytes:
    """「里面没有时间，没有本机的路径，只有用户自己写的文件名」"""

    def test_from_two_folders_with_two_seeds(self, tmp_path: Path) -> None:
        found = []
        for seed in ("1", "2"):
            folder = tmp_path / seed
            folder.mkdir()
            written(folder, GOOD)
            found.append(
                hpcheck(
                    "evaluate", "actuals.yaml", "--format", "json", cwd=folder, env={"PYTHONHASHSEED": seed}
                )
            )
        assert found[0] == found[1]
        assert str(tmp_path) not in found[0].out

    def test_an_own_spec_at_a_path(self, tmp_path: Path) -> None:
        plan = (shipped_folder() / "panzhihua.yaml").read_bytes()
        path, data = written(tmp_path, plan, "own.yaml"), written(tmp_path, GOOD)
        own = hpcheck("evaluate", data, "-p", path, "--format", "json")
        assert own == hpcheck("evaluate", data, "--format", "json")


class TestExplain:
    """「每种写法一行，一个对象」"""

    def test_json_lines(self) -> None:
        done = hpcheck("explain", "力争每年降低0.5个百分点", "27%左右", "≥90%香蕉", "--format", "json")
        first, second, third = (json.loads(line, parse_float=Decimal) for line in done.out.splitlines())
        assert done.code == 2
        assert {key: first[key] for key in ("text", "ok", "op", "by", "unit", "direction", "average", "modality")} == {
            "text": "力争每年降低0.5个百分点", "ok": True, "op": "annual_change", "by": Decimal("0.5"), "unit": "百分点",
            "direction": "down", "average": False, "modality": "力争",
        }  # fmt: skip
        assert (second["op"], second["value"], second["error"], second["at"]) == ("approx", 27, None, None)
        assert (third["text"], third["ok"], third["op"], third["reading"], third["at"]) == (
            "≥90%香蕉",
            False,
            None,
            None,
            4,
        )
        assert third["error"]

    def test_a_target_of_several(self) -> None:
        found = hpcheck("explain", "城镇80左右居民70", "--format", "json").json
        assert [(part["name"], part["op"], part["value"]) for part in found["parts"]] == [
            ("城镇", "approx", 80),
            ("居民", "reach", 70),
        ]

    def test_from_standard_input(self) -> None:
        done = hpcheck("explain", "-", "--format", "json", stdin="≥90%\r\n\n  \n全覆盖\n".encode("utf-8-sig"))
        assert [json.loads(line)["op"] for line in done.out.splitlines()] == ["ge", "eq"]
        assert (done.code, done.err) == (0, "")

    def test_as_text(self) -> None:
        done = hpcheck("explain", "达到 80% 但是", "≥90%")
        assert done.code == 2
        assert done.out.splitlines() == [
            "达到 80% 但是",
            "  看不懂：读到这里看不懂",
            "    达到 80% 但是",
            "             ^",
            "≥90%",
            "  不低于 90%（含）。",
        ]

    def test_no_text(self) -> None:
        assert hpcheck("explain").code == 2

    def test_input_that_is_no_text(self) -> None:
        done = hpcheck("explain", "-", stdin="名称".encode("gbk"))
        assert (done.code, done.out) == (2, "")
        assert "UTF-8" in done.err

    def test_far_too_long(self) -> None:
        done = hpcheck("explain", "-", "--format", "json", stdin="九" * 5000)
        assert (done.code, done.json["ok"]) == (2, False)


INDICATOR = [
    "id", "no", "name", "category", "unit", "baseline", "target", "nature", "better", "source", "note", "components", "revisions",
]  # fmt: skip


class TestShow:
    """「按人读的方式显示规划：原文、理解、逐年应到的数、出处」"""

    @pytest.mark.parametrize("plan", PLANS)
    def test_json(self, plan: str) -> None:
        found = hpcheck("show", plan, "--format", "json").json
        assert list(found) == [
            "id",
            "title",
            "region",
            "period",
            "issued",
            "indicators",
            "commitments",
            "projects",
        ]
        assert [list(row) for row in found["indicators"]] == [INDICATOR] * len(found["indicators"])
        printed = read_cases(shipped_folder() / f"{plan}.yaml")["indicators"]
        shown = [
            (row["id"], row["name"], row["unit"], row["target"], row["nature"]) for row in found["indicators"]
        ]
        assert shown == [
            (row["id"], row["name"], row.get("unit"), row.get("target"), row["nature"]) for row in printed
        ]

    @pytest.mark.parametrize("words", ["18", "child_myopia_rate", "近视率", "全市儿童青少年总体近视率"])
    def test_one_indicator(self, words: str) -> None:
        done = hpcheck("show", "panzhihua", words)
        assert done.code == 0
        head, words, *_ = done.out.splitlines()
        assert head.split() == [
            "18",
            "全市儿童青少年总体近视率（%）",
            "约束性",
            "越低越好",
            "[child_myopia_rate]",
        ]
        assert words == "    原文：43.14 → 力争每年降低0.5个百分点"

    def test_one_indicator_as_json(self) -> None:
        found = hpcheck("show", "chongqing", "18", "--format", "json").json
        assert list(found) == INDICATOR
        assert [part["target"] for part in found["components"]] == ["≥60", "≥60"]

    def test_every_year_of_a_straight_line(self) -> None:
        assert (
            "逐年：2021 年 78.972，2022 年 79.104，2023 年 79.236，2024 年 79.368，2025 年 79.5\n"
            in hpcheck("show", "panzhihua", "1").out
        )

    @pytest.mark.parametrize("plan", PLANS)
    def test_every_indicator_is_there(self, plan: str) -> None:
        out = hpcheck("show", plan).out
        rows = read_cases(shipped_folder() / f"{plan}.yaml")["indicators"]
        assert [row["id"] for row in rows if f"[{row['id']}]" not in out] == []

    def test_unknown(self) -> None:
        done = hpcheck("show", "panzhihua", "香蕉")
        assert (done.code, done.out) == (2, "")
        assert hpcheck("show", "nowhere").code == 2


class TestPlans:
    """「先看环境变量 `HPCHECK_PLANS` 里的各文件夹，再看自带的」"""

    OWN = """format: hpcheck.plan/1
id: own
title: 自己的规划
period: {baseline: 2020, start: 2021, end: 2025}
indicators:
  - {id: a, name: 甲, nature: 约束性, better: higher, target: ≥5}
"""

    def test_the_list(self) -> None:
        done = hpcheck("plans")
        assert [line.split()[0] for line in done.out.splitlines()] == [
            "anju",
            "chongqing",
            "dachuan",
            "healthy_china_2030",
            "healthy_china_action",
            "panzhihua",
            "zhenan",
        ]
        assert "攀枝花市“十四五”卫生健康发展规划" in done.out
        assert "27 项（约束性 7，预期性 20）" in done.out

    def test_json(self) -> None:
        found = {row["name"]: row for row in hpcheck("plans", "--format", "json").json}
        assert list(found) == PLANS
        assert found["chongqing"]["indicators"] == 23
        assert found["chongqing"]["natures"] == {"约束性": 5, "预期性": 18}
        assert found["chongqing"]["period"] == {"baseline": 2020, "start": 2021, "end": 2025}

    def test_own_folders(self, tmp_path: Path) -> None:
        written(tmp_path, self.OWN, "own.yaml")
        (tmp_path / "empty").mkdir()
        folders = os.pathsep.join([str(tmp_path / "empty"), str(tmp_path)])
        listed = [
            line.split()[0] for line in hpcheck("plans", env={"HPCHECK_PLANS": folders}).out.splitlines()
        ]
        assert sorted(listed) == sorted([*PLANS, "own"])
        done = hpcheck(
            "evaluate",
            "-",
            "-q",
            stdin="plan: own\nyear: 2025\nactuals: {a: 5}\n",
            env={"HPCHECK_PLANS": folders},
        )
        assert (done.code, done.err) == (0, "")

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        done = hpcheck("plans", env={"HPCHECK_PLANS": str(tmp_path / "missing")})
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("HPCHECK_PLANS: ")

    def test_an_own_plan_comes_before_one_that_ships(self, tmp_path: Path) -> None:
        written(tmp_path, self.OWN.replace("id: own", "id: anju"), "anju.yaml")
        assert "自己的规划" in hpcheck("show", "anju", env={"HPCHECK_PLANS": str(tmp_path)}).out

    def test_a_wrong_one_hides_no_other(self, tmp_path: Path) -> None:
        path = written(tmp_path, self.OWN.replace("≥5", "≥5香蕉"), "own.yaml")
        done = hpcheck("plans", env={"HPCHECK_PLANS": str(tmp_path)})
        assert done.code == 2
        assert len(done.out.splitlines()) == len(PLANS)
        assert done.err.startswith(f"{path}:6:")

    def test_a_path(self, tmp_path: Path) -> None:
        path = written(tmp_path, self.OWN, "some plan.yaml")
        done = hpcheck("evaluate", "-", "-p", path, "-q", stdin="year: 2025\nactuals: {a: 4}\n")
        assert (done.code, done.err) == (1, "")


class TestValidate:
    """「检查规格、数据文件和豁免，一次列出所有错误；有错时退出码为 2」"""

    def test_many_files(self, tmp_path: Path, good: Path) -> None:
        plan = written(tmp_path, TestPlans.OWN, "own.yaml")
        bad_plan = written(tmp_path, TestPlans.OWN.replace("≥5", "≥5香蕉"), "bad.yaml")
        bad_data = written(tmp_path, GOOD.replace("100", "true"), "data.yaml")
        done = hpcheck("validate", good, bad_data, plan, bad_plan, tmp_path / "missing.yaml")
        assert done.code == 2
        assert done.out.splitlines() == [
            f"{good}：数据正确，12 个数值",
            f"{plan}：规格正确，自己的规划，1 项指标",
        ]
        places = [line.split(": ")[0] for line in done.err.splitlines() if line.startswith(str(tmp_path))]
        assert places == [f"{bad_data}:8:26", f"{bad_plan}:6:61", f"{tmp_path}/missing.yaml"]

    def test_all_good(self, good: Path) -> None:
        plans = [shipped_folder() / f"{name}.yaml" for name in PLANS]
        done = hpcheck("validate", good, *plans)
        assert (done.code, done.err, len(done.out.splitlines())) == (0, "", 1 + len(plans))

    def test_data_needs_a_plan(self, tmp_path: Path) -> None:
        data = written(tmp_path, "actuals: {life_expectancy: 79}\n")
        assert hpcheck("validate", data).code == 2
        assert hpcheck("validate", data, "-p", "panzhihua").code == 0


def natural(text: str) -> Any:
    """YAML 1.2 as editors take it: numbers as numbers, `no` a word; dates, which JSON doesn't have, stay text."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])
    return keys_as_text(yaml.load(text, Loader=Loader))


def keys_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): keys_as_text(child) for key, child in value.items()}
    return [keys_as_text(child) for child in value] if isinstance(value, list) else value


def validator(kind: str) -> Any:
    schema = hpcheck("schema", kind).json
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class TestInit:
    """「生成一份待填的数据文件：每项指标的单位、目标和各年的位置」"""

    @pytest.mark.parametrize("plan", PLANS)
    def test_round_trip(self, plan: str, tmp_path: Path) -> None:
        path = tmp_path / "actuals.yaml"
        done = hpcheck("init", plan, "-o", path)
        assert (done.code, done.err) == (0, "")
        assert str(path) in done.out
        text = path.read_text(encoding="utf-8")
        assert hpcheck("init", plan).out == text

        empty = hpcheck("evaluate", path, "--format", "json")
        assert (empty.code, empty.err) == (3, "")
        assert {result["status"] for result in empty.json["results"]} == {"unknown"}

        path.write_text(text.replace("2025: null", "2025: 1"), encoding="utf-8")
        filled = hpcheck("evaluate", path, "--gate", "all", "--format", "json")
        assert (filled.code, filled.err) == (1, "")
        results = [part for result in filled.json["results"] for part in (result["components"] or [result])]
        assert [result["id"] for result in results if result["reason"] == "no_data"] == []
        assert all(result["actual"]["value"] == 1 for result in results)

    @pytest.mark.parametrize("plan", PLANS)
    @pytest.mark.parametrize("read", ["natural", "text"])
    def test_fits_the_schema(self, plan: str, read: str, tmp_path: Path) -> None:
        text = hpcheck("init", plan).out
        for filled in (
            text,
            text.replace("2025: null", "2025: 1.5"),
            text.replace("2025: null", "2025: {value: 1, source: 公报}"),
        ):
            data = natural(filled) if read == "natural" else read_cases(written(tmp_path, filled))
            validator("actuals").validate(data)

    def test_never_over_a_file_that_is_there(self, tmp_path: Path) -> None:
        path = written(tmp_path, "mine\n")
        done = hpcheck("init", "anju", "-o", path)
        assert (done.code, done.out) == (2, "")
        assert "--force" in done.err
        assert path.read_text() == "mine\n"
        assert hpcheck("init", "anju", "-o", path, "--force").code == 0
        assert "plan: anju" in path.read_text(encoding="utf-8")

    def test_where_it_cannot_write(self, tmp_path: Path) -> None:
        done = hpcheck("init", "anju", "-o", tmp_path / "no" / "such" / "file.yaml")
        assert (done.code, done.out) == (2, "")


class TestSchema:
    """「`hpcheck schema plan` 输出它的 JSON Schema」"""

    @pytest.mark.parametrize("kind", ["plan", "actuals"])
    def test_is_one(self, kind: str) -> None:
        assert validator(kind).schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"

    @pytest.mark.parametrize("read", ["natural", "text"])
    def test_the_plans_that_ship_fit(self, read: str) -> None:
        check = validator("plan")
        for name in PLANS:
            path = shipped_folder() / f"{name}.yaml"
            check.validate(
                natural(path.read_text(encoding="utf-8")) if read == "natural" else read_cases(path)
            )

    @pytest.mark.parametrize("read", ["natural", "text"])
    def test_the_examples_fit(self, read: str) -> None:
        check = validator("actuals")
        paths = sorted((ROOT / "examples").glob("*/actuals.yaml"))
        assert paths
        for path in [
            *paths,
            CASES / "report" / "actuals.yaml",
            *sorted((CASES / "actuals" / "valid").glob("*.yaml")),
        ]:
            check.validate(
                natural(path.read_text(encoding="utf-8")) if read == "natural" else read_cases(path)
            )

    @pytest.mark.parametrize(
        "text",
        [
            "actuals: []",
            "actual: {a: 1}",
            "year: 2024",
            "actuals: {a: [1]}",
            "actuals: {a: true}",
            "year: 24\nactuals: {}",
        ],
    )
    def test_what_does_not_fit(self, text: str) -> None:
        assert not validator("actuals").is_valid(natural(text))

    def test_another_kind(self) -> None:
        assert hpcheck("schema", "report").code == 2


class TestNames:
    """A wrong word proposes the right one."""

    def test_commands(self) -> None:
        done = hpcheck("evalute", "a.yaml")
        assert (done.code, done.out) == (2, "")
        assert "没有命令“evalute”。是不是 evaluate" in done.err

    def test_no_command(self) -> None:
        assert hpcheck().code == 2

    def test_version(self) -> None:
        done = hpcheck("--version")
        assert (done.code, done.out, done.err) == (0, f"hpcheck {__version__}\n", "")

    @pytest.mark.parametrize(
        "command", ["evaluate", "plans", "show", "explain", "validate", "init", "schema"]
    )
    def test_every_command_has_help(self, command: str) -> None:
        done = hpcheck(command, "-h")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(f"用法： hpcheck {command}")
        assert "Usage" not in done.out
        assert "Options" not in done.out
