"""An earlier JSON report compared with this one: new misses, recoveries, revised values. Pure but for the tree it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.earlier_report.selection import (
    exact_number,
    rows_by_id,
    status_in,
    text_in,
    year_in,
)
from healthplan_cli.evaluation.earlier_report.target import (
    NOTHING,
    Cell,
    beside,
    target_change,
    unit_ratio,
    words_key,
)
from healthplan_cli.language.figures import figure, printed_words, reported, target_words
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import Actual, Actuals, Interval, Observation, Report, Result, RowField, Status
from healthplan_cli.model.changes import ChangeKind, Changes, RemovedIndicator, RevisedValue, StatusChange
from healthplan_cli.sources.strict_yaml import Node
from healthplan_cli.units.amounts import with_unit

FAILING = (Status.MISSED, Status.BEHIND)
_LADDER = (Status.MISSED, Status.BEHIND, Status.ON_TRACK, Status.AHEAD, Status.MET)
_Values = Mapping[tuple[str, str | None, int], Actual]
_BINARY = Fraction(1, 10**15)  # how little a number may be off, written anew by another tool or in 20 digits


def compare(report: Report, data: Actuals, earlier: Node, path: str, sha256: str) -> Changes:
    """Return what has changed from an earlier report (a node that `select_report` returned) to this one."""
    both = report.commitments is not None and earlier.get("commitments") is not None
    before = dict(rows_by_id(earlier, both))
    compared = report.rows if both else report.results
    results = {result.id: result for result in compared}
    moved = [_status_change(result, before.get(result.id)) for result in compared]
    values = {
        (item.indicator, item.component, item.year or report.conventions.year): item for item in data.values
    }
    revised = [
        item
        for id, row in before.items()
        if id in results
        for item in _revised_values(results[id], row, values)
    ]
    removed = [
        RemovedIndicator(id, text_in(row, "no") or "", text_in(row, "name") or id, status_in(row))
        for id, row in before.items()
        if id not in results
    ]
    return Changes(
        path,
        sha256,
        year_in(earlier) or 0,
        tuple(change for change in moved if change is not None),
        tuple(revised),
        tuple(removed),
    )


# ── statuses ──


def _status_change(result: Result, row: Node | None) -> StatusChange | None:
    before = status_in(row) if row else None
    kind = _kind(before, result.status)
    return StatusChange(result.id, result.no, result.name, kind, before, result.status) if kind else None


def _kind(before: Status | None, after: Status) -> ChangeKind | None:
    if before is after or (before is None and after not in FAILING):
        return None
    if after in FAILING and before not in FAILING:
        return ChangeKind.NEW_MISS
    if after is Status.UNKNOWN:
        return ChangeKind.LOST
    if before in FAILING and after not in FAILING:
        return ChangeKind.RECOVERY
    if before is None or before is Status.UNKNOWN:
        return ChangeKind.FOUND
    return ChangeKind.WORSE if _LADDER.index(after) < _LADDER.index(before) else ChangeKind.BETTER


# ── words and values ──


def _revised_values(result: Result, row: Node, values: _Values) -> Iterator[RevisedValue]:
    """Yield each of baseline, target and value that differs from the earlier report, of the row or of each of its
    components.
    A row whose demands (#1, #2) were added or removed is compared as a whole; a component in only one of the reports
    isn't compared.
    """
    parts = row.get("components")
    own = {part.id: part for part in result.components}
    before = {text_in(node, "id") or "" for node in parts.sequence} if parts else set()
    if (not own and not before) or any(id.startswith("#") for id in before ^ own.keys()):
        yield from _cells(result.id, None, result.name, result, row, values)
    for node in parts.sequence if parts else ():
        part_id = text_in(node, "id")
        part = own.get(part_id) if part_id else None
        if part is not None:
            yield from _cells(result.id, part.id, f"{result.name}·{part.name}", part, node, values)


def _cells(
    id: str, component: str | None, name: str, result: Result, row: Node, values: _Values
) -> Iterator[RevisedValue]:
    unit, before = result.unit, text_in(row, "unit")
    for what, pair, in_words in (
        (RowField.BASELINE, _baselines(result, row), _reported_said),
        (RowField.TARGET, target_change(result, row), _target_said),
    ):
        if pair is not None:
            (was, was_more), (now, now_more) = pair
            then, said = in_words(was, before or unit) + was_more, in_words(now, unit) + now_more
            yield RevisedValue(id, component, name, what, None, was + was_more, now + now_more, then, said)
    actual = row.get("actual")
    year = year_in(actual)
    if actual is None or year is None:
        return
    current = values.get((id, component, year)) or values.get((id, None, year))
    judged = (
        current is not None and current.observation is Observation.ACTUAL and not actual.get("observation")
    )
    if current is not None and judged and _moved(actual, current):
        was = text_in(actual, "text") or NOTHING
        number = exact_number(text_in(actual, "value"))
        then = _earlier_said(was, number, before)
        said = reported(current.reading, unit, (number,)) + "*" * current.provisional
        yield RevisedValue(id, component, name, RowField.ACTUAL, year, was, current.reading.text, then, said)


def _earlier_said(text: str, value: Fraction | None, unit: str | None) -> str:
    """Return an earlier report's value in the unit of its row; its own words where they are no number."""
    try:
        reading = parse_reported(text)
    except NotUnderstood:
        return text
    if value is None or reading.on_ladder or reading.cumulative:
        return printed_words(text, reading, unit)
    return with_unit(figure(value), unit) + "*" * reading.provisional


def _reported_said(text: str, unit: str | None) -> str:
    """Return the earlier report's baseline as a sentence has it, in the row's unit."""
    return _earlier_said(text, None, unit)


def _target_said(text: str, unit: str | None) -> str:
    """Return the earlier report's target as a sentence has it; its own words where they can't be read."""
    try:
        return target_words(parse_target(text), unit)
    except NotUnderstood:
        return text


def _baselines(result: Result, row: Node) -> tuple[Cell, Cell] | None:
    """Return the baseline before and now where they differ in meaning; None where they don't, or the earlier report has none."""
    cell, now = row.get("baseline"), result.baseline
    if cell is None:
        return None
    was, year = text_in(cell, "text"), text_in(cell, "year")
    if now is None or was is None:
        return (
            None
            if now is None and was is None
            else ((was or NOTHING, ""), (now.text if now else NOTHING, ""))
        )
    if year is not None and year != str(now.year):
        return (was, beside([("year", year)])), (now.text, beside([("year", str(now.year))]))
    same = _same(_said(was, text_in(row, "unit")), _said(now.text, result.unit))
    return None if same else ((was, ""), (now.text, ""))


_Said = tuple[Interval, str | None] | str


def _said(text: str, unit: str | None) -> _Said:
    """Return a reported value as (its numbers, its unit or the row's), to be compared; as words where it can't be read."""
    try:
        reading = parse_reported(text)
    except NotUnderstood:
        return text
    return (reading.values, reading.unit or unit) if reading.values is not None else words_key(text)


def _same(was: _Said, now: _Said) -> bool:
    """Return whether two values are equal, whatever their units."""
    if isinstance(was, str) or isinstance(now, str):
        return was == now
    ratio = unit_ratio(was[1], now[1])
    return ratio is not None and was[0].scaled(ratio) == now[0]


def _moved(actual: Node, current: Actual) -> bool:
    """Return whether the value differs from the earlier report's, apart from spelling and unit."""
    unit, reading = text_in(actual, "unit"), current.reading
    said = _said(text_in(actual, "text") or NOTHING, unit)
    value, low, high = (exact_number(text_in(actual, key)) for key in ("value", "low", "high"))
    now = reading.values.value if reading.values else None
    ratio = unit_ratio(unit, reading.unit)
    if value is not None and now is not None and ratio is not None:
        return abs(value * ratio - now) > abs(now) * _BINARY
    if (low, high) != (None, None) and not isinstance(said, str):
        said = replace(said[0], low=low, high=high), unit  # as they are in the row's unit
    if isinstance(said, str) and squeeze(said) == squeeze(words_key(reading.text)):
        return False  # words that are no number: 基本建成
    return not _same(said, (reading.values, reading.unit) if reading.values else words_key(reading.text))
