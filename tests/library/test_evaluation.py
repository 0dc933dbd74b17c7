"""A plan judged in Python is what `hpcheck evaluate` judges: verdicts, gate, exit code, every form of the report."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import pytest
from support import ROOT, Desk

import healthplan_cli as hp
from healthplan_cli.report.forms import FORMS, KINDS

DATA = ROOT / "examples" / "chongqing-2024" / "actuals.yaml"
REVIEW = ROOT / "examples" / "chongqing-review"


def without_run(report: str) -> Any:
    """A JSON report without what a command line was made of."""
    told = json.loads(report)
    assert told.pop("run")["options"]["actuals"]
    return told


@pytest.fixture(scope="module")
def result() -> hp.Evaluation:
    return hp.evaluate("chongqing", DATA)


class TestSame:
    """「结论、门禁、退出码、报告都同 `hpcheck evaluate`」"""

    @pytest.mark.parametrize(
        "form", [name for name in KINDS["evaluation"].forms if FORMS[name].suffixes and name != "archive"]
    )
    def test_every_form(self, desk: Desk, result: hp.Evaluation, form: str) -> None:
        suffix = FORMS[form].suffixes[0]
        answer = desk.run("evaluate", str(DATA), "-p", "chongqing", "-q", "-o", f"{form}:cli{suffix}")
        result.save(f"lib{suffix}", form)
        made, wanted = Path(f"lib{suffix}").read_bytes(), Path(f"cli{suffix}").read_bytes()
        assert (json.loads(made) == without_run(wanted.decode())) if form == "json" else made == wanted
        assert result.exit_code == answer.code == 3

    def test_a_template(self, desk: Desk, result: hp.Evaluation) -> None:
        """`template` is what --template is on the command line."""
        own = docx.Document()
        own.sections[0].header.paragraphs[0].text = "某市卫生健康委员会文件"
        own.save(str(desk.folder / "own.docx"))
        desk.run("evaluate", str(DATA), "-p", "chongqing", "-q", "--template", "own.docx", "-o", "cli.docx")
        result.save("lib.docx", template=desk.folder / "own.docx")
        assert Path("lib.docx").read_bytes() == Path("cli.docx").read_bytes()
        assert docx.Document("lib.docx").sections[0].header.paragraphs[0].text == "某市卫生健康委员会文件"

    def test_an_archive_is_of_a_command_line(self, desk: Desk, result: hp.Evaluation) -> None:
        with pytest.raises(hp.InvalidInput, match="只有命令行的 hpcheck evaluate 能写"):
            result.save("r.zip")
        assert not Path("r.zip").exists()

    def test_by_the_ending(self, desk: Desk, result: hp.Evaluation) -> None:
        result.save(desk.folder / "r.csv", heads="zh")
        assert Path("r.csv").read_text(encoding="utf-8-sig").startswith("地区,规划,指标")
        result.save("r.csv")  # replaced
        assert Path("r.csv").read_text(encoding="utf-8-sig").startswith("region,plan,indicator")

    def test_json(self, desk: Desk, result: hp.Evaluation) -> None:
        answer = desk.run("evaluate", str(DATA), "-p", "chongqing", "-f", "json")
        assert json.loads(result.to_json()) == without_run(answer.out)
        gate = json.loads(answer.out)["gate"]
        assert (result.gate.outcome, result.gate.exit_code) == (gate["outcome"], gate["exit_code"])
        assert list(result.gate.unknown) == gate["unknown"]

    def test_records(self, desk: Desk, result: hp.Evaluation) -> None:
        answer = desk.run("evaluate", str(DATA), "-p", "chongqing", "-f", "jsonl")
        assert [json.loads(line) for line in answer.out.splitlines()] == result.rows()

    def test_why(self, desk: Desk, result: hp.Evaluation) -> None:
        answer = desk.run("evaluate", str(DATA), "-p", "chongqing", "--why", "吸烟率")
        assert result.why("吸烟率") == answer.out
        assert result.why("all").count("结论  ") >= 23

    def test_every_option(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(REVIEW)
        files = ["data/2021.csv", "data/2022.xlsx", "data/2023.yaml"]
        plan = hp.load_plan("chongqing")
        found = hp.evaluate(
            plan,
            hp.load_actuals(files, plan, sources=["统计年鉴"]),
            year=2023,
            mode="midterm",
            gate=["1", "吸烟率"],
            allow_unknown=True,
            band=Fraction(1, 10),
            carry=1,
            commitments=True,
            waivers="waivers.yaml",
            as_of="2024-03-31",
            against="reports/2022.json",
        )
        options = "--year 2023 --mode midterm --gate 1,吸烟率 --allow-unknown --band 0.1 --carry 1 --with commitments --waivers waivers.yaml --as-of 2024-03-31 --against reports/2022.json --sources 统计年鉴 -f json"
        answer = desk.run("evaluate", *files, "-p", "chongqing", *options.split(), cwd=str(REVIEW))
        told = without_run(answer.out)
        told["gate"].pop("settings", None)
        assert json.loads(found.to_json()) == told

    @pytest.mark.parametrize("band", [0.05, "0.05", Decimal("0.05"), Fraction(1, 20)])
    def test_a_band_of_any_kind_is_exact(self, band: Any) -> None:
        found = hp.evaluate("chongqing", {"吸烟率": {2024: 22.55}}, band=band, gate="none")
        assert json.loads(found.to_json(), parse_float=Decimal)["band"] == Decimal("0.05")

    def test_targets_that_are_supplied(self) -> None:
        data = {"surface_water_quality": {2024: 98}}
        found = hp.evaluate("chongqing", data, set={"surface_water_quality": "≥97.3%"}, gate="none")
        [row] = [row for row in found.rows() if row["indicator"] == "surface_water_quality"]
        assert (row["target"], row["noted"].split(";")[0] != "") == ("≥97.3%", True)

    def test_settings_are_not_looked_for(self, desk: Desk) -> None:
        """「不看 hpcheck.toml」"""
        desk.put({"hpcheck.toml": 'gate = "none"\n'})
        assert hp.evaluate("chongqing", {"吸烟率": {2024: 23.2}}).exit_code == 3

    def test_what_should_be_looked_at(self, desk: Desk) -> None:
        desk.put({"2023.csv": "指标,数值\n吸烟率,23.2\n"})
        found = hp.evaluate("chongqing", "2023.csv")
        assert [(notice.file, notice.line) for notice in found.notices] == [("2023.csv", 2)]
        assert found.year == 2023


class TestShown:
    """What a notebook and a prompt show."""

    def test_repr(self, result: hp.Evaluation) -> None:
        assert repr(result) == (
            "<Evaluation of chongqing in 2024: unknown 19, met 2, behind 1, ahead 1; gate incomplete, exit code 3>"
        )
        assert repr(hp.load_plan("chongqing")).startswith("<Plan chongqing: 重庆市")
        assert (
            repr(hp.load_actuals({"吸烟率": {2024: 23.2}}, "chongqing")) == "<Actuals of actuals: 1 values>"
        )
        assert str(result.gate) == "门禁（约束性指标）：不完整，4 项无法判定。退出码 3"

    def test_html(self, result: hp.Evaluation) -> None:
        page = result._repr_html_()
        assert page.count("<tr>") == 1 + len(result.rows())
        assert "不完整，4 项无法判定" in page
        assert "<script" not in page

    def test_html_is_text(self, tmp_path: Path) -> None:
        spec = "format: hpcheck.plan/1\nid: own\ntitle: <b>标题\nperiod: {baseline: 2020, start: 2021, end: 2025}\nindicators:\n  - {id: a, name: '<script>x', target: ≥5, nature: 约束性, better: higher}\n"
        path = tmp_path / "own.yaml"
        path.write_text(spec, encoding="utf-8")
        page = hp.evaluate(path, {"a": {2024: 5}})._repr_html_()
        assert "&lt;script&gt;x" in page
        assert "&lt;b&gt;标题" in page


def places(run: Callable[[], object]) -> list[str]:
    with pytest.raises(hp.InvalidInput) as error:
        run()
    return [problem.place for problem in error.value.problems]


class TestWrong:
    """「有错就抛出 `hp.InvalidInput`，一次全部说出」"""

    @pytest.mark.parametrize(
        ("options", "place"),
        [
            ({"year": 2019}, "year"),
            ({"year": 24}, "year"),
            ({"gate": "没有这项"}, "gate"),
            ({"gate": "commitments"}, "gate"),
            ({"gate": "new"}, "gate"),
            ({"band": 2}, "band"),
            ({"carry": 99}, "carry"),
            ({"as_of": "昨天", "waivers": str(REVIEW / "waivers.yaml")}, "as_of"),
            ({"set": {"没有": "≥3"}}, "set"),
        ],
    )
    def test_parameters(self, options: dict[str, Any], place: str) -> None:
        assert places(lambda: hp.evaluate("chongqing", {"吸烟率": {2024: 23.2}}, **options)) == [place]

    def test_files(self, desk: Desk, result: hp.Evaluation) -> None:
        desk.put({"a.yaml": "actuals:\n  吸烟率: 二十几\n  没有: 1\n"})
        assert places(lambda: hp.evaluate("chongqing", "a.yaml")) == ["a.yaml:2:8", "a.yaml:3:3"]
        assert places(lambda: hp.evaluate("chongqing", "没有.yaml")) == ["没有.yaml"]
        assert places(lambda: hp.load_plan("没有")) == ["没有"]
        assert places(lambda: result.save("r.什么")) == ["output"]
        assert places(lambda: result.save("没有的/r.json")) == ["没有的/r.json"]
        assert places(lambda: result.why("没有")) == ["why"]

    def test_what_was_read_is_not_written_over(self, desk: Desk) -> None:
        desk.put({"a.json": '{"actuals": {"吸烟率": {"2024": 23.2}}}'})
        found = hp.evaluate("chongqing", "a.json")
        assert places(lambda: found.save("a.json")) == ["a.json"]

    def test_a_template_that_is_none(self, desk: Desk, result: hp.Evaluation) -> None:
        desk.put({"own.docx": "正文"})
        assert places(lambda: result.save("r.docx", template="own.docx")) == ["own.docx"]
        assert places(lambda: result.save("r.docx", template="没有.docx")) == ["没有.docx"]
        assert not (desk.folder / "r.docx").exists()
        docx.Document().save(str(desk.folder / "own.docx"))
        assert places(lambda: result.save("own.docx", template="own.docx")) == ["own.docx"]

    def test_a_wording(self) -> None:
        with pytest.raises(hp.InvalidInput) as error:
            hp.read_target("27%呀呀")
        [problem] = error.value.problems
        assert (problem.file, problem.line, problem.column) == ("27%呀呀", 1, 4)
        assert "看不懂" in problem.message


class TestPlans:
    """Plans, wordings, faults, drafts."""

    def test_a_plan(self, desk: Desk) -> None:
        plan = hp.load_plan("重庆市")
        assert (plan.id, plan.region, plan.years) == ("chongqing", "重庆市", (2020, 2021, 2025))
        assert len(plan.indicators) == 23
        assert plan.indicators["smoking_rate"] == "15岁以上人群吸烟率"
        assert plan.to_json() == desk.run("show", "chongqing", "-f", "json").out

    def test_a_target_as_explain_says_it(self, desk: Desk) -> None:
        for text in ("27%左右", "力争每年降低0.5个百分点", "同比例提高"):
            told = json.loads(desk.run("explain", text, "--format", "json").out, parse_float=Decimal)
            assert hp.read_target(text) == {key: told[key] for key in told if key not in ("error", "at")}

    def test_lint_as_the_command_says_it(self, desk: Desk) -> None:
        told = json.loads(desk.run("lint", "panzhihua", "-f", "json").out)
        assert hp.lint("panzhihua") == hp.lint(hp.load_plan("panzhihua")) == told["findings"]
        assert {item["code"][:3] for item in hp.lint("panzhihua", select=["HP2"])} == {"HP2"}

    def test_draft(self, desk: Desk) -> None:
        table = "指标 | 单位 | 2020年基期 | 2025年目标 | 属性\n"
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (
            ("序号", "指标", "单位", "2020年", "2025年", "属性"), ("1", "人均预期寿命", "岁", "77.5", "79", "预期性"),
            ("2", "婴儿死亡率", "‰", "5.4", "≤4.5", "约束性"),
        ))  # fmt: skip
        desk.put({"规划.html": f"<h1>某市“十四五”卫生健康规划</h1><table>{rows}</table>", "t.txt": table})
        found = hp.draft("规划.html", id="mycity")
        assert found.counts["rows"] == 2
        assert "id: mycity" in found.spec
        found.save("mycity.yaml")
        assert list(hp.load_plan("mycity.yaml").indicators) == ["life_expectancy", "infant_mortality"]
        found.save("d.html")
        docx.Document().save(str(desk.folder / "own.docx"))
        found.save("d.docx", template="own.docx")
        assert (desk.folder / "d.docx").stat().st_size > 1000
        assert repr(found).startswith("<Draft of 规划.html: 2 rows, ")
        assert places(lambda: hp.draft("没有.docx")) == ["没有.docx"]
