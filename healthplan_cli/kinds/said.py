"""Words and public fields that several kinds share."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.units.amounts import with_unit
from healthplan_cli.values import RELATIVE_FROM, Bound, Direction, Quantity, Relation

SIGNS = {Relation.GE: "≥", Relation.GT: ">", Relation.LE: "≤", Relation.LT: "<", Relation.EQ: "="}


def quantity_text(quantity: Quantity) -> str:
    """Write a number and its unit as a person does."""
    return with_unit(decimal_text(quantity.value), quantity.unit)


def related(relation: Relation, amount: str) -> str:
    """Write a relation to an amount in words: 不低于 60%."""
    return {
        Relation.GE: tr("不低于 {}（含）"),
        Relation.GT: tr("高于 {}（不含）"),
        Relation.LE: tr("不高于 {}（含）"),
        Relation.LT: tr("低于 {}（不含）"),
        Relation.EQ: tr("等于 {}"),
    }[relation].format(amount)


def percent(share: Fraction) -> str:
    """Write a share as a percentage."""
    return f"{decimal_text(share * 100)}%"


def way_words(direction: Direction) -> str:
    """Return the verb of a direction: 提高, 降低."""
    return {Direction.UP: tr("提高"), Direction.DOWN: tr("降低"), Direction.BETTER: tr("改善")}[direction]


def since_words(since: int | None) -> str:
    """Write the year that a change counts from."""
    return tr(" {since} 年", since=since) if since else tr("基期")


def counted_from(since: int | None) -> str | None:
    """Say which year's value a change from another year than the baseline's needs; None for the baseline."""
    return tr("从 {since} 年的数算起", since=since) if since else None


def bounded(by: Quantity, verb: str, bound: Bound, tolerance: Fraction) -> str:
    """Write how the amount of a change is bounded; a plain one may be exceeded (docs/semantics.md, 变化的多少)."""
    least = Quantity(by.value * (1 - tolerance), by.unit)
    said = {
        Bound.EXACT: tr("至少{verb} {amount}"),
        Bound.AT_LEAST: tr("至少{verb} {amount}"),
        Bound.MORE_THAN: tr("{verb}超过 {amount}"),
        Bound.ABOUT: tr("{verb}约 {amount}（可以少该数的 {share}，即至少 {least}）"),
        Bound.AT_MOST: tr("{verb}不超过 {amount}"),
        Bound.LESS_THAN: tr("{verb}少于 {amount}"),
    }[bound]
    return said.format(
        verb=verb, amount=quantity_text(by), share=percent(tolerance), least=quantity_text(least)
    )


def two_readings(by: Quantity) -> str:
    """Write how the % of a change is read: as a share, perhaps as points."""
    if by.unit != "%":
        return ""
    if by.value >= RELATIVE_FROM:
        return tr("（按比例；指标本身是百分数的也按比例，不按百分点）")
    return tr("（按比例；指标本身是百分数时也可能指百分点，两种都算，结论不同的须人工认定）")


def marks_of(bound: Bound) -> dict[str, bool]:
    """Return the public fields of a bound (docs/formats.md)."""
    return {
        "at_least": bound in (Bound.AT_LEAST, Bound.MORE_THAN),
        "approx": bound is Bound.ABOUT,
        "at_most": bound in (Bound.AT_MOST, Bound.LESS_THAN),
    }
