"""Numbers of counted things: 新增森林面积5万亩, 每年至少检测1次血糖, 为4万户家庭进行改造, 每千人拥有医师3名.

The counted thing becomes the subject, and the grammar of one target reads the verb with the number.
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.frame import Frame
from healthplan_cli.language.measure import Measure, take_measure
from healthplan_cli.language.naming import DEMANDS, ends_with_noun, is_name
from healthplan_cli.language.pieces import (
    AREA,
    NEGATED,
    NOT_COUNTED,
    Read,
    Reading,
    head_end,
    merged,
    opened,
    replaced,
    split,
)
from healthplan_cli.language.shield import ANOTHER, NAMING, THING, plain
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import ComponentRule, Each, EveryYear, Number

# what is done so many times, over the whole period
_VERB = Pattern(
    r"(?P<span>(?:规划期|[五三][年]|[35]年)(?:内|间|来)?(?:,)?(?:共|累计|总共|共计)?|累计|总共|共)?(?P<verb>累计新增|招引|年均新增|每年新增|新增加?|净增|新建|新造|筹建|新改造|改造|新改扩建|改扩建|新改建|新扩建|改建|扩建|续建|开工建设|"
    r"新开工|开工|建设|建成|筹集|完成|推进|培训|轮训|培养|培育|参加|开展|实施|举办|组织|新?创建|新创|培育形成|建成投用|建成投产|形成|创成|争创|植|栽植|种植|造林|治理|整治|修复|修建|义务(?=植)|掌握|带动|吸纳|发放|投放|推广|救助|资助|扶持|支持|帮扶|帮助|引进|引育|"
    r"招聘|招收|招募|选派|派驻|筛查|检测|抽检|抽查|检查|监测|接种|打造|建立|组建|设立|增设|新设|布局|布设|认定|评选|遴选|命名|孵化|新?配备|配齐|配强|配置|补充|淘汰|关闭|关停|退出|更新|升级|提升改造|解决|转移|搬迁|安置|新?开通|新?开辟|"
    r"铺设|敷设|架设|制修订|制定|修订|发布|出版|创作|推出|译制|申报|获得|取得|储备|供应|供给|投运|投用|投入|吸引|惠及|服务|提供|清理|化解|处置|疏浚|巩固|压减|削减|减少|化解|安排|邀请|启动|划定|保护|保留|挖掘|立项|选树|聘请|签约|登记|注册|包含|涵盖|改善提高|巩固提升|改善)(?:(?:和|、|或|及)(?:新建|改建|扩建|改扩建|改造|续建|维修|升级)(?:提升)?)?"
)
_NO_THING = r"压缩|缩短|控制|保持|稳定在|维持|低于|高于|提高|提升|降低|下降|增长|减少|比|较|不[低高少超]|每|达到|以上|占"
_HEAD_SPAN = Pattern(
    r"(?:规划期|[五三][年]|[35]年|未来五年|今后五年)(?:内|间|来)?(?:,)?(?:共|累计|总共|共计)?|累计|总共"
)
_SPAN = Pattern("累计|五年|三年|[35]年|规划期|新增|新建|新造|共")
_OFTEN = Pattern("每|年均|季|月(?!嫂)|周(?!边)|天(?!然)")
_NO_MORE = Pattern(rf"^[(]|{_NO_THING}|其中|增长率|{ANOTHER}")
_RATHER = Pattern("(?:达到|达|超过|突破|超|逾|近|不少于|不低于|至少|约|规模达到|总数达到|总量达到)$")


def _measures(cursor: Cursor, start: int) -> Iterator[tuple[int, int, Measure, str, str]]:
    """Yield, at most once, the first number from `start` on with its counted thing: start, end, measure, words before, words behind it."""
    text = cursor.text
    for match in _FIRST_NUMBER.finditer(text, start):
        before = _WHERE.sub("", match["thing"])
        begin = match.end()
        piece = cursor.piece(begin, len(text))
        measure = take_measure(piece)
        if measure is None or measure.low.unit in NOT_COUNTED:
            return
        more = piece.text[piece.pos :]
        thing = _RATHER.sub("", before)
        begin -= len(before) - len(thing)
        if more and _SO_SMALL.search(piece.text[: piece.pos]):
            return  # 淘汰35蒸吨/小时以下燃煤锅炉: which ones, not how many
        if thing.startswith(("到", "至")):
            return  # 压减到50个: a level, of nothing that is counted
        if (thing and more) or _NO_MORE.search(more) or any(map(str.isdecimal, more)):
            return
        if not all(_OF_THING.match(part) for part in (thing, more)) or len(thing + more) > _LONGEST:
            return
        yield begin, match.end() + piece.pos, measure, thing, more
        return


_SO_SMALL = Pattern("以[下内]$")
_OF_ALL = Pattern("每|所有|各|[均都](?!衡|市)")  # of each, or all together
_WHERE = Pattern(rf"^{AREA}$")
_LONGEST = 40
_OF_THING = Pattern(rf"(?:(?!{_NO_THING}){THING})*$")
_FIRST_NUMBER = Pattern(
    rf"(?P<thing>{THING}{{0,40}}?)(?=\d|[一二两三四五六七八九十百]{{1,6}}(?:个|家|所|座|项|支|名|批次|场|条|种))"
)


def counted(cursor: Cursor, read: Read) -> Reading | None:
    """Read a number of counted things: 新增森林面积5万亩 as 新增5万亩, 开工建设管廊2000公里以上 as 建设2000公里以上. None for other words."""
    rest, frame = opened(cursor)
    text = rest.text
    if NEGATED.search(text):
        return None
    span = _HEAD_SPAN.match(text)
    start = span.end() if span else 0 if _VERB.match(text) else head_end(text)
    for verb in _VERB.finditer(text, start):
        before = text[start : verb.start()]
        if (
            len(before) > _LONGEST
            or _OF_ALL.search(before)
            or (before and (DEMANDS.search(before) or not _may_stand_before(before)))
        ):
            return None
        found = next(_measures(rest, verb.end()), None)
        if found is None:
            continue
        begin, end, _, thing, more = found
        if _OFTEN.search(thing + more):
            return None
        reading = _with_verb(rest, frame, verb["verb"], begin, end, read)
        if reading is None:
            return None
        rule, said = reading
        if span or _SPAN.search(text[:begin], start) or frame.cumulative:
            said = replace(said, cumulative=not rule.is_every_year)
        name = f"{before}{verb['verb']}{thing}{more}" if before else thing + more
        return rule, replace(said, subject=said.subject or name or None)
    return None


def _may_stand_before(words_: str) -> bool:
    return is_name(words_) or _PLAIN_NAME.match(words_) is not None


_PLAIN_NAME = Pattern(rf"[{NAMING}]{{2,14}}$")


def _with_verb(rest: Cursor, frame: Frame, verb: str, begin: int, end: int, read: Read) -> Reading | None:
    """Read a number as if its verb stood directly before it; 建设 stands in for verbs that the grammar doesn't know, 每年 for 年均新增."""
    mean = verb in ("年均新增", "每年新增")
    kept = verb.removeprefix("累计")
    known = any(kept in group.words for group in (words.COUNT, words.UP, words.DOWN))
    found = read(replaced(rest, begin, end, "每年" if mean else kept if known else "建设"))
    said = merged(frame, found[1]) if found else None
    if found is None or said is None or found[0].parts:
        return None
    rule = found[0]
    if mean:
        return (rule.but(mean=True) if verb == "年均新增" else rule, said) if rule.is_every_year else None
    return rule, said


# ── for whom ──

_FOR = Pattern(
    rf"(?:确保|力争)?(?:为|对|向|给|使|让|帮助|支持|推动|促进|引导|动员|确保|保障|累计为|免费为)(?={THING}{{0,6}}\d)"
)


def benefiting(cursor: Cursor, read: Read) -> Reading | None:
    """Read a number of beneficiaries as the rule: 为4.45万户残疾人家庭进行无障碍改造, 带动30万人就业. None for other words."""
    rest, frame = opened(cursor)
    match = _FOR.match(rest.text)
    found = next(_measures(rest, match.end()), None) if match and not NEGATED.search(rest.text) else None
    if match is None or found is None:
        return None
    begin, end, measure, thing, more = found
    if thing or len(more) < 2 or _OFTEN.search(more) or measure.low.unit in NOT_COUNTED:
        return None
    reading = _with_verb(rest, frame, "建设", begin, end, read)
    return None if reading is None else (reading[0], replace(reading[1], subject=more))


# ── several things, each with its number ──

_PARTS = Pattern("[,、;]|(?:以及|和|及)(?=\\d)")


def counts(cursor: Cursor, read: Read) -> Reading | None:
    """Read several counted things with a number each: 新建绿地1000公顷、绿道200公里. None for other words."""
    rest, frame = opened(cursor)
    verb = _VERB.match(rest.text, head_end(rest.text))
    if verb is None or NEGATED.search(rest.text):
        return None
    pieces = split(_in_pieces(rest, verb.end()), _PARTS)
    if len(pieces) < 2:
        return None
    parts: list[ComponentRule] = []
    things: list[str] = []
    for piece in pieces:
        piece = piece.rest(2) if piece.text.startswith("其中") else piece
        again = _VERB.match(piece.text)
        found = next(_measures(piece, again.end() if again else 0), None)
        if found is None or (found[3] and found[4]) or _OFTEN.search(piece.text):
            return None
        name = found[3] + found[4]
        if not name and parts and again:
            name = f"{again['verb']}{things[0]}"  # 新建养老机构5个、改造10个: of the same
        if not name:
            return None
        things.append(name)
        reading = _with_verb(piece, frame, again["verb"] if again else "建设", found[0], found[1], read)
        if reading is None or not reading[0].is_number or reading[1].subject:
            return None
        parts.append(ComponentRule(plain(name), reading[0], plain(piece.text)))
    return Each(tuple(parts)), frame


_BIG = Pattern(r"(?<=\d)大(?=[\u4e00-\u9fff]{3,}[、,;])")


def _in_pieces(rest: Cursor, start: int) -> Cursor:
    """Return the text from `start` on, with 3大机场群 written as 3个机场群."""
    return Cursor(replace(rest.normal, text=_BIG.sub("个", rest.text))).piece(start, len(rest.text))


# ── every year, and for so many ──

_YEARLY = Pattern(
    rf"(?P<name>{THING}{{0,60}}?)每年(?P<verb>(?:(?!提高|降低|下降|增长|减少|增加|降|升|达|全|总|每|保持|增至|减至|提至|递|以)(?:[{NAMING}]|、(?!\d))){{1,30}}?)(?=\d|[一二两三四五六七八九十]+[个家所座项支名场次条种])"
)


def yearly(cursor: Cursor, read: Read) -> Reading | None:
    """Read how often something is done each year: 对食品生产经营者每年至少检查1次, 每年至少检测1次空腹血糖. None for other words."""
    rest, frame = opened(cursor)
    match = _YEARLY.match(rest.text)
    if match is None or NEGATED.search(rest.text) or words.NO_TARGET.end(rest.text, 0):
        return _each_year(rest, frame, read)
    if _EVERY_ONE.match(match["name"]):
        return None  # 每个县每年开展1次: of each, a share
    found = next(_measures(rest, match.end()), None)
    if found is None or found[3]:
        return None
    least = "不少于" if match["verb"].endswith(("至少", "不少于")) or match["verb"].startswith("至少") else ""
    reading = read(replaced(rest, found[0], found[1], "每年" + least))
    said = merged(frame, reading[1]) if reading else None
    if reading is None or said is None or not reading[0].is_every_year:
        return None
    return reading[0], replace(said, subject=match["name"] or None)


_EVERY_ONE = Pattern(rf"(?:{AREA})?(?:每[个所家座支]|每一|所有|各|全部)")
_A_YEAR = Pattern(
    rf"(?P<every>每年)(?P<name>{THING}{{2,30}}?)(?=达到|不低于|不少于|不超过|超过|控制在|保持在)"
)


def _each_year(rest: Cursor, frame: Frame, read: Read) -> Reading | None:
    """Read a level of each year whose name stands behind 每年: 每年组织实施的食品检验量达到每千人4份. None for other words."""
    match = _A_YEAR.match(rest.text)
    found = read(rest.piece(match.end(), len(rest.text))) if match and is_name(match["name"]) else None
    said = merged(frame, found[1]) if found else None
    if match is None or found is None or said is None or not isinstance(found[0], Number):
        return None
    return EveryYear(found[0]), replace(said, subject=match["name"])


_PER = Pattern(
    rf"(?:平均)?(?P<per>[百千万]人(?=拥有|配备|配有)|每(?:\d{{1,4}})?[百千万亿]{{0,2}}(?:名|个)?(?:常住|户籍|老年|服务)?(?:人口|居民|老年人|人))(?:应|要)?(?P<verb>(?:(?!提高|降低|下降|增长|每)[{NAMING}]){{0,20}}?)(?P<measure>(?:至少|不少于|达到|约)?\d[^,;。]*)$"
)
_AFTER = Pattern(
    rf"(?P<measure>\d[\d.]*[名个张家所辆台支人])(?P<more>(?!以|及以|左右|上下|之内)[{NAMING}]{{2,12}})$"
)


_OF_A_YEAR = Pattern(
    rf"(?P<name>[{NAMING}()、]{{0,16}}?(?<![每近一二两三五几多0-9])年(?:接待|保障|处理|处置|供应|供给|供水|供气|供热|发电|生产|加工|出栏|服务|培训|输送|完成|运送|发送|转运|吞吐|利用|消纳|减排|节约)(?:(?!{_NO_THING})[{NAMING}、]){{0,14}}?)(?P<measure>(?:不低于|不少于|至少|超过|突破|达到?|约)?\d.*)$"
)


def of_a_year(cursor: Cursor, read: Read) -> Reading | None:
    """Read a yearly quantity as a level: 空管年保障航班起降1700万架次, 年接待游客500万人次以上. None for other words."""
    rest, frame = opened(cursor)
    match = _OF_A_YEAR.match(rest.text)
    if match is None or NEGATED.search(match["name"]) or _EVERY_ONE.match(match["name"]):
        return None
    verb = "达到" if match["measure"][0].isdecimal() else ""
    found = read(replaced(rest, *match.span("measure"), verb))
    said = merged(frame, found[1]) if found else None
    if found is None or said is None or not isinstance(found[0], Number) or found[0].unit in NOT_COUNTED:
        return None
    return found[0], replace(said, subject=match["name"])


def per_people(cursor: Cursor, read: Read) -> Reading | None:
    """Read a rate per so many people: 每千人拥有社会体育指导员2.16名, 每1万人配备1名营养指导员. None for other words."""
    rest, frame = opened(cursor)
    match = _PER.match(rest.text)
    if match is None or ends_with_noun(match["verb"]):
        return None  # a name, with what it is for each of
    end = match.end("measure")
    after = _AFTER.match(rest.text, match.start("measure"))
    if after is not None:
        end = after.end("measure")
    elif match["verb"] == "":
        return None
    per = match["per"] if match["per"].startswith("每") else "每" + match["per"]
    found = read(replaced(rest, match.start("measure"), end, per))
    said = merged(frame, found[1]) if found else None
    if found is None or said is None or found[0].parts or "/" not in (found[0].unit or ""):
        return None
    return found[0], said
