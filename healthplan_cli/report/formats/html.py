"""Documents as one HTML page that loads nothing: no network, script or font from elsewhere. The only user of jinja2."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import language, tr
from healthplan_cli.base.text_width import width
from healthplan_cli.evaluation.badges import TONES
from healthplan_cli.report.cell import Align, Bar, Cell, Column
from healthplan_cli.report.charts.drawing import AXIS, HEIGHT, WIDTH, drawn
from healthplan_cli.report.charts.figures import chart_figure
from healthplan_cli.report.charts.shapes import PAINTS, SERIES
from healthplan_cli.report.charts.small import spark_figure
from healthplan_cli.report.charts.svg import inline
from healthplan_cli.report.document import (
    Block,
    Chart,
    Document,
    Facet,
    Folded,
    Paragraph,
    Role,
    Table,
    Tiles,
)

_CONCLUSIONS = (Role.CONCLUSION, Role.PASSING, Role.OPEN, Role.FAILING)
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


_FAR = Fraction(1, 4)  # how far a bar is drawn beyond either end of its scale
_SHORT = 12  # columns: words as short stand on one line
_ROOMY = 12  # columns that a desk has room for without scrolling


@record(frozen=True, slots=True)
class Rectangle:
    """The parts of a bar on its scale in hundredths, as SVG writes them: planned, done, mark, band.

    `cut` is the x where it is cut off, `beyond` the side (over, under).
    """

    start: str
    length: str
    left: str
    done: str
    mark: str | None
    band: tuple[str, str] | None
    beyond: str = ""
    cut: str = ""


@record(frozen=True, slots=True)
class Parted:
    """The details of a row: blocks before its components, of each component, and after them."""

    before: tuple[Block, ...]
    parts: tuple[tuple[Block, ...], ...] = ()
    behind: tuple[Block, ...] = ()


def render(documents: Sequence[Document]) -> str:
    """Return the page; it loads nothing and runs only its own script."""
    pages = templates()
    style, script = (pages.get_template(f"page.{kind}").render() for kind in ("css", "js"))
    return pages.get_template("page.html").render(
        documents=documents,
        kind=documents[0].parts[0].name,
        words=_words(),
        language=_LANGUAGES[language()],
        style=style,
        script=script,
        policy=policy_of(style, script),
        size={"width": WIDTH, "height": HEIGHT, "axis": AXIS},
    )


def templates() -> Environment:
    """Return the page's templates; every value is escaped."""
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("page")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals |= {
        "tones": TONES,
        "kind_of": lambda block: type(block).__name__.lower(),
        "align": align,
        "head_of": head_of,
        "rectangle": rectangle,
        "short": lambda text: width(text) <= _SHORT,
        "wide": lambda table: table.heat or len(table.columns) > _ROOMY,
        "badges_of": badges_of,
        "parted": parted,
        "summary_of": summary_of,
        "drawn": drawn,
        "chart_svg": chart_svg,
        "spark_svg": spark_svg,
        "paints": PAINTS,
        "series": SERIES,
        "facets_of": facets_of,
    }
    return pages


def chart_svg(chart: Chart) -> str:
    """Return a chart as SVG for the page; its texts are escaped."""
    return inline(chart_figure(chart))


def spark_svg(cell: Cell) -> str:
    """Return the small line of a cell as SVG; its texts are escaped."""
    assert cell.spark is not None
    return inline(spark_figure(cell.spark, cell.tone), "spark")


def policy_of(style: str, script: str) -> str:
    """Return the page's content security policy: nothing is loaded, and only this style and this script are allowed."""
    hashes = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def align(column: Column) -> str:
    """Return the CSS class of a column's cells; words of a rigid column stay on one line."""
    if column.on_screen is Align.RIGHT:
        return "number"
    return "words word" if column.rigid and not column.ticks else "words"


def head_of(table: Table) -> int:
    """Return the column whose cells are headings of their rows: the first one of words."""
    words = (
        at for at, column in enumerate(table.columns) if column.align is Align.LEFT and not column.merged
    )
    return next(words, 0)


def badges_of(table: Table) -> int | None:
    """Return the column with the rows' badges, which stays visible on narrow screens; None without one."""
    for at, column in enumerate(table.columns):
        cells = [row.cells[at] for row in table.rows]
        if not column.numeric and any(cell.tone and (cell.sign or cell.strong) for cell in cells):
            return at
    return None


def parted(blocks: Sequence[Block]) -> Parted:
    """Return the blocks of a row's details divided: before its components, each component from its subtitle on, after them."""
    starts = [
        at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and block.role is Role.SUBTITLE
    ]
    if not starts:
        return Parted(tuple(blocks))
    ends = (
        at
        for at, block in enumerate(blocks)
        if at > starts[-1]
        and (isinstance(block, Folded) or (isinstance(block, Paragraph) and block.role is Role.REMARK))
    )
    end = next(ends, len(blocks))
    parts = tuple(tuple(blocks[one:other]) for one, other in zip(starts, (*starts[1:], end), strict=True))
    return Parted(tuple(blocks[: starts[0]]), parts, tuple(blocks[end:]))


def summary_of(document: Document) -> tuple[Block, ...]:
    """Return the summary of a document, shown where several are on one page: its first numbers, its conclusion."""
    blocks = [block for part in document.parts for block in part.blocks]
    numbers = [block for block in blocks if isinstance(block, Tiles)]
    ends = [block for block in blocks if isinstance(block, Paragraph) and block.role in _CONCLUSIONS]
    return (*numbers[:1], *ends[:1])


def facets_of(document: Document) -> tuple[Facet, ...]:
    """Return the facets by which a document's tables are filtered: those of its first filtered table."""
    blocks: list[Block] = [block for part in document.parts for block in part.blocks]
    blocks += [inner for block in blocks if isinstance(block, Folded) for inner in block.blocks]
    return next((block.facets for block in blocks if isinstance(block, Table) and block.facets), ())


def rectangle(bar: Bar, ticked: bool = False) -> Rectangle:
    """Return the parts of a bar; it extends beyond its target or below its start as far as there is room, with ticks
    only within the scale.
    """
    extent, far = bar.end - bar.start, Fraction(0) if ticked else _FAR
    done = min(max(bar.done, -far), 1 + far)
    left, right = (bar.start + extent * end for end in (min(done, Fraction(0)), max(done, Fraction(0))))
    beyond = "over" if bar.done > done else "under" if bar.done < done else ""
    band = None
    if bar.band is not None:
        low, high = (min(max(end, Fraction(0)), Fraction(1)) for end in bar.band)
        band = _at(low), _at(high - low)
    mark = None if bar.mark is None else _at(bar.mark)
    cut = _at(right if beyond == "over" else left) if beyond else ""
    return Rectangle(_at(bar.start), _at(extent), _at(left), _at(right - left), mark, band, beyond, cut)


def _at(share: Fraction) -> str:
    return decimal_text(share * 100, 1)


def _words() -> Mapping[str, str]:
    """Return the texts used by the templates, translated."""
    return {
        "theme": tr("深色／浅色"),
        "more": tr("说明"),
        "top": tr("回到顶部"),
        "comma": tr("、"),
        "colon": tr("："),
        "documents": tr("规划"),
        "overview": tr("总览"),
        "with_proofs": tr("打印时附依据"),
        "filters": tr("筛选"),
        "every": tr("全部"),
        "search": tr("搜索名称、序号、责任单位"),
        "shown": tr("显示 {shown} 项，共 {all} 项"),
        "nothing": tr("没有符合条件的指标。"),
        "reset": tr("清除筛选"),
        "no_picture": tr("没有可以画成图的数值"),
        "baseline": tr("基期"),
        "actual": tr("实际值"),
        "range": tr("实际值是范围或下限"),
        "line": tr("到目标的路径"),
        "zone": tr("符合预期的范围"),
        "target": tr("目标"),
        "about": tr("“左右”的幅度"),
        "axis": tr("纵轴只画有数的一段，不从 0 起"),
        "left_out": tr("图上写不下的："),
        "semicolon": tr("；"),
        "table": tr("表"),
    }
