"""The result of drafting: the accepted spec, and what a new edition has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.draft.spec import COMMITMENT, PROJECT, ROW, SpecDraft
from healthplan_cli.model import Plan


@record(frozen=True, slots=True)
class SpecChange:
    """A change in a new edition: `what` is added, gone or changed; for a change, the field with its words before and after."""

    what: str
    id: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""


@record(frozen=True, slots=True)
class DraftResult:
    """A draft of a document: the spec, the plan it loads as, and the changes where an earlier spec was updated."""

    document: str
    form: str
    sha256: str
    spec: SpecDraft
    plan: Plan
    changes: tuple[SpecChange, ...] | None = None
    lacks: tuple[str, ...] = ()
    """What of the document wasn't read, each in a sentence."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows, commitments, projects and doubts there are."""
        kinds = Counter(item.kind for item in self.spec.items)
        return {
            "rows": kinds[ROW],
            "commitments": kinds[COMMITMENT],
            "projects": kinds[PROJECT],
            "doubts": self.spec.doubts,
        }
