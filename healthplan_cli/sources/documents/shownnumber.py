"""Values of a sheet's cells as their format shows them: 78.2, 79.50, 95%, 1,200."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.base.radicals import ordinary

_PART = Pattern(r"(?P<before>[^0#?]*)(?P<digits>[#,0?]+(?:\.(?P<places>[0#?]*))?)(?P<after>[^0#?]*)$")
_LITERAL = Pattern(r"\"([^\"]*)\"|\\(.)|_.|\*.|\[[^\]]*\]")


def shown(value: object, form: str) -> str:
    """Return a cell's value as text: a number by its format, a date in Chinese, other text unchanged."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, form)
    if isinstance(value, datetime | date):
        return (
            f"{value.year}年{value.month}月{value.day}日"
            if "d" in form.lower()
            else f"{value.year}年{value.month}月"
        )
    if isinstance(value, time):
        return value.isoformat("minutes")
    return ordinary(str(value))


def _number(value: float, form: str) -> str:
    """Return a number by its format, rounded half away from zero; in general format where the format isn't understood."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    parts = form.split(";")
    own = parts[1] if len(parts) > 1 and exact < 0 else parts[0]
    plain = _literals(own)
    match = _PART.match(plain[0]) if form not in ("General", "@", "") else None
    if match is None or "E" in form or (len(parts) > 2 and exact == 0):
        return _general(exact)
    percent = "%" in match["before"] + match["after"]
    places = match["places"] or ""
    digits = _rounded(abs(exact) * (100 if percent else 1), len(places), places.count("0"))
    if "," in match["digits"]:
        whole, point, rest = digits.partition(".")
        digits = f"{int(whole):,}{point}{rest}"
    sign = "-" if exact < 0 and len(parts) == 1 else ""
    return f"{sign}{plain[1](match['before'])}{digits}{plain[1](match['after'])}"


def _literals(form: str) -> tuple[str, _Restore]:
    """Return a format with its literal characters replaced by private ones, and the function that puts them back."""
    kept: list[str] = []
    out, at = [], 0
    for match in _LITERAL.finditer(form):
        out.append(form[at : match.start()])
        text = match[1] if match[1] is not None else match[2]
        if text:
            out.append(chr(0xE000 + len(kept)))
            kept.append(text)
        at = match.end()
    return "".join(out) + form[at:], _Restore(kept)


class _Restore:
    """A function that puts the literal characters of a format back."""

    def __init__(self, kept: list[str]) -> None:
        self.kept = kept

    def __call__(self, text: str) -> str:
        """Return the text with the literal characters put back."""
        for number, words in enumerate(self.kept):
            text = text.replace(chr(0xE000 + number), words)
        return text.strip()


def _rounded(value: Decimal, most: int, least: int) -> str:
    try:
        text = str(value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP))
    except InvalidOperation:
        return str(value)
    while "." in text and text.endswith("0") and len(text.partition(".")[2]) > least:
        text = text[:-1]
    return text.rstrip(".") if "." in text else text


def _general(value: Decimal) -> str:
    """Return a number in general format: at most eleven significant digits, without an exponent for usual sizes."""
    if value == value.to_integral_value() and abs(value) < Decimal("1e15"):
        return str(value.quantize(Decimal(1)))
    rounded = Decimal(f"{value:.11g}")
    return f"{rounded.normalize():f}" if Decimal("1e-9") < abs(rounded) < Decimal("1e15") else str(value)
