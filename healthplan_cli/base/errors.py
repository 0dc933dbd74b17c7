"""What is wrong with what the user gave: never a verdict, never a traceback."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_MESSAGE
from healthplan_cli.base.location import Location
from healthplan_cli.base.visible import visible


class HpcheckError(Exception):
    """Anything hpcheck says no to on purpose."""


@record(frozen=True, slots=True)
class Problem:
    """One thing wrong, its place, and (in the message) what would be right; `below` has the lines that underline it.

    As text it is one line, whatever the message holds, followed by the lines below.
    """

    location: Location
    message: str
    below: str = ""

    @property
    def file(self) -> str:
        """The file's name as it was given; of what is no file what it is called: `actuals`, an option."""
        return self.location.file

    @property
    def line(self) -> int:
        """The line, from 1; of a frame the row; 0 where there is none."""
        return self.location.line

    @property
    def column(self) -> int:
        """The column, from 1; 0 where there is none."""
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
    """A spec or an input file is wrong; carries every problem found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refusal(where: Location | str, message: str) -> InvalidInput:
    """Return the refusal of an input for one thing: at a place, or of a file or an option as a whole."""
    return InvalidInput([Problem(Location(where) if isinstance(where, str) else where, message)])


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
    """Return the problems by line and column, each once."""
    once = dict.fromkeys(problems)
    return sorted(once, key=lambda problem: (problem.location.line, problem.location.column))


def cause(error: OSError) -> str:
    """Return why the system couldn't read or write a file, in the user's language where it is a usual cause."""
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
    """Raise InvalidInput at the end of a block for the problems found before it and those that the block raises, all at once."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(in_order([*problems, *error.problems])) from None
    if problems:
        raise InvalidInput(in_order(problems))
