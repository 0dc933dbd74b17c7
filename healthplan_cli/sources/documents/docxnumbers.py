"""Numbers of headings and rows that Word counts by itself and that aren't in the text (numbering.xml)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.docxwords import W, style_of

_DIGITS = "零一二三四五六七八九"
_PLACE = Pattern(r"%(?P<level>[1-9])")
_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    )
)
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
_SILENT = frozenset(("bullet", "none"))
_LEVELS = 9


class NumberingLevel:
    """The numbering of one level of a list: its start, its kind of numerals, its pattern."""

    def __init__(self, node: Any) -> None:
        self.start = _value(node, "start") or 1
        self.kind = _text(node, "numFmt") or "decimal"
        self.text = _text(node, "lvlText") or ""


class Numbers:
    """The counters of a document's lists."""

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, tuple[str, dict[int, NumberingLevel]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int]] = {}
        for part in document.part.package.iter_parts():
            if str(part.partname).endswith("/numbering.xml"):
                self._read(part)
        if self._lists:
            for style in document.styles.element.iter(f"{W}style"):
                own = style.find(f"{W}pPr/{W}numPr")
                if own is not None:
                    self._styles[str(style.get(f"{W}styleId"))] = (
                        _text(own, "numId") or "",
                        _value(own, "ilvl") or 0,
                    )

    def _read(self, part: Any) -> None:
        from docx.oxml import parse_xml

        root = parse_xml(part.blob)
        kinds = {
            str(node.get(f"{W}abstractNumId")): {
                _level(level): NumberingLevel(level) for level in node.iter(f"{W}lvl")
            }
            for node in root.iter(f"{W}abstractNum")
        }
        for node in root.iter(f"{W}num"):
            kind = _text(node, "abstractNumId") or ""
            own = {_level(level): NumberingLevel(level) for level in node.iter(f"{W}lvl")}
            number = str(node.get(f"{W}numId"))
            fresh = node.find(f".//{W}startOverride") is not None
            self._lists[number] = (f"{kind}/{number}" if fresh else kind, kinds.get(kind, {}) | own)

    def of(self, node: Any) -> str:
        """Return the number before a paragraph, and count on; empty without a number or for a bullet."""
        if not self._lists:
            return ""
        own = node.find(f"{W}pPr/{W}numPr")
        if own is not None:
            number, depth = _text(own, "numId") or "", _value(own, "ilvl") or 0
        else:
            number, depth = self._styles.get(style_of(node) or "", ("", 0))
        if number not in self._lists or not 0 <= depth < _LEVELS:
            return ""
        counter, levels = self._lists[number]
        counts = self._counts.setdefault(counter, [0] * _LEVELS)
        level = levels.get(depth)
        if level is None:
            return ""
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        if level.kind in _SILENT:
            return ""
        return "".join(_written(level.text, counts, levels))


def _written(text: str, counts: list[int], levels: dict[int, NumberingLevel]) -> Iterator[str]:
    """Yield the pieces of a number: the text of its pattern, with the counts of the levels that it refers to."""
    at = 0
    for match in _PLACE.finditer(text):
        yield text[at : match.start()]
        named = int(match["level"]) - 1
        level = levels.get(named)
        yield _count(counts[named] or (level.start if level else 1), level.kind if level else "decimal")
        at = match.end()
    yield text[at:]


def _count(number: int, kind: str) -> str:
    if kind in _CHINESE:
        return chinese(number)
    if kind in _CIRCLED and 1 <= number <= 20:
        return chr(0x245F + number)
    if kind in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((0x60 if kind == "lowerLetter" else 0x40) + number)
    if kind in ("lowerRoman", "upperRoman") and 1 <= number <= 12:
        roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][number - 1]
        return roman.lower() if kind == "lowerRoman" else roman
    return str(number)


def chinese(number: int) -> str:
    """Return a number from 1 to 99 in Chinese numerals; other numbers in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _level(node: Any) -> int:
    value = str(node.get(f"{W}ilvl"))
    return int(value) if value.isascii() and value.isdecimal() else -1


def _text(node: Any, name: str) -> str | None:
    found = node.find(f"{W}{name}")
    return None if found is None else str(found.get(f"{W}val") or "")


def _value(node: Any, name: str) -> int | None:
    text = _text(node, name)
    return int(text[:6]) if text and text.isascii() and text.isdecimal() else None
