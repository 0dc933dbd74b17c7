"""Faults of a plan itself: the findings of rules, each rule in a file of its own in `rules/`.

A rule's module has `CODE`, `LEVEL` and `check(subject) -> Iterator[Hit]`; its docstring is its documentation for
users (Chinese), the first line its title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from inspect import cleandoc
from types import ModuleType

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import NOWHERE, Location
from healthplan_cli.checks.lint.finding import Finding, FindingLevel, Hit, Linted, Linting, Subject
from healthplan_cli.model import Plan

RULES = (
    "weaker_than_baseline",
    "equal_to_baseline",
    "later_year_looser",
    "over_the_whole",
    "pace_beyond_any",
    "relative_or_points",
    "no_baseline",
    "same_baseline",
    "binding_uncheckable",
    "one_event_decides",
    "no_room",
    "tied_to_standstill",
    "binding_hedged",
    "provisional_baseline",
    "no_target",
    "one_number_for_two",
    "body_differs_from_target",
    "body_differs_from_baseline",
    "unit_unlikely",
    "unit_differs",
    "no_unit",
    "name_and_value",
    "numbering",
    "parts_dont_add_up",
    "project_past_the_end",
    "copied_project",
    "duplicate_names",
    "blank_cell",
    "names_of_one_unit",
    "same_name_unlinked",
    "looser_than_above",
    "wrong_way",
    "idle_reason",
    "verb_against_number",
    "milestone_unevidenced",
    "from_another_number",
    "nothing_to_compare",
    "unread_target",
)


@cache
def all_rules() -> Mapping[str, ModuleType]:
    """Return the rules' modules by code, in the order of the codes."""
    modules = [import_module(f"{__name__}.rules.{name}") for name in RULES]
    return {module.CODE: module for module in sorted(modules, key=lambda module: str(module.CODE))}


def lint(subject: Subject, codes: Sequence[str]) -> tuple[Finding, ...]:
    """Return the findings of some rules, in the order of the spec, without those that the spec gives a reason for."""
    return linted(subject, codes).findings


def linted(subject: Subject, codes: Sequence[str]) -> Linted:
    """Return the findings of some rules, with those apart that the spec gives a reason for."""
    found = [
        _finding(all_rules()[code], hit, subject.plan)
        for code in codes
        for hit in all_rules()[code].check(subject)
    ]
    found.sort(key=lambda finding: (finding.location.line, finding.code))
    return Linted(
        subject.plan,
        tuple(finding for finding in found if not finding.reason),
        tuple(finding for finding in found if finding.reason),
    )


def title(rule: ModuleType) -> str:
    """Return a rule's title, the first line of its documentation."""
    return documentation(rule).split("\n", 1)[0].rstrip("。.")


def documentation(rule: ModuleType) -> str:
    """Return a rule's docstring, translated into the chosen language."""
    return tr(cleandoc(rule.__doc__ or ""))


def _finding(rule: ModuleType, hit: Hit, plan: Plan) -> Finding:
    row = hit.row
    id, no, name, place = (row.id, row.no, row.name, row.location) if row else ("", "", "", hit.location)
    level = hit.level or rule.LEVEL
    return Finding(
        rule.CODE,
        level,
        hit.message,
        hit.words,
        _place(hit.location if hit.location != NOWHERE else place, plan),
        id,
        no,
        name,
        dict(row.lint).get(rule.CODE, "") if row else "",
    )


def _place(place: Location, plan: Plan) -> Location:
    """Return a place with a line: the first of the plan's file where the finding is about the whole plan."""
    place = Location(plan.path) if place == NOWHERE else place
    return place if place.line or place.cell else replace(place, line=1)


__all__ = [
    "RULES",
    "Finding",
    "FindingLevel",
    "Hit",
    "Linted",
    "Linting",
    "Subject",
    "all_rules",
    "documentation",
    "lint",
    "linted",
    "title",
]
