"""Errors in the user's input. They are neither verdicts nor faults of the program: no traceback is shown for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_MESSAGE
from healthplan_cli.base.location import Location
from healthplan_cli.base.visible import visible


class HpcheckError(Exception):
    """The base of the errors that hpcheck raises on purpose."""


@record(frozen=True, slots=True)
class Problem:
    """One fault of an input: its place and a message that also says what would be right. `below` has lines to print under
    it.

    As text: one line of place and message, cut at MAX_MESSAGE characters, followed by the lines of `below`.
    """

    location: Location
    message: str
    below: str = ""

    @property
    def file(self) -> str:
        """The file's name as the user gave it, or the name of an input that is no file: `actuals`, an option."""
        return self.location.file

    @property
    def line(self) -> int:
        """The line, from 1 (of a data frame: the row); 0 where the place has none."""
        return self.location.line

    @property
    def column(self) -> int:
        """The column, from 1; 0 where the place has none."""
        return self.location.column

    @property
    def place(self) -> str:
        """The place as a message names it: `FILE:LINE:COLUMN`, `FILE:SHEET!CELL`, `actuals:[3]["value"]`."""
        return str(self.location)

    def __str__(self) -> str:
        message = self.message if len(self.message) <= MAX_MESSAGE else f"{self.message[:MAX_MESSAGE]}……"
        head = visible(f"{self.location}: {message}")
        return "\n".join([head, *map(visible, self.below.splitlines())])


class InvalidInput(HpcheckError):
    """A spec or an input file is wrong; `problems` has every problem found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refusal(where: Location | str, message: str) -> InvalidInput:
    """Return an InvalidInput with a single problem; `where` is a place, or the name of a file or an option."""
    return InvalidInput([Problem(Location(where) if isinstance(where, str) else where, message)])


class NotUnderstood(HpcheckError):
    """The words of a target or a value fit no rule of the grammar.

    `at` is the index in the original text of the first character that couldn't be read.
    """

    def __init__(self, text: str, at: int, message: str) -> None:
        self.text = text
        self.at = at
        self.message = message
        super().__init__(message)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted by line and column, without repetitions."""
    once = dict.fromkeys(problems)
    return sorted(once, key=lambda problem: (problem.location.line, problem.location.column))


def cause(error: OSError) -> str:
    """Return why the system couldn't read or write a file: usual causes in the user's language, others in the system's words."""
    import errno

    usual = {
        errno.ENOSPC: tr("磁盘满了"),
        getattr(errno, "EDQUOT", -1): tr("磁盘配额用完了"),
        errno.EFBIG: tr("文件太大，超过系统的限制"),
        errno.EACCES: tr("没有权限"),
        errno.EPERM: tr("没有权限"),
        errno.EROFS: tr("这里是只读的"),
        errno.ENAMETOOLONG: tr("文件名太长"),
        errno.ELOOP: tr("符号链接绕成了圈"),
        errno.ENOENT: tr("没有这个文件夹"),
        errno.EISDIR: tr("这是一个文件夹"),
    }
    return usual.get(error.errno or 0) or error.strerror or str(error)


@contextmanager
def together(problems: Sequence[Problem]) -> Iterator[None]:
    """Run a block and raise one InvalidInput at its end, for the given problems and those of an InvalidInput that the
    block raises.

    `problems` is read at the end, so that the block may add to it.
    """
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(in_order([*problems, *error.problems])) from None
    if problems:
        raise InvalidInput(in_order(problems))
