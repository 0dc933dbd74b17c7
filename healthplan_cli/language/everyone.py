"""Demands on every member of a kind (每个建制乡镇办好1所, 所有机构实现网络直报, 人人享有), and rates of people
(每10万人口拥有6名).

For a demand on every member, the reported value is the share of members that comply; it must be 100 % (contract section
4, 全覆盖).
"""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.levels import approx, between, reach, relation
from healthplan_cli.language.shield import NAMING
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Compare, Number, Quantity, Relation, Rule

EVERYONE = Compare(Relation.EQ, Quantity(Fraction(100), "%"))
_DONE = r"(?:建成|建立|建设|建有|建好|办好|设置|设立|设有|开设|配备|配置|配有|拥有|组建|创建|设|建|有)"
# 每个区县(至少)建成(至少)1个…: how many each must have may stand after the verb, and what it is after that
_EACH = Pattern(
    r"(?:每个|每所|每家|每县|每乡|每镇|每村|每一个|各(?=[\u4e00-\u9fff]{2}))(?:(?!每[年月周季半学])[^0-9,;。%]){0,14}?(?:至少|均|都|应|要|力争)*"
    rf"{_DONE}(?:至少|不少于)?…?(?:(?:\d{{1,3}}|[一两二三])(?:-\d{{1,3}})?[个所家支名台辆处张间项])?(?:以上)?[^0-9,;。%]{{0,24}}$"
)
_ALL = Pattern(
    r"(?:要|应|须)?(?:"
    r"(?:所有|人人|(?:全民|全员)(?=享有|拥有|享受|参加|参保|参与|接受|接种|培训|轮训|注册|持证))(?!.*(?:提高|提升|降低|下降|增长|增加|减少))[^0-9,;。%]{1,24}"
    r"|覆盖(?:所有|全[省市区县州](?:所有)?|各)[^0-9,;。%]{0,20}"
    r"|均(?:能|可|设|建|具备|配备|开展|提供|纳入)[^0-9,;。%]{1,20}"
    r"|全部(?:建成|建立|纳入|建好|办好|配备|配齐|开展|提供|设置|投用|投入使用|接入|落实)[^0-9,;。%]{0,20}"
    rf"|(?:(?!提高|提升|降低|下降|基本|接近|[未不没非无]|尚)[{NAMING}A-Z()、]){{2,16}}(?:实现|达到|做到)?全(?:面)?覆盖"
    r")$"
)
# 每10万人口拥有6名, 每3万人口配置1辆: a ratio with its parts the other way round
_PER_PEOPLE = Pattern(
    r"每(?P<number>\d{1,4})?(?P<size>[百千万]|十万|百万)?(?:名|个)?(?:常住|户籍|服务|老年)?(?:人口|居民|人)(?:应|要)?"
    r"(?:拥有|有|配备|配置|达到|配|设置)?(?=\d|不|至少|≥|约)"
)


def everyone(cursor: Cursor) -> Rule | None:
    """Read a demand on every member: 每个…建成1所, 所有…实现…, 人人享有. None for other words."""
    for pattern in (_EACH, _ALL, _WHOLE_DOES):
        match = pattern.match(cursor.text, cursor.pos)
        if match:
            cursor.advance(match.end())
            return EVERYONE
    return None


# 100%的乡镇卫生院建成中医馆: all of them (a smaller share is `shares`')
_WHOLE_DOES = Pattern(
    rf"100%(?!以上)的?(?:(?!提高|提升|降低|下降|增长|减少|较|比)[{NAMING}()、…]){{2,20}}?(?:{_DONE}|达到|开展|提供|实现|完成|纳入|配齐)[^0-9,;。%]{{1,20}}$"
)


def per_people(cursor: Cursor) -> Rule | None:
    """Read 每10万人口拥有6名 as a level in 名/10万人; None for other words. Raise NotUnderstood for 每0人."""
    match = _PER_PEOPLE.match(cursor.text, cursor.pos)
    if match is None or not (match["number"] or match["size"]):
        return None
    if match["number"] and not int(match["number"]):
        raise cursor.of_nothing(match.start("number"))
    cursor.advance(match.end())
    start = cursor.pos
    for row in (relation, reach, approx, between):
        cursor.pos = start
        rule = row(cursor)
        if isinstance(rule, Number):
            return _per(rule, f"{match['number'] or ''}{match['size'] or ''}人")
    return None


def _per(rule: Number, people: str) -> Rule | None:
    """Return the level with its unit per so many people; None where it has no unit or is a rate already."""
    written = rule.unit
    unit = units.canonical(f"{written}/{people}") if written and "/" not in written else None
    if unit is None or units.is_share(written):
        return None
    return rule.counted_in(unit)


ROWS = (per_people, everyone)
