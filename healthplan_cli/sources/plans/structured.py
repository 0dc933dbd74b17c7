"""Targets in structured form, for words that no rule fits: `{op: le, value: 14.5, unit: /10万}`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.exact_format import exact
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.kinds.level import Aimed
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import (
    All,
    AnnualChange,
    Approx,
    Change,
    Compare,
    Demand,
    Direction,
    EveryYear,
    External,
    Milestone,
    Multiple,
    NoTarget,
    Number,
    Proportional,
    Quantity,
    Range,
    Rank,
    Reach,
    Reference,
    Relation,
    Rule,
    Share,
    Slowing,
    Stable,
    Total,
    Trend,
    Unread,
)

_YEAR = Pattern(r"(?:19|20|21)[0-9]{2}$")


def structured_rule(fields: Mapping[str, Any]) -> Rule:
    """Return the rule of these fields (docs/formats.md). Raise ValueError, with the message for the user, where something is missing."""
    rule = _rule(fields)
    if isinstance(rule, Aimed) and fields.get("direction") is not None:
        rule = rule.but(towards=_direction(fields))  # 提高到, 下降到
    if rule.is_trend:
        return rule
    asked = [key for key in ("every_year", "total") if _flag(fields, key)]
    if not asked:
        return rule
    if not isinstance(rule, Number):
        raise ValueError(tr("{key} 只用于一个水平：ge gt le lt eq reach approx range", key=asked[0]))
    if len(asked) > 1:
        raise ValueError(tr("every_year 和 total 只能写一个：每年都要到，还是各年合计"))
    return EveryYear(rule) if asked == ["every_year"] else Total(rule)


def _rule(fields: Mapping[str, Any]) -> Rule:
    op = str(fields["op"])
    match op:
        case "ge" | "gt" | "le" | "lt" | "eq":
            return Compare(Relation(op), _quantity(fields, "value"))
        case "reach":
            return Reach(_quantity(fields, "value"))
        case "approx":
            return Approx(_quantity(fields, "value"))
        case "range":
            low, high = _quantity(fields, "low"), _quantity(fields, "high")
            return Range(low, high, _flag(fields, "two_sided"))
        case "annual_change":
            return AnnualChange(
                _amount(fields), _direction(fields), _flag(fields, "average"), since=_since(fields)
            )
        case "change":
            return Change(_amount(fields), _direction(fields), since=_since(fields))
        case "multiple":
            return Multiple(_positive(fields), since=_since(fields))
        case "proportional":
            return Proportional()
        case "trend":
            return Trend(
                _direction(fields), every_year=fields.get("every_year") is None or _flag(fields, "every_year")
            )
        case "slowing":
            return Slowing(_flag(fields, "halted"))
        case "stable":
            return Stable()
        case "external":
            return External(str(fields.get("text") or tr("另行下达")))
        case "unread":
            return Unread()
        case "grade":
            return _grade(fields)
        case "milestone":
            return _milestone(fields)
        case "rank":
            return _rank(fields)
        case "all":
            return _all(fields)
        case "reference":
            return _reference(fields)
        case "share":
            return _share(fields)
        case "none":
            return NoTarget()
    return NoTarget()  # the schema has refused it


def _all(fields: Mapping[str, Any]) -> Rule:
    """Return several demands at once, each given in words or as a structure. Raise ValueError for fewer than two."""
    parts = fields.get("parts") or ()
    if len(parts) < 2:
        raise ValueError(tr("op: all 需要 parts：两样或更多的要求，如 [≥60, {op: trend, direction: up}]"))
    return All(tuple(_demand(part) for part in parts))


def _demand(part: Any) -> Demand:
    if isinstance(part, Mapping):
        rule = structured_rule(part)
        if rule.demands or rule.asks_nothing or rule.is_unread:
            raise ValueError(tr("parts 里的每一样应是一个要求"))
        from healthplan_cli.language.describe import sentence

        return Demand(str(part.get("text") or sentence(rule)), rule)
    try:
        target = parse_target(str(part))
    except NotUnderstood as error:
        raise ValueError(
            tr("parts 里的“{text}”：{message}", text=str(part)[:40], message=error.message)
        ) from None
    if target.rule.demands or target.rule.parts or target.years or target.rule.asks_nothing or target.due:
        raise ValueError(tr("parts 里的“{text}”应是一个要求，不写年份", text=str(part)[:40]))
    return Demand(str(part), target.rule)


def _reference(fields: Mapping[str, Any]) -> Rule:
    """Return a relation to another number, with its margin if there is one. Raise ValueError for missing fields."""
    to, said = str(fields.get("to") or "").strip(), fields.get("relation", "sync")
    if not to:
        raise ValueError(tr("op: reference 需要 to：与什么比，本规划的指标 id 或原话，如 全国平均水平"))
    if said == "eq":
        raise ValueError(tr("op: reference 的 relation 是 ge gt le lt sync"))
    relation = None if said == "sync" else Relation(str(said))
    margin = fields.get("margin")
    if margin is not None and not isinstance(margin, Mapping):
        raise ValueError(tr("margin 应写成 {value: 1, unit: 个百分点}"))
    by = None if margin is None else _quantity({"op": "reference", **margin}, "value")
    return Reference(to, relation, by, _flag(fields, "near"))


def _share(fields: Mapping[str, Any]) -> Rule:
    """Return the share of members that must meet an inner target. Raise ValueError for missing fields."""
    of, inner = str(fields.get("of") or "").strip(), fields.get("inner")
    if not of:
        raise ValueError(tr("op: share 需要 of：哪一类里的，如 县"))
    quantity = _quantity(fields, "value")
    quantity = quantity if quantity.unit is not None else Quantity(quantity.value, "%")
    relation = Relation(str(fields.get("relation", "ge")))
    words = None if inner is None else str(inner)
    try:
        demanded = parse_target(words).rule if words else None
    except NotUnderstood:
        demanded = None
    return Share(quantity, of, words, relation, demanded)


def _grade(fields: Mapping[str, Any]) -> Rule:
    try:
        rule = parse_target(str(fields.get("grade") or "")).rule
    except NotUnderstood:
        rule = NoTarget()
    if rule.rank is None:
        raise ValueError(tr("op: grade 需要 grade: 一个等级，如 三级乙等（hpcheck catalog --ladders）"))
    return rule


def _milestone(fields: Mapping[str, Any]) -> Rule:
    state = str(fields.get("state") or "").strip()
    if not state:
        raise ValueError(tr("op: milestone 需要 state: 要做到的事，如 建成并投入使用"))
    return Milestone(state, _flag(fields, "kept"), _flag(fields, "basic"))


def _rank(fields: Mapping[str, Any]) -> Rule:
    quantity = _quantity(fields, "value")
    if quantity.value < 1 or quantity.value.denominator != 1:
        raise ValueError(tr("op: rank 的 value 应是第几名，如 10"))
    return Rank(quantity)


def _quantity(fields: Mapping[str, Any], key: str) -> Quantity:
    if fields.get(key) is None:
        raise ValueError(tr("op: {fields} 需要 {key}", fields=fields["op"], key=key))
    written = fields.get("unit")
    unit = units.canonical(str(written)) if written is not None else None
    if written is not None and unit is None:
        raise ValueError(tr("单位“{written}”不在单位表里", written=written))
    try:
        return Quantity(exact(str(fields[key]).strip()), unit)
    except ValueError:
        raise ValueError(
            tr("{key} 应是一个数，现为“{value}”", key=key, value=str(fields[key])[:40])
        ) from None


def _amount(fields: Mapping[str, Any]) -> Quantity:
    """Return the amount of a change; its unit is required, because % and 百分点 differ. Raise ValueError."""
    if fields.get("unit") is None:
        raise ValueError(
            tr(
                "op: {fields} 需要 unit：百分点、% 或指标的单位（按比例变化也可写 op: multiple，如 value: 0.9）",
                fields=fields["op"],
            )
        )
    return _quantity(fields, "by")


def _positive(fields: Mapping[str, Any]) -> Fraction:
    factor = _quantity(fields, "value").value
    if factor <= 0:
        raise ValueError(tr("op: multiple 的 value 应大于 0"))
    return factor


def _direction(fields: Mapping[str, Any]) -> Direction:
    if fields.get("direction") is None:
        raise ValueError(tr("op: {fields} 需要 direction: up 或 down", fields=fields["op"]))
    return Direction(str(fields["direction"]))


def _flag(fields: Mapping[str, Any], key: str) -> bool:
    return str(fields.get(key, "false")).lower() == "true"


def _since(fields: Mapping[str, Any]) -> int | None:
    since = fields.get("from")
    if since in (None, "baseline"):
        return None
    if not _YEAR.match(str(since)):
        raise ValueError(tr("from 应是四位年份或 baseline，现为“{value}”", value=str(since)[:40]))
    return int(str(since))
