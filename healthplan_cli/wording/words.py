"""The words of the target language that more than one row of the wording table uses."""

from __future__ import annotations

from healthplan_cli.lexicon import Pattern, lexicon
from healthplan_cli.speech import tr

MODALITY = lexicon(
    "力争 争取 确保 原则上 原则 应 应当 须 必须 要 要求 努力 力求 力保 务必 保证 预计 预期 计划 规划 拟 坚持 尽量",
)
FILLER = lexicon(", : 使 将 全区 全市 全省 全国 全县 全州 总体 总体上 整体 均 都 各 平均 基本上")
NEUTRAL = lexicon(
    "达到 达 达成 达到了 实现 完成 为 是 总数达到 总量达到 总规模达到 规模达到 数量达到 总数 总量 覆盖率达到 比例达到",
)
RAISE = lexicon(
    *(
        tr("{verb}到 {verb2}至 {verb3}为", verb=verb, verb2=verb, verb3=verb)
        for verb in [
            "提高",
            "提升",
            "增加",
            "增长",
            "上升",
            "扩大",
            "延长",
            "发展",
            "推进",
            "升高",
            "增强",
            "回升",
            "恢复",
            "扩展",
            "拓展",
        ]
    ),
    "增至 增到 升至 升到 提至 扩至 达至",
)
LOWER = lexicon(
    *(
        tr("{verb}到 {verb2}至 {verb3}为", verb=verb, verb2=verb, verb3=verb)
        for verb in [
            "下降",
            "降低",
            "减少",
            "缩短",
            "缩小",
            "压缩",
            "压减",
            "缩减",
            "削减",
            "回落",
            "控减",
            "压降",
        ]
    ),
    "降至 降到 降为 减至 减到 缩至 压至",
)
HOLD = lexicon(
    "保持在 稳定在 维持在 保持 稳定 维持 巩固在 稳定到 稳定保持在 继续保持在 持续保持在 持续稳定在 基本稳定在 长期保持在",
    "始终保持在 总体稳定在 稳定控制在",
)
CONTROL = lexicon(
    "控制在 控制到 严格控制在 限制在 压控在 总体控制在 继续控制在 持续控制在 稳定控制在 总量控制在"
)
COUNT = lexicon(
    "选派 派驻 调整 招收 招录 订单培养 新培养 新培训 培训培养 组织开展 累计培训 累计培养 累计建成 累计新建 累计完成 发展 争创 形成",
    "建成 建设 新建 改建 新改建 改扩建 新建改建 建立 创建 创成 培育 培养 培训 轮训 配备 配置 设置 设立 打造 引进 招聘 开展 举办",
    "储备 组建 布局 遴选 认定 建好 办好 救助 服务 提供 发放 实施 安排 拥有 成功创建 评选 支持 扶持 建有 设有 组织 覆盖",
)
MANNER = lexicon("逐步 稳步 进一步 持续 逐年 继续 再 不断 全面 显著 明显 大幅 大幅度 有效 基本")
COVERED = lexicon(
    "全覆盖 全面覆盖 全部 全部覆盖 全员覆盖 实现全覆盖 100%覆盖 全部达标 全面达标 全达标 全部完成 全部达到 全部合格 全部实现"
)
ALL_WHO_SHOULD = Pattern(r"应[\u4e00-\u9fff]尽[\u4e00-\u9fff]")  # 应保尽保, 应检尽检
NONE_HAPPENS = lexicon(
    "零发生 零事故 零死亡 零感染 零新增 零报告 零发病 零病例 清零 动态清零 零容忍发生 无新增 零"
)

UP = lexicon("提高 提升 增长 增加 上升 递增 升高 延长 扩大 新增 净增 新增加 增 升 上浮 回升 改善提高")
DOWN = lexicon("降低 下降 减少 缩短 压减 削减 递减 下调 缩小 压缩 缩减 降 减 减排 节约 压降 回落 下浮 压减率")
GROWTH = lexicon(
    "增速 增幅 增长率 增长速度 增长幅度 涨幅 递增率 提高幅度 提升幅度 上升幅度 增长比例 增长量 增量 新增量"
)
YEARLY_RATE = lexicon("增速 增长率 增长速度 涨幅 递增率 递减率")
FALL = lexicon("降幅 下降率 降低率 减幅 下降幅度 递减率 降低幅度 减少幅度 下降比例 降低比例 降速")
TOWARDS = lexicon("到 至 为")
