"""Changes as equations: per year, from a year, multiples, in proportion to another indicator."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import Case, judge, least, way
from healthplan_cli.explanation.holding import compared
from healthplan_cli.explanation.terms import ProofTerms, bracketed, digits, percent
from healthplan_cli.kinds.amounts import (
    Amount,
    amounts,
    base_of,
    known_points,
    no_share_of,
    points_passed_over,
)
from healthplan_cli.model import (
    AnnualChange,
    Bound,
    Change,
    Direction,
    Interval,
    Multiple,
    Outcome,
    Proportional,
    Quantity,
    Relation,
)
from healthplan_cli.values import MIRRORED

_UPWARD = {
    Bound.MORE_THAN: Relation.GT,
    Bound.AT_MOST: Relation.LE,
    Bound.LESS_THAN: Relation.LT,
}


@record(frozen=True, slots=True)
class _Move:
    """A change from one known year to another, and how many steps of the amount it must make."""

    since: int
    until: int
    before: Interval
    after: Interval
    steps: int = 1


def annual_lines(rule: AnnualChange, case: Case, terms: ProofTerms) -> Iterator[str]:
    """Every step from a known year to the next (每年), or the whole stretch (年均)."""
    _, base = base_of(rule.since, case)
    points = known_points(rule.since, case)
    if rule.average and base is not None:
        points = points[:1] + points[1:][-1:]
    elif rule.average:
        return
    moves = [_Move(one, two, before, after, two - one) for (one, before), (two, after) in pairwise(points)]
    yield from _readings(rule.by, moves, rule.direction, rule.bound, case, terms)
    if len(moves) > 1 and judge(rule, case).outcome is Outcome.MISSED:
        yield from _whole(rule, moves, case, terms)


def _whole(rule: AnnualChange, moves: list[_Move], case: Case, terms: ProofTerms) -> Iterator[str]:
    """All the steps together, which is not what the words ask for."""
    first, last = moves[0], moves[-1]
    before, after = first.before, last.after
    if before.value is None or after.value is None:
        return
    years = tr("{since}→{until} 合计", since=first.since, until=last.until)
    aside = tr("只供参考，要看的是每一年")
    if amounts(rule.by, case)[0].relative is not None:
        if before.value > 0:
            yield tr(
                "{years}：{side} ÷ {side2} = {digits}（{aside}）",
                years=years,
                side=_side(after),
                side2=_side(before),
                digits=digits(after.value / before.value),
                aside=aside,
            )
        return
    one, two = (after, before) if rule.direction is Direction.UP else (before, after)
    made = one.minus(two)
    mean = terms.span(made.scaled(Fraction(1, last.until - first.since)))
    yield tr(
        "{years}：{side} − {side2} = {span}，平均每年 {mean}（{aside}）",
        years=years,
        side=_side(one),
        side2=_side(two),
        span=terms.span(made),
        mean=mean,
        aside=aside,
    )


def change_lines(rule: Change, case: Case, terms: ProofTerms) -> Iterator[str]:
    """The change since the baseline, or the year the words name."""
    if case.cumulative:
        limit = rule.whole_amount(case) * least(rule.bound, case)
        relation = _UPWARD.get(rule.bound, Relation.GE)
        yield tr("累计 {compared}", compared=compared(case.value, relation, limit, terms))
        return
    year, base = base_of(rule.since, case)
    direction = way(rule.direction, case.better)
    if base is None or direction is None:
        return
    moves = [_Move(year, case.data_year, base, case.value)]
    yield from _readings(rule.by, moves, direction, rule.bound, case, terms, rule.direction is None)


def _readings(
    by: Quantity,
    moves: list[_Move],
    direction: Direction,
    bound: Bound,
    case: Case,
    terms: ProofTerms,
    bracketed_: bool = False,
) -> Iterator[str]:
    """Every way the words can be meant, each with all its steps."""
    needs = amounts(by, case, bracketed_)
    for need in needs:
        share = need.relative is not None
        named = {
            1: "",
            2: tr("按比例，") if share else tr("按百分点，") if by.unit == "%" else tr("按数量，"),
        }[len(needs)]
        slack = case.tolerance if bound is Bound.ABOUT else Fraction(0)
        line = _relative if share and need.relative else _absolute
        for move in moves:
            yield tr(
                "{named}{since}→{until}：{line}",
                named=named,
                since=move.since,
                until=move.until,
                line=line(move, need, slack, direction, bound, terms),
            )
    passed_over = points_passed_over(by, case)
    for move in moves if passed_over else ():
        assert passed_over is not None
        asked = _absolute(move, passed_over, slack, direction, bound, terms).partition(tr("？"))[0]
        yield tr("没有按百分点算；那样须 {asked}", asked=asked)


def _absolute(
    move: _Move, need: Amount, slack: Fraction, direction: Direction, bound: Bound, terms: ProofTerms
) -> str:
    upward = direction is Direction.UP
    first, second = (move.after, move.before) if upward else (move.before, move.after)
    made = first.minus(second)
    each = need.absolute or Fraction(0)
    limit = each * move.steps * (1 - slack)
    left = f"{_side(first)} − {_side(second)}"
    factors = [f"{move.steps} × {digits(each)}"] if move.steps > 1 else [digits(each)] if slack else []
    factors += [f"(1 − {percent(slack)})"] if slack else []
    return compared(made, _UPWARD.get(bound, Relation.GE), limit, terms, left, " × ".join(factors))


def _relative(
    move: _Move, need: Amount, slack: Fraction, direction: Direction, bound: Bound, terms: ProofTerms
) -> str:
    """later ÷ earlier against (1 ± rate) to the power of the steps; of zero and less there is no percentage."""
    before, after = move.before, move.after
    if no_share_of(before) is not None:
        return tr(
            "{span} 到 {span2}：基数不是正数，或者不一定是，百分比没有意义",
            span=terms.span(before),
            span2=terms.span(after),
        )
    upward = direction is Direction.UP
    rate = (need.relative or Fraction(0)) * (1 - slack)
    limit = (1 + rate if upward else 1 - rate) ** move.steps
    made = after.over(before)
    power = f"^{move.steps}" if move.steps > 1 else ""
    factor = f"({digits(1 + rate if upward else 1 - rate)}){power}" if power else ""
    relation = _UPWARD.get(bound, Relation.GE)
    if not upward:
        relation = MIRRORED[relation]
    return compared(
        made, relation, limit, ProofTerms(None), f"{_side(after)} ÷ {_side(before)}", factor, told=False
    )


def _side(values: Interval) -> str:
    """One side of an equation; a set of values in brackets."""
    return bracketed(values.value) if values.value is not None else f"({ProofTerms(None).span(values)})"


def multiple_lines(rule: Multiple, case: Case, terms: ProofTerms) -> Iterator[str]:
    """The value against so many times the earlier one."""
    year, base = base_of(rule.since, case)
    if base is None:
        return
    upward = rule.is_upward(case.better)
    slack = case.tolerance if rule.bound is Bound.ABOUT else Fraction(0)
    factor = rule.factor * (1 - slack if upward else 1 + slack)
    wanted = base.scaled(factor)
    about = tr("，按“左右”放宽 {percent}", percent=percent(slack)) if slack else ""
    yield tr(
        "{year} 年的 {digits} 倍{about}：{digits2} × {side} = {span}",
        year=year,
        digits=digits(rule.factor),
        about=about,
        digits2=digits(factor),
        side=_side(base),
        span=terms.span(wanted),
    )
    if no_share_of(base) is not None:
        yield tr("基数不是正数，或者不一定是，倍数没有意义")
        return
    yield against(case.value, wanted, _UPWARD.get(rule.bound, Relation.GE if upward else Relation.LE), terms)


def against(values: Interval, wanted: Interval, relation: Relation, terms: ProofTerms) -> str:
    """A set of values against another: a plain comparison where the other is one number."""
    limit = wanted.value
    if limit is not None:
        return compared(values, relation, limit, terms)
    left = f"{_side(values)} − {_side(wanted)}"
    return compared(values.minus(wanted), relation, Fraction(0), terms, left)


def proportional_lines(rule: Proportional, case: Case, terms: ProofTerms) -> Iterator[str]:
    """The value against the baseline grown as the other indicator has; the two ratios where one of them is a range."""
    base, value = case.reference
    if case.baseline is None or base is None or value is None:
        return
    if any(start.low is None or start.low <= 0 for start in (case.baseline, base)):
        yield tr("基期不是确切的正数，增长比例无从算起")
        return
    made, other, start = case.value.over(case.baseline), value.over(base), case.baseline.value
    if start is not None and other.value is not None:
        right = f"{digits(start)} × {_side(value)} ÷ {_side(base)}"
        yield compared(case.value, Relation.GE, start * other.value, terms, right=right)
        return
    ratio = ProofTerms(None)
    yield tr(
        "所参照的指标：{side} ÷ {side2} = {span}",
        side=_side(value),
        side2=_side(base),
        span=ratio.span(other),
    )
    yield tr(
        "这项指标：{side} ÷ {side2} = {span}",
        side=_side(case.value),
        side2=_side(case.baseline),
        span=ratio.span(made),
    )
    yield against(made, other, Relation.GE, ratio)
