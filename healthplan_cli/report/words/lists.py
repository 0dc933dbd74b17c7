"""Names in a sentence: all of a few; of many the first ones and their number."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.i18n import tr

SHOWN = 10  # of many: a sentence of more is read by nobody
FEW = 12


def some_of(names: Sequence[str]) -> str:
    """Return the names in an enumeration; of many the first ones, their number, and that the table has each."""
    if len(names) <= FEW:
        return tr("、").join(names)
    shown = tr("、").join(names[:SHOWN])
    return tr("{shown}等 {count} 项（逐项见表）", shown=shown, count=len(names))
