"""What the tests share: cases read as text, plans and actuals built from words, expected texts beside their inputs."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from healthplan_cli.__main__ import speak_chinese
from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.cli import run
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Gate, Policy, decide_gate
from healthplan_cli.evaluation.review import mode_of, year_judged
from healthplan_cli.explanation import Proof
from healthplan_cli.model import Actuals, Conventions, InputFile, Plan, Report, Waiver
from healthplan_cli.report.programs.evaluation import report_data
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.sources.actuals.csvfile import open_csv
from healthplan_cli.sources.actuals.ranking import settle
from healthplan_cli.sources.actuals.table import read_grid
from healthplan_cli.sources.actuals.xlsxfile import open_xlsx
from healthplan_cli.sources.actuals.yamlfile import read_actuals
from healthplan_cli.sources.plans.catalog import catalogue
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse
from healthplan_cli.sources.waivers import waive
from healthplan_cli.views.reviewed_plan import Reviewed

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
CASES = TESTS / "cases"
UPDATE = "HPCHECK_UPDATE_EXPECTED"  # 1 writes expected texts anew: read the difference before committing it


class _CaseLoader(yaml.CBaseLoader):
    """Every scalar is its text, but null is None: what a case says never goes through a float."""


_NULL = "tag:yaml.org,2002:null"
_CaseLoader.add_implicit_resolver(_NULL, re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_CaseLoader.add_constructor(_NULL, lambda loader, node: None)


def read_cases(path: Path) -> Any:
    """A file of cases as lists, mappings, text and None."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_CaseLoader)


def walk(folder: str, suffix: str = ".yaml") -> list[Path]:
    """The files of a folder of cases, in order; never none, for then a test would check nothing."""
    found = sorted((CASES / folder).glob(f"*{suffix}"))
    assert found, folder
    return found


def same(expected: Any, found: Any) -> bool:
    """Whether a case's value (text) is the program's: numbers exactly, in either spelling."""
    if isinstance(found, bool):
        return bool(expected == str(found).lower())
    if isinstance(found, Fraction | int | Decimal) and isinstance(expected, str):
        return bool(re.fullmatch(r"-?[\d./]+", expected)) and Fraction(expected) == Fraction(found)
    if isinstance(expected, list | tuple) and isinstance(found, list | tuple):
        return len(expected) == len(found) and all(map(same, expected, found))
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(key in found and same(value, found[key]) for key, value in expected.items())
    return bool(expected == found)


def plan_of(rows: list[dict[str, Any]], *, check_shape: bool = True, **head: Any) -> Plan:
    """A plan read from the text of a spec with these rows; what a row or the head leaves out is filled in."""
    spec = {
        "format": "hpcheck.plan/1",
        "id": "test",
        "title": "测试规划",
        "period": {"baseline": 2020, "start": 2021, "end": 2025},
        **head,
        "indicators": [
            {"id": f"row{order}", "name": f"指标{order}", "nature": "约束性", **row}
            for order, row in enumerate(rows, 1)
        ],
    }
    content = json.dumps(spec, ensure_ascii=False).encode()
    return build_plan(parse(content, "plan.yaml"), "plan.yaml", {}, "", check_shape=check_shape)


def plan_of_case(case: dict[str, Any]) -> Plan:
    """The plan of a case of cases/judge: its row, the others that it needs, its commitments."""
    rows = [{"id": "it", "name": "这项指标", **case["indicator"]}, *case.get("others", [])]
    promises: Any = [{"id": "said", "section": "二、", **each} for each in case.get("commitments", [])]
    head: dict[str, Any] = {"commitments": promises} if promises else {}
    return plan_of(rows, **head)


def actuals_of(plan: Plan, actuals: Any, **head: Any) -> Actuals:
    """Actuals read from the text of a file with these values."""
    content = json.dumps({**head, "actuals": actuals}, ensure_ascii=False).encode()
    return read_actuals(parse(content, "actuals.yaml"), "actuals.yaml", plan)


def judged(
    plan: Plan,
    actuals: Actuals,
    year: int | None = None,
    band: Fraction = Fraction(1, 20),
    carry: int = 0,
    with_commitments: bool = False,
) -> Report:
    """The report, through the same steps as `hpcheck evaluate`."""
    conventions = Conventions(year_judged(year, actuals, plan), band, carry)
    return evaluate_traced(plan, actuals, conventions, with_commitments=with_commitments)[0]


def load_spec(path: Path) -> Plan:
    """A spec file as `hpcheck validate` reads it, named without its folder; with the shipped catalogue."""
    return build_plan(parse(path.read_bytes(), path.name), path.name, catalogue(), "")


def fixed_reviewed(asked: tuple[str, ...] | None = None) -> list[Reviewed]:
    """The one report that goes through every reporter, with the gate's answer and its proofs.

    cases/report has every status and every note.
    """
    folder = CASES / "report"
    plan = build_plan(parse((folder / "plan.yaml").read_bytes(), "plan.yaml"), "plan.yaml", {}, "0" * 64)
    actuals = read_actuals(
        parse((folder / "actuals.yaml").read_bytes(), "actuals.yaml"), "actuals.yaml", plan
    )
    year = year_judged(None, actuals, plan)
    values, problems = settle(actuals.values, year, plan, actuals.sources)
    assert not problems
    data = replace(actuals, values=values)
    conventions = Conventions(year, carry=1, mode=mode_of(year, plan.period))
    report, traces = evaluate_traced(plan, data, conventions, (InputFile("actuals.yaml", "1" * 64),))
    leave = Waiver("behind", "设备更新，次年补上", "某办函〔2023〕21号", "某市人民政府办公室", "2024-12-31")
    report = waive(report, [leave])[0]
    return [Reviewed(report, decide_gate(report, Policy()), data, traces, asked)]


def fixed_report() -> Report:
    """The same, the report alone."""
    return fixed_reviewed()[0].report


def report_json(report: Report, gate: Gate) -> str:
    """A report as `--format json` writes it."""
    return reports_json([(report, gate, ())])


def reports_json(reports: list[tuple[Report, Gate, Sequence[Proof]]]) -> str:
    """Several, as a list."""
    data = [report_data(report, gate, proofs) for report, gate, proofs in reports]
    return dumps(data[0] if len(data) == 1 else data, indent=2) + "\n"


def check_expected(path: Path, found: str) -> None:
    """Compares a whole text with the expected one in a file."""
    if os.environ.get(UPDATE) == "1":
        path.write_text(found, encoding="utf-8")
    assert path.is_file(), f"{path.name} is missing; the output is:\n{found}"
    assert found == path.read_text(encoding="utf-8")


def strings(value: Any) -> Iterator[str]:
    """Every text in nested data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from strings(child)
    elif isinstance(value, list):
        for child in value:
            yield from strings(child)


@dataclass(frozen=True)
class Answer:
    """What a command has said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out, parse_float=Decimal)


class Desk:
    """A folder where files are put and commands run, in this process: without variables, with Chinese words of click's."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder, self._monkeypatch, self._capsys = folder, monkeypatch, capsys
        for name in [name for name in os.environ if name.startswith("HPCHECK_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setenv("LANGUAGE", "zh_CN")
        monkeypatch.chdir(folder)
        speak_chinese()

    def put(self, files: Mapping[str, str | bytes]) -> None:
        """Writes files, in folders of their own where their names say so."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def run(self, *arguments: str, cwd: str = ".", **variables: str) -> Answer:
        """Runs a command, in a folder below and with variables HPCHECK_… where they are given."""
        with self._monkeypatch.context() as patch:
            patch.chdir(self.folder / cwd)
            for name, value in variables.items():
                patch.setenv(name, value)
            self._capsys.readouterr()
            code = run(arguments)
        said = self._capsys.readouterr()
        return Answer(code, said.out, said.err)


def read_csv(
    content: bytes,
    file: str,
    plan: Plan,
    map: Mapping[str, str] | None = None,
    notices: list[Problem] | None = None,
) -> Actuals:
    """The values in a CSV, for a plan. InvalidInput carries every problem. `map`, `notices`: see read_grid."""
    return read_grid(open_csv(content, file, map), plan, map, notices)


def read_xlsx(
    content: bytes,
    file: str,
    plan: Plan,
    sheet: str | None = None,
    map: Mapping[str, str] | None = None,
    notices: list[Problem] | None = None,
) -> Actuals:
    """The values in an XLSX, for a plan. InvalidInput carries every problem. `map`, `notices`: see read_grid."""
    return read_grid(open_xlsx(content, file, sheet, map), plan, map, notices)
