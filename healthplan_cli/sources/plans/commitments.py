"""Commitments of the body text, read like rows, with the fields that they share with the row they restate."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from healthplan_cli import units
from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.names import name_key
from healthplan_cli.model import Indicator, Nature
from healthplan_cli.sources.plans.fields import alike
from healthplan_cli.sources.plans.meaning import as_meant
from healthplan_cli.sources.plans.sense import proportional
from healthplan_cli.sources.strict_yaml import Node, NodeReader

# What a row says of the indicator itself, and so of a commitment about the same; the rest is said of the table's target.
_SHARED = ("unit", "better", "limits", "per", "baseline", "relative_to", "tolerance", "sum")
_OF_A_PART = ("id", "name", "aliases", "baseline")


class CommitmentReader(NodeReader):
    """Reads a file's commitments after its rows.

    `read` reads a node as a row; `known` tells whether the catalogue has an id; `projects` has the ids of the file's
    projects.
    """

    def __init__(
        self,
        file: str,
        read: Callable[[Node, str], Indicator],
        known: Callable[[str], bool],
        problems: list[Problem],
        projects: Collection[str] = (),
    ) -> None:
        super().__init__(file, problems)
        self.read, self.known, self.projects = read, known, projects

    def commitments(
        self, nodes: Sequence[Node], rows: Sequence[tuple[Node, Indicator]]
    ) -> tuple[Indicator, ...]:
        """Return all commitments, in the order of the file; `rows` are the table's."""
        about = {indicator.id: (node, indicator) for node, indicator in rows}
        subjects: dict[str, Node] = {}
        spelt = {name_key(id): id for id in about}
        found = []
        for order, node in enumerate(nodes, 1):
            item = self._commitment(node, order, about)
            self._check(node, item, about, subjects)
            other = spelt.setdefault(name_key(item.id), item.id)
            if other != item.id:
                self.fail(node.get("id") or node, alike(item.id, other, about[other][0].line))
            about.setdefault(item.id, (node, item))
            found.append(item)
        return tuple(found)

    def _commitment(self, node: Node, order: int, about: Mapping[str, tuple[Node, Indicator]]) -> Indicator:
        named = node.get("indicator")
        same = about.get(named.text or "") if named else None
        item = self.read(_as_row(node, order, same[0] if same else None), f"C{order}")
        if same is not None:
            first = same[1]
            item = replace(
                item,
                measure=first.measure or item.measure,
                better=item.better or first.better,
                restates=first.restates or first.id,
            )
            if (
                item.target is not None
            ):  # the row's name may say what the commitment's doesn't: that it is a rate of growth
                item = replace(item, target=as_meant(item.target, replace(item, name=first.name)))
        modality = node.get("modality")
        if modality is not None and item.target is not None:
            item = replace(item, target=replace(item.target, modality=modality.text))
        see = node.get("see")
        return replace(
            item, nature=Nature.COMMITMENT, location=node.place(self.file), see=see.text if see else None
        )

    def _check(
        self,
        node: Node,
        item: Indicator,
        about: Mapping[str, tuple[Node, Indicator]],
        subjects: dict[str, Node],
    ) -> None:
        named = node.get("indicator")
        same = about.get(named.text or "") if named else None
        if same is not None:
            self._check_unit(node, item, same[1])
        elif named is not None and not self.known(named.text or ""):
            words = tr("表里、前面的承诺里和指标目录里都没有“{text}”", text=named.shown)
            self.fail(named, words)
        see = node.get("see")
        if see is not None and see.text not in about and see.text not in self.projects:
            self.fail(see, tr("表里、前面的承诺里和项目里都没有“{text}”", text=see.shown))
        if item.id in about:
            place = about[item.id][0].line
            self.fail(
                node.get("id") or node, tr("id“{id}”重复（第一次在第 {line} 行）", id=item.id, line=place)
            )
        tied = item.relative_to
        if tied and proportional(item) and tied not in about:
            self.fail(
                node.get("relative_to") or node,
                tr("relative_to 指向的指标“{relative_to}”不在本规划里", relative_to=tied),
            )
        if item.restates is not None:
            return
        first = subjects.setdefault(name_key(item.name), node)
        if first is not node:
            words = tr(
                "与第 {line} 行的承诺说的是同一样东西（{name}）：请写 indicator: {id}，或把 subject 写全",
                line=first.line,
                name=item.name,
                id=(first.get("id") or first).shown,
            )
            self.fail(node.get("subject") or node, words)

    def _check_unit(self, node: Node, item: Indicator, row: Indicator) -> None:
        """Report a commitment whose unit doesn't fit the restated row's, or whose numbers without a unit would change
        their meaning by it.
        """
        own = node.get("unit")
        if own is None or item.unit is None or row.measure is None:
            return
        told = {"unit": own.shown, "id": row.id, "measure": row.measure}
        times = units.factor(item.unit, row.measure, row.per)
        if times is None:
            words = tr(
                "单位“{unit}”与 {id} 的单位“{measure}”不相容：说的不是同一样东西的，请去掉 indicator；写错的请改正",
                **told,
            )
        elif times != 1 and _has_bare_number(node, item):
            words = tr(
                "单位“{unit}”与 {id} 的单位“{measure}”不同：请把单位写在 target、baseline 的数后面，或改用 {id} 的单位",
                **told,
            )
        else:
            return
        self.fail(own, words)


def _has_bare_number(node: Node, item: Indicator) -> bool:
    """Return whether the commitment's target or own baseline has a number without a unit."""
    rule = item.target.rule.level if item.target else None
    found = () if rule is None else rule.quantities if rule.by is None else (rule.by,)
    own = item.baseline if node.get("baseline") is not None else None
    bare = own is not None and own.reading.values is not None and own.reading.unit is None
    return bare or any(number.unit is None for number in found)


def _as_row(node: Node, order: int, same: Node | None) -> Node:
    """Return a commitment's node in the form of a row's; missing cells are taken from the row that it restates (`same`)."""
    shared = {key: same.mapping[key] for key in _SHARED if key in same.mapping} if same else {}
    parts = same.get("components") if same else None
    if parts is not None:
        shared["components"] = Node([_part(part) for part in parts.sequence], parts.line, parts.column)
    own = dict(node.mapping)
    subject, section = own.pop("subject", None), own.pop("section", None)
    named = {
        "name": subject or Node("", node.line, node.column),
        "no": Node(f"C{order}", node.line, node.column),
        "source": section or Node(None, node.line, node.column),
    }
    return Node({**shared, **own, **named}, node.line, node.column, keys=node.keys)


def _part(node: Node) -> Node:
    cells = {key: node.mapping[key] for key in _OF_A_PART if key in node.mapping}
    return Node(cells, node.line, node.column)
