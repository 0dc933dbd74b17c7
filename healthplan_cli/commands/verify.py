"""`hpcheck verify`: which words of a plan are not in its document."""

from __future__ import annotations

from typing import Any

from healthplan_cli.catalog import load_plan
from healthplan_cli.commands.look import colored, columns, has_signs
from healthplan_cli.commands.output import page, write
from healthplan_cli.documents import read_document
from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.model import Location
from healthplan_cli.reporters import Look
from healthplan_cli.reporters.jsontext import dumps
from healthplan_cli.reporters.verifytext import verify_text
from healthplan_cli.source import read_source
from healthplan_cli.verify import Item, Status, Verification, verify
from healthplan_cli.visible import shown

FORMAT = "hpcheck.verify/1"


def run_verify(
    plan: str,
    document: str,
    format_: str,
    all_: bool,
    strict: bool,
    no_pager: bool = False,
    color: str = "auto",
) -> ExitCode:
    """Says what of the plan the document doesn't have; FAIL where there is any."""
    loaded = load_plan(plan, whole=True)
    found = verify(loaded, read_document(read_source(document)))
    if format_ == "json":
        write(dumps(_data(found), indent=2) + "\n", exact=True)
    else:
        text = verify_text(shown(found), Look(columns(), colored(color), has_signs()), all_)
        page(text, not no_pager, (document, loaded.path))
    failing = (Status.MISSING, Status.APART) if strict else (Status.MISSING,)
    return ExitCode.FAIL if found.of(*failing) else ExitCode.PASS


def _data(found: Verification) -> dict[str, Any]:
    document = found.document
    return {
        "format": FORMAT,
        "plan": found.plan,
        "document": {"path": document.path, "sha256": document.sha256, "kind": document.kind},
        "summary": {
            "checked": len(found.items) - len(found.of(Status.UNCHECKED)),
            **{status.value: len(found.of(status)) for status in Status},
        },
        "items": [_item_data(item) for item in found.items],
    }


def _item_data(item: Item) -> dict[str, Any]:
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
