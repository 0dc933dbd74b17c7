"""Tables with one cell per line, as web pages and office files are saved as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.text_width import width
from healthplan_cli.draft.tables.cells import half, is_chinese, is_empty, is_number, is_value, nature_of
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn, column_of, name_column, year_in
from healthplan_cli.draft.tables.text.align import PlacedCell, place_cells
from healthplan_cli.draft.tables.text.lines import (
    Placed,
    TextCell,
    TextLine,
    TextTable,
    grid_of,
    grid_under,
    head_of,
)
from healthplan_cli.draft.tables.text.parted import PartedHead, head_of_one, head_of_two
from healthplan_cli.draft.tables.text.severed import parts_together
from healthplan_cli.draft.tables.text.tabbed import placed_row
from healthplan_cli.draft.tables.text.torn import has_rest, is_torn
from healthplan_cli.draft.tables.titles import BETWEEN, DEFINITION
from healthplan_cli.sources.documents.blocks import Place

_MOST_HEADS = 14
_MOST_LINES = 4000  # of a table
_LONG = 64
_ENDS = Pattern(
    r"(?:备?注|附注|资料来源|数据来源)\d{0,2}[:.、(\s]|第[一二三四五六七八九十\d]+[章节篇]|.*[。;]$|.*\.{4,}|.*…{2,}|#+"
)
_OPEN_END = Pattern(r".*[的及和与、，,（(]$")  # of a line whose words go on
_INNER = VALUES | {HeadRole.NO, HeadRole.UNIT}
_ROWS = 2  # fewer rows are no table


def stacked_table(lines: list[TextLine], at: int) -> TextTable | None:
    """Return the table whose headings begin with this line; None without one."""
    if "\t" in lines[at].text.strip() or column_of(lines[at].text) is None:
        return None
    if (
        at
        and not lines[at].gap
        and (over := column_of(lines[at - 1].text)) is not None
        and over.role in _INNER
    ):
        return None  # in the middle of a head
    return _with_tabs(lines, at) or _without(lines, at)


# ── each cell begins with a tab ──


def _with_tabs(lines: list[TextLine], at: int) -> TextTable | None:
    """Return the table whose cells each begin with a tab, a row ending at an empty line; None without one."""
    rows: list[list[TextCell]] = []
    end = at
    if not lines[at].text.startswith("\t") and not (
        at + 1 < len(lines) and lines[at + 1].text.startswith("\t")
    ):
        return None
    while end < len(lines):
        line = lines[end]
        starts = line.text.startswith("\t")
        if line.gap or not rows:
            if (
                rows
                and not starts
                and not (
                    end + 1 < len(lines) and lines[end + 1].text.startswith("\t") and not lines[end + 1].gap
                )
            ):
                break
            rows.append([])
        if starts or not rows[-1]:
            rows[-1].append(TextCell(line.text.strip(), line.place))
        elif len(half(line.text)) > _LONG or (not starts and _ENDS.match(half(line.text))):
            break
        else:
            last = rows[-1][-1]
            rows[-1][-1] = TextCell(f"{last.text}\n{line.text.strip()}".strip(), last.place)
        end += 1
    columns = head_of([cell.text for cell in rows[0]]) if rows else None
    if columns is None or len(rows) <= _ROWS:
        return None
    name = name_column(columns)
    placed = [placed_row(row, columns) for row in rows[1:]]
    return TextTable(grid_of(rows[0], placed, name, lines[at].place, True), end)


# ── nothing but lines ──


def _without(lines: list[TextLine], at: int) -> TextTable | None:
    """Return the table whose cells are lines: as many headings as there are columns, then row after row. None without one."""
    heads, behind = _heads(lines, at)
    head = _head([head.text for head in heads], lines[at].place) if len(heads) > 2 else None
    if head is None or _has_title(columns := list(head.columns)):
        return None
    body = _body(lines, behind, [half(line.text) for line in lines[at:behind]])
    if len(body) < _ROWS * 2:
        return None
    first = _gaps(lines, body, len(columns))
    body, texts = parts_together(body, [lines[number].text.strip() for number in body], columns)
    names = [text for text in texts if not is_value(text) and is_chinese(text) and not nature_of(text)]
    longest = max(map(width, names), default=0)
    cells = [
        PlacedCell(text, first.get(number), short=_shortness(text, longest))
        for number, text in zip(body, texts, strict=True)
    ]
    puts = place_cells(cells, columns)
    name = name_column(columns)
    rows: dict[int, Placed] = {}
    ends: dict[int, int] = {}
    for number, words, put in zip(body, texts, puts, strict=True):
        row = rows.setdefault(put.row, {})
        column = put.column
        text = TextCell(words, lines[number].place)
        known = row.get(column)
        row[column] = TextCell(f"{known.text}\n{text.text}", known.place) if known else text
        ends[put.row] = number + 1
    while rows and not _is_row(rows[max(rows)], columns):
        rows.pop(max(rows))
    if len(rows) < _ROWS:
        return None
    if is_torn(list(rows.values()), columns) or has_rest(lines, ends[max(rows)]):
        return None
    grid = grid_under(head.cells, list(rows.values()), name, lines[at].place, False)
    return TextTable(grid, ends[max(rows)])


def _head(texts: Sequence[str], place: Place) -> PartedHead | None:
    """Return the headings in lines; two rows of them where years come after the others and belong to one of these.

    None where they are none.
    """
    tail = len(texts)
    while tail and _role(texts[tail - 1]) is HeadRole.YEAR:
        tail -= 1
    upper, lower = texts[:tail], texts[tail:]
    if not lower:
        return head_of_one(texts, place, ())
    apart = [piece for text in upper for piece in _unjoined(text)]
    for way in (upper, apart):
        if any(_role(text) is HeadRole.TARGET and year_in(text) is None for text in way):
            return head_of_two(way, lower, (), place)
    return head_of_one(texts, place, ())


def _role(text: str) -> HeadRole | None:
    column = column_of(text)
    return column.role if column is not None else None


def _unjoined(text: str) -> list[str]:
    """Return the lines of a heading that may be two, 2020年 and 规划目标, above years that follow."""
    pieces = text.split("\n")
    return pieces if [_role(piece) for piece in pieces] == [HeadRole.YEAR, HeadRole.TARGET] else [text]


def _shortness(text: str, longest: int) -> int:
    """Return the cost of a name's line being broken where it ends, among lines up to `longest` wide."""
    filled = 10 * width(text)
    return 0 if filled >= 7 * longest or _OPEN_END.match(text) else 3 if filled >= 5 * longest else 6


def _has_title(columns: list[TableColumn]) -> bool:
    """Return whether a table's title was taken for its first heading: there are two names, or a long one of a value."""
    half_way = len(columns) // 2
    if [column.words for column in columns[:half_way]] == [column.words for column in columns[half_way:]]:
        return False  # two tables side by side
    names = [
        column.words
        for column in columns
        if column.role is HeadRole.NAME and half(column.words)[:1] not in tuple("一二三")
    ]
    return len(names) > 1 or (columns[0].role in VALUES and len(half(columns[0].words)) > 8)


def _is_row(row: Placed, columns: list[TableColumn]) -> bool:
    """Return whether a row has a value in a column of values, as text after the table hasn't."""
    return any(
        number >= 0 and columns[number].role in VALUES and is_value(cell.text) for number, cell in row.items()
    )


def _heads(lines: list[TextLine], at: int) -> tuple[list[TextCell], int]:
    """Return the cells of the headings (a heading on two lines is one cell), and the number of the line after them."""
    found: list[TextCell] = []
    end = at
    while end < len(lines) and len(found) < _MOST_HEADS:
        text = lines[end].text.strip()
        column = column_of(text)
        if column is not None and column.role is HeadRole.NAME and _is_behind(found, text):
            break  # a group's title: 结果性指标
        named = any(
            (known := column_of(head.text)) is not None and known.role is HeadRole.NAME for head in found[:-1]
        )
        if found and _belongs(found[-1].text, text, column, named):
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{text}")
        elif (column is not None and (column.year is not None or not is_number(text))) or (
            column is not None and column.role is HeadRole.YEAR
        ):
            found.append(TextCell(text, lines[end].place))
        elif (
            found
            and end + 1 < len(lines)
            and column_of(text + lines[end + 1].text.strip()) is not None
            and len(half(text)) < 5
        ):
            found.append(TextCell(f"{text}\n{lines[end + 1].text.strip()}", lines[end].place))
            end += 1
        else:
            break
        end += 1
    return found, end


def _is_behind(heads: list[TextCell], text: str) -> bool:
    """Return whether a heading of names comes after columns of other things without being that of a second table beside."""
    last = column_of(heads[-1].text) if heads else None
    names = any(
        (column := column_of(head.text)) is not None and column.role is HeadRole.NAME for head in heads
    )
    beside = any(half(head.text) == half(text) for head in heads)
    return names and not beside and last is not None and last.role in VALUES | {HeadRole.NATURE}


def _belongs(before: str, text: str, column: TableColumn | None, named: bool) -> bool:
    """Return whether a line continues the heading's cell before: 2020年 and 实际值, 指标性 and 质, a unit in brackets."""
    whole, first = column_of(f"{before}{text}"), column_of(before)
    if whole is None or (first is None and column is not None):
        return whole is not None and first is None
    if column is None:
        return half(text).startswith("(") or (
            first is not None and first.role is HeadRole.YEAR and whole.role in VALUES
        )
    plain = half(text)
    if (
        named
        and first is not None
        and first.role is HeadRole.NAME
        and whole.role in (HeadRole.NATURE, HeadRole.CATEGORY)
    ):
        return True
    worded = column.role in (HeadRole.BASELINE, HeadRole.TARGET, HeadRole.ACTUAL) and column.year is None
    return (
        first is not None
        and first.role is HeadRole.YEAR
        and worded
        and not any(char in plain for char in "率比")
    )


def _body(lines: list[TextLine], start: int, heads: list[str]) -> list[int]:
    """Return the numbers of the lines that can belong to the table, up to a sentence, heading or note, without
    repeated headings and page numbers.
    """
    found: list[int] = []
    again = start
    for number in range(start, min(len(lines), start + _MOST_LINES)):
        text = lines[number].text
        plain = half(text)
        if [half(line.text) for line in lines[number : number + len(heads)]] == heads:
            again = number + len(heads)
        if number < again or BETWEEN.match(plain):
            continue
        ends = len(plain) > _LONG or (_ENDS.match(plain) is not None and not nature_of(text))
        if ends and not DEFINITION.match(plain):
            break
        if not is_empty(text):
            found.append(number)
    return found


def _gaps(lines: list[TextLine], body: list[int], columns: int) -> dict[int, bool]:
    """Return for each line whether a row begins there, by the empty lines between rows; empty where these don't tell."""
    gaps = [number for number in body if lines[number].gap]
    if len(gaps) < 3 or not 2 <= len(body) / len(gaps) <= columns + 2:
        return {}
    return {number: lines[number].gap for number in body}
