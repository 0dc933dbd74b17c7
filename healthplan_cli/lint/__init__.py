"""What is wrong with a plan itself: findings of rules, each in a file of its own in `rules/`.

A rule's module has `CODE`, `LEVEL`, and `check(subject) -> Iterator[Hit]`; its docstring is its documentation (Chinese, for
users), whose first line says what the rule is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from types import ModuleType

from healthplan_cli.lint.finding import Finding, Hit, Level, Subject
from healthplan_cli.model import NOWHERE

# In numerical order of their codes.
RULES = ("weaker_than_baseline",)


@cache
def rules() -> Mapping[str, ModuleType]:
    """The rules' modules by code."""
    modules = [import_module(f"{__name__}.rules.{name}") for name in RULES]
    return {module.CODE: module for module in modules}


def lint(subject: Subject, codes: Sequence[str]) -> tuple[Finding, ...]:
    """The findings of some rules, in the order of the spec."""
    found = [_finding(rules()[code], hit) for code in codes for hit in rules()[code].check(subject)]
    return tuple(sorted(found, key=lambda finding: (finding.location.line, finding.code)))


def _finding(rule: ModuleType, hit: Hit) -> Finding:
    row = hit.row
    id, no, name, place = (row.id, row.no, row.name, row.location) if row else ("", "", "", hit.location)
    level = hit.level or rule.LEVEL
    return Finding(
        rule.CODE,
        level,
        hit.message,
        hit.words,
        hit.location if hit.location != NOWHERE else place,
        id,
        no,
        name,
    )


__all__ = ["RULES", "Finding", "Hit", "Level", "Subject", "lint", "rules"]
