"""达到60%及以上并持续提高: several demands on one indicator at once."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.values import Better


@record(frozen=True, slots=True)
class Demand:
    """One of several demands: its words and its rule."""

    text: str
    rule: Rule


@record(frozen=True, slots=True)
class All(Rule):
    """Every demand must be met; each is judged and shown, the worst counts."""

    demands: tuple[Demand, ...]

    op = "all"
    section = tr("第 4 节：几样都要")
    without_number = tr("是几样要求")

    def fields(self) -> dict[str, Any]:
        return {
            "op": self.op,
            "parts": [{"text": one.text, **one.rule.fields()} for one in self.demands],
        }

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr("，并且").join(one.rule.sentence(tolerance, better) for one in self.demands)
