"""The report as workflow commands of GitHub Actions, which appear as annotations at the lines of the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.model import Nature
from healthplan_cli.report import Look
from healthplan_cli.report.programs.cases import Severity, TestCase, promised_leaves, to_say, together_words
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.commitments import folded_words, lacking, tally_words
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.report.words.notes import reviewed_words
from healthplan_cli.views.reviewed_plan import Reviewed

_MARKS = {Nature.BINDING: tr("［约束］"), Nature.COMMITMENT: tr("［承诺］")}
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


@record(frozen=True, slots=True)
class Annotation:
    """A message with its severity, at a place in a file or at none."""

    level: Severity
    title: str
    text: str
    place: Location | None = None


def render(reviewed: Sequence[Reviewed], look: Look, problems: Sequence[Problem] = ()) -> str:
    """Return a line for each annotation, most serious first, since GitHub shows only ten of a kind in a step.

    `problems` are those of data that couldn't be judged.
    """
    several = len(reviewed) > 1
    found = [
        Annotation(Severity.ERROR, tr("数据有误"), clean(item.message), item.location) for item in problems
    ]
    found += [annotation for item in reviewed for annotation in _annotations(item, several, look)]
    return "".join(
        f"{command(annotation)}\n" for annotation in sorted(found, key=lambda annotation: annotation.level)
    )


def _annotations(item: Reviewed, several: bool, look: Look) -> Iterator[Annotation]:
    """Yield the annotation of the gate first (GitHub shows only ten of a kind), then those of rows, then the counts."""
    title, what = item.report.plan.title, reviewed_words(item.report)
    yield Annotation(Severity.NOTE, clean(title), f"{clean(what)}\n{gate_line(item.gate)}")
    found, together = to_say(item)
    for case in (*found, *promised_leaves(item, look)):
        assert case.level is not None
        yield Annotation(case.level, _title(case, several), "\n".join(_text(case)), case.place)
    if together:
        names = tr("、").join(case.name for case in together)
        yield Annotation(Severity.NOTE, f"{_whose(item, several)}{together_words(together)}", names)
    if item.report.commitments is not None:
        title = f"{_whose(item, several)}{tally_words(item.report)}"
        yield Annotation(_folded_level(item, look), title, folded_words(item.report, look) or title)


def _folded_level(item: Reviewed, look: Look) -> Severity:
    """Return WARNING where commitments that aren't listed keep the gate from passing, else NOTE."""
    hidden = () if look.all else lacking(item.report)
    held = any(result.id in item.gate.unknown for result in hidden)
    return Severity.WARNING if held else Severity.NOTE


def _whose(item: Reviewed, several: bool) -> str:
    return f"{item.report.plan.id} " if several else ""


def _title(case: TestCase, several: bool) -> str:
    mark = _MARKS.get(case.row.nature, "")
    said = tr("{name}{mark}：{words}", name=case.name, mark=mark, words=case.badge.words)
    return f"{_whose(case.item, several)}{said}"


def _text(case: TestCase) -> Iterator[str]:
    yield from (*case.lines, *case.cell_lines)
    if case.result.location.file:
        yield clean(tr("规划：{place}", place=case.result.location))


# ── the commands' own language ──


def command(annotation: Annotation) -> str:
    """Return the workflow command of an annotation."""
    place = annotation.place
    properties = {}
    if place is not None:
        properties["file"] = place.file
        if place.line and place.cell is None:
            properties |= {"line": str(place.line), "col": str(place.column)}
    properties["title"] = annotation.title
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[annotation.level]} {said}::{_data(annotation.text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
