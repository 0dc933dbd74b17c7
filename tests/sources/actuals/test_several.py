"""Several files in one run, the rank of their sources, several plans in one run: through the command line."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from severalcases import ADVICE, CSV, LITERACY, YAML, differ, result
from support import Desk

COUNT_ON = ("--gate", "health_literacy")


def xlsx(*rows: tuple[Any, ...], sheet: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class TestFiles:
    """「equal ones are one value, of different ones the better source's is judged」"""

    def test_the_same_value_in_every_kind_of_file(self, desk: Desk) -> None:
        desk.put(
            {
                "a.csv": CSV.encode("gbk"),
                "b.csv": CSV.replace("34.3", "34.3%"),
                "c.xlsx": xlsx(("指标", "2024年"), (LITERACY, 34.3)),
                "d.yaml": YAML,
            }
        )
        together = desk.run("evaluate", "a.csv", "b.csv", "c.xlsx", "d.yaml", "-p", "chongqing", "-f", "json")
        alone = desk.run("evaluate", "d.yaml", "-f", "json")
        assert (together.code, together.err) == (alone.code, alone.err) == (3, "")
        report, only = together.json, alone.json
        assert [file["path"] for file in report.pop("inputs")] == ["a.csv", "b.csv", "c.xlsx", "d.yaml"]
        only.pop("inputs")
        assert {**report, "run": None} == {**only, "run": None}

    def test_years_from_different_files(self, desk: Desk) -> None:
        rows = {2021: 27, 2022: 28, 2023: 29}
        desk.put({f"{year}.csv": f"指标,{year}年\n{LITERACY},{value}\n" for year, value in rows.items()})
        answer = desk.run(
            "evaluate", "2021.csv", "2022.csv", "2023.csv", "-p", "chongqing", *COUNT_ON, "-f", "json"
        )
        assert (answer.code, answer.json["year"], answer.json["mode"]) == (0, 2023, "midterm")
        assert result(answer, "health_literacy")["actual"]["value"] == 29

    def test_two_different_values(self, desk: Desk) -> None:
        desk.put({"a.csv": CSV, "b.yaml": YAML.replace("34.3", "34.4")})
        answer = desk.run("evaluate", "a.csv", "b.yaml", "-p", "chongqing")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == f"b.yaml:3:28: {differ('“34.3”（a.csv:2:15）', '“34.4”')}{ADVICE}\n"

    def test_every_conflict_in_the_order_of_the_files(self, desk: Desk) -> None:
        desk.put(
            {
                "a.csv": f"指标,2024年\n{LITERACY},30\n15岁以上人群吸烟率,20\n",
                "b.yaml": "year: 2024\nactuals:\n  smoking_rate: 21\n  health_literacy: 31\n",
                "c.yaml": "year: 2024\nactuals:\n  smoking_rate: 20\n  health_literacy: 32\n",
            }
        )
        answer = desk.run("evaluate", "a.csv", "b.yaml", "c.yaml", "-p", "chongqing")
        assert answer.code == 2
        assert [line.split(": ")[0] for line in answer.err.splitlines()] == [
            "b.yaml:3:17",
            "b.yaml:4:20",
            "c.yaml:4:20",
        ]

    def test_all_problems_of_all_files_at_once(self, desk: Desk) -> None:
        desk.put(
            {
                "d.yaml": "actuals: [\n",
                "c.yaml": "actuals: {香蕉: 1, 香蕉: 2}\n",
                "b.yaml": YAML,
                "e.xlsx": b"PK",
                "a.csv": f"指标,年份,数值\n{LITERACY},2024,150\n",
                "f.yaml": YAML.replace("34.3", "34.4"),
            }
        )
        answer = desk.run(
            "evaluate", "d.yaml", "c.yaml", "b.yaml", "e.xlsx", "a.csv", "f.yaml", "-p", "chongqing"
        )
        assert (answer.code, answer.out) == (2, "")
        assert [line.split(": ")[0] for line in answer.err.splitlines()] == [
            "d.yaml:2:1",
            "c.yaml:1:11",
            "c.yaml:1:18",
            "e.xlsx",
            "a.csv:2:15",
            "f.yaml:3:28",
        ]

    def test_files_that_are_not_there(self, desk: Desk) -> None:
        desk.put({"b.yaml": YAML})
        answer = desk.run("evaluate", "x.yaml", "b.yaml", "z.csv")
        assert (answer.code, answer.err) == (2, "x.yaml: 找不到这个文件\nz.csv: 找不到这个文件\n")

    def test_the_same_file_twice(self, desk: Desk) -> None:
        desk.put({"b.yaml": YAML})
        once, twice = (
            desk.run("evaluate", *files, "-f", "json") for files in (["b.yaml"], ["b.yaml", "b.yaml"])
        )
        assert {**once.json, "run": None} == {
            **twice.json,
            "run": None,
        }  # which tells the files as they were given
        other = desk.run("evaluate", "b.yaml", "./b.yaml", "-f", "json")
        assert [file["path"] for file in other.json["inputs"]] == ["b.yaml", "./b.yaml"]
        assert other.json["results"] == once.json["results"]

    def test_standard_input_twice(self, desk: Desk) -> None:
        answer = desk.run("evaluate", "-", "-", "-p", "chongqing")
        assert (answer.code, answer.err) == (2, "-: 标准输入只能读一次\n")

    def test_words_of_a_map_are_for_every_sheet(self, desk: Desk) -> None:
        desk.put(
            {
                "a.csv": "指标,2023年\n素养,29\n",
                "b.xlsx": xlsx(("指标", "2024年"), ("素养", 34.3), sheet="汇总"),
                "words.yaml": "素养: health_literacy\n",
            }
        )
        answer = desk.run(
            "evaluate",
            "a.csv",
            "b.xlsx",
            "-p",
            "chongqing",
            "--map",
            "words.yaml",
            "--sheet",
            "汇总",
            *COUNT_ON,
            "-q",
        )
        assert (answer.code, answer.err) == (0, "")

    def test_options_for_none_of_the_files(self, desk: Desk) -> None:
        desk.put({"a.yaml": YAML, "b.yaml": YAML})
        answer = desk.run("evaluate", "a.yaml", "b.yaml", "--sheet", "x", "--map", "a.yaml")
        assert answer.err == "--map: --map 只用于 CSV 和 XLSX\n--sheet: --sheet 只用于 XLSX，CSV 没有工作表\n"
        assert answer.code == 2

    @pytest.mark.parametrize("value", ["-", "- 3"])
    def test_a_dash_without_quotes(self, desk: Desk, value: str) -> None:
        desk.put({"a.yaml": f"actuals:\n  health_literacy: {value}\n"})
        words = '以“- ”开头（或只有一个“-”）的值要加引号："-"；列表请另起一行写'
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing")
        assert (answer.code, answer.err) == (2, f"a.yaml:2:20: {words}\n")

    def test_targets_in_a_file_of_their_own(self, desk: Desk) -> None:
        """A file with nothing but `targets` is none of several: it neither dates values nor the report."""
        desk.put(
            {
                "data.csv": "指标,2024年\n地表水达到或好于Ⅲ类水体比例,97\n",
                "targets.yaml": "targets: {surface_water_quality: {target: ≥97.3%, source: 某函}}\n",
            }
        )
        gate = ("--gate", "surface_water_quality", "-f", "json")
        answer = desk.run("evaluate", "data.csv", "targets.yaml", "-p", "chongqing", *gate)
        row = result(answer, "surface_water_quality")
        assert (answer.code, answer.err, answer.json["year"]) == (1, "", 2024)
        assert (row["status"], row["target"]["text"], row["target"]["source"]) == ("behind", "≥97.3%", "某函")

    def test_two_different_targets(self, desk: Desk) -> None:
        desk.put(
            {
                "a.yaml": "targets: {surface_water_quality: ≥97.3%}\n",
                "b.yaml": "targets: {surface_water_quality: ≥97%}\nactuals: {}\n",
            }
        )
        answer = desk.run("evaluate", "a.yaml", "b.yaml", "-p", "chongqing")
        both = "“≥97.3%”（a.yaml:1:34）和“≥97%”"
        assert (answer.code, answer.err) == (
            2,
            f"b.yaml:1:34: surface_water_quality 的目标补了两个不同的：{both}\n",
        )


class TestYears:
    """「文件没写 `year`、数也没写年份的，取文件名里的年份（`2021.csv`），并提示」"""

    BARE = f"指标,数值\n{LITERACY},29\n"

    def test_from_the_name_of_the_file(self, desk: Desk) -> None:
        desk.put({"部门报表2023年.csv": self.BARE, "b.yaml": YAML})
        year = ("-p", "chongqing", "--year", "2023")
        answer = desk.run("evaluate", "部门报表2023年.csv", "b.yaml", *year, *COUNT_ON, "-f", "json")
        assert answer.err == "部门报表2023年.csv:2:10: 提示：没有写年份的数值，按文件名算作 2023 年的\n"
        assert result(answer, "health_literacy")["actual"]["value"] == 29

    @pytest.mark.parametrize("name", ["x.csv", "2021-2023.csv", "20230105.csv", "2023/x.csv"])
    def test_a_name_that_says_no_year(self, desk: Desk, name: str) -> None:
        desk.put({name: self.BARE, "z.yaml": "actuals: {8: 31}\n"})
        answer = desk.run("evaluate", name, "z.yaml", "-p", "chongqing")
        words = (
            "有没写年份的数值，几个文件一起核验时看不出是哪一年的：请写明年份，或把年份写进文件名（2021.csv）"
        )
        assert (answer.code, answer.err) == (2, f"{name}:2:10: {words}\nz.yaml:1:14: {words}\n")

    def test_what_a_file_says_counts_more_than_its_name(self, desk: Desk) -> None:
        desk.put({"2021.yaml": YAML, "2023.csv": f"指标,年份,数值\n{LITERACY},2022,28\n"})
        answer = desk.run("evaluate", "2021.yaml", "2023.csv", "-p", "chongqing", "-f", "json")
        assert (answer.err, answer.json["year"]) == ("", 2024)

    def test_of_one_file_alone(self, desk: Desk) -> None:
        """「文件没写就看文件名里的年份」, whatever --year says of the year that is judged."""
        desk.put({"2023.csv": self.BARE, "t.yaml": "targets: {surface_water_quality: ≥97%}\n"})
        said = "2023.csv:2:10: 提示：没有写年份的数值，按文件名算作 2023 年的\n"
        for files in (["2023.csv"], ["2023.csv", "t.yaml"]):
            answer = desk.run("evaluate", *files, "-p", "chongqing", "-f", "json")
            assert (answer.json["year"], answer.err) == (2023, said)
        answer = desk.run("evaluate", "2023.csv", "-p", "chongqing", "--year", "2024", "-f", "json")
        assert (answer.err, result(answer, "health_literacy")["reason"]) == (said, "no_data")

    def test_values_of_which_nothing_says_a_year(self, desk: Desk) -> None:
        """「都没有的，手写的 YAML、JSON 属于 Y」 is said; 「表格总是某一年的，是错误，请写明年份或用 `--year`」."""
        words = "没有写年份的数值算作 2025 年（规划末年）的：请写明年份，或用 --year"
        desk.put(
            {
                "x.csv": self.BARE,
                "x.yaml": "actuals:\n  smoking_rate:\n  health_literacy: 29\n",
                "year.yaml": "year: 2025\nactuals: {8: 29}\n",
                "dated.yaml": "actuals: {8: 29, 10: {2025: 23}}\n",
                "title.csv": f"2025年指标,\n{self.BARE}",
                "x.xlsx": xlsx(("指标", "数值"), (LITERACY, 29)),
                "sheet.xlsx": xlsx(("指标", "数值"), (LITERACY, 29), sheet="2025年"),
            }
        )
        answer = desk.run("evaluate", "x.yaml", "-p", "chongqing", "-q")
        assert answer.err.splitlines()[0] == f"x.yaml:3:20: 提示：{words}"
        for file, place in (("x.csv", "2:10"), ("x.xlsx", "Sheet1!B2")):
            answer = desk.run("evaluate", file, "-p", "chongqing", "-q")
            assert (answer.code, answer.err.partition("（")[0]) == (
                2,
                f"{file}:{place}: 看不出这张表的数是哪一年的",
            )
        said = (
            ["year.yaml"],
            ["dated.yaml"],
            ["title.csv"],
            ["sheet.xlsx"],
            ["x.csv", "--year", "2025"],
            ["x.yaml", "--mode", "final"],
        )
        for arguments in said:
            answer = desk.run("evaluate", *arguments, "-p", "chongqing", "-q")
            assert "算作" not in answer.err
            assert answer.code != 2

    def test_the_year_of_one_file_among_many_dated_ones(self, desk: Desk) -> None:
        """The file's year of a single file of values holds beside `targets`; of several the latest year of the data."""
        values = f"指标,2024年,2025年\n{LITERACY},29,31\n"
        desk.put(
            {
                "a.csv": values,
                "a.yaml": "year: 2024\nactuals: {8: {2024: 29, 2025: 31}}\n",
                "t.yaml": "targets: {surface_water_quality: ≥97%}\n",
                "b.yaml": "year: 2023\nactuals: {8: 28}\n",
            }
        )
        years = [
            desk.run("evaluate", *files, "-p", "chongqing", "-f", "json").json["year"]
            for files in (["a.csv"], ["a.yaml"], ["a.yaml", "t.yaml"], ["a.yaml", "b.yaml"])
        ]
        assert years == [2025, 2024, 2024, 2025]
