"""A folder with files to write over, and every command that writes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support import Desk

DATA = "year: 2024\nactuals: {health_literacy: 30}\n"
posix = pytest.mark.skipif(os.name != "posix", reason="of systems with signals and limits")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    found = Desk(folder, monkeypatch, capsys)
    found.put({"a.yaml": DATA})
    return found


def standing(desk: Desk) -> dict[str, bytes]:
    """What stands in the folder: nothing hidden is left out."""
    return {path.name: path.read_bytes() for path in desk.folder.iterdir()}


def fails(error: BaseException, after: int = 0) -> Callable[..., None]:
    """A call that goes wrong from the time after `after` calls on."""
    count = iter(range(1000))

    def call(*_: object) -> None:
        if next(count) >= after:
            raise error

    return call
