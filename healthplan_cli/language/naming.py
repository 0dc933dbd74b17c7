"""A sentence with its indicator's name at the head, or with what is counted inside: 提供6类以上疗法的比例达到100%, 新增森林面积5万亩."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language import words
from healthplan_cli.language.pieces import NEGATED, Read, Reading, head_end, merged, opened, split
from healthplan_cli.language.shield import NAMING, plain
from healthplan_cli.language.tokens import Cursor
from healthplan_cli.model import ComponentRule, Each

_LONGEST = 90
# where a target may begin behind a name
_BODY = Pattern(
    r"(?:均|都|总体|力争|争取|应|要|须|可)*(?:分别|达到|达|不[低高少超大小短长]|至少|最低|超过|高于|低于|大于|小于|少于|多于|突破|控制在|保持|稳定|维持|"
    r"提高|提升|增加|增长|增至|上升|下降|降低|降到|降至|减少|缩短|缩小|扩大|延长|比(?:19|20|上|“?十)|较(?:19|20|上|“?十)|在(?:20|现|\d)|由|从|为\d|实现|基本实现|做到|翻|每年|年均|逐年|"
    r"明显|显著|持续|稳步|逐步|进一步|不断|有所|大幅|快速|过快|基本|接近|得到|增速|增幅|上升|[≥≤<>]|约\d|\d)"
)
_MORE_NOUNS = Pattern(
    "(?:消耗|排放|能耗|缺口|差距|件数|占比|增速|总值|产值|增加值|总额|长度|频次|指数|程度|里程|人口|人次|医师|护士|投入|年限|速度|(?:摄入|使用|消费|消耗|排放|服务|保有|拥有|供应|接待|交易|成交|授权|申请|检验|需求|食用)量|产量|用量|容量|储量|销量)$"
)
# digits that a name may hold: what is counted is of the name where more of it follows
_NAME_DIGITS = Pattern(
    r"\d+(?:\.\d+)?(?:[-~—]\d+(?:\.\d+)?)?(?:周?岁|类|种|级|人|G|年|分钟|小时|公里|个月|月|名|张|家|元|米|项|天|日|次|期|型|万人|万元|亿元|千瓦|毫米|mm)(?:及)?(?:以[上下内])?(?:[-~—]\d+岁)?(?=[\u4e00-\u9fff、()])"
)
_DEMANDS = Pattern(
    r"[,;。%‰≥≤<>=:]|达到|达(?=\d)|(?:提高|提升|增加|增长|下降|降低|减少|缩短)(?:到|至|\d)|不[低高少超]|控制在|至少|力争|确保|超过|高于|低于|分别|较20|比20|其中|同比|环比|累计(?!接|参)|每年|年均(?![因新])|平均水平|上年|去年|目标|任务$|(?:提高|降低|下降|增加|减少)率"
)
_NO_NAME = Pattern(r"率[^率,的及和、与]{1,3}$|香蕉|^[的及和与、]|[的及和、与或从由在为将]$")
# what stands before a verb is no part of a name
_MANNER = Pattern(
    "(?:继续|持续|明显|显著|逐步|逐年|稳步|进一步|不断|大幅|大幅度|并|且|实现|保持|两位数|基本|得到|呈|总体|达到|控制|快速|有效|全面|以上|以下|左右|要|应|须|可)$|^(?:基本|几乎|视|根据|按|比(?!重|例|率)|较|与|同|并|且|如)"
)
_LEAST = 4


def named(cursor: Cursor, read: Read) -> Reading | None:
    """The target behind its indicator's name, which is kept: 城乡公共消防设施基本实现全覆盖."""
    rest, frame = opened(cursor)
    begin = head_end(rest.text)
    text = rest.text
    if len(text) > 2 * _LONGEST:
        return None
    for match in reversed([*_BODY.finditer(text, begin + 2)]):
        end = match.start()
        name = text[begin:end]
        if not is_name(name) or text[end - 1] in "不未非没":
            continue
        piece = rest.piece(end, len(text))
        found = read(piece)
        if found is None or found[1].subject or not _may_have(name, text[end:], found):
            continue
        said = merged(frame, found[1])
        if said is not None:
            return found[0], replace(said, subject=name)
    return None


def is_name(name: str) -> bool:
    """Whether words may be what a target is about: no number or demand in them but those of a name."""
    if len(name) > _LONGEST or len(name) < 2:
        return False
    bare = _NAME_DIGITS.sub("", name)
    if any(map(str.isdecimal, bare)) or _DEMANDS.search(bare) or NEGATED.search(bare.replace("未加", "")):
        return False
    if _MANNER.search(name) or _PEOPLE.match(name) or name in _GROWTH:
        return False
    if _ends_with_noun(name):
        return True
    return len(name) >= _LEAST and bare == name and _NO_NAME.search(name) is None


_PEOPLE = Pattern("每[\\d十百千万亿]+(?:名|个)?(?:常住|户籍)?(?:人口|人|居民)$")
_GROWTH = frozenset(["增速", "增幅", "增长率", "增长速度", "年均增速", "涨幅", "降幅"])


def _ends_with_noun(name: str) -> bool:
    """Whether a name ends as an indicator's does."""
    return any(map(name.endswith, words.NOUNS.words)) or _MORE_NOUNS.search(name) is not None


def _may_have(name: str, body: str, found: Reading) -> bool:
    """A bare number behind a name that isn't an indicator's may be anything: it needs a verb or a noun."""
    rule = found[0]
    if body[:1].isdecimal() and not _ends_with_noun(name):
        return False
    if rule.parts:
        return all(part.name is None for part in rule.parts) and _is_one(name)
    moves = rule.is_trend or rule.is_change or rule.is_yearly_change
    return not moves or _ends_with_noun(name)


def _is_one(name: str) -> bool:
    """Whether a name is one indicator's: values side by side may else be those of several."""
    return "等" in name or not any(sign in name for sign in "、和与及")


# ── what is counted, between the verb and the number or behind it ──

_VERB = Pattern(
    r"(?:(?:[五三]年|[35]年|规划期|五年来)(?:内|间)?(?:共|累计)?)?(?P<verb>累计新增|年均新增|每年新增|新增|净增|新建|新造|改造|改建|开工建设|建设|建成|完成|推进|培训|培养|参加|开展|实施|"
    r"创建|培育|植|栽植|治理|修复|义务|掌握|带动|吸纳|发放|救助|资助|引进|组织|新创建|改扩建|新改扩建|招聘|选派|筛查|打造|支持|建立)"
)
_THING = rf"[{NAMING}A-Za-z()、]"
_COUNTED = Pattern(
    rf"(?P<thing>(?:(?!提高|提升|降低|下降|增长|减少|比|较|不[低高少超]|每|达到|以上){_THING}){{0,24}}?)(?P<measure>(?:至少|不少于|不低于|超过|约|达到|达)?\d[\d.,]*(?:[-~—至]\d[\d.]*)?"
    rf"(?:[万亿千百]{{0,2}}(?:人次|户次|批次|场次|千瓦时|平方米|平方公里|公里|公顷|立方米|亩|人|名|户|家|个|所|座|张|套|株|件|场|项|次|条|处|辆|台|支|吨|元|种|类|门|千瓦|米))(?:以上|左右|以内)?)(?P<more>(?:(?!提高|降低|下降|增长|每|其中|达到){_THING}){{0,24}})$"
)
_AS_VERB = {
    "开工建设": "建设",
    "改造": "建设",
    "推进": "建设",
    "参加": "培训",
    "掌握": "达到",
    "义务": "建设",
    "植": "建设",
    "治理": "建设",
    "修复": "建设",
    "新造": "建设",
    "栽植": "建设",
    "带动": "建设",
    "吸纳": "建设",
    "资助": "救助",
    "筛查": "开展",
}
_SPAN = Pattern("累计|五年|三年|[35]年|规划期|新增|新建|新造|共")
_YEARS_TOO = Pattern("每|年均|季|月(?!嫂)|周(?!边)|天(?!然)")


def counted(cursor: Cursor, read: Read) -> Reading | None:
    """新增森林面积5万亩 as 新增5万亩, 开工建设管廊2000公里以上 as 建设2000公里以上: what is counted is left to the name."""
    rest, frame = opened(cursor)
    start = 0 if _VERB.match(rest.text) else head_end(rest.text)
    verb = _VERB.search(rest.text, start)
    if verb is None or verb.start() - start > 12 or NEGATED.search(rest.text):
        return None
    before = rest.text[start : verb.start()]
    if before and (_DEMANDS.search(before) or not (is_name(before) or _PLAIN_NAME.match(before))):
        return None
    match = _COUNTED.match(rest.text, verb.end())
    if match is None or (match["thing"] and match["more"]) or match["more"].startswith("("):
        return None
    if _YEARS_TOO.search(match["thing"] + match["more"]):
        return None
    mean = verb["verb"] in ("年均新增", "每年新增")
    word = "每年" if mean else _AS_VERB.get(verb["verb"], verb["verb"].removeprefix("累计"))
    found = read(_replaced(rest, verb.start("verb"), match.start("measure"), match.end("measure"), word))
    said = merged(frame, found[1]) if found else None
    if found is None or said is None or found[0].parts:
        return None
    rule = found[0]
    if mean:
        if not rule.is_every_year:
            return None
        if verb["verb"] == "年均新增":
            rule = rule.but(mean=True)
    elif _SPAN.search(rest.text[: match.start("measure")], start):
        said = replace(said, cumulative=True)
    thing = before + match["thing"] + match["more"]
    return rule, replace(said, subject=said.subject or thing or None)


_PLAIN_NAME = Pattern(rf"[{NAMING}]{{2,12}}$")


def _replaced(cursor: Cursor, at: int, start: int, end: int, word: str) -> Cursor:
    """A cursor over a measure with another verb before it; its places are those of the measure."""
    from healthplan_cli.language.normalise import Normal

    origin = cursor.normal.origin
    places = (origin[at],) * len(word) + origin[start : end + 1]
    return Cursor(Normal(cursor.normal.original, word + cursor.text[start:end], places))


# ── several things, each with its number ──

_PARTS = Pattern("[,、;]|(?:以及|和|及)(?=\\d)")


def counts(cursor: Cursor, read: Read) -> Reading | None:
    """新建绿地1000公顷、绿道200公里: a number for each thing."""
    rest, frame = opened(cursor)
    verb = _VERB.match(rest.text, head_end(rest.text))
    if verb is None:
        return None
    pieces = split(rest.piece(verb.end(), len(rest.text)), _PARTS)
    if len(pieces) < 2:
        return None
    parts = []
    for piece in pieces:
        match = _COUNTED.match(piece.text)
        if match is None or bool(match["thing"]) is bool(match["more"]):
            return None
        if _YEARS_TOO.search(piece.text) or NEGATED.search(piece.text):
            return None
        found = read(_replaced(piece, 0, match.start("measure"), match.end("measure"), "建设"))
        if found is None or not found[0].is_number or found[1].subject:
            return None
        parts.append(ComponentRule(plain(match["thing"] + match["more"]), found[0], plain(piece.text)))
    return Each(tuple(parts)), frame


# ── every year, and for so many ──

_YEARLY = Pattern(
    rf"(?P<name>{_THING}{{0,60}}?)每年(?P<verb>(?:(?!提高|降低|下降|增长|减少|增加|降|升|达|全|总|每|保持|增至|减至|提至)[{NAMING}]){{1,12}}?)(?P<measure>(?:至少|不少于)?\d.*)$"
)
_PER = Pattern(
    rf"(?P<per>每(?:\d{{1,4}})?[百千万亿]{{0,2}}(?:名|个)?(?:常住|户籍|老年|服务)?(?:人口|居民|老年人|人))(?:应|要)?(?P<verb>(?:(?!提高|降低|下降|增长|每)[{NAMING}]){{0,20}}?)(?P<measure>(?:至少|不少于|达到|约)?\d[^,;。]*)$"
)


def yearly(cursor: Cursor, read: Read) -> Reading | None:
    """对食品生产经营者每年至少检查1次: what is done stands between 每年 and how often."""
    rest, frame = opened(cursor)
    match = _YEARLY.match(rest.text)
    if match is None or NEGATED.search(match["name"]) or words.NO_TARGET.end(rest.text, 0):
        return None
    least = "不少于" if "至少" in match["verb"] else ""
    piece = _replaced(rest, match.end("name"), match.start("measure"), match.end("measure"), "每年" + least)
    found = read(piece)
    said = merged(frame, found[1]) if found else None
    if found is None or said is None or not found[0].is_every_year:
        return None
    return found[0], replace(said, subject=match["name"] or None)


_AFTER = Pattern(rf"(?P<measure>\d[\d.]*[名个张家所辆台支人])(?P<more>[{NAMING}]{{2,12}})$")


def per_people(cursor: Cursor, read: Read) -> Reading | None:
    """每千人拥有社会体育指导员2.16名, 每1万人配备1名营养指导员: so many for so many people."""
    rest, frame = opened(cursor)
    match = _PER.match(rest.text)
    if match is None:
        return None
    end = match.end("measure")
    after = _AFTER.match(rest.text, match.start("measure"))
    if after is not None and not match["verb"].endswith(("率", "数")):
        end = after.end("measure")
    elif match["verb"] == "":
        return None
    found = read(_replaced(rest, 0, match.start("measure"), end, match["per"]))
    said = merged(frame, found[1]) if found else None
    if found is None or said is None or found[0].parts or "/" not in (found[0].unit or ""):
        return None
    return found[0], said


_COMPARED = Pattern(r"(?:与|同|和)(?P<year>(?:19|20)\d\d)年(?:相比|比较),?")


def compared(cursor: Cursor, read: Read) -> Reading | None:
    """与2015年相比，事故起数下降10%: the year stands before the name."""
    rest, frame = opened(cursor)
    match = _COMPARED.match(rest.text)
    found = read(rest.piece(match.end(), len(rest.text))) if match else None
    said = merged(frame, found[1]) if found else None
    if match is None or found is None or said is None or not found[0].is_change or found[0].since:
        return None
    return found[0].but(since=int(match["year"])), said


_SHARE_OF = Pattern(rf"(?:达到|达|占)(?:到)?(?P<whole>{_THING}{{2,16}}?)的?(?=\d[\d.]*%)")
_WHOLE = Pattern(
    "(?:地区生产总值|国内生产总值|生产总值|GDP|人口|总数|总量|面积|支出|费用|总额|比重|总人数)(?:的比重|比重|比例)?$"
)


def share_of(cursor: Cursor, read: Read) -> Reading | None:
    """Read a share with its whole in the words: 占地区生产总值的11.5%, 达到常住人口的30%以上."""
    rest, frame = opened(cursor)
    match = _SHARE_OF.match(rest.text)
    if match is None or not _WHOLE.search(match["whole"]):
        return None
    found = read(rest.piece(match.end(), len(rest.text)))
    said = merged(frame, found[1]) if found else None
    if found is None or said is None or not found[0].is_number:
        return None
    rule = found[0].quantity and found[0]
    if rule is None or rule.unit != "%":
        return None
    return found[0], replace(said, remarks=(f"占{match['whole']}", *said.remarks))
