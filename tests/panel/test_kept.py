"""「问过的段记在缓存文件夹里，下一次不再问；程序、规划、约定变了就重问」."""

from __future__ import annotations

from pathlib import Path

import pytest
from panels import Cell, Plans, differences, in_order, panel
from support import plan_of

from healthplan_cli.model import Conventions
from healthplan_cli.panel import asking, kept
from healthplan_cli.sources.plans import compiled

ROWS = [{"unit": "%", "better": "higher", "baseline": "41.2", "target": "≥60"}]


def cells(step: int = 0) -> list[Cell]:
    return [(f"区{at}", "row1", None, 2023, f"{40 + at + step / 10}", None) for at in range(0, 30, 2)]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often `evaluate` has been asked; the cache is in a folder of its own."""
    count: list[int] = []
    ask = asking.Asker.ask

    def counted(self: asking.Asker, *values: object) -> asking.Answer:
        count.append(1)
        return ask(self, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(asking.Asker, "ask", counted)
    monkeypatch.setattr(kept, "own_folder", lambda: tmp_path)
    monkeypatch.setattr(kept, "build", lambda: "one")
    return count


def test_pieces_are_asked_for_once(asked: list[int]) -> None:
    plans = Plans(plan_of(ROWS))
    first = in_order(panel(plans, cells(), (2023,)).records())
    before = len(asked)
    assert before > 0
    assert in_order(panel(plans, cells(), (2023,)).records()) == first
    assert len(asked) == before
    assert differences(panel(plans, cells(5), (2023,))) == []  # wider: asked again where that is so
    assert len(asked) > before


def test_not_where_something_else_is_judged_by(asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    plans = Plans(plan_of(ROWS))
    panel(plans, cells(), (2023,))
    before = len(asked)
    panel(plans, cells(), (2023,), Conventions(2023, carry=1))
    assert len(asked) > before
    before = len(asked)
    monkeypatch.setattr(kept, "build", lambda: "another")
    panel(plans, cells(), (2023,))
    assert len(asked) > before
    before = len(asked)
    other = Plans(plan_of([{**ROWS[0], "target": "≥61"}]))
    assert differences(panel(other, cells(), (2023,))) == []
    assert len(asked) > before


def test_a_broken_file_is_none(asked: list[int], tmp_path: Path) -> None:
    plans = Plans(plan_of(ROWS))
    panel(plans, cells(), (2023,))
    [file] = tmp_path.glob("*.panel.json")
    file.write_text("{}", "utf-8")
    assert differences(panel(plans, cells(), (2023,))) == []


def test_nothing_is_kept_in_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "build", lambda: None)
    panel(Plans(plan_of(ROWS)), cells(), (2023,))
    assert list(tmp_path.iterdir()) == []
