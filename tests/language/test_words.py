"""The words of the target language, each with a wording that needs it: cases/words.yaml against healthplan_cli/language/words.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from support import CASES, read_cases, same

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.lexicon import Lexicon, Pattern
from healthplan_cli.language import lists, milestones, trends, words
from healthplan_cli.language.describe import target_fields
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import Target

GROUPS = {name: group for name, group in vars(words).items() if isinstance(group, Lexicon)}
EXAMPLES = read_cases(CASES / "words.yaml")
WORDS = [
    pytest.param(group, word, item, id=f"{group}-{word}")
    for group, items in EXAMPLES.items()
    for item in items
    for word in item["words"].split()
]


def read(text: str) -> Target | str:
    """The target that a wording is read as, or why it isn't."""
    try:
        return parse_target(text)
    except NotUnderstood as error:
        return error.message


@contextmanager
def without(group: Lexicon, word: str) -> Iterator[None]:
    """The language, had the group not this word."""
    known, lengths = group.words, group._lengths
    group._words, group._lengths = (
        known - {word},
        sorted({len(other) for other in known - {word}}, reverse=True),
    )
    _forget()
    try:
        yield
    finally:
        group._words, group._lengths = known, lengths
        _forget()


def _forget() -> None:
    """Forget what is made of words when it is first used."""
    parse_target.cache_clear()
    lists._starts.cache_clear()
    lists._verbs.cache_clear()
    for pattern in (trends._TREND, *filter(_is_pattern, vars(milestones).values())):
        pattern._compiled = None


def _is_pattern(value: object) -> bool:
    return isinstance(value, Pattern)


def test_each_word_has_its_wording_once() -> None:
    found = [(param.values[0], param.values[1]) for param in WORDS]
    known = {(name, word) for name, group in GROUPS.items() for word in group.words}
    assert known - set(found) == set(), "tests/cases/words.yaml has no wording that needs these"
    assert set(found) - known == set(), "tests/cases/words.yaml has words that words.py has not"
    assert len(found) == len(known), "tests/cases/words.yaml has a word twice"


@pytest.mark.parametrize(("group", "word", "item"), WORDS)
def test_wording(group: str, word: str, item: dict[str, Any]) -> None:
    """It is read as it should be, and isn't without the word."""
    text = item["wording"].replace("{word}", word)
    target = read(text)
    with without(GROUPS[group], word):
        assert read(text) != target, "the word changes nothing: it can go"
    if "error" in item["expect"]:
        assert isinstance(target, str)
        return
    assert isinstance(target, Target), target
    found = target_fields(target)
    for key, value in item["expect"].items():
        want = value.replace("{word}", word) if isinstance(value, str) else value
        assert same(want, found[key]), (key, want, found[key])
