"""What is said about a whole table: its title, the unit of its values, the nature of its indicators, the legends of its marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half, is_unit, joined
from healthplan_cli.language.marks import as_mark, legends_in
from healthplan_cli.sources.documents.blocks import Block, Footnote, Grid, Heading, Paragraph

_LABEL = Pattern(r"(?:[(])?(?P<label>(?:专栏|附表|附件|表格?)[\d一二三四五六七八九十]*(?:[-.—]\d{1,2})*)(?![\d]).*")
_TITLE = Pattern(r".{0,60}(?:指标|目标)(?:体系|表|一览表|任务|设置)?(?:[(].*)?$")
_UNIT = Pattern(r".*(?:计量|数据)?单位[:](?P<unit>[^()〔〕,;。]{1,12})")
_NOTE = Pattern(r"(?:备?注|附注|表注|说明|填表说明)\d{0,2}[:.、(\s]|[①-⑳]|[*※☆★△▲†#](?!\d)|(?:资料|数据)来源[:]|〔(?:注?\d{1,2})〕|\d{1,2}[.、]|带?标?[*▲※★]|\(\d\)|注$")
_FIRST_NOTE = Pattern(r"(?:备?注|附注|表注|填表说明)\d{0,2}[:.、(\s]|[①-⑳]|[*※☆★△▲†#](?!\d)|(?:资料|数据)来源[:]|〔(?:注?\d{1,2})〕|带?标?[*▲※★]|注$")
_ALL = Pattern(r".*?(?:均|全部|都|皆)(?:为|是|属)?(?:于)?(?P<word>约束|预期|倡导)性")
_REST = Pattern(r".*(?:其余|其他|其它|余下|剩余)(?:的)?(?:各项)?(?:指标)?(?:均|都|皆|全部)?(?:为|是|属于?)?(?P<word>约束|预期|倡导)性")
_EXCEPT = Pattern(r".*?(?:除(?P<names>.+?)(?:以?外|之外)|(?P<named>[^。;注:]+?)(?:指标)?(?:均|都)?(?:为|是|属于?)(?P<word>约束|预期|倡导)性(?:指标)?[,;。、])")
_NUMBERS = Pattern(r"第?(?P<list>\d{1,3}(?:(?:[、,和及]|[-—~至])\d{1,3})*)(?:项|号|条)")
_MARKED = Pattern(r"(?:带|标|加|有|注)?(?P<mark>[*①-⑳※☆★△▲†#])")
_TITLE_NATURE = Pattern(r".*[(〔](?:均为|全部为|皆为)?(?P<word>约束|预期|倡导)性(?:指标)?[)〕]$|.*(?P<word2>约束|预期|倡导)性指标(?:表|一览表)?$")
_UNDATED = Pattern(r".*(?:未(?:写明|注明|标明|特别注明|作说明|说明)年[份度]?|未注年份)的?[^。;]{0,12}?(?:均|都|皆)?(?:为|系|是|指)(?P<year>20\d\d)年")
_DATED = Pattern(r"(?:注\d*[:.])?(?:[①-⑳]|\d[.、])?(?P<names>[^。;:]{2,60}?)(?:的?(?:基期|现状|基数|指标)?(?:值|数据?))?(?:均|都)?(?:为|系|是|采用|使用)(?P<year>20\d\d)年(?:末|底|度)?(?:的)?(?:数据?|值|统计|监测|调查|水平)")
_NEAR = 4  # blocks before a table that may be its title
_FAR = 25  # blocks after it that may be its notes
_LONG = 400


@dataclass(slots=True)
class Said:
    """What is said about a table."""

    title: str | None = None
    label: str | None = None
    unit: str | None = None
    lines: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


def said_of(blocks: Sequence[Block], first: int, last: int, rows_over: Iterable[str], notes: Iterable[str], units: Iterable[str]) -> Said:
    """Return what the blocks before `first` and after `last`, and the lines in the table itself, say about it."""
    found = Said()
    for words in rows_over:
        _title(found, words)
    before = [number for number in range(first - 1, max(-1, first - 1 - _NEAR), -1)]
    for number in before:
        block = blocks[number]
        if isinstance(block, Grid) or (len(block.text) > 120 and not isinstance(block, Footnote)):
            if isinstance(block, Paragraph) and number == first - 1:
                found.lines.append(joined(block.text))
            break
        if not block.text.strip():
            continue
        if _is_unit_line(block.text):
            found.used.add(number)
        _title(found, block.text)
        found.lines.append(joined(block.text))
        if isinstance(block, Heading) and found.title is not None:
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


def _title(found: Said, text: str) -> None:
    words = joined(text).lstrip("#")
    plain = half(words)
    _unit(found, text)
    if found.title is not None or _is_unit_line(text) or len(plain) > 70 or plain.endswith(("。", ";")):
        return
    label = _LABEL.match(plain)
    if label is not None or _TITLE.match(plain):
        found.title = words
        found.label = label["label"] if label and any(char.isdecimal() or char in "一二三四五六七八九十" for char in label["label"]) else None


def _unit(found: Said, text: str) -> None:
    for piece in half(text).replace("(", "\n").replace(")", "\n").split("\n"):
        match = _UNIT.match(piece)
        if match is not None and found.unit is None and is_unit(match["unit"]):
            found.unit = match["unit"]


def _after(found: Said, blocks: Sequence[Block], last: int) -> None:
    """Take the notes below a table: lines that begin as notes do, and footnotes up to the next table."""
    noted = False
    near = True
    for number in range(last + 1, min(len(blocks), last + 1 + _FAR)):
        block = blocks[number]
        if isinstance(block, Grid):
            break
        if isinstance(block, Footnote):
            words = f"{block.mark}：{block.text}" if block.mark.startswith(("注", "备注", "说明")) else f"{block.mark}{block.text}"
            found.marks.update(_legends(words))
            if as_mark(block.mark) or block.mark.isdecimal():
                found.marks.setdefault(block.mark, joined(block.text))
            found.lines.append(joined(words))
            found.used.add(number)
            continue
        if isinstance(block, Heading):
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
        found.update(legends_in(line))
    return found


def undated_year(lines: Iterable[str]) -> int | None:
    """Return the year that notes give the baselines without one (未写明年份的…均为2017年数值); None where they give none."""
    return next((int(match["year"]) for line in lines if (match := _UNDATED.match(half(line)))), None)


def named_years(lines: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return the names, and what stands around them, of which notes say that their numbers are of another year (人均预期寿命为2019年数据)."""
    found = []
    for line in lines:
        for sentence in half(line).replace(";", "。").split("。"):
            match = _DATED.match(sentence)
            if match is not None and "20" not in match["names"]:
                found.append((match["names"], int(match["year"])))
    return tuple(found)


# ── nature in prose ──


@dataclass(frozen=True, slots=True)
class Natures:
    """What prose says of the natures of a table: of all or the rest, of numbers, of marks, of names."""

    rest: str | None = None
    numbers: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    def of(self, no: str | None, name: str, marks: tuple[str, ...]) -> str | None:
        """Return the nature of a row; None where nothing is said of it."""
        for mark, word in self.marks:
            if mark in marks:
                return word
        for number, word in self.numbers:
            if no is not None and number == no:
                return word
        for words, word in self.names:
            if half(name) and half(name) in words:
                return word
        return self.rest


def natures_in(lines: Iterable[str], title: str | None) -> Natures:
    """Return what the lines around a table say of its indicators' natures."""
    rest = None
    numbers: list[tuple[str, str]] = []
    marks: list[tuple[str, str]] = []
    names: list[tuple[str, str]] = []
    for line in lines:
        plain = half(line)
        if "性" not in plain:
            continue
        for sentence in plain.replace(";", "。").split("。"):
            whole = _REST.match(sentence) or _ALL.match(sentence)
            if whole is not None and "指标" not in sentence and "表" not in sentence and "项" not in sentence and not sentence.startswith("注") and not len(sentence) < 20:
                whole = None
            if whole is not None:
                rest = f"{whole['word']}性"
            _exceptions(sentence, rest, numbers, marks, names)
    if rest is None and title is not None:
        match = _TITLE_NATURE.match(half(title))
        word = match and (match["word"] or match["word2"])
        rest = f"{word}性" if word else None
    return Natures(rest, tuple(numbers), tuple(marks), tuple(names))


_OTHER = {"约束性": "预期性", "预期性": "约束性"}


def _exceptions(sentence: str, rest: str | None, numbers: list[tuple[str, str]], marks: list[tuple[str, str]], names: list[tuple[str, str]]) -> None:
    match = _EXCEPT.match(sentence + "。")
    if match is None:
        return
    words = match["names"] or match["named"]
    word = f"{match['word']}性" if match["word"] else _OTHER.get(rest or "")
    if word is None or any(other in words for other in ("均", "其余", "全部", "所有", "以上", "上述")):
        return
    mark = _MARKED.search(words)
    listed = _NUMBERS.search(words)
    if mark is not None:
        marks.append((mark["mark"], word))
    elif listed is not None:
        numbers.extend((number, word) for number in _listed(listed["list"]))
    elif rest is not None:
        names.append((words, word))


def _listed(words: str) -> list[str]:
    found: list[str] = []
    for piece in words.replace(",", "、").replace("和", "、").replace("及", "、").split("、"):
        ends = [end for end in piece.replace("—", "-").replace("~", "-").replace("至", "-").split("-") if end]
        found.extend(str(number) for number in range(int(ends[0]), int(ends[-1]) + 1)) if ends else None
    return found
