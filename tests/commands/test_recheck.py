"""`hpcheck recheck`: every run comes out the same from its archive alone, and what was meddled with is said."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from archivecases import FILES, RUN, archived, listed, members, reported, zipped
from support import ROOT, Desk

import healthplan_cli

EXAMPLES = sorted(
    path for path in (ROOT / "examples").glob("*/command") if "evaluate" in path.read_text("utf-8")
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk with folders beside it."""
    (tmp_path / "desk" / "out").mkdir(parents=True)
    return Desk(tmp_path / "desk", monkeypatch, capsys)


class TestRoundTrip:
    """「同一次运行写出的存档，每个字节都相同」: and judged again it is what it was."""

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
    def test_every_example(self, desk: Desk, path: Path) -> None:
        command = path.read_text(encoding="utf-8").split()[1:]
        command[1] = str(ROOT / command[1])
        made = [desk.run(*command, "-q", "-o", f"archive:{name}.zip") for name in "ab"]
        assert made[0] == made[1]
        assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()
        found = desk.run("recheck", "a.zip", "-f", "json")
        assert (found.code, found.err) == (0, "")
        told = json.loads(found.out)
        assert told["same"] is True
        verdicts = [item for plan in told["plans"] for item in plan["verdicts"]]
        assert len(verdicts) > 10
        assert all(item["same"] and item["before"] == item["now"] for item in verdicts)

    def test_all_that_a_run_can_read(self, desk: Desk) -> None:
        first = archived(desk, "-o", "docx:报告.docx", "-o", "html:out/报告.html")
        again = archived(desk, "-o", "docx:报告.docx", "-o", "html:out/报告.html")
        assert first == again
        found = members(first)
        assert set(found) == {
            "README.txt", "SHA256SUMS", "report.json", "papers/报告.docx", "papers/报告.html",
            *(f"inputs/{name}" for name in FILES if name != "2022.json"), "inputs/last.json", "specs/catalog.yaml",
        }  # fmt: skip
        assert found["papers/报告.docx"] == Path("报告.docx").read_bytes()
        assert found == listed(found)
        options = json.loads(found["report.json"])["run"]["options"]
        assert (options["plan"], options["carry"], options["as-of"]) == (["specs/own.json"], 1, "2024-01-31")
        for name in FILES:
            Path(name).unlink()
        assert desk.run("recheck", "r.zip").code == 0  # nothing beside it is needed

    def test_the_day_of_waivers_is_kept(self, desk: Desk) -> None:
        archived(desk)
        command = [word for word in RUN if word not in ("--as-of", "2024-01-31")]
        desk.run(*command, "-q", "-o", "archive:today.zip")
        told = json.loads(members(Path("today.zip").read_bytes())["report.json"])
        assert told["run"]["options"]["as-of"] is not None

    def test_standard_input(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        import io
        import sys

        for _ in range(2):
            text = io.TextIOWrapper(io.BytesIO("plan: chongqing\nactuals: {吸烟率: {2024: 23}}\n".encode()))
            monkeypatch.setattr(sys, "stdin", text)
            desk.run("evaluate", "-", "-q", "-o", "archive:r.zip", "-o", "r.json")
        assert members(Path("r.zip").read_bytes())["inputs/stdin"].startswith(b"plan: chongqing")
        assert desk.run("recheck", "r.zip").code == 0
        answer = desk.run("recheck", "r.json")
        assert answer.code == 2
        assert "数据是从标准输入读的，报告里没有" in answer.err

    def test_several_plans_and_a_plan_by_its_name(self, desk: Desk) -> None:
        desk.put({"plans/own.json": FILES["specs/own.json"], "a.csv": "规划：own\n名称,2023年\n覆盖率,55\n"})
        desk.put({"b.yaml": "plan: 重庆\nactuals: {吸烟率: {2023: 23}}\n"})
        with_plans = {"HPCHECK_PLANS": str(desk.folder / "plans")}
        answer = desk.run(
            "evaluate", "a.csv", "b.yaml", "-q", "-o", "archive:r.zip", "-o", "r.json", **with_plans
        )
        assert answer.code == 1, answer.err
        found = members(Path("r.zip").read_bytes())
        assert {"plans/own.json", "specs/chongqing.yaml", "specs/catalog.yaml"} <= set(found)
        told = json.loads(desk.run("recheck", "r.zip", "-f", "json").out)
        assert ([plan["id"] for plan in told["plans"]], told["same"]) == (["own", "chongqing"], True)
        assert desk.run("recheck", "r.json", **with_plans).code == 0
        assert "没有规划“own.json”" in desk.run("recheck", "r.json").err

    def test_an_own_plan_in_a_folder_called_specs(self, desk: Desk) -> None:
        """Without commitments: it was looked for among those that ship."""
        desk.put(FILES)
        assert desk.run("evaluate", "2022.json", "-q", "--gate", "none").code == 0


class TestNames:
    """「存档里没有本机的路径」"""

    def test_absolute_names_give_the_archive_of_relative_ones(self, desk: Desk) -> None:
        first = archived(desk)
        command = [str(desk.folder / word) if word in FILES else word for word in RUN]
        desk.run(*command, "-q", "-o", "archive:r.zip")
        assert Path("r.zip").read_bytes() == first

    def test_files_outside_the_folder_and_of_one_name(self, desk: Desk) -> None:
        for folder, value in (("one", 55), ("two", 24)):
            place = desk.folder.parent / folder
            place.mkdir()
            name = "覆盖率" if folder == "one" else "病死率"
            (place / "2023.csv").write_text(f"名称,2023年\n{name},{value}\n", encoding="utf-8")
        desk.put({"own.json": FILES["specs/own.json"]})
        outside = [str(desk.folder.parent / folder / "2023.csv") for folder in ("one", "two")]
        desk.run(
            "evaluate",
            *outside,
            "-p",
            "own.json",
            "-q",
            "-o",
            "archive:r.zip",
            "-o",
            "html:r.html",
            "-o",
            "xlsx:r.xlsx",
        )
        content = Path("r.zip").read_bytes()
        found = members(content)
        assert {"inputs/outside/2023.csv", "inputs/outside/2/2023.csv"} <= set(found)
        for name in ("report.json", "papers/r.html", "SHA256SUMS"):
            assert str(desk.folder.parent).encode() not in found[name]
        assert desk.run("recheck", "r.zip").code == 0
        desk.run("evaluate", "../one/2023.csv", "-p", "own.json", "-q", "-o", "archive:up.zip")
        assert "inputs/one/2023.csv" in members(Path("up.zip").read_bytes())
        assert desk.run("recheck", "up.zip").code == 0

    def test_an_archive_is_not_written_over_what_was_read(self, desk: Desk) -> None:
        desk.put(FILES)
        answer = desk.run("evaluate", "data/2023.csv", "--map", "map.yaml", "-q", "-o", "archive:map.yaml")
        assert answer.code == 2
        assert Path("map.yaml").read_text(encoding="utf-8") == FILES["map.yaml"]


class TestChanged:
    """What differs is said: exit 1 for a verdict, 2 for what can't be judged again."""

    def test_a_verdict_that_the_report_has_otherwise(self, desk: Desk) -> None:
        parts = members(archived(desk))

        def change(report: Any) -> None:
            report["tool"]["version"] = "0.0.1"
            row = report["results"][0]
            assert row["status"] != "behind"
            row |= {"status": "behind", "class": "behind"}

        desk.put({"r.zip": reported(parts, change)})
        answer = desk.run("recheck", "r.zip")
        assert answer.code == 1
        assert "3 条结论中有 1 条与报告不同" in answer.out
        assert f"写报告的是 hpcheck 0.0.1，现在的 {healthplan_cli.__version__} 判断不同" in answer.out
        told = json.loads(desk.run("recheck", "r.zip", "-f", "json").out)
        [differing] = [item for item in told["plans"][0]["verdicts"] if not item["same"]]
        assert (differing["id"], differing["differing"]) == ("a", ["status", "class"])
        assert differing["sections"][0].startswith("第 4 节")

    def test_the_reasons_before_and_now(self, desk: Desk) -> None:
        """「不同的，写出报告里的依据和现在的依据」"""
        parts = members(archived(desk))

        def change(report: Any) -> None:
            report["results"][1]["reason"] = "needs_review"
            [proof] = [item for item in report["proofs"] if item["id"] == "b"]
            [reading] = [step for step in proof["steps"] if step["kind"] == "reading"]
            reading["lines"] = ["照旧的读法（目标的含义第 4 节：旧的一句）"]

        desk.put({"r.zip": reported(parts, change)})
        answer = desk.run("recheck", "r.zip")
        assert answer.code == 1
        assert "报告里：照旧的读法（目标的含义第 4 节：旧的一句）" in answer.out
        assert "版本和文件都没有变，结论却不同" in answer.out

    @pytest.mark.parametrize(
        "change",
        [
            lambda report: report["results"][0].update(gap=99),
            lambda report: report["results"][0]["actual"].update(value=99),
            lambda report: report["results"].pop(),
            lambda report: report["gate"].update(outcome="pass", exit_code=0, failed=[], unknown=["x"]),
            lambda report: report["results"].append({"id": "z", "status": "met"}),
        ],
    )
    def test_numbers_rows_and_the_gate(self, desk: Desk, change: Any) -> None:
        desk.put({"r.zip": reported(members(archived(desk)), change)})
        assert desk.run("recheck", "r.zip").code == 1

    def test_a_sentence_is_no_verdict(self, desk: Desk) -> None:
        parts = members(archived(desk))
        desk.put({"r.zip": reported(parts, lambda report: report["results"][0].update(message="另一句话"))})
        assert desk.run("recheck", "r.zip").code == 0

    def test_files_that_have_changed_beside_it(self, desk: Desk) -> None:
        archived(desk)
        desk.put({"specs/own.json": FILES["specs/own.json"].replace("≥60", "≥90")})
        Path("map.yaml").unlink()
        answer = desk.run("recheck", "r.zip", "-f", "json")
        assert answer.code == 0  # judged from what is inside
        states = {file["path"]: file["state"] for file in json.loads(answer.out)["files"]}
        assert (states["specs/own.json"], states["map.yaml"], states["data/2023.csv"]) == (
            "changed",
            "absent",
            "same",
        )
        assert states["specs/catalog.yaml"] == "same"
        assert "写存档以后改动过：specs/own.json" in desk.run("recheck", "r.zip").out

    def test_what_this_version_cannot_read(self, desk: Desk) -> None:
        parts = members(archived(desk))
        spec = b"{}"
        change = {**parts, "inputs/specs/own.json": spec}
        import hashlib

        def fitting(report: Any) -> None:
            for file in report["run"]["files"]:
                if file["path"] == "specs/own.json":
                    file["sha256"] = hashlib.sha256(spec).hexdigest()

        desk.put({"r.zip": reported(change, fitting)})
        answer = desk.run("recheck", "r.zip")
        assert answer.code == 2
        assert "读不了写报告的版本" in answer.err
        assert "specs/own.json" in answer.err


class TestTampered:
    """「存档写成以后改过、少了、多了文件的，与清单或报告里的摘要不同的，都是错误」"""

    @pytest.mark.parametrize(
        "name", ["report.json", "inputs/data/2023.csv", "specs/catalog.yaml", "papers/r.md", "README.txt"]
    )
    def test_a_changed_member(self, desk: Desk, name: str) -> None:
        parts = members(archived(desk, "-o", "r.md"))
        desk.put({"r.zip": zipped({**parts, name: parts[name] + b" "})})
        answer = desk.run("recheck", "r.zip")
        assert (answer.code, answer.out) == (2, "")
        assert f"r.zip: “{name}”的 SHA-256 与清单不同：存档写成以后被改过" in answer.err

    def test_one_more_and_one_less(self, desk: Desk) -> None:
        parts = members(archived(desk))
        gone = parts.pop("inputs/map.yaml")
        desk.put({"r.zip": zipped({**parts, "inputs/other.yaml": gone})})
        answer = desk.run("recheck", "r.zip")
        assert answer.code == 2
        assert "清单里的“inputs/map.yaml”不在存档里" in answer.err
        assert "多出了“inputs/other.yaml”" in answer.err

    def test_an_input_whose_manifest_fits(self, desk: Desk) -> None:
        """The report has its digest too."""
        parts = members(archived(desk))
        changed = parts["inputs/data/2023.csv"].replace(b"55", b"65")
        desk.put({"r.zip": zipped(listed({**parts, "inputs/data/2023.csv": changed}))})
        answer = desk.run("recheck", "r.zip")
        assert answer.code == 2
        assert "“data/2023.csv”与报告里写的摘要不同" in answer.err

    def test_packed_anew_it_is_the_same(self, desk: Desk) -> None:
        parts = members(archived(desk))
        desk.put({"r.zip": zipped({"inputs/": b"", **parts}, zipfile.ZIP_DEFLATED)})
        assert desk.run("recheck", "r.zip").code == 0


def _link() -> zipfile.ZipInfo:
    part = zipfile.ZipInfo("inputs/link")
    part.create_system, part.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return part


class TestHostile:
    """「什么都不解到磁盘上」: what no archive of ours has is refused."""

    @pytest.mark.parametrize(
        ("parts", "said"),
        [
            ([("/etc/passwd", b"x")], "指到存档外面"),
            ([("../up.yaml", b"x")], "指到存档外面"),
            ([("inputs/../../up.yaml", b"x")], "指到存档外面"),
            ([("C:/x.yaml", b"x")], "指到存档外面"),
            ([("inputs\\..\\x", b"x")], "指到存档外面"),
            ([(_link(), b"/etc/passwd")], "是链接或设备"),
            ([("a", b"1"), ("A", b"2")], "有两个“A”"),
            ([("a", b"1")], "里面没有 SHA256SUMS、report.json"),
            ([("report.json", b"{}"), ("SHA256SUMS", b"nonsense\n")], "清单 SHA256SUMS 读不懂"),
            ([("report.json", b"{}"), ("SHA256SUMS", b"")], "清单 SHA256SUMS 读不懂"),
        ],
    )
    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_members(self, desk: Desk, parts: Any, said: str) -> None:
        desk.put({"r.zip": zipped(parts)})
        before = sorted(desk.folder.parent.rglob("*"))
        answer = desk.run("recheck", "r.zip")
        assert (answer.code, answer.out) == (2, "")
        assert said in answer.err
        assert sorted(desk.folder.parent.rglob("*")) == before

    def test_a_bomb(self, desk: Desk) -> None:
        desk.put({"r.zip": zipped([("report.json", b"0" * 201_000_000)], zipfile.ZIP_DEFLATED)})
        assert Path("r.zip").stat().st_size < 1_000_000
        assert "超过上限" in desk.run("recheck", "r.zip").err

    def test_too_many_members(self, desk: Desk) -> None:
        desk.put({"r.zip": zipped([(str(at), b"") for at in range(5_001)])})
        assert "5001 个文件" in desk.run("recheck", "r.zip").err

    def test_a_password(self, desk: Desk) -> None:
        content = bytearray(archived(desk))
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content[content.index(mark) + at] |= 1
        desk.put({"r.zip": bytes(content)})
        assert "有密码" in desk.run("recheck", "r.zip").err

    def test_a_damaged_one(self, desk: Desk) -> None:
        content = archived(desk)
        desk.put(
            {
                "cut.zip": content[: len(content) // 2],
                "r.zip": content.replace(b"<", b">", 1).replace(b"55", b"56", 1),
            }
        )
        assert "不是完整的 ZIP" in desk.run("recheck", "cut.zip").err
        assert desk.run("recheck", "r.zip").code == 2

    @pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04", b"\x00\x01", b"[1, 2]", b"{}", b"a: b"])
    def test_something_else(self, desk: Desk, content: bytes) -> None:
        desk.put({"r.zip": content})
        answer = desk.run("recheck", "r.zip")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith("r.zip")

    @pytest.mark.parametrize(
        "change",
        [
            lambda report: report["run"]["options"].update(other=1),
            lambda report: report["run"]["options"].update(actuals="data/2023.csv"),
            lambda report: report["run"]["options"].update(carry="x"),
            lambda report: report["run"]["options"].pop("gate"),
            lambda report: report["run"]["options"].update(actuals=["/etc/passwd"]),
            lambda report: report["run"]["files"][0].update(role="x"),
            lambda report: report["run"]["files"][0].update(member="../x"),
            lambda report: report["run"]["files"].pop(0),
            lambda report: report.update(run=[]),
            lambda report: report.update(run="x"),
            lambda report: report["plan"].update(id="another"),
        ],
    )
    def test_a_run_that_is_none(self, desk: Desk, change: Any) -> None:
        desk.put({"r.zip": reported(members(archived(desk)), change)})
        answer = desk.run("recheck", "r.zip")
        assert (answer.code, answer.out) == (2, ""), answer
        assert answer.err.startswith("r.zip/report.json")

    @pytest.mark.parametrize("value", [None, "x", [], [1], {"a": 1}, 5])
    @pytest.mark.parametrize("key", ["actual", "target", "baseline", "components", "class", "gap"])
    def test_rows_of_any_shape(self, desk: Desk, key: str, value: Any) -> None:
        parts = members(archived(desk))
        desk.put({"r.zip": reported(parts, lambda report: report["results"][0].update({key: value}))})
        assert desk.run("recheck", "r.zip", "-f", "json").code in (0, 1, 2)


class TestReportBesideItsInputs:
    """「报告读过的文件要在报告旁边，或在当前文件夹」"""

    def reported(self, desk: Desk) -> None:
        archived(desk, "-o", "json:out/r.json")

    def test_the_same(self, desk: Desk) -> None:
        self.reported(desk)
        assert desk.run("recheck", "out/r.json").code == 0  # from the current folder
        Path("out/r.json").rename("r.json")
        assert desk.run("recheck", str(desk.folder / "r.json"), cwd="..").code == 0  # from its own

    def test_an_unpacked_archive(self, desk: Desk) -> None:
        content = archived(desk)
        desk.put({f"there/{name}": part for name, part in members(content).items()})
        for name in FILES:
            Path(name).unlink()
        assert desk.run("recheck", "there/report.json").code == 0

    def test_a_file_that_has_changed(self, desk: Desk) -> None:
        self.reported(desk)
        desk.put({"specs/own.json": FILES["specs/own.json"].replace("≥60", "≥90")})
        answer = desk.run("recheck", "out/r.json")
        assert answer.code == 1
        assert "写报告以后改动过：specs/own.json；上面的结论是按现在的文件核验的" in answer.out

    def test_a_change_that_decides_nothing(self, desk: Desk) -> None:
        self.reported(desk)
        desk.put({"specs/own.json": FILES["specs/own.json"] + "\n"})
        assert desk.run("recheck", "out/r.json").code == 0

    def test_files_that_are_missing(self, desk: Desk) -> None:
        self.reported(desk)
        for name in ("map.yaml", "specs/own.json", "hpcheck.toml"):
            Path(name).unlink()
        answer = desk.run("recheck", "out/r.json")
        assert (answer.code, answer.out) == (2, "")
        assert "缺少“map.yaml”" in answer.err
        assert "缺少“specs/own.json”" in answer.err
        assert "hpcheck.toml" not in answer.err  # its settings are in the report

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as POSIX has them")
    def test_a_pipe_is_not_waited_for(self, desk: Desk) -> None:
        self.reported(desk)
        Path("map.yaml").unlink()
        os.mkfifo("map.yaml")
        assert "缺少“map.yaml”" in desk.run("recheck", "out/r.json").err


class TestOlderReports:
    """A report of a version that wrote no `run`."""

    def older(self, desk: Desk, *options: str) -> Any:
        desk.put(
            {"data.yaml": "plan: chongqing\nactuals: {吸烟率: {2023: 23}, 居民健康素养水平: {2023: 30}}\n"}
        )
        answer = desk.run("evaluate", "data.yaml", "-f", "json", "--year", "2023", "--carry", "1", *options)
        report = json.loads(answer.out, parse_float=str)
        del report["run"]
        return report

    def put(self, desk: Desk, report: Any) -> None:
        desk.put({"old.json": json.dumps(report, ensure_ascii=False)})

    @pytest.mark.parametrize(
        "options", [[], ["--with", "commitments"], ["--gate", "吸烟率", "--allow-unknown"]]
    )
    def test_the_same(self, desk: Desk, options: list[str]) -> None:
        self.put(desk, self.older(desk, *options))
        assert desk.run("recheck", "old.json").code == 0

    def test_a_verdict_that_differs(self, desk: Desk) -> None:
        report = self.older(desk)
        report["tool"]["version"] = "0.0.1"
        row = next(row for row in report["results"] if row["status"] != "unknown")
        row["status"] = row["class"] = "missed"
        self.put(desk, report)
        answer = desk.run("recheck", "old.json")
        assert answer.code == 1
        assert "现在依据" in answer.out
        assert "比较  " in answer.out  # without proofs in the report, those of now
        assert "报告里：（没有）" not in answer.out

    def test_options_that_are_not_told(self, desk: Desk) -> None:
        self.put(desk, self.older(desk, "--set", "surface_water_quality=≥97.3%"))
        answer = desk.run("recheck", "old.json")
        assert answer.code == 2
        assert "没有记下 --set" in answer.err
