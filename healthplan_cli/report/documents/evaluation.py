"""The evaluation of a plan as a Document: findings, the table, the commitments, the annex."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.cell import Align, Cell, Column
from healthplan_cli.report.document import Block, Document, Heading, Paragraph, Part, Role, Row, Table
from healthplan_cli.report.documents.commitments import commitment_table, whole_table
from healthplan_cli.report.documents.indicators import indicator_table
from healthplan_cli.report.documents.live_table import live_table
from healthplan_cli.report.words.annex import CENTRED, WIDTHS, Listing, annex
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.commitments import tally_words, without_words
from healthplan_cli.report.words.findings import findings
from healthplan_cli.views.reviewed_plan import Reviewed


def evaluation(reviewed: Reviewed, look: Look, medium: Medium) -> Document:
    """Return the document of a plan that has been judged."""
    plan = reviewed.report.plan
    ways = {Medium.SCREEN: _screen, Medium.PAGE: _page, Medium.BOOK: _book}
    parts = ways.get(medium, _paper)
    return Document(plan.id, clean(plan.title), tuple(parts(reviewed, look)))


def _screen(reviewed: Reviewed, look: Look) -> Iterator[Part]:
    """Yield the proofs instead of the report where they were asked for."""
    from healthplan_cli.report.documents.screen import proofs, screen

    yield screen(reviewed, look) if reviewed.asked is None else proofs(reviewed)


def _page(reviewed: Reviewed, look: Look) -> Iterator[Part]:
    from healthplan_cli.report.documents.page import page

    yield page(reviewed, look)


def _paper(reviewed: Reviewed, look: Look) -> Iterator[Part]:
    """Yield the findings, the tables on pages that lie across, the annex."""
    report = reviewed.report
    yield _findings(reviewed)
    blocks: list[Block] = [indicator_table(report, look)]
    promised = commitment_table(report, look, "" if look.all else without_words(report))
    if promised is not None:
        blocks.append(promised)
    yield Part(tr("完成情况表"), tuple(blocks), wide=True)
    yield Part(tr("附件"), tuple(map(_listing, annex(reviewed))), wide=True)


def _book(reviewed: Reviewed, look: Look) -> Iterator[Part]:
    """Yield a sheet each; all the commitments, to be filtered."""
    report, page = reviewed.report, findings(reviewed.report, reviewed.gate)
    yield _findings(reviewed)
    yield _sheet(tr("完成情况表"), live_table(reviewed, look), f"{page.subtitle}　{page.warning}")
    promised = whole_table(report, look)
    if promised is not None:
        yield _sheet(promised.title, promised, f"{tally_words(report)}　{page.warning}")
    for name, listing in zip((tr("附件1"), tr("附件2")), annex(reviewed), strict=True):
        yield Part(name, (_listing(listing),), wide=True)


def _sheet(name: str, table: Table, told: str) -> Part:
    """Return a table on its sheet, what it is of between its title and its header."""
    blocks = Heading(table.title), Paragraph(told.strip(), role=Role.REMARK), replace(table, title="")
    return Part(name, blocks, wide=True)


# ── blocks ──


def _findings(reviewed: Reviewed) -> Part:
    page = findings(reviewed.report, reviewed.gate)
    blocks: list[Block] = [Heading(page.title, 1), Paragraph(page.subtitle, role=Role.SUBTITLE)]
    if page.warning:
        blocks.append(Paragraph(page.warning, role=Role.WARNING))
    for part in page.sections:
        blocks.append(Heading(part.heading))
        blocks += [Paragraph(text, lead) for lead, text in part.paragraphs]
    return Part(tr("评估情况"), tuple(blocks))


def _listing(listing: Listing) -> Table:
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
