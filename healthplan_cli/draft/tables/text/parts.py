"""The parts of an aligned table: its pages, and in a text the lines from which on its columns stand elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from healthplan_cli.draft.tables.columns import HeadRole, TableColumn
from healthplan_cli.draft.tables.text.fitting import fit
from healthplan_cli.draft.tables.text.layhead import overlap
from healthplan_cli.draft.tables.text.words import Word

_LOOKS = 1  # what words cost at most in a column that they look like
_MERGED: tuple[tuple[HeadRole, ...], ...] = (
    (),
    (HeadRole.CATEGORY,),
    (HeadRole.RESPONSIBLE,),
    (HeadRole.CATEGORY, HeadRole.RESPONSIBLE),
)  # columns whose cells are merged over rows, so that a line of the table lacks them
_ELSEWHERE = 2  # columns whose words stand beside those above, where a page is laid out anew


@dataclass(slots=True)
class TablePart:
    """A part of a table: its page, the headings' words there, the numbers and words of its lines."""

    number: int
    heads: Sequence[Word]
    lines: list[tuple[int, list[Word]]]

    def shifted(self, words: list[Word], heads: Sequence[Word]) -> list[Word]:
        """Return words of this part moved as if its headings stood where `heads` do."""
        by = median(other.start - own.start for own, other in zip(self.heads, heads, strict=True))
        return [replace(word, start=word.start + by, end=word.end + by) for word in words] if by else words


def laid_anew(part: TablePart, columns: Sequence[TableColumn], gaps: frozenset[int]) -> Iterator[TablePart]:
    """Yield the pieces of a text's part between which its columns move, as on a page without headings that a tool has
    aligned anew.
    A piece begins at the first of the `gaps` (lines after an empty one) after the last line that was aligned with
    those above.
    """
    now, where = TablePart(part.number, part.heads, []), list(part.heads)
    last = 0  # how many lines are known to stand as those above
    for line in part.lines:
        full = _full(line[1], columns)
        if full and sum(overlap(word, where[at]) < 0 for at, word in full.items()) >= _ELSEWHERE:
            begin = next(
                (at for at in range(last, len(now.lines)) if now.lines[at][0] in gaps), len(now.lines)
            )
            rest, now.lines = now.lines[begin:], now.lines[:begin]
            yield now
            heads = [full.get(at) or _beside(at, where, full) for at in range(len(where))]
            now, where = (
                TablePart(
                    part.number,
                    [replace(word, text=head.text) for word, head in zip(heads, where, strict=True)],
                    rest,
                ),
                heads,
            )
        now.lines.append(line)
        if full:
            last = len(now.lines)
            where = [_wider(where[at], full.get(at)) for at in range(len(where))]
    yield now


def _beside(at: int, heads: Sequence[Word], full: dict[int, Word]) -> Word:
    """Return where a heading is for a line without a word below it: at the same distance as before from the nearest one that has one."""
    near = min(full, key=lambda other: abs(other - at))
    by = full[near].start - heads[near].start
    return replace(heads[at], start=heads[at].start + by, end=heads[at].end + by)


def _full(words: Sequence[Word], columns: Sequence[TableColumn]) -> dict[int, Word]:
    """Return a line's words by column if it has a fitting word for each column that isn't merged; else an empty mapping."""
    for merged in _MERGED:
        own = [column for column in columns if column.role not in merged]
        numbers = [number for number, column in enumerate(columns) if column in own]
        if len(words) == len(own) > 2 and all(
            fit(column.role, word.text) <= _LOOKS for column, word in zip(own, words, strict=True)
        ):
            return dict(zip(numbers, words, strict=True))
    return {}


def _wider(word: Word, other: Word | None) -> Word:
    if other is None:
        return word
    return replace(word, start=min(word.start, other.start), end=max(word.end, other.end))
