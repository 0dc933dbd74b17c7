"""Which mentions are of one region: found by words, as the plain rule would find it by comparing each with each."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from healthplan_cli.base.location import Location
from healthplan_cli.language.divisions import division_of_code
from healthplan_cli.language.names import region_names
from healthplan_cli.panel.mentions import RegionMention
from healthplan_cli.panel.regions import resolved

CODES = ["", "", "", "", "510904", "510903", "510921", "310115", "999999", "999998", "510000"]
KINDS = ["县", "区", "市", "州", "自治县", "", "新区", "盟"]
STEMS = ["东山", "安居", "州", "大", "西区", "市", "浦东新", "城", "东市山"]
BEFORE = ["", "", "", "某市", "某省某市", "遂宁市", "甲州", "市", "甲", "某省"]
ABOVE = [(), (), ("某市",), ("某省", "某市"), ("乙市",), ("某省",), ("遂宁市",)]


def agree(one: RegionMention, other: RegionMention) -> bool:
    return not one.above or not other.above or one.above[-1] == other.above[-1]


def same(mention: RegionMention, other: RegionMention) -> bool:
    return bool(mention.name) and mention.name == other.name


def longer(mention: RegionMention, other: RegionMention) -> bool:
    long, short = sorted((mention.name, other.name), key=len, reverse=True)
    return len(short) > 2 and any(long.endswith(f"{kind}{short}") for kind in "省市州盟区")


def shorter(mention: RegionMention, other: RegionMention) -> bool:
    return mention.name in region_names(other.name)[1:]


def named(mention: RegionMention) -> RegionMention:
    division = division_of_code(mention.code) if not mention.name else None
    name = division.name if division else mention.name
    return RegionMention(name, mention.above, mention.code, mention.place)


def candidates(mention: RegionMention, regions: Sequence[list[RegionMention]]) -> list[int]:
    if mention.code:
        return [at for at, known in enumerate(regions) if known[0].code == mention.code]
    for test in (same, longer, shorter):
        found = [
            at
            for at, known in enumerate(regions)
            if any(test(mention, other) and agree(mention, other) for other in known)
        ]
        if found:
            return found
    return []


def plainly(
    mentions: Sequence[RegionMention],
) -> tuple[list[list[tuple[str, ...]]], list[tuple[str, Sequence[str]]]]:
    """Return the regions, each with the keys of its mentions, in the order of their first ones, and for each mention
    that could be of several its place and how these are called.
    """
    once = {mention.key: mention for mention in reversed(mentions)}
    first = {mention.key: mention for mention in mentions if once[mention.key] is mention}
    regions: list[list[RegionMention]] = []
    keys: list[list[tuple[str, ...]]] = []
    doubts: list[tuple[str, Sequence[str]]] = []
    for said in sorted(first.values(), key=lambda item: (not item.code, -len(item.above), -len(item.name))):
        mention = named(said)
        found = candidates(mention, regions)
        if len(found) > 1:
            called = []
            for at in found:
                above = max((item.above for item in regions[at]), key=len)
                name = next((item.name for item in regions[at] if item.name), "")
                called.append("".join((*above, name, regions[at][0].code)))
            doubts.append((str(mention.place), called))
        elif found:
            regions[found[0]].append(mention)
            keys[found[0]].append(said.key)
        else:
            regions.append([mention])
            keys.append([said.key])
    order: dict[tuple[str, ...], int] = {}
    for at, said in enumerate(first.values()):
        order.setdefault(named(said).key, at)
    numbers = sorted(range(len(regions)), key=lambda at: min(order[item.key] for item in regions[at]))
    return [keys[at] for at in numbers], doubts


def drawn(chance: random.Random) -> list[RegionMention]:
    some = chance.randint(1, 40)
    return [
        RegionMention(
            name := chance.choice(BEFORE) + chance.choice(STEMS) + chance.choice(KINDS)
            if (code := chance.choice(CODES)) == "" or chance.random() < 0.7
            else "",
            chance.choice(ABOVE) if name else (),
            code,
            Location("a.csv", line),
        )
        for line in range(1, some + 1)
    ]


@pytest.mark.parametrize("seed", range(400))
def test_is_the_plain_rule(seed: int) -> None:
    """Looked up by its words, a mention finds just the regions that a comparison with every mention before finds."""
    mentions = drawn(random.Random(seed))
    found = resolved(mentions)
    wanted, doubts = plainly(mentions)
    by_region: dict[int, list[tuple[str, ...]]] = {}
    for key, region in found.by_key.items():
        at = next(at for at, one in enumerate(found.all) if one is region)
        by_region.setdefault(at, []).append(key)
    assert [by_region[at] for at in range(len(found.all))] == wanted
    assert [
        (str(problem.location), problem.message.split("可以是 ")[1].split("：请写明")[0])
        for problem in found.problems
    ] == [(place, "、".join(called)) for place, called in doubts]


def test_labels_differ() -> None:
    mentions = [
        RegionMention("东山县", ("甲市",), "", Location("a.csv", 2)),
        RegionMention("东山县", ("乙市",), "", Location("a.csv", 3)),
        RegionMention("西山县", ("甲市",), "", Location("a.csv", 4)),
        RegionMention("城区", (), "999998", Location("a.csv", 5)),
        RegionMention("城区", (), "999999", Location("a.csv", 6)),
    ]
    labels = [region.label for region in resolved(mentions).all]
    assert labels == ["甲市东山县", "乙市东山县", "西山县", "城区（999998）", "城区（999999）"]


def test_a_name_full_of_kinds_takes_no_longer_than_its_length() -> None:
    """A name's ends are kept only where a name is as long as one of them."""
    long = "市" * 30_000 + "东山县"
    found = resolved([RegionMention(long), RegionMention("东山县"), RegionMention("东山")])
    assert [region.label for region in found.all] == ["东山县"]
