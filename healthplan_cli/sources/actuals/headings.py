"""The meaning of the words over a column (指标, 2021年实际值, 数值(%), 2025年目标), from a closed vocabulary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from healthplan_cli import units
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.marks import split_marks
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Observation
from healthplan_cli.sources.actuals.column_heading import ColumnHeading, joined
from healthplan_cli.sources.actuals.heading_words import (
    AIMS,
    ASKED,
    COMPARED,
    FINAL,
    IDENTIFIERS,
    LEFT_OUT,
    NEUTRAL,
    PAIRED,
    PROVISIONAL,
    SINCE,
    TARGETS,
    WORDS,
    ColumnRole,
)
from healthplan_cli.sources.actuals.periods import (
    NOTHING_SAID,
    PeriodScope,
    dated,
    is_aim,
    taken,
    without_aim,
)
from healthplan_cli.sources.actuals.spans import taken_span

_YEAR = Pattern(r"(?P<before>\D*?)(?P<year>19[5-9]\d|20\d\d|2100)(?:年度|年末|年底|年)?(?P<after>\D*)$")
_BRACKET = Pattern(r"(?P<before>.*)[(〔](?P<inside>[^()〔〕]*)[)〕]$")
_SEPARATED = Pattern(
    r"(?P<before>.+?)(?:[/,;:]|[/,;]?(?:计量|数值|金额)?单位[:为]?)(?P<inside>[^/,;:()〔〕]+)$"
)
_YEAR_TEXT = Pattern(r"(?P<year>19[5-9]\d|20\d\d|2100)(?:年度|年末|年底|年)?$")


def year_in(text: str) -> int | None:
    """Return the year in a cell that is a year: 2024, 2024年. None for other text."""
    match = _YEAR_TEXT.match(plain(text))
    return int(match["year"]) if match else None


def unit_in(text: str) -> str | None:
    """Return the canonical unit of a normalised text that is a unit, or 单位:%; None for other text."""
    for before in ("计量", "金额", "数量", "单位", ":", "为"):
        text = text.removeprefix(before)
    return units.canonical(text)


@lru_cache(maxsize=1024)
def _label(text: str) -> ColumnHeading | None:
    """Return the meaning of one heading cell; None for unknown words."""
    key = plain(text).removesuffix(":")
    if key in WORDS:
        return _simple(key)
    body, marks = split_marks(key)
    if marks:
        label = _label(body)
        return replace(label, marks=marks) if label else None
    spanned = _spanned(key)  # 2021年至今累计 is no part of a year
    if spanned is not None:
        return spanned
    rest, scope = taken(key)
    if scope == NOTHING_SAID:
        return _read(key)
    label = _read(rest) if rest else ColumnHeading()
    return joined([ColumnHeading(scope=scope), label]) if label else None


def _read(key: str) -> ColumnHeading | None:
    """Return the meaning of heading words without a period, possibly with a bracket at their end; None for unknown words."""
    if key.endswith(TARGETS):
        return ColumnHeading(ColumnRole.IGNORED, scope=PeriodScope(plan=key))
    month = dated(key) if key[:4].isdecimal() and key.isascii() else None  # 2023-06
    if month is not None and month[1] is not NOTHING_SAID:
        return ColumnHeading(year=month[0], scope=month[1])
    bracket = _BRACKET.match(key)
    if bracket is None:
        unit = unit_in(key) if "单位" in key or is_plain_unit(key) else None
        return ColumnHeading(unit=unit) if unit else _with_unit(key) or _simple(key)
    before, inside = bracket["before"], bracket["inside"]
    unit = unit_in(inside)
    around = _label(before) if before else ColumnHeading()
    if around is None:
        return None
    within = ColumnHeading(unit=unit) if unit else _simple(inside)
    if within is None:  # 备注(选填) is 备注, 2021年(调整前) is not 2021年
        return around if around.role not in (None, ColumnRole.VALUE, ColumnRole.IGNORED) else None
    if around.role in (ColumnRole.COUNT, ColumnRole.POPULATION):
        return replace(around, unit=within.unit)
    if around.role not in (None, ColumnRole.VALUE):
        return around
    return joined([around, within])


def _with_unit(key: str) -> ColumnHeading | None:
    """Return a heading of values with its unit behind a slash or comma, or directly behind it: 2023年/万元, 2023年万元.

    Else None.
    """
    match = _SEPARATED.match(key)
    year = None if match else _YEAR.match(key)
    unit = unit_in(match["inside"]) if match else None
    before = match["before"] if match else ""
    if year is not None and is_plain_unit(year["after"]):
        before, unit = key.removesuffix(year["after"]), unit_in(year["after"])
    around = _label(before) if unit and before else None
    return (
        joined([around, ColumnHeading(unit=unit)])
        if around and around.role in (None, ColumnRole.VALUE, ColumnRole.IGNORED)
        else None
    )


def is_plain_unit(text: str) -> bool:
    """Return whether words in a heading can only be a unit (万元, %, /10万), and not, like 年, 人 or 期, another word."""
    parsed = units.parse(text) if text else None
    return parsed is not None and (
        units.is_share(text) or parsed.base in ("元", "美元") or parsed.factor >= 1000
    )


def _simple(key: str) -> ColumnHeading | None:
    if key in WORDS:
        role, rank = WORDS[key]
        marked = role is ColumnRole.VALUE
        scope = (
            PeriodScope(plan=key)
            if key in AIMS
            else PeriodScope(done=True)
            if marked and key not in NEUTRAL
            else NOTHING_SAID
        )
        return ColumnHeading(role, marked=marked, rank=rank, paired=key in PAIRED, scope=scope)
    if key in PROVISIONAL or key in FINAL:
        return ColumnHeading(provisional=key in PROVISIONAL)
    if is_aim(key):
        return ColumnHeading(ColumnRole.IGNORED, scope=PeriodScope(plan=key))
    if COMPARED.match(key):
        return ColumnHeading(ColumnRole.IGNORED)
    if ASKED.match(key):
        return ColumnHeading(ColumnRole.CLAIM)
    spanned = _spanned(key)
    if spanned is not None:
        return spanned
    year = _YEAR.match(key)
    if year is None:
        return _with_mark(key)
    before, after = (_beside(year[side]) for side in ("before", "after"))
    if before is None or after is None:
        return None
    return joined([before, ColumnHeading(year=int(year["year"])), after])


def _spanned(key: str) -> ColumnHeading | None:
    """Return a heading of amounts of the year or of cumulative ones (当年值, 累计完成, 自2021年累计); None for other words."""
    spanned = taken_span(key)
    if spanned is None:
        return None
    rest, span, until = spanned
    label = _simple(rest) if rest else ColumnHeading(ColumnRole.VALUE)
    if label is None or label.role not in (None, ColumnRole.VALUE, ColumnRole.IGNORED):
        return None
    return joined([ColumnHeading(year=until, span=span), label])


def _with_mark(key: str) -> ColumnHeading | None:
    """Return a heading word with 初步数 or the like behind it (实际初步数), or 目标 before it (目标完成情况); None for other words."""
    short = without_aim(key)
    if short != key:
        return _simple(short)
    mark = max((word for word in PROVISIONAL if key.endswith(word)), key=len, default="")
    rest = _simple(key.removesuffix(mark)) if mark and mark != key else None
    return joined([rest, ColumnHeading(provisional=True)]) if rest else None


def _beside(words: str) -> ColumnHeading | None:
    """Return the meaning of the words beside a year in a heading: none, 截至, 实际值, 基期, 初步数 …; None for unknown words."""
    word = words.strip("-_·:/.")
    return ColumnHeading() if word in SINCE else _simple(word)


def is_label(text: str) -> bool:
    """Return whether a cell's words are known as a heading."""
    return _label(text) is not None


def is_paired(text: str) -> bool:
    """Return whether a cell's words (死亡数) head a numerator or denominator only if the sheet has both."""
    label = _label(text)
    return label is not None and label.paired


def is_identifier(text: str) -> bool:
    """Return whether a cell's words head the column that names the indicators: 指标, 序号, 代码."""
    label = _label(text)
    return label is not None and label.role in IDENTIFIERS


def read_heading(parts: Sequence[str], names: Mapping[str, str]) -> ColumnHeading | None:
    """Return the meaning of a column's heading cells, from top to bottom; None where a word is unknown.

    `names` gives a known word for another (`--map`), `-` for a column that isn't to be read.
    """
    labels: list[ColumnHeading] = []
    for part in parts:
        word = names.get(plain(part), part)
        label = ColumnHeading(ColumnRole.IGNORED) if word == LEFT_OUT else _label(word)
        if label is None:
            return None
        own = _own_scope(part) if word != part else NOTHING_SAID
        label = label if own is NOTHING_SAID else replace(label, scope=own.over(label.scope))
        labels.append(replace(label, marks=split_marks(plain(part))[1]) if word != part else label)
    whole = joined(labels)
    if whole is None:
        return None
    told = whole.year is not None or whole.scope.observation is not Observation.ACTUAL or whole.scope.whole
    if whole.role is None and not told:
        return None
    return whole if whole.role else replace(whole, role=ColumnRole.VALUE)


def _own_scope(text: str) -> PeriodScope:
    """Return the period that a heading's own words name, also where `--map` renames the column, so that 上半年 isn't
    taken for a whole year.
    """
    label = _label(text)
    return label.scope if label else taken(plain(text))[1]
