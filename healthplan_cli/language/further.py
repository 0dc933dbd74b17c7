"""The readers of what is more than one target's words (imported when a text needs them).

All are asked, and two readings that differ are refused; only the last is asked where none of them reads: what is done or not done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from healthplan_cli.language.pieces import Reader
    from healthplan_cli.language.tokens import Cursor

_LONGEST = 160  # characters: they try every place


def further(cursor: Cursor) -> tuple[Reader, ...]:
    """Return the readers to try on a text that the grammar of one target can't read; none where the text is too long for a
    target.
    """
    if not 2 <= len(cursor.text) <= _LONGEST:
        return ()
    from healthplan_cli.language import (
        achieved,
        among,
        counting,
        courses,
        kinds_of,
        milestones,
        naming,
        several,
        shares,
        wrapped,
    )

    return (
        several.years,
        several.beside,
        shares.shares,
        kinds_of.kinds_of,
        wrapped.wrapped,
        among.among,
        wrapped.on_average,
        counting.per_people,
        counting.yearly,
        counting.of_a_year,
        naming.compared,
        naming.share_of,
        counting.counted,
        counting.counts,
        counting.benefiting,
        achieved.achieved,
        courses.halted,
        naming.named,
        naming.modal,
        courses.verb_first,
        several.indicators,
        several.demands,
        milestones.milestone,
    )
