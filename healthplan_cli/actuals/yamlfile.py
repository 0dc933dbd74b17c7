"""Actuals in YAML or JSON (docs/formats.md), read strictly: every problem at once, nothing dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthplan_cli.actuals.gather import Context, Gatherer
from healthplan_cli.actuals.lookup import Index, LeftOut, Misplaced, Place
from healthplan_cli.actuals.periods import NOTHING_SAID, Scope, dated
from healthplan_cli.actuals.setting import set_target
from healthplan_cli.actuals.titles import scope_of_file, scope_of_note, scope_of_source, year_of_note
from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.lexicon import Pattern
from healthplan_cli.model import Actuals, Location, Plan, SetTarget
from healthplan_cli.names import nearest
from healthplan_cli.record import replace
from healthplan_cli.speech import tr
from healthplan_cli.wording.marks import Legend, as_mark, legends_in
from healthplan_cli.wording.normalise import plain
from healthplan_cli.yamlslips import quoting, slip_of
from healthplan_cli.yamlsource import Node

FORMAT = "hpcheck.actuals/1"
_TOP = ("format", "plan", "year", "source", "sources", "note", "marks", "illustrative", "actuals", "targets")
_RECORD = ("value", "count", "population", "unit", "year", "source", "note", "provisional", "cumulative")
_YEAR = Pattern(r"(?P<year>\d{4})年?$", re.ASCII)


class _Reader(Gatherer):
    """Walks the tree of one file; the same shapes under an indicator, a component and a year."""

    __slots__ = ("file", "note", "targets")

    def __init__(self, index: Index, file: str, sources: Sequence[str]) -> None:
        super().__init__(index, sources)
        self.file = file
        self.note: str | None = None
        self.targets: list[SetTarget] = []

    # ── the file ──

    def read(self, root: Node) -> Actuals:
        if not isinstance(root.value, dict):
            self.fail(root.place(self.file), tr("应为键值形式：year: 2024 和 actuals: 下面每行“指标: 数值”"))
            raise InvalidInput(self.problems)
        self._check_plan(root)
        self._check_keys(root)
        year, period = self._when(root.get("year"))
        source, self.note = self._text(root.get("source"), "source"), self._text(root.get("note"), "note")
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
        illustrative = self._flag(root.get("illustrative"), "illustrative")
        return Actuals(self.finish(), tuple(self.targets), year, illustrative, own, frozenset(self.parted))

    def _check_plan(self, root: Node) -> None:
        """Another plan's data is that one problem, not a list of names it doesn't have."""
        plan = root.get("plan")
        if plan is not None and plan.value is not None and not plan.text:
            raise InvalidInput([Problem(plan.place(self.file), tr("plan 应是规划的 id，如 chongqing"))])
        if plan is not None and plan.text and not self.index.is_called(plan.text):
            message = tr(
                "文件是规划“{text}”的数据，要核验的是“{plans}”", text=plan.text, plans=self.index.plans
            )
            raise InvalidInput([Problem(plan.place(self.file), message)])

    def _check_keys(self, root: Node) -> None:
        for key in root.mapping:
            if key not in _TOP:
                near = nearest(key, _TOP, 1)
                hint = (
                    tr("，是不是 {near}？", near=near[0])
                    if near
                    else tr("，可用的有：{names}", names=tr("、").join(_TOP))
                )
                extra = tr("（指标应写在 actuals 下面）") if not near else ""
                self.fail(
                    root.key_place(self.file, key),
                    tr("不认识的键“{key}”{hint}{extra}", key=key, hint=hint, extra=extra),
                )
        format = root.get("format")
        if format is not None and format.text != FORMAT:
            self.fail(
                format.place(self.file),
                tr("format 是“{text}”，这里需要 {format}", text=format.shown, format=FORMAT)
                + quoting(format.text),
            )

    def _when(self, node: Node | None) -> tuple[int | None, Scope]:
        """A year, and the part of it that is said with it (2023年上半年)."""
        if node is None or node.value is None:
            return None, NOTHING_SAID
        found = _year_of(node.text or "")
        if found is None or not 1950 <= found[0] <= 2100:
            self.fail(
                node.place(self.file),
                tr("年份“{text}”不对，应为四位年份，如 2024", text=node.shown) + quoting(node.text),
            )
            return None, NOTHING_SAID
        return found

    def _scoped(self, context: Context) -> Context:
        """A value's context with what its note and source, and farther off the file's, say of its period and kind."""
        note, source = context.note, context.source
        year = (year_of_note(plain(note), context.year) if note else None) or context.year
        own = scope_of_note(plain(note), year) if note else NOTHING_SAID
        wider = scope_of_note(plain(self.note), year) if self.note else NOTHING_SAID
        wider = (scope_of_source(plain(source), year) if source else NOTHING_SAID).over(wider)
        scope = Scope(own.part, plan=own.plan).over(context.scope).over(own).over(wider)
        return replace(context, year=year, scope=scope.over(scope_of_file(self.file, year)))

    def _sources(self, node: Node | None) -> tuple[str, ...]:
        """The declared order of sources, best first."""
        if node is None or node.value is None:
            return ()
        names = [item.text for item in node.sequence]
        if not names or None in names:
            self.fail(node.place(self.file), tr("sources 是来源的列表，最可靠的在前：[统计年鉴, 部门报表]"))
        for item in node.sequence:
            if item.plain and "，" in (item.text or ""):
                words = tr("括号里的各项要用英文逗号“,”隔开，不能用全角的“，”")
                self.fail(item.place(self.file), words)
        return tuple(name for name in names if name)

    def _legend(self, node: Node | None) -> Legend:
        """What the file says of footnote marks, in `marks` or in its note."""
        found = legends_in(self.note, strict=True) if self.note else {}
        if node is None or node.value is None:
            return Legend(found)
        if not isinstance(node.value, dict):
            self.fail(node.place(self.file), tr('marks 写数上的记号和它的意思：{"*": 初步数}'))
        for key, child in node.mapping.items():
            mark = as_mark(key)
            if mark is None or not child.text:
                words = tr("“{key}”不是一个注的记号，或没有写意思：应是 *、①、[1]、注1 一类", key=key)
                self.fail(node.key_place(self.file, key), words)
            else:
                found[mark] = child.text
        return Legend(found)

    def _text(self, node: Node | None, key: str) -> str | None:
        if node is None or node.value is None:
            return None
        if node.text is None:
            self.fail(node.place(self.file), tr("{key} 应为文字", key=key))
        return node.text

    def _flag(self, node: Node | None, key: str) -> bool:
        if node is None or node.value is None or node.text == "false":
            return False
        if node.text != "true":
            words = tr("{key} 只能是 true 或 false", key=key)
            self.fail(node.place(self.file), words + quoting(node.text))
        return True

    def _whether(self, node: Node | None, key: str) -> bool | None:
        """true or false; None where it isn't said."""
        return None if node is None or node.value is None else self._flag(node, key)

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
        elif all(map(_year_of, node.mapping)):
            self._years(node, context)
        elif set(node.mapping) <= set(_RECORD):
            self._record(node, context)
        else:
            self._components(node, context)

    def _words(self, node: Node, context: Context) -> None:
        """A value as written; words that aren't one may be a component or a year whose colon YAML doesn't know."""
        before, text, where = len(self.problems), node.text or "", node.place(self.file)
        self.value(text, None, self._scoped(context), where)
        ratio = text[:1].isdecimal() and _year_of(text.partition("：")[0]) is None
        slip = slip_of(text) if node.plain and len(self.problems) > before and not ratio else None
        if slip is not None:
            self.problems[before:] = [Problem(where, slip)]

    def _several(self, node: Node, context: Context) -> None:
        """What several sources say of one value: a list of records, each with its source."""
        for item in node.sequence:
            if not set(item.mapping) & {"value", "count"}:
                words = tr(
                    "列表里是几个来源的值，每项写成 {value: …, source: …}；几年的值写成 {2021: …, 2022: …}"
                )
                self.fail(
                    item.place(self.file),
                    tr("{name}：{words}", name=context.place.indicator.name, words=words),
                )
                return
            self._value(item, context)

    def _years(self, node: Node, context: Context) -> None:
        if context.dated:
            self.fail(
                node.place(self.file),
                tr(
                    "{name}：{year} 年里面又写了年份",
                    name=context.place.indicator.name,
                    year=context.year or "?",
                ),
            )
            return
        for key, child in node.mapping.items():
            found = _year_of(key)
            assert found is not None
            year, period = found
            if not 1950 <= year <= 2100:
                self.fail(node.key_place(self.file, key), tr("年份“{key}”不对", key=key))
                continue
            self._value(child, replace(context, year=year, dated=True, scope=period))

    def _components(self, node: Node, context: Context) -> None:
        indicator = context.place.indicator
        for key, child in node.mapping.items():
            component = self.index.component(indicator, key) if context.place.component is None else None
            if component is None and self.index.is_elsewhere(indicator, key):
                continue
            if component is None and (_year_of(key) or key in _RECORD):
                if any(self.index.component(indicator, other) for other in node.mapping):
                    self.fail(
                        node.key_place(self.file, key),
                        tr("{name}：“{key}”不能与分项写在同一层", name=indicator.name, key=key),
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
                self.fail(node.key_place(self.file, key), message)
                continue
            place = Place(indicator, component)
            self.mention(place)
            self._value(child, replace(context, place=place))

    def _record(self, node: Node, context: Context) -> None:
        year, period = self._when(node.get("year"))
        if context.dated and year is not None and year != context.year:
            where = node.get("year") or node
            self.fail(
                where.place(self.file),
                tr("{year} 年里面写的年份是 {year2}", year=context.year or "?", year2=year),
            )
            return
        inner = Context(
            context.place,
            year or context.year,
            self._text(node.get("source"), "source") or context.source,
            self._text(node.get("note"), "note"),
            self._flag(node.get("provisional"), "provisional"),
            scope=context.scope
            if year is None
            else period.over(context.scope if context.dated else NOTHING_SAID),
            cumulative=self._whether(node.get("cumulative"), "cumulative"),
        )
        inner = self._scoped(inner)
        unit = self._text(node.get("unit"), "unit")
        value, count, population = (node.get(key) for key in ("value", "count", "population"))
        given = [item for item in (count, population) if item is not None and item.value is not None]
        if given and value is not None and value.value is not None:
            self.fail(value.place(self.file), tr("value 与 count、population 只能写一种"))
        elif given:
            self._rate(node, count, population, inner)
        elif value is not None and not value.scalar:
            self.fail(value.place(self.file), tr("value 应为一个数值"))
        elif value is not None and value.text is not None:
            self.value(value.text, unit, inner, value.place(self.file))

    def _rate(self, node: Node, count: Node | None, population: Node | None, context: Context) -> None:
        if count is None or population is None or count.text is None or population.text is None:
            self.fail(node.place(self.file), tr("count 和 population 要一起写，都是数"))
            return
        self.rate(count.text, population.text, context, count.place(self.file))

    # ── the rest ──

    def _targets(self, node: Node | None) -> None:
        if node is None or node.value is None:
            return
        if not isinstance(node.value, dict):
            self.fail(node.place(self.file), tr("targets 下面每行写“指标: 目标”"))
            return
        for key, child in node.mapping.items():
            place = self.find(key, node.key_place(self.file, key))
            if place is not None:
                self._target(child, place)

    def _target(self, node: Node, place: Place) -> None:
        fields = node.mapping
        if fields and not set(fields) <= {"target", "source", "note"}:
            for key, child in fields.items():
                component = self.index.component(place.indicator, key)
                if component is None and self.index.is_elsewhere(place.indicator, key):
                    continue
                if component is None:
                    self.fail(
                        node.key_place(self.file, key),
                        tr("不认识的键“{key}”，应为 target、source 或分项名称", key=key),
                    )
                else:
                    self._target(child, Place(place.indicator, component))
            return
        words = fields.get("target") if fields else node
        if words is None or words.text is None:
            self.fail(node.place(self.file), tr('{name}：缺少目标，如 "≥97.3%"', name=place.indicator.name))
            return
        source = self._text(fields.get("source"), "source") if fields else None
        try:
            found = set_target(place, words.text, source, self.index)
            self.targets.append(replace(found, location=words.place(self.file)))
        except LeftOut:
            return
        except Misplaced as error:
            self.fail(words.place(self.file), str(error))


def _year_of(text: str) -> tuple[int, Scope] | None:
    """A year, perhaps with a part of it: 2023, 2023年, 2023年上半年, 2023Q3."""
    match = _YEAR.match(text)
    if match is not None:
        return int(match["year"]), NOTHING_SAID
    found = dated(plain(text)) if text[:2] in ("19", "20") else None
    return (found[0], found[1]) if found is not None and found[0] is not None else None


def read_actuals(
    root: Node, file: str, plan: Plan, index: Index | None = None, sources: Sequence[str] = ()
) -> Actuals:
    """The values in a parsed actuals file, for a plan (by its `index`, where it has company). InvalidInput carries every
    problem. `sources` is the order of sources declared outside the file, which comes first."""
    return _Reader(index or Index(plan), file, sources).read(root)


def plan_named(root: Node, file: str) -> tuple[str, Location] | None:
    """The plan an actuals file says it is for, and where."""
    node = root.get("plan")
    return (node.text, node.place(file)) if node and node.text else None
