"""Which of a table's value columns is the baseline, which are targets, and which report results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.tables.cells import half
from healthplan_cli.draft.tables.columns import HeadRole, TableColumn, year_in

_DONE = Pattern(r".*(?:实际|完成|实绩|实现|已达)")
_RATED = Pattern(r".*(?:率|比例|进度|程度|是否|评[价估]|排名|位次|同比|较|差距|情况说明|比基期)")
_STANDARD = Pattern(r"(?:国家|省|考核|建设|规划|目标)?(?:指标|标准|参考|要求)(?:参考)?(?:值|要求)?$")


@dataclass(frozen=True, slots=True)
class PlanYears:
    """A plan's first and last year; None where unknown."""

    start: int | None = None
    end: int | None = None

    def is_over(self, title: str | None, columns: Iterable[TableColumn]) -> bool:
        """Return whether a table belongs to the plan before: its title names earlier years, and no target is of a later year."""
        last = year_in(title) if title and not _AGAIN.match(half(title)) else None
        years = [column.year or 0 for column in columns if column.role is HeadRole.TARGET]
        start = self.start or 0
        return last is not None and last < start and max(years, default=0) < start


_YEAR_ALONE = Pattern(r"(?:19|20)\d\d年?[底末]?$")  # under a head that it shares with the targets
_AGAIN = Pattern(r".*十.五.*十.五")


def settle_years(columns: list[TableColumn], period: PlanYears) -> list[TableColumn] | None:
    """Return the columns with each year column settled as baseline, target or neither; None for a table of results only."""
    found = list(columns)
    aims = [column.year for column in found if column.role is HeadRole.TARGET]
    last = max((year for year in aims if year), default=None)
    _settle_past(found, period)
    _settle_actuals(found, last, period)
    if not _settle_plain(found, period):
        return None
    return found if _looks_ahead(found, period) else None


def _where(columns: list[TableColumn], *roles: HeadRole) -> list[int]:
    return [number for number, column in enumerate(columns) if column.role in roles]


def _turn(columns: list[TableColumn], number: int, role: HeadRole) -> None:
    columns[number] = replace(columns[number], role=role)


def _settle_past(columns: list[TableColumn], period: PlanYears) -> None:
    """Settle columns of the past: targets of the plan before and values of a standard aren't read; a forecast for a
    year of the plan is a target.
    """
    aims = _where(columns, HeadRole.TARGET)
    later = max((columns[number].year or 0 for number in aims), default=0)
    for number in aims:
        year = columns[number].year
        if year is None and later and _STANDARD.match(half(columns[number].words)):
            _turn(columns, number, HeadRole.OTHER)
        if year is not None and year < later and year < (period.start or 0):
            base = year == (period.start or 0) - 1 and _YEAR_ALONE.match(half(columns[number].words))
            bare = base and not _where(columns, HeadRole.BASELINE)
            _turn(columns, number, HeadRole.BASELINE if bare else HeadRole.OTHER)
    for number in _where(columns, HeadRole.BASELINE):
        year = columns[number].year
        if (
            "预计" in columns[number].words
            and year is not None
            and period.start is not None
            and year >= period.start
        ):
            _turn(columns, number, HeadRole.TARGET)


def _settle_actuals(columns: list[TableColumn], last: int | None, period: PlanYears) -> None:
    """Settle which columns of results are the baseline (from before the plan) and which report the plan's own years."""
    for number in _where(columns, HeadRole.BASELINE):
        column = columns[number]
        done = _DONE.match(half(column.words)) is not None
        late = column.year is not None and (
            (period.start or 9999) <= column.year or (last or 9999) <= column.year
        )
        if done and late:
            _turn(columns, number, HeadRole.ACTUAL)
    based = _where(columns, HeadRole.BASELINE)
    if len(based) > 1:
        for number in [at for at in based if _DONE.match(half(columns[at].words))][: len(based) - 1]:
            _turn(columns, number, HeadRole.ACTUAL)
    based = _where(columns, HeadRole.BASELINE)
    if len(based) > 1:
        keep = max(based, key=lambda number: (columns[number].year or 0, number))
        for number in based:
            if number != keep:
                _turn(columns, number, HeadRole.ACTUAL)
    if not _where(columns, HeadRole.BASELINE):
        plain = [columns[at].year or 0 for at in _where(columns, HeadRole.YEAR, HeadRole.TARGET)]
        for number in _where(columns, HeadRole.ACTUAL):
            column = columns[number]
            begins = period.start or (max(plain, default=0) - 3)
            if column.year and column.year < begins and not _RATED.match(half(column.words)):
                _turn(columns, number, HeadRole.BASELINE)
                break


def _settle_plain(columns: list[TableColumn], period: PlanYears) -> bool:
    """Settle the columns whose heading is only a year; return False where they make no table of targets."""
    plain = sorted(_where(columns, HeadRole.YEAR), key=lambda number: columns[number].year or 0)
    if not plain:
        return True
    aims = [columns[number].year for number in _where(columns, HeadRole.TARGET)]
    based = [columns[number].year for number in _where(columns, HeadRole.BASELINE)]
    years = [columns[number].year or 0 for number in plain]
    if aims:
        first = min((year for year in aims if year), default=9999)
        before = [number for number in plain if (columns[number].year or 0) < first]
        for number in plain:
            _turn(columns, number, HeadRole.ACTUAL if number in before else HeadRole.TARGET)
        if before and not based:
            early = [at for at in before if (columns[at].year or 0) < (period.start or 9999)]
            _turn(columns, (early or before[:1])[-1], HeadRole.BASELINE)
        return True
    if based:
        known = max((year for year in based if year), default=0)
        for number in plain:
            ahead = (columns[number].year or 0) > known and (columns[number].year or 0) >= (period.start or 0)
            _turn(columns, number, HeadRole.TARGET if ahead else HeadRole.ACTUAL)
        return True
    if len(plain) == 1:
        _turn(columns, plain[0], HeadRole.TARGET)
        return True
    start = period.start
    if start is None or _begins_late(years, start, period):
        start = years[0] + 1
    before = [number for number in plain if (columns[number].year or 0) < start]
    for number in plain:
        _turn(columns, number, HeadRole.ACTUAL if number in before else HeadRole.TARGET)
    if before:
        _turn(columns, before[-1], HeadRole.BASELINE)
    return True


def _begins_late(years: list[int], start: int, period: PlanYears) -> bool:
    """Return whether the first of the years is the baseline's although it is within the plan: it stands apart from the others."""
    five = len(years) == 2 and period.end is not None and period.end - start == 4
    return (five and start <= years[0] <= start + 1) or (years[0] == start and years[1] > start + 1)


def _looks_ahead(columns: list[TableColumn], period: PlanYears) -> bool:
    """Return whether a table has targets that were still ahead, unlike the results of the period before."""
    years = [column.year for column in columns if column.role is HeadRole.TARGET and column.year]
    reached = [column.year for column in columns if column.role is HeadRole.ACTUAL and column.year]
    if not years and any(
        column.role is HeadRole.ACTUAL and _DONE.match(half(column.words)) for column in columns
    ):
        return False
    if _is_past(columns, period):
        return False
    if years and period.start is not None and max(years) < period.start:
        return False
    return not (years and reached and max(reached) >= max(years) and max(years) < (period.end or 9999))


def _is_past(columns: list[TableColumn], period: PlanYears) -> bool:
    """Return whether a table has only years before the plan and growth between them, so that no column has a target."""
    if period.start is None or any(column.role in (HeadRole.TARGET, HeadRole.YEAR) for column in columns):
        return False
    past = [
        column.year
        for column in columns
        if column.role in (HeadRole.ACTUAL, HeadRole.BASELINE) and column.year
    ]
    aims = [column for column in columns if column.role in (HeadRole.AVERAGE, HeadRole.TOTAL, HeadRole.BOTH)]
    ahead = any((column.year or 0) >= period.start or _AHEAD.match(half(column.words)) for column in aims)
    return len(past) > 1 and max(past) < period.start and not ahead


_AHEAD = Pattern(r".*(?:目标|预期|规划)")
