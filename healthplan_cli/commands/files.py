"""Files that are written completely or not at all, for every command (docs/formats.md, 「写文件」)."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from healthplan_cli.base.errors import InvalidInput, Problem, cause
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import name_read
from healthplan_cli.sources.plans.catalog import shipped_folder

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # signals that end the program


def write_files(
    contents: Mapping[str, bytes],
    appended: Mapping[str, bytes] | None = None,
    folders: Sequence[str] = (),
) -> None:
    """Write all files or none: each is first written beside its place, then all are moved; where one can't be, the
    old files are put back.
    A link stays a link: the file it points to is replaced. A device or pipe is written directly; what is `appended`
    goes to the end of its file; missing `folders` are made, and removed again where nothing is written. Raise
    InvalidInput for files that can't be written, and for those that this run has read.
    """
    appended = appended or {}
    check_targets(contents)
    staged = _Staged()
    try:
        for name in folders:
            staged.make(name)
        if not staged.problems:
            for name, content in contents.items():
                staged.add(name, content)
        if staged.problems:
            raise InvalidInput(staged.problems)
        with contextlib.ExitStack() as undo:
            for name, content in appended.items():
                _append(name, content, undo)
            with undisturbed():
                staged.put_in_place(undo)
                undo.pop_all()
    finally:
        with undisturbed():
            staged.clear()


def check_targets(names: Mapping[str, object]) -> None:
    """Raise InvalidInput for a target that this run has read, that ships with the program, or that is named twice."""
    ships = os.path.realpath(shipped_folder())
    seen: dict[str, str] = {}
    problems: list[Problem] = []
    for name in names:
        place = os.path.realpath(name)
        alike = os.path.normcase(place).casefold()  # one file where names have no capitals
        if os.path.dirname(place) == ships:  # noqa: PTH120
            problems.append(Problem(Location(name), tr("这是程序自带的规格所在的文件夹，不能写在里面")))
        elif name_read(name) is not None:
            problems.append(Problem(Location(name), tr("这是本次要读的文件，不能写在上面")))
        elif alike in seen:
            problems.append(Problem(Location(name), tr("和 {other} 是同一个文件", other=seen[alike])))
        seen[alike] = name
    if problems:
        raise InvalidInput(problems)


class _Staged:
    """Files written beside their places, to be moved there together."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._waiting: dict[
            str, tuple[str, str]
        ] = {}  # by its place: the file beside it, and the name that was given
        self._beside: list[str] = []
        self._made: list[str] = []

    def make(self, folder: str) -> None:
        """Make a folder where there is none; a file in its place is added to the problems."""
        if os.path.isdir(folder):  # noqa: PTH112
            return
        if os.path.lexists(folder):
            self.problems.append(Problem(Location(folder), tr("这不是文件夹")))
            return
        try:
            Path(folder).mkdir()
            self._made.append(folder)
        except OSError as error:
            self.problems.append(_unwritable(folder, error))

    def add(self, name: str, content: bytes) -> None:
        """Write a content beside its place, or into a device or pipe; a failure is added to the problems."""
        place = os.path.realpath(name)
        try:
            if _is_special(name):
                with open(name, "wb") as stream:  # noqa: PTH123 (a name under /dev isn't to be resolved)
                    stream.write(content)
            else:
                self._waiting[place] = self._written(place, content), name
        except OSError as error:
            self.problems.append(_unwritable(name, error))

    def _written(self, place: str, content: bytes) -> str:
        old = os.stat(place) if os.path.exists(place) else None  # noqa: PTH110, PTH116 (as above)
        if old is not None and not os.access(place, os.W_OK):
            raise PermissionError(13, os.strerror(13))  # it could be replaced, but says that it isn't to be
        path = self._name_beside(place)
        mode = stat.S_IMODE(old.st_mode) & 0o777 if old else 0o666 & ~_umask()
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as stream:  # noqa: PTH123
            stream.write(content)
            stream.flush()
            if old is not None and hasattr(os, "fchown"):
                with contextlib.suppress(OSError):
                    os.fchown(stream.fileno(), old.st_uid, old.st_gid)
            os.fsync(stream.fileno())
        Path(path).chmod(mode)
        return path

    def _name_beside(self, place: str) -> str:
        folder, name = os.path.split(place)
        path = os.path.join(folder, f".{name[:50]}.{os.urandom(6).hex()}.tmp")  # noqa: PTH118
        self._beside.append(path)  # before it is there, so that it is gone whatever happens
        return path

    def put_in_place(self, undo: contextlib.ExitStack) -> None:
        """Move all files to their places. Raise InvalidInput where one can't be moved: `undo` then moves the others back."""
        for place, (written, name) in self._waiting.items():
            try:
                undo.callback(self._back, place, self._kept(place))
                Path(written).replace(place)
            except OSError as error:
                raise InvalidInput([_unwritable(name, error)]) from None
        for folder in {os.path.dirname(place) for place in self._waiting}:  # noqa: PTH120
            _settle(folder)

    def _kept(self, place: str) -> str | None:
        """Return a second name of the file that stands in a place; None where it needn't be kept, as for a single file."""
        if len(self._waiting) < 2 or not os.path.exists(place):  # noqa: PTH110
            return None
        path = self._name_beside(place)
        try:
            Path(path).hardlink_to(place)
        except OSError:  # a file system without links
            import shutil

            shutil.copy2(place, path)
        return path

    def _back(self, place: str, kept: str | None) -> None:
        with contextlib.suppress(OSError):
            if kept is not None:
                Path(kept).replace(place)
            elif len(self._waiting) > 1:
                Path(place).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what is left beside the places."""
        for path in self._beside:
            with contextlib.suppress(OSError):
                Path(path).unlink(missing_ok=True)
        for folder in self._made:
            with contextlib.suppress(OSError):  # there are files in it now
                Path(folder).rmdir()


_BINARY = getattr(os, "O_BINARY", 0)


def _is_special(name: str) -> bool:
    """Return whether a name is of a device or a pipe (or of a folder, which fails when it is opened)."""
    return os.path.exists(name) and not os.path.isfile(name)  # noqa: PTH110, PTH113


def _append(name: str, content: bytes, undo: contextlib.ExitStack) -> None:
    """Append a content to a file. Raise InvalidInput where that fails; then, and on `undo`, the file is cut back to its old length."""
    try:
        with open(name, "ab", buffering=0) as stream:  # noqa: PTH123
            size = stream.seek(0, os.SEEK_END) if stream.seekable() else None
            if size is not None:
                undo.callback(_cut, name, size)
            rest = memoryview(content)
            while rest:
                rest = rest[stream.write(rest) or 0 :]
    except OSError as error:
        raise InvalidInput([_unwritable(name, error)]) from None


def _cut(name: str, size: int) -> None:
    with contextlib.suppress(OSError):
        os.truncate(name, size)


def _settle(folder: str) -> None:
    """Flush a folder's directory to disk where the system can, so that new names survive a loss of power."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _unwritable(name: str, error: OSError) -> Problem:
    return Problem(Location(name), tr("无法写入：{reason}", reason=cause(error)))


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Delay signals that would end the program until the block is done."""
    import signal

    came: list[int] = []
    kept = {}
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) not in (None, signal.SIG_IGN):
            with contextlib.suppress(ValueError):  # not in the main thread, which signals stop
                kept[number] = signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])
