"""The package of a Word document: an empty one, or a template with its styles, pages, header and footer.

It keeps no person's name, no time, and nothing of the program that made the template.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import language
from healthplan_cli.base.ooxml import timeless
from healthplan_cli.report.formats.docxpages import Pages, number_pages, serialized
from healthplan_cli.report.formats.docxstyles import StyleIds, defaults, font_table
from healthplan_cli.report.formats.docxxml import w

if TYPE_CHECKING:
    from healthplan_cli.report.formats.native_charts import Embedded

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_LEFT_OUT = ("customXml", "stylesWithEffects", "webSettings", "numbering")  # of python-docx's own package
_OF_PEOPLE = ("thumbnail", "custom-properties", "digital-signature")
# What is kept of a template's parts: all else belongs to its text, or tells of people.
_KEPT = (RT.STYLES, RT.SETTINGS, RT.NUMBERING, RT.FONT_TABLE, RT.THEME, RT.HEADER, RT.FOOTER)
_UNSET = (  # of a template's settings: where it lies, who has changed it, what its notes need, that it may not be edited
    "attachedTemplate", "mailMerge", "rsids", "trackRevisions", "documentProtection", "writeProtection", "docVars",
    "footnotePr", "endnotePr", "linkStyles", "revisionView",
)  # fmt: skip
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>hpcheck</Application></Properties>'
)


class Package:
    """A Word document's package: its body to be filled, the ids of its styles, its pages."""

    def __init__(self, template: bytes, title: str) -> None:
        self.document: Any = docx.Document(io.BytesIO(_as_document(template)) if template else None)
        self.part: Any = self.document.part
        self.body: Any = self.document.element.body
        if template:
            self._strip()
        else:
            self._empty()
        self.styles = StyleIds(self.document.styles.element)
        self.pages = Pages(self.body, template=bool(template))
        for child in list(self.body):
            self.body.remove(child)
        if not self.pages.has_footer:
            number_pages(self.part, self.pages, self.styles)
        self._clean(title)
        self.charts = 0

    def _empty(self) -> None:
        """Remove from python-docx's own package what isn't needed, and put in our styles, fonts and settings."""
        for id, relation in list(self.part.rels.items()):
            if any(word in relation.reltype for word in _LEFT_OUT):
                del self.part.rels[id]
            elif relation.reltype == RT.FONT_TABLE:
                relation.target_part._blob = serialized(font_table())
        styles = self.document.styles.element
        for child in list(styles):
            styles.remove(child)
        styles.extend(list(defaults()))
        settings = self.document.settings.element
        for child in list(settings):
            settings.remove(child)
        settings.extend(_settings())

    def _strip(self) -> None:
        """Remove from a template what its pages and styles don't need."""
        used = {
            item.get(qn("r:id")) for item in self.body.iter(qn("w:headerReference"), qn("w:footerReference"))
        }
        for id, relation in list(self.part.rels.items()):
            of_pages = relation.reltype in (RT.HEADER, RT.FOOTER)
            if relation.reltype not in _KEPT or (of_pages and id not in used):
                del self.part.rels[id]
        settings = self.document.settings
        for child in [
            child for child in settings.element if child.tag in {qn(f"w:{name}") for name in _UNSET}
        ]:
            settings.element.remove(child)
        own = self.part.part_related_by(RT.SETTINGS).rels
        for id in list(own):
            del own[id]

    def _clean(self, title: str) -> None:
        """Set the document's properties: its title, nobody's name."""
        properties: Any = self.document.core_properties
        element = properties._element
        for child in list(element):
            element.remove(child)
        properties.title = title
        properties.language = "zh-CN" if language() == "zh" else "en-US"
        rels = self.part.package.rels
        for id, relation in list(rels.items()):
            if any(word in relation.reltype for word in _OF_PEOPLE):
                del rels[id]
            elif relation.reltype == RT.EXTENDED_PROPERTIES:
                relation.target_part._blob = _APP

    def add_chart(self, chart: Embedded) -> str:
        """Put a chart with its workbook into the package; return the id of its relation."""
        self.charts += 1
        package = self.part.package
        taken = {str(part.partname) for part in package.iter_parts()}
        number = self.charts
        while f"/word/charts/chart{number}.xml" in taken:
            number += 1
        place = PackURI(f"/word/charts/chart{number}.xml")
        part = Part(place, _CHART, chart.xml, package)
        book = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
        part.relate_to(Part(book, _WORKBOOK, chart.workbook, package), RT.PACKAGE)
        found: str = self.part.relate_to(part, RT.CHART)
        return found

    def content(self) -> bytes:
        """Return the document's bytes, the same each time for the same contents."""
        stream = io.BytesIO()
        self.document.save(stream)
        return timeless(stream.getvalue())


_NARROWEST = 4500  # twips of text beside which no table has room


@record(frozen=True, slots=True)
class Template:
    """What a Word document is like as a template: the usual styles that it lacks; whether its pages are too narrow for tables."""

    missing: tuple[str, ...]
    narrow: bool


def template_in(content: bytes) -> Template | None:
    """Return how a file serves as a template; None for one that is no Word document that can be written into, or has macros."""
    if not content:
        return None
    try:
        package = Package(content, "")
        package.content()
        return Template(package.styles.missing, package.pages.width(False) < _NARROWEST)
    except Exception:  # of lxml, zipfile and python-docx: whatever a garbled package makes them say
        return None


def _as_document(content: bytes) -> bytes:
    """Return a template (.dotx) as a document, which differs only in its type."""
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(content))
    types = source.read("[Content_Types].xml")
    if _TEMPLATE not in types:
        return content
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(
                name, types.replace(_TEMPLATE, _MAIN) if name == "[Content_Types].xml" else source.read(name)
            )
    return stream.getvalue()


def _settings() -> list[Any]:
    """Return the document's settings: page numbers outside on facing pages, line breaks as Chinese needs them."""
    uri = "http://schemas.microsoft.com/office/word"
    compat = (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1))
    return [
        w("zoom", percent=100),
        w("bordersDoNotSurroundHeader"),
        w("bordersDoNotSurroundFooter"),
        w("defaultTabStop", val=420),
        *([w("evenAndOddHeaders")] if language() == "zh" else []),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", *(w("compatSetting", name=name, uri=uri, val=value) for name, value in compat)),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    ]
