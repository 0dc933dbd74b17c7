"""A plan with each region's own numbers (`--targets`) in place of the plan's.

A region without a number in a table that has one for others is left without a target: the plan's number is another
region's. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from healthplan_cli.base.errors import NotUnderstood, Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.normalise import plain
from healthplan_cli.language.reported import NO_VALUE, dated
from healthplan_cli.model import Baseline, Component, External, Indicator, Nature, Plan, Revision, Target
from healthplan_cli.panel.regions import PanelRegions
from healthplan_cli.panel.targets import RegionTarget, Targets
from healthplan_cli.sources.actuals.external_targets import read_target
from healthplan_cli.sources.actuals.headings import unit_in
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced
from healthplan_cli.sources.plans.fields import baseline_reading

_Key = tuple[str, str | None]
_Number = tuple[Target, Baseline | None, Nature | None]


def with_targets(
    index: Index, targets: Targets, regions: PanelRegions, problems: list[Problem], notices: list[Problem]
) -> dict[str, Index]:
    """Return the plan of each region with its own numbers, by the region's label; regions with equal numbers share
    one.
    What can't be read is added to `problems`.
    """
    asked: dict[str, list[tuple[IndicatorPart, RegionTarget]]] = {}
    everywhere: dict[tuple[str, str | None], IndicatorPart] = {}
    for row in targets.rows:
        region = regions.of(row.mention)
        try:
            place = _place(index, row)
        except (Misplaced, LeftOut) as error:
            problems.append(Problem(row.place, str(error) or tr("“{name}”是正文承诺", name=row.name)))
            continue
        if region is not None:
            asked.setdefault(region.label, []).append((place, row))
            everywhere[place.indicator.id, place.component.id if place.component else None] = place
    plans: dict[tuple[object, ...], Index] = {}
    found = {}
    for item in regions.all:
        mine = asked.get(item.label, [])
        numbers = _numbers(mine, index.plan, item.label, problems)
        if not mine:
            words = tr(
                "{path} 里没有“{region}”的目标：分解下达的指标都无法判定",
                path=targets.path,
                region=item.label,
            )
            notices.append(Problem(item.mention.place, words))
        for key in everywhere.keys() - numbers.keys():
            numbers[key] = None
        alike = tuple(sorted(numbers.items(), key=lambda pair: (pair[0][0], pair[0][1] or "")))
        if alike not in plans:
            plans[alike] = Index(_with_numbers(index.plan, numbers), None, index.left_out, index.subjects)
            plans[alike].called |= index.called
        found[item.label] = plans[alike]
    return found


def _place(index: Index, row: RegionTarget) -> IndicatorPart:
    place = index.find(row.name)
    if row.part and place.component is None:
        component = index.component(place.indicator, row.part)
        if component is None:
            raise Misplaced(tr("{name} 没有分项“{tail}”", name=place.indicator.name, tail=row.part))
        return IndicatorPart(place.indicator, component)
    if place.component is None and place.indicator.components and not place.indicator.optional_components:
        words = tr(
            "{name} 按分项判断（{parts}）：请分别写各分项的目标",
            name=place.indicator.name,
            parts=tr("、").join(part.name for part in place.indicator.components),
        )
        raise Misplaced(words)
    return place


def _numbers(
    rows: Sequence[tuple[IndicatorPart, RegionTarget]], plan: Plan, region: str, problems: list[Problem]
) -> dict[_Key, _Number | None]:
    """Return a region's numbers by place; two different numbers for one place are added to `problems`."""
    found: dict[_Key, _Number | None] = {}
    places: dict[_Key, RegionTarget] = {}
    for place, row in rows:
        key = place.indicator.id, place.component.id if place.component else None
        other = places.setdefault(key, row)
        if other is not row:
            if (other.target, other.baseline) != (row.target, row.baseline):
                words = tr(
                    "{region}的“{name}”有两个目标：另一个是“{text}”（{place}）",
                    region=region,
                    name=place.name,
                    text=other.target,
                    place=other.place,
                )
                problems.append(Problem(row.place, words))
            continue
        number = _number(place, row, plan, problems)
        if number is not None:
            found[key] = number
    return found


def _number(place: IndicatorPart, row: RegionTarget, plan: Plan, problems: list[Problem]) -> _Number | None:
    """Return the target, baseline and nature that a row of the table gives; None, with a problem, for words that can't be read."""
    indicator = place.indicator
    nature = _nature(row.nature)
    try:
        target = read_target(_with_unit(row.target, row.unit, indicator), indicator, place.component)
        due = row.due if row.due != plan.period.end else None
        target = replace(target, text=row.target, due=target.due or due, source=str(row.place))
        baseline = _baseline(row, indicator, target, plan)
    except (Misplaced, NotUnderstood) as error:
        words = tr("{name}：{error}", name=place.name, error=str(error))
        problems.append(Problem(row.place, words))
        return None
    if row.nature and nature is None:
        words = tr("性质“{text}”不认识：约束性、预期性、倡导性", text=row.nature)
        problems.append(Problem(row.place, words))
    return target, baseline, nature


def _with_unit(text: str, unit: str, indicator: Indicator) -> str:
    """Return a target's words with the unit of the column beside them, where they end with a digit and that unit isn't the row's own."""
    name = unit_in(plain(unit)) if unit else None
    own = name is None or name in (indicator.measure, indicator.unit)
    return text if own or not text[-1:].isdigit() else f"{text}{name}"


def _baseline(row: RegionTarget, indicator: Indicator, target: Target, plan: Plan) -> Baseline | None:
    if row.baseline in NO_VALUE:
        return None
    said, text = dated(_with_unit(row.baseline, row.unit, indicator))
    reading = baseline_reading(text, (target.rule,))
    return Baseline(row.baseline, reading, said or plan.period.baseline, str(row.baseline_place))


@lru_cache(maxsize=64)
def _nature(text: str) -> Nature | None:
    key = plain(text)
    return next((item for item in list(Nature)[:3] if key and key in (item.value, item.value[:-1])), None)


def _with_numbers(plan: Plan, numbers: Mapping[_Key, _Number | None]) -> Plan:
    """Return the plan with a region's numbers in place of its own, in every revision; None stands for no target."""

    def given(row: Indicator) -> Indicator:
        if (row.id, None) in numbers:
            row = _given(row, numbers[row.id, None])
        parts = tuple(
            _part_given(part, numbers[row.id, part.id]) if (row.id, part.id) in numbers else part
            for part in row.components
        )
        natures = [
            number[2] for (id, part), number in numbers.items() if id == row.id and number and number[2]
        ]
        return replace(row, components=parts, nature=natures[0] if natures else row.nature)

    def whole(row: Indicator) -> Indicator:
        if not any(id == row.id for id, _ in numbers):
            return row
        revisions: tuple[Revision, ...] = tuple(
            replace(item, indicator=given(item.indicator)) for item in row.revisions
        )
        return replace(given(row), revisions=revisions)

    return replace(plan, indicators=tuple(map(whole, plan.indicators)))


def _given(row: Indicator, number: _Number | None) -> Indicator:
    """Return a row with a region's number for it.

    The plan's yearly targets, and components that share the plan's number, are another region's and are removed or
    replaced.
    """
    target, baseline = _fields(number)
    parts = tuple(_part_given(part, number if part.target == row.target else None) for part in row.components)
    return replace(row, annual_targets=(), mentions=(), components=parts, target=target, baseline=baseline)


def _part_given(part: Component, number: _Number | None) -> Component:
    target, baseline = _fields(number)
    return replace(part, target=target, baseline=baseline)


def _fields(number: _Number | None) -> tuple[Target, Baseline | None]:
    if number is None:
        words = tr("没有分解到本地区")
        return Target(words, External(words)), None
    return number[0], number[1]
