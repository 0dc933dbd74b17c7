"""The XML that shows a chart within a document's text: DrawingML pointing to the chart's part."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from healthplan_cli.base.i18n import tr
from healthplan_cli.report.formats.docxxml import w

_EMU_OF_TWIP, _EMU_OF_MM = 635, 36000
_LONGEST = 2000  # characters of what is said to those who don't see the chart


def drawing(relation: str, number: int, across: int, high: int, described: str) -> Any:
    """Return a run with the chart of a relation: `across` twips wide, `high` millimetres high, `described` for screen readers."""
    words = described if len(described) <= _LONGEST else f"{described[: _LONGEST - 1]}…"
    wide, tall = across * _EMU_OF_TWIP, high * _EMU_OF_MM
    name = tr("图表 {number}", number=number)
    xml = (
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'c', 'r')}>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name={quoteattr(name)} descr={quoteattr(words)}/>'
        "<wp:cNvGraphicFramePr/>"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    return w("r", parse_xml(xml))
