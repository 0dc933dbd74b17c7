"""Names of what can be measured, and the words around a subject that are no part of it."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern

MEASURED = Pattern(
    r"(?:率|比例|比重|占比|比值|医护比|床护比|寿命|期望|人数|床位数|数|数量|总量|总数|规模|面积|素养|水平|满意度|知晓度|指数|强度|浓度|密度|权重|时间|时长|天数|年限|半径|收入|支出|经费|费用|产值|总产值|增加值|总值|投入|蓄积量?|保有量|产量|消费量|排放量|用水量|能耗|装机容量|装机|得分|位次|增速|床位|托位|学位|标准|人口|能力|覆盖面|距离|间隔|频次|储量|里程)(?:[（(][^）)]*[）)])?$"
)
_AHEAD = Pattern(
    r"^(?:(?:力争|争取|努力|确保|预计|到|至)?(?:20\d\d年(?:\d{1,2}月)?(?:年?[底末初])?(?:之前|以前|前|和|、)?|[“\"]?十[三四五六]五[”\"]?(?:规划)?(?:时期|期间)?(?:末期|期末|末)?|规划期末|期末|五年内|未来五年)[，,]?"
    r"|力争|争取|确保|努力|原则上|实现|使得?|将|把|推动|促进|保持|保证|切实保证|切实|不断|逐步|进一步|持续|全面|着力|积极|加快|大力|基本|并|且|同时|其中|以及|及|和|与|、|，|其|要|应|达到|推进|支持|引导|鼓励|提高|提升|增加|降低|减少|扩大|控制|鼓励|——|-|—|一是|二是|三是|四是|五是|六是|各|年均|累计|新增(?=$))+"
)
_BEHIND = Pattern(
    "(?:力争|争取|确保|努力|原则上|均|都|分别|应|要|须|将|总体|逐步|稳步|持续|不断|明显|显著|可|能够|全部|累计|每年|年均|平均|也|共|约|实现|的|，|、|：|:)+$"
)
_KEPT = ("增加值",)


def clean_subject(words: str) -> str:
    """Return a subject without the words before and behind it: 到2025年，力争全市平均预期寿命 is 全市平均预期寿命."""
    bare = words
    ahead = _AHEAD.match(bare)
    if ahead and not bare.startswith(_KEPT):
        bare = bare[ahead.end() :]
    behind = _BEHIND.search(bare)
    if behind:
        bare = bare[: behind.start()]
    return _balanced(bare.strip("，、：；,:; "))


def _balanced(words: str) -> str:
    """Drop a bracket that has lost its other half."""
    for first, last in ("（）", "()", "“”", "《》"):
        if words.count(first) != words.count(last):
            words = words.lstrip(last).rstrip(first)
    return words


_AND = Pattern(r"[、]|以及|[和及与](?!其)")
_HEADS = Pattern("(?:率|比例|比重|占比|水平|寿命|数|数量|费用|支出|收入|面积|规模|人口|能力)$")


def split_subjects(words: str) -> list[str]:
    """Cut 孕产妇死亡率、婴儿死亡率 in two, and 新生儿、婴儿和5岁以下儿童死亡率 in three that share a name; one that can't be cut stays whole.

    Each is as printed: what is shared stands behind …, what is said before them all in the first.
    """
    pieces, start, depth = [], 0, 0
    for match in _AND.finditer(words):
        depth = words.count("（", 0, match.start()) - words.count("）", 0, match.start())
        if depth == 0:
            pieces.append(words[start : match.start()])
            start = match.end()
    pieces.append(words[start:])
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return [words]
    if all(_HEADS.search(piece) for piece in pieces):
        return pieces
    shared = _SHARED.search(pieces[-1])
    if shared is None or any(_HEADS.search(piece) for piece in pieces[:-1]):
        return [words] if not any(_HEADS.search(piece) for piece in pieces[:-1]) else _joined(pieces)
    return [f"{piece}…{shared.group()}" for piece in pieces[:-1]] + [pieces[-1]]


_SHARED = Pattern(
    "(?:死亡率|发病率|患病率|筛查率|管理率|规范管理率|系统管理率|覆盖率|接种率|知晓率|治疗率|控制率|检出率|合格率|达标率|普及率|入园率|入学率|巩固率|参保率|就诊率|签约率|利用率|处理率|浓度|总量|排放量|数|人数|率|比例|占比|水平)$"
)


def _joined(pieces: list[str]) -> list[str]:
    """Join pieces without a head to the next that has one: 高血压、糖尿病患者管理率, 服药率 are two."""
    found, held = [], ""
    for piece in pieces:
        held = f"{held}、{piece}" if held else piece
        if _HEADS.search(piece):
            found.append(held)
            held = ""
    return [*found, held] if held else found
