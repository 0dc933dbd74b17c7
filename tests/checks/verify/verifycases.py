"""Words to be found in a document."""

from __future__ import annotations

from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify import (
    DocumentText,
    Passage,
)


def document(text: str) -> DocumentText:
    lines = enumerate(text.split("\n"), 1)
    return DocumentText(
        "plan.txt", "txt", "", tuple(Passage(line, Location("plan.txt", at)) for at, line in lines)
    )
