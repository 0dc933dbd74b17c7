"""What was read is not overwritten."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path

import pytest
from filecases import desk as desk
from filecases import fails, posix, standing
from support import Desk

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.commands.files import undisturbed, write_files
from healthplan_cli.sources.strict_yaml import parse


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
