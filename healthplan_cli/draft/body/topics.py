"""What a bare measure is about, from earlier in its sentence: 加强艾滋病防治，…，降低病死率 → 艾滋病…病死率."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern

_BARE = Pattern(
    "(?:疫情|(?:人群|群众的?|患者|居民)?(?:接种率|知晓率|病死率|死亡率|发病率|患病率|覆盖率|管理率|规范管理率|治疗率|控制率|普及率|达标率|备案率|使用率|合格率|参保率|签约率|参与率)|入组比例|覆盖面|比例|占比|床位|综合产值|产值|总产值|以.{1,12}为单位|线上线下|有条件的[\u4e00-\u9fff（）()、]{1,14})$"
)
_TOPIC = Pattern(
    "(?:加强|做好|健全|强化|推进|推动|实施|全面实施|开展|完善|扩大|深化|提高|实现|建立|发展|壮大|广泛开展|深入开展|稳妥有序做好|妥善做好|落实|抓好|规范)(?P<topic>[\u4e00-\u9fff“”（）]{2,16}?)(?:防治|检测|监测|筛查|工作|管理|建设|体系|服务体系|行动|项目|工程|计划|进社区|进农村|病种|防控|改革|发展|，|、|和|与|的)"
)
_NO_TOPIC = Pattern(
    "^(?:组织|领导|统筹|宣传|教育|培训|监督|制度|机制|基础|能力|队伍|政策|资源|规划|重点|关键|源头|综合)"
)


def with_topic(subject: str, sentence: str) -> str:
    """Return a bare measure as a subject after its topic and …; other subjects unchanged."""
    if not _BARE.match(subject):
        return subject
    before = sentence[: sentence.find(subject)]
    found = [match for match in _TOPIC.finditer(before) if not _NO_TOPIC.match(match["topic"])]
    return f"{found[0]['topic']}…{subject}" if found else subject
