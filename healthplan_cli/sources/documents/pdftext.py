"""A PDF with a text layer: a passage for each line, without what each page prints at its edges."""

from __future__ import annotations

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.checks.verify import DocumentText, Passage
from healthplan_cli.sources.documents.pdf.lines import lines_of
from healthplan_cli.sources.documents.pdf.paragraphs import Printed, without_edges
from healthplan_cli.sources.documents.pdf.textlayer import check_text_layer


def read_pdf(content: bytes, file: str, sha256: str) -> DocumentText:
    """Return the lines of all pages."""
    from healthplan_cli.sources.documents.pdf.ink import Pdf

    pdf = Pdf(content, file)
    pages = [
        [Printed(run, page.number) for line in lines_of(page.chars) if (run := line.whole()) is not None]
        for page in pdf.pages(range(1, len(pdf) + 1))
    ]
    check_text_layer(["".join(line.run.text for line in page) for page in pages], file)
    numbers = {id(line): number for page in pages for number, line in enumerate(page, 1)}
    without_edges(pages)
    passages = [
        Passage(line.run.text, _place(file, line.page, numbers[id(line)])) for page in pages for line in page
    ]
    return DocumentText(file, "pdf", sha256, tuple(passages), lines=True)


def _place(file: str, page: int, line: int) -> Location:
    return Location(file, cell=tr("第 {page} 页第 {line} 行", page=page, line=line))
