"""Each region's own numbers (分解下达) and its own spec."""

from __future__ import annotations

from pathlib import Path

import pytest
from panelcases import PLAN, plan_file, written

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.commands.panel import PanelOptions, judged_panel, years_of
from healthplan_cli.views.records import Record

VALUES = [
    "区县,人均预期寿命,孕产妇死亡率,婴儿死亡率",
    "东山县,79.2,9,3.1",
    "西山区,78.3,11,4.1",
]
TARGETS = [
    "各县目标分解表",
    "地区,指标,单位,2020年,2025年目标,性质",
    "东山县,人均预期寿命,岁,78,≥80,约束性",
    ",孕产妇死亡率,1/10万,12,≤8,预期性",
    "西山区,人均预期寿命,岁,77,78.5,约束性",
    "全市,人均预期寿命,岁,78,79,约束性",
]


def judged(folder: Path, **options: object) -> tuple[dict[tuple[str, str], Record], list[str], ExitCode]:
    """Return the records of a run by region and row, what was said, the exit code."""
    data = written(folder, "2023.csv", VALUES)
    given = {"plan": (str(plan_file(folder)),), **options}
    report, notices = judged_panel(PanelOptions((str(data),), **given))  # type: ignore[arg-type]
    found = {(item["region"] or "", item["indicator"]): item for item in report.verdicts.records()}
    said = [problem.message for problem in (*notices, *report.values.problems)]
    return found, said, report.exit_code


class TestTargets:
    """「各地区自己的目标」: a region is never held to another's number."""

    def test_own_numbers(self, tmp_path: Path) -> None:
        path = written(tmp_path, "分解.csv", TARGETS)
        found, said, _ = judged(tmp_path, own_targets=str(path))
        own = found["东山县", "life_expectancy"]
        assert (own["target"], own["baseline"], own["status"]) == ("≥80", 78, "on_track")
        assert found["西山区", "life_expectancy"]["target"] == "78.5"
        nature = found["东山县", "maternal_mortality"]
        assert (nature["nature"], nature["gated"]) == ("预期性", False)
        assert found["东山县", "infant_mortality"]["target"] == "≤4"
        assert said[0] == "“全市”是汇总，不是一个地区：它的目标没有用"

    def test_a_region_without_a_number_of_its_own(self, tmp_path: Path) -> None:
        path = written(tmp_path, "分解.csv", TARGETS)
        found, _, code = judged(tmp_path, own_targets=str(path))
        lacking = found["西山区", "maternal_mortality"]
        assert (lacking["status"], lacking["target"], lacking["gated"]) == (
            "unknown",
            "没有分解到本地区",
            True,
        )
        assert code is not ExitCode.PASS

    def test_a_region_that_the_table_doesnt_know(self, tmp_path: Path) -> None:
        path = written(tmp_path, "分解.csv", TARGETS[:3])
        found, said, _ = judged(tmp_path, own_targets=str(path))
        assert found["西山区", "life_expectancy"]["status"] == "unknown"
        assert found["西山区", "infant_mortality"]["status"] == "behind"
        assert any("里没有“西山区”的目标" in text for text in said)

    def test_a_region_that_the_data_dont_have(self, tmp_path: Path) -> None:
        path = written(tmp_path, "分解.csv", [*TARGETS, "北川县,人均预期寿命,岁,78,79,约束性"])
        found, _, _ = judged(tmp_path, own_targets=str(path))
        assert {row["reason"] for (region, _), row in found.items() if region == "北川县"} == {
            "no_data",
            "external_target",
        }

    def test_wide(self, tmp_path: Path) -> None:
        lines = ["区县,人均预期寿命（岁）,孕产妇死亡率（1/10万）", "东山县,≥80,≤8", "西山区,≥78.5,≤9"]
        path = written(tmp_path, "分解.csv", lines)
        found, _, _ = judged(tmp_path, own_targets=str(path))
        assert found["东山县", "life_expectancy"]["target"] == "≥80"
        assert found["东山县", "life_expectancy"]["baseline"] is None
        assert found["西山区", "maternal_mortality"]["target"] == "≤9"

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("东山县,某指标,岁,78,≥80,约束性", "没有指标“某指标”"),
            ("东山县,人均预期寿命,岁,78,很高,约束性", "人均预期寿命"),
            ("西山区,孕产妇死亡率,岁,78,≤80岁,约束性", "不相容"),
            ("东山县,人均预期寿命,岁,78,≥81,约束性", "有两个目标：另一个是“≥80”"),
            ("东山县,婴儿死亡率,‰,4,≤3,要紧", "性质“要紧”不认识"),
        ],
    )
    def test_what_is_wrong_is_said_with_its_place(self, line: str, said: str, tmp_path: Path) -> None:
        path = written(tmp_path, "分解.csv", [*TARGETS, line])
        with pytest.raises(InvalidInput, match=said) as caught:
            judged(tmp_path, own_targets=str(path))
        assert caught.value.problems[0].location.line == 7


class TestPlans:
    """「各地区自己的规格」"""

    def test_by_the_files_name_and_by_its_region(self, tmp_path: Path) -> None:
        east = PLAN.replace("id: city", "id: east").replace("region: {name: 某省某市, level: city}\n", "")
        west = PLAN.replace("id: city", "id: west").replace(
            "某省某市, level: city", "某市西山区, level: county"
        )
        written(tmp_path, "plans/东山县.yaml", east.replace("≥79", "≥80"))
        written(tmp_path, "plans/w.yaml", west)
        found, _, _ = judged(tmp_path, plans=str(tmp_path / "plans"), plan=())
        assert {(region, row["plan"]) for (region, _), row in found.items()} == {
            ("东山县", "east"),
            ("西山区", "west"),
        }
        assert found["东山县", "life_expectancy"]["target"] == "≥80"

    def test_a_region_without_one(self, tmp_path: Path) -> None:
        written(tmp_path, "plans/东山县.yaml", PLAN.replace("某省某市, level: city", "东山县"))
        found, said, code = judged(tmp_path, plans=str(tmp_path / "plans"), plan=())
        assert {region for region, _ in found} == {"东山县"}
        assert said[-1] == "西山区：--plans 里没有它的规格，也没有 --plan"
        assert code is ExitCode.INVALID


@pytest.mark.parametrize(
    ("given", "years"),
    [
        (("2023",), (2023,)),
        (("2021,2023",), (2021, 2023)),
        (("2021-2023",), (2021, 2022, 2023)),
        (("2021—2022", "2025"), (2021, 2022, 2025)),
        (("2021至2022",), (2021, 2022)),
        ((), ()),
    ],
)
def test_years(given: tuple[str, ...], years: tuple[int, ...]) -> None:
    assert years_of(given) == years


@pytest.mark.parametrize("given", ["23", "2025-2021", "去年", "2021-2023-2025"])
def test_no_years(given: str) -> None:
    with pytest.raises(InvalidInput, match="2021-2025"):
        years_of((given,))
