"""Shares of a kind in other words than with the share at the head: 村村通油路, 12个贫困村全部出列,
土地的一半以上得到治理.

Also a share for each of several kinds: 80%的城市和60%的县城建成平台, 北方40%以上、南方20%以上的县达到标准.
"""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.measure import take_measure
from healthplan_cli.language.naming import DEMANDS, ends_with_noun
from healthplan_cli.language.pieces import AREA, Read, Reading, opened, split
from healthplan_cli.language.shares import DOES, NO_STATE, WHOLE, of_kind
from healthplan_cli.language.shield import NAMING, plain
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Approx, ComponentRule, Each, Quantity, Relation, Rule


def kinds_of(cursor: Cursor, read: Read) -> Reading | None:
    """Read the share of a kind's members that must do something, or a share for each of several kinds; None for other words."""
    rest, frame = opened(cursor)
    for reader in (_each_kind, _doubled, _so_many_all, _part_of, _part_within, _used_for, _wholly):
        rule = reader(rest, read)
        if rule is not None:
            return rule, frame
    return None


# ── a share for each of several kinds ──

_ITEM = rf"(?:[{NAMING}]{{0,8}}?\d[\d.]*%(?:及?以上)?的?(?:[{NAMING}]|、(?!\d|[{NAMING}]{{1,8}}\d)|\([^()]*\)){{0,24}}?)"
_ITEMS = Pattern(
    rf"(?:{AREA}|实现|确保|力争)*(?P<items>{_ITEM}(?:[,、和与及]{_ITEM})+)(?:分别|均|都)*(?P<what>{DOES}[^%]{{0,60}})$"
)
_BETWEEN = Pattern(rf"[,、和与及](?=[{NAMING}]{{0,8}}\d[\d.]*%)")
_OF_KIND = Pattern(rf"(?P<where>[{NAMING}]{{0,8}}?)(?=\d)")


def _each_kind(rest: Cursor, read: Read) -> Rule | None:
    """Read a share for each of several kinds: 100%的省、70%的市建立队伍, 北方40%以上，南方20%以上的县达到标准. None for other words."""
    match = _ITEMS.match(rest.text)
    if match is None or NO_STATE.search(match["what"]):
        return None
    found = [_item(piece) for piece in split(rest.piece(*match.span("items")), _BETWEEN)]
    items = [item for item in found if item is not None]
    last = items[-1][2] if items else ""
    if len(items) < len(found) or len(found) < 2 or not last:
        return None
    parts = []
    for share, where, kind in items:
        inner = of_kind(share, where + (kind or last), match["what"], rest, match.start("what"), read)
        if inner is None:
            return None
        parts.append(ComponentRule(plain(where + (kind or last)), inner, plain(match.group())))
    names = {part.name for part in parts}
    return Each(tuple(parts)) if len(names) == len(parts) else None


def _item(piece: Cursor) -> tuple[Quantity, str, str] | None:
    """Return an item's share, place and kind (北方, 40%, 县); an empty kind where a later item names it. None for no such item."""
    match = _OF_KIND.match(piece.text)
    if match is None:
        return None
    piece.pos = match.end()
    share = take_share(piece)
    kind = piece.text[piece.pos :].removeprefix("的")
    return None if share is None or any(map(str.isdecimal, kind)) else (share, match["where"], kind)


def take_share(cursor: Cursor) -> Quantity | None:
    """Read 80%以上 or 一半以上 as the least share; None for an approximate share, an upper limit and other words."""
    measure = take_measure(cursor)
    if measure is None or measure.low.unit != "%" or measure.high or measure.about:
        return None
    if (measure.relation or Relation.GE) not in (
        Relation.GE,
        Relation.GT,
    ) or not 0 < measure.low.value <= 100:
        return None
    return measure.low


# ── every one of them ──

_NAME = rf"(?P<name>[{NAMING}()、]{{2,16}}?)??"
_EVERY_ONE = Pattern(
    rf"(?:{AREA}|全面|率先|积极|加快|推动|推进){{0,3}}{_NAME}(?P<near>基本)?(?:实现|做到|确保|达到)?(?:(?P<of>[村乡县镇户校市州旗组屯区厂院馆])(?P=of)|(?P<all>家家户户|家家|人人))(?:都|均|要|能|能够)*"
    rf"(?P<what>{DOES}[^\d,;。%]{{1,30}})$"
)
_NEXT = Pattern(r"[、,](?=([村乡县镇户校市州旗组屯区厂院馆])\1)")


def _doubled(rest: Cursor, read: Read) -> Rule | None:
    """Read a doubled noun, which means every one: 村村通油路, 县县具备处理能力; a list of them gives a rule for each.

    None for other words.
    """
    pieces = split(rest, _NEXT)
    rules = [_every_one(piece, read) for piece in pieces]
    if len(rules) == 1:
        return rules[0]
    parts = [
        ComponentRule(plain(piece.text), rule, plain(piece.text))
        for piece, rule in zip(pieces, rules, strict=True)
        if rule is not None
    ]
    return Each(tuple(parts)) if len(parts) == len(pieces) else None


def _every_one(piece: Cursor, read: Read) -> Rule | None:
    match = _EVERY_ONE.match(piece.text)
    if match is None:
        return None
    share = of_kind(WHOLE, match["of"] or match["all"], match["what"], piece, match.start("what"), read)
    return Approx(WHOLE) if share is not None and match["near"] else share


_COUNTED = r"\d[\d.]*(?:[万亿]?[个名所家座户人处条项只支]|[万亿])(?!多|余)"
_SO_MANY = Pattern(
    rf"(?:{AREA}|实现|确保|力争|现有|剩余|使|推动)*(?P<of>{_COUNTED}[{NAMING}()、]{{1,25}}?)(?:都|均)?全部(?P<what>{DOES}[^\d,;。%]{{0,30}})$"
)


def _so_many_all(rest: Cursor, read: Read) -> Rule | None:
    """Read 12个贫困村全部出列 as 100 % of those twelve; None for other words."""
    match = _SO_MANY.match(rest.text)
    return match and of_kind(WHOLE, match["of"], match["what"], rest, match.start("what"), read)


_PART = Pattern(
    rf"(?:{AREA}|使|实现|力争)*(?P<of>(?:{_COUNTED}|\d[\d.]*[万亿]?平方公里|\d[\d.]*[万亿]?(?:亩|公顷))?[{NAMING}()、]{{2,25}}?)(?:的|中|中的|中有)"
    rf"(?P<share>\d[\d.]*%(?:及?以上)?|一半以上|半数以上|一半|[二三四五]分之[一二三四](?:以上)?)(?P<what>{DOES}[^\d,;。%]{{0,30}})$"
)


def _part_of(rest: Cursor, read: Read) -> Rule | None:
    """Read a share that stands behind its kind: 可治理沙化土地的一半以上得到治理. None for other words."""
    match = _PART.match(rest.text)
    share = take_share(rest.piece(*match.span("share"))) if match else None
    if match is None or share is None:
        return None
    return of_kind(share, match["of"], match["what"], rest, match.start("what"), read)


_WITHIN = Pattern(
    rf"(?P<where>(?!接近|将近|近|约|超|逾|不足|不到|实现|基本|确保|力争|推动|全[国省市县区]|使)[{NAMING}()、]{{2,14}}?)(?P<share>\d[\d.]*%(?:及?以上)?)的(?P<kind>[{NAMING}()、]{{2,20}}?)(?P<what>{DOES}[^\d,;。%]{{1,30}})$"
)


def _part_within(rest: Cursor, read: Read) -> Rule | None:
    """Read a share of something in a place: 城市建成区20%以上的面积达到目标要求. None for other words, also where 知晓率90%以上的医院 may be a rate of 90 %."""
    match = _WITHIN.match(rest.text)
    if match is None or ends_with_noun(match["where"]) or DEMANDS.search(match["where"]):
        return None
    share = take_share(rest.piece(*match.span("share")))
    kind = f"{match['where']}{match['kind']}"
    if share is None:
        return None
    return of_kind(share, kind, match["what"], rest, match.start("what"), read)


_USED_FOR = Pattern(
    rf"(?P<of>[{NAMING}()、]{{2,24}}?)的?(?P<share>(?:至少|不低于|不少于)?\d[\d.]*%(?:及?以上)?)(?:应|要|须|均)?(?P<what>用于[^\d,;。%]{{2,30}})$"
)


def _used_for(rest: Cursor, read: Read) -> Rule | None:
    """Read a share that must be used for something: 新建商品房6%用于配建保障性租赁住房. None for other words."""
    match = _USED_FOR.match(rest.text)
    if match is None or DEMANDS.search(match["of"]) or ends_with_noun(match["of"]):
        return None
    share = take_share(rest.piece(*match.span("share")))
    if share is None:
        return None
    return of_kind(share, match["of"], match["what"], rest, match.start("what"), read)


_WHOLLY = Pattern(
    rf"(?:{AREA})*(?P<of>[{NAMING}()、]{{2,24}}?)(?P<share>(?:达到|实现)?100%)(?P<what>(?:符合|达到|实现|建立|建成|纳入|配备|执行|开展|落实|完成|接入|安装|采用)(?:[^\d%,;。]|(?:19|20)\d\d年){{2,40}})$"
)


def _wholly(rest: Cursor, read: Read) -> Rule | None:
    """Read 100% between the kind and what it must do: 药品生产企业100%符合规范要求. None for other words."""
    match = _WHOLLY.match(rest.text)
    if match is None or match["of"].endswith(("率", "比例", "比重", "占比")):
        return None
    return of_kind(Quantity(Fraction(100), "%"), match["of"], match["what"], rest, match.start("what"), read)
