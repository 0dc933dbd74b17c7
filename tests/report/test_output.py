"""Where reports go: `--output F:FILE`, in one run, whole or not at all."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path

import pytest
from support import Desk

ACTUALS = "plan: chongqing\nyear: 2024\nactuals: {8: 34.3}\n"


@pytest.fixture
def folder(desk: Desk) -> Path:
    desk.put({"a.yaml": ACTUALS})
    return desk.folder


class TestFiles:
    """One run gives every reader the form he works with."""

    def test_several_in_one_run(self, desk: Desk, folder: Path) -> None:
        answer = desk.run("evaluate", "a.yaml", "--output", "json:r.json", "-o", "terminal:r.txt", "-q")
        assert (answer.code, answer.err) == (3, "")
        assert answer.out.startswith("门禁（约束性指标）：不完整")
        assert json.loads((folder / "r.json").read_text(encoding="utf-8"))["gate"]["exit_code"] == 3
        assert (folder / "r.txt").read_text(encoding="utf-8").startswith("重庆市")

    def test_standard_output_is_as_without(self, desk: Desk, folder: Path) -> None:
        alone = desk.run("evaluate", "a.yaml", "--format", "json")
        beside = desk.run("evaluate", "a.yaml", "--format", "json", "-o", "terminal:r.txt")
        assert (beside.code, beside.out) == (alone.code, alone.out)

    def test_the_ending_says_the_form(self, desk: Desk, folder: Path) -> None:
        assert desk.run("evaluate", "a.yaml", "-q", "-o", "r.json").code == 3
        assert json.loads((folder / "r.json").read_text(encoding="utf-8"))["format"] == "hpcheck.report/1"

    def test_an_old_file_is_replaced(self, desk: Desk, folder: Path) -> None:
        (folder / "r.json").write_text("old", encoding="utf-8")
        (folder / "r.json").chmod(0o640)
        desk.run("evaluate", "a.yaml", "-q", "-o", "r.json")
        assert (folder / "r.json").read_text(encoding="utf-8").startswith("{")
        assert (folder / "r.json").stat().st_mode & 0o777 == 0o640


class TestNothing:
    """A failed run leaves the old file as it was."""

    def test_wrong_data(self, desk: Desk, folder: Path) -> None:
        (folder / "r.json").write_text("old", encoding="utf-8")
        desk.put({"b.yaml": "plan: chongqing\nactuals: {nosuch: 1}\n"})
        answer = desk.run("evaluate", "b.yaml", "-o", "r.json")
        assert (answer.code, answer.out) == (2, "")
        assert (folder / "r.json").read_text(encoding="utf-8") == "old"

    def test_one_that_cannot_be_written(self, desk: Desk, folder: Path) -> None:
        (folder / "r.json").write_text("old", encoding="utf-8")
        (folder / "there.txt").mkdir()
        answer = desk.run("evaluate", "a.yaml", "-o", "r.json", "-o", "terminal:there.txt")
        assert (answer.code, answer.out, answer.err) == (2, "", "there.txt: 无法写入：这是一个文件夹\n")
        assert (folder / "r.json").read_text(encoding="utf-8") == "old"
        assert sorted(path.name for path in folder.iterdir()) == ["a.yaml", "r.json", "there.txt"]

    def test_no_such_folder(self, desk: Desk, folder: Path) -> None:
        answer = desk.run("evaluate", "a.yaml", "-o", "json:none/r.json")
        assert answer.code == 2
        assert answer.err.startswith("none/r.json: 无法写入：")

    @pytest.mark.parametrize("given", ["xyz", "pdf:r.pdf", "exel:r.xlsx", "json:", "r.pdf"])
    def test_no_such_form(self, desk: Desk, folder: Path, given: str) -> None:
        answer = desk.run("evaluate", "a.yaml", "-o", given)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith(
            f"--output: “{given}”不对，应写成 形式:文件，如 xlsx:报告.xlsx；形式有 terminal、markdown"
        )

    def test_one_file_twice(self, desk: Desk, folder: Path) -> None:
        answer = desk.run("evaluate", "a.yaml", "-o", "r.json", "-o", "jsonl:r.json")
        assert (answer.code, answer.err) == (2, "--output: “r.json”给了不止一次\n")


class TestTargets:
    """What a report must not be written over."""

    def test_its_own_data(self, desk: Desk, folder: Path) -> None:
        answer = desk.run("evaluate", "a.yaml", "-o", "json:./a.yaml")
        assert (answer.code, answer.out, answer.err) == (
            2,
            "",
            "./a.yaml: 这是本次要读的文件，不能写在上面\n",
        )
        assert (folder / "a.yaml").read_text(encoding="utf-8") == ACTUALS

    def test_one_file_by_two_spellings(self, desk: Desk, folder: Path) -> None:
        answer = desk.run("evaluate", "a.yaml", "-o", "json:r.json", "-o", "jsonl:./r.json")
        assert (answer.code, answer.err) == (2, "./r.json: 和 r.json 是同一个文件\n")
        assert not (folder / "r.json").exists()

    def test_a_link_stays_one(self, desk: Desk, folder: Path) -> None:
        (folder / "there.json").write_text("old", encoding="utf-8")
        (folder / "r.json").symlink_to("there.json")
        assert desk.run("evaluate", "a.yaml", "-q", "-o", "r.json").code == 3
        assert (folder / "r.json").is_symlink()
        assert (folder / "there.json").read_text(encoding="utf-8").startswith("{")

    def test_a_pipe_is_written_to(self, desk: Desk, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        found: list[bytes] = []
        reader = threading.Thread(target=lambda: found.append((folder / "pipe").read_bytes()))
        reader.start()
        assert desk.run("evaluate", "a.yaml", "-q", "-o", "json:pipe").code == 3
        reader.join(timeout=10)
        assert json.loads(found[0])["format"] == "hpcheck.report/1"
        assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


def test_from_the_settings(desk: Desk, folder: Path) -> None:
    """「formats」: a form for standard output, files beside it, from the folder of the settings."""
    desk.put({"hpcheck.toml": 'formats = ["json", "terminal:r.txt"]\n'})
    (folder / "below").mkdir()
    answer = desk.run("evaluate", "../a.yaml", cwd="below")
    assert answer.json["gate"]["exit_code"] == 3
    assert (folder / "r.txt").read_text(encoding="utf-8").startswith("重庆市")


def test_the_summary_of_a_github_job(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "summary.md").write_text("# before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    assert desk.run("evaluate", "a.yaml", "--format", "json").code == 3
    assert (folder / "summary.md").read_text(encoding="utf-8") == "# before\n"
    assert desk.run("evaluate", "a.yaml", "--format", "github").out.count("::") > 4
    text = (folder / "summary.md").read_text(encoding="utf-8")
    assert text.startswith("# before\n")
    assert "重庆市" in text
