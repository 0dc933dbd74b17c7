"""Settings files that are found rather than named by --config: where they are looked for, who must own them, what
they may not do.
A file in a folder applies to everyone who works there, and may be a stranger's (docs/formats.md, 「找到的设置」).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location

NAMES = ("hpcheck.toml", "pyproject.toml")
_REPOSITORIES = (".git", ".hg", ".svn", ".jj")


@record(frozen=True, slots=True)
class Candidate:
    """A file that may have settings: its name as messages show it; `folder`, the only one in which it may have
    reports written; `within`, the folder whose files it may have read.
    """

    shown: str
    folder: str
    within: str


def candidates(refused: list[Problem]) -> Iterator[Candidate]:
    """Yield the settings files in this folder and those above it, nearest first, up to the repository's root or the
    home folder.
    One that belongs to another user, or is a link to a file elsewhere, is added to `refused` instead.
    """
    try:
        here = os.getcwd()  # noqa: PTH109 (a folder that is no more)
    except OSError:
        return
    folders = list(_folders(here))
    root = folders[-1] if _is_repository(folders[-1]) else None
    for folder in folders:
        for name in NAMES:
            path = os.path.join(folder, name)  # noqa: PTH118
            if not os.path.isfile(path):  # noqa: PTH113 (Path's raises in a folder that can't be looked into)
                continue
            found = Candidate(os.path.relpath(path), folder, root or folder)
            reason = _reason_against(path, folders[-1] if root or folders[-1] == _home() else folder)
            if reason is None:
                yield found
            elif _says_something(path):
                refused.append(Problem(Location(found.shown), reason))


def _folders(here: str) -> Iterator[str]:
    """Yield this folder and those above it, up to its repository's root or the home folder."""
    for folder in (Path(here), *Path(here).parents):
        yield str(folder)
        if str(folder) == _home() or _is_repository(str(folder)):
            return


def _home() -> str:
    return os.path.realpath(os.path.expanduser("~"))  # noqa: PTH111 (Path's raises where there is none)


def _is_repository(folder: str) -> bool:
    return any(os.path.lexists(os.path.join(folder, name)) for name in _REPOSITORIES)  # noqa: PTH118


def _reason_against(path: str, within: str) -> str | None:
    """Return why a settings file isn't used (a link to elsewhere, another user's); None for one that is."""
    advice = tr("没有采用；确实要用它，请用 --config {path}", path=os.path.relpath(path))
    if not lies_in(path, within):
        return tr("这个设置文件是指到别处的链接，{advice}", advice=advice)
    if hasattr(os, "geteuid") and {os.stat(path).st_uid, os.lstat(path).st_uid} != {os.geteuid()}:  # noqa: PTH116
        return tr("这个设置文件是另一个用户的，{advice}", advice=advice)
    return None


def _says_something(path: str) -> bool:
    """Return whether a file that isn't used has settings at all: most pyproject.toml have none."""
    if not path.endswith(NAMES[1]):
        return True
    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            return b"hpcheck" in stream.read(1_000_000)
    except OSError:
        return False


def lies_in(path: str, folder: str) -> bool:
    """Return whether a path, all links followed, is below a folder."""
    real, top = os.path.realpath(path), os.path.realpath(folder)
    return real.startswith(top if top.endswith(os.sep) else top + os.sep)


def why_not_written(path: str, found: Candidate) -> str | None:
    """Return why found settings may not write a file; None where they may: in their own folder, and not hidden."""
    if not lies_in(path, found.folder):
        return tr("找到的设置只能写到自己的文件夹里，“{path}”在外面", path=path)
    inside = os.path.relpath(os.path.realpath(path), os.path.realpath(found.folder))
    if any(part.startswith(".") for part in Path(inside).parts):
        return tr("找到的设置不能写以点开头的文件，也不能写到这样的文件夹里：“{path}”", path=path)
    return None


def why_not_read(path: str, found: Candidate) -> str | None:
    """Return why found settings may not have a file read; None where they may: in their repository or folder."""
    if not lies_in(path, found.within):
        return tr("找到的设置只能用自己的文件夹（有仓库的，整个仓库）里的文件，“{path}”在外面", path=path)
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113
        return tr("找到的设置只能用普通的文件，“{path}”不是", path=path)
    return None
