"""Report → exit code (docs/semantics.md, section 6)."""

from __future__ import annotations

from enum import Enum

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.model import Nature, Reason, Report, Result, Status


class GateScope(Enum):
    """Which rows the gate counts: BINDING and ALL by nature, NONE none, NEW those that have become worse since the
    earlier report, IDS and COMMITMENTS only what is named.
    """

    BINDING = "binding"
    ALL = "all"
    NONE = "none"
    NEW = "new"
    IDS = "ids"
    COMMITMENTS = "commitments"


class GateOutcome(Enum):
    """The outcome of the gate, before --allow-unknown turns INCOMPLETE into exit code 0."""

    PASS = "pass"
    FAIL = "fail"
    INCOMPLETE = "incomplete"


@record(frozen=True, slots=True)
class Policy:
    """Which indicators count for the gate: those of the scope, and those in `ids`.

    `commitments`: those of the body text count too.
    """

    scope: GateScope = GateScope.BINDING
    ids: tuple[str, ...] = ()
    allow_unknown: bool = False
    commitments: bool = False

    @property
    def words(self) -> str:
        """The policy in the words of `--gate`."""
        named = [] if self.scope in (GateScope.IDS, GateScope.COMMITMENTS) else [self.scope.value]
        return ",".join([*named, *self.ids, *(["commitments"] if self.commitments else [])])

    @property
    def is_none(self) -> bool:
        """Whether no indicator can count: `--gate none` alone."""
        return self.scope is GateScope.NONE and not self.ids

    def gates(self, result: Result) -> bool:
        if result.id in self.ids:
            return True
        if result.nature is Nature.COMMITMENT:
            return self.commitments
        if self.scope is GateScope.BINDING:
            return result.nature is Nature.BINDING
        return self.scope in (GateScope.ALL, GateScope.NEW)


@record(frozen=True, slots=True)
class Settings:
    """A settings file that was found without being named, and which of its settings bear on the gate's answer."""

    file: str
    names: tuple[str, ...]


@record(frozen=True, slots=True)
class Gate:
    """The gate's answer; `settings`: the settings that had a part in it and come from a file nobody named on the command line."""

    policy: Policy
    gated: tuple[str, ...]
    failed: tuple[str, ...]
    unknown: tuple[str, ...]
    waived: tuple[str, ...] = ()
    settings: Settings | None = None

    @property
    def outcome(self) -> GateOutcome:
        """The outcome: fail, else incomplete where something is unknown or nothing counts (unless the scope is NONE), else pass."""
        if self.failed:
            return GateOutcome.FAIL
        if self.policy.scope is not GateScope.NONE and (self.unknown or not self.gated):
            return GateOutcome.INCOMPLETE
        return GateOutcome.PASS

    @property
    def exit_code(self) -> ExitCode:
        """The process's exit code for this answer."""
        if self.outcome is GateOutcome.FAIL:
            return ExitCode.FAIL
        if self.outcome is GateOutcome.INCOMPLETE and not self.policy.allow_unknown:
            return ExitCode.INCOMPLETE
        return ExitCode.PASS


def decide_gate(report: Report, policy: Policy) -> Gate:
    """Return the gate's answer to a report. Rows without a target don't count; waived ones make it neither fail nor incomplete."""
    gated = [result for result in report.rows if policy.gates(result)]
    judged = [result for result in gated if result.reason is not Reason.NO_TARGET]
    worse = report.changes.worse if policy.scope is GateScope.NEW and report.changes else None
    watched = [result for result in judged if worse is None or result.id in worse]
    waived = tuple(result.id for result in watched if result.waiver is not None)
    held = [result for result in watched if result.waiver is None]
    failed = tuple(result.id for result in held if result.status in (Status.MISSED, Status.BEHIND))
    unknown = tuple(result.id for result in held if result.status is Status.UNKNOWN)
    return Gate(policy, tuple(result.id for result in judged), failed, unknown, waived)
