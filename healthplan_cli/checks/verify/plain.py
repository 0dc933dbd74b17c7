"""Words in the form in which they are compared, and patterns of the slips in them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from healthplan_cli.language.normalise import normalise, squeeze

_KEPT = ("No",)  # a circled or raised digit is no digit


@lru_cache(maxsize=20_000)
def plain_char(raw: str) -> str:
    """Return a character as it is compared; empty for white space, and for quotation marks, which PDFs put anywhere."""
    if not squeeze(raw):
        return ""
    if raw == "…" or unicodedata.category(raw) in _KEPT:
        return "2" if raw == "²" else "3" if raw == "³" else raw
    return unicodedata.normalize("NFKC", normalise(raw).text)


def plain(words: str) -> str:
    """Return words as they are compared: without white space and quotation marks, in one width, one spelling for each sign."""
    return "".join(map(plain_char, words))


def pieces(words: str) -> tuple[str, ...]:
    """Return the pieces that `…` separates, as they are compared."""
    return tuple(piece for part in plain(words).split("…") if (piece := part.strip()))


GAP = "\x1f"  # stands for white space in a text that shapes are looked for in
_AROUND = ("左右", "以上", "以下", "以内")
_ANY_SIGN = "(?:[≥≤<>±]\x1f?)?"
_ANY_QUALIFIER = "(?:(?:左右|以上|以下|以内)\x1f?)?"
_PART = re.compile(r"\d+(?:\.\d+)?|左右|以上|以下|以内|.")


@lru_cache(maxsize=5_000)
def shape(piece: str) -> re.Pattern[str]:
    """Return a pattern of the piece with any numbers and signs in place of its own; a piece without a number matches only itself."""
    found = []
    for part in _PART.findall(piece):
        if part[0].isdecimal():
            found.append(_ANY_SIGN + r"(?<![\d.])\d+(?:\.\d+)?")
        elif part in "≥≤<>±":
            continue
        elif part in "%‰":
            found.append("[%‰]")
        elif part in _AROUND:
            found.append(_ANY_QUALIFIER)
        else:
            found.append(re.escape(part))
    return re.compile("\x1f?".join(found) + r"(?![\d])" + _ANY_QUALIFIER)
