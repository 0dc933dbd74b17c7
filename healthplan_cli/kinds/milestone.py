"""建成并投入使用, 通过复审: a state that is reached or not."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.case import Case
from healthplan_cli.kinds.level import Level
from healthplan_cli.values import Better, Interval

SCALE = "milestone"
BASICALLY = Fraction(1, 2)  # 基本完成 is somewhere between this and done


@record(frozen=True, slots=True)
class Milestone(Level):
    """A state to be reached; `kept`: to be held every year (保持…); `basic`: 基本… is enough.

    Values are on the scale of states: 0 not done, 1 done, what is under way in between.
    """

    state: str
    kept: bool = False
    basic: bool = False

    op = "milestone"
    section = tr("第 4 节：做成没有")
    without_number = tr("是做成没有，没有数")
    needs_baseline = False
    on_ladder = True
    scale = SCALE

    def accepted(self, case: Case) -> Interval:
        """Done; 基本 done too where the words say 基本."""
        return Interval(low=BASICALLY if self.basic else Fraction(1))

    def better_of(self, case: Case) -> Better:
        return Better.HIGHER

    def fields(self) -> dict[str, Any]:
        said = {"kept": True} if self.kept else {}
        return {"op": self.op, "state": self.state, **said, **({"basic": True} if self.basic else {})}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        if self.kept:
            return tr(
                "每年都保持“{state}”：做到了没有，由数据里的“是”“已完成”“通过”一类来说", state=self.state
            )
        if self.basic:
            return tr("做到“{state}”：基本做到也算，由数据里的“是”“基本完成”一类来说", state=self.state)
        return tr("做到“{state}”：做到了没有，由数据里的“是”“已完成”“通过”一类来说", state=self.state)
