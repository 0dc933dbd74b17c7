"""Files are written whole or not at all, by every command, and never over what was read (docs/formats.md, 「写文件」)."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT, Desk

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.commands.files import undisturbed, write_files
from healthplan_cli.sources.strict_yaml import parse

DATA = "year: 2024\nactuals: {health_literacy: 30}\n"
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
posix = pytest.mark.skipif(os.name != "posix", reason="of systems with signals and limits")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    found = Desk(folder, monkeypatch, capsys)
    found.put({"a.yaml": DATA})
    return found


def standing(desk: Desk) -> dict[str, bytes]:
    """What stands in the folder: nothing hidden is left out."""
    return {path.name: path.read_bytes() for path in desk.folder.iterdir()}


def fails(error: BaseException, after: int = 0) -> Callable[..., None]:
    """A call that goes wrong from the time after `after` calls on."""
    count = iter(range(1000))

    def call(*_: object) -> None:
        if next(count) >= after:
            raise error

    return call


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
        found = self.run(desk.folder, command, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)))  # fmt: skip
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


class TestWhatWasRead:
    """「本次读过的文件不能写在上面」"""

    @pytest.fixture
    def full(self, desk: Desk) -> Desk:
        desk.put(
            {
                "map.yaml": "素养: health_literacy\n",
                "w.yaml": "waivers: []\n",
                "hpcheck.toml": 'plan = "own.yaml"\n',
                "own.yaml": desk.run("show", "chongqing", "--format", "spec").out,
                "a.csv": "指标,2024\n素养,30\n",
            }
        )
        desk.put({"old.json": desk.run("evaluate", "a.csv", "--map", "map.yaml", "-f", "json").out})
        return desk

    @pytest.mark.parametrize("name", ["a.csv", "map.yaml", "w.yaml", "hpcheck.toml", "own.yaml", "old.json"])
    @pytest.mark.parametrize("how", ["itself", "another spelling", "a link", "a second name", "absolute"])
    def test_evaluate(self, full: Desk, name: str, how: str) -> None:
        target = full.folder / "out.csv"
        spelled = {
            "itself": name,
            "another spelling": f"../desk/./{name}",
            "absolute": str(full.folder / name),
        }.get(how, "out.csv")
        if how == "a link":
            target.symlink_to(name)
        elif how == "a second name":
            target.hardlink_to(full.folder / name)
        before = standing(full)
        options = ["--map", "map.yaml", "--waivers", "w.yaml", "--against", "old.json"]
        answer = full.run("evaluate", "a.csv", *options, "-q", "-o", f"csv:{spelled}", "-o", "other.json")
        assert answer.code == 2
        assert "这是本次要读的文件，不能写在上面" in answer.err
        assert standing(full) == before

    @pytest.mark.parametrize(
        "command",
        [
            "init -o own.yaml --force",
            "init own.yaml -o hpcheck.toml --force",
            "path -o own.yaml --force",
            "compare own.yaml panzhihua -o own.yaml --format json --force",
            "projects dachuan p.csv -o p.csv --force",
            "projects dachuan p.csv --map map.yaml -o map.yaml --format json --force",
        ],
    )
    def test_every_command(self, full: Desk, command: str) -> None:
        full.run("projects", "dachuan", "--init", "p.csv")
        before = standing(full)
        answer = full.run(*command.split())
        assert answer.code == 2, answer.out
        assert "不能写在上面" in answer.err
        assert standing(full) == before

    def test_standard_input(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        with (desk.folder / "a.yaml").open(encoding="utf-8") as stream:
            monkeypatch.setattr(sys, "stdin", stream)
            answer = desk.run("evaluate", "-", "-p", "chongqing", "-o", "json:a.yaml")
        assert answer.code == 2
        assert "不能写在上面" in answer.err

    def test_what_ships(self, desk: Desk) -> None:
        from healthplan_cli.sources.plans.catalog import shipped_folder

        for name in ("catalog.yaml", "panzhihua.yaml", "new.yaml"):
            answer = desk.run("init", "chongqing", "--force", "-o", str(shipped_folder() / name))
            assert answer.code == 2
            assert "程序自带的规格" in answer.err

    def test_names_that_differ_in_capitals(self, desk: Desk) -> None:
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", "-o", "out.json", "-o", "json:OUT.json")
        assert answer.code == 2
        assert "和 out.json 是同一个文件" in answer.err

    def test_a_new_run_has_read_nothing(self, desk: Desk) -> None:
        desk.run("init", "chongqing", "-o", "out.yaml")
        desk.run("validate", "out.yaml")
        assert desk.run("init", "chongqing", "-o", "out.yaml", "--force").code == 0


@posix
class TestWhatStaysAsItWas:
    """「权限、链接照旧」"""

    def test_permissions(self, desk: Desk) -> None:
        desk.put({"out.yaml": "old"})
        (desk.folder / "out.yaml").chmod(0o640)
        desk.run("init", "chongqing", "-o", "out.yaml", "--force")
        assert (desk.folder / "out.yaml").stat().st_mode & 0o777 == 0o640
        assert (desk.folder / "out.yaml").stat().st_size > 100

    def test_a_file_that_is_not_to_be_written(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.put({"out.yaml": "old"})
        monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("out.yaml"))
        answer = desk.run("init", "chongqing", "-o", "out.yaml", "--force")
        assert (answer.code, answer.err) == (2, "out.yaml: 无法写入：没有权限\n")
        assert standing(desk)["out.yaml"] == b"old"

    def test_links(self, desk: Desk) -> None:
        desk.put({"real/out.yaml": "old"})
        (desk.folder / "out.yaml").symlink_to("real/out.yaml")
        (desk.folder / "new.yaml").symlink_to("real/new.yaml")
        for name in ("out.yaml", "new.yaml"):
            assert desk.run("init", "chongqing", "-o", name, "--force").code == 0
            assert (desk.folder / name).is_symlink()
            assert (desk.folder / "real" / name).stat().st_size > 100
        assert sorted(path.name for path in (desk.folder / "real").iterdir()) == ["new.yaml", "out.yaml"]

    def test_a_link_to_itself(self, desk: Desk) -> None:
        (desk.folder / "out.yaml").symlink_to("out.yaml")
        assert desk.run("init", "chongqing", "-o", "out.yaml").code == 2
        assert (desk.folder / "out.yaml").is_symlink()

    def test_a_device(self, desk: Desk) -> None:
        assert desk.run("init", "chongqing", "-o", "/dev/null", "--force").code == 0
        assert Path("/dev/null").is_char_device()

    def test_long_names(self, desk: Desk) -> None:
        name = "指" * 80 + ".yaml"
        assert desk.run("init", "chongqing", "-o", name).code == 0
        assert "文件名太长" in desk.run("init", "chongqing", "-o", "指" * 90 + ".yaml").err

    def test_no_links_on_this_disk(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Path, "hardlink_to", fails(OSError(errno.EPERM, "no")))
        desk.put({"a": "old", "b": "old"})
        monkeypatch.setattr(Path, "replace", fails(OSError(errno.EACCES, "no"), 1))
        with pytest.raises(InvalidInput):
            write_files({"a": b"new", "b": b"new"})


def test_a_signal_waits() -> None:
    import signal

    came = []
    kept = signal.signal(signal.SIGTERM, lambda number, _: came.append(number))
    try:
        with undisturbed():
            signal.raise_signal(signal.SIGTERM)
            assert came == []
        assert came == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, kept)


class TestPlansInJson:
    """「不是规划，不列，也不报错」 (docs/formats.md, the plan's section)"""

    @pytest.fixture
    def folder(self, desk: Desk) -> Desk:
        own = desk.run("show", "chongqing", "--format", "spec").out
        plan = parse(own.encode(), "f").data() | {"id": "mine", "title": "我县规划"}
        plan.pop("region", None)
        desk.put(
            {
                "plans/mine.json": json.dumps(plan),
                "plans/plan.schema.json": desk.run("schema", "plan").out,
                "plans/report.json": desk.run("evaluate", "a.yaml", "-p", "chongqing", "-f", "json").out,
                "plans/deep.json": '{"format": "hpcheck.plan/1", "a": ' + "[" * 100_000,
                "plans/words.json": b"\xff\xfe\x00indicators",
                "plans/folder.json/x": "",
                "plans/empty.json": "",
            }
        )
        return desk

    def test_are_found(self, folder: Desk) -> None:
        for name in ("mine", "我县规划"):
            assert "我县规划" in folder.run("show", name, HPCHECK_PLANS="plans").out
        answer = folder.run("plans", HPCHECK_PLANS="plans")
        assert (answer.code, answer.err) == (0, "")
        names = [line.split()[0] for line in answer.out.splitlines()]
        assert names == [
            "mine",
            "anju",
            "chongqing",
            "dachuan",
            "healthy_china_2030",
            "healthy_china_action",
            "panzhihua",
            "zhenan",
        ]

    def test_a_broken_one_is_said(self, folder: Desk) -> None:
        folder.put({"plans/broken.json": '{"format": "hpcheck.plan/1", "indicators": [}'})
        assert "broken.json:1:" in folder.run("plans", HPCHECK_PLANS="plans").err
