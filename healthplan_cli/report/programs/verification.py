"""A verification as JSON (`hpcheck.verify/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify import MatchStatus, QuotedWord, Verification
from healthplan_cli.report import Look
from healthplan_cli.report.programs.jsontext import dumps

FORMAT = "hpcheck.verify/1"


def render(results: Sequence[Verification], look: Look) -> str:
    """Return every quoted word with its match, as JSON with a line feed at the end."""
    [found] = results
    return dumps(_data(found), indent=2) + "\n"


def _data(found: Verification) -> dict[str, Any]:
    document = found.document
    return {
        "format": FORMAT,
        "plan": found.plan,
        "document": {"path": document.path, "sha256": document.sha256, "kind": document.kind},
        "summary": {
            "checked": len(found.items) - len(found.of(MatchStatus.UNCHECKED)),
            **{status.value: len(found.of(status)) for status in MatchStatus},
        },
        "items": [_item_data(item) for item in found.items],
    }


def _item_data(item: QuotedWord) -> dict[str, Any]:
    near = item.near
    return {
        "id": item.id,
        "no": item.no,
        "kind": item.kind,
        "field": item.field,
        "words": item.words,
        "status": item.status.value,
        "spec": str(item.location),
        "place": _place(item.place),
        "near": {"words": near.words, "place": _place(near.place)} if near else None,
        "reason": item.reason,
    }


def _place(place: Location | None) -> str | None:
    return None if place is None else str(place)
