"""Keeps the English catalogue: `python docs/messages.py` gathers the messages, `--check` says what is missing or left over.

Messages are what stands in tr("…"), the help of the commands and the documentation of lint's rules. The catalogue is healthplan_cli/locale/en/LC_MESSAGES/hpcheck.po;
a message without an English text is a problem, so that nothing is half translated.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "healthplan_cli"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "hpcheck.po"
_PLACE = re.compile(r"\{[^{}]*\}")


def said(tree: ast.Module) -> Iterator[str]:
    """The messages of a module."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "tr"
            and node.args
        ):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def helped(tree: ast.Module) -> Iterator[str]:
    """The help of the commands: the docstrings of decorated functions."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            text = ast.get_docstring(node)
            if text:
                yield inspect.cleandoc(text)


def messages() -> list[str]:
    """Every message of the program, once, in the order of the files."""
    found: dict[str, None] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= dict.fromkeys(said(tree))
        if path.parent == PACKAGE / "cli":
            found |= dict.fromkeys(helped(tree))
        if path.parent == PACKAGE / "checks" / "lint" / "rules" and path.stem != "__init__":
            found[inspect.cleandoc(ast.get_docstring(tree) or "")] = None  # what `lint --explain` says
    return list(found)


def problems(catalog: Catalog, wanted: list[str]) -> Iterator[str]:
    """What the catalogue lacks, what it has too much of, and placeholders that differ."""
    known = {str(message.id): str(message.string) for message in catalog if message.id}
    for text in wanted:
        if not known.get(text):
            yield f"no English: {text!r}"
        elif sorted(_PLACE.findall(text)) != sorted(_PLACE.findall(known[text])):
            yield f"other placeholders: {text!r} -> {known[text]!r}"
    yield from (f"no longer said: {text!r}" for text in known if text not in set(wanted))


def main() -> int:
    """Checks the catalogue, or brings it up to date and compiles it."""
    with PO.open("rb") as stream:
        catalog = read_po(stream, locale="en")
    wanted = messages()
    if "--check" in sys.argv:
        wrong = list(problems(catalog, wanted))
        sys.stderr.write("".join(f"{line}\n" for line in wrong))
        return 1 if wrong else 0
    known = {str(message.id): str(message.string) for message in catalog if message.id}
    fresh = Catalog(locale="en", project="hpcheck", fuzzy=False, charset="utf-8")
    for text in wanted:
        fresh.add(text, known.get(text, ""))
    fresh.creation_date = fresh.revision_date = datetime(
        2026, 1, 1, tzinfo=UTC
    )  # so that it changes with the words only
    with PO.open("wb") as stream:
        write_po(stream, fresh, width=0, omit_header=False)
    with PO.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, fresh)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
