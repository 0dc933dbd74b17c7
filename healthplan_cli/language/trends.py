"""The row for directions without an amount: 持续提升, 有所改善, 明显下降."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern, any_of, atomic, longest_first
from healthplan_cli.language import words
from healthplan_cli.language.since import PREVIOUS, take_since
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Direction, Rule, Trend

_TREND = Pattern(
    lambda: (
        atomic(f"(?:{any_of(words.STEADILY, words.DEGREE, words.SOMEWHAT)})*", "before")
        + f"(?:(?P<up>{any_of(words.RISES)})|(?P<down>{any_of(words.FALLS)})|(?P<better>{any_of(words.IMPROVES)}))"
        + f"(?P<trend>{any_of(words.COURSE)})?(?P<after>{any_of(words.DEGREE_BEHIND)})?"
    )
)


def trend(cursor: Cursor) -> Rule | None:
    """Read a direction: 持续提升, 逐年下降 (every year); 降低, 有所改善 (by anything); 明显下降 (with a degree). None for other words."""
    cursor.skip(words.MODALITY)
    since = take_since(cursor)
    if since == PREVIOUS:
        return None
    match = _TREND.match(cursor.text, cursor.pos)
    if match is None:
        return None
    cursor.advance(match.end())
    direction = Direction.UP if match["up"] else Direction.DOWN if match["down"] else Direction.BETTER
    before = match["before"]
    every = any(word in before for word in words.STEADILY.words) or bool(match["trend"])
    degree = next(
        (word for word in longest_first(words.DEGREE) if word in before or word == match["after"]), None
    )
    return Trend(direction, every, None if every and degree in _ONCE else degree, since)


_ONCE = ("快速", "较快", "较大", "适度")  # 较快持续增长: of the course, not of the whole
