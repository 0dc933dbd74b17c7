"""Which of the targets for several years are compared: those of a year that two plans have, else each plan's last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart, due_of
from healthplan_cli.model import Plan
from healthplan_cli.views.comparison.line import Flag

Parts = Mapping[str, IndicatorPart]  # by the plan's id


def by_year(parts: Parts, plans: Mapping[str, Plan]) -> list[tuple[int | None, dict[str, IndicatorPart]]]:
    """Return the parts that stand side by side, by year: for each year for which two plans have a target.

    The year is None where no plan has targets for several years. A plan whose last year no other has stands beside
    the others' last.
    """
    years = {plan: years_of(part, plans[plan]) for plan, part in parts.items()}
    last = {plan: _in(part, years[plan][-1]) for plan, part in parts.items()}
    if all(len(its) == 1 for its in years.values()):
        return [(None, last)]
    every = sorted({year for its in years.values() for year in its})
    common = [year for year in every if sum(year in its for its in years.values()) > 1]
    found: list[tuple[int | None, dict[str, IndicatorPart]]] = [
        (year, {plan: _in(part, year) for plan, part in parts.items() if year in years[plan]})
        for year in common
    ]
    if not found:
        return [(None, last)]
    placed = found[-1][1]
    shown = {plan for _, its in found for plan in its}
    placed |= {plan: part for plan, part in last.items() if plan not in shown}
    return found


def years_of(part: IndicatorPart, plan: Plan) -> list[int]:
    """Return the years in which a plan's target is due."""
    target = part.target
    if target is None or target.rule.asks_nothing or not target.years:
        return [due_of(target, plan)]
    return [year for year, _ in target.years]


def flags_of_own_years(
    parts: Parts, shown: Mapping[str, set[int]], plans: Mapping[str, Plan], labels: Mapping[str, str]
) -> Iterator[Flag]:
    """Yield a flag for each plan that has targets for years in which no other plan has one, so that no line shows them."""
    for plan in sorted(parts):
        part = parts[plan]
        alone = [year for year in years_of(part, plans[plan]) if year not in shown.get(plan, ())]
        words = [f"{year} 年 {own.text}" for year in alone if (own := _in(part, year).target)]
        if words:
            message = tr(
                "{plan}另有别的规划没有的年份的目标：{words}", plan=labels[plan], words=tr("、").join(words)
            )
            yield Flag("own_years", message, (plan,))


def _in(part: IndicatorPart, year: int) -> IndicatorPart:
    """Return the part as due in a year, with only that year's words as its target."""
    now = part.due_in(year)
    if now.target is None or not now.target.years:
        return now
    own = replace(now.target, text=now.target.own_words if now.target.own else now.target.text)
    row, component = now.indicator, now.component
    if component is None:
        return IndicatorPart(replace(row, target=own))
    return IndicatorPart(row, replace(component, target=own))
