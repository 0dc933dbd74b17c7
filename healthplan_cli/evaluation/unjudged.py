"""Why a row or a component can't be compared with its target at all, and which years' values it lacks (docs/semantics.md, section 7)."""

from __future__ import annotations

from healthplan_cli import units
from healthplan_cli.evaluation.inputs import Inputs
from healthplan_cli.evaluation.judge import gaps
from healthplan_cli.evaluation.known_values import has_value
from healthplan_cli.model import Indicator, Observation, Plan, Question, Reason, Rule


def reason_unjudged(inputs: Inputs, plan: Plan) -> tuple[Reason | None, Question | None]:
    """Return why nothing can be compared, and what a person has to decide; (None, None) where it can be compared."""
    rule, actual = inputs.rule, inputs.actual
    if rule.asks_nothing:
        return Reason.NO_TARGET, None
    if rule.is_external:
        return Reason.EXTERNAL_TARGET, None
    if rule.is_unread:
        return Reason.NEEDS_REVIEW, Question.UNREAD
    if rule.parts:
        return Reason.NEEDS_REVIEW, None
    if actual is None or actual.observation is not Observation.ACTUAL:
        return Reason.NO_DATA, None
    if _is_in_two_units(inputs.indicator, rule, plan):
        return Reason.NEEDS_REVIEW, Question.TWO_UNITS
    return None, None


def _is_in_two_units(item: Indicator, rule: Rule, plan: Plan) -> bool:
    """Return whether a commitment has its row's figure in another unit (13.5% beside ≤13.5‰): one of them must be a slip."""
    row = plan.find(item.restates) if item.restates else item
    mine, its = getattr(rule, "quantity", None), getattr(row.target and row.target.rule, "quantity", None)
    if item is row or mine is None or its is None or mine.value != its.value:
        return False
    one, other = mine.unit or item.unit, its.unit or row.measure
    if one is None or other is None:
        return False
    return units.factor(one, other, row.per) not in (None, 1)


def unseen_years(inputs: Inputs, start: int, year: int) -> tuple[int, ...]:
    """Return the years from `start` to the year judged in which a course followed year by year has no value.

    Empty where no value of it is known at all.
    """
    if not inputs.rule.looks_back and not inputs.rule.is_trend:
        return ()
    last = min(year, inputs.due)
    have = [when for when in inputs.known if start <= when <= last and has_value(inputs.known, when)]
    return gaps(have, start, last) if have else ()
