"""Reported values of milestones as a Reading from 0 to 1 (contract section 4): 已建成, 未启动, 完成70%, 2023年11月建成.

已完成 is done; 已完成招标 and 已完成80% are steps on the way. Ambiguous words (0, 1, N, 无, 基本未完成) are refused,
because a wrong reading is worse than none.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import NoReturn

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Lexicon, Pattern, any_of, lexicon
from healthplan_cli.kinds.milestone import BASICALLY, SCALE
from healthplan_cli.language.dates import date_in, day_of
from healthplan_cli.language.marks import split_marks
from healthplan_cli.language.normalise import check_length, normalise
from healthplan_cli.model import Interval, Reading


class State(Enum):
    """The state of a milestone that words report."""

    DONE = "done"
    NOT_DONE = "not_done"
    BASICALLY = "basically"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    NOTHING = "nothing"


# 基本完成 may be all of it; what is under way may be anything up to done: neither is known to be short of it.
VALUES = {
    State.DONE: Interval.point(Fraction(1)),
    State.NOT_DONE: Interval.point(Fraction(0)),
    State.BASICALLY: Interval(BASICALLY, Fraction(1)),
    State.IN_PROGRESS: Interval(Fraction(0), Fraction(1)),
    State.PLANNED: Interval(Fraction(0), Fraction(1)),
}
# ── whole answers ──
YES = lexicon("是 是的 有 √ ✓ ✔ ☑ yes true")
NO = lexicon("否 没有 不是 × ✗ ✘ ☒ no false")
# ── verbs of what is reached, and what says that it is ──
REACHED = lexicon(
    "建成 完成 达标 通过 实现 建立 成立 设立 组建 创成 创建 投入使用 投入运行 投入运营 投用 启用 运行 运营 开诊 开业 挂牌 授牌 出台 印发 发布",
    "实施 消除 竣工 交付 获评 获批 命名 获得命名 认定 达到 达成 办结 落实 完工 成功 到位 合格 形成 覆盖 全覆盖 验收合格 验收通过",
    "复审通过 评审通过 评估通过 审核通过",
)
MANNER = lexicon(
    "已经 已 现已 目前已 均 都 全部 全面 圆满 提前 超额 如期 按期 按时 顺利 正式 率先 了 高质量 于"
)
# what may stand behind 完成, 通过 and the like without making it a step only
OBJECTS = lexicon(
    "建设 验收 竣工验收 综合验收 复审 评审 评估 考核 考评 认证 复评 核查 任务 目标 目标任务 建设任务 全部任务 全部建设任务 工作",
    "并通过验收 并交付使用 使用 标准 要求",
    "改造 搬迁 新建 扩建 整合 编制 制定",
)
NOT = lexicon("尚未 暂未 仍未 还未 均未 都未 未 没有 没 不 未被 未获")
STARTED = lexicon("启动 开工 动工 开展 开始 建设 立项 申报 推进 达")
# ── on the way ──
GOING = lexicon(
    "推进 建设 进行 实施 开展 创建 办理 施工 验收 筹建 筹备 筹划 整改 落实 评审 审批 公示 改造 扩建 装修 编制 申请 推动 攻坚 完善"
)
PACE = lexicon(
    "正 有序 按计划 按序时 序时 稳步 持续 积极 扎实 加快 抓紧 全力 全面 深入 常态化 逐步 陆续 抓好 在 仍在 尚在 还在"
)
UNDERWAY = lexicon(
    "在建 在办 在创 续建",
    "长期坚持 持续用力 处于前期工作",
)
# steps that are done before the thing itself is
STEPS = lexicon(
    "招标 投标 中标 设计 可研 可行性 立项 选址 征地 拆迁 申报 申请 审批 备案 前期 方案 初稿 草案 征求意见 签订 合同 采购 资金 投资 获批 主体 封顶 基础 桩基",
    "一期 二期 三期 首期 首批 部分 阶段 初验 初审 初评 预验 预评 公示 论证 自评 自查 摸底 调研 筹备 动员 培训 安装 调试 装修 试运行 试运营 试点 开工 启动",
    "动工 奠基 场地 土建 规划 图纸 手续 年度 季度 省级 市级 县级 区级 整改 除外 局部 个别 大部 多数 过半 左右 余 拟 待 约 近 资料 材料 技术 现场 暗访",
)
BASIC = lexicon("基本 初步 大体 大致")
PLANS = lexicon("预计 预期 计划 力争 争取 拟 有望 将 确保 可望 预估 目标 打算 准备")
MISSING = lexicon(
    "无此项 不适用 不涉及 无此任务 待评估 待考核 待评价 待定 待统计 未统计 未报 未上报 暂无 暂缺 缺失 缺 不详 保密 尚未公布 未公布 未开展评估 未评估 n/a na null none nil nan — —— - -- / … ……"
)
FAILED = Pattern(
    r"(?:(?:创建|验收|复审|评审|申报|考核)(?:失败|未成功|不合格|不达标)|被?(?:摘牌|取消|撤销|退出)(?:命名|称号|资格)?|失败|已?停工|停建|取消|终止|搁置)$"
)

_LAST_BRACKET = Pattern(r"(?P<before>[^()]*)\((?P<inside>[^()]*)\)$")
_CLAUSES = Pattern(r"[^,;、。]+")
_SHARE = Pattern(
    r"(?:已|总体|累计|目前)*(?P<of>完成率|完成进度|完成|(?:建设|工程|形象|整体|总体|工作)?进度|完成(?:总|全部)?(?:工程|工作|建设)?(?:任务|总)?量的?|完成(?:工程|建设|工作)的?)"
    r"(?:为|达到?|:|了|约|近|的)*(?P<number>\d{1,3}(?:\.\d{1,4})?)%(?:以上|左右)?$"
)
_ANY_SHARE = Pattern(r"\d+(?:\.\d+)?[%成]|过半|[一二三四五六七八九]成")
_COUNT = Pattern(r"(?P<count>\d{1,6})[个家所处项座条张套户](?P<all>均已|全部|均|都已|都)?")


@record(frozen=True, slots=True)
class Found:
    """The state that one clause reports, and the day that it names."""

    state: State
    day: str | None = None


def read_state(text: str, state: str = "") -> tuple[Reading, State]:
    """Return a milestone's reported value as a Reading, and its state; the words of the target are in `state`.

    Raise NotUnderstood for words that report no state or are ambiguous.
    """
    check_length(text)
    body, marks = split_marks(normalise(text).text)
    goal = normalise(state).text if state else ""
    body = body.rstrip("。!;,").lower()
    if not body or body in MISSING.words:
        return Reading(text), State.NOTHING
    bracket = _LAST_BRACKET.match(body)
    inside = bracket["inside"] if bracket else ""
    if bracket is not None:
        body = bracket["before"]
        _check_remark(inside, goal, text)
    found = [_clause(match[0], goal, text) for match in _CLAUSES.finditer(body)]
    if not found:
        _refuse(text)
    whole, days = _together(found)
    told = day_of(inside)
    days = (told,) if told is not None and whole is State.DONE else days
    if whole is State.NOTHING:
        return Reading(text), whole
    return Reading(text, VALUES[whole], SCALE, marks=marks, done=days), whole


def _refuse(text: str) -> NoReturn:
    words = tr(
        "做没做成看不出来：做成了写“是”或“已建成（2023年11月）”，没有做成写“否”，正在做写“在建”，做了一部分写“完成70%”"
    )
    raise NotUnderstood(text, 0, words)


def _check_remark(inside: str, goal: str, text: str) -> None:
    """Raise NotUnderstood for a bracket that may contradict the words before it: 是（二期在建）."""
    if day_of(inside) is not None:
        return
    doubt = any(step in inside and step not in goal for step in STEPS.words) or _ANY_SHARE.search(inside)
    if (
        doubt
        or any(sign in inside for sign in "未没不否在待正尚")
        or any(word in inside for word in PLANS.words)
    ):
        _refuse(text)


def _together(found: list[Found]) -> tuple[State, tuple[str, ...]]:
    """Return the state and days of several clauses: the latest clause's where all are dated, else the least advanced state."""
    if len(found) > 1 and all(one.day is not None for one in found):
        last = max(one.day or "" for one in found)
        deciding = [one for one in found if one.day == last]
    else:
        deciding = found
    states = {one.state for one in deciding}
    whole = next(state for state in _WORST if state in states)
    if states >= {State.DONE, State.NOT_DONE}:
        whole = State.IN_PROGRESS  # 已建成，未验收: which of them is asked for isn't known
    days = tuple(one.day for one in found if one.day is not None and one.state is State.DONE)
    return whole, (days if whole is State.DONE else ())


_WORST = (
    State.PLANNED,
    State.NOT_DONE,
    State.IN_PROGRESS,
    State.NOTHING,
    State.BASICALLY,
    State.DONE,
)


def _clause(clause: str, goal: str, text: str) -> Found:
    """Return the state and the day of one clause. Raise NotUnderstood for words that aren't known."""
    day, rest = date_in(clause)
    due = day is not None and rest.startswith(("前", "之前", "以前"))
    if due or _starts(PLANS, rest) or _starts(PLANS, clause):
        return Found(State.PLANNED)
    state = _state_of(rest, goal)
    if state is None:
        _refuse(text)
    return Found(state, day)


def _state_of(words: str, goal: str) -> State | None:
    """Return the state that words without a date report; None for words that aren't known."""
    if words in YES.words:
        return State.DONE
    if words in NO.words or FAILED.match(words):
        return State.NOT_DONE
    if words in MISSING.words:
        return State.NOTHING
    if words in UNDERWAY.words:
        return State.IN_PROGRESS
    return _by_share(words) or _by_words(words, goal)


def _by_share(words: str) -> State | None:
    """Read the share of work done: 完成率100% is done, 完成70% (or any share of something else) in progress. None for other words."""
    match = _SHARE.match(words)
    if match is None:
        started = _starts(lexicon("完成 已完成 进度"), words) and _ANY_SHARE.search(words)
        return State.IN_PROGRESS if started else None
    share = Fraction(match["number"])
    plain = not any(sign in words for sign in ("约", "近", "以上", "左右"))
    if share == 100 and plain:
        return State.DONE
    return State.IN_PROGRESS if share <= 100 else None


def _by_words(words: str, goal: str) -> State | None:
    """Return the state reported by a verb and the words around it; `goal` has the target's words. None for words that aren't known."""
    count = _COUNT.match(words)
    if count is not None:
        rest = _state_of(words[count.end() :], goal)
        return rest if rest is not State.DONE or count["all"] else State.IN_PROGRESS
    said = _without_manner(words)
    if _starts(BASIC, said):
        inner = _by_words(_without(BASIC, said), goal)
        return State.BASICALLY if inner is State.DONE else None
    if _starts(NOT, words) or "未" in words or "没" in words or "不" in words:
        return _negated(words)
    if _going(words):
        return State.IN_PROGRESS
    plain = _without_manner(words)
    own = _without_manner(goal.removeprefix("基本").removeprefix("初步")) if goal else ""
    if plain and plain in (own, own.replace("的", "")):
        return State.DONE
    if any(step in plain and step not in goal for step in STEPS.words):
        return State.IN_PROGRESS if _has_verb(plain) or _starts(STEPS, plain) else None
    if any(step in plain for step in STEPS.words) and _starts(STARTED, plain):
        return State.DONE  # 启动 is what is asked for
    return State.DONE if _is_reached(plain) else None


def _negated(words: str) -> State | None:
    """Read 未完成, 复审未通过, 尚未全部建成 as not done; None for words in which this isn't found."""
    match = _NEGATED.match(words)
    return State.NOT_DONE if match is not None else None


def _is_reached(words: str) -> bool:
    """Return whether words are a verb of completion, alone or with its object: 建成, 建成并投入使用, 创成国家卫生县城."""
    end = REACHED.end(words, 0)
    if end is None:
        return False
    behind = words[end:].removeprefix("了")
    if (
        not behind
        or behind in OBJECTS.words
        or REACHED.end(behind.removeprefix("并"), 0) == len(behind.removeprefix("并"))
    ):
        return True
    if words[:end] in ("完成", "达到", "实施", "运行", "覆盖"):
        return False  # 完成… of a thing that isn't known may be a step
    return _OBJECT.match(behind) is not None and _SOME.search(behind) is None


def _has_verb(words: str) -> bool:
    return any(verb in words for verb in REACHED.words) or any(verb in words for verb in STARTED.words)


def _going(words: str) -> bool:
    return _GOING.match(words) is not None


def _without_manner(words: str) -> str:
    """Return words without adverbs of completion at their beginning: 已, 全面, 提前."""
    while (end := MANNER.end(words, 0)) is not None and end < len(words) and not _starts(REACHED, words):
        words = words[end:]
    return words


def _starts(words: Lexicon, text: str) -> bool:
    return words.end(text, 0) is not None


def _without(words: Lexicon, text: str) -> str:
    return text[words.end(text, 0) or 0 :]


_SOME = Pattern(r"[一二三四五六七八九十两几数]+[个家所处项座条张套户]")  # 建成一所: of how many?
_OBJECT = Pattern(r"[\u4e00-\u9fff]{1,20}$")
_GOING = Pattern(
    lambda: (
        rf"(?:(?:{any_of(PACE)})+(?:{any_of(GOING)})(?:中|之中|阶段|工作)*|(?:{any_of(GOING)})(?:中|之中|阶段))$"
    )
)
_NEGATED = Pattern(
    lambda: (
        rf"(?:复审|验收|评审|评估|考核|审核|创建|建设|项目|目前|至今|工程|任务)?(?:{any_of(NOT)})(?:能|按期|如期|按时|全部|全面|完全|正式|实际)*(?:{any_of(REACHED, STARTED)})"
        rf"(?:{any_of(OBJECTS)})?$"
    )
)
