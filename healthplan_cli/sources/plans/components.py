"""The components of a row: named by the spec, by the target's words, or by the catalogue."""

from __future__ import annotations

from typing import TypeVar

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.names import component_keys, name_key
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import Component, ComponentRule, Entry, Indicator, Reading, Rule, Target
from healthplan_cli.sources.plans.fields import FieldReader
from healthplan_cli.sources.strict_yaml import Node

T = TypeVar("T")


class ComponentReader(FieldReader):
    """Reads a row's components, and gives each its part of the row's target and baseline."""

    def _with_components(self, node: Node, indicator: Indicator, entry: Entry) -> Indicator:
        child = node.get("components")
        rule = indicator.target.rule if indicator.target is not None else None
        baseline = indicator.baseline
        if child is not None:
            named = tuple(self._component(item, indicator.target) for item in child.sequence)
        elif rule is not None and rule.parts:
            named = self._from_words(node, rule, entry)
        elif entry.components:
            named = entry.components
        else:
            return indicator
        english = {component.id: component.name_en for component in entry.components}
        named = tuple(replace(item, name_en=item.name_en or english.get(item.id)) for item in named)
        parts = rule.parts if rule is not None else ()
        values = baseline.reading.parts if baseline else ()
        self._check_parts(node, "target", named, [part.name for part in parts])
        self._check_parts(node, "baseline", named, [name for name, _ in values])
        joined = tuple(
            self._join(component, index, indicator, parts, values) for index, component in enumerate(named)
        )
        return replace(indicator, components=joined, optional_components=child is None and not parts)

    def _component(self, node: Node, of_row: Target | None) -> Component:
        cell = node.get("target")
        target = self._read_target(cell) if cell is not None else None
        asked = target or of_row
        return Component(
            id=node.text_at("id") or "",
            name=squeeze(node.text_at("name") or ""),
            aliases=node.texts_at("aliases"),
            baseline=self._baseline(node, rules=asked.rules if asked is not None else ()),
            target=target,
            location=node.place(self.file),
        )

    def _from_words(self, node: Node, rule: Rule, entry: Entry) -> tuple[Component, ...]:
        """Return the components that the target's words name; unnamed ones are the catalogue's, or a problem."""
        if any(part.name is None for part in rule.parts):
            if len(entry.components) == len(rule.parts):
                return entry.components
            self.fail(node.get("target") or node, _unnamed(node, rule))
            return ()
        known = [_matching(entry.components, part.name or "") for part in rule.parts]
        if all(known):
            return tuple(component for component in known if component)
        return tuple(Component(part.name or "", part.name or "") for part in rule.parts)

    def _check_parts(
        self, node: Node, key: str, named: tuple[Component, ...], names: list[str | None]
    ) -> None:
        if not names or (not named and key == "target"):
            return  # none, or none that the words name, which is said already
        where = node.get(key) or node
        words = {"target": tr("目标"), "baseline": tr("基期")}[key]
        if len(names) != len(named):
            self.fail(
                where,
                tr(
                    "{words}分成 {count} 项，components 有 {count2} 项",
                    words=words,
                    count=len(names),
                    count2=len(named),
                ),
            )
            return
        for name in names:
            if name is not None and _matching(named, name) is None:
                known = tr("、").join(component.name for component in named)
                self.fail(
                    where,
                    tr(
                        "{words}里的“{name}”不在 components（{known}）中；可写进 aliases",
                        words=words,
                        name=name,
                        known=known,
                    ),
                )

    def _join(
        self,
        component: Component,
        index: int,
        indicator: Indicator,
        parts: tuple[ComponentRule, ...],
        values: tuple[tuple[str | None, Reading], ...],
    ) -> Component:
        """Return a component with its part of the row's target and baseline, where it has none of its own."""
        target, baseline = component.target, component.baseline
        row = indicator.baseline
        if target is None and indicator.target is not None:
            part = _pick(component, index, [(part.name, part) for part in parts])
            target = replace(indicator.target, rule=part.rule, text=part.text) if part else indicator.target
        if baseline is None and row is not None:
            value = _pick(component, index, list(values))
            if value is not None:
                baseline = replace(row, text=value.text, reading=value)
            elif not values:
                baseline = row
        return replace(component, target=target, baseline=baseline)


def _unnamed(node: Node, rule: Rule) -> str:
    """Return the advice for parts without a name: those of 分别, or a whole with its parts (35（其中国家级3）)."""
    if rule.parts[0].name is None and all(part.name for part in rule.parts[1:]):
        cells = [("total", tr("合计"), rule.parts[0])]
        cells += [(f"part{at}", part.name, part) for at, part in enumerate(rule.parts[1:], 1)]
        form = ", ".join(f'{{id: {id}, name: {name}, target: "{part.text}"}}' for id, name, part in cells)
        return tr(
            "“{text}”是一个总数和其中的几项：一项写一个分项，如 components: [{form}]，这一行不写 target",
            text=node.text_at("target") or "",
            form=form,
        )
    return tr("“分别”所指的各项没有名称：请用 components 按顺序列出")


def _matching(components: tuple[Component, ...], name: str) -> Component | None:
    key = name_key(name)
    return next((component for component in components if key in component_keys(component)), None)


def _pick(component: Component, index: int, items: list[tuple[str | None, T]]) -> T | None:
    keys = component_keys(component)
    for name, item in items:
        if name is not None and name_key(name) in keys:
            return item
    unnamed = all(name is None for name, _ in items)
    return items[index][1] if unnamed and index < len(items) else None
