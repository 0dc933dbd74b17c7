"""Advice for a column with an unknown heading: a similar known heading, or how to leave the column out."""

from __future__ import annotations

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.names import nearest
from healthplan_cli.sources.actuals.heading_words import LEFT_OUT
from healthplan_cli.sources.actuals.headings import is_paired
from healthplan_cli.sources.actuals.periods import YEAR

_USUAL = [
    "指标", "序号", "代码", "年份", "数值", "单位", "分组", "来源", "备注", "初步", "分子", "分母", "目标", "基期", "性质", "类别",
    "责任单位", "地区",
]  # fmt: skip
_OF_VALUES = ("数值", "分子", "分母")


def left_out(words: str) -> str:
    """Return the advice on how to leave a column or an indicator out with `--map`."""
    return tr('；不用读的请在 --map 里写明：{words}: "{left_out}"', words=words, left_out=LEFT_OUT)


def advice_for_column(words: str) -> str:
    """Return the advice for a column with an unknown heading: a similar known heading, or leaving it out."""
    if is_paired(words):
        return tr(
            "；它是率的分子或分母，要有另一半（分母或分子）的列才能读{left_out}", left_out=left_out(words)
        )
    near, years = nearest(words, _USUAL, 1), _YEAR.findall(words)
    if not near or near[0] in _OF_VALUES:  # whose value it is, and of when, only the reader knows
        return tr(
            '；不是实际值（别的口径、别的地区、目标、别的时段）的，请在 --map 里写 {words}: "{left_out}"；确是本规划全年的实际值，写 {words2}: {usual}',
            words=words,
            left_out=LEFT_OUT,
            words2=words,
            usual=tr("{years}年实际", years=years[0]) if years else "数值",
        )
    return tr(
        '，是不是“{near}”？请在 --map 里写明它是哪个常用的列（如 {words}: {usual}），不用读的写 {words2}: "{left_out}"',
        near=near[0],
        words=words,
        usual=near[0],
        words2=words,
        left_out=LEFT_OUT,
    )


_YEAR = Pattern(YEAR)
