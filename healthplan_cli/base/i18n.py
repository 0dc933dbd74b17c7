"""Messages in the language chosen when the program starts: `tr("没有 {year} 年的数值", year=2024)`.

A message's id is its Chinese text, so that Chinese needs no catalogue; English comes from locale/en through gettext. The
language is chosen once, before any module is imported whose constants are messages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction
    from pathlib import PurePath

LANGUAGES = ("zh", "en")
_find: Callable[[str], str] | None = None


class _Place(Protocol):
    """A `Location` as the type checker sees it here (importing the class would be a cycle)."""

    @property
    def file(self) -> str: ...


def choose(language: str) -> None:
    """Set the language of messages: `zh` or `en`; any other name is Chinese."""
    global _find
    if language not in LANGUAGES or language == "zh":
        _find = None
        return
    import gettext
    from pathlib import Path

    _find = gettext.translation("hpcheck", Path(__file__).parents[1] / "locale", [language]).gettext


def language() -> str:
    """Return the language of messages, `zh` or `en`."""
    return "zh" if _find is None else "en"


def tr(text: str, /, **values: str | int | float | Fraction | date | Exception | PurePath | _Place) -> str:
    """Return a message in the chosen language, with `values` put in place of its {names}.

    None isn't accepted as a value, so that a type checker finds every message that could show "None".
    """
    found = text if _find is None else _find(text)
    return found.format(**values) if values else found
