"""Unit words parsed, and amounts converted from one unit to another exactly (contract section 2).

Unit text from a file is matched against a closed table and never evaluated. Shares, people, money and counted things are
converted by the table's sizes; mass, length, area, energy, time … by pint, over a registry of the same sizes, imported
only when needed.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.lexicon import Lexicon, Pattern
from healthplan_cli.base.limits import MAX_UNIT
from healthplan_cli.units.table import (
    COUNTED,
    DIMENSIONS,
    PAIRS,
    PIECES,
    SIZES,
    SIZES_BELOW,
    SPELLINGS,
)
from healthplan_cli.units.table import MAGNITUDES as MAGNITUDES
from healthplan_cli.units.table import POINT as POINT
from healthplan_cli.units.table import SHARE as SHARE

if TYPE_CHECKING:
    from collections.abc import Mapping

_BASE = Lexicon([*SIZES, *SPELLINGS])
_BELOW = Lexicon(SIZES_BELOW)
_ALL_SIZES = {**SIZES, **SIZES_BELOW}
_MAGNITUDE = Lexicon(MAGNITUDES)
_NUMBER = Pattern(r"\d+(?:\.\d+)?")


@record(frozen=True, slots=True)
class Unit:
    """A parsed unit: 5万元/10万人 is `factor` (50,000) × `base` (元), divided by each number × word of `per` (100,000 ×
    人).

    `text` is the unit as written.
    """

    text: str
    factor: Fraction
    base: str | None
    per: tuple[tuple[Fraction, str | None], ...] = ()

    @property
    def dimension(self) -> str | None:
        """The dimension's name; None for a magnitude alone (万) and for quotients (元/人) that are no share of people."""
        if self.per:
            return SHARE if self.base is None and all(base in (None, "人") for _, base in self.per) else None
        return SIZES[self.base][0] if self.base else None


def scan(text: str, start: int = 0) -> int:
    """Return the index after the unit phrase that begins at `start`; `start` itself where none begins there."""
    end = _word_end(text, start)
    if end is None and text[start : start + 2] == "1/":
        end = _per_end(text, start + 1)
    elif end is None:
        end = _per_end(text, start) or _MAGNITUDE.end(text, start)
    if end is None:
        return start
    while further := _per_end(text, end):
        end = further
    return end


def _word_end(text: str, start: int) -> int | None:
    """Return the index after a unit word, with or without a magnitude (人, 万人), that begins at `start`; None where none does."""
    end = _BASE.end(text, start)
    if end is None and (after := _MAGNITUDE.end(text, start)) is not None:
        return _BASE.end(text, after)
    return end


def _number_end(text: str, start: int) -> int:
    match = _NUMBER.match(text, start)
    return match.end() if match else start


def _per_end(text: str, start: int) -> int | None:
    """Return the index after a denominator with its slash (/10万, /千人, /年, /(人·月)) that begins at `start`; None where none does."""
    if text[start : start + 1] != "/":
        return None
    if text[start + 1 : start + 2] == "(":
        within = _below_end(text, start + 2)
        return within + 1 if within and text[within : within + 1] == ")" else None
    return _below_end(text, start + 1)


def _below_end(text: str, start: int) -> int | None:
    """Return the index after a denominator that begins at `start`: a number, a word, further words (人·月, 人、月,
    人每月); None where none does.
    """
    begin = start + text.startswith("每", start)
    number = _number_end(text, begin)
    end = _word_end(text, number) or _BELOW.end(text, number) or _MAGNITUDE.end(text, number)
    end = end or (number if number > begin else None)
    while end is not None and text[end : end + 1] in _BETWEEN and (more := _word_end(text, end + 1)):
        if text[end + 1 : more] not in _BESIDES:
            break
        end = more
    return end


_BETWEEN = ("·", ".", "、", "每")
_BESIDES = ("人", "户", "亩", "年", "月", "日", "天", "小时", "平方米", "m2", "d")
_PARTED = Pattern("[·.、每](?=(?:人|户|亩|年|月|日|天|小时|平方米|m2|d)(?:$|[·.、每/]))")


def _words_of(text: str) -> tuple[str, list[str]]:
    """Return a unit's numerator and the words of its denominator: 元/(人·月) → 元, [人, 月]."""
    if text in SPELLINGS:
        return text, []
    head, *tail = text.split("/")
    below: list[str] = []
    for word in tail:
        bare = word.strip("()").removeprefix("每")
        below += PAIRS.get(bare) or _PARTED.sub("/", bare).split("/")
    return head, below


def over_nothing(text: str) -> bool:
    """Return whether a unit phrase has a zero denominator: 辆/0万人, /0."""
    return any(
        (end := _number_end(word, 0)) and not Fraction(word[:end]) for word in text.split("/")[1:] if word
    )


@lru_cache(maxsize=512)
def parse(text: str | None) -> Unit | None:
    """Return the Unit of a unit word (normalised text, no white space); None for no text and for a word that the table doesn't have."""
    if not text or len(text) > MAX_UNIT or scan(text) != len(text) or over_nothing(text):
        return None
    if text in SIZES:
        return Unit(text, Fraction(1), text)
    head, tail = _words_of(text)
    factor, base = _term("" if tail and head == "1" else head)
    per = tuple(_term(word) for word in tail)
    if tail and base in DIMENSIONS[SHARE]:
        return None  # 80%/90% is two shares
    if any(word in DIMENSIONS[SHARE] for _, word in per):
        return None  # so is 80/90%
    if factor != 1 and (base in DIMENSIONS[SHARE] or base in DIMENSIONS[POINT] or (tail and base is None)):
        return None  # 5万% and 5万/10万 are no rates
    if tail and base is None and per[0][1] in SIZES_BELOW:
        return None
    if tail and base is None and len(per) == 1:
        per = ((per[0][0], None),) if per[0][1] in (None, "人") else per
        if per[0][1] is None:
            if str(per[0][0]).strip("0") != "1" or per[0][0] < 1000:
                return None  # 80/90, 80/1100 and 1/10 are no rates
            return Unit(f"/{_short(per[0][0])}", factor, None, per)
    return Unit(SPELLINGS[text] if text in PIECES else text, factor, base, per)


def _term(word: str) -> tuple[Fraction, str | None]:
    digits = _number_end(word, 0)
    after = digits if word[digits:] in _BASE.words else _MAGNITUDE.end(word, digits) or digits
    base = word[after:]
    factor = Fraction(word[:digits] or 1) * MAGNITUDES.get(word[digits:after], 1)
    return factor, SPELLINGS.get(base, base) if base else None


def _short(power: Fraction) -> str:
    """Return the number of a rate's denominator in words: 1000, 万, 10万, 亿."""
    for word, size in (("亿", 10**8), ("万", 10**4)):
        if power >= size:
            return word if power == size else f"{power / size}{word}"
    return str(power)


_WIDTHS = str.maketrans(
    {"³": "3", "²": "2", "（": "(", "）": ")", "／": "/", "％": "%", "•": "·", "・": "·", "‧": "·"}
)


def canonical(text: str) -> str | None:
    """Return the table's spelling of a unit word (个百分点 → 百分点, 1/10万 → /10万); None where the table doesn't have the word."""
    unit = parse(text.translate(_WIDTHS))
    return unit.text if unit else None


def is_share(unit: str | None) -> bool:
    """Return whether a unit is a share of a whole: %, ‰, /10万 …"""
    parsed = parse(unit)
    return parsed is not None and parsed.dimension == SHARE


def whole(unit: str) -> Fraction:
    """Return how many of a share's unit make the whole: 100 for %, 100000 for /10万. The unit must be a share."""
    parsed = parse(unit)
    assert parsed is not None, unit
    size = Fraction(SIZES[parsed.base][1]) if parsed.base else Fraction(1)
    for number, _ in parsed.per:
        size /= number
    return 1 / size


def is_point(unit: str | None) -> bool:
    """Return whether the unit is a difference of percentages (个百分点), which is never a share."""
    parsed = parse(unit)
    return parsed is not None and parsed.dimension == POINT


def points(source: str, target: str, per: int | None = None) -> Fraction | None:
    """Return the factor from a difference of percentages (`source`: 个百分点) to a share's unit; None where they can't be converted."""
    share = factor("%", target, per)
    one = factor(source, "百分点")
    return None if share is None or one is None else one * share


def factor(source: str, target: str, per: int | None = None) -> Fraction | None:
    """Return the exact factor that converts numbers in `source` to numbers in `target`; None where the units are
    incompatible.

    `per` is the base of a rate of people (1000 for 每千人口…张): numbers in 张/千人 then convert to an indicator's unit
    张.
    """
    if source == target:
        return Fraction(1)
    here, there = parse(source), parse(target)
    if here is None or there is None:
        return None
    if here.base is None and not here.per:  # 5000万 of whatever the indicator counts
        here = replace(here, base=there.base, per=there.per)
    if (here.base, here.per) == (there.base, there.per):
        return here.factor / there.factor
    ratio = _convert(here, there)
    if ratio is None and per and not there.per:
        ratio = _convert(here, replace(there, per=((Fraction(per), "人"),)))
    return ratio


def _convert(here: Unit, there: Unit) -> Fraction | None:
    (here_of, here_size), (there_of, there_size) = _measured(here), _measured(there)
    if here_of != there_of:
        return None
    return here_size / there_size if COUNTED.issuperset(here_of) else _by_pint(here, there)


def _measured(unit: Unit) -> tuple[Mapping[str, int], Fraction]:
    """Return a unit's dimensions with their powers (none for a share), and its size in the dimensions' base units."""
    size, powers = unit.factor, Counter[str]()
    for number, base, power in ((Fraction(1), unit.base, 1), *((*word, -1) for word in unit.per)):
        dimension, own = _ALL_SIZES[base] if base else (SHARE, "1")
        size *= (number * Fraction(own)) ** power
        powers[dimension] += power if dimension != SHARE else 0
    return {dimension: power for dimension, power in powers.items() if power}, size


def _by_pint(here: Unit, there: Unit) -> Fraction:
    registry, names = _registry()
    source, target = (_quantity(registry, names, unit) for unit in (here, there))
    ratio: Fraction = (source / target).to("").magnitude
    return ratio


def _quantity(registry: Any, names: Mapping[str, str], unit: Unit) -> Any:
    quantity = registry.Quantity(unit.factor, names[unit.base] if unit.base else "")
    for number, base in unit.per:
        quantity = quantity / registry.Quantity(number, names[base] if base else "")
    return quantity


@cache
def _registry() -> tuple[Any, Mapping[str, str]]:
    """Return a pint registry with the table's units alone, in Fractions, and the registry's name for each unit word."""
    import pint

    registry = pint.UnitRegistry(None, non_int_type=Fraction)
    names: dict[str, str] = {}
    for dimension in dict.fromkeys(dimension for dimension, _ in _ALL_SIZES.values()):
        registry.define("share = 1" if dimension == SHARE else f"{dimension} = [{dimension}]")
    for number, (word, (dimension, size)) in enumerate(_ALL_SIZES.items()):
        names[word] = f"u{number}"
        registry.define(f"{names[word]} = {size} * {dimension}")
    return registry, names
