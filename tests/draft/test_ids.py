"""Ids of drafted rows: the catalogue's where it is the same indicator, else stable pinyin."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from healthplan_cli.draft.better import better_of, better_of_promise, likely, rule_of, way_of_name
from healthplan_cli.draft.ids import LONGEST, Taken, agrees, called, slug
from healthplan_cli.model import Better
from healthplan_cli.sources.plans.catalog import catalogue

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("居民健康素养水平", "juminjiankangsuyangshuiping"),
        ("PM2.5年均浓度", "pm2_5_nianjunnongdu"),
        ("5岁以下儿童贫血率", "n5_suiyixiaertongpinxuelv"),
        ("Ａ级企业数（家）", "a_jiqiyeshu_jia"),
        ("森林 覆盖率", "senlinfugailv"),
    ],
)
def test_a_name_in_pinyin(name: str, id: str) -> None:
    assert slug(name) == id


def test_a_long_name_keeps_its_head_and_the_first_letters_of_its_tail() -> None:
    long = "城镇污水处理厂污泥无害化处置利用设施建设完成比例"
    assert slug(long) == "chengzhenwushuichuli_cwnwhhczlyssjswcbl"


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=120)
    | st.text("率比例人口每千一二三五医疗卫生（）、％0123456789", min_size=1, max_size=80)
)
def test_any_name_has_an_id_that_a_spec_can_have(name: str) -> None:
    import re

    made = slug(name)
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", made)
    assert len(made) <= LONGEST
    assert slug(name) == made


def test_every_name_of_the_catalogue_is_its_entry() -> None:
    for entry in catalogue().values():
        for name in (entry.name, *entry.aliases):
            assert called(name) == (entry, True)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("全市儿童青少年近视率（中小学生）", "child_myopia_rate"),
        ("全县居民健康素养水平", "health_literacy"),
        ("本区孕产妇死亡率", "maternal_mortality"),
    ],
)
def test_scope_and_brackets_may_be_no_part_of_the_indicator(name: str, id: str) -> None:
    entry, exact = called(name)
    assert entry is not None
    assert (entry.id, exact) == (id, False)


@pytest.mark.parametrize(
    ("id", "unit", "target", "same"),
    [
        ("maternal_mortality", "/10万", "≤14.5", True),
        ("maternal_mortality", "%", "≤14.5", True),  # shares convert
        ("maternal_mortality", "人", "≤14", False),
        ("maternal_mortality", None, "≤10.5/10万", True),
        ("maternal_mortality", "/10万", "≥14.5", False),
        ("health_literacy", "%", "≤30", False),
        ("health_literacy", "%", "每年提高2个百分点", True),
        ("life_expectancy", "万人", "80", False),
    ],
)
def test_the_same_indicator_agrees_in_unit_and_direction(
    id: str, unit: str | None, target: str, same: bool
) -> None:
    rule = rule_of(target)
    assert rule is not None
    assert agrees(catalogue()[id], unit, [rule]) is same


def test_ids_are_given_once_and_capitals_dont_count() -> None:
    taken = Taken(["a", "B"])
    assert [taken.take("b"), taken.take("b"), taken.take("c")] == ["b_2", "b_3", "c"]
    assert len(taken.take("x" * LONGEST)) == LONGEST == len(taken.take("x" * LONGEST))


@pytest.mark.parametrize(
    ("name", "target", "better"),
    [
        ("某某数", "≥5", Better.HIGHER),
        ("某某数", "控制在5以内", Better.LOWER),
        ("某某数", "下降5%", Better.LOWER),
        ("结核病发病率", "40", Better.LOWER),
        ("万元GDP能耗（吨标准煤）", "0.4", Better.LOWER),
        ("单位GDP能耗降低", "13.5", Better.HIGHER),
        ("细颗粒物（PM2.5）年均浓度", "30", Better.LOWER),
        ("地表水达到或好于Ⅲ类水体比例", "90", Better.HIGHER),
        ("劣Ⅴ类水体比例", "0", Better.LOWER),
        ("每千人口执业药师数", "0.6", Better.HIGHER),
        ("劳动年龄人口平均受教育年限", "11.3", Better.HIGHER),
        ("地区生产总值增长率", "6", Better.HIGHER),
        ("某某数", "达到5个", Better.HIGHER),
        ("某某数", "建设3个", Better.HIGHER),
        ("急救圈", "形成12分钟", None),
        ("某某数", "5", None),
        ("人口自然增长率", "5", None),
        ("抗菌药物使用率", "40", None),
        ("医疗费用增长率", "8", None),
        ("固定资产折旧", "90", None),
    ],
)
def test_which_side_is_good_is_in_the_words_or_not_known(
    name: str, target: str, better: Better | None
) -> None:
    rule = rule_of(target)
    found, doubt = better_of(name, [target], [rule] if rule else [])
    assert found is better
    assert (doubt is None) is (better is not None)


@pytest.mark.parametrize(
    ("name", "better"),
    [
        (name, None if side == "marked" else Better(side))
        for side, names in yaml.safe_load((HERE / "cases" / "better.yaml").read_text()).items()
        for name in names
    ],
)
def test_the_names_of_other_plans(name: str, better: Better | None) -> None:
    assert way_of_name(name) is better


def test_the_catalogue_never_says_the_opposite() -> None:
    told = {
        (entry.id, name): way_of_name(name)
        for entry in catalogue().values()
        for name in (entry.name, *entry.aliases)
    }
    assert {key for key, way in told.items() if way not in (None, catalogue()[key[0]].better)} == set()
    assert sum(way is not None for way in told.values()) > len(told) * 3 // 4


@pytest.mark.parametrize(
    ("baseline", "target", "way"),
    [
        ("5.9", "10", Better.HIGHER),
        ("64%", "58%", Better.LOWER),
        ("58", "58", None),
        ("—", "58", None),
        (">80", "90", None),
        ("60（2019年）", "70左右", Better.HIGHER),
        ("5", "做好工作", None),
    ],
)
def test_the_way_from_the_baseline_is_a_hint(baseline: str, target: str, way: Better | None) -> None:
    assert likely(baseline, target) is way


def test_a_promise_of_things_is_one_to_be_reached() -> None:
    rule = rule_of("3个")
    assert rule is not None
    assert better_of("区域中心", ["3个"], [rule])[0] is None
    assert better_of_promise("区域中心", "3个", [rule])[0] is Better.HIGHER
    assert better_of_promise("区域中心", "3个", [rule])[1]
