"""建成并投入使用, 通过复审: a state that is reached or not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.case import Case, every_of, gaps, unknown
from healthplan_cli.kinds.comparisons import Comparison, Remark
from healthplan_cli.kinds.level import Level
from healthplan_cli.values import Better, Interval, Outcome, Reason
from healthplan_cli.verdict import Verdict

SCALE = "milestone"
BASICALLY = Fraction(1, 2)  # 基本完成 is somewhere between this and done
DONE = Fraction(1)
STATE_WORDS = ((Fraction(0), tr("没有做成")), (BASICALLY, tr("基本做成")), (DONE, tr("做成")))


@record(frozen=True, slots=True)
class Milestone(Level):
    """A state to be reached; `kept`: to be held every year (保持…); `basic`: 基本… is enough.

    Values are on the scale of states: 0 not done, 1 done, what is under way in between.
    """

    state: str
    kept: bool = False
    basic: bool = False

    op = "milestone"
    is_state = True
    is_grade_or_ratio = True
    section = tr("第 4 节：做成没有")
    looks_elsewhere = tr("值是做成没有，不是数")
    without_number = tr("是做成没有，没有数")
    needs_baseline = False
    on_ladder = True
    scale = SCALE

    @property
    def is_course(self) -> bool:
        return self.kept

    @property
    def is_every_year(self) -> bool:
        return self.kept

    @property
    def looks_back(self) -> bool:
        return self.kept

    def accepted(self, case: Case) -> Interval:
        """Return the value of what is done; also of what is 基本 done, where the words say 基本."""
        return Interval(low=BASICALLY if self.basic else DONE)

    def held(self, value: Interval, case: Case) -> Verdict:
        """Return whether a state is reached; of what is under way that isn't known."""
        verdict = Level.held(self, value, case)
        return verdict if verdict.reason is None else replace(verdict, reason=Reason.IN_PROGRESS)

    def verdict(self, case: Case) -> Verdict:
        """Judge the state of the year; of what is to be kept, that of every year so far: one year that lost it is enough to miss."""
        if not self.kept:
            return self.held(case.value, case)
        years = [
            (year, value) for year, value in sorted(case.series.items()) if case.start <= year <= case.last
        ]
        missing = gaps((year for year, _ in years), case.start, case.last)
        found = [(year, value, self.held(value, case)) for year, value in years]
        verdict = every_of(found)
        if verdict.outcome is Outcome.UNKNOWN:
            verdict = replace(verdict, years=tuple(year for year, _, one in found if one.reason))
        if missing and verdict.outcome is not Outcome.MISSED:
            verdict = unknown(Reason.NO_DATA, *missing)
        return replace(verdict, years_missing=missing)

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        if not self.kept:
            yield self.comparison(case.value, case)
            return
        yield from self.comparisons_by_year(case)

    def better_of(self, case: Case) -> Better:
        return Better.HIGHER

    def fields(self) -> dict[str, Any]:
        said = {"kept": True} if self.kept else {}
        return {"op": self.op, "state": self.state, **said, **({"basic": True} if self.basic else {})}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        said = tr("做到“{state}”", state=self.state)
        if self.kept:
            said = tr("每年都要做到“{state}”", state=self.state)
        return tr("{said}，基本做到也算", said=said) if self.basic else said

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None]:
        return tr("目标是做成没有，不分到各年"), None
