"""目标超出了可能的范围：比例超过 100%，或者低于 0。

比例、率是占全体的一份，最多 100%，最少 0。直接写出来的（≥105%）`hpcheck validate` 也不收；从基期算起的变化（“提高50个百分点”）要算过才知道，
用 limits 放宽了目录里的范围的，validate 会放过去。

怎么办：核对幅度和基期；真的可以超过 100% 的（如病床使用率）是另一项指标，不要借用目录里的 id。

例：基期 60%，“五年累计提高50个百分点”，就到了 110%。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.rows import each_once, ends_of, hit
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import NO_LIMITS, Limits, Target

CODE = "HP104"
LEVEL = FindingLevel.ERROR


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each row whose target lies outside the indicator's limits in every reading of its words."""
    yield from each_once(subject, _check)


def _check(subject: Subject, part: IndicatorPart) -> Hit | None:
    yearly = [target for _, target in part.indicator.annual_targets]
    for target in (part.target, *yearly):
        found = _outside(subject, part, target)
        if found is not None:
            return found
    return None


def _outside(subject: Subject, part: IndicatorPart, target: Target | None) -> Hit | None:
    ends = ends_of(target, part, subject.plan)
    limits = _limits(subject, part)
    wrong = [end for end in ends if not _is_possible(end, limits, part.indicator.measure)]
    if not ends or target is None or len(wrong) < len(ends):
        return None
    unit = part.indicator.measure or ""
    message = tr(
        "目标 {target} 要到 {end}{unit}，超出了这项指标可能的范围（{range}）；核对幅度和基期",
        target=target.text,
        end=decimal_text(wrong[0], 4),
        unit=unit,
        range=_range(limits),
    )
    return hit(part, message)


def _limits(subject: Subject, part: IndicatorPart) -> Limits:
    """Return the limits of the part's indicator: the catalogue's, even where the spec allows more; the spec's where
    the catalogue has none.
    """
    entry = subject.entries.get(part.indicator.id)
    if entry is None or entry.unit is None or entry.limits == NO_LIMITS:
        return part.indicator.limits
    return Limits(entry.limits.low, entry.limits.high, units.canonical(entry.unit))


def _is_possible(value: Fraction, limits: Limits, measure: str | None) -> bool:
    if limits.unit is not None and measure is not None and limits.unit != measure:
        if not (units.is_share(limits.unit) and units.is_share(measure)):
            return value >= 0 or limits.low != 0
        value = value * units.whole(limits.unit) / units.whole(measure)
    return (limits.low is None or value >= limits.low) and (limits.high is None or value <= limits.high)


def _range(limits: Limits) -> str:
    low = "" if limits.low is None else decimal_text(limits.low)
    high = "" if limits.high is None else decimal_text(limits.high)
    return f"{low}–{high}{limits.unit or ''}" if high else f"≥{low}{limits.unit or ''}"
