"""The package as its own text: its modules' syntax trees, read once for all tests of a process."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import healthplan_cli

PACKAGE = Path(healthplan_cli.__file__).parent


def name_of(path: Path) -> str:
    """A module's name below the package; a package's own file has the package's name, that of the whole is `__init__`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


@cache
def modules() -> dict[str, ast.Module]:
    """Every module's syntax tree by its name."""
    return {
        name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def imports() -> dict[str, list[str]]:
    """The full names of everything that each module imports, on whatever level and in whatever function."""
    return {name: [*_imported(tree)] for name, tree in modules().items()}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Each call with the plain name that is called: `print`, `sys.exit`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield _plain_name(node.func), node


def _plain_name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return f"{_plain_name(called.value)}.{called.attr}"
    return called.id if isinstance(called, ast.Name) else ""
