"""Checks of a well-formed row: units, directions, years, baselines, numbers beyond their limits."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import Case, UnitMismatch, converted, goals
from healthplan_cli.language.names import component_keys, name_key
from healthplan_cli.model import Baseline, Component, Indicator, Interval, Rule, Target
from healthplan_cli.sources.plans.components import ComponentReader
from healthplan_cli.sources.plans.fields import alike
from healthplan_cli.sources.plans.fits import alike_units, cells_of, fits, is_outside, possible
from healthplan_cli.sources.strict_yaml import Node


class SenseReader(ComponentReader):
    """Checks rows for contradictions and collects the problems; `beyond`: accept targets beyond the indicator's limits."""

    beyond = False

    def _check(self, node: Node, indicator: Indicator) -> None:
        known = len(self.problems)
        where = node.get("target") or node
        targets = [component.target for component in indicator.components] or [indicator.target]
        if None in targets and not self.problems:
            self.fail(where, tr("components 里有的没有 target，这一行也没有"))
        placed = list(zip(cells_of(node, indicator, "target"), targets, strict=False))
        placed += [(where, target) for _, target in indicator.annual_targets]
        for place, target in placed:
            for rule, row in _asked_of(target, indicator):
                self._check_rule(place, rule, row)
        self._check_years(node, where, indicator)
        if indicator.geometric and len(self.problems) == known:
            self._check_rate(node, indicator)
        if indicator.unit and not alike_units(indicator.measure, indicator.limits.unit):
            where = node.get("unit") or node
            self.fail(
                where,
                tr(
                    "单位“{unit}”与目录中 {id} 的单位“{unit2}”不相容",
                    unit=indicator.unit,
                    id=node.text_at("indicator") or indicator.id,
                    unit2=indicator.limits.unit or tr("无"),
                ),
            )
        owners: list[tuple[Baseline | None, Target | None]] = [(indicator.baseline, indicator.target)]
        owners += [(part.baseline, part.target) for part in indicator.components]
        cells = [node.get("baseline") or node]
        cells += cells_of(node, indicator, "baseline") if indicator.components else []
        checked: set[Baseline | None] = set()
        for place, (baseline, target) in zip(cells, owners, strict=False):
            if baseline in checked:
                continue
            checked.add(baseline)
            before = len(self.problems)
            self._check_baseline(place, baseline, indicator, target)
            if baseline and len(self.problems) == before and not fits(baseline.reading, indicator):
                self.fail(
                    place,
                    tr(
                        "基期“{text}”的单位与指标的单位“{measure}”不相容",
                        text=baseline.text,
                        measure=indicator.measure or tr("无"),
                    ),
                )

    def _check_years(self, node: Node, where: Node, indicator: Indicator) -> None:
        start = self.period.baseline
        for target in (indicator.target, *(component.target for component in indicator.components)):
            if target is not None and target.due is not None and target.due <= start:
                self.fail(
                    node.get("due") or where,
                    tr("目标年份 {due} 不晚于基期 {start} 年", due=target.due, start=start),
                )
        for year, target in indicator.annual_targets:
            place = node.get("annual_targets") or node
            if not self.period.start <= year <= self.period.end:
                self.fail(place, tr("annual_targets 的 {year} 年不在规划期内", year=year))
            if not target.rule.is_number or target.years:
                self.fail(place, tr("annual_targets 的 {year} 年须是一个数量，如 ≥60", year=year))
        if indicator.relative_to == indicator.id:
            self.fail(node.get("relative_to") or node, tr("relative_to 不能指向自己"))
        if indicator.tolerance is not None and not 0 <= indicator.tolerance <= 1:
            self.fail(
                node.get("tolerance") or node, tr("tolerance 是占数值的比例，应在 0 到 1 之间，如 0.02")
            )
        limits = indicator.limits
        if limits.low is not None and limits.high is not None and limits.low >= limits.high:
            self.fail(node.get("limits") or node, tr("limits 的 min 应小于 max"))
        for kind, names in (
            ("id", [component.id for component in indicator.components]),
            (tr("名称"), [component.name for component in indicator.components]),
        ):
            if len(set(names)) < len(names):
                self.fail(node.get("components") or where, tr("components 里有重复的{kind}", kind=kind))
        called: dict[str, Component] = {}
        for component in indicator.components:
            for key in component_keys(component):
                other = called.setdefault(key, component)
                if other.id != component.id and other.name != component.name:
                    words = tr(
                        "分项“{one}”（{id}）和“{two}”（{id2}）的 id、名称或别名只差大小写、全角半角、空白，或者相同，数据里分不清：请改一个",
                        one=other.name,
                        id=other.id,
                        two=component.name,
                        id2=component.id,
                    )
                    self.fail(node.get("components") or where, words)
                    return

    def _check_rate(self, node: Node, indicator: Indicator) -> None:
        """Report `pace: geometric` where a baseline or target isn't positive; an unknown baseline is checked with the data."""
        from healthplan_cli.evaluation.progress import already

        for part in indicator.components or (indicator,):
            baseline, rule = part.baseline, part.target.rule if part.target else None
            values = converted(baseline.reading, indicator.measure, indicator.per) if baseline else None
            start = values.value if values is not None else None
            if start is None or rule is None or rule.is_course:
                continue
            case = Case(
                0,
                0,
                0,
                indicator.better,
                indicator.measure,
                {0: Interval.point(start)},
                values,
                per=indicator.per,
            )
            wrong = [end for end in goals(rule, case) if start <= 0 or end(start) <= 0]
            if wrong and not already(rule, case):
                words = tr(
                    "pace: geometric（固定增长率）要求基期和目标都大于 0，这里是 {text} 到 {target}：请改用 linear",
                    text=baseline.text if baseline else "",
                    target=part.target.text if part.target else "",
                )
                self.fail(node.get("pace") or node, words)
                return

    def _check_baseline(
        self, place: Node, baseline: Baseline | None, indicator: Indicator, own: Target | None
    ) -> None:
        """Report faults of a baseline of the row or of a component, whose target is `own`."""
        if baseline is None:
            return
        if baseline.year >= self.period.end:
            self.fail(
                place, tr("基期年份 {year} 不早于规划末年 {end}", year=baseline.year, end=self.period.end)
            )
        if baseline.reading.parts and not indicator.components:
            self.fail(place, tr("基期“{text}”有几个数，而这一行没有分项", text=baseline.text))
        values = converted(baseline.reading, indicator.measure, indicator.per)
        targets = (own,) if own else tuple(component.target for component in indicator.components)
        asked = [target for target in targets if target is not None]
        rungs = [target for target in asked if all(rule.on_ladder for rule in target.rules)]
        if values is not None and rungs and len(rungs) == len(asked) and not baseline.reading.on_ladder:
            if rungs[0].rule.op == "milestone":
                words = tr(
                    "基期“{text}”是一个数，而目标“{target}”读作做成没有：数写在别的文件里的，请写 target: {{op: external, text: {target}}}",
                    text=baseline.text,
                    target=rungs[0].text,
                )
                self.fail(place, words)
                return
            self.fail(
                place,
                tr(
                    "基期“{text}”是一个数，而目标是等级或比例：请写成同样的样子，如 二级甲等、1:1.2",
                    text=baseline.text,
                ),
            )
        elif values is not None and not baseline.reading.on_ladder and is_outside(values, indicator):
            self.fail(
                place,
                tr("基期“{text}”超出了这项指标可能的范围；确实可以超出的，请写 limits", text=baseline.text),
            )

    def _check_rule(self, where: Node, rule: Rule, indicator: Indicator) -> None:
        try:
            rule.check_units(indicator.measure, indicator.per)
        except UnitMismatch as error:
            self.fail(
                where,
                tr(
                    "目标的单位“{error}”与指标的单位“{value}”不相容",
                    error=error,
                    value=indicator.measure or tr("无"),
                ),
            )
        if rule.lacks_direction(indicator.better):
            why = (
                tr("better 是 neither")
                if indicator.better
                else tr("{id} 不在目录里，也没有写 better", id=indicator.id)
            )
            self.fail(
                where,
                tr("{why}，这种写法看不出往哪边算好：请加 better: higher 或 lower，或写明 ≥、≤", why=why),
            )
        if not self.beyond and not possible(rule, indicator):
            self.fail(
                where,
                tr(
                    "目标超出了 {id} 可能的范围（0 到 100% 一类）；确实可以超出的，请写 limits",
                    id=indicator.id,
                ),
            )
        if indicator.adds_up and not (
            rule.is_total or rule.asks_nothing or rule.is_external or rule.is_unread
        ):
            self.fail(
                where,
                tr(
                    "sum: true 只用于各年的数可以相加的目标，如 新建12家；这里的“{text}”不是",
                    text=where.text or "",
                ),
            )
        if rule.is_tied and not indicator.relative_to:
            self.fail(where, tr("“同比例”须写明参照哪个指标：请加 relative_to: 指标 id"))

    def _check_ids(self, rows: Node | None, indicators: list[Indicator]) -> None:
        seen: dict[str, int] = {}
        spelt: dict[str, str] = {}
        for node, indicator in zip(rows.sequence if rows else (), indicators, strict=True):
            where = node.get("id") or node
            other = spelt.setdefault(name_key(indicator.id), indicator.id)
            if other != indicator.id:
                self.fail(where, alike(indicator.id, other, seen[other]))
            elif indicator.id in seen:
                self.fail(
                    where,
                    tr("指标 id“{id}”重复（第一次在第 {seen} 行）", id=indicator.id, seen=seen[indicator.id]),
                )
            seen.setdefault(indicator.id, where.line)
        for node, indicator in zip(rows.sequence if rows else (), indicators, strict=True):
            needs = any(map(proportional, indicator.versions))
            if needs and indicator.relative_to and indicator.relative_to not in seen:
                self.fail(
                    node.get("relative_to") or node,
                    tr(
                        "relative_to 指向的指标“{relative_to}”不在本规划里", relative_to=indicator.relative_to
                    ),
                )

    def _check_compared(self, rows: list[Indicator]) -> None:
        """Report a row whose unit doesn't fit that of the row it is compared with."""
        measures = {row.id: row.measure for row in rows}
        for version in (version for row in rows for version in row.versions):
            targets = (version.target, *(part.target for part in version.components))
            for id in dict.fromkeys(rule.row for target in targets for rule in _asked(target) if rule.row):
                other = measures.get(id)
                if id in measures and not alike_units(version.measure, other):
                    words = tr(
                        "“{name}”的单位“{unit}”与所比的 {id} 的单位“{unit2}”不相容",
                        name=version.name,
                        unit=version.measure or tr("无"),
                        id=id,
                        unit2=other or tr("无"),
                    )
                    self.problems.append(Problem(version.location, words))


def proportional(indicator: Indicator) -> bool:
    """Return whether a target of the row is 同比例."""
    targets = (indicator.target, *(component.target for component in indicator.components))
    return any(target is not None and target.rule.is_tied for target in targets)


def _asked(target: Target | None) -> Iterator[Rule]:
    """Yield the single rules of a target: those of each year, and of each demand in a list of demands."""
    if target is None:
        return
    for rule in target.rules:
        yield from _demands(rule)


def _asked_of(target: Target | None, row: Indicator) -> Iterator[tuple[Rule, Indicator]]:
    """Yield the rules of a target, each with the row as it stands in the rule's year."""
    if target is None:
        return
    for year, rule in target.years or ((0, target.rule),):
        own = row.due_in(year) if target.years else row
        yield from ((one, own) for one in _demands(rule))


def _demands(rule: Rule) -> list[Rule]:
    """Return the rules of the single demands; the rule itself, in a list, where there is one."""
    return [one.rule for one in rule.demands] or [rule]
