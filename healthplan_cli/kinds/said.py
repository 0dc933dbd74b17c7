"""Words and public fields that several kinds of targets share."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.units.amounts import with_unit
from healthplan_cli.values import RELATIVE_FROM, Bound, Direction, Quantity, Relation

SIGNS = {Relation.GE: "≥", Relation.GT: ">", Relation.LE: "≤", Relation.LT: "<", Relation.EQ: "="}


def quantity_text(quantity: Quantity) -> str:
    """Return a number with its unit as text: 27%, 5 家."""
    return with_unit(decimal_text(quantity.value), quantity.unit)


def related(relation: Relation, amount: str) -> str:
    """Return a relation to an amount in words: 不低于 60%（含）."""
    return {
        Relation.GE: tr("不低于 {}（含）"),
        Relation.GT: tr("高于 {}（不含）"),
        Relation.LE: tr("不高于 {}（含）"),
        Relation.LT: tr("低于 {}（不含）"),
        Relation.EQ: tr("等于 {}"),
    }[relation].format(amount)


def percent(share: Fraction) -> str:
    """Return a share as a percentage, with all its decimals."""
    return f"{decimal_text(share * 100)}%"


def way_words(direction: Direction) -> str:
    """Return the verb of a direction: 提高, 降低, 改善."""
    return {Direction.UP: tr("提高"), Direction.DOWN: tr("降低"), Direction.BETTER: tr("改善")}[direction]


def since_words(since: int | None) -> str:
    """Return the words for the year that a change counts from: 2018 年, or 基期."""
    return tr(" {since} 年", since=since) if since else tr("基期")


def counted_from(since: int | None) -> str | None:
    """Return the words for the year from which a change counts; None where it counts from the baseline's."""
    return tr("从 {since} 年的数算起", since=since) if since else None


def bounded(by: Quantity, verb: str, bound: Bound, tolerance: Fraction) -> str:
    """Return the amount of a change in words with its bound; without one it may be exceeded (contract section 4, 变化的多少)."""
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
    """Return the words that say how the % of a change is understood (a share, perhaps points); empty for other units."""
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
