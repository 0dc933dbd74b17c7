"""The house itself: who imports whom, what a quick command loads, what a wheel holds, and that tests quote the contract."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from sourcetree import PACKAGE, calls, imports, modules
from support import ROOT, TESTS, read_cases, strings, walk

from healthplan_cli.sources.plans.catalog import load_plan, plan_files, shipped_folder
from healthplan_cli.sources.plans.compiled import content_of
from healthplan_cli.sources.plans.shape import check_plan_shape
from healthplan_cli.sources.strict_yaml import parse

NAME = "healthplan_cli"


def layers() -> list[list[str]]:
    """The rooms from the bottom up, as CONTRIBUTING.md shows them; a package stands for all its modules but those with a row."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("\n| rooms |")[2].partition("\n\n")[0]
    return [re.findall("`(.+?)`", row.split("|")[1]) for row in table.splitlines()[2:]]


# Imports go only to a line above, or inside one package.
LAYERS = layers()
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
# Who may import what doesn't belong to Python, in whatever function.
LIBRARIES = {
    "click": ["cli", "commands"],
    "yaml": ["sources.strict_yaml"],
    "jsonschema": ["sources.plans.shape"],
    "pint": ["units"],
    "rich": ["report.formats.terminal"],
    "charset_normalizer": ["base.text_encoding"],
    "openpyxl": [
        "base.ooxml",
        "sources.actuals",
        "sources.documents.xlsxblocks",
        "sources.documents.passages",
        "report.formats.xlsx",
        "report.formats.native_charts",
        "report.formats.sheetcharts",
        "report.formats.sheetconditions",
        "report.formats.sheetformulas",
        "report.formats.chartkinds",
        "report.formats.chartlooks",
        "report.formats.chartnumbers",
    ],
    "docx": [
        "report.formats.docx",
        "report.formats.docxspark",
        "report.formats.docxbase",
        "report.formats.docxdrawing",
        "report.formats.docxpages",
        "report.formats.docxstyles",
        "report.formats.docxxml",
        "sources.documents.docxblocks",
        "sources.documents.docxnumbers",
    ],
    "jinja2": ["report.formats.html"],
    "pdfminer": ["sources.documents.pdf.ink", "sources.documents.pdf.streams"],
    "resvg_py": ["report.formats.png"],
    "pypdfium2": ["sources.documents.recognition"],
    "rapidocr": ["sources.documents.recognition"],
    "cv2": ["sources.documents.recognition"],
    "numpy": ["sources.documents.recognition"],
    "PIL": ["sources.documents.recognition"],
    "lxml": ["sources.documents.htmlpage"],
    "pypinyin": ["draft.ids"],
    "pyarrow": ["panel.parquet"],
    "duckdb": ["panel.duckdb_engine"],
    "pyspark": ["panel.spark_engine"],
}
# What knows of files, the clock, the environment or chance.
IMPURE = {
    "os",
    "sys",
    "io",
    "pathlib",
    "time",
    "datetime",
    "random",
    "subprocess",
    "shutil",
    "tempfile",
    "locale",
}
PURE = [
    "base.exact_format",
    "base.lexicon",
    "values",
    "verdict",
    "units",
    "kinds",
    "model",
    "language",
    "evaluation",
    "explanation",
    "views.annual_targets",
    "views.comparison",
    "views.records",
    "views.reviewed_plan",
    "views.trend",
    "sources.plans.structured",
    "checks.verify",
]

# What Python users are given stands before the model's noun of the same name, and holds one of it.
TWICE = {
    "Plan": {"model.plan", "library.plans"},
    "Actuals": {"model.actuals", "library.data"},
    "Draft": {"draft.model", "library.drafts"},
    "Gate": {"evaluation.gate", "library.evaluation"},
}


def ours(name: str) -> str | None:
    """The module of ours that a full name is in; None for others'."""
    if name != NAME and not name.startswith(f"{NAME}."):
        return None
    inner = name.removeprefix(NAME).removeprefix(".")
    while inner and inner not in modules():
        inner = inner.rpartition(".")[0]
    return inner or "__init__"


@cache
def graph() -> dict[str, set[str]]:
    """What each module imports of ours."""
    return {
        name: {found for item in items if (found := ours(item))} - {name} for name, items in imports().items()
    }


def head(module: str) -> str:
    """The room of a module: the longest part of its name that has a row of its own."""
    while module not in LEVEL and "." in module:
        module = module.rpartition(".")[0]
    return module


def within(module: str, places: list[str]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


class TestLayers:
    """Imports go only from a higher level to a lower one."""

    def test_every_module_has_its_place(self) -> None:
        assert {head(name) for name, tree in modules().items() if len(tree.body) > 1 or name in LEVEL} == set(
            LEVEL
        )
        assert len(LEVEL) == sum(map(len, LAYERS))

    def test_only_downwards(self) -> None:
        wrong = [
            f"{name} imports {other}"
            for name, others in graph().items()
            for other in others
            if head(name) != head(other) and LEVEL[head(name)] <= LEVEL[head(other)]
        ]
        assert wrong == []

    def test_no_circles(self) -> None:
        """Inside a package neither, not even by an import in a function."""
        done: set[str] = set()

        def visit(name: str, path: list[str]) -> None:
            assert name not in path, " → ".join([*path[path.index(name) :], name])
            if name not in done:
                for other in sorted(graph()[name]):
                    visit(other, [*path, name])
                done.add(name)

        for name in graph():
            visit(name, [])

    @pytest.mark.parametrize("library", LIBRARIES)
    def test_a_library_has_its_module(self, library: str) -> None:
        users = {
            name for name, items in imports().items() if any(item.split(".")[0] == library for item in items)
        }
        assert users
        assert {name for name in users if not within(name, LIBRARIES[library])} == set()

    def test_every_library_is_declared(self) -> None:
        names = {item.split(".")[0] for items in imports().values() for item in items}
        others = names - set(sys.stdlib_module_names) - {NAME}
        engines = (["panel.parquet"], ["panel.duckdb_engine"], ["panel.spark_engine"])
        optional = (["sources.documents.recognition"], ["report.formats.png"], *engines)
        extra = {name for name, places in LIBRARIES.items() if places in optional}
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        declared = {re.split(r"[^\w-]", line)[0].lower() for line in project["dependencies"]}
        used = {
            {"yaml": "pyyaml", "docx": "python-docx"}.get(name, name.replace("_", "-"))
            for name in others - extra
        }
        assert used - declared == set()
        assert declared - used == set()
        assert others - set(LIBRARIES) == set()

    def test_what_judges_is_pure(self) -> None:
        """No file, clock, environment or chance."""
        wrong = [
            f"{name} imports {item}"
            for name, items in imports().items()
            for item in items
            if within(name, PURE) and item.split(".")[0] in IMPURE
        ]
        assert wrong == []

    def test_only_the_commands_print_and_only_main_exits(self) -> None:
        called = {(name, one) for name, tree in modules().items() for one, _ in calls(tree)}
        odd = {call for call in called if call[1] in ("print", "input", "eval", "exec", "sys.stdout.write")}
        assert odd == {
            (
                "base.fast_dataclass",
                "exec",
            ),  # makes an __init__ from the names of fields, as dataclasses does
            ("__main__", "sys.stdout.write"),  # the help that is ready, before anything is loaded
        }
        assert {name for name, call in called if call in ("sys.exit", "os._exit", "exit", "quit")} == {
            "__main__"
        }
        assert {
            name for name, call in called if call == "click.echo" and not within(name, ["cli", "commands"])
        } == set()

    def test_no_number_goes_through_a_float(self) -> None:
        """「计算全程用精确的分数，不经过二进制浮点数」: only the two infinities, which compare exactly, are floats."""
        found = [
            f"{name}: {ast.unparse(node)}"
            for name, tree in modules().items()
            for called, node in calls(tree)
            if called in ("float", "round", "math.floor", "math.ceil")
        ]
        allowed = {
            "evaluation.progress: float('-inf')",
            "evaluation.progress: float('inf')",
            "units: float(number)",  # a unit word's own number, for its spelling
            "views.records: float(number)",  # what other programs compute with; never judged by
            *(
                call for call in found if call.startswith("evaluation.confidence_interval: ")
            ),  # sums of ratios; never judged by
        }
        places = (  # where something stands on a page or a screen: no number of a plan
            "report.formats.terminal: round(",
            "sources.documents.pdf.",
            "sources.documents.recognition:",
            *(
                f"draft.tables.text.{module}:"
                for module in (
                    "bands",
                    "bandcells",
                    "categories",
                    "grouptitles",
                    "headpieces",
                    "lines",
                    "placing",
                    "spaced",
                    "torn",
                    "touching",
                    "words",
                )
            ),
        )
        assert [call for call in found if call not in allowed and not call.startswith(places)] == []
        constants = [
            f"{name}:{node.lineno}"
            for name, tree in modules().items()
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, float)
        ]
        assert [
            place
            for place in constants
            if not place.startswith(("language.names:", "cli", "evaluation.confidence_interval:", *places))
        ] == []  # cutoffs of likeness; sums of ratios; places on a page


class TestNames:
    """「No two classes share a name」: who reads one knows which thing is meant."""

    def test_no_two_classes_share_one(self) -> None:
        found: dict[str, list[str]] = {}
        for name, tree in modules().items():
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    found.setdefault(node.name, []).append(name)
        assert {name: set(places) for name, places in found.items() if len(places) > 1} == TWICE
        assert all(len(found[name]) == 2 for name in TWICE)


class TestDocstrings:
    """Every module, public class and public function says what it is."""

    def test_modules(self) -> None:
        assert [name for name, tree in modules().items() if tree.body and not ast.get_docstring(tree)] == []

    def test_classes_and_functions(self) -> None:
        without = {
            f"{name}.{node.name}"
            for name, tree in modules().items()
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        }
        assert without == set()

    def test_a_function_s_begins_with_its_verb(self) -> None:
        """「A docstring begins with its verb (a property with its noun)」: no article, no question, no example."""
        no_verb = "(?:An?|The|What|Where|When|Whether|Which|How|Each|Every|Any|All|One|Two|Several|Of|In|By|To|Words|Parts) "
        found = [
            f"{name}.{node.name}: {words}"
            for name, tree in modules().items()
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and (words := (ast.get_docstring(node) or "Return")[:60])
            if not re.match("[A-Z][a-z]+[, ]", f"{words} ") or re.match(no_verb, words)
            if not {"property", "kept", "command", "group"} & {decorated(one) for one in node.decorator_list}
        ]
        assert found == []


def decorated(decorator: ast.expr) -> str:
    """Return the last name of a decorator."""
    return ast.unparse(decorator).partition("(")[0].rpartition(".")[2]


def loaded(*arguments: str, stdin: str = "", first: str = "pass") -> set[str]:
    """The modules in memory at the end of a command; `first` is run before it."""
    code = (
        f"import json, sys\n{first}\n"
        "from healthplan_cli.__main__ import speak_chinese\n"
        "speak_chinese()\n"
        "from healthplan_cli.cli import run\n"
        "code = run(sys.argv[1:])\n"
        "assert code in (0, 3), code\n"
        "sys.stderr.write(json.dumps(sorted(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(json.loads(done.stderr))


SLOW = {"pint", "rich", "jsonschema", "openpyxl", "docx", "jinja2", "tomllib"}
ASIDE = {
    "yaml",
    "locale",
    "difflib",
}  # of JSON data and a plan that is known: no YAML, no catalogue of gettext, no proposal
MOST = 145  # modules of ours for such a command: each more is a quarter of a millisecond and what it holds
ASKED_FOR = [
    "explanation",
    "evaluation.earlier_report",
    "sources.waivers",
    "views.trend",
    "views.annual_targets",
    "evaluation.confidence_interval",
    "model.changes",
    "cli.plans",
    "cli.show",
    "cli.path",
    "cli.trend",
    "cli.explain",
    "cli.validate",
    "cli.init",
    "cli.catalog",
    "cli.schema",
    "cli.docs",
    "sources.actuals.csvfile",
    "sources.actuals.xlsxfile",
    "sources.actuals.table",
]
UNREAD = [  # what reads words of targets, and kinds that the plan has none of
    *("kinds.every_year", "kinds.multiple", "kinds.reference", "kinds.slowing"),
    *("language.measure", "language.states_reported", "language.target"),
]
OF_PAPERS = [
    "explanation",
    "views.projects",
    "model.changes",
    "report.words.changes",
    "report.documents.paper",
]
DATA = '{"plan": "panzhihua", "year": 2025, "actuals": {"health_literacy": 26, "child_myopia_rate": {"2025": 40}}}'
BARE = "plan: panzhihua\nyear: 2025\nactuals: {health_literacy: 26, child_myopia_rate: {2025: 40}}\n"
OWN = """format: hpcheck.plan/1
id: own
title: 自己的规划
period: {baseline: 2020, start: 2021, end: 2025}
indicators:
  - {id: a, name: 甲, nature: 约束性, better: higher, target: ≥5}
"""


class TestStartUp:
    """What a quick command doesn't need is imported where it is used."""

    def test_every_module_here_exists(self) -> None:
        assert {*ASKED_FOR, *UNREAD, *OF_PAPERS} - set(modules()) == set()

    @pytest.mark.parametrize("arguments", [["--help"], ["evaluate", "--help"], ["--version"]], ids=" ".join)
    def test_help(self, arguments: list[str]) -> None:
        found = loaded(*arguments)
        assert (
            found & {*SLOW, "yaml", f"{NAME}.model", f"{NAME}.units", f"{NAME}.sources.plans.spec"} == set()
        )

    @pytest.mark.parametrize("form", [["--format", "json"], ["-q"]], ids=" ".join)
    def test_a_plan_that_ships_as_json(self, form: list[str]) -> None:
        found = loaded("evaluate", "-", *form, stdin=BARE)
        assert found & {*SLOW, *(f"{NAME}.{module}" for module in ASKED_FOR)} == set()
        assert f"{NAME}.evaluation.evaluate" in found
        assert "yaml" in found

    def test_json_data_with_a_plan_that_is_known(self, tmp_path: Path) -> None:
        """As the wheel has it, whose plans are data: what a shell loop over JSON files meets."""
        known = tmp_path / "compiled_plans"
        known.mkdir()
        (known / "build.txt").write_text("of the test", encoding="ascii")
        plan = load_plan("panzhihua")
        (known / f"{plan.sha256}.table.json").write_bytes(content_of(plan, "of the test"))
        setting = f"import healthplan_cli.sources.plans.compiled as c, pathlib; c.FOLDER = pathlib.Path({str(known)!r})"
        found = loaded("evaluate", "-", "--format", "json", stdin=DATA, first=setting)
        assert found & {*SLOW, *ASIDE, *(f"{NAME}.{module}" for module in (*ASKED_FOR, *UNREAD))} == set()
        assert f"{NAME}.evaluation.evaluate" in found
        own = sorted(name for name in found if name.split(".")[0] == NAME)
        assert len(own) <= MOST, own

    def test_the_terminal_report(self) -> None:
        found = loaded("evaluate", "-", stdin=BARE)
        assert found & SLOW == {"rich"}
        assert found & {f"{NAME}.{module}" for module in OF_PAPERS} == set()

    def test_a_rate_of_events(self) -> None:
        rate = BARE.replace("health_literacy: 26", "maternal_mortality: {count: 1, population: 7800}")
        assert loaded("evaluate", "-", "-q", "--gate", "none", stdin=rate) & SLOW == set()

    def test_another_unit(self) -> None:
        found = loaded("evaluate", "-", "-q", stdin=BARE.replace("26,", "260‰,"))
        assert found & SLOW == set()

    def test_an_own_spec(self, tmp_path: Path) -> None:
        path = tmp_path / "own.yaml"
        path.write_text(OWN, encoding="utf-8")
        found = loaded("evaluate", "-", "-p", str(path), "-q", stdin="year: 2025\nactuals: {a: 5}\n")
        assert found & SLOW == {"jsonschema"}

    def test_explain(self) -> None:
        found = loaded("explain", "≥90%", "--format", "json")
        assert found & {*SLOW, "yaml", f"{NAME}.sources.plans.spec"} == set()


class TestShipped:
    """「`hpcheck validate` 检查形状，也检查意思」: a plan that ships is loaded without the first, so it is checked here."""

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_has_the_right_shape(self, name: str) -> None:
        path = shipped_folder() / f"{name}.yaml"
        check_plan_shape(parse(path.read_bytes(), path.name), path.name)


class TestWheel:
    """「看自带的」: what ships is in the package that is installed."""

    @pytest.mark.skipif(
        not all(map(importlib.util.find_spec, ("build", "hatchling"))),
        reason="needs build and hatchling (the dev extra)",
    )
    def test_holds_the_data(self, tmp_path: Path) -> None:
        command = [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(tmp_path),
            str(ROOT),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        [wheel] = tmp_path.glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            names = set(archive.namelist())
            specs = {path.name: path.read_bytes() for path in (ROOT / "specs").glob("*.yaml")}
            assert {name: archive.read(f"{NAME}/specs/{name}") for name in specs} == specs
            ready = {name for name in names if "/compiled_plans/" in name}
            told = archive.read(f"{NAME}/compiled_plans/help.txt").decode()
        hashes = [sha256(content).hexdigest() for name, content in specs.items() if name != "catalog.yaml"]
        parts = {f"{at}.{part}.json" for at in hashes for part in ("table", "whole")} | {
            "build.txt",
            "help.txt",
        }
        assert ready == {f"{NAME}/compiled_plans/{part}" for part in parts}
        assert told.splitlines()[0].startswith("用法")
        wanted = {
            f"{NAME}/{path.relative_to(PACKAGE).as_posix()}"
            for suffix in ("py", "pyi", "typed", "json", "mo", "html", "css", "js")
            for path in (ROOT / NAME).rglob(f"*.{suffix}")
        }
        assert wanted - names == set()
        assert any(name.endswith("/plan.json") for name in wanted)
        assert any(name.endswith("/actuals.json") for name in wanted)
        assert any(name.endswith("hpcheck.mo") for name in wanted)
        assert [name for name in names if name.startswith(("tests/", "docs/", "examples/"))] == []


class TestQuotes:
    """「测试里写“contract section 4”，指的就是这里的第 4 节」: what a test quotes in 「」 stands in the documents."""

    def quotes(self) -> Iterator[tuple[str, str]]:
        for path in sorted(TESTS.rglob("test_*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef | ast.FunctionDef):
                    for quote in re.findall("「([^」]+)」", ast.get_docstring(node) or ""):
                        yield f"{path.name}: {node.name}", quote
        for folder in ("judge", "reported"):
            for path in walk(folder):
                yield path.name, read_cases(path)["contract"]

    def test_stand_in_the_documents(self) -> None:
        pages = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md"]
        documents = re.sub(r"\s", "", "".join(path.read_text(encoding="utf-8") for path in pages))
        program = re.sub(
            r"\s", "", " ".join(text for tree in modules().values() for text in strings(constants(tree)))
        )
        missing = [
            f"{place}: {quote}"
            for place, quote in self.quotes()
            if re.sub(r"\s", "", quote) not in documents and re.sub(r"\s", "", quote) not in program
        ]
        assert missing == []


def constants(tree: ast.Module) -> list[str]:
    """Every text a module says: help texts are quoted too."""
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
