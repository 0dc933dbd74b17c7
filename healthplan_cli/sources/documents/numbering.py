"""Headings recognised by their numbering (第一章, 一、, （一）, 1., （1）), as plans print it."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.sources.documents.blocks import HeadingBlock, ParagraphBlock, Place

_CHINESE = "[一二三四五六七八九十百零〇]{1,5}"
_KINDS = (  # the highest first
    Pattern(
        rf"第(?:{_CHINESE}|\d{{1,3}})(?:部分|篇|编)|(?:附件|附录)\s*(?:{_CHINESE}|\d{{0,2}})(?=[\s:：.、]|$)"
    ),
    Pattern(rf"第(?:{_CHINESE}|\d{{1,3}})章"),
    Pattern(rf"第(?:{_CHINESE}|\d{{1,3}})节"),
    Pattern(rf"{_CHINESE}[、.．]"),
    Pattern(rf"[（(]{_CHINESE}[)）]"),
    Pattern(r"\d{1,2}(?:[.．]\d{1,2}){1,3}[\s、](?=\D)"),
    Pattern(r"\d{1,2}[.．、](?!\d)"),
    Pattern(r"[（(]\d{1,2}[)）]"),
)
_ARABIC = 5  # from this kind on, a number may be that of a list's item
_LONGEST = 50  # characters of a heading
_LONGEST_ITEM = 30
_LONGEST_STOP = 22  # of one that ends with a full stop
_SENTENCE = Pattern(
    r"[。；！？;!?…]|[.·．]{3}|[：:，,、]$|[%％‰≥≤＜＞<>]|\s\d{1,3}$"
)  # a sentence, or a line of the contents
_VALUE = Pattern(
    r"\d+[.．]\d+\s*(?:个?百分点|以[上下内]|左右|[十百千万亿]{0,2}(?:[人个张元岁年天次家所名倍米吨户件项亩例]|人次|公里|公顷|小时|分钟|千瓦时?|标准煤)(?:/.{1,6})?|.{0,3}克/.{1,4}|[平立]方.{1,3})(?:以[上下内]|左右)?$"
)  # the rest of a table's cell: 0.5 个百分点
_ITEM = Pattern(r"[，,\d]")
BY_NUMBER = 100  # what is added to the kind of a heading until all are known


def numbered(text: str) -> int | None:
    """Return the kind of numbering that a heading begins with, 0 the highest; None where the text is no numbered heading."""
    line = text.strip()
    if len(line) <= _LONGEST_STOP and line.endswith("。"):
        line = line[:-1]
    if len(line) > _LONGEST or _SENTENCE.search(line) or _VALUE.match(line):
        return None
    for kind, pattern in enumerate(_KINDS):
        found = pattern.match(line)
        if found is None:
            continue
        rest = line[found.end() :]
        if kind >= _ARABIC and (
            line != text.strip() or len(line) > _LONGEST_ITEM or _ITEM.search(rest) or not rest.strip()
        ):
            return None
        return kind
    return None


def begins_numbered(text: str) -> bool:
    """Return whether a line begins with the number of a heading or list item, whatever follows."""
    return any(pattern.match(text.lstrip()) for pattern in _KINDS)


def text_block(text: str, place: Place, level: int | None = None) -> HeadingBlock | ParagraphBlock:
    """Return running text as a heading, if its numbering or else its style (`level`) makes it one, or as a paragraph.

    The level of a numbered heading is provisional, until `settled` knows all headings.
    """
    kind = numbered(text)
    if kind is not None:
        return HeadingBlock(text.strip(), BY_NUMBER + kind, place)
    if level is not None and text.strip():
        return HeadingBlock(text.strip(), level, place)
    return ParagraphBlock(text, place)
