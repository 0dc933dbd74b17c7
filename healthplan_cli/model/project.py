"""A major project of a plan's annex, and the total that the annex prints."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.location import NOWHERE, Location


@record(frozen=True, slots=True)
class Project:
    """A major project of a plan's annex. `start` and `end` are years; `investment` is in 万元; None: not printed."""

    id: str
    no: str
    name: str
    group: str | None = None
    place: str | None = None
    kind: str | None = None
    content: str | None = None
    years: str | None = None
    start: int | None = None
    end: int | None = None
    investment: Fraction | None = None
    responsible: str | None = None
    source: str | None = None
    note: str | None = None
    location: Location = NOWHERE
    not_in_document: tuple[tuple[str, str], ...] = ()
    lint: tuple[tuple[str, str], ...] = ()


@record(frozen=True, slots=True)
class ProjectsTotal:
    """The total of the projects as the document prints it: their number, and their investment in 万元."""

    count: int | None = None
    investment: Fraction | None = None
    source: str | None = None
    location: Location = NOWHERE
