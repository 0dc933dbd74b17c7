"""A run that was judged again as JSON (`hpcheck.recheck/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthplan_cli.report import Look
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.views.rechecked import CheckedPlan, CheckedVerdict, Rechecked, VerdictSaid

FORMAT = "hpcheck.recheck/1"


def render(results: Sequence[Rechecked], look: Look) -> str:
    """Return which verdicts came out the same and which didn't, as JSON with a line feed at the end."""
    [found] = results
    return dumps(_data(found), indent=2) + "\n"


def _data(found: Rechecked) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "file": {"path": found.path, "sha256": found.sha256, "archive": found.archive},
        "tool": {"name": "hpcheck", "version": found.version},
        "written_by": found.written_by,
        "same": found.same,
        "plans": [_plan(plan) for plan in found.plans],
        "files": [
            {
                "role": item.file.role.value,
                "path": item.file.path,
                "found": item.file.found.value,
                "sha256": item.file.sha256,
                "state": item.state.value,
            }
            for item in found.files
        ],
        "papers": [{"path": name, "sha256": digest} for name, digest in found.papers],
    }


def _plan(plan: CheckedPlan) -> dict[str, Any]:
    before, now = plan.gate
    return {
        "id": plan.id,
        "title": plan.title,
        "year": int(plan.year),
        "gate": {"before": before, "now": now, "same": not plan.gate_differs},
        "verdicts": [_verdict(item) for item in plan.verdicts],
    }


def _verdict(item: CheckedVerdict) -> dict[str, Any]:
    return {
        "id": item.id,
        "component": item.component or None,
        "no": item.no,
        "name": item.name,
        "same": not item.differing,
        "differing": list(item.differing),
        "before": _said(item.before),
        "now": _said(item.now),
        "sections": list(item.sections),
        "proof": [
            {"kind": kind, "before": list(before), "now": list(now)} for kind, before, now in item.proof
        ]
        if item.differing
        else [],
    }


def _said(said: VerdictSaid | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {"status": said.status, "class": said.code, "reason": said.reason or None}
