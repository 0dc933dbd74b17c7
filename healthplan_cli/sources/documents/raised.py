"""Raised characters: exponents stay in the text (m², 10⁹), others are footnote marks (①, *, 1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.radicals import ordinary

Piece = tuple[str, bool]  # some text, and whether it is raised

_RAISED = str.maketrans("0123456789+-−–n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ")
_EXPONENT = Pattern(r"[-−–+]?\d{1,2}$")
_UNIT = Pattern(r"[A-Za-zμ㎡]$")
_TEN = Pattern(r"(?:^|[^\d.])10$")
_TIMES = Pattern(r"[×xX*·✕]\s*10$")
_SIGN = Pattern(r"[*＊#＃※☆★△▲†‡①-⑳]+$")
_SAYS = Pattern("[:：=为系指是]|表示|代表|说明")
_CLAUSES = frozenset("（(）)；;。：:，,")
_LETTERS = Pattern(r"[A-Za-z]{2,}$")


def said(pieces: Iterable[Piece]) -> tuple[str, tuple[str, ...]]:
    """Return the text of pieces, with exponents as superscript characters, and the footnote marks that stood in it."""
    merged: list[Piece] = []
    for text, raised in pieces:
        if merged and merged[-1][1] == raised:
            merged[-1] = merged[-1][0] + text, raised
        elif text:
            merged.append((text, raised))
    words, marks = "", []
    for number, (text, raised) in enumerate(merged):
        after = merged[number + 1][0] if number + 1 < len(merged) else ""
        if not raised:
            words += text
        elif _is_power(words.rstrip(), text.strip(), after):
            words = words.rstrip() + text.strip().translate(_RAISED)
        elif _LETTERS.match(text.strip()) or _is_explained(words.rstrip(), text.strip(), after.lstrip()):
            words += text
        elif text.strip():
            marks.append(text.strip())
    return ordinary(words), tuple(marks)


def _is_explained(before: str, text: str, after: str) -> bool:
    """Return whether a raised sign is itself being explained by a note ((3)#为2020年目标值), and marks no word before it."""
    return bool(before) and before[-1] in _CLAUSES and bool(_SIGN.match(text) and _SAYS.match(after))


def leading_mark(pieces: Sequence[Piece]) -> str | None:
    """Return the raised mark that a text begins with, as a footnote does; None without one."""
    first = next(((text, raised) for text, raised in pieces if text.strip()), ("", False))
    return first[0].strip() if first[1] else None


def _is_power(before: str, text: str, after: str) -> bool:
    """Return whether raised characters are the exponent of the unit or number before them."""
    if not _EXPONENT.match(text):
        return False
    if _UNIT.search(before) or _TIMES.search(before):
        return True
    return _TEN.search(before) is not None and after.lstrip()[:1] in ("/", "／", "个") and after.strip() != ""
