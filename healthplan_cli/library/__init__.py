"""The library: what `import healthplan_cli` gives, with what is promised about it in docs/library.md.

Loaded when one of its names is first asked for. It speaks the language of HPCHECK_LANG, Chinese without it.
"""

from __future__ import annotations

import os

from healthplan_cli.base.i18n import LANGUAGES, choose
from healthplan_cli.base.optionwords import meant

choose(
    meant(os.environ.get("HPCHECK_LANG") or "zh", LANGUAGES)
)  # before anything is imported whose words are in it

from healthplan_cli.base.errors import InvalidInput, Problem  # noqa: E402
from healthplan_cli.library.data import Actuals, load_actuals  # noqa: E402
from healthplan_cli.library.evaluation import Evaluation, Gate, evaluate  # noqa: E402
from healthplan_cli.library.plans import Draft, Plan, draft, lint, load_plan, read_target  # noqa: E402
from healthplan_cli.views.records import Record  # noqa: E402

__all__ = [
    "Actuals",
    "Draft",
    "Evaluation",
    "Gate",
    "InvalidInput",
    "Plan",
    "Problem",
    "Record",
    "draft",
    "evaluate",
    "lint",
    "load_actuals",
    "load_plan",
    "read_target",
]
