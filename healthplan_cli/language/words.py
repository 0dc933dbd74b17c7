"""The words of the target language in closed groups, one for each meaning; the rows say what follows from a word.

Every word stands in tests/cases/words.yaml with a wording that needs it and its expected rule. A test fails for a word
without such a wording, and for one whose absence no wording would notice.
"""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern, lexicon

# What asks for no less, wherever a number, a verb, a grade, a ratio or a change stands behind it.
_NO_LESS = "至少 最少"

# ── around a target ──

# no target at all
NO_TARGET = lexicon("— —— - -- / … …… ... 无 无目标 不设目标 未设目标 不设")
# how firmly it is meant, which changes no arithmetic
MODALITY = lexicon(
    "力争 争取 确保 原则上 原则 应 应当 须 必须 要 要求 努力 力求 力保 务必 保证 预计 预期 计划 规划 拟 坚持 尽量",
)
# the due year is the plan's last
PLAN_END = lexicon("到规划期末 规划期末 到期末 期末")
# the whole area, before its target
WHOLE_AREA = lexicon("总体 总体上 全区 全市 全省 全县")
PAUSE = lexicon(", :")
ENDS = lexicon("。 ; .")
# the nouns with which an indicator's name ends
NOUNS = lexicon(
    "率 比例 比重 比 水平 寿命 数 数量 总量 规模 面积 经费 支出 费用 收入 日 强度 浓度 覆盖面 能力 时间 时长 半径",
    "满意度 位次 排名 名次 排位 知晓度 得分 床位",
)

# ── numbers ──

HALF = lexicon("一半 半数")
OVER_HALF = lexicon("过半 过半数 过一半")
# the relation before a number
AT_LEAST = lexicon(
    "≥ >= 不低于 不得低于 不应低于 不宜低于 不宜少于 不能低于 不少于 不得少于 不应少于 不小于 不短于 不亚于 至少达到 最少达到 最低 最低达到",
    _NO_LESS,
    "大于等于 大于或等于 高于等于 高于或等于 达到或超过 达到并超过 达到或高于 达到或大于 不低于或等于 满",
)
AT_MOST = lexicon(
    "≤ <= 不高于 不得高于 不应高于 不宜高于 不宜超过 不超过 不得超过 不应超过 不能超过 不大于 不多于 不长于 不超出 不突破",
    "至多 最多 最高 最高不超过 小于等于 小于或等于 低于等于 低于或等于 少于等于 少于或等于",
)
MORE = lexicon("> 高于 超过 大于 多于 长于 超出 突破 超 逾")
LESS = lexicon("< 低于 少于 小于 短于 不足 不到 不满 未满")
EQUAL = lexicon("= 等于")
ABOUT = lexicon("≈ 约 约为 大约 大约为 大概")
NEARLY = lexicon("近 将近 接近 接近于")  # below it, by an unknown little: not 左右
# … and behind it
OR_MORE = lexicon("以上 及以上")  # behind ratios and changes
NOT_BELOW = lexicon("以上 及以上 或以上 及其以上 以上(含) 含以上 及以上(含)")
NOT_ABOVE = lexicon("以下 及以下 或以下 及其以下 以下(含) 以内 之内 及以内 以内(含) 内 之下 范围内 范围以内")
AROUND = lexicon("左右 上下 前后")
INCLUDING = lexicon("(含) (含本数)")
ODD = lexicon("余 多")  # a little more
# between two numbers, before them and behind them
DASH = lexicon("~ — —— - 至 到 ~~")
AND = lexicon("和 与")
BETWEEN_LEAD = lexicon("介于 在")
BETWEEN = lexicon("之间 区间 区间内 范围 范围内 之间范围 这一区间")
SLACK = lexicon("± +/-")

# ── levels: verbs before a number ──

FILLER = lexicon(", : 使 将 全年 普遍 全区 全市 全省 全国 全县 全州 总体 总体上 整体 均 都 各 平均 基本上")
NEUTRAL = lexicon(
    "达到 达 达成 达到了 实现 完成 为 是 总数达到 总量达到 总规模达到 规模达到 数量达到 总数 总量 覆盖率达到 比例达到",
    "跨越 跃上 迈上 站上 登上 恢复到 恢复至 恢复为 推进到 推进至 推进为 提前到 提前至 精简到 精简至 整合到 整合至",
)
RAISE = lexicon(
    *(
        f"{verb}到 {verb}至 {verb}为"
        for verb in [
            "提高",
            "提升",
            "增加",
            "增长",
            "上升",
            "扩大",
            "延长",
            "发展",
            "升高",
            "增强",
            "回升",
            "扩展",
            "拓展",
        ]
    ),
    "增至 增到 升至 升到 提至 扩至 达至",
)
LOWER = lexicon(
    *(
        f"{verb}到 {verb}至 {verb}为"
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
            "减小",
            "压降",
        ]
    ),
    "降至 降到 降为 减至 减到 缩至 压至",
)
HOLD = lexicon(
    "保持在 稳定在 维持在 保持 稳定 维持 巩固在 稳定到 稳定保持在 继续保持在 持续保持在 持续稳定在 基本稳定在 长期保持在",
    "始终保持在 稳定控制在 回升并稳定在 恢复并稳定在 提高并稳定在 下降并稳定在 恢复并保持在",
)
CONTROL = lexicon("控制在 控制到 严格控制在 限制在 压控在 继续控制在 持续控制在 稳定控制在 总量控制在")
# what is built, trained, held: so many of it
COUNT = lexicon(
    "选派 派驻 调整 招收 招录 订单培养 新培养 新培训 累计培训 累计培养 累计建成 累计新建 累计完成 发展 争创 形成 具备",
    "建成 建设 新建 改建 新改建 改扩建 建立 创建 创成 培育 培养 培训 轮训 配备 配置 设置 设立 打造 引进 招聘 开展 举办",
    "储备 组建 布局 遴选 认定 建好 办好 救助 服务 提供 发放 实施 安排 拥有 成功创建 评选 支持 扶持 建有 设有 组织 覆盖 有 签约 评审",
)
# how the way to a level is gone, which changes nothing
MANNER = lexicon("逐步 稳步 进一步 持续 逐年 继续 再 不断 全面 显著 明显 大幅 大幅度 有效 基本")
# at least, before a verb
LEAST = lexicon(_NO_LESS, "不少于")
IN_ALL = lexicon("累计 总计 共计 合计 总共 一共")
# a level of each year
EVERY = lexicon("每年 每年度 年度 每年均")
LEFT_OUT = lexicon("… ……")
# between the two ends of a level
JOINED = lexicon("、 ; 且 并 又 而 但 同时 并且 而且 ,且 ,并 ,但 、且 ,并且 ,而且 ,同时")
# between the parts of a list
SEPARATOR = lexicon(", 、 ; / 和 与 及 以及 。")

# ── all, none, grades, ratios ──

ALMOST = lexicon("基本 接近")
DONE = lexicon("实现 达到 做到")
# all of it
COVERED = lexicon(
    "全覆盖 全面覆盖 全部 全部覆盖 全员覆盖 100%覆盖 100%全覆盖 100%达标 全民覆盖 全部达标 全面达标 全达标 全部完成 全部达到 全部合格 全部实现"
)
ALL_WHO_SHOULD = Pattern(r"应[\u4e00-\u9fff]尽[\u4e00-\u9fff]")  # 应保尽保, 应检尽检
COME_TO_NONE = lexicon("实现 保持 达到")
NONE_HAPPENS = lexicon(
    "杜绝 不发生 未发生 不出现 零发生 零事故 零死亡 零感染 零新增 零报告 零发病 零病例 清零 全面清零 动态清零 零容忍发生 无新增"
)
TO_GRADE = lexicon(
    "达到 达 创 创建 创成 建成 争创 评为 保持 通过 提升到 提升至 提高到 升级为 晋升 创建为 建成为 不低于 ≥ 至少达到 最少达到",
    _NO_LESS,
)
# what is graded, where its name stands with the grade: 电子病历4级
GRADED = lexicon(
    "国家 电子病历 电子病历系统 电子病历应用水平 电子病历系统应用水平 电子病历系统功能应用水平 电子病历应用水平分级评价 智慧服务 智慧管理 智慧医院",
    "互联互通 互联互通标准化成熟度 医院信息互联互通标准化成熟度 医院信息互联互通标准化成熟度测评",
)
HAS_GRADE = lexicon("达到 达 为")
RATIO_AT_LEAST = lexicon("不低于 ≥ >= 不少于", _NO_LESS)
RATIO_AT_MOST = lexicon("不高于 ≤ <= 不超过 不大于")
RATIO_ABOUT = lexicon("约 配置 按 按照")
RATIO_SIGN = lexicon(": 比")
RATIO_NOT_ABOVE = lexicon("以下 以内 及以下")

# ── courses without a number ──

PROPORTIONAL = lexicon(
    *(
        f"{how}{verb}"
        for how in ("同比例", "按比例同步", "按同比例", "等比例")
        for verb in ("提高", "提升", "增长", "增加", "上升")
    ),
    "同比例",
)
STABLE = lexicon(
    "持续保持 继续保持 稳定 平稳 保持稳定 保持平稳 基本稳定 基本保持稳定 保持基本稳定 保持总体稳定 保持不变 不变 基本不变 维持不变",
    "维持稳定 维持 维持现状 保持现状 维持现有水平 保持现有水平 保持当前水平 维持当前水平 保持目前水平 基本持平 持平 保持持平 稳定持平",
    "维持基本稳定 继续保持稳定 持续稳定 持续保持稳定 稳定不变 保持相对稳定 相对稳定 维持在现有水平 保持在现有水平 稳定在现有水平",
)
# every year, as it goes
STEADILY = lexicon("持续 逐年 逐步 稳步 不断 连年 年年 稳定 平稳 继续 稳中有 稳中趋 连续 逐渐")
# how much is enough isn't in the text …
DEGREE = lexicon("较大幅度 大幅度 大幅 明显 显著 快速 较快 较大 适度")
DEGREE_BEHIND = lexicon("明显 显著 较快 较大")
# … or any change is
SOMEWHAT = lexicon(
    "略有 小幅 稍有 有所 进一步 切实 有效 全面 普遍 总体 整体 得到 实现 有 呈 呈现 保持 获得 取得 初步"
)
RISES = lexicon("提高 提升 增长 增加 上升 升高 扩大 加大 升 增多 延长")
FALLS = lexicon("降低 下降 减少 缩小 缩短 降 减轻 回落 负增长")
IMPROVES = lexicon("改善 优化 好转 向好 增强 加强 变好 完善 健全")
COURSE = lexicon("趋势 态势 势头")

# ── changes ──

EACH_YEAR = lexicon("每年 逐年 每年度 年度 分年度 每一年")
AVERAGE = lexicon("年均 平均每年 每年平均 年平均 每年均 年度平均 平均每年度 年均复合")
SAME_TIME_BEFORE = lexicon("同比 环比 年")  # of the year before
# what may stand between the parts of a change
AGAIN = lexicon("再 继续 进一步 还 又 , 实现 力争 争取 确保 要 均 稳步 持续 总体 可 累计")
UP = lexicon(
    "前移 前进 进位 晋升 跃升 提高 提升 增长 增加 上升 递增 升高 延长 扩大 加大 新增 净增 新增加 增 升 上浮 回升 改善提高"
)
DOWN = lexicon(
    "后移 后退 退后 降低 下降 减少 缩短 压减 削减 递减 下调 缩小 压缩 缩减 降 减 减排 节约 压降 回落 下浮"
)
# the change as a noun: 增速, 降幅
GROWTH = lexicon("增速 增幅 涨幅")
FALL = lexicon("降幅 减幅 降速")
YEARLY_RATE = lexicon("增速 增长率 增长速度 涨幅 递增率 递减率")
EXTENT = lexicon("幅度 比例 率 量 速度 了")  # 下降幅度, 降低了
# what makes a level of a verb (提高到), but not in 提高至少5%
TOWARDS = lexicon("到 至 为")
AT_ALL = lexicon("至少 至多")
CHANGE_AT_LEAST = lexicon(_NO_LESS)
CHANGE_REACHES = lexicon("达到 达")
CHANGE_ABOUT = lexicon("左右")
DOUBLED = lexicon("翻番 翻倍 翻了一番 倍增")
HALVED = lexicon("减半")
# no change in the worse direction
NO_GROWTH = lexicon(
    "零增长 不增长 不上升 不增加 只减不增 只降不升 不反弹 负增长或零增长 保持零增长 达到零增长 基本零增长"
)
NO_FALL = lexicon("不降低 不下降 不减少 只增不减 只升不降 不倒退")

# ── states that are reached or not ──

# what is done to a thing: 建立制度
MAKES = lexicon(
    "蝉联 跻身 荣获 摘得 入围 建立 健全 完善 建成 建好 打造 构建 搭建 组建 成立 设立 推开 铺开 完成 实现 通过 创成 创建 争创 获评 获批 获得 取得 评为 命名为 认定为 入选",
    "列入 纳入 消除 扫除 根除 消灭 杜绝 遏制 控制 解决 形成 具备 成为 培育成 出台 印发 发布 公布 颁布 制定 制订 修订 编制 启动 启用 投用 开通 开工",
    "贯通 打通 推行 实行 施行 实施 落实 执行 普及 划定 退出 摘掉 理顺 统一 上线 接入 试点 建设 取消 禁止 淘汰 保障 确立 明确",
)
# … and behind it: 制度建立
IS_MADE = lexicon(
    "开工建设 投入营运 建成 建立 形成 完成 投入使用 投入运营 投入生产 投用 投产 投运 启用 启动 竣工 验收 落地 落实 落地见效 达标 消除 健全 完善 定型 成型",
    "实现 开通 通车 贯通 挂牌 成立 运行 实施 推行 出台 印发 发布 摘帽 脱贫 退出 销号 办结 普及 接轨 联通 互通 互认 共享 脱钩 上线 并网 完工 开工 动工",
    "到位 解决 划定 统一 达产 确立 关闭 关停 搬迁 改造 整治 修复 治理 均衡 现代化 一体化 标准化 规范化 信息化",
)
