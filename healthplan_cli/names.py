"""Matching of names: normalised and exact, never fuzzy; only proposals are fuzzy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from healthplan_cli import units
from healthplan_cli.lexicon import Pattern
from healthplan_cli.wording.normalise import normalise, squeeze

_TRAILING_BRACKET = Pattern(r"\((?P<inside>[^()]*)\)$")


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """A name without white space, width, quotes, case and a unit in brackets at its end."""
    plain = normalise(squeeze(name)).text.lower()
    bracket = _TRAILING_BRACKET.search(plain) if plain.endswith(")") else None
    if bracket and bracket.start() and units.canonical(bracket["inside"]):
        plain = plain[: bracket.start()]
    return plain


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known names most like this one, for a message that proposes."""
    import difflib

    candidates = list(dict.fromkeys(known))
    plain = name_key(name)
    close = difflib.get_close_matches(plain, candidates, n=count, cutoff=0.5)
    inside = [
        candidate for candidate in candidates if len(plain) > 1 and (plain in candidate or candidate in plain)
    ]
    return list(dict.fromkeys([*close, *inside]))[:count]
