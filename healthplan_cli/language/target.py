"""A target's text as a Target, by the grammar's only result.

A text without a result is an error that points at the furthest character read; one with two different results names both.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.i18n import tr
from healthplan_cli.language import words
from healthplan_cli.language.frame import Frame
from healthplan_cli.language.further import further
from healthplan_cli.language.grammar import Reading, readings
from healthplan_cli.language.normalise import check_length, normalise
from healthplan_cli.language.shield import plain, shielded
from healthplan_cli.language.subject import is_indicator
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import ComponentRule, NoTarget, Rule, Target


@lru_cache(maxsize=4096)  # a drafted spec is read several times over
def parse_target(text: str) -> Target:
    """Return the target that a text states. Raise NotUnderstood, with the character at which reading stopped or both readings."""
    check_length(text)
    normal = normalise(text)
    if not normal.text or normal.text in words.NO_TARGET.words:
        return Target(text, NoTarget())
    if not _SPELLED.isdisjoint(normal.text):  # rare: imported when a text may have one
        from healthplan_cli.language.numerals import in_digits

        normal = in_digits(normal)
    cursor = Cursor(shielded(normal))
    reading = _read(cursor, _DEPTH)
    rule = None if reading is None else _with_unit(*reading)
    if reading is None or rule is None:
        raise cursor.error(tr("读到这里看不懂"))
    frame = reading[1]
    remarks = (frame.hope, *frame.remarks) if frame.hope else frame.remarks
    return Target(
        text,
        rule,
        "、".join(dict.fromkeys(frame.modality)) or None,
        frame.due,
        plain("；".join(remarks)) or None,
        frame.cumulative,
        subject=plain(frame.subject) if frame.subject else None,
        from_value=frame.start,
        from_year=frame.start_year,
        years=frame.years,
    )


_SPELLED = frozenset("成百千万亿")  # of a number in words: 八成, 百分之五, 突破千亿元
_DEPTH = 3  # a sentence in a demand in a year


def _read(cursor: Cursor, depth: int) -> Reading | None:
    """Return the result of the grammar of one target, or, where it has none, of the `further` readers; None where none has one."""
    reading = _only_one(cursor, readings(cursor))
    if reading is not None or not depth or not (known := further(cursor)):
        return reading
    *narrower, state = known

    def read(piece: Cursor) -> Reading | None:
        try:
            return _read(piece, depth - 1)
        except NotUnderstood:
            return None

    found = [one for reader in narrower if (one := reader(cursor.rest(0), read)) is not None]
    return _only_one(cursor, found) or state(cursor.rest(0), read)


def understood(text: str) -> bool:
    """Return whether a text can be read as a target."""
    try:
        parse_target(text)
    except NotUnderstood:
        return False
    return True


def _with_unit(rule: Rule, frame: Frame) -> Rule | None:
    """Return the rule with the unit in the bracket behind its number, ≤12(1/10万); None where the rule can't take it."""
    if frame.unit is None:
        return rule
    return rule.with_unit(frame.unit) if len(rule.quantities) == 1 and rule.unit is None else None


# ── one reading ──


def _only_one(cursor: Cursor, found: Iterable[Reading]) -> Reading | None:
    """Return the only result, None without one. Raise NotUnderstood for two that differ (contract section 4)."""
    first: Reading | None = None
    for reading in found:
        same = reading if first is None else _same(first, reading)
        if first is not None and same is None:
            raise cursor.two_readings(first[0], reading[0])
        first = same
    return first


def _same(one: Reading, other: Reading) -> Reading | None:
    """Return the more detailed of two results that ask for the same; None where they differ.

    1辆/3万人 asks for the same as a ratio and as a number; 参保率职工80%、居民70% is the same list with 参保率 as its
    subject or in a component's name.
    """
    if one[0].parts and other[0].parts:
        if not _same_parts(one, other):
            return None
        named = [reading for reading in (one, other) if all(part.name for part in reading[0].parts)]
        apart = (reading for reading in named if reading[1].subject and not _names_indicators(reading[0]))
        return next(apart, (named or [one])[0])
    if one[0].parts or other[0].parts:
        many, single = (one, other) if one[0].parts else (other, one)
        if single[0].demands:  # 治理率达到65%，全面消除黑臭水体: one indicator's demands, or two indicators
            plain_ones = all(part.rule.is_number or part.rule.is_state for part in many[0].parts)
            alike = tuple(_asked(part.rule) for part in many[0].parts) == _asked(single[0])
            return many if plain_ones and alike else None
        return many if all(_asked(part.rule) == _asked(single[0]) for part in many[0].parts) else None
    if _asked(one[0]) != _asked(other[0]) or one[1].years != other[1].years:
        return None
    return one


def _same_parts(one: Reading, other: Reading) -> bool:
    """Return whether two targets in lists ask for the same of the same components; components without names match any.

    Names are compared with their subject before them: 参保率 with 职工 is the same as 参保率职工 alone.
    """
    own, its = (plain(frame.subject or "") for _, frame in (one, other))

    def same(part: ComponentRule, another: ComponentRule) -> bool:
        if _asked(part.rule) != _asked(another.rule):
            return False
        if part.name is None or another.name is None or part.name == another.name:
            return True
        said, again = (own, part.name), (its, another.name)
        return _holds(said, again) or _holds(again, said)

    parts, others = one[0].parts, other[0].parts
    return len(parts) == len(others) and all(map(same, parts, others))


def _holds(said: tuple[str, str], other: tuple[str, str]) -> bool:
    """Return whether subject and name, put together, begin with the other subject and end with the other name: 参保率全市职工, 参保率, 职工."""
    whole = "".join(said)
    return whole.startswith(other[0]) and whole.endswith(other[1])


def _names_indicators(rule: Rule) -> bool:
    """Return whether any component's name is an indicator's: 药占比 in 医疗费用报销比例80%、药占比30%, whose parts then share no subject."""
    return any(is_indicator(part.name or "") for part in rule.parts)


def _asked(rule: Rule) -> object:
    """Return a rule in a form that is equal for all ways to write the same demand."""
    return tuple(_asked(one.rule) for one in rule.demands) if rule.demands else rule.as_number()
