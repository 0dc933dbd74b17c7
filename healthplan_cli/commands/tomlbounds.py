"""Limits on a settings file, checked before the TOML parser sees it, which would run out of stack or time."""

from __future__ import annotations

import re

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_DEPTH, MAX_NAME, MAX_SETTINGS_BYTES, MAX_SETTINGS_LINES
from healthplan_cli.base.location import Location

_PIECES = Pattern(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'.*?(?:\'\'\'|\Z)'  # texts of several lines
    r'|"(?:\\[^\n]|[^"\\\n])*"?|\'[^\'\n]*\'?|#[^\n]*'  # texts and comments of one
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>\.)|(?P<end>[\n=,])|(?P<word>[-\w]+)",
    re.DOTALL,
)


def check_bounds(text: str, file: str) -> None:
    """Raise InvalidInput for TOML that is too long, nests too deeply (by brackets or dots), or has an endless number
    or bare key.
    Python itself reads no whole number of more than 4300 digits.
    """
    if len(text) > MAX_SETTINGS_BYTES:
        words = tr("设置文件太大：超过 {most} KB", most=MAX_SETTINGS_BYTES // 1000)
        raise refusal(file, words)
    if text.count("\n") > MAX_SETTINGS_LINES:
        words = tr("设置文件太长：超过 {most} 行", most=MAX_SETTINGS_LINES)
        raise refusal(Location(file, MAX_SETTINGS_LINES + 1, 1), words)
    open_brackets = dots = 0
    for piece in _PIECES.finditer(text):
        kind = piece.lastgroup
        if kind == "open":
            open_brackets, dots = open_brackets + 1, 0
        elif kind == "close":
            open_brackets = max(open_brackets - 1, 0)
        elif kind == "dot":
            dots += 1
        elif kind == "end":
            dots = 0
        if open_brackets + dots > MAX_DEPTH:
            raise _refused(text, piece.start(), file, tr("嵌套超过 {max_depth} 层", max_depth=MAX_DEPTH))
        if kind == "word" and piece.end() - piece.start() > MAX_NAME:
            words = tr("这个数或键太长：超过 {most} 个字符", most=MAX_NAME)
            raise _refused(text, piece.start(), file, words)


def _refused(text: str, at: int, file: str, words: str) -> InvalidInput:
    place = Location(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return refusal(place, words)
