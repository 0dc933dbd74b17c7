"""Drafts made by hand, and drafts of whatever."""

from __future__ import annotations

from hypothesis import strategies as st

from healthplan_cli.draft.model import (
    Doubt,
    Draft,
    DraftCommitment,
    DraftHeader,
    DraftMention,
    DraftPart,
    DraftProject,
    DraftRow,
    DraftValue,
)
from healthplan_cli.sources.documents.blocks import Place

HEADER = DraftHeader(
    title="某县“十五五”卫生健康规划", region="某县", level="county", baseline=2025, start=2026, end=2030
)


def value(text: str, year: int | None = None) -> DraftValue:
    """A cell with its words."""
    return DraftValue(text, year)


def row(name: str, target: str | None = None, **more: object) -> DraftRow:
    """A row with one target."""
    targets = (value(target),) if target is not None else ()
    return DraftRow(name, Place(line=10), **{"nature": "预期性", "targets": targets, **more})  # type: ignore[arg-type]


def draft(*rows: DraftRow, **more: object) -> Draft:
    """A draft of these rows."""
    return Draft(**{"header": HEADER, "rows": rows, **more})  # type: ignore[arg-type]


# Words as documents have them, and as nobody would.
HOSTILE = (
    "a: b", "# 注", "- x", "'单'引", '"双"引', " 前空", "后空 ", "1e3", "yes", "no", "~", "null", "2020-01-01", "*标", "&锚",
    "!tag", "%", "@x", "`", "|", ">85", "{a: b}", "[1, 2]", "a #b", "键：值", "制表\t符", "换\n行", "\x1b[0m", "\u202e反",
    "\ufeff", "—", "…", "0x1F", "010", "1_000", "是: 否", "\\n", "a,b", "?", ": ", "::error::", "##[group]x", "\ud800",
    "𠀀", "²", "①", "true", "TRUE", "<<", "=", "12:30:45", "1.", ".5", "+1", "-", "--- x", "...", "。",
)  # fmt: skip
_USUAL = (
    "≥22", "≤14.5", "80", "53左右", "力争每年降低0.5个百分点", "同比例提高", "国家下达", "城镇80左右居民70", "〔18〕", "第10名",
    "建成并投入使用", "持续提高", "10—20", "≥120%", "-3", "达到5个", "1:1.2", "三级甲等", "稳定在10%", "提高5%", "全覆盖", "2013年为17.2",
    "高于全国平均水平", "95%以上", "≥60%且持续提高", "2028年前建成", "3年内完成", "0", "1,200", "12 345", "未建成", "暂无",
)  # fmt: skip
_NAMES = (
    "人均预期寿命",
    "孕产妇死亡率",
    "健康预期寿命",
    "能耗降低",
    "新增就业",
    "产值",
    "某某率",
    "名次",
    "县医院",
)
_UNITS = ("%", "/10万", "岁", "个", "人", "万元", "百分点", "怪", "位", "张/千人", "")
_text = st.sampled_from((*HOSTILE, *_USUAL, *_NAMES)) | st.text(max_size=30)
_year = st.none() | st.integers(2015, 2035) | st.integers(-5, 9999)
_value = st.builds(DraftValue, st.sampled_from(_USUAL) | _text, _year)
_values = st.lists(_value, max_size=3).map(tuple)
_maybe = st.none() | _text
_unit = st.none() | st.sampled_from(_UNITS) | _text
_name = st.sampled_from(_NAMES) | _text
_part = st.builds(DraftPart, _name, _unit, st.none() | _value, _values)
_doubts = st.lists(st.builds(Doubt, st.sampled_from(("target", "unit", "id", "x")), _text), max_size=2).map(
    tuple
)
_row = st.builds(
    DraftRow, _name, st.just(Place(page=3)), no=_maybe, category=st.lists(_text, max_size=2).map(tuple), unit=_unit,
    baseline=st.none() | _value, targets=_values, average=st.none() | _value, total=st.none() | _value,
    nature=st.none() | st.sampled_from(("约束性", "预期性", "倡导性", "约束", "指导性")) | _text, responsible=_maybe, definition=_maybe,
    note=_maybe, parts=st.lists(_part, max_size=3).map(tuple), table=_maybe, doubts=_doubts,
)  # fmt: skip
_commitment = st.builds(
    DraftCommitment, _name, st.sampled_from(_USUAL) | _text, _text, st.just(Place()), _text, _year, _maybe, _maybe,
    st.none() | st.integers(-1, 4), _doubts,
)  # fmt: skip
_project = st.builds(
    DraftProject, _name, st.just(Place(table=2, row=1)), no=_maybe, group=_maybe, location=_maybe, kind=_maybe, content=_maybe,
    years=st.none() | st.sampled_from(("2026-2028", "2026", "十五五", "2028-2026")) | _text,
    investment=st.none() | st.sampled_from(("450", "1.2亿元", "若干", "1,200")) | _text,
    unit=st.none() | st.sampled_from(("万元", "亿元", "元")) | _text, responsible=_maybe, doubts=_doubts,
)  # fmt: skip
_header = st.builds(
    DraftHeader, _maybe, _maybe, _maybe, _maybe, _maybe, _maybe, st.none() | st.sampled_from(("city", "县")) | _text,
    _year, _year, _year, _doubts,
)  # fmt: skip
ANY = st.builds(
    Draft, _header, st.lists(_row, min_size=1, max_size=4).map(tuple), st.lists(_commitment, max_size=3).map(tuple),
    st.lists(st.builds(DraftMention, st.integers(-1, 4), _text, _text, _year), max_size=2).map(tuple),
    st.lists(_project, max_size=2).map(tuple), st.none() | _project,
    st.lists(st.tuples(st.sampled_from(("*", "①", "注1", "x", "")) | _text, _text), max_size=2).map(tuple), st.booleans(),
)  # fmt: skip
