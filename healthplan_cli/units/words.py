"""Units for readers: as printed, in English by their usual words where these are known."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import language, tr

COUNTS = ("个", "项")  # units of what is merely counted


def unit_words(unit: str | None) -> str:
    """Return a unit for a reader: as printed; in English its usual word (岁: years, 辆/3万人: vehicles per 30,000
    persons) if it has one; empty for None.
    """
    if not unit or language() == "zh":
        return unit or ""
    taken = units.parse(unit)
    known = _words()
    if taken is None:
        return unit
    if any(base and base not in known for base in (taken.base, *(base for _, base in taken.per))):
        return unit
    above = _counted(taken.factor, taken.base, known) if taken.base else ""
    each = [tr("每 {amount}（单位）", amount=_each(size, base, known)) for size, base in taken.per]
    return " ".join(filter(None, [above, *each])) or unit


def _counted(size: Fraction, base: str | None, known: dict[str, str]) -> str:
    """Return a number with what is counted, 30,000 persons; without the number where that is 1."""
    words = known[base] if base else ""
    return words if size == 1 and words else f"{_grouped(size)} {words}".strip()


def _each(size: Fraction, base: str | None, known: dict[str, str]) -> str:
    """Return the denominator of a rate in words: 30,000 persons; without a number, in the singular, where that is 1."""
    words = _counted(size, base, known)
    return words.removesuffix("s") if size == 1 else words


def _grouped(size: Fraction) -> str:
    """Return a number in figures with separated thousands; from a million on in words."""
    for least, word in ((10**12, tr("万亿（单位）")), (10**6, tr("百万（单位）"))):
        if size >= least:
            return f"{decimal_text(size / least)} {word}" if size != least else word
    return f"{int(size):,}" if size.denominator == 1 else decimal_text(size)


def _words() -> dict[str, str]:
    """Return the translated words for the units that plans use."""
    return {
        "%": "%",
        "‰": "‰",
        "百分点": tr("百分点（单位）"),
        "岁": tr("岁（单位）"),
        "人": tr("人（单位）"),
        "名": tr("人（单位）"),
        "位": tr("人（单位）"),
        "人次": tr("人次（单位）"),
        "户": tr("户（单位）"),
        "个": tr("个（单位）"),
        "项": tr("个（单位）"),
        "家": tr("家（单位）"),
        "所": tr("家（单位）"),
        "处": tr("处（单位）"),
        "座": tr("处（单位）"),
        "张": tr("张（单位）"),
        "天": tr("天（单位）"),
        "小时": tr("小时（单位）"),
        "分钟": tr("分钟（单位）"),
        "个月": tr("月（单位）"),
        "年": tr("年（单位）"),
        "元": tr("元（单位）"),
        "美元": tr("美元（单位）"),
        "克": "g",
        "毫克": "mg",
        "微克": "µg",
        "千克": "kg",
        "吨": "t",
        "米": "m",
        "公里": "km",
        "平方米": "m²",
        "平方公里": "km²",
        "公顷": "ha",
        "亩": tr("亩（单位）"),
        "立方米": "m³",
        "升": "L",
        "毫升": "mL",
        "千瓦时": "kWh",
        "℃": "°C",
        "分": tr("分（单位）"),
        "倍": tr("倍（单位）"),
        "次": tr("次（单位）"),
        "例": tr("例（单位）"),
        "起": tr("起（单位）"),
        "辆": tr("辆（单位）"),
        "台": tr("台（单位）"),
        "支": tr("支（单位）"),
        "种": tr("种（单位）"),
        "床位": tr("张（单位）"),
        "托位": tr("托位（单位）"),
    }
