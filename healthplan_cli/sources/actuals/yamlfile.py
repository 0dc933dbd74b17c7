"""Data files in YAML or JSON (docs/formats.md), read strictly: all problems are reported, nothing is dropped silently."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.dates import day_of
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Actuals, Plan, SetTarget
from healthplan_cli.sources.actuals.collect import Context
from healthplan_cli.sources.actuals.external_targets import set_target
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced
from healthplan_cli.sources.actuals.periods import NOTHING_SAID, PeriodScope
from healthplan_cli.sources.actuals.readings import is_milestone, may_be_milestone
from healthplan_cli.sources.actuals.titles import scope_of_file, scope_of_note, scope_of_source, year_of_note
from healthplan_cli.sources.actuals.yaml_fields import EntryReader, year_of
from healthplan_cli.sources.strict_yaml import Node
from healthplan_cli.sources.strict_yaml.slips import slip_of

_RECORD = (
    "value", "count", "population", "of", "unit", "year", "source", "note", "provisional", "cumulative",
    "date", "evidence",
)  # fmt: skip


class _YamlReader(EntryReader):
    """Reads the tree of one data file; indicators, components and years hold values of the same forms."""

    __slots__ = ("targets",)

    def __init__(self, index: Index, file: str, sources: Sequence[str]) -> None:
        super().__init__(index, file, sources)
        self.targets: list[SetTarget] = []

    # ── the file ──

    def read(self, root: Node) -> Actuals:
        if not isinstance(root.value, dict):
            self.wrong(root, tr("应为键值形式：year: 2024 和 actuals: 下面每行“指标: 数值”"))
            raise InvalidInput(self.problems)
        self._check_plan(root)
        self._check_keys(root)
        year, period = self._when(root.get("year"))
        source, self.note = self._text(root, "source"), self._text(root, "note")
        self.legend = self._legend(root.get("marks"))
        own = self._sources(root.get("sources"))
        self.sources = (*self.sources, *own)
        rows = root.get("actuals")
        only_targets = rows is None and root.get("targets") is not None
        if not only_targets and (
            rows is None or (rows.value is not None and not isinstance(rows.value, dict))
        ):
            where = rows.place(self.file) if rows else root.place(self.file)
            slip = slip_of(rows.text) if rows and rows.text else None
            self.fail(where, slip or tr("缺少 actuals：下面每行写“指标: 数值”"))
        for key, node in rows.mapping.items() if rows else ():
            place = self.find(key, rows.key_place(self.file, key) if rows else root.place(self.file))
            if place is not None:
                self._value(node, Context(place, year, source, scope=period))
        self._targets(root.get("targets"))
        illustrative = bool(self._flag(root, "illustrative"))
        return Actuals(self.finish(), tuple(self.targets), year, illustrative, own, frozenset(self.parted))

    def _scoped(self, context: Context) -> Context:
        """Return a value's context with its period and kind by its note and source, then by the file's note and name."""
        note, source = context.note, context.source
        year = (year_of_note(plain(note), context.year) if note else None) or context.year
        own = scope_of_note(plain(note), year) if note else NOTHING_SAID
        wider = scope_of_note(plain(self.note), year) if self.note else NOTHING_SAID
        wider = (scope_of_source(plain(source), year) if source else NOTHING_SAID).over(wider)
        scope = PeriodScope(own.part, plan=own.plan).over(context.scope).over(own).over(wider)
        return replace(context, year=year, scope=scope.over(scope_of_file(self.file, year)))

    # ── one value ──

    def _value(self, node: Node, context: Context) -> None:
        if node.value is None:
            return
        if isinstance(node.value, list):
            self._several(node, context)
        elif isinstance(node.value, str):
            self._words(node, context)
        elif not node.mapping:
            return
        elif all(map(year_of, node.mapping)):
            self._years(node, context)
        elif set(node.mapping) <= set(_RECORD):
            self._record(node, context)
        else:
            self._components(node, context)

    def _words(self, node: Node, context: Context) -> None:
        """Read a value's text; where it is none, the problem may be a component or year with a full-width colon."""
        before, text, where = len(self.problems), node.text or "", node.place(self.file)
        self.value(text, None, self._scoped(context), where)
        ratio = text[:1].isdecimal() and year_of(text.partition("：")[0]) is None
        slip = slip_of(text) if node.plain and len(self.problems) > before and not ratio else None
        if slip is not None:
            self.problems[before:] = [Problem(where, slip)]

    def _several(self, node: Node, context: Context) -> None:
        """Read a list of records with the values of several sources."""
        for item in node.sequence:
            if not set(item.mapping) & {"value", "count"}:
                words = tr(
                    "列表里是几个来源的值，每项写成 {value: …, source: …}；几年的值写成 {2021: …, 2022: …}"
                )
                self.wrong(item, tr("{name}：{words}", name=context.place.indicator.name, words=words))
                return
            self._value(item, context)

    def _years(self, node: Node, context: Context) -> None:
        if context.dated:
            self.wrong(
                node,
                tr(
                    "{name}：{year} 年里面又写了年份",
                    name=context.place.indicator.name,
                    year=context.year or "?",
                ),
            )
            return
        for key, child in node.mapping.items():
            found = year_of(key)
            assert found is not None
            year, period = found
            if not 1950 <= year <= 2100:
                self.wrong_key(node, key, tr("年份“{key}”不对", key=key))
                continue
            self._value(child, replace(context, year=year, dated=True, scope=period))

    def _components(self, node: Node, context: Context) -> None:
        indicator = context.place.indicator
        for key, child in node.mapping.items():
            component = self.index.component(indicator, key) if context.place.component is None else None
            if component is None and self.index.is_elsewhere(indicator, key):
                continue
            if component is None and (year_of(key) or key in _RECORD):
                if any(self.index.component(indicator, other) for other in node.mapping):
                    self.wrong_key(
                        node, key, tr("{name}：“{key}”不能与分项写在同一层", name=indicator.name, key=key)
                    )
                continue
            if component is None:
                known = [component.name for component in indicator.components]
                choices = tr("分项有：{names}；", names=tr("、").join(known)) if known else ""
                comma = tr("（数字里的千分位逗号请去掉）") if key.isdecimal() and child.value is None else ""
                message = tr(
                    "{name}：不认识的键“{key}”{comma}；{choices}也可写年份，或 {names}",
                    name=indicator.name,
                    key=key,
                    comma=comma,
                    choices=choices,
                    names=tr("、").join(_RECORD),
                )
                self.wrong_key(node, key, message)
                continue
            place = IndicatorPart(indicator, component)
            self.mention(place)
            self._value(child, replace(context, place=place))

    def _record(self, node: Node, context: Context) -> None:
        year, period = self._when(node.get("year"))
        if context.dated and year is not None and year != context.year:
            where = node.get("year") or node
            self.wrong(where, tr("{year} 年里面写的年份是 {year2}", year=context.year or "?", year2=year))
            return
        inner = Context(
            context.place,
            year or context.year,
            self._text(node, "source") or context.source,
            self._text(node, "note"),
            bool(self._flag(node, "provisional")),
            scope=context.scope
            if year is None
            else period.over(context.scope if context.dated else NOTHING_SAID),
            cumulative=self._flag(node, "cumulative"),
            day=self._day(node, context.place, year or context.year),
            evidence=self._text(node, "evidence"),
        )
        inner = self._scoped(inner)
        unit = self._text(node, "unit")
        value, count = node.get("value"), node.get("count")
        population = node.get("population") or node.get("of")
        given = [item for item in (count, population) if item is not None and item.value is not None]
        if given and value is not None and value.value is not None:
            self.wrong(value, tr("value 与 count、population 只能写一种"))
        elif given:
            self._rate(node, count, population, inner)
        elif value is not None and not value.scalar:
            self.wrong(value, tr("value 应为一个数值"))
        elif value is not None and value.text is not None:
            self.value(value.text, unit, inner, value.place(self.file))

    def _day(self, node: Node, place: IndicatorPart, year: int | None) -> str | None:
        """Return the date on which a milestone was reached (`date`); add a problem for no date, or a value of no milestone."""
        text, where = self._text(node, "date"), node.get("date")
        if text is None or where is None:
            return None
        day = day_of(text)
        if day is None:
            self.wrong(
                where, tr("date 写做成的日期：2023-11-05、2023-11 或 2023，现为“{text}”", text=text[:40])
            )
        elif not (is_milestone(place.due_in(year)) if year is not None else may_be_milestone(place)):
            words = tr("{name}：date 只用于做没做成的目标；数是哪一年的写 year", name=place.indicator.name)
            self.wrong(where, words)
        return day

    def _rate(self, node: Node, count: Node | None, population: Node | None, context: Context) -> None:
        if count is None or population is None or count.text is None or population.text is None:
            self.wrong(node, tr("count 和 population 要一起写，都是数"))
            return
        self.rate(count.text, population.text, context, count.place(self.file))

    # ── the rest ──

    def _targets(self, node: Node | None) -> None:
        if node is None or node.value is None:
            return
        if not isinstance(node.value, dict):
            self.wrong(node, tr("targets 下面每行写“指标: 目标”"))
            return
        for key, child in node.mapping.items():
            place = self.find(key, node.key_place(self.file, key))
            if place is not None:
                self._target(child, place)

    def _target(self, node: Node, place: IndicatorPart) -> None:
        fields = node.mapping
        if fields and not set(fields) <= {"target", "source", "note"}:
            for key, child in fields.items():
                component = self.index.component(place.indicator, key)
                if component is None and self.index.is_elsewhere(place.indicator, key):
                    continue
                if component is None:
                    self.wrong_key(
                        node, key, tr("不认识的键“{key}”，应为 target、source 或分项名称", key=key)
                    )
                else:
                    self._target(child, IndicatorPart(place.indicator, component))
            return
        words = fields.get("target") if fields else node
        if words is None or words.text is None:
            self.wrong(node, tr('{name}：缺少目标，如 "≥97.3%"', name=place.indicator.name))
            return
        source = self._text(node, "source")
        try:
            found = set_target(place, words.text, source, self.index)
            self.targets.append(replace(found, location=words.place(self.file)))
        except LeftOut:
            return
        except Misplaced as error:
            self.wrong(words, str(error))


def read_actuals(
    root: Node, file: str, plan: Plan, index: Index | None = None, sources: Sequence[str] = ()
) -> Actuals:
    """Return the values in a parsed data file for a plan; `index` is its index with the other plans of the run.

    `sources` is the order declared outside the file, which goes before the file's. Raise InvalidInput for all problems.
    """
    return _YamlReader(index or Index(plan), file, sources).read(root)


def plan_named(root: Node, file: str) -> tuple[str, Location] | None:
    """Return the plan's name in a data file's `plan` and that name's place; None where the file names no plan."""
    node = root.get("plan")
    return (node.text, node.place(file)) if node and node.text else None
