"""Whole runs on small inputs that once came out wrong: cases/outcomes/*/case.yaml beside the files that the run reads.

A case is a mapping, or a list of them where several commands are run one after the other in the same folder:

    command: evaluate data.csv --plan plan.yaml --gate all     # what follows `hpcheck`, quoted as in a shell
    exit: 1
    rows: {death_rate: {status: behind, reason: null, noted: [provisional]}}   # of --format json; parts by their id
    says: [texts that stdout or stderr has]
    never: [texts that neither has]
    variables: {HPCHECK_PLANS: plans}
    cwd: folder to run in, below the case's
    files: {out.yaml: content after the run, or null for none}
    contract: "A2"                                              # which point of the contract it stands for

A case with `rows` is run a second time with --format json, so that the exit code is seen not to depend on the form.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import CASES, Answer, Desk, read_cases, same

FOLDERS = sorted(path.parent for path in (CASES / "outcomes").glob("*/case.yaml"))
KEYS = {"command", "exit", "rows", "says", "never", "variables", "files", "contract", "cwd"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A folder to run in."""
    folder = tmp_path / "case"
    folder.mkdir()
    return Desk(folder, monkeypatch, capsys)


def results(answer: Answer) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of one or several JSON reports, and their parts, by id."""
    reports = answer.json
    for report in reports if isinstance(reports, list) else [reports]:
        for row in [*report["results"], *report.get("commitments", [])]:
            yield row["id"], row
            yield from ((part["id"], part) for part in row.get("components") or [])


def check_rows(answer: Answer, rows: dict[str, dict[str, Any]]) -> None:
    """Each row that the case names, each key of it."""
    found: dict[str, dict[str, Any]] = {}
    for id, row in results(answer):
        found.setdefault(id, row)
    for id, wanted in rows.items():
        assert id in found, f"{id} is not in the report: {sorted(found)}"
        for key, value in wanted.items():
            assert same(value, found[id].get(key)), f"{id}.{key}: {found[id].get(key)!r}, not {value!r}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_outcome(folder: Path, desk: Desk) -> None:
    shutil.copytree(folder, desk.folder, dirs_exist_ok=True)
    cases = read_cases(folder / "case.yaml")
    for case in cases if isinstance(cases, list) else [cases]:
        assert set(case) <= KEYS, set(case) - KEYS
        words, options = (
            shlex.split(case["command"]),
            {"cwd": case.get("cwd", "."), **case.get("variables", {})},
        )
        answer = desk.run(*words, **options)
        said = answer.out + answer.err
        assert answer.code == int(case["exit"]), said
        for text in case.get("says") or []:
            assert text in said, said
        for text in case.get("never") or []:
            assert text not in said, said
        for name, content in (case.get("files") or {}).items():
            path = desk.folder / name
            assert (path.read_text(encoding="utf-8") if path.exists() else None) == content
        if case.get("rows"):
            as_json = desk.run(*words, *([] if "json" in words else ["--format", "json"]), **options)
            assert as_json.code == answer.code
            check_rows(as_json, case["rows"])


def test_there_are_cases() -> None:
    """A folder that is moved away would leave nothing to check."""
    assert FOLDERS
