"""Totals over the plan's years: 五年培训1000人, 累计新建12家 (contract section 4, 合计的数).

Reported values are running totals, or amounts of single years to be added up. The data or the spec says which; where
neither does, both are calculated, and only an answer on which they agree counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Goal
from healthplan_cli.kinds.case import ZERO, Case, ends_of, listed
from healthplan_cli.kinds.comparisons import Comparison, Remark, remark, sum_of
from healthplan_cli.kinds.level import Number, OfYears
from healthplan_cli.values import Better, Direction, Interval


@record(frozen=True, slots=True)
class Way:
    """One way to take the reported values; `case` has the total up to now as its value, and zero as its baseline.

    `added`: the years whose amounts were added up (empty: the value is a running total); `missing`: the years without a
    value.
    """

    case: Case
    added: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


@record(frozen=True, slots=True)
class Total(OfYears):
    """A total that the yearly amounts of the plan's period must reach together (新增托位5000个).

    `rate`: the direction, for an indicator that is itself a percentage change (〔16〕 of 单位GDP能耗降低), whose years
    compound. `may_be_level`: the name may mean a total or a level (新增劳动力中受过高等教育人数), so that both are
    judged.
    """

    rule: Number
    rate: Direction | None = None
    may_be_level: bool = False

    is_total = True
    section = tr("第 4 节：合计的数")

    @property
    def looks_elsewhere(self) -> str | None:
        return tr("各年合起来看")

    def as_total(self, better: Better | None) -> Total:
        return self

    def ways(self, case: Case) -> tuple[Way, ...]:
        """Return the ways to take the values, as running totals or as amounts of the years: one if that is known or makes
        no difference.

        A single reported percentage change (with `rate`) is the total.
        """
        last = min(case.data_year, case.due)
        if last not in case.series:
            return ()
        alone = self.rate is not None and not any(case.start <= year < last for year in case.series)
        ways = []
        if last not in case.yearly:
            ways.append(Way(_so_far(case, last, case.series[last])))
        if last not in case.running and not (alone and ways):
            ways.append(self._added(case, last))
        return tuple(ways[:1] if len({way.case.value for way in ways}) == 1 else ways)

    def _added(self, case: Case, last: int) -> Way:
        """Return the way that adds up the years' amounts, from the plan's first year or the last running total to the
        data year; once due, to the due year.

        A missing amount counts as zero or more, a missing percentage change as any number.
        """
        whole, added, missing = Interval.point(ZERO), [], []
        for year in range(case.start, (case.due if case.year >= case.due else last) + 1):
            value = case.series.get(year)
            if value is None:
                missing.append(year)
            elif year in case.running:
                whole, added, missing = value, [year], []
            else:
                whole = whole.plus(value) if self.rate is None else _compounded(whole, value, self.rate)
                added.append(year)
        if missing:
            whole = Interval(whole.low, None, whole.low_open) if self.rate is None else Interval()
        return Way(_so_far(case, last, whole), tuple(added), tuple(missing))

    def may_pass(self, case: Case) -> bool:
        """Return whether the total can become too large (至多, 5—10家), so that before the due year it can't be met yet."""
        return self.rule.accepted(case).high is not None

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        ways = self.ways(case)
        for way in ways:
            line = self.rule.comparison(way.case.value, way.case)
            none = remark(tr("（缺少 {years} 年数据）"), years=listed(way.missing)) if way.missing else ""
            amounts = [case.series[year] for year in way.added]
            if not way.added and not way.missing:
                yield line.put(tr("累计数：{line}"))
            elif self.rate is None:
                yield line.put(tr("各年合计 {parts}{lacking}：{line}"), parts=sum_of(amounts), lacking=none)
            else:
                parts = replace(sum_of(amounts), sign=tr("、"))
                yield line.put(tr("各年的变化 {parts} 连乘{lacking}：{line}"), parts=parts, lacking=none)
        if self.may_be_level:
            yield remark(tr("名称没有说是各年合计的数还是到期的水平，两种都算"))
        elif len(ways) > 1:
            yield remark(tr("数据没有说是当年的数还是累计数，两种都算"))

    def goals(self, case: Case) -> tuple[Goal, ...]:
        """Return the goals of the level, which the total must reach."""
        return self.rule.goals(case)

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        return [own for end in self.rule.turning_points(case) for own in self.shares(end, case)]

    def shares(self, total: Fraction, case: Case) -> set[Fraction]:
        """Return the amounts of the data year that would make the total exactly `total`, for each way to take the values."""
        nothing = replace(case, series={**case.series, case.data_year: Interval.point(ZERO)})
        sign = 1 if self.rate is Direction.UP else -1
        found = {total}
        for one in self.ways(nothing):
            for rest in ends_of(one.case.value) if one.added else ():
                factor = Fraction(1) if self.rate is None else 1 + sign * rest / 100
                found |= {(total - rest) / factor} if factor else set()
        return found

    def fields(self) -> dict[str, Any]:
        return {**self.rule.fields(), "total": True}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        if self.may_be_level:
            said = self.rule.sentence(tolerance, better)
            return tr("规划期内各年合计，或者到期那一年，要做到：{said}", said=said)
        return tr("规划期内各年合计要做到：{said}", said=self.rule.sentence(tolerance, better))


def _so_far(case: Case, last: int, value: Interval) -> Case:
    """Return the case with the total up to now as its only value, and zero as its baseline."""
    return replace(
        case,
        data_year=last,
        series={last: value},
        baseline=Interval.point(ZERO),
    )


def _compounded(first: Interval, second: Interval, way: Direction) -> Interval:
    """Return two percentage changes made one after the other: up 3 % and 4 % is up 7.12 %, down 3 % and 4 % is down 6.88 %."""
    sign = 1 if way is Direction.UP else -1

    def both(one: Fraction | None, two: Fraction | None) -> Fraction | None:
        return None if one is None or two is None else one + two + sign * one * two / 100

    low, high = both(first.low, second.low), both(first.high, second.high)
    return Interval(low, high, first.low_open or second.low_open, first.high_open or second.high_open)
