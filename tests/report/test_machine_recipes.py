"""The action, the recipes and the hooks that come with the project."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar

import yaml
from forms import FORMATS
from machines import (
    MACHINES,
    check_github,
    check_junit,
    check_sarif,
)
from support import ROOT

from healthplan_cli.base.exitcodes import ExitCode

# ── the recipes, acted out ──


def workplace(folder: Path) -> dict[str, str]:
    """A folder with an example's data, where `hpcheck` and `pip` are on the path; the environment of a job there."""
    programs = folder / "temp" / "hpcheck" / "bin"
    programs.mkdir(parents=True)
    for name, does in {"hpcheck": f'exec "{sys.executable}" -m healthplan_cli "$@"', "pip": ":"}.items():
        program = programs / name
        program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (folder / "data").mkdir()
    for name in ("panzhihua-2025", "chongqing-2024"):
        data = (ROOT / "examples" / name / "actuals.yaml").read_bytes()
        (folder / "data" / f"{name}.yaml").write_bytes(data)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HPCHECK_", "GITHUB_"))}
    return {
        **kept,
        "PATH": f"{programs}{os.pathsep}{kept['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "RUNNER_TEMP": str(folder / "temp"),
        "GITHUB_OUTPUT": str(folder / "output.txt"),
    }


def bash(script: str, folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A step as a runner runs it."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


class TestAction:
    """action.yml: the shell lines of its step, and that every input reaches them."""

    ACTION: ClassVar = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    STEP: ClassVar = ACTION["runs"]["steps"][-1]

    def act(self, folder: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], str]:
        environ = workplace(folder)
        given = {name: each.get("default", "") for name, each in self.ACTION["inputs"].items()} | inputs
        for name, value in self.STEP["env"].items():
            match = re.fullmatch(r"\$\{\{ inputs\.([a-z]+) \}\}", value)
            assert match
            environ[name] = given[match[1]]
        done = bash(self.STEP["run"], folder, environ)
        return done, (folder / "output.txt").read_text(encoding="utf-8")

    def test_annotates_and_ends_with_the_exit_code(self, tmp_path: Path) -> None:
        done, output = self.act(
            tmp_path,
            actuals="data/panzhihua-2025.yaml\n",
            plan="panzhihua\n",
            output="sarif:报 告.sarif\njunit:hpcheck.xml\n",
        )
        assert (done.returncode, output, done.stderr) == (1, "exit-code=1\n", "")
        check_github(done.stdout)
        check_sarif((tmp_path / "报 告.sarif").read_text(encoding="utf-8"))
        check_junit((tmp_path / "hpcheck.xml").read_text(encoding="utf-8"))

    def test_gate_and_args(self, tmp_path: Path) -> None:
        done, output = self.act(
            tmp_path, actuals="data/chongqing-2024.yaml", gate="binding", args="--allow-unknown\n"
        )
        assert (done.returncode, output) == (0, "exit-code=0\n")

    def test_a_wrong_file(self, tmp_path: Path) -> None:
        done, output = self.act(tmp_path, actuals="data/$(touch owned).yaml")
        assert (done.returncode, output, done.stdout) == (2, "exit-code=2\n", "")
        assert not (tmp_path / "owned").exists()

    def test_no_input_is_pasted_into_a_script(self) -> None:
        steps = self.ACTION["runs"]["steps"]
        assert [step["name"] for step in steps if "${{" in step["run"]] == []
        assert all(step["shell"] == "bash" for step in steps)
        page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
        assert [name for name in self.ACTION["inputs"] if f"| `{name}` |" not in page] == []


class TestRecipes:
    """docs/ci.md: what it tells people to write."""

    PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")

    def block(self, first: str) -> Any:
        [found] = re.findall(rf"```yaml\n{re.escape(first)}\n(.*?)```", self.PAGE, re.DOTALL)
        return yaml.safe_load(found)

    def test_gitlab(self, tmp_path: Path) -> None:
        job = self.block("# .gitlab-ci.yml")["规划核验"]
        environ = workplace(tmp_path)
        (tmp_path / "data" / "chongqing-2024.yaml").unlink()
        done = bash("\n".join(job["script"]), tmp_path, environ)
        assert (done.returncode, done.stderr) == (1, "")
        check_junit((tmp_path / job["artifacts"]["reports"]["junit"]).read_text(encoding="utf-8"))
        assert [name for name in job["artifacts"]["paths"] if not (tmp_path / name).is_file()] == []

    def test_github_without_the_action(self, tmp_path: Path) -> None:
        [line] = re.findall(r"- run: (hpcheck evaluate .*)", self.PAGE)
        environ = workplace(tmp_path)
        (tmp_path / "data" / "panzhihua-2025.yaml").unlink()
        done = bash(line, tmp_path, environ)
        assert done.returncode == 3
        check_github(done.stdout)

    def test_jenkins_leaves_a_miss_to_the_next_step_but_not_a_wrong_file(self, tmp_path: Path) -> None:
        [line] = re.findall(r"^sh '(.*)'$", self.PAGE, re.MULTILINE)
        environ = workplace(tmp_path)
        assert bash(line, tmp_path, environ).returncode == 1
        data = tmp_path / "data"
        (data / "2024.yaml").write_bytes((data / "panzhihua-2025.yaml").read_bytes())
        assert bash(line, tmp_path, environ).returncode == 0

    def test_the_action_is_given_inputs_that_it_has(self) -> None:
        steps = self.block("# .github/workflows/plan.yml")["jobs"]["hpcheck"]["steps"]
        [given] = [step["with"] for step in steps if "/hpcheck@" in step["uses"]]
        assert set(given) <= set(TestAction.ACTION["inputs"])

    def test_the_exit_codes_are_those_of_the_program(self) -> None:
        assert [code for code in ExitCode if f"| {int(code)} | {code.meaning} |" not in self.PAGE] == []

    def test_the_formats_are_those_of_the_program(self) -> None:
        page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").split("## 机器读的形式")[1]
        assert [form for form in MACHINES if f"- `{form}`" not in page] == []
        assert set(MACHINES) <= set(FORMATS)


class TestHooks:
    """「两个都只运行 `hpcheck validate`：查文件对不对，不作判断，所以未达标不妨碍提交，错的文件提交不了」"""

    HOOKS: ClassVar = {
        hook["id"]: hook
        for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    }

    def commit(self, hook: str, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
        """What pre-commit does: the entry, its args, and the files of the repository that match."""
        own = self.HOOKS[hook]
        names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
        matching = [
            name
            for name in names
            if re.search(own["files"], name) and not re.search(own.get("exclude", "^$"), name)
        ]
        assert matching
        command = shlex.join([*shlex.split(own["entry"]), *args, *matching])
        return bash(command, folder, workplace(folder / ".job") | {"PWD": str(folder)})

    def test_actuals(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        example = ROOT / "examples" / "panzhihua-2025" / "actuals.yaml"
        (tmp_path / "data" / "2025.yaml").write_bytes(example.read_bytes())
        done = self.commit("hpcheck-validate-actuals", tmp_path, "--plan", "panzhihua")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("data/2025.yaml：数据正确")

    def test_wrong_actuals(self, tmp_path: Path) -> None:
        (tmp_path / "actuals.yaml").write_text(
            "plan: panzhihua\nactuals: {没有这一项: 1}\n", encoding="utf-8"
        )
        done = self.commit("hpcheck-validate-actuals", tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith("actuals.yaml:2:")

    def test_plans(self, tmp_path: Path) -> None:
        (tmp_path / "plans").mkdir()
        for name in ("chongqing", "catalog"):
            content = (ROOT / "specs" / f"{name}.yaml").read_bytes()
            (tmp_path / "plans" / f"{name}.yaml").write_bytes(content)
        done = self.commit("hpcheck-validate-plans", tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("plans/chongqing.yaml：规格正确")

    def test_the_documents_name_them(self) -> None:
        assert [hook for hook in self.HOOKS if f"| `{hook}` |" not in TestRecipes.PAGE] == []
        assert all(hook["language"] == "python" for hook in self.HOOKS.values())
