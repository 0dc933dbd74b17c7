"""Strict YAML (and JSON, which it reads too): numbers keep their text, keys are unique, everything has a place.

Built from the parser's events with a stack of our own, so that no depth or alias can run it out of memory.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.lexicon import Pattern
from healthplan_cli.limits import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_TEXT
from healthplan_cli.model import Location
from healthplan_cli.speech import tr
from healthplan_cli.yamlslips import Slip, slips_at, slips_in, uncoloned

# What may not stand in a text: control characters, and those that turn the direction of writing.
_UNSEEN = Pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_Measure = tuple[int, int]  # nodes, depth
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(slots=True)
class Node:
    """A value and where it stands: text (None is null), a list of nodes, or a mapping of them."""

    value: str | list[Node] | dict[str, Node] | None
    line: int
    column: int
    plain: bool = False
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def mapping(self) -> dict[str, Node]:
        return self.value if isinstance(self.value, dict) else {}

    @property
    def sequence(self) -> list[Node]:
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str | None:
        return self.value if isinstance(self.value, str) else None

    @property
    def shown(self) -> str:
        """What stands here, in a word, for a message: its text, or what else it is."""
        if isinstance(self.value, str):
            return self.value
        return tr("空值") if self.value is None else tr("一组值")

    @property
    def scalar(self) -> bool:
        return self.value is None or isinstance(self.value, str)

    def place(self, file: str) -> Location:
        return Location(file, self.line, self.column)

    def key_place(self, file: str, key: str) -> Location:
        line, column = self.keys.get(key, (self.line, self.column))
        return Location(file, line, column)

    def get(self, key: str) -> Node | None:
        return self.mapping.get(key)

    def at(self, path: Iterator[str | int] | list[str | int]) -> Node:
        """The node at the end of a path of keys and indices, or the last one that is there."""
        node = self
        for step in path:
            child = node.mapping.get(str(step)) if isinstance(node.value, dict) else None
            if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                child = node.value[step]
            if child is None:
                return node
            node = child
        return node

    def data(self) -> Any:
        """Plain Python data for a schema: text stays text, only null is None."""
        if isinstance(self.value, dict):
            return {key: node.data() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.data() for node in self.value]
        return self.value


def parse(content: bytes, file: str, problems: list[Problem] | None = None, ours: bool = False) -> Node:
    """The document in `content` as a tree of nodes; InvalidInput with every place that is wrong.

    With a list for `problems`, those that leave a tree to look at further (a repeated key) are put there instead. `ours`: a
    report of ours, whose texts may have whatever a sheet had in its cells.
    """
    text = _joined_surrogates(_decode(content, file))
    builder = _Builder(file, ours)
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
        raise InvalidInput(
            [Problem(_reader_place(file, text, error), tr("含有不允许的控制字符，不是文本文件"))]
        ) from None
    if builder.root is None or builder.root.value is None:
        raise InvalidInput([Problem(Location(file), tr("文件是空的，没有内容"))])
    if builder.root.plain and (slips := _placed(slips_in(text), file)):
        raise InvalidInput(slips)
    if builder.problems and problems is None:
        raise InvalidInput(builder.problems)
    if problems is not None:
        problems += builder.problems
    return builder.root


def _placed(slips: Iterable[Slip], file: str) -> list[Problem]:
    return [Problem(Location(file, line, column), message) for line, column, message in slips]


def _build(text: str, builder: _Builder) -> None:
    """Feeds the events of a text to a builder, as far as they go."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        while loader.check_event():
            builder.feed(loader.get_event())
    finally:
        loader.dispose()


def _too_deep(text: str, mark: Any, file: str, ours: bool) -> InvalidInput:
    """What to say of a text that the parser refuses to follow down at a mark: where it went beyond MAX_DEPTH.

    libyaml 0.2.6 has a limit of its own and runs ahead of its events, so that ours is not yet reached: what stands
    before the mark is within that limit, and read once more.
    """
    with contextlib.suppress(yaml.YAMLError):
        try:
            _build(text[: mark.index], _Builder(file, ours))
        except InvalidInput as error:
            return error
    return InvalidInput([Problem(Location(file, mark.line + 1, mark.column + 1), _deeper())])


def _deeper() -> str:
    return tr("嵌套超过 {max_depth} 层", max_depth=MAX_DEPTH)


def _joined_surrogates(text: str) -> str:
    """JSON writes a rare character as two escapes, which YAML doesn't know."""
    if "\\ud" not in text and "\\uD" not in text:
        return text
    import re

    pair = r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    return re.sub(
        pair,
        lambda found: chr(0x10000 + ((int(found[1], 16) - 0xD800) << 10) + int(found[2], 16) - 0xDC00),
        text,
    )


def _decode(content: bytes, file: str) -> str:
    here = Location(file)
    if len(content) > MAX_BYTES:
        raise InvalidInput(
            [Problem(here, tr("文件超过 {value} MB：这不像规格或数据文件", value=MAX_BYTES // 1000000))]
        )
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                break
    if b"\0" in content:
        raise InvalidInput([Problem(here, _binary(content))])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, file, error)


def _not_utf8(content: bytes, file: str, error: UnicodeDecodeError) -> str:
    line = content.count(b"\n", 0, error.start) + 1
    column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
    try:
        content.decode("gb18030")
        hint = tr(
            "文件不是 UTF-8 编码，看起来是 GBK/GB18030：请另存为 UTF-8（例如 iconv -f GB18030 -t UTF-8）"
        )
    except UnicodeDecodeError:
        hint = _binary(content)
    raise InvalidInput([Problem(Location(file, line, column), hint)])


def _binary(content: bytes) -> str:
    kinds = {
        b"PK\x03\x04": tr("（看起来是 XLSX/DOCX/ZIP）"),
        b"%PDF": tr("（看起来是 PDF）"),
        b"\xd0\xcf\x11\xe0": tr("（看起来是旧式 Office 文件）"),
    }
    kind = next((words for magic, words in kinds.items() if content.startswith(magic)), "")
    return tr("这是二进制文件{kind}，不是 YAML/JSON 文本", kind=kind)


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
    """The character at a mark, as far as there is one."""
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


class _Builder:
    """Nodes from events; the stack holds open collections with, for a mapping, the key that waits for its value."""

    def __init__(self, file: str, ours: bool = False) -> None:
        self.file, self.ours = file, ours
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[tuple[Node, list[str | None]]] = []
        self.anchors: dict[str, tuple[Node, _Measure | None]] = {}
        self.count = 0

    def feed(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._add(self._scalar(event), event.anchor)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(event, {} if kind[0] == "M" else [])
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self.stack.pop()
        elif kind == "AliasEvent":
            self._alias(event)
        elif kind == "DocumentStartEvent" and self.root is not None:
            self._fail(event, tr("一个文件里只能有一个 YAML 文档（多了“---”）"))

    def _fail(self, event: Any, message: str) -> None:
        mark = event.start_mark
        raise InvalidInput(
            [*self.problems, Problem(Location(self.file, mark.line + 1, mark.column + 1), message)]
        )

    def _scalar(self, event: Any) -> Node:
        mark = event.start_mark
        plain = event.implicit[0] and not event.style
        value = None if plain and event.value in _NULLS else event.value
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self._fail(event, tr("不支持 YAML 标签 {tag}", tag=event.tag))
        if value and len(value) > MAX_TEXT:
            words = tr("文字太长：{count} 字，最多 {most} 字", count=len(value), most=MAX_TEXT)
            self.problems.append(Problem(Location(self.file, mark.line + 1, mark.column + 1), words))
        if value and not (value.isprintable() or self.ours) and _UNSEEN.search(value):
            place = Location(self.file, mark.line + 1, mark.column + 1)
            self.problems.append(Problem(place, tr("含有看不见的控制字符，请删去")))
        return Node(value, mark.line + 1, mark.column + 1, plain)

    def _open(self, event: Any, value: dict[str, Node] | list[Node]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._fail(event, _deeper())
        if event.tag is not None and event.tag != "!":
            self._fail(event, tr("不支持 YAML 标签 {tag}", tag=event.tag))
        mark = event.start_mark
        node = Node(value, mark.line + 1, mark.column + 1)
        self._add(node, event.anchor)
        self.stack.append((node, [None]))

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            self._fail(event, tr("引用 *{anchor} 没有定义；* 开头的文字请加引号", anchor=event.anchor))
        node, known = self.anchors[event.anchor]
        if any(node is open_node for open_node, _ in self.stack):
            self._fail(event, tr("引用 *{anchor} 指向自己", anchor=event.anchor))
        size, depth = known or _measure(node)
        if len(self.stack) + depth > MAX_DEPTH:
            self._fail(event, _deeper())
        self.count += size
        self.anchors[event.anchor] = node, (size, depth)
        self._add(node, None)

    def _add(self, node: Node, anchor: str | None) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            place = Location(self.file, node.line, node.column)
            raise InvalidInput(
                [
                    *self.problems,
                    Problem(place, tr("内容展开后超过 {max_nodes} 项（引用过多？）", max_nodes=MAX_NODES)),
                ]
            )
        if anchor:
            self.anchors[anchor] = node, None
        if not self.stack:
            self.root = node
            return
        parent, waiting = self.stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif waiting[0] is None:
            waiting[0] = self._key(parent, node)
        else:
            self._check_colon(parent, waiting[0], node)
            parent.mapping.setdefault(waiting[0], node)
            waiting[0] = None

    def _check_colon(self, parent: Node, key: str, node: Node) -> None:
        """A key without a value that holds both, for a full-width colon or for want of a space: {安居：5}."""
        place = parent.keys[key]
        slip = uncoloned(key, place, (node.line, node.column)) if node.value is None and node.plain else None
        if slip is not None:
            self.problems.append(Problem(Location(self.file, *place), slip))

    def _key(self, parent: Node, node: Node) -> str:
        place = node.place(self.file)
        if not node.scalar:
            raise InvalidInput([*self.problems, Problem(place, tr("键必须是文字或数字，不能是列表或映射"))])
        key = node.text if node.text is not None else "null"
        if node.plain and key[:1].isspace():
            self.problems.append(Problem(place, tr("缩进里有全角空格，YAML 只能用半角空格缩进")))
        if key == "<<" and node.plain:
            self.problems.append(Problem(place, tr("不支持 YAML 合并键 <<")))
        if key in parent.keys:
            first = parent.keys[key][0]
            self.problems.append(
                Problem(place, tr("重复的键“{key}”（第一次在第 {first} 行）", key=key, first=first))
            )
        parent.keys.setdefault(key, (node.line, node.column))
        return key


def _measure(node: Node) -> _Measure:
    """How many nodes a tree has, and how many collections stand in each other."""
    if node.scalar:
        return 1, 0
    children = node.mapping.values() if isinstance(node.value, dict) else node.sequence
    measured = [_measure(child) for child in children]
    return 1 + sum(size for size, _ in measured), 1 + max((depth for _, depth in measured), default=0)
