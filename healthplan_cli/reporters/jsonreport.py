"""The JSON report, `hpcheck.report/1` (docs/formats.md)."""

from __future__ import annotations

from typing import Any

from healthplan_cli import __version__
from healthplan_cli.gate import Gate
from healthplan_cli.model import Actual, Baseline, Report, Result, Status, Tally, Target
from healthplan_cli.reporters.jsontext import dumps
from healthplan_cli.wording.describe import target_fields

FORMAT = "hpcheck.report/1"


def report_json(report: Report, gate: Gate) -> str:
    """The report as JSON text, with a line feed at its end."""
    return dumps(report_data(report, gate), indent=2) + "\n"


def report_data(report: Report, gate: Gate) -> dict[str, Any]:
    """The report as plain data."""
    plan = report.plan
    return {
        "format": FORMAT,
        "tool": {"name": "hpcheck", "version": __version__},
        "plan": {"id": plan.id, "title": plan.title, "sha256": plan.sha256},
        "inputs": [{"path": file.path, "sha256": file.sha256} for file in report.inputs],
        "year": report.conventions.year,
        "band": report.conventions.band,
        "carry": report.conventions.carry,
        "illustrative": report.illustrative,
        "results": [_result(result, result.id in gate.gated) for result in report.results],
        "summary": {
            **_tally(report.tally),
            "by_nature": {nature.value: _tally(counts) for nature, counts in report.by_nature},
        },
        "gate": {
            "policy": ",".join(gate.policy.ids) or gate.policy.name,
            "outcome": gate.outcome,
            "exit_code": int(gate.exit_code),
            "failed": list(gate.failed),
            "unknown": list(gate.unknown),
        },
    }


def _result(result: Result, gated: bool) -> dict[str, Any]:
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
        "reason": result.reason.value if result.reason else None,
        "regressed": result.regressed,
        "noted": list(result.noted),
        "gap": result.gap,
        "progress": result.progress,
        "elapsed": result.elapsed,
        "expected": result.expected,
        "message": result.message,
        "gated": gated,
        "components": [_result(part, gated) for part in result.components],
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
        "value": values.value if values else None,
        "unit": reading.unit,
        "year": actual.year,
        "provisional": reading.provisional,
        "source": actual.source,
        "note": actual.note,
    }
    if values is not None and values.value is None:
        out |= {"low": values.low, "high": values.high}
    if reading.rate is not None:
        out |= {"count": reading.rate.count, "population": reading.rate.population}
    return out


def _tally(counts: Tally) -> dict[str, Any]:
    return {
        "total": counts.total,
        **{status.value: counts.of(status) for status in _ORDER},
        "judged": counts.judged,
        "rate_all": counts.rate_all,
        "rate_judged": counts.rate_judged,
    }


_ORDER = (Status.MET, Status.AHEAD, Status.ON_TRACK, Status.BEHIND, Status.MISSED, Status.UNKNOWN)
