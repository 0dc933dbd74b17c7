"""Bytes of files and of standard input, read up to the limit on an input's size."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from healthplan_cli.base.errors import InvalidInput, Problem, cause, refusal
from healthplan_cli.base.fast_dataclass import kept, record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_SHEET_BYTES


@record(frozen=True, slots=True)
class Source:
    """The content of an input file, with the path under which it was asked for and its digest."""

    path: str
    content: bytes

    @kept
    def sha256(self) -> str:
        import hashlib

        return hashlib.sha256(self.content).hexdigest()


_read: dict[
    tuple[int, int] | str, str
] = {}  # what this run has read, by where it is and by what it is called there


_kept: dict[str, Source] | None = None  # what is read while `keeping`, by the name it was asked for
_given: Mapping[str, bytes] | None = None  # what there is to read while `given`


def forget() -> None:
    """Forget the names of the files that earlier runs in this process have read."""
    _read.clear()


@contextmanager
def keeping() -> Iterator[Mapping[str, Source]]:
    """Collect every file that the block reads, by the name it was asked for, in the mapping that is yielded."""
    global _kept
    before, _kept = _kept, {}
    try:
        yield _kept
    finally:
        _kept = before


@contextmanager
def given(files: Mapping[str, bytes]) -> Iterator[None]:
    """Let the block read from this mapping (name with `/` → content) in place of the disk; a name not in it isn't found."""
    global _given
    before, _given = _given, files
    try:
        yield
    finally:
        _given = before


def names_given() -> tuple[str, ...] | None:
    """Return the names of the files passed to the enclosing `given`; None outside of one."""
    return None if _given is None else tuple(_given)


def _held(path: str) -> Source:
    assert _given is not None
    content = _given.get(path, _given.get(PurePath(path).as_posix()))
    if content is None:
        raise refusal(path, tr("找不到这个文件"))
    return Source(path, content)


def _note_content(source: Source) -> Source:
    if _kept is not None:
        _kept[source.path] = source
    return source


def name_read(path: str) -> str | None:
    """Return the name under which this run has read the file at `path`, also through a link or another spelling; None for
    a file not read.
    """
    try:
        found = _read.get(_identity(os.stat(path)))  # noqa: PTH116 (a name as it is given)
    except (OSError, ValueError):
        found = None
    return found or _read.get(os.path.realpath(path))


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _noted(stream: Any, path: str) -> None:
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):  # a stream that is no file
        return
    if not stat.S_ISREG(status.st_mode):
        return
    if status.st_ino:
        _read[_identity(status)] = path
    if path != "-":
        _read[os.path.realpath(path)] = path


def read_source(path: str, most: int = MAX_SHEET_BYTES) -> Source:
    """Return a file's content, at most `most` bytes and one more (which shows that it is too big). Raise InvalidInput if unreadable."""
    if _given is not None:
        return _held(path)
    try:
        with Path(path).open("rb") as stream:
            _noted(stream, path)
            return _note_content(Source(path, stream.read(most + 1)))
    except FileNotFoundError:
        raise refusal(path, tr("找不到这个文件")) from None
    except IsADirectoryError:
        raise refusal(path, tr("这是一个文件夹，需要的是文件")) from None
    except (OSError, ValueError) as error:
        reason = cause(error) if isinstance(error, OSError) else str(error)
        raise refusal(path, tr("无法读取：{reason}", reason=reason)) from None


def read_input(path: str) -> Source:
    """Return the content of a file, or of standard input for `-`. Raise InvalidInput where it can't be read."""
    if path != "-" or _given is not None:
        return read_source(path)
    if sys.stdin is None:
        raise refusal("-", tr("标准输入是关着的"))
    _noted(sys.stdin, "-")
    return _note_content(Source("-", sys.stdin.buffer.read(MAX_SHEET_BYTES + 1)))


def read_inputs(files: Sequence[str]) -> list[Source]:
    """Return the contents of data files, each file once; `-` is standard input. Raise one InvalidInput for all that can't be read."""
    if files.count("-") > 1:
        raise refusal("-", tr("标准输入只能读一次"))
    found: list[Source] = []
    problems: list[Problem] = []
    for file in dict.fromkeys(files):
        try:
            found.append(read_input(file))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return found
