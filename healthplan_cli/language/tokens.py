"""The scanner for targets and reported values: a cursor over normalised text that takes words, numbers and units.

The cursor remembers the farthest index that was read, as the place of an error.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeVar

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Lexicon, Pattern
from healthplan_cli.base.limits import MAX_DIGITS, MAX_POWER
from healthplan_cli.language import words
from healthplan_cli.language.normalise import Normal
from healthplan_cli.model import Quantity, Rule

T = TypeVar("T")

_DIGITS = Pattern(r"[+-]?(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)", re.ASCII)
_SCIENTIFIC = Pattern(r"[+-]?\d+(?:\.\d+)?[eE](?P<power>[+-]?\d{1,2})(?![A-Za-z0-9_.])", re.ASCII)
_TWO_MEANINGS = Pattern(r"\d+,\d", re.ASCII)
_CHINESE = Pattern(r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?")
_FRACTION = Pattern(r"(?P<parts>百|千|万|十万|10万|百万|[二两三四五六七八九十])分之")
_TENTHS = Pattern(r"(?P<tens>[一二三四五六七八九])成(?P<ones>[一二三四五六七八九半])?")

_SHARES = {"百": "%", "千": "‰", "万": "‱", "十万": "/10万", "10万": "/10万", "百万": "/100万"}
_FIGURES = {char: index for index, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SHORT = {"百": 10, "千": 100}  # what a figure behind it means: 一百二 is 120
_SPELLED = frozenset(_FIGURES) | frozenset(_PLACES)
_SHARE_BEGINS = _SPELLED | frozenset("1万半")  # 10万分之, 万分之, 半数


def chinese_number(text: str) -> Fraction | None:
    """Return the number in Chinese numerals (三十五, 一千二百, 一点五); None where the characters make no number."""
    whole, _, decimals = text.partition("点")
    total, figure = 0, None
    for char in whole:
        if char in _PLACES:
            total += (1 if figure is None else figure) * _PLACES[char]
            figure = None
        elif figure not in (None, 0):
            return None
        else:
            figure = _FIGURES[char]
    if figure and len(whole) > 1 and whole[-2] in _SHORT:
        figure *= _SHORT[whole[-2]]
    total += figure or 0
    return Fraction(f"{total}.{''.join(str(_FIGURES[char]) for char in decimals) or 0}")


class Cursor:
    """A place in a normalised text. Each `take_…` moves past what it finds, or stays and returns None.

    `reached` is the furthest place read; `hint` is the place and message of an error that says more.
    """

    __slots__ = ("hint", "normal", "pos", "reached", "text")

    def __init__(self, normal: Normal) -> None:
        self.normal = normal
        self.text = normal.text
        self.pos = 0
        self.reached = 0
        self.hint: tuple[int, str] | None = None

    @property
    def done(self) -> bool:
        return self.pos == len(self.text)

    def piece(self, start: int, end: int) -> Cursor:
        """Return a cursor over a part of the text; its errors point into the whole printed text."""
        origin = self.normal.origin[start : end + 1]
        return Cursor(Normal(self.normal.original, self.text[start:end], origin))

    def rest(self, start: int, end: int | None = None) -> Cursor:
        """Return a cursor over the text from `start` on, which keeps the furthest place read."""
        piece = self.piece(start, len(self.text) if end is None else end)
        piece.reached = max(0, min(self.reached, len(self.text)) - start)
        return piece

    def without(self, start: int, end: int) -> Cursor:
        """Return a cursor over the text without a part of it; its errors point into the whole printed text."""
        text, origin = self.text, self.normal.origin
        return Cursor(Normal(self.normal.original, text[:start] + text[end:], origin[:start] + origin[end:]))

    def learn_from(self, piece: Cursor) -> None:
        """Take over the furthest place and the hint of a cursor over a part of this text."""
        self.reached = max(self.reached, self._place_of(piece, piece.reached))
        if self.hint is None and piece.hint is not None:
            self.hint = self._place_of(piece, piece.hint[0]), piece.hint[1]

    def _place_of(self, piece: Cursor, index: int) -> int:
        origin = piece.normal.origin
        return bisect_left(self.normal.origin, origin[min(index, len(origin) - 1)])

    def error(self, message: str, at: int | None = None) -> NotUnderstood:
        """Return the error that points at `at`; without it at the hint's place, else at the furthest place read."""
        index = self.reached if at is None else at
        if at is None and self.hint is not None:
            index, message = self.hint
        origin = self.normal.origin
        return NotUnderstood(self.normal.original, origin[index], message)

    def two_readings(self, one: Rule, other: Rule) -> NotUnderstood:
        """Return the error for a text that can be understood as two different rules (contract section 4)."""
        from healthplan_cli.language.describe import sentence

        message = tr("有两种读法，一种是“{one}”，另一种是“{other}”", one=sentence(one), other=sentence(other))
        return NotUnderstood(self.normal.original, 0, message)

    def of_nothing(self, at: int) -> NotUnderstood:
        """Return the error for a ratio or a rate with a part that isn't above zero."""
        return self.error(tr("比例的两部分都要大于 0（如 1:1.3、1辆/3万人）"), at)

    def advance(self, end: int) -> None:
        self.pos = end
        self.reached = max(self.reached, end)

    def take(self, lexicon: Lexicon) -> str | None:
        start, end = self.pos, lexicon.end(self.text, self.pos)
        if end is None:
            return None
        self.advance(end)
        return self.text[start:end]

    def skip(self, lexicon: Lexicon) -> None:
        while self.take(lexicon):
            pass

    def peek(self, lexicon: Lexicon) -> bool:
        return lexicon.end(self.text, self.pos) is not None

    def take_one(self, choices: Iterable[tuple[Lexicon, T]]) -> T | None:
        """Return the value beside the lexicon with the longest match here, and move past the match; None where none matches."""
        best: tuple[int, T] | None = None
        for lexicon, value in choices:
            end = lexicon.end(self.text, self.pos)
            if end is not None and (best is None or end > best[0]):
                best = end, value
        if best is None:
            return None
        self.advance(best[0])
        return best[1]

    def take_number(self, scientific: bool = False) -> Fraction | None:
        """Return the number here, in digits or Chinese numerals; None without one. Raise NotUnderstood for 1,5 and for
        too many digits.

        `scientific`: accept 1.5e8 too.
        """
        if scientific and "e" in self.text.lower() and (match := _SCIENTIFIC.match(self.text, self.pos)):
            if abs(int(match["power"])) > MAX_POWER:
                return None
            self.advance(match.end())
            return Fraction(match.group())
        match = _DIGITS.match(self.text, self.pos)
        if match and match.end() - match.start() > MAX_DIGITS:
            message = tr("数字太长（{value} 位，最多 {most} 位）", value=len(match.group()), most=MAX_DIGITS)
            raise self.error(message, match.start())
        if match:
            double = _TWO_MEANINGS.match(self.text, self.pos)
            if double and "," not in match.group():
                raise self.error(tr("数字里的逗号有两种读法：千分位写 1,500，小数写 1.5"), double.end() - 2)
            self.advance(match.end())
            return Fraction(match.group().replace(",", ""))
        if self.text[self.pos : self.pos + 1] not in _SPELLED:
            return None  # most words: they needn't wait for the pattern
        match = _CHINESE.match(self.text, self.pos)
        assert match is not None
        number = chinese_number(match.group())
        if number is not None:
            self.advance(match.end())
        return number

    def take_share(self) -> Quantity | None:
        """Return a share in words (百分之三十, 十万分之190.7, 三分之二, 七成, 一半); None where none stands here."""
        start = self.pos
        if self.text[start : start + 1] not in _SHARE_BEGINS:
            return None
        if match := _FRACTION.match(self.text, start):
            self.advance(match.end())
            number = self.take_number()
            if number is not None:
                word = match["parts"]
                if word in _SHARES:
                    return Quantity(number, _SHARES[word])
                return Quantity(number / (_PLACES.get(word) or _FIGURES[word]) * 100, "%")
            self.pos = start
            return None
        if match := _TENTHS.match(self.text, start):
            self.advance(match.end())
            ones = match["ones"]
            return Quantity(
                Fraction(_FIGURES[match["tens"]] * 10 + (5 if ones == "半" else _FIGURES.get(ones, 0))), "%"
            )
        return Quantity(Fraction(50), "%") if self.take(words.HALF) else None

    def take_unit(self) -> str | None:
        """Return the unit here in canonical spelling; None without a known one. Raise NotUnderstood for a zero denominator: 辆/0万人."""
        end = units.scan(self.text, self.pos)
        if units.over_nothing(self.text[self.pos : end]):
            raise self.of_nothing(self.text.index("/", self.pos))
        unit = units.canonical(self.text[self.pos : end])
        if unit is not None:
            self.advance(end)
        return unit
