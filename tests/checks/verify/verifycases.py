"""Words to be found in a document."""

from __future__ import annotations

from typing import Any

from documentcases import ANNEX, BODY, TABLE, plan
from support import plan_of

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.checks.verify import DocumentText, MatchStatus, QuotedWord, Verification, verify
from healthplan_cli.commands.verify import read_text_of


def document(text: str) -> DocumentText:
    """A text file, as `hpcheck verify` reads it."""
    return read_text_of(Source("plan.txt", text.encode()))


def cell_a_line() -> str:
    """A cell a line, a blank line after each row."""
    table = ["\n".join(f"\t{cell}" for cell in cells) + "\n" for cells in TABLE]
    return "\n".join([*BODY[:1], *table, *BODY[1:], *("\n".join(cells) + "\n" for cells in ANNEX)])


def looked_up(text: str, **head: Any) -> Verification:
    return verify(plan(**head), document(text))


def one(found: Verification, id: str, field: str) -> QuotedWord:
    [item] = [item for item in found.items if (item.id, item.field) == (id, field)]
    return item


def bad_of(rows: list[dict[str, Any]], text: str) -> list[QuotedWord]:
    """What of these rows isn't in a document with this text."""
    found = verify(plan_of([{"better": "higher", **row} for row in rows]), document(text))
    return [item for item in found.items if item.status in (MatchStatus.MISSING, MatchStatus.APART)]
