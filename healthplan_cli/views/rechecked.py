"""A run that was judged again, compared with its report: which verdicts are the same, which files have changed since.

Pure. The earlier and the new report are JSON as `hpcheck evaluate` writes it; numbers are compared as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.model import Report, Result, Status
from healthplan_cli.views.run import RunFile

Steps = tuple[tuple[str, tuple[str, ...]], ...]  # of a proof: the lines of each kind
Data = Mapping[str, Any]  # a report, or a row of one: text, lists and mappings
# What a verdict is, and the numbers that it rests on; a sentence or a note is none.
_VERDICT = (
    "status",
    "class",
    "reason",
    "gated",
    "regressed",
    "gap",
    "progress",
    "elapsed",
    "expected",
    "years_missing",
)
_CELLS = {
    "baseline": ("year", "provisional"),
    "target": ("op", "value", "low", "high", "unit", "due"),
    "actual": ("value", "low", "high", "unit", "year", "total", "provisional"),
}
_GATE = ("outcome", "exit_code", "failed", "unknown", "waived")
_STEPS = ("words", "reading", "baseline", "actual", "comparison", "pace", "verdict", "missing")


class FileState(Enum):
    """Whether a file of the run is unchanged, changed, or missing."""

    SAME = "same"
    CHANGED = "changed"
    ABSENT = "absent"


@record(frozen=True, slots=True)
class CheckedFile:
    """A file of the run and its state now; a file that ships with the program is compared with this program's."""

    file: RunFile
    state: FileState


@record(frozen=True, slots=True)
class VerdictSaid:
    """A verdict as a report has it, with the lines of its proof by the steps' kinds, where the report has one."""

    code: str
    status: str
    reason: str
    steps: Steps = ()


@record(frozen=True, slots=True)
class CheckedVerdict:
    """The verdicts on a row or a component before and now; None where it wasn't there.

    `differing`: the fields that differ; `sections`: those of docs/semantics.md by which it is judged now.
    """

    id: str
    component: str
    no: str
    name: str
    before: VerdictSaid | None
    now: VerdictSaid | None
    differing: tuple[str, ...]
    sections: tuple[str, ...] = ()

    @property
    def proof(self) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """The steps of the proof that differ: (kind, the lines before, the lines now)."""
        before, now = (dict(said.steps) if said else {} for said in (self.before, self.now))
        for kind in _STEPS:
            pair = before.get(kind, ()), now.get(kind, ())
            if pair[0] != pair[1]:
                yield kind, *pair


@record(frozen=True, slots=True)
class CheckedPlan:
    """A plan of the run: its verdicts in order, and the gate's outcome before and now."""

    id: str
    title: str
    year: str
    verdicts: tuple[CheckedVerdict, ...]
    gate: tuple[str, str]
    gate_differs: bool

    @property
    def differing(self) -> tuple[CheckedVerdict, ...]:
        """The verdicts that don't come out the same."""
        return tuple(item for item in self.verdicts if item.differing)


@record(frozen=True, slots=True)
class Rechecked:
    """An archive or a report judged again; `archive`: the files were in it. `written_by` and `version` are those of
    the program that wrote it.
    """

    path: str
    sha256: str
    archive: bool
    written_by: str
    version: str
    plans: tuple[CheckedPlan, ...]
    files: tuple[CheckedFile, ...]
    papers: tuple[tuple[str, str], ...] = ()

    @property
    def same(self) -> bool:
        """Whether every verdict and every gate comes out as before."""
        return not any(plan.differing or plan.gate_differs for plan in self.plans)


def checked_plans(
    before: Sequence[Data], now: Sequence[Data], judged: Sequence[Report]
) -> tuple[CheckedPlan, ...]:
    """Return each plan of a run with its report `before` and `now`; `judged` are the results that `now` was written
    from.
    Raise KeyError for a plan that the earlier report doesn't have.
    """
    earlier = {_map(report.get("plan")).get("id"): report for report in before}
    pairs = zip(now, judged, strict=True)
    return tuple(_plan(earlier[report["plan"]["id"]], report, made) for report, made in pairs)


def _plan(old: Data, new: Data, judged: Report) -> CheckedPlan:
    before, now = (_rows(report) for report in (old, new))
    proofs = [_proofs(report) for report in (old, new)]
    sections = {(row.id, part): _sections(found) for row in judged.rows for part, found in _parts(row)}
    verdicts = tuple(
        replace(_verdict(key, before.get(key), now.get(key), proofs), sections=sections.get(key, ()))
        for key in dict.fromkeys((*now, *before))
    )
    gates = [_map(report.get("gate")) for report in (old, new)]
    differs = any(gates[0].get(key) != gates[1].get(key) for key in _GATE)
    head = new["plan"]
    outcomes = str(gates[0].get("outcome")), str(gates[1].get("outcome"))
    return CheckedPlan(head["id"], head["title"], new["year"], verdicts, outcomes, differs)


def _parts(row: Result) -> Iterator[tuple[str, Result]]:
    yield "", row
    yield from ((part.id, part) for part in row.components)


def _sections(result: Result) -> tuple[str, ...]:
    """Return the sections of docs/semantics.md that a result's status follows from."""
    found = [] if result.target is None or result.components else [result.target.rule.section]
    if result.reason is not None:
        found.append(tr("第 7 节：无法判定的理由"))
    elif result.status in (Status.AHEAD, Status.ON_TRACK, Status.BEHIND):
        found.append(tr("第 5 节：某一年的状态"))
    return tuple(found)


def _rows(report: Data) -> dict[tuple[str, str], Data]:
    """Return every row and component of a report by (id, component's id or empty)."""
    found: dict[tuple[str, str], Data] = {}
    for row in (*_maps(report.get("results")), *_maps(report.get("commitments"))):
        id = str(row.get("id"))
        found[id, ""] = row
        found |= {(id, str(part.get("id"))): part for part in _maps(row.get("components"))}
    return found


def _proofs(report: Data) -> dict[tuple[str, str], Steps]:
    return {
        (str(proof.get("id")), str(proof.get("component") or "")): tuple(
            (str(step.get("kind")), tuple(map(str, _list(step.get("lines")))))
            for step in _maps(proof.get("steps"))
        )
        for proof in _maps(report.get("proofs"))
    }


def _verdict(
    key: tuple[str, str],
    old: Data | None,
    new: Data | None,
    proofs: Sequence[Mapping[tuple[str, str], Steps]],
) -> CheckedVerdict:
    row: Data = new or old or {}
    before, now = (_said(item, found.get(key, ())) for item, found in zip((old, new), proofs, strict=True))
    differing = ("status",) if old is None or new is None else tuple(_differing(old, new))
    return CheckedVerdict(
        *key, str(row.get("no") or ""), str(row.get("name") or key[0]), before, now, differing
    )


def _said(row: Data | None, steps: Steps) -> VerdictSaid | None:
    if row is None:
        return None
    status = str(row.get("status"))
    return VerdictSaid(str(row.get("class") or status), status, str(row.get("reason") or ""), steps)


def _differing(old: Data, new: Data) -> Iterator[str]:
    """Yield the fields in which a verdict differs; a field that the older report didn't write isn't compared."""
    yield from (key for key in _VERDICT if key in old and old[key] != new.get(key))
    for cell, keys in _CELLS.items():
        was, now = _map(old.get(cell)), _map(new.get(cell))
        come_or_gone = cell in old and bool(was) != bool(now)
        if come_or_gone or any(key in was and was[key] != now.get(key) for key in keys):
            yield cell


# ── whatever an older report has where we look ──


def _map(value: Any) -> Data:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _maps(value: Any) -> list[Data]:
    return [item for item in _list(value) if isinstance(item, Mapping)]
