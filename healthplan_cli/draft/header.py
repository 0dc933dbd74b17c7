"""The first pages of a plan → its title, number, date, issuing body, region and period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.model import Doubt, DraftHeader
from healthplan_cli.draft.plantitle import FIVE_YEARS, LONGEST_TITLE, YEARS, title_of
from healthplan_cli.language.divisions import Division, found_at_start, full_name, mentioned
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.sources.documents.blocks import DocumentBlocks, HeadingBlock, ParagraphBlock, TableBlock

_FIRST = 80  # blocks in which the document says what it is


def read_header(document: DocumentBlocks) -> DraftHeader:
    """Return the document's statements about itself; None for what is missing, a doubt for what is uncertain."""
    lines = tuple(_lines(document))
    title, doubts = title_of(lines), []
    baseline, start, end = read_period(document)
    if title is None:
        title = _caption(document)
        said = tr("没有找到规划的标题，这是表题") if title else tr("没有找到规划的标题")
        doubts.append(Doubt("title", said))
    if start is None or end is None:
        doubts.append(Doubt("period", tr("规划的起止年份没有写明，或没有看懂")))
    by = _issuer(lines)
    date, sure = _date(lines)
    if date and not sure:
        doubts.append(Doubt("issued", tr("日期取自网页的发布日期，不一定是成文日期")))
    places = _region(title or "", by or "", " ".join(lines), start)
    if len(places) != 1:
        doubts.append(_doubt_of_region(places))
    region = places[0] if len(places) == 1 else None
    name, code, level = (full_name(region), region.code, region.level) if region else (None, None, None)
    if region is None and title and _NATIONAL.search((by or "") + title.strip('“"《')):
        name, level, doubts = "全国", "country", [doubt for doubt in doubts if doubt.field != "region"]
    return DraftHeader(
        title, _number(lines), date, by, name, code, level, baseline, start, end, tuple(doubts)
    )


_NATIONAL = Pattern("^(?:中共中央|国务院|国家|中国|健康中国|全国|教育部|民政部)|国务院")


def _lines(document: DocumentBlocks, first: int = _FIRST) -> Iterator[str]:
    """Yield the first headings and paragraphs without white space, up to the plan's own text."""
    for block in document.blocks[:first]:
        if isinstance(block, (HeadingBlock, ParagraphBlock)):
            for line in block.text.splitlines():
                if bare := squeeze(_BOOKMARK.sub("", line)):
                    yield _LABEL.sub("：", bare).replace("|", "")


def _caption(document: DocumentBlocks) -> str | None:
    """Return the caption of the first table that names its plan's years, the only title of a single sheet; None without one."""
    sheet = next((block for block in document.blocks[:_FIRST] if isinstance(block, TableBlock)), None)
    first = (
        {text for cell in sheet.cells if cell.row == 0 and (text := squeeze(cell.text))} if sheet else set()
    )
    over = [*_lines(document), *(first if len(first) == 1 else ())]
    named = (line for line in over if FIVE_YEARS.search(line) and not set(line) & set("。；，"))
    return next((line for line in named if len(line) <= LONGEST_TITLE), None)


_LABEL = Pattern(r"(?<=[\u4e00-\u9fff])\]|\[(?=[\u4e00-\u9fff]{2,6}\])")
_BOOKMARK = Pattern(r"\[bookmark:[^\]]*\]")

# ── number, date, issuer ──

_NUMBER = Pattern(
    r"(?P<number>[\u4e00-\u9fff]{1,14}?[〔\[［(（【]?(?:19|20)\d\d[〕\]］)）】]?(?:第)?\d{1,4}号)"
)
_LABELLED = Pattern(r"(?:文号|发文字号|发文文号|文件编号)[:：]?(?P<rest>.+)")


def _number(lines: tuple[str, ...]) -> str | None:
    """Return the number of the notice: alone on its line, or after its label; None without one."""
    for line in lines:
        if label := _LABELLED.search(line):
            line = label["rest"]
        match = _NUMBER.match(line)
        if match and len(line) - match.end() <= (40 if label else 4) and "〔" in match.group() + "〔":
            return match["number"] if _YEAR_IN_BRACKETS.search(match["number"]) else None
    return None


_YEAR_IN_BRACKETS = Pattern(r"[〔\[［(（【](?:19|20)\d\d[〕\]］)）】]")
_DATE = Pattern(r"(?P<year>20\d\d)(?:年|[-./．])(?P<month>\d{1,2})(?:月|[-./．])(?P<day>\d{1,2})日?")
_IN_WORDS = Pattern(
    "(?P<year>二[〇○零Oo0][〇○零一二三四五六七八九]{2})年(?P<month>十[一二]?|[一二三四五六七八九])月(?P<day>[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_WRITTEN = Pattern("(?:成文日期|发文日期|印发日期|生成日期)[:：]?")
_PUBLISHED = Pattern("(?:发布日期|发布时间|公开日期|时间|日期)[:：]?")


def _date(lines: tuple[str, ...]) -> tuple[str | None, bool]:
    """Return the date (ISO) below the notice or after 成文日期 and True; a web page's date of publication and False; None without either."""
    published: str | None = None
    for line in lines:
        if (date := _as_iso(line, whole=True)) is not None:
            return date, True
        if _WRITTEN.search(line) and (date := _as_iso(_WRITTEN.sub("§", line).partition("§")[2])):
            return date, True
        if published is None and _PUBLISHED.search(line):
            published = _as_iso(_PUBLISHED.sub("§", line).partition("§")[2])
    return published, False


def _as_iso(words: str, whole: bool = False) -> str | None:
    """Return the date at the start of words as 2022-01-07; None without one, or (`whole`) with other words after it."""
    words = words.strip("（()）")
    match = _DATE.match(words)
    if match is not None:
        year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    else:
        match = _IN_WORDS.match(words)
        if match is None:
            return None
        year = int("".join(str(_FIGURES[char]) for char in match["year"]))
        month, day = _small(match["month"]), _small(match["day"])
    if whole and len(words) > match.end() + 2:
        return None
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


_FIGURES = {char: order for order, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "O": 0,
    "o": 0,
    "0": 0,
}


def _small(words: str) -> int:
    """Return the number up to 99 that Chinese numerals write: 十二, 二十一."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _FIGURES[ones]
    return (_FIGURES[tens] if tens else 1) * 10 + (_FIGURES[ones] if ones else 0)


_BODY = r"[\u4e00-\u9fff]{2,30}?(?:人民政府办公室|人民政府办公厅|人民政府|国务院办公厅|国务院|委员会办公室|委员会|办公室|办公厅|领导小组|卫生健康局|发展和改革局|[\u4e00-\u9fff]{2}局|[\u4e00-\u9fff]{1,6}厅|[\u4e00-\u9fff]{2,6}部|中共中央)"
_ISSUER = Pattern(
    "(?P<by>[\u4e00-\u9fff、]{2,90}(?:人民政府|办公室|办公厅|国务院|委员会|领导小组|中共中央|局|厅|部))$"
)
_FROM_TITLE = Pattern(rf"^(?P<by>{_BODY}|国务院)关于(?:印发|发布|批转)")
_FROM_PAGE = Pattern("(?:发布机构|发文机关|发文单位|制发机关|制定机关)[:：]?(?P<by>[\u4e00-\u9fff、]{3,40})")


def _issuer(lines: tuple[str, ...]) -> str | None:
    """Return the issuing body: in the line above the notice's date, else in its title, else as the page says; None without one."""
    for above, line in pairwise(lines):
        if _as_iso(line, whole=True) and (match := _ISSUER.match(above)):
            return match["by"]
    start = "".join(lines[:12])
    for line in (*lines[:12], start):
        if match := _FROM_TITLE.match(line.strip("#*")):
            return match["by"]
    match = _FROM_PAGE.search(start)
    return match["by"] if match else None


# ── region ──

_BEFORE_NAME = Pattern("^(?:中共|关于印发|关于|印发|《)+")


def _region(title: str, by: str, text: str, year: int | None) -> tuple[Division, ...]:
    """Return the administrative divisions that the title, else the issuing body, may mean: exactly one where it is certain."""
    fallback: tuple[Division, ...] = ()
    for words in (title, by):
        found = found_at_start(_BEFORE_NAME.sub("", words), year)
        if len(found) > 1:
            beside = [each for each in found if mentioned(each, by + title)] or [
                each for each in found if mentioned(each, text)
            ]
            found = tuple(beside) if len(beside) == 1 else found
        if len(found) == 1:
            return found
        fallback = fallback or found
    return fallback


def _doubt_of_region(places: tuple[Division, ...]) -> Doubt:
    if places:
        names = "、".join(f"{full_name(each)}（{each.code}）" for each in places[:6])
        return Doubt("region", tr("同名的地区有几个：{names}；请写明是哪一个", names=names))
    return Doubt("region", tr("标题里没有认得的行政区划，请写明地区的名称、代码和级别"))


# ── period ──

_BEGINS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}
_SPAN, _PERIOD = Pattern(YEARS), Pattern(rf"规划期(?:限|为|是|[:：]){{0,3}}{YEARS}")
_ONLY_END = Pattern(r"(?P<end>20[1-4]\d)(?:年)?(?!\d)")


def read_period(document: DocumentBlocks) -> tuple[int | None, int | None, int | None]:
    """Return the base year, the first and the last year of a plan; None for those that it doesn't say.

    “十四五” is 2021–2025 with the base year 2020; other years leave the base year to the table. Without years in the
    title, the last year is the most frequent one in 到…年.
    """
    lines = tuple(_lines(document))
    title = title_of(lines) or ""
    span, five = _SPAN.search(title), FIVE_YEARS.search(title)
    first = _BEGINS[five["which"] or five["long"]] if five else None
    if span:
        start = int(span["start"])
        return start - 1 if start == first else None, start, int(span["end"])
    if first is not None:
        return first - 1, first, first + 4
    text = "".join(lines)
    if span := _PERIOD.search(text):
        return None, int(span["start"]), int(span["end"])
    if only := _ONLY_END.search(title):
        return None, _first_year(lines), int(only["end"])
    if (said := _five_said(document)) is not None:
        return said - 1, said, said + 4
    named = Counter(int(found["year"]) for line in _all_lines(document) for found in _BY_YEAR.finditer(line))
    return None, None, named.most_common(1)[0][0] if named else None


_BY_YEAR = Pattern(r"到(?P<year>20[1-4]\d)年")
_CAPTION = Pattern(
    r"(?!.*[。；])(?!.*(?:完成|实现情况|执行情况|期间|衔接)).{1,60}(?:规划|计划|方案|纲要|行动|目标|指标)"
)
_CAPTIONS, _TEXT, _OFTEN = (
    12,
    300,
    3,
)  # first blocks with captions, first blocks read, times that five years are named


def _five_said(document: DocumentBlocks) -> int | None:
    """Return the first year of the five-year period in the lines before the text, else of the most frequent one in
    the text; None without any.
    """
    captions = [line for line in _lines(document, _CAPTIONS) if _CAPTION.match(line)]
    found = [five for line in captions if (five := FIVE_YEARS.search(line))]
    if not found:
        texts = "".join(_all_lines(document, _TEXT))
        said = Counter(five["which"] or five["long"] for five in FIVE_YEARS.finditer(texts)).most_common(1)
        return _BEGINS[said[0][0]] if said and said[0][1] >= _OFTEN else None
    return _BEGINS[found[0]["which"] or found[0]["long"]]


def _all_lines(document: DocumentBlocks, first: int | None = None) -> Iterator[str]:
    return (squeeze(block.text) for block in document.blocks[:first] if isinstance(block, ParagraphBlock))


_YEAR_SAID = Pattern(r"20\d\d")


def _first_year(lines: tuple[str, ...]) -> int | None:
    """Return the year in which a plan that names only its last year was issued, by its date or number; None where unknown."""
    said = _date(lines)[0] or (_number(lines) or "")
    year = _YEAR_SAID.search(said)
    return int(year.group()) if year else None
