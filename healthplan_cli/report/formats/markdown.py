"""Documents as Markdown (GitHub's). Texts from files are never taken for markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.report.cell import Align, Cell
from healthplan_cli.report.document import (
    Block,
    Chart,
    Document,
    Heading,
    Items,
    Paragraph,
    Part,
    Role,
    Table,
    Terms,
    plain,
)

# What may begin markup anywhere in a line; the backslash first of all.
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>|~#&!$"})
_COLONS = "：: "
_RULES = {Align.LEFT: "---", Align.CENTER: "---", Align.RIGHT: "---:"}


def render(documents: Sequence[Document]) -> str:
    """Return the documents one after the other, with empty lines between blocks."""
    return "\n".join("\n".join(_document(document)) + "\n" for document in documents)


def escaped(text: str) -> str:
    """Return a text on one line, escaped for use within a line or table."""
    return " ".join(text.translate(_MARKS).split())


def begun(text: str) -> str:
    """Return a text escaped for the beginning of a line, where it mustn't begin a list or a rule."""
    found = escaped(text)
    rest = found.lstrip("0123456789")
    number = found[: len(found) - len(rest)]
    if number:
        return f"{number}\\{rest}" if rest[:2].rstrip() in (".", ")") else found
    return f"\\{found}" if found.startswith(("-", "+", "=")) else found


def _document(document: Document) -> Iterator[str]:
    last: Block | None = None
    for block in (block for part in document.parts if not _is_of_pictures(part) for block in part.blocks):
        if last is not None and not (_is_remark(last) and _is_remark(block)):
            yield ""
        yield from _block(block)
        last = block


def _is_of_pictures(part: Part) -> bool:
    """Return whether a part begins with a chart below its heading: its other blocks are notes to the charts."""
    first = next((block for block in part.blocks if not isinstance(block, Heading)), None)
    return isinstance(first, Chart)


def _is_remark(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.REMARK


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level):
            yield f"{'#' * level} {escaped(block.said)}"
        case Paragraph():
            yield _paragraph(block)
        case Items(items):
            for item in items:
                sign = f"{item.sign} " if item.sign else ""
                yield f"- {begun(sign + item.said)}"
                yield from (f"  - {begun(line)}" for line in item.below)
        case Terms(title, pairs):
            yield f"### {escaped(title)}"
            yield ""
            yield from (f"- **{escaped(label)}**　{escaped(tr('；').join(lines))}" for label, lines in pairs)
        case Table():
            yield from _titled(block)
        case _:
            for order, other in enumerate(plain(block)):
                yield from ([""] if order else [])
                yield from _block(other)


def _paragraph(block: Paragraph) -> str:
    """Return a paragraph after its lead: the number of a numbered list (1. or （一）) as it is, any other lead in bold."""
    lead, text = block.lead, block.text
    match block.role:
        case Role.SUBTITLE | Role.CONCLUSION:
            return f"**{escaped(text)}**"
        case Role.WARNING:
            return f"> **{escaped(text)}**"
        case Role.REMARK:
            return f"{begun(text)}  "
    if lead.strip().rstrip(".").isdecimal():
        return f"{lead.strip()} {begun(text)}"
    if lead.startswith("（"):
        return f"{lead}{escaped(text)}"
    words = lead.rstrip(_COLONS)  # a colon inside keeps the bold type from ending before a Chinese character
    return f"**{escaped(words)}**{lead[len(words) :]}{escaped(text)}" if lead else begun(text)


def _titled(table: Table) -> Iterator[str]:
    if table.title:
        yield from (f"### {escaped(table.title)}", "")
    if table.rows:
        yield _row(table.heads)
        yield f"| {' | '.join(_RULES[column.align] for column in table.columns)} |"
        yield from map(_row, _texts(table))
    notes = [*(f"{mark.sign} {mark.meaning}" for mark in table.marks), *table.notes]
    if table.rows and notes:
        yield ""
    yield from (f"{begun(note)}  " for note in notes)


def _texts(table: Table) -> Iterator[list[str]]:
    for texts, row in zip(table.texts, table.rows, strict=True):
        yield [_cell(text, cell) for text, cell in zip(texts, row.cells, strict=True)]


def _cell(text: str, cell: Cell) -> str:
    """Return a cell's text after its sign, with footnote signs and, in brackets, what stands below it."""
    text += "".join(mark.sign for mark in cell.marks)
    below = tr("（{words}）", words=tr("；").join(cell.below)) if cell.below else ""
    return f"{cell.sign} {text}{below}" if cell.sign else f"{text}{below}"


def _row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(map(escaped, texts))} |"
