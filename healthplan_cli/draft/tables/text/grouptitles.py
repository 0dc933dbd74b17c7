"""Titles of groups in the name column of an aligned table, without a number: 学前教育 above its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    half,
    is_dash,
    is_name,
    is_number,
    is_open,
    is_phrase,
    is_unit,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn
from healthplan_cli.draft.tables.text.lines import Laid
from healthplan_cli.language.names import named_among

TITLE = 2.0  # what it costs that a line is one: less than that a name is broken where it had room
_WORDS = Pattern(r"[\u4e00-\u9fff、和与及“”]{2,12}$")
_MEASURED = Pattern(
    r".*(?:率|数|(?<!质)量|比|例|比重|度|额|积|次|值|年限|寿命|时间|人员|机构|中心|基地|医院|学校)$"
)
_NAMED_SO = Pattern(r".*(?:水平|质量|能力|投入|环境)$")  # groups are named so as indicators are
_FEWEST = 2  # titles that a table with groups has


def titles_in(laid: Sequence[Laid], columns: Sequence[TableColumn]) -> frozenset[int]:
    """Return the numbers of the lines that may be titles of groups: short words alone in the name column, above a
    complete row, below another row or the headings.
    Empty for a table with a column of categories, or with only one such line.
    """
    roles = [column.role for column in columns]
    if HeadRole.CATEGORY in roles or not laid:
        return frozenset()
    name = roles.index(HeadRole.NAME)
    values = {number for number, role in enumerate(roles) if role in VALUES}
    lines = [line for line in laid if line.cells]

    def is_row(line: Laid) -> bool:
        return name in line.cells and len(values & line.cells.keys()) >= min(2, len(values))

    def is_end(line: Laid) -> bool:
        """Return whether a line is a row, or the end of a name or value that extends over more lines."""
        if line.cells and line.cells.keys() <= values:
            return True
        words = line.cells[name].text if line.cells.keys() == {name} else ""
        return is_row(line) or is_name(words) or _MEASURED.match(half(words)) is not None

    before = [None, *lines]
    found = [
        line.number
        for above, (line, below) in zip(before, pairwise(lines), strict=False)
        if len(line.cells) == 1
        and not line.whole
        and _may_be_over(line, name)
        and is_row(below)
        and named_among(below.cells[name].text) is None
        and (
            above is None or (is_end(above) and not (name in above.cells and is_open(above.cells[name].text)))
        )
        and all(_is_title(cell.text) for cell in line.cells.values())
    ]
    return frozenset(found) if len(found) >= _FEWEST else frozenset()


def _may_be_over(line: Laid, name: int) -> bool:
    """Return whether a line's only words are in the name column, or in the middle of the table without being a value."""
    return name in line.cells or not any(is_phrase(cell.text) for cell in line.cells.values())


def _is_title(text: str) -> bool:
    plain = half(text)
    if not _WORDS.match(plain) or named_among(plain) is not None or nature_of(plain) is not None:
        return False
    if is_dash(plain) or is_number(plain) or is_unit(plain) or _MEASURED.match(plain):
        return False
    return not is_name(plain) or _NAMED_SO.match(plain) is not None
