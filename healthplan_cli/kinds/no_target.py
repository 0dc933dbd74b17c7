"""No target in the plan: —."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.values import Better


@record(frozen=True, slots=True)
class NoTarget(Rule):
    """The plan sets no target."""

    op = "none"
    asks_nothing = True
    section = tr("第 4 节：没有目标")

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr("没有设定目标：不算未达标，也不算达标")

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None]:
        return tr("规划没有给这项指标设定目标"), None
