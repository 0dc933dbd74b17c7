"""Actuals in YAML or JSON (docs/formats.md), read strictly: every problem at once, nothing dropped in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from healthplan_cli.actuals.places import Index, Misplaced, Place, read_rate, read_value
from healthplan_cli.actuals.setting import set_target
from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.model import Actual, Actuals, Location, Plan, SetTarget
from healthplan_cli.names import nearest
from healthplan_cli.record import record
from healthplan_cli.yamlsource import Node

FORMAT = "hpcheck.actuals/1"
_TOP = ("format", "plan", "year", "source", "note", "illustrative", "actuals", "targets")
_RECORD = ("value", "count", "population", "unit", "year", "source", "note", "provisional")
_YEAR = re.compile(r"(?P<year>\d{4})年?$", re.ASCII)


@record(frozen=True, slots=True)
class _Context:
    """What holds for a value from the levels above it."""

    place: Place
    year: int | None
    source: str | None


@dataclass(slots=True)
class _Reader:
    index: Index
    file: str
    problems: list[Problem] = field(default_factory=list)
    values: list[Actual] = field(default_factory=list)
    targets: list[SetTarget] = field(default_factory=list)

    def fail(self, where: Location, message: str) -> None:
        self.problems.append(Problem(where, message))

    # ── the file ──

    def read(self, root: Node) -> Actuals:
        if not isinstance(root.value, dict):
            self.fail(root.place(self.file), "应为键值形式：year: 2024 和 actuals: 下面每行“指标: 数值”")
            raise InvalidInput(self.problems)
        self._check_keys(root)
        year = self._year(root.get("year"))
        source = self._text(root.get("source"), "source")
        rows = root.get("actuals")
        if rows is None or (rows.value is not None and not isinstance(rows.value, dict)):
            where = rows.place(self.file) if rows else root.place(self.file)
            self.fail(where, "缺少 actuals：下面每行写“指标: 数值”")
        for key, node in rows.mapping.items() if rows else ():
            place = self._find(key, rows.key_place(self.file, key) if rows else root.place(self.file))
            if place is not None:
                self._value(node, _Context(place, year, source))
        self._targets(root.get("targets"))
        self._check_places()
        if self.problems:
            raise InvalidInput(
                sorted(self.problems, key=lambda item: (item.location.line, item.location.column))
            )
        return Actuals(
            tuple(self.values),
            tuple(self.targets),
            year,
            self._flag(root.get("illustrative"), "illustrative"),
        )

    def _check_keys(self, root: Node) -> None:
        for key in root.mapping:
            if key not in _TOP:
                near = nearest(key, _TOP, 1)
                hint = f"，是不是 {near[0]}？" if near else f"，可用的有：{'、'.join(_TOP)}"
                extra = "（指标应写在 actuals 下面）" if not near else ""
                self.fail(root.key_place(self.file, key), f"不认识的键“{key}”{hint}{extra}")
        format = root.get("format")
        if format is not None and format.text != FORMAT:
            self.fail(format.place(self.file), f"format 是“{format.text}”，这里需要 {FORMAT}")
        plan = root.get("plan")
        if plan is not None and plan.text not in (self.index.plan.id, None):
            self.fail(
                plan.place(self.file), f"文件是规划“{plan.text}”的数据，要核验的是“{self.index.plan.id}”"
            )

    def _year(self, node: Node | None) -> int | None:
        if node is None or node.value is None:
            return None
        match = _YEAR.match(node.text or "")
        if match is None or not 1950 <= int(match["year"]) <= 2100:
            self.fail(node.place(self.file), f"年份“{node.text}”不对，应为四位年份，如 2024")
            return None
        return int(match["year"])

    def _text(self, node: Node | None, key: str) -> str | None:
        if node is None or node.value is None:
            return None
        if node.text is None:
            self.fail(node.place(self.file), f"{key} 应为文字")
        return node.text

    def _flag(self, node: Node | None, key: str) -> bool:
        if node is None or node.value is None or node.text == "false":
            return False
        if node.text != "true":
            self.fail(node.place(self.file), f"{key} 只能是 true 或 false")
        return True

    def _find(self, key: str, where: Location) -> Place | None:
        try:
            return self.index.find(key)
        except Misplaced as error:
            self.fail(where, str(error))
            return None

    # ── one value ──

    def _value(self, node: Node, context: _Context) -> None:
        if node.value is None:
            return
        if isinstance(node.value, list):
            self.fail(
                node.place(self.file),
                f"{context.place.indicator.name}：不能是列表；几年的值写成 {{2021: …, 2022: …}}",
            )
        elif isinstance(node.value, str):
            self._reading(node, node.value, None, context, False, None)
        elif not node.mapping:
            return
        elif all(_YEAR.match(key) for key in node.mapping):
            self._years(node, context)
        elif set(node.mapping) <= set(_RECORD):
            self._record(node, context)
        else:
            self._components(node, context)

    def _years(self, node: Node, context: _Context) -> None:
        for key, child in node.mapping.items():
            match = _YEAR.match(key)
            assert match is not None
            year = int(match["year"])
            if not 1950 <= year <= 2100:
                self.fail(node.key_place(self.file, key), f"年份“{key}”不对")
                continue
            self._value(child, _Context(context.place, year, context.source))

    def _components(self, node: Node, context: _Context) -> None:
        indicator = context.place.indicator
        for key, child in node.mapping.items():
            component = self.index.component(indicator, key) if context.place.component is None else None
            if component is None:
                known = [component.name for component in indicator.components]
                choices = f"分项有：{'、'.join(known)}；" if known else ""
                message = f"{indicator.name}：不认识的键“{key}”；{choices}也可写年份，或 {'、'.join(_RECORD)}"
                self.fail(node.key_place(self.file, key), message)
                continue
            self._value(child, _Context(Place(indicator, component), context.year, context.source))

    def _record(self, node: Node, context: _Context) -> None:
        year = self._year(node.get("year")) or context.year
        source = self._text(node.get("source"), "source") or context.source
        note = self._text(node.get("note"), "note")
        unit = self._text(node.get("unit"), "unit")
        provisional = self._flag(node.get("provisional"), "provisional")
        inner = _Context(context.place, year, source)
        value, count, population = (node.get(key) for key in ("value", "count", "population"))
        if count is not None or population is not None:
            self._rate(node, count, population, inner, note, provisional)
        elif value is not None and not value.scalar:
            self.fail(value.place(self.file), "value 应为一个数值")
        elif value is not None and value.text is not None:
            self._reading(value, value.text, unit, inner, provisional, note)

    def _rate(
        self,
        node: Node,
        count: Node | None,
        population: Node | None,
        context: _Context,
        note: str | None,
        provisional: bool,
    ) -> None:
        value = node.get("value")
        if value is not None and value.value is not None:
            self.fail(value.place(self.file), "value 与 count、population 只能写一种")
            return
        if count is None or population is None or count.text is None or population.text is None:
            if (
                count is not None
                and population is not None
                and count.value is None
                and population.value is None
            ):
                return
            self.fail(node.place(self.file), "count 和 population 要一起写，都是数")
            return
        try:
            reading = read_rate(count.text, population.text, context.place)
        except Misplaced as error:
            self.fail(count.place(self.file), str(error))
            return
        self._add(
            Actual("", None, context.year, reading, context.source, note, node.place(self.file)),
            context,
            provisional,
        )

    def _reading(
        self, node: Node, text: str, unit: str | None, context: _Context, provisional: bool, note: str | None
    ) -> None:
        where = node.place(self.file)
        try:
            reading = read_value(text, unit, context.place)
        except Misplaced as error:
            self.fail(where, str(error))
            return
        if not reading.parts:
            self._add(
                Actual("", None, context.year, reading, context.source, note, where), context, provisional
            )
        for name, part in reading.parts:
            component = self.index.component(context.place.indicator, name or "")
            if component is None:
                self.fail(where, f"{context.place.indicator.name} 没有分项“{name}”")
                continue
            inner = _Context(Place(context.place.indicator, component), context.year, context.source)
            self._add(Actual("", None, context.year, part, context.source, note, where), inner, provisional)

    def _add(self, actual: Actual, context: _Context, provisional: bool) -> None:
        if actual.reading.values is None:
            return
        reading = replace(actual.reading, provisional=actual.reading.provisional or provisional)
        component = context.place.component
        self.values.append(
            replace(
                actual,
                indicator=context.place.indicator.id,
                component=component.id if component else None,
                reading=reading,
            )
        )

    # ── the rest ──

    def _targets(self, node: Node | None) -> None:
        if node is None or node.value is None:
            return
        if not isinstance(node.value, dict):
            self.fail(node.place(self.file), "targets 下面每行写“指标: 目标”")
            return
        for key, child in node.mapping.items():
            place = self._find(key, node.key_place(self.file, key))
            if place is not None:
                self._target(child, place)

    def _target(self, node: Node, place: Place) -> None:
        fields = node.mapping
        if fields and not set(fields) <= {"target", "source", "note"}:
            for key, child in fields.items():
                component = self.index.component(place.indicator, key)
                if component is None:
                    self.fail(
                        node.key_place(self.file, key), f"不认识的键“{key}”，应为 target、source 或分项名称"
                    )
                else:
                    self._target(child, Place(place.indicator, component))
            return
        words = fields.get("target") if fields else node
        if words is None or words.text is None:
            self.fail(node.place(self.file), f'{place.indicator.name}：缺少目标，如 "≥97.3%"')
            return
        source = self._text(fields.get("source"), "source") if fields else None
        try:
            self.targets.append(set_target(place, words.text, source))
        except Misplaced as error:
            self.fail(words.place(self.file), str(error))

    def _check_places(self) -> None:
        """Two different values for one place; the same one twice is fine."""
        seen: dict[tuple[str, str | None, int | None], Actual] = {}
        for actual in self.values:
            key = actual.indicator, actual.component, actual.year
            first = seen.setdefault(key, actual)
            if first.reading.values != actual.reading.values:
                year = f" {actual.year} 年" if actual.year else ""
                name = self.index.plan.find(actual.indicator).name
                message = f"{name}{year}有两个不同的值：“{first.reading.text}”（第 {first.location.line} 行）和“{actual.reading.text}”"
                self.fail(actual.location, message)


def read_actuals(root: Node, file: str, plan: Plan) -> Actuals:
    """The values in a parsed actuals file, for a plan. InvalidInput carries every problem."""
    return _Reader(Index(plan), file).read(root)


def plan_named(root: Node) -> str | None:
    """The plan an actuals file says it is for."""
    node = root.get("plan")
    return node.text if node else None
