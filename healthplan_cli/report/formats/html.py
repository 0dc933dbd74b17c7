"""Documents as one page that needs nothing else: no network, no script or font from elsewhere. The only user of jinja2."""

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
from healthplan_cli.evaluation.badges import TONES
from healthplan_cli.report.cell import Align, Bar, Column
from healthplan_cli.report.charts.drawing import AXIS, HEIGHT, WIDTH, drawn
from healthplan_cli.report.document import Block, Document, Facet, Folded, Table

_LANGUAGES = {"zh": "zh-CN", "en": "en"}


@record(frozen=True, slots=True)
class Rectangle:
    """A bar's places on its scale in hundredths, as SVG writes them: planned, done, mark, band; whether it goes beyond."""

    start: str
    length: str
    done: str
    mark: str | None
    band: tuple[str, str] | None
    beyond: bool


def render(documents: Sequence[Document]) -> str:
    """Return the page; nothing is loaded by it and nothing run but its own script."""
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
    """Return the page's templates; what comes from files is escaped in all of them."""
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
        "drawn": drawn,
        "facets_of": facets_of,
    }
    return pages


def policy_of(style: str, script: str) -> str:
    """Return the content security policy: nothing is loaded, and nothing runs but this very style and this very script."""
    hashes = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def align(column: Column) -> str:
    """Return the class of a column's cells; a rigid one's words stand on one line."""
    if column.on_screen is Align.RIGHT:
        return "number"
    return "words word" if column.rigid and not column.ticks else "words"


def head_of(table: Table) -> int:
    """Return which column heads the rows: the first one of words."""
    words = (
        at for at, column in enumerate(table.columns) if column.align is Align.LEFT and not column.merged
    )
    return next(words, 0)


def facets_of(document: Document) -> tuple[Facet, ...]:
    """Return what the rows of a document can be picked by: all tables follow the first that says it."""
    blocks: list[Block] = [block for part in document.parts for block in part.blocks]
    blocks += [inner for block in blocks if isinstance(block, Folded) for inner in block.blocks]
    return next((block.facets for block in blocks if isinstance(block, Table) and block.facets), ())


def rectangle(bar: Bar) -> Rectangle:
    """Return the places of a bar."""
    extent = bar.end - bar.start
    done = extent * min(max(bar.done, Fraction(0)), Fraction(1))
    band = None
    if bar.band is not None:
        low, high = (min(max(end, Fraction(0)), Fraction(1)) for end in bar.band)
        band = _at(low), _at(high - low)
    mark = None if bar.mark is None else _at(bar.mark)
    return Rectangle(_at(bar.start), _at(extent), _at(done), mark, band, bar.done > 1)


def _at(share: Fraction) -> str:
    return decimal_text(share * 100, 1)


def _words() -> Mapping[str, str]:
    """Return what the templates say; they have no words of their own."""
    return {
        "theme": tr("深色／浅色"),
        "more": tr("说明"),
        "top": tr("回到顶部"),
        "comma": tr("、"),
        "colon": tr("："),
        "documents": tr("规划"),
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
