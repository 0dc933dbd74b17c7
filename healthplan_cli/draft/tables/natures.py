"""The natures that text around a table gives its indicators: 均为预期性, 第2、4项为约束性指标，其余为预期性指标."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half

_LONGEST = 300  # characters of a sentence about natures
_ALL = Pattern(r".*?(?:均|全部|都|皆)(?:为|是|属)?(?:于)?(?P<word>约束|预期|倡导)性")
_REST = Pattern(
    r".*(?:其余|其他|其它|余下|剩余)(?:的)?(?:各项)?(?:指标)?(?:均|都|皆|全部)?(?:为|是|属于?)?(?P<word>约束|预期|倡导)性"
)
_IS = r"(?:均|都|皆)?(?:为|是|属于?)(?P<word>约束|预期|倡导)性"
_NAMED = (
    Pattern(rf"除(?:了)?(?P<names>.+?)(?:指标)?(?:{_IS}(?:指标)?)?,?(?:以?外|之外)"),
    Pattern(rf"(?P<names>[^,;。:]+?)(?:指标)?{_IS}"),
    Pattern(r"(?P<word>约束|预期|倡导)性(?:指标|目标)(?:包括|有|是|为|:)(?P<names>[^,;。]+)"),
    Pattern(r"(?P<names>[^,;。:]+?)(?:指标)?除外"),
)
_OTHERS = Pattern(
    r".*(?:其余|其[他它]|余下|剩余|所有|全部|所列|除)|(?:以上|上述|上表|表中)?(?:各|这)?[类项]?(?:主要)?指标$"
)
_NUMBERS = Pattern(
    r"(?:第|(?=\d+[、,和及—~至-]))(?P<list>\d{1,3}(?:(?:[、,和及]|[-—~至])\d{1,3})*)(?:项|号|条)"
)
_MARKED = Pattern(r"(?:带|标|加|有|注)?(?P<mark>[*①-⑳※☆★△▲†#])")
_TITLE_NATURE = Pattern(
    r".*[(〔](?:均为|全部为|皆为)?(?P<word>约束|预期|倡导)性(?:指标)?[)〕]$|.*(?P<word2>约束|预期|倡导)性指标(?:表|一览表)?$"
)


@dataclass(frozen=True, slots=True)
class Natures:
    """The natures that text gives a table's indicators: of all or the rest, by number, by mark, by name."""

    rest: str | None = None
    numbers: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    def of(self, no: str | None, name: str, marks: tuple[str, ...]) -> str | None:
        """Return the nature of a row; None where the text doesn't give it."""
        for mark, word in self.marks:
            if mark in marks:
                return word
        for number, word in self.numbers:
            if no is not None and number == no:
                return word
        for words, word in self.names:
            if half(name) and _lists(words, half(name)):
                return word
        return self.rest

    def may_name(self, name: str) -> str | None:
        """Return the words that give some indicators another nature than the rest, where they may mean this row
        without naming it; else None.
        """
        plain = half(name)
        pieces = [plain[at : at + _ALIKE] for at in range(len(plain) - _ALIKE + 1)]
        for words, word in self.names:
            if word != self.rest and not _lists(words, plain) and any(piece in words for piece in pieces):
                return words
        return None


_ALIKE = 4  # characters that two names share which may be one's


def natures_in(lines: Iterable[str], title: str | None) -> Natures:
    """Return the natures that the lines around a table give its indicators."""
    rest = None
    numbers: list[tuple[str, str]] = []
    marks: list[tuple[str, str]] = []
    names: list[tuple[str, str]] = []
    for line in lines:
        plain = half(line)
        if "性" not in plain:
            continue
        for sentence in plain.replace(";", "。").split("。"):
            if len(sentence) > _LONGEST:
                continue
            whole = _REST.match(sentence) or _ALL.match(sentence)
            if (
                whole is not None
                and "指标" not in sentence
                and "表" not in sentence
                and "项" not in sentence
                and not sentence.startswith("注")
                and not len(sentence) < 20
            ):
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


def _exceptions(
    sentence: str,
    rest: str | None,
    numbers: list[tuple[str, str]],
    marks: list[tuple[str, str]],
    names: list[tuple[str, str]],
) -> None:
    """Add the natures that a sentence gives some of the indicators, by their numbers, mark or names."""
    for pattern in _NAMED:
        for match in pattern.finditer(sentence):
            words, said = match["names"], match.groupdict().get("word")
            word = f"{said}性" if said else _OTHER.get(rest or "")
            if word is None or _OTHERS.match(words):
                continue
            mark, listed = _MARKED.search(words), _NUMBERS.search(words)
            if mark is not None:
                marks.append((mark["mark"], word))
            elif listed is not None:
                numbers.extend((number, word) for number in _listed(listed["list"]))
            else:
                names.append((words, word))


def _lists(words: str, name: str) -> bool:
    """Return whether words list a name by itself, not as part of a longer name."""
    at = words.find(name)
    while at >= 0:
        before, after = words[:at], words[at + len(name) :]
        if (not before or _BEFORE.search(before)) and (not after or _AFTER.match(after)):
            return True
        at = words.find(name, at + 1)
    return False


_BEFORE = Pattern(r"(?:[、,和及与或.:;除]|其中|表中|指标中|目标中|中的|注)$")
_AFTER = Pattern(r"(?:[、,和及与或(等]|[两二三四五六七八九\d]+[项个]|指标|[*①-⑳])")


def _listed(words: str) -> list[str]:
    found: list[str] = []
    for piece in words.replace(",", "、").replace("和", "、").replace("及", "、").split("、"):
        ends = [end for end in piece.replace("—", "-").replace("~", "-").replace("至", "-").split("-") if end]
        found.extend(str(number) for number in range(int(ends[0]), int(ends[-1]) + 1)) if ends else None
    return found
