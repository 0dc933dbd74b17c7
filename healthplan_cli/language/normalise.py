"""Text in the form that the parser reads (contract section 4): half width, no white space, one spelling for each sign.

A map leads back to the printed characters.
"""

from __future__ import annotations

from functools import lru_cache

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_WORDS
from healthplan_cli.base.radicals import CHARACTERS

_SIGNS = CHARACTERS | str.maketrans(
    {
        "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹤": "<", "﹥": ">",
        "﹪": "%", "٪": "%", "∶": ":", "︰": ":", "−": "-", "–": "—", "―": "—", "‒": "—", "─": "—",
        "━": "—", "ー": "—", "〜": "~", "∼": "~", "﹣": "-", "‐": "-", "‑": "-",
        "[": "〔", "]": "〕", "【": "〔", "】": "〕", "³": "3", "²": "2",
    }
)  # fmt: skip
_QUOTES = frozenset("“”\"‘’'「」『』")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@record(frozen=True, slots=True)
class Normal:
    """Normalised text; `origin[i]` is the index in the printed text of its character i, with one more entry for the end."""

    original: str
    text: str
    origin: tuple[int, ...]


def _half_width(char: str) -> str:
    code = ord(char)
    if 0xFF01 <= code <= 0xFF5E:
        char = chr(code - 0xFEE0)
    return char.translate(_SIGNS)


def squeeze(text: str) -> str:
    """Return a text without white space and invisible characters, as words from cells are compared and kept."""
    return "".join(char for char in text if not char.isspace() and char not in _INVISIBLE)


def check_length(text: str) -> None:
    """Raise NotUnderstood for a text longer than any target or value is; the time to read one grows with its square."""
    if len(text) > MAX_WORDS:
        words = tr("太长：{count} 字，一种写法最多 {most} 字", count=len(text), most=MAX_WORDS)
        raise NotUnderstood(f"{text[:40]}…", 40, words)


def normalise(original: str) -> Normal:
    """Return a printed text as Normal. Raise NotUnderstood for white space between two digits (two numbers or one broken one?)."""
    chars: list[str] = []
    origin: list[int] = []
    gap = False
    for index, raw in enumerate(original):
        if raw.isspace() or raw in _INVISIBLE:
            gap = True
            continue
        if raw in _QUOTES:
            continue
        char = _superscript(raw, chars) if raw in "²³" else _half_width(raw)
        if gap and char.isdecimal() and chars and chars[-1].isdecimal():
            raise NotUnderstood(original, index, tr("两个数字之间有空格：是两个数，还是一个断开的数？"))
        gap = False
        chars.append(char)
        origin.append(index)
    origin.append(len(original))
    return Normal(original, "".join(chars), tuple(origin))


def _superscript(raw: str, before: list[str]) -> str:
    """Return the digit of m³ and m²; any other superscript stays as it is, for it may be a footnote mark."""
    return _half_width(raw) if before and before[-1] in "mM" else raw


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text for comparison: without white space, in half width and lower case, years in digits (二〇二三年 is 2023年)."""
    found = normalise(squeeze(text)).text.lower()
    for match in _YEAR_IN_WORDS.finditer(found) if "年" in found else ():
        found = found.replace(match[0], match[0].translate(_DIGITS))
    return found


_YEAR_IN_WORDS = Pattern("(?:二[〇○零0o]|一九)[〇○零0o一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零o一二三四五六七八九", "0000123456789")
