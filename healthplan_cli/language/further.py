"""The readers of wordings beyond the grammar of one target, imported only when a text needs them.

All are tried, and two results that differ are refused. Only the reader of milestones waits until no other has a result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from healthplan_cli.language.pieces import Reader
    from healthplan_cli.language.tokens import Cursor

_LONGEST = 160  # characters: they try every place


def further(cursor: Cursor) -> tuple[Reader, ...]:
    """Return the readers to try on a text that the grammar of one target can't read; none for a text too long to be a target."""
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
