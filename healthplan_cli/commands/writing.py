"""Where reports go: standard output in one form, files in as many as wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
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
        name, path = split_output(text)
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


def split_output(text: str) -> tuple[str, str]:
    """The form and the path of `F:PATH`; no form where it can't be told."""
    name, colon, path = text.partition(":")
    form = meant(name, FORMATS)
    if colon and form in FORMATS:
        return form, path
    if colon and name.isalpha() and len(name) > 1:  # C:report.xlsx is a file
        return "", path
    return _by_ending(text), text


def _by_ending(path: str) -> str:
    ending = Path(path).suffix.lower()
    return next((name for name, form in FORMATS.items() if form.suffix == ending and ending != ".txt"), "")


def check_standard_output(name: str) -> None:
    """InvalidInput for a form that no terminal can show."""
    if FORMATS[name].binary and name != "csv" and sys.stdout is not None and sys.stdout.isatty():
        words = tr("{name} 不能显示在终端里：请用 --output {name}:文件", name=name)
        raise InvalidInput([Problem(Location("--format"), words)])


def job_summary(reviewed: Sequence[Reviewed]) -> dict[str, bytes]:
    """What to add to the summary of a GitHub job: the file that GITHUB_STEP_SUMMARY names, where it does, with the text."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return {}
    from healthplan_cli.reporters.jobsummary import summary_markdown

    return {path: summary_markdown(reviewed).encode()}
