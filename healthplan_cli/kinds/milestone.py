"""Milestones, states that are reached or not: 建成并投入使用, 通过复审."""

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
    """A state to be reached; `kept` (保持…): to be held every year; `basic` (基本…): nearly reached is enough.

    Values: 0 is not done, 1 is done, in between lies what is under way.
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
        """Return the values that count as done; with `basic` also those of 基本完成."""
        return Interval(low=BASICALLY if self.basic else DONE)

    def held(self, value: Interval, case: Case) -> Verdict:
        """Return the verdict on a state; unknown (in progress) for one that is under way."""
        verdict = Level.held(self, value, case)
        return verdict if verdict.reason is None else replace(verdict, reason=Reason.IN_PROGRESS)

    def verdict(self, case: Case) -> Verdict:
        """Judge the state in the data year; with `kept` the state of every year up to now, in none of which it may have been lost."""
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
