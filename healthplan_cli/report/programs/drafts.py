"""A draft as a spec (YAML), and as data with the confidence and the place of every field (`hpcheck.draft/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthplan_cli.draft.result import DraftResult
from healthplan_cli.draft.spec import COMMITMENT, PROJECT, ROW, TOTAL, SpecItem
from healthplan_cli.draft.writing import write_spec
from healthplan_cli.report import Look
from healthplan_cli.report.documents.draftwords import readings
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.sources.documents.blocks import Place

FORMAT = "hpcheck.draft/1"


def spec(results: Sequence[DraftResult], look: Look) -> str:
    """Return the spec as YAML, with each doubt on the line of its field."""
    [result] = results
    return write_spec(result.spec).text


def render(results: Sequence[DraftResult], look: Look) -> str:
    """Return everything read from the document as JSON, with a line feed at the end."""
    [result] = results
    return dumps(_data(result), indent=2) + "\n"


def _data(result: DraftResult) -> dict[str, Any]:
    spec, items = result.spec, result.spec.of
    found: dict[str, Any] = {
        "format": FORMAT,
        "document": {"path": result.document, "sha256": result.sha256, "kind": result.form},
        "summary": dict(result.counts),
        "plan": _item(result, spec.head),
        "indicators": [_item(result, item) for item in items(ROW)],
        "commitments": [_item(result, item) for item in items(COMMITMENT)],
        "projects_total": next((_item(result, item) for item in items(TOTAL)), None),
        "projects": [_item(result, item) for item in items(PROJECT)],
        "remarks": list(spec.remarks),
    }
    if result.changes is not None:
        found["changes"] = [
            {
                "what": one.what,
                "id": one.id,
                "name": one.name,
                "field": one.field or None,
                "before": one.before or None,
                "after": one.after or None,
            }
            for one in result.changes
        ]
    return found


def _item(result: DraftResult, item: SpecItem) -> dict[str, Any]:
    names = dict.fromkeys((*item.fields, *(doubt.field for doubt in item.doubts)))
    return {
        "place": _place(item.place),
        "reading": list(readings(result.plan, item)),
        "fields": {name: _field(item, name) for name in names if name != "format"},
    }


def _field(item: SpecItem, name: str) -> dict[str, Any]:
    doubts = list(item.doubts_of(name))
    return {
        "value": _value(item.fields.get(name)),
        "printed": [
            {"text": one.text, "year": one.year, "place": _place(one.place or item.place)}
            for one in item.printed
            if one.field == name
        ],
        "confidence": "doubt" if doubts else "certain",
        "doubts": doubts,
    }


def _value(value: Any) -> Any:
    """Return a value with texts as keys, as JSON needs them."""
    if isinstance(value, dict):
        return {str(key): _value(one) for key, one in value.items()}
    return list(map(_value, value)) if isinstance(value, list) else value


def _place(place: Place) -> dict[str, Any]:
    names = ("page", "line", "sheet", "table", "row", "column")
    return {name: value for name in names if (value := getattr(place, name)) is not None}
