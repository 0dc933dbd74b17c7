"""Numbers that the user supplies, in a file's `targets` or by `--set`, for targets set elsewhere (国家下达)."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.errors import InvalidInput, NotUnderstood, Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.evaluation.judge import UnitMismatch
from healthplan_cli.evaluation.part import IndicatorPart, open_rule, open_rules
from healthplan_cli.model import Actuals, Component, Indicator, Plan, Rule, SetTarget, Target
from healthplan_cli.sources.actuals.lookup import Index, LeftOut, Misplaced


def set_target(place: IndicatorPart, text: str, source: str | None, index: Index) -> SetTarget:
    """Return a supplied target for an indicator or component whose number another document sets.

    Raise Misplaced where the plan sets the target itself or the text has no number, LeftOut where only another plan of
    the run leaves the target open.
    """
    indicator, component = place.indicator, place.component
    opened = [rule for version in indicator.versions if (rule := open_rule(version, component))]
    if not opened:
        current = component.target if component else indicator.target
        if index.is_open_elsewhere(indicator):
            raise LeftOut
        words = current.text if current else tr("各分项自定")
        if current is not None and current.rule.is_unread:
            said = tr(
                "{name} 的目标（{words}）在规格里还没有写成能判断的：改规格，不能另设",
                name=indicator.name,
                words=words,
            )
            raise Misplaced(said)
        raise Misplaced(
            tr(
                "{name} 的目标由规划给定（{words}），不能另设；只有“国家下达”一类的目标可以补数",
                name=indicator.name,
                words=words,
            )
        )
    target = (
        read_number(text, indicator, opened[0]) if opened[0].to else read_target(text, indicator, component)
    )
    baseline = index.plan.period.baseline
    if target.due is not None and target.due <= baseline:
        raise Misplaced(tr("目标“{text}”的年份不晚于基期 {baseline} 年", text=text, baseline=baseline))
    if target.rule.is_external or target.rule.asks_nothing or target.rule.parts:
        raise Misplaced(tr("目标“{text}”没有给出数值", text=text))
    return SetTarget(
        indicator.id, component.id if component else None, replace(target, source=source or tr("未注明来源"))
    )


def read_number(text: str, indicator: Indicator, rule: Rule) -> Target:
    """Return the supplied number that a `Reference` compares with. Raise Misplaced for no plain number or an incompatible unit."""
    from healthplan_cli.language.target import parse_target

    try:
        target = parse_target(text)
        target.rule.check_units(indicator.measure, indicator.per)
    except NotUnderstood:
        target = None
    except UnitMismatch as error:
        raise Misplaced(
            tr(
                "“{to}”的数“{text}”的单位“{error}”与指标的单位“{measure}”不相容",
                to=rule.to,
                text=text,
                error=error,
                measure=indicator.measure or tr("无"),
            )
        ) from None
    if target is None or not target.rule.is_plain or target.rule.quantity is None:
        raise Misplaced(tr("“{text}”不是“{to}”的数：请写一个确切的数，如 5.2", text=text, to=rule.to))
    return target


def read_target(text: str, indicator: Indicator, component: Component | None = None) -> Target:
    """Return a supplied target's text as a Target. Raise Misplaced where it can't be read or doesn't fit the indicator."""
    from healthplan_cli.language.target import parse_target
    from healthplan_cli.sources.plans.fits import possible
    from healthplan_cli.sources.plans.meaning import as_meant

    try:
        target = as_meant(parse_target(text), indicator)
        if component is not None:
            target = as_meant(target, replace(indicator, name=component.name))
        target.rule.check_units(indicator.measure, indicator.per)
    except NotUnderstood as error:
        raise Misplaced(
            tr("目标“{text}”第 {value} 个字处{message}", text=text, value=error.at + 1, message=error.message)
        ) from None
    except UnitMismatch as error:
        raise Misplaced(
            tr(
                "目标“{text}”的单位“{error}”与指标的单位“{measure}”不相容",
                text=text,
                error=error,
                measure=indicator.measure or tr("无"),
            )
        ) from None
    if target.rule.lacks_direction(indicator.better):
        raise Misplaced(
            tr(
                "{name} 没有写明往哪边算好（better），只给“{text}”无从判断：请写明 ≥ 或 ≤",
                name=indicator.name,
                text=text,
            )
        )
    if target.rule.is_grade_or_ratio and indicator.measure is not None:
        raise Misplaced(
            tr("目标“{text}”是等级或比例，而指标的单位是“{measure}”", text=text, measure=indicator.measure)
        )
    if not possible(target.rule, indicator):
        raise Misplaced(tr("目标“{text}”超出了这项指标可能的范围", text=text))
    return target


def parse_setting(text: str, index: Index) -> SetTarget:
    """Return the target in `--set ID=目标` or `--set ID.分项=目标`. Raise Misplaced for an error, LeftOut for another plan's indicator."""
    name, equals, words = text.partition("=")
    if not equals or not name.strip() or not words.strip():
        raise Misplaced(
            tr("--set 的写法是 指标=目标，如 surface_water_quality=≥97.3%（现为“{text}”）", text=text)
        )
    name = name.strip()
    try:
        place = index.find(name)
    except Misplaced:
        head, dot, tail = name.rpartition(".")
        if not dot:
            raise
        place = index.find(head)
        component = index.component(place.indicator, tail)
        if component is None and index.is_elsewhere(place.indicator, tail):
            raise LeftOut from None
        if component is None:
            raise Misplaced(tr("{name} 没有分项“{tail}”", name=place.indicator.name, tail=tail)) from None
        place = IndicatorPart(place.indicator, component)
    return set_target(place, words.strip(), "--set", index)


def with_settings(
    data: Actuals, settings: Sequence[str], index: Index, company: Sequence[Index] = ()
) -> Actuals:
    """Return the data with the targets of `--set`, which replace those of the files. Raise InvalidInput for all that are
    wrong.

    `company` has all plans of the run: a setting applies to those that have the indicator and leave its target open.
    """
    here = index.among(company)
    problems: list[Problem] = []
    found: dict[tuple[str, str | None], SetTarget] = {
        (item.indicator, item.component): item for item in data.targets
    }
    for text in settings:
        try:
            item = parse_setting(text, here)
        except LeftOut:
            continue
        except Misplaced as error:
            problems.append(Problem(Location("--set"), str(error)))
            continue
        found[item.indicator, item.component] = item
    if problems:
        raise InvalidInput(problems)
    return replace(data, targets=tuple(found.values()))


def superseded(data: Actuals, plan: Plan, year: int) -> list[Problem]:
    """Return a notice for each supplied target that isn't used, because by this year a revision has set the plan's own."""
    found = []
    for item in data.targets:
        row = plan.find(item.indicator).in_force(year)
        parts = {part.id: part.target for part in row.components}
        target = parts.get(item.component) if item.component else row.target
        if target is not None and not open_rules(target.rule):
            words = tr(
                "{name} {year} 年的目标规划已定（{text}），补的“{text2}”没有用上",
                name=row.name,
                year=year,
                text=target.text,
                text2=item.target.text,
            )
            found.append(Problem(item.location, words))
    return found
