"""Two languages: every word is marked, nothing is half translated, and a report in English differs in words only."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from sourcetree import PACKAGE, modules, name_of
from support import ROOT

REVIEW = ROOT / "examples" / "chongqing-review"
HAN = re.compile(r"[\u4e00-\u9fff，。；：、？！（）“”]")
SIGNS = re.compile(
    r"[。：；！？ ]*[.:;!?][。：；！？.:;!? ]*"
)  # signs of both languages, to be taken off an end
# What these say in Chinese is read, not said: the words of plans and of sheets.
VOCABULARY = {
    "units", "units.table", "language.describe", "base.text_width", "language.names", "values", "units.amounts", "kinds.amounts", "kinds.ratio", "kinds.approx", "kinds.range", "kinds.rank", "kinds.reference", "kinds.base", "evaluation.notes", "evaluation.rounding", "base.optionwords", "sources.plans.structured", "sources.strict_yaml.slips", "sources.actuals.headings", "sources.actuals.said_done", "sources.actuals.heading_words", "sources.actuals.footnotes", "sources.actuals.rowunits", "sources.actuals.unit_statements", "sources.actuals.projectcells", "sources.actuals.placing", "sources.actuals.unread_columns",
    "sources.actuals.header", "sources.actuals.finding", "sources.actuals.row_names", "sources.actuals.adjacent_columns", "sources.actuals.layout", "sources.actuals.column_advice", "sources.actuals.cell_display", "sources.actuals.readings", "sources.actuals.rates", "sources.actuals.possible_values", "sources.actuals.periods", "sources.actuals.spans", "sources.actuals.titles", "sources.actuals.timing", "sources.actuals.sections", "sources.actuals.headingrows", "sources.actuals.regions",
    "report.words.glosses",  # the letters of Chinese
    "base.radicals", "draft.assemble.cells", "draft.record", "panel.plans", "checks.verify.partnames", "commands.panel_proofs", "draft.plantitle",
    "report.charts.figures",  # letters of file names
    "report.words.titles",  # what a plan's title is cut at
    "report.formats.docx", "report.formats.markdown", "report.formats.titlelines", "report.words.numbering",  # signs of papers
    "units.words",  # what is merely counted
    "sources.actuals.sheetchecks",
    "panel.mentions", "panel.targets", "panel.tables", "panel.telling", "panel.wide", "panel.widehead", "panel.reading", "panel.regions", "commands.panel",  # sheets of many regions
    "sources.actuals.yamlfile", "sources.actuals.yaml_fields", "cli.options", "views.annual_targets.words", "views.annual_targets.drawing",
    "commands.options", "checks.lint.words", "checks.lint.rules.one_event_decides", "checks.lint.rules.unit_unlikely", "views.comparison.flags", "views.comparison.naming", "views.comparison.years", "sources.plans.spec", "sources.plans.counted_names", "sources.plans.meaning", "sources.plans.projects",
    "checks.verify", "checks.verify.beside", "checks.verify.total", "checks.verify.body", "checks.verify.dates", "checks.verify.plain", "checks.verify.rows", "checks.verify.text",  # how documents print things
    "commands.draft", "draft.assemble.projects", "draft.better", "draft.ids", "draft.waywords", "draft.update.earlier", "draft.writing",  # of plans and pages
    *(f"sources.documents.{name}" for name in (  # how documents number and print things
        "docxnumbers", "docxwords", "numbering", "passages", "raised", "settling", "shownnumber", "textblocks",
        "pdf.paragraphs", "pdf.reading", "pdf.rowmatch", "pdf.rows", "pdf.tables", "pdf.textlayer",
    )),
    "views.records",  # heads that are asked for in Chinese, whatever is spoken
    "sources.actuals.sheetout", "sources.actuals.sheetpage", "sources.actuals.fillrows",  # the sheet to fill in is for Chinese departments, and read back
    "checks.lint.rules.binding_uncheckable", "checks.verify.anchors", "checks.verify.tablehead", "sources.actuals.said_units", "sources.actuals.value_columns",
    # how plans print their tables and say their promises
    *(name_of(path) for room in ("body", "tables") for path in (PACKAGE / "draft" / room).rglob("*.py")),
    "draft.assemble.several", "draft.header", "draft.listed", "draft.projects", "language.divisions",
    *(f"language.{path.stem}" for path in (PACKAGE / "language").glob("*.py") if path.stem not in ("describe", "figures", "underline")),
}  # fmt: skip
WORDS = {"name", "category", "message", "label", "lines", "shown"}


def unmarked(tree: ast.Module) -> Iterator[str]:
    """The texts with Chinese in them that are neither documentation nor inside tr(…)."""
    aside: set[int] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and ast.get_docstring(node) is not None
        ):
            first = node.body[0]
            assert isinstance(first, ast.Expr)
            aside.add(id(first.value))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            aside |= {id(argument) for argument in node.args}
        if isinstance(node, ast.Dict):
            aside |= {id(key) for key in node.keys}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in aside else None
        if isinstance(text, str) and HAN.search(text) and not SIGNS.fullmatch(text):
            yield f"{node.lineno}: {text[:40]}"  # type: ignore[attr-defined]  # it is a Constant: text is


def test_every_word_is_marked() -> None:
    found = {}
    for name, tree in modules().items():
        texts = list(unmarked(tree))
        if texts and name not in VOCABULARY:
            found[name] = texts
    assert found == {}


@pytest.mark.skipif(importlib.util.find_spec("babel") is None, reason="needs babel (the dev extra)")
def test_every_message_has_its_english() -> None:
    done = subprocess.run(
        [sys.executable, "docs/messages.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def said(*arguments: str, language: str, **variables: str) -> str:
    """What a command prints in a language."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HPCHECK_", "_HPCHECK_"))}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "healthplan_cli", *arguments, "--lang", language],
        cwd=REVIEW,
        env={**kept, "COLUMNS": "100", "NO_COLOR": "1", **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


FILES = ("data/2021.csv", "data/2022.xlsx", "data/2023.yaml", "--as-of", "2024-03-31")


def plain(value: Any) -> Any:
    """A report without its words."""
    if isinstance(value, dict):
        return {key: None if key in WORDS else plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    return value


def test_the_same_report_in_words_only() -> None:
    """JSON keys and codes never change with the language."""
    arguments = ("evaluate", *FILES, "--format", "json", "--why", "11")
    chinese, english = (json.loads(said(*arguments, language=language)) for language in ("zh", "en"))
    assert plain(chinese) == plain(english)
    messages = [result["message"] for result in english["results"]]
    assert not any(re.search("[，。；、]", re.sub(r"“[^”]*”|\"[^\"]*\"", "", text)) for text in messages)
    assert english["results"][0]["name"] == "Life expectancy at birth"


def test_a_page_in_english() -> None:
    """Only what the plan, the data and the waivers say is Chinese there."""
    page = said("evaluate", *FILES, language="en")
    assert "Gate (binding indicators): " in page
    words = set(re.findall(r"[\u4e00-\u9fff]{2,}", page))
    own = "".join(
        path.read_text(encoding="utf-8") for path in (REVIEW / "waivers.yaml", REVIEW / "data" / "2023.yaml")
    )
    plan = (ROOT / "specs" / "chongqing.yaml").read_text(encoding="utf-8")
    assert {word for word in words if word not in own + plan} == set()


def test_help_in_english() -> None:
    pages = [
        said(*command, "--help", language="en") for command in ([], ["evaluate"], ["path"], ["validate"])
    ]
    lines = [line for page in pages for line in page.splitlines() if not line.startswith("  hpcheck ")]
    assert [
        line for line in lines if HAN.search(line.replace("“ ” …", ""))
    ] == []  # but for the examples' own arguments


def test_errors_in_english() -> None:
    text = said("evaluate", "data/2023.yaml", "-p", "panzhihua", language="en")
    assert text.startswith("data/2023.yaml:3:7: ")
    assert HAN.search(text) is None


def test_the_variable_and_the_flag() -> None:
    assert "Usage: " in said("evaluate", "--help", language="en", HPCHECK_LANG="zh")
    assert said("--version", language="zh", HPCHECK_LANG="en").startswith("hpcheck")
