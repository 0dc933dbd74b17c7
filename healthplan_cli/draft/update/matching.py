"""The items of a new edition paired with the items of the earlier spec: by words, by id, by nearly equal words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from healthplan_cli.draft.record import plain_words
from healthplan_cli.draft.spec import COMMITMENT, ROW, TOTAL, SpecItem
from healthplan_cli.language.names import name_key

_NEAR = Fraction(72, 100)  # of the characters of two names, that they are one with other words


def matched(old: Sequence[SpecItem], new: Sequence[SpecItem]) -> dict[int, int]:
    """Return the earlier item (by index) of each new item that has one; no earlier item is used twice."""
    pairs: dict[int, int] = {}
    for key in (_whole, _name, _catalogued, _values):
        _pair(pairs, old, new, key)
    _near(pairs, old, new)
    return pairs


def _whole(item: SpecItem) -> str:
    """Return an item's name and target, which distinguish rows of the same name."""
    if item.kind == TOTAL:
        return TOTAL
    return f"{name_key(item.name)}\n{plain_words(item.fields.get('target'))}"


def _name(item: SpecItem) -> str:
    return name_key(item.name)


def _catalogued(item: SpecItem) -> str:
    return item.id


def _values(item: SpecItem) -> str:
    """Return a row's unit, baseline and target, to find a row whose name and id a person has changed."""
    cells = [plain_words(item.fields.get(field)) for field in ("unit", "baseline", "target")]
    whole = item.kind == ROW and any(map(str.isdecimal, cells[1])) and bool(cells[2])
    return "\n".join(cells) if whole else ""


def _pair(
    pairs: dict[int, int], old: Sequence[SpecItem], new: Sequence[SpecItem], key: Callable[[SpecItem], str]
) -> None:
    waiting: dict[str, list[int]] = {}
    for index, item in enumerate(old):
        if index not in pairs.values() and key(item):
            waiting.setdefault(key(item), []).append(index)
    for index, item in enumerate(new):
        if index not in pairs and waiting.get(key(item)):
            pairs[index] = waiting[key(item)].pop(0)


def _near(pairs: dict[int, int], old: Sequence[SpecItem], new: Sequence[SpecItem]) -> None:
    """Pair the remaining items by nearly equal names, the most similar first; commitments aren't paired so."""
    taken = set(pairs.values())
    found = []
    for index, item in enumerate(new):
        for before, earlier in enumerate(old):
            if index in pairs or before in taken or item.kind == COMMITMENT:
                continue
            ratio = SequenceMatcher(None, _name(earlier), _name(item), autojunk=False).ratio()
            if ratio >= _NEAR:
                found.append((-ratio, index, before))
    for _, index, before in sorted(found):
        if index not in pairs and before not in taken:
            pairs[index] = before
            taken.add(before)
