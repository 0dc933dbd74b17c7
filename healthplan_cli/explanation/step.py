"""The parts of a proof: steps of Chinese lines, each with a stable English kind."""

from __future__ import annotations

from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.model import Status


@record(frozen=True, slots=True)
class ProofStep:
    """One step of a proof; `kind` is its English name for programs (words, reading, baseline, actual, comparison,
    pace, verdict, missing …).
    """

    kind: str
    label: str
    lines: tuple[str, ...]


@record(frozen=True, slots=True)
class Proof:
    """Why one indicator, or one component of it, has its status; `component` None is the whole row."""

    id: str
    component: str | None
    name: str
    status: Status
    words: str
    steps: tuple[ProofStep, ...]

    @property
    def as_data(self) -> dict[str, Any]:
        """The proof as plain data for JSON."""
        steps = [{"kind": step.kind, "label": step.label, "lines": list(step.lines)} for step in self.steps]
        return {"id": self.id, "component": self.component, "status": self.status.value, "steps": steps}


def steps_of(*found: ProofStep) -> tuple[ProofStep, ...]:
    """Return the steps that have lines."""
    return tuple(step for step in found if step.lines)
