"""Lists of named components with a target each: 城镇80左右 居民70, 城镇和农村均达到90%以上."""

from __future__ import annotations

import re
from functools import cache

from healthplan_cli import units
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.bodies import ROWS
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.language.shield import NAMING, plain
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import (
    ComponentRule,
    Each,
    Rule,
)

# A component's name: words, never a sign or a number, except an age at its head (3岁以下儿童, 65岁及以上老年人).
_NAME = Pattern(rf"(?:\d+(?:[-~—]\d+)?岁(?:及)?(?:以[上下])?)?(?:\([^()\d]*\))?[{NAMING}A-Za-z()“”]{{1,14}}")
_AGE = Pattern(r"\d+(?:[-~—]\d+)?岁(?:及)?(?:以[上下])?")
_SPELLED = Pattern("[零〇一二三四五六七八九点]{2}")
_OF_YEAR = Pattern(r"(?<=20\d\d)年")
_NO_END = frozenset("的从下及和与由居为")
_NOT_A_NAME = Pattern(
    r"[不未非无勿没约≥≤<>超逾近满均各都每]|左右|上下|以上|以下|以内|至少|最[多少高低]|低于|高于|大于|小于|少于|多于|等于|达|控制|突破|跨越|"
    r"保持|稳定|维持|提高|提升|增[长加至到速幅]|降[低至到幅]|下降|减少|上升|缩短|力争|争取|确保|预计|大概|大致|可能|或者?|翻|持续|逐[年步]|稳步|明显|显著|大幅|有所|进一步|趋势|每年|年均|累计|分别|左|比例为|较|比上|同比|环比|相比|到期|期间|其中|[且呈]|^[的且并其从及和与]|[的从下及和与由居为]$|平均水平"
)


_NO_INDICATOR = Pattern(
    r"[不没≥≤<>]|左右|以上|以下|以内|至少|低于|高于|超过|超出|高出|低出|优于|好于|领先于|落后于|达到|控制在|(?:提高|提升|增加|增长|下降|降低|减少)(?:到|至|$)|力争|确保|逐年|持续|明显|显著|累计|其中|同比|环比|上年|^[的且并从]|[的从由居为]$"
)


@cache
def _starts() -> frozenset[str]:
    """Return the characters with which a component's rule can begin, for a quick test of each place."""
    groups = (*_VERBAL, words.RAISE, words.LOWER, words.CONTROL, words.MANNER, words.GROWTH, words.FALL)
    return frozenset(word[0] for group in groups for word in group.words).union(
        "0123456789.≥≤<>=〔零一二两三四五六七八九十百千约大近接不至最高低少小多超逾突满等翻同上较比与在以每年累基明显有国省市全完优好维平应"
    )


_MODAL_END = Pattern("[率比重例数量积额度][要应须在]{1,2}$")  # 建筑占比要, 工业占比在: a name, and more
_ONE_CHARACTER_NAMES = frozenset("男女城乡区县市省镇村") | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_VERBAL = (words.COUNT, words.UP, words.DOWN, words.NEUTRAL, words.MODALITY, words.HOLD, words.COVERED)


@cache
def _verbs() -> tuple[str, ...]:
    """Return the words that no component's name contains: 新增三级甲等医院8个 is no list."""
    return tuple(word for group in _VERBAL for word in group.words if len(word) > 1)


def named(cursor: Cursor) -> Rule | None:
    """Read a list of names with a rule each: 城镇80左右 居民70. None for other text. Raise NotUnderstood for a list with two readings."""
    lists = [
        Each(parts)
        for parts in _named(cursor, cursor.pos, {})
        if len(parts) > 1 and _plausible(cursor, parts)
    ]
    if not lists:
        return None
    for other in lists[1:]:
        if _asked(other) != _asked(lists[0]):
            raise cursor.two_readings(lists[0], other)
    cursor.pos = len(cursor.text)
    return lists[0]


def _asked(rule: Each) -> list[tuple[str | None, Rule]]:
    return [(part.name, part.rule.as_number()) for part in rule.parts]


_Lists = list[tuple[ComponentRule, ...]]
_MOST = 4  # ways to read the rest of a list: two are one too many


def _named(cursor: Cursor, start: int, known: dict[int, _Lists]) -> _Lists:
    """Return the lists of components from `start` to the end of the text; `known` has those of places already tried."""
    cursor.pos = start
    cursor.skip(words.SEPARATOR)
    if cursor.done:
        return [()]
    begin = cursor.pos
    if begin not in known:
        known[begin] = []
        known[begin] = _named_from(cursor, begin, known)
    return known[begin]


def _named_from(cursor: Cursor, begin: int, known: dict[int, _Lists]) -> _Lists:
    found: _Lists = []
    for name, body in _names(cursor.text, begin):
        if cursor.text[body : body + 1] not in _starts() or cursor.text.startswith(("覆盖率", "比例"), body):
            continue  # 森林覆盖率达到60%: no 森林 whose coverage is another's
        for stop in _stops(cursor.text, body):
            part = _part(cursor, name, body, stop)
            if part is None or not _may_end(cursor, part.rule, stop):
                continue
            cursor.reached = max(cursor.reached, stop)
            found += [(part, *rest) for rest in _named(cursor, stop, known)]
            if len(found) >= _MOST:
                return found[:_MOST]
    return found


def _may_end(cursor: Cursor, rule: Rule, stop: int) -> bool:
    """Return whether a component may end at `stop`: at a separator, at white space, or where its own words end (80左右居民)."""
    text, origin = cursor.text, cursor.normal.origin
    if text.startswith("/", stop) and rule.unit and units.scan(text, stop - len(rule.unit)) > stop:
        return False  # the / of 80元/人
    if rule.is_number and text[stop - 1].isdecimal() and units.scan(text, stop) > stop:
        return False  # the 亿m3 of 430.24亿m3
    if _SPELLED.match(text, stop - 1):
        return False  # the 点零三 of 一点零三
    if _OF_YEAR.match(text, stop):
        return False  # the 2025 of 到2025年
    if stop == len(text) or text[stop] in _BREAKS:
        return True
    return origin[stop] > origin[stop - 1] + 1 or len(rule.quantities) == 1


def _plausible(cursor: Cursor, parts: tuple[ComponentRule, ...]) -> bool:
    """Return whether bare numbers without separators (城镇80居民70) make a list: only where all components are alike (not PM2.5浓度35)."""
    bare = [part for part in parts if part.rule.is_plain]
    if any(_unit(part.rule) is None and re.search("[0-9]", part.text) is None for part in bare):
        return False
    if not bare or bare == [*parts[-1:]] or _separated(cursor, parts):
        return True
    levels = all(len(part.rule.quantities) == 1 for part in parts)
    alike = levels and len({_unit(part.rule) for part in parts}) == 1
    return alike and not any(re.search("[A-Za-z]", str(part.name)) for part in bare)


def _separated(cursor: Cursor, parts: tuple[ComponentRule, ...]) -> bool:
    """Return whether a separator or white space stands between the components; the slash in a unit is none."""
    original = cursor.normal.original
    between = squeeze(original)
    for part in parts:
        between = between.replace(part.text, "", 1)
    return re.search(r"[,、;/。，；]", between) is not None or re.search(r"\s", original.strip()) is not None


def _unit(rule: Rule) -> str | None:
    return rule.unit if len(rule.quantities) == 1 else None


def _names(text: str, begin: int) -> list[tuple[str, int]]:
    """Return every name that may stand here, the shortest first, each with the index where its rule would begin."""
    match = _NAME.match(text, begin)
    if match is None:
        return []
    age = _AGE.match(text, begin)
    shortest = (age.end() if age else begin) + 1
    ways = []
    for end in range(shortest, match.end() + 1):
        name = text[begin:end]
        plain = name[age.end() - begin :] if age else name
        if _NOT_A_NAME.search(plain):
            if plain[-1] in _NO_END and not _NOT_A_NAME.search(plain[:-1]):
                continue
            break
        if any(verb in plain for verb in _verbs()):
            break
        if _MODAL_END.search(plain):
            continue
        if len(plain) == 1 and plain not in _ONE_CHARACTER_NAMES:
            continue
        body = end + 1 if text[end : end + 1] in (":", "为") else end
        ways.append((name, body))
    return ways


def _stops(text: str, body: int) -> list[int]:
    """Return the indices where a component's rule may end: the end of the text, separators, the beginnings of later names."""
    inner = (stop for stop in range(min(len(text), body + _LONGEST) - 1, body, -1) if _may_follow(text, stop))
    return [len(text), *inner]


def _may_follow(text: str, stop: int) -> bool:
    return text[stop] in _BREAKS or _NAME.match(text, stop) is not None


_LONGEST = 40
_BREAKS = frozenset(",、;/。")
_HANGING = frozenset(",、;/和与及")


def _part(cursor: Cursor, name: str, body: int, stop: int) -> ComponentRule | None:
    text = cursor.text[body:stop]
    if not text or text[-1] in _HANGING:
        return None
    rule = _read(cursor, text, body)
    return None if rule is None else ComponentRule(plain(name), rule, _printed(cursor, body, stop))


def _printed(cursor: Cursor, start: int, stop: int) -> str:
    """Return the printed characters of a part of the text, without white space."""
    origin = cursor.normal.origin
    return squeeze(cursor.normal.original[origin[start] : origin[stop]])


def _read(cursor: Cursor, text: str, offset: int) -> Rule | None:
    piece = cursor.piece(offset, offset + len(text))
    for row in ROWS:
        piece.pos = 0
        rule = row(piece)
        if rule is not None and piece.done and not _bare(rule):
            return rule
    return None


def _bare(rule: Rule) -> bool:
    """Return whether a rule is a direction alone (提高), whose word may be part of a name and so is no component's target."""
    return rule.is_trend and not rule.looks_back and rule.degree is None


def shared(cursor: Cursor) -> Each | None:
    """Read one rule for several names: 城镇和农村均达到90%以上. None for other words."""
    match = re.match(rf"(?P<names>[{NAMING}A-Za-z、]+?)(?:均|都)(?=.)", cursor.text)
    names = split_names(match["names"]) if match else None
    if match is None or names is None or len(names) < 2:
        return None
    offset = match.end()
    rule, text = (
        _read(cursor, cursor.text[offset:], offset),
        _printed(cursor, offset, len(cursor.text)),
    )
    if rule is None:
        return None
    cursor.advance(len(cursor.text))
    return Each(tuple(ComponentRule(plain(name), rule, text) for name in names))


def split_names(text: str, of_indicators: bool = False) -> list[str] | None:
    """Return the names that stand together before a rule; None where a part of the text is no name.

    `of_indicators`: words such as 年均, which no component's name has, may stand in the names (干旱灾害年均损失率).
    """
    names = [name for name in re.split(r"[、,和与及]", text) if name]
    plain = [_without_age(name) for name in names]
    no_name = _NO_INDICATOR if of_indicators else _NOT_A_NAME
    return None if any(no_name.search(name) or any(map(str.isdecimal, name)) for name in plain) else names


def _without_age(name: str) -> str:
    age = _AGE.match(name)
    return name[age.end() :] if age else name
