"""Which source counts where several differ."""

from __future__ import annotations

from typing import Any

import pytest
from severalcases import ADVICE, CSV, LITERACY, YAML, differ, result
from support import Answer, Desk


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
        run need not fit each: of them only what has something near is said.
        """
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
