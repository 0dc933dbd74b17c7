"""Text files read as headings and paragraphs with their lines, and as tables where tabs or bars draw one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.radicals import ordinary
from healthplan_cli.sources.documents.blocks import (
    Block,
    DocumentBlocks,
    GridCell,
    ParagraphBlock,
    Place,
    TableBlock,
)
from healthplan_cli.sources.documents.encoding import text_of
from healthplan_cli.sources.documents.grids import grid_of
from healthplan_cli.sources.documents.numbering import begins_numbered, text_block
from healthplan_cli.sources.documents.refusing import check_much, undecodable
from healthplan_cli.sources.documents.settling import settled

_SHARP = Pattern(r"(?P<level>#{1,6})\s+(?P<words>\S.*)")
_BOLD = Pattern(r"\*\*")
_BOOKMARK = Pattern(r"\[bookmark: [^\]]{0,200}\]")  # as converters leave them
_BARS = Pattern(r"[|｜│┃]")
_RULE = Pattern(r"[\s|｜│┃+\-:：—─━┄┌┬┐├┼┤└┴┘╋┏┳┓┣┫┗┻┛═║╔╦╗╠╬╣╚╩╝]+$")
_BREAK = Pattern(r"<br\s*/?>")
_LEAST = 3  # cells of most rows of a table by tabs: two are a line of the contents
_ENDS = frozenset("。；：！？.;:!?")
_WRAPPED = 60  # the longest line of a text whose sentences are broken over lines
_SENTENCE = 20  # the least characters of a full line
_NUMBERED = Pattern(
    "[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]+[类部]"
)
_TITLE = 24  # characters of a group's title
_AHEAD = 20  # lines behind a group's title, before its first row
_FEW = 30  # lines that are too few to tell
Line = tuple[int, str]


def read_text_blocks(content: bytes, file: str, sha256: str) -> DocumentBlocks:
    """Return the blocks of a text file. Raise InvalidInput for an unknown encoding or too much text."""
    lines = [(number, line.rstrip(" \u3000")) for number, line in enumerate(lines_of(content, file), 1)]
    full = _full(lines)
    found: list[Block] = []
    free: dict[_CellsOf, int] = {}
    at = tables = 0
    while at < len(lines):
        end, rows = _table(lines, at, free)
        grid = _grid(rows, tables + 1) if rows else None
        if grid is not None:
            tables += 1
            found.append(grid)
            at = end
            continue
        end = _paragraph_end(lines, at, full)
        if lines[at][1].strip(" "):
            found.append(_text(lines[at:end]))
        at = end
    return DocumentBlocks(file, "txt", sha256, settled(found), lines=tuple(line for _, line in lines))


def lines_of(content: bytes, file: str) -> list[str]:
    """Return the lines of a text, whatever ends them. Raise InvalidInput for an unknown encoding or too much text."""
    text = text_of(content)
    if text is None or text.count("\0") * 20 > len(text):
        raise undecodable(file)
    check_much(file, len(text), text.count("\n"))
    return ordinary(text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")


def _text(lines: Sequence[Line]) -> Block:
    number, first = lines[0]
    text = "".join([first.rstrip(), *(line.strip() for _, line in lines[1:])]) if len(lines) > 1 else first
    text = _BOLD.sub("", _BOOKMARK.sub("", text.rstrip() or text))
    sharp = _SHARP.match(text)
    if sharp:
        return text_block(sharp["words"], Place(line=number), len(sharp["level"]))
    return ParagraphBlock(text, Place(line=number)) if "\t" in text else text_block(text, Place(line=number))


def _full(lines: Sequence[Line]) -> int | None:
    """Return the length from which a line counts as full, in a text with sentences broken over lines; None for another text."""
    sizes = sorted(len(line) for _, line in lines if line.strip())
    if len(sizes) <= _FEW or sizes[-1] > _WRAPPED:
        return None
    full = sizes[len(sizes) * 8 // 10] * 9 // 10
    if full >= _SENTENCE:
        return full
    sizes = sorted(  # most lines are cells, of a table with a cell a line
        len(line) for _, line in lines if len(line) >= _SENTENCE and _PROSE.search(line) and "  " not in line
    )
    return sizes[len(sizes) * 8 // 10] * 9 // 10 if len(sizes) > _FEW_PROSE else None


def _paragraph_end(lines: Sequence[Line], at: int, full: int | None) -> int:
    """Return the index after the lines of the paragraph that begins at `at`."""
    end = at + 1
    least = _SENTENCE if _INDENTED.match(lines[at][1]) else full
    while least is not None and end < len(lines) and _goes_on(lines[end - 1][1], lines[end][1], least):
        end += 1
    return end


_PROSE = Pattern("[，。；、]")
_FEW_PROSE = 8  # lines of sentences that tell how long a full one is

# A sentence that begins a paragraph as one is set, by two characters; those of it that are not set in are its further lines.
_INDENTED = Pattern(r"(?:\u3000{2}| {2,6})(?![ \u3000])(?=.{4}.*[，。；、]).")


def _goes_on(line: str, below: str, full: int) -> bool:
    """Return whether a sentence is broken between two lines; never between two numbers or cells."""
    if len(line) < full or line[-1] in _ENDS or not below.strip() or below[0] in " \t\u3000":
        return False
    if "\t" in line + below or "  " in (line + below).strip() or begins_numbered(below):
        return False
    return not (line[-1].isascii() and below[0].isascii())


_CellsOf = Callable[[str], list[str] | None]


def _table(
    lines: Sequence[Line], at: int, free: dict[_CellsOf, int]
) -> tuple[int, list[tuple[int, list[str]]]]:
    """Return the index after a table that begins at `at`, and the cells of its rows; `at` and no rows where there is
    none.

    `free` has, for bars and tabs, the index before which no table begins; it is updated, so that lines are tried only
    once.
    """
    for cells_of in (_by_bars, _by_tabs):
        if at < free.get(cells_of, 0):
            continue
        rows: list[tuple[int, list[str]]] = []
        least = _LEAST - (cells_of is _by_bars)
        wide: list[int] = []  # of the lines with enough cells
        end = index = at
        while index < len(lines):
            number, line = lines[index]
            index += 1
            cells = cells_of(line)
            if cells is None:
                if not line.strip() and rows:  # a blank line parts the rows of some
                    continue
                if cells_of is _by_tabs and _is_group(line, rows, lines[index : index + _AHEAD]):
                    rows.append((number, [line.strip()]))
                    continue
                break
            end = index
            if cells:
                rows.append((number, cells))
            if sum(map(bool, cells)) >= least:
                wide.append(index - 1)
        filled = sorted(sum(map(bool, cells)) for _, cells in rows)
        if len(rows) >= 2 and filled[(len(rows) - 1) // 2] >= least:
            if not _is_contents(rows):
                return end, rows
            free[cells_of] = end
        else:
            free[cells_of] = next((line for line in wide if line > at), end)
    return at, []


def _is_group(line: str, rows: Sequence[tuple[int, list[str]]], below: Sequence[Line]) -> bool:
    """Return whether a line without tabs is the title of a group in a table by tabs.

    It must be numbered, or stand below the head, or follow other such titles; and the next line must have as many cells
    as the head.
    """
    words = line.strip()
    behind = next((_by_tabs(text) for _, text in below if text.strip()), None)
    lone = [at for at, (_, cells) in enumerate(rows) if len(cells) == 1]
    if (
        not rows
        or behind is None
        or len(words) > _TITLE
        or words[-1] in _ENDS
        or (lone and lone[-1] == len(rows) - 1)
    ):
        return False
    if len(behind) < _LEAST or len(behind) != len(rows[0][1]):
        return False
    return _NUMBERED.match(words) is not None or len(rows) == 1 or 1 in lone


def _is_contents(rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Return whether rows are lines of a table of contents: a heading's number first, a page number last."""
    lines = [line for _, cells in rows if (line := [cell for cell in cells if cell])]
    return sum(begins_numbered(line[0]) and line[-1].isdecimal() for line in lines) * 5 > 3 * len(lines)


def _by_tabs(line: str) -> list[str] | None:
    """Return the cells of a line between tabs; None for a line with fewer than two filled ones."""
    cells = [cell.strip() for cell in line.split("\t")]
    return cells if sum(map(bool, cells)) >= 2 else None


def _by_bars(line: str) -> list[str] | None:
    """Return the cells of a line between bars, an empty list for a ruling line; None for any other line."""
    text = line.strip()
    if _RULE.match(text) and len(text) > 2:
        return []
    if len(_BARS.findall(text)) < 2 and not (text.startswith("|") and text.endswith("|")):
        return None
    inner = text[1:] if _BARS.match(text) else text
    inner = inner[:-1] if inner and _BARS.match(inner[-1]) else inner
    return [_BREAK.sub("\n", cell).strip() for cell in _BARS.sub("|", inner).split("|")]


def _grid(rows: Sequence[tuple[int, list[str]]], table: int) -> TableBlock | None:
    """Return rows as a table, None without text; not `ruled` where a row has more cells than the first, so that columns are uncertain."""
    width = len(_trimmed(rows[0][1]))
    ruled = all(len(_trimmed(cells)) <= width for _, cells in rows)
    return grid_of(_placed(rows, table), Place(line=rows[0][0], table=table), ruled)


def _placed(rows: Sequence[tuple[int, list[str]]], table: int) -> Iterator[GridCell]:
    width = len(_trimmed(rows[0][1]))
    for row, (number, cells) in enumerate(rows):
        for column, text in enumerate(cells):
            across = width if len(cells) == 1 else 1
            yield GridCell(
                text,
                row,
                column,
                colspan=across,
                place=Place(line=number, table=table, row=row + 1, column=column + 1),
            )


def _trimmed(cells: list[str]) -> list[str]:
    last = max((index for index, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]
