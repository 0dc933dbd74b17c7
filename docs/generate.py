"""Writes the generated parts of the documentation by running the program's own code.

docs/wordings.md, docs/exit-codes.md, docs/schemas.md and docs/findings.md are written whole. Between two marks stand the tables of exit codes
(README.md, README.zh-CN.md, docs/semantics.md), the rules of lint (docs/lint.md), how each kind is judged in a panel (docs/panel.md) and the first example's report, shortened (both READMEs;
tests/commands/test_examples.py holds the whole to the program); docs/picture.svg is one of its pictures.
`--check` writes nothing and fails where a committed page says something else than the program.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picture import picture

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.checks.lint import Finding, FindingLevel, Subject, all_rules, documentation, lint
from healthplan_cli.checks.lint import title as rule_title
from healthplan_cli.language.describe import reading, target_fields
from healthplan_cli.language.target import parse_target
from healthplan_cli.model import PLAN_FORMAT, Plan
from healthplan_cli.sources.plans.catalog import catalogue, load_plan, shipped_folder
from healthplan_cli.sources.plans.shape import schema_text
from healthplan_cli.sources.plans.spec import build_plan
from healthplan_cli.sources.strict_yaml import parse

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "examples" / "chongqing-2024" / "expected.txt"
# What the READMEs show of it, each part from the line that begins so to the one that begins so.
SHOWN = (
    ("重庆市", "? 无法判定"),
    ("序号", "     健康水平"),
    ("     健康生活", "     健康服务"),
    ("约束性", "exit code"),
)

# README.md is in English, the program is not.
ENGLISH = {
    ExitCode.PASS: "every gated indicator is met, ahead or on track (with `--gate none`: the report was written)",
    ExitCode.FAIL: "at least one gated indicator is missed or behind",
    ExitCode.INVALID: "the command line, a spec or a data file is wrong: nothing was judged, no report was written",
    ExitCode.INCOMPLETE: "none is missed or behind, but a gated indicator is unknown, or nothing at all was gated"
    " (`--allow-unknown` makes this 0)",
    ExitCode.BUG: "a bug in the program",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A row of the wording table: what holds for all its wordings, and the wordings, one a line."""

    title: str
    lead: str
    wordings: str


SECTIONS = (
    Section(
        "写明关系的",
        "“以上”“以下”“以内”含本数，“低于”“超过”“不足”“不满”不含本数（民法典第一千二百五十九条）。",
        """
≤14.5
≥70
≧80
＜0.17%
>25
=100
≥９０％
≤12（1/10万）
不低于40%
不少于6个
至少1所
80%以上
达到60%及以上
提高到90%以上
不高于10%
不超过8天
10%以内
下降到14.5/10万及以下
保持在4‰以下
控制在10%以内
控制在10%
低于5‰
少于3例
不足1%
高于60%
超过2700亿元
""",
    ),
    Section(
        "只给一个数的",
        "朝好的方向至少到这个数；哪边好由指标的 `better` 定，与基期和目标谁大谁小无关。",
        """
78.2
15.74
达到30%
提高到85%
下降到25%
降至8天
建成5所
1.2万人
3,000人
百分之三十
七成
""",
    ),
    Section(
        "全部、没有",
        "光写一个 100% 与“全覆盖”同义；不带单位的 100 只是一个数。“每个…建成1所”“所有…”问的是做到的占多少。",
        """
100%
100
全覆盖
全部
应保尽保
基本全覆盖
每个建制乡镇办好1所
所有机构实现网络直报
人人享有
零发生
""",
    ),
    Section(
        "约数、区间",
        "“左右”是这个数上下 2%，规格里可以用 `tolerance` 改；区间从较近的一端算起，“控制在”“……之间”一类两头都算。",
        """
27%左右
约80岁
9张左右
稳定在80左右
5—10家
10-20名
1~2
60%至70%
控制在80%—90%
60%—70%之间
≥80且<90
不低于80%、不高于90%
20≤指数<25
60±2
""",
    ),
    Section(
        "每年、年均",
        "“每年”看每一步，“年均”看整段的平均；“每年”后面是一个水平的，每一年都要到。",
        """
每年降低0.5个百分点
力争每年降低0.5个百分点以上
每年增长8%以上
较上年增长8%
年均增长5%
年均增长5%左右
每年培训医务人员3000人次以上
每年不少于2次
""",
    ),
    Section(
        "从某一年起的变化",
        "没有写明哪一年的，从基期算起。本身是百分比的指标写“降低0.5%”，可以是相对变化，也可以是百分点：两种都算，"
        "结论不一就交人工认定。",
        """
累计提高6个百分点
较2020年下降10%
比2015年降低30%
在2020年基础上提高1岁
在2020年基础上继续提高1岁左右
降低0.5%
增速控制在10%以内
〔18〕
五年累计〔18%〕
零增长
不高于2020年水平
翻一番
比2015年翻两番
增长1.5倍
增长不超过1倍
达到2020年的2倍
减半
""",
    ),
    Section(
        "只说方向或走势的",
        "“持续”“逐年”一类看每一年；“降低”“有所提高”一类到期变了就算；“明显”一类只能判方向，程度要人来定，或在规格里写 `at_least`。",
        """
持续提升
逐年提高
稳步提高
逐年下降
持续改善
降低
有所提高
略有下降
明显下降
显著提高
上升趋势减缓
上升趋势得到遏制
保持稳定
基本稳定
维持现状
同比例提高
""",
    ),
    Section(
        "数在别处的",
        "规划自己没有给数：用 `--set` 或数据文件的 `targets` 补上以前，一律无法判定。",
        """
完成国家目标
国家下达
达到省级要求
各年度视情提出
""",
    ),
    Section(
        "等级、比例",
        "等级到了或更高即达标；比例看两部分之比。",
        """
三级甲等
二级乙等以上
三星
C级
电子病历4级
每10万人口拥有6名
1:1.3
不低于1:1.2
1辆/3万人
""",
    ),
    Section(
        "一格几个目标",
        "一个分项一个目标；“分别”要靠 `components` 的顺序认领。",
        """
城镇稳定在80左右，居民稳定在70以上
职工≧80城乡居民≧70
城镇和农村均达到90%以上
分别控制在3.1‰、5.2‰和6.6‰以下
""",
    ),
    Section(
        "前后的词",
        "年份改变目标年份；“力争”“确保”一类只记下语气；名称、起点、希望和括号里的现状不参与判断。",
        """
到2023年达到60%
“十四五”末达到80%
到2025年，力争达到35%左右
确保达到90%
原则上不超过8天
≥30%（目前29.3%）
从35%提高到50%
由目前的12.3克降至10克
从2021年的300万户增至900万户
婴儿死亡率不高于5‰，力争达到4‰
参保率职工80%、居民70%
床位数力争由2020年的4.2张增加到6张以上，力争达到7张
""",
    ),
    Section(
        "几样都要",
        "几样都要做到：各看各的，最差的算数。",
        """
达到60%及以上并持续提高
年均提高2个百分点以上，达到70%
1500亿元左右，年均增长8%左右
不少于10种，每周不少于20种
""",
    ),
    Section(
        "几个年份的",
        "各年看各年的，最后一年是规划的目标；没有写年份的几个数是几个分项，规格里写明是分项还是年份。",
        """
62%（2022年）、65%（2025年）
到2022年和2030年，居民健康素养水平分别不低于22%和30%
到2022年降到10%，到2030年降到8%
下降到40%和35%
75%以上 90%以上
≤0.5/≤1.2
""",
    ),
    Section(
        "与别的数比",
        "那个数由 `--set` 或数据文件的 `targets` 给，或是规划里另一行的；没有给的无法判定。",
        """
高于全国平均水平
年均增速高于全国平均1个百分点
下降到全省平均水平以下
高于GDP增速
与经济增长基本同步
不低于上年
优于同类地区
""",
    ),
    Section(
        "名次",
        "第几名，数字小的在前；“前移2位”仍是变化。",
        """
进入前10名
居全省前三
第8名以内
位次前移2位
""",
    ),
    Section(
        "做成没有",
        "里程碑：做成或没有做成，数据里写“是”“已完成”“通过”。只是赞语的（维持在较高水平）不读。",
        """
建成并投入使用
基本建成
建立制度
通过复审
消除疟疾
达到国家二级标准
保持国家卫生城市
第一方阵
""",
    ),
    Section(
        "做到的占多少",
        "一类里面做到的占多少，每一个要做到什么也留着。",
        """
所有试点县患病率在2%以下
每个乡镇1所
全国95%以上的病区县达到控制水平
符合条件的患者全部纳入医疗救助
""",
    ),
    Section(
        "合计、频次和别的说法",
        "修建、培训、新增一类是整个规划期的；“每周”“单次”留作附注。",
        """
新增森林面积5万亩
新建绿地1000公顷、绿道200公里
五年累计超过5500万人
每年筛查1500例
每周3次以上
迈上2万亿元台阶
一般以300张为宜
1.9∶1左右
7万名左右（含后备）
比2018年（31.2）降低5个百分点
年均6左右
""",
    ),
    Section(
        "没有目标",
        "既不算未达标，也不算达标。",
        """
—
——
""",
    ),
)

REFUSED = """
≥1,5
1 5%
≥80以下
约90%以上
10-5家
几十家
接近90%
达到80%或90%
不要求达到90%
达到80%但是
形成12分钟急救
到2025年
"""

HEAD = """\
# 目标的写法与理解

<!-- 本页由 docs/generate.py 用程序自己的代码生成，不要手改：改写法清单就改那个脚本，再运行 python docs/generate.py -->

左栏是原文的写法，中栏是 `op`（字段见 [formats.md](formats.md)），右栏是程序给出的理解，与 `hpcheck explain` 的输出一字不差。
含义的约定见 [semantics.md](semantics.md) 第 4 节。这里列的是例子，不是全部：词语可以换，语序可以变，拿不准的用
`hpcheck explain "写法"` 试一下。
"""


EXIT_CODES = """\
# 退出码

<!-- 本页由 docs/generate.py 用程序自己的代码生成，不要手改 -->

程序结束时给脚本的结论。换什么选项、什么报告形式都一样。

{table}

几个规划一起核验时取最坏的一个：70、2、1、3、0 依次。`trend`、`path`、`show`、`compare` 一类不设门禁的命令，写出来了就是 0，输入有错是 2。
`lint` 有问题（到了 `--level`）是 1，`verify` 有词句找不到是 1（`--strict` 时不在一处的也算），`explain` 有看不懂的是 2，`recheck` 有结论与报告不同的是 1、不能重新核验的是 2，`projects --strict` 有没按时的是 1、说不清的是 3；没有就是 0，规格或命令行有错是 2。
用 Ctrl-C 打断是 130，读输出的一方先关了管道是 141：是终端的惯例，不是核验的结论。
为什么判不了的是 3 而不是 0，见[为什么这样约定](choices.md)；门禁看哪些指标，见[目标的含义](semantics.md)第 6 节；
在脚本和自动核验里怎么用，见 [ci.md](ci.md)。
"""


def wordings_page() -> str:
    """docs/wordings.md."""
    return "\n".join([HEAD, *map(_section, SECTIONS), _refused()])


def _section(section: Section) -> str:
    rows = [_row(text) for text in section.wordings.split("\n") if text]
    return _table(section.title, section.lead, ("写法", "op", "理解"), rows)


def _row(text: str) -> tuple[str, ...]:
    target = parse_target(text)
    return _code(text), _code(str(target_fields(target)["op"])), reading(target)


def _refused() -> str:
    lead = (
        "读不通的、两可的、自相矛盾的，都不猜：报错并指出读到哪里停下（▸ 之后）。规格里可以改用结构写明目标。"
    )
    rows = [_stopped(text) for text in REFUSED.split("\n") if text]
    return _table("看不懂的", lead, ("写法", "停在", "说明"), rows)


def _stopped(text: str) -> tuple[str, ...]:
    try:
        parse_target(text)
    except NotUnderstood as error:
        return _code(text), _code(f"{text[: error.at]}▸{text[error.at :]}"), error.message
    raise SystemExit(f"docs/generate.py: “{text}” is understood now; it belongs in a section")


def _code(text: str) -> str:
    return f"`{text}`"


def _table(title: str, lead: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    cells = [head, ("---",) * len(head), *rows]
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in cells]
    return "\n".join([f"## {title}", "", lead, "", *lines, ""])


def exit_codes(head: tuple[str, str], meanings: dict[ExitCode, str]) -> str:
    """The table of exit codes, from the enum that the program itself exits by."""
    rows = [head, ("---", "---"), *((str(int(code)), meanings[code]) for code in ExitCode)]
    return "\n".join(f"| {code} | {meaning} |" for code, meaning in rows)


EXIT_CODES_IN_ENGLISH = """# Exit codes

<!-- written by docs/generate.py from the program's own code -->

What a script is told at the end, the same under every flag and in every form.

{table}

Of several plans judged at once it is the worst: 70, 2, 1, 3, 0 in this order. Commands without a gate (`trend`, `path`, `show`, `compare`) end
with 0 once they have written, with 2 when an input is wrong. `lint` ends with 1 when it finds something at its `--level`, `verify` when words aren't in the
document, `explain` with 2 for what it can't read, `projects --strict` with 1 for what is late and 3 for what can't be told.
130 is Ctrl-C, 141 a pipe that was closed: a terminal's custom, no verdict.
"""


def exit_codes_page(table: str) -> str:
    """docs/exit-codes.md."""
    return EXIT_CODES.format(table=table)


SCHEMAS = """# 规格和数据文件的键

这一页由 JSON Schema 生成（`hpcheck schema plan`、`hpcheck schema actuals`），列出各处能写的键；含义和例子见 [formats.md](formats.md)。
"""
_PLACES = {
    "plan": {
        "": "规格",
        "indicator": "每项指标",
        "component": "分项",
        "commitment": "正文里的承诺",
        "project": "重大项目",
        "mention": "正文里印的已有的数",
        "revision": "规划期内的调整",
        "structured": "写成结构的目标",
        "baseline": "正文里的基期",
        "births": "出生数",
    },
    "actuals": {"": "数据文件", "record": "一个值和它的来历", "target": "补上的目标"},
}


def schemas_page() -> str:
    """docs/schemas.md: a table of keys for each kind of object in the schemas that ship."""
    parts = [SCHEMAS]
    for name, places in _PLACES.items():
        schema = json.loads(schema_text(name))
        for place, title in places.items():
            thing = schema["$defs"][place] if place else schema
            shaped = next((one for one in [thing, *thing.get("anyOf", [])] if "properties" in one), None)
            if shaped is not None:
                parts.append(f"## {title}（`{name}`）\n\n{_keys_table(shaped)}\n")
    return "\n".join(parts)


def _keys_table(shaped: dict[str, Any]) -> str:
    rows = ["| 键 | 必需 | 可以是 | 说明 |", "| --- | --- | --- | --- |"]
    for key, what in shaped["properties"].items():
        needed = "是" if key in shaped.get("required", ()) else ""
        cells = (f"`{key}`", needed, _may_be(what), what.get("description", ""))
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)


_TYPES = {
    "string": "文字",
    "number": "数",
    "integer": "整数",
    "null": "空",
    "object": "一组键值",
    "array": "列表",
    "boolean": "true、false",
}
_DEFINED = {
    "words": "文字",
    "year": "年份",
    "number": "数",
    "cell": "照印的一格",
    "id": "id",
    "value": "一个值",
}


def _may_be(what: dict[str, Any]) -> str:
    """What a key may hold, in words."""
    if "enum" in what:
        return "、".join(
            dict.fromkeys(
                f"`{str(one).lower() if isinstance(one, bool) else one}`"
                for one in what["enum"]
                if one is not None
            )
        )
    if "const" in what:
        return f"`{what['const']}`"
    if "$ref" in what:
        name = what["$ref"].rpartition("/")[2]
        return _DEFINED.get(name, f"{name} 的写法")
    if "anyOf" in what:
        return "、".join(dict.fromkeys(map(_may_be, what["anyOf"])))
    kinds = what.get("type", "")
    names = [_TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind in _TYPES]
    return "、".join(names)


LEVELS = {FindingLevel.ERROR: "错误", FindingLevel.WARNING: "警告", FindingLevel.NOTE: "提示"}
FINDINGS = """# 自带的规划里查出的问题

<!-- 本页由 docs/generate.py 用程序自己的代码生成，不要手改 -->

`hpcheck lint` 对自带的七份规划的全部结果：哪条规则、哪一项、凭原文的哪几个字、问题和办法。规则的说明见 [lint.md](lint.md)。
序号带 C 的是正文里的承诺，按规格里的先后编号。这里指出的是文件写法上的问题，不是对执行情况的判断；有的是有意为之，
文件已经说明了理由（如攀枝花市表 1 后的测算说明）。
"""


def lint_rules() -> str:
    """The rules of lint: a table of them, then each one's documentation."""
    table = ["| 代码 | 级别 | 查什么 |", "| --- | --- | --- |"]
    parts = []
    for code, rule in all_rules().items():
        level = f"{LEVELS[rule.LEVEL]} `{rule.LEVEL.value}`"
        table.append(f"| [{code}](#{code.lower()}) | {level} | {rule_title(rule)} |")
        parts.append(f"### {code}\n\n{documentation(rule)}")
    return "\n\n".join(["\n".join(table), *parts])


def findings_page() -> str:
    """docs/findings.md: all that lint finds in the plans that ship."""
    names = sorted(path for path in shipped_folder().glob("*.yaml") if path.stem != "catalog")
    plans = [load_plan(str(path), whole=True) for path in names]
    return "\n".join([FINDINGS, *(_findings_of(plan, tuple(plans)) for plan in plans)])


def _findings_of(plan: Plan, others: tuple[Plan, ...]) -> str:
    found = lint(Subject(plan, catalogue(), None, others), list(all_rules()))
    counts = "，".join(
        f"{LEVELS[level]} {sum(item.level is level for item in found)}" for level in FindingLevel
    )
    table = ["| 代码 | 级别 | 哪一项 | 原文 | 问题和办法 |", "| --- | --- | --- | --- | --- |"]
    table += [_finding_row(item) for item in found]
    return "\n".join([f"## {plan.title}（`{plan.id}`）", "", f"{counts}。", "", *table, ""])


def _finding_row(item: Finding) -> str:
    cells = (item.code, LEVELS[item.level], f"{item.no} {item.name}".strip(), item.words, item.message)
    safe = (cell.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ") for cell in cells)
    return "| " + " | ".join(safe) + " |"


# One wording of each kind; what a kind says of itself may depend on its words.
OF_EACH_KIND = (
    ("≥60%", "%"),
    ("60%", "%"),
    ("60%左右", "%"),
    ("50%—60%之间", "%"),
    ("60%以上的县达到控制标准", "%"),
    ("提高10个百分点", "%"),
    ("比2015年提高10个百分点", "%"),
    ("新增5000个", "个"),
    ("翻一番", "个"),
    ("年均增长5%", "个"),
    ("每年降低0.5个百分点", "%"),
    ("每年培训1000人以上", "人"),
    ("五年累计培训1000人", "人"),
    ("保持稳定", "%"),
    ("明显下降", "%"),
    ("持续提升", "%"),
    ("上升趋势得到遏制", "%"),
    ("上升趋势减缓", "%"),
    ("同比例提高", "%"),
    ("高于全国平均水平1个百分点", "%"),
    ("国家下达", "%"),
    ("三级甲等", ""),
    ("1:1.3", ""),
    ("建成并投入使用", ""),
    ("进入前10名", "名"),
    ("—", "%"),
)


def ways_of_kinds() -> str:
    """The table of how many regions are judged by each kind of target: by pieces, or by `evaluate` one by one, and why."""
    lines = ["| 写法（例） | `op` | 怎样核验 | 还要看的 |", "|---|---|---|---|"]
    rows: list[dict[str, str]] = []
    for at, (text, unit) in enumerate(OF_EACH_KIND):
        better = "lower" if "降" in text or "趋势" in text else "higher"
        rows.append(
            {"id": f"row{at}", "name": f"指标{at}", "nature": "预期性", "target": text, "better": better}
        )
        rows[-1] |= {"unit": unit} if unit else {}
        rows[-1] |= {"relative_to": "row0"} if text == "同比例提高" else {}
    period = {"baseline": 2020, "start": 2021, "end": 2025}
    spec = {"format": PLAN_FORMAT, "id": "kinds", "title": "各种目标", "period": period, "indicators": rows}
    plan = build_plan(parse(json.dumps(spec).encode(), "kinds"), "kinds", {}, "", check_shape=False)
    for row in plan.indicators:
        assert row.target is not None
        rule, text = row.target.rule, row.target.text
        why = rule.looks_elsewhere
        if rule.looks_at_each_year:
            way, beside = "分段", "每一年各在哪一段"
        elif rule.is_tied:
            way, beside = "分段", "另一项指标同一年的数"
        else:
            way, beside = ("逐个", why) if why else ("分段", "")
        lines.append(f"| {text} | `{rule.fields()['op']}` | {way} | {beside} |")
    return "\n".join(lines)


def report() -> str:
    """The first example's report, shortened."""
    lines = REPORT.read_text(encoding="utf-8").splitlines()
    return "\n".join(["```text", "\n……\n".join(_part(lines, *ends) for ends in SHOWN), "```"])


def _part(lines: list[str], first: str, after: str) -> str:
    """The lines from the one that begins so to before the next that begins so."""
    start = next(at for at, line in enumerate(lines) if line.startswith(first))
    end = next(at for at in range(start, len(lines)) if lines[at].startswith(after))
    return "\n".join(lines[start:end])


def with_marked(path: Path, **parts: str) -> str:
    """The page with what stands between its marks replaced, each part by its name."""
    page = path.read_text(encoding="utf-8")
    for name, inside in parts.items():
        begin, end = f"<!-- {name}: begin (docs/generate.py) -->", f"<!-- {name}: end -->"
        before, found, rest = page.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise SystemExit(f"{path.name}: the marks “{begin}” and “{end}” are missing")
        page = f"{before}{begin}\n{inside}\n{end}{after}"
    return page


def pages() -> dict[Path, str]:
    """Every generated page as it should be."""
    english = exit_codes(("exit code", "meaning"), ENGLISH)
    chinese = exit_codes(("退出码", "含义"), {code: code.meaning for code in ExitCode})
    names = ("README.md", "README.zh-CN.md", "docs/semantics.md", "docs/lint.md", "docs/panel.md")
    readme, translated, contract, rules, panel = (ROOT / name for name in names)
    return {
        readme: with_marked(readme, codes=english, report=report()),
        translated: with_marked(translated, codes=chinese, report=report()),
        contract: with_marked(contract, codes=chinese),
        rules: with_marked(rules, rules=lint_rules()),
        panel: with_marked(panel, kinds=ways_of_kinds()),
        ROOT / "docs" / "findings.md": findings_page(),
        ROOT / "docs" / "wordings.md": wordings_page(),
        ROOT / "docs" / "exit-codes.md": exit_codes_page(chinese),
        ROOT / "docs" / "en" / "exit-codes.md": EXIT_CODES_IN_ENGLISH.format(table=english),
        ROOT / "docs" / "schemas.md": schemas_page(),
        ROOT / "docs" / "picture.svg": picture(),
    }


def main(arguments: list[str]) -> int:
    """0 when the pages are (or now are) what the program says, 1 when --check finds one that is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; 1 when a page is stale")
    check = parser.parse_args(arguments).check
    stale = [(path, text) for path, text in pages().items() if _read(path) != text]
    for path, text in stale:
        if not check:
            path.write_text(text, encoding="utf-8")
        what = "is stale: run python docs/generate.py" if check else "written"
        sys.stderr.write(f"{path.relative_to(ROOT)} {what}\n")
    return 1 if check and stale else 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
