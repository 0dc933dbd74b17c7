"""Footnote marks (34.3*, 34.3①, 34.3〔1〕) and the legends that explain them (注：带*的为2022年数据).

A mark means what the legend of its own sheet or spec says, and nothing without a legend (contract section 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.lexicon import Pattern, atomic
from healthplan_cli.language.normalise import normalise

# As they look in normalised text, where [ ] and 【 】 have become 〔 〕.
_SIGNS = "\\*++|#++|[①-⑳⑴-⒇ⓐ-ⓩ❶-❿†‡△▲※☆★◆●¹²³⁴-⁹ᵃ-ᵉ]"
_NUMBERED = r"\([*#†‡△▲※☆★①-⑳]\)|〔注?[0-9]{1,2}〕|〔注〕|\(注[0-9]{0,2}\)|注[0-9]{1,2}(?![0-9.])|(?<![a-zA-Z])[a-h]\)"
_MARK = Pattern(f"{_SIGNS}|{_NUMBERED}")
_BEHIND = Pattern(
    r"(?P<body>.*?[^〔(])" + atomic(f"(?:{_SIGNS}|{_NUMBERED})+", "marks") + "$", 16
)  # re.DOTALL
_BEFORE = Pattern(r"(?P<marks>(?:\*++|[†‡△▲※☆★◆●])+)(?P<body>.+)$", 16)
_BARE = {
    f"({sign})": sign for sign in ("*", *"#†‡△▲※☆★", *map(chr, range(ord("①"), ord("⑳") + 1)))
}  # (*) is *
NOTE_WORD = "(?:[备附表]?注|注[释解]|(?:填表|附加|有关|补充)?说明)"
"""What a note begins with, in a pattern: before a colon, most of them."""
_NOTE_WORD = Pattern(NOTE_WORD)
_LONGEST = 200  # a cell with more characters is no value and no name
_POWER = Pattern(r"(?:.*[×x*])?10[¹²³⁴-⁹]$")  # 10², 3×10⁴ are numbers
_SAME = {
    sign: str(number)
    for signs in ("①②③④⑤⑥⑦⑧⑨⑩", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽", "❶❷❸❹❺❻❼❽❾❿", "¹²³⁴⁵⁶⁷⁸⁹")
    for number, sign in enumerate(signs, 1)
}

_OPENER = Pattern(
    atomic(
        "(?:数据|数值|数字|指标|凡|其中|右上角|[前后]面?|加注|标注|标有|注有|附有|带有|标明|标|注|加|带|打|有|用|以){1,9}",
        "opening",
    )
    + "$"
)
_SPACE = "\x1f"  # stands for white space in a line
_STARTS = Pattern(rf".*(?:[:;。,、.()〔〕\d\x1f]|(?:{_SIGNS}|{_NUMBERED})[和及与或/])$|$")
_JOINED = Pattern(r"\x1f?[、,和及与或/]?\x1f?(?:带|标有?|注)?$")
_LINK = Pattern(
    r"(?:[:,=\-—号者的\x1f]|数据|数值|数字|标记|符号|标志|标注|注释|指标|项目?|数(?!据)|值|处|均|都|皆|所|(?P<link>表示|代表|说明|是指|指|系|为|是))*"
)
_STOP = Pattern("[;。]")
_EACH = Pattern(r"[、,和及与]")

_ANY_YEAR = Pattern(r"(?<![\d.])(?P<year>19[5-9]\d|20\d\d)(?![\d.])年?度?(?:末|底)?")
_OF_TARGET = Pattern(r"(?<![\d.])(?P<year>19[5-9]\d|20\d\d)年(?:度|末|底)?的?(?:规划)?目标")
_LAST_YEAR = Pattern(r"上一?年度?|去年度?|前一年度?")
_BESIDE = ("较", "比", "与", "从", "自", "超", "于", "按")  # 较2022年增长: another year than the value's
_OTHERWISE = Pattern(
    r"(?:起|以[前来后]|之[前后]|前|后|不变价|可比价|价|口径|基数|基期|为基|的?调整|的?修订|开始|新增|发布|印发|公布|出台|规划|目标|相比|同期相比)"
)
_PRELIMINARY = Pattern(
    r".*(?:preliminary|provisional|初步|快报|暂定|初值|初核|[未非]最终|最[后终]\S{0,10}为准|以\S{1,20}(?:核定|确定|审定|公布|核实)\S{0,6}为准"
    r"|(?:待|未经?|尚未)\S{0,4}(?:审定|核定|确认|审核|核实))"
)


@record(frozen=True, slots=True)
class Meaning:
    """What a legend says of marked values: the year that they are of, whether they are preliminary, its own `words`.

    `unclear`: the words name several years, and the year of the value's column isn't among them.
    """

    words: str
    year: int | None = None
    preliminary: bool = False
    unclear: bool = False


@lru_cache(maxsize=8192)
def split_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return normalised text without its footnote marks, and the marks: 34.3* → 34.3 and *. Text without marks is unchanged."""
    found: tuple[str, ...] = ()
    if not text or len(text) > _LONGEST:
        return text, found
    behind = _BEHIND.match(text) if not text[-1].isdecimal() or "注" in text else None
    if behind is not None and not _POWER.match(text):
        text, found = behind["body"], _each_of(behind["marks"])
    before = None if text[0].isdecimal() else _BEFORE.match(text)
    return (before["body"], (*_each_of(before["marks"]), *found)) if before else (text, found)


def _each_of(marks: str) -> tuple[str, ...]:
    return tuple(_BARE.get(match[0], match[0]) for match in _MARK.finditer(marks))


def as_mark(text: str) -> str | None:
    """Return a text that is a single footnote mark in the form used for comparison; None for any other text."""
    plain = normalise(text).text
    match = _MARK.match(plain)
    return _each_of(plain)[0] if match is not None and match.end() == len(plain) else None


def is_note_word(mark: str) -> bool:
    """Return whether the word at the head of a note (注, 注1, 说明) only introduces it and is no mark to be explained."""
    return _NOTE_WORD.match(mark) is not None


_CLAUSES = Pattern(r"[^,;。\n]+")
_OF_BRACKETS = Pattern(r"〔〕|括[号弧][内中里]")
_RUNNING = Pattern(r"累计|合计|总计|总量|总数|[五5]年(?:来|内|间)?(?:新?增|减|提|下降|变化)")
_NO_TOTAL = Pattern(r"[不非](?:是|为)?|目标|预计|预期|计划|上年|当年")


class Legend:
    """What the marks of a sheet or a spec mean. `brackets`: its words that 〔〕 stand for something else than a running total."""

    def __init__(self, words: Mapping[str, str] | None = None, brackets: str | None = None) -> None:
        self.words = dict(words or {})
        self.brackets = brackets

    def __bool__(self) -> bool:
        return bool(self.words)

    def says(self, mark: str) -> str | None:
        """Return a mark's meaning in words; None where it isn't explained. 〔1〕, 注1 and ① are one mark where only one
        of them is explained.
        """
        if mark in self.words:
            return self.words[mark]
        number = _number(mark)
        alike = {words for other, words in self.words.items() if number and _number(other) == number}
        return alike.pop() if len(alike) == 1 else None


def _number(mark: str) -> str:
    return _SAME.get(mark) or "".join(filter(str.isdecimal, mark))


def brackets_in(lines: Iterable[str]) -> str | None:
    """Return the words of lines (plain) that say of 〔〕, or of brackets, what stands in them; None where that is a running total."""
    said = [part.group() for line in lines for part in _CLAUSES.finditer(line)]
    told = [part for part in said if _OF_BRACKETS.search(part)]
    others = [part for part in told if not _RUNNING.search(part) or _NO_TOTAL.search(part)]
    if any("〔〕" in part for part in told if part not in others):
        return None
    return next(iter(others), None)


def legends_in(text: str, strict: bool = False) -> dict[str, str]:
    """Return the marks that a line explains, with their words: 注：*为初步数；①2022年数据 explains two.

    `strict`: only with a word or sign of explanation (为, 表示, a colon), because titles and names may have a star of
    their own.
    """
    text = text.replace("双星号", "**").replace("星号", "*")
    line = _SPACE.join(normalise(word).text for word in text.split())
    marks = [match for match in _MARK.finditer(line) if _begins(line[: match.start()])]
    found: dict[str, str] = {}
    group: list[str] = []
    for at, match in enumerate(marks):
        stop = marks[at + 1].start() if at + 1 < len(marks) else len(line)
        between = line[match.end() : stop]
        group.append(match[0])
        if _JOINED.match(between):
            continue
        opener = _OPENER.search(between) if at + 1 < len(marks) else None
        said, words = _meaning(between[: opener.start()] if opener else between)
        if words and (said or not strict):
            found = {**dict(_shared(group, words)), **found}
        group = []
    return found


def _begins(before: str) -> bool:
    """Return whether a mark with the text `before` it starts its own explanation, and isn't a mark on that text."""
    opener = _OPENER.search(before)
    return opener is not None or _STARTS.match(before) is not None


def _meaning(words: str) -> tuple[bool, str]:
    """Return whether the text behind a mark has a word of explanation (为, 表示, :), and the explanation itself."""
    link = _LINK.match(words)
    assert link is not None
    said = link["link"] is not None or ":" in link[0] or "=" in link[0] or "—" in link[0]
    rest = words[link.end() :]
    stop = _STOP.search(rest)
    return said, (rest[: stop.start()] if stop else rest).strip(",.、:)(\x1f").replace(_SPACE, "")


def _shared(marks: Sequence[str], words: str) -> Iterator[tuple[str, str]]:
    """Yield each mark with its words, where several marks share an explanation.

    With 分别 (*、**分别为初步数、2022年数据) the explanations go to the marks in order; nothing is yielded where their
    numbers differ.
    """
    if not words.startswith("分别"):
        yield from ((mark, words) for mark in marks)
        return
    _, rest = _meaning(words.removeprefix("分别"))
    parts, at = [], 0
    for match in _EACH.finditer(rest):
        parts.append(rest[at : match.start()])
        at = match.end()
    parts.append(rest[at:])
    if len(parts) == len(marks):
        yield from zip(marks, parts, strict=True)


@lru_cache(maxsize=1024)
def meaning(words: str, year: int | None) -> Meaning:
    """Return the meaning of a legend's words for a value in the column of a year (None: the column has no year)."""
    plain = normalise("".join(words.split())).text
    years = {
        int(match["year"])
        for match in _ANY_YEAR.finditer(plain)
        if _is_of_data(plain, match.start(), match.end())
    }
    last = _LAST_YEAR.search(plain)
    if not years and year is not None and last and _is_of_data(plain, last.start(), last.end()):
        years = {year - 1}
    own = years.pop() if len(years) == 1 else None
    unclear = own is None and len(years) > 1 and year not in years
    return Meaning(words, own, _PRELIMINARY.match(plain) is not None, unclear)


def _is_of_data(text: str, start: int, end: int) -> bool:
    """Return whether a year in a legend is the data's year, and not a year of comparison (比2020年)."""
    return not text[:start].endswith(_BESIDE) and _OTHERWISE.match(text, end) is None


def target_year(words: str) -> int | None:
    """Return the year of the marked targets that a legend names (#为2020年目标值); None for no year or several."""
    years = {int(match["year"]) for match in _OF_TARGET.finditer(normalise("".join(words.split())).text)}
    return years.pop() if len(years) == 1 else None
