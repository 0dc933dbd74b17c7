"""The evaluation of a plan as a Document: for a screen, a page, a paper to be signed, or sheets."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.document import Document, Heading, Paragraph, Part, Role, Table
from healthplan_cli.report.documents.commitments import whole_table
from healthplan_cli.report.words.annex import annex
from healthplan_cli.report.words.cells import clean
from healthplan_cli.report.words.commitments import tally_words
from healthplan_cli.report.words.titles import data_line, review_title
from healthplan_cli.views.reviewed_plan import Reviewed


def evaluation(reviewed: Reviewed, look: Look, medium: Medium) -> Document:
    """Return the document of a plan that has been judged."""
    plan = reviewed.report.plan
    ways = {Medium.SCREEN: _screen, Medium.PAGE: _page, Medium.BOOK: _book}
    parts = ways.get(medium, _paper)
    title = clean(plan.title) if medium is Medium.SCREEN else review_title(reviewed.report)
    return Document(plan.id, title, tuple(parts(reviewed, look)))


def _screen(reviewed: Reviewed, look: Look) -> Iterator[Part]:
    """Yield the report for a screen, or only the proofs where they were asked for."""
    from healthplan_cli.report.documents.screen import proofs, screen

    yield screen(reviewed, look) if reviewed.asked is None else proofs(reviewed)


def _page(reviewed: Reviewed, look: Look) -> Iterator[Part]:
    from healthplan_cli.report.documents.page import page

    yield page(reviewed, look)


def _paper(reviewed: Reviewed, look: Look) -> Iterator[Part]:
    from healthplan_cli.report.documents.paper import paper

    yield from paper(reviewed, look)


def _book(reviewed: Reviewed, look: Look) -> Iterator[Part]:
    """Yield the sheets of a workbook, one for each table."""
    from healthplan_cli.report.documents.flat_table import flat_table
    from healthplan_cli.report.documents.live_charts import pictures
    from healthplan_cli.report.documents.live_table import live_table
    from healthplan_cli.report.documents.paper import findings_sheet
    from healthplan_cli.report.documents.working_papers import bases, listing_table

    report = reviewed.report
    told = tr("数据为示例数据，不是真实数值，不得引用。") if report.illustrative else ""
    told = f"{data_line(report)}　{told}"
    yield findings_sheet(report)
    table = live_table(reviewed, look)
    yield _sheet(tr("完成情况表"), table, told)
    promised = whole_table(report, look)
    if promised is not None:
        yield _sheet(promised.title, promised, f"{tally_words(report)}　{told}")
    yield Part(tr("清单"), (flat_table(report, look, table),), wide=True)
    if table.rows:
        yield pictures(report, look, table)
    for listing in annex(reviewed):
        yield Part(listing.title, (listing_table(listing),), wide=True)
    yield Part(tr("核验底稿"), (bases(reviewed),), wide=True)


def _sheet(name: str, table: Table, told: str) -> Part:
    """Return a table on its sheet, with a text between its title and its headings."""
    blocks = Heading(table.title), Paragraph(told.strip(), role=Role.REMARK), replace(table, title="")
    return Part(name, blocks, wide=True)
