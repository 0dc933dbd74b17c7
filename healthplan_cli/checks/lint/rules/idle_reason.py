"""写了理由的问题，已经没有了。

规格的这一项用 lint 写明了某条规则指出的是有意的，而这条规则在这里什么也没有指出：规划改过了，或者代码写错了，或者理由写错了地方。
留着它，以后真有这个问题也看不见。没有用 --under 时不看 HP401 的理由。

怎么办：删去这一条，或者移到问题所在的那一项（方括号里的那一项）。

例：目标已经改成 ≤10，lint 里还留着 HP101 的理由。
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.model import Indicator, Project

CODE = "HP309"
LEVEL = FindingLevel.NOTE
_OF_TWO = "HP401"  # looks at the plan above


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each reason in a spec whose rule finds nothing there."""
    from healthplan_cli.checks.lint import all_rules

    rows: tuple[Indicator | Project, ...] = (*subject.plan.rows, *subject.plan.projects)
    found: dict[str, set[str]] = {}
    for row in rows:
        for code, reason in row.lint:
            if code == CODE or code not in all_rules() or (code == _OF_TWO and subject.above is None):
                continue
            if code not in found:
                found[code] = {hit.row.id for hit in all_rules()[code].check(subject) if hit.row is not None}
            if row.id not in found[code]:
                message = tr(
                    "lint 里写了 {code} 的理由，这里却没有指出 {code}；删去，或移到指出的那一项", code=code
                )
                yield Hit(message, f"{code}: {reason}", row)
