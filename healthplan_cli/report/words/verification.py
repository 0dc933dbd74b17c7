"""The words for parts and fields of a plan in a verification."""

from __future__ import annotations

from healthplan_cli.base.i18n import tr
from healthplan_cli.checks.verify import MatchStatus, Verification

_FIELDS = {
    "title": tr("标题"),
    "category": tr("类别"),
    "name": tr("名称"),
    "unit": tr("单位"),
    "baseline": tr("基期"),
    "target": tr("目标"),
    "nature": tr("性质"),
    "mentions": tr("正文的数"),
    "subject": tr("主语"),
    "due": tr("年份"),
    "modality": tr("语气"),
    "responsible": tr("责任单位"),
    "place": tr("建设地点"),
    "kind": tr("建设性质"),
    "content": tr("建设内容"),
    "years": tr("建设年限"),
    "investment": tr("投资"),
    "number": tr("文号"),
    "date": tr("日期"),
    "by": tr("机关"),
    "population": tr("常住人口"),
    "births": tr("出生数"),
    "projects_total.count": tr("项目合计的项数"),
    "projects_total.investment": tr("项目合计的投资"),
}
KINDS = {
    "plan": tr("规划"),
    "indicator": tr("指标 {no} {name}"),
    "commitment": tr("承诺 {no} {name}"),
    "project": tr("项目 {no} {name}"),
}


def field_words(field: str) -> str:
    """Return the name of a field of a spec: target, or of a component employee.target."""
    part, _, name = field.rpartition(".")
    words = _FIELDS.get(field) or _FIELDS.get(name, name)
    return f"{part} {words}" if part and part not in ("issued", "projects_total", "region") else words


def summary(found: Verification) -> str:
    """Return how many words were found, and how many weren't."""
    checked = len(found.items) - len(found.of(MatchStatus.UNCHECKED))
    counts = [
        (tr("{count} 处没有"), MatchStatus.MISSING),
        (tr("{count} 处不在一处"), MatchStatus.APART),
        (tr("{count} 处例外"), MatchStatus.EXCUSED),
        (tr("{count} 处没有引用原文"), MatchStatus.UNCHECKED),
    ]
    more = [words.format(count=count) for words, status in counts if (count := len(found.of(status)))]
    head = tr(
        "{plan}：规格里的 {checked} 处词句，{found} 处在 {path} 里找到",
        plan=found.plan,
        checked=checked,
        found=len(found.of(MatchStatus.FOUND)),
        path=found.document.path,
    )
    return tr("，").join([head, *more]) + tr("。")
