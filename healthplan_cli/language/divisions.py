"""Administrative divisions by name and code, from the list `divisions.txt` (counties and above, since 2010)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data

from healthplan_cli.base.lexicon import Pattern

_LONGEST = 15
_PEOPLES = (
    "壮族 回族 藏族 羌族 彝族 土家族 苗族 侗族 布依族 蒙古族 蒙古 柯尔克孜 傣族 白族 哈萨克 景颇族 傈僳族 朝鲜族 哈尼族 维吾尔 满族 黎族 瑶族 仡佬族 水族 畲族 "
    "土族 撒拉族 裕固族 东乡族 保安族 锡伯 塔吉克 纳西族 佤族 拉祜族 布朗族 独龙族 怒族 普米族 各族 达斡尔族 毛南族 仫佬族 阿昌族 德昂族"
)
_SHORTENED = Pattern(
    lambda: (
        rf"(?<!内)(?:{'|'.join(_PEOPLES.split())})*(?:自治区|自治州|自治县)$|(?:特别行政区|省|市|地区|盟|自治旗|林区)$"
    )
)
# What a shortened name takes: 延边州 for 延边朝鲜族自治州, 石柱县 for 石柱土家族自治县
_SHORT_KINDS = {"自治州": "州", "自治县": "县"}


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division: its six-digit code, its name, and the last year in which both were valid (None: still are)."""

    code: str
    name: str
    until: int | None = None

    @property
    def level(self) -> str:
        """`province`, `city` or `county`, as specs write it."""
        if self.code.endswith("0000"):
            return "province"
        return "city" if self.code.endswith("00") else "county"


@dataclass(frozen=True, slots=True)
class _Divisions:
    by_code: dict[str, Division]
    by_name: dict[str, tuple[Division, ...]]


@cache
def _divisions() -> _Divisions:
    """Return the list, read once, by code and by name."""
    by_code: dict[str, Division] = {}
    by_name: dict[str, list[Division]] = {}
    lines = (get_data(__package__, "divisions.txt") or b"").decode("utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        code, name, *until = line.split()
        division = Division(code, name, int(until[0]) if until else None)
        if code not in by_code or by_code[code].until is not None:
            by_code[code] = division
        by_name.setdefault(name, []).append(division)
        for short in _short_names(division):
            by_name.setdefault(short, []).append(division)
    return _Divisions(by_code, {name: tuple(found) for name, found in by_name.items()})


def _short_names(division: Division) -> Iterator[str]:
    """Yield a division's short names; a county's only with its kind (石柱县), because 城 alone could be any word."""
    short = _SHORTENED.sub("", division.name)
    if len(short) < 2 or short == division.name:
        return
    if division.level != "county":
        yield short
    if kind := _SHORT_KINDS.get(division.name[-3:]):
        yield short + kind


def division_of_code(code: str) -> Division | None:
    """Return the division with a six-digit code, today's where several have had it; None for a code that isn't in the list."""
    return _divisions().by_code.get(code)


def divisions_called(name: str) -> tuple[Division, ...]:
    """Return the divisions with a name, in full or as it is usually shortened; empty for other words."""
    return _divisions().by_name.get(name, ())


def above(division: Division) -> tuple[Division, ...]:
    """Return the divisions that a division belongs to, the highest first."""
    codes = (division.code[:2] + "0000", division.code[:4] + "00")
    known = _divisions().by_code
    return tuple(known[code] for code in codes if code in known and code != division.code)


def full_name(division: Division) -> str:
    """Return a division's name after the names of those it belongs to: 四川省遂宁市安居区."""
    return "".join(each.name for each in (*above(division), division))


def found_at_start(words: str, year: int | None) -> tuple[Division, ...]:
    """Return the division whose name begins a text (四川省遂宁市安居区…, 安居区…), as the divisions were in a year.

    Several where the name is shared by several divisions; none where the text begins with no known name.
    """
    return _deepest(words, 0, None, year)


def _deepest(words: str, start: int, within: Division | None, year: int | None) -> tuple[Division, ...]:
    found: tuple[Division, ...] = ()
    for division, end in _named(words, start, within, year):
        below = _deepest(words, end, division, year)
        found += below or (division,)
        if below:
            return below
    return tuple(dict.fromkeys(found))


def _named(
    words: str, start: int, within: Division | None, year: int | None
) -> Iterator[tuple[Division, int]]:
    """Yield each division under `within` whose name stands at `start`, with the index after the name; only the longest name counts."""
    names = _divisions().by_name
    for end in range(min(len(words), start + _LONGEST), start + 1, -1):
        known = [each for each in names.get(words[start:end], ()) if _belongs(each, within)]
        if known:
            current = [
                each for each in known if each.until is None or (year is not None and year <= each.until + 1)
            ]
            for each in current or known:
                yield each, end
            return


def _belongs(division: Division, within: Division | None) -> bool:
    if within is None:
        return True
    if within.level == "county" or division.code == within.code:
        return False
    depth = 2 if within.level == "province" else 4
    return division.code[:depth] == within.code[:depth] and division.level != within.level


def mentioned(division: Division, text: str) -> bool:
    """Return whether a text names the division directly above this one, in full or in short."""
    return any(
        each.name in text or (len(short := _SHORTENED.sub("", each.name)) >= 2 and short in text)
        for each in above(division)[-1:]
    )
