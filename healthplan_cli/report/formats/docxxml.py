"""Functions for writing WordprocessingML: elements, paragraphs, runs, fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from healthplan_cli.base.fast_dataclass import record

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(tag: str, *children: Any, **attributes: object) -> Any:
    """Return an element with children in the order given, which must be the schema's; None is skipped."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend([child for child in children if child is not None])
    return made


def twips(millimetres: int) -> int:
    """Return millimetres in twentieths of a point."""
    return millimetres * 14400 // 254


_MEASURE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(mm|cm|in|pt|pc|pi)?")
_TWIPS: dict[str | None, Fraction] = {
    None: Fraction(1),
    "pt": Fraction(20),
    "pc": Fraction(240),
    "pi": Fraction(240),
    "in": Fraction(1440),
    "cm": Fraction(72000, 127),
    "mm": Fraction(7200, 127),
}


def measured(text: str | None, otherwise: int = 0) -> int:
    """Return a measure of a file in twips, however it is written (11906, 11906.5, 210mm)."""
    match = _MEASURE.fullmatch((text or "").strip())
    return int(Fraction(match[1]) * _TWIPS[match[2]]) if match else otherwise


@record(frozen=True, slots=True)
class Ink:
    """How letters differ from their paragraph's style; `size` in half points."""

    bold: bool = False
    color: str = ""
    size: int = 0
    raised: bool = False

    @property
    def properties(self) -> Any:
        """The run's properties; None where it doesn't differ."""
        found = [
            w("b") if self.bold else None,
            w("color", val=self.color) if self.color else None,
            w("sz", val=self.size) if self.size else None,
            w("szCs", val=self.size) if self.size else None,
            w("vertAlign", val="superscript") if self.raised else None,
        ]
        return w("rPr", *found) if any(part is not None for part in found) else None


PLAIN = Ink()


def run(text: str, ink: Ink = PLAIN) -> Any:
    """Return a run of text; a line feed in it is a line break."""
    made = w("r", ink.properties)
    for order, line in enumerate(text.split("\n")):
        if order:
            made.append(w("br"))
        if line:
            made.append(_text("t", line))
    return made


def _text(tag: str, text: str) -> Any:
    made = w(tag)
    made.text = text
    if text != text.strip():
        made.set(SPACE, "preserve")
    return made


def field(code: str, shown: str, ink: Ink = PLAIN) -> Iterable[Any]:
    """Yield the runs of a field with the text that it shows until it is updated."""
    for part in (
        w("fldChar", fldCharType="begin"),
        _text("instrText", f" {code} "),
        w("fldChar", fldCharType="separate"),
    ):
        yield w("r", ink.properties, part)
    yield run(shown, ink)
    yield w("r", ink.properties, w("fldChar", fldCharType="end"))


def paragraph(style: str | None, runs: Iterable[Any], *properties: Any) -> Any:
    """Return a paragraph of a style's id, with further properties in the schema's order."""
    own = [w("pStyle", val=style) if style else None, *properties]
    shape = w("pPr", *own) if any(part is not None for part in own) else None
    return w("p", shape, *runs)


def keep_with_next(row: Any) -> None:
    """Keep a table's row on the page of the next one, or of what follows the table."""
    for line in row.iter(qn("w:p")):
        line.get_or_add_pPr().get_or_add_keepNext()


def rule(color: str = "808080", size: int = 4) -> dict[str, object]:
    """Return the attributes of a thin line."""
    return {"val": "single", "sz": size, "space": 0, "color": color}
