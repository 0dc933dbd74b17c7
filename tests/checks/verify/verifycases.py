"""Words to be found in a document."""

from __future__ import annotations

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.checks.verify import DocumentText
from healthplan_cli.commands.verify import read_text_of


def document(text: str) -> DocumentText:
    """A text file, as `hpcheck verify` reads it."""
    return read_text_of(Source("plan.txt", text.encode()))
