"""Where reports go: standard output in one form, files in as many as wanted; all made before any is written."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.model import Location
from healthplan_cli.optionwords import meant
from healthplan_cli.reporters import FORMATS
from healthplan_cli.speech import tr

if TYPE_CHECKING:
    from healthplan_cli.reviewed import Reviewed


def outputs_of(texts: Sequence[str]) -> dict[str, str]:
    """`--output F:PATH`, by the path; the form may be left out where the file's ending says it."""
    found: dict[str, str] = {}
    problems: list[str] = []
    for text in texts:
        name, colon, path = text.partition(":")
        name = meant(name, FORMATS)
        if not colon or (name not in FORMATS and not name.isalpha()):
            name, path = _by_ending(text), text
        elif name not in FORMATS and len(name) > 1:  # C:report.xlsx is a file
            name = ""
        elif name not in FORMATS:
            name, path = _by_ending(text), text
        if not name or not path:
            forms = tr("、").join(FORMATS)
            problems.append(
                tr(
                    "“{text}”不对，应写成 形式:文件，如 xlsx:报告.xlsx；形式有 {forms}",
                    text=text,
                    forms=forms,
                )
            )
        elif path in found:
            problems.append(tr("“{path}”给了不止一次", path=path))
        else:
            found[path] = name
    if problems:
        raise InvalidInput(Problem(Location("--output"), words) for words in problems)
    return found


def _by_ending(path: str) -> str:
    ending = Path(path).suffix.lower()
    return next((name for name, form in FORMATS.items() if form.suffix == ending and ending != ".txt"), "")


def check_standard_output(name: str) -> None:
    """InvalidInput for a form that no terminal can show."""
    if FORMATS[name].binary and name != "csv" and sys.stdout is not None and sys.stdout.isatty():
        words = tr("{name} 不能显示在终端里：请用 --output {name}:文件", name=name)
        raise InvalidInput([Problem(Location("--format"), words)])


def check_targets(files: Iterable[str], inputs: Iterable[str]) -> None:
    """InvalidInput for a report that would be written over what it is made from, or twice over itself."""
    read = {Path(name).resolve(): name for name in inputs}
    seen: dict[Path, str] = {}
    problems: list[Problem] = []
    for name in files:
        place = Path(name).resolve()
        if place in read:
            problems.append(Problem(Location(name), tr("这是本次要读的文件，不能写在上面")))
        elif place in seen:
            words = tr("和 {other} 是同一个文件", other=seen[place])
            problems.append(Problem(Location(name), words))
        seen[place] = name
    if problems:
        raise InvalidInput(problems)


def write_files(contents: Mapping[str, bytes]) -> None:
    """Each file whole or not at all: written beside its place, then moved there once all are written.

    A link stays one: what it points to is replaced. A device or a pipe is written to. InvalidInput names the files that
    can't be written; then none has changed.
    """
    waiting: dict[Path, str] = {}
    problems: list[Problem] = []
    for name, content in contents.items():
        place = Path(name).resolve()
        try:
            if place.exists() and not place.is_file():
                place.write_bytes(content)
            else:
                waiting[place] = _written_beside(place, content)
        except OSError as error:
            problems.append(_unwritable(name, error))
    for place, written in waiting.items():
        try:
            if not problems:
                Path(written).replace(place)
        except OSError as error:
            problems.append(_unwritable(str(place), error))
    for written in waiting.values():
        Path(written).unlink(missing_ok=True)
    if problems:
        raise InvalidInput(problems)


def _unwritable(name: str, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        reason = tr("没有这个文件夹")
    elif isinstance(error, IsADirectoryError):
        reason = tr("这是一个文件夹")
    else:
        reason = error.strerror or str(error)
    return Problem(Location(name), tr("无法写入：{reason}", reason=reason))


def _written_beside(path: Path, content: bytes) -> str:
    handle, written = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(written).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except OSError:
        Path(written).unlink(missing_ok=True)
        raise
    return written


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def write_job_summary(reviewed: Sequence[Reviewed]) -> None:
    """Adds the summary of a GitHub job to the file that GITHUB_STEP_SUMMARY names, where it does."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from healthplan_cli.reporters.jobsummary import summary_markdown

    try:
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(summary_markdown(reviewed))
    except OSError as error:
        words = tr("无法写入：{reason}", reason=error.strerror or error)
        raise InvalidInput([Problem(Location(path), words)]) from None
