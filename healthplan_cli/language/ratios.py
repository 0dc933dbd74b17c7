"""The row for ratios: 1:1.3, 1辆/3万人."""

from __future__ import annotations

import re

from healthplan_cli.base.i18n import tr
from healthplan_cli.language import words
from healthplan_cli.language.measure import take_quantity
from healthplan_cli.language.normalise import normalise
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Quantity, Ratio, Relation, Rule


def ratio(cursor: Cursor) -> Rule | None:
    """Read a ratio: 1:1.3 (医护比), 1比2, 1辆/3万人. None for other words. Raise NotUnderstood for a part that isn't above 0."""
    cursor.skip(words.MODALITY)
    for verb in (words.NEUTRAL, words.RAISE, words.HOLD, words.CONTROL, words.LOWER):
        if cursor.take(verb):
            break
    sign = cursor.take_one(
        (
            (words.RATIO_AT_LEAST, Relation.GE),
            (words.RATIO_AT_MOST, Relation.LE),
            (words.RATIO_ABOUT, None),
        )
    )
    start = cursor.pos
    left = take_quantity(cursor)
    if (
        left
        and left[0].unit
        and "/" in left[0].unit
        and left[0].unit[0] != "/"
        and re.search(r"/\d", left[0].unit)
    ):
        unit, _, rest = left[0].unit.partition("/")
        per = normalise(rest)
        right = take_quantity(Cursor(per))
        if left[0].value <= 0:
            raise cursor.of_nothing(start)
        if right is not None:
            return Ratio(cursor.text[start : cursor.pos], Quantity(left[0].value, unit), right[0], sign)
    if left is None or cursor.take(words.RATIO_SIGN) is None:
        return None
    right = take_quantity(cursor)
    if right is None or left[1] or right[1]:
        return None
    if left[0].value <= 0 or right[0].value <= 0:
        raise cursor.of_nothing(start)
    end = cursor.pos
    written = cursor.text[start:end].replace("比", ":")
    if sign is None and cursor.take(words.AROUND):
        return Ratio(written, left[0], right[0], about=True)
    suffix = cursor.take_one(((words.OR_MORE, Relation.GE), (words.RATIO_NOT_ABOVE, Relation.LE)))
    if sign and suffix and sign is not suffix:
        cursor.hint = end, tr("前后的说法互相矛盾，不知道以哪个为准")
        return None
    relation = sign or suffix
    return Ratio(written, left[0], right[0], relation)
