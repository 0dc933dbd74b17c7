"""The rows of a plan's table, found in its document: a row's name, and after it its cells.

The document may have the table as a grid, as lines of text, or cell by cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.checks.verify.anchors import Anchor, anchors_of, row_end
from healthplan_cli.checks.verify.items import MatchStatus, QuotedWord
from healthplan_cli.checks.verify.near import near_at, nearest
from healthplan_cli.checks.verify.partnames import part_name
from healthplan_cli.checks.verify.plain import plain
from healthplan_cli.checks.verify.quotes import (
    Cell,
    Ledger,
    QuoteMatch,
    own_components,
    row_cells,
    target_cells,
)
from healthplan_cli.checks.verify.tablehead import head_of, may_end_with_base, tables, unit_said
from healthplan_cli.checks.verify.text import Span, Text
from healthplan_cli.model import Indicator


@record(frozen=True, slots=True)
class Window:
    """The text in which a row's cells are looked for, from its name to the next row; the last cell found ends at `last`."""

    anchor: Anchor
    end: int
    last: int

    def holds(self, at: int) -> bool:
        """Return whether a position belongs to the row."""
        return self.anchor.start <= at < self.last


class Rows:
    """Looks up every row of a table; `windows` is where each was found."""

    def __init__(self, text: Text, rows: Sequence[Indicator], baseline: int) -> None:
        self.text, self.rows = text, rows
        self.anchors = {row.id: anchors_of(text, plain(row.name)) for row in rows}
        numbers = {anchor.start: row.no for row in rows for anchor in self.anchors[row.id]}
        self.names = sorted(numbers.items())
        self.baseline = baseline
        self.base_last: set[str] = set()  # ids of rows whose table has its base column last
        self.heads: dict[str, Span] = {}
        self.windows: dict[str, Window | None] = {}
        for table in tables(rows):
            self._place(table)
        self.with_nature = any(self._nature(row) is not None for row in rows)

    def _place(self, table: Sequence[Indicator]) -> None:
        """Find the rows of a table; with the baseline's column after the targets' where the headings allow it and more cells match so."""
        usual = [self._best(row) for row in table]
        first = min((window.anchor.start for window, _ in usual if window), default=0)
        head = head_of(self.text, first)
        if may_end_with_base(self.text, head, self.baseline):
            other = [self._best(row, base_last=True) for row in table]
            if sum(count for _, count in other) > sum(count for _, count in usual):
                usual = other
                self.base_last |= {row.id for row in table}
        for row, (window, _) in zip(table, usual, strict=True):
            self.windows[row.id], self.heads[row.id] = window, head

    def _cells(self, row: Indicator) -> list[Cell]:
        return row_cells(row, row.id in self.base_last)

    def base_cell(self, row: Indicator) -> QuoteMatch | None:
        """Return the match of a baseline of another year that is a cell of its row; None where it is no cell."""
        window, words = self.windows[row.id], row.baseline.text if row.baseline else ""
        if window is None or not words or words in target_cells(row.target):
            return None
        found = self._whole(plain(words), window.anchor.head, window.end)
        return QuoteMatch(MatchStatus.FOUND, found[0]) if found else None

    def items(self) -> Iterator[QuotedWord]:
        """Yield every quoted word of every row."""
        for row in self.rows:
            yield from self._row(row)

    def is_in_row(self, at: int) -> bool:
        """Return whether a position is in some row of the table."""
        return any(window.holds(at) for window in self.windows.values() if window)

    def _row(self, row: Indicator) -> Iterator[QuotedWord]:
        ledger, window = Ledger(self.text, "indicator", row), self.windows[row.id]
        yield ledger.item("name", row.name, self._name(row, window))
        if row.unit:
            yield ledger.item("unit", row.unit, self._unit(row, window))
        at, before = window.anchor.head if window else 0, None
        for field, words in self._cells(row):
            if words != before or not self._is_merged(words, window, at):
                verdict, at = self._cell(words, window, at)
            before = words
            yield ledger.item(field, words, verdict)
        if row.target and row.target.text and not target_cells(row.target):
            yield ledger.item("target", row.target.text, QuoteMatch(MatchStatus.UNCHECKED))
        yield from self._parts(row, ledger, window, at)
        if self.with_nature:
            found = self._nature(row)
            verdict = (
                QuoteMatch(MatchStatus.FOUND, found[0])
                if found
                else self._elsewhere(row.nature.value, window)
            )
            yield ledger.item("nature", row.nature.value, verdict)

    def _parts(self, row: Indicator, ledger: Ledger, window: Window | None, at: int) -> Iterator[QuotedWord]:
        """Yield the words of a row's components; what one cell lists for several components is matched in their order."""
        listed: dict[
            tuple[str, int], int | None
        ] = {}  # of each column: where the words of the part before end
        for id, cells in own_components(row, row.id in self.base_last):
            fields = [field for field, _ in cells]
            behind, ends = at, dict[tuple[str, int], int | None]()
            for number, (field, words) in enumerate(cells):
                column = field, fields[:number].count(field)
                begins = max(behind, listed.get(column) or 0)
                own = part_name(self.text, plain(words), begins, window.end) if window else None
                if field == "name" and own:
                    verdict, after = QuoteMatch(MatchStatus.FOUND, own[0]), own[1]
                else:
                    verdict, after = self._cell(words, window, begins)
                if field == "name" and (len(cells) == 1 or self._is_in_name(words, window)):
                    verdict = self._named(words, row, window, verdict)
                else:
                    behind = after
                    ends[column] = verdict.at if self._is_alone(verdict.at, after) else after
                yield ledger.item(f"{id}.{field}", words, verdict)
            years = fields.count("target") > 1
            if behind > at and self.text.is_within_cell(behind):
                listed = ends
            elif not years:  # a column of each year, or of each cell
                at = behind

    def _is_alone(self, start: int | None, end: int) -> bool:
        """Return whether words fill their cell, so that it may belong to several components."""
        return start is not None and not (self.text.is_within_cell(start) or self.text.is_within_cell(end))

    def _name(self, row: Indicator, window: Window | None) -> QuoteMatch:
        name = plain(row.name)
        if window is None:
            found = next(self.text.occurrences(name), None)
            if found:
                return QuoteMatch(MatchStatus.APART, found[0])
            return QuoteMatch(MatchStatus.MISSING, near=nearest(self.text, name))
        anchor = window.anchor
        if anchor.same:
            return QuoteMatch(MatchStatus.FOUND, anchor.start)
        return QuoteMatch(MatchStatus.MISSING, near=near_at(self.text, (anchor.start, anchor.tail)))

    def _unit(self, row: Indicator, window: Window | None) -> QuoteMatch:
        """Return the match of a row's unit: in brackets after the name, or in a cell."""
        unit = plain(row.unit or "")
        if window is None:
            return self._elsewhere(unit, None)
        tail = window.anchor.tail
        if self.text.chars.startswith(f"({unit})", tail):
            return QuoteMatch(MatchStatus.FOUND, tail + 1)
        found = self._whole(unit, tail, window.end)
        if found:
            return QuoteMatch(MatchStatus.FOUND, found[0])
        if (said := self._unit_said(row, unit, window)) is not None:
            return QuoteMatch(MatchStatus.FOUND, said)
        close = self.text.chars.find(")", tail, tail + 12)
        if self.text.chars.startswith("(", tail) and close > 0:
            return QuoteMatch(MatchStatus.MISSING, near=near_at(self.text, (tail + 1, close)))
        verdict = self._elsewhere(unit, window)
        return QuoteMatch(verdict.status, verdict.at, near_at(self.text, self._unit_cell(window)))

    def _unit_said(self, row: Indicator, unit: str, window: Window) -> int | None:
        """Return where the unit of a row without a unit cell stands: in a value's cell, in the table's caption or
        headings, or in the row that this one (其中) is part of. None where nowhere.
        """
        start, end = self._unit_cell(window)
        if self.text.chars.startswith("(", window.anchor.tail):
            return None
        if any(unit in plain(words) for _, words in self._cells(row)):
            return start
        if units.canonical(self.text.chars[start:end]):
            return None
        said = unit_said(self.text, unit, self.heads[row.id], window.anchor.start)
        return self._unit_of_whole(row) if said is None else said

    def _unit_of_whole(self, row: Indicator) -> int | None:
        """Return where the row above stands, if this row (其中) is part of it and shares its unit; else None."""
        before = None if "其中" not in row.name else self.rows[max(self.rows.index(row) - 1, 0)]
        window = self.windows[before.id] if before is not None and before is not row else None
        same = before is not None and plain(before.unit or "") == plain(row.unit or "")
        return window.anchor.start if window and same else None

    def _unit_cell(self, window: Window) -> Span:
        """Return the span of the cell after the name, which should be the unit; the name's span where a number follows it."""
        anchor = window.anchor
        after = bisect_right(self.text.breaks, anchor.tail)
        end = self.text.breaks[after] if after < len(self.text.breaks) else anchor.tail
        if end > window.end or self.text.chars[anchor.tail : end].strip("≥≤<>.0123456789") == "":
            return anchor.start, anchor.tail
        return anchor.tail, end

    def _cell(self, words: str, window: Window | None, at: int) -> tuple[QuoteMatch, int]:
        """Return the match of a cell's words after a position in the row, and the position from which the next cell is looked for."""
        piece = plain(words)
        if window is None:
            return self._elsewhere(piece, None), at
        found = self._whole(piece, at, window.end)
        if found is None and len(piece) > 3:
            found = next(
                ((parts[0][0], parts[-1][1]) for parts in self.text.scattered(piece, at, window.end)), None
            )
        if found:
            return QuoteMatch(MatchStatus.FOUND, found[0]), found[1]
        for like in self.text.alike(piece, at, window.end):
            if self.text.is_break(like[0]) and self.text.is_break(like[1]):
                return QuoteMatch(MatchStatus.MISSING, near=near_at(self.text, like)), like[1]
        return self._elsewhere(piece, window), at

    def _is_merged(self, words: str, window: Window | None, at: int) -> bool:
        """Return whether the words of two years' cells may stand in one merged cell: no other number is in the second's place."""
        if window is None or at >= window.end or self._whole(plain(words), at, window.end):
            return False
        after = self.text.breaks[bisect_right(self.text.breaks, at)]
        return not any(map(str.isdecimal, self.text.chars[at:after]))

    def _whole(self, piece: str, start: int, end: int) -> Span | None:
        """Return the span of words that fill a cell, on one line or several, or are one of the numbers in a cell; None without one."""
        spans = list(self.text.occurrences(piece, start, end))
        whole = next(filter(self.text.fills_cell, spans), None)
        return (
            whole
            or next(filter(self.text.is_one_of_several, spans), None)
            or self.text.torn(piece, start, end)
        )

    def _elsewhere(self, words: str, window: Window | None) -> QuoteMatch:
        """Return the match of words that aren't in their row: APART where they are elsewhere, MISSING where other
        cells are in their place.
        """
        piece = plain(words)
        near = None
        if window is not None and window.anchor.head < window.end:
            near = near_at(self.text, (window.anchor.head, min(window.end, window.anchor.head + 40)))
            if self._has_cells(window):
                return QuoteMatch(MatchStatus.MISSING, near=near)
        found = next(self.text.occurrences(piece), None)
        if found is None:
            return QuoteMatch(MatchStatus.MISSING, near=near)
        return QuoteMatch(MatchStatus.APART, found[0])

    def _has_cells(self, window: Window) -> bool:
        """Return whether cells of a table, or at least numbers, stand after the row's name; only then can a missing
        word be called wrong.
        """
        behind = self.text.chars[window.anchor.tail : window.end]
        return bool(behind) and (
            self.text.table_end(window.anchor.start) is not None or any(map(str.isdecimal, behind))
        )

    def _named(self, words: str, row: Indicator, window: Window | None, verdict: QuoteMatch) -> QuoteMatch:
        """Return the match of a component's name: in its row's name, in the row, or anywhere in the document."""
        name = plain(words)
        start, end = (window.anchor.start, window.end) if window else (0, 0)
        found = next(self.text.occurrences(name, start, end), None)
        if found:
            return QuoteMatch(MatchStatus.FOUND, found[0])
        return self._elsewhere(words, None)

    def _is_in_name(self, words: str, window: Window | None) -> bool:
        """Return whether a component's name is part of its row's name, or stands in the same cell."""
        if window is None:
            return False
        end = max(window.anchor.tail, self.text.cell_end(window.anchor.start))
        return plain(words) in self.text.chars[window.anchor.start : end]

    def _nature(self, row: Indicator) -> Span | None:
        window = self.windows[row.id]
        return self._whole(plain(row.nature.value), window.anchor.head, window.end) if window else None

    def _best(self, row: Indicator, base_last: bool = False) -> tuple[Window | None, int]:
        """Return the window of the name after which most of the row's cells are found, and their number."""
        best, most = None, -1
        own = {anchor.start for anchor in self.anchors[row.id]}
        parts = own_components(row, base_last)
        quoted = [*row_cells(row, base_last), *(cell for _, cells in parts for cell in cells)]
        for anchor in self.anchors[row.id]:
            end, count, at = row_end(self.text, anchor, self.names, own), 0, anchor.head
            for _, words in quoted:
                found = self._whole(plain(words), at, end)
                count, at = (count + 1, found[1]) if found else (count, at)
            if count > most:
                best, most = Window(anchor, end, max(at, anchor.tail)), count
        return best, most
