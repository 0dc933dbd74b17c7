"""The JSON report, `hpcheck.report/1` (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from healthplan_cli import __version__
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.badges import badge_of, counted
from healthplan_cli.evaluation.gate import Gate
from healthplan_cli.evaluation.messages import told, value_text
from healthplan_cli.language.describe import target_fields
from healthplan_cli.model import (
    Actual,
    Baseline,
    ConfidenceInterval,
    Observation,
    Report,
    Result,
    Revision,
    Tally,
    Target,
    Waiver,
)
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.report.words.counts import note_counts

if TYPE_CHECKING:
    from healthplan_cli.explanation import Proof
    from healthplan_cli.model.changes import Changes
    from healthplan_cli.report import Look
    from healthplan_cli.views.reviewed_plan import Reviewed
    from healthplan_cli.views.run import RunRecord

FORMAT = "hpcheck.report/1"
_LEVEL = Fraction(95, 100)


def render(reviewed: Sequence[Reviewed], look: Look) -> str:
    """Return one report as an object, several as a list in the order of the plans."""
    data = [report_data(item.report, item.gate, item.proofs(), item.run) for item in reviewed]
    return dumps(data[0] if len(data) == 1 else data, indent=2) + "\n"


def report_data(
    report: Report, gate: Gate, proofs: Sequence[Proof] = (), run: RunRecord | None = None
) -> dict[str, Any]:
    """Return the report as plain data; proofs and changes only where they were asked for, the run only where it is known."""
    plan = report.plan
    out: dict[str, Any] = {
        "format": FORMAT,
        "tool": {"name": "hpcheck", "version": __version__},
        "plan": {"id": plan.id, "title": plan.title, "sha256": plan.sha256},
        "inputs": [{"path": file.path, "sha256": file.sha256} for file in report.inputs],
        "year": report.conventions.year,
        "mode": report.conventions.mode.value,
        "band": report.conventions.band,
        "carry": report.conventions.carry,
        "illustrative": report.illustrative,
        "results": [_result(result, result.id in gate.gated) for result in report.results],
        "summary": {
            **_tally(report.tally, report.results),
            "by_nature": {
                nature.value: _tally(counts, [row for row in report.results if row.nature is nature])
                for nature, counts in report.by_nature
            },
        },
        "gate": {
            "policy": gate.policy.words,
            "outcome": gate.outcome.value,
            "exit_code": int(gate.exit_code),
            "failed": list(gate.failed),
            "unknown": list(gate.unknown),
            "waived": list(gate.waived),
        },
    }
    if gate.settings is not None:
        out["gate"]["settings"] = {"file": gate.settings.file, "names": list(gate.settings.names)}
    if report.commitments is not None:
        out["commitments"] = [_commitment(report, result, gate) for result in report.commitments]
        out["summary"]["commitments"] = _tally(report.commitments_tally, report.commitments)
    if report.changes is not None:
        out["changes"] = _changes(report.changes)
    if run is not None:
        out["run"] = run.as_data
    if proofs:
        out["proofs"] = [proof.as_data for proof in proofs]
    return out


def _commitment(report: Report, result: Result, gate: Gate) -> dict[str, Any]:
    """Return a commitment's result, with its section in the document and the row that it is about."""
    item = report.plan.find(result.id)
    row = _result(result, result.id in gate.gated)
    return {**row, "section": item.source, "indicator": item.restates}


def _result(result: Result, gated: bool, row: Result | None = None) -> dict[str, Any]:
    """Return the result of a row, or of a component of `row`, as plain data."""
    return {
        "id": result.id,
        "no": result.no,
        "name": result.name,
        "category": result.category,
        "nature": result.nature.value,
        "unit": result.unit,
        "baseline": _baseline(result.baseline),
        "target": _target(result.target, result.due),
        "actual": _actual(result),
        "status": result.status.value,
        "class": badge_of(result, row).code,
        "reason": result.reason.value if result.reason else None,
        "regressed": result.regressed,
        "waiver": _waiver(result.waiver),
        "revision": _revision(result.revision),
        "noted": [note.value for note in result.noted],
        "years_missing": list(result.years_missing),
        "gap": result.gap,
        "progress": result.progress,
        "elapsed": result.elapsed,
        "expected": result.expected,
        "message": told(result),
        "gated": gated,
        "responsible": result.responsible,
        "components": [_result(part, gated, result) for part in result.components],
    }


def _baseline(baseline: Baseline | None) -> dict[str, Any] | None:
    if baseline is None:
        return None
    return {
        "text": baseline.text,
        "year": baseline.year,
        "source": baseline.source,
        "printed": baseline.printed,
        "provisional": baseline.reading.provisional,
    }


def _target(target: Target | None, due: int) -> dict[str, Any] | None:
    if target is None:
        return None
    return {"text": target.text, **target_fields(target), "due": due, "source": target.source}


def _actual(result: Result) -> dict[str, Any] | None:
    actual: Actual | None = result.actual
    if actual is None:
        return None
    reading, values = actual.reading, actual.reading.values
    out: dict[str, Any] = {
        "text": reading.text,
        "shown": value_text(result),
        "value": values.value if values else None,
        "unit": reading.unit,
        "year": actual.year,
        "provisional": reading.provisional,
        "source": actual.source,
        "note": actual.note,
    }
    out |= _told(actual)
    if actual.done:
        out["date"] = actual.done[-1]
    if actual.evidence is not None:
        out["evidence"] = actual.evidence
    if actual.claimed is not None:
        out["claimed"] = actual.claimed
    if values is not None and values.value is None:
        out |= {"low": values.low, "high": values.high}
    if result.total is not None:
        out["total"] = result.total.value
    if reading.rate is not None:
        out |= {"count": reading.rate.count, "population": reading.rate.population}
    if result.later is not None:
        later = result.later.reading
        out["later"] = {
            "text": later.text,
            "value": later.values.value if later.values else None,
            "year": result.later.year,
        }
    if result.confidence_interval is not None:
        out["interval"] = _interval(result.confidence_interval)
    if actual.others:
        out["others"] = [
            {
                "text": other.reading.text,
                "value": other.reading.values.value if other.reading.values else None,
                "provisional": other.provisional,
                "source": other.source,
                "place": str(other.location),
                **_told(other),
            }
            for other in actual.others
        ]
    return out


def _told(actual: Actual) -> dict[str, Any]:
    """Return the kind of a value that isn't an actual one, and the words that say so; empty for an actual value."""
    if actual.observation is Observation.ACTUAL:
        return {}
    return {"observation": actual.observation.value, "told_by": actual.told_by}


def _interval(chance: ConfidenceInterval) -> dict[str, Any]:
    return {
        "level": _LEVEL,
        "method": chance.method.value,
        "low": chance.low,
        "high": chance.high,
        "one_fewer": chance.fewer.value if chance.fewer else None,
        "one_more": chance.more.value if chance.more else None,
    }


def _waiver(waiver: Waiver | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    return {
        "reason": waiver.reason,
        "document": waiver.document,
        "by": waiver.by,
        "expires": waiver.expires,
    }


def _revision(revision: Revision | None) -> dict[str, Any] | None:
    if revision is None:
        return None
    out: dict[str, Any] = {
        "from": revision.year,
        "document": revision.document,
        "date": revision.date,
        "changed": [field.value for field in revision.changed],
        "note": revision.note,
    }
    if revision.earlier:
        out["earlier"] = [_revision(replace(item, earlier=())) for item in revision.earlier]
    return out


def _changes(changes: Changes) -> dict[str, Any]:
    from healthplan_cli.model.changes import ChangeKind

    shifts = {
        kind.value: [
            {
                "id": change.id,
                "no": change.no,
                "name": change.name,
                "before": change.before.value if change.before else None,
                "after": change.after.value,
            }
            for change in changes.status_changes
            if change.kind is kind
        ]
        for kind in ChangeKind
    }
    restated = [
        {
            "id": item.id,
            "component": item.component,
            "name": item.name,
            "what": item.what.value,
            "year": item.year,
            "before": item.before,
            "after": item.after,
        }
        for item in changes.revised_values
    ]
    against = {"path": changes.path, "sha256": changes.sha256, "year": changes.year}
    gone = [
        {"id": item.id, "no": item.no, "name": item.name, "before": item.before.value}
        for item in changes.removed
    ]
    return {"against": against, **shifts, "restated": restated, "gone": gone}


def _tally(counts: Tally, results: Sequence[Result]) -> dict[str, Any]:
    """Return the counts by status and the rates of these rows, and how many of them have each class and each note."""
    return {
        "total": counts.total,
        **{status.value: count for status, count in counts.counts},
        "waived": counts.waived,
        "judged": counts.judged,
        "rate_all": counts.rate_all,
        "rate_judged": counts.rate_judged,
        "classes": {badge.code: count for badge, count in counted(results)},
        "notes": {note.value: count for note, count in note_counts(results).items()},
    }
