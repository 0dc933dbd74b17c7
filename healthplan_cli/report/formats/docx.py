"""Documents as Word documents that an office hands in: each part on pages of its own, numbered captions, editable
charts.
Sizes and margins are those of official documents (GB/T 9704); a template's styles and pages override them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from healthplan_cli.base.i18n import language, tr
from healthplan_cli.base.text_width import begun
from healthplan_cli.evaluation.badges import WARNING_LETTERS
from healthplan_cli.report import Look
from healthplan_cli.report.document import (
    Block,
    Chart,
    Density,
    Document,
    Heading,
    Item,
    Items,
    Paragraph,
    Part,
    Role,
    Table,
    Terms,
    plain,
)
from healthplan_cli.report.fitted import for_width
from healthplan_cli.report.formats import docxstyles as styles
from healthplan_cli.report.formats.docxbase import Package
from healthplan_cli.report.formats.docxdrawing import drawing
from healthplan_cli.report.formats.docxtables import table_element
from healthplan_cli.report.formats.docxwidths import fits
from healthplan_cli.report.formats.docxxml import PLAIN, Ink, field, paragraph, run, w
from healthplan_cli.report.formats.titlelines import title_lines

_GLANCED = 32  # half points of a title on a page that is seen at once
_HIGHEST, _FLAT = 215, 20  # millimetres that a chart may be high on a page, on one that other things share
_TEXTS = {Density.TEXT: styles.BODY, Density.DENSE: styles.DENSE, Density.GLANCE: styles.NOTE}
_LEADS = ("：", ":", "　")  # what ends words that lead a paragraph; its number is as light as its text
_NOTES = 12  # lines below a table that no page parts from it
_BLANK = {"zh": 560, "en": 240}  # twips of a blank line
_ENDING = (Role.ANNEXES, Role.SIGNATURE, Role.DATE)
_STYLES = {
    Role.SUBTITLE: styles.SUBTITLE,
    Role.REMARK: styles.NOTE,
    Role.ANNEXES: styles.LISTED,
    Role.SIGNATURE: styles.SIGNATURE,
    Role.DATE: styles.DATE,
}


def render(documents: Sequence[Document], look: Look) -> bytes:
    """Return the bytes of a Word document with all documents one after the other, in the styles of the look's
    template where there is one.
    """
    package = Package(look.template, tr("、").join(document.title for document in documents))
    writer = _Writer(package)
    parts = [part for document in documents for part in document.parts]
    for part in parts:
        writer.write(part, last=part is parts[-1])
    return package.content()


class _Writer:
    """Writes the parts of documents into a package's body, numbering captions throughout."""

    def __init__(self, package: Package) -> None:
        self.package, self.body, self.styles = package, package.body, package.styles
        self.counts: dict[str, int] = {}
        self.across, self.text = 0, styles.BODY
        self.glance = False
        self.ending: Role | None = None  # that of the line before, at the end of a paper

    def write(self, part: Part, last: bool) -> None:
        """Write a part and end its section."""
        self.glance = part.density is Density.GLANCE
        self.across, self.text = self.package.pages.width(part.wide, self.glance), _TEXTS[part.density]
        for block in part.blocks:
            self._block(block)
        section = self.package.pages.section(part.wide, self.glance)
        if last:
            self.body.append(section)
            return
        final = self.body[-1] if len(self.body) and self.body[-1].tag.endswith("}p") else None
        if final is None or (final.pPr is not None and final.pPr.find(section.tag) is not None):
            final = self._add(styles.NOTE, [])
        final.get_or_add_pPr().append(section)

    def _add(self, style: str, runs: Sequence[Any], *properties: Any) -> Any:
        made = paragraph(self.styles[style], runs, *properties)
        self.body.append(made)
        return made

    # ── text ──

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph(block)
            case Items(items):
                for item in items:
                    self._item(item)
            case Terms(title, pairs):
                self._add(self.text, [run(title, Ink(bold=True))], w("keepNext"))
                for label, lines in pairs:
                    self._paragraph(Paragraph(tr("；").join(lines), f"{label}　"))
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case _:
                for other in plain(block):
                    self._block(other)

    def _heading(self, block: Heading) -> None:
        if block.annex:
            self._add(styles.ANNEX, [run(block.annex)])
            self._add(styles.ANNEX_TITLE, [run(self._broken(block.text, styles.ANNEX_TITLE))])
            return
        named = {1: styles.TITLE, 2: styles.SECTION}
        ink = Ink(size=_GLANCED) if self.glance else PLAIN
        title = self._broken(block.text, styles.TITLE) if block.level == 1 else begun(block.text)
        self._add(named.get(block.level, styles.SUBSECTION), [run(title, ink)])

    def _broken(self, title: str, style: str) -> str:
        """Return a Chinese title with line feeds where its sense allows, if it is longer than a line of its style's letters."""
        size = _GLANCED if self.glance else self.styles.size(style)
        if language() != "zh" or not size:
            return begun(title)
        return "\n".join(title_lines(title, self.across // (size * 5)))  # a column is half an em

    def _paragraph(self, block: Paragraph) -> None:
        ink = Ink(
            bold=block.role in (Role.WARNING, Role.CONCLUSION),
            color=WARNING_LETTERS if block.role is Role.WARNING else "",
        )
        lead = Ink(
            bold=block.lead.rstrip(" ")[-1:] in _LEADS and block.role is not Role.ANNEXES,
            color=ink.color,
        )
        text = block.text if lead.bold else begun(block.text)
        runs = [run(begun(block.lead), lead)] * bool(block.lead) + [run(text, ink)]
        self._add(_STYLES.get(block.role, self.text), runs, *self._ending(block))
        self.ending = block.role if block.role in _ENDING else None

    def _ending(self, block: Paragraph) -> Iterator[Any]:
        """Yield the properties of a line at the end of a paper: a blank line above the annexes, two above those that are filled in;
        all on the page where the text ends, for a page of signatures alone could belong to any paper.
        """
        if block.role not in _ENDING:
            return
        if self.ending is None and len(self.body) and self.body[-1].tag == qn("w:p"):
            self.body[-1].get_or_add_pPr().get_or_add_keepNext()
        if block.role is Role.SIGNATURE:
            yield w("keepNext")
        if self.ending is not block.role and block.role is not Role.DATE:
            yield w("spacing", before=_BLANK[language()] * (1 + (block.role is Role.SIGNATURE)))
        if block.role is Role.ANNEXES and block.lead:
            left, hanging = (1600, 960) if language() == "zh" else (1080, 1080)
            yield w("ind", left=left, hanging=hanging)

    def _item(self, item: Item) -> None:
        runs = []
        if item.sign:
            runs.append(run(f"{item.sign} ", Ink(color=item.tone.letters) if item.tone else PLAIN))
        self._add(self.text, [*runs, run(item.said)])
        for line in item.below:
            self._add(self.text, [run(line)])

    # ── tables and pictures ──

    def _caption(self, numbered: str, title: str, kept: bool) -> None:
        """Write a caption; `numbered` has {} for its number, which is a field, so that Word can number anew."""
        word = numbered.partition("{}")[0]
        self.counts[word] = number = self.counts.get(word, 0) + 1
        apart = "　" if language() == "zh" else ". "
        counted = field(f"SEQ {word.strip()} \\* ARABIC", str(number))
        runs = [run(word), *counted, run(f"{apart}{begun(title)}")]
        self._add(styles.CAPTION, runs, w("keepNext") if kept else None)

    def _table(self, table: Table) -> None:
        """Write a table under its caption; of a table without rows only its notes."""
        fitted = table if self.glance or fits(table, self.across) else for_width(table)
        if fitted.rows or not fitted.notes:
            if table.title:
                self._caption(tr("表{number}", number="{}"), table.title, kept=True)
            told = bool(fitted.marks or fitted.notes)
            self.body.append(table_element(fitted, self.across, self.styles, self.glance, told))
        elif table.title:
            self._add(styles.SUBSECTION, [run(table.title)])
        notes = [*(f"{mark.sign} {mark.meaning}" for mark in fitted.marks), *fitted.notes]
        for order, note in enumerate(notes, 1):
            kept = order < len(notes) <= _NOTES or order == 1 < len(notes)
            self._add(styles.NOTE, [run(begun(note))], w("keepNext") if kept else None)
        if fitted.rows and not fitted.marks and not fitted.notes:
            self._add(styles.NOTE, [])  # tables that touch are one to Word

    def _chart(self, chart: Chart) -> None:
        """Write a chart in the office program's own form, over several pages where it has many rows; nothing where it has no number."""
        from healthplan_cli.report.formats.native_charts import embedded, pieces

        if not any(number is not None for one in chart.series for number in one.numbers):
            return
        found = pieces(chart)
        for order, piece in enumerate(found, 1):
            made = embedded(piece)
            relation = self.package.add_chart(made)
            high = min(made.height, _FLAT if self.text == styles.DENSE else _HIGHEST)
            picture = drawing(relation, self.package.charts, self.across, high, made.described)
            self._add(styles.FIGURE, [picture])
            more = tr("{title}（{order}/{count}）", title=chart.title, order=order, count=len(found))
            self._caption(tr("图{number}", number="{}"), chart.title if len(found) == 1 else more, kept=False)
