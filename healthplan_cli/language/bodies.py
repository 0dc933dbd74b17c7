"""The rows of the grammar, a function for each kind of target. A new kind is added to the table here.

A row gets a cursor, reads from its place on, and returns the rule; None where the words are no target of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from healthplan_cli.language import words
from healthplan_cli.language.changes import annual_change, change, multiple
from healthplan_cli.language.grades import grade
from healthplan_cli.language.levels import approx, between, both_ends, chained, every_year, reach, relation
from healthplan_cli.language.ratios import ratio
from healthplan_cli.language.references import rank, reference
from healthplan_cli.language.states import covered, external, nothing_happens, proportional, slowing, stable
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.language.trends import trend
from healthplan_cli.model import Rule

Row = Callable[[Cursor], Rule | None]

ROWS: tuple[Row, ...] = (
    reference, rank, external, covered, nothing_happens, grade, ratio, multiple, proportional, slowing, stable,
    annual_change, change, trend, every_year, between, both_ends, chained, approx, relation, reach,
)  # fmt: skip
# What begins with a number or a sign is most often a level: asked first, the other rows' patterns stay uncompiled.
NUMBER_FIRST: tuple[Row, ...] = (
    relation,
    ratio,
    reach,
    *(row for row in ROWS if row not in (relation, ratio, reach)),
)


def whole(cursor: Cursor, rows: tuple[Row, ...]) -> Iterator[Rule]:
    """Yield the rule of each row that reads from the cursor's place to the end of the text; the cursor stays."""
    start = cursor.pos
    for row in rows:
        cursor.pos = start
        rule = row(cursor)
        if rule is not None:
            cursor.take(words.ENDS)
            if cursor.done:
                yield rule
    cursor.pos = start
