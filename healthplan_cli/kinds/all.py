"""Several demands on one indicator at once: 达到60%及以上并持续提高."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record, replace
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
    """Several demands that must all be met. Each is judged and shown by itself; the worst answer is the indicator's."""

    demands: tuple[Demand, ...]

    op = "all"
    section = tr("第 4 节：几样都要")

    @property
    def is_course(self) -> bool:
        """Whether any of the demands is about the course of the years."""
        return any(one.rule.is_course for one in self.demands)

    @property
    def level(self) -> Rule:
        """The rule of the demand that names a number, if exactly one does; else this rule itself."""
        found = [one.rule for one in self.demands if one.rule.is_number]
        return found[0] if len(found) == 1 else self

    @property
    def without_number(self) -> str | None:
        """Why no number can be compared with another plan's; None where exactly one demand names a number."""
        return None if self.level is not self else tr("是几样要求")

    def lacks_direction(self, better: Better | None) -> bool:
        return any(one.rule.lacks_direction(better) for one in self.demands)

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        for one in self.demands:
            one.rule.check_units(measure, per)

    def with_unit(self, unit: str | None) -> Rule:
        demands = (replace(one, rule=one.rule.with_unit(unit)) for one in self.demands)
        return replace(self, demands=tuple(demands))

    def fields(self) -> dict[str, Any]:
        return {
            "op": self.op,
            "parts": [{"text": one.text, **one.rule.fields()} for one in self.demands],
        }

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr("，并且").join(one.rule.sentence(tolerance, better) for one in self.demands)

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None] | None:
        if self.level is not self:
            return None
        return tr("“{words}”是几样要求，各按各的分解", words=words), None
