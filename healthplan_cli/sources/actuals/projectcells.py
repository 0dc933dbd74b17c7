"""Cells of a progress sheet: dates or yes and no, amounts in 万元, percentages."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.normalise import normalise, squeeze
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.sources.actuals.grid import Cell, Odd, text_of
from healthplan_cli.views.projects import Moment

_DATE = Pattern(r"(?P<year>(?:19[5-9]|20\d|210)\d)(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?$")
_SIGNS = str.maketrans({"年": "-", "月": "-", "日": "", "/": "-", ".": "-"})
_MIDNIGHT = Pattern(r"(?P<day>.+\D\d{2})0?0:00(?::00)?$")  # what programs write behind a date
_MONTH_LOST = Pattern(r"\d{4}\.1$")
# What says only that something is, or isn't.
_YES_NO = {
    "是 有 已 √ ✓ ✔ yes y true 已开工 已竣工 已完工 已完成 已建成 建成 竣工 完工 开工 已投用": True,
    "否 未 × ✗ x no n false 未开工 尚未开工 未竣工 未完工 尚未完工 未完成 未建成 在建 建设中": False,
}
_SAID = {word: value for words, value in _YES_NO.items() for word in words.split()}
_WORDS = {"未开工": Fraction(0), "尚未开工": Fraction(0), "已竣工": Fraction(1), "已完工": Fraction(1)}
_NUMBER = Pattern(r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>\D*)$")
MONEY = ("万元", "亿元", "元", "千元", "百万元", "万", "亿")


class Unclear(Exception):
    """A cell that can't be read; the message says why."""


def plain_cell(cell: Cell | None) -> str:
    """Return a cell's text normalised and in lower case; empty for no cell and for words of missing data (—, 暂无)."""
    text = normalise(squeeze(text_of(cell))).text.lower()
    return "" if text in NO_VALUE else text


def happened(cell: Cell) -> tuple[bool | None, Moment | None]:
    """Return whether something has happened, and when; both None for an empty cell. Raise Unclear for other text."""
    if isinstance(cell, Odd) and not cell.text:
        raise Unclear(cell.message)
    text = plain_cell(cell)
    if not text:
        return None, None
    if text in _SAID:
        return _SAID[text], None
    return True, _moment(text, text_of(cell))


def _moment(text: str, shown: str) -> Moment:
    midnight = _MIDNIGHT.match(text)
    match = _DATE.match((midnight["day"] if midnight else text).translate(_SIGNS).rstrip("-"))
    if match is None:
        raise Unclear(tr("“{text}”看不懂：应是日期（2023-05-31、2023-05、2023）或 是、否", text=shown))
    if _MONTH_LOST.match(text):
        raise Unclear(tr("“{text}”是 1 月还是 10 月？请写成 2023-01 或 2023-10 的样子", text=shown))
    year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    assert year is not None
    if month is None:
        return Moment(f"{year}", date(year, 1, 1), date(year, 12, 31))
    try:
        last = monthrange(year, month)[1]
        if day is None:
            return Moment(f"{year}-{month:02}", date(year, month, 1), date(year, month, last))
        one = date(year, month, day)
    except ValueError:
        raise Unclear(tr("“{text}”不是一个日期", text=shown)) from None
    return Moment(one.isoformat(), one, one)


def amount(cell: Cell, unit: str) -> Fraction | None:
    """Return an amount in 万元, None for an empty cell; the cell's own unit goes before `unit`. Raise Unclear for other text."""
    text = _number_text(cell)
    if not text:
        return None
    match = _NUMBER.match(text)
    factor = units.factor(match["unit"] or unit, MONEY[0]) if match else None
    if match is None or factor is None:
        words = tr("“{text}”不是金额：应是不小于 0 的数，可带单位 万元、亿元、元", text=text_of(cell))
        raise Unclear(words)
    return Fraction(match["number"].replace(",", "")) * factor


def share(cell: Cell) -> Fraction | None:
    """Return a percentage, with or without its sign, as a share (65% is 13/20); None for an empty cell. Raise Unclear for other text."""
    text = _number_text(cell)
    if not text or text in _WORDS:
        return _WORDS.get(text)
    match = _NUMBER.match(text)
    if match is None or match["unit"] not in ("", "%"):
        words = tr("“{text}”不是百分数：应是 0 到 100 的数，如 65 或 65%；文字请写到备注", text=text_of(cell))
        raise Unclear(words)
    found = Fraction(match["number"].replace(",", "")) / 100
    if found > 1:
        raise Unclear(tr("“{text}”超过 100%", text=text_of(cell)))
    return found


def _number_text(cell: Cell) -> str:
    if isinstance(cell, Odd):
        raise Unclear(cell.message)
    return plain_cell(cell)
