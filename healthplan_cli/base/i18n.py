"""What the program says, in the language chosen when it starts: `tr("没有 {year} 年的数值", year=2024)`.

The Chinese of the sources is the message's id, so that Chinese needs no catalogue; English comes from locale/en through
gettext. The language is chosen once, before any module whose constants are words is imported.
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
    """A Location, of which nothing is known here."""

    @property
    def file(self) -> str: ...


def choose(language: str) -> None:
    """Speak a language from now on; Chinese where there is none of that name."""
    global _find
    if language not in LANGUAGES or language == "zh":
        _find = None
        return
    import gettext
    from pathlib import Path

    _find = gettext.translation("hpcheck", Path(__file__).parents[1] / "locale", [language]).gettext


def language() -> str:
    """Return the language that is spoken."""
    return "zh" if _find is None else "en"


def tr(text: str, /, **values: str | int | float | Fraction | date | Exception | PurePath | _Place) -> str:
    """Return a message in the language that is spoken, with its values put in. None is no value: a type checker refuses it,
    so that nobody reads the word.
    """
    found = text if _find is None else _find(text)
    return found.format(**values) if values else found
