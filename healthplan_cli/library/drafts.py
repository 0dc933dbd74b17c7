"""Drafts in Python: a plan's document → the text of a spec."""

from __future__ import annotations

import os
from collections.abc import Mapping

from healthplan_cli.commands.draft import DraftOptions, drafted
from healthplan_cli.draft.result import DraftResult
from healthplan_cli.library.files import save_report
from healthplan_cli.library.plans import Path
from healthplan_cli.library.words import in_python
from healthplan_cli.report import Look
from healthplan_cli.report.forms import rendered


class Draft:
    """The draft of a spec made from a plan's document: its text, and the number of doubts in it."""

    def __init__(self, result: DraftResult) -> None:
        self._result = result

    @property
    def spec(self) -> str:
        """The spec's text, with `待核` where a person must decide."""
        return rendered("draft", "yaml", [self._result], Look()).decode()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many `rows`, `commitments`, `projects` and `doubts` there are."""
        return dict(self._result.counts)

    def save(self, path: Path, form: str | None = None, *, template: Path | None = None) -> None:
        """Write the spec (`.yaml`) or the report beside the document (`.html`, `.xlsx`, `.docx` …), by the file's ending.

        `template` is a Word document whose styles a `.docx` has. A file that is there is replaced. Raise InvalidInput for a form
        that can't be told, for a template that is no Word document, or a file that can't be written.
        """
        save_report("draft", [self._result], path, form, template)

    def __repr__(self) -> str:
        counted = ", ".join(f"{count} {what}" for what, count in self.counts.items())
        return f"<Draft of {self._result.document}: {counted}>"


def draft(document: Path, *, id: str | None = None, pages: str | None = None, ocr: bool = False) -> Draft:
    """Return the draft of a spec from a plan's document (docx, pdf, html, xlsx, txt).

    `pages` are those of a PDF (`"12-40"`), `ocr` reads its pictures. Raise InvalidInput for a document that can't be read or
    has nothing of a plan.
    """
    with in_python():
        return Draft(drafted(DraftOptions(document=os.fspath(document), id=id, pages=pages, ocr=ocr)))
