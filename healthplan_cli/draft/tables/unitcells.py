"""The unit of a row as written beside its values: 28.4微克/立方米, 达到95%以上."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.model import Doubt
from healthplan_cli.draft.tables.cells import half, is_dash, is_number, is_unit
from healthplan_cli.draft.tables.columns import HeadRole
from healthplan_cli.draft.tables.heads import Head
from healthplan_cli.draft.tables.row import TableRow

_WITH_UNIT = Pattern(
    r"(?P<before>(?:[≥≤><=约近超]|不低于|不少于|不高于|不超过|高于|低于|大于|小于|超过|达到?|稳定在|保持在?|控制在|降至|提高到|至少){0,2})(?P<number>\d[\d.,]*)(?P<unit>(?:[^\d\s]|1?/10).{0,11}?)(?:左右|及?以上|及?以下|以内|之内)?$"
)
_YEAR = Pattern(r"(?:19|20)\d\d$")


def worded_values(head: Head, row: TableRow) -> list[str]:
    """Return the words of a row's targets and baseline; without a target, those of its total."""
    aims = [words for at in head.at(HeadRole.TARGET) if (words := row.words(at)) and not is_dash(words)]
    if not aims:
        aims = [row.words(at) for at in head.at(HeadRole.TOTAL)]
    found = [*aims, *(row.words(at) for at in head.at(HeadRole.BASELINE))]
    return [words for words in found if words and not is_dash(words)]


def unit_of_value(words: str) -> str | None:
    """Return the unit after a value's number; None without one, and where the number is a change (降低5%)."""
    match = _WITH_UNIT.match(half(words))
    if match is None or not is_unit(match["unit"]):
        return None
    return None if match["unit"] == "年" and _YEAR.match(match["number"]) else match["unit"]


def unit_in_values(said: Sequence[str], doubts: list[Doubt]) -> str | None:
    """Return the unit written in a row's values; None unless exactly one is. A doubt is added where they differ, or a number has none."""
    found = list(dict.fromkeys(unit for words in said if (unit := unit_of_value(words))))
    if len(found) != 1:
        if found:
            doubts.append(Doubt("unit", tr("几格里的单位不一样：{units}", units="、".join(found))))
        return None
    if any(is_number(words) and not unit_of_value(words) for words in said):
        doubts.append(
            Doubt("unit", tr("单位“{unit}”不是每格都有，没有写的几格是不是它，请对照原文", unit=found[0]))
        )
    return found[0]
