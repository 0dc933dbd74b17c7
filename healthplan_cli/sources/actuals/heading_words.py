"""The closed vocabulary of column headings, by the role of the column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import plain


class ColumnRole(Enum):
    """The purpose of a column."""

    ID = "代码"
    NO = "序号"
    NAME = "指标"
    COMPONENT = "分组"
    YEAR = "年份"
    PERIOD = "时段"
    VALUE = "数值"
    COUNT = "分子"
    POPULATION = "分母"
    UNIT = "单位"
    SOURCE = "来源"
    NOTE = "备注"
    PROVISIONAL = "初步"
    CLAIM = "完成与否"
    RESPONSIBLE = "责任单位"
    DAY = "完成时间"
    EVIDENCE = "佐证材料"
    REGION = "地区"
    KIND = "数值类型"
    IGNORED = "不读"


IDENTIFIERS = (ColumnRole.ID, ColumnRole.NO, ColumnRole.NAME)
LEFT_OUT = "-"  # what `--map` gives a column or an indicator that is not to be read
PAIRED = frozenset(["死亡数", "死亡人数", "例数", "病例数", "活产数", "人口数", "平均人口数"])
_FIELDS: Mapping[ColumnRole, Sequence[str]] = {
    ColumnRole.ID: ["id 代码 指标代码 指标id 编码 指标编码 code indicator_id indicatorid indicator_code"],
    ColumnRole.NO: ["序号 序 编号 指标序号 指标编号 № # no no. number num indicator_no"],
    ColumnRole.NAME: [
        "指标 指标名称 指标名 主要指标 具体指标 指标内容 监测指标 评估指标 考核指标 规划指标 核心指标 发展指标 "
        "主要发展指标 主要指标名称 indicator indicator_name indicatorname",
        "三级指标",
        "二级指标",
        "名称 name",
        "项目 项目名称 内容 item",
    ],
    ColumnRole.COMPONENT: [
        "分组 分项 分项名称 分项指标 子项 子指标 分指标 组别 人群 component group part subgroup"
    ],
    ColumnRole.YEAR: [
        "年份 年度 年 数据年份 数据年度 统计年度 统计年份 报告年度 所属年度 时间 统计时间 year"
    ],
    ColumnRole.PERIOD: [
        "月份 月度 季度 季 半年 时段 监测时段 评估时段 数据时间段 时间段 监测期 监测期间 评估期间 时期 期间 期别 统计期 统计期间 报告期 报告期间 所属期 所属时期 数据期间 数据时段 "
        "period month quarter"
    ],
    ColumnRole.VALUE: [
        "数值 值 实际值 实际 实际数 实际数值 实际完成 实际完成值 实绩 完成值 完成数 完成数值 完成量 指标值 指标数值 "
        "监测值 统计值 统计数 统计数据 实现值 报告值 上报值 填报值 填报数 本期 本期数 本期值 数据 总量 总数 绝对值 绝对数 绝对量 value actual",
        "完成情况 完成 实际完成情况 进展情况 进展 执行情况 实现情况 结果 现状 现状值 现值 当前值",
    ],
    ColumnRole.COUNT: ["分子 分子数 死亡数 死亡人数 例数 病例数 count numerator"],
    ColumnRole.POPULATION: ["分母 分母数 活产数 人口数 平均人口数 population denominator"],
    ColumnRole.UNIT: ["单位 计量单位 指标单位 数值单位 unit units"],
    ColumnRole.SOURCE: [
        "来源 数据来源 资料来源 出处 数据出处 报送部门 报送单位 填报部门 填报单位 提供部门 提供单位 数据提供部门 "
        "数据提供单位 数据提供科室 数据提供处室 数据来源部门 数据来源单位 来源部门 来源单位 source sources"
    ],
    ColumnRole.NOTE: [
        "备注 说明 注 备注说明 情况说明 文字说明 完成情况说明 进展说明 进展情况说明 备注信息 note notes remark remarks comment comments"
    ],
    ColumnRole.PROVISIONAL: ["初步 是否初步 是否初步数 是否为初步数 provisional preliminary"],
    ColumnRole.CLAIM: [
        "是否达标 是否完成 是否实现 完成与否 达标与否 达标 达标情况 完成状态 进展状态 序时进度情况 状态 评价 评价结果 "
        "评估结果 评估结论 评估意见 评价意见 进度评价 进展评价 进展程度 完成质量 自评 自评结果 自评情况 自查结果 核查结果 核查意见 核查结论 复核结果 "
        "复核意见 预警 预警情况 亮灯 亮灯情况 红黄绿灯 考核结果 考核等次 结论 status"
    ],
    ColumnRole.RESPONSIBLE: [
        "责任单位 责任部门 责任处室 责任科室 责任科 牵头单位 牵头部门 牵头处室 牵头科室 主责单位 主责部门 "
        "responsible department owner"
    ],
    ColumnRole.DAY: [
        "完成时间 完成日期 实际完成时间 实际完成日期 建成时间 建成日期 通过时间 通过日期 验收时间 验收日期 达标时间 创建时间 创成时间 命名时间 done_on"
    ],
    ColumnRole.EVIDENCE: [
        "佐证材料 佐证 证明材料 支撑材料 依据 完成依据 认定依据 认定文件 证明文件 佐证文件 佐证资料 evidence"
    ],
    ColumnRole.KIND: [
        "类型 口径 统计口径 数据口径 数据类型 数据性质 数据类别 数据种类 数值类型 数值性质 值类型"
    ],
    ColumnRole.REGION: [
        "地区 区域 地区名称 区域名称 区县 县区 区县名称 县区名称 县市区 县(市、区) 县(市,区) 区(县) 县(区) 区(市、县) 市县 市州 市(州) 地市 州市 省份 省市 "
        "行政区 行政区划 行政区域 所属地区 所属区县 region area district county city province"
    ],
    ColumnRole.IGNORED: [
        "目标 目标值 规划目标 规划目标值 规划值 计划 计划值 计划数 任务 任务值 预期 预期值 预期目标 年度目标 target goal",
        "基期 基期值 基期数 基数 基准 基准值 基线 基线值 基础值 规划基期 十三五末 十三五期末 十三五完成值 十三五末值 baseline",
        "性质 属性 指标性质 指标属性 类别 领域 分类 指标类别 指标分类 指标类型 一级指标 维度 方面 板块 章节 "
        "nature type attribute category domain class",
        "责任人 责任领导 配合单位 配合部门 填报处室 填报科室 填报人 填表人 联系人 联系电话 电话 审核人 "
        "审核意见 责任科室及责任人 责任单位及责任人 分管领导 责任人及电话 填报日期 填表日期 填报时间 更新时间 更新日期 contact",
        "存在问题 存在困难 存在的问题 困难问题 附件 工作举措 主要举措 主要做法 工作进展 工作开展情况 工作情况 下一步工作计划 下步工作计划 "
        "下一步计划 完成时限 时限 实现年份 目标年 目标年份 监测频率 监测周期 统计周期 调查周期 报告频率 数据质量 指标来源 目标来源 问题 原因 未完成原因 原因分析 措施 主要措施 工作措施 下一步措施 下一步工作 下步措施 下一步打算",
        "指标解释 指标定义 指标说明 定义 计算公式 计算方法 公式 方向 指标方向 权重 分值 得分 "
        "definition formula direction weight score",
        "完成率 完成比例 完成进度 完成百分比 完成程度 目标完成率 目标完成进度 计划完成率 任务完成率 序时完成率 实现率 实现程度 "
        "目标实现程度 进度 进度情况 序时进度 时序进度 时间进度 差距 差值 增减 增幅 增速 增量 增长 增长率 增减率 变化 变化率 "
        "变化情况 同比 同比增减 同比增长 环比 上年同期 去年同期 同期 同期值 同期数 同期完成 上年 上年数 上年值 上年度 上年完成 上年完成值 上年实际 "
        "上年实际值 上年数值 去年 去年数 去年完成 上期 上期值 上期数 progress gap change rank",
    ],
}
# Columns that put rows together: what they say of units holds for their rows (产业（万元）).
GROUPS = frozenset(
    [
        "类别", "领域", "分类", "指标类别", "指标分类", "指标类型", "一级指标", "二级指标", "维度", "方面", "板块", "category", "domain",
        "class",
    ]
)  # fmt: skip
WORDS: Mapping[str, tuple[ColumnRole, int]] = {
    word: (role, rank if role in (ColumnRole.NAME, ColumnRole.VALUE) else 0)
    for role, lines in _FIELDS.items()
    for rank, line in enumerate(lines)
    for word in line.split()
}
PROVISIONAL = frozenset(["初步", "初步数", "初步值", "初步统计", "初步核算", "快报", "快报数", "初值"])
FINAL = frozenset(["终值", "最终", "最终数", "年报", "年报数", "决算", "正式", "核定", "核定数", "final"])
SINCE = frozenset(("", "截至", "截止", "至"))
TARGETS = ("目标", "目标值", "规划值", "计划值", "任务")
AIMS = frozenset(_FIELDS[ColumnRole.IGNORED][0].split())
NEUTRAL = frozenset(
    [
        "数值", "值", "指标值", "指标数值", "数据", "总量", "总数", "绝对值", "绝对数", "绝对量", "本期", "本期数", "本期值", "value",
    ]
)  # fmt: skip
ASKED = Pattern(r"是否.*(?:完成|达标|达到|实现|达成|达序时|序时|时序).*$")
# What is told of a value beside it: 较2020年增长, 比上年增减(%), 同比增速, 全省位次.
COMPARED = Pattern(
    r"(?:(?:(?:19|20)\d\d年?)?(?:较|比)(?:上年|去年|基期|同期|上期|(?:19|20)\d\d年?(?:末|底)?)(?:同期|末|底)?|(?:较|比|与|距|离|同比|环比|年均).{0,12}(?:增长|增加|增减|增幅|增速|下降|降低|降幅|减少|提高|提升|上升|升降|变化|变动|差距|差值|比较|相比)"
    r"|同比|环比|(?:完成|占)(?:年度|全年|规划)*(?:计划|目标|任务)数?的?(?:比例|比重|百分比)?)(?:率|值|幅度|情况|量|数|百分点|比例)*[%‰±+\-]*(?:\([%‰±+\-]*\))?$"
    r"|(?:增减|增长|增幅|增速|变化|变动|升降)(?:率|值|幅度|幅|情况|量|数|百分点)*[%‰±]+$"
    r"|(?:在?(?:全国|全省|全市|全县|全区|省内|市内|本省|本市)|省|市)?(?:位次|名次|排名|排位)(?:情况|变化|升降)?$"
)


def width_of_region(words: str) -> int:
    """Return the rank of a region column by the width of its regions: 1 for 省份, 2 for 市州, 3 for 地区, 4 for 区县."""
    key = plain(words)
    if any(word in key for word in ("省", "province")):
        return 1
    if any(word in key for word in ("县", "county", "district")):
        return 4
    return 2 if any(word in key for word in ("市", "州", "city")) else 3
