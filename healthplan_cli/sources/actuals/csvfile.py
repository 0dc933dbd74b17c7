"""A CSV's bytes as a Grid: its encoding, its separator, and the place of each cell in the text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_COLUMNS, MAX_LINES, MAX_TEXT
from healthplan_cli.base.location import Location
from healthplan_cli.base.ooxml import as_meant
from healthplan_cli.base.radicals import ordinary
from healthplan_cli.base.text_encoding import decoded
from healthplan_cli.sources.actuals.container import check_is_text
from healthplan_cli.sources.actuals.grid import Grid, SheetRow, check_row, letters, stripped, uncollected
from healthplan_cli.sources.actuals.header import find_header, heading_names

_SEPARATORS = (",", "\t", ";")
_SAMPLE = 100  # records that are looked at to tell the separator
_DECLARED = Pattern(r"sep=(?P<separator>[,;\t])\r?\n?$")  # what Excel writes for itself


@record(frozen=True, slots=True)
class _Text:
    """A decoded CSV with its separator, its lines, and for each record the line it begins in.

    `declared`: the first line only names the separator (sep=;).
    """

    file: str
    separator: str
    lines: Sequence[str]
    declared: bool
    starts: Sequence[int] = ()
    found: dict[int, list[Location]] = field(default_factory=dict)

    def locate(self, record: int, column: int) -> Location:
        """Return the place of a cell (record and field, from 1) in the text, as line and character from 1."""
        places = self.found.get(record)
        if places is None:
            self.found.clear()  # one row's are kept, as its cells are asked for one after the other
            places = self.found[record] = list(self._places(record))
        return places[min(column, len(places)) - 1]

    def _places(self, record: int) -> Iterator[Location]:
        start = self.starts[record - 1]
        end = self.starts[record] if record < len(self.starts) else len(self.lines)
        line = start
        at = -1
        while True:
            at += 1
            yield Location(self.file, line + 1, at + 1)
            line, at, _ = self.close(line, at, end)
            at = self.lines[line].find(self.separator, at)
            if at < 0:
                return

    def close(self, line: int, at: int, end: int) -> tuple[int, int, bool]:
        """Return the line and index after a quoted field, which may span lines, and whether its quotes are closed.

        A doubled quote is a character of the field. A field without quotes returns its own line and index.
        """
        if self.lines[line][at : at + 1] != '"':
            return line, at, True
        at += 1
        while line < end:
            at = self.lines[line].find('"', at)
            if at < 0:
                line, at = line + 1, 0
            elif self.lines[line][at + 1 : at + 2] != '"':
                return line, at + 1, True
            else:
                at += 2
        return end - 1, len(self.lines[end - 1]), False


@uncollected()
def open_csv(content: bytes, file: str, map: Mapping[str, str] | None = None) -> Grid:
    """Return a CSV as a Grid, in the first encoding and with the separator that give it a header.

    Raise InvalidInput where no encoding fits, quotes don't pair, or the file is beyond a limit.
    """
    check_is_text(content, file)
    if max(content.count(b"\n"), content.count(b"\r")) > MAX_LINES:
        raise refusal(file, tr("超过 {most} 行", most=MAX_LINES))
    words = heading_names(map)
    first: _Text | None = None
    for whole in decoded(content):
        text, has_header = _separated(ordinary(whole), file, words)
        if has_header:
            return _grid(*_records(text))
        first = first or text
    if first is None:
        raise InvalidInput([_undecodable(content, file)])
    return _grid(*_records(first))


def _undecodable(content: bytes, file: str) -> Problem:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Problem(
            Location(file, line, column),
            tr("从这里起认不出文字编码（不是 UTF-8，也不是 GBK/GB18030）：请在电子表格里另存为“CSV UTF-8”"),
        )
    return Problem(Location(file), tr("认不出文字编码"))


def _separated(whole: str, file: str, words: Mapping[str, str]) -> tuple[_Text, bool]:
    """Return the text with the separator that gives the widest header, and whether any gives one."""
    lines = list(io.StringIO(whole.lstrip("\ufeff"), newline=""))
    declared = _DECLARED.match(lines[0]) if lines else None
    separators = (declared["separator"],) if declared else _SEPARATORS
    widest, best = 0, max(separators, key=whole.count)
    for separator in separators:
        sample = _Text(file, separator, lines[:_SAMPLE], bool(declared))
        try:
            header = find_header(_grid(*_records(sample, strict=False)), words)
        except InvalidInput:  # too much in a row: said once it is read with the separator that it has
            continue
        if header is not None and len(header.columns) > widest:
            widest, best = len(header.columns), separator
    return _Text(file, best, lines, bool(declared)), widest > 0


def _records(text: _Text, strict: bool = True) -> tuple[_Text, list[list[str]]]:
    """Return the text with the line of each record, and the records. `strict`: raise InvalidInput for unpaired quotes."""
    starts: list[int] = []
    records: list[list[str]] = []
    reader = csv.reader(iter(text.lines), delimiter=text.separator, strict=strict)
    line = 0
    _check_columns(text)
    try:
        for fields in reader:
            starts.append(line)
            records.append([] if text.declared and line == 0 else fields)
            line = reader.line_num
    except csv.Error as error:
        if strict:
            raise InvalidInput([_broken(text, line, str(error))]) from None
    return replace(text, starts=starts), records


def _check_columns(text: _Text) -> None:
    """Raise InvalidInput for a line with more cells than a sheet can have, before it is split."""
    for number, line in enumerate(text.lines, 1):
        if line.count(text.separator) >= MAX_COLUMNS:
            words = tr(
                "一行有 {count} 格，最多 {most} 格", count=line.count(text.separator) + 1, most=MAX_COLUMNS
            )
            raise refusal(Location(text.file, number, 1), words)


def _broken(text: _Text, line: int, error: str) -> Problem:
    """Return the problem of a record that begins in a line: the field whose quotes don't pair."""
    if "field larger" in error:
        where = Location(text.file, line + 1, 1)
        return Problem(where, tr("一格里的文字超过 {most} 字：多半是引号没有配对", most=MAX_TEXT))
    at = 0
    while True:
        where = Location(text.file, line + 1, at + 1)
        quoted = text.lines[line][at : at + 1] == '"'
        line, at, closed = text.close(line, at, len(text.lines))
        rest = text.lines[line][at:]
        found = rest.find(text.separator)
        if not closed or (quoted and rest[:1] not in ("", text.separator, "\r", "\n")) or found < 0:
            return Problem(where, tr("引号没有配对：以引号开头的一格要以引号结束，格里的引号要写两个"))
        at += found + 1


def _grid(text: _Text, records: Sequence[Sequence[str]]) -> Grid:
    rows: list[SheetRow] = []
    for number, fields in enumerate(records, 1):
        cells = {at: cell for at, raw in enumerate(fields, 1) if (cell := as_meant(stripped(raw)))}
        check_row(cells, len(rows), partial(text.locate, number))
        if cells:
            rows.append(SheetRow(number, cells, cells))
    return Grid(rows, text.locate, letters, Location(text.file))
