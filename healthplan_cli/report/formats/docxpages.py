"""The pages of a document: A4 portrait and landscape with their margins, or a template's; page numbers at the foot."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from healthplan_cli.base.i18n import language
from healthplan_cli.report.formats.docxstyles import FOOTER, StyleIds
from healthplan_cli.report.formats.docxxml import field, measured, paragraph, run, twips, w

_A4 = (twips(210), twips(297))
# Millimetres of the margins: top, right, bottom, left. GB/T 9704 has 37, 26, 35, 28; a table across needs all the width.
_UPRIGHT = {"zh": (37, 26, 35, 28), "en": (25, 22, 22, 25)}
_ACROSS = (22, 18, 20, 18)
_GLANCE = (14, 14, 14, 14)  # of a page that is to hold much
_FOOT = {
    True: 12,
    False: 24,
}  # from the paper's edge to the number's line, where the margin is narrow and where it is wide
_SIDES = ("top", "right", "bottom", "left")


class Pages:
    """The two kinds of pages of a document; its first section has the header and footer, which the others take over."""

    def __init__(self, body: Any, template: bool) -> None:
        sections = list(body.iter(qn("w:sectPr"))) if template else []
        self._base = deepcopy(sections[-1]) if sections else self._own()
        for child in list(self._base):
            if child.tag in (
                qn("w:headerReference"),
                qn("w:footerReference"),
                qn("w:sectPrChange"),
                qn("w:type"),
            ):
                self._base.remove(child)
        self._references = _references(sections)
        self._first = True
        self._own_margins = not sections

    def _own(self) -> Any:
        high = twips(_FOOT[language() != "zh"])
        top, right, bottom, left = map(twips, _UPRIGHT[language()])
        return w(
            "sectPr",
            w("pgSz", w=_A4[0], h=_A4[1]),
            w(
                "pgMar",
                top=top,
                right=right,
                bottom=bottom,
                left=left,
                header=twips(15),
                footer=high,
                gutter=0,
            ),
        )

    @property
    def has_footer(self) -> bool:
        """Whether the pages have a footer already."""
        return any(reference.tag == qn("w:footerReference") for reference in self._references)

    def refer(self, tag: str, kind: str, id: str) -> None:
        """Give the pages a header or footer: for odd pages (`default`) or even ones."""
        made = w(tag, type=kind)
        made.set(qn("r:id"), id)
        self._references.append(made)

    def section(self, across: bool, glance: bool = False) -> Any:
        """Return the properties of the next section's pages; with narrow margins for `glance`."""
        made = self._shaped(across, glance)
        if self._first:
            made[:0] = [deepcopy(item) for item in self._references]
            self._first = False
        else:
            for tag in ("w:titlePg", "w:pgNumType"):
                for child in made.findall(qn(tag)):
                    made.remove(child)
        kind = w("type", val="nextPage")
        made.insert(sum(item.tag.endswith("Reference") for item in made), kind)
        return made

    def _turn(self, section: Any) -> None:
        size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        if size is None or margins is None:
            return
        high, wide = size.get(qn("w:h")), size.get(qn("w:w"))
        if measured(wide, _A4[0]) > measured(high, _A4[1]):
            return
        size.set(qn("w:w"), high)
        size.set(qn("w:h"), wide)
        size.set(qn("w:orient"), "landscape")
        if self._own_margins:
            found = [str(twips(side)) for side in _ACROSS]
            margins.set(qn("w:footer"), str(twips(_FOOT[True])))
        else:
            top, right, bottom, left = (margins.get(qn(f"w:{side}")) for side in _SIDES)
            found = [left, top, right, bottom]  # as the paper is turned
        for side, value in zip(_SIDES, found, strict=True):
            margins.set(qn(f"w:{side}"), value)

    def _shaped(self, across: bool, glance: bool) -> Any:
        made = deepcopy(self._base)
        if across:
            self._turn(made)
        margins = made.find(qn("w:pgMar"))
        if glance and self._own_margins and margins is not None:
            margins.set(qn("w:footer"), str(twips(_GLANCE[2] // 2)))
            for side, value in zip(_SIDES, _GLANCE, strict=True):
                margins.set(qn(f"w:{side}"), str(twips(value)))
        return made

    def width(self, across: bool, glance: bool = False) -> int:
        """Return the distance between the margins, in twips."""
        section = self._shaped(across, glance)
        size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        if size is None or margins is None:
            return _A4[0] - twips(54)
        sides = (abs(measured(margins.get(qn(f"w:{side}")))) for side in ("left", "right"))
        return measured(size.get(qn("w:w")), _A4[0]) - sum(sides)


def _references(sections: list[Any]) -> list[Any]:
    """Return the headers and footers in force at a document's end: a section without one has that of the section before."""
    found: dict[tuple[str, str], Any] = {}
    for section in sections:
        for tag in ("w:headerReference", "w:footerReference"):
            for item in section.findall(qn(tag)):
                found[tag, item.get(qn("w:type"))] = deepcopy(item)
    return [found[key] for key in sorted(found, key=lambda key: key[0], reverse=True)]


def number_pages(part: Any, pages: Pages, styles: StyleIds) -> None:
    """Number the pages at their foot: in Chinese as official papers do (— 1 —, outside and one letter from the
    margin), else in the middle.
    """
    feet: list[tuple[str, str, dict[str, int]]] = [("default", "center", {})]
    dash = ""
    if language() == "zh":
        feet, dash = [("default", "right", {"right": 280}), ("even", "left", {"left": 280})], "— "
    for number, (kind, side, indent) in enumerate(feet, 1):
        runs = [run(dash)] * bool(dash) + [*field("PAGE", "1")] + [run(dash[::-1])] * bool(dash)
        line = paragraph(styles[FOOTER], runs, w("ind", **indent, firstLine=0), w("jc", val=side))
        footer = Part(
            PackURI(f"/word/hpfooter{number}.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
            serialized(w("ftr", line)),
            part.package,
        )
        pages.refer("footerReference", kind, part.relate_to(footer, RT.FOOTER))


def serialized(element: Any) -> bytes:
    """Return an element as the XML of a part."""
    from docx.opc.oxml import serialize_part_xml

    return bytes(serialize_part_xml(element))
