"""A level in each year of the plan: 每年不少于3000人次."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.case import ZERO, Case, every_of, gaps, listed, unknown
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, number, remark, sum_of
from healthplan_cli.kinds.level import Number, OfYears
from healthplan_cli.values import Better, Outcome, Reason
from healthplan_cli.verdict import Verdict


@record(frozen=True, slots=True)
class EveryYear(OfYears):
    """A level that every year of the plan must reach; with `mean`, that the mean of the years must reach.

    A mean is asked of an indicator that is itself a change: 年均增长5% of a growth rate.
    """

    rule: Number
    mean: bool = False

    is_every_year = True
    is_course = True
    looks_back = True

    @property
    def looks_elsewhere(self) -> str | None:
        return tr("看各年的平均") if self.mean else None

    @property
    def looks_at_each_year(self) -> bool:
        return not self.mean

    def verdict(self, case: Case) -> Verdict:
        """Judge the level in every year up to now; a year without data makes it unknown, unless a known year misses."""
        if self.mean:
            return self._of_mean(case)
        years = [
            (year, value) for year, value in sorted(case.series.items()) if case.start <= year <= case.last
        ]
        needed = self.rule.accepted(case)
        missing = gaps((year for year, _ in years), case.start, case.last)
        verdict = every_of(
            (year, value, replace(self.rule.held(value, case), needed=needed)) for year, value in years
        )
        if missing and verdict.outcome is not Outcome.MISSED:
            verdict = unknown(Reason.NO_DATA, *missing)
        return replace(verdict, years_missing=missing)

    def _of_mean(self, case: Case) -> Verdict:
        """Judge the mean of the years up to now; unknown where a year has no data."""
        missing = [year for year in mean_years(case) if year not in case.series]
        if missing:
            return replace(unknown(Reason.NO_DATA, *missing), years_missing=tuple(missing))
        return self.rule.held(mean_so_far(case).values, case)

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        yield from self.rule.set_out(case)
        if self.mean:
            yield from self._compared_mean(case)
            return
        yield from self.rule.comparisons_by_year(case)

    def _compared_mean(self, case: Case) -> Iterator[Comparison | Remark]:
        missing = [year for year in mean_years(case) if year not in case.series]
        if missing:
            yield remark(tr("缺少 {years} 年数据，平均无从计算"), years=listed(missing))
            return
        mean = mean_so_far(case).named(tr("平均"))
        yield replace(self.rule.comparison(mean.values, case), left=mean)

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        ends = self.rule.turning_points(case)
        if not self.mean:
            return ends
        years = mean_years(case)
        others = [case.series[year] for year in years if year in case.series and year != case.data_year]
        known = [values.high if values.low is None else values.low for values in others]
        rest = sum((end for end in known if end is not None), ZERO)
        return [end * len(years) - rest for end in ends]

    def with_unit(self, unit: str | None) -> Rule:
        return replace(self, rule=self.rule.with_unit(unit))

    def fields(self) -> dict[str, Any]:
        return {**self.rule.fields(), "mean" if self.mean else "every_year": True}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        said = self.rule.sentence(tolerance, better)
        if self.mean:
            return tr("规划期内各年的平均要做到：{said}", said=said)
        return tr("规划期内每一年都要做到：{sentence}", sentence=said)

    @property
    def section(self) -> str:
        return tr("第 4 节：本身是变化的指标") if self.mean else tr("第 4 节：每年到一个水平")


def mean_years(case: Case) -> range:
    """Return the years whose mean is judged: from the plan's first year to the data year, at most the due year."""
    return range(case.start, min(case.data_year, case.due) + 1)


def mean_so_far(case: Case) -> Operand:
    """Return the mean over `mean_years` as an operand; each of these years must have a value."""
    years = mean_years(case)
    whole = sum_of([case.series[year] for year in years])
    return whole.over(number(len(years)))
