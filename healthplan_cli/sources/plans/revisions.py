"""Dated revisions of a row (规划中期调整, a new 口径): the row read again with some cells replaced (contract section 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.model import Baseline, Indicator, Period, Revision, RowField, Target
from healthplan_cli.sources.strict_yaml import Node, NodeReader

# What a revision may replace; the rest of a row (id, unit, nature) is what makes it the same indicator.
_FIELDS = tuple(field for field in RowField if field is not RowField.ACTUAL)
# What was said of the old target, and has to be said again of a new one.
_OF_THE_TARGET = {
    RowField.ANNUAL_TARGETS: tr(
        "原来的年度目标是按旧目标定的，请一并写出 annual_targets；不再用的写 annual_targets: {}"
    ),
    RowField.DUE: tr("原来另写了目标年，请一并写出 due"),
}


class RevisionReader(NodeReader):
    """Reads the revisions of a spec's rows, each based on the one before it; `read` reads a node as a row."""

    def __init__(
        self, file: str, period: Period, read: Callable[[Node], Indicator], problems: list[Problem]
    ) -> None:
        super().__init__(file, problems)
        self.period, self.read = period, read

    def with_revisions(self, node: Node, indicator: Indicator) -> Indicator:
        """Return the row with its revisions, in the order in which they take effect."""
        child = node.get("revisions")
        found: list[Revision] = []
        row, before = node, indicator
        for item in child.sequence if child else ():
            revision = self._revision(item, row, before, tuple(found))
            self._check_order(item, revision, found)
            found.append(revision)
            row, before = _merged(row, item), revision.indicator
        return replace(indicator, revisions=tuple(found)) if found else indicator

    def _revision(self, item: Node, row: Node, before: Indicator, earlier: tuple[Revision, ...]) -> Revision:
        words = {key: child.text for key, child in item.mapping.items() if child.text}
        year, document = self._year(item), words.get("document", "")
        changed = tuple(field for field in _given(item) if not _same(row, item, field.value))
        self._check_cells(item, row, changed)
        wrong = len(self.problems)
        after = self.read(_merged(row, item))
        if len(self.problems) == wrong:
            self._check_sense(item, before, after, changed, year)
        after = _documented(before, after, document)
        day = words.get("date") if _is_day(words.get("date", "")) else None
        return Revision(
            year, document, after, changed, day, words.get("note"), item.place(self.file), earlier
        )

    def _year(self, item: Node) -> int:
        """Return the first year in which the revision is in force: `from`, else the year of the document's date."""
        since, day = item.get("from"), item.get("date")
        if day is not None and day.text and day.text.count("-") == 2 and not _is_day(day.text):
            self.fail(day, tr("没有“{text}”这一天：应是文件的日期，如 2023-06-30", text=day.text))
        given = since or day
        if given is None or not given.text:
            self.fail(item, tr("缺少 from（从哪一年起按调整后的核验）或 date（文件的日期）"))
            return self.period.end
        year = int(given.text[:4])
        if not self.period.start <= year <= self.period.end:
            span = tr("{start} 到 {end} 年", start=self.period.start, end=self.period.end)
            self.fail(
                given,
                tr(
                    "{year} 年不在规划期（{span}）内：请用 from 写明从哪一年起按调整后的核验",
                    year=year,
                    span=span,
                ),
            )
        return year

    # ── what makes no sense ──

    def _check_order(self, item: Node, revision: Revision, found: list[Revision]) -> None:
        last = found[-1] if found else None
        if last is not None and revision.year < last.year:
            self.fail(item, tr("{year} 年的调整应写在 {year2} 年的前面", year=revision.year, year2=last.year))
        elif last and last.year == revision.year and last.date and (revision.date or last.date) < last.date:
            self.fail(
                item,
                tr("{date} 的调整应写在 {date2} 的前面", date=revision.date or last.date, date2=last.date),
            )

    def _check_cells(self, item: Node, row: Node, changed: tuple[RowField, ...]) -> None:
        given = [field.value for field in _given(item)]
        if not given:
            names = tr("、").join(field.value for field in _FIELDS)
            self.fail(item, tr("这条调整什么也没改：要写出 {names} 中的一项", names=names))
        elif not changed:
            self.fail(item, tr("这条调整什么也没改：{names} 与调整前一样", names=tr("、").join(given)))
        if RowField.TARGET in changed or any(part.get("target") for part in _listed(item, "components")):
            for field, words in _OF_THE_TARGET.items():
                old = row.get(field.value)
                if old is not None and old.value and field not in _given(item):
                    self.fail(item, tr("目标调整了，{words}", words=words))

    def _check_sense(
        self, item: Node, before: Indicator, after: Indicator, changed: tuple[RowField, ...], year: int
    ) -> None:
        """Report a revision that changes the components or kind of a row, or that has no effect."""
        if {part.id for part in before.components} != {part.id for part in after.components}:
            parts = tr("、").join(part.name for part in before.components)
            words = (
                tr("原来的分项是 {parts}，请在 components 里照样列出", parts=parts)
                if parts
                else tr("原来没有分项")
            )
            self.fail(item, tr("调整不能增减分项：{words}；分法变了的请另立一项指标", words=words))
            return
        if _ladders(before) and _ladders(after) and _ladders(before) != _ladders(after):
            self.fail(item, tr("调整前后的目标不是同一类：等级、比例和数量不能互换，请另立一项指标"))
        for field, cells in ((RowField.TARGET, _targets), (RowField.BASELINE, _baselines)):
            if field in changed and before.components and cells(before)[1:] == cells(after)[1:]:
                words = tr(
                    "分项各有自己的 {key}，改整行的不起作用：请在这条调整的 components 里逐项写出",
                    key=field.value,
                )
                self.fail(item.get(field.value) or item, words)
        late = [base for base in _baselines(after) if base and base.year >= year]
        if late and {RowField.BASELINE, RowField.COMPONENTS} & set(changed):
            words = tr(
                "基期是 {year} 年的，而这条调整从 {year2} 年起就要用：基期须更早，或把 from 写成 {value}",
                year=late[0].year,
                year2=year,
                value=late[0].year + 1,
            )
            self.fail(item.get("baseline") or item, words)


def _given(item: Node) -> tuple[RowField, ...]:
    """Return the fields of the row that a revision gives."""
    return tuple(field for field in _FIELDS if field.value in item.mapping)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _listed(item: Node, key: str) -> list[Node]:
    child = item.get(key)
    return child.sequence if child else []


def _same(row: Node, item: Node, key: str) -> bool:
    old, new = row.get(key), item.get(key)
    return old is not None and new is not None and bool(old.data() == new.data())


def _merged(row: Node, item: Node) -> Node:
    """Return the row's node with the cells of a revision; each cell keeps its own place for errors."""
    cells = {field.value: item.mapping[field.value] for field in _given(item)}
    gone = {"revisions", *(("at_least",) if "target" in cells else ())}  # how much was said of the old words
    kept = {key: child for key, child in row.mapping.items() if key not in gone}
    places = {**row.keys, **{key: item.keys[key] for key in cells}}
    return Node({**kept, **cells}, row.line, row.column, keys=places)


def _targets(indicator: Indicator) -> list[Target | None]:
    return [indicator.target, *(part.target for part in indicator.components)]


def _baselines(indicator: Indicator) -> list[Baseline | None]:
    return [indicator.baseline, *(part.baseline for part in indicator.components)]


def _ladders(indicator: Indicator) -> frozenset[str]:
    """Return the kinds of values that the targets judge: `number`, `ratio`, or scales of grades."""
    return frozenset(_ladder(target) for target in _targets(indicator) if target is not None) - {""}


def _ladder(target: Target) -> str:
    rule = target.rule
    return rule.scale if rule.on_ladder else "number" if rule.is_level else ""


def _documented(before: Indicator, after: Indicator, document: str) -> Indicator:
    """Return the revised row with the revision's document as the source of each baseline that it changed."""
    parts = after.components
    olds: Iterator[Baseline | None] = iter(_baselines(before))
    whole = _sourced(after.baseline, next(olds), document)
    joined = tuple(
        replace(part, baseline=_sourced(part.baseline, next(olds, None), document)) for part in parts
    )
    return replace(after, baseline=whole, components=joined)


def _sourced(baseline: Baseline | None, old: Baseline | None, document: str) -> Baseline | None:
    if baseline is None or baseline == old:
        return baseline
    return replace(baseline, source=baseline.source or document, printed=True)
