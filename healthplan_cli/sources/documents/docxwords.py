"""The text of a Word paragraph as printed: raised characters, deleted and hidden text, symbols, formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.raised import Piece

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NOT_READ = frozenset(
    (
        f"{W}del",
        f"{W}moveFrom",
        f"{W}instrText",
        f"{W}txbxContent",
        f"{W}pPr",
        f"{W}rPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SYMBOLS = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xBB: "≈", 0xB9: "≠", 0xA5: "∞", 0xD7: "·"}
_STYLE = Pattern(r"(?:heading|标题)\s*(?P<level>[1-9])$")
_TITLE = Pattern(r"(?:title|标题)$")


class Notes(Protocol):
    """The counter of a document's footnote marks."""

    def reference(self, note: Any) -> str:
        """Return the mark of a note's reference."""


def pieces_of(node: Any, notes: Notes) -> Iterator[Piece]:
    """Yield a paragraph's text in pieces, each with whether it is raised, without text boxes."""
    for child in node:
        if child.tag == f"{W}r":
            kind = child.find(f"{W}rPr")
            if not _on(kind, "vanish"):
                yield from ((text, raised or _is_raised(kind)) for text, raised in pieces_of(child, notes))
        elif child.tag in (f"{W}t", f"{_M}t"):
            yield child.text or "", False
        elif child.tag == f"{_M}sup":
            yield "".join(text for text, _ in pieces_of(child, notes)), True
        elif child.tag == f"{W}br":
            yield ("\n" if child.get(f"{W}type") in (None, "textWrapping") else ""), False
        elif child.tag == f"{W}sym":
            yield _symbol(child), False
        elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            yield notes.reference(child), True
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag], False
        elif isinstance(child.tag, str) and child.tag not in _NOT_READ:
            yield from pieces_of(child, notes)


def boxes_of(node: Any) -> list[Any]:
    """Return the text boxes in a paragraph, without those nested in a box."""
    found: list[Any] = []
    for child in node:
        if child.tag == f"{W}txbxContent":
            found.append(child)
        elif isinstance(child.tag, str) and (child.tag not in _NOT_READ):
            found += boxes_of(child)
    return found


class Styles:
    """The heading levels of a document's paragraph styles."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, int] = {}
        for style in document.styles.element.iter(f"{W}style"):
            name = style.find(f"{W}name")
            level = outline(style)
            if level is None and name is not None:
                level = _named(str(name.get(f"{W}val")).lower())
            if level is not None and style.get(f"{W}type") == "paragraph":
                self._levels[str(style.get(f"{W}styleId"))] = level

    def level(self, node: Any) -> int | None:
        """Return a paragraph's heading level by its outline level or style; None for body text."""
        style = style_of(node)
        own = outline(node)
        return own if own is not None else self._levels.get(style) if style else None


def style_of(node: Any) -> str | None:
    """Return the id of a paragraph's style; None without one."""
    style = node.find(f"{W}pPr/{W}pStyle")
    return None if style is None else str(style.get(f"{W}val"))


def outline(node: Any) -> int | None:
    """Return the outline level of a paragraph or style, 1 the highest; None for body text."""
    found = node.find(f"{W}pPr/{W}outlineLvl")
    value = "" if found is None else str(found.get(f"{W}val"))
    return int(value) + 1 if value in tuple("012345678") else None


def _named(name: str) -> int | None:
    match = _STYLE.match(name)
    if match:
        return int(match["level"])
    return 1 if _TITLE.match(name) else None


def _is_raised(kind: Any) -> bool:
    place = None if kind is None else kind.find(f"{W}vertAlign")
    return place is not None and place.get(f"{W}val") == "superscript"


def _on(kind: Any, name: str) -> bool:
    """Return whether a property is set and not switched off."""
    found = None if kind is None else kind.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off")


def _symbol(node: Any) -> str:
    """Return the character of a symbol element (in the font Symbol ≥ and ≤ have codes of their own); empty for a pictogram."""
    code = str(node.get(f"{W}char") or "")
    try:
        number = int(code[:8], 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        own = number - 0xF000
        return (
            (_SYMBOLS.get(own) or (chr(own) if own < 0x7F else ""))
            if node.get(f"{W}font") == "Symbol"
            else ""
        )
    return chr(number) if 0x20 <= number < 0xD800 else ""
