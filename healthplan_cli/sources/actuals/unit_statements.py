"""Statements in a cell on the unit of other cells: 单位：万元, 注：本表金额以万元计 (contract section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import normalise

_SAYS = Pattern(
    r"(?P<about>[\u4e00-\u9fff]{0,20}?)(?:单位|(?<=金额)(?=[:(]))(?P<link>(?:的(?:数据|数值|数|指标)?|者)?(?:一律|统一|全部|均|都)?(?:[:=]|为|是|系)[:为是]?\(?|[ (]?)"
)
_COUNTED = Pattern(r"(?P<about>[\u4e00-\u9fff]{0,20}?)(?:一律|统一|全部|均|都)?[以按用](?=[^ ,;:。]{1,12})")
_COUNTS = Pattern(
    r" ?(?:为|作|做)?(?:计量|计价|核算)?(?:单位|计算|计价|计列|计量|计|表示)(?![\u4e00-\u9fff])"
)
_BRACKET = Pattern(r"\((?P<inside>[^()]+)\)$")
_ENGLISH = Pattern(r"units? ?:", 2)  # re.IGNORECASE
_THIS = ("本表中", "本表", "表中", "表内", "上表", "其中", "以上", "上述", "注", "备注", "说明")
_TORN = Pattern(r"(?<=[:为(])([万亿千百十]+) (?=[元人户张件])")
_MONEY = Pattern(r".*(?:金额|货币|币|资金|款|价值|计价)")
_ALL = Pattern(
    r"(?:.*(?:统计|[未没无](?:有|另)?(?:注明|标明|标注|写明|说明|列明|注)|计量|计数|数量|度量|数据|数值|指标|表|表内|表中|情况|一览|汇总|其|各项|其余|其他|其它|剩余|以上|上述|以下|注|备注|说明))?$"
)
# 填报单位 and its like are offices, whatever stands behind them.
_OFFICE_WORDS = (
    "填报 填表 填列 编报 编制 制表 报送 报告 上报 报 责任 主管 牵头 建设 施工 设计 监理 提供 负责 主办 承办 协办 配合 成员 考核 "
    "申报 发布 印制 印发 所属 项目 业主 用人 事业 企业 医疗 参保 预算 行政 工作 管理 归口 审核 批准 盖章 机关 法人 实施 "
    "完成 参与 联系 评估 检查 直属 下属 落实"
)
_OFFICES = tuple(_OFFICE_WORDS.split())
_OFFICE = Pattern(r".*[局委办院厅部处科所站县市区省镇乡街校某xX×]|.*(?:中心|公司|集团|协会|单位)")
_ELSEWHERE = ("见", "详见", "如", "按", "同", "略", "另", "各", "—", "-", "/", "无")
_LABELS = (
    "填报", "填表", "编制", "制表", "报送", "上报", "责任", "主管", "牵头", "日期", "时间", "年份", "年度", "数据", "来源", "审核", "联系", "表号", "金额", "计量", "单位",
)  # fmt: skip
_WORDS = {
    "百分比": "%",
    "百分数": "%",
    "百分率": "%",
    "百分之": "%",
    "千分比": "‰",
    "千分数": "‰",
    "千分率": "‰",
    "千分之": "‰",
    "万分比": "‱",
    "十万分之": "/10万",
    "万分之": "‱",
}
_EXCEPTED = Pattern(r"[^()]*(?:除外|另有|注明|另行|外)[^()]*\)")
_BUT_FOR = Pattern("除(?!注明|特别|另有|说明|标)[^,;。]{1,12}[以之]?外[,、]?$")
# In brackets at a title's end these say how often or in how many parts: 统计表（月）.
_TIMES_AND_PARTS = (
    "年 月 个月 日 天 期 类 部 分 次 条 层 门 份 册 场 篇 支 套 人口 常住人口 户籍人口 服务人口"
)
_NOT_ALONE = frozenset(_TIMES_AND_PARTS.split())


class UnitScope(Enum):
    """The rows for which a statement holds."""

    ALL = "all"
    MONEY = "money"  # 金额单位：万元 says nothing of a percentage
    NAMED = "named"  # 床位单位：张 is for rows that are called so
    COLUMN = "column"  # said over one column: doubtful for the others


@record(frozen=True, slots=True)
class Statement:
    """A statement on units for other cells; `units` is empty where its words are no known unit.

    `about`: what it is said of (床位). `excepted`: its words leave rows out (单位：万元（百分比除外）), so that rows of
    other units are no problem.
    """

    words: str
    units: tuple[str, ...]
    scope: UnitScope = UnitScope.ALL
    about: str = ""
    excepted: bool = False


def statements(text: str, above: bool = False) -> list[Statement]:
    """Return the statements on units in a cell's text: 单位：万元 填报单位：某局, 注：本表金额以万元计.

    `above`: the cell stands above a table, where also a unit in brackets (…情况表（万元）) or alone is a statement.
    """
    if not above and not any(sign in text for sign in ("位", "计", "表示", "金")):
        return []
    line = _line(text)
    line = line if _ENGLISH.match(line) is None else f"单位{line.partition(':')[1]}{line.partition(':')[2]}"
    found = [*_said(line, above), *_counted(line)]
    return found or (_alone(line) if above else [])


def says_only_units(text: str) -> bool:
    """Return whether a cell begins with a statement on units (单位：万元 填报单位：某局), and so is neither value nor name."""
    found = statements(text)
    return bool(found) and _line(text).replace(":", "：").startswith(found[0].words)


def unit_said(text: str) -> str | None:
    """Return the unit of a text that is nothing but a unit (万元, （万元）, 千分比, ‰（千分比）); None for other text."""
    line = _line(text)
    while line[:1] == "(" and line[-1:] == ")":
        line = line[1:-1]
    before, _, inside = line.removesuffix(")").partition("(")
    found = [(units.canonical(_WORDS.get(word, word)), word) for word in (before, inside) if word]
    names = {unit for unit, word in found if word not in _NOT_ALONE}
    return names.pop() if len(names) == 1 else None


def _line(text: str) -> str:
    """Return a text in half width with single blanks, and spaced-out words (单 位) joined."""
    tokens: list[str] = []
    spread = False
    for word in (normalise(token).text for token in text.split()):
        if spread:
            tokens[-1] += word
        elif word:
            tokens.append(word)
        spread = len(word) == 1 and "\u4e00" <= word <= "\u9fff"
    line = " ".join(tokens).replace(" :", ":")
    torn = _TORN.search(line)
    return line if torn is None else line[: torn.end(1)] + line[torn.end() :]


def _said(line: str, above: bool) -> Iterator[Statement]:
    for match in _SAYS.finditer(line):
        about, link, start = _subject(match["about"]), match["link"], match.end()
        if about.endswith(_OFFICES):
            continue
        scope = _scope(about, above)
        loose = link in ("", " ", "(")
        found = _units_at(line, start)
        if found is None:
            words = line[start:].partition(" ")[0].rstrip(");。,")
            if not loose and ":" in link and scope is not UnitScope.NAMED and _is_unknown_unit(words, about):
                yield Statement(f"{about}单位：{words}", (), scope, about)
        elif not loose or scope is not UnitScope.NAMED:
            names, end = found
            excepted = line[end : end + 1] == "(" and _EXCEPTED.match(line, end + 1) is not None
            excepted = excepted or _BUT_FOR.search(line[: match.start()]) is not None
            words = line[match.start() : end] + ")" * link.endswith("(")
            yield Statement(words.replace(":", "："), names, scope, about, excepted)


def _counted(line: str) -> Iterator[Statement]:
    """Yield the statements in sentences: 本表金额以万元计, 数据均以万元为单位."""
    for match in _COUNTED.finditer(line):
        found = _units_at(line, match.end(), bounded=False)
        end = _COUNTS.match(line, found[1]) if found else None
        if found and end and all(map(_is_counted_in, found[0])):
            about = _subject(match["about"])
            yield Statement(line[match.start() : end.end()].strip(), found[0], _scope(about, False), about)


def _is_counted_in(unit: str) -> bool:
    """Return whether 以…计 can give this unit to numbers: 万元 and %, but not 年 (按年计) or 户籍人口."""
    parsed = units.parse(unit)
    return parsed is not None and (units.is_share(unit) or is_money(unit) or parsed.factor >= 1000)


def _alone(line: str) -> list[Statement]:
    """Return a statement for a unit in brackets at a title's end, or for a cell that is a unit; none for other text."""
    bracket = _BRACKET.search(line)
    inside = bracket["inside"] if bracket else line
    found = _units_at(inside, 0)
    if found is None or found[1] != len(inside) or any(name in _NOT_ALONE for name in found[0]):
        return []
    if not bracket and not all(map(_is_counted_in, found[0])):
        return []
    return [Statement(bracket[0] if bracket else line, found[0])]


def _subject(about: str) -> str:
    """Return the words for what a unit is said of, without 本表 or the like before them."""
    return next((about.removeprefix(word) for word in _THIS if about.startswith(word)), about)


def _scope(about: str, above: bool) -> UnitScope:
    if _MONEY.match(about):
        return UnitScope.MONEY
    return UnitScope.ALL if _ALL.match(about) or (above and len(about) > 6) else UnitScope.NAMED


def _is_unknown_unit(words: str, about: str) -> bool:
    """Return whether the words behind 单位： can only be a unit (one that isn't in the table), and not the name of an office."""
    if not words or words.startswith(_ELSEWHERE):
        return False
    named = about and not about.endswith("统计")  # 统计单位 may be an office too
    return bool(named) or (len(words) <= 6 and _OFFICE.match(words) is None)


def _units_at(line: str, start: int, bounded: bool = True) -> tuple[tuple[str, ...], int] | None:
    """Return the units listed at a place (万元、人) and the index after them; None where there are none, or other words follow at once."""
    found: list[str] = []
    at, end = start, start
    while True:
        at += line[at : at + 1] == " "
        at += 3 * line.startswith("人民币", at)
        stop, name = _one_unit(line, at)
        if name is None:
            break
        found.append(name)
        end = stop + 3 * line.startswith("人民币", stop)
        if line[end : end + 1] not in ("、", ",", ";", "/", "和", "及", "与", "或") or not line[end:]:
            break
        at = end + 1
    free = end == len(line) or line[end] in " ,;。、()〔〕.:" or line.startswith(_LABELS, end)
    return (tuple(dict.fromkeys(found)), end) if found and (free or not bounded) else None


def _one_unit(line: str, at: int) -> tuple[int, str | None]:
    for word, unit in _WORDS.items():
        if line.startswith(word, at):
            return at + len(word), unit
    end = units.scan(line, at)
    parsed = units.parse(line[at:end])
    return end, parsed.text if parsed and (parsed.base or parsed.per) else None


def is_money(measure: str | None) -> bool:
    """Return whether a unit is one of money."""
    unit = units.parse(measure) if measure else None
    return unit is not None and unit.base in ("元", "美元")


def of_column(found: Iterable[Statement]) -> list[Statement]:
    """Return the statements limited to the column over which they stand."""
    return [replace(said, scope=UnitScope.COLUMN) for said in found]
