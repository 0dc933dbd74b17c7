"""What forms for CI and test runners share: every row and component as a case, with its severity and its value's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.badges import Badge, badge_of
from healthplan_cli.evaluation.messages import note_words, told
from healthplan_cli.model import Note, Reason, Result, Status, Waiver
from healthplan_cli.report import Look
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.commitments import listed
from healthplan_cli.report.words.counts import COUNTED_NOTES
from healthplan_cli.report.words.notes import leave_text
from healthplan_cli.views.reviewed_plan import Reviewed

FAILED = (Status.MISSED, Status.BEHIND)
# Notes that question the number or the verdict, so that a good status is worth a look all the same.
DOUBTS = (Note.MAYBE_PERCENT, Note.ONE_EVENT, Note.SOURCES_DIFFER, *COUNTED_NOTES)
_SAID = (Note.WORSE_THAN_BASELINE,)  # by the class and the sentence


class Severity(IntEnum):
    """How serious a case is, from most to least."""

    ERROR = 0
    WARNING = 1
    NOTE = 2


@record(frozen=True, slots=True)
class TestCase:
    """An indicator of a judged plan, or one component of it."""

    item: Reviewed
    row: Result
    part: Result | None = None

    @property
    def result(self) -> Result:
        """The component's result, else the row's."""
        return self.part or self.row

    @property
    def id(self) -> str:
        """Its id, plan/indicator or plan/indicator/component, the same every year."""
        return "/".join((self.item.report.plan.id, self.row.id, *([self.part.id] if self.part else [])))

    @property
    def name(self) -> str:
        """The printed number and the name, on one line."""
        part = f"·{self.part.name}" if self.part else ""
        return clean(f"{self.row.no}. {self.row.name}{part}")

    @property
    def badge(self) -> Badge:
        """The class in which reports show it."""
        return badge_of(self.result, self.row)

    @property
    def waived(self) -> bool:
        """Whether a waiver covers it; one for the row covers its components."""
        return self.badge.waived

    @property
    def held(self) -> bool:
        """Whether the gate fails, or can't pass, because of its row."""
        return self.row.id in (*self.item.gate.failed, *self.item.gate.unknown)

    @property
    def level(self) -> Severity | None:
        """Its severity: an error where it fails the gate; a warning or note where it doesn't count for the gate; None
        where there is nothing to report.
        """
        status = self.result.status
        if status in FAILED:
            return Severity.NOTE if self.waived else Severity.ERROR if self.held else Severity.WARNING
        if status is Status.UNKNOWN and self.result.reason is not Reason.NO_TARGET:
            return Severity.WARNING if self.held else Severity.NOTE
        return Severity.NOTE if self.doubts else None

    @property
    def doubts(self) -> tuple[Note, ...]:
        """The notes that cast doubt on its number or verdict."""
        return tuple(note for note in self.result.noted if note in DOUBTS)

    @property
    def lines(self) -> tuple[str, ...]:
        """Its message, the doubts about its number, and its waiver."""
        leave = (_leave(self.row.waiver),) if self.row.waiver and self.waived else ()
        doubts = (note_words(note, self.result) for note in self.doubts if note not in _SAID)
        return tuple(clean(line) for line in (told(self.result), *doubts, *leave))

    @property
    def place(self) -> Location | None:
        """Where its value was read; without a value, the last data file (usually the newest). None for standard
        input, and without any file.
        """
        inputs = self.item.report.inputs
        if self.result.actual is not None:
            found = self.result.actual.location
        else:
            found = Location(inputs[-1].path if inputs else "")
        return found if found.file not in ("", "-") else None

    @property
    def cell_lines(self) -> tuple[str, ...]:
        """The sheet and cell in words, for forms that can only point to lines of a file."""
        if self.place is None or self.place.cell is None:
            return ()
        return (clean(tr("数据：{place}", place=self.place)),)


def cases(item: Reviewed) -> Iterator[TestCase]:
    """Yield every indicator in the plan's order, each before its components."""
    for row in item.report.results:
        yield TestCase(item, row)
        yield from (TestCase(item, row, part) for part in row.components)


def leaves(item: Reviewed) -> Iterator[TestCase]:
    """Yield the cases judged by themselves: the components of rows that have them, else the rows."""
    return (case for case in cases(item) if not (case.part is None and case.row.components))


def promised(item: Reviewed, look: Look) -> list[TestCase]:
    """Return the commitments that are listed, each before its components; `--only` doesn't apply."""
    results = listed(item.report, replace(look, only=()))
    return [TestCase(item, row, part) for row in results for part in (None, *row.components)]


def promised_leaves(item: Reviewed, look: Look) -> list[TestCase]:
    """Return the commitments, or their components, that were judged by themselves and have something to report."""
    found = (case for case in promised(item, look) if case.part is not None or not case.row.components)
    return [case for case in found if case.level is not None]


def to_say(item: Reviewed) -> tuple[list[TestCase], list[TestCase]]:
    """Return the cases worth a line each, and those that only lack data and don't count for the gate, which are reported together."""
    found = [case for case in leaves(item) if case.level is not None]
    lacking = [case for case in found if case.level is Severity.NOTE and not case.waived]
    together = [case for case in lacking if case.result.reason is Reason.NO_DATA and not case.doubts]
    return [case for case in found if case not in together], together


def together_words(cases: Sequence[TestCase]) -> str:
    """Return how many cases that don't count for the gate lack data."""
    return tr("门禁以外没有数据的 {count} 项", count=len(cases))


def _leave(waiver: Waiver) -> str:
    return tr("已豁免：{leave}", leave=leave_text(waiver))
