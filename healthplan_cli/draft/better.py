"""Whether higher or lower is better for an indicator, as its name and targets tell."""

from __future__ import annotations

from collections.abc import Iterable

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.ids import half_width, way_of
from healthplan_cli.draft.waywords import (
    BAD_SHARE,
    FALL,
    GOOD_SHARE,
    HANDLED,
    HAVING,
    LESS,
    LESS_FORMS,
    MORE,
    MORE_FORMS,
    NEW,
    RISE,
    SHARE,
    UNSURE,
)
from healthplan_cli.language.reported import dated, parse_reported
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import Better, Rule

_TAIL = Pattern(r"(?:水平|情况)?(?:[（(][^（）()]*[）)])*$")
_BRACKETS = Pattern(r"[（(][^（）()]*[）)]")  # 药师（士）数
_SUB = Pattern(r"(?:#|其中)[:：]?")
# What one promises to bring about, there can't be too much of; a time or a way within which something is reached is another thing.
_REACHED = Pattern(
    "达|实现|建成|建设|建立|新建|改造|改扩建|提高到|提升到|提升至|提高至|增加到|增加至|扩大到|突破|超过|形成|打造|创建|创成|组建|配备|配置|培养|培育|培训"
    "|引进|覆盖|完成|布局|设置|设立|开设|增设|开展|遴选|认定|评选|拥有|有(?=[0-9一二三四五六七八九十])"
)
_THINGS = ("item", "bed", "person", "household")  # dimensions of what there can't be too many of
_PIECES = ("辆", "台", "套", "支", "间", "部", "架", "条", "门", "种")
_WITHIN = Pattern(r".*(?:分钟|小时|秒|天|日|公里|千米|里|米)(?:以?内|之内|以下|左右)?")


def better_of(name: str, targets: Iterable[str], rules: Iterable[Rule]) -> tuple[Better | None, str | None]:
    """Return the better direction that the words tell; None and a doubt where they don't.

    A target above the baseline doesn't tell it: many baselines are past their target already (docs/choices.md).
    """
    ways = {way for way in map(way_of, rules) if way}
    if len(ways) == 1:
        return ways.pop(), None
    way = way_of_name(name)
    if way is not None:
        return way, None
    last = list(targets)[-1:]
    if any(_REACHED.search(text) and not _WITHIN.search(text) for text in last):
        return Better.HIGHER, None
    return None, tr("看不出哪边算好：写 better: higher、lower 或 neither")


def way_of_name(name: str) -> Better | None:
    """Return the better direction that a name alone tells; None where it doesn't."""
    key = _plain(name)
    return _way_of_key(key) or _way_of_key(_BRACKETS.sub("", key))


def _way_of_key(key: str) -> Better | None:
    if UNSURE.match(key):
        return None
    if key.endswith(tuple(LESS.words)) or LESS_FORMS.match(key):
        return Better.LOWER
    if FALL.match(key) or key.endswith(tuple(MORE.words)) or MORE_FORMS.match(key) or NEW.match(key):
        return Better.HIGHER
    if share := SHARE.match(key):
        return _way_of_share(share["of"])
    return Better.HIGHER if key.endswith("率") and HAVING.match(key) and not BAD_SHARE.match(key) else None


def _way_of_share(of: str) -> Better | None:
    """Return the better direction of a share, by what it is a share of; None where that doesn't tell."""
    if HANDLED.match(of):
        return Better.HIGHER
    if BAD_SHARE.match(of):
        return Better.LOWER
    return Better.HIGHER if GOOD_SHARE.match(of) or HAVING.match(of) else None


def _plain(name: str) -> str:
    """Return a name in half width, without 其中 before it and brackets, 水平 or 情况 after it."""
    key = half_width(name)
    sub, tail = _SUB.match(key), _TAIL.search(key)
    return key[sub.end() if sub else 0 : tail.start() if tail else len(key)]


def likely(baseline: str, target: str) -> Better | None:
    """Return the direction from the baseline to the target, where both are one number; else None. It is a hint for a person only."""
    try:
        start, end = parse_reported(dated(baseline)[1]).values, parse_target(target).rule.quantity
    except NotUnderstood:
        return None
    if start is None or start.value is None or end is None or start.value == end.value:
        return None
    return Better.HIGHER if end.value > start.value else Better.LOWER


def better_of_promise(name: str, target: str, rules: Iterable[Rule]) -> tuple[Better | None, str | None]:
    """Return the better direction of a commitment as `better_of` does; for a number of things, higher with a doubt."""
    rules = list(rules)
    better, doubt = better_of(name, [target], rules)
    if better is None and any(map(_is_of_things, rules)):
        return Better.HIGHER, tr("说的是要有多少，按越多越好")
    return better, doubt


def _is_of_things(rule: Rule) -> bool:
    quantity = rule.level.quantity
    unit = units.parse(quantity.unit) if quantity is not None and quantity.unit else None
    return unit is not None and not unit.per and (unit.dimension in _THINGS or unit.base in _PIECES)


def change_of_name(name: str) -> str | None:
    """Return `up` or `down` for a name that is itself a change (能耗降低, 增加值增速); None for another."""
    key = _plain(name)
    return "down" if FALL.match(key) else "up" if RISE.match(key) else None


def rule_of(text: str) -> Rule | None:
    """Return the rule of a target's words; None where they aren't understood."""
    try:
        return parse_target(text).rule
    except NotUnderstood:
        return None
