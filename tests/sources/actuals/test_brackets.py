"""〔〕 is a running total, unless the sheet says what else stands in it (docs/formats.md, CSV 和 XLSX): then it is asked, never guessed."""

from __future__ import annotations

import pytest
from support import plan_of, read_csv

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.model import Actuals

PLAN = plan_of(
    [{"unit": "个", "better": "lower", "baseline": "180", "target": "〔18〕", "limits": {"max": "1000"}}]
)


def read(note: str, value: str = "〔14〕", beside: str = "") -> Actuals:
    lines = ["指标,2022年,2023年,备注", f"指标1,170,{value},{beside}", *([f'"{note}",,,'] if note else [])]
    return read_csv("\n".join(lines).encode(), "a.csv", PLAN)


@pytest.mark.parametrize(
    "note",
    [
        "注：〔〕内为预计数",
        "注：1.数据来自年报；2.[ ]内数据为上年数",
        "说明：方括号中的数是全省平均",
        "注：〔〕内为当年数，其余为累计数",
        "注：〔〕内不是累计数",
        "带〔〕的为2025年目标",
    ],
)
def test_something_else_is_asked(note: str) -> None:
    """「表里另说〔〕内是什么的，是错误」"""
    with pytest.raises(InvalidInput) as caught:
        read(note)
    assert "“〔14〕”是累计数的写法，而表里写的是“" in str(caught.value.problems[0])


def test_the_note_of_its_own_row() -> None:
    with pytest.raises(InvalidInput):
        read("", beside="〔〕内为预计数")


@pytest.mark.parametrize(
    "note",
    [
        "",
        "注：〔〕内为累计数",
        "注：[ ]内为五年累计数。括号内为占比",
        "注：〔〕为规划期内合计，其余为当年数",
        "注：2023年数据来自年报",
    ],
)
def test_a_total(note: str) -> None:
    assert [value.reading.cumulative for value in read(note).values] == [False, True]


def test_values_without_brackets() -> None:
    """What stands in brackets says nothing of the numbers that have none."""
    assert len(read("注：〔〕内为预计数", "166").values) == 2
