"""Names of what can be measured, and words around a subject that don't belong to it."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern

MEASURED = Pattern(
    r"(?:率|比例|比重|占比|比值|医护比|床护比|寿命|期望|人数|床位数|数|数量|总量|总数|规模|面积|素养|水平|满意度|知晓度|指数|强度|浓度|密度|权重|时间|时长|天数|年限|半径|收入|支出|经费|费用|产值|总产值|增加值|总值|投入|蓄积量?|保有量|产量|消费量|排放量|用水量|能耗|装机容量|装机|得分|位次|增速|床位|托位|学位|标准|人口|能力|覆盖面|距离|间隔|频次|储量|里程)(?:[（(][^）)]*[）)])?$"
)
_AHEAD = Pattern(
    r"^(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|(?:力争|争取|努力|确保|预计|到|至|于)?(?:20\d\d年(?!(?:年?[底末])?(?:之前|以前|前)?(?:建成|竣工|投用|出生)的)(?:\d{1,2}月)?(?:年?[底末初])?(?:之前|以前|前|和|、)?|[“\"]?十[三四五六]五[”\"]?(?:规划)?(?:时期|期间)?(?:末期|期末|末)?|规划期末|期末|五年内|未来五年)[，,]?"
    r"|力争|争取|确保|努力|原则上|实现|使得?|将|把|推动|促进|保持|保证|切实保证|切实|不断|逐步|进一步|持续|全面|着力|积极|加快|大力|基本(?!医疗|医保|养老|公共|农田|药物|生活|殡葬|民生|口粮|办学|建设|保险|住房|服务|标准|盈余|设施|户|单元|水利|救护|制度|实现(?!$))|并|且|同时|其中|以及|及(?!时)|和|与|、|，|其(?!余|他|中|它)|要(?![素求点道])|应(?![急用对届征付])|达到|推进|支持|引导|鼓励|提高|提升|增加|降低|减少|扩大|控制|鼓励|——|-|—|一是|二是|三是|四是|五是|六是|各(?![类级项地区县种市乡镇省])|累计|继续|带动(?=全|体|产)|使|新增(?=$))+"
)
_NO_SUBJECT = Pattern(
    "^(?:每天|每周|每日|每年|每月|相比|参加|倡导|提倡|要求|累计|或|同比|合计|共计|其他|包含|含|包括|其中包含|提供|多途径|多渠道|公开|择优|定向|统一|集中|分批|按要求|按规定|合理规划|科学规划)$"
)
_WHEN = (  # 市人民医院 · 在2025年底前 · 创成…
    r"(?:在|于|到|至)?(?:20\d\d年(?:\d{1,2}月)?(?:年?[底末初])?(?:之前|以前|前)?|[“\"]十[三四五六]五[”\"](?:规划)?(?:时期|期间)?(?:末期|期末|末|内)?"
    r"|规划期(?:末|内|间)|(?<=[在于到至])期末|五年内|未来五年)"
)
_BEHIND = Pattern(
    rf"(?:{_WHEN}|力争|争取|确保|努力|原则上|均|都|分别|应|要|须|将|总体|逐步|稳步|持续|不断|明显|显著|可|能够|全部|累计|每年|年均|平均|也|共|约|实现|的|，|、|：|:)+$"
)
_AREAS = "(?:区|县|市|镇|乡|村|城|郊|地区|街道|区域|范围)内?"
_STATE = "[校册岗职园读建编线院学家用产库外籍训办研营孕管治保役聘任]"  # 在管患者, 在校学生: who they are, and no place
_HERE = Pattern(  # 在五个新城和部分郊区落实: where, and not what
    f"在(?!{_STATE})[^，。；]{{0,20}}{_AREAS}(?:落实|布局|规划|统筹|安排|建设|设置|设立|配置|新增|新建|建成|各|均|再|，){{0,3}}$"
)
_IN_PLACE = Pattern(f"在(?!{_STATE})(?=[^，。；]{{0,12}}{_AREAS})")
_NO_NAME = Pattern(f"^在(?!{_STATE})|[在于](?:[^，]{{1,12}}(?:基础上|期间|之?前|[末内]))$")


def is_doubtful(subject: str) -> bool:
    """Return whether a subject seems to include a time, a place or a comparison that doesn't belong to a name."""
    return _NO_NAME.search(subject) is not None


_KEPT = ("增加值",)


def clean_subject(words: str) -> str:
    """Return a subject without the words before and after it: 到2025年，力争全市平均预期寿命 gives 全市平均预期寿命."""
    bare = words
    ahead = _AHEAD.match(bare)
    if ahead and not bare.startswith(_KEPT):
        bare = bare[ahead.end() :]
    behind = _BEHIND.search(bare)
    if behind:
        bare = bare[: behind.start()]
    bare = _balanced(bare.strip("，、：；,:; "))
    if _NO_SUBJECT.match(bare) or _HERE.match(bare):
        return ""
    return bare[1:] if _IN_PLACE.match(bare) else bare


def _balanced(words: str) -> str:
    """Return words without brackets that have no counterpart."""
    for first, last in ("（）", "()", "“”", "《》"):
        if words.count(first) != words.count(last):
            words = words.lstrip(last).rstrip(first)
    return words


# what is done with a thing once and for all
TO_AN_END = "消除|淘汰|拔除|关停|关闭|拆除|退出|取缔|清除|消灭|根除|取消|清零|清理|修复|治理|整治|改造|整改|销号|更换|搬迁|脱贫|划定|勘界|化解|偿还|兑现|贯通|通车|竣工|投产|并网"
_AND = Pattern(r"、|以及|(?<![普可涉遍危以不触])及(?!其|性|时|格|早|以上|以下)|[和与](?!其|谐|平|睦)")
_HEADS = Pattern(
    "(?:率|比例|比重|占比|寿命|数|数量|费用|支出|收入|面积|规模|人口|浓度|总量|能耗|强度|水平|素养)$"
)
_PEOPLE = Pattern(
    ".*(?:机构|医院|卫生院|中心|儿童|婴儿|新生儿|患者|人群|人口|老年人|婴幼儿|孕产妇|学生|居民|妇女|职工|(?<!社)区|县|市|病)的?"
)


def split_subjects(words: str, deep: bool = True) -> list[str]:
    """Return the names in words: 孕产妇死亡率、婴儿死亡率 has two, 新生儿、婴儿和5岁以下儿童死亡率 three; words that can't be divided stay one.

    Each is as printed, with … for what it shares with another. Without `deep`, names that share their end aren't
    divided.
    """
    pieces = pieces_of(words)
    headed = [bool(_HEADS.search(piece)) for piece in pieces]
    if len(pieces) < 2 or not headed[-1]:
        return [words]
    if not any(headed[:-1]) and ("等" in pieces[-1] or not deep):
        return [words]
    if not any(headed[:-1]):
        shared = _PEOPLE.sub("", pieces[-1]) or pieces[-1]
        return (
            [f"{piece}…{shared}" for piece in pieces[:-1]] + [pieces[-1]] if shared != pieces[-1] else [words]
        )
    whole = _joined(pieces)
    per = _PER.match(whole[0])
    if per and not any(_PER.match(piece) for piece in whole[1:]):
        return [whole[0], *(f"{per.group()}…{piece}" for piece in whole[1:])]
    return [whole[0], *(_with_owner(whole[0], piece) for piece in whole[1:])]


_PER = Pattern(r"每[\d百千万十]+(?:名|个)?(?:常住|户籍|服务)?(?:人口|居民|人)")


def pieces_of(words: str) -> list[str]:
    """Return the pieces of words between 、 and 和 outside of brackets."""
    pieces, start = [], 0
    for match in _AND.finditer(words):
        before = words[: match.start()]
        if before.count("（") + before.count("(") == before.count("）") + before.count(")"):
            pieces.append(words[start : match.start()])
            start = match.end()
    return [piece for piece in (*pieces, words[start:]) if piece]


def with_head(pieces: list[str]) -> list[str]:
    """Return 化学需氧量…排放总量 for 化学需氧量 before 氨氮排放总量: only the last piece says what is measured of all."""
    head = _OF_THEM_ALL.search(pieces[-1]) if pieces else None
    if head is None and all(map(_SIBLING.match, pieces)) and not any(map(_HEADS.search, pieces[:-1])):
        head = _BESIDE_SIBLING.match(pieces[-1])  # 小学、初中专任教师学历达标率
    if head is None or head["of"] == pieces[-1]:
        return pieces
    return [f"{piece}…{head['of']}" if not _HEADS.search(piece) else piece for piece in pieces[:-1]] + pieces[
        -1:
    ]


_SIBLINGS = "幼儿园|小学|初中|高中|普通高中|中职|中等职业学校|高职|城市|县城|农村|城镇|乡村|城区|省级|市级|县级|区县|乡镇|村级|男性|女性|男|女"
_SIBLING = Pattern(f"(?:{_SIBLINGS})")
_BESIDE_SIBLING = Pattern(f"(?:{_SIBLINGS})(?P<of>.{{2,}})$")
_OF_THEM_ALL = Pattern(
    "(?P<of>(?:重点工程)?(?:排放总量|排放量|减排量|排放强度|年均浓度|浓度|产量|消费量|保有量|(?:规范|系统|健康)?(?:筛查|发病|死亡|患病|治疗|控制|覆盖|管理|检出|接种|利用|处理|处置|治理|回收|知晓|合格|达标|入学|巩固|普及|参保|签约|就业)率))$"
)
_WHOSE = Pattern(
    ".*?(?:儿童|患者|老年人|妇女|学生|孕产妇|新生儿|婴幼儿|婴儿|孕妇|产妇|女性|男性|居民|人群|职工|劳动者|医院|机构|卫生院)(?:的)?"
)
_BARE = Pattern(
    "(?:患者|儿童|居民)?(?:早诊早治|规范化?管理|系统管理|健康管理|管理|筛查|覆盖|知晓|治疗|控制|服药|接种|诊断|发病|患病|死亡|病死|检出|合格|达标|达标优良|优良|优秀|普及|参保|就诊|签约|利用|使用|处理)率$"
)


def _with_owner(first: str, piece: str) -> str:
    """Return a name with the words that it shares with the name before it: 在册患者…服药率 after 在册患者规范管理率."""
    whose = _WHOSE.match(first)
    if _WHOSE.match(piece) and not (whose and _BARE.match(piece)):
        return piece
    if whose and piece.startswith(whose.group()[-2:]):
        return f"{whose.group()[:-2]}…{piece}"
    if whose and whose.end() < len(first):
        return f"{whose.group()}…{piece}"
    owner = _MEASURE.sub("", first)
    return f"{owner}…{piece}" if _BARE.match(piece) and 2 <= len(owner) < len(first) else piece


_MEASURE = Pattern(
    "(?:规范化?管理服务|规范化?管理|系统管理|健康管理|管理|早期筛查|筛查|覆盖|知晓|治疗|控制|服药|接种|诊断|发病|患病|死亡|检出|合格|达标|普及|可及性?|参保|就诊|签约|利用|处理)?(?:率|性|水平|比例|数量|规模)$"
)


def _joined(pieces: list[str]) -> list[str]:
    """Return pieces that don't say what is measured joined to the next that does: 高血压、糖尿病患者管理率, 服药率 are two."""
    found, held = [], ""
    for piece in pieces:
        held = f"{held}、{piece}" if held else piece
        if _HEADS.search(piece):
            found.append(held)
            held = ""
    return [*found, held] if held else found
