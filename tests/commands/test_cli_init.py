"""init, schema, and the names of things."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from clicases import PLANS, hpcheck, written
from support import CASES, ROOT, read_cases

from healthplan_cli import __version__
from healthplan_cli.sources.plans.catalog import shipped_folder


def natural(text: str) -> Any:
    """YAML 1.2 as editors take it: numbers as numbers, `no` a word; dates, which JSON doesn't have, stay text."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])
    return keys_as_text(yaml.load(text, Loader=Loader))


def keys_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): keys_as_text(child) for key, child in value.items()}
    return [keys_as_text(child) for child in value] if isinstance(value, list) else value


def validator(kind: str) -> Any:
    schema = hpcheck("schema", kind).json
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class TestInit:
    """「生成一份待填的数据文件：每项指标的单位、目标和各年的位置」"""

    @pytest.mark.parametrize(
        "plan", [name for name in PLANS if name != "healthy_china_action"]
    )  # it has states
    def test_round_trip(self, plan: str, tmp_path: Path) -> None:
        path = tmp_path / "actuals.yaml"
        done = hpcheck("init", plan, "-o", path)
        assert (done.code, done.err) == (0, "")
        assert str(path) in done.out
        text = path.read_text(encoding="utf-8")
        assert hpcheck("init", plan).out == text

        empty = hpcheck("evaluate", path, "--format", "json")
        assert (empty.code, empty.err) == (3, "")
        assert {result["status"] for result in empty.json["results"]} == {"unknown"}

        path.write_text(text.replace("2025: null", "2025: 1"), encoding="utf-8")
        filled = hpcheck("evaluate", path, "--gate", "all", "--format", "json")
        assert (filled.code, filled.err) == (1, "")
        results = [part for result in filled.json["results"] for part in (result["components"] or [result])]
        assert [result["id"] for result in results if result["reason"] == "no_data"] == []
        asked = [result for result in results if result["reason"] != "no_target"]
        assert all(result["actual"]["value"] == 1 for result in asked)

    @pytest.mark.parametrize("plan", PLANS)
    @pytest.mark.parametrize("read", ["natural", "text"])
    def test_fits_the_schema(self, plan: str, read: str, tmp_path: Path) -> None:
        text = hpcheck("init", plan).out
        for filled in (
            text,
            text.replace("2025: null", "2025: 1.5"),
            text.replace("2025: null", "2025: {value: 1, source: 公报}"),
        ):
            data = natural(filled) if read == "natural" else read_cases(written(tmp_path, filled))
            validator("actuals").validate(data)

    def test_never_over_a_file_that_is_there(self, tmp_path: Path) -> None:
        path = written(tmp_path, "mine\n")
        done = hpcheck("init", "anju", "-o", path)
        assert (done.code, done.out) == (2, "")
        assert "--force" in done.err
        assert path.read_text() == "mine\n"
        assert hpcheck("init", "anju", "-o", path, "--force").code == 0
        assert "plan: anju" in path.read_text(encoding="utf-8")

    def test_where_it_cannot_write(self, tmp_path: Path) -> None:
        done = hpcheck("init", "anju", "-o", tmp_path / "no" / "such" / "file.yaml")
        assert (done.code, done.out) == (2, "")


class TestSchema:
    """「`hpcheck schema plan` 输出它的 JSON Schema」"""

    @pytest.mark.parametrize("kind", ["plan", "actuals"])
    def test_is_one(self, kind: str) -> None:
        assert validator(kind).schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"

    @pytest.mark.parametrize("read", ["natural", "text"])
    def test_the_plans_that_ship_fit(self, read: str) -> None:
        check = validator("plan")
        for name in PLANS:
            path = shipped_folder() / f"{name}.yaml"
            check.validate(
                natural(path.read_text(encoding="utf-8")) if read == "natural" else read_cases(path)
            )

    @pytest.mark.parametrize("read", ["natural", "text"])
    def test_the_examples_fit(self, read: str) -> None:
        check = validator("actuals")
        paths = sorted((ROOT / "examples").glob("*/actuals.yaml"))
        assert paths
        for path in [
            *paths,
            CASES / "report" / "actuals.yaml",
            *sorted((CASES / "actuals" / "valid").glob("*.yaml")),
        ]:
            check.validate(
                natural(path.read_text(encoding="utf-8")) if read == "natural" else read_cases(path)
            )

    @pytest.mark.parametrize(
        "text",
        [
            "actuals: []",
            "actual: {a: 1}",
            "year: 2024",
            "actuals: {a: [1]}",
            "actuals: {a: true}",
            "year: 24\nactuals: {}",
        ],
    )
    def test_what_does_not_fit(self, text: str) -> None:
        assert not validator("actuals").is_valid(natural(text))

    def test_another_kind(self) -> None:
        assert hpcheck("schema", "report").code == 2


class TestNames:
    """A wrong word proposes the right one."""

    def test_commands(self) -> None:
        done = hpcheck("evalute", "a.yaml")
        assert (done.code, done.out) == (2, "")
        assert "没有命令“evalute”。是不是 evaluate" in done.err

    def test_no_command(self) -> None:
        assert hpcheck().code == 2

    def test_version(self) -> None:
        done = hpcheck("--version")
        assert (done.code, done.out, done.err) == (0, f"hpcheck {__version__}\n", "")

    @pytest.mark.parametrize(
        "command", ["evaluate", "plans", "show", "explain", "validate", "init", "schema"]
    )
    def test_every_command_has_help(self, command: str) -> None:
        done = hpcheck(command, "-h")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(f"用法： hpcheck {command}")
        assert "Usage" not in done.out
        assert "Options" not in done.out
