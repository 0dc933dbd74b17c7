"""Python mappings as the tree of a YAML data file, with values named as in Python."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from healthplan_cli.base.errors import Problem, refusal
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_DEPTH
from healthplan_cli.base.location import Location
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.sources.actuals.frames import NAME
from healthplan_cli.sources.actuals.grid import Odd
from healthplan_cli.sources.actuals.objects import cell_of, number_of
from healthplan_cli.sources.actuals.opening import OpenedFile
from healthplan_cli.sources.actuals.yamlfile import plan_named
from healthplan_cli.sources.strict_yaml import Node
from healthplan_cli.sources.strict_yaml.builder import too_deep_words

_WHOLE = ("actuals", "targets")  # a file's own keys: the mapping is a whole file, not its values alone


@record(slots=True)
class _Named(Node):
    """A node whose place is the expression by which Python reaches it: ["actuals"]["x"]."""

    where: str = ""

    def place(self, file: str) -> Location:
        return Location(file, self.line, self.column, self.where) if self.where else Location(file)

    def key_place(self, file: str, key: str) -> Location:
        return self.mapping[key].place(file) if key in self.mapping else self.place(file)


def opened_mapping(data: Mapping[Any, Any], name: str = NAME) -> OpenedFile:
    """Return a mapping as an opened file called `name`: the content of a file (with `actuals` in it), or its values
    alone.

    Raise InvalidInput for one that is nested too deeply; other faults are in the result's `problems`.
    """
    problems: list[Problem] = []
    whole = any(key in _WHOLE for key in data)
    root = _Tree(name, problems).node(data, "", 1)
    if not whole:
        root = _Named({"actuals": root}, 0, 0)
    plan, place = plan_named(root, name) or (None, None)
    content = json.dumps(root.data(), ensure_ascii=False).encode("utf-8", "surrogatepass")
    return OpenedFile(Source(name, content), tree=root, plan=plan, plan_at=place, problems=tuple(problems))


class _Tree:
    """Makes nodes of Python values; a value that is neither text nor number is added to `problems`."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file, self.problems = file, problems

    def node(self, value: Any, where: str, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise refusal(Location(self.file, cell=where), too_deep_words())
        if isinstance(value, Mapping):
            return self._mapping(value, where, depth)
        if isinstance(value, list | tuple):
            items = [self.node(item, f"{where}[{at}]", depth + 1) for at, item in enumerate(value)]
            return _Named(items, 0, 0, where=where)
        return _Named(self._text(value, where), 0, 0, where=where)

    def _mapping(self, value: Mapping[Any, Any], where: str, depth: int) -> Node:
        found: dict[str, Node] = {}
        for key, child in value.items():
            text, at = number_of(key) or str(key), f"{where}[{_spelled(key)}]"
            if text in found:
                words = tr("“{key}”写了两次，一次是文字，一次是数", key=text[:40])
                self.problems.append(Problem(Location(self.file, cell=at), words))
            found[text] = self.node(child, at, depth + 1)
        return _Named(found, 0, 0, where=where)

    def _text(self, value: object, where: str) -> str | None:
        """Return a value as text; booleans and dates as in YAML, so that the reader refuses them where they don't belong."""
        if type(value).__name__ in ("bool", "bool_"):
            return "true" if value else "false"
        cell = cell_of(value)
        if not isinstance(cell, Odd):
            return cell
        if not isinstance(value, date):
            self.problems.append(Problem(Location(self.file, cell=where), cell.message))
        return cell.text


def _spelled(key: object) -> str:
    """Return a key as in a Python expression: a number without quotes."""
    return number_of(key) or json.dumps(str(key), ensure_ascii=False)
