"""名称说的与数对不上。

名称是一个称号（评为国家卫生城市）、一个个数（…数、…人次）、一个量、每多少人口（每百张床位）有多少，目标却是百分比；或者名称是率、比例、占比，目标却是几个、几人。
读的人不知道量的是什么：是“有没有”，是“几个”，还是“占多少”。“人数比例”“次数占比”一类以末尾的字为准。

怎么办：查指标解释，把名称写全（国家卫生城市占比），或改正单位。

例：评为国家卫生城市，≥30%；基层中医药服务量，达到48%。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from healthplan_cli import units
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.checks.lint.asked import quantity_of, rule_of, target_unit, with_unit
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.groups import is_in_table
from healthplan_cli.checks.lint.words import (
    AMOUNT,
    COUNT,
    HAVING,
    OF_RATE,
    OF_SHARE,
    PER_HEAD,
    PERCENT,
    SHARE,
    TITLE,
    VISITS,
)
from healthplan_cli.evaluation.part import IndicatorPart, parts
from healthplan_cli.language.normalise import normalise, squeeze

CODE = "HP206"
LEVEL = FindingLevel.WARNING
_BRACKET = Pattern(r"\([^()]*\)$")
_COUNTED = ("person", "item", "bed", "visit", "household", "day", "yuan")


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each name that says another kind of number than the target's unit."""
    for row in subject.plan.rows:
        hits = (found for part in parts(row) if (found := _check(part)) is not None)
        yield from islice(hits, 1)  # components have one name


def _check(part: IndicatorPart) -> Hit | None:
    unit = target_unit(part)
    if part.target is None or unit is None or not _prints_number(part):
        return None
    row = part.indicator
    why = _misfit(_name(part), unit, is_in_table(row))
    return Hit(why, f"{row.name} {with_unit(part)}", row) if why is not None else None


def _name(part: IndicatorPart) -> str:
    """Return the name without a bracket at its end: 床位数（张）, 医师（人）数."""
    plain = normalise(squeeze(part.indicator.name)).text
    bracket = _BRACKET.search(plain)
    return plain[: bracket.start()] if bracket else plain


def _text(part: IndicatorPart) -> str:
    return normalise(part.target.text).text if part.target else ""


def _prints_number(part: IndicatorPart) -> bool:
    """Return whether the target prints a number, rather than the spec having made a share of words (创建 → 100%)."""
    quantity = quantity_of(rule_of(part.target))
    if quantity is None:
        return False
    return not quantity.unit or quantity.unit in _text(part) or PERCENT in _text(part)


def _misfit(name: str, unit: str, table: bool) -> str | None:
    """Return why a name and a unit contradict each other; None where they don't."""
    parsed = units.parse(unit)
    if units.is_share(unit):
        if table and TITLE.search(name) and not OF_SHARE.search(name):
            return tr("名称是一个称号，目标却是 {unit}，是占多少还是有没有看不出；写明量的是什么", unit=unit)
        if COUNT.search(name) or VISITS.search(name):
            return tr("名称是个数，目标却是 {unit}；核对名称和单位", unit=unit)
        if AMOUNT.search(name) and not HAVING.search(name):
            return tr("名称是一个量，目标却是 {unit}，占什么的 {unit} 没有写；把名称写全", unit=unit)
        if PER_HEAD.search(name) and not OF_RATE.search(name):
            return tr("名称是每多少人口（床位）有多少，目标却是 {unit}；核对名称和单位", unit=unit)
    elif parsed is not None and parsed.dimension in _COUNTED and SHARE.search(name):
        return tr("名称是率或比例，目标却以“{unit}”计；核对名称和单位", unit=unit)
    return None
