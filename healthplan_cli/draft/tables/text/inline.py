"""Tables given in words, a row or a cell per line: 领域：健康水平 指标：人均预期寿命（岁） 2015年：76.34 2030年：79.0."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import is_empty, is_serial
from healthplan_cli.draft.tables.columns import HeadRole, TableColumn, column_of, name_column
from healthplan_cli.draft.tables.text.lines import Placed, TextCell, TextLine, TextTable, grid_of, head_of

_KEY = Pattern(r"(?:^|(?<=[\s;；,，、|。.)）]))(?P<key>[^\s:：;；,，、|。]{1,14}?(?:[ ]?年?)?)\s?[:：]")
_ENDS = " \t\u3000;；,，。|、"
_ROWS = 2
_BEGINS = (HeadRole.NO, HeadRole.CATEGORY, HeadRole.NAME)


def inline_table(lines: list[TextLine], at: int) -> TextTable | None:
    """Return the table given in words from this line on; None where the line doesn't name what headings name."""
    if not _pairs(lines[at]):
        return None
    heads: dict[str, TextCell] = {}
    records: list[dict[str, TextCell]] = []
    end = at
    while end < len(lines):
        pairs = _pairs(lines[end])
        if not pairs:
            break
        for key, value in pairs:
            column = column_of(key)
            if not records or (key in records[-1] or _starts(column, records[-1])):
                records.append({})
            records[-1][key] = value
            heads.setdefault(key, TextCell(key, value.place))
        end += 1
    keys = list(heads)
    columns = head_of(keys) if len(keys) > 1 else None
    if columns is None or len(records) < _ROWS:
        return None
    name = name_column(columns)
    rows: list[Placed] = [
        {keys.index(key): value for key, value in record.items() if not is_empty(value.text)}
        for record in records
    ]
    return TextTable(grid_of(list(heads.values()), rows, name, lines[at].place, True), end)


def _starts(column: TableColumn | None, record: dict[str, TextCell]) -> bool:
    """Return whether a named cell begins the next row: a name, or what stands before one, after a row's name."""
    named = any((known := column_of(key)) is not None and known.role is HeadRole.NAME for key in record)
    return named and column is not None and column.role in _BEGINS


def _pairs(line: TextLine) -> list[tuple[str, TextCell]]:
    """Return a line as pairs of name and cell; empty where it begins with anything else but a number."""
    found = [match for match in _KEY.finditer(line.text) if column_of(match["key"]) is not None]
    if not found or not (is_empty(before := line.text[: found[0].start()]) or is_serial(before.strip())):
        return []
    pairs = []
    for number, match in enumerate(found):
        stop = found[number + 1].start() if number + 1 < len(found) else len(line.text)
        pairs.append((match["key"].strip(), TextCell(line.text[match.end() : stop].strip(_ENDS), line.place)))
    return pairs
