"""Runs mutants in one process: pytest collects once, and each mutant has only the tests that reach its function.

    python tests/mutation/inprocess.py FOLDER NAMES FOUND TEST…     # FOLDER: the tool's tree; NAMES, FOUND: files

FOUND gets a line of JSON for each mutant as soon as it is tried: its name and its exit code, as the tool has it: 1 where a
test failed on it or never ended, 0 where none did, 33 where none reaches it. Before them stands the list of the tests that
fail without a mutant. Tests that have killed mutants of the same function go first, then those that
have killed others, then quick ones.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

import mutmut.mutation.trampoline as trampoline
import pytest
from _pytest.runner import runtestprotocol
from mutmut.utils.format_utils import mangled_name_from_mutant_name

LEAST, TIMES = (
    10,
    10,
)  # seconds, and times its own, that a test may take on a mutant before it is said to never end
SURVIVED, DEAD, NO_TESTS = 0, 1, 33


class NeverEnds(BaseException):
    """A mutant has run for too long."""


def passes(item: pytest.Item) -> bool:
    """Run a test, with all its fixtures made anew; whether it passes."""
    try:
        return all(not report.failed for report in runtestprotocol(item, log=False, nextitem=None))
    except NeverEnds:
        return False


def activate(name: str) -> None:
    """Make a mutant (none: "", counting: "stats") the one that runs."""
    os.environ["MUTANT_UNDER_TEST"] = name
    trampoline.set_mutant_under_test(name)


def function_of(name: str) -> str:
    """The function that a mutant changes, as the tool counts calls of it."""
    module, _, changed = name.rpartition(".")
    return f"{module}.{mangled_name_from_mutant_name(changed)}"


class Mutants:
    """In place of pytest's own loop: all tests once to see what they reach, then each mutant."""

    def __init__(self, names: list[str], found: TextIO) -> None:
        self.names = names
        self.found = found
        self.failing: list[str] = []
        self.reaching: dict[str, list[pytest.Item]] = {}
        self.seconds: dict[str, float] = {}  # by test
        self.kills: Counter[tuple[str, str]] = Counter()  # by function (all: "") and test

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note the files that can't be collected: without their tests every mutant would seem alive."""
        if report.failed:
            self.failing.append(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all of it."""
        if not self.failing:
            self._reach(session.items)
        self._say(self.failing)
        signal.signal(signal.SIGVTALRM, _too_long)
        for name in [] if self.failing else self.names:
            self._say([name, self._tried(name)])
        return True

    def _say(self, what: list[Any]) -> None:
        self.found.write(json.dumps(what) + "\n")
        self.found.flush()

    def _reach(self, items: list[pytest.Item]) -> None:
        reached: set[str] = set()
        vars(trampoline)["record_trampoline_hit"] = lambda name, caller=None: reached.add(name)
        activate("stats")
        for item in items:
            reached.clear()
            begun = time.process_time()
            if not passes(item):
                self.failing.append(item.nodeid)
            self.seconds[item.nodeid] = time.process_time() - begun
            for function in reached:
                self.reaching.setdefault(function, []).append(item)

    def _tried(self, name: str) -> int:
        function = function_of(name)

        def worth(item: pytest.Item) -> tuple[int, int, float]:
            test = item.nodeid
            return -self.kills[function, test], -self.kills["", test], self.seconds[test]

        items = self.reaching.get(function, [])
        forget()
        for item in sorted(items, key=worth):
            activate(name)
            # A test's own time: one that many tests reach and none notices is alive, however long they all take.
            signal.setitimer(signal.ITIMER_VIRTUAL, max(LEAST, TIMES * self.seconds[item.nodeid]))
            try:
                passed = passes(item)
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            if not passed:
                self.kills.update(((function, item.nodeid), ("", item.nodeid)))
                forget()
                return DEAD
        return SURVIVED if items else NO_TESTS


def forget() -> None:
    """Empty the program's caches, which would keep what another mutant has computed."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "healthplan_cli":
            for thing in list(vars(module).values()):
                clear = getattr(thing, "cache_clear", None)
                if clear is not None:
                    clear()


def _too_long(number: int, frame: FrameType | None) -> None:
    raise NeverEnds


def main() -> int:
    """Run pytest over the tool's tree with this loop."""
    folder, names, found, *tests = sys.argv[1:]
    os.chdir(folder)
    sys.path[:0] = [folder, str(Path(folder, "tests")), str(Path(folder, "fuzz"))]
    activate("")
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-profile=mutation"]
    with Path(found).open("w", encoding="utf-8") as lines:
        loop = Mutants(json.loads(Path(names).read_text(encoding="utf-8")), lines)
        pytest.main([*options, *tests], plugins=[loop])
    return 0


if __name__ == "__main__":
    sys.exit(main())
