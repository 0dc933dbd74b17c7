"""Plan file → Plan: its shape (JSON Schema), then its sense; every problem at once, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from healthplan_cli import units
from healthplan_cli.base.errors import InvalidInput, NotUnderstood, Problem, in_order
from healthplan_cli.base.exact_format import whole
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.marks import Legend, as_mark
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import (
    NO_LIMITS,
    PLAN_FORMAT,
    Baseline,
    Better,
    Bound,
    Change,
    Component,
    Entry,
    Indicator,
    Limits,
    Nature,
    NoTarget,
    Period,
    Plan,
    Project,
    ProjectsTotal,
    Target,
)
from healthplan_cli.sources.plans.meaning import as_meant, change_of_name, is_rank
from healthplan_cli.sources.plans.sense import SenseReader, possible
from healthplan_cli.sources.strict_yaml import Node

PEOPLE = ("population", "births")  # of the region: numbers, not words
E = TypeVar("E", bound=Enum)


def build_plan(
    root: Node,
    file: str,
    entries: Mapping[str, Entry],
    sha256: str,
    *,
    check_shape: bool = True,
    beyond: bool = False,
) -> Plan:
    """The plan in a tree of nodes. InvalidInput carries every problem: shape first, then (where that holds) sense.

    `beyond`: targets beyond what is possible are left in, for `hpcheck lint` to find among the rest.
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
    """What can be said about the words of a spec whose shape is wrong; nothing where that stands in the way."""
    if (root.get("format") or root).text != PLAN_FORMAT:
        return ()
    try:
        _Builder(root, file, entries).plan("")
    except InvalidInput as error:
        return error.problems
    except (ValueError, TypeError, AttributeError, KeyError, ZeroDivisionError):
        return ()
    return ()


class _Builder(SenseReader):
    def __init__(self, root: Node, file: str, entries: Mapping[str, Entry], beyond: bool = False) -> None:
        super().__init__(file, Period(0, 0, 0))
        self.beyond = beyond
        self.root = root
        self.entries = entries
        self.legend = self._legend()
        self.period = self._period()

    def plan(self, sha256: str) -> Plan:
        rows = self.root.get("indicators")
        indicators = [self._row(node, order) for order, node in enumerate(rows.sequence if rows else (), 1)]
        self._check_ids(rows, indicators)
        commitments = self._commitments(list(zip(rows.sequence, indicators, strict=True)) if rows else [])
        projects, total = self._projects()
        people = {key: self._people(key) for key in PEOPLE}
        if self.problems:
            raise InvalidInput(in_order(self.problems))
        return Plan(
            id=self._text(self.root, "id") or "",
            title=self._text(self.root, "title") or "",
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
        """What the document's own legend says of footnote marks."""
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
        ids = {self._text(node, "id") or "" for node in (projects.sequence if projects else ())}
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
        """Of how many years the births are the sum."""
        region = self.root.get("region")
        births = region.get("births") if region else None
        return whole((self._text(births, "years") if births else None) or "1")

    def _people(self, key: str) -> Baseline | None:
        """How many people the region has of a kind."""
        region = self.root.get("region")
        found, place = self._baseline(region, key), region.get(key) if region else None
        unit = found.reading.unit if found else None
        if found is not None and (found.reading.values is None or (unit and not units.factor(unit, "人"))):
            self._fail(place or self.root, tr("{key} 应是人数，如 60.2万人", key=key))
        return found

    def _period(self) -> Period:
        node = self.root.get("period")
        years = [self._year(node.get(key) if node else None) or 0 for key in ("baseline", "start", "end")]
        if node is not None and not years[0] < years[1] <= years[2]:
            self._fail(node, tr("年份顺序不对：应为 baseline < start ≤ end"))
        return Period(*years)

    def _row(self, node: Node, order: int) -> Indicator:
        """A row, and as what it is read after each of its revisions."""
        indicator = self._indicator(node, order)
        if node.get("revisions") is None:
            return indicator
        from healthplan_cli.sources.plans.revisions import RevisionReader

        revisions = RevisionReader(
            self.file,
            self.period,
            lambda row: self._indicator(row, order, indicator),
            self.problems,
        )
        return revisions.with_revisions(node, indicator)

    def _indicator(self, node: Node, order: int, first: Indicator | None = None) -> Indicator:
        """A row as it stands; a revised one keeps the measure of the `first`, in which data are read."""
        id = self._text(node, "id") or ""
        about = self._text(node, "indicator")  # what a commitment is about
        entry = self.entries.get(about or id, self.entries.get(id, Entry(id)))
        unit = self._unit(node)
        target = self._target(node)
        measure = (
            unit
            or (units.canonical(entry.unit) if entry.unit else None)
            or (first.measure if first else target.rule.level.unit if target else None)
        )
        better = self._text(node, "better")
        tolerance = self._number(node.get("tolerance"))
        indicator = Indicator(
            id=id,
            no=self._text(node, "no") or str(order),
            name=squeeze(self._text(node, "name") or ""),
            category=self._text(node, "category"),
            unit=self._text(node, "unit"),
            measure=measure,
            nature=_choice(Nature, self._text(node, "nature")) or Nature.EXPECTED,
            better=_choice(Better, better) or entry.better,
            baseline=self._baseline(node),
            target=target,
            aliases=(*self._texts(node, "aliases"), *entry.aliases, *((entry.name,) if entry.name else ())),
            name_en=self._text(node, "name_en") or entry.name_en,
            limits=self._limits(node, entry, measure),
            per=whole(self._text(node, "per") or "0") or entry.per,
            tolerance=tolerance,
            adds_up=self._said(node.get("sum")),
            geometric=self._text(node, "pace") == "geometric",
            annual_targets=self._annual(node),
            relative_to=self._text(node, "relative_to") or entry.relative_to,
            responsible=self._text(node, "responsible"),
            source=self._text(node, "source"),
            note=self._text(node, "note"),
            definition=self._text(node, "definition") or entry.definition,
            formula=self._text(node, "formula") or entry.formula,
            location=node.place(self.file),
            mentions=self._mentions(node),
            not_in_document=self._excuses(node),
            lint=self._excuses(node, "lint"),
        )
        if node.get("limits") is None and entry.limits == NO_LIMITS and change_of_name(indicator):
            indicator = replace(
                indicator, limits=NO_LIMITS
            )  # a change may be less than nothing, and more than all
        indicator = self._with_components(node, _meant(self._with_amount(node, indicator)), entry)
        indicator = replace(
            indicator, components=tuple(_meant_part(part, indicator) for part in indicator.components)
        )
        indicator = self._by_total(node, indicator, first is not None)
        self._check(node, indicator)
        return indicator

    def _said(self, node: Node | None) -> bool | None:
        """true or false; None where neither is said."""
        return None if node is None or node.text is None else node.text == "true"

    def _unit(self, node: Node) -> str | None:
        child = node.get("unit")
        if child is None or child.text is None:
            return None
        unit = units.canonical(squeeze(child.text).replace("％", "%"))
        if unit is None:
            self._fail(child, tr("单位“{text}”不在单位表里；没有单位请写 unit: null", text=child.text))
        return unit

    def _target(self, node: Node) -> Target | None:
        child = node.get("target")
        if child is None:
            if node.get("components") is not None:
                return None
            self._fail(node, tr("缺少 target；没有目标请写 target: “—”"))
            return Target("", NoTarget())
        target = self._read_target(child)
        due = self._year(node.get("due"))
        return replace(target, due=due) if due else target

    def _annual(self, node: Node) -> tuple[tuple[int, Target], ...]:
        child = node.get("annual_targets")
        return (
            tuple((whole(year), self._read_target(item)) for year, item in child.mapping.items())
            if child
            else ()
        )

    def _limits(self, node: Node, entry: Entry, measure: str | None) -> Limits:
        """What a value may be: the spec's own, else the catalogue's, else a share is 0..100 % and nothing is negative."""
        child = node.get("limits")
        if child is not None:
            return Limits(self._number(child.get("min")), self._number(child.get("max")), measure)
        if entry.unit and entry.limits != NO_LIMITS:
            return replace(entry.limits, unit=units.canonical(entry.unit))
        return (
            Limits(Fraction(0), Fraction(100), "%")
            if units.is_share(measure)
            else Limits(Fraction(0), unit=measure)
        )

    def _with_amount(self, node: Node, indicator: Indicator) -> Indicator:
        """明显下降 with the spec's `at_least` is a change of at least that much."""
        child = node.get("at_least")
        target = indicator.target
        if child is None or child.text is None or target is None:
            return indicator
        rule = target.rule
        try:
            level = parse_target(child.text).rule
        except NotUnderstood as error:
            self._words_problem(child, "at_least ", error)
            return indicator
        if not level.is_plain or level.quantity is None or not rule.is_trend:
            self._fail(
                child, tr("at_least 只用于“明显下降”一类没有写明幅度的目标，写一个数量，如 0.5个百分点")
            )
            return indicator
        change = Change(level.quantity, rule.direction, Bound.AT_LEAST)
        return replace(indicator, target=replace(target, rule=change), at_least=level.quantity)

    def _by_total(self, node: Node, indicator: Indicator, revised: bool) -> Indicator:
        """每年降低 with the spec's `judge_by: total` is judged as 年均 is: by the whole stretch."""
        child = node.get("judge_by")
        if child is None or child.text != "total":
            return indicator
        parts = tuple(replace(part, target=_averaged(part.target)) for part in indicator.components)
        found = replace(indicator, target=_averaged(indicator.target), components=parts)
        if found != indicator:
            return replace(found, by_total=True)
        mean = any(
            target is not None and target.rule.is_yearly_change
            for target in (indicator.target, *(part.target for part in indicator.components))
        )
        if not revised and not mean:  # a revised target may be of another kind, and is then judged as it says
            self._fail(child, tr("judge_by: total 只用于“每年降低…”一类每年变化多少的目标"))
        return indicator


def _averaged(target: Target | None) -> Target | None:
    rule = target.rule if target else None
    if target is None or rule is None or not rule.is_yearly_change or rule.average:
        return target
    return replace(target, rule=rule.but(average=True))


def _meant(indicator: Indicator) -> Indicator:
    """The row with what its target asks of it; a rank without a unit or a direction has those of its words."""
    target = indicator.target
    if is_rank(indicator, target):
        written = getattr(getattr(target and target.rule, "by", None), "unit", None)
        indicator = replace(
            indicator, better=indicator.better or Better.LOWER, measure=indicator.measure or written
        )
    if target is None:
        return indicator
    meant = as_meant(target, indicator)
    return replace(indicator, target=meant, measure=indicator.measure or meant.rule.level.unit)


def _meant_part(component: Component, indicator: Indicator) -> Component:
    """The component with what its target asks of it: as that of the row, or of a row by its own name."""
    if component.target is None:
        return component
    row = replace(indicator, baseline=component.baseline)
    meant = as_meant(component.target, row)
    if meant is component.target:
        meant = as_meant(component.target, replace(row, name=component.name))
    return replace(component, target=meant)


def _choice(kind: type[E], text: str | None) -> E | None:
    """The member with that value; None for any other text, which the schema has already refused."""
    return next((member for member in kind if member.value == text), None)


__all__ = ["build_plan", "possible"]
