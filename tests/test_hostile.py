"""Text of a stranger's files on its way to a terminal, a CI log and a report (docs/formats.md, 「文件里的文字怎样显示」)."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from forms import FORMATS
from hostilecases import BIDI, COMMAND, SAID, TYPED, UNREAL, check
from support import Answer, Desk

from healthplan_cli.sources.strict_yaml import parse


def check_answer(answer: Answer, colors: bool = False) -> None:
    check(answer.out.removeprefix("\ufeff").replace("\r\n", "\n"), colors)
    check(answer.err)


PLAN = {
    "format": "hpcheck.plan/1",
    "id": "own",
    "title": SAID,
    "note": SAID,
    "issued": {"number": SAID, "by": SAID},
    "region": {"name": SAID},
    "period": {"baseline": 2020, "start": 2021, "end": 2025},
    "indicators": [
        {"id": "one", "name": f"素养{SAID}", "category": SAID, "unit": "%", "better": "higher", "baseline": "20", "target": "≥30",
         "nature": "约束性", "note": SAID, "source": SAID, "responsible": SAID, "aliases": [SAID], "definition": SAID},
        {"id": "two", "name": "床位", "category": SAID, "unit": "张", "better": "higher", "baseline": "20", "target": "≥30",
         "nature": "预期性", "components": [{"id": "a", "name": f"甲{SAID}"}, {"id": "b", "name": "乙"}],
         "revisions": [{"from": 2023, "document": SAID, "target": "≥40", "note": SAID}]},
        {"id": "three", "name": "接种率", "unit": "%", "better": "higher", "baseline": "90", "target": "≥95", "nature": "约束性"},
    ],
    "commitments": [
        {"id": "four", "subject": f"医院{SAID}", "target": "达到5个", "better": "higher", "section": SAID, "responsible": SAID, "note": SAID}
    ],
    "projects": [
        {"id": "p", "name": f"项目{SAID}", "group": SAID, "place": SAID, "kind": SAID, "content": SAID, "years": "2021-2022",
         "investment": "450", "responsible": SAID, "source": SAID, "note": SAID}
    ],
}  # fmt: skip
DATA = {
    "plan": "own",
    "year": 2024,
    "source": SAID,
    "sources": ["别的", SAID],
    "actuals": {
        "one": {"value": "28\n左右", "source": SAID, "note": SAID},
        "two": {
            "甲" + SAID: 20,
            "乙": [{"value": 30, "source": SAID}, {"value": 31, "source": "别的"}],
        },
        "four": {"value": 3, "note": SAID},
    },
}
WAIVERS = {
    "waivers": [
        {"indicator": "three", "reason": SAID, "document": SAID, "by": SAID, "expires": "2999-01-01", "note": SAID},
        {"indicator": "one", "plan": "other" + SAID, "reason": SAID, "document": SAID, "by": SAID, "expires": "2999-01-01"},
    ]
}  # fmt: skip


def sheet(name: str) -> bytes:
    """A workbook of that sheet with TYPED in every column of words, as XML can hold it."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = name
    page.append([f"标题{SAID}".replace("\r", "")])
    page.append(["代码", "指标", "年份", "数值", "单位", "来源", "备注"])
    page.append(
        ["one", "", 2024, 28, "%", "来源_x001B_[31m\u202e" + COMMAND, f"备注\n{COMMAND}\u2028\x85{BIDI}"]
    )
    page.append(["three", "", 2024, 94, "%", "报表", f"_x000D_{COMMAND}"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(*rows: list[str]) -> str:
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)


@pytest.fixture
def own(desk: Desk) -> Desk:
    """A plan, data and waivers with a stranger's words in every place for words."""
    typed = TYPED.replace("\x00", "")
    desk.put(
        {
            "own.yaml": json.dumps(PLAN),
            "a.yaml": json.dumps(DATA),
            "w.yaml": json.dumps(WAIVERS),
            "a.csv": csv(["代码", "年份", "数值", "单位", "来源", "备注"], ["one", "2024", "28", "%", typed, typed], ["three", "2024", "94", "%", "a", typed]),
            "a.xlsx": sheet(f"表\u202e{UNREAL[0]}##[x] ".replace("[", "(").replace("]", ")")),
            "p.csv": csv(["代码", "年份", "开工", "形象进度", "备注"], ["p", "2023", "是", "50", typed]),
            "doc.txt": f"素养 ≥31 {typed}\n" * 3,
        }
    )  # fmt: skip
    return desk


def texts_of(name: str, content: bytes) -> Iterator[str]:
    """The text in a file that was written."""
    if name.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [part for part in package.namelist() if part.endswith(".xml") and "theme" not in part]
            yield from (package.read(part).decode().replace("\r\n", "\n") for part in parts)
    else:
        yield content.decode("utf-8-sig").replace("\r\n", "\n")


class TestReports:
    """「每种报告、每条消息里都是这样」"""

    @pytest.mark.parametrize("file", ["a.yaml", "a.csv", "a.xlsx"])
    def test_files_of_every_form(self, own: Desk, file: str) -> None:
        files = {form: f"out-{form}{kind.suffixes[0]}" for form, kind in FORMATS.items()}
        outputs = [word for form, name in files.items() for word in ("-o", f"{form}:{name}")]
        common = ["evaluate", file, "-p", "own.yaml", "--year", "2024", "--with", "commitments", "--all", "--waivers", "w.yaml"]  # fmt: skip
        answer = own.run(*common, "-q", *outputs)
        assert answer.code in (0, 1, 3), answer.err
        check_answer(answer)
        for form, name in files.items():
            for text in texts_of(name, (own.folder / name).read_bytes()):
                check(text)
            if form in ("json", "sarif"):
                json.loads((own.folder / name).read_text(encoding="utf-8"))

    @pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("xlsx", "docx")])
    def test_proofs_in_every_form(self, own: Desk, form: str) -> None:
        answer = own.run("evaluate", "a.csv", "-p", "own.yaml", "--why", "all", "-f", form)
        assert answer.code in (0, 1, 3), answer.err
        check_answer(answer)

    def test_nothing_is_lost_in_json(self, own: Desk) -> None:
        report = own.run("evaluate", "a.csv", "-p", "own.yaml", "-f", "json").json
        assert report["results"][0]["actual"]["note"].startswith("年报\n::stop-commands::")

    def test_colours_are_ours(self, own: Desk) -> None:
        for file in ("a.yaml", "a.csv"):
            answer = own.run("evaluate", file, "-p", "own.yaml", "--color", "always")
            assert "\x1b[" in answer.out
            assert "\x1b]" not in answer.out
            check_answer(answer, colors=True)

    @pytest.mark.parametrize("width", ["60", "67"])
    def test_a_wrapped_name_begins_no_command(self, own: Desk, width: str) -> None:
        for command in (["evaluate", "a.yaml"], ["trend", "a.yaml"], ["path"], ["projects"], ["lint"]):
            check_answer(own.run(*command, "-p", "own.yaml", COLUMNS=width))

    @pytest.mark.parametrize(
        "command",
        [
            "show own.yaml",
            "show own.yaml --with commitments",
            "show own.yaml one",
            "show own.yaml --format json",
            "path own.yaml",
            "path own.yaml --format csv",
            "path own.yaml --format yaml",
            "path own.yaml --format json",
            "trend a.yaml -p own.yaml",
            "trend a.csv -p own.yaml --format json",
            "lint own.yaml --level note",
            "lint own.yaml --format json",
            "lint own.yaml --format github",
            "lint own.yaml --format sarif",
            "verify own.yaml doc.txt --all",
            "verify own.yaml doc.txt --all --format json",
            "compare own.yaml chongqing --all --with commitments",
            "compare own.yaml chongqing --all --format csv",
            "compare own.yaml chongqing --all --format markdown",
            "compare own.yaml chongqing --all --format html",
            "compare own.yaml chongqing --all --format json",
            "projects own.yaml",
            "projects own.yaml p.csv",
            "projects own.yaml p.csv --format csv",
            "projects own.yaml p.csv --format markdown",
            "projects own.yaml p.csv --format html",
            "projects own.yaml p.csv --format json",
            "validate own.yaml a.yaml w.yaml -p own.yaml",
            "validate a.csv a.xlsx -p own.yaml",
            "init own.yaml",
            "init own.yaml --with commitments",
        ],
    )
    def test_every_other_command(self, own: Desk, command: str) -> None:
        answer = own.run(*command.split())
        assert answer.code in (0, 1), answer.err
        assert answer.out or "github" in command
        check_answer(answer)

    def test_plans(self, own: Desk) -> None:
        own.put(
            {
                f"plans/evil{BIDI}.yaml": json.dumps(PLAN),
                "plans/bad\n::stop-commands::x.yaml": "indicators: [}",
            }
        )
        for form in ("text", "json"):
            check_answer(own.run("plans", "--format", form, HPCHECK_PLANS="plans"))

    def test_what_init_writes_is_still_the_data(self, own: Desk) -> None:
        """A title with a line end would else write lines of its own into the file."""
        own.run("init", "own.yaml", "-o", "new.yaml")
        text = (own.folder / "new.yaml").read_text(encoding="utf-8")
        root = parse(text.encode(), "new.yaml")
        assert list(root.mapping) == ["format", "plan", "marks", "source", "actuals"]

    def test_explain(self, desk: Desk) -> None:
        for text in (f"≥3{TYPED}", f"{COMMAND}", "≥3\n::a::b", "\u202e≥3", "≥\u200b30"):
            for form in ("text", "json"):
                check_answer(desk.run("explain", text, "--format", form))


class TestErrors:
    """「错误和提示各是一行」"""

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.yaml", json.dumps({"actuals": {"x" + SAID: 3}})),
            ("a.yaml", json.dumps({SAID: 3, "actuals": {}})),
            ("a.yaml", json.dumps({"actuals": {"one": SAID}})),
            ("a.yaml", json.dumps({"actuals": {"one": {"value": 3, SAID: 1}}})),
            ("a.yaml", json.dumps({"actuals": {"one": {"value": 3, "unit": SAID}}})),
            ("a.yaml", json.dumps({"plan": "x" + SAID, "actuals": {"one": 3}})),
            ("a.yaml", json.dumps({"format": SAID, "actuals": {"one": 3}})),
            ("a.yaml", f'{{"a": 1, "{COMMAND}\\n{COMMAND}": 1, "{COMMAND}\\n{COMMAND}": 2}}'),
            ("a.yaml", f'{{"actuals": {{"one": "{BIDI}\x9b"}}}}'),
            ("a.yaml", json.dumps({"actuals": {"one": 3}, "targets": {"one": SAID}})),
            ("a.csv", csv(["指标", "2024"], [TYPED.replace("\x00", ""), "3"])),
            ("a.csv", csv(["代码", "2024"], ["one", TYPED.replace("\x00", "")])),
            ("a.csv", csv(["代码", "2024", TYPED.replace("\x00", "")], ["one", "3", "3"])),
            ("a.csv", csv(["代码", "年份", "数值", "单位"], ["one", "2024", "3", TYPED.replace("\x00", "")])),
            ("a.csv", csv(["代码", "年份", "数值"], ["one", TYPED.replace("\x00", ""), "3"])),
            (f"{COMMAND}\n{COMMAND}.yaml", "actuals: {nothing: 3}"),
            (f"a{BIDI}.yaml", "actuals: {nothing: 3}"),
        ],
    )  # fmt: skip
    def test_of_data(self, own: Desk, name: str, content: str) -> None:
        own.put({name: content})
        for command in (["evaluate", name, "-p", "own.yaml"], ["validate", name, "-p", "own.yaml"]):
            answer = own.run(*command)
            assert answer.code == 2, answer.out
            check_answer(answer)

    @pytest.mark.parametrize(
        "field", ["id", "name", "unit", "baseline", "target", "nature", "better", "due", SAID]
    )
    def test_of_specs(self, own: Desk, field: str) -> None:
        rows = [{**PLAN["indicators"][2], field: f"{TYPED if field != SAID else ''}x"}]  # type: ignore[index]
        clean = json.dumps({**PLAN, "indicators": rows, "commitments": [], "projects": []})
        said = json.dumps({**PLAN, "indicators": [{**PLAN["indicators"][2], field: SAID}]})  # type: ignore[index]
        for content in (clean, said):
            own.put({"bad.yaml": content})
            for command in ("validate bad.yaml", "lint bad.yaml", "show bad.yaml"):
                check_answer(own.run(*command.split()))

    @pytest.mark.parametrize(
        "content",
        [
            f'plan = "{COMMAND}"',
            f'"{COMMAND}\\n{COMMAND}" = 3',
            f'mode = "{COMMAND}\\n\\u202e{COMMAND}"',
            f'format = ["{COMMAND}\\n{COMMAND}"]',
            f'as-of = "{COMMAND}\\n{COMMAND}"',
            f'gate = "{COMMAND}\\n{COMMAND}"',
            f'only = "{COMMAND}\\n{COMMAND}"',
            f'output = "{COMMAND}\\n{COMMAND}"',
            f'band = "{COMMAND}\\n{COMMAND}"',
            f'set = ["{COMMAND}\\n{COMMAND}"]',
            f'sources = ["{COMMAND}\\n{COMMAND}"]',
            f'map = "{COMMAND}\\n{COMMAND}"',
        ],
    )
    def test_of_settings(self, own: Desk, content: str) -> None:
        own.put({"hpcheck.toml": content})
        check_answer(own.run("evaluate", "a.csv", "-p", "own.yaml", "-v"))
        check_answer(own.run("show"))

    @pytest.mark.parametrize(
        "arguments",
        [
            [f"--{COMMAND}\n{COMMAND}"],
            ["--year", f"x\n{COMMAND}"],
            ["--gate", f"x\n{COMMAND}"],
            ["--mode", f"x\n{COMMAND}"],
            ["--set", f"x\n{COMMAND}"],
            ["-p", f"x\n{COMMAND}"],
            ["-o", f"x\n{COMMAND}"],
            ["--why", f"x\n{COMMAND}"],
            ["--waivers", f"x\n{COMMAND}"],
        ],
    )
    def test_of_the_command_line(self, own: Desk, arguments: list[str]) -> None:
        answer = own.run("evaluate", "a.yaml", "-p", "own.yaml", *arguments)
        assert answer.code == 2
        check_answer(answer)

    def test_of_a_command(self, own: Desk) -> None:
        check_answer(own.run(f"x\n{COMMAND}"))

    @pytest.mark.parametrize("how", ["name", "text"])
    def test_of_an_earlier_report(self, own: Desk, how: str) -> None:
        report = own.run("evaluate", "a.csv", "-p", "own.yaml", "-f", "json").json
        for row in report["results"]:
            row[how] = SAID
            row["baseline"] = {"text": SAID, "year": 2020}
            row["target"] = {"text": SAID}
        report["results"].append({"id": "gone" + SAID, "no": SAID, "name": SAID, "status": "met"})
        own.put({"old.json": json.dumps(report, default=str)})
        for form in ("terminal", "json", "markdown", "html"):
            answer = own.run("evaluate", "a.csv", "-p", "own.yaml", "--against", "old.json", "-f", form)
            assert answer.code in (0, 1, 3), answer.err
            check_answer(answer)


def test_links_lead_to_files_by_whatever_name(own: Desk) -> None:
    """A place in a file with an odd name is shown in codes and still linked to the file."""
    name = f"a{BIDI[0]}.yaml"
    own.put({name: "year: 2024\nactuals: {one: 28}"})
    answer = own.run("evaluate", name, "-p", "own.yaml", "--why", "one", HPCHECK_HYPERLINKS="always")
    assert "%E2%80%AA.yaml#L2" in answer.out
    check(re.sub(r"\x1b]8;;[^\x1b]*\x1b\\", "", answer.out), colors=True)
