"""A judged case as the names that cases use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from support import same

from healthplan_cli.evaluation.messages import told
from healthplan_cli.model import Result

# What a case doesn't mention is nothing.
ALWAYS: dict[str, Any] = {"reason": None, "regressed": "false", "noted": []}


def found(result: Result) -> dict[str, Any]:
    """A result as the names of the cases."""
    return {
        "status": result.status.value,
        "reason": result.reason.value if result.reason else None,
        "regressed": result.regressed,
        "noted": [note.value for note in result.noted],
        "value": result.actual.reading.values.value
        if result.actual and result.actual.reading.values
        else None,
        "gap": result.gap,
        "progress": result.progress,
        "elapsed": result.elapsed,
        "expected": result.expected,
        "years_missing": list(result.years_missing),
        "message": told(result),
        "id": result.id,
        "no": result.no,
        "category": result.category,
        "name": result.name,
        "unit": result.unit,
        "baseline": result.baseline.text if result.baseline else None,
        "printed": result.baseline.printed if result.baseline else None,
        "number": result.value.value if result.value else None,
        "source": result.baseline.source if result.baseline else None,
        "revision": result.revision.document if result.revision else None,
        "due": result.due,
        "fewer": result.confidence_interval.fewer.value
        if result.confidence_interval and result.confidence_interval.fewer
        else None,
        "more": result.confidence_interval.more.value
        if result.confidence_interval and result.confidence_interval.more
        else None,
        "chance": [result.confidence_interval.low, result.confidence_interval.high]
        if result.confidence_interval
        else None,
        "components": {part.id: found(part) for part in result.components},
    }


def got_as_expected(wanted: dict[str, Any], got: dict[str, Any]) -> dict[str, Any]:
    """The expected values, in the program's types where they are the same: a difference then reads plainly."""
    return dict(_pairs(wanted, got))


def _pairs(wanted: dict[str, Any], got: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in wanted.items():
        yield key, got[key] if same(value, got[key]) else value
