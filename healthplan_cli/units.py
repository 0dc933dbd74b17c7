"""The closed table of unit words, and exact conversion (contract section 2).

Unit text from a file is matched against the table and never evaluated. Shares, people, money and what is counted convert by the
table's own sizes; the rest (mass, length, area, energy, time …) by pint, over a small registry of the same definitions, which is
imported only then.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from healthplan_cli.lexicon import Lexicon, Pattern
from healthplan_cli.limits import MAX_UNIT
from healthplan_cli.record import record, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

MAGNITUDES: Mapping[str, int] = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "十亿": 10**9,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
    "十": 10,
}

SHARE = "share"
POINT = "point"

# dimension → {unit word: its size in the dimension's own unit}
_TABLE: Mapping[str, Mapping[str, str]] = {
    SHARE: {"%": "1/100", "‰": "1/1000", "‱": "1/10000"},
    POINT: {"百分点": "1", "千分点": "1/10"},
    "age": {"岁": "1"},
    "rank": {"位次": "1", "名次": "1"},
    "person": {"人": "1", "名": "1", "位": "1"},
    "visit": {"人次": "1"},
    "household": {"户": "1"},
    "item": {"个": "1", "家": "1", "所": "1", "处": "1", "座": "1", "项": "1"},
    "bed": {"张": "1"},
    "day": {"天": "1", "小时": "1/24", "分钟": "1/1440", "秒": "1/86400"},
    "month": {"个月": "1", "年": "12"},
    "yuan": {"元": "1"},
    "dollar": {"美元": "1"},
    "gram": {"克": "1", "毫克": "1/1000", "微克": "1/1000000", "千克": "1000", "吨": "1000000", "斤": "500"},
    "coal": {"吨标准煤": "1", "千克标准煤": "1/1000", "克标准煤": "1/1000000"},
    "metre": {"米": "1", "厘米": "1/100", "毫米": "1/1000", "公里": "1000"},
    "area": {"平方米": "1", "平方公里": "1000000", "公顷": "10000", "亩": "2000/3"},
    "volume": {"立方米": "1", "升": "1/1000", "毫升": "1/1000000"},
    "energy": {"千瓦时": "1"},
    "power": {"千瓦": "1", "兆瓦": "1000"},
}

# What plans count, share and pay: no physics, so the table's sizes are all there is to convert.
_COUNTED = {SHARE, POINT, "rank", "person", "visit", "household", "item", "bed", "yuan", "dollar"}

# Things that are counted or scored, each comparable only with itself.
_ALONE = [
    "℃",
    "分贝",
    "分",
    "倍",
    "次",
    "例",
    "起",
    "人日",
    "人份",
    "辆",
    "台",
    "套",
    "件",
    "支",
    "场",
    "篇",
    "门",
    "种",
    "类",
    "期",
    "份",
    "册",
    "间",
    "部",
    "株",
    "头",
    "只",
    "艘",
    "架",
    "条",
    "层",
    "课时",
    "学时",
    "床位",
    "托位",
    "学位",
    "岗位",
    "车次",
    "剂",
    "剂次",
    "标台",
    "车位",
    "吨公里",
    "人公里",
    "公里/小时",
    "吨二氧化碳",
]

# Other spellings; what is written stays as written, these only say what it is.
_SPELLINGS: Mapping[str, str] = {
    "个百分点": "百分点",
    "个位次": "位次",
    "个名次": "名次",
    "个千分点": "千分点",
    "周岁": "岁",
    "m2": "平方米",
    "㎡": "平方米",
    "m3": "立方米",
    "㎥": "立方米",
    "平方千米": "平方公里",
    "km2": "平方公里",
    "千米": "公里",
    "km": "公里",
    "公斤": "千克",
    "kg": "千克",
    "吨标煤": "吨标准煤",
    "度电": "千瓦时",
    "kWh": "千瓦时",
    "kW": "千瓦",
    "mg": "毫克",
    "μg": "微克",
    "µg": "微克",
    "方": "立方米",
    "日": "天",
    "月": "个月",
    "张床": "张",
    "张床位": "张",
    "摄氏度": "℃",
    "场次": "场",
    "人口": "人",
    "常住人口": "人",
    "户籍人口": "人",
    "服务人口": "人",
}

_PIECES = ("个百分点", "个千分点", "个位次", "个名次")  # said with 个, and the same without

_SIZES: Mapping[str, tuple[str, str]] = {
    **{word: (dimension, size) for dimension, words in _TABLE.items() for word, size in words.items()},
    **{word: (f"alone{number}", "1") for number, word in enumerate(_ALONE)},
}


_BASE = Lexicon([*_SIZES, *_SPELLINGS])
_MAGNITUDE = Lexicon(MAGNITUDES)
_NUMBER = Pattern(r"\d+(?:\.\d+)?")


@record(frozen=True, slots=True)
class Unit:
    """A unit word taken apart: factor × base / (number × base) …; `text` is its spelling for people."""

    text: str
    factor: Fraction
    base: str | None
    per: tuple[tuple[Fraction, str | None], ...] = ()

    @property
    def dimension(self) -> str | None:
        """The dimension's name; None for a bare magnitude (万) or a compound (元/人)."""
        if self.per:
            return SHARE if self.base is None and all(base in (None, "人") for _, base in self.per) else None
        return _SIZES[self.base][0] if self.base else None


def scan(text: str, start: int = 0) -> int:
    """Where the unit phrase that starts at `start` ends (`start` itself when none does)."""
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
    """人, 万人: a base with or without a magnitude."""
    end = _BASE.end(text, start)
    if end is None and (after := _MAGNITUDE.end(text, start)) is not None:
        return _BASE.end(text, after)
    return end


def _number_end(text: str, start: int) -> int:
    match = _NUMBER.match(text, start)
    return match.end() if match else start


def _per_end(text: str, start: int) -> int | None:
    """/10万, /千人, /年."""
    if text[start : start + 1] != "/":
        return None
    number = _number_end(text, start + 1)
    end = _word_end(text, number) or _MAGNITUDE.end(text, number)
    return end or (number if number > start + 1 else None)


def over_nothing(text: str) -> bool:
    """Whether a unit phrase has a zero below its line: 辆/0万人, /0."""
    return any(
        (end := _number_end(word, 0)) and not Fraction(word[:end]) for word in text.split("/")[1:] if word
    )


@lru_cache(maxsize=512)
def parse(text: str | None) -> Unit | None:
    """A unit word (normalised text, no white space) as a Unit; None for none, and when the closed table doesn't have it."""
    if not text or len(text) > MAX_UNIT or scan(text) != len(text) or over_nothing(text):
        return None
    if text in _SIZES:
        return Unit(text, Fraction(1), text)
    head, *tail = text.split("/")
    factor, base = _term("" if tail and head == "1" else head)
    per = tuple(_term(word) for word in tail)
    if tail and base in _TABLE[SHARE]:
        return None  # 80%/90% is two shares
    if any(word in _TABLE[SHARE] for _, word in per):
        return None  # so is 80/90%
    if factor != 1 and (base in _TABLE[SHARE] or base in _TABLE[POINT] or (tail and base is None)):
        return None  # 5万% and 5万/10万 are no rates
    if tail and base is None and len(per) == 1:
        per = ((per[0][0], None),) if per[0][1] in (None, "人") else per
        if per[0][1] is None:
            if str(per[0][0]).strip("0") != "1" or per[0][0] < 1000:
                return None  # 80/90, 80/1100 and 1/10 are no rates
            return Unit(f"/{_short(per[0][0])}", factor, None, per)
    return Unit(_SPELLINGS[text] if text in _PIECES else text, factor, base, per)


def _term(word: str) -> tuple[Fraction, str | None]:
    digits = _number_end(word, 0)
    after = digits if word[digits:] in _BASE.words else _MAGNITUDE.end(word, digits) or digits
    base = word[after:]
    factor = Fraction(word[:digits] or 1) * MAGNITUDES.get(word[digits:after], 1)
    return factor, _SPELLINGS.get(base, base) if base else None


def _short(power: Fraction) -> str:
    """A power of ten as it stands below a rate's line: 1000, 万, 10万, 亿."""
    for word, size in (("亿", 10**8), ("万", 10**4)):
        if power >= size:
            return word if power == size else f"{power / size}{word}"
    return str(power)


def canonical(text: str) -> str | None:
    """The table's spelling of a unit word (个百分点 → 百分点, 1/10万 → /10万); None when it isn't in the table."""
    unit = parse(text)
    return unit.text if unit else None


def is_share(unit: str | None) -> bool:
    """Whether the unit is a share of a whole: %, ‰, /10万 …"""
    parsed = parse(unit)
    return parsed is not None and parsed.dimension == SHARE


def whole(unit: str) -> Fraction:
    """The whole in a share's unit: 100 in %, 100000 in /10万."""
    parsed = parse(unit)
    assert parsed is not None, unit
    size = Fraction(_SIZES[parsed.base][1]) if parsed.base else Fraction(1)
    for number, _ in parsed.per:
        size /= number
    return 1 / size


def is_point(unit: str | None) -> bool:
    """Whether the unit is a difference of percentages (个百分点), which is never a share."""
    parsed = parse(unit)
    return parsed is not None and parsed.dimension == POINT


def points(source: str, target: str, per: int | None = None) -> Fraction | None:
    """What to multiply by to go from a difference of percentages (个百分点) to a share's unit; None when they don't fit."""
    share = factor("%", target, per)
    one = factor(source, "百分点")
    return None if share is None or one is None else one * share


def factor(source: str, target: str, per: int | None = None) -> Fraction | None:
    """What to multiply by to go from one unit word to another, exactly; None when they don't fit.

    `per` is the base of a rate counted in people (每千人口…张: 1000): 张/千人 then fits 张.
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
    return here_size / there_size if _COUNTED.issuperset(here_of) else _by_pint(here, there)


def _measured(unit: Unit) -> tuple[Mapping[str, int], Fraction]:
    """What a unit measures, as dimensions with their powers (a share has none), and its size in their own units."""
    size, powers = unit.factor, Counter[str]()
    for number, base, power in ((Fraction(1), unit.base, 1), *((*word, -1) for word in unit.per)):
        dimension, own = _SIZES[base] if base else (SHARE, "1")
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
    """pint's registry over the table: Fractions all through, no definition but ours."""
    import pint

    registry = pint.UnitRegistry(None, non_int_type=Fraction)
    names: dict[str, str] = {}
    for dimension in dict.fromkeys(dimension for dimension, _ in _SIZES.values()):
        registry.define("share = 1" if dimension == SHARE else f"{dimension} = [{dimension}]")
    for number, (word, (dimension, size)) in enumerate(_SIZES.items()):
        names[word] = f"u{number}"
        registry.define(f"{names[word]} = {size} * {dimension}")
    return registry, names
