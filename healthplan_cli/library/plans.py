"""Plans in Python: loading one, reading the words of a target."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from typing import Any

from healthplan_cli.base.errors import NotUnderstood, refusal
from healthplan_cli.base.location import Location
from healthplan_cli.library.words import in_python
from healthplan_cli.model import Plan as Spec
from healthplan_cli.sources.plans.catalog import load_plan as read_plan

Path = str | os.PathLike[str]


class Plan:
    """A loaded plan: its id and title, its years, its indicators."""

    def __init__(self, name: str, spec: Spec) -> None:
        self._name, self._spec = name, spec

    @property
    def id(self) -> str:
        """Its short name."""
        return self._spec.id

    @property
    def title(self) -> str:
        """Its title as printed."""
        return self._spec.title

    @property
    def region(self) -> str:
        """The name of its region, empty where it has none."""
        return self._spec.region_name

    @property
    def years(self) -> tuple[int, int, int]:
        """The year of its baselines, its first and its last year."""
        period = self._spec.period
        return period.baseline, period.start, period.end

    @property
    def indicators(self) -> dict[str, str]:
        """The printed names of its indicators by their ids, in its order."""
        return {item.id: item.name for item in self._spec.indicators}

    def to_json(self) -> str:
        """Return the whole plan as `hpcheck show -f json` writes it."""
        from healthplan_cli.report.programs.jsontext import dumps
        from healthplan_cli.report.programs.plan import plan_data

        return dumps(plan_data(self._spec), indent=2) + "\n"

    def __repr__(self) -> str:
        _, start, end = self.years
        return f"<Plan {self.id}: {self.title}, {start}–{end}, {len(self._spec.indicators)} indicators>"


def load_plan(name: Path) -> Plan:
    """Return the plan of a name, or of a spec's path. Raise InvalidInput with every problem of it."""
    with in_python():
        return Plan(os.fspath(name), read_plan(os.fspath(name), whole=True))


def plan_of(plan: Plan | Path) -> Plan:
    """Return a loaded plan as it is, and load one that is given by its name or path."""
    return plan if isinstance(plan, Plan) else load_plan(plan)


def read_target(text: str) -> dict[str, Any]:
    """Return how a target's words are understood, as `hpcheck explain -f json` writes it; numbers are int or Decimal.

    Raise InvalidInput for words that fit no rule, with the column at which understanding stopped.
    """
    from healthplan_cli.commands.explain import explained
    from healthplan_cli.report.programs.jsontext import dumps

    try:
        return dict(json.loads(dumps(explained(text)), parse_float=Decimal))
    except NotUnderstood as error:
        raise refusal(Location(text[:80], 1, error.at + 1), error.message) from None
