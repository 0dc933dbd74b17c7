"""Plans as plain data: what is read back is what was checked, and nothing stale, broken or foreign is used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import Desk

from healthplan_cli.model import Plan
from healthplan_cli.sources.plans import compiled
from healthplan_cli.sources.plans.catalog import load_plan, plan_files
from healthplan_cli.sources.plans.compiled import content_of, packed, recalled, unpacked

NAMES = (
    "anju",
    "chongqing",
    "dachuan",
    "healthy_china_2030",
    "healthy_china_action",
    "panzhihua",
    "zhenan",
)
SPEC = """\
format: hpcheck.plan/1
id: own
title: 某区规划
period: {baseline: 2020, start: 2021, end: 2025}
indicators:
- {id: literacy, no: 1, name: 居民健康素养水平, nature: 约束性, unit: "%", baseline: 20, target: ≥30}
"""
ACTUALS = "year: 2025\nactuals: {literacy: 31}\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of a program that was built: a checkout keeps none."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("HPCHECK_CACHE", str(folder))
    monkeypatch.setattr(compiled, "build", lambda: "0" * 64)
    return folder


def own(tmp_path: Path) -> str:
    path = tmp_path / "own.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_the_same_plan(name: str, whole: bool) -> None:
    plan = load_plan(name, whole)
    assert unpacked(json.dumps(packed(plan, plan.path)), plan.path) == plan


def test_places_are_named_as_the_spec_is_now() -> None:
    plan = load_plan("anju")
    found = unpacked(json.dumps(packed(plan, plan.path)), "elsewhere.yaml")
    assert isinstance(found, Plan)
    assert (found.path, found.indicators[0].location.file) == ("elsewhere.yaml", "elsewhere.yaml")


def test_a_checkout_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HPCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(compiled, "build", lambda: None)
    load_plan(own(tmp_path))
    assert not (tmp_path / "cache").exists()


def test_an_empty_name_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """「写成空的就不记」"""
    monkeypatch.setattr(compiled, "build", lambda: "0" * 64)
    monkeypatch.setenv("HPCHECK_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    load_plan(own(tmp_path))
    assert not (tmp_path / "cache").exists()
    monkeypatch.delenv("HPCHECK_CACHE")
    load_plan(own(tmp_path))
    assert len(list((tmp_path / "cache" / "hpcheck").iterdir())) == 1


class TestCache:
    """A plan of one's own is kept, by its very content."""

    def test_kept_and_recalled(self, cache: Path, tmp_path: Path) -> None:
        first = load_plan(own(tmp_path))
        [file] = cache.iterdir()
        assert file.name == f"{first.sha256}.whole.json"
        assert load_plan(own(tmp_path)) == first

    def test_is_what_is_read(self, cache: Path, tmp_path: Path) -> None:
        """Not the spec: what the cache says of it, else the next test could not fail."""
        load_plan(own(tmp_path))
        [file] = cache.iterdir()
        file.write_bytes(file.read_bytes().replace("某区规划".encode(), "缓存".encode()))
        assert load_plan(own(tmp_path)).title == "缓存"

    def test_another_content_is_another_plan(self, cache: Path, tmp_path: Path) -> None:
        load_plan(own(tmp_path))
        path = tmp_path / "own.yaml"
        path.write_text(SPEC.replace("≥30", "≥40"), encoding="utf-8")
        target = load_plan(str(path)).indicators[0].target
        assert target is not None
        assert target.text == "≥40"

    def test_another_build_is_not_used(
        self, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = load_plan(own(tmp_path))
        monkeypatch.setattr(compiled, "build", lambda: "1" * 64)
        assert recalled(plan.sha256, plan.path, "whole", False) is None

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"[]",
            b"B",
            b"B\n",
            b"B\n[]",
            b'B\n{"Path": ["/"]}',
            b'B\n{"Plan": []}',
            b'B\n{"Status": ["met"]}',
            b'B\n{"Status": ["met"], "f": "1/2"}',
            b'B\n{"f": "1/0"}',
            b'B\n{"x": []}',
            b"B\n" + b"[" * 100_000,
            b"\xff\n{}",
        ],
    )
    def test_what_is_broken_is_not_used(self, cache: Path, tmp_path: Path, content: bytes) -> None:
        first = load_plan(own(tmp_path))
        [file] = cache.iterdir()
        file.write_bytes(content.replace(b"B", b"0" * 64))
        assert load_plan(own(tmp_path)) == first

    def test_a_wrong_spec_is_not_kept(self, cache: Path, desk: Desk) -> None:
        desk.put({"own.yaml": SPEC.replace("≥30", "很好"), "a.yaml": ACTUALS})
        assert desk.run("evaluate", "a.yaml", "--plan", "own.yaml").code == 2
        assert not cache.exists()

    def test_a_cache_that_cannot_be_written(self, cache: Path, tmp_path: Path) -> None:
        cache.write_text("a file", encoding="utf-8")
        assert load_plan(own(tmp_path)).id == "own"

    def test_the_same_verdicts(self, cache: Path, desk: Desk) -> None:
        desk.put({"own.yaml": SPEC, "a.yaml": ACTUALS})
        first, again = (desk.run("evaluate", "a.yaml", "--plan", "own.yaml", "-f", "json") for _ in range(2))
        assert (first.code, first.out) == (again.code, again.out) == (0, first.out)


def test_every_plan_that_ships_is_known() -> None:
    assert sorted(plan_files()) == sorted(NAMES)
    assert content_of(load_plan("anju"), None).startswith(b'None\n{"Plan":')
