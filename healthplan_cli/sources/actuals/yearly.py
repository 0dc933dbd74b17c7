"""Yearly targets from a file (`--targets`), in place of the straight line and of the spec's own (contract section 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.errors import InvalidInput, Problem, in_order
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.model import Indicator, Plan, Target
from healthplan_cli.sources.actuals.external_targets import read_target
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced
from healthplan_cli.sources.strict_yaml import Node

_YEAR = Pattern(r"(?:19|20|21)[0-9]{2}$")
_HEAD = ("plan", "note")
Yearly = Mapping[str, Mapping[int, Target]]  # by the indicator's id


def read_yearly(root: Node, file: str, indexes: Sequence[Index]) -> tuple[str, Yearly]:
    """Return the id of the plan that a file of yearly targets is for, and its targets by indicator and year.

    The file maps indicators to `{2022: ≥53}`, or is one written by `hpcheck path`. Raise InvalidInput for all problems.
    """
    problems: list[Problem] = []
    index = _meant(root, file, indexes, problems)
    if not isinstance(root.value, dict):
        problems.append(
            Problem(root.place(file), tr("这里应是一项项指标，每项下面写各年的目标，如 2022: ≥53"))
        )
    found: dict[str, dict[int, Target]] = {}
    names = [name for name in root.mapping if name not in _HEAD] if index is not None else []
    for name in names:
        assert index is not None
        where = root.key_place(file, name)
        try:
            place = index.find(name)
            if place.component is not None:
                raise Misplaced(tr("“{name}”是分项，年度目标只能写在整项上，各分项共用", name=name))
            _check_row(place.indicator)
        except (Misplaced, LeftOut) as error:
            words = str(error) or tr("“{name}”是正文承诺：要核验请加 --with commitments", name=name)
            problems.append(Problem(where, words))
            continue
        own = found.setdefault(place.indicator.id, {})
        node = root.mapping[name]
        own.update(_years(node.get("annual_targets") or node, file, place.indicator, index.plan, problems))
    if problems or index is None:
        raise InvalidInput(in_order(problems))
    return index.plan.id, found


def with_yearly(plan: Plan, yearly: Yearly) -> Plan:
    """Return the plan with these yearly targets in place of its own for those years, in its rows and all their revisions."""

    def given(row: Indicator) -> Indicator:
        targets = dict(row.annual_targets) | dict(yearly.get(row.id, {}))
        return replace(row, annual_targets=tuple(sorted(targets.items())))

    def whole(row: Indicator) -> Indicator:
        revisions = tuple(replace(item, indicator=given(item.indicator)) for item in row.revisions)
        return replace(given(row), revisions=revisions)

    return replace(
        plan, indicators=tuple(map(whole, plan.indicators)), commitments=tuple(map(whole, plan.commitments))
    )


def _meant(root: Node, file: str, indexes: Sequence[Index], problems: list[Problem]) -> Index | None:
    """Return the index of the plan that the file names, or of the run's only plan; None, with a problem added, for others."""
    named = root.get("plan")
    ids = tr("、").join(index.plan.id for index in indexes)
    if named is None:
        if len(indexes) == 1:
            return indexes[0]
        words = tr("几个规划一起核验（{ids}），年度目标是哪个规划的：请在文件里写 plan: id", ids=ids)
        problems.append(Problem(root.place(file), words))
        return None
    found = [index for index in indexes if index.is_called(named.text or "")]
    if not found:
        words = tr("这是规划“{plan}”的年度目标，这次核验的是 {ids}", plan=named.text or "", ids=ids)
        problems.append(Problem(named.place(file), words))
        return None
    return found[0]


def _check_row(row: Indicator) -> None:
    """Raise Misplaced for an indicator on which yearly targets have no effect."""
    targets = [target for target in (row.target, *(part.target for part in row.components)) if target]
    if all(target.rule.asks_nothing for target in targets):
        raise Misplaced(tr("规划没有给 {name} 设定目标，年度目标不起作用", name=row.name))
    if all(target.rule.is_course for target in targets):
        words = tr(
            "{name} 的目标（{text}）本来就逐年核验，年度目标不起作用", name=row.name, text=targets[0].text
        )
        raise Misplaced(words)


def _years(node: Node, file: str, row: Indicator, plan: Plan, problems: list[Problem]) -> dict[int, Target]:
    """Return an indicator's targets by year; faults are added to `problems`."""
    found: dict[int, Target] = {}
    if not node.mapping:
        problems.append(Problem(node.place(file), tr("{name}：应写各年的目标，如 2022: ≥53", name=row.name)))
    for year, child in node.mapping.items():
        place, period = child.place(file), plan.period
        if not _YEAR.match(year) or not period.start <= int(year) <= period.end:
            words = tr(
                "“{year}”不是规划期（{start}—{end}）里的年份", year=year, start=period.start, end=period.end
            )
            problems.append(Problem(node.key_place(file, year), words))
            continue
        try:
            target = read_target(child.text or "", row)
            if not target.rule.is_number:
                raise Misplaced(tr("年度目标“{text}”须是一个数量，如 ≥60", text=child.text or ""))
        except Misplaced as error:
            problems.append(Problem(place, tr("{name}：{error}", name=row.name, error=str(error))))
            continue
        found[int(year)] = replace(target, source=file)
    return found
