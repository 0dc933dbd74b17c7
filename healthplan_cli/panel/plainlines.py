"""A large CSV's lines, looked at once before an engine reads them: what it would leave out, join or refuse without
saying where.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import methodcaller
from pathlib import Path

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location

_AT_ONCE = 1 << 20
_MOST = 20  # problems that are said


@record(frozen=True, slots=True)
class PlainLines:
    """What an engine must know of a file's lines. `widest`: the most cells of a line, beyond the headings empty ones;
    `has_empty`: whether there are lines of empty cells; `shifts`: for each line without any, which an engine doesn't
    count, how many records stand before it.
    """

    sha256: str
    widest: int
    is_even: bool
    has_empty: bool
    shifts: Sequence[int]

    def line_of(self, record_no: int) -> int:
        """Return the line, from 1, of a record: the headings are the first."""
        return record_no + bisect_right(self.shifts, record_no - 1)


def lines_of(path: str, separator: str, count: int) -> PlainLines:
    """Return what is in the lines of a file with `count` headings. Raise InvalidInput, with the lines, for what isn't
    UTF-8, quotes that aren't paired in a line, a carriage return or a NUL within one, and more cells than headings.
    """
    import hashlib

    digest = hashlib.sha256()
    problems: list[Problem] = []
    widths: set[int] = set()
    blank: list[int] = []
    empty = separator.encode() * (count - 1)
    has_empty = False
    first = 1
    for block in _blocks(path):
        digest.update(block)
        lines = block.split(b"\n")
        if not lines[-1]:
            lines.pop()
        has_empty = has_empty or empty in lines or empty + b"\r" in lines
        found = set(map(methodcaller("count", separator.encode()), lines))
        if found != {count - 1} or not _is_plain(block):
            found = set()
            for number, line in enumerate(lines, first):
                if not line.rstrip(b"\r"):
                    blank.append(number)
                    continue
                has_empty = has_empty or not line.replace(separator.encode(), b"").strip()
                width, words = _looked_at(line, separator, count)
                found.add(width)
                if words:
                    problems.append(Problem(Location(path, number, 1), words))
        widths |= found
        first += len(lines)
    if problems:
        raise InvalidInput(_shortened(problems))
    shifts = [number - 1 - at for at, number in enumerate(blank)]
    return PlainLines(digest.hexdigest(), max(widths) + 1, len(widths) == 1, has_empty, shifts)


def _blocks(path: str) -> Iterator[bytes]:
    """Yield a file in blocks of whole lines."""
    with Path(path).open("rb") as stream:
        while block := stream.read(_AT_ONCE):
            yield block + stream.readline()


def _is_plain(block: bytes) -> bool:
    """Return whether lines have nothing that must be looked at line by line."""
    try:
        block.decode()
    except UnicodeDecodeError:
        return False
    return not any(sign in block for sign in (b'"', b"\0")) and block.count(b"\r") == block.count(b"\r\n")


def _looked_at(line: bytes, separator: str, count: int) -> tuple[int, str]:
    """Return the number of separators between a line's cells, and what is wrong with it; empty where nothing is."""
    try:
        text = line.removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        return count - 1, tr("这一行不是 UTF-8：这样大的表请在电子表格里另存为“CSV UTF-8”")
    if "\0" in text or "\r" in text:
        return count - 1, tr("这一行里有看不见的控制字符（NUL 或单独的回车）：请删去，或重新导出")
    try:
        [cells] = csv.reader([text], delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        return count - 1, tr(
            "引号没有配对：以引号开头的一格要以引号结束，格里的引号要写两个；这样大的表一格里不能换行"
        )
    more = [cell for cell in cells[count:] if cell.strip()]
    if more:
        return count - 1, tr(
            "这一行有 {found} 格，列名只有 {count} 格，多出“{text}”：数里的千分位逗号请去掉，格里有逗号的请加引号",
            found=len(cells),
            count=count,
            text=more[0],
        )
    return len(cells) - 1, ""


def _shortened(problems: Sequence[Problem]) -> list[Problem]:
    """Return the first problems, the last of them with the number of those left out."""
    if len(problems) <= _MOST:
        return list(problems)
    last = problems[_MOST - 1]
    words = tr("{words}（另有 {count} 行也读不了）", words=last.message, count=len(problems) - _MOST)
    return [*problems[: _MOST - 1], Problem(last.location, words)]
