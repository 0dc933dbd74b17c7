"""The nouns: plans, what was reported, and what came out; with the kinds of targets and the values below them.

A kind is loaded when it is first asked for: no plan has targets of all kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthplan_cli.kinds.base import Rule
from healthplan_cli.model.actuals import Actual, Actuals, SetTarget, Suspect
from healthplan_cli.model.plan import (
    NO_LIMITS,
    PLAN_FORMAT,
    Baseline,
    Component,
    Entry,
    Indicator,
    Limits,
    Mention,
    Period,
    Plan,
    Revision,
)
from healthplan_cli.model.project import Project, ProjectsTotal
from healthplan_cli.model.result import (
    ConfidenceInterval,
    Conventions,
    InputFile,
    IntervalMethod,
    Mode,
    Report,
    Result,
    Tally,
    Waiver,
)
from healthplan_cli.model.target import Target
from healthplan_cli.values import (
    RELATIVE_FROM,
    TOLERANCE,
    Better,
    Bound,
    Direction,
    Interval,
    Nature,
    Observation,
    Outcome,
    Quantity,
    Rate,
    Reading,
    Reason,
    Relation,
    RowField,
    Status,
)
from healthplan_cli.verdict import Note, Question, Shortfall, Verdict

if TYPE_CHECKING:
    from healthplan_cli.kinds.all import All, Demand
    from healthplan_cli.kinds.annual_change import AnnualChange
    from healthplan_cli.kinds.approx import Approx
    from healthplan_cli.kinds.change import Change
    from healthplan_cli.kinds.compare import Compare
    from healthplan_cli.kinds.each import ComponentRule, Each
    from healthplan_cli.kinds.every_year import EveryYear
    from healthplan_cli.kinds.external import External
    from healthplan_cli.kinds.grade import Grade
    from healthplan_cli.kinds.level import Level, Number
    from healthplan_cli.kinds.milestone import Milestone
    from healthplan_cli.kinds.multiple import Multiple
    from healthplan_cli.kinds.no_target import NoTarget
    from healthplan_cli.kinds.proportional import Proportional
    from healthplan_cli.kinds.range import Range
    from healthplan_cli.kinds.rank import Rank
    from healthplan_cli.kinds.ratio import Ratio
    from healthplan_cli.kinds.reach import Reach
    from healthplan_cli.kinds.reference import Reference
    from healthplan_cli.kinds.share import Share
    from healthplan_cli.kinds.slowing import Slowing
    from healthplan_cli.kinds.stable import Stable
    from healthplan_cli.kinds.total import Total
    from healthplan_cli.kinds.trend import Trend
    from healthplan_cli.kinds.unread import Unread

# The kinds with their modules.
_KINDS = {
    "All": "all",
    "AnnualChange": "annual_change",
    "Approx": "approx",
    "Change": "change",
    "Compare": "compare",
    "ComponentRule": "each",
    "Demand": "all",
    "Each": "each",
    "EveryYear": "every_year",
    "External": "external",
    "Grade": "grade",
    "Level": "level",
    "Milestone": "milestone",
    "Multiple": "multiple",
    "NoTarget": "no_target",
    "Number": "level",
    "Proportional": "proportional",
    "Range": "range",
    "Rank": "rank",
    "Ratio": "ratio",
    "Reach": "reach",
    "Reference": "reference",
    "Share": "share",
    "Slowing": "slowing",
    "Stable": "stable",
    "Total": "total",
    "Trend": "trend",
    "Unread": "unread",
}

__all__ = [
    "NO_LIMITS",
    "PLAN_FORMAT",
    "RELATIVE_FROM",
    "TOLERANCE",
    "Actual",
    "Actuals",
    "All",
    "AnnualChange",
    "Approx",
    "Baseline",
    "Better",
    "Bound",
    "Change",
    "Compare",
    "Component",
    "ComponentRule",
    "ConfidenceInterval",
    "Conventions",
    "Demand",
    "Direction",
    "Each",
    "Entry",
    "EveryYear",
    "External",
    "Grade",
    "Indicator",
    "InputFile",
    "Interval",
    "IntervalMethod",
    "Level",
    "Limits",
    "Mention",
    "Milestone",
    "Mode",
    "Multiple",
    "Nature",
    "NoTarget",
    "Note",
    "Number",
    "Observation",
    "Outcome",
    "Period",
    "Plan",
    "Project",
    "ProjectsTotal",
    "Proportional",
    "Quantity",
    "Question",
    "Range",
    "Rank",
    "Rate",
    "Ratio",
    "Reach",
    "Reading",
    "Reason",
    "Reference",
    "Relation",
    "Report",
    "Result",
    "Revision",
    "RowField",
    "Rule",
    "SetTarget",
    "Share",
    "Shortfall",
    "Slowing",
    "Stable",
    "Status",
    "Suspect",
    "Tally",
    "Target",
    "Total",
    "Trend",
    "Unread",
    "Verdict",
    "Waiver",
]


def __getattr__(name: str) -> object:
    if name not in _KINDS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(f"healthplan_cli.kinds.{_KINDS[name]}"), name)
    globals()[name] = found
    return found
