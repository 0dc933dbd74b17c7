"""A tree of nodes built from the parser's events, within limits; faults are collected with their places.

The stack is a list, so that no depth or alias can exhaust Python's.
"""

from __future__ import annotations

from typing import Any

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_DEPTH, MAX_NODES, MAX_TEXT
from healthplan_cli.base.location import Location
from healthplan_cli.sources.strict_yaml.node import Node
from healthplan_cli.sources.strict_yaml.slips import uncoloned

# What may not stand in a text: control characters, and those that turn the direction of writing.
_UNSEEN = Pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_Measure = tuple[int, int]  # nodes, depth
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def too_deep_words() -> str:
    """Return the message that the nesting is beyond MAX_DEPTH."""
    return tr("嵌套超过 {max_depth} 层", max_depth=MAX_DEPTH)


class Builder:
    """Builds nodes from events. The stack holds the open collections, each mapping with the key that waits for its value."""

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
            self._fail(event, too_deep_words())
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
            self._fail(event, too_deep_words())
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
        """Report a key without a value that contains both, because of a full-width colon or a missing blank: {安居：5}."""
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
    """Return the number of nodes in a tree, and how deeply its collections are nested."""
    if node.scalar:
        return 1, 0
    children = node.mapping.values() if isinstance(node.value, dict) else node.sequence
    measured = [_measure(child) for child in children]
    return 1 + sum(size for size, _ in measured), 1 + max((depth for _, depth in measured), default=0)
