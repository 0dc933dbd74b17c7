"""Differences from an earlier report (contract section 12)."""

from __future__ import annotations

from enum import Enum

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.values import RowField, Status


class ChangeKind(Enum):
    """How an indicator's status differs from the earlier report's."""

    NEW_MISS = "new_miss"
    WORSE = "worse"
    LOST = "lost"
    RECOVERY = "recovery"
    BETTER = "better"
    FOUND = "found"


@record(frozen=True, slots=True)
class StatusChange:
    """An indicator whose status differs; `before` is None where the earlier report doesn't have the indicator."""

    id: str
    no: str
    name: str
    kind: ChangeKind
    before: Status | None
    after: Status


@record(frozen=True, slots=True)
class RevisedValue:
    """An actual value, a baseline or a target that differs from the earlier report's.

    `before` and `after` are the words as typed or printed; `was` and `now` the same in the row's unit, for a sentence.
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
    """An indicator that the earlier report has and this one doesn't."""

    id: str
    no: str
    name: str
    before: Status


@record(frozen=True, slots=True)
class Changes:
    """All differences from the earlier report in the file `path`, which judged `year`."""

    path: str
    sha256: str
    year: int
    status_changes: tuple[StatusChange, ...] = ()
    revised_values: tuple[RevisedValue, ...] = ()
    removed: tuple[RemovedIndicator, ...] = ()

    @property
    def worse(self) -> frozenset[str]:
        """The ids that `--gate new` holds against a plan: newly missed or behind, missed after behind, unknown after known."""
        fallen = (ChangeKind.NEW_MISS, ChangeKind.LOST)
        return frozenset(
            change.id
            for change in self.status_changes
            if change.kind in fallen or (change.kind is ChangeKind.WORSE and change.after is Status.MISSED)
        )
