"""Statements about a whole table: its title, the unit of its values, the nature of its indicators, the legends of its marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_unit, joined
from healthplan_cli.language.marks import NOTE_WORD, as_mark, is_note_word, legends_in
from healthplan_cli.sources.documents.blocks import Block, Footnote, HeadingBlock, ParagraphBlock, TableBlock

_LABEL = Pattern(
    r"(?:[(])?(?P<label>(?:专栏|附表|附件|表格?)(?:\d+|(?!十[一二三四五六]五)[一二三四五六七八九十]+?(?=十[一二三四五六]五|[^一二三四五六七八九十]|$))?(?:[-.—]\d{1,2})*)(?![\d]).*"
)
_TITLE = Pattern(r".{0,60}(?:指标|目标)(?:体系|表|一览表|任务|设置)?(?:[(].*)?$")
_UNIT = Pattern(r".*(?:计量|数据)?单位[:](?P<unit>[^()〔〕,;。]{1,12})")
_NOTE = Pattern(
    NOTE_WORD
    + r"\d{0,2}[:.、(\s]|[①-⑳]|[*※☆★△▲†#](?!\d)|(?:资料|数据)来源[:]|〔(?:注?\d{1,2})〕|\d{1,2}[.、]|带?标?[*▲※★]|\(\d\)|注$"
)
_FIRST_NOTE = Pattern(
    rf"{NOTE_WORD}\d{{0,2}}[:.]|(?:备?注|附注|表注|填表说明)\d{{0,2}}[、(\s]|"
    r"[①-⑳]|[*※☆★△▲†#](?!\d)|(?:资料|数据)来源[:]|〔(?:注?\d{1,2})〕|带?标?[*▲※★]|注$"
)
_UNDATED = Pattern(
    r".*(?:未(?:写明|注明|标明|特别注明|作说明|说明)年[份度]?|未注年份)的?[^。;]{0,12}?(?:均|都|皆)?(?:为|系|是|指)(?P<year>20\d\d)年"
)
_DATED = Pattern(
    r"(?:注\d*[:.])?(?:[①-⑳]|\d[.、])?(?P<names>[^。;:]{2,60}?)(?:的?(?:基期|现状|基数|指标)?(?:值|数据?))?(?:均|都)?(?:为|系|是|采用|使用)(?P<year>20\d\d)年(?:末|底|度)?(?:的)?(?:数据?|值|统计|监测|调查|水平)"
)
_LABELLED = Pattern(NOTE_WORD + "[:.]?")
_FIGURE = Pattern(r"(?:(?<=[。;:注释明])|^)(?P<figure>\d{1,2})[.、](?!\d)")
_NEAR = 4  # blocks before a table that may be its title
_FAR = 25  # blocks after it that may be its notes
_LONGEST = 2000  # characters of a line of legends
_LONG = 400


@dataclass(slots=True)
class TableNotes:
    """The statements about a table."""

    title: str | None = None
    label: str | None = None
    unit: str | None = None
    lines: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


def said_of(
    blocks: Sequence[Block],
    first: int,
    last: int,
    rows_over: Iterable[str],
    notes: Iterable[str],
    units: Iterable[str],
) -> TableNotes:
    """Return the statements about a table in the blocks before `first` and after `last`, and in lines of the table itself."""
    found = TableNotes()
    for words in rows_over:
        _title(found, words)
    before = range(first - 1, max(-1, first - 1 - _NEAR), -1)
    for number in before:
        block = blocks[number]
        if isinstance(block, TableBlock) or (len(block.text) > 120 and not isinstance(block, Footnote)):
            if isinstance(block, ParagraphBlock) and number == first - 1:
                found.lines.append(joined(block.text))
            break
        if not block.text.strip():
            continue
        if _is_unit_line(block.text):
            found.used.add(number)
        _title(found, block.text)
        found.lines.append(joined(block.text))
        if isinstance(block, HeadingBlock) and found.title is not None:
            break
    for words in units:
        _unit(found, words)
    found.lines.extend(joined(words) for words in notes)
    for words in notes:
        found.marks.update(_legends(words))
    _after(found, blocks, last)
    return found


def _is_unit_line(text: str) -> bool:
    plain = half(text).strip("()")
    return plain.startswith(("单位:", "计量单位:")) and len(plain) < 20


def _title(found: TableNotes, text: str) -> None:
    words = joined(text).lstrip("#")
    plain = half(words)
    _unit(found, text)
    if found.title is not None or _is_unit_line(text) or len(plain) > 70 or plain.endswith(("。", ";")):
        return
    label = _LABEL.match(plain)
    if label is not None or _TITLE.match(plain):
        found.title = words
        found.label = (
            label["label"]
            if label and any(char.isdecimal() or char in "一二三四五六七八九十" for char in label["label"])
            else None
        )


def _unit(found: TableNotes, text: str) -> None:
    for piece in half(text).replace("(", "\n").replace(")", "\n").split("\n"):
        match = _UNIT.match(piece)
        if match is not None and found.unit is None and is_unit(match["unit"]):
            found.unit = match["unit"]


def _after(found: TableNotes, blocks: Sequence[Block], last: int) -> None:
    """Add the notes below a table: lines that begin as notes do, and footnotes up to the next table."""
    noted = False
    near = True
    for number in range(last + 1, min(len(blocks), last + 1 + _FAR)):
        block = blocks[number]
        if isinstance(block, TableBlock):
            break
        if isinstance(block, Footnote):
            words = f"{block.mark}：{block.text}" if is_note_word(block.mark) else f"{block.mark}{block.text}"
            found.marks.update(_legends(words))
            if as_mark(block.mark) or block.mark.isdecimal():
                found.marks.setdefault(block.mark, joined(block.text))
            found.lines.append(joined(words))
            found.used.add(number)
            continue
        if isinstance(block, HeadingBlock):
            near = False
        plain = half(block.text)
        if not near or not plain:
            continue
        if _FIRST_NOTE.match(plain) or (noted and _NOTE.match(plain) and len(plain) < 120):
            noted = True
            found.lines.append(joined(block.text))
            found.marks.update(_legends(block.text))
            found.used.add(number)
        else:
            if number <= last + 2:
                found.lines.append(joined(block.text[:_LONG]))
            near = False


def _legends(text: str) -> dict[str, str]:
    """Return the legends of the marks in a note, line by line."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        found.update(_numbered(half(line[:_LONGEST])))
        found.update(legends_in(line[:_LONGEST]))
    return found


def _numbered(line: str) -> dict[str, str]:
    """Return the legends of raised figures (注:1.为2019年数据。2.指15—69岁人口。); empty where the figures don't count from 1."""
    label = _LABELLED.match(line)
    places = list(_FIGURE.finditer(line, label.end())) if label else []
    if not label or not places or places[0].start() != label.end():
        return {}
    if [int(one["figure"]) for one in places] != list(range(1, len(places) + 1)):
        return {}
    ends = [one.start() for one in places[1:]] + [len(line)]
    pairs = zip(places, ends, strict=True)
    return {one["figure"]: line[one.end() : end].rstrip("。;,、") for one, end in pairs}


def undated_year(lines: Iterable[str]) -> int | None:
    """Return the year that notes give to baselines without one (未写明年份的…均为2017年数值); None without such a note."""
    return next((int(match["year"]) for line in lines if (match := _UNDATED.match(half(line)))), None)


def named_years(lines: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return (names, year) where notes say that some numbers are of another year (人均预期寿命为2019年数据)."""
    found = []
    for line in lines:
        for sentence in half(line).replace(";", "。").split("。"):
            match = _DATED.match(sentence)
            if match is not None and "20" not in match["names"]:
                found.append((match["names"], int(match["year"])))
    return tuple(found)
