"""核验底稿: the evidence for an evaluation, for checking it; it isn't handed in with the paper."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli import __version__
from healthplan_cli.base.i18n import tr
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Block, Heading, Paragraph, Part, Role, Row, Table
from healthplan_cli.report.words.annex import CENTRED, WIDTHS, Listing, annex
from healthplan_cli.report.words.conventions import exact_band_words
from healthplan_cli.report.words.gateline import gate_line
from healthplan_cli.report.words.notes import MODE_WORDS
from healthplan_cli.views.reviewed_plan import Reviewed


def working_papers(reviewed: Reviewed) -> Part:
    """Return the last part of a paper, on separate pages."""
    return Part(tr("核验底稿"), tuple(_blocks(reviewed)), wide=True)


def _blocks(reviewed: Reviewed) -> Iterator[Block]:
    yield Heading(tr("核验底稿"))
    yield Paragraph(tr("供核对之用，不随报告报送。"), role=Role.REMARK)
    yield bases(reviewed)
    yield from lacks(reviewed)
    yield from map(listing_table, annex(reviewed))


def bases(reviewed: Reviewed) -> Table:
    """Return the inputs, the conventions and the gate's answer."""
    return labelled(tr("依据"), tuple(_bases(reviewed)))


def _bases(reviewed: Reviewed) -> Iterator[tuple[str, str]]:
    report, gate = reviewed.report, reviewed.gate
    conventions, plan = report.conventions, report.plan
    yield tr("规划"), tr("{title}（SHA-256 {sha256}）", title=plan.title, sha256=plan.sha256)
    for file in report.inputs:
        yield tr("数据文件"), tr("{path}（SHA-256 {sha256}）", path=file.path, sha256=file.sha256)
    if report.changes is not None:
        yield (
            tr("上一次的报告"),
            tr("{path}（{year} 年）", path=report.changes.path, year=report.changes.year),
        )
    yield tr("核验"), tr("{mode}，{year} 年", mode=MODE_WORDS[conventions.mode], year=conventions.year)
    yield tr("进度的约定"), exact_band_words(conventions.band)
    if conventions.carry:
        yield tr("沿用"), tr("--carry {carry}", carry=conventions.carry)
    yield tr("结论"), gate_line(gate)
    yield tr("程序"), f"hpcheck {__version__}"


def labelled(title: str, pairs: tuple[tuple[str, str], ...]) -> Table:
    """Return a table of labels with their words."""
    columns = Column("item", tr("事项"), 14), Column("words", tr("说明"), 100, Align.LEFT)
    return Table(columns, tuple(Row((Cell(item), Cell(words))) for item, words in pairs), title)


def lacks(reviewed: Reviewed) -> Iterator[Table]:
    """Yield what to supply for each row that can't be judged; nothing where all can."""
    report = reviewed.report
    columns = (
        Column("no", tr("序号"), 6, numeric=True),
        Column("name", tr("指标"), 34, Align.LEFT),
        Column("message", tr("所缺"), 50, Align.LEFT),
        Column("advice", tr("补法"), 60, Align.LEFT),
    )
    rows = tuple(
        Row((Cell(result.no), Cell(result.name), Cell(result.message), Cell(result.advice)))
        for result in report.results
        if result.advice
    )
    if rows:
        yield Table(columns, rows, tr("须补充的数据和说明"))


def listing_table(listing: Listing) -> Table:
    """Return a list of the annex."""
    columns = tuple(
        Column(str(number), head, width, Align.CENTER if number in CENTRED else Align.LEFT, number in CENTRED)
        for number, (head, width) in enumerate(zip(listing.heads, WIDTHS, strict=True), 1)
    )
    rows = (
        Row(tuple(map(Cell, texts)), unit=unit)
        for texts, unit in zip(listing.rows, listing.units, strict=True)
    )
    return Table(columns, tuple(rows), listing.title)
