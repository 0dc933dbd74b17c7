"""A grade on a named scale (三级甲等): met by this grade and by higher ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.case import Case
from healthplan_cli.kinds.level import Level
from healthplan_cli.values import Better, Interval


@record(frozen=True, slots=True)
class Grade(Level):
    """A grade: its words, the scale (`ladder`: `grade:…`), and its rank on the scale."""

    words: str
    ladder: str
    rank: Fraction

    op = "grade"
    is_grade_or_ratio = True
    section = tr("第 4 节：等级")
    looks_elsewhere = tr("值是等级，不是数")
    without_number = tr("是等级，没有数")
    on_ladder = True

    @property
    def scale(self) -> str:
        return self.ladder

    def accepted(self, case: Case) -> Interval:
        """Return the ranks of this grade and all higher ones."""
        return Interval(low=self.rank)

    def better_of(self, case: Case) -> Better:
        return Better.HIGHER

    def fields(self) -> dict[str, Any]:
        return {"op": self.op, "value": self.words, "ladder": self.ladder.removeprefix("grade:")}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        return tr("等级达到“{text}”或更高", text=self.words)

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None]:
        return tr("目标是等级，不分到各年"), None
