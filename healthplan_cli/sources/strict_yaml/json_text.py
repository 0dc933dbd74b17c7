"""JSON without YAML's parser, which takes longer to import than most data files to be judged.

What is JSON to the letter, and nothing is wrong with, gets the very tree that YAML gives (a test holds one to the other);
anything else is left to YAML, which says what is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_DEPTH, MAX_NODES, MAX_TEXT
from healthplan_cli.sources.strict_yaml.node import Node

_TOKEN = Pattern(
    r"(?P<blank>[ \n]*)(?:(?P<sign>[{}\[\],:])"
    r"|(?P<quoted>\"(?:[^\"\\\n]|\\(?:[\"\\bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}))*\")"
    r"|(?P<plain>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![^\s,\]}])|(?P<end>\Z))",
    re.ASCII,
)
_Token = tuple[
    str, str, int, int
]  # what it is (a sign, "quoted", "plain", "end"), as written, its line and column from 1
_KEY = 1_000  # characters of a key, with the blanks behind it: YAML finds its colon no farther off


class _NotPlainJson(Exception):
    """The text is something else, or beyond a limit."""


def read_json(text: str) -> Node | None:
    """Return the tree of a JSON document; None for anything else, and for one that YAML would have something to say of."""
    if text.lstrip(" \n")[:1] not in ("{", "[") or not text.replace("\n", "").isprintable():
        return None
    tokens = _tokens(text)
    try:
        root = _value(next(tokens), tokens, MAX_DEPTH)
        return root if next(tokens)[0] == "end" else None
    except _NotPlainJson:
        return None


def _tokens(text: str) -> Iterator[_Token]:
    """Yield what stands in a text, at its end the `end`. _NotPlainJson where something else stands, or more than MAX_NODES."""
    at, line, start = 0, 1, 0
    for _ in range(MAX_NODES):
        match = _TOKEN.match(text, at)
        if match is None:
            break
        breaks = match["blank"].count("\n")
        if breaks:
            line, start = line + breaks, at + match["blank"].rindex("\n") + 1
        kind = match.lastgroup or ""
        at = match.end()
        yield match[kind] if kind == "sign" else kind, match[kind], line, match.start(kind) - start + 1
    raise _NotPlainJson


def _value(token: _Token, tokens: Iterator[_Token], depth: int) -> Node:
    """Return the value that begins with a token; `depth` is how many collections may still stand in each other."""
    kind, text, line, column = token
    if kind == "plain":
        return Node(None if text == "null" else text, line, column, True)
    if kind == "quoted":
        return Node(_unquoted(text), line, column)
    if kind not in ("{", "[") or not depth:
        raise _NotPlainJson
    if kind == "[":
        items = [_value(first, tokens, depth - 1) for first in _entries("]", tokens)]
        return Node(items, line, column)
    fields: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for kind, text, *place in _entries("}", tokens):
        sign, _, *behind = next(tokens)
        name = _unquoted(text) if kind == "quoted" else None
        near = place[0] == behind[0] and behind[1] - place[1] < _KEY
        if name is None or name in fields or sign != ":" or not near:
            raise _NotPlainJson
        keys[name] = place[0], place[1]
        fields[name] = _value(next(tokens), tokens, depth - 1)
    return Node(fields, line, column, keys=keys)


def _entries(closing: str, tokens: Iterator[_Token]) -> Iterator[_Token]:
    """Yield the first token of each entry of a collection, up to its closing sign; the caller takes the rest of each."""
    token = next(tokens)
    if token[0] == closing:
        return
    while True:
        yield token
        after = next(tokens)[0]
        if after == closing:
            return
        if after != ",":
            raise _NotPlainJson
        token = next(tokens)


def _unquoted(text: str) -> str:
    """Return the text that stands in quotes. _NotPlainJson for one that YAML would have something to say of."""
    value = json.loads(text) if "\\" in text else text[1:-1]
    if len(value) > MAX_TEXT or not value.isprintable():
        raise _NotPlainJson
    return str(value)
