"""The input of rules (a plan) and their output (findings)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.model import Entry, Indicator, Plan, Project


class FindingLevel(Enum):
    """How serious a finding is: an error is wrong whatever was meant, a warning likely wrong, a note worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@record(frozen=True, slots=True)
class Hit:
    """A fault that a rule has found: what is wrong and what to do, and the document's words that show it.

    `row`: the indicator, commitment or project; `location` where that isn't the row's own place, or there is no row.
    `level` where it isn't the rule's own.
    """

    message: str
    words: str
    row: Indicator | Project | None = None
    location: Location = NOWHERE
    level: FindingLevel | None = None


@record(frozen=True, slots=True)
class Finding:
    """A hit as reported, with its rule's code. `id`, `no` and `name` are empty where it is about the plan as a whole."""

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
    """A plan and its findings; `explained` are those that its spec gives a `reason` for (`lint: {HP101: …}`)."""

    plan: Plan
    findings: tuple[Finding, ...]
    explained: tuple[Finding, ...] = ()


@record(frozen=True, slots=True)
class Linting:
    """The findings in the plans of a run, and the command's exit code."""

    found: tuple[Linted, ...]
    code: ExitCode


@record(frozen=True, slots=True)
class Subject:
    """The input of a rule: the plan, the catalogue by id, the plan above it (`--under`), and all other known plans, for comparison."""

    plan: Plan
    entries: Mapping[str, Entry]
    above: Plan | None = None
    others: tuple[Plan, ...] = ()
