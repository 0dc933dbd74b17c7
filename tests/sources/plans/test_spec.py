"""Plan specs: cases/specs/{valid,invalid}, each beside what it must give."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import check_expected, load_spec, plan_of, walk

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.language.describe import sentence
from healthplan_cli.model import Baseline, Indicator, Plan, Target
from healthplan_cli.sources.plans.catalog import load_plan, plan_files


def words(baseline: Baseline | None, target: Target | None) -> str:
    due = f"（{target.due}）" if target and target.due else ""
    return f"{baseline.text if baseline else '无'} → {sentence(target.rule) + due if target else '无'}"


def lines(item: Indicator) -> list[str]:
    """An indicator as it was read: what it is judged in, which way, between what, and its words."""
    low, high = ("…" if end is None else decimal_text(end) for end in (item.limits.low, item.limits.high))
    better = item.better.value if item.better else "—"
    kind = f"{low} 到 {high}{item.limits.unit or ''}"
    found = [
        f"{item.no} {item.id} {item.measure or '—'} {better} {kind}",
        f"    {words(item.baseline, item.target)}",
    ]
    found += [f"    {year}: {words(None, target)}" for year, target in item.annual_targets]
    optional = "（可分）" if item.optional_components else ""
    return found + [
        f"    {part.id}{optional} {part.name}: {words(part.baseline, part.target)}"
        for part in item.components
    ]


def read(plan: Plan) -> str:
    return "".join(f"{line}\n" for item in plan.indicators for line in lines(item))


class TestValid:
    """「词句照印，只去掉空白」, and each row read with what the catalogue adds."""

    @pytest.mark.parametrize("path", walk("specs/valid"), ids=lambda path: path.stem)
    def test_is_read_as(self, path: Path) -> None:
        check_expected(path.with_suffix(".expected"), read(load_spec(path)))

    @pytest.mark.parametrize("name", list(plan_files()))
    def test_a_plan_that_ships(self, name: str) -> None:
        """Without the shape check, as it is loaded; test_structure.py has the shape."""
        plan = load_plan(name)
        assert plan.id == name
        assert len(plan.sha256) == 64
        assert all(item.better for item in plan.indicators)


# Targets with an amount each, {} for its unit.
AMOUNTS = (
    "≥6{}", "6{}", "6—7{}", "控制在6—7{}", "6{}左右", "每年增加0.5{}", "年均增加0.5{}", "累计增加0.5{}", "每年不低于6{}", "每年6—7{}", "新建12{}",
)  # fmt: skip
PARTED = {"components": [{"id": "a", "name": "城镇"}, {"id": "b", "name": "居民"}]}


def problems(**row: object) -> str:
    """What is wrong with a row, after its place; nothing of one that is right."""
    try:
        plan_of([{"id": "it", "name": "某项", "baseline": None, **row}])
    except InvalidInput as error:
        return str(error).partition(": ")[2]
    return ""


class TestUnits:
    """「单位是数的一部分」: every amount of a target fits the unit of its indicator."""

    @pytest.mark.parametrize("words", AMOUNTS)
    def test_another_unit(self, words: str) -> None:
        row = {"unit": "张", "better": "higher", "target": words.format("岁")}
        assert problems(**row) == "目标的单位“岁”与指标的单位“张”不相容"

    @pytest.mark.parametrize(
        "words", [*(words.format("张/千人") for words in AMOUNTS), "1张/3万人", "不低于1张/3万人"]
    )
    def test_a_rate_of_people(self, words: str) -> None:
        """张/千人 fits 张 where the row says of how many people (`per`), and only there."""
        row = {"unit": "张", "better": "higher", "target": words}
        assert problems(**row, per="1000") == ""
        assert problems(**row).endswith("与指标的单位“张”不相容")

    @pytest.mark.parametrize("words", ["每年提高0.5个百分点", "累计提高0.5个百分点", "提高0.5个百分点左右"])
    def test_points(self, words: str) -> None:
        assert problems(unit="‰", better="higher", target=words) == ""
        assert (
            problems(unit="张", better="higher", target=words) == "目标的单位“百分点”与指标的单位“张”不相容"
        )

    @pytest.mark.parametrize("words", ["城镇≥60岁，居民≥70", "城镇≥60，居民≥70岁", "城镇每年≥60，居民≥70岁"])
    def test_of_each_component(self, words: str) -> None:
        row = {"better": "higher", "target": words, **PARTED}
        assert problems(**row, unit="%") == "目标的单位“岁”与指标的单位“%”不相容"
        assert problems(**row, unit="岁") == ""

    @pytest.mark.parametrize("words", ["城镇≥60岁，居民≥70", "城镇≥60，居民≥70岁"])
    def test_of_each_component_in_a_year(self, words: str) -> None:
        """It is no single amount, whatever its units; that these are wrong is said too."""
        row = {"better": "higher", "annual_targets": {"2023": words}}
        assert problems(**row, unit="岁", target="≥70") == "annual_targets 的 2023 年须是一个数量，如 ≥60"
        assert "目标的单位“岁”与指标的单位“%”不相容" in problems(**row, unit="%", target="≥70")

    @pytest.mark.parametrize(
        ("words", "unit"), [("提高5个百分点", "百分点"), ("每年提高5张", "张"), ("提高5万人", "万人")]
    )
    def test_no_unit_at_all(self, words: str, unit: str) -> None:
        assert problems(better="higher", target=words) == f"目标的单位“{unit}”与指标的单位“无”不相容"

    @pytest.mark.parametrize("words", ["≥60%", "≥60岁", "提高5%"])
    def test_the_unit_of_its_own_words(self, words: str) -> None:
        assert problems(better="higher", target=words) == ""


class TestDirections:
    """「`neither` 的指标没有好的方向，目标必须写明关系」; so must one of which nothing is said."""

    NEEDED = ("6", "提高到6", "每年6", "五年累计培训6人次", "1:3", "〔18〕", "改善", "逐步改善", "城镇6，居民≥7", "城镇≥6，居民7")  # fmt: skip
    NEEDED_UNLESS_NEITHER = ("6左右", "6—7", "每年6—7", "保持稳定", "城镇6左右，居民≥7")
    PLAIN = ("≥6", "每年不低于6", "控制在6—7之间", "不低于1:3", "提高6", "每年提高1", "持续提高", "城镇≥6，居民≥7")  # fmt: skip

    @pytest.mark.parametrize("better", [None, "neither", "higher", "lower"])
    @pytest.mark.parametrize("words", [*NEEDED, *NEEDED_UNLESS_NEITHER, *PLAIN])
    def test_which_words_need_one(self, words: str, better: str | None) -> None:
        parts = PARTED if "，" in words else {}
        row = {"unit": "人次"} if "人次" in words else {}
        said = problems(target=words, **({"better": better} if better else {}), **row, **parts)
        asked = "这种写法看不出往哪边算好：请加 better: higher 或 lower，或写明 ≥、≤"
        if words in self.NEEDED and better in (None, "neither"):
            why = "better 是 neither" if better else "it 不在目录里，也没有写 better"
            assert said == f"{why}，{asked}"
        elif words in self.NEEDED_UNLESS_NEITHER and better is None:
            assert said == f"it 不在目录里，也没有写 better，{asked}"
        else:
            assert said == ""


class TestInvalid:
    """「错误一次全部报出，每条是 `文件:行:列: 说明`」"""

    @pytest.mark.parametrize("path", walk("specs/invalid"), ids=lambda path: path.stem)
    def test_gives_exactly_these_problems(self, path: Path) -> None:
        with pytest.raises(InvalidInput) as caught:
            load_spec(path)
        check_expected(path.with_suffix(".expected"), f"{caught.value}\n")

    def test_no_expected_text_is_left_over(self) -> None:
        for folder in ("specs/valid", "specs/invalid"):
            stems = {path.stem for path in walk(folder)}
            assert [path.name for path in walk(folder, ".expected") if path.stem not in stems] == []
