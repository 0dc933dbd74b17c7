"""Wordings of public plans with their readings, written before the program was asked: cases/examination/*.yaml.

Each must be read so, or refused where it is marked `refused: true`: a wording that isn't understood is work for an officer, one that is
misunderstood a wrong verdict. `expect` names what is certain, a list of them equally right readings; `also` other ops that would be right too.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from support import CASES, read_cases

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.language.describe import target_fields
from healthplan_cli.language.target import parse_target

FILES = ("words", "held_out", "clauses", "unseen", "last", "composed", "sealed", "sealed_two", "sealed_three")
ITEMS = {name: read_cases(CASES / "examination" / f"{name}.yaml") for name in FILES}
EACH = [pytest.param(item, id=f"{name}-{item['text'] or 'empty'}") for name in FILES for item in ITEMS[name]]
# what language.md calls a sum is one of these here, with its number in `by` or `value`; of all of a kind is the whole of it
SUMS = {"sum", "reach", "ge", "gt", "approx", "change"}
LENIENT = {"every_year", "basic", "kept", "two_sided", "high_open", "low_open", "average", "halted", "mean"}
NUMBERS_ALONE = {
    "milestone",
    "trend",
    "stable",
    "external",
    "reference",
    "rank",
    "multiple",
    "ratio",
    "grade",
}


def read(text: str) -> dict[str, Any] | None:
    """The public fields of the reading; None where it is refused."""
    try:
        return target_fields(parse_target(text))
    except NotUnderstood:
        return None


def differences(want: dict[str, Any], found: dict[str, Any], place: str = "") -> Iterator[str]:
    """In what a reading is not what it should be."""
    for key, value in want.items():
        here = f"{place}{key}"
        if key == "op":
            if not _same_op(value, found):
                yield f"{here}: {value}, not {found.get('op')}"
        elif key in ("parts", "years"):
            yield from _several(value, found.get(key) or {}, here)
        elif key in ("unit", "margin_unit"):
            got = found.get(key)
            if (
                found.get("op") not in NUMBERS_ALONE
                and _number(found.get("by")) != 0
                and not _same_unit(value, got)
            ):
                yield f"{here}: {value}, not {got}"
        elif key == "remark":
            if value not in str(found.get(key)):
                yield f"{here}: {value}, not {found.get(key)}"
        elif key == "to":
            other = str(found.get("to") or found.get("reference"))
            if other not in value and value not in other:
                yield f"{here}: {value}, not {other}"
        elif key == "inner":
            if not found.get("inner"):
                yield f"{here}: lacking"
        elif not _same(key, value, found):
            yield f"{here}: {value}, not {found.get(key)}"


def _several(want: Any, found: Any, place: str) -> Iterator[str]:
    """In what lists of parts, or the years' readings, differ."""
    if isinstance(want, list):
        want, found = dict(enumerate(want)), dict(enumerate(found))
    named = {str(key): one for key, one in found.items()}
    if set(map(str, want)) != set(named):
        yield f"{place}: {len(want)} {sorted(map(str, want))}, not {len(found)}"
        return
    for key, one in want.items():
        yield from differences(one, named[str(key)], f"{place}.{key}.")


def _same_op(want: Any, found: dict[str, Any]) -> bool:
    op, known = found.get("op"), set(want) if isinstance(want, list) else {want}
    if "sum" in known:
        known |= SUMS
    whole = op in ("eq", "share") and _number(found.get("value")) == 100
    return op in known or (whole and bool(known & {"share", "eq"}))


def _same(key: str, want: Any, found: dict[str, Any]) -> bool:
    got = found.get(key)
    if key == "value" and got is None and found.get("op") == "change":
        got = found.get("by")
    if key == "margin" and isinstance(got, dict):
        got = got["value"]
    if key in LENIENT and got is None:
        got = False
    if key in ("at_least", "approx") and key not in found:
        return True
    if isinstance(got, bool):
        return bool(want == str(got).lower())
    number = _number(want)
    return number == _number(got) if number is not None else bool(want == got)


def _number(value: Any) -> Fraction | None:
    try:
        return Fraction(str(value))
    except ValueError:
        return None


def _same_unit(want: str | None, got: str | None) -> bool:
    if not want or not got:
        return want == got
    return want == got or units.canonical(want) == units.canonical(got) or units.factor(want, got) == 1


def wrong(item: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """In what the reading of an item is wrong; nothing where it is right."""
    if found.get("op") in item.get("also", []):
        return []
    if item["expect"] == "refused":
        return [f"should be refused, and is read as {found}"]
    wanted = item["expect"] if isinstance(item["expect"], list) else [item["expect"]]
    return min(([*differences(want, found)] for want in wanted), key=len)


@pytest.mark.parametrize("item", EACH)
def test_reading(item: dict[str, Any]) -> None:
    """「哪一条都对不上的写法是错误」, none of these is misread, and no number is lost."""
    found = read(item["text"])
    may_be_refused = item["expect"] == "refused" or "refused" in item.get("also", [])
    if found is None:
        assert may_be_refused or item.get("refused"), "not understood: read it, or mark it `refused: true`"
        return
    assert wrong(item, found) == []
    assert not item.get("refused"), "understood by now: the mark `refused` can go"
    assert lost(item["text"], found) == [], found


@pytest.mark.parametrize("name", FILES)
def test_most_are_read(name: str) -> None:
    """At least nine of ten, none misread: the count is printed (`pytest -s`)."""
    said = Counter("refused" if item.get("refused") else "right" for item in ITEMS[name])
    sys.stdout.write(
        f"\n{name}: {len(ITEMS[name])} wordings, {said['right']} right, {said['refused']} refused\n"
    )
    assert said["right"] >= 0.9 * len(ITEMS[name])


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# what a reading says in other numbers: the nearer end of a change, a factor, a span, the year of a span
_SAID_OTHERWISE = re.compile(
    r"[—～~±]|500强的|-\d|倍|累计|[35]年内|\d月|\d分钟|20\d\d年的|mmol|每年为65岁|个5A级|[45]A级以上旅游景区\d|建成5G|新建5G|目前[\d.]+/10万|行政村5G|500强企业\d|亿元以上企业\d|50万以上人口|[57]人制|公里飞行半径|每县配备"
)


def lost(text: str, found: dict[str, Any]) -> list[str]:
    """「名称里的数字不是目标」: each number is one of the reading's or stands in what it keeps of the words; those that don't."""
    if _SAID_OTHERWISE.search(text):
        return []
    said = " ".join(map(str, _leaves(found)))
    known = {Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?(?:/\d+)?", said)}
    printed = unicodedata.normalize("NFKC", text).replace(",", "")
    return [
        number for number in _NUMBER.findall(printed) if Fraction(number) not in known and number not in said
    ]


def _leaves(fields: Any) -> Iterator[Any]:
    """Everything that a reading's fields hold, and the names of its years."""
    if isinstance(fields, dict):
        for key, value in fields.items():
            yield key
            yield from _leaves(value)
    elif isinstance(fields, list):
        for value in fields:
            yield from _leaves(value)
    else:
        yield fields
