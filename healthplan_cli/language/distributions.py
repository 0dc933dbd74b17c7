"""Lists of numbers with a rule for each: 分别控制在3.1‰、5.2‰和6.6‰以下, and the same without 分别."""

from __future__ import annotations

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.changes import take_direction, to_bound
from healthplan_cli.language.grades import take_grade
from healthplan_cli.language.lists import split_names
from healthplan_cli.language.measure import Measure, take_measure
from healthplan_cli.language.shield import plain
from healthplan_cli.language.since import PREVIOUS, take_since
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import (
    AnnualChange,
    Approx,
    Change,
    Compare,
    ComponentRule,
    Each,
    Grade,
    Quantity,
    Reach,
    Relation,
    Rule,
)


def distributed(cursor: Cursor) -> Each | None:
    """Read a list with 分别 as one rule for each number, in order: 分别控制在3.1‰、5.2‰和6.6‰以下; None for other words.

    Names or a comparison (比2020年) may stand before 分别.
    """
    stop = cursor.text.find("分别")
    if stop < 0:
        return None
    named, since = _names_and_since(cursor, stop)
    names = split_names(named, of_indicators=True) if named else []
    if names is None:
        return None
    cursor.advance(stop + len("分别"))
    since = take_since(cursor) if since is None else since
    found = _changes(cursor, since)
    if found is None and since != PREVIOUS:
        found = _grades(cursor) or _levels(cursor)
    if found is None or len(found) < 2 or (names and len(names) != len(found)):
        return None
    labels: list[str | None] = [*map(plain, names)] if names else [None] * len(found)
    return Each(
        tuple(ComponentRule(name, rule, text) for name, (rule, text) in zip(labels, found, strict=True))
    )


def _names_and_since(cursor: Cursor, stop: int) -> tuple[str, int | None]:
    """Return the names before 分别, and the year between them and 分别 that changes count from (None: none)."""
    text = cursor.text[:stop]
    for begin in [0, *(match.start() for match in _COMPARED.finditer(text))]:
        cursor.pos = begin
        since = take_since(cursor)
        if cursor.pos == stop:
            return text[:begin], since
    return text, None


_COMPARED = Pattern("[比较与在](?=(?:19|20)\\d\\d年|上年|基期|十[二三四五]五)")


def _items(cursor: Cursor, spaced: bool = False) -> list[tuple[Measure, str]] | None:
    """Read measures up to the end of the text, with separators or (`spaced`) white space between them; None for other text."""
    measures: list[tuple[Measure, str]] = []
    while True:
        begin = cursor.pos
        measure = take_measure(cursor)
        if measure is None or measure.high is not None:
            return None
        measures.append((measure, cursor.text[begin : cursor.pos]))
        if cursor.done:
            return _with_common_unit(measures)
        if not cursor.take(words.SEPARATOR) and not (spaced and _is_apart(cursor)):
            return None


def _is_apart(cursor: Cursor) -> bool:
    """Return whether white space stands before the cursor's place in the printed text."""
    origin = cursor.normal.origin
    return origin[cursor.pos] > origin[cursor.pos - 1] + 1


def _with_common_unit(measures: list[tuple[Measure, str]]) -> list[tuple[Measure, str]] | None:
    """Return the measures, those without a unit with the last one's (分别达到3、5万人); None for 5个和3个百分点, which is ambiguous."""
    unit = measures[-1][0].low.unit
    if units.is_point(unit) and any(measure.low.unit == "个" for measure, _ in measures):
        return None
    return [
        (measure if measure.low.unit else replace(measure, low=Quantity(measure.low.value, unit)), text)
        for measure, text in measures
    ]


def _changes(cursor: Cursor, since: int | None) -> list[tuple[Rule, str]] | None:
    """Read 分别下降8%、10%以上 as changes, 以上 being only the last one's; 较上年分别下降8%、10% as yearly changes. None for other words."""
    start = cursor.pos
    direction = take_direction(cursor)
    if direction is None:
        return None
    items = _items(cursor)
    if items is None:
        cursor.pos = start
        return None
    way = direction[0]
    return [
        (
            AnnualChange(item.low, way, False, to_bound(item))
            if since == PREVIOUS
            else Change(item.low, way, to_bound(item), since),
            text,
        )
        for item, text in items
    ]


def _grades(cursor: Cursor) -> list[tuple[Rule, str]] | None:
    """Read several grades: 分别达到3级、4级. None for other words."""
    start = cursor.pos
    cursor.take(words.NEUTRAL)
    found: list[tuple[Rule, str]] = []
    while grade := take_grade(cursor):
        found.append((Grade(*grade), grade[0]))
        if cursor.done:
            return found
        if not cursor.take(words.SEPARATOR):
            break
    cursor.pos = start
    return None


def _levels(cursor: Cursor, spaced: bool = False) -> list[tuple[Rule, str]] | None:
    """Read several levels: 分别控制在3.1‰、5.2‰和6.6‰以下. A sign before the first or after the last holds for items without one."""
    verbs = (words.CONTROL, words.NEUTRAL, words.RAISE, words.LOWER, words.HOLD, words.COUNT)
    verb = cursor.take_one((words_, words_) for words_ in verbs)
    items = _items(cursor, spaced)
    if items is None or _GROUPS.match(cursor.text):
        return None
    (first, first_text), (last, last_text) = items[0], items[-1]
    leading = not first_text[0].isdecimal()  # ≥3.1、5.2: a sign before the first is everybody's
    trailing = last_text[0].isdecimal()  # 3.1、5.2以下: so is an ending after the last
    about = (last.about and trailing) or (first.about and leading)
    relation = (last.relation if trailing else None) or (first.relation if leading else None)
    if relation is None and verb is words.CONTROL and not about:
        relation = Relation.LE
    return [(_one(item, relation, about), text) for item, text in items]


def _one(measure: Measure, relation: Relation | None, about: bool) -> Rule:
    if measure.relation or (relation and not measure.about):
        return Compare(measure.relation or relation or Relation.GE, measure.low)
    return Approx(measure.low) if measure.about or about else Reach(measure.low)


# ── without 分别: every item has its own unit or sign ──

_GROUPS = Pattern(r"^[^和与]+[、,][^和与]+[和与][^和与]+[、,]")
_COMMA = Pattern(r"\d,\d")
_SLASHED = Pattern(r"\s*[/／]\s*")


def side_by_side(cursor: Cursor) -> Each | None:
    """Read several numbers without 分别 as a rule for each, in order: 下降到32%和30%, 75%以上 90%以上, ≤0.5/≤1.2. None for other words."""
    start = cursor.pos
    if _COMMA.search(cursor.text):
        return None  # ≥1,500,00
    since = take_since(cursor)
    if since == PREVIOUS:
        return None
    for words_ in ("分别", "均"):
        if cursor.text.startswith(words_, cursor.pos):
            cursor.advance(cursor.pos + len(words_))
    since = take_since(cursor) if since is None else since
    found = _apart(cursor, since)
    if found is None or len(found) < 2:
        cursor.pos = start
        return None
    return Each(tuple(ComponentRule(None, rule, text) for rule, text in found))


def _apart(cursor: Cursor, since: int | None) -> list[tuple[Rule, str]] | None:
    """Return the rules of the numbers as changes or levels; None where they could be taken for one number or a list of groups."""
    begin = cursor.pos
    direction = take_direction(cursor)
    if direction is None:
        verbs = (words.CONTROL, words.NEUTRAL, words.RAISE, words.LOWER, words.HOLD, words.COUNT)
        cursor.take_one((words_, words_) for words_ in verbs)
    measures = _spaced_items(cursor)
    if measures is None or _GROUPS.match(cursor.text[begin:]):
        return None
    cursor.pos = begin
    return _changes(cursor, since) if direction else (None if since else _levels(cursor, spaced=True))


def _spaced_items(cursor: Cursor) -> list[tuple[Measure, str]] | None:
    """Return measures that each have a unit or a sign, or stand apart in print (2.5 / 3.4), in one common unit; None for others."""
    found = _items(cursor, spaced=True)
    if found is None:
        return None
    original = cursor.normal.original
    apart = _SLASHED.search(original)
    slashed = apart is not None and len(apart.group()) > 1
    for measure, text in found:
        own = measure.low.unit is not None and not text[-1].isdecimal()
        if not (own or measure.relation or slashed):
            return None
    units_ = {measure.low.unit for measure, _ in found}
    return found if len(units_) == 1 else None
