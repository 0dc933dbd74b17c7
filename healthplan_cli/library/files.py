"""A report written to a file, in the form that the file's ending says: the same bytes as `hpcheck … -o FILE`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.commands.template import template_of
from healthplan_cli.commands.writing import outputs_of, write_reports
from healthplan_cli.library.words import in_python
from healthplan_cli.report import Look
from healthplan_cli.report.forms import KINDS


def save_report(
    kind: str,
    results: Sequence[Any],
    path: str | os.PathLike[str],
    form: str | None,
    template: str | os.PathLike[str] | None = None,
    look: Look | None = None,
) -> None:
    """Write a report of a kind; a file that is there is replaced. Raise InvalidInput for a form that can't be told, for a
    template that is no Word document, and for a file that can't be written or mustn't be: one that has been read.
    """
    name = os.fspath(path)
    with in_python():
        targets = outputs_of([f"{form}:{name}" if form else name], KINDS[kind].outputs)
        given = template_of(os.fspath(template) if template is not None else None)
        write_reports(targets, kind, results, replace(look or Look(), template=given))
