"""Tables whose columns are laid out by spaces, as text is taken from a pdf: the head's words are where the columns are."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_chinese, is_dash, is_number, is_serial, nature_of
from healthplan_cli.draft.tables.columns import VALUES, HeadRole, TableColumn, column_of
from healthplan_cli.draft.tables.text.fitting import fit
from healthplan_cli.draft.tables.text.gather import Laid, gather
from healthplan_cli.draft.tables.text.lines import Placed, TextCell, TextLine, TextTable, grid_of, head_of
from healthplan_cli.draft.tables.text.words import Measure, Word, measure_of, words_of

_HEADED = Pattern(r".*(?:指\s*标|20\d\d|目\s*标|性\s*质|属\s*性|单\s*位|类\s*别|领\s*域|实际值|基期)")
_DEEPEST = 5
_YEARS = Pattern(r"(?:19|20)\d\d|十.五")
_PAGE = Pattern(r"[-—\s]*\d{1,3}[-—\s]*$|第\d+页.*$|—\s*\d+\s*—$")
_NOTE = Pattern(
    r"(?:备?注|附注|资料来源|数据来源)\d{0,2}[:.、(\s]|第[一二三四五六七八九十]+[章节篇]|[*※][^\d]"
)
_LINE = Pattern(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))|(?:指标)?(?:说明|定义|解释|释义|计算方法|计算公式|口径)[:]|.{1,12}(?:指标|类)(?:\(.{1,8}\))?$|.{0,10}单位[:]"
)
_PIECE, _MOST = 3, 20
_LONGEST_HEADS = 30  # characters of two heads that stand together
_MEASURED = 60  # lines by which the columns are measured
_AGAIN = 12  # lines of a head that a page repeats, with its number
_IDLE = 7  # lines without a value, in a row, that no table has


def spaced_table(lines: list[TextLine], at: int) -> TextTable | None:
    """Return the table whose head begins in this line; None where it is none."""
    if (
        "\t" in lines[at].text
        or not _HEADED.match(lines[at].text)
        or (
            "  " not in lines[at].text.strip()
            and "\u3000" not in lines[at].text.strip()
            and len(words_of(lines[at].text)) != 1
        )
    ):
        return None
    if _is_title(words_of(lines[at].text)):
        return None
    measure = measure_of([line.text for line in lines[at : at + _MEASURED]])
    head = _head(lines, at, measure)
    if head is None:
        return None
    words, columns, behind = head
    said = {half(line.text) for line in lines[at:behind]}
    laid, end = _laid(lines, behind, words, columns, said, measure)
    rows, last = gather(laid, columns)
    if len(rows) < 2:
        return None
    name = next(number for number, column in enumerate(columns) if column.role is HeadRole.NAME)
    heads = [TextCell(word.text, lines[at].place) for word in words]
    return TextTable(grid_of(heads, rows, name, lines[at].place, False), last if last else end)


# ── the head ──


def _head(
    lines: list[TextLine], at: int, measure: Measure
) -> tuple[list[Word], list[TableColumn], int] | None:
    """Return the head's words by column, the columns, and the line behind; of the depths that make one, the one with most known."""
    best = None
    for last in range(at, min(at + _DEEPEST, len(lines))):
        if _is_data(lines[last]) or "\t" in lines[last].text:
            break
        words = [
            piece
            for word in _over_each_other([words_of(line.text, measure) for line in lines[at : last + 1]])
            for piece in _fused(word, measure)
        ]
        columns = head_of([word.text for word in words]) if len(words) > 2 else None
        if columns is None or any(
            column.role is HeadRole.OTHER and not column_of(word.text)
            for column, word in zip(columns, words, strict=True)
        ):
            continue
        if best is None or len(columns) >= len(best[1]):
            best = words, columns, last + 1
    return best


def _is_title(words: list[Word]) -> bool:
    """Whether a line over a head is no part of it: one word, neither a value's head nor a short piece of another."""
    if len(words) != 1:
        return False
    column = column_of(words[0].text)
    return (
        len(half(words[0].text)) > 4
        if column is None
        else column.role not in VALUES or len(half(words[0].text)) > 12
    )


def _fused(word: Word, measure: Measure) -> list[Word]:
    """Return the two heads that stand without a space between them, or the one."""
    several = len(_YEARS.findall(word.text)) > 1
    whole = column_of(word.text)
    if len(word.text) > _LONGEST_HEADS or (whole is not None and not several and whole.role not in VALUES):
        return [word]
    for at in range(2, len(word.text) - 1):
        left, right = word.text[:at].strip(), word.text[at:].strip()
        one, other = column_of(left), column_of(right)
        if one is not None and other is not None and _are_two(whole, one, other):
            middle = word.start + measure(word.text[:at])
            return [Word(left, word.start, middle), Word(right, middle, word.end)]
    return [word]


def _are_two(whole: TableColumn | None, one: TableColumn, other: TableColumn) -> bool:
    """Whether what could be one head is two: each has its year, or one is of values and the other isn't."""
    if whole is None or (one.year and other.year):
        return True
    return one.role in VALUES and other.role not in VALUES


def _is_data(line: TextLine) -> bool:
    words = words_of(line.text)
    return sum(is_number(word.text) and column_of(word.text) is None for word in words) >= 2 or (
        any(nature_of(word.text) for word in words) and len(words) > 2
    )


def _over_each_other(lines: list[list[Word]]) -> list[Word]:
    """Return a word for each column: what stands over each other in several lines is one; a word over two goes to both."""
    base = max(lines, key=len)
    found = {number: [word] for number, word in enumerate(base)}
    extra: list[Word] = []
    order = lines.index(base)
    for number, line in enumerate(lines):
        if number == order:
            continue
        for word in line:
            over = [at for at, column in enumerate(base) if _overlap(word, column) > 0]
            for at in over:
                if word.text == base[at].text:
                    continue  # one cell over both lines
                found[at] = [word, *found[at]] if number < order else [*found[at], word]
            if not over:
                extra.append(word)
    whole = [
        Word(
            "".join(word.text for word in words),
            min(base[at].start, *(word.start for word in words if len(words) > 0)),
            max(base[at].end, *(word.end for word in words)),
        )
        if len(words) > 1
        else words[0]
        for at, words in found.items()
    ]
    for word in extra:
        near = next(
            (at for at, known in enumerate(whole) if known in extra and _overlap(word, known) > 0), None
        )
        if near is not None:
            whole[near] = Word(
                whole[near].text + word.text,
                min(whole[near].start, word.start),
                max(whole[near].end, word.end),
            )
        else:
            whole.append(word)
    return sorted(whole, key=lambda word: word.start)


def _overlap(one: Word, other: Word) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


# ── the lines under it ──


def _laid(
    lines: list[TextLine],
    start: int,
    heads: list[Word],
    columns: list[TableColumn],
    said: set[str],
    measure: Measure,
) -> tuple[list[Laid], int]:
    """Return the lines that can be the table's, their words by column, and the line behind the last."""
    found: list[Laid] = []
    values = [head.start for head, column in zip(heads, columns, strict=True) if column.role in VALUES]
    idle = again = 0
    number = start
    for number in range(start, len(lines)):
        line = lines[number]
        plain = half(line.text)
        words = words_of(line.text, measure)
        if plain in said and len(words) == len(heads):
            heads = words  # another page's columns
        again = again + 1 if plain in said or _PAGE.match(line.text.strip()) else 0
        if 0 < again <= _AGAIN:
            continue
        if again or _NOTE.match(plain) or "\t" in line.text or idle > _IDLE:
            break
        if len(words) == 1 and (whole := _whole(words[0], plain, values, line, number)) is not None:
            if not whole.cells:
                break
            found.append(whole)
            idle += 1
            continue
        cells = {
            column: TextCell(text, line.place) for column, text in _placed(words, heads, columns).items()
        }
        laid = Laid(number, line.gap, cells)
        idle = (
            0
            if any(
                column >= 0
                and (
                    (columns[column].role is HeadRole.NATURE and nature_of(cell.text))
                    or (columns[column].role in VALUES and (is_number(cell.text) or is_dash(cell.text)))
                )
                for column, cell in cells.items()
            )
            else idle + 1
        )
        found.append(laid)
    else:
        number = len(lines)
    return found, number


def _whole(word: Word, plain: str, values: list[int], line: TextLine, number: int) -> Laid | None:
    """Return a line that is one word as a line over the whole table; one without cells where it ends the table; None for a cell."""
    crosses = word.end > min(values, default=10**6) + 6 and word.start < min(values, default=0) - 4
    if _LINE.match(plain) and not is_serial(plain):
        return Laid(number, line.gap, {-2: TextCell(word.text, line.place)}, whole=True)
    return Laid(number, line.gap, {}) if crosses or plain.endswith("。") else None


def _placed(words: list[Word], heads: list[Word], columns: list[TableColumn]) -> dict[int, str]:
    """Return the words of a line by column, in their order, each as near under its head as it fits there."""
    ways: list[dict[int, tuple[int, int]]] = []
    for at, word in enumerate(words):
        here: dict[int, tuple[int, int]] = {}
        for number, column in enumerate(columns):
            own = _distance(word, heads, number) + _cost(column.role, word.text)
            before = (
                [
                    (cost + (12 if past == number else 0), past)
                    for past, (cost, _) in ways[-1].items()
                    if past <= number
                ]
                if at
                else [(0, -1)]
            )
            if before:
                cost, past = min(before)
                here[number] = cost + own, past
        ways.append(here)
    found: dict[int, str] = {}
    state = min(ways[-1], key=lambda number: ways[-1][number][0]) if ways and ways[-1] else None
    for at in range(len(words) - 1, -1, -1):
        if state is None:
            break
        found[state] = f"{words[at].text} {found[state]}" if state in found else words[at].text
        state = ways[at][state][1]
    return found


def _cost(role: HeadRole, text: str) -> int:
    """Return what it costs to take words for a cell of a column; less for a name's, for its lines are any piece of one."""
    cost = fit(role, text)
    return (
        min(cost, _PIECE)
        if role is HeadRole.NAME and is_chinese(text) and nature_of(text) is None
        else min(cost, _MOST)
    )


def _distance(word: Word, heads: list[Word], number: int) -> int:
    """Return how far a word is from under a head; more where another head is between."""
    head = heads[number]
    gap = max(head.start - word.end, word.start - head.end, 0)
    centre = abs((head.start + head.end) - (word.start + word.end)) // 8
    return gap * 2 + min(centre, 6)


__all__ = ["Placed", "spaced_table", "words_of"]
