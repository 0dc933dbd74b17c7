"""A spec's tree read as a Plan: its shape (JSON Schema), then its sense; all problems are reported with their places."""

from __future__ import annotations

from collections.abc import Mapping

from healthplan_cli import units
from healthplan_cli.base.errors import InvalidInput, Problem, in_order
from healthplan_cli.base.exact_format import whole
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.marks import Legend, as_mark
from healthplan_cli.model import PLAN_FORMAT, Baseline, Entry, Indicator, Period, Plan, Project, ProjectsTotal
from healthplan_cli.sources.plans.numbering import numbers_of
from healthplan_cli.sources.plans.rows import RowReader
from healthplan_cli.sources.strict_yaml import Node

PEOPLE = ("population", "births")  # of the region: numbers, not words


def build_plan(
    root: Node,
    file: str,
    entries: Mapping[str, Entry],
    sha256: str,
    *,
    check_shape: bool = True,
    beyond: bool = False,
) -> Plan:
    """Return the plan in a tree of nodes. Raise InvalidInput for all problems of shape, and of sense as far as it can be
    read.

    `entries` is the catalogue. `beyond`: accept targets beyond the indicator's limits, which `hpcheck lint` reports.
    """
    if not check_shape:
        return _Builder(root, file, entries, beyond).plan(sha256)
    from healthplan_cli.sources.plans.shape import check_plan_shape

    try:
        check_plan_shape(root, file)
    except InvalidInput as error:
        raise InvalidInput(in_order([*error.problems, *_sense_of_rest(root, file, entries)])) from None
    return _Builder(root, file, entries, beyond).plan(sha256)


def _sense_of_rest(root: Node, file: str, entries: Mapping[str, Entry]) -> tuple[Problem, ...]:
    """Return the problems of sense in a spec whose shape is wrong; empty where the shape prevents reading."""
    if (root.get("format") or root).text != PLAN_FORMAT:
        return ()
    try:
        _Builder(root, file, entries).plan("")
    except InvalidInput as error:
        return error.problems
    except (ValueError, TypeError, AttributeError, KeyError, ZeroDivisionError):
        return ()
    return ()


class _Builder(RowReader):
    def __init__(self, root: Node, file: str, entries: Mapping[str, Entry], beyond: bool = False) -> None:
        super().__init__(file, entries)
        self.beyond = beyond
        self.root = root
        self.legend = self._legend()
        self.period = self._period()

    def plan(self, sha256: str) -> Plan:
        rows = self.root.get("indicators")
        self.row_ids = frozenset(node.text_at("id") or "" for node in (rows.sequence if rows else ()))
        nodes = rows.sequence if rows else ()
        indicators = [self._row(node, no) for node, no in zip(nodes, numbers_of(nodes), strict=True)]
        self._check_ids(rows, indicators)
        commitments = self._commitments(list(zip(rows.sequence, indicators, strict=True)) if rows else [])
        self._check_compared([*indicators, *commitments])
        projects, total = self._projects()
        people = {key: self._people(key) for key in PEOPLE}
        if self.problems:
            raise InvalidInput(in_order(self.problems))
        return Plan(
            id=self.root.text_at("id") or "",
            title=self.root.text_at("title") or "",
            period=self.period,
            indicators=tuple(indicators),
            region=tuple(pair for pair in self._pairs("region") if pair[0] not in PEOPLE),
            population=people["population"],
            births=people["births"],
            births_years=self._births_years(),
            issued=self._pairs("issued"),
            sha256=sha256,
            path=self.file,
            commitments=commitments,
            projects=projects,
            projects_total=total,
            not_in_document=self._excuses(self.root),
            marks=tuple(self.legend.words.items()),
        )

    def _legend(self) -> Legend:
        """Return the meanings of footnote marks by the document's legend."""
        node = self.root.get("marks")
        found: dict[str, str] = {}
        if node is None:
            return Legend()
        for key, child in node.mapping.items():
            mark = as_mark(key)
            if mark is None:
                words = tr("“{key}”不是一个注的记号：应是 *、①、[1]、注1 一类", key=key)
                self.problems.append(Problem(node.key_place(self.file, key), words))
            elif child.text:
                found[mark] = child.text
        return Legend(found)

    def _commitments(self, rows: list[tuple[Node, Indicator]]) -> tuple[Indicator, ...]:
        nodes = self.root.get("commitments")
        if nodes is None:
            return ()
        from healthplan_cli.sources.plans.commitments import CommitmentReader

        projects = self.root.get("projects")
        ids = {node.text_at("id") or "" for node in (projects.sequence if projects else ())}
        reader = CommitmentReader(self.file, self._indicator, self.entries.__contains__, self.problems, ids)
        return reader.commitments(nodes.sequence, rows)

    def _projects(self) -> tuple[tuple[Project, ...], ProjectsTotal | None]:
        nodes, total = self.root.get("projects"), self.root.get("projects_total")
        if nodes is None and total is None:
            return (), None
        from healthplan_cli.sources.plans.projects import ProjectReader

        reader = ProjectReader(self.file, self.period, self.problems)
        return reader.projects(nodes.sequence if nodes else ()), reader.total(total)

    def _pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        node = self.root.get(key)
        return tuple((name, child.text or "") for name, child in node.mapping.items()) if node else ()

    def _births_years(self) -> int:
        """Return the number of years of which the births are the sum."""
        region = self.root.get("region")
        births = region.get("births") if region else None
        return whole((births.text_at("years") if births else None) or "1")

    def _people(self, key: str) -> Baseline | None:
        """Return the region's number of people under a key (population, births); None without it."""
        region = self.root.get("region")
        found, place = self._baseline(region, key), region.get(key) if region else None
        unit = found.reading.unit if found else None
        if found is not None and (found.reading.values is None or (unit and not units.factor(unit, "人"))):
            self.fail(place or self.root, tr("{key} 应是人数，如 60.2万人", key=key))
        return found

    def _period(self) -> Period:
        node = self.root.get("period")
        years = [self._year(node.get(key) if node else None) or 0 for key in ("baseline", "start", "end")]
        if node is not None and not years[0] < years[1] <= years[2]:
            self.fail(node, tr("年份顺序不对：应为 baseline < start ≤ end"))
        return Period(*years)

    def _row(self, node: Node, no: str) -> Indicator:
        """Return a row with its revisions."""
        indicator = self._indicator(node, no)
        if node.get("revisions") is None:
            return indicator
        from healthplan_cli.sources.plans.revisions import RevisionReader

        revisions = RevisionReader(
            self.file,
            self.period,
            lambda row: self._indicator(row, no, indicator),
            self.problems,
        )
        return revisions.with_revisions(node, indicator)
