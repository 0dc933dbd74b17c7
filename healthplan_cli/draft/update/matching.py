"""Which item of an earlier spec an item of a new edition is: by its words, by its id, by words that are nearly the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from healthplan_cli.draft.record import plain_words
from healthplan_cli.draft.spec import COMMITMENT, ROW, TOTAL, SpecItem
from healthplan_cli.language.names import name_key

_NEAR = Fraction(72, 100)  # of the characters of two names, that they are one with other words


def matched(old: Sequence[SpecItem], new: Sequence[SpecItem]) -> dict[int, int]:
    """Return for the new items (by their index) the earlier one that each is; every earlier one is taken once."""
    pairs: dict[int, int] = {}
    for key in (_whole, _name, _catalogued, _values):
        _pair(pairs, old, new, key)
    _near(pairs, old, new)
    return pairs


def _whole(item: SpecItem) -> str:
    """Return an item's name and target, by which two rows of one name are told apart."""
    if item.kind == TOTAL:
        return TOTAL
    return f"{name_key(item.name)}\n{plain_words(item.fields.get('target'))}"


def _name(item: SpecItem) -> str:
    return name_key(item.name)


def _catalogued(item: SpecItem) -> str:
    return item.id


def _values(item: SpecItem) -> str:
    """Return the numbers of a row whose name and id a person has changed."""
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
    """Pair what is left by names that are nearly the same, the nearest first; promises whose target is another stay apart."""
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
