"""后来年份的目标比前面年份的还宽。

同一项指标（或同一项承诺）写了几个年份的目标，后面的反而要求得少：照前面的做到了，后面就等于不作要求；多半是写反了。
年度目标、表里的目标、正文里不同完成年份的承诺、调整以后生效的目标都放在一起，按年份看；只比写明了数的。
annual_targets 也写了完成年份那一年，却与目标不一样的，也在这里：同一年两个数，核验时以目标为准。

怎么办：核对是不是年份写反了、数抄错了；确是放宽的，在文件里说明，规格里写 revisions。

例：annual_targets 2023 年 ≥62，目标（2025 年）却是 ≥60。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby, pairwise

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import Goal, goal_of, hit
from healthplan_cli.evaluation.part import IndicatorPart, due_of, parts
from healthplan_cli.model import Indicator, Plan, Target

CODE = "HP103"
LEVEL = FindingLevel.ERROR


@record(frozen=True, slots=True)
class _Step:
    """The target of a year, with its number and its part."""

    year: int
    goal: Goal
    target: Target
    part: IndicatorPart


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each target that asks for less than an earlier year's of the same indicator."""
    plan = subject.plan
    about: dict[str, list[_Step]] = {}
    for row in plan.indicators:
        about[row.id] = [step for part in parts(row) for step in _in_force(row, part, plan)]
        yield from _two_of_one_year(row, plan)
    for item in plan.commitments:
        for part in parts(item):
            about.setdefault(item.restates or item.id, []).extend(_steps(part, plan, [part.target]))
    for steps in about.values():
        yield from _falling(steps)


def _falling(steps: Iterable[_Step]) -> Iterator[Hit]:
    """Yield a hit for each step that asks for less than the year before, component by component.

    Two steps of one year aren't compared.
    """
    by_part: dict[str | None, list[_Step]] = {}
    for step in sorted(steps, key=lambda step: step.year):
        by_part.setdefault(step.part.component.id if step.part.component else None, []).append(step)
    for found in by_part.values():
        years = [list(same) for _, same in groupby(found, key=lambda step: step.year)]
        for earlier, later in pairwise(years):
            seen: set[Fraction] = set()
            for after in later:
                before = next((one for one in earlier if _is_looser(after, one)), None)
                if before is not None and after.goal.value not in seen:
                    seen.add(after.goal.value)
                    yield _hit(before, after)


def _is_looser(after: _Step, before: _Step) -> bool:
    """Return whether a step asks for less than an earlier one of the same kind; False where the kinds differ (a state, a number)."""
    rule, other = after.target.rule, before.target.rule
    alike = rule.scale == other.scale and rule.is_place == other.is_place
    return alike and after.goal.looser_than(before.goal)


def _two_of_one_year(row: Indicator, plan: Plan) -> Iterator[Hit]:
    """Yield a hit where the yearly target of the due year differs from the target."""
    row = row.in_force(plan.period.end)
    for part in parts(row):
        goal, due = goal_of(part.target, part, plan), due_of(part.target, plan)
        yearly = dict(row.annual_targets).get(due) if part.component is None else None
        other = goal_of(yearly, part, plan)
        if goal is None or other is None or (goal.value, goal.upward) == (other.value, other.upward):
            continue
        assert part.target is not None
        assert yearly is not None
        message = tr(
            "annual_targets 里 {year} 年的 {yearly} 与目标 {target} 不一样；核对，改成一致",
            year=due,
            yearly=yearly.text,
            target=part.target.text,
        )
        words = tr(
            "目标 {target}；annual_targets {year} 年 {yearly}",
            target=part.target.text,
            year=due,
            yearly=yearly.text,
        )
        yield hit(part, message, words)


def _hit(before: _Step, after: _Step) -> Hit:
    message = tr(
        "{year} 年的目标 {target} 宽于 {before} 年的 {earlier}；核对是不是年份写反了、数抄错了",
        year=after.year,
        target=after.target.own_words,
        before=before.year,
        earlier=before.target.own_words,
    )
    words = tr(
        "{before} 年 {earlier}，{year} 年 {target}",
        before=before.year,
        earlier=before.target.own_words,
        year=after.year,
        target=after.target.own_words,
    )
    return hit(after.part, message, words)


def _in_force(row: Indicator, part: IndicatorPart, plan: Plan) -> Iterator[_Step]:
    """Yield the steps of a row that are in force in their year, not replaced by a revision."""
    for year in range(plan.period.start, plan.period.end + 1):
        now = row.in_force(year)
        same = next((one for one in parts(now) if one.id == part.id or one.component is None), part)
        own = same.target if same.target is not None and same.target.due_before_last(year) else None
        yearly_now = [target for at, target in now.annual_targets if at == year]
        yield from _steps(same, plan, [*yearly_now, own], year)
    last = row.in_force(plan.period.end)
    same = next((one for one in parts(last) if one.id == part.id or one.component is None), part)
    yearly = dict(last.annual_targets).get(due_of(same.target, plan))
    if goal_of(yearly, same, plan) is None:
        yield from _steps(same, plan, [same.target])


def _steps(
    part: IndicatorPart, plan: Plan, targets: Iterable[Target | None], year: int | None = None
) -> Iterator[_Step]:
    for target in targets:
        goal = goal_of(target, part, plan)
        if target is not None and goal is not None:
            yield _Step(year or due_of(target, plan), goal, target, part)
