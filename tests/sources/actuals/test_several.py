"""Several files in one run, the rank of their sources, several plans in one run: through the command line."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support import Answer, Desk

LITERACY = "居民健康素养水平"
YAML = "plan: chongqing\nyear: 2024\nactuals: {health_literacy: 34.3}\n"
CSV = f"指标,年份,数值\n{LITERACY},2024,34.3\n"
ADVICE = "；哪个为准，请用 --sources 或数据文件的 sources 写明来源（或文件名）的先后"
COUNT_ON = ("--gate", "health_literacy")


def differ(one: str, other: str) -> str:
    return f"{LITERACY} 2024 年有两个不同的值：{one}和{other}"


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


def result(answer: Answer, id: str) -> Any:
    """A row of a JSON report."""
    assert answer.code != 2, answer.err
    return next(row for row in answer.json["results"] if row["id"] == id)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, monkeypatch, capsys)


class TestFiles:
    """「the same one twice is fine; of two different ones the better source's is judged」"""

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
        assert report == only

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
        assert once == twice
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


class TestSources:
    """「几个来源的值不一致时以谁为准：来源的先后，最可靠的在前」"""

    BOTH = "year: 2024\nactuals:\n  health_literacy:\n  - {value: 30, source: 部门 报表}\n  - {value: 31, source: 2024统计年鉴}\n"

    def chosen(self, answer: Answer) -> tuple[Any, list[Any]]:
        row = result(answer, "health_literacy")
        others = [other["text"] for other in row["actual"].get("others", [])]
        assert ("sources_differ" in row["noted"]) == bool(others)
        return row["actual"]["text"], others

    def test_a_final_value_before_a_preliminary_one(self, desk: Desk) -> None:
        desk.put({"a.csv": CSV.replace("34.3", "34.4（快报数）"), "b.yaml": YAML})
        for order in ([], ["--sources", "a.csv,b.yaml"]):
            answer = desk.run("evaluate", "a.csv", "b.yaml", "-p", "chongqing", "-f", "json", *order)
            assert self.chosen(answer) == ("34.3", ["34.4（快报数）"])

    def test_two_preliminary_ones_have_no_rank(self, desk: Desk) -> None:
        for mark in ("（初步数）", "*"):
            desk.put(
                {"a.csv": CSV.replace("34.3", f"34.4{mark}"), "b.yaml": YAML.replace("34.3", f"34.5{mark}")}
            )
            answer = desk.run("evaluate", "a.csv", "b.yaml", "-p", "chongqing")
            both = differ(f"“34.4{mark}”（a.csv:2:15）", f"“34.5{mark}”")
            assert answer.err == f"b.yaml:3:28: {both}{ADVICE}\n"

    def test_a_mark_that_nothing_explains_gives_no_rank(self, desk: Desk) -> None:
        """「没有说明意思的记号只照样写出，不当作初步数」"""
        desk.put({"a.csv": CSV.replace("34.3", "34.4*"), "b.yaml": YAML})
        answer = desk.run("evaluate", "a.csv", "b.yaml", "-p", "chongqing")
        assert answer.code == 2
        assert "“34.4*”（a.csv:2:15）" in answer.err

    @pytest.mark.parametrize(
        ("order", "text"),
        [
            (["年鉴,报表"], "31"),
            (["报表，年鉴"], "30"),
            (["报表", "年鉴"], "30"),
            (["没有这个来源、部门报表"], "30"),
            (["统计年鉴"], "31"),
        ],
    )
    def test_a_declared_order(self, desk: Desk, order: list[str], text: str) -> None:
        desk.put({"a.yaml": self.BOTH})
        options = [word for name in order for word in ("--sources", name)]
        chosen, others = self.chosen(
            desk.run("evaluate", "a.yaml", "-p", "chongqing", "-f", "json", *options)
        )
        assert (chosen, others) == (text, ["30" if text == "31" else "31"])

    @pytest.mark.parametrize("name", ["b.yaml", "年度 汇总.yaml"])
    def test_the_name_of_a_file_is_a_source(self, desk: Desk, name: str) -> None:
        desk.put({"a.csv": CSV, f"d/{name}": YAML.replace("34.3", "34.4")})
        here = ("-p", "chongqing", "-f", "json")
        answer = desk.run("evaluate", "a.csv", f"d/{name}", "--sources", name, *here)
        assert self.chosen(answer) == ("34.4", ["34.3"])
        answer = desk.run("evaluate", "a.csv", f"d/{name}", "--sources", f"a.csv,{name}", *here)
        assert self.chosen(answer) == ("34.3", ["34.4"])

    def test_the_order_stands_in_a_file(self, desk: Desk) -> None:
        order = "sources: [年鉴, 报表]\n"
        desk.put({"a.yaml": order + self.BOTH})
        assert self.chosen(desk.run("evaluate", "a.yaml", "-p", "chongqing", "-f", "json"))[0] == "31"
        stronger = desk.run("evaluate", "a.yaml", "-p", "chongqing", "-f", "json", "--sources", "报表")
        assert self.chosen(stronger)[0] == "30"

    def test_the_order_of_one_file_is_that_of_all(self, desk: Desk) -> None:
        """Also for a file that is wrong elsewhere: what the order settles is none of its problems."""
        rows = f"指标,年份,数值,来源\n{LITERACY},2024,30,报表\n{LITERACY},2024,31,年鉴\n"
        desk.put(
            {
                "a.csv": rows,
                "bad.csv": rows + "香蕉,2024,1,报表\n",
                "b.yaml": "sources: [年鉴]\nactuals: {}\n",
            }
        )
        assert (
            self.chosen(desk.run("evaluate", "a.csv", "b.yaml", "-p", "chongqing", "-f", "json"))[0] == "31"
        )
        answer = desk.run("evaluate", "bad.csv", "b.yaml", "-p", "chongqing")
        assert [line.split(": ")[0] for line in answer.err.splitlines()] == ["bad.csv:4:1"]

    def test_orders_that_contradict_each_other(self, desk: Desk) -> None:
        other = "plan: chongqing\nactuals: {}\n"
        desk.put({"a.yaml": "sources: [A, B]\n" + YAML, "b.yaml": "sources: [B, C, A]\n" + other})
        answer = desk.run("evaluate", "a.yaml", "b.yaml")
        words = "sources 的先后与前面文件里的合不到一起：请写成一样的，或用 --sources 写明"
        assert (answer.code, answer.err) == (2, f"b.yaml:1:10: {words}\n")
        assert desk.run("evaluate", "a.yaml", "b.yaml", "--sources", "B,A", "-q").code == 3

    def test_what_no_order_settles_names_the_sources(self, desk: Desk) -> None:
        desk.put({"a.yaml": self.BOTH})
        both = differ("“30”（部门 报表，a.yaml:4:13）", "“31”（2024统计年鉴）")
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing")
        assert (answer.code, answer.err) == (2, f"a.yaml:5:13: {both}{ADVICE}\n")
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", "--sources", "省厅")
        stranger = "--sources: 来源的先后里的“省厅”没有对上任何来源或文件\n"
        assert answer.err == f"{stranger}a.yaml:5:13: {both}；已写明的来源先后（省厅）分不出哪个为准\n"

    def test_a_name_that_nothing_is_called(self, desk: Desk) -> None:
        """A slip in the order would leave it without effect: it is said once, at its place, with what is near. Settings for every
        run need not fit each: of them only what has something near is said."""
        desk.put(
            {
                "a.csv": f"指标,2024年,来源\n{LITERACY},30,疾控中心\n",
                "b.yaml": "sources: [疾控, 疾控中新, a.csv]\nactuals: {}\n",
                "hpcheck.toml": 'sources = ["统计年鉴", "疾控中欣"]\n',
            }
        )
        words = "来源的先后里的“{}”没有对上任何来源或文件"
        near = "，是不是 疾控中心？"
        answer = desk.run("evaluate", "a.csv", "-p", "chongqing", "--sources", "疾控中新", "-q")
        assert answer.err.startswith(f"--sources: 提示：{words.format('疾控中新')}{near}\n")
        answer = desk.run("evaluate", "a.csv", "b.yaml", "-p", "chongqing", "-q")
        assert answer.err == (
            f"hpcheck.toml:1:1: 提示：{words.format('疾控中欣')}{near}\nb.yaml:1:15: 提示：{words.format('疾控中新')}{near}\n"
        )

    def test_part_of_a_file_s_name(self, desk: Desk) -> None:
        """「没有来源的数，看文件名里有没有这个名称」: a stem, or a part of it; a value's own source counts before it."""
        desk.put(
            {
                "2024年统计年报.csv": CSV,
                "部门报表.csv": CSV.replace("34.3", "34.4"),
                "部门年报.csv": f"指标,年份,数值,来源\n{LITERACY},2024,34.5,医院\n",
            }
        )
        for name, text in (("2024年统计年报", "34.3"), ("部门", "34.4"), ("年报、部门", "34.3")):
            files = ("2024年统计年报.csv", "部门报表.csv", "部门年报.csv")
            answer = desk.run("evaluate", *files, "-p", "chongqing", "--sources", name, "-f", "json")
            assert (self.chosen(answer)[0], answer.err) == (text, "")

    def test_three_values_of_which_two_are_alike(self, desk: Desk) -> None:
        desk.put({"a.csv": CSV, "b.yaml": YAML, "c.yaml": YAML.replace("34.3", "35")})
        answer = desk.run(
            "evaluate", "a.csv", "b.yaml", "c.yaml", "-p", "chongqing", "--sources", "b.yaml", "-f", "json"
        )
        assert self.chosen(answer) == ("34.3", ["35"])

    @pytest.mark.parametrize(
        ("written", "where"),
        [("{health_literacy: [30, 31]}", "1:29"), ("{health_literacy: [{value: 30}, 31]}", "1:42")],
    )
    def test_a_list_is_of_records(self, desk: Desk, written: str, where: str) -> None:
        desk.put({"a.yaml": f"actuals: {written}\n"})
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing")
        words = "列表里是几个来源的值，每项写成 {value: …, source: …}；几年的值写成 {2021: …, 2022: …}"
        assert (answer.code, answer.err) == (2, f"a.yaml:{where}: {LITERACY}：{words}\n")

    def test_lists_inside_a_year_and_of_years(self, desk: Desk) -> None:
        desk.put(
            {
                "a.yaml": "actuals: {8: {2024: [{value: 30, source: a}, {value: 31, source: b}]}}\n",
                "b.yaml": "actuals: {8: [{value: 30, year: 2023}, {value: 31, year: 2024}]}\n",
            }
        )
        ranked = desk.run("evaluate", "a.yaml", "-p", "chongqing", "--sources", "b", "-f", "json")
        assert self.chosen(ranked) == ("31", ["30"])
        assert self.chosen(desk.run("evaluate", "b.yaml", "-p", "chongqing", "-f", "json")) == ("31", [])

    def test_sources_that_are_no_list(self, desk: Desk) -> None:
        desk.put({"a.yaml": "sources: 年鉴\n" + YAML})
        answer = desk.run("evaluate", "a.yaml")
        words = "sources 是来源的列表，最可靠的在前：[统计年鉴, 部门报表]"
        assert (answer.code, answer.err) == (2, f"a.yaml:1:10: {words}\n")

    def test_the_terminal_says_which_was_used(self, desk: Desk) -> None:
        desk.put({"a.yaml": self.BOTH})
        answer = desk.run("evaluate", "a.yaml", "-p", "chongqing", "--sources", "年鉴", "--only", "met")
        line = f"来源不一致：8. {LITERACY}用 31%（2024统计年鉴），另有 30%（部门 报表）"
        assert line in answer.out.splitlines()


# Two plans that share most of their indicators and differ in all that plans differ in.
HEAD = "format: hpcheck.plan/1\nid: {0}\ntitle: {0}的规划\nperiod: {{baseline: 2020, start: 2021, end: 2025}}\nindicators:\n"
NORTH = (
    HEAD.format("north")
    + """- {id: deaths, no: 1, name: 死亡率, unit: ‰, better: lower, baseline: "50", target: ≤40, nature: 约束性}
- id: herbs
  no: 2
  name: 饮片使用率
  unit: "%"
  better: higher
  nature: 预期性
  components:
  - {id: outpatient, name: 门诊, baseline: "30", target: ≥60}
  - {id: inpatient, name: 住院, baseline: "60", target: ≥80}
- {id: beds, no: 3, name: 床位, unit: 张, better: higher, baseline: "6", target: ≥7, nature: 约束性}
- {id: water, no: 4, name: 水质, unit: "%", better: higher, baseline: "90", target: 国家下达, nature: 预期性}
"""
)
SOUTH = (
    HEAD.format("south")
    + """- {id: herbs, no: 1, name: 中药饮片使用比例, unit: "%", better: higher, baseline: "40", target: ≥70, nature: 预期性}
- {id: deaths, no: 2, name: 死亡率, unit: "%", better: lower, baseline: "5", target: ≤4, nature: 预期性}
- {id: nurses, no: 3, name: 护士, unit: 人, better: higher, baseline: "3", target: ≥4, nature: 约束性}
- {id: water, no: 5, name: 水质, unit: "%", better: higher, baseline: "90", target: ≥95, nature: 预期性}
"""
)
BOTH = ("-p", "north.yaml", "-p", "south.yaml")
GOOD = "year: 2025\nactuals: {deaths: 3.9%, beds: 7, nurses: 4}\n"


@pytest.fixture
def plans(desk: Desk) -> Desk:
    desk.put({"north.yaml": NORTH, "south.yaml": SOUTH})
    return desk


def values(answer: Answer) -> dict[str, dict[str, Any]]:
    """The actual value of each indicator that has one, by plan; of components too."""
    assert answer.code != 2, answer.err
    return {
        report["plan"]["id"]: {
            (f"{row['id']}.{part['id']}" if part is not row else row["id"]): part["actual"]["value"]
            for row in report["results"]
            for part in (row, *row["components"])
            if part["actual"]
        }
        for report in answer.json
    }


class TestPlans:
    """「--plan 也可以有几个」"""

    def test_shared_indicators_and_own_ones(self, plans: Desk) -> None:
        plans.put({"a.yaml": GOOD})
        answer = plans.run("evaluate", "a.yaml", *BOTH, "-f", "json")
        assert (answer.code, answer.err) == (0, "")
        assert [report["plan"]["id"] for report in answer.json] == ["north", "south"]
        assert values(answer) == {
            "north": {"deaths": 39, "beds": 7},
            "south": {"deaths": Decimal("3.9"), "nurses": 4},
        }

    def test_one_plan_is_an_object(self, plans: Desk) -> None:
        plans.put({"a.yaml": "year: 2025\nactuals: {beds: 7}\n"})
        for names in (["north.yaml"], ["north.yaml", "north.yaml"]):
            options = [word for name in names for word in ("-p", name)]
            assert plans.run("evaluate", "a.yaml", *options, "-f", "json").json["plan"]["id"] == "north"

    def test_a_name_that_no_plan_has(self, plans: Desk) -> None:
        plans.put(
            {
                "a.yaml": "year: 2025\nactuals: {护师: 4, 甲乙丙: 1, beds: 7}\n",
                "a.csv": "指标,2025年\n护师,4\n",
            }
        )
        answer = plans.run("evaluate", "a.yaml", "a.csv", *BOTH)
        assert (answer.code, answer.err) == (
            2,
            "a.yaml:2:11: 几个规划都没有指标“护师”，是不是 护士（nurses）？\n"
            "a.yaml:2:18: 几个规划都没有指标“甲乙丙”；可用 hpcheck show north（或 south）查看全部指标\n"
            "a.csv:2:1: 几个规划都没有指标“护师”，是不是 护士（nurses）？同一项而叫法不同的，请用 --map 写明\n",
        )

    def test_the_name_in_another_plan_finds_what_both_have(self, plans: Desk) -> None:
        """南's words for an indicator are not 北's: its id is the same, and so it is."""
        plans.put(
            {
                "a.yaml": "year: 2025\nactuals: {中药饮片使用比例: 71}\n",
                "a.csv": "代码,指标,2024年\nherbs,中药饮片使用比例,65\n",
            }
        )
        for year, value in (("2024", 65), ("2025", 71)):
            answer = plans.run("evaluate", "a.yaml", "a.csv", *BOTH, "-f", "json", "--year", year)
            assert [found["herbs"] for found in values(answer).values()] == [value, value]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.yaml", "year: 2025\nactuals: {herbs: {门诊: 61, 住院: 81}}\n"),
            ("a.yaml", "year: 2025\nactuals: {herbs: 门诊61住院81}\n"),
            ("a.csv", "指标,分组,2025年\n饮片使用率,门诊,61\n,住院,81\n"),
            ("a.csv", "指标,2025年\n饮片使用率,\n其中：门诊,61\n住院,81\n"),
            ("a.csv", "指标,2025年\n饮片使用率（门诊）,61\n饮片使用率-住院,81\n"),
        ],
    )
    def test_components_of_one_plan_only(self, plans: Desk, name: str, content: str) -> None:
        plans.put({name: content})
        answer = plans.run("evaluate", name, *BOTH, "-f", "json")
        assert values(answer) == {"north": {"herbs.outpatient": 61, "herbs.inpatient": 81}, "south": {}}

    def test_a_component_that_no_plan_has(self, plans: Desk) -> None:
        plans.put(
            {
                "a.yaml": "year: 2025\nactuals: {herbs: {门诊: 61, 急诊: 81}}\n",
                "a.csv": "指标,分组,2025年\n饮片使用率,急诊,61\n",
            }
        )
        answer = plans.run("evaluate", "a.yaml", "a.csv", *BOTH)
        assert answer.code == 2
        assert [line.partition("；")[0] for line in answer.err.splitlines()] == [
            "a.yaml:2:27: 饮片使用率：不认识的键“急诊”",
            "a.csv:2:7: 饮片使用率 没有分项“急诊”",
        ]

    @pytest.mark.parametrize("plan", ["north", "south"])
    def test_a_file_of_a_plan_is_for_that_plan_only(self, plans: Desk, plan: str) -> None:
        """Contract section 9: 「只给那个规划用，不论有几个 `--plan`」. Its printed numbers, names and bare units are
        those of its plan; the other plan's file says nothing of it."""
        other = {"north": "south", "south": "north"}[plan]
        plans.put(
            {
                "a.yaml": f"plan: {plan}\nyear: 2025\nactuals: {{3: 7, deaths: 3.9}}\n",
                "a.csv": f"规划：{plan},\n序号,指标,2025年\n3,,7\n,死亡率,3.9\n",
                "b.yaml": f"plan: {other}的规划\nyear: 2024\nactuals: {{water: 93}}\n",
            }
        )
        own = {"north": {"beds": 7}, "south": {"nurses": 7}}[plan] | {"deaths": Decimal("3.9")}
        for file in ("a.yaml", "a.csv"):
            answer = plans.run("evaluate", file, "b.yaml", *BOTH, "-f", "json")
            assert values(answer) == {plan: own, other: {"water": 93}}
            years = {report["plan"]["id"]: report["year"] for report in answer.json}
            inputs = {
                report["plan"]["id"]: [item["path"] for item in report["inputs"]] for report in answer.json
            }
            assert (years, inputs) == ({plan: 2025, other: 2024}, {plan: [file], other: ["b.yaml"]})

    def test_what_only_the_other_plan_has(self, plans: Desk) -> None:
        """A file's names are its own plan's, however many plans the run has."""
        plans.put(
            {
                "a.yaml": "plan: north\nyear: 2025\nactuals: {护士: 4, 5: 96, herbs: {急诊: 3}}\n",
                "b.yaml": "plan: south\nyear: 2025\nactuals: {nurses: 4}\n",
            }
        )
        alone = plans.run("evaluate", "a.yaml", "-p", "north.yaml")
        answer = plans.run("evaluate", "a.yaml", "b.yaml", *BOTH)
        assert (answer.code, answer.err) == (2, alone.err)

    @pytest.mark.parametrize("command", ["evaluate", "trend"])
    def test_a_plan_without_a_file(self, plans: Desk, command: str) -> None:
        """Contract section 9: 「`--plan` 写了而没有文件能给它数的规划是错误」."""
        plans.put(
            {"a.yaml": "plan: north\nyear: 2025\nactuals: {3: 7}\n", "t.yaml": "targets: {water: ≥97}\n"}
        )
        answer = plans.run(command, "a.yaml", "t.yaml", *BOTH)
        words = (
            "给出的文件都写明是别的规划的数据（north），没有“south”的，一项也核验不了：请给出“south”自己的数据文件，"
            "或不写 --plan south；确要用同一批数也对照“south”的，去掉文件里的 plan"
        )
        assert (answer.code, answer.out, answer.err) == (2, "", f"a.yaml:1:7: {words}\n")
        assert plans.run("validate", "a.yaml", *BOTH).code == 0

    def test_a_file_without_a_plan_beside_one_with(self, plans: Desk) -> None:
        """Contract section 9: 「没有写 `plan` 的文件给每个规划用」, of whatever else is given."""
        plans.put(
            {
                "a.yaml": "plan: north\nyear: 2025\nactuals: {beds: 7}\n",
                "b.csv": "指标,2025年\n水质,96\n",
            }
        )
        found = values(plans.run("evaluate", "a.yaml", "b.csv", *BOTH, "-f", "json"))
        assert found == {"north": {"beds": 7, "water": 96}, "south": {"water": 96}}

    def test_undated_files_of_two_plans(self, plans: Desk) -> None:
        """Each is the only file of its plan: its bare values need no year more than they would alone."""
        plans.put(
            {
                "a.yaml": "plan: north\nactuals: {beds: 7}\n",
                "b.yaml": "plan: south\nactuals: {nurses: 4}\n",
            }
        )
        answer = plans.run("evaluate", "a.yaml", "b.yaml", *BOTH, "-f", "json")
        assert values(answer) == {"north": {"beds": 7}, "south": {"nurses": 4}}
        assert [report["year"] for report in answer.json] == [2025, 2025]

    def test_sources_of_two_plans_are_ranked_apart(self, plans: Desk) -> None:
        plans.put(
            {
                "a.yaml": "plan: north\nsources: [A, B]\nyear: 2025\nactuals: {beds: 7}\n",
                "b.yaml": "plan: south\nsources: [B, A]\nyear: 2025\nactuals: {nurses: 4}\n",
            }
        )
        assert plans.run("evaluate", "a.yaml", "b.yaml", *BOTH, "-q").code != 2

    def test_printed_numbers_of_no_plan(self, plans: Desk) -> None:
        plans.put(
            {
                "a.yaml": "year: 2025\nactuals: {3: 7, 5: 96}\n",
                "a.csv": "序号,2025年\n3,7\n",
                "b.csv": "序号,指标,2025年\n9,床位,7\n",
            }
        )
        answer = plans.run("evaluate", "a.yaml", "a.csv", *BOTH)
        words = "几个规划一起核验，看不出序号“{}”是哪个规划的：请写 id 或名称（数据文件也可以写明 plan）"
        mine = '；序号是这张表自己编的，请用 --map 写明不读：序号: "-"'
        assert (answer.code, answer.err) == (
            2,
            f"a.yaml:2:11: {words.format(3)}\na.yaml:2:17: {words.format(5)}\na.csv:2:1: {words.format(3)}{mine}\n",
        )
        assert values(plans.run("evaluate", "b.csv", *BOTH, "-f", "json")) == {
            "north": {"beds": 7},
            "south": {},
        }

    def test_a_file_of_a_third_plan(self, plans: Desk) -> None:
        plans.put({"a.yaml": "plan: anju\nactuals: {1: 7}\n", "a.csv": "规划：anju,\n指标,2025年\n床位,7\n"})
        answer = plans.run("evaluate", "a.yaml", "a.csv", *BOTH)
        assert (answer.code, answer.err) == (
            2,
            "a.yaml:1:7: 文件是规划“anju”的数据，要核验的是“north”“south”\n"
            "a.csv:1:1: 这张表是规划“anju”的数据，要核验的是“north”“south”\n",
        )

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.yaml", "{0}year: 2025\nactuals: {{deaths: 3.9}}\n"),
            ("a.csv", "{0}指标,2025年\n死亡率,3.9\n"),
        ],
    )
    def test_a_bare_number_in_two_units(self, plans: Desk, name: str, content: str) -> None:
        """Contract section 9: 「几个规划里单位不同的，光写数字是错误」."""
        plans.put({name: content.format("")})
        answer = plans.run("evaluate", name, *BOTH)
        assert answer.code == 2
        assert answer.err.endswith(
            "死亡率：几个规划的单位不同（‰、%），数要写明单位（数据文件也可以写明 plan）\n"
        )

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.yaml", "year: 2025\nactuals: {deaths: 39‰}\n"),
            ("a.yaml", "year: 2025\nactuals: {deaths: {value: 3.9, unit: '%'}}\n"),
            ("a.yaml", "year: 2025\nactuals: {deaths: {count: 39, population: 1000}}\n"),
            ("a.csv", "指标,单位,2025年\n死亡率,‰,39\n"),
            ("a.csv", "指标,2025年\n死亡率（%）,3.9\n"),
        ],
    )
    def test_a_number_with_its_unit(self, plans: Desk, name: str, content: str) -> None:
        plans.put({name: content})
        found = values(plans.run("evaluate", name, *BOTH, "-f", "json"))
        assert found == {"north": {"deaths": 39}, "south": {"deaths": Decimal("3.9")}}

    def test_the_same_plan_twice(self, plans: Desk) -> None:
        plans.put({"a.yaml": "year: 2025\nactuals: {beds: 7}\n", "copy.yaml": NORTH})
        answer = plans.run("evaluate", "a.yaml", "-p", "north.yaml", "-p", "copy.yaml", "-p", "south.yaml")
        words = "规划“north”给了不止一次（north.yaml、copy.yaml）：请只留一个；不同的规格要有不同的 id"
        assert (answer.code, answer.err) == (2, f"--plan: {words}\n")

    def test_every_plan_that_is_not_there(self, plans: Desk) -> None:
        plans.put({"a.yaml": GOOD})
        answer = plans.run("evaluate", "a.yaml", "-p", "chongqin", "-p", "south.yaml", "-p", "no.yaml")
        assert answer.code == 2
        assert [line.partition("。")[0] for line in answer.err.splitlines()] == [
            "chongqin: 没有这个规划",
            "no.yaml: 找不到这个文件",
        ]

    def test_files_that_each_name_their_plan(self, desk: Desk) -> None:
        """Contract section 9: 「每个文件都写明了规划的，各按各的核验」."""
        desk.put({"a.yaml": YAML, "b.yaml": "plan: 攀枝花\nyear: 2024\nactuals: {12: 4.2}\n"})
        answer = desk.run("evaluate", "a.yaml", "b.yaml", "-f", "json")
        assert values(answer) == {
            "chongqing": {"health_literacy": Decimal("34.3")},
            "panzhihua": {"nurses_per_1000": Decimal("4.2")},
        }
        both = desk.run("evaluate", "a.yaml", "b.yaml", "-p", "重庆", "-p", "panzhihua", "-f", "json")
        assert (both.code, both.json) == (answer.code, answer.json)

    def test_files_that_name_one_plan_in_two_ways(self, desk: Desk) -> None:
        desk.put({"a.yaml": YAML, "b.yaml": "plan: 重庆市\nyear: 2024\nactuals: {smoking_rate: 22}\n"})
        answer = desk.run("evaluate", "a.yaml", "b.yaml", "-f", "json")
        assert answer.json["plan"]["id"] == "chongqing"
        assert len(answer.json["inputs"]) == 2

    def test_files_of_which_some_name_no_plan(self, desk: Desk) -> None:
        """Contract section 9: 「有的写明了有的没有，是错误」. A file of nothing but targets needs none."""
        desk.put(
            {
                "a.yaml": YAML,
                "b.csv": CSV,
                "c.yaml": "year: 2024\nactuals: {8: 34.3}\n",
                "t.yaml": "targets: {surface_water_quality: ≥97%}\n",
            }
        )
        answer = desk.run("evaluate", "a.yaml", "b.csv", "c.yaml", "t.yaml")
        said = "没有写明是哪个规划的数据，而别的文件写明了（chongqing）：请{}；各规划共用的，用 --plan 写明按哪些规划核验"
        assert (answer.code, answer.out, answer.err) == (
            2,
            "",
            f"b.csv: {said.format('在表头上方写“规划：…”')}\nc.yaml: {said.format('在文件里写 plan')}\n",
        )
        assert desk.run("evaluate", "a.yaml", "t.yaml", "-q").code == 3

    def test_a_name_that_two_plans_have(self, plans: Desk) -> None:
        for name, content in (("north", NORTH), ("south", SOUTH)):
            head = "region: {name: 某省某市, level: city}\nindicators:\n"
            plans.put({f"{name}.yaml": content.replace("indicators:\n", head)})
        plans.put({"a.yaml": "plan: 某市\n" + GOOD})
        answer = plans.run("evaluate", "a.yaml", *BOTH)
        words = "“某市”可以是几个规划（north、south）：请写规划的 id"
        assert (answer.code, answer.err) == (2, f"a.yaml:1:7: {words}\n")
        answer = plans.run("evaluate", "a.yaml", HPCHECK_PLANS=".")
        words = "叫这个名称的规划不止一个：请写 north、south 中的一个"
        assert (answer.code, answer.err) == (2, f"a.yaml:1:7: “某市”{words}\n")

    @pytest.mark.parametrize("plan", ["[north]", "{north: 1}", "''"])
    def test_a_plan_that_is_no_name(self, plans: Desk, plan: str) -> None:
        """It isn't taken for a file that names none."""
        plans.put({"a.yaml": f"plan: {plan}\n" + GOOD})
        answer = plans.run("evaluate", "a.yaml", *BOTH)
        assert (answer.code, answer.err) == (2, "a.yaml:1:7: plan 应是规划的 id，如 chongqing\n")

    def test_a_component_by_the_name_that_only_the_other_plan_has_for_it(self, desk: Desk) -> None:
        """攀枝花 calls 城镇 what 重庆 calls 城镇职工医保: the same id, so the same component."""
        name = "inpatient_reimbursement_rate"
        desk.put({"a.yaml": f"year: 2025\nactuals: {{{name}: {{城镇: 79.2, 居民: 70.1}}}}\n"})
        reports = desk.run("evaluate", "a.yaml", "-p", "chongqing", "-p", "panzhihua", "-f", "json").json
        for report in reports:
            [row] = [row for row in report["results"] if row["id"] == "inpatient_reimbursement_rate"]
            found = {part["id"]: part["actual"]["text"] for part in row["components"]}
            assert found == {"employee": "79.2", "resident": "70.1"}

    def test_a_conflict_is_one_for_all_plans(self, plans: Desk) -> None:
        plans.put(
            {"a.yaml": "year: 2025\nactuals: {water: 96}\n", "b.yaml": "year: 2025\nactuals: {water: 97}\n"}
        )
        answer = plans.run("evaluate", "a.yaml", "b.yaml", *BOTH)
        assert (answer.code, answer.err.count("\n")) == (2, 1)


class TestTogether:
    """One exit code, one list; what options name is known to one of the plans at least."""

    @pytest.mark.parametrize(
        ("north", "south", "code"),
        [
            ("beds: 7, deaths: 39‰", "nurses: 4", 0),
            ("beds: 6, deaths: 39‰", "nurses: 4", 1),
            ("beds: 7, deaths: 39‰", "nurses: 3", 1),
            ("beds: 7, deaths: 39‰", "nurses: null", 3),
            ("beds: null, deaths: 39‰", "nurses: 4", 3),
            ("beds: 6, deaths: 39‰", "nurses: null", 1),
            ("beds: null, deaths: 39‰", "nurses: 3", 1),
            ("beds: null, deaths: 39‰", "nurses: null", 3),
            ("beds: 6, deaths: 39‰", "nurses: 3", 1),
            ("beds: 6, deaths: 39岁", "nurses: 3", 2),
        ],
    )
    def test_the_worst_exit_code(self, plans: Desk, north: str, south: str, code: int) -> None:
        plans.put({"a.yaml": f"year: 2025\nactuals: {{{north}, {south}}}\n"})
        assert plans.run("evaluate", "a.yaml", *BOTH, "-q").code == code

    def test_quiet(self, plans: Desk) -> None:
        plans.put({"a.yaml": GOOD.replace("nurses: 4", "nurses: 3")})
        answer = plans.run("evaluate", "a.yaml", *BOTH, "--quiet")
        assert (answer.code, answer.out, answer.err) == (
            1,
            "north　门禁（约束性指标）：通过，2 项都达标、快于预期或符合预期。退出码 0\n"
            "south　门禁（约束性指标）：不通过，1 项未达标或滞后。退出码 1\n",
            "",
        )

    def test_a_gate_on_what_only_one_plan_has(self, plans: Desk) -> None:
        """The other has nothing to gate, which is not the same as a gate without an answer."""
        plans.put({"a.yaml": GOOD})
        answer = plans.run("evaluate", "a.yaml", *BOTH, "--gate", "护士", "-f", "json")
        assert answer.code == 0
        assert [
            (gate["policy"], gate["outcome"], gate["exit_code"]) for gate in (r["gate"] for r in answer.json)
        ] == [
            ("none", "pass", 0),
            ("nurses", "pass", 0),
        ]
        both = plans.run("evaluate", "a.yaml", *BOTH, "--gate", "护士,deaths", "-f", "json")
        gated = [[row["id"] for row in report["results"] if row["gated"]] for report in both.json]
        assert gated == [["deaths"], ["deaths", "nurses"]]

    @pytest.mark.parametrize(
        ("option", "value", "words"),
        [
            (
                "--gate",
                "香蕉",
                "几个规划都没有指标“香蕉”；可用 hpcheck show north（或 south）查看全部指标（也可以是 binding、all、none、new、commitments）",
            ),
            (
                "--gate",
                "3",
                "几个规划一起核验，看不出序号“3”是哪个规划的：请写 id 或名称（数据文件也可以写明 plan）（也可以是 binding、all、none、new、commitments）",
            ),
            ("--set", "香蕉=3", "几个规划都没有指标“香蕉”；可用 hpcheck show north（或 south）查看全部指标"),
            ("--set", "beds=3", "床位 的目标由规划给定（≥7），不能另设；只有“国家下达”一类的目标可以补数"),
            (
                "--why",
                "香蕉",
                "几个规划都没有指标“香蕉”；可用 hpcheck show north（或 south）查看全部指标（全部的写 all）",
            ),
        ],
    )
    def test_a_name_in_an_option_that_no_plan_has(
        self, plans: Desk, option: str, value: str, words: str
    ) -> None:
        plans.put({"a.yaml": GOOD})
        answer = plans.run("evaluate", "a.yaml", *BOTH, option, value)
        assert (answer.code, answer.out, answer.err) == (2, "", f"{option}: {words}\n")

    @pytest.mark.parametrize("how", ["--set", "file"])
    def test_a_target_that_one_plan_leaves_open(self, plans: Desk, how: str) -> None:
        """北 leaves the target to others, 南 sets one: what is set is 北's."""
        rest = "targets: {water: ≥97}\n" if how == "file" else ""
        options = ["--set", "水质=≥97"] if how == "--set" else []
        plans.put({"a.yaml": f"year: 2025\nactuals: {{water: 96}}\n{rest}"})
        answer = plans.run("evaluate", "a.yaml", *BOTH, "--gate", "water", "-f", "json", *options)
        rows = [next(row for row in report["results"] if row["id"] == "water") for report in answer.json]
        assert [(row["target"]["text"], row["status"]) for row in rows] == [("≥97", "missed"), ("≥95", "met")]
        assert answer.code == 1

    def test_a_waiver_of_one_plan(self, plans: Desk) -> None:
        waiver = "{indicator: 3, plan: south, reason: 缺编, document: 某函, by: 某局, expires: 2999-12-31}"
        plans.put(
            {
                "a.yaml": "year: 2025\nactuals: {beds: 6, deaths: 3.9%, nurses: 3}\n",
                "w.yaml": f"waivers: [{waiver}]\n",
            }
        )
        answer = plans.run("evaluate", "a.yaml", *BOTH, "--waivers", "w.yaml", "-f", "json")
        waived = {
            row["id"]: row["waiver"] for report in answer.json for row in report["results"] if row["waiver"]
        }
        assert (answer.code, list(waived)) == (1, ["nurses"])
        assert [report["gate"]["exit_code"] for report in answer.json] == [1, 0]

    def test_the_terminal_has_one_report_after_the_other(self, plans: Desk) -> None:
        plans.put({"a.yaml": GOOD})
        both = plans.run("evaluate", "a.yaml", *BOTH).out
        alone = []
        for plan, own in (("north", "beds: 7"), ("south", "nurses: 4")):
            plans.put({"a.yaml": f"year: 2025\nactuals: {{deaths: 3.9%, {own}}}\n"})
            alone.append(plans.run("evaluate", "a.yaml", "-p", f"{plan}.yaml").out)
        assert both == "\n".join(alone)

    def test_proofs_of_what_only_one_plan_has(self, plans: Desk) -> None:
        plans.put({"a.yaml": GOOD})
        lines = plans.run("evaluate", "a.yaml", *BOTH, "--why", "护士").out.splitlines()
        assert [line for line in lines if line.startswith(("3. ", "门禁"))] == [
            "门禁（约束性指标）：通过，2 项都达标、快于预期或符合预期。退出码 0",
            "3. 护士：达标",
            "门禁（约束性指标）：通过，1 项都达标、快于预期或符合预期。退出码 0",
        ]
