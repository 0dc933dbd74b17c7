"""What a file of settings may ask of the TOML parser, looked at before it is parsed: it would run out of stack or of time."""

from __future__ import annotations

import re

from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.lexicon import Pattern
from healthplan_cli.model import Location
from healthplan_cli.speech import tr
from healthplan_cli.yamlsource import MAX_DEPTH

MAX_WORD = 1000  # characters of a number or a bare key; Python reads no whole number beyond 4300 digits

_PIECES = Pattern(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'.*?(?:\'\'\'|\Z)'  # texts of several lines
    r'|"(?:\\[^\n]|[^"\\\n])*"?|\'[^\'\n]*\'?|#[^\n]*'  # texts and comments of one
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>\.)|(?P<end>[\n=,])|(?P<word>[-\w]+)",
    re.DOTALL,
)


def check_bounds(text: str, file: str) -> None:
    """InvalidInput where TOML nests deeper than any setting can, by brackets or by dots, or has a word without end."""
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
        if kind == "word" and piece.end() - piece.start() > MAX_WORD:
            words = tr("这个数或键太长：超过 {most} 个字符", most=MAX_WORD)
            raise _refused(text, piece.start(), file, words)


def _refused(text: str, at: int, file: str, words: str) -> InvalidInput:
    place = Location(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return InvalidInput([Problem(place, words)])
