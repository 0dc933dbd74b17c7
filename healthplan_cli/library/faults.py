"""A plan's faults in Python: what `hpcheck lint` finds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from healthplan_cli.commands.lint import LintOptions, found_in
from healthplan_cli.library.plans import Path, Plan
from healthplan_cli.library.words import in_python
from healthplan_cli.report.programs.linting import finding_data


def lint(
    plan: Plan | Path,
    *,
    under: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """Return the findings of `hpcheck lint -f json` in a plan, a mapping each; `under` is the plan above it.

    `select` and `ignore` are codes, or their beginnings. Raise InvalidInput for an unknown plan or rule.
    """
    name = plan._name if isinstance(plan, Plan) else os.fspath(plan)
    above = None if under is None else os.fspath(under)
    options = LintOptions(plans=(name,), select=tuple(select), ignore=tuple(ignore), under=above)
    with in_python():
        found = found_in(options)
    return [finding_data(item, finding) for item in found for finding in item.findings]
