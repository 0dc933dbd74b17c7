"""Different indicators of different plans with the same name, or with names that differ only in a narrowing word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from healthplan_cli.base.i18n import tr
from healthplan_cli.model import Indicator
from healthplan_cli.views.comparison.flags import quoted, side_by_side
from healthplan_cli.views.comparison.line import Flag
from healthplan_cli.views.comparison.naming import sense, stem

_Rows = Mapping[str, Mapping[str, Indicator]]


def flags_of_names(
    rows: _Rows, labels: Mapping[str, str], chosen: Collection[str] | None
) -> tuple[Flag, ...]:
    """Return a flag for each group of indicators that are easily confused; with `chosen`, only groups with one of those."""
    groups = [group for group in _groups(rows) if chosen is None or not group.isdisjoint(chosen)]
    return tuple(_flag(sorted(group), rows, labels) for group in groups)


def _flag(ids: list[str], rows: _Rows, labels: Mapping[str, str]) -> Flag:
    names = [(plan, found[id].name) for id in ids for plan, found in rows.items() if id in found]
    printed = {sense(name): quoted(name) for _, name in reversed(names)}  # each sense once, as first printed
    same = len(printed) == 1
    words = side_by_side(((plan, printed[sense(name)]) for plan, name in names), labels)
    message = (
        tr("同名而不是同一项指标（id 是 {ids}）：{words}", ids=tr("、").join(ids), words=words)
        if same
        else tr("名称相近而不是同一项指标：{words}", words=words)
    )
    return Flag(
        "same_name" if same else "near_name", message, tuple(sorted({plan for plan, _ in names})), tuple(ids)
    )


def _groups(rows: _Rows) -> list[set[str]]:
    """Return the groups of ids that are easily confused: pairs that share an id are merged."""
    groups: list[set[str]] = []
    for mine, others in combinations(rows.values(), 2):
        for pair in _pairs(mine, others):
            touched = [group for group in groups if group & pair]
            groups = [group for group in groups if not group & pair]
            groups.append(pair.union(*touched))
    return sorted(groups, key=min)


def _pairs(mine: Mapping[str, Indicator], others: Mapping[str, Indicator]) -> Iterator[set[str]]:
    """Yield each pair of ids of two plans whose names are alike, except where one plan has both (so that nobody confuses them)."""
    for id, row in mine.items():
        if id in others:
            continue
        for other, item in others.items():
            if other not in mine and _is_confusable(row, item):
                yield {id, other}


def _is_confusable(row: Indicator, other: Indicator) -> bool:
    """Return whether one row has the name of the other, or of a component of it; or their names differ only in a narrowing word."""
    return (
        sense(row.name) in _called(other)
        or sense(other.name) in _called(row)
        or stem(row.name) == stem(other.name)
    )


def _called(row: Indicator) -> set[str]:
    parts = (alias for part in row.components for alias in part.aliases)
    return {sense(name) for name in (row.name, *row.aliases, *parts)}
