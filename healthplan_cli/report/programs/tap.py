"""Reports as TAP version 14, with a line for each row and component.

A row that can't be judged is SKIP, a waived one is TODO.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.messages import note_words, told
from healthplan_cli.model import Nature, Status
from healthplan_cli.report import Look
from healthplan_cli.report.programs.cases import FAILED, TestCase, cases, promised
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.commitments import folded_words, tally_words
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.report.words.notes import reviewed_words
from healthplan_cli.views.reviewed_plan import Reviewed


def render(reviewed: Sequence[Reviewed], look: Look) -> str:
    """Return one TAP document; the cases of several plans are numbered consecutively."""
    lines, number = [], 0
    for item in reviewed:
        lines += [f"# {clean(line)}" for line in (item.report.plan.title, reviewed_words(item.report))]
        for case in cases(item):
            number += 1
            lines += _case(case, number)
        lines += [f"# {tally_words(item.report)}"] if item.report.commitments is not None else []
        for case in promised(item, look):
            number += 1
            lines += _case(case, number)
        lines += [f"# {words}"] if (words := folded_words(item.report, look)) else []
        lines.append(f"# {gate_line(item.gate)}")
    return "\n".join(["TAP version 14", f"1..{number}", *lines]) + "\n"


def _case(case: TestCase, number: int) -> Iterator[str]:
    result = case.result
    ok = "not ok" if result.status in FAILED or case.waived else "ok"
    name = case.name.replace("\\", "\\\\").replace("#", "\\#")
    yield f"{ok} {number} - {name}{_directive(case)}"
    yield "  ---"
    yield from (f"  {key}: {dumps(value)}" for key, value in _diagnostics(case))
    yield "  ..."


def _directive(case: TestCase) -> str:
    if case.waived:
        return f" # TODO {case.lines[-1]}"
    if case.row.nature is Nature.COMMITMENT and case.result.status in FAILED and not case.held:
        return f" # TODO {tr('正文承诺，不在门禁之内')}"
    return f" # SKIP {case.lines[0]}" if case.result.status is Status.UNKNOWN else ""


def _diagnostics(case: TestCase) -> Iterator[tuple[str, object]]:
    result = case.result
    yield "id", case.id
    yield "status", result.status.value
    yield "class", case.badge.code
    if result.reason is not None:
        yield "reason", result.reason.value
    yield "gated", case.row.id in case.item.gate.gated
    yield "message", clean(told(result))
    if case.doubts:
        yield "noted", [note_words(note, result) for note in case.doubts]
    if case.place is not None:
        yield "at", _place(case.place)
    if result.location.file:
        yield "plan", _place(result.location)


def _place(place: Location) -> dict[str, object]:
    if place.cell is not None:
        return {"file": place.file, "cell": place.cell}
    return {"file": place.file, **({"line": place.line, "column": place.column} if place.line else {})}
