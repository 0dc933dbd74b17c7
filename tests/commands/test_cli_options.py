"""Options, colour, and the same bytes each time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from clicases import GOOD, INCOMPLETE, MISSED, environment, hpcheck, written
from clicases import good as good

from healthplan_cli.base.text_width import width
from healthplan_cli.sources.plans.catalog import shipped_folder

_ANSI = re.compile(r"\x1b\[[0-9;]*m")


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
        shipped = hpcheck("evaluate", data, "--format", "json")
        assert (own.code, own.err) == (shipped.code, shipped.err)
        reports = [{**json.loads(done.out), "run": None} for done in (own, shipped)]
        assert reports[0] == reports[1]  # but for what was read
