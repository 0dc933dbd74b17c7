"""An earlier spec as items: its fields as written, and the doubts that nobody has removed yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from healthplan_cli.base.errors import Problem, refusal, together
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.draft.model import Doubt
from healthplan_cli.draft.record import Drafted, read
from healthplan_cli.draft.spec import COMMITMENT, HEAD, PROJECT, ROW, TOTAL, SpecItem
from healthplan_cli.sources.plans.catalog import catalogue
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import Node, parse

_LISTS = (ROW, COMMITMENT, PROJECT)
_COMMENT = re.compile(r"(?:^|\s)# (?:待核：|To check: )(?P<words>.*)$")
_FIELD = re.compile(r"(?P<field>[a-z_]+)(?:：|: )(?P<words>.*)$")
_NUMBERS = frozenset(
    ("no", "due", "year", "years", "per", "value", "low", "high", "by", "min", "max", "start", "end", "from")
)
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")


@record(frozen=True, slots=True)
class EarlierSpec:
    """The items of an earlier spec, and the record of what was drafted of them."""

    head: SpecItem
    items: tuple[SpecItem, ...]
    record: Mapping[str, Drafted]
    remarks: tuple[str, ...] = ()
    """What is still to be checked of the whole."""

    def of(self, kind: str) -> tuple[SpecItem, ...]:
        """Return the items of a kind."""
        return tuple(item for item in self.items if item.kind == kind)


def read_earlier(source: Source) -> EarlierSpec:
    """Return the items of a spec. Raise InvalidInput where `validate` refuses it."""
    problems: list[Problem] = []
    root = parse(source.content, source.path, problems)
    if root.get("indicators") is None:
        raise refusal(source.path, tr("这不是规格：没有 indicators"))
    with together(problems):
        build_plan(root, source.path, catalogue(), source.sha256)
    lines = source.content.decode("utf-8-sig", "replace").splitlines()
    head = {key: node for key, node in root.mapping.items() if key not in (*_LISTS, TOTAL)}
    found = []
    for kind in (*_LISTS, TOTAL):
        node = root.get(kind)
        nodes = ([node] if kind == TOTAL else node.sequence) if node is not None else []
        for at, one in enumerate(nodes):
            end = nodes[at + 1].line if at + 1 < len(nodes) else _end(root, one, len(lines))
            found.append(_item(kind, one, lines, end))
    top = Node(head, root.line, root.column, keys=root.keys)
    over = takewhile(lambda line: line.startswith("#"), lines)
    remarks = tuple(match["words"] for line in over if (match := _COMMENT.search(line)))
    return EarlierSpec(_item(HEAD, top, lines, 0), tuple(found), read(lines), remarks)


def _end(root: Node, node: Node, last: int) -> int:
    """Return the line after the last item of a list."""
    return min((line for line, _ in root.keys.values() if line > node.line), default=last + 1)


def _item(kind: str, node: Node, lines: list[str], end: int) -> SpecItem:
    fields = {key: _value(key, one) for key, one in node.mapping.items()}
    doubts = []
    for key in fields:
        line, _ = node.keys.get(key, (0, 0))
        match = _COMMENT.search(lines[line - 1]) if 0 < line <= len(lines) else None
        doubts += [Doubt(key, match["words"])] if match else []
    for text in lines[node.line : end - 1] if end else ():
        match = _COMMENT.search(text) if text.lstrip().startswith("#") else None
        said = _FIELD.match(match["words"]) if match else None
        doubts += [Doubt(said["field"], said["words"])] if said else []
    return SpecItem(kind, fields, tuple(doubts))


def _value(key: str, node: Node) -> Any:
    """Return a value as it will be written again: years and counts as numbers, everything else as its words."""
    if isinstance(node.value, dict):
        return {
            int(name) if _YEAR.fullmatch(name) else name: _value(name, one)
            for name, one in node.mapping.items()
        }
    if isinstance(node.value, list):
        return [_value(key, one) for one in node.value]
    text = node.text
    if text in ("true", "false") and node.plain:
        return text == "true"
    whole = text is not None and text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    return (
        int(text)
        if text and whole and len(text) < 10 and node.plain and (key in _NUMBERS or _YEAR.fullmatch(text))
        else text
    )
