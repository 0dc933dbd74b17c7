"""Shares of a kind that must do something: 60%以上的县达到控制标准, 所有流行县患病率在1%以下, 每个乡镇1所.

`kinds_of` reads shares in other words, and those of several kinds.
"""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.measure import take_measure
from healthplan_cli.language.pieces import AREA, Read, Reading, opened
from healthplan_cli.language.shield import NAMING, plain
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import Approx, Milestone, Quantity, Relation, Rule, Share

WHOLE = Quantity(Fraction(100), "%")
# courses and hopes are no state that each of a kind is in
NO_STATE = Pattern(
    r"提高|提升|降低|增长|减少|增加|[未没非]|尚|不(?!低|高|少|超|动产)|[?!〔〕]|\d+%?的(?!国家)|其中|有条件|分别|更加|明显|显著|进一步|香蕉|^能力|服务能力$"
)
_KIND = r"(?:县(?:\([^()]*\))?|市(?:\([^()]*\))?|省(?:\([^()]*\))?|区|州|旗|乡镇(?:\([^()]*\))?|乡|镇|街道|村(?:\([^()]*\))?|社区|医院|馆|卫生院|卫生室|服务中心|机构|中心|学校|幼儿园|企业|单位|家庭|居民|人|患者|者|儿童|学生|户|门诊|站|所|河流|城市|地区|人群|职工|妇女|部门|场所|水源|水体|园区|小区|项目|病区|断面|类别、品种)(?:\([^()]*\))?"
# 通油路, 通二级以上公路, but not 通过 or 通知
_REACHED_BY = r"(?:开?通|联通|接通)(?![过知报])(?=[\u4e00-\u9fff\ue000-\ue0ff\d])"
_LEFT = "(?:出列|摘帽|脱贫|退出|脱困|搬迁|搬入|入住|搬出|达标|竣工|投产|清零|归集|归档|持证上岗|销号)"
DOES = rf"(?:建立|建成|建设|建有|建好|设有|设立|设置|配备|配有|配齐|拥有|开通|开展|提供|实现|达到|完成|纳入|具备|符合|保持|消除|参加|接受|享有|享受|掌握|使用|落实|获得|覆盖|摆放|通过|创建为|创建成|创建|创成|建成为|评为|成为|获评|有|办|用上|开设|承担|能够|能|可|执行|推行|发放|组建|至少|不低于|由|得到|进入|安装|接入|应用|普及|采用|推广|用于|{_REACHED_BY}|{_LEFT})"
# 90%以上的居民15分钟内能够到达, 65%以上的患者在基层就诊
_WHERE = r"(?:\d{1,3}(?:分钟|小时|公里)(?:以内|之内|内)(?:都|均|要|应)*(?:能够?|可以?|享|到|达)|在(?!\d|[^,;。]*(?:以[上下内]|左右|之间|范围|方面|基础)))"
# every year, each of them: 每年至少开展1次
_OFTEN = rf"(?:每[年月周]|每季度|每半年|每学期)(?:都|均|应|要)?(?:至少|不少于)?[{NAMING}]{{0,10}}?(?:至少|不少于)?(?:\d{{1,5}}|[一二两三四五六])[次场个所家名人支批门项节]"
_SUCH = Pattern(
    rf"的?(?P<of>[{NAMING}A-Za-z()、]{{0,30}}?{_KIND})(?:都|均|全部|应|要){{0,3}}(?P<what>(?:{DOES}|{_OFTEN})[^,;。]{{0,60}}|[{NAMING}]{{2,30}}?(?:率|率均|数|比例)(?:均)?(?:在|控制|达|不|下降|低于|高于|提高到)[^,;。]{{1,20}})$"
)
_ANY_SUCH = Pattern(
    rf"的?(?P<of>[{NAMING}A-Za-z()、]{{1,30}}?)(?:都|均|全部|应|要|能够|能){{0,2}}(?P<what>(?:基本|初步|全面|普遍)?{DOES}[^,;。]{{0,60}}|{_WHERE}[^,;。%]{{2,40}})$"
)
_COVERS = Pattern(
    rf"(?P<name>[{NAMING}]{{0,12}}?)覆盖(?P<measure>(?:约|超过)?\d[\d.]*%(?:以上|左右)?)的?(?P<of>[{NAMING}()、]{{2,20}})$"
)
_PER_CENT = Pattern(
    rf"(?:{AREA}|为|在|(?:基本)?实现|确保|争取|力争|做到|推动|促进|使|让){{0,4}}(?=\d[\d.]*%|一半|半数|过半|[二三四五]分之)"
)
_EVERY = Pattern(
    rf"(?:{AREA}|[东中西]{{1,2}}部地区|(?:实现|确保|争取|力争|做到)){{0,4}}(?:所有|每[个所家座名支]|每一个|每|各|全部)(?!年|周|月|天|日|千|万|百|\d)"
)
_AT_LEAST_ONE = Pattern(
    rf"(?P<of>(?:[{NAMING}]{{0,10}}?[县市区州乡镇村省区])(?:\([^()]*\))?(?:、[县市区州乡镇村省])*)(?:都|均|应)?至少(?P<what>(?:{DOES}|办|建)?\d{{1,2}}[个所家支名台辆处张间项条][^\d,;。%]{{2,30}})$"
)
_ALL_DO = Pattern(
    rf"(?P<of>[{NAMING}A-Za-z()、]{{2,30}}?)?全部(?!(?:达标|完成|覆盖|合格|达到|实现)$)(?P<what>(?:{DOES}|投用)[^\d,;。%]{{0,30}})$"
)
_SO_MANY = Pattern(
    rf"(?P<of>[{NAMING}]{{0,12}}?{_KIND})(?:各|至少)?(?P<what>\d{{1,2}}[个所家支名台辆处张间项条][{NAMING}]{{0,16}})$"
)
_ALL_OF = Pattern(
    rf"(?P<of>[{NAMING}A-Za-z、]{{0,30}}?{_KIND})(?:(?<!人)均|都)(?:要|应|能)?(?P<what>{DOES}[^,;。%]{{1,40}})$"
)
_DO_ALL = Pattern(r"[^\d,;。%]{0,24}?覆盖(?:全部|所有|全[省市县区国](?:所有|各)?)(?P<of>[^\d,;。%]{2,24})$")
_ALL_MEET = Pattern(
    r"100%(?P<what>(?:符合|达到|实现|建立|纳入|配备|执行|开展|落实|完成|接入|覆盖)[^%,;。]{2,50})$"
)
_NEARLY_COVERED = Pattern(
    rf"(?P<of>[{NAMING}()、]{{2,20}}?)?基本(?:实现|做到)[^\d,;。%]{{2,24}}全(?:面)?覆盖$"
)
_NEARLY_ALL = Pattern(rf"(?P<of>[{NAMING}()、]{{2,24}}?)基本都?(?:能|可)(?P<what>[^\d,;。%]{{2,24}})$")


def shares(cursor: Cursor, read: Read) -> Reading | None:
    """Read the share of a kind's members that must meet an inner target: 95%以上的病区县达到控制水平; None for other words."""
    rest, frame = opened(cursor)
    rule = _per_cent(rest, read) or _everyone(rest, read)
    return None if rule is None else (rule, frame)


def _per_cent(rest: Cursor, read: Read) -> Rule | None:
    """Read a share given as a percentage: 95%以上的病区县达到控制水平, 为70%以上符合条件的成瘾者提供服务. None for other words."""
    match = _PER_CENT.match(rest.text)
    covers = _COVERS.match(rest.text)
    if covers is not None and (measure := take_measure(rest.piece(*covers.span("measure")))):
        if measure.about:
            return Approx(measure.low)
        return Share(
            measure.low, plain(covers["of"]), plain(covers["name"]) or None, measure.relation or Relation.GE
        )
    if match is None:
        return None
    rest.pos = match.end()
    measure = take_measure(rest)
    if measure is None or measure.low.unit != "%" or measure.high or measure.about:
        return None
    if (measure.relation or Relation.GE) is not Relation.GE or not 0 < measure.low.value <= 100:
        return None
    of = _SUCH.match(rest.text, rest.pos) or _ANY_SUCH.match(rest.text, rest.pos)
    if of is None or (
        rest.text[rest.pos] not in "的"
        and "为" not in rest.text[: match.end()]
        and measure.relation is None
        and len(of["of"]) < 4
        and measure.low != WHOLE
    ):
        return None
    return of_kind(measure.low, of["of"], of["what"], rest, of.start("what"), read)


_ENDS_THEM = Pattern("消除|解决|淘汰|关闭|取消|拆除|清零|退出")


def _everyone(rest: Cursor, read: Read) -> Rule | None:
    """Read a demand on all of a kind: 所有流行县患病率在1%以下, 每个省至少开通1条热线, 覆盖全部食品类别. None for other words."""
    text = rest.text
    if every := _EVERY.match(text):
        of = _SUCH.match(text, every.end())
        if of is not None:
            return of_kind(WHOLE, of["of"], of["what"], rest, of.start("what"), read)
        if of := _SO_MANY.match(text, every.end()):
            inner = _inner(rest.piece(*of.span("what")), read)
            return Share(WHOLE, plain(of["of"]), plain(of["what"]), demanded=inner)
    for pattern in (_AT_LEAST_ONE, _ALL_DO, _ALL_MEET):
        match = pattern.match(text)
        if match is not None:
            of_words = match.groupdict().get("of") or ""
            if not of_words and _ENDS_THEM.match(match["what"]):
                return None  # 全部消除D级危房: a state, and of no kind
            return of_kind(WHOLE, of_words, match["what"], rest, match.start("what"), read)
    if match := _ALL_OF.match(text):
        return of_kind(WHOLE, match["of"], match["what"], rest, match.start("what"), read)
    if match := _DO_ALL.match(text):
        return Share(WHOLE, plain(match["of"]), None)
    match = _NEARLY_ALL.match(text) or _NEARLY_COVERED.match(text)
    return None if match is None or NO_STATE.search(text) else Approx(WHOLE)


_PERCENT = Pattern(r"\d[\d.]*[%‰]")


def of_kind(share: Quantity, of: str, what: str, rest: Cursor, start: int, read: Read) -> Rule | None:
    """Return the rule for a share of the kind `of` that must do `what` (its words begin at `start`).

    Return None where `of` or `what` can't be a kind and a state, or `what` has a percentage that isn't understood.
    """
    if NO_STATE.search(of) or NO_STATE.search(what.replace("提高到", "")):
        return None
    if _PERCENT.search(what) and read(rest.piece(start, len(rest.text))) is None:
        return None
    inner = _inner(rest.piece(start, len(rest.text)), read)
    return Share(share, plain(of).strip("的"), plain(what), demanded=inner)


def _inner(words: Cursor, read: Read) -> Rule:
    """Return the rule that each member must meet; a milestone where the words have no rule of their own."""
    found = read(words)
    return found[0] if found is not None and not found[0].parts else Milestone(plain(words.text))
