"""`import healthplan_cli`: its names, what it loads, that it says no in Python's words."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import healthplan_cli as hp
from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.location import Location
from healthplan_cli.library.words import in_python


class TestNames:
    """「`healthplan_cli.__all__` 里的名称」 are the library's, typed as these in the stub."""

    def test_are_typed(self) -> None:
        stub = ast.parse(Path(hp.__file__).with_suffix(".pyi").read_text(encoding="utf-8")).body
        places = {
            alias.asname: f"{node.module}"
            for node in stub
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        assert {name: f"healthplan_cli.{place}" for name, place in vars(hp)["_PLACES"].items()} == places

    @pytest.mark.parametrize("name", sorted({*hp.__all__} - {"__version__"}))
    def test_are_there(self, name: str) -> None:
        assert getattr(hp, name).__doc__
        assert name in dir(hp)

    def test_no_other(self) -> None:
        with pytest.raises(AttributeError, match="no attribute 'evaluate_all'"):
            hp.evaluate_all  # type: ignore[attr-defined]  # noqa: B018

    def test_a_room_of_the_same_name_is_not_in_the_way(self) -> None:
        code = "import healthplan_cli as hp, healthplan_cli.draft.ids; print(callable(hp.draft))"
        assert run(code) == "True\n"
        code = "import healthplan_cli as hp; hp.draft; import healthplan_cli.draft.ids; print(callable(hp.draft))"
        assert run(code) == "True\n"

    def test_typed(self) -> None:
        assert Path(hp.__file__).with_name("py.typed").is_file()


class TestLazy:
    """「引入很快：用到哪个名称才载入」"""

    def test_nothing_is_loaded_by_the_import(self) -> None:
        code = "import sys; before = {*sys.modules}; import healthplan_cli; import json; print(json.dumps(sorted({*sys.modules} - before)))"
        found = [name for name in json.loads(run(code)) if name.startswith("healthplan_cli")]
        assert found == ["healthplan_cli"]

    def test_no_data_frame_library_is_loaded_by_its_use(self) -> None:
        code = (
            "import sys, healthplan_cli as hp; hp.evaluate('chongqing', {'吸烟率': {2024: 23.2}}).rows();"
            "print({'pandas', 'polars', 'pyarrow', 'duckdb', 'numpy'} & {*sys.modules})"
        )
        assert run(code) == "set()\n"

    def test_speaks_the_language_of_the_variable(self) -> None:
        code = "import healthplan_cli as hp; print(hp.evaluate('chongqing', {'吸烟率': {2024: 23.2}}).gate)"
        assert run(code, HPCHECK_LANG="en").startswith("Gate")


class TestWords:
    """「说的是参数，不是命令行的选项」"""

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("请用 --year 写明", "请用 year= 写明"),
            ("请写明 --year 2032，别的", "请写明 year=2032，别的"),
            ("--mode final 用 2025 年", 'mode="final" 用 2025 年'),
            ("请加 --with commitments", "请加 commitments=True"),
            ("（已用 --allow-unknown 放行）", "（已用 allow_unknown=True 放行）"),
            ("请用 --as-of", "请用 as_of="),
            ("照印的 ——、-- 和 ---", "照印的 ——、-- 和 ---"),
        ],
    )
    def test_parameters(self, said: str, expected: str) -> None:
        with pytest.raises(InvalidInput) as error, in_python():
            raise InvalidInput([Problem(Location("--as-of"), said), Problem(Location("a.csv", 2, 3), said)])
        assert [problem.message for problem in error.value.problems] == [expected] * 2
        assert [problem.place for problem in error.value.problems] == ["as_of", "a.csv:2:3"]


def run(code: str, **variables: str) -> str:
    """What Python prints for some code, started anew."""
    import os

    kept = {key: value for key, value in os.environ.items() if not key.startswith("HPCHECK_")}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**kept, **variables},
    )
    return done.stdout
