"""The parser's events → a tree of nodes; what YAML says is wrong is explained in the reader's words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any

import yaml

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.sources.strict_yaml.builder import Builder, too_deep_words
from healthplan_cli.sources.strict_yaml.node import Node
from healthplan_cli.sources.strict_yaml.slips import Slip, slips_at, slips_in


def read_yaml(text: str, file: str, problems: list[Problem] | None = None, ours: bool = False) -> Node:
    """Return the tree of a document in YAML; `problems` and `ours` as in `parse`. InvalidInput as there."""
    builder = Builder(file, ours)
    try:
        _build(text, builder)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "nesting" in (error.problem or ""):
            raise _too_deep(text, mark, file, ours) from None
        place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        slips = _placed(slips_at(text, mark.line + 1, mark.column + 1), file) if mark else []
        explained = slips or [Problem(place, _explain(error, _character(text, mark)))]
        raise InvalidInput(dict.fromkeys([*builder.problems, *explained])) from None
    except yaml.YAMLError as error:
        raise refusal(_reader_place(file, text, error), tr("含有不允许的控制字符，不是文本文件")) from None
    if builder.root is None or builder.root.value is None:
        raise refusal(file, tr("文件是空的，没有内容"))
    if builder.root.plain and (slips := _placed(slips_in(text), file)):
        raise InvalidInput(slips)
    if builder.problems and problems is None:
        raise InvalidInput(builder.problems)
    if problems is not None:
        problems += builder.problems
    return builder.root


def _placed(slips: Iterable[Slip], file: str) -> list[Problem]:
    return [Problem(Location(file, line, column), message) for line, column, message in slips]


def _build(text: str, builder: Builder) -> None:
    """Feed the parser's events for a text to a builder."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        while loader.check_event():
            builder.feed(loader.get_event())
    finally:
        loader.dispose()


def _too_deep(text: str, mark: Any, file: str, ours: bool) -> InvalidInput:
    """Return the refusal of a text nested so deeply that the parser gives up at a mark, with the place where MAX_DEPTH is
    passed.

    libyaml 0.2.6 has a limit of its own and reads ahead of its events, so the text before the mark is parsed again to
    find it.
    """
    with contextlib.suppress(yaml.YAMLError):
        try:
            _build(text[: mark.index], Builder(file, ours))
        except InvalidInput as error:
            return error
    return refusal(Location(file, mark.line + 1, mark.column + 1), too_deep_words())


_EXPLAINED = {
    "found character '\\t' that cannot start any token": tr('缩进里有制表符（Tab），YAML 只能用空格缩进'),
    "mapping values are not allowed in this context": tr('这里多了一个冒号，或上一行缩进不对；含冒号的文字请加引号'),
    "did not find expected key": tr('这里缺少键，或缩进与上面不一致'),
    "could not find expected ':'": tr('键后面缺少冒号'),
    "did not find expected ',' or ']'": tr('方括号里的列表缺少逗号或右括号 ]'),
    "did not find expected ',' or '}'": tr('花括号里缺少逗号或右括号 }'),
    "did not find expected <document start>": tr('文档结束后还有内容'),
    "found unexpected end of stream": tr('文件在引号或括号没有结束时就到头了'),
    "did not find expected node content": tr('这里缺少内容，或括号没有配对'),
    "did not find expected '-' indicator": tr('列表的这一行缺少“- ”，或缩进与上面不一致'),
    "found character that cannot start any token": tr('这个字符不能用在这里；以 %、@、` 开头的文字请加引号'),
    "did not find expected alphabetic or numeric character": tr('& 或 * 开头的文字请加引号'),
    "block sequence entries are not allowed in this context": tr('以“- ”开头（或只有一个“-”）的值要加引号："-"；列表请另起一行写'),
    "found unknown escape character": tr('双引号里的反斜杠 \\ 另有含义：请改用单引号，或写成 \\\\'),
    "found undefined alias": tr('* 开头的文字请加引号（YAML 里 * 表示引用）'),
    "while scanning a block scalar": tr('| 或 > 开头的多行文字写法不对；> 开头的数值请加引号，如 ">85"'),
    "did not find expected comment or line break": tr('> 或 | 开头的数值请加引号，如 ">85"'),
}  # fmt: skip


def _character(text: str, mark: Any) -> str:
    """Return the character at a mark; empty beyond the text."""
    lines = text.splitlines()
    if mark is None or mark.line >= len(lines):
        return ""
    return str(lines[mark.line][mark.column : mark.column + 1])


def _explain(error: yaml.MarkedYAMLError, character: str) -> str:
    problem = error.problem or ""
    if character == "\t":
        return tr("缩进里有制表符（Tab），YAML 只能用空格缩进")
    for english, chinese in _EXPLAINED.items():
        if problem.startswith(english):
            return chinese
    return tr("YAML 语法错误：这里的写法读不懂；请看缩进、引号和括号，特殊符号开头的文字请加引号")


def _reader_place(file: str, text: str, error: yaml.YAMLError) -> Location:
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return Location(file)
    before = text[:position]
    return Location(file, before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)
