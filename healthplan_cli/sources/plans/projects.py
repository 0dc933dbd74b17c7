"""The major projects of a plan's annex, and the total that it prints."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.names import name_key
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import Project, ProjectsTotal
from healthplan_cli.sources.plans.fields import FieldReader, alike
from healthplan_cli.sources.plans.numbering import numbers_of
from healthplan_cli.sources.strict_yaml import Node

# 2021-2023, 2021—2023年, 2022年
_YEARS = Pattern(r"(?P<start>20[0-9]{2})年?(?:[-—–~～至]+(?P<end>20[0-9]{2})年?)?$", re.ASCII)


class ProjectReader(FieldReader):
    """Reads `projects` and `projects_total`."""

    def projects(self, nodes: Sequence[Node]) -> tuple[Project, ...]:
        """Return all projects, in the order of the file."""
        seen: dict[str, int] = {}
        spelt: dict[str, str] = {}
        found = []
        for node, no in zip(nodes, numbers_of(nodes), strict=True):
            project = self._project(node, no)
            other = spelt.setdefault(name_key(project.id), project.id)
            if other != project.id:
                self.fail(node.get("id") or node, alike(project.id, other, seen[other]))
            elif project.id in seen:
                words = tr("id“{id}”重复（第一次在第 {line} 行）", id=project.id, line=seen[project.id])
                self.fail(node.get("id") or node, words)
            seen.setdefault(project.id, node.line)
            found.append(project)
        return tuple(found)

    def total(self, node: Node | None) -> ProjectsTotal | None:
        """Return the printed total; None where the document prints none."""
        if node is None:
            return None
        count = self._number(node.get("count"))
        return ProjectsTotal(
            count=int(count) if count is not None else None,
            investment=self._number(node.get("investment")),
            source=node.text_at("source"),
            location=node.place(self.file),
        )

    def _project(self, node: Node, no: str) -> Project:
        words = {
            key: node.text_at(key)
            for key in ("group", "place", "kind", "content", "years", "responsible", "source", "note")
        }
        start, end = self._span(node)
        return Project(
            id=node.text_at("id") or "",
            no=node.text_at("no") or no,
            name=squeeze(node.text_at("name") or ""),
            start=start,
            end=end,
            investment=self._number(node.get("investment")),
            location=node.place(self.file),
            not_in_document=self._excuses(node),
            lint=self._excuses(node, "lint"),
            **words,
        )

    def _span(self, node: Node) -> tuple[int | None, int | None]:
        """Return the first and last year of the printed term; both None without one, or, reported, for one that can't be read."""
        child = node.get("years")
        if child is None or child.text is None:
            return None, None
        match = _YEARS.match(squeeze(child.text))
        start, end = (match["start"], match["end"] or match["start"]) if match else ("", "")
        if not match or int(end) < int(start):
            words = tr("年限“{text}”看不懂：应写成 2021-2023 或 2022 的样子", text=child.text)
            self.fail(child, words)
            return None, None
        return int(start), int(end)
