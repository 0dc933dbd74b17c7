"""What has changed since an earlier report."""

from __future__ import annotations

from enum import Enum

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.values import RowField, Status


class ChangeKind(Enum):
    """How a status has moved."""

    NEW_MISS = "new_miss"
    WORSE = "worse"
    LOST = "lost"
    RECOVERY = "recovery"
    BETTER = "better"
    FOUND = "found"


@record(frozen=True, slots=True)
class StatusChange:
    """An indicator whose status has moved; `before` None: the earlier report doesn't have it."""

    id: str
    no: str
    name: str
    kind: ChangeKind
    before: Status | None
    after: Status


@record(frozen=True, slots=True)
class RevisedValue:
    """Words that are no longer what they were: an actual of a year, a baseline, a target.

    `before` and `after` as they were typed or printed; `was` and `now` in the row's unit, for a sentence.
    """

    id: str
    component: str | None
    name: str
    what: RowField
    year: int | None
    before: str
    after: str
    was: str = ""
    now: str = ""


@record(frozen=True, slots=True)
class RemovedIndicator:
    """An indicator of the earlier report that this one doesn't have."""

    id: str
    no: str
    name: str
    before: Status


@record(frozen=True, slots=True)
class Changes:
    """All that has changed since the report in the file `path`, which was of `year`."""

    path: str
    sha256: str
    year: int
    status_changes: tuple[StatusChange, ...] = ()
    revised_values: tuple[RevisedValue, ...] = ()
    removed: tuple[RemovedIndicator, ...] = ()

    @property
    def worse(self) -> frozenset[str]:
        """The ids that --gate new looks at: missed or behind and not so before, missed after behind, no longer known."""
        fallen = (ChangeKind.NEW_MISS, ChangeKind.LOST)
        return frozenset(
            change.id
            for change in self.status_changes
            if change.kind in fallen or (change.kind is ChangeKind.WORSE and change.after is Status.MISSED)
        )
