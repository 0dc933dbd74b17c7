"""The examples of docs/library.md are run, one after the other, and print what stands below them."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
from pathlib import Path

import pytest
from support import ROOT, Desk

PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the libraries' own, at import
def test_examples(desk: Desk) -> None:
    blocks = BLOCK.findall(PAGE)
    assert len(blocks) > 5
    known: dict[str, object] = {}
    for code, expected in blocks:
        needed = re.findall(r"^import (\w+)$", code, re.MULTILINE)
        if not all(map(importlib.util.find_spec, needed)):
            continue
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(code, "docs/library.md", "exec"), known)
        assert said.getvalue() == expected
    assert Path("报告.docx").stat().st_size > 10_000
