"""Rows inside a table that have no values of indicators: footnotes, signatures, totals, numbering of columns."""

from __future__ import annotations

from healthplan_cli.base.lexicon import Pattern

_FOOTNOTE = Pattern(
    r"(?:注|备注|附注|注释|表注|说明|填表说明|资料来源|数据来源|来源|填表人|填报人|制表人|制表|审核人|审核|复核人|复核|"
    r"审批人|批准人|负责人|单位负责人|部门负责人|科室负责人|分管领导|统计负责人|经办人|联系人|联系电话|联系方式|电话|"
    r"填报单位|填表单位|制表单位|报送单位|填表日期|填报日期|制表日期|报出日期|报送日期|打印日期|填表时间|填报时间|日期|盖章|"
    r"单位盖章|\(盖章\)|note|notes)\d*(?:[:(.、]|$)"
)
_TOTALS = frozenset(
    [
        "合计", "总计", "小计", "共计", "总和", "汇总", "合计数", "平均", "平均值", "均值", "total", "sum", "average",
    ]
)  # fmt: skip
_NUMBERING = frozenset("甲乙丙丁")


def is_footnote(text: str) -> bool:
    """Return whether a row that begins with this normalised text is a footnote or a signature: 注：…, 填表人：…"""
    return _FOOTNOTE.match(text) is not None


def is_summary(name: str) -> bool:
    """Return whether a row with this normalised name is a total, or numbers the columns (甲 乙 1 2 3)."""
    return name in _TOTALS or name in _NUMBERING
