"""Values and targets that an earlier report had otherwise."""

from __future__ import annotations

import json
from typing import Any

import pytest
from earliercases import ROW, as_text, changes, reported
from support import fixed_report

from healthplan_cli.model import Actuals, Report
from healthplan_cli.report.words.changes import change_lines

PARTS: dict[str, Any] = {
    "id": "it", "name": "这项指标", "unit": "%", "better": "higher",
    "components": [
        {"id": "a", "name": "门诊", "baseline": "30", "target": "≥60"},
        {"id": "b", "name": "住院", "baseline": "40", "target": "≥50"},
    ],
}  # fmt: skip


def restated(before: tuple[Report, Actuals], after: tuple[Report, Actuals]) -> list[tuple[Any, ...]]:
    found = changes(*after, as_text(before[0]))
    return [
        (item.component, item.name, item.what.value, item.year, item.before, item.after)
        for item in found.revised_values
    ]


class TestRevisedValues:
    """「改动：上一次报告里的实际值、基期、目标，现在是另一个数」"""

    def test_nothing(self) -> None:
        both = reported(ROW, 55)
        found = changes(*both, as_text(both[0]))
        assert (found.status_changes, found.revised_values, found.removed) == ((), (), ())
        assert list(change_lines(found)) == ["与 last.json（2023 年）相比：没有变化"]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("58", "58.0"), ("58", "58%"), ("58", "580‰"), ("58", "５８"), ("0.29%", "2.9‰"), ("58*", "58"), ("≥50", "≧50"),
            ({"count": 1, "population": 3}, {"count": 2, "population": 6}), ("1,000‰", "1000‰"),
            ({"count": 58, "population": 100}, "58"),
        ],
    )  # fmt: skip
    def test_the_same_number_in_another_spelling_is_none(self, before: Any, after: Any) -> None:
        """「比的是数，不是写法」"""
        assert restated(reported(ROW, before), reported(ROW, after)) == []

    @pytest.mark.parametrize(
        ("before", "after"), [("58", "58.1"), ("58", "5.8"), ("≥50", "≥51"), ("55", "≥50"), ("≥50", "55"), ("50—55", "50—56")]
    )  # fmt: skip
    def test_an_actual_value(self, before: str, after: str) -> None:
        assert restated(reported(ROW, before), reported(ROW, after)) == [
            (None, "这项指标", "actual", 2023, before, after)
        ]

    def test_last_years_value(self) -> None:
        """The value of the year that was judged then, which the data of this year still has."""
        after = reported(ROW, {2023: 54, 2024: 57}, 2024)
        assert restated(reported(ROW, {2022: 51, 2023: 55}), after) == [
            (None, "这项指标", "actual", 2023, "55", "54")
        ]
        assert restated(reported(ROW, {2023: 55}), reported(ROW, {2024: 57}, 2024)) == []

    @pytest.mark.parametrize(
        ("key", "before", "after", "shown"),
        [
            ("baseline", "50", "51", ("50", "51")),
            ("baseline", "50", ">50", ("50", ">50")),
            ("baseline", "50", {"text": "50", "year": 2021}, ("50（2020 年）", "50（2021 年）")),
            ("baseline", None, "50", ("—", "50")),
            ("baseline", "50", None, ("50", "—")),
            ("target", "≥60", "≥61", ("≥60", "≥61")),
            ("target", "60", "≥60", ("60", "≥60")),
            ("target", "≥60", "2024年≥60", ("≥60（2025 年）", "2024年≥60（2024 年）")),
            ("target", "≥60", {"op": "ge", "value": "62", "text": "≥60"}, ("≥60（value 60）", "≥60（value 62）")),
            ("target", "每年提高1个百分点", "每年提高2个百分点", ("每年提高1个百分点", "每年提高2个百分点")),
            ("target", "国家下达", "≥60", ("国家下达", "≥60")),
            ("target", "≥60", "每年不低于60", ("≥60", "每年不低于60")),
            ("target", "每年不低于60", "≥60", ("每年不低于60", "≥60")),
            ("target", "60—70", "控制在60—70之间", ("60—70", "控制在60—70之间")),
            ("target", "控制在60—70之间", "60—70", ("控制在60—70之间", "60—70")),
            ("target", "≥60且<70", "≥60且≤70", ("≥60且<70", "≥60且≤70")),
            ("target", ">60且≤70", "≥60且≤70", (">60且≤70", "≥60且≤70")),
        ],
    )  # fmt: skip
    def test_a_cell_of_the_plan(self, key: str, before: Any, after: Any, shown: tuple[str, str]) -> None:
        old, new = reported({**ROW, key: before}, 55), reported({**ROW, key: after}, 55)
        assert restated(old, new) == [(None, "这项指标", key, None, *shown)]

    @pytest.mark.parametrize(
        ("key", "before", "after"),
        [
            ("baseline", "50", "50.00"), ("baseline", "≧50", "≥50"), ("baseline", "50", {"text": "50", "source": "正文"}),
            ("baseline", "50", "50*"), ("target", "≥60", "≥60.0"), ("target", "≥60", "不低于60"), ("target", "≥ 60", "≥60"),
        ],
    )  # fmt: skip
    def test_the_same_cell_in_other_words_is_none(self, key: str, before: Any, after: Any) -> None:
        assert restated(reported({**ROW, key: before}, 55), reported({**ROW, key: after}, 55)) == []

    def test_the_same_numbers_in_another_unit_are_none(self) -> None:
        """「比的是数，不是写法」, 「各按自己那时的单位，先换算」"""
        old = reported(ROW, {2022: 54, 2023: "55"})
        row = {**ROW, "unit": "‰", "baseline": "500", "target": "≥600"}
        for actual in ({2022: 540, 2023: "550"}, {2023: "55%"}):
            assert restated(old, reported(row, actual)) == []

    @pytest.mark.parametrize(
        ("key", "before", "after"),
        [
            ("baseline", "50", "50%"), ("baseline", "500‰", "50"), ("baseline", "50左右", "50%左右"),
            ("target", "≥60", "≥60%"), ("target", "≥600‰", "≥60"), ("target", "60—70", "600—700‰"), ("target", "60左右", "60%左右"),
            ("target", "每年不低于60", "每年不低于60%"),
        ],
    )  # fmt: skip
    def test_a_unit_that_is_the_rows_says_nothing_else(self, key: str, before: str, after: str) -> None:
        assert restated(reported({**ROW, key: before}, 55), reported({**ROW, key: after}, 55)) == []

    @pytest.mark.parametrize(
        ("before", "after", "moved"),
        [(">55", ">550", False), (">55", "≥550", True), ("50—55", "500—550", False), ("50—55", "500—560", True), ("55左右", "550左右", False)],
    )  # fmt: skip
    def test_an_interval_in_another_unit(self, before: str, after: str, moved: bool) -> None:
        row = {**ROW, "unit": "‰", "baseline": "500", "target": "≥600"}
        found = restated(reported(ROW, before), reported(row, after))
        assert [(item[4], item[5]) for item in found] == ([(before, after)] if moved else [])

    @pytest.mark.parametrize(
        ("before", "after", "moved"),
        [
            ("500—550‰", "50—55", False), ("500—550‰", "50—56", True), ("500—550‰", "49—55", True),
            (">500‰", ">50", False), ("<550‰", "<55", False), ("<550‰", "≤55", True), ("550‰左右", "55左右", False),
        ],
    )  # fmt: skip
    def test_an_interval_that_was_given_in_another_unit(self, before: str, after: str, moved: bool) -> None:
        for then, now in ((before, after), (after, before)):
            found = restated(reported(ROW, then), reported(ROW, now))
            assert [(item[4], item[5]) for item in found] == ([(then, now)] if moved else [])

    @pytest.mark.parametrize(("unit", "sign"), [("‰", "‰"), ("岁", " 岁")])
    def test_the_same_digits_in_another_unit(self, unit: str, sign: str) -> None:
        """Each is said in the unit that its row had."""
        after = reported({**ROW, "unit": unit}, 55)
        found = changes(*after, as_text(reported(ROW, 55)[0]))
        assert [
            (item.what.value, item.before, item.after, item.was, item.now) for item in found.revised_values
        ] == [
            ("baseline", "50", "50", "50%", f"50{sign}"),
            ("target", "≥60", "≥60", "≥60%", f"≥60{sign}"),
            ("actual", "55", "55", "55%", f"55{sign}"),
        ]

    def test_a_row_that_had_no_unit(self) -> None:
        old = {key: value for key, value in ROW.items() if key != "unit"}
        assert restated(reported(old, 55), reported(ROW, 55)) == []
        found = changes(*reported(ROW, 56), as_text(reported(old, 55)[0]))
        assert [(item.was, item.now) for item in found.revised_values] == [("55", "56%")]
        other = reported({**old, "baseline": "51", "target": "≥61"}, 55)
        found = changes(*reported(ROW, 55), as_text(other[0]))
        assert [(item.was, item.now) for item in found.revised_values] == [("51%", "50%"), ("≥61%", "≥60%")]

    @pytest.mark.parametrize(
        ("before", "after", "was", "now"),
        [
            ("58（初步数）", "59（初步数）", "58%*", "59%*"),
            ("58（初步数）", "59", "58%*", "59%"),
            ("0.55", "0.56", "0.55%", "0.56%"),
            ("550‰", "560‰", "55%", "56%"),
            ("55", "55.000041", "55%", "55.00004%"),
            (">55", "56", ">55%", "56%"),
            ("83左右", "84左右", "83%左右", "84%左右"),
        ],
    )
    def test_how_it_is_said(self, before: str, after: str, was: str, now: str) -> None:
        """「数用这一行的单位」, 「句子里的数都带单位」"""
        found = changes(
            *reported(ROW, {2022: 51, 2023: after}), as_text(reported(ROW, {2022: 51, 2023: before})[0])
        )
        assert [(item.was, item.now) for item in found.revised_values] == [(was, now)]

    @pytest.mark.parametrize("part", ["预计数", "上半年"])
    def test_what_is_no_actual_value_is_not_compared(self, part: str) -> None:
        """「实际值比的是上一次核验那一年的」: a forecast that has come about isn't a value restated."""
        aside, actual = {"value": "57", "note": part}, "58"
        assert restated(reported(ROW, aside), reported(ROW, actual)) == []
        assert restated(reported(ROW, actual), reported(ROW, aside)) == []

    @pytest.mark.parametrize(("before", "after"), [("58", "暂无"), ("暂无", "58"), ("暂无", "缺")])
    def test_no_value_is_not_compared(self, before: str, after: str) -> None:
        """「这次的数据里没有那一年就不比」"""
        old = reported(ROW, {2022: 51, 2023: before})
        assert restated(old, reported(ROW, {2022: 51, 2023: after})) == []

    def test_a_value_that_has_no_year(self) -> None:
        data = json.loads(as_text(reported(ROW, 55)[0]))
        del data["results"][0]["actual"]["year"]
        assert changes(*reported(ROW, 56), json.dumps(data)).revised_values == ()

    def test_a_value_without_its_year_is_of_the_year_judged(self) -> None:
        assert [item[3:] for item in restated(reported(ROW, 55), reported(ROW, 56))] == [(2023, "55", "56")]

    @pytest.mark.parametrize(
        ("before", "after", "shown"),
        [
            ({"average": "false"}, {"average": "true"}, ("average false", "average true")),
            ({"by": "1"}, {"by": "1.5"}, ("by 1", "by 1.5")),
            ({"from": "2020"}, {"from": "2021"}, ("from 2020", "from 2021")),
            ({"unit": "%"}, {"unit": "个百分点"}, ("unit %", "unit 百分点")),
        ],
    )
    def test_the_same_words_meant_otherwise(
        self, before: dict[str, str], after: dict[str, str], shown: tuple[str, str]
    ) -> None:
        """「原话没改而结构或目标年改了，算」"""
        rule = {
            "op": "annual_change",
            "by": "1",
            "unit": "个百分点",
            "direction": "up",
            "text": "每年提高一点",
        }
        old, new = ({**ROW, "target": {**rule, **one}} for one in (before, after))
        [(*_, was, now)] = restated(reported(old, 55), reported(new, 55))
        assert (was, now) == tuple(f"每年提高一点（{words}）" for words in shown)

    @pytest.mark.parametrize(("then", "now"), [(True, False), (False, True)])
    @pytest.mark.parametrize("mark", ["every_year", "two_sided"])
    def test_the_same_words_and_a_mark_more_or_less(self, mark: str, then: bool, now: bool) -> None:
        """A mark is written where it holds: a report without it says that it doesn't."""
        rule = {"op": "range", "low": "60", "high": "70", "unit": "%", "text": "60至70"}
        old, new = ({**ROW, "target": {**rule, **({mark: "true"} if one else {})}} for one in (then, now))
        [(*_, was, after)] = restated(reported(old, 55), reported(new, 55))
        assert (was, after) == tuple(
            f"60至70（{mark} {words}）" for words in (("true", "false") if then else ("—", "true"))
        )

    @pytest.mark.parametrize(
        ("more", "less"),
        [
            ("高于全省平均水平2个百分点", "高于全省平均水平"),
            ("与GDP基本同步", "与GDP同步"),
            ("55（2022年）、60（2025年）", "60"),
            ("50（2022年）、55（2023年）、60（2025年）", "50（2022年）、60（2025年）"),
            ("≥60，并持续提高", "≥60"),
            ("≥60", {"op": "all", "parts": ["≥60", "持续提高"], "text": "要高还要稳"}),
            ({"op": "share", "value": 60, "of": "县", "inner": "患病率在2%以下"}, {"op": "share", "value": 60, "of": "县"}),
            ({"op": "milestone", "state": "建成", "kept": "true"}, {"op": "milestone", "state": "建成"}),
            ({"op": "milestone", "state": "建成", "basic": "true"}, {"op": "milestone", "state": "建成"}),
        ],
    )  # fmt: skip
    def test_what_is_written_only_where_it_holds_has_come_or_gone(self, more: Any, less: Any) -> None:
        """「数一样而要求不同的」: a margin, a year of several, a demand, that it must be kept."""
        state = isinstance(more, dict) and more["op"] == "milestone"
        row = {**ROW, "baseline": "—", **({"unit": None} if state else {})}
        value = "是" if state else 50
        both = [reported({**row, "target": target}, value) for target in (more, less)]
        for before, after in (both, both[::-1]):
            assert [item[2] for item in restated(before, after)] == ["target"]
            assert restated(before, before) == []

    def test_the_due_year_alone(self) -> None:
        assert restated(reported(ROW, 55), reported({**ROW, "due": 2024}, 55)) == [
            (None, "这项指标", "target", None, "≥60（2025 年）", "≥60（2024 年）")
        ]

    def test_by_a_revision(self) -> None:
        row = {
            **ROW,
            "revisions": [{"from": 2024, "document": "某办发〔2024〕1号", "baseline": "52", "target": "≥65"}],
        }
        assert restated(reported(row, {2023: 55}), reported(row, {2023: 55, 2024: 58}, 2024)) == [
            (None, "这项指标", "baseline", None, "50", "52"),
            (None, "这项指标", "target", None, "≥60", "≥65"),
        ]

    def test_of_components(self) -> None:
        """Each by its own name beside the indicator's; the row itself says no more."""
        old = reported(PARTS, {"a": 45, "b": 45})
        row = {
            **PARTS,
            "components": [
                PARTS["components"][0],
                {**PARTS["components"][1], "baseline": "41", "target": "≥52"},
            ],
        }
        assert restated(old, reported(row, {"a": 46, "b": "45.0"})) == [
            ("a", "这项指标·门诊", "actual", 2023, "45", "46"),
            ("b", "这项指标·住院", "baseline", None, "40", "41"),
            ("b", "这项指标·住院", "target", None, "≥50", "≥52"),
        ]

    def test_components_that_have_come_or_gone(self) -> None:
        """What stood in one row and stands in several now, or the other way round, is not compared with itself."""
        alone = {key: value for key, value in PARTS.items() if key != "components"}
        whole = reported({**alone, "baseline": "30", "target": "≥60"}, 45)
        parts = reported(PARTS, {"a": 46, "b": 47})
        assert restated(whole, parts) == []
        assert restated(parts, whole) == []
        fewer = {**PARTS, "components": PARTS["components"][:1]}
        assert restated(parts, reported(fewer, {"a": 46})) == []
        assert restated(reported(fewer, {"a": 46}), parts) == []

    def test_one_value_for_all_components(self) -> None:
        assert restated(reported(PARTS, 45), reported(PARTS, 46)) == [
            ("a", "这项指标·门诊", "actual", 2023, "45", "46"),
            ("b", "这项指标·住院", "actual", 2023, "45", "46"),
        ]

    def test_a_report_that_went_through_another_tool(self) -> None:
        """A number that a program with binary floats has written anew is still that number."""
        report, data = reported(ROW, {"count": 1, "population": 3})
        text = json.dumps(json.loads(as_text(report)))
        assert changes(report, data, text).revised_values == ()

    def test_the_fixed_report_is_the_same_as_itself(self) -> None:
        report = fixed_report()
        found = changes(report, Actuals(()), as_text(report))
        assert (found.status_changes, found.revised_values, found.removed) == ((), (), ())
