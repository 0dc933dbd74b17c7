"""A year's number in words: ≥60, 80左右, 5—10."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.evaluate.part import Part
from healthplan_cli.model import Approx, Better, Compare, Quantity, Range, Reach, Relation, Rule, Target
from healthplan_cli.numbers import decimal_text
from healthplan_cli.wording.describe import quantity_text
from healthplan_cli.wording.normalise import squeeze
from healthplan_cli.yearpath.step import Basis, Step

_SIGNS = {Relation.GE: "≥", Relation.GT: ">", Relation.LE: "≤", Relation.LT: "<", Relation.EQ: "="}
_NUMBER_BEGINS = frozenset("0123456789０１２３４５６７８９≤≥<>=≦≧＜＞＝〔")


def level_text(rule: Rule, part: Part) -> str:
    """A level in short: ≥60, 80左右, 5—10; reads back as the same target."""
    match rule:
        case Compare(relation, quantity):
            return _SIGNS[relation] + _spelled(quantity)
        case Reach(quantity):
            signs = {Better.HIGHER: "≥", Better.LOWER: "≤"}
            better = part.indicator.better
            return (signs.get(better, "") if better else "") + _spelled(quantity)
        case Approx(quantity):
            return f"{_spelled(quantity)}左右"
        case Range(low, high) if rule.low_open or rule.high_open:
            ends = (">" if rule.low_open else "≥", "<" if rule.high_open else "≤")
            return f"{ends[0]}{_spelled(low)}且{ends[1]}{_spelled(high)}"
        case Range(low, high):
            return f"{decimal_text(low.value)}—{_spelled(high)}{'之间' if rule.two_sided else ''}"
        case _:
            return part.target.text if part.target else "—"


def own_words(target: Target, part: Part) -> str:
    """The document's words where they begin with the number (≤5.0, 27%左右); 稳定在80左右 in short: 80左右."""
    text = squeeze(target.text)
    return text if text[:1] in _NUMBER_BEGINS else level_text(target.rule, part)


def _spelled(quantity: Quantity) -> str:
    return quantity_text(quantity).replace(" ", "")


def computed(part: Part, year: int, value: Fraction, relation: Relation, basis: Basis, places: int) -> Step:
    """A computed number with its relation, rounded half up in print; with its unit where the target's words have one."""
    rule = part.target.rule if part.target else None
    quantity = getattr(rule, "quantity", None) or getattr(rule, "low", None)
    unit = part.indicator.measure if quantity is not None and quantity.unit is not None else None
    text = decimal_text(value, places)
    shown = Quantity(Fraction(text), unit)
    return Step(
        year, value, _SIGNS[relation] + _spelled(shown), basis, shown.value != value, None, relation.value
    )
