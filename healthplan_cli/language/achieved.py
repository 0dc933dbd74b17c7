"""Numbers of things that reach a state: 476个贫困乡、4277个贫困村出列, 50平方公里以上建设用地达到海绵城市建设要求."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.pieces import AREA, NEGATED, Read, Reading, opened, replaced, split
from healthplan_cli.language.shield import NAMING, plain
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import ComponentRule, Each

_DOES = (
    "(?:顺利|如期|稳定|按期|成功|实现)*(?:出列|摘帽|脱贫|退出|脱困|搬迁入住|搬入新居|投产|投用|投入使用|投入运营|建成投产|建成投用|建成|开工|竣工|完工|达产"
    "|通过验收|挂牌|达标|上市|落户|并网|通车|就业|转移就业|稳定就业|创业|受益)|(?:达到|符合|满足)[^\\d,;。%]{2,24}(?:要求|标准)|得到[^\\d,;。%]{2,12}|完成[^\\d,;。%]{2,20}"
)
_MEASURE = r"(?:至少|不少于|约|超过)?\d[\d.]*[万亿]?(?:平方公里|公里|公顷|亩|平方米|立方米|吨|千瓦|[个名所家座户人处条项只支辆台套栋])?(?:及?以上|左右)?"
_SO_MANY = Pattern(
    rf"(?:{AREA}|确保|实现|力争|推动|帮助|新增)*(?P<measure>{_MEASURE})(?P<thing>(?:(?!全部|均|都|的一半|的半数)[{NAMING}]|\([^()\d]*\)){{1,24}}?)(?P<does>{_DOES})?$"
)
_NEXT = Pattern("[,、;和](?=\\d)")


def achieved(cursor: Cursor, read: Read) -> Reading | None:
    """Read how many things reach a state: `20家医院创成三甲` is a level of 20家 with the subject 医院创成三甲.

    Several numbers (476个贫困乡、4277个贫困村出列) give a rule for each. Return None for other words.
    """
    rest, frame = opened(cursor)
    pieces = split(rest, _NEXT)
    found = [(piece, _SO_MANY.match(piece.text)) for piece in pieces]
    last = found[-1][1]
    if last is None or last["does"] is None or NEGATED.search(rest.text):
        return None
    parts = []
    for piece, match in found:
        reading = read(replaced(piece, *match.span("measure"), "建设")) if match else None
        if match is None or reading is None or not reading[0].is_number or reading[0].unit in (None, "%"):
            return None
        parts.append(ComponentRule(plain(match["thing"]), reading[0], plain(piece.text)))
    if len(parts) == 1:
        return parts[0].rule, replace(frame, subject=plain(last["thing"] + last["does"]))
    return Each(tuple(parts)), frame
