"""Printed texts that are numbers, for a spreadsheet: computed with as numbers, shown as printed."""

from __future__ import annotations

from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern

DIGITS = 15  # as many as a spreadsheet's numbers have
_PRINTED = Pattern(
    r"(?P<sign>[≤≥<>≦≧＜＞]?)(?P<plus>\+?)(?P<number>-?(?:0|[1-9][0-9]*)(?:\.(?P<decimals>[0-9]+))?)"
    r"(?P<unit>[^0-9\"*.:]*)(?P<star>\*?)$"
)


@record(frozen=True, slots=True)
class SheetNumber:
    """A number for a cell, in decimal digits, with its number format."""

    digits: str
    format: str

    @property
    def is_bound(self) -> bool:
        """Whether a relation stands before it (≥90): the cell holds a number, but its meaning is a range."""
        return self.format.startswith('"')

    @property
    def relation(self) -> str:
        """The quoted relation at the beginning of the format; nothing where there is none."""
        return f'"{self.format.split(chr(34))[1]}"' if self.is_bound else ""

    @property
    def is_plain(self) -> bool:
        """Whether it is shown as it would be without a format."""
        return '"' not in self.format and not ("." in self.digits and self.digits.endswith("0"))


def printed_number(text: str, unit: str) -> SheetNumber | None:
    """Return the number in a text like ≤23.76, 90%, 92.7* or +0.5 in the unit of its row; None for other texts."""
    match = _PRINTED.match(text)
    if match is None or match["unit"].strip() not in ("", unit):
        return None
    digits = match["number"]
    if len(digits.lstrip("-0.").replace(".", "")) > DIGITS:
        return None
    places = len(match["decimals"] or "")
    shown = f"0{'.' * bool(places)}{'0' * places}"
    if match["plus"]:
        shown = f"+{shown};-{shown}"
    quoted = {name: f'"{match[name]}"' if match[name] else "" for name in ("sign", "unit", "star")}
    return SheetNumber(digits, f"{quoted['sign']}{shown}{quoted['unit']}{quoted['star']}")


def share_number(text: str, share: Fraction) -> SheetNumber | None:
    """Return the number of a share that is printed as a percentage (33.3% of 1/3), with a spreadsheet's precision; None for other texts."""
    _, _, decimals = text.removesuffix("%").partition(".")
    shown = f"0{'.' * bool(decimals)}{'0' * len(decimals)}%"
    return SheetNumber(decimal_text(share, DIGITS), shown) if text.endswith("%") else None


def exact_number(text: str, unit: str, exact: Fraction | None) -> SheetNumber | None:
    """Return the number in a text, with the digits of `exact` as far as a spreadsheet keeps them; None for other
    texts.
    A remark in brackets after an exact number (≥60（推算）) is shown with it.
    """
    if exact is None:
        return printed_number(text, unit)
    words, bracket, remark = text.partition(tr("（"))
    found = printed_number(words, unit)
    if found is None:
        return None
    digits = decimal_text(exact)
    fits = len(digits.lstrip("-0.").replace(".", "")) <= DIGITS
    shown = found.format + (f'"{bracket}{remark}"' if bracket else "")
    return SheetNumber(digits if fits else found.digits, shown)


def sheet_digits(number: Fraction) -> str:
    """Return a number with at most a spreadsheet's digits."""
    text = decimal_text(number)
    whole = len(str(abs(int(number)))) if abs(number) >= 1 else 0
    long = len(text.lstrip("-0.").replace(".", "")) > DIGITS
    return decimal_text(number, max(0, DIGITS - whole)) if long else text
