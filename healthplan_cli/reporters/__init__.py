"""Reviewed plans → text or bytes, by the name of the format; a format's module is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from healthplan_cli.record import record
from healthplan_cli.report import Look
from healthplan_cli.visible import shown

if TYPE_CHECKING:
    from healthplan_cli.reviewed import Reviewed


@record(frozen=True, slots=True)
class Format:
    """A form of the report: the module whose `render(reviewed, look)` makes it, the ending of its files; whether it has
    escapes of its own for what can't be shown."""

    module: str
    suffix: str
    binary: bool = False
    escapes: bool = False


FORMATS = {
    "terminal": Format("terminal", ".txt"),
    "json": Format("jsonreport", ".json", escapes=True),
    "jsonl": Format("jsonlines", ".jsonl", escapes=True),
    "csv": Format("csvreport", ".csv", binary=True),
    "markdown": Format("markdown", ".md"),
    "xlsx": Format("xlsxreport", ".xlsx", binary=True),
    "docx": Format("docxreport", ".docx", binary=True),
    "html": Format("htmlpage", ".html"),
    "junit": Format("junit", ".xml"),
    "sarif": Format("sarif", ".sarif", escapes=True),
    "github": Format("github", ".txt"),
    "tap": Format("tap", ".tap"),
}


def render(name: str, reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """All the plans of a run in one form; text as UTF-8. What the files say is shown on one line, nothing of it unseen:
    in JSON by its own escapes."""
    module = import_module(f"{__name__}.{FORMATS[name].module}")
    found = module.render(reviewed if FORMATS[name].escapes else shown(reviewed), look)
    return found if isinstance(found, bytes) else found.encode()
