"""Rows of a spec read as Indicator, joined with their catalogue entries; commitments are read as rows too."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.exact_format import whole
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import (
    NO_LIMITS,
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
    Rule,
    Target,
)
from healthplan_cli.sources.plans.meaning import as_meant, change_of_name, is_rank
from healthplan_cli.sources.plans.sense import SenseReader
from healthplan_cli.sources.strict_yaml import Node

E = TypeVar("E", bound=Enum)


class RowReader(SenseReader):
    """Reads the rows of one spec; `entries` is the catalogue."""

    def __init__(self, file: str, entries: Mapping[str, Entry]) -> None:
        super().__init__(file, Period(0, 0, 0))
        self.entries = entries
        self.row_ids: frozenset[str] = frozenset()

    def _indicator(self, node: Node, no: str, first: Indicator | None = None) -> Indicator:
        """Return a node as an indicator with the number `no`; a revised row keeps the unit of `first`, in which data are read."""
        id = node.text_at("id") or ""
        about = node.text_at("indicator")  # what a commitment is about
        entry = self.entries.get(about or id, self.entries.get(id, Entry(id)))
        unit = self._unit(node)
        target = self._target(node)
        measure = (
            unit
            or (units.canonical(entry.unit) if entry.unit else None)
            or (first.measure if first else _unit_of(target))
        )
        better = node.text_at("better")
        tolerance = self._number(node.get("tolerance"))
        indicator = Indicator(
            id=id,
            no=node.text_at("no") or no,
            name=squeeze(node.text_at("name") or ""),
            category=node.text_at("category"),
            unit=node.text_at("unit"),
            measure=measure,
            nature=_choice(Nature, node.text_at("nature")) or Nature.EXPECTED,
            better=_choice(Better, better) or entry.better,
            baseline=self._baseline(node, rules=target.rules if target else ()),
            target=target,
            aliases=(*node.texts_at("aliases"), *entry.aliases, *((entry.name,) if entry.name else ())),
            name_en=node.text_at("name_en") or entry.name_en,
            limits=self._limits(node, entry, measure),
            per=whole(node.text_at("per") or "0") or entry.per,
            tolerance=tolerance,
            adds_up=self._said(node.get("sum")),
            geometric=node.text_at("pace") == "geometric",
            annual_targets=self._annual(node),
            relative_to=node.text_at("relative_to") or entry.relative_to,
            responsible=node.text_at("responsible"),
            source=node.text_at("source"),
            note=node.text_at("note"),
            evidence=node.text_at("evidence"),
            definition=node.text_at("definition") or entry.definition,
            formula=node.text_at("formula") or entry.formula,
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
        indicator = self._by_total(node, self._referring(node, indicator), first is not None)
        self._check(node, indicator)
        return indicator

    def _referring(self, node: Node, indicator: Indicator) -> Indicator:
        """Return the row with the ids of other rows put into its `Reference` targets, by the key `reference` or their words."""
        child = node.get("reference")
        known, named = self.row_ids, child.text if child is not None else None
        if child is not None and (named not in known or named == indicator.id):
            self.fail(child, tr("reference 应是本规划另一项指标的 id，现为“{id}”", id=named or ""))
            return indicator
        parts = tuple(
            replace(part, target=_compared(part.target, known - {indicator.id}, named))
            for part in indicator.components
        )
        found = replace(
            indicator, target=_compared(indicator.target, known - {indicator.id}, named), components=parts
        )
        if named is not None and found == indicator:
            self.fail(child or node, tr("reference 只用于与别的数比的目标，如 高于GDP增速"))
        return found

    def _said(self, node: Node | None) -> bool | None:
        """Return whether a cell is `true`; None for an empty or missing cell."""
        return None if node is None or node.text is None else node.text == "true"

    def _unit(self, node: Node) -> str | None:
        child = node.get("unit")
        if child is None or child.text is None:
            return None
        unit = units.canonical(squeeze(child.text).replace("％", "%"))
        if unit is None:
            self.fail(child, tr("单位“{text}”不在单位表里；没有单位请写 unit: null", text=child.text))
        return unit

    def _target(self, node: Node) -> Target | None:
        child = node.get("target")
        if child is None:
            if node.get("components") is not None:
                return None
            self.fail(node, tr("缺少 target；没有目标请写 target: “—”"))
            return Target("", NoTarget())
        target = self._read_target(child)
        due = self._year(node.get("due"))
        if due and target.years:
            self.fail(node.get("due") or node, tr("target 已写明各年的目标，不能另写 due"))
        return replace(target, due=due) if due else target

    def _annual(self, node: Node) -> tuple[tuple[int, Target], ...]:
        child = node.get("annual_targets")
        return (
            tuple((whole(year), self._read_target(item)) for year, item in child.mapping.items())
            if child
            else ()
        )

    def _limits(self, node: Node, entry: Entry, measure: str | None) -> Limits:
        """Return the limits of values: the spec's, else the catalogue's, else 0 to 100 % for a share and 0 or more for others."""
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
        """Return the row with 明显下降 as a change by at least the spec's `at_least`; unchanged without that key."""
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
            self.fail(
                child, tr("at_least 只用于“明显下降”一类没有写明幅度的目标，写一个数量，如 0.5个百分点")
            )
            return indicator
        change = Change(level.quantity, rule.direction, Bound.AT_LEAST)
        return replace(indicator, target=replace(target, rule=change), at_least=level.quantity)

    def _by_total(self, node: Node, indicator: Indicator, revised: bool) -> Indicator:
        """Return the row with 每年降低 judged like 年均, by the whole change, where the spec says `judge_by: total`."""
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
            self.fail(child, tr("judge_by: total 只用于“每年降低…”一类每年变化多少的目标"))
        return indicator


def _unit_of(target: Target | None) -> str | None:
    """Return the unit in a target's words; of several years, that of the last number with one. None without one."""
    rules = target.rules if target is not None else ()
    counted = [rule for rule in rules if rule.is_counted] or rules
    return next((rule.level.unit for rule in reversed(counted) if rule.level.unit), None)


def _compared(target: Target | None, rows: frozenset[str], named: str | None) -> Target | None:
    """Return a target with the ids of the rows that its references compare with, by `named` (the spec's key) or the
    words.

    `rows` are the ids of all rows.
    """
    if target is None:
        return None

    def of_row(rule: Rule) -> Rule:
        if rule.demands:
            return rule.but(demands=tuple(replace(one, rule=of_row(one.rule)) for one in rule.demands))
        row = named or (rule.to if rule.to in rows else None)
        return rule.of_row(row) if row is not None and rule.to and not rule.is_of_year_before else rule

    years = tuple((year, of_row(rule)) for year, rule in target.years)
    return replace(target, rule=of_row(target.rule), years=years)


def _averaged(target: Target | None) -> Target | None:
    rule = target.rule if target else None
    if target is None or rule is None or not rule.is_yearly_change or rule.average:
        return target
    return replace(target, rule=rule.but(average=True))


def _meant(indicator: Indicator) -> Indicator:
    """Return the row with the meaning of its target; a rank without unit or direction gets those of its words."""
    target = indicator.target
    if is_rank(indicator, target):
        written = getattr(getattr(target and target.rule, "by", None), "unit", None)
        indicator = replace(
            indicator, better=indicator.better or Better.LOWER, measure=indicator.measure or written
        )
    if target is None:
        return indicator
    meant = as_meant(target, indicator)
    return replace(indicator, target=meant, measure=indicator.measure or _unit_of(meant))


def _meant_part(component: Component, indicator: Indicator) -> Component:
    """Return a component with the meaning of its target for the row, or for a row with the component's name."""
    if component.target is None:
        return component
    row = replace(indicator, baseline=component.baseline)
    meant = as_meant(component.target, row)
    if meant is component.target:
        meant = as_meant(component.target, replace(row, name=component.name))
    return replace(component, target=meant)


def _choice(kind: type[E], text: str | None) -> E | None:
    """Return the enum member with this value; None for other text, which the schema refuses."""
    return next((member for member in kind if member.value == text), None)
