"""What is said of an earlier report: in the command, and where it cannot be compared."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from earliercases import NEW, ROW, as_text, changes, reported, small
from support import actuals_of, judged, plan_of, reports_json

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.cli import run
from healthplan_cli.evaluation.earlier_report.selection import select_report
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Gate, Policy, decide_gate
from healthplan_cli.model import Actuals, Conventions, Report, Status
from healthplan_cli.model.changes import ChangeKind
from healthplan_cli.report.programs.evaluation import report_data
from healthplan_cli.report.words.changes import change_lines
from healthplan_cli.sources.strict_yaml import parse


def wrong(text: str, plan: str = "test") -> str:
    with pytest.raises(InvalidInput) as caught:
        select_report(parse(text.encode(), "last.json"), "last.json", plan)
    return str(caught.value)


class TestEarlier:
    """「上一次的 JSON 报告」: one, or a list of several plans'; anything else is an error."""

    def test_of_another_plan(self) -> None:
        assert wrong(as_text(small(["met"])[0]), "other") == "last.json: 这份报告是规划 test 的，没有 other"

    def test_one_of_a_list(self) -> None:
        reports = [self.of("one"), self.of("two")]
        text = reports_json([(report, decide_gate(report, Policy()), ()) for report in reports])
        node = select_report(parse(text.encode(), "last.json"), "last.json", "two")
        plan = node.get("plan")
        assert plan is not None
        assert (plan.data()["id"], wrong(text, "three")) == (
            "two",
            "last.json: 这份报告是规划 one、two 的，没有 three",
        )

    def of(self, id: str) -> Report:
        plan = plan_of([ROW], id=id)
        return judged(plan, actuals_of(plan, {"it": 55}, year=2023))

    def test_two_of_one_plan(self) -> None:
        text = as_text(self.of("one"))
        assert wrong(f"[{text},{text}]", "one") == "last.json: 里面有 2 份规划 one 的报告"

    @pytest.mark.parametrize(
        "text", ["[]", "{}", "年报", "[1, 2]", "format: hpcheck.report/2", "format: hpcheck.actuals/1\nactuals: {}", "[{}]"]
    )  # fmt: skip
    def test_not_a_report(self, text: str) -> None:
        said = wrong(text)
        assert said.startswith("last.json:1:")
        assert said.endswith(
            "不是 hpcheck 的 JSON 报告（format 应为 hpcheck.report/1）：请给出 hpcheck evaluate --format json 的输出"
        )

    @pytest.mark.parametrize(
        "change",
        [
            {"year": None}, {"year": "去年"}, {"results": None}, {"results": "x"}, {"results": ["x"]}, {"results": [{"id": "it"}]},
            {"results": [{"status": "met"}]}, {"results": [{"id": "it", "status": "fine"}]},
        ],
    )  # fmt: skip
    def test_a_broken_one(self, change: dict[str, Any]) -> None:
        data = {**json.loads(as_text(small(["met"])[0])), **change}
        assert (
            wrong(json.dumps(data))
            == "last.json:1:1: 报告残缺：缺少 year、results，或 results 里缺少 id、status"
        )

    @pytest.mark.parametrize("commitments", ["x", ["x"], [{"id": "it"}]])
    def test_broken_commitments(self, commitments: Any) -> None:
        data = {**json.loads(as_text(small(["met"])[0])), "commitments": commitments}
        assert (
            wrong(json.dumps(data))
            == "last.json:1:1: 报告残缺：缺少 year、results，或 results 里缺少 id、status"
        )

    @pytest.mark.parametrize("place", ["row", "part", "commitment"])
    @pytest.mark.parametrize(
        ("cell", "key", "wanted"),
        [
            ("actual", "value", "小数，最多 1000 个字符"), ("actual", "low", "小数，最多 1000 个字符"), ("actual", "high", "小数，最多 1000 个字符"),
            ("actual", "year", "四位年份"), ("baseline", "year", "四位年份"), ("target", "due", "四位年份"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("text", ["1e9", "去年", "[]", "x" * 60])
    def test_what_is_no_number(self, place: str, cell: str, key: str, wanted: str, text: str) -> None:
        """「残缺的和不是报告的文件是错误」: an exponent would take for ever."""
        row = {"id": "it", "status": "met", cell: {key: [] if text == "[]" else text}}
        holder = {"id": "whole", "status": "met", "components": [row]} if place == "part" else row
        rows = {"results": [], "commitments": [holder]} if place == "commitment" else {"results": [holder]}
        said = wrong(
            json.dumps(
                {"format": "hpcheck.report/1", "plan": {"id": "test"}, "year": 2023, **rows},
                ensure_ascii=False,
            )
        )
        shown = "" if text == "[]" else text[:40]
        assert said.startswith("last.json:1:")
        assert said.partition(": ")[2] == f"{key} 的“{shown}”不对：应是{wanted}"

    def test_what_is_no_number_is_said_at_once(self) -> None:
        row = {
            "id": "it",
            "status": "met",
            "actual": {"value": None, "low": "x", "year": "1850"},
            "baseline": {"year": "20255"},
        }
        text = json.dumps(
            {"format": "hpcheck.report/1", "plan": {"id": "test"}, "year": 2023, "results": [row]}
        )
        assert [line.split(" ")[1] for line in wrong(text).split("\n")] == ["low", "year", "year"]
        assert [int(line.split(":")[2]) for line in wrong(text).split("\n")] == [
            text.index(word) + 1 for word in ('"x"', '"1850"', '"20255"')
        ]

    @pytest.mark.parametrize("length", [1000, 1001])
    def test_the_longest_number(self, length: int) -> None:
        number = "0." + "1" * (length - 2)
        row = {"id": "it", "status": "met", "actual": {"value": number}}
        text = json.dumps(
            {"format": "hpcheck.report/1", "plan": {"id": "test"}, "year": 2023, "results": [row]}
        )
        if length == 1000:
            assert select_report(parse(text.encode(), "l"), "l", "test").get("results") is not None
        else:
            assert "最多 1000 个字符" in wrong(text)

    def test_of_an_older_version(self) -> None:
        """「以前版本的报告没有新的键，照样能比」"""
        data = json.loads(as_text(small(["met"])[0]))
        for key in ("mode", "carry", "illustrative", "inputs", "gate", "tool", "summary"):
            del data[key]
        for row in data["results"]:
            for key in ("waiver", "revision", "components", "baseline", "target", "nature", "no", "noted"):
                del row[key]
        report, values = small(["missed"])
        found = changes(report, values, json.dumps(data))
        assert [(shift.kind, shift.before) for shift in found.status_changes] == [
            (ChangeKind.NEW_MISS, Status.MET)
        ]
        assert found.revised_values == ()

    def edited(self, **cells: Any) -> list[tuple[Any, ...]]:
        """What is restated against a report of 50 % in which some cells are others."""
        earlier = json.loads(as_text(reported(ROW, 50)[0]))
        earlier["results"][0] |= cells
        found = changes(*reported(ROW, 50), json.dumps(earlier, ensure_ascii=False)).revised_values
        return [(item.what.value, item.before, item.after, item.was, item.now) for item in found]

    @pytest.mark.parametrize(
        ("cell", "shown"),
        [
            ({"text": "50"}, None),
            ({"text": "51"}, ("51", "50", "51%", "50%")),
            ({"text": "50", "year": 2019}, ("50（2019 年）", "50（2020 年）", "50%（2019 年）", "50%（2020 年）")),
            ({"text": "51", "year": 2020}, ("51", "50", "51%", "50%")),
            ({"text": "很多"}, ("很多", "50", "很多", "50%")),
            ({"text": "5 0"}, ("5 0", "50", "5 0", "50%")),
            ({"text": "51", "year": 2019}, ("51（2019 年）", "50（2020 年）", "51%（2019 年）", "50%（2020 年）")),
            ({}, ("—", "50", "—", "50%")),
            (None, ("—", "50", "—", "50%")),
        ],
    )  # fmt: skip
    def test_a_baseline_of_another_version(self, cell: Any, shown: tuple[str, ...] | None) -> None:
        assert self.edited(baseline=cell) == ([("baseline", *shown)] if shown else [])

    @pytest.mark.parametrize(
        ("cell", "shown"),
        [
            ({"text": "≥60"}, None),
            ({"text": "≥60", "op": "ge", "value": 60, "unit": "%"}, None),
            ({"text": "≥60", "op": "ge", "value": 600, "unit": "‰"}, None),
            ({"text": "≥6 0", "op": "ge", "value": 60}, None),
            ({"text": "说不清", "op": "gt", "value": 60}, ("说不清", "≥60", "说不清", "≥60%")),
            ({"text": "≥6 0", "op": "gt", "value": 60}, ("≥6 0（op gt）", "≥60（op ge）", "≥6 0（op gt）", "≥60%（op ge）")),
            ({"text": "1,5", "op": "gt", "value": 60}, ("1,5", "≥60", "1,5", "≥60%")),
            ({"text": "≥60", "value": 62}, ("≥60（value 62）", "≥60（value 60）", "≥60%（value 62）", "≥60%（value 60）")),
            ({"text": "≥60", "value": 62, "due": 2024}, ("≥60（value 62，2024 年）", "≥60（value 60，2025 年）", "≥60%（value 62，2024 年）", "≥60%（value 60，2025 年）")),
        ],
    )  # fmt: skip
    def test_a_target_of_another_version(self, cell: Any, shown: tuple[str, ...] | None) -> None:
        assert self.edited(target=cell) == ([("target", *shown)] if shown else [])

    @pytest.mark.parametrize(
        ("cell", "shown"),
        [
            ({"value": 50, "year": 2023}, None),
            ({"value": 51, "unit": "%", "year": 2023}, ("—", "50", "51%", "50%")),
            ({"text": "51"}, None),
            ({"text": "51", "value": 51, "year": 2022}, None),
            ({"text": "很多", "value": None, "year": 2023}, ("很多", "50", "很多", "50%")),
        ],
    )
    def test_a_value_of_another_version(self, cell: Any, shown: tuple[str, ...] | None) -> None:
        assert self.edited(actual=cell) == ([("actual", *shown)] if shown else [])

    @pytest.mark.parametrize("cell", [None, {}, {"op": "ge", "value": "70", "unit": None}])
    def test_a_target_without_its_words(self, cell: Any) -> None:
        """「以前版本的报告没有新的键，照样能比」: what isn't there says nothing else."""
        report, data = small(["met"])
        earlier = json.loads(as_text(report))
        earlier["results"][0]["target"] = cell
        assert changes(report, data, json.dumps(earlier)).revised_values == ()

    @pytest.mark.parametrize(
        ("text", "moved"), [("500‰", False), ("50", False), ("50%", False), ("501‰", True), ("暂无", True)]
    )
    def test_a_value_of_which_only_the_words_are_there(self, text: str, moved: bool) -> None:
        report, data = reported(ROW, 50)
        earlier = json.loads(as_text(report))
        earlier["results"][0]["actual"] = {"text": text, "unit": "%", "year": 2023}
        found = changes(report, data, json.dumps(earlier, ensure_ascii=False))
        assert [(item.before, item.after) for item in found.revised_values] == [(text, "50")] * moved

    def test_rows_that_are_gone_and_rows_that_are_new(self) -> None:
        before, _ = small(["met", "missed"])
        report, data = small(["met"])
        found = changes(report, data, as_text(before))
        assert [(item.id, item.no, item.name, item.before) for item in found.removed] == [
            ("row1", "2", "指标2", Status.MISSED)
        ]
        assert list(change_lines(found))[1:] == ["  上一次有而这次没有的 1 项：2. 指标2（未达标）"]
        assert decide_gate(replace(report, changes=found), NEW).exit_code is ExitCode.PASS

    def test_a_row_that_is_gone_from_an_older_version(self) -> None:
        """Without a name it is called by its id."""
        data = json.loads(as_text(small(["met", "missed"])[0]))
        del data["results"][1]["no"], data["results"][1]["name"]
        found = changes(*small(["met"]), json.dumps(data))
        assert [(item.id, item.no, item.name) for item in found.removed] == [("row1", "", "row1")]

    def test_of_which_report(self) -> None:
        found = changes(*small(["met"]), as_text(small(["met"])[0]))
        assert (found.path, found.sha256, found.year) == ("last.json", "0" * 64, 2023)

    @pytest.mark.parametrize("then", [False, True])
    @pytest.mark.parametrize("now", [False, True])
    def test_commitments_where_both_have_them(self, then: bool, now: bool) -> None:
        """Those that were not judged then, or aren't now, have neither come nor gone."""
        promise = {"id": "it", "subject": "村卫生室", "target": "100个", "better": "higher", "section": "三"}
        plan = plan_of([{**ROW, "id": "rate"}], commitments=[promise])

        def report(value: int, asked: bool) -> tuple[Report, Actuals]:
            data = actuals_of(plan, {"rate": 55, "it": value}, year=2025)
            return evaluate_traced(plan, data, Conventions(2025), (), asked)[0], data

        found = changes(*report(90, now), as_text(report(110, then)[0]))
        both = then and now
        assert [(shift.id, shift.kind) for shift in found.status_changes] == [
            ("it", ChangeKind.NEW_MISS)
        ] * both
        assert ([item.id for item in found.revised_values], found.removed) == (["it"] * both, ())


class TestSaid:
    def whole(self) -> tuple[Report, Gate]:
        old, _ = small(["met", "behind", "missed", "on_track", "met", "unknown", "missed", "met"])
        report, _ = small(["missed", "missed", "ahead", "ahead", "unknown", "met", "behind"])
        values = actuals_of(report.plan, {"row0": "48.5"}, year=2023)
        report = replace(report, changes=changes(report, values, as_text(old)))
        return report, decide_gate(report, NEW)

    def test_in_the_json_report(self) -> None:
        report, gate = self.whole()
        found = report_data(report, gate)["changes"]
        assert list(found) == ["against", *(kind.value for kind in ChangeKind), "restated", "gone"]
        assert found["against"] == {"path": "last.json", "sha256": "0" * 64, "year": 2023}
        assert {kind.value: [row["id"] for row in found[kind.value]] for kind in ChangeKind} == {
            "new_miss": ["row0"], "worse": ["row1"], "lost": ["row4"], "recovery": ["row2"], "better": ["row3", "row6"], "found": ["row5"],
        }  # fmt: skip
        assert found["worse"] == [
            {"id": "row1", "no": "2", "name": "指标2", "before": "behind", "after": "missed"}
        ]
        assert found["restated"] == [
            {"id": "row0", "component": None, "name": "指标1", "what": "actual", "year": 2023, "before": "50", "after": "48.5"}
        ]  # fmt: skip
        assert found["gone"] == [{"id": "row7", "no": "8", "name": "指标8", "before": "met"}]

    def test_in_the_terminal(self) -> None:
        report, _ = self.whole()
        assert report.changes is not None
        assert list(change_lines(report.changes)) == [
            "与 last.json（2023 年）相比：",
            "  新的未达标或滞后 1 项：1. 指标1（达标→未达标）",
            "  状态下降 1 项：2. 指标2（滞后→未达标）",
            "  变得无法判定 1 项：5. 指标5（达标→无法判定）",
            "  恢复 1 项：3. 指标3（未达标→快于预期）",
            "  状态上升 2 项：4. 指标4（符合预期→快于预期）、7. 指标7（未达标→滞后）",
            "  新的可以判定 1 项：6. 指标6（无法判定→达标）",
            "  改动 1 处：指标1 2023 年的实际值 50→48.5",
            "  上一次有而这次没有的 1 项：8. 指标8（达标）",
        ]

    def test_without_against_there_is_no_such_key(self) -> None:
        report, _ = small(["met"])
        assert "changes" not in report_data(report, decide_gate(report, Policy()))


class TestCommand:
    DATA = "plan: panzhihua\nyear: {year}\nactuals: {{health_literacy: {value}, out_of_pocket_share: 26}}\n"

    def evaluate(self, folder: Path, value: str, *more: str, year: int = 2024) -> int:
        (folder / "a.yaml").write_text(self.DATA.format(value=value, year=year), encoding="utf-8")
        return run(["evaluate", str(folder / "a.yaml"), *more])

    def last(self, folder: Path, capsys: pytest.CaptureFixture[str], value: str = "30") -> Path:
        self.evaluate(folder, value, "--format", "json", "--gate", "none")
        (folder / "last.json").write_text(capsys.readouterr().out, encoding="utf-8")
        return folder / "last.json"

    @pytest.mark.parametrize(("value", "code"), [("30", 0), ("31", 0), ("3", 1), ("暂无", 3)])
    def test_gate_new(
        self, tmp_path: Path, value: str, code: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        last = self.last(tmp_path, capsys)
        assert (
            self.evaluate(tmp_path, value, "--against", str(last), "--gate", "new", "-q", year=2025) == code
        )

    def test_gate_new_needs_something_to_compare(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.evaluate(tmp_path, "30", "--gate", "new") == 2
        assert capsys.readouterr() == (
            "",
            "--gate: new 看的是比上一次变差的：请用 --against 给出上一次的 JSON 报告\n",
        )

    def test_other_gates_look_at_everything(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        last = self.last(tmp_path, capsys)
        assert self.evaluate(tmp_path, "30", "--against", str(last), "--gate", "health_literacy", "-q") == 0
        assert self.evaluate(tmp_path, "3", "--against", str(last), "--gate", "health_literacy", "-q") == 1

    def test_the_path_is_as_given_and_the_digest_is_the_files(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        last = self.last(tmp_path, capsys)
        self.evaluate(tmp_path, "30", "--against", str(last), "--format", "json")
        against = json.loads(capsys.readouterr().out)["changes"]["against"]
        assert against == {
            "path": str(last),
            "sha256": hashlib.sha256(last.read_bytes()).hexdigest(),
            "year": 2024,
        }

    @pytest.mark.parametrize("size", [0, 1, 300, -20])
    def test_a_truncated_one(self, tmp_path: Path, size: int, capsys: pytest.CaptureFixture[str]) -> None:
        last = self.last(tmp_path, capsys)
        last.write_bytes(last.read_bytes()[:size])
        assert self.evaluate(tmp_path, "30", "--against", str(last)) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert "这不是一份完整的 JSON 报告，请重新用 --format json 输出" in err

    def test_not_there(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.evaluate(tmp_path, "30", "--against", str(tmp_path / "none.json")) == 2
        assert "找不到这个文件" in capsys.readouterr().err

    def test_the_changes_come_before_the_gate(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)  # a path of any length would break the lines
        self.last(tmp_path, capsys)
        self.evaluate(tmp_path, "3", "--against", "last.json", "--gate", "new")
        *_, head, first, second, gate = capsys.readouterr().out.splitlines()
        assert head == "与 last.json（2024 年）相比："
        assert first.startswith("  新的未达标或滞后 1 项：")
        assert second.startswith("  改动 1 处：")
        assert gate.startswith("门禁（比上一次变差的）：不通过")
