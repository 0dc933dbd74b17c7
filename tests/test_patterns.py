"""No pattern of the package takes more than a little longer than its text (docs/formats.md, 「限度」).

What reaches the patterns of wordings and of values is at most MAX_WORDS long, what reaches the others MAX_TEXT: a pattern
whose time grows with the square of that is slow by then, one that grows faster hangs.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator

import pytest

import healthplan_cli
from healthplan_cli.lexicon import Pattern

LENGTH = 4000
SECONDS = 0.5  # of CPU for four thousand characters; what grows with the length takes a thousandth of that


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the package has at its top, or in a collection there."""
    for module in pkgutil.walk_packages(healthplan_cli.__path__, "healthplan_cli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name, module in sorted(sys.modules.items()):
        if name.startswith("healthplan_cli."):
            for key, value in sorted(vars(module).items()):
                for at, found in enumerate(_within(value)):
                    if isinstance(found.pattern, str):
                        yield f"{name.removeprefix('healthplan_cli.')}.{key}.{at}", found


def _within(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, Pattern):
        yield value._get()
    elif isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for child in (*value, *value.values()):
            yield from _within(child, depth + 1)
    elif isinstance(value, list | tuple) and depth < 4:
        for child in value:
            yield from _within(child, depth + 1)


ALL = {found.pattern: (name, found) for name, found in patterns()}


def hostile(pattern: str) -> list[str]:
    """Texts that are hard for a pattern: what it mentions, over and over, then something that it can't go on with."""
    signs = sorted(set(re.sub(r"\\[a-zA-Z]|[\[\](){}?*+|^$\\]", "", pattern)))[:40]
    words = re.findall(r"[一-鿿]{2,}|[^\W\d_]+", pattern)[:15]
    units = [*dict.fromkeys([*signs, *words, " ", "1", "a", "指", "1.", "1,", " 1", "年1", "((", "1指", ".1", "a1"])]
    return [unit * (LENGTH // len(unit)) + end for unit in units for end in ("", "\0")]


def seconds(found: re.Pattern[str], text: str) -> float:
    """The CPU that a pattern takes to look through a text."""
    begun = time.process_time()
    found.search(text)
    return time.process_time() - begun


@pytest.mark.parametrize("source", ALL, ids=[name for name, _ in ALL.values()])
def test_each(source: str) -> None:
    _, found = ALL[source]
    for text in hostile(source):
        if seconds(found, text) > SECONDS:
            least = min(seconds(found, text) for _ in range(2))  # a busy machine is no fault
            assert least <= SECONDS, f"{text[:10]!r}… takes {least:.1f} s"


def test_there_are_many() -> None:
    assert len(ALL) > 150
