"""examples/province.ipynb: stripped of what it printed; its cells run (`.ci/run` runs it whole, by nbconvert)."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path
from typing import Any

import pytest
from support import ROOT

NOTEBOOK = json.loads((ROOT / "examples" / "province.ipynb").read_text(encoding="utf-8"))
CELLS: list[dict[str, Any]] = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def test_has_no_outputs() -> None:
    assert [cell["id"] for cell in CELLS if cell["outputs"] or cell["execution_count"] is not None] == []
    assert "编的（illustrative）" in "".join(NOTEBOOK["cells"][0]["source"])


def test_runs_but_for_the_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("duckdb")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("HPCHECK_")]:
        monkeypatch.delenv(name)
    known: dict[str, Any] = {}
    for cell in CELLS:
        code = "".join(cell["source"])
        if "axes" not in code:
            exec(compile(ast.parse(code), "province.ipynb", "exec"), known)
    assert known["result"].exit_code == 1
    assert len(known["panel"].regions) == 10
    assert sorted(path.name for path in known["folder"].iterdir()) == [
        "plan.yaml",
        "全省.docx",
        "各县.csv",
        "各县.xlsx",
    ]
