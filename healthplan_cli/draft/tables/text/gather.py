"""Put the lines of a table laid out by spaces together to rows: which line begins one, and to which the others belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import (
    closes,
    half,
    is_dash,
    is_name,
    is_number,
    is_open,
    is_serial,
    is_unit,
    joined,
    nature_of,
)
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn
from healthplan_cli.draft.tables.text.lines import WHOLE, Placed, TextCell
from healthplan_cli.language.names import named_among

_WANTS = Pattern(r".*(?:降低|提高|下降|增加|减少|增长|达到?|至|到|为|在|于|每年|年均|约|[≥≤<>])$")
_ABOVE = 6  # what a line over its row costs in a table whose rows begin at their first lines
_NUMBERED = Pattern(r"\d{1,3}[.、](?!\d)")


@dataclass(frozen=True, slots=True)
class Laid:
    """A line with its words by column; `whole` when it is a line over the whole table."""

    number: int
    gap: bool
    cells: Placed
    whole: bool = False


@dataclass(slots=True)
class _Anchor:
    """A line (or two) that a row certainly has, and the lines above and below it that are its."""

    lines: list[Laid]
    above: list[Laid]
    below: list[Laid]


def gather(laid: Sequence[Laid], columns: Sequence[TableColumn]) -> tuple[list[Placed], int]:
    """Return the rows of a table's lines, and the number of the line behind the last of them."""
    roles = [column.role for column in columns]
    name = roles.index(HeadRole.NAME)
    categories = [number for number, role in enumerate(roles) if role is HeadRole.CATEGORY and number != name]
    labels = [
        (line, cell)
        for line in laid
        if not line.whole
        for number in categories[:1]
        if (cell := line.cells.get(number))
    ]
    inner = [_without(line, categories[:1]) for line in laid]
    rows: list[tuple[int, Placed]] = []
    last = 0
    for run in _runs(inner):
        if isinstance(run, Laid):
            rows.append((run.number, dict(run.cells)))
            continue
        for anchor in _assigned(run, roles, name):
            row = _row(anchor, name)
            rows.append((anchor.lines[0].number, row))
            last = max(line.number for line in (*anchor.lines, *anchor.below))
    while rows and WHOLE in rows[-1][1]:
        rows.pop()
    if categories:
        _labelled(rows, labels, categories[0], laid)
    return [row for _, row in rows], last + 1 if rows else 0


def _without(line: Laid, columns: Sequence[int]) -> Laid:
    if line.whole or not any(column in line.cells for column in columns):
        return line
    return Laid(
        line.number, line.gap, {number: cell for number, cell in line.cells.items() if number not in columns}
    )


def _runs(lines: Sequence[Laid]) -> list[Laid | list[Laid]]:
    """Return the lines parted at those over the whole table."""
    found: list[Laid | list[Laid]] = []
    for line in lines:
        if line.whole:
            found.append(line)
        elif line.cells:
            if not found or isinstance(found[-1], Laid):
                found.append([])
            found[-1].append(line)  # type: ignore[union-attr]  # a list: the test above has seen to it
    return found


# ── which lines a row certainly has ──


def _assigned(lines: list[Laid], roles: Sequence[HeadRole], name: int) -> list[_Anchor]:
    anchors: list[_Anchor] = []
    between: list[list[Laid]] = [[]]
    for at, line in enumerate(lines):
        if _anchors(line, roles) or _heads_parts(line, lines[at + 1 : at + 2], name):
            known = anchors[-1] if anchors else None
            if known is not None and not between[-1] and _completes(known.lines[-1], line, roles, name):
                known.lines.append(line)
            else:
                anchors.append(_Anchor([line], [], []))
                between.append([])
        else:
            between[-1].append(line)
    if not anchors:
        return []
    costs = {centred: _split(anchors, between, name, centred) for centred in (True, False)}
    best = min(costs, key=lambda centred: costs[centred][0])
    for number, take in enumerate(costs[best][1]):
        lower = between[number + 1]
        if number == 0:
            anchors[0].above = between[0]
        anchors[number].below = lower[:take]
        if number + 1 < len(anchors):
            anchors[number + 1].above = lower[take:]
    return anchors


def _anchors(line: Laid, roles: Sequence[HeadRole]) -> bool:
    """Whether a line certainly begins or is a row: it has a serial number, a nature, or a number among the values."""
    for number, cell in line.cells.items():
        role = roles[number]
        if (role is HeadRole.NO and is_serial(cell.text)) or (
            role is HeadRole.NATURE and nature_of(cell.text)
        ):
            return True
        if role is HeadRole.NAME and HeadRole.NO not in roles and _NUMBERED.match(half(cell.text)):
            return True
        if role in VALUES and (is_number(cell.text) or is_dash(cell.text)):
            return True
    return False


def _heads_parts(line: Laid, below: Sequence[Laid], name: int) -> bool:
    """Whether a line is a whole name without values, over one that begins with 其中."""
    own = line.cells.get(name)
    among = [other.cells[name].text for other in below if name in other.cells]
    return own is not None and is_name(own.text) and any(named_among(text) is not None for text in among)


def _completes(one: Laid, other: Laid, roles: Sequence[HeadRole], name: int) -> bool:
    """Whether two lines, one under the other, are one row: one has the number or the name that the other lacks."""
    if other.gap or one.cells.keys() & other.cells.keys() - {name}:
        return False
    numbers = HeadRole.NO in roles
    serial = roles.index(HeadRole.NO) if numbers else None
    if serial is not None and serial in other.cells:
        return len(one.cells) == 1 or name not in one.cells
    if serial is not None and serial in one.cells and name not in other.cells:
        return True
    values = [number for number in other.cells if roles[number] in VALUES]
    had = [number for number in one.cells if roles[number] in VALUES]
    return not (values and had) and named_among(other.cells[name].text if name in other.cells else "") is None


# ── to which the others belong ──


def _split(
    anchors: list[_Anchor], between: list[list[Laid]], name: int, centred: bool
) -> tuple[int, list[int]]:
    """Return what the best way to share the lines between rows costs, and how many of each the upper row takes."""
    ways: list[dict[int, tuple[int, int]]] = []
    for number in range(len(anchors)):
        lower = between[number + 1]
        here: dict[int, tuple[int, int]] = {}
        before = ways[-1] if ways else {0: (0, 0)}
        for take in range(len(lower) + 1):
            options = []
            for past, (cost, _) in before.items():
                above = between[number][past:] if number else between[0]
                options.append((cost + _cost(anchors[number], above, lower[:take], name, centred), past))
            left = 3 * (len(lower) - take) if number + 1 == len(anchors) else 0
            cost, past = min(options)
            here[take] = cost + left, past
        ways.append(here)
    state = min(ways[-1], key=lambda take: ways[-1][take][0])
    total = ways[-1][state][0]
    takes: list[int] = []
    for number in range(len(anchors) - 1, -1, -1):
        takes.append(state)
        state = ways[number][state][1]
    return total, takes[::-1]


def _cost(anchor: _Anchor, above: list[Laid], below: list[Laid], name: int, centred: bool) -> int:
    """Return what it costs that a row has these lines above and below its own: by its name, its values and where they stand."""
    own = [line.cells[name].text for line in anchor.lines if name in line.cells]
    up = [line.cells[name].text for line in above if name in line.cells]
    down = [line.cells[name].text for line in below if name in line.cells]
    words = joined("\n".join((*up, *own, *down)))
    cost = 0 if not words or is_name(words) else 4
    cost += 5 if is_open(words) else 0
    pieces = [*up, *own, *down]
    cost += 8 if closes(words) or (pieces and closes(pieces[0])) else 0
    cost += sum(
        5
        for at, piece in enumerate(pieces[:-1])
        if half(piece).rstrip("★▲*").endswith((")", "〕", "率", "数"))
        and is_name(piece)
        and not closes(pieces[at + 1])
    )
    cost += 10 if pieces and _is_rest(pieces[0]) else 0
    cost += 6 if len(pieces) > 1 and len(half(pieces[0])) + 3 <= len(half(pieces[1])) else 0
    cost += 6 * sum(named_among(piece) is not None for piece in pieces[1:])
    cost += 8 if not words else 0
    cost += 7 * (_spoilt(anchor, above, name, True) + _spoilt(anchor, below, name, False))
    cost += 2 * max(0, abs(len(above) - len(below)) - (0 if own else 1)) if centred else _ABOVE * len(above)
    gaps = [line.gap for line in (*above[1:], *(anchor.lines[:1] if above else ()), *below)]
    return int(cost + 4 * sum(gaps))


def _is_rest(piece: str) -> bool:
    """Whether a line is so short that it can only be the end of a name: 比例, 下降（%）, ★."""
    plain = half(piece).rstrip("★▲*")
    united = plain.rfind("(")
    return (
        len(plain[:united] if united >= 0 and plain[-1] == ")" and is_unit(plain[united + 1 : -1]) else plain)
        <= 2
    )


def _spoilt(anchor: _Anchor, others: list[Laid], name: int, over: bool) -> int:
    """Return how many words the lines around a row would add to cells of it that are whole: a number, a nature, a dash.

    Words over a number (`over`) that want one don't count: 力争每年降低 over 0.5个百分点.
    """
    own = {
        number: cell.text for line in anchor.lines for number, cell in line.cells.items() if number != name
    }
    whole = {number for number, text in own.items() if is_number(text) or is_dash(text) or nature_of(text)}
    added = [cell.text for line in others for number, cell in line.cells.items() if number in whole]
    return sum(not (over and _WANTS.match(half(text))) for text in added)


def _row(anchor: _Anchor, name: int) -> Placed:
    """Return the row of an anchor and the lines that are its, each cell's lines in their order."""
    found: Placed = {}
    for line in (*anchor.above, *anchor.lines, *anchor.below):
        for number, cell in line.cells.items():
            known = found.get(number)
            found[number] = TextCell(f"{known.text}\n{cell.text}", known.place) if known else cell
    return found


# ── categories, which stand in the middle of their rows or at the first ──


def _labelled(
    rows: list[tuple[int, Placed]], labels: list[tuple[Laid, TextCell]], column: int, laid: Sequence[Laid]
) -> None:
    """Put the categories into their first rows: of words over each other one, and of several the rows each is in the middle of."""
    groups: list[tuple[list[int], list[TextCell]]] = []
    longest = max((len(half(cell.text)) for _, cell in labels), default=0)
    for line, cell in labels:
        known = groups[-1] if groups else None
        near = (
            known is not None
            and line.number - known[0][-1] <= 2
            and len(half(cell.text)) <= 4
            and sum(len(half(text.text)) for text in known[1]) + len(half(cell.text)) <= 8
        )
        tail = (
            known is not None
            and line.number - known[0][-1] == 1
            and len(half(cell.text)) <= len(half(known[1][-1].text)) == longest
            and (
                len(half(cell.text)) == 1
                or not any(is_number(other.text) or nature_of(other.text) for other in line.cells.values())
            )
        )
        if known is not None and (tail or (near and len(half(known[1][-1].text)) <= 3)):
            known[0].append(line.number)
            known[1].append(cell)
        else:
            groups.append(([line.number], [cell]))
    data = [(number, row) for number, row in rows if WHOLE not in row]
    if not groups or not data:
        return
    top = groups[0][0][0] <= data[0][0]
    begin = 0
    for numbers, cells in groups:
        text = TextCell("\n".join(cell.text for cell in cells), cells[0].place)
        if top:
            begin = max((at for at, (number, _) in enumerate(data) if number <= numbers[0]), default=0)
        if begin >= len(data):
            break
        data[begin][1].setdefault(column, text)
        end = numbers[0] + numbers[-1] - data[begin][0]
        begin = next((at for at, (number, _) in enumerate(data) if number > end and at > begin), len(data))
