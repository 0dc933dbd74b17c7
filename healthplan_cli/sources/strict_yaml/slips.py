"""Typing errors in YAML: Chinese punctuation, tabs, missing blanks.

They are looked for only where the text isn't what it should be, because “：” within a note is correct.
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern

Slip = tuple[int, int, str]  # line and column from 1, and what is wrong

_WIDE = "：﹕︰"
_KEY = r"\"[^\"]*\"|'[^']*'|[^\s\"'#{}\[\],:：﹕︰“”‘’][^:：﹕︰#{}\[\],，]*?"
# 安居：5, year:2023 at the beginning of a line; no address (http://…), no time
_ENTRY = Pattern(rf"(?P<lead>\s*(?:- +)*)(?P<key>{_KEY})\s*(?P<colon>[：﹕︰]|:(?=[^\s:/]))\s*(?P<value>.*)$")
_INSIDE = Pattern(
    r"[{,，]\s*(?P<key>[^\s\"'{}\[\],，:：﹕︰][^:：﹕︰{}\[\],，]*?)\s*(?P<colon>[：﹕︰]|:(?=[^\s:/,}]))"
)
_OWN_KEY = Pattern(r"\s*(?:- +)*[A-Za-z_][A-Za-z0-9_]*\s*[：﹕︰]")  # no words of a note begin so
_DASH = Pattern(r"\s*(?P<dash>[－—–−﹣])\s*\S")
_QUOTE = Pattern(r"(?:.*?[:：]\s*|\s*(?:- +)*)[“”‘’「『]")
_BRACKET = Pattern(r".*?[｛｝［］【】]")
_NEXT = Pattern(r"\s+\S+?[：:]")  # the line below, which YAML has put behind
_WRITTEN = 30  # characters of a value that are shown


def slip_of(text: str) -> str | None:
    """Return what is wrong with a text that should be a key with its value (安居：5, year:2023); None for other text."""
    match = _ENTRY.match(text)
    if match is None:
        return None
    key = match["key"].strip("\"'").strip()
    value = match["value"]
    below = _NEXT.search(value) if value[:1] not in "{[" else None
    value = value[: below.start()] if below else value
    right = f"{key}: {value if len(value) <= _WRITTEN else value[:_WRITTEN] + '…'}".rstrip(" ，,")
    if match["colon"] in _WIDE:
        return tr("“{key}”后面是全角冒号“：”，YAML 要写英文冒号加一个空格：{right}", key=key, right=right)
    return tr("“{key}”的冒号后面缺一个空格，应写成 {right}", key=key, right=right)


def quoting(text: str | None) -> str:
    """Return a remark for a text in Chinese quotation marks, to follow a message about it; empty for other text."""
    quoted = text is not None and text[:1] in "“”‘’「『" and text != ""
    return tr("（中文引号不是 YAML 的引号，请改成英文引号或去掉）") if quoted else ""


def slips_at(text: str, line: int, column: int) -> list[Slip]:
    """Return the typing errors that may have caused an error at a place: before it in its line, and in the lines directly
    above.

    Similar ones elsewhere are added: in lines with the same indent, or that begin with a key of hpcheck's.
    """
    lines = text.splitlines()
    found: dict[int, Slip] = {}
    for number in range(min(line, len(lines)), 0, -1):
        words = lines[number - 1]
        slip = next(_slips(number, words), None)
        if slip is None and number == line:
            slip = next(_before(number, words, column), None)
        if slip is not None:
            found[number] = slip
        elif number < line and words.strip() and not words.lstrip().startswith("#"):
            break
    indents = {_indent(lines[number - 1]) for number in found}
    for number, words in enumerate(lines, 1):
        alike = _indent(words) in indents or (found and _OWN_KEY.match(words) is not None)
        if number not in found and alike and (slip := _entry(number, words)):
            found[number] = slip
    return [found[number] for number in sorted(found)]


def slips_in(text: str) -> list[Slip]:
    """Return the first typing error of each line, for a whole text that YAML has read as a single string."""
    found = (next(_slips(number, words), None) for number, words in enumerate(text.splitlines(), 1))
    return [slip for slip in found if slip is not None]


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip())


def _slips(number: int, words: str) -> Iterator[Slip]:
    """Yield the typing errors at the beginning of a line, the likeliest first."""
    lead = words[: _indent(words)]
    if "\t" in lead:
        yield number, lead.index("\t") + 1, tr("缩进里有制表符（Tab），YAML 只能用空格缩进")
    elif lead.strip(" ") and words.strip():
        yield number, 1, tr("缩进里有全角空格，YAML 只能用半角空格缩进")
    entry = _entry(number, words)
    if entry is not None:
        yield entry
    if (match := _DASH.match(words)) is not None:
        yield number, match.end("dash"), tr("列表的每一项要用英文的“- ”开头，后面空一格")


def _before(number: int, words: str, column: int) -> Iterator[Slip]:
    """Yield the typing errors in a line before a column: Chinese quotation marks, brackets, colons, commas."""
    for pattern, message in (
        (_QUOTE, tr('中文引号不是 YAML 的引号：请改成英文引号 "…"')),
        (_BRACKET, tr("全角括号不是 YAML 的括号：请改成英文的 {} 或 []")),
    ):
        if (match := pattern.match(words)) is not None and match.end() < column:
            yield number, match.end(), message
    opened = min((at for at in (words.find("{"), words.find("[")) if at >= 0), default=len(words))
    for match in _INSIDE.finditer(words, opened):
        slip = slip_of(f"{match['key']}{match['colon']}…")
        if slip is not None and match.start("colon") < column:
            yield number, match.start("colon") + 1, slip
    comma = words.find("，", opened, column)
    if comma >= 0:
        yield number, comma + 1, tr("括号里的各项要用英文逗号“,”隔开，不能用全角的“，”")


def _entry(number: int, words: str) -> Slip | None:
    match, message = _ENTRY.match(words), slip_of(words)
    return (number, match.start("colon") + 1, message) if match and message else None


def uncoloned(key: str, at: tuple[int, int], value: tuple[int, int]) -> str | None:
    """Return what is wrong with a key that has swallowed its value ({安居：5}); None for another key.

    `at` and `value` are the places of the key and of its empty value.
    """
    return slip_of(key) if (at[0], at[1] + len(key)) == value else None


__all__ = ["Slip", "quoting", "slip_of", "slips_at", "slips_in", "uncoloned"]
