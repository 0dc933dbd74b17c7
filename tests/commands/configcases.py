"""A folder with data to run commands in."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Answer, Desk

DATA = "year: 2024\nactuals: {8: {2023: 29, 2024: 34.3}}\n"
WAIVERS = "waivers:\n- {indicator: 14, plan: chongqing, reason: 设备更新, document: 某函, by: 某局, expires: 2999-12-31}\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    found = Desk(tmp_path, monkeypatch, capsys)
    found.put({"a.yaml": DATA})
    return found


def in_force(answer: Answer) -> dict[str, str]:
    """What -v says of each setting that isn't a default: its value and where that is from."""
    lines = dict(line.split(" = ", 1) for line in answer.err.splitlines() if " = " in line)
    return {name: line for name, line in lines.items() if not line.endswith("（缺省）")}
