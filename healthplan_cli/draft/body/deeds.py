"""Actions that are done or not, with evidence: 创建国家卫生城市, 出台《…》, 建成业务用房, 设立急诊科, 通过复审.

Slogans (完善…体系, 加强…, 推进…) are none: nobody could say when they are done.
"""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.body.nouns import TO_AN_END, clean_subject
from healthplan_cli.draft.body.promise import Clause, Promise


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_SOME = "[^，。；]"
# how a deed is done, which isn't part of what is done
_HOW = (
    _any(
        "成功 积极 统筹 平行 全面 全部 基本 初步 率先 如期 按期 顺利 继续 持续 同步 力争 争取 确保 推动 支持 计划 要 应 有效 高标准 高质量 高水平 圆满 正式 以优异成绩 规范地 定期 "
        "严格规范地 适时 严格 加快 尽快 控制和 并"
    )
    + "{0,5}"
)
# ── what is built, awarded, written, set up: the nouns with which such things end ──
_BUILDING = _any(
    "医院 院区 分院 中心 大楼 综合楼 门诊楼 住院楼 用房 实验室 基地 平台 系统 数据库 信息库 博物馆 体育馆 图书馆 展览馆 产业园区? 园区 公园 工作站 服务站 卫生室 病房 学校 学院 "
    "幼儿园 小学 中学 示范[区点县市] 城市 机构 步道 绿道 电站 水厂 处理厂 填埋场 焚烧厂 园 馆 库 线路 公路 铁路 高速 机场 港口 水库 集团 医共体 医联体 联盟 工程 项目 圈 新址 业务楼 大厦 场馆 泵站 码头 桥"
)
_AREA = '(?:国家|全国|国际|世界|省级?|市级|全省|区域|[“"]|[\u4e00-\u9fff]{2}省)'
_AWARD = _any(
    "城市 县城 区 县 市 镇 示范[市县区点]? 示范基地 示范单位 示范社区 示范工程 先进[市县区] 先进单位 先行区 试验区 示范区 试点 品牌 基地 中心 医院 实验室 单位 机构 社区 学校 企业 "
    "园区 景区 专科 学科"
)
_UNIT = _any(
    "科 科室 专科 室 门诊 中心 委员会 领导小组 队伍 专班 机构 医联体 医共体 集团 联盟 联合体 专家组 专干 热线 专户 基金 专业 课程 绿色通道 窗口 哨点 诊室 办公室 平台 馆 岗位 总会计师 "
    "辅导员 医师 人员 母婴室 站 点 系统 库"
)
_DOCUMENT = (
    "(?:《[^》]{2,40}》|"
    + _any("办法 方案 条例 规划 意见 标准 规范 目录 细则 指南 清单 预案 规程 制度 规定 名录")
    + ")"
)
_ILLS = _any(
    "大班额 大通铺 危房 盲区 断头路 病 疟疾 麻风 脊灰 麻疹 传播 黑臭水体 重污染天气 空白点 劣[VⅤ]类(?:水体|断面|国控断面)? 危害 隐患"
)
_FINISHED = _any(
    "新建 改建 扩建 迁建 搬迁 普查 调查 修订 编制 改造 改造升级 改造提升 提标 升级 加固 淘汰 拆除 更换 更新 整改 整治 治理 修复 清理 排查整治 关停 退出 拔除 销号 登记 颁证 备案 上图 建档 并网 安置 移交 整合 划定 确权 立项 换发 摸底 排查 清零 创建 验收 改制 脱钩 评估 鉴定 清查 评定 任务 建设"
)
_ACHIEVED = _any(
    '互联互通 数据共享 信息共享 互认 网络直报 一网通办 跨省通办 一网统管 通用[”"]? 一码通[用行]? 联网 并网 通车 通航 脱贫 摘帽 自给 零增长 达标 达峰'
)
_KEPT = _any("国家卫生 消除 创建 无脊灰 先进[市县区] 示范 荣誉 称号")
_ENTIRELY = " ".join(f"{how}{verb}" for how in ("基本", "全面", "全部") for verb in TO_AN_END.split("|")[:12])
# Each row: the verbs, and what must follow to the clause's end.
_ROWS = (
    (
        "创建成为? 创建 争创 创成 建成 建设成为? 打造成为? 成为 评为 获评 被评为 命名为",
        rf"{_SOME}{{0,30}}?(?:{_AREA}{_SOME}{{0,24}}?{_AWARD}|[示强先](?:范|进)?[县市区])[”\"]?(?:（[^）]*）)?",
    ),
    (
        "建设 建立 搭建 建成 开发",
        rf"(?!健全|完善|优质|多元|高水平){_SOME}{{2,40}}?(?:平台|系统|数据库|信息库|专家库|资源库|人才库|储备库)",
    ),
    ("启动", rf"{_SOME}{{2,30}}?(?:项目|工程|行动|计划|试点|项目建设|创建|建设)"),
    ("打造 建设 申报", rf"(?:国家|全国){_SOME}{{0,24}}?{_AWARD}[”\"]?(?:（[^）]*）)?"),
    ("建成通车 建成通航 建成通水 建成投产 建成开园 建成开馆 建成并?开放", rf"{_SOME}{{2,30}}"),
    ("建成并?投用 建成使用 建成运行 建成开放 建成 完成建设", rf"{_SOME}{{2,36}}?{_BUILDING}[”\"]?"),
    (
        "出台 印发 颁布 制定出台 研究出台 修订出台 制定印发 编制印发 制定实施",
        rf"{_SOME}{{0,36}}?{_DOCUMENT}",
    ),
    ("制定 编制 修订 发布", rf"{_SOME}{{0,20}}?《[^》]{{2,40}}》"),
    (
        "通过",
        rf"{_SOME}{{0,30}}?(?:复审|评审|验收|认证|认定|复核|验证|达标评估)(?:验收)?",
    ),
    ("完成", rf"[^，。；、]{{0,30}}?{_FINISHED}"),
    (
        "投用 投入使用 投入运营 投入运行 启用 开诊 竣工 挂牌 揭牌 开工建设 建成投用 建成投运 投产 全线通水 通水 全线通车 建成通水 全线贯通 投产发电 并网发电 投产运营 投产运行 投运 开园 开馆 下闸蓄水",
        "",
    ),
    ("开工建设", rf"{_SOME}{{2,30}}"),
    ("组建 成立", rf"{_SOME}{{2,30}}?{_UNIT}[”\"]?"),
    ("补齐", rf"{_SOME}{{2,40}}?(?:缺口|空白)"),
    ("配齐 配足 配齐配强", rf"{_SOME}{{2,30}}?(?:人员|医师|医生|教师|设备|编制|队伍|力量)"),
    ("纳入 列入", rf"{_SOME}{{2,24}}?(?:项目|目录)"),
    (
        "巩固 保持 维持 巩固和保持 巩固提升",
        rf"{_SOME}{{0,30}}?{_KEPT}{_SOME}{{0,16}}?(?:成果|成效|状态|称号|荣誉|城市|县城)",
    ),
    ("保持 维持", rf"{_SOME}{{2,20}}?(?:消除|零感染|零病例|无脊灰)(?:状态)?"),
    ("消除 根除", rf"{_SOME}{{0,20}}?{_ILLS}"),
    (_ENTIRELY, rf"{_SOME}{{2,30}}"),
    (
        "开展 进行 组织 组织开展",
        rf"{_SOME}{{0,16}}?(?:年度|中期|末期|终期|期末|期满|阶段性){_SOME}{{0,16}}?(?:评估|监测|考核|评价)(?:工作)?",
    ),
    (
        "形成 构建 打造 建成 建立",
        rf"{_SOME}{{0,16}}?(?:\d+(?:分钟|小时|公里)|[一二三四五六七八九十]大(?={_SOME}{{0,6}}(?:中心|系统|平台|基地))){_SOME}{{0,20}}?(?:圈|网|中心|系统|平台|基地)",
    ),
    ("实现 达成", rf"{_SOME}{{0,24}}?{_ACHIEVED}"),
)
_DEEDS = (
    Pattern(
        rf"(?P<what>(?P<who>{_SOME}{{2,30}}?))(?P<target>(?:基本|全面|全部|如期|按期)*(?:建成|竣工|完成(?:新建|改建|扩建|改扩建|新改扩建|迁建|搬迁|建设|改造|装修|验收))并(?:全面|正式|如期)*(?:投用|投产|通车|通水|使用|运营|运行|开放|开诊|投入(?:使用|运营|运行)))$"
    ),
    *(
        Pattern(rf"(?P<who>{_SOME}{{0,60}}?)(?P<target>{_HOW}{_any(verbs)}(?P<what>{what}))$")
        for verbs, what in _ROWS
    ),
    Pattern(
        rf"(?P<what>(?P<who>{_SOME}{{2,30}}?))(?P<target>(?:基本|全面|全部|如期|按期)*(?:建成(?:并?投用|并?投入使用|使用|运行|开放)?|通过(?:国家|省级)?(?:复审|验收|评审)|完成(?:验收|搬迁|建设|改造))|(?:基本|全面|全部|如期)+(?:完成|{TO_AN_END}))$"
    ),
)

# ── institutions of a kind and what each is to have: 二级以上综合医院设置急诊科 ──
_KIND = _any(
    "医院 卫生院 卫生室 机构 中心 服务站 学校 高校 幼儿园 园区 社区 街道 乡镇 行政村 村 企业 单位 药店 场所 养老院 敬老院 ） \\)"
)
_EACH_HAS = Pattern(
    rf"(?P<who>{_SOME}{{0,60}}?{_KIND})(?:要|应|须|均|都|普遍|按要求|按规定|内部?|中)*(?P<target>(?:内设|下设|设置|设立|开设|建立|配备|配齐|配置|增设|开通|建有|设有|组建)(?P<what>{_SOME}{{0,24}}?{_UNIT}))$"
)
_SET_UP = Pattern(
    rf"^在(?P<who>{_SOME}{{2,40}}?)(?P<target>(?:内设|下设|设置|设立|开设|增设|建立)(?P<what>{_SOME}{{1,24}}?{_UNIT}))$"
)

_SEVERAL = Pattern("级|各|一般|、|和|社区|卫生院|公立|所有|学校|机构|乡镇|街道|村")

# ── what is no deed ──
_SLOGAN = Pattern(
    "^(?:鼓励|引导|倡导|探索|研究|推进|加强|深化|深入|完善|强化|促进|规范|优化|健全|落实|加快推进|大力|着力|积极推进|推广|充分|抓好|坚持|围绕|按照|根据|依托|以(?!优异)|结合|借助|发挥|为(?!所有)|对(?!.*评估)|从|如|若|凡|未"
    "|支持(?:社会|有条件|符合条件)|通过(?!.{0,24}(?:复审|评审|验收|认证|认定|复核|验证)))"
)
_SLOGAN_AT_END = Pattern("(?:体系|机制|格局|模式|氛围|环境|局面|合力|理念|文化|能力|水平|意识|良好)$")
_UNSURE = Pattern(
    "研究|探索|逐步建立|鼓励|引导|倡导|支持.{0,8}(?:社会|企业|机构|符合条件)|可(?:根据|结合)|试点|协助|参与|争取(?:上级|国家|中央)|一流|摇篮|高地|影响力|人民满意|布局合理|功能完善|功能齐全|国内知名|辐射|特色鲜明|择优|合理"
)
_SOME_OF_THEM = Pattern("有条件")
_WORK = Pattern("^(?:建设|新建|改建|扩建|迁建|改造|推进|实施|完善|规划建设|继续|加快|升级|优化)+")
_LONGEST_SUBJECT = 60


def promises_of_deeds(clause: Clause) -> Iterator[Promise]:
    """Yield the action that a clause promises, where it can be shown to be done."""
    text = clause.text
    if _SLOGAN.match(text) or _SLOGAN_AT_END.search(text) or _UNSURE.search(text):
        return
    matches = () if _SOME_OF_THEM.search(text) else (deed.match(text) for deed in _DEEDS)
    made = (
        _made(clause, match["who"], match["target"], match["what"]) for match in matches if match is not None
    )
    promise = next(filter(None, made), None) or _each_has(clause)
    if promise is not None:
        yield promise


def _made(clause: Clause, before: str, target: str, what: str) -> Promise | None:
    """Return an action as a promise; its subject is who does it, else its object, else the clause before.

    None where these are too short or too long for a subject.
    """
    before = _DATE_WITHIN.sub("…", before.removeprefix("并").removeprefix("对"))
    subject = clean_subject(before).strip("…") or clean_subject(what.strip("“”"))
    if len(subject) < 2 and clause.before and len(clause.before[-1]) <= _LONGEST_SUBJECT // 2:
        subject = _WORK.sub("", clean_subject(clause.before[-1]))
    if not 2 <= len(subject) <= _LONGEST_SUBJECT:
        return None
    return Promise(subject, target, "milestone")


# 电站2024年首台机组投产: when, between what it is and what of it
_DATE_WITHIN = Pattern(
    r"(?<=[\u4e00-\u9fff])(?<![较比从由自到至于])20\d\d年(?:\d{1,2}月)?(?:年?[底末初])?(?:之前|以前|前)?(?=[\u4e00-\u9fff]|$)(?![度版])"
)


def _each_has(clause: Clause) -> Promise | None:
    """Return the promise of what every institution of a kind is to have, as the share that has it; None for another clause."""
    match = _EACH_HAS.match(clause.text) or _SET_UP.match(clause.text)
    who = clean_subject(match["who"]).removeprefix("在") if match else ""
    if match is None or not 2 <= len(who) <= _LONGEST_SUBJECT:
        return None
    return Promise(who, match["target"], "share" if _SEVERAL.search(who) else "milestone")
