"""Reports in any form, as the commands make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthplan_cli.evaluation.gate import Gate
from healthplan_cli.model import Actuals, Report
from healthplan_cli.report import Look
from healthplan_cli.report.forms import FORMS, KINDS, rendered
from healthplan_cli.views.reviewed_plan import Reviewed

# an archive is a run's, which a report that was made alone has none of
FORMATS = {name: FORMS[name] for name in KINDS["evaluation"].forms if name != "archive"}


def render(form: str, reviewed: Sequence[Reviewed], look: Look) -> bytes:
    """The evaluations of some plans."""
    return rendered("evaluation", form, reviewed, look)


def content_of(kind: str, form: str, result: Any, look: Look | None = None) -> bytes:
    """A result as a report of a kind."""
    return rendered(kind, form, [result], look or Look(100))


def text_of(kind: str, form: str, result: Any, look: Look | None = None) -> str:
    """The same as text, line ends as in the file."""
    return content_of(kind, form, result, look).decode()


def report_terminal(report: Report, gate: Gate, look: Look) -> str:
    """An evaluation on a terminal, of which only the report is known."""
    return render("terminal", [Reviewed(report, gate, Actuals(()), {})], look).decode()
