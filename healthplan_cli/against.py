"""An earlier JSON report against this one: new misses, recoveries, restated values. Pure but for the tree it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.amounts import with_unit
from healthplan_cli.errors import InvalidInput, NotUnderstood, Problem, in_order
from healthplan_cli.lexicon import Pattern
from healthplan_cli.model import Actual, Actuals, Interval, Location, Observation, Report, Result, Status
from healthplan_cli.model.changes import Changes, Gone, Kind, Restated, Shift
from healthplan_cli.names import name_key
from healthplan_cli.numbers import decimal_text, exact
from healthplan_cli.record import replace
from healthplan_cli.speech import tr
from healthplan_cli.wording.describe import target_fields
from healthplan_cli.wording.figures import figure, printed_words, reported, target_words
from healthplan_cli.wording.reported import parse_reported
from healthplan_cli.wording.target import parse_target
from healthplan_cli.yamlsource import Node

FORMAT = "hpcheck.report/1"
FAILING = (Status.MISSED, Status.BEHIND)
_LADDER = (Status.MISSED, Status.BEHIND, Status.ON_TRACK, Status.AHEAD, Status.MET)
_STATUSES = {status.value: status for status in Status}
_Values = Mapping[tuple[str, str | None, int], Actual]
_NONE = "—"
_MARKS = (
    "every_year",
    "mean",
    "total",
    "two_sided",
    "low_open",
    "high_open",
)  # of a target, written where they hold
_BINARY = Fraction(1, 10**15)  # how little a number may be off, written anew by another tool or in 20 digits
_LONGEST = 1_000  # characters of a number: one that ends is written out, and a rate of events has a hundred
_YEAR = Pattern(r"(?:19|20|21)\d\d$")


def earlier_report(root: Node, file: str, plan: str) -> Node:
    """The report of a plan in an earlier file, one report or a list of them. InvalidInput when it isn't there."""
    reports = root.sequence or [root]
    wrong = [node for node in reports if _text(node, "format") != FORMAT]
    if wrong:
        words = tr(
            "不是 hpcheck 的 JSON 报告（format 应为 {format}）：请给出 hpcheck evaluate --format json 的输出",
            format=FORMAT,
        )
        raise InvalidInput([Problem(wrong[0].place(file), words)])
    found = [node for node in reports if _text(node.get("plan"), "id") == plan]
    if len(found) != 1:
        said = tr("、").join(dict.fromkeys(str(_text(node.get("plan"), "id")) for node in reports))
        words = (
            tr("里面有 {count} 份规划 {plan} 的报告", count=len(found), plan=plan)
            if found
            else tr("这份报告是规划 {said} 的，没有 {plan}", said=said, plan=plan)
        )
        raise InvalidInput([Problem(Location(file), words)])
    node = found[0]
    try:
        if _year(node) is None:
            raise ValueError
        dict(_rows(node, commitments=node.get("commitments") is not None))
    except ValueError:
        raise InvalidInput(
            [Problem(node.place(file), tr("报告残缺：缺少 year、results，或 results 里缺少 id、status"))]
        ) from None
    _check_numbers(node, file)
    return node


def compare(report: Report, data: Actuals, earlier: Node, path: str, sha256: str) -> Changes:
    """What has changed from an earlier report (as `earlier_report` gives it) to this one."""
    both = report.commitments is not None and earlier.get("commitments") is not None
    before = dict(_rows(earlier, both))
    compared = report.rows if both else report.results
    results = {result.id: result for result in compared}
    shifts = [_shift(result, before.get(result.id)) for result in compared]
    values = {
        (item.indicator, item.component, item.year or report.conventions.year): item for item in data.values
    }
    restated = [
        item for id, row in before.items() if id in results for item in _restated(results[id], row, values)
    ]
    gone = [
        Gone(id, _text(row, "no") or "", _text(row, "name") or id, _status(row))
        for id, row in before.items()
        if id not in results
    ]
    return Changes(
        path,
        sha256,
        _year(earlier) or 0,
        tuple(shift for shift in shifts if shift is not None),
        tuple(restated),
        tuple(gone),
    )


def _rows(report: Node, commitments: bool = False) -> Iterator[tuple[str, Node]]:
    """The results of an earlier report by id. ValueError without results, or for one without an id or a status."""
    results = report.get("results")
    if results is None or not isinstance(results.value, list):
        raise ValueError
    more = report.get("commitments") if commitments else None
    if more is not None and not isinstance(more.value, list):
        raise ValueError
    for row in [*results.sequence, *(more.sequence if more else ())]:
        id, status = _text(row, "id"), _text(row, "status")
        if id is None or status not in _STATUSES:
            raise ValueError
        yield id, row


_NUMBERS = {"actual": ("value", "low", "high", "year"), "baseline": ("year",), "target": ("due",)}


def _check_numbers(report: Node, file: str) -> None:
    """InvalidInput for what stands where a report of ours has a number and is none: one with an exponent, or with digits
    without end, would take for ever."""
    rows = [row for _, row in _rows(report, commitments=report.get("commitments") is not None)]
    parts = [part for row in rows if (found := row.get("components")) for part in found.sequence]
    wrong: list[Problem] = []
    for row in (*rows, *parts):
        for cell, keys in _NUMBERS.items():
            for key in keys:
                node = found.get(key) if (found := row.get(cell)) else None
                if node is None or node.value is None:
                    continue
                text, is_year = node.text or "", key in ("year", "due")
                if (_YEAR.match(text) is None) if is_year else (_number(text) is None):
                    wanted = tr("四位年份") if is_year else tr("小数，最多 {most} 个字符", most=_LONGEST)
                    words = tr("{key} 的“{text}”不对：应是{wanted}", key=key, text=text[:40], wanted=wanted)
                    wrong.append(Problem(node.place(file), words))
    if wrong:
        raise InvalidInput(in_order(wrong))


def _year(node: Node | None) -> int | None:
    text = _text(node, "year")
    return int(text) if text and _YEAR.match(text) else None


def _status(row: Node) -> Status:
    return _STATUSES[str(_text(row, "status"))]


def _text(node: Node | None, key: str) -> str | None:
    child = node.get(key) if node else None
    return child.text if child else None


# ── statuses ──


def _shift(result: Result, row: Node | None) -> Shift | None:
    before = _status(row) if row else None
    kind = _kind(before, result.status)
    return Shift(result.id, result.no, result.name, kind, before, result.status) if kind else None


def _kind(before: Status | None, after: Status) -> Kind | None:
    if before is after or (before is None and after not in FAILING):
        return None
    if after in FAILING and before not in FAILING:
        return Kind.NEW_MISS
    if after is Status.UNKNOWN:
        return Kind.LOST
    if before in FAILING and after not in FAILING:
        return Kind.RECOVERY
    if before is None or before is Status.UNKNOWN:
        return Kind.FOUND
    return Kind.WORSE if _LADDER.index(after) < _LADDER.index(before) else Kind.BETTER


# ── words and values ──


def _restated(result: Result, row: Node, values: _Values) -> Iterator[Restated]:
    """What the plan and the data now say differently of a row, or of each of its components where it has them."""
    parts = row.get("components")
    if not result.components and not (parts and parts.sequence):
        yield from _cells(result.id, None, result.name, result, row, values)
    own = {part.id: part for part in result.components}
    for node in parts.sequence if parts else ():
        part_id = _text(node, "id")
        part = own.get(part_id) if part_id else None
        if part is not None:
            yield from _cells(result.id, part.id, f"{result.name}·{part.name}", part, node, values)


def _cells(
    id: str, component: str | None, name: str, result: Result, row: Node, values: _Values
) -> Iterator[Restated]:
    unit, before = result.unit, _text(row, "unit")
    for what, pair, in_words in (
        ("baseline", _baselines(result, row), _reported_said),
        ("target", _targets(result, row), _target_said),
    ):
        if pair is not None:
            (was, was_more), (now, now_more) = pair
            then, said = in_words(was, before or unit) + was_more, in_words(now, unit) + now_more
            yield Restated(id, component, name, what, None, was + was_more, now + now_more, then, said)
    actual = row.get("actual")
    year = _year(actual)
    if actual is None or year is None:
        return
    current = values.get((id, component, year)) or values.get((id, None, year))
    judged = (
        current is not None and current.observation is Observation.ACTUAL and not actual.get("observation")
    )
    if current is not None and judged and _moved(actual, current):
        was = _text(actual, "text") or _NONE
        number = _number(_text(actual, "value"))
        then = _earlier_said(was, number, before)
        said = reported(current.reading, unit, (number,)) + "*" * current.provisional
        yield Restated(id, component, name, "actual", year, was, current.reading.text, then, said)


def _earlier_said(text: str, value: Fraction | None, unit: str | None) -> str:
    """An earlier report's value in the unit of its row; its words where they are no number."""
    try:
        reading = parse_reported(text)
    except NotUnderstood:
        return text
    if value is None or reading.on_ladder or reading.cumulative:
        return printed_words(text, reading, unit)
    return with_unit(figure(value), unit) + "*" * reading.provisional


def _reported_said(text: str, unit: str | None) -> str:
    """A baseline as a sentence says it."""
    return _earlier_said(text, None, unit)


def _target_said(text: str, unit: str | None) -> str:
    """A target as a sentence says it."""
    try:
        return target_words(parse_target(text), unit)
    except NotUnderstood:
        return text


_Cell = tuple[str, str]  # the printed words, and what is to be said beside them


def _baselines(result: Result, row: Node) -> tuple[_Cell, _Cell] | None:
    """The baseline before and now, where they mean something else; None from a report that has no such cell."""
    cell, now = row.get("baseline"), result.baseline
    if cell is None:
        return None
    was, year = _text(cell, "text"), _text(cell, "year")
    if now is None or was is None:
        return None if now is None and was is None else ((was or _NONE, ""), (now.text if now else _NONE, ""))
    if year is not None and year != str(now.year):
        return (was, _beside([("year", year)])), (now.text, _beside([("year", str(now.year))]))
    same = _same(_said(was, _text(row, "unit")), _said(now.text, result.unit))
    return None if same else ((was, ""), (now.text, ""))


def _targets(result: Result, row: Node) -> tuple[_Cell, _Cell] | None:
    """The same of the target, which may ask for something else in the same words, or by another year."""
    cell, now = row.get("target"), result.target
    was = _text(cell, "text")
    if cell is None or now is None or was is None:
        return None
    fields = {**dict.fromkeys(_MARKS, False), **target_fields(now), "due": result.due}
    apart = [key for key, value in fields.items() if not _equal(cell.get(key), value, key in _MARKS)]
    shown = apart if _key(was) == _key(now.text) else [key for key in apart if key == "due"]
    if now.rule.level.is_number:
        ratio = _ratio(_text(cell, "unit") or _text(row, "unit"), fields["unit"] or result.unit)
        numbers = [key for key in ("value", "low", "high") if key in fields]
        apart = [key for key in apart if key not in (*numbers, "unit")]
        apart += [key for key in numbers if not _alike(_number(_text(cell, key)), fields[key], ratio)]
    if not apart:
        return None
    before = _beside([(key, _plain(cell.get(key))) for key in shown])
    return (was, before), (now.text, _beside([(key, _plain_value(fields[key])) for key in shown]))


def _alike(was: Fraction | None, now: Fraction, ratio: Fraction | None) -> bool:
    """Whether a target's number is the same; a report of an older version that has none says nothing else."""
    return was is None or (ratio is not None and was * ratio == now)


def _beside(fields: list[tuple[str, str]]) -> str:
    """What is to be said of some fields behind the words that they belong to."""
    years = ("due", "year")
    said = [tr("{value} 年", value=value) if key in years else f"{key} {value}" for key, value in fields]
    return tr("（{names}）", names=tr("，").join(said)) if said else ""


def _plain(node: Node | None) -> str:
    return _NONE if node is None or node.text is None else node.text


def _plain_value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Fraction):
        return decimal_text(value)
    return _NONE if value is None else str(value)


def _equal(node: Node | None, value: object, mark: bool) -> bool:
    """Whether a field of the earlier report is this value. One that it doesn't have says nothing else; a mark, that it isn't so."""
    if node is None:
        return not (mark and value)
    was, now = _plain(node), _plain_value(value)
    return was == now or (isinstance(value, Fraction) and _number(was) == value)


_Said = tuple[Interval, str | None] | str


def _said(text: str, unit: str | None) -> _Said:
    """A reported value as what it says: its set of numbers and its unit, the row's where it has none; words that say none
    as they are."""
    try:
        reading = parse_reported(text)
    except NotUnderstood:
        return text
    return (reading.values, reading.unit or unit) if reading.values is not None else _key(text)


def _same(was: _Said, now: _Said) -> bool:
    """Whether two values say the same, in whatever units."""
    if isinstance(was, str) or isinstance(now, str):
        return was == now
    ratio = _ratio(was[1], now[1])
    return ratio is not None and was[0].scaled(ratio) == now[0]


def _ratio(before: str | None, now: str | None) -> Fraction | None:
    """What makes a number in one unit one in the other: 1 where either says none, None where they don't fit."""
    return units.factor(before, now) if before and now else Fraction(1)


def _key(text: str) -> str:
    try:
        return name_key(text)
    except NotUnderstood:
        return text


def _moved(actual: Node, current: Actual) -> bool:
    """Whether the value is another one, whatever the spelling and the unit it was given in."""
    unit, reading = _text(actual, "unit"), current.reading
    said = _said(_text(actual, "text") or _NONE, unit)
    value, low, high = (_number(_text(actual, key)) for key in ("value", "low", "high"))
    now = reading.values.value if reading.values else None
    ratio = _ratio(unit, reading.unit)
    if value is not None and now is not None and ratio is not None:
        return abs(value * ratio - now) > abs(now) * _BINARY
    if (low, high) != (None, None) and not isinstance(said, str):
        said = replace(said[0], low=low, high=high), unit  # as they are in the row's unit
    return not _same(said, (reading.values, reading.unit) if reading.values else _key(reading.text))


def _number(text: str | None) -> Fraction | None:
    try:
        return None if text is None else exact(text, _LONGEST)
    except ValueError:
        return None
