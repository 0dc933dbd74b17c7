"""The label of a plan at the head of its column: its region's name without the province and city above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from healthplan_cli.base.i18n import language
from healthplan_cli.language.names import place
from healthplan_cli.model import Plan


def labels_of(plans: Sequence[Plan]) -> Mapping[str, str]:
    """Return the labels by the plans' ids, no two the same: the id itself where labels would coincide, where there is
    no region name, and in English.
    """
    found = {plan.id: _label(plan) for plan in plans}
    names = list(found.values())
    return {id: name if names.count(name) == 1 else id for id, name in found.items()}


def _label(plan: Plan) -> str:
    found = place(plan.region_name) if language() == "zh" else None
    return found or plan.id
