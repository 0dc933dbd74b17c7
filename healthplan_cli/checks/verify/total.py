"""The totals that a document prints of its projects (number, investment), near 合计 or 共 … within text about projects."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.checks.verify.items import MatchStatus, Near
from healthplan_cli.checks.verify.plain import plain
from healthplan_cli.checks.verify.quotes import QuoteMatch
from healthplan_cli.checks.verify.text import Span, Text
from healthplan_cli.model import Project, ProjectsTotal

_SUM = re.compile(r"合计|总计|共计|总共|总投资|共(?=[\d有需投:]|安排|规划|实施|涉及|包含|包括)")
_LOOSE = re.compile("项目|投资")  # what speaks of projects, where nothing says that it is a sum
_NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d.])|(?<![\d.])\d+(?:\.\d+)?")
_THINGS = re.compile("个(?!月)|项目|项")
_OTHER = re.compile("[年月日%‰]|平方米|张|人")  # behind a number that counts neither projects nor money
_HAN = re.compile("[一-鿿]")
_COUNTERS = str.maketrans("", "", "个项目万亿元")
_BEFORE, _BEHIND = 12, 60  # characters around such a word in which its numbers stand
_ANNEX_HEAD = 300  # characters before the first project that belong to its table


@record(frozen=True, slots=True)
class _Sum:
    """A number near a word for a sum; `word` is the span of that word, `counted`: it has a unit of counting."""

    word: Span
    number: Span
    counted: bool


def total_items(
    text: Text, total: ProjectsTotal, projects: Sequence[Project]
) -> Iterator[tuple[str, str, QuoteMatch]]:
    """Yield (field, words, match) of the printed number of projects and of their printed total investment."""
    sums = list(_sums(text, projects, _SUM))
    loose = list(_sums(text, projects, _LOOSE))
    if total.count is not None:
        counts = [item for item in sums if item.counted] or _bare_counts(text, sums)
        others = [item for item in loose if item.counted]
        yield "count", str(total.count), _among(text, Fraction(total.count), counts, others)
    if total.investment is not None:
        amounts = [item for item in sums if not item.counted]
        others = [item for item in loose if not item.counted]
        yield "investment", decimal_text(total.investment), _among(text, total.investment, amounts, others)


def _sums(text: Text, projects: Sequence[Project], words: re.Pattern[str]) -> Iterator[_Sum]:
    """Yield the numbers around each word for a sum (合计, 共) in the projects' table or in text about projects."""
    first = min((span[0] for project in projects for span in _cells(text, project)), default=len(text.chars))
    for match in words.finditer(text.chars):
        span = match.span()
        low, high = _around(text, span)
        if span[0] >= first - _ANNEX_HEAD or re.search("项目|工程", text.chars[low:high]):
            for number in _numbers(text, low, high):
                if not _OTHER.match(text.chars, number[1]):
                    yield _Sum(span, number, bool(_THINGS.match(text.chars, number[1])))


def _numbers(text: Text, low: int, high: int) -> Iterator[Span]:
    """Yield the spans of numbers between two indexes, each within one cell."""
    ends = text.breaks[bisect_right(text.breaks, low) : bisect_left(text.breaks, high)]
    for start, end in pairwise((low, *ends, high)):
        for match in _NUMBER.finditer(text.chars[start:end]):
            yield start + match.start(), start + match.end()


def _cells(text: Text, project: Project) -> Iterator[Span]:
    return (span for span in text.occurrences(plain(project.name)) if text.is_break(span[0]))


def _around(text: Text, span: Span) -> Span:
    """Return the span from a little before the word to the end of its sentence, extended over cells with only numbers."""
    first, high = text.paragraph_span(span[0])
    low = max(span[0] - _BEFORE, first)
    low = max(text.chars.rfind("。", low, span[0]) + 1, low)
    farthest = min(span[1] + _BEHIND, len(text.chars))
    stop = text.chars.find("。", span[1], min(high, farthest))
    if stop >= 0:
        return low, stop
    while high < farthest:
        following = text.paragraph_span(high)[1]
        if _HAN.search(text.chars[high:following].translate(_COUNTERS)):
            break
        high = following
    return low, min(high, farthest)


def _bare_counts(text: Text, sums: Sequence[_Sum]) -> list[_Sum]:
    """Return the numbers without a unit that fill cells after a word for a sum, except the last of each row: 3 in 合计 3 35500."""
    rows: dict[Span, list[_Sum]] = {}
    for item in sums:
        start, end = item.number
        if start >= item.word[1] and text.is_break(start) and text.is_break(end):
            rows.setdefault(item.word, []).append(item)
    return [item for row in rows.values() for item in row[:-1]]


def _among(text: Text, wanted: Fraction, sums: Sequence[_Sum], loose: Sequence[_Sum]) -> QuoteMatch:
    """Return the match of a number among the sums (among the `loose` ones where there are none), else with the
    nearest sum of the last row instead.
    """
    for item in sums or loose:
        if _value(text, item) == wanted:
            return QuoteMatch(MatchStatus.FOUND, item.number[0])
    last = [item for item in sums if item.word == sums[-1].word]
    near = min(last, key=lambda item: abs(_value(text, item) - wanted), default=None)
    return QuoteMatch(MatchStatus.MISSING, near=_near(text, near) if near else None)


def _value(text: Text, item: _Sum) -> Fraction:
    return Fraction(text.chars[slice(*item.number)].replace(",", ""))


def _near(text: Text, item: _Sum) -> Near:
    """Return the word for a sum with its number and the thing counted: 合计(4项)."""
    start, end = min(item.word[0], item.number[0]), max(item.word[1], item.number[1])
    things = _THINGS.match(text.chars, item.number[1])
    end = max(end, things.end()) if things else end
    bracket = text.chars.startswith(")", end) and "(" in text.chars[start:end]
    return Near(text.words((start, end + bracket)), text.place(item.number[0]))
