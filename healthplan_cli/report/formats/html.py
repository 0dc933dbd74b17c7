"""Documents as one page that needs nothing else: no network, no script or font from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from healthplan_cli.numbers import decimal_text
from healthplan_cli.record import record
from healthplan_cli.report.document import Align, Bar, Block, Cell, Column, Document, Table
from healthplan_cli.reporters.htmlpage import PAGE_LANGUAGES, policy_of, templates
from healthplan_cli.speech import language, tr


@record(frozen=True, slots=True)
class Rectangle:
    """A bar's places on its scale in hundredths, as SVG writes them: planned, done, mark, band."""

    start: str
    length: str
    done: str
    mark: str | None
    band: tuple[str, str] | None


def render(documents: Sequence[Document]) -> str:
    """The page; nothing is loaded by it and nothing run but its own script."""
    pages = templates()
    style, script = (pages.get_template(name).render() for name in ("document.css", "theme.js"))
    return pages.get_template("document.html").render(
        documents=documents,
        kind=documents[0].parts[0].name,
        words=_words(),
        language=PAGE_LANGUAGES[language()],
        style=style,
        script=script,
        policy=policy_of(style, script),
        block_kind=block_kind,
        align=align,
        drawn=drawn,
        is_heading=is_heading,
    )


def block_kind(block: Block) -> str:
    """The name of the macro that writes a block."""
    return type(block).__name__.lower()


def align(column: Column) -> str:
    """The class of a column's cells."""
    return "number" if column.on_screen is Align.RIGHT else "words"


def is_heading(table: Table, at: int) -> bool:
    """Whether a column heads its rows: the first one of words."""
    named = (order for order, column in enumerate(table.columns) if column.align is Align.LEFT)
    return at == next(named, 0)


def drawn(cell: Cell) -> Rectangle | None:
    """The places of a cell's bar; None where it has none."""
    return _rectangle(cell.bar) if cell.bar else None


def _rectangle(bar: Bar) -> Rectangle:
    extent = bar.end - bar.start
    done = extent * min(max(bar.done, Fraction(0)), Fraction(1))
    band = None
    if bar.band is not None:
        low, high = (min(max(end, Fraction(0)), Fraction(1)) for end in bar.band)
        band = _at(low), _at(high - low)
    return Rectangle(
        _at(bar.start), _at(extent), _at(done), None if bar.mark is None else _at(bar.mark), band
    )


def _at(share: Fraction) -> str:
    return decimal_text(share * 100, 1)


def _words() -> Mapping[str, str]:
    """What the template says; it has no words of its own."""
    return {
        "theme": tr("深色／浅色"),
        "more": tr("说明"),
        "top": tr("回到顶部"),
        "comma": tr("、"),
        "documents": tr("规划"),
    }
