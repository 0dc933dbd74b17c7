"""The words of a name cell divided into serial number, name, unit, nature and footnote marks."""

from __future__ import annotations

from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_unit, joined, nature_of
from healthplan_cli.language.marks import split_marks
from healthplan_cli.language.normalise import normalise

_NO_DOT = Pattern(r"(?P<no>\d{1,3})(?:[.、](?!\d))|\((?P<no2>\d{1,3})\)|(?P<no3>[①-⑳])")
_LAST_BRACKET = Pattern(
    r"(?P<body>.*?)(?P<open>[(〔])(?P<inside>(?:[^()〔〕]|\([^()]*\))*)[)〕](?P<after>[*#①-⑳※☆★△▲†]*)$"
)
_AFTER_SIGN = Pattern(r"(?P<body>.{4,})[,/:](?P<unit>[^,/:]{1,8}(?:/[^,/:]{1,6})?)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name without the words around it; None for those that it doesn't have."""

    words: str
    no: str | None = None
    unit: str | None = None
    nature: str | None = None
    marks: tuple[str, ...] = ()


def take_name(text: str, numbered: bool = False, due: int | None = None) -> Name:
    """Return a name cell's words divided; `numbered`: the row's number stands in a column of its own.

    `due` is the next number where the names before have numbers: 4.5岁以下儿童死亡率 after 3. is the fourth.
    """
    words = joined(text).replace(" ", "") if joined(text).isascii() is False else joined(text)
    no = None
    start = _NO_DOT.match(half(words)) if not numbered else None
    if start is not None:
        no = next(group for group in start.groups() if group)
        words = _cut(words, start.end(), None)
    elif due is not None and not numbered and half(words).startswith(f"{due}."):
        no = str(due)
        words = _cut(words, len(no) + 1, None)
    unit = nature = None
    marks: list[str] = []
    for _ in range(4):
        plain = half(words)
        body, found = split_marks(plain)
        if found and body and plain.startswith(body):
            marks[:0] = found
            words = _cut(words, 0, len(body))
            continue
        if found and body and plain.endswith(body):
            marks[:0] = found
            words = _cut(words, len(plain) - len(body), None)
            continue
        match = _LAST_BRACKET.match(plain)
        if match is None or not match["body"]:
            break
        inside = match["inside"]
        if unit is None and is_unit(inside):
            unit = _printed(words, match.start("inside"), match.end("inside"))
        elif nature is None and nature_of(inside):
            nature = nature_of(inside)
        else:
            break
        words = _cut(words, 0, match.end("body"))
    if unit is None:
        words, unit = _signed_unit(words)
    return Name(words, no, unit, nature, tuple(marks))


def _signed_unit(words: str) -> tuple[str, str | None]:
    """Return a name and the unit after a comma or colon (床位数，张); None as the unit where there is none."""
    match = _AFTER_SIGN.match(half(words))
    if match is None or not is_unit(match["unit"]) or "/" in half(words)[match.end("body")]:
        return words, None
    return _cut(words, 0, match.end("body")), _printed(words, match.start("unit"), match.end("unit"))


def _cut(words: str, start: int, end: int | None) -> str:
    """Return part of a text, given by indexes into its half-width form."""
    normal = normalise(words)
    stop = len(words) if end is None else normal.origin[end]
    if end is not None and end < len(normal.text):
        stop = normal.origin[end]
    return words[normal.origin[start - 1] + 1 if start else 0 : stop].strip()


def _printed(words: str, start: int, end: int) -> str:
    return _cut(words, start, end)
