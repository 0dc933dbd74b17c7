"""人少，多一两例就决定达标不达标。

每 10 万、每千活产的死亡率，放到一年只有几千个活产的地方，目标折合起来只容许一两例：多一例就超，少一例就好得出奇，
一年的数说明不了工作做得好坏。折合下来不超过两例的指出。要知道一年的活产数或常住人口，规格的 region 里写了
births、population 才算；没有写就不指出，只在区县（level: county）的孕产妇死亡率提醒一句。
分母按指标目录的定义：孕产妇、婴儿、5岁以下儿童死亡率按活产数，其他每10万的按常住人口。

怎么办：同时写明例数，或者看三年、五年合计的率；核验时用 {count, population} 报，报告会给出区间（semantics.md 第 10 节）。

例：一年活产不足 1 万人，孕产妇死亡率 ≤14.5/10万，就是一年最多 1 例。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import each_once, goal_of, hit
from healthplan_cli.checks.lint.words import OF_BIRTHS
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Baseline, Better, Indicator, Interval, Plan

CODE = "HP110"
LEVEL = FindingLevel.NOTE
_FEW = 2
_RARE = Fraction(100_000)  # the whole of a rate of which a county has a case or two
_PER_HEAD = Fraction(1000)  # a unit of at least so many heads counts events, not shares


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each rate of rare events whose target allows hardly any event."""
    yield from each_once(subject, _check)
    if dict(subject.plan.region).get("level") == "county" and subject.plan.births is None:
        yield from each_once(subject, _unknown)


def _unknown(subject: Subject, part: IndicatorPart) -> Hit | None:
    """Return a hit for a county's rate per 100,000 births where the number of births isn't given; else None."""
    row, goal = part.indicator, goal_of(part.target, part, subject.plan)
    if goal is None or goal.upward or goal.value <= 0 or row.better is not Better.LOWER or not row.measure:
        return None
    if not units.is_share(row.measure) or units.whole(row.measure) < _RARE or not _is_of_births(row):
        return None
    message = tr("区县一年的活产多半只有几千，一例就可能决定达不达标；规格的 region 写上 births 才能算")
    return hit(part, message)


def _check(subject: Subject, part: IndicatorPart) -> Hit | None:
    row, goal = part.indicator, goal_of(part.target, part, subject.plan)
    if goal is None or goal.upward or row.better is not Better.LOWER or not row.measure:
        return None
    whole = units.whole(row.measure) if units.is_share(row.measure) else Fraction(0)
    people, name, years = _people(part, subject.plan)
    heads = _heads(people, years)
    if whole < _PER_HEAD or people is None or heads is None or heads.high is None or goal.value <= 0:
        return None
    allowed = _allowed(goal.value * heads.high / whole, goal.strict or heads.high_open)
    if allowed > _FEW:
        return None
    assert part.target is not None
    room = (
        tr("一年最多容许 {allowed} 例，多一例就不达标", allowed=allowed)
        if allowed
        else tr("折合一年不到 1 例，有一例就不达标")
    )
    message = tr(
        "按{span}{name} {people}算，目标 {target} {room}；同时写明例数，或看几年合计的率",
        span=tr("一年") if years == 1 else tr(" {years} 年合计", years=years),
        name=name,
        people=people.text,
        target=part.target.text,
        room=room,
    )
    return hit(part, message)


def _is_of_births(row: Indicator) -> bool:
    return OF_BIRTHS.search(" ".join((row.name, row.definition or "", row.formula or ""))) is not None


def _people(part: IndicatorPart, plan: Plan) -> tuple[Baseline | None, str, int]:
    """Return the denominator of the rate by the catalogue's definition: the number of live births or of residents,
    its Chinese name, and how many years it covers.
    """
    row = part.indicator
    if _is_of_births(row):
        return plan.births, tr("出生"), plan.births_years
    return plan.population, tr("常住人口"), 1


def _heads(people: Baseline | None, years: int) -> Interval | None:
    """Return the number of persons a year that the words may mean."""
    if people is None or people.reading.values is None:
        return None
    unit = people.reading.unit
    factor = units.factor(unit, "人") if unit else Fraction(1)
    return people.reading.values.scaled(factor / years) if factor is not None else None


def _allowed(events: Fraction, below: bool) -> int:
    """Return the greatest whole number of events that is at most `events`, or (`below`) less than it."""
    whole = events.numerator // events.denominator
    return whole - 1 if below and events == whole else whole
