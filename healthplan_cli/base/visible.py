"""Text from files made safe to show: characters that are invisible, end a line or command a CI server are written as
escapes.

Every sentence, table and report passes through here just before it is printed or written (docs/formats.md,
「文件里的文字怎样显示」). JSON escapes the same characters by itself (report/programs/jsontext.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")

# Control characters; what has no width or turns the direction of writing; ends of lines; halves of characters; and those
# that no document may hold. U+00A0 and U+3000 are blanks like any other, U+E000 and its like are signs of some fonts.
UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
    "\U000e01f0-\U000e0fff"
)
# What a CI server takes for a command of its own: `::name::` where a line begins, `##[…]` and `##vso[…]` anywhere.
IN_LINE = r"(?<=#)#(?=[A-Za-z]*\[)"
_COLORS = r"\x1b\[[0-9;]*m"
_AT_ITS_START = rf"^((?:\s|{_COLORS})*):(?=:)"
_BLANKS = "\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def code(char: str) -> str:
    r"""Return a character's escape: \n, \x1b, \u202e."""
    number = ord(char)
    if char in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[char]
    return (
        f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}" if number < 65536 else f"\\U{number:08x}"
    )


def is_visible(text: str) -> bool:
    """Return whether a text has no character that must be escaped."""
    if text.isprintable() and "::" not in text and "##" not in text:
        return True
    return not _compiled(f"[{UNSEEN}]|{IN_LINE}|{_AT_ITS_START}").search(text)


def visible(text: str) -> str:
    """Return a text on one line, with escapes for the characters that can't be shown."""
    return text if is_visible(text) else _seen(text, f"[{UNSEEN}]|{IN_LINE}")


def _seen(text: str, odd: str) -> str:
    found = _compiled(odd).sub(lambda match: code(match[0]) if len(match[0]) == 1 else match[0], text)
    return _compiled(_AT_ITS_START).sub(lambda match: match[1] + code(":"), found)


def one_line(text: str) -> str:
    """Return a text on one line for a cell or a paragraph of a report: blanks for line ends and tabs, escapes as in `visible`."""
    return text if is_visible(text) else visible(_compiled(f" ?[{_BLANKS}]+ ?").sub(" ", text))


def guarded(text: str) -> str:
    """Return a whole printed page with escapes for what a reporter has let through; line ends and colours stay."""
    if "::" not in text and is_visible(text.replace("\n", "")):
        return text
    return "\n".join(_seen(line, f"{_COLORS}|[{UNSEEN}]|{IN_LINE}") for line in text.split("\n"))


# ── whole reports ──


def shown(value: T) -> T:
    """Return a record, mapping or list with every text in it made one visible line (`one_line`); the same object if none changes."""
    return _made(value, {}) if _has_unseen(value) else value


@cache
def _parts(kind: type) -> Callable[[Any], Iterable[Any]] | None:
    """Return the function that yields the fields or items of a value of this type; None for types without any."""
    names = _fields(kind)
    if len(names) > 1:
        return attrgetter(*names)
    if names:
        return lambda value: (getattr(value, names[0]),)
    if issubclass(kind, Mapping):
        return lambda value: (*value.keys(), *value.values())
    return iter if kind in (tuple, list, frozenset) else None


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(getattr(kind, "__match_args__", ()))


def _has_unseen(value: Any) -> bool:
    """Return whether any text within a value needs escaping. It saves copying the whole value, as hardly any report has such text."""
    waiting, known, leaves = [value], set(), {int, bool, type(None)}
    while waiting:
        item = waiting.pop()
        kind: Any = type(item)
        if kind is str:
            if not is_visible(item):
                return True
        elif kind not in leaves:
            parts = _parts(kind)
            if parts is None:
                leaves.add(kind)
            elif id(item) not in known:
                known.add(id(item))
                waiting.extend(parts(item))
    return False


def _made(value: Any, known: dict[int, tuple[Any, Any]]) -> Any:
    """Return a copy of a value with every text in it made one visible line.

    `known` holds, by the id of each object already met, the object and its copy, so that it is copied once.
    """
    kind: Any = type(value)
    if kind is str:
        return one_line(value)
    if id(value) in known or _parts(kind) is None:
        return known.get(id(value), (value, value))[1]
    if fields := _fields(kind):
        made = kind(*(_made(getattr(value, name), known) for name in fields))
    elif issubclass(kind, Mapping):
        made = {_made(key, known): _made(item, known) for key, item in value.items()}
    else:
        made = kind(_made(item, known) for item in value)
    known[id(value)] = value, made
    return made
