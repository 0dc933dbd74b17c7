"""verify as a command, its text, and the plans that ship."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml
from documentcases import COMMITMENTS, PROJECTS, ROWS, plan, tabbed
from forms import text_of
from support import Desk, plan_of
from verifycases import document

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import Source, read_source
from healthplan_cli.base.text_width import width
from healthplan_cli.checks.verify import (
    DocumentText,
    MatchStatus,
    Passage,
    verify,
)
from healthplan_cli.commands.verify import read_text_of
from healthplan_cli.report import Look
from healthplan_cli.sources.plans.catalog import load_plan


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(tmp_path, monkeypatch, capsys)
    spec = {
        "format": "hpcheck.plan/1",
        "id": "test",
        "title": "测试规划",
        "period": {"baseline": 2020, "start": 2021, "end": 2025},
        "indicators": [{"id": f"row{order}", "nature": "约束性", **row} for order, row in enumerate(ROWS, 1)],
        "commitments": [{"section": "三", **commitment} for commitment in COMMITMENTS],
        "projects": PROJECTS,
    }
    desk.put({"test.yaml": yaml.safe_dump(spec, allow_unicode=True), "plan.txt": tabbed()})
    return desk


class TestText:
    """How it looks on a terminal."""

    def broken(self) -> str:
        return (
            tabbed().replace("地下8000平方米", "地下8100平方米").replace("12岁儿童龋齿率", "12岁少年龋齿率")
        )

    @pytest.mark.parametrize("columns", [60, 80])
    def test_no_line_is_wider_than_the_terminal(self, columns: int) -> None:
        found = verify(plan(), document(self.broken()))
        text = text_of("verification", "terminal", found, replace(Look(columns), all=True))
        assert max(map(width, text.splitlines())) <= columns
        joined = "".join(text.split())
        assert all("".join(item.words.split()) in joined for item in found.items)

    def test_the_place_stands_behind_the_words_or_below_them(self) -> None:
        passage = Passage("甲", Location("很长的文件名" * 4 + ".txt", 1))
        found = verify(plan_of([{"name": "甲", "target": "≥5"}]), DocumentText("x", "txt", "", (passage,)))
        for columns, split in ((80, False), (60, True)):
            lines = text_of("verification", "terminal", found, replace(Look(columns), all=True)).splitlines()
            [at] = [number for number, line in enumerate(lines) if "名称：甲" in line]
            assert ("文件名" not in lines[at]) is split
            assert "文件名" in lines[at + split]

    def test_colour_says_the_same(self) -> None:
        found = verify(plan(), document(self.broken()))
        bare, coloured = (
            text_of("verification", "terminal", found, replace(Look(80, color), all=True))
            for color in (False, True)
        )
        assert "\x1b" not in bare
        assert "\x1b[1;31m✗\x1b[0m" in coloured
        assert "\x1b[1;32m✓\x1b[0m" in coloured
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == bare

    def test_a_total_is_called_one(self, desk: Desk) -> None:
        spec = yaml.safe_load((desk.folder / "test.yaml").read_text(encoding="utf-8"))
        spec["projects_total"] = {"investment": "30450"}
        desk.put(
            {
                "test.yaml": yaml.safe_dump(spec, allow_unicode=True),
                "plan.txt": tabbed() + "\n合计\t\t\t30451",
            }
        )
        out = desk.run("verify", "test.yaml", "plan.txt").out
        assert "项目合计的投资：30450" in out
        assert "原文作：合计 30451  plan.txt:" in out

    def test_the_option(self, desk: Desk) -> None:
        assert "\x1b[1m" in desk.run("verify", "test.yaml", "plan.txt", "--color", "always").out
        assert "\x1b" not in desk.run("verify", "test.yaml", "plan.txt").out


class TestCommand:
    def test_all_there(self, desk: Desk) -> None:
        answer = desk.run("verify", "test.yaml", "plan.txt")
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.endswith("在 plan.txt 里找到。\n")
        assert answer.out.splitlines()[0] == "test：与原文核对"
        assert len(answer.out.splitlines()) == 2

    def test_a_slip(self, desk: Desk) -> None:
        desk.put({"plan.txt": tabbed().replace("≥60", "≥61")})
        answer = desk.run("verify", "test.yaml", "plan.txt")
        assert answer.code == 1
        assert "1 处没有" in answer.out
        assert "指标 5 二级以上综合性医院设置老年医学科的比例（test.yaml:" in answer.out
        assert "目标：≥60" in answer.out
        assert "原文作：≥61  plan.txt:6:" in answer.out

    def test_strict(self, desk: Desk) -> None:
        text = (
            tabbed().replace("培训全科医生每年不少于30人次", "培训全科医生")
            + "\n另一节。\n开展演练，每年不少于30人次。"
        )
        desk.put({"plan.txt": text})
        assert desk.run("verify", "test.yaml", "plan.txt").code == 0
        assert "不在一处" in desk.run("verify", "test.yaml", "plan.txt").out
        assert desk.run("verify", "test.yaml", "plan.txt", "--strict").code == 1

    def test_all_lists_what_was_found(self, desk: Desk) -> None:
        answer = desk.run("verify", "test.yaml", "plan.txt", "--all")
        assert "目标：控制在25%以内  plan.txt:12:" in answer.out

    def test_json(self, desk: Desk) -> None:
        desk.put({"plan.txt": tabbed().replace("≤5.0", "≤5.1")})
        answer = desk.run("verify", "test.yaml", "plan.txt", "--format", "json")
        data = answer.json
        assert answer.code == 1
        assert (data["format"], data["plan"]) == ("hpcheck.verify/1", "test")
        assert (data["document"]["kind"], len(data["document"]["sha256"])) == ("txt", 64)
        assert data["summary"]["missing"] == 1
        assert data["summary"]["found"] == len(data["items"]) - 1
        [missing] = [item for item in data["items"] if item["status"] == "missing"]
        assert (missing["id"], missing["field"], missing["words"]) == ("row2", "target", "≤5.0")
        assert missing["near"]["words"] == "≤5.1"
        assert missing["near"]["place"].startswith("plan.txt:3:")

    def test_an_exception_that_isn_t_needed_is_said_to_be(self, desk: Desk) -> None:
        text = (desk.folder / "test.yaml").read_text(encoding="utf-8")
        spec = yaml.safe_load(text)
        spec["indicators"][0]["not_in_document"] = {"target": "污损"}
        desk.put({"test.yaml": yaml.safe_dump(spec, allow_unicode=True)})
        answer = desk.run("verify", "test.yaml", "plan.txt")
        assert answer.code == 0
        assert "not_in_document 可以删去" in answer.out

    def test_an_exception_for_what_isn_t_a_field(self, desk: Desk) -> None:
        spec = yaml.safe_load((desk.folder / "test.yaml").read_text(encoding="utf-8"))
        spec["indicators"][0]["not_in_document"] = {"taget": "污损"}
        desk.put({"test.yaml": yaml.safe_dump(spec, allow_unicode=True)})
        answer = desk.run("verify", "test.yaml", "plan.txt")
        assert (answer.code, answer.out) == (2, "")

    @pytest.mark.parametrize(
        "arguments", [("nowhere", "plan.txt"), ("test.yaml", "nowhere.txt"), ("test.yaml", ".")]
    )
    def test_wrong_input(self, desk: Desk, arguments: tuple[str, str]) -> None:
        answer = desk.run("verify", *arguments)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err
        assert "Traceback" not in answer.err


PLANS = ("anju", "chongqing", "dachuan", "panzhihua", "zhenan")


@pytest.fixture(scope="module")
def documents() -> Path:
    given = os.environ.get("HPCHECK_DOCUMENTS")
    folder = Path(given) if given else Path(__file__).resolve().parents[4] / "shared" / "plans"
    if not folder.is_dir():
        pytest.skip(f"the plan documents are not at {folder}; set HPCHECK_DOCUMENTS to their folder")
    return folder


@pytest.mark.parametrize("name", PLANS)
class TestSpecs:
    """The five specs against their documents, which are not part of the repository."""

    def test_every_word_is_in_its_document(self, name: str, documents: Path) -> None:
        found = verify(load_plan(name, whole=True), read_text_of(read_source(str(documents / f"{name}.txt"))))
        assert found.of(MatchStatus.MISSING, MatchStatus.APART) == ()
        assert all(item.reason for item in found.of(MatchStatus.EXCUSED))
        assert len(found.of(MatchStatus.FOUND)) > 200

    def test_fifteen_slips(self, name: str, documents: Path) -> None:
        """Of the words with a number, fifteen from first to last: one digit of each changed in the document."""
        loaded = load_plan(name, whole=True)
        path = str(documents / f"{name}.txt")
        lines = Path(path).read_text(encoding="utf-8").split("\n")
        items = [
            item
            for item in verify(loaded, read_text_of(read_source(path))).of(MatchStatus.FOUND)
            if item.kind in ("indicator", "commitment")
            and item.field in ("target", "baseline")
            and item.words[-1] != "…"
        ]
        numbered = [item for item in items if any(map(str.isdecimal, item.words))]
        unseen = []
        for item in numbered[:: max(len(numbered) // 15, 1)]:
            assert item.place is not None
            line, at = lines[item.place.line - 1], item.place.column - 1
            at = next((index for index in range(at, len(line)) if line[index].isdecimal()), -1)
            if at < 0:
                continue  # its number is in the next line
            slip = line[:at] + str((int(line[at]) + 3) % 10) + line[at + 1 :]
            text = "\n".join([*lines[: item.place.line - 1], slip, *lines[item.place.line :]])
            after = verify(loaded, read_text_of(Source(path, text.encode())))
            same = [
                other
                for other in after.items
                if (other.id, other.field, other.words) == (item.id, item.field, item.words)
            ]
            if not any(other.status is MatchStatus.MISSING for other in same):
                unseen.append((item.id, item.words, item.place.line, [other.place for other in same]))
        # What a document says in two places is still there in the other one.
        assert len(unseen) <= 2, unseen
        assert all(place and place.line != line for *_, line, places in unseen for place in places), unseen
