"""The parts of a row's name: ordinal, footnote marks, unit, component in brackets."""

from __future__ import annotations

import re
from functools import lru_cache

from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.language.marks import split_marks
from healthplan_cli.language.names import named_among
from healthplan_cli.language.normalise import plain
from healthplan_cli.sources.actuals.headings import is_plain_unit, unit_in

_ORDINAL = Pattern(
    r"(?:\d{1,3}(?:[、)]|\.(?!\d))|[一二三四五六七八九十]+、|\((?:\d{1,3}|[一二三四五六七八九十]+)\))(?P<rest>.+)$"
)
SUBORDINATE = Pattern(r"(?:[①-⑳⑴-⒇]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\))(?P<rest>.+)$")
BRACKETED = Pattern(r"\((?P<rest>[^()]+)\)$")
_BRACKET = Pattern(r"(?P<before>.+)\((?P<inside>[^()]*)\)$")
_UNIT_BEHIND = Pattern(r"(?P<before>.+)(?:[(〔](?P<inside>[^()〔〕]*)[)〕]|[/,](?P<bare>[^/,()〔〕]+))$")
_JOINT = Pattern(r"(?P<before>.+?)[-—:/_](?P<inside>[^-—:/_]+)$")


def bare_number(text: str) -> str:
    """Return a row's number without punctuation and leading zeros: 1. (1) 01、 are 1."""
    return plain(text).strip("().、").lstrip("0")


def without_ordinal(name: str) -> str:
    """Return a normalised name without an ordinal (3.指标, （一）指标) or 其中 before it."""
    among = named_among(name)
    if among:
        return among
    match = _ORDINAL.match(name) or BRACKETED.match(name)
    return match["rest"] if match else name


def last_part(name: str) -> tuple[str, str]:
    """Return the two parts of 指标(门诊) or 指标-门诊; for another name the name and an empty text."""
    name = without_unit(plain(name))
    match = _BRACKET.match(name) or _JOINT.match(name)
    return (match["before"], match["inside"]) if match else (name, "")


def without_marks(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a name without its footnote marks, which may stand before its unit (婴儿死亡率*(‰)), and the marks."""
    body, marks = split_marks(name)
    match = _UNIT_BEHIND.match(name) if not marks else None
    if match is None or not _unit_behind(match):
        return body, marks
    before, marks = split_marks(match["before"])
    return before + name[match.end("before") :], marks


def without_unit(name: str) -> str:
    """Return a normalised name without the unit behind it."""
    match = _UNIT_BEHIND.match(name)
    return match["before"] if match and _unit_behind(match) else name


def _unit_behind(match: re.Match[str]) -> str | None:
    """Return the unit in brackets or behind a slash (健康产业增加值/万元); None where it may be part of the name (人, 例)."""
    unit = unit_in(match["inside"] or match["bare"] or "")
    return unit if match["inside"] or (unit and is_plain_unit(unit)) else None


@lru_cache(maxsize=4096)
def unit_of_name(name: str) -> str | None:
    """Return the unit in brackets at the end of a name: 孕产妇死亡率（1/10万）, 使用率（%）（门诊）. None without one."""
    text = plain(name)
    for _ in range(2):
        match = _UNIT_BEHIND.match(text)
        if match is None:
            return None
        unit = _unit_behind(match)
        if unit:
            return unit
        text = match["before"] if match["inside"] is not None else ""
    return None
