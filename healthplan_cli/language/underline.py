"""The text of an error with a mark under the character at which reading stopped."""

from __future__ import annotations

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.text_width import width
from healthplan_cli.base.visible import visible


def underlined(error: NotUnderstood) -> str:
    """Return two lines: the error's text, and a ^ in the right terminal column."""
    text = "".join(" " if char.isspace() else char for char in error.text)
    return f"    {visible(text)}\n    {' ' * width(visible(text[: error.at]))}^"
