"""`hpcheck panel` as a command: one line a region, one exit code, the proof of any cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from clicases import hpcheck

PLAN = """format: hpcheck.plan/1
id: city
title: 某市规划
period: {baseline: 2020, start: 2021, end: 2025}
indicators:
  - {id: life, no: 1, name: 人均预期寿命, unit: 岁, baseline: "78", target: "≥79", nature: 约束性, better: higher}
  - {id: deaths, no: 2, name: 孕产妇死亡率, unit: 1/10万, baseline: "11", target: "≤10", nature: 约束性, better: lower}
"""
GOOD = "甲县,79.5,9\n"
LATE = "乙县,77.5,12\n"
LACKING = "丙县,79.5,\n"
WRONG = "丁县,很高,9\n"
HEAD = "区县,人均预期寿命,孕产妇死亡率\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "city.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(folder: Path, rows: str, *arguments: str) -> tuple[int, str, str]:
    (folder / "2023.csv").write_text(HEAD + rows, encoding="utf-8")
    done = hpcheck("panel", "2023.csv", "-p", "city.yaml", *arguments, cwd=folder)
    return done.code, done.out, done.err


class TestExitCode:
    """「退出码是最坏的那个」"""

    @pytest.mark.parametrize(
        ("rows", "code"),
        [
            (GOOD, 0),
            (GOOD + LACKING, 3),
            (GOOD + LACKING + LATE, 1),
            (GOOD + LATE + WRONG, 2),
            ("戊县,,\n" + GOOD, 3),
        ],
    )
    def test_is_the_worst(self, folder: Path, rows: str, code: int) -> None:
        assert run(folder, rows, "-q")[0] == code

    def test_allow_unknown(self, folder: Path) -> None:
        assert run(folder, GOOD + LACKING, "-q", "--allow-unknown")[0] == 0
        assert run(folder, GOOD + LATE, "-q", "--gate", "none")[0] == 0
        assert run(folder, GOOD + LATE, "-q", "--gate", "人均预期寿命")[0] == 1


class TestLines:
    """「每个地区一行」"""

    def test_one_a_region_and_all(self, folder: Path) -> None:
        code, out, err = run(folder, GOOD + LATE + LACKING + WRONG, "-q")
        wrong, *others = out.splitlines()
        assert wrong.startswith("丁县　数据有误：2023.csv:5:4: 人均预期寿命：“很高”读不懂的数值：")
        assert others == [
            "乙县　不通过：人均预期寿命［考核］（滞后）、孕产妇死亡率［考核］（滞后）",
            "丙县　不完整：考核的 1 项无法判定",
            "甲县　通过",
            "4 个地区：通过 1，不通过 1，不完整 1，数据有误 1。退出码 2",
        ]
        notice, problem = err.splitlines()
        assert notice.startswith("2023.csv:2:4: 提示：没有写年份的数值，按文件名算作 2023 年的")
        assert problem.startswith("2023.csv:5:4: 丁县：人均预期寿命：“很高”")
        assert code == 2

    def test_years(self, folder: Path) -> None:
        (folder / "a.csv").write_text(
            "区县,指标,2021年,2022年,2023年\n甲县,1,78.1,78.2,79.6\n甲县,2,9,9,9\n", encoding="utf-8"
        )
        done = hpcheck("panel", "a.csv", "-p", "city.yaml", "--year", "2021-2023", "-q", cwd=folder)
        assert done.out.splitlines()[-1] == (
            "1 个地区：2021 年 不通过 1；2022 年 不通过 1；2023 年 通过 1。退出码 1"
        )
        whole = hpcheck("panel", "a.csv", "-p", "city.yaml", "--year", "2021-2023", "-f", "csv", cwd=folder)
        assert len(whole.out.splitlines()) == 1 + 2 * 3


class TestWhy:
    """「一个地区一项指标的结论是怎么来的」: as `evaluate --why` says it of the region alone."""

    def test_the_proof_of_a_cell(self, folder: Path) -> None:
        code, out, _ = run(folder, GOOD + LATE, "--why", "乙县:孕产妇死亡率")
        assert "比较  12 ≤ 10？否" in out
        assert "2023.csv:3" in out
        assert "人均预期寿命" not in out
        assert code == 1

    def test_numbers_of_its_own(self, folder: Path) -> None:
        """「分解下达的」: the proof names their place, and says nothing of them that is true of the plan's own numbers only."""
        plan = PLAN.replace("better: lower}", "better: lower, note: 目标宽于基期}")
        (folder / "city.yaml").write_text(plan, encoding="utf-8")
        (folder / "分解.csv").write_text("地区,指标,基期,目标\n乙县,孕产妇死亡率,15,≤12\n", encoding="utf-8")
        _, out, _ = run(folder, GOOD + LATE, "--targets", "分解.csv", "--why", "乙县:孕产妇死亡率")
        said = "".join(out.split())
        assert "目标和基期是分解下达的（分解.csv:2:" in said
        assert "基期2020年15/10万，分解下达的（分解.csv:2:" in said
        assert "规格的说明（说的是规划所印的数）：目标宽于基期" in said
        assert "年15/10万，规划所印" not in said
        assert "12≤12？是" in said
        _, out, _ = run(folder, GOOD + LATE, "--why", "乙县:孕产妇死亡率")
        assert "分解下达" not in out
        assert "规划所印" in out

    @pytest.mark.parametrize("asked", ["没有县:1", "乙县", "乙县:没有这项"])
    def test_what_isnt_there(self, folder: Path, asked: str) -> None:
        code, _, err = run(folder, GOOD + LATE, "--why", asked)
        assert code == 2
        assert err.splitlines()[-1].startswith("--why: ")


class TestEngines:
    """「结论都一样」"""

    def test_duckdb_says_the_same(self, folder: Path) -> None:
        pytest.importorskip("duckdb")
        rows = "".join(f"第{at}县,{77 + at % 7 / 2},{8 + at % 5}{'*' * (at % 11 == 0)}\n" for at in range(40))
        alone = run(folder, rows, "-f", "jsonl")
        quick = run(folder, rows, "-f", "jsonl", "--engine", "duckdb", "--verify-sample", "40")
        assert quick[:2] == alone[:2]


class TestWhatIsAsked:
    """What can't be done is said before anything is read."""

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--gate", "new"), "new 要与上一次相比"),
            (("--year", "23"), "2021-2025"),
            (("--by", "片区"), "没有一张表有“片区”这一列"),
            (("-p", "panzhihua"), "一次按一个规划核验"),
            (("-o", "a.pdf"), "形式"),
        ],
    )
    def test_is_refused(self, folder: Path, arguments: tuple[str, ...], said: str) -> None:
        code, out, err = run(folder, GOOD, *arguments)
        assert (code, out) == (2, "")
        assert said in err

    def test_by_province(self, folder: Path) -> None:
        (folder / "a.csv").write_text(
            "行政区划代码,区县,1,人均预期寿命\n510904,安居区,,79\n500101,万州区,,77\n", encoding="utf-8"
        )
        done = hpcheck("panel", "a.csv", "-p", "city.yaml", "--year", "2023", "--by", "province", cwd=folder)
        assert "按省汇总" in done.out
        assert "四川省" in done.out
        assert "重庆市" in done.out


class TestEvaluate:
    """「文件名像是几个地区的会提示」: several counties' files are never quietly taken for one county's."""

    def test_files_of_several_regions_for_one_plan(self, folder: Path) -> None:
        (folder / "甲县.yaml").write_text("year: 2023\nactuals: {life: 79.5}\n", encoding="utf-8")
        (folder / "乙县.yaml").write_text("year: 2023\nactuals: {deaths: 9}\n", encoding="utf-8")
        done = hpcheck("evaluate", "甲县.yaml", "乙县.yaml", "-p", "city.yaml", "-q", cwd=folder)
        assert done.err.splitlines() == [
            "甲县.yaml: 提示：文件像是 2 个地区的（甲县、乙县），都当作“city”一个地区的数：每个地区各算各的，请用 hpcheck panel"
        ]
        (folder / "乙县.yaml").write_text("year: 2023\nactuals: {life: 77.5}\n", encoding="utf-8")
        done = hpcheck("evaluate", "甲县.yaml", "乙县.yaml", "-p", "city.yaml", "-q", cwd=folder)
        assert done.code == 2
        assert "请用 hpcheck panel" in done.err.splitlines()[0]

    def test_years_of_one_region(self, folder: Path) -> None:
        for year in (2022, 2023):
            text = f"year: {year}\nactuals: {{life: 79.5, deaths: 9}}\n"
            (folder / f"甲县{year}.yaml").write_text(text, encoding="utf-8")
        done = hpcheck("evaluate", "甲县2022.yaml", "甲县2023.yaml", "-p", "city.yaml", "-q", cwd=folder)
        assert (done.code, done.err) == (0, "")
