"""What is wrong with what the user gave: never a verdict, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from healthplan_cli.model import Location
from healthplan_cli.record import record
from healthplan_cli.visible import visible


class HpcheckError(Exception):
    """Anything hpcheck says no to on purpose."""


@record(frozen=True, slots=True)
class Problem:
    """One thing wrong, its place, and (in the message) what would be right; `below` has lines that underline it.

    As text it is one line, whatever the file has put into its message, and those below.
    """

    location: Location
    message: str
    below: str = ""

    def __str__(self) -> str:
        head = visible(f"{self.location}: {self.message}")
        return "\n".join([head, *map(visible, self.below.splitlines())])


class InvalidInput(HpcheckError):
    """A spec or an input file is wrong; carries every problem found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotUnderstood(HpcheckError):
    """A wording that fits no rule.

    `at` is the index, in the original text, of the character where understanding stopped.
    """

    def __init__(self, text: str, at: int, message: str) -> None:
        self.text = text
        self.at = at
        self.message = message
        super().__init__(message)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by line and column, each once."""
    once = dict.fromkeys(problems)
    return sorted(once, key=lambda problem: (problem.location.line, problem.location.column))


T = TypeVar("T")


def together(problems: Iterable[Problem], read: Callable[[], T]) -> T:
    """What `read` gives. InvalidInput with the problems found before and those that it finds, all at once."""
    earlier = list(problems)
    try:
        found = read()
    except InvalidInput as error:
        raise InvalidInput(in_order([*earlier, *error.problems])) from None
    if earlier:
        raise InvalidInput(in_order(earlier))
    return found
