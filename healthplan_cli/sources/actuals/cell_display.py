"""A stored number with its number format as the text that the spreadsheet shows, with all its digits.

0.343 in the format 0.0% is 34.3%; 2.9 in 0.0"‰" is 2.9‰. Where the format shows a number other than the stored one (0!.0
for 万, zeros as nothing, dates), the cell is refused, because a reader of the sheet sees another number.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from functools import lru_cache

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.limits import MAX_DIGITS
from healthplan_cli.sources.actuals.grid import Cell, Odd

_TOKEN = Pattern(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<space>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)|'
    r"(?P<exponent>E[+-])|(?P<date>AM/PM|A/P|上午/下午|[ymdhsbge]+|a{3,})|(?P<digits>[0#?.,]+)|(?P<percent>%)|"
    r"(?P<fraction>/)|(?P<text>@)|(?P<next>;)|(?P<literal>.)",
    2 | 16,  # re.IGNORECASE | re.DOTALL
)
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_CURRENCY = {"¥": "元", "￥": "元", "CNY": "元", "RMB": "元", "$": "美元", "US$": "美元"}


@record(frozen=True, slots=True)
class _Section:
    """One of the up to four sections of a number format: the text before and after the digits, and the pattern of the digits."""

    before: str = ""
    digits: str = ""
    after: str = ""
    percents: int = 0
    date: str = ""
    plain: bool = True  # the digits are those of the number, in one piece
    conditional: bool = False

    @property
    def shows(self) -> bool:
        return bool(self.digits)

    def shown(self, number: Decimal) -> str:
        """Return a number, which must not be negative, in this format, with all its digits where the format would round it."""
        value = number.scaleb(2 * self.percents)
        whole, _, decimals = self.digits.partition(".")
        text = _padded(_full(value), 0)
        if self.digits != "General":
            places = len(decimals)
            rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if value < 10**15 else value
            if rounded == value:
                text = _padded(_full(rounded), decimals.count("0"))
        if "," in whole and "." in text + ".":
            head, point, tail = text.partition(".")
            text = f"{int(head):,}{point}{tail}"
        return f"{self.before}{text}{'%' * self.percents}{self.after}"


def _full(number: Decimal) -> str:
    return format(number, "f")


def _padded(text: str, least: int) -> str:
    """Return a decimal without trailing zeros, but with at least `least` decimals."""
    head, _, tail = text.partition(".")
    tail = tail.rstrip("0").ljust(least, "0")
    return f"{head}.{tail}" if tail else head


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    sections, parts = [], dict[str, str]()
    position = 0
    while position <= len(code):
        match = _TOKEN.match(code, position)
        kind = match.lastgroup if match else "next"
        position = match.end() if match else position + 1
        if kind == "next":
            sections.append(_section(parts))
            parts = {}
        elif match and kind:
            _take(parts, kind, match[kind])
    return tuple(sections)


def _take(parts: dict[str, str], kind: str, text: str) -> None:
    """Add a token to a section's parts; text between digits marks the section as torn."""
    if kind == "bracket":
        currency = text[1:].partition("-")[0] if text.startswith("$") else ""
        if currency:
            _take(parts, "literal", currency)
        elif text[:1] in "<>=" and text:
            parts["conditional"] = "1"
        elif text.lower() in ("h", "hh", "m", "mm", "s", "ss"):
            parts["date"] = parts.get("date", "") + text.lower()
    elif kind in ("quoted", "escaped", "literal"):
        side = "after" if "digits" in parts else "before"
        parts[side] = parts.get(side, "") + text
    elif kind in ("digits", "general"):
        if "digits" in parts and (parts.get("after", "").strip() or kind == "general"):
            parts["torn"] = "1"
        parts["digits"] = parts.get("digits", "") + ("General" if kind == "general" else text)
    elif kind == "date":
        parts["date"] = parts.get("date", "") + text.lower()
    elif kind in ("percent", "exponent", "fraction"):
        parts[kind] = parts.get(kind, "") + "1"


def _section(parts: dict[str, str]) -> _Section:
    digits = parts.get("digits", "")
    whole, _, decimals = digits.partition(".")
    scaled = digits != "General" and (whole.endswith(",") or "," in decimals or "." in decimals)
    percents = len(parts.get("percent", ""))
    plain = not (scaled or percents > 1 or "torn" in parts or "fraction" in parts)
    if "exponent" in parts:
        digits = "General"
    before, after = parts.get("before", "").strip(), parts.get("after", "").strip()
    if before in _CURRENCY and not after:
        before, after = "", _CURRENCY[before]
    return _Section(before, digits, after, percents, parts.get("date", ""), plain, "conditional" in parts)


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> _Section | None:
    """Return the section that applies to a number; None where it depends on a condition and the sections differ."""
    if any(section.conditional for section in sections):
        numeric = [section for section in sections if section.shows]
        alike = {(section.before, section.after, section.percents, section.plain) for section in numeric}
        return numeric[0] if len(alike) == 1 else None
    if number < 0 and len(sections) > 1:
        negative = sections[1]
        return _Section(
            negative.before.strip("-−( "), negative.digits, negative.after.strip(") "),
            negative.percents, negative.date, negative.plain,
        )  # fmt: skip
    return sections[2] if number == 0 and len(sections) > 2 else sections[0]


def is_date_format(code: str) -> bool:
    """Return whether this format shows a number as a date or a time."""
    return bool(_sections(code)[0].date)


def is_year_format(code: str) -> bool:
    """Return whether this date format shows the year alone."""
    return set(_sections(code)[0].date) <= set("ye")


def number_of(raw: str) -> Decimal | None:
    """Return a stored number rounded to the 15 digits that spreadsheets keep (34.300000000000004 is 34.3); None for other text."""
    try:
        number = _FIFTEEN.create_decimal(raw)
    except DecimalException:
        return None
    return number + 0 if number.is_finite() and abs(number.adjusted()) < MAX_DIGITS else None


def shown(raw: str, code: str) -> Cell:
    """Return the text that a cell shows for a stored number in a number format `code` (no date format).

    Return an Odd cell with the reason where the stored text is no number, or the format shows another number than the
    stored one.
    """
    number = number_of(raw)
    if number is None:
        return Odd(raw, tr("“{raw}”不是有限的数值，或者大得不像数值", raw=raw))
    if code in ("General", "@"):
        return _padded(_full(number), 0)
    section = _chosen(_sections(code), number)
    if section is None or not section.plain:
        return Odd(
            raw,
            tr(
                "存的是 {full}，单元格格式“{code}”显示成另一个数：请把格式改为常规，单位写明",
                full=_full(number),
                code=code,
            ),
        )
    blank = number == 0 and section.digits != "General" and "0" not in section.digits
    if not section.shows or blank:
        words = section.before + section.after
        return Odd(
            words,
            tr(
                "存的是 {full}，单元格格式“{code}”显示为“{words}”：确是这个数请把格式改为常规，没有数据请清空",
                full=_full(number),
                code=code,
                words=words,
            ),
        )
    sign = "-" if number < 0 else ""
    text = section.shown(abs(number))
    return f"{section.before}{sign}{text.removeprefix(section.before)}" if sign else text
