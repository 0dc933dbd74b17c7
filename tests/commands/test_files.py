"""Files are written whole or not at all, by every command, and never over what was read (docs/formats.md, 「写文件」)."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filecases import desk as desk
from filecases import fails, posix, standing
from support import ROOT, Desk

# Every command that writes a file, with what it writes.
WRITERS = [
    ("init chongqing -o out.yaml --force", ["out.yaml"]),
    ("init chongqing -o out.csv --force", ["out.csv"]),
    ("init chongqing -o out.xlsx --force", ["out.xlsx"]),
    ("path chongqing -o out.csv --force", ["out.csv"]),
    ("path chongqing -o out.json --force", ["out.json"]),
    ("path chongqing -o out.xlsx --force", ["out.xlsx"]),
    ("compare chongqing panzhihua -o out.html --force", ["out.html"]),
    ("compare chongqing panzhihua -o out.xlsx --force", ["out.xlsx"]),
    ("projects dachuan --init out.csv --force", ["out.csv"]),
    ("projects dachuan --init out.xlsx --force", ["out.xlsx"]),
    ("projects dachuan -o out.html --force", ["out.html"]),
    ("projects dachuan -o out.xlsx --force", ["out.xlsx"]),
    (
        "evaluate a.yaml -p chongqing --gate none -q -o json:out.json -o docx:out.docx -o csv:out.csv",
        ["out.json", "out.docx", "out.csv"],
    ),
    ("evaluate a.yaml -p chongqing --gate none -q -o out.xlsx -o out.html", ["out.xlsx", "out.html"]),
]


class TestEveryCommand:
    """「要么整个写成，要么原样不动」"""

    @pytest.mark.parametrize(("command", "names"), WRITERS, ids=lambda value: str(value)[:40])
    @pytest.mark.parametrize("old", [True, False], ids=["over", "new"])
    def test_a_full_disk(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str, names: list[str], old: bool
    ) -> None:
        desk.put(dict.fromkeys(names if old else (), "old"))
        before = standing(desk)
        monkeypatch.setattr(os, "fsync", fails(OSError(errno.ENOSPC, "full"), len(names) - 1))
        answer = desk.run(*command.split())
        assert answer.code == 2
        assert "磁盘满了" in answer.err
        assert standing(desk) == before

    @pytest.mark.parametrize(("command", "names"), [WRITERS[2], WRITERS[-2]])
    def test_an_interrupt(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str, names: list[str]
    ) -> None:
        desk.put(dict.fromkeys(names, "old"))
        before = standing(desk)
        monkeypatch.setattr(os, "fsync", fails(KeyboardInterrupt(), len(names) - 1))
        assert desk.run(*command.split()).code == 130
        assert standing(desk) == before

    @pytest.mark.parametrize(("command", "names"), [WRITERS[-2], WRITERS[-1]])
    @pytest.mark.parametrize("old", [True, False], ids=["over", "new"])
    def test_one_that_cannot_be_put_in_its_place(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str, names: list[str], old: bool
    ) -> None:
        """「几份报告要么都换成新的，要么都还是旧的」"""
        desk.put(dict.fromkeys(names if old else (), "old"))
        before = standing(desk)
        real = Path.replace

        def replace(path: Path, target: Path | str) -> Path:
            if str(target).endswith(names[-1]) and path.suffix == ".tmp" and path.read_bytes() != b"old":
                raise PermissionError(errno.EACCES, "taken")
            return real(path, target)

        monkeypatch.setattr(Path, "replace", replace)
        answer = desk.run(*command.split())
        assert answer.code == 2
        assert f"{names[-1]}: 无法写入：没有权限" in answer.err
        assert standing(desk) == before

    def test_no_temporary_file_anywhere(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        """openpyxl would put sheets into the folder for temporary files, full or not."""
        monkeypatch.setattr("tempfile.NamedTemporaryFile", fails(OSError(errno.ENOSPC, "full")))
        monkeypatch.setattr(
            "openpyxl.worksheet._writer.NamedTemporaryFile", fails(OSError(errno.ENOSPC, "full"))
        )
        for command, names in WRITERS:
            assert desk.run(*command.split()).code == 0, command
            assert set(names) <= set(standing(desk))

    def test_a_job_s_summary_with_them(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.put({"summary.md": "before\n"})
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(desk.folder / "summary.md"))
        command = [
            "evaluate",
            "a.yaml",
            "-p",
            "chongqing",
            "--gate",
            "none",
            "-f",
            "github",
            "-o",
            "out.json",
            "-o",
            "out.csv",
        ]
        before = standing(desk)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", fails(OSError(errno.ENOSPC, "full"), 1))
            assert desk.run(*command).code == 2
        assert standing(desk) == before
        assert desk.run(*command).code == 0
        assert (desk.folder / "summary.md").read_text(encoding="utf-8").startswith("before\n## ")


@posix
class TestForReal:
    """The program by itself, as a shell runs it."""

    def run(
        self, folder: Path, command: str, before: str = "", **options: object
    ) -> subprocess.CompletedProcess[str]:
        code = f"import os, pathlib, signal, sys\n{before}\nfrom healthplan_cli.__main__ import main\nmain()"
        words = [sys.executable, "-c", code, *command.split()]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120, **options)  # type: ignore[call-overload, no-any-return]  # fmt: skip

    @pytest.mark.parametrize(("command", "names"), [WRITERS[0], WRITERS[-2]])
    def test_a_limit_of_size(self, desk: Desk, command: str, names: list[str]) -> None:
        """`ulimit -f 1`: SIGXFSZ is ignored and writing says EFBIG."""
        import resource

        desk.put(dict.fromkeys(names, "old" * 2000))
        before = standing(desk)
        no_cut_bytecode = "sys.dont_write_bytecode = True"
        found = self.run(desk.folder, command, no_cut_bytecode, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)))  # fmt: skip
        assert found.returncode == 2, found.stderr
        assert "文件太大" in found.stderr
        assert standing(desk) == before

    @pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130), ("SIGHUP", 129)])
    def test_a_signal_while_it_writes(self, desk: Desk, name: str, code: int) -> None:
        desk.put({"out.csv": "old", "out.json": "old"})
        before = standing(desk)
        stop = f"real = os.fsync\nos.fsync = lambda file: (real(file), os.kill(os.getpid(), signal.{name}))"
        found = self.run(desk.folder, "evaluate a.yaml -p chongqing -q -o out.csv -o out.json", stop)
        assert (found.returncode, found.stderr.strip()) == (code, "")
        assert standing(desk) == before

    @pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
    def test_a_signal_while_it_puts_them_in_place(self, desk: Desk, name: str, code: int) -> None:
        """All or none, here all: what has begun is finished first."""
        desk.put({"out.csv": "old", "out.json": "old"})
        stop = f"""
real = pathlib.Path.replace
def replace(path, target):
    os.kill(os.getpid(), signal.{name})
    return real(path, target)
pathlib.Path.replace = replace
"""
        found = self.run(desk.folder, "evaluate a.yaml -p chongqing -q -o out.csv -o out.json", stop)
        assert (found.returncode, found.stderr.strip()) == (code, "")
        assert set(standing(desk)) == {"a.yaml", "out.csv", "out.json"}
        assert b"old" not in (standing(desk)["out.csv"], standing(desk)["out.json"])

    @pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
    def test_a_signal_before_it_has_begun(self, desk: Desk, name: str, code: int) -> None:
        early = f"""
class Finder:
    def find_spec(name, *_):
        if name == "healthplan_cli.cli":
            os.kill(os.getpid(), signal.{name})
sys.meta_path.insert(0, Finder)
"""
        found = self.run(desk.folder, "plans", early)
        assert (found.returncode, found.stderr.strip()) == (code, "")

    def test_one_that_is_ignored_stays_ignored(self, desk: Desk) -> None:
        """nohup: the program goes on when the terminal is closed."""
        before = "signal.signal(signal.SIGHUP, signal.SIG_IGN)\nreal = os.fsync\nos.fsync = lambda file: (real(file), os.kill(os.getpid(), signal.SIGHUP))"  # fmt: skip
        found = self.run(desk.folder, "init chongqing -o out.yaml", before)
        assert found.returncode == 0, found.stderr
        assert "out.yaml" in standing(desk)

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
    @pytest.mark.parametrize("command", ["schema plan", "catalog", "plans", "show chongqing", "init chongqing", "docs", "path chongqing --format csv"])  # fmt: skip
    def test_a_full_standard_output(self, desk: Desk, command: str) -> None:
        words = [sys.executable, "-m", "healthplan_cli", *command.split()]
        with open("/dev/full", "wb") as full:  # noqa: PTH123
            found = subprocess.run(words, cwd=desk.folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # fmt: skip
        assert (found.returncode, found.stderr) == (2, "无法读写：磁盘满了\n")
