"""What words say of a value's time and kind (contract section 5): parts of a year, forecasts, claims, years."""

from __future__ import annotations

import pytest
from support import plan_of, read_csv

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.language.claims import Claim, claims_of, differs, is_claim, split_off
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Observation, Status
from healthplan_cli.sources.actuals.column_heading import ColumnHeading
from healthplan_cli.sources.actuals.heading_words import ColumnRole
from healthplan_cli.sources.actuals.headings import read_heading
from healthplan_cli.sources.actuals.periods import dated, split_value, taken
from healthplan_cli.sources.actuals.suspects import suspects
from healthplan_cli.sources.actuals.titles import (
    scope_of_file,
    scope_of_note,
    scope_of_source,
    scope_of_title,
    years_of_name,
)

ACTUAL, PART, FORECAST = Observation.ACTUAL, Observation.PART_YEAR, Observation.FORECAST
PARTS = """
上半年 下半年 1-6月 1—9月 １－９月 1至11月 1月-6月 一月至六月 2-12月 前三季度 一季度 第四季度 1-3季度 一至三季度
一二三季度 三季报 Q1 Q1-Q3 H1 半年报 半年度 中报 截至9月底 截止6月末 至6月 截至2023年9月30日 截至目前 6月末 6月份
12月份 前9个月 当月 月报 截至12月15日
"""
WHOLES = """
全年 全年累计 1—12月 1月至12月 一月至十二月 12月底 12月末 截至12月31日 截至2023年12月底 年底 年末 年报 2023年报
12月 1-4季度 前12个月 Q1-Q4
"""
NO_PERIODS = """
2023年 人均预期寿命 6月龄内婴儿 预期性 2023年中期评估 年中医药服务 第二类 半 季 实际值 三月三医院
"""
NOT_READ = """
完成率 完成比例（%） 较上年增长 较2020年增长 较2020年增长（%） 比上年增减 同比 同比增长（%） 增速 全省位次 2023年全省位次 排名
2025年目标 年度计划 计划完成 2023年计划 目标任务 预期目标 上年同期 2022年同期 下一步措施 责任人
"""
CLAIMS = """
是否达到序时进度 是否完成 是否达标 达标情况 评价结果 状态 2023年是否达标
"""
OFFICES = """
责任科室 责任单位 牵头部门 责任处室
"""
PLAN = plan_of(
    [{"id": "a", "name": "门诊量", "unit": "人次", "baseline": "100", "target": "130", "better": "higher"}]
)


class TestPeriods:
    """「不到一年的（`part_year`）：上半年、1—9月、前三季度、前11月、一季度、截至9月底、半年报、年中监测、6月、Q1、H1」"""

    @pytest.mark.parametrize(
        "text",
        PARTS.split(),
    )
    def test_less_than_a_year(self, text: str) -> None:
        text = f"2023年{text}" if text == "中报" else text
        assert taken(plain(text))[1].observation is PART

    @pytest.mark.parametrize(
        "text",
        WHOLES.split(),
    )
    def test_the_year(self, text: str) -> None:
        """「全年、1—12月、12月底、年底、年报是全年」"""
        assert taken(plain(text))[1].whole

    @pytest.mark.parametrize(
        "text",
        NO_PERIODS.split(),
    )
    def test_no_period(self, text: str) -> None:
        scope = taken(plain(text))[1]
        assert (scope.part, scope.plan, scope.whole) == ("三月" if text == "三月三医院" else "", "", False)

    @pytest.mark.parametrize(
        ("cell", "year", "part"),
        [
            ("2023", 2023, ""), ("2023年度", 2023, ""), ("2023年上半年", 2023, "上半年"), ("2023Q3", 2023, "q3"), ("2023-06", 2023, "2023-06"),
            ("202306", 2023, "202306"), ("2023.1-6", 2023, "1-6"), ("截至2023年9月底", 2023, "截至2023年9月底"), ("2023年12月", 2023, ""),
            ("1-6月", None, "1-6月"),
        ],
    )  # fmt: skip
    def test_a_cell(self, cell: str, year: int | None, part: str) -> None:
        found = dated(plain(cell))
        assert found is not None
        assert (found[0], found[1].part) == (year, part)

    @pytest.mark.parametrize("cell", ["23年", "2023-2024", "2023-06-30", "暂无", "2023年居民"])
    def test_no_year(self, cell: str) -> None:
        assert dated(plain(cell)) is None


class TestNotes:
    """「备注里只说某件事在什么时候的（7月起口径调整、较上半年好转、上半年已完成整改、预计明年完成）不算」"""

    @pytest.mark.parametrize(
        ("note", "kind"),
        [
            ("1-6月数据", PART), ("上半年数", PART), ("截至9月底", PART), ("9月底数据", PART), ("数据截至2023年9月30日", PART), ("2023年9月", PART),
            ("前三季度（初步）", PART), ("仅为上半年", PART), ("半年快报", PART), ("统计时间为1-11月", PART), ("目前到8月", PART),
            ("预计数", FORECAST), ("为预计数", FORECAST), ("力争年底完成", FORECAST), ("计划数", FORECAST), ("年度目标值", FORECAST), ("预测", FORECAST),
            ("初步数", ACTUAL), ("年快报", ACTUAL), ("全年数", ACTUAL), ("1—12月", ACTUAL), ("2023年3月统计口径调整", ACTUAL), ("7月起口径调整", ACTUAL),
            ("上半年受疫情影响，为全年数", ACTUAL), ("预计2025年达到30%", ACTUAL), ("预计明年完成", ACTUAL), ("按计划推进", ACTUAL), ("达到预期", ACTUAL),
            ("好于预期", ACTUAL), ("预期目标已完成", ACTUAL), ("较上半年好转", ACTUAL), ("2023年9月建成", ACTUAL), ("2022年上半年数据", ACTUAL),
            ("下半年启动筛查", ACTUAL), ("年底前完成整改", ACTUAL), ("已达到目标", ACTUAL), ("每半年监测一次", ACTUAL), ("近半年内锻炼的人", ACTUAL),
            ("全年6例，其中上半年2例", ACTUAL), ("其中上半年2例", ACTUAL),
        ],
    )  # fmt: skip
    def test_of_2023(self, note: str, kind: Observation) -> None:
        assert scope_of_note(plain(note), 2023).observation is kind

    @pytest.mark.parametrize(
        ("source", "kind"),
        [("2023年上半年统计快报", PART), ("统计局2023年3月公报", ACTUAL), ("疾病预测中心", ACTUAL), ("年度任务书", FORECAST), ("计划财务处", ACTUAL)],
    )  # fmt: skip
    def test_a_source(self, source: str, kind: Observation) -> None:
        assert scope_of_source(plain(source), 2023).observation is kind


class TestTitles:
    """「表题里说目标、计划、任务的，也说“完成”“实际”一类的不算」"""

    @pytest.mark.parametrize(
        ("title", "year", "kind"),
        [
            ("某市2023年上半年指标完成情况表", 2023, PART), ("2023年指标表（2023年9月5日）", 2023, PART), ("2023年指标表（2024年3月5日）", 2023, ACTUAL),
            ("2022年及2023年上半年指标", 2022, ACTUAL), ("2023年目标任务表", 2023, FORECAST), ("2023年完成情况和2024年计划表", 2023, ACTUAL),
            ("2023年完成情况和2024年计划表", 2024, FORECAST), ("2023年主要指标预计完成情况表", 2023, FORECAST), ("规划目标完成情况表", 2023, ACTUAL),
            ("“十四五”卫生健康发展规划指标完成情况", 2023, ACTUAL), ("主要指标人均预期寿命表", 2023, ACTUAL), ("健康中国行动计划指标", 2023, ACTUAL),
            ("计划免疫接种率统计表", 2023, ACTUAL), ("2023年度计划执行情况", 2023, ACTUAL),
        ],
    )  # fmt: skip
    def test_of_a_year(self, title: str, year: int, kind: Observation) -> None:
        assert scope_of_title(plain(title), year).observation is kind

    @pytest.mark.parametrize(
        ("name", "years"),
        [
            ("2023年报", (2023,)), ("报表2023v2", (2023,)), ("2021-2025", (2021, 2025)), ("2023-06-30", ()), ("20230105", ()), ("某卫发〔2022〕2号", ()),
            ("2025年目标完成情况", ()), ("2023年目标任务", (2023,)), ("2023年9月", (2023,)), ("2023_1", (2023,)),
        ],
    )  # fmt: skip
    def test_the_years_of_a_name(self, name: str, years: tuple[int, ...]) -> None:
        """「文件名里是几个年份、时段或日期的，也看不出是哪一年」"""
        assert years_of_name(plain(name)) == years


class TestCells:
    """「数值的格里」"""

    @pytest.mark.parametrize(
        ("cell", "value", "kind"),
        [
            ("62（上半年）", "62", PART), ("1-6月6例", "6例", PART), ("上半年:62", "62", PART), ("29（预计）", "29", FORECAST), ("预计29", "29", FORECAST),
            ("29预计", "29", FORECAST), ("6（计划）", "6", FORECAST), ("121（全年）", "121", ACTUAL), ("12.5", "12.5", ACTUAL), ("6（初步）", "6(初步)", ACTUAL),
            ("城镇80左右居民70", "城镇80左右居民70", ACTUAL), ("5-10", "5-10", ACTUAL), ("82.4（2022年）", "82.4(2022年)", ACTUAL), ("3/7800", "3/7800", ACTUAL),
        ],
    )  # fmt: skip
    def test_apart(self, cell: str, value: str, kind: Observation) -> None:
        found = split_value(plain(cell))
        assert (found[0], found[1].observation) == (value, kind)


def heading(*parts: str, **words: str) -> ColumnHeading:
    found = read_heading(parts, {plain(name): word for name, word in words.items()})
    assert found is not None
    return found


class TestHeadings:
    """Columns of completion tables, and headings in two rows."""

    @pytest.mark.parametrize(
        "text",
        NOT_READ.split(),
    )
    def test_known_and_not_read(self, text: str) -> None:
        """「完成率、完成比例、较上年增长、较2020年增长、同比、增速、全省位次、排名 一类的列认得，不读」"""
        assert heading(text).role is ColumnRole.IGNORED

    @pytest.mark.parametrize("text", CLAIMS.split())
    def test_claims(self, text: str) -> None:
        assert heading(text).role is ColumnRole.CLAIM

    @pytest.mark.parametrize("text", OFFICES.split())
    def test_responsible(self, text: str) -> None:
        assert heading(text).role is ColumnRole.RESPONSIBLE

    def test_two_rows(self) -> None:
        """「分两行的表头（2023年 下面分 上半年、全年，总量、增速，计划、完成，目标、实际）」"""
        lower = {
            "上半年": (ColumnRole.VALUE, PART),
            "全年": (ColumnRole.VALUE, ACTUAL),
            "总量": (ColumnRole.VALUE, ACTUAL),
            "完成": (ColumnRole.VALUE, ACTUAL),
        }
        for word, wanted in lower.items():
            found = heading("2023年", word)
            assert (found.role, found.scope.observation, found.year) == (*wanted, 2023)
        assert {heading("2023年", word).role for word in ("增速", "计划", "目标")} == {ColumnRole.IGNORED}
        assert heading("2023年预计", "完成数").scope.observation is FORECAST

    @pytest.mark.parametrize(
        ("own", "mapped", "kind"),
        [("2023年上半年", "2023年实际", PART), ("上半年", "全年", PART), ("2023年预计", "2023年实际", FORECAST), ("计划数", "数值", FORECAST),
         ("2023年1-6月户籍", "2023年实际", PART), ("测算项目", "2023年实际", ACTUAL)],
    )  # fmt: skip
    def test_no_map_makes_a_year_of_half_a_year(self, own: str, mapped: str, kind: Observation) -> None:
        """「`--map` 改不了这些：把“2023年上半年”对到“2023年实际”，仍是上半年的数」"""
        assert heading(own, **{own: mapped}).scope.observation is kind


def kinds(text: str) -> list[tuple[int | None, str, Observation]]:
    found = read_csv(text.encode(), "a.csv", PLAN)
    return [(item.year, item.reading.text, item.observation) for item in found.values]


class TestSheets:
    """「近处的压过远处的」"""

    def test_months_side_by_side(self) -> None:
        """「12月和别的月份并列时只是一个月」, in columns and in rows."""
        assert kinds("指标,2023年11月,2023年12月\n门诊量,1,2\n") == [(2023, "1", PART), (2023, "2", PART)]
        assert kinds("指标,2022年12月,2023年12月\n门诊量,1,2\n") == [(2022, "1", ACTUAL), (2023, "2", ACTUAL)]
        rows = "指标,年份,月份,数值\n门诊量,2023,11,1\n门诊量,2023,12,2\n门诊量,2023,全年,9\n"
        assert [kind for _, _, kind in kinds(rows)] == [PART, PART, ACTUAL]

    def test_the_nearest_words_count(self) -> None:
        table = "2023年上半年指标表,,\n指标,全年实际,备注\n门诊量,9,{note}\n"
        assert kinds(table.format(note="")) == [(2023, "9", ACTUAL)]
        assert kinds(table.format(note="1-6月数")) == [(2023, "9", PART)]

    def test_a_note_makes_no_year_of_half_a_year(self) -> None:
        """「备注不能把写明“上半年”的一列说成全年」"""
        assert kinds("指标,2023年上半年,备注\n门诊量,9,全年数\n") == [(2023, "9", PART)]

    def test_a_note_means_the_last_year(self) -> None:
        found = kinds("指标,2022年,2023年,备注\n门诊量,8,9,上半年数据\n门诊量,8,,2022年为上半年数据\n")
        assert found[:2] == [(2022, "8", ACTUAL), (2023, "9", PART)]

    def test_a_footnote_means_what_it_names(self) -> None:
        """「表下的注」"""
        plan = plan_of(
            [
                {"id": id, "name": name, "unit": "人次", "baseline": "1", "target": "9", "better": "higher"}
                for id, name in (("a", "门诊量"), ("b", "急诊量"))
            ]
        )
        table = "2023年指标,\n指标,数值\n门诊量,8\n急诊量,7\n{note},\n"
        for note, wanted in (
            ("注：急诊量为1-9月数据", [ACTUAL, PART]),
            ("注：以上为1-9月数据", [PART, PART]),
            ("注：门诊量2022年为预计数", [ACTUAL, ACTUAL]),
            ("注：按全市口径统计", [ACTUAL, ACTUAL]),
        ):
            found = read_csv(table.format(note=note).encode(), "a.csv", plan)
            assert [item.observation for item in found.values] == wanted

    def test_a_period_nobody_knows_is_a_problem(self) -> None:
        with pytest.raises(InvalidInput, match="时段“旺”不认识"):
            kinds("指标,年份,时段,数值\n门诊量,2023,旺,1\n")


class TestClaims:
    """「与结论不同的（已完成而滞后、未完成而达标、“序时进度：否”而符合预期）注明 `claim_differs`」"""

    @pytest.mark.parametrize(
        ("claim", "status", "wanted"),
        [
            ("已完成", Status.BEHIND, True), ("已完成", Status.MISSED, True), ("已完成", Status.ON_TRACK, False), ("已完成", Status.MET, False),
            ("未完成", Status.MET, True), ("未完成", Status.ON_TRACK, False), ("未达标", Status.BEHIND, False), ("已完成", Status.UNKNOWN, False),
            ("是否达到序时进度：否", Status.ON_TRACK, True), ("是否达到序时进度：否", Status.BEHIND, False), ("是否达到序时进度：是", Status.BEHIND, True),
            ("是否达到序时进度：是；已完成", Status.BEHIND, True), ("滞后", Status.AHEAD, True), ("基本完成", Status.BEHIND, False),
            ("滞后", Status.MET, True), ("滞后", Status.BEHIND, False), ("未完成", Status.UNKNOWN, False), ("尚未达标", Status.MISSED, False),
            ("正在推进", Status.MISSED, False), ("是否完成：√", Status.MISSED, True), ("是否完成：×", Status.MET, True), ("未完成年度目标", Status.AHEAD, True),
        ],
    )  # fmt: skip
    def test_beside_a_status(self, claim: str, status: Status, wanted: bool) -> None:
        assert differs(claim, status) is wanted

    @pytest.mark.parametrize(
        ("text", "claims"),
        [
            ("完成", {Claim(True)}), ("已经达标", {Claim(True)}), ("完成年度目标", {Claim(True, True)}), ("完成28项", set()),
            ("未完成", {Claim(False)}), ("未完成年度任务", {Claim(False, True)}), ("进度滞后", {Claim(False, True)}), ("落后", {Claim(False, True)}),
            ("快于序时", {Claim(True, True)}), ("与序时进度同步", {Claim(True, True)}), ("进度正常", {Claim(True, True)}),
            ("基本完成", set()), ("预计完成", set()), ("有序推进", set()), ("", set()),
            ("是否完成：是", {Claim(True)}), ("达标与否：是", {Claim(True)}), ("是否达到序时：是", {Claim(True, True)}),
            ("是否完成：否", {Claim(False)}), ("是否达到序时：否", {Claim(False, True)}), ("是否完成：进度偏慢", {Claim(False)}),
            ("是否达到序时：偏慢", {Claim(False, True)}), ("是否完成：已基本完成", set()), ("是否完成：香蕉", set()),
            ("已完成，但进度滞后", {Claim(True)} | {Claim(False, True)}), ("已完成；未达标。", {Claim(True), Claim(False)}),
        ],
    )  # fmt: skip
    def test_what_is_claimed(self, text: str, claims: set[Claim]) -> None:
        assert claims_of(text) == claims

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("已完成", True),
            ("正在推进", True),
            ("Ｎ", False),
            ("香蕉", False),
            ("已完成3项", False),
            ("28.4", False),
            ("", False),
            ("是否完成：是", True),
        ],
    )
    def test_words_alone(self, text: str, wanted: bool) -> None:
        assert is_claim(text) is wanted

    @pytest.mark.parametrize(
        ("cell", "apart"),
        [("28.4%(已达标)", ("28.4%", "已达标")), ("完成28.4%", ("28.4%", None)), ("28.4,已完成", ("28.4", "已完成")), ("28.4%(初步)", ("28.4%(初步)", None)),
         ("已完成", ("已完成", None)), ("达到28.4%,未达标", ("28.4%", "未达标")), ("28.4", ("28.4", None)),
         ("28.4%(正在推进)", ("28.4%", "正在推进")), ("28.4%;有序推进", ("28.4%", "有序推进")), ("28.4%(全省第一)", ("28.4%(全省第一)", None)),
         ("已经达到28.4%", ("28.4%", None)), ("为28.4", ("28.4", None)), ("实现约28.4个、已达标", ("约28.4个", "已达标")), ("已完成28.4%(稳步推进3项)", ("28.4%(稳步推进3项)", None)),
         ("香蕉(已达标)", ("香蕉(已达标)", None)), ("121(预计全年125)", ("121(预计全年125)", None))],
    )  # fmt: skip
    def test_in_a_cell(self, cell: str, apart: tuple[str, str | None]) -> None:
        """「数值后面可带说法：28.4%（已达标）」"""
        assert split_off(cell) == apart


def test_one_row_alone_is_no_suspect() -> None:
    """「目标是 100%、0 的不算在内，只有一项一样的也不算」"""
    rows = [
        {"id": id, "name": id, "unit": "%", "baseline": "50", "target": target, "better": "higher"}
        for id, target in (("a", "80"), ("b", "100"), ("c", "100%"), ("d", "全覆盖"))
    ]
    plan = plan_of(rows)
    found = read_csv("指标,2025年\na,80\nb,100\nc,100\nd,100\n".encode(), "a.csv", plan)
    assert found.suspects == ()
    assert suspects((), plan) == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("q1", ACTUAL), ("h1", ACTUAL), ("2023Q1", PART), ("data-2023-q1", PART), ("上半年", PART)],
)
def test_letters_alone_name_a_file_and_no_period(name: str, kind: Observation) -> None:
    assert scope_of_file(f"folder/{name}.csv", 2023).observation is kind
