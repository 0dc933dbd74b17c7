"""A rule for each component: 城镇80左右，居民70."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.values import Better


@record(frozen=True, slots=True)
class ComponentRule:
    """The rule of one component in an `Each`; `name` is None where the words give only an order (分别)."""

    name: str | None
    rule: Rule
    text: str


@record(frozen=True, slots=True)
class Each(Rule):
    """A rule for each component; the components are judged one by one, never this rule."""

    parts: tuple[ComponentRule, ...]

    op = "each"
    section = tr("第 4 节：一个分项一个目标")
    without_number = tr("是几个分项的目标")

    def lacks_direction(self, better: Better | None) -> bool:
        return any(part.rule.lacks_direction(better) for part in self.parts)

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        for part in self.parts:
            part.rule.check_units(measure, per)

    def fields(self) -> dict[str, Any]:
        return {"op": self.op, "parts": [{"name": part.name, **part.rule.fields()} for part in self.parts]}

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        each = (
            tr(
                "{part}{said}",
                part=part.name or tr("第 {number} 项", number=number),
                said=part.rule.sentence(tolerance, better),
            )
            for number, part in enumerate(self.parts, 1)
        )
        return tr("；").join(each)

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None]:
        return tr("“{words}”是几个分项的目标，要按分项分解", words=words), None
