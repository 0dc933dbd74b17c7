"""A rule as the fields of the public JSON (docs/formats.md) and as one Chinese sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, assert_never

from healthplan_cli.model import (
    RELATIVE_FROM,
    TOLERANCE,
    AnnualChange,
    Approx,
    Better,
    Bound,
    Change,
    Compare,
    Direction,
    Each,
    EveryYear,
    External,
    Grade,
    Multiple,
    NoTarget,
    Proportional,
    Quantity,
    Range,
    Ratio,
    Reach,
    Relation,
    Rule,
    Slowing,
    Stable,
    Target,
    Total,
    Trend,
    is_least,
    opposed,
)
from healthplan_cli.numbers import decimal_text
from healthplan_cli.speech import tr
from healthplan_cli.wording.amounts import followed, with_unit

_RELATIONS = {
    Relation.GE: tr("不低于 {}（含）"),
    Relation.GT: tr("高于 {}（不含）"),
    Relation.LE: tr("不高于 {}（含）"),
    Relation.LT: tr("低于 {}（不含）"),
    Relation.EQ: tr("等于 {}"),
}
# How the amount of a change is bounded; a plain one may be exceeded (docs/semantics.md, 变化的多少).
_BOUNDS = {
    Bound.EXACT: tr("至少{verb} {amount}"),
    Bound.AT_LEAST: tr("至少{verb} {amount}"),
    Bound.MORE_THAN: tr("{verb}超过 {amount}"),
    Bound.ABOUT: tr("{verb}约 {amount}（可以少该数的 {share}，即至少 {least}）"),
    Bound.AT_MOST: tr("{verb}不超过 {amount}"),
    Bound.LESS_THAN: tr("{verb}少于 {amount}"),
}
_WAYS = {Direction.UP: tr("提高"), Direction.DOWN: tr("降低"), Direction.BETTER: tr("改善")}
_REACHED = {
    Better.HIGHER: tr("不低于 {}（只有一个数，越高越好）"),
    Better.LOWER: tr("不高于 {}（只有一个数，越低越好）"),
}


def quantity_text(quantity: Quantity) -> str:
    """The number and its unit as a person writes them."""
    return with_unit(decimal_text(quantity.value), quantity.unit)


def fields(rule: Rule) -> dict[str, Any]:
    """The rule's public fields: `op` and what goes with it."""
    match rule:
        case Compare(relation, quantity):
            return {"op": relation.value, **_value(quantity)}
        case Reach(quantity):
            return {"op": "reach", **_value(quantity)}
        case Approx(quantity):
            return {"op": "approx", **_value(quantity)}
        case Range(low, high):
            return {"op": "range", "low": low.value, "high": high.value, "unit": low.unit, **_ends(rule)}
        case AnnualChange(by, direction, average, bound, since):
            return {"op": "annual_change", **_change(by, direction, bound, since), "average": average}
        case Change(by, way, bound, since):
            return {"op": "change", **_change(by, way, bound, since)}
        case Multiple(factor, bound, since):
            return {
                "op": "multiple",
                "value": factor,
                "unit": None,
                "from": since or "baseline",
                **_marks(bound),
            }
        case Proportional():
            return {"op": "proportional"}
        case Trend(direction, every_year, degree, since):
            course = {"every_year": every_year, "degree": degree, "from": since or "baseline"}
            return {"op": "trend", "direction": direction.value, **course}
        case Slowing(halted, direction):
            return {"op": "slowing", "direction": direction.value, "halted": halted}
        case Stable():
            return {"op": "stable"}
        case External(reference):
            return {"op": "external", "reference": reference}
        case Grade(text, ladder):
            return {"op": "grade", "value": text, "ladder": ladder.removeprefix("grade:")}
        case Ratio(text, left, right, relation):
            sides = {
                "left": left.value,
                "left_unit": left.unit,
                "right": right.value,
                "right_unit": right.unit,
            }
            return {"op": "ratio", "value": text, **sides, "relation": relation.value if relation else None}
        case NoTarget():
            return {"op": "none"}
        case EveryYear(level, mean):
            return {**fields(level), "mean" if mean else "every_year": True}
        case Total(level):
            return {**fields(level), "total": True}
        case Each(parts):
            return {"op": "each", "parts": [{"name": part.name, **fields(part.rule)} for part in parts]}
    assert_never(rule)


def _ends(rule: Range) -> dict[str, bool]:
    """What a range says of its ends; nothing of a plain one."""
    said = {"two_sided": rule.two_sided, "low_open": rule.low_open, "high_open": rule.high_open}
    return {name: True for name, holds in said.items() if holds}


def _value(quantity: Quantity) -> dict[str, Any]:
    return {"value": quantity.value, "unit": quantity.unit}


def _change(by: Quantity, direction: Direction | None, bound: Bound, since: int | None) -> dict[str, Any]:
    way = direction.value if direction else None
    return {"by": by.value, "unit": by.unit, "direction": way, "from": since or "baseline", **_marks(bound)}


def _marks(bound: Bound) -> dict[str, bool]:
    return {
        "at_least": bound in (Bound.AT_LEAST, Bound.MORE_THAN),
        "approx": bound is Bound.ABOUT,
        "at_most": bound in (Bound.AT_MOST, Bound.LESS_THAN),
    }


def target_fields(target: Target) -> dict[str, Any]:
    """A target's public fields, with what its words say besides the rule."""
    out: dict[str, Any] = {**fields(target.rule), "modality": target.modality, "due": target.due}
    if target.subject:
        out["subject"] = target.subject
    if target.remark:
        out["remark"] = target.remark
    if target.cumulative:
        out["cumulative"] = True
    if target.rank:
        out["rank"] = True
    return out


def reading(target: Target, tolerance: Fraction = TOLERANCE, better: Better | None = None) -> str:
    """One Chinese sentence that says how the words are understood, for an indicator where it is known which."""
    due = tr("{due} 年", due=target.due) if target.due else ""
    words = tr("（语气：{modality}，不改变算法）", modality=target.modality) if target.modality else ""
    total = (
        tr("（累计数）") if target.cumulative and not isinstance(target.rule, Change | Each | Total) else ""
    )
    remark = tr("（附注：{remark}，不参与判断）", remark=target.remark) if target.remark else ""
    said = sentence(target.rule, tolerance, better)
    if target.rank:
        said = tr("{said}（名次：数字小的在前，提升、前移是数字变小）", said=said)
    if opposed(target.rule, better):
        said = tr("{said}（写的方向与哪边算好相反，两种读法，须人工认定）", said=said)
    return tr(
        "{value}{due}{said}{total}{words}{remark}。",
        value=target.subject or "",
        due=due,
        said=said,
        total=total,
        words=words,
        remark=remark,
    )


def sentence(rule: Rule, tolerance: Fraction = TOLERANCE, better: Better | None = None) -> str:
    """The rule in Chinese words, without a full stop; `tolerance` is that of 左右, `better` makes a bare number plain."""
    match rule:
        case Compare(relation, quantity):
            return _RELATIONS[relation].format(quantity_text(quantity))
        case Reach(quantity):
            plain = _REACHED.get(better) if better else None
            return (plain or tr("达到 {}：朝好的方向至少到这个数")).format(quantity_text(quantity))
        case Approx(quantity):
            side = "" if better is Better.NEITHER else tr("，或好于这个区间")
            return tr(
                "约为 {quantity_text}：{tolerated}{side}",
                quantity_text=quantity_text(quantity),
                tolerated=_tolerated(quantity, tolerance),
                side=side,
            )
        case Range():
            return _range_sentence(rule, better)
        case AnnualChange(by, direction, average, bound, since):
            start = tr("从 {since} 年起", since=since) if since else ""
            how = tr("规划期内年均") if average else tr("规划期内每一年都比上一年")
            steps = "" if average else tr("；隔 k 年的数据须满 k 步")
            return f"{start}{how}{_amount(by, _WAYS[direction], bound, tolerance)}{steps}{_two_readings(by)}"
        case Change(by, way, bound, since):
            return _change_sentence(by, way, bound, since, tolerance)
        case Multiple():
            return _multiple_sentence(rule, tolerance, better)
        case Proportional():
            return tr("增长比例不低于所参照指标（relative_to）同期的增长比例")
        case Trend(direction, every_year, degree):
            return _trend_sentence(direction, every_year, degree)
        case Slowing(halted, _):
            if halted:
                return tr("规划期内年均变化不再上升（不大于 0）")
            return tr("规划期内的年均变化小于规划期以前的年均变化；需要基期以前的数据")
        case Stable():
            return tr(
                "不比基期差（允许差 {percent}；基期是“≥80”一类时仍须在该范围内）", percent=_percent(tolerance)
            )
        case External(reference):
            return tr(
                "数值由其他文件确定（{reference}）：用 --set 或数据文件的 targets 补上才能判断",
                reference=reference,
            )
        case Grade(text, _):
            return tr("等级达到“{text}”或更高", text=text)
        case Ratio(text, _, _, relation):
            return tr(
                "两部分之比{words}",
                words=_RELATIONS[relation].format(text)
                if relation
                else tr("至少与 {text} 一样好", text=text),
            )
        case NoTarget():
            return tr("没有设定目标：不算未达标，也不算达标")
        case EveryYear(level, mean):
            said = sentence(level, tolerance, better)
            if mean:
                return tr("规划期内各年的平均要做到：{said}", said=said)
            return tr("规划期内每一年都要做到：{sentence}", sentence=said)
        case Total(level):
            return tr("规划期内各年合计要做到：{said}", said=sentence(level, tolerance, better))
        case Each(parts):
            each = (
                tr(
                    "{part}{said}",
                    part=part.name or tr("第 {number} 项", number=number),
                    said=sentence(part.rule, tolerance, better),
                )
                for number, part in enumerate(parts, 1)
            )
            return tr("；").join(each)
    assert_never(rule)


def _range_sentence(rule: Range, better: Better | None) -> str:
    near = followed(quantity_text(rule.low), tr("到"))
    far = followed(quantity_text(rule.high), tr("之间"))
    if not rule.two_sided and better is not Better.NEITHER:
        return tr("在 {near} {far}：至少达到较近的一端，越过较远的一端也算达标并注明", near=near, far=far)
    excluded = [quantity_text(end) for end, is_open in _open_ends(rule) if is_open]
    without = tr("，不含 {ends}", ends=tr("、").join(excluded)) if excluded else ""
    return tr("在 {near} {far}{without}：两头都算，超出哪一头都没有达到", near=near, far=far, without=without)


def _open_ends(rule: Range) -> tuple[tuple[Quantity, bool], ...]:
    return (rule.low, rule.low_open), (rule.high, rule.high_open)


def _percent(share: Fraction) -> str:
    return f"{decimal_text(share * 100)}%"


def _tolerated(quantity: Quantity, tolerance: Fraction) -> str:
    slack = abs(quantity.value) * tolerance
    low, high = (decimal_text(end) for end in (quantity.value - slack, quantity.value + slack))
    return tr("上下 {percent}，即 {low} 到 {high} 之间", percent=_percent(tolerance), low=low, high=high)


def _amount(by: Quantity, verb: str, bound: Bound, tolerance: Fraction) -> str:
    least = Quantity(by.value * (1 - tolerance), by.unit)
    words = {"verb": verb, "amount": quantity_text(by), "least": quantity_text(least)}
    return _BOUNDS[bound].format(share=_percent(tolerance), **words)


def _since(since: int | None) -> str:
    return tr(" {since} 年", since=since) if since else tr("基期")


def _change_sentence(
    by: Quantity, way: Direction | None, bound: Bound, since: int | None, tolerance: Fraction
) -> str:
    if by.value == 0:
        return tr(
            "不比{since}{words}", since=_since(since), words=tr("高") if way is Direction.DOWN else tr("低")
        )
    towards, verb = ("", _WAYS[way]) if way else (tr("朝好的方向累计"), tr("变化"))
    return tr(
        "比{since}{towards}{amount}{two_readings}",
        since=_since(since),
        towards=towards,
        amount=_amount(by, verb, bound, tolerance),
        two_readings=_two_readings(by),
    )


def _multiple_sentence(rule: Multiple, tolerance: Fraction, better: Better | None) -> str:
    """At least so many times as much, and of less than once at most, where the words don't bound it."""
    upward, factor = is_least(rule, better), rule.factor
    relation = {Bound.MORE_THAN: tr("高于"), Bound.LESS_THAN: tr("低于")}.get(
        rule.bound, tr("不低于") if upward else tr("不高于")
    )
    least = factor * (1 - tolerance if upward else 1 + tolerance)
    if rule.bound is not Bound.ABOUT:
        return tr(
            "{relation}{since}的 {decimal_text} 倍",
            relation=relation,
            since=_since(rule.since),
            decimal_text=decimal_text(factor),
        )
    slack = tr(
        "即{relation} {decimal_text} 倍（放宽该数的 {percent}）",
        relation=relation,
        decimal_text=decimal_text(least),
        percent=_percent(tolerance),
    )
    return tr(
        "约为{since}的 {decimal_text} 倍，{slack}",
        since=_since(rule.since),
        decimal_text=decimal_text(factor),
        slack=slack,
    )


def _two_readings(by: Quantity) -> str:
    if by.unit != "%":
        return ""
    if by.value >= RELATIVE_FROM:
        return tr("（按比例；指标本身是百分数的也按比例，不按百分点）")
    return tr("（按比例；指标本身是百分数时也可能指百分点，两种都算，结论不同的须人工认定）")


def _trend_sentence(direction: Direction, every_year: bool, degree: str | None) -> str:
    verb = _WAYS[direction]
    if every_year:
        worse = {Direction.UP: tr("低"), Direction.DOWN: tr("高"), Direction.BETTER: tr("差")}[direction]
        enough = tr("；“{degree}”须达多少原文未写明，需人工认定", degree=degree) if degree else ""
        return tr(
            "逐年{verb}：没有一年比上一年{worse}，期末比基期{verb2}{enough}",
            verb=verb,
            worse=worse,
            verb2=verb,
            enough=enough,
        )
    if degree is None:
        return tr("比基期{verb}，多少不限", verb=verb)
    return tr(
        "比基期{verb}；{value}须达多少原文未写明，方向相反即未达标，方向正确仍需人工认定（或在规格中给出 at_least）",
        verb=verb,
        value=degree,
    )
