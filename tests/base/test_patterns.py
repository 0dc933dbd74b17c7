"""No pattern takes more than the square of its text's length, or a little more (docs/formats.md, 「限度」).

A pattern whose words can be taken apart in several ways (数值, or 数 and 值) takes twice as long with each word more, and hangs at
fifty: a limit on the text doesn't help then.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType

import pytest
from support import Desk

import healthplan_cli
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import marks

LENGTH = 500
# Of CPU, ten times what the slowest takes on a slow machine. What takes the fourth power of the length, or doubles with each
# word, takes ten times more.
SECONDS = 2.0
SHORT, REPEATED = 200, 25  # characters, times: what doubles with each time is slow by then


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the package has at its top, or in a collection there."""
    for part in pkgutil.walk_packages(healthplan_cli.__path__, "healthplan_cli."):
        if not part.name.endswith("__main__"):
            importlib.import_module(part.name)
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


BEHIND = marks._BEHIND._get()  # of at most 200 characters, and only from their beginning
ALL = {found.pattern: (name, found) for name, found in patterns()}


def hostile(pattern: str) -> list[str]:
    """Units that are hard for a pattern: what it mentions, to be written over and over."""
    signs = sorted(set(re.sub(r"\\[a-zA-Z]|[\[\](){}?*+|^$\\]", "", pattern)))[:40]
    words = re.findall(r"[一-鿿]{2,}|[^\W\d_]+", pattern)[:15]
    return [
        *dict.fromkeys(
            [*signs, *words, " ", "1", "a", "指", "1.", "1,", " 1", "年1", "((", "1指", ".1", "a1"]
        )
    ]


def seconds(found: re.Pattern[str], unit: str, length: int = LENGTH) -> float:
    """The CPU that a pattern takes to look through a unit over and over, then something that it can't go on with.

    TooSlow beyond 20 times what it may.
    """
    text = unit * (length // len(unit)) + "\0"
    begun = time.process_time()
    signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, 20 * SECONDS)
    try:
        (found.match if found is BEHIND else found.search)(text)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begun


class TooSlow(Exception):
    """A pattern that would go on for ever."""


def _give_up(number: int, frame: FrameType | None) -> None:
    raise TooSlow


@pytest.mark.parametrize("source", ALL, ids=[name for name, _ in ALL.values()])
def test_each(source: str) -> None:
    """On short texts first: what is quick there is quick enough, even if it took the cube of the length."""
    _, found = ALL[source]
    for unit in hostile(source):
        short = max(SHORT, REPEATED * len(unit))
        if seconds(found, unit, short) <= SECONDS * (short / LENGTH) ** 3:
            continue
        if seconds(found, unit) > SECONDS:
            least = min(seconds(found, unit) for _ in range(2))  # a busy machine is no fault
            assert least <= SECONDS, f"{unit!r} over and over takes {least:.1f} s"


@pytest.mark.parametrize(
    "word",
    ["逐年稳步", "均已", "加注", "数值", "任务", "目标任务", "2024年数值", "1*", "注1", "一、", "其中"],
)
def test_words_over_and_over(desk: Desk, word: str) -> None:
    """The same by the command line, in every place where a text stands."""
    text = word * 200 + "x"
    desk.put(
        {
            "names.csv": f"指标,2024年\n{text},79\n",
            "heads.csv": f"指标,{text},2024年\n人均预期寿命,3,79\n",
            "values.csv": f"指标,2024年\n人均预期寿命,79{text}\n",
            "notes.csv": f"{text}\n指标,2024年,备注,完成情况\n人均预期寿命,79,{text},{text}\n注：{text}\n",
        }
    )
    begun = time.process_time()
    desk.run("explain", text)
    for name in ("names.csv", "heads.csv", "values.csv", "notes.csv"):
        assert desk.run("evaluate", name, "-p", "chongqing").code in (1, 2, 3)
    assert time.process_time() - begun < 20


def test_possessive_of_single_characters_only() -> None:
    """Of words it misses what it should match before Python 3.11.5; `atomic` is right in all."""
    possessive = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")
    assert [name for source, (name, _) in ALL.items() if possessive.search(source)] == []


def test_there_are_many() -> None:
    assert len(ALL) > 150
