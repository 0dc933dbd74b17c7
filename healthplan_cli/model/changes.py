"""What has changed since an earlier report."""

from __future__ import annotations

from enum import Enum

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.values import Status


class ChangeKind(Enum):
    """How a status has moved."""

    NEW_MISS = "new_miss"
    WORSE = "worse"
    LOST = "lost"
    RECOVERY = "recovery"
    BETTER = "better"
    FOUND = "found"


@record(frozen=True, slots=True)
class Shift:
    """An indicator whose status has moved; `before` None: the earlier report doesn't have it."""

    id: str
    no: str
    name: str
    kind: ChangeKind
    before: Status | None
    after: Status


@record(frozen=True, slots=True)
class Restated:
    """Words that are no longer what they were: an actual of a year, a baseline, a target.

    `before` and `after` as they were typed or printed; `was` and `now` in the row's unit, for a sentence.
    """

    id: str
    component: str | None
    name: str
    what: str
    year: int | None
    before: str
    after: str
    was: str = ""
    now: str = ""


@record(frozen=True, slots=True)
class Gone:
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
    shifts: tuple[Shift, ...] = ()
    restated: tuple[Restated, ...] = ()
    gone: tuple[Gone, ...] = ()

    @property
    def worse(self) -> frozenset[str]:
        """The ids that --gate new looks at: missed or behind and not so before, missed after behind, no longer known."""
        fallen = (ChangeKind.NEW_MISS, ChangeKind.LOST)
        return frozenset(
            shift.id
            for shift in self.shifts
            if shift.kind in fallen or (shift.kind is ChangeKind.WORSE and shift.after is Status.MISSED)
        )
