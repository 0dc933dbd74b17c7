"""Nobody reads “None”, or any other word of the language the program is written in: every place of every kind of file is
filled with what doesn't belong there, and what is said of it is looked through.

What messages are given is checked by mypy besides: `tr` takes no None.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from forms import FORMATS, render
from support import Desk, fixed_reviewed

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.commands.show import ShowOptions, run_show
from healthplan_cli.report import Look
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.actuals.yamlfile import read_actuals
from healthplan_cli.sources.plans.catalog import catalogue
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import Node, parse
from healthplan_cli.sources.waivers import read_waivers

_CODE = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|Fraction\(|Node\(|\['|\{'|<healthplan|object at 0x")
_WRONG: tuple[Any, ...] = (None, [], {}, "", "香蕉", ["a", {"b": 1}], {"年": None})

SPEC: dict[str, Any] = {
    "format": "hpcheck.plan/1",
    "id": "p",
    "title": "规划",
    "issued": {"number": "某发〔2022〕2号", "date": "2022-01-07", "by": "某府"},
    "region": {"name": "某县", "code": "510400", "level": "county", "population": "60万人"},
    "period": {"baseline": 2020, "start": 2021, "end": 2025},
    "indicators": [
        {
            "id": "a", "no": 1, "category": "甲", "name": "使用率", "unit": "%", "baseline": "40", "target": "≥60",
            "nature": "约束性", "better": "higher", "aliases": ["用率"], "limits": {"min": 0, "max": 100}, "per": 1000,
            "tolerance": "0.02", "pace": "linear", "annual_targets": {"2022": "45"}, "due": 2025, "source": "表1",
            "revisions": [{"date": "2023-06-30", "document": "某发〔2023〕9号", "target": "≥65", "annual_targets": {}, "due": 2025}],
        },
        {
            "id": "b", "name": "分项率", "unit": "‰", "better": "lower", "nature": "预期性",
            "components": [{"id": "x", "name": "甲项", "baseline": "5", "target": "≤4"}, {"id": "y", "name": "乙项", "target": "≤3"}],
        },
        {"id": "c", "name": "下达率", "unit": "%", "target": "国家下达", "nature": "预期性", "better": "higher"},
        {"id": "d", "name": "等级", "unit": None, "target": {"op": "grade", "grade": "三级乙等"}, "nature": "预期性"},
        {"id": "e", "name": "同比", "unit": "岁", "target": "同比例提高", "relative_to": "a", "nature": "预期性", "better": "higher"},
    ],
    "commitments": [
        {"id": "k", "subject": "承诺率", "target": "达到9%", "section": "一", "better": "higher", "indicator": "a", "see": "b"},
        {"id": "m", "subject": "医护比", "target": "1:1.3", "section": "一", "better": "higher"},
    ],
    "projects": [{"id": "j", "name": "项目", "years": "2021-2022", "investment": "450"}],
}  # fmt: skip
DATA: dict[str, Any] = {
    "format": "hpcheck.actuals/1",
    "plan": "p",
    "year": 2024,
    "source": "年报",
    "sources": ["年报", "快报"],
    "illustrative": True,
    "actuals": {
        "a": {"value": "50", "unit": "%", "year": 2024, "source": "年报", "note": "注", "provisional": True},
        "b": {"甲项": {"2023": "4", "2024": {"count": 1, "population": 300}}, "乙项": "3.2‰"},
        "c": [{"value": "58", "source": "年报"}, {"value": "57", "source": "快报"}],
        "d": "三级甲等",
        "e": "1/5210",
    },
    "targets": {"c": {"target": "≥60%", "source": "某函"}},
}
WAIVERS: dict[str, Any] = {
    "format": "hpcheck.waivers/1",
    "waivers": [
        {
            "indicator": "a",
            "reason": "理由",
            "document": "某函",
            "by": "某局",
            "expires": "2999-12-31",
            "plan": "p",
        }
    ],
}


def paths(value: Any) -> Iterator[list[Any]]:
    """The way to every place in nested data, the root's first."""
    yield []
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from ([key, *rest] for rest in paths(value[key]))


def spoilt(data: dict[str, Any]) -> Iterator[Any]:
    """The data with one place filled wrongly, or taken out, or with a key that isn't known."""
    for path in paths(data):
        for wrong in _WRONG:
            if not path:
                yield wrong
                continue
            changed = deepcopy(data)
            parent = changed
            for step in path[:-1]:
                parent = parent[step]
            parent[path[-1]] = wrong
            yield changed
        if path:
            del parent[path[-1]]
            yield changed


def complaints(read: Callable[[Node], object], data: Any) -> Iterator[str]:
    """What is said of a file with this in it."""
    try:
        read(parse(json.dumps(data, ensure_ascii=False).encode(), "f"))
    except InvalidInput as error:
        yield from map(str, error.problems)


def check(texts: Iterator[str]) -> int:
    """Looks through what was said; how much that was."""
    said = set(texts)
    assert [text for text in said if _CODE.search(text)] == []
    return len(said)


def build(root: Node, *, check_shape: bool = True) -> object:
    return build_plan(root, "f", catalogue(), "", check_shape=check_shape)


class TestFiles:
    def test_specs(self) -> None:
        assert list(complaints(build, SPEC)) == []
        texts = (text for data in list(spoilt(SPEC))[::3] for text in complaints(build, data))
        assert check(texts) > 100

    def test_data(self) -> None:
        index = Index(build_plan(parse(json.dumps(SPEC).encode(), "p"), "p", catalogue(), ""))

        def read(root: Node) -> object:
            return read_actuals(root, "f", index.plan, index)

        texts = (text for data in spoilt(DATA) for text in complaints(read, data))
        assert check(texts) > 100

    def test_waivers(self) -> None:
        index = Index(build_plan(parse(json.dumps(SPEC).encode(), "p"), "p", catalogue(), ""))
        notices: list[Problem] = []

        def read(root: Node) -> object:
            return read_waivers(root, "f", [index], date(2024, 1, 1), notices)

        texts = (text for data in spoilt(WAIVERS) for text in complaints(read, data))
        assert check(texts) > 15
        check(notice.message for notice in notices)


class TestReports:
    """Rows of every status and note, plans of every kind, in every form for people."""

    @pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if not form.binary])
    def test_of_a_report(self, form: str) -> None:
        text = render(form, fixed_reviewed(("behind", "shared")), Look(100)).decode()
        if form not in ("html", "json", "jsonl", "sarif"):
            assert not _CODE.search(text)
        assert "None" not in text

    @pytest.mark.parametrize("name", ["chongqing", "zhenan"])
    def test_of_what_is_shown(self, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        run_show(ShowOptions(words=(name,), with_=("commitments",)))
        assert not _CODE.search(capsys.readouterr().out)

    def test_of_commands(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        desk = Desk(tmp_path, monkeypatch, capsys)
        desk.put({"p.json": json.dumps(SPEC), "a.json": json.dumps(DATA | {"actuals": {"a": "50"}})})
        for command in (
            "evaluate a.json -p p.json --with commitments --all --why all",
            "trend a.json -p p.json",
            "path p.json",
            "path p.json -f yaml",
            "show p.json",
            "init p.json --with commitments",
            "lint p.json --level error",
            "projects p.json",
            "compare p.json chongqing --all",
            "validate p.json a.json -p p.json",
        ):
            answer = desk.run(*command.split())
            assert answer.code in (0, 1, 3), answer.err
            assert not _CODE.search(answer.out + answer.err), command
