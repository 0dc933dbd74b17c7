"""Where reports go: standard output in one form, files in as many as wanted; all made before any is written."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.model import Location
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
        if not colon or name not in FORMATS:
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


def write_files(contents: Mapping[str, bytes]) -> None:
    """Each file whole or not at all: written beside its place, then moved there once all are written.

    InvalidInput names those that can't be; then no file has changed.
    """
    waiting: dict[Path, str] = {}
    problems: list[Problem] = []
    for name, content in contents.items():
        try:
            waiting[Path(name)] = _written_beside(Path(name), content)
        except OSError as error:
            words = tr("无法写入：{reason}", reason=error.strerror or error)
            problems.append(Problem(Location(name), words))
    for path, written in waiting.items():
        if problems:
            Path(written).unlink(missing_ok=True)
        else:
            Path(written).replace(path)
    if problems:
        raise InvalidInput(problems)


def _written_beside(path: Path, content: bytes) -> str:
    if path.is_dir():
        raise IsADirectoryError(21, tr("这是一个文件夹"))
    handle, written = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
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
