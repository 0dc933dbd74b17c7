"""The nodes of a YAML document's tree, and the base class of their readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location


@record(slots=True)
class Node:
    """A value and its place: a text (None is null), a list of nodes, or a mapping of nodes.

    `plain`: the text has no quotes. `keys`: the line and column of each key of a mapping.
    """

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
        """The value in a word for a message: its text, or what kind of value it is."""
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

    def text_at(self, key: str) -> str | None:
        """Return the text under a key; None where there is none."""
        child = self.get(key)
        return child.text if child else None

    def texts_at(self, key: str) -> tuple[str, ...]:
        """Return the texts of the list under a key, without empty ones."""
        child = self.get(key)
        return tuple(item.text for item in child.sequence if item.text) if child else ()

    def at(self, path: Iterator[str | int] | list[str | int]) -> Node:
        """Return the node at the end of a path of keys and indices, or the last one that exists on the way."""
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
        """Return the value as plain Python data for a schema; texts stay texts, null is None."""
        if isinstance(self.value, dict):
            return {key: node.data() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.data() for node in self.value]
        return self.value


class NodeReader:
    """The base of readers of a tree, which collect each problem with its place and go on."""

    def __init__(self, file: str, problems: list[Problem] | None = None) -> None:
        self.file = file
        self.problems: list[Problem] = [] if problems is None else problems

    def fail(self, node: Node, message: str) -> None:
        """Add a problem at the place of a value."""
        self.problems.append(Problem(node.place(self.file), message))
