"""The result of a verification: for every quoted text of a plan, whether the document has it, and where."""

from __future__ import annotations

from enum import Enum

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify.paragraphs import DocumentText


class MatchStatus(Enum):
    """Whether the document has quoted words: FOUND in their place, APART elsewhere, MISSING, EXCUSED by the spec, UNCHECKED."""

    FOUND = "found"  # where they belong
    APART = "apart"  # there, but not beside what they belong to
    MISSING = "missing"  # not there, or something else in their place
    EXCUSED = "excused"  # not there, and the spec says why
    UNCHECKED = "unchecked"  # the spec quotes no words of the document


@record(frozen=True, slots=True)
class Near:
    """The words that the document has instead, and their place."""

    words: str
    place: Location


@record(frozen=True, slots=True)
class QuotedWord:
    """One quoted text of a plan. `location` is in the spec, `place` in the document; `reason` is the spec's `not_in_document`."""

    kind: str
    id: str
    no: str
    name: str
    field: str
    words: str
    status: MatchStatus
    location: Location
    place: Location | None = None
    near: Near | None = None
    reason: str | None = None


@record(frozen=True, slots=True)
class Verification:
    """All of a plan's words, looked up in one document."""

    plan: str
    path: str
    document: DocumentText
    items: tuple[QuotedWord, ...]

    def of(self, *statuses: MatchStatus) -> tuple[QuotedWord, ...]:
        """Return the words whose status is one of these."""
        return tuple(item for item in self.items if item.status in statuses)
