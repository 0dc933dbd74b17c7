"""Names as they are matched: normalised and exact, with what a plan or a yearbook prints around them."""

from __future__ import annotations

import pytest

from healthplan_cli.language.names import (
    may_be_among,
    name_key,
    named_among,
    nearest,
    place,
    region_names,
    without_among,
)


class TestKey:
    """Without white space, width, quotes, case and a unit in brackets at its end."""

    @pytest.mark.parametrize(
        ("name", "key"),
        [
            ("“ＡB”率 ", "ab率"),
            ("死亡率（‰）", "死亡率"),
            ("死亡率（‰）率", "死亡率(‰)率"),
            ("死亡率（农村）", "死亡率(农村)"),
            ("（%）", "(%)"),
        ],
    )
    def test_key(self, name: str, key: str) -> None:
        assert name_key(name) == key


class TestAmong:
    """What stands behind 其中, or behind the # of yearbooks."""

    @pytest.mark.parametrize(
        ("name", "rest"),
        [
            ("其中：女性", "女性"),
            ("①其中，女性", "女性"),
            ("1、其中：女性", "女性"),
            ("—其中女性", "女性"),
            ("（其中：女性）", "女性"),
            ("（其中：女性（农村））", "女性(农村)"),
            ("（其中）女性（农村）", "女性(农村)"),
            ("（其中：女性", "女性"),
            ("其中：ABC", "abc"),
            ("其中", ""),
            ("#女性", "女性"),
            ("＃女性", "女性"),
            ("##女性", None),
            ("#", None),
            ("女性", None),
            ("中医药", None),
        ],
    )
    def test_rest(self, name: str, rest: str | None) -> None:
        assert named_among(name) == rest

    def test_at_a_glance(self) -> None:
        assert [may_be_among(name) for name in ("其中女性", "#女性", "＃女性", "女性", "女#性")] == [
            True,
            True,
            True,
            False,
            False,
        ]

    @pytest.mark.parametrize(
        ("name", "left"),
        [
            ("其中：女性", "女性"),
            ("其中：ＡBC", "abc"),
            ("其中：ABC", "ABC"),
            ("（其中：女性）", "女性"),
            ("其中", "其中"),
            ("女性（其中）", "女性（其中）"),
        ],
    )
    def test_beside_a_word_for_it(self, name: str, left: str) -> None:
        assert without_among(name) == left


class TestRegions:
    """A region without the province and the city above it, and what it is called for short."""

    @pytest.mark.parametrize(
        ("region", "own", "names"),
        [
            ("四川省达州市达川区", "达川区", ("四川省达州市达川区", "达川区", "达川")),
            ("北京市", "北京市", ("北京市", "北京")),
            ("万州", "万州", ("万州",)),
            ("区", None, ("区",)),
            ("", None, ()),
        ],
    )
    def test_region(self, region: str, own: str | None, names: tuple[str, ...]) -> None:
        assert (place(region), region_names(region)) == (own, names)


class TestNearest:
    """Only proposals are fuzzy: the most alike first, then what holds the name or stands in it."""

    @pytest.mark.parametrize(
        ("name", "known", "found"),
        [
            ("婴儿死亡率", ["人均预期寿命", "孕产妇死亡率", "婴儿死亡率"], ["婴儿死亡率", "孕产妇死亡率"]),
            ("死亡", ["五岁以下儿童死亡率"], ["五岁以下儿童死亡率"]),
            ("五岁以下儿童死亡率", ["死亡"], ["死亡"]),
            ("率", ["五岁以下儿童死亡率"], []),
            ("死亡率", ["死亡率"] * 2, ["死亡率"]),
            (
                "死亡率",
                ["死亡率甲", "死亡率乙", "死亡率丙", "死亡率丁"],
                ["死亡率甲", "死亡率乙", "死亡率丙"],
            ),
            ("率" * 500, ["率" * 500], ["率" * 500]),
            ("率" * 501, ["率" * 501], []),
        ],
    )
    def test_nearest(self, name: str, known: list[str], found: list[str]) -> None:
        assert nearest(name, known) == found
