"""explain, show, plans and validate."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from clicases import GOOD, PLANS, hpcheck, written
from clicases import good as good
from support import read_cases

from healthplan_cli.sources.plans.catalog import shipped_folder


class TestExplain:
    """「每种写法一行，一个对象」"""

    def test_json_lines(self) -> None:
        done = hpcheck("explain", "力争每年降低0.5个百分点", "27%左右", "≥90%香蕉", "--format", "json")
        first, second, third = (json.loads(line, parse_float=Decimal) for line in done.out.splitlines())
        assert done.code == 2
        assert {key: first[key] for key in ("text", "ok", "op", "by", "unit", "direction", "average", "modality")} == {
            "text": "力争每年降低0.5个百分点", "ok": True, "op": "annual_change", "by": Decimal("0.5"), "unit": "百分点",
            "direction": "down", "average": False, "modality": "力争",
        }  # fmt: skip
        assert (second["op"], second["value"], second["error"], second["at"]) == ("approx", 27, None, None)
        assert (third["text"], third["ok"], third["op"], third["reading"], third["at"]) == (
            "≥90%香蕉",
            False,
            None,
            None,
            4,
        )
        assert third["error"]

    def test_a_target_of_several(self) -> None:
        found = hpcheck("explain", "城镇80左右居民70", "--format", "json").json
        assert [(part["name"], part["op"], part["value"]) for part in found["parts"]] == [
            ("城镇", "approx", 80),
            ("居民", "reach", 70),
        ]

    def test_from_standard_input(self) -> None:
        done = hpcheck("explain", "-", "--format", "json", stdin="≥90%\r\n\n  \n全覆盖\n".encode("utf-8-sig"))
        assert [json.loads(line)["op"] for line in done.out.splitlines()] == ["ge", "eq"]
        assert (done.code, done.err) == (0, "")

    def test_as_text(self) -> None:
        done = hpcheck("explain", "达到 80% 但是", "≥90%")
        assert done.code == 2
        assert done.out.splitlines() == [
            "达到 80% 但是",
            "  看不懂：读到这里看不懂",
            "    达到 80% 但是",
            "             ^",
            "≥90%",
            "  不低于 90%（含）。",
        ]

    def test_no_text(self) -> None:
        assert hpcheck("explain").code == 2

    def test_input_that_is_no_text(self) -> None:
        done = hpcheck("explain", "-", stdin="名称".encode("gbk"))
        assert (done.code, done.out) == (2, "")
        assert "UTF-8" in done.err

    def test_far_too_long(self) -> None:
        done = hpcheck("explain", "-", "--format", "json", stdin="九" * 5000)
        assert (done.code, done.json["ok"]) == (2, False)


INDICATOR = [
    "id", "no", "name", "category", "unit", "baseline", "target", "nature", "better", "source", "note", "components", "revisions",
]  # fmt: skip


def words(target: object) -> object:
    """A spec's target as it is shown: that of several years in one line."""
    if not isinstance(target, dict):
        return target
    if "op" in target:
        return target.get("text")
    return "；".join(f"{year} 年 {words(one)}" for year, one in target.items())


class TestShow:
    """「按人读的方式显示规划：原文、理解、逐年应到的数、出处」"""

    @pytest.mark.parametrize("plan", PLANS)
    def test_json(self, plan: str) -> None:
        found = hpcheck("show", plan, "--format", "json").json
        assert list(found) == [
            "id",
            "title",
            "region",
            "period",
            "issued",
            "indicators",
            "commitments",
            "projects",
        ]
        keys = [[key for key in row if key != "evidence"] for row in found["indicators"]]
        assert keys == [[key for key in INDICATOR if key != "evidence"]] * len(keys)
        printed = read_cases(shipped_folder() / f"{plan}.yaml")["indicators"]
        shown = [
            (row["id"], row["name"], row["unit"], row["target"], row["nature"]) for row in found["indicators"]
        ]
        assert shown == [
            (row["id"], row["name"], row.get("unit"), words(row.get("target")), row["nature"])
            for row in printed
        ]

    @pytest.mark.parametrize("words", ["18", "child_myopia_rate", "近视率", "全市儿童青少年总体近视率"])
    def test_one_indicator(self, words: str) -> None:
        done = hpcheck("show", "panzhihua", words)
        assert done.code == 0
        head, words, *_ = done.out.splitlines()
        assert head.split() == [
            "18",
            "全市儿童青少年总体近视率（%）",
            "约束性",
            "越低越好",
            "[child_myopia_rate]",
        ]
        assert words == "    原文：43.14 → 力争每年降低0.5个百分点"

    def test_one_indicator_as_json(self) -> None:
        found = hpcheck("show", "chongqing", "18", "--format", "json").json
        assert list(found) == INDICATOR
        assert [part["target"] for part in found["components"]] == ["≥60", "≥60"]

    def test_every_year_of_a_straight_line(self) -> None:
        assert (
            "逐年：2021 年 78.972，2022 年 79.104，2023 年 79.236，2024 年 79.368，2025 年 79.5\n"
            in hpcheck("show", "panzhihua", "1").out
        )

    @pytest.mark.parametrize("plan", PLANS)
    def test_every_indicator_is_there(self, plan: str) -> None:
        out = hpcheck("show", plan).out
        rows = read_cases(shipped_folder() / f"{plan}.yaml")["indicators"]
        assert [row["id"] for row in rows if f"[{row['id']}]" not in out] == []

    def test_unknown(self) -> None:
        done = hpcheck("show", "panzhihua", "香蕉")
        assert (done.code, done.out) == (2, "")
        assert hpcheck("show", "nowhere").code == 2


class TestPlans:
    """「先看环境变量 `HPCHECK_PLANS` 里的各文件夹，再看自带的」"""

    OWN = """format: hpcheck.plan/1
id: own
title: 自己的规划
period: {baseline: 2020, start: 2021, end: 2025}
indicators:
  - {id: a, name: 甲, nature: 约束性, better: higher, target: ≥5}
"""

    def test_the_list(self) -> None:
        done = hpcheck("plans")
        assert [line.split()[0] for line in done.out.splitlines()] == [
            "anju",
            "chongqing",
            "dachuan",
            "healthy_china_2030",
            "healthy_china_action",
            "panzhihua",
            "zhenan",
        ]
        assert "攀枝花市“十四五”卫生健康发展规划" in done.out
        assert "27 项（约束性 7，预期性 20）" in done.out

    def test_json(self) -> None:
        found = {row["name"]: row for row in hpcheck("plans", "--format", "json").json}
        assert list(found) == PLANS
        assert found["chongqing"]["indicators"] == 23
        assert found["chongqing"]["natures"] == {"约束性": 5, "预期性": 18}
        assert found["chongqing"]["period"] == {"baseline": 2020, "start": 2021, "end": 2025}

    def test_own_folders(self, tmp_path: Path) -> None:
        written(tmp_path, self.OWN, "own.yaml")
        (tmp_path / "empty").mkdir()
        folders = os.pathsep.join([str(tmp_path / "empty"), str(tmp_path)])
        listed = [
            line.split()[0] for line in hpcheck("plans", env={"HPCHECK_PLANS": folders}).out.splitlines()
        ]
        assert sorted(listed) == sorted([*PLANS, "own"])
        done = hpcheck(
            "evaluate",
            "-",
            "-q",
            stdin="plan: own\nyear: 2025\nactuals: {a: 5}\n",
            env={"HPCHECK_PLANS": folders},
        )
        assert (done.code, done.err) == (0, "")

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        done = hpcheck("plans", env={"HPCHECK_PLANS": str(tmp_path / "missing")})
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("HPCHECK_PLANS: ")

    def test_an_own_plan_comes_before_one_that_ships(self, tmp_path: Path) -> None:
        written(tmp_path, self.OWN.replace("id: own", "id: anju"), "anju.yaml")
        assert "自己的规划" in hpcheck("show", "anju", env={"HPCHECK_PLANS": str(tmp_path)}).out

    def test_a_wrong_one_hides_no_other(self, tmp_path: Path) -> None:
        path = written(tmp_path, self.OWN.replace("≥5", "≥5香蕉"), "own.yaml")
        done = hpcheck("plans", env={"HPCHECK_PLANS": str(tmp_path)})
        assert done.code == 2
        assert len(done.out.splitlines()) == len(PLANS)
        assert done.err.startswith(f"{path}:6:")

    def test_a_path(self, tmp_path: Path) -> None:
        path = written(tmp_path, self.OWN, "some plan.yaml")
        done = hpcheck("evaluate", "-", "-p", path, "-q", stdin="year: 2025\nactuals: {a: 4}\n")
        assert (done.code, done.err) == (1, "")


class TestValidate:
    """「检查规格、数据文件和豁免，一次列出所有错误；有错时退出码为 2」"""

    def test_many_files(self, tmp_path: Path, good: Path) -> None:
        plan = written(tmp_path, TestPlans.OWN, "own.yaml")
        bad_plan = written(tmp_path, TestPlans.OWN.replace("≥5", "≥5香蕉"), "bad.yaml")
        bad_data = written(tmp_path, GOOD.replace("100", "true"), "data.yaml")
        done = hpcheck("validate", good, bad_data, plan, bad_plan, tmp_path / "missing.yaml")
        assert done.code == 2
        assert done.out.splitlines() == [
            f"{good}：数据正确，12 个数值",
            f"{plan}：规格正确，自己的规划，1 项指标",
        ]
        places = [line.split(": ")[0] for line in done.err.splitlines() if line.startswith(str(tmp_path))]
        assert places == [f"{bad_data}:8:26", f"{bad_plan}:6:61", f"{tmp_path}/missing.yaml"]

    def test_all_good(self, good: Path) -> None:
        plans = [shipped_folder() / f"{name}.yaml" for name in PLANS]
        done = hpcheck("validate", good, *plans)
        assert (done.code, done.err, len(done.out.splitlines())) == (0, "", 1 + len(plans))

    def test_data_needs_a_plan(self, tmp_path: Path) -> None:
        data = written(tmp_path, "actuals: {life_expectancy: 79}\n")
        assert hpcheck("validate", data).code == 2
        assert hpcheck("validate", data, "-p", "panzhihua").code == 0
