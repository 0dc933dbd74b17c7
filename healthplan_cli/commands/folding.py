"""Lines folded to the terminal's width; left whole for a file or another program."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from healthplan_cli.base.text_width import wrap
from healthplan_cli.commands.look import columns


def folded(text: str, hang: int = 2) -> str:
    """Break a text into lines no wider than the terminal, continuation lines indented by `hang` columns; unchanged for a file or pipe."""
    if sys.stdout is None or not sys.stdout.isatty():
        return text
    return "\n".join(part for line in text.split("\n") for part in _parts(line, columns(), hang))


def _parts(line: str, size: int, hang: int) -> Iterator[str]:
    words = line.lstrip(" ")
    indent = len(line) - len(words)
    first, *rest = wrap(words, size - indent - hang)
    yield " " * indent + first
    yield from (" " * (indent + hang) + part for part in rest)
