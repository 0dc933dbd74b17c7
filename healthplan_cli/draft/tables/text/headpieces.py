"""Headings of a text that stand single spaces apart, each broken over two lines: 主要领 序 above 域 号 are 主要领域 and 序号."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.columns import column_of
from healthplan_cli.draft.tables.text.words import Word

_GOES_ON = Pattern(r"年(?!均|度|平)|[底末度]|[()（）\[\]〔〕]")  # what no head begins with
_MOST = 16  # pieces of a line
_FEWEST = 4  # heads of a table whose head is read so
_UNKNOWN = 50.0  # what it costs that a piece, or two together, are no head
_ALONE = 10.0  # what it costs that a piece of the lower line is a head by itself
_OFF = 0.5  # what each half-width costs by which the middles of two pieces are apart


def heads_of_two_lines(upper: Sequence[Word], lower: Sequence[Word]) -> list[Word] | None:
    """Return the headings that two lines make, each piece of the lower joined to one of the upper in order; None
    where a piece remains that is no heading.
    """
    above, below = _pieces(upper), _pieces(lower)
    if not (_FEWEST <= len(above) <= _MOST and 0 < len(below) <= _MOST):
        return None
    best: dict[tuple[int, int], tuple[float, list[Word]]] = {(0, 0): (0.0, [])}
    for i in range(len(above) + 1):
        for j in range(len(below) + 1):
            known = best.get((i, j))
            if known is None:
                continue
            steps = []
            if i < len(above):
                steps.append((i + 1, j, above[i], 0.0))
            if i < len(above) and j < len(below):
                steps.append((i + 1, j + 1, _whole(above[i], below[j]), _apart(above[i], below[j])))
            if j < len(below):
                steps.append((i, j + 1, below[j], _ALONE))
            for after_i, after_j, word, own in steps:
                cost = known[0] + own + (0 if column_of(word.text) is not None else _UNKNOWN)
                if (after_i, after_j) not in best or cost < best[after_i, after_j][0]:
                    best[after_i, after_j] = cost, [*known[1], word]
    cost, found = best[len(above), len(below)]
    return sorted(found, key=lambda word: word.start) if cost < _UNKNOWN else None


def _pieces(words: Sequence[Word]) -> list[Word]:
    """Return the words of a line divided at every space except those within a heading: 2025 年目标."""
    found: list[Word] = []
    for word in words:
        rest, at = word, word.text.find(" ")
        while at > 0:
            left, right = rest.parted(at)
            if _GOES_ON.match(right.text):
                at = rest.text.find(" ", at + 1)
                continue
            found.append(left)
            rest, at = right, right.text.find(" ")
        found.append(rest)
    return found


def _whole(above: Word, below: Word) -> Word:
    start, end = min(above.start, below.start), max(above.end, below.end)
    return Word(f"{above.text}{below.text}", start, end)


def _apart(above: Word, below: Word) -> float:
    return _OFF * abs((above.start + above.end) - (below.start + below.end)) / 2
