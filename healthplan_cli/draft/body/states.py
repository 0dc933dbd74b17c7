"""Clauses without a number that can still be judged: coverage, grades, numbers set elsewhere, directions of change."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.nouns import MEASURED, TO_AN_END, clean_subject, split_subjects
from healthplan_cli.draft.body.promise import Clause, Promise


def promises_of_states(clause: Clause) -> Iterator[Promise]:
    """Yield the promises of a clause without a number, by the first kind that is found."""
    for way in (_grades, _covers, _everyone, _elsewhere, _slowing, _courses):
        found = way(clause)
        if found:
            yield from found
            return


def _subject(clause: Clause, words: str) -> str:
    """Return the subject before a state, else the whole clause before."""
    own = clean_subject(words)
    if len(own) >= 2:
        return own
    earlier = clause.before[-1] if clause.before else ""
    return clean_subject(_UP_TO_VERB.sub("", earlier)) if len(earlier) <= 24 else ""


_UP_TO_VERB = Pattern("(?:力争|争取|确保|达到|达(?=[“一二三四五])|创建?(?=[“一二三])|争创|建成|通过).*$")


# ── grades ──

_GRADE_WORDS = r"[“\"]?(?:[一二三]级(?:[甲乙丙]等|特等)?|[一二三](?:甲|乙)|[一二三四五]星级?|[1-8]级|[ABC][级类]|[1-5]A级?|[甲乙丙]级)[”\"]?(?:水平)?(?:及以上|以上)?"
_GRADED = Pattern(
    rf"(?P<who>.*?)(?P<target>(?:力争|争取|成功)?(?:达到|达|创建为?|争创|创成|创|建成为?|升级为|晋升为?|提升(?:到|至|为)|评为|成为|通过|申报创?建?|创评|升为)(?:国家|省级?|市级|部颁|地方|行业|生物安全|环保|消防|评价|评估){{0,2}}{_GRADE_WORDS})(?P<what>[^，。；]*?)(?:项目|工程|创建|建设)?$"
)
_INSTITUTION = Pattern(
    '(?:医院|保健院|机构|中心|卫生院|站|室|景区|公司|企业|标准|学校|社区|水平|实验室|等级|幼儿园|单位|能力|要求|条件|村|馆|院)[”"]?(?:（[^）]*）)?$'
)


def _grades(clause: Clause) -> list[Promise]:
    match = _GRADED.match(clause.text)
    if match is None or (match["what"] and not _INSTITUTION.search(match["what"])):
        return []
    if _ALL_BEFORE.search(match["who"]):
        return []  # 全部达到一级A标准: of each
    subject = _subject(clause, match["who"]) or clean_subject(match["what"])
    return [Promise(subject, match["target"] + match["what"], "milestone")] if subject else []


_ALL_BEFORE = Pattern("(?:全部|均|都|全面)$")


# ── all of it ──

_JUST = Pattern(
    r"(?:基本|全面|全部)?(?:全覆盖|全面覆盖|应[\u4e00-\u9fff]尽[\u4e00-\u9fff]|零报告|零发生|零新增|零排放|零死亡|动态清零|清零)$"
)
_BASICALLY = Pattern("基本(?:实现|达到|做到)?$")
_VERB = Pattern("^(?:力争|争取|确保)?(?:基本|全面)?(?:实现|达到|推动|做到)")


_ENJOYED = Pattern(r"(?P<who>[^，。；]{0,20}?)(?P<target>人人(?:享有|享受))(?P<what>[^，。；]{2,30})$")
_NEVER = Pattern(
    r"(?:坚决|有效|严格)*(?P<target>杜绝)(?P<what>[^，。；]{2,30}?(?:事件|事故|暴发|感染|死亡|流行|发生)(?:的发生)?)$"
)


def _covers(clause: Clause) -> list[Promise]:
    for pattern in (_ENJOYED, _NEVER):
        if found := pattern.match(clause.text):
            return [Promise(found["what"], found["target"])]
    match = _JUST.search(clause.text)
    if match is None or match.start() < 2:
        return []
    before, target = clause.text[: match.start()], match.group()
    if done := _BASICALLY.search(before):
        before, target = before[: done.start()], done.group() + target
    verb = _VERB.match(before)
    subject = _subject(clause, before)
    basic = verb is not None and "基本" in verb.group()
    return (
        [Promise(subject, f"基本实现…{target}" if basic and "基本" not in target else target)]
        if subject
        else []
    )


_EACH = Pattern(
    r"(?P<who>[^，]{0,40}?)(?P<target>(?:每个|每所|每家|各)(?P<of>[^，。；\d]{1,14}?)(?:至少|均|都|要|应)*(?:建成|建立|建有|办好|设置|设立|开设|配备|建设|有|拥有)(?P<what>[^，。；\d]{2,30}))$"
)
_ALL = Pattern(
    r"(?:力争|确保|实现|推动|使)*(?P<all>所有|全部)(?P<of>[^，。；\d]{2,30}?)(?P<does>(?:均|都|能够)?(?:实现|建成|建立|设置|设立|配备|开展|提供|达到|纳入|接入|成为|具备|创建成?|完成|落实|消除|取消)[^，。；\d]{2,30}|达标|脱贫)$"
)
_ALL_DONE = Pattern(
    rf"(?P<who>[^，。；]{{2,40}}?)(?P<target>(?:全部|均|全面)(?:规范)?(?:(?:能够?|可|已)?(?:设置|设立|建成|建立|配备|配齐|开展|提供|达到|纳入|接入|投用|投入使用|完成|具备|成为|实行|实施|执行|推行|禁烟|覆盖|落实|达标|开设|实现|通过|安装|使用|改用|签订|公开|{TO_AN_END}|通(?![过报知畅])|开通|上线|联网|入网|持证|建档)[^，。；\d]{{0,24}}|达标))$"
)
_SHOWN = Pattern(rf"标准$|排放$|达标$|(?:{TO_AN_END})$")
_FOR_ALL = Pattern(r"(?:[^，]{0,8}?)(?P<target>为所有[^，。；\d]{2,30}?提供(?P<what>[^，。；\d]{2,20}))$")
_OF_ALL = Pattern(
    r"(?P<who>[^，。；]{2,30}?)(?P<target>覆盖(?:所有|全部|全[市区县省])(?P<of>[^，。；\d]{2,24}))$"
)
_KIND = Pattern(
    "(?:医院|卫生院|卫生室|机构|中心|站|学校|幼儿园|县|市|区|州|旗|乡镇|街道|村|社区|单位|企业|医疗集团|医共体|医联体|场所|机关|患者|居民|人群|人员|家庭|部门|项目|）|药店|公园|河流|断面|水体|小区)$"
)


def _everyone(clause: Clause) -> list[Promise]:
    text = clause.text
    if (match := _EACH.match(text)) and _KIND.search(match["of"]) and not match["what"].startswith("为"):
        return [Promise(match["what"].lstrip("一成"), match["target"])]
    if match := _FOR_ALL.match(text):
        return [Promise(match["what"], match["target"])]
    if match := _ALL.match(text):
        of = match["of"]
        if not _KIND.search(of):
            return []
        return (
            [Promise(of + match["does"], match["all"])]
            if match["all"] == "全部"
            else [Promise(of, match["all"] + of + match["does"])]
        )
    if (match := _OF_ALL.match(text)) and "的" not in match["of"]:
        who = clean_subject(match["who"])
        return [Promise(who, match["target"])] if who else []
    if match := _ALL_DONE.match(text):
        who = clean_subject(match["who"])
        sure = (
            who
            if not match["target"].startswith("全面")
            else _KIND.search(who) or _SHOWN.search(match["target"])
        )
        return [Promise(who, match["target"])] if who and sure else []
    return []


# ── what others say how much it is ──

_WHO = "国家|国内|国际|世界|全国|全省|全市|省内|省级|西部|中部|东部|(?:中等)?发达国家|(?:中)?高收入国家|同类|同级|区域|省|市|行业"
_ELSEWHERE = Pattern(
    rf"(?P<who>[^，]{{2,40}}?)(?P<target>(?:接近或|均|都|力争|总体|明显|略|稳定|保持|整体){{0,3}}(?:达到|达|优于|好于|不低于|不高于|高于|低于|超过|位居|居于|居|处于|位列|进入|保持|跻身|走在|排名|控制在|维持在|符合|满足)(?:或优于|或超过|并超过|在|到){{0,2}}"
    rf"(?:当年|同期|上年)?(?:(?:{_WHO})(?:[^，。；\d]{{0,12}}?)(?:平均水平|平均值|平均|先进水平|领先水平|先进行列|先进|领先|前列|前茅|第一方阵|第一梯队|中上游|上游|强度|要求|标准|规定|水平|目标|范围内|以内|以上|以下|幅度|增速|增长速度){{1,3}}|低流行水平|低流行状态|标准范围内|国家规定的标准范围内|[^，。；\d]{{2,16}}(?:增长幅度|增长速度|增速|增幅)))$"
)
_CONTROL = Pattern(
    r"(?P<who>[^，]{0,30}?)(?P<target>(?:继续|持续)*(?:控制在|保持|维持|处于)(?:在)?(?:低流行水平|低流行状态))$"
)


def _elsewhere(clause: Clause) -> list[Promise]:
    match = _CONTROL.match(clause.text) or _ELSEWHERE.match(clause.text)
    if match is None:
        return []
    subject = _subject(clause, match["who"])
    if not subject or subject.endswith(("按照", "根据", "严格", "依据")):
        return []
    return [Promise(each, match["target"]) for each in split_subjects(subject, deep=False)]


# ── where it goes ──

_SLOWS = Pattern(
    r"(?P<who>[^，]{2,50}?)(?:的|快速|过快|持续)?(?P<target>(?:上升|增长|增加|升高|蔓延)(?:的)?(?:趋势|势头|速度|态势)(?:得到|有所|逐步|明显|有效|初步|基本|得以|进一步)*(?:遏制|减缓|放缓|趋缓|控制|扭转))$"
)
_HALTS = Pattern(
    r"(?P<target>(?:有效|初步|坚决)?(?:遏制|减缓|扭转))(?P<who>[^，]{2,30}?)(?P<rest>(?:快速|过快|持续)?(?:上升|增长|蔓延)(?:的)?(?:趋势|势头|态势))?$"
)


def _slowing(clause: Clause) -> list[Promise]:
    if match := _SLOWS.match(clause.text):
        subject = _subject(clause, match["who"])
        return [Promise(subject, match["target"])] if subject else []
    match = _HALTS.match(clause.text)
    if match is None or not MEASURED.search(match["who"]):
        return []
    return [
        Promise(clean_subject(match["who"]), match["target"] + (f"…{match['rest']}" if match["rest"] else ""))
    ]


_HOW = "(?:明显|显著|逐步|逐年|稳步|持续|不断|进一步|大幅|大幅度|有效|适度|稳定|继续|总体|实现|有所|稳中有|全面|普遍|切实|较大幅度|较快|适当|同比例|同步|等比例){0,5}"
_COURSE = "提高|提升|增长|增加|上升|下降|降低|减少|缩短|缩小|改善|扩大|加大|延长"
_COURSES = Pattern(
    rf"(?P<who>[^，]{{2,50}}?)(?P<target>{_HOW}(?:{_COURSE}|有降|有升|保持(?:基本|总体|相对|持续)*(?:稳定|平稳)|翻番|翻一番|翻两番|翻倍|倍增|稳中有降|稳中有升|稳定|平稳|只[增升]不[减降]|只[减降]不[增升]|零增长|负增长|正增长)(?:明显|显著)?)$"
)
_VERB_FIRST = Pattern(rf"(?P<lead>.{{0,40}}?)(?P<target>{_HOW}(?:{_COURSE}))(?P<who>[^，]{{2,60}})$")
_ALSO_COUNTED = Pattern(
    "(?:伤害|溺水|自杀|跌落|跌倒|意外中毒|事件|案件|事故|妊娠|酗酒|死亡|致残|致死|病例|空白点|发病|并发症|排放|流失)(?:的?发生)?$"
)
_TRENDING = Pattern(
    r"(?:率|比例|比重|占比|寿命|期望寿命|(?<!媒介)(?<!权利)素养(?:水平)?|满意度|知晓度|(?:薪酬|工资|收入|待遇|补助|消费|经费|筹资)水平|数量|总量|浓度|密度|强度|权重|收入|收入待遇|薪酬待遇|费用|时间|床位|使用量|覆盖面|覆盖范围|病种范围|负担占比|人数|规模|差距|能耗|增加值|产值|面积)(?:[（(][^）)]*[）)])?$"
)
_NOT_TRENDING = Pattern(
    "能力|质量|效率(?:$|和)|效益|规范|影响力|可及性|获得感|工作时间|同时|及时|随时|有效率$|投资规模|待遇保障|公平"
)


def _courses(clause: Clause) -> list[Promise]:
    text = clause.text
    if focus := _FOCUS.match(text):
        parts = _AND_COURSE.sub("，", focus["what"]).split("，")
        return [promise for part in parts for promise in _courses(Clause(part))]
    if match := _COURSES.match(text):
        subject = _subject(clause, match["who"])
        found = [each for each in split_subjects(subject, deep=False) if _trends(each, match["target"])]
        return [Promise(each, match["target"]) for each in found]
    match = _VERB_FIRST.match(text)
    if match is None:
        return []
    who = match["who"]
    if not _is_measured(who) and (first := _MEASURED_FIRST.match(who)):
        who = first["who"]
    counted = [piece for piece in who.split("、") if _ALSO_COUNTED.search(piece)]
    split = counted if len(counted) == who.count("、") + 1 else split_subjects(who, deep=False)
    pieces = [piece for piece in split if _is_measured(piece)]
    return [Promise(clean_subject(piece), match["target"].removeprefix("稳定")) for piece in pieces]


_FOCUS = Pattern("以(?P<what>.*)为(?:重点|目标|核心|主攻方向)$")
_AND_COURSE = Pattern(f"[和、](?={_COURSE})")
_MEASURED_FIRST = Pattern("(?P<who>.+(?:率|比例|比重|占比|数量|时间|费用|素养))(?=[和及、与])")


def _is_measured(words: str) -> bool:
    return bool(_TRENDING.search(words) or _ALSO_COUNTED.search(words)) and not _NOT_TRENDING.search(words)


_MEASURED_COURSE = Pattern("番|只|[零负正]增长")


def _trends(subject: str, target: str) -> bool:
    return (
        len(subject) >= 2
        and (
            _is_measured(subject)
            or "倍" in target
            or (bool(_MEASURED_COURSE.search(target)) and MEASURED.search(subject) is not None)
        )
        and not (target.endswith(("稳定", "平稳")) and not MEASURED.search(subject))
    )
