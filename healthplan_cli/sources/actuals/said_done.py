"""Reported words in place of a number: 全覆盖 is 100 % where the target says the same; for others, advice (contract section 1)."""

from __future__ import annotations

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.model import Reading

_SAID_DONE = Pattern(
    "(?:已经?)?(?:全部|全面)?(?:实现|达到|做到|完成)?(?:全覆盖|全部|应.尽.|完成|达标|达到|建成|创成|做到|落实)(?:到位|目标|任务|了)*$"
)


def whole_as_worded(text: str, place: IndicatorPart) -> Reading | None:
    """Return 100 % for words such as 全覆盖 that are the target's own and mean all; None for other words."""
    rule, target = place.rule, place.target
    if rule is None or target is None or rule.quantity is None or rule.fields()["op"] != "eq":
        return None
    said = squeeze(text).removeprefix("已经").removeprefix("已")
    asked = (target.text, *_without_verb(target.text))
    if (
        rule.quantity.value != 100
        or rule.quantity.unit != "%"
        or not units.is_share(place.indicator.measure or "%")
    ):
        return None
    if said not in asked or any(map(str.isdigit, said)):
        return None
    return replace(parse_reported("100%"), text=text)


def _without_verb(words: str) -> list[str]:
    """Return a target's words without the verb before them, in a list: 实现全覆盖 → 全覆盖. Empty without such a verb."""
    return [words.removeprefix(verb) for verb in ("实现", "达到", "做到") if words.startswith(verb)]


def number_meant(text: str, place: IndicatorPart) -> str:
    """Return advice for words of completion (全覆盖, 已创成) where the target is a number; empty for other words."""
    quantity = place.rule.quantity if place.rule is not None else None
    if quantity is None or place.target is None or not _SAID_DONE.match(squeeze(text)):
        return ""
    return tr("；这一项的目标是一个数：请写做到了多少")
