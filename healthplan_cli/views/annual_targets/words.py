"""A year's number in words: ≥60, 80左右, 5—10."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.kinds.level import spelled
from healthplan_cli.kinds.said import SIGNS
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import Quantity, Relation, Rule, Target
from healthplan_cli.views.annual_targets.step import Basis, YearStep

_NUMBER_BEGINS = frozenset("0123456789０１２３４５６７８９≤≥<>=≦≧＜＞＝〔")


def level_text(rule: Rule, part: IndicatorPart) -> str:
    """Return a level in short (≥60, 80左右, 5—10), in words that read back as the same target."""
    words = part.target.text if part.target else "—"
    return rule.short(part.indicator.better) or words


def own_words(target: Target, part: IndicatorPart) -> str:
    """Return the target's words where they begin with its number (≤5.0, 27%左右), else the level in short (稳定在80左右 as 80左右)."""
    text = squeeze(target.text)
    return text if text[:1] in _NUMBER_BEGINS else level_text(target.rule, part)


def computed(
    part: IndicatorPart, year: int, value: Fraction, relation: Relation, basis: Basis, places: int
) -> YearStep:
    """Return the step of a computed number: rounded half up to `places` in its words, with a unit where the target's words have one."""
    rule = part.target.rule if part.target else None
    quantity = rule.quantity if rule is not None else None
    unit = part.indicator.measure if quantity is not None and quantity.unit is not None else None
    shown = Quantity(Fraction(decimal_text(value, places)), unit)
    words = SIGNS[relation] + spelled(shown)
    return YearStep(year, value, words, basis, shown.value != value, None, relation.value)
