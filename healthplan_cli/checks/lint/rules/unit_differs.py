"""数字相同，单位不同。

表里和正文印的是同一个数，单位却差了十倍、百倍（‰ 与 %，/10万 与 /万），或者同一行的基期、目标、单位栏印的不是一个单位。
数字相同的，两个里必有一个是错的；照错的那个填数、核验，结论就全错了。同一行单位不一而数字不同的可能都对，看的人却容易弄错，作警告。
数为 0 的不算。

怎么办：按指标的定义和往年的数认定哪个对，改另一个；认定之前，报数时写明单位。

例：婴儿死亡率，表 2.92‰，正文“2.92%”；慢性病过早死亡率，表 ≤13.5‰，正文“下降到13.5%”。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.lint.asked import (
    differs_in_unit_size,
    printed_unit,
    quantity_of,
    reading_unit,
    rule_of,
    target_unit,
    with_unit,
)
from healthplan_cli.checks.lint.finding import FindingLevel, Hit, Subject
from healthplan_cli.checks.lint.groups import pairs, place, quoted, restated
from healthplan_cli.checks.lint.rows import hit
from healthplan_cli.evaluation.part import IndicatorPart, parts
from healthplan_cli.model import Indicator, Plan

CODE = "HP204"
LEVEL = FindingLevel.ERROR


def check(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each figure that is printed with two units of different size."""
    for row in subject.plan.indicators:
        yield from (hit for part in parts(row) for hit in _in_baselines(part))
        yield from (hit for part in parts(row) for hit in _in_row(part))
    yield from _in_targets(subject.plan)


def _in_baselines(part: IndicatorPart) -> Iterator[Hit]:
    """Yield a hit where the body text prints the table's baseline in another unit."""
    row, baseline = part.indicator, part.baseline
    if baseline is None:
        return
    unit = reading_unit(baseline.reading, row)
    for mention in row.mentions:
        other = reading_unit(mention.reading, row)
        same = baseline.year == mention.year and mention.reading.values is not None
        if same and differs_in_unit_size(baseline.reading.values, unit, mention.reading.values, other):
            said = _with_unit(baseline.text, unit)
            message = tr(
                "基期在表里是 {said}，正文（{place}）是 {text}，数字相同而单位不同，必有一个是错的",
                said=said,
                place=mention.source or tr("正文"),
                text=mention.text,
            )
            source = mention.source or tr("正文")
            yield hit(
                part, message, tr("表：{said}；{place}：{text}", said=said, place=source, text=mention.text)
            )


def _in_targets(plan: Plan) -> Iterator[Hit]:
    """Yield a hit for each target restated in another unit; those with the same slip together."""
    for first, others in restated(plan):
        told: dict[tuple[str, str], list[tuple[IndicatorPart, Indicator]]] = {}
        for item in others:
            for before, after in pairs(first, item):
                one, other = (quantity_of(rule_of(part.target)) for part in (before, after))
                if (
                    one
                    and other
                    and differs_in_unit_size(one.value, target_unit(before), other.value, target_unit(after))
                ):
                    both = (with_unit(before), with_unit(after))
                    told.setdefault(both, []).append((before, item))
        for (said, text), found in told.items():
            places = [place(item) for _, item in found]
            message = tr(
                "{place}的目标是 {said}，正文（{places}）是“{text}”，数字相同而单位不同，必有一个是错的",
                place=place(first),
                said=said,
                places=tr("、").join(dict.fromkeys(places)),
                text=text,
            )
            words = [quoted(first, said), *(quoted(item, text) for _, item in found)]
            yield hit(found[0][0], message, tr("；").join(words))


def _in_row(part: IndicatorPart) -> Iterator[Hit]:
    """Yield a hit where the unit cell, the baseline and the target of a row are shares of different size (%, ‰)."""
    row, baseline = part.indicator, part.baseline
    quantity = quantity_of(rule_of(part.target))
    cells = [
        (row.unit or "", printed_unit(row)),
        (baseline.text if baseline else "", baseline.reading.unit if baseline else None),
        (part.target.text if part.target else "", quantity.unit if quantity else None),
    ]
    known = [(text, unit) for text, unit in cells if unit is not None and units.is_share(unit)]
    for (text, unit), (other_text, other) in pairwise(known):
        if units.factor(unit, other) != 1:
            message = tr(
                "同一行里单位不一：{text} 与 {other}；按指标的定义改成一个单位", text=text, other=other_text
            )
            yield replace(hit(part, message, tr("；").join((text, other_text))), level=FindingLevel.WARNING)


def _with_unit(text: str, unit: str | None) -> str:
    return text if unit is None or unit in text.replace("％", "%") else text + unit
