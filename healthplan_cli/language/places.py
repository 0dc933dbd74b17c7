"""Reported ranks (contract section 4): 第8名, 8, 全省第3, 并列第5; 前10 is a rank from 1 to 10."""

from __future__ import annotations

from fractions import Fraction
from typing import NoReturn

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern, atomic
from healthplan_cli.language.marks import split_marks
from healthplan_cli.language.normalise import check_length, normalise
from healthplan_cli.language.reported import NO_VALUE
from healthplan_cli.language.tokens import chinese_number
from healthplan_cli.model import Interval, Reading

_NUMBER = r"(?P<number>\d{1,6}|[一二两三四五六七八九十百]{1,5})"
_AMONG = atomic(
    r"(?:同类[\u4e00-\u9fff]{1,4}?(?=第|前|\d)|位居|位列|排名|位次|名次|排在|处于|名列|并列|全国|全省|全市|全县|全区|全州|省内|市内|县内|区内|综合|在|居|列|排|为|:)*",
    "among",
)
_PLACE = Pattern(rf"{_AMONG}(?:并列)?第?{_NUMBER}(?:名|位|名次|位次)?(?:\(并列\))?$")
_FIRST = Pattern(rf"{_AMONG}(?:首位|榜首)$")
_TOP = Pattern(rf"{_AMONG}(?:进入)?前{_NUMBER}(?:名|位)?(?:以内)?$")
_REMARK = Pattern(r"(?P<before>[^()]+)\((?P<inside>[^()]*)\)$")
_AMONG_SO_MANY = Pattern(
    r"(?:在|共|全国|全省|全市|全县|全区|参评|并列|\d+个|[省市州县区盟旗家院所]|(?:19|20)\d\d年?){0,12}$"
)


def read_place(text: str) -> Reading:
    """Return a reported rank. Raise NotUnderstood for a share, an amount, a change of rank or two numbers."""
    check_length(text)
    body, marks = split_marks(normalise(text).text)
    if not body or body.lower() in NO_VALUE:
        return Reading(text)
    remark = _REMARK.match(body)
    if remark is not None and _AMONG_SO_MANY.match(remark["inside"]):
        body = remark["before"]
    if _FIRST.match(body):
        return Reading(text, Interval.point(Fraction(1)), marks=marks, place=True)
    top, place = _TOP.match(body), _PLACE.match(body)
    match = top or place
    number = _whole(match["number"]) if match is not None else None
    if number is None or number < 1:
        _refuse(text)
    values = Interval(Fraction(1), number) if top is not None else Interval.point(number)
    return Reading(text, values, marks=marks, place=True)


def _whole(words: str) -> Fraction | None:
    return Fraction(words) if words.isdecimal() else chinese_number(words)


def _refuse(text: str) -> NoReturn:
    raise NotUnderstood(
        text, 0, tr("目标是名次，数值应写第几名：第8名、8、前10（不是比例、数量或前移了几位）")
    )
