"""What rules look at and what they give."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.model import Entry, Indicator, Plan, Project


class FindingLevel(Enum):
    """How much a finding weighs: an error is wrong whatever was meant, a warning is likely wrong, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@record(frozen=True, slots=True)
class Hit:
    """What a rule has found: what is wrong and what to do, and the document's words that show it, with their places.

    `row` is the indicator, commitment or project it is about; `location` where that isn't the row's own place, or there is
    no row. `level` only where it isn't the rule's own.
    """

    message: str
    words: str
    row: Indicator | Project | None = None
    location: Location = NOWHERE
    level: FindingLevel | None = None


@record(frozen=True, slots=True)
class Finding:
    """A hit with its rule's code, as reported. `id`, `no`, `name` are empty where it is about the plan as a whole."""

    code: str
    level: FindingLevel
    message: str
    words: str
    location: Location = NOWHERE
    id: str = ""
    no: str = ""
    name: str = ""
    reason: str = ""


@record(frozen=True, slots=True)
class Linted:
    """A plan and what was found in it; `explained` is what its spec gives a `reason` for (`lint: {HP101: …}`)."""

    plan: Plan
    findings: tuple[Finding, ...]
    explained: tuple[Finding, ...] = ()


@record(frozen=True, slots=True)
class Linting:
    """What was found in the plans of a run, and how the command ends."""

    found: tuple[Linted, ...]
    code: ExitCode


@record(frozen=True, slots=True)
class Subject:
    """What a rule looks at: the plan, the catalogue by id, the plan above it (`--under`) where one is given, and the other
    plans that are known (for what any plan has reached)."""

    plan: Plan
    entries: Mapping[str, Entry]
    above: Plan | None = None
    others: tuple[Plan, ...] = ()
