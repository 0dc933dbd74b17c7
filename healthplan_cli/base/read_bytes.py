"""Bytes from files and from standard input, never more than a spec or a data file can be."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from healthplan_cli.base.errors import InvalidInput, Problem, cause, refusal
from healthplan_cli.base.fast_dataclass import kept, record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_SHEET_BYTES


@record(frozen=True, slots=True)
class Source:
    """A file's content as read once: what it says, and the digest that goes into the report."""

    path: str
    content: bytes

    @kept
    def sha256(self) -> str:
        import hashlib

        return hashlib.sha256(self.content).hexdigest()


_read: dict[
    tuple[int, int] | str, str
] = {}  # what this run has read, by where it is and by what it is called there


def forget() -> None:
    """Forget what has been read: a run begins."""
    _read.clear()


def name_read(path: str) -> str | None:
    """Return the name under which a file has been read in this run, whatever links and capitals lead to it; None where it
    hasn't.
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


def read_source(path: str) -> Source:
    """Return the bytes of a file; InvalidInput when it can't be read as one."""
    try:
        with Path(path).open("rb") as stream:
            _noted(stream, path)
            return Source(path, stream.read(MAX_SHEET_BYTES + 1))
    except FileNotFoundError:
        raise refusal(path, tr("找不到这个文件")) from None
    except IsADirectoryError:
        raise refusal(path, tr("这是一个文件夹，需要的是文件")) from None
    except (OSError, ValueError) as error:
        reason = cause(error) if isinstance(error, OSError) else str(error)
        raise refusal(path, tr("无法读取：{reason}", reason=reason)) from None


def read_input(path: str) -> Source:
    """Return a file, or standard input for `-`."""
    if path != "-":
        return read_source(path)
    if sys.stdin is None:
        raise refusal("-", tr("标准输入是关着的"))
    _noted(sys.stdin, "-")
    return Source("-", sys.stdin.buffer.read(MAX_SHEET_BYTES + 1))


def read_inputs(files: Sequence[str]) -> list[Source]:
    """Return the content of data files, each once; `-` is standard input. InvalidInput names all that can't be read."""
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
