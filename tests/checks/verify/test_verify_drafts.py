"""What `hpcheck draft` writes of a table, `hpcheck verify` finds there again: in whatever order its columns stand."""

from __future__ import annotations

import io
from typing import Any

import pytest
from support import plan_of
from verifycases import document

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.checks.verify import MatchStatus, verify
from healthplan_cli.checks.verify.paragraphs import DocumentText
from healthplan_cli.commands.verify import read_text_of

MISSED = (MatchStatus.MISSING, MatchStatus.APART)
ROWS: list[dict[str, Any]] = [
    {
        "name": "森林覆盖率",
        "unit": "%",
        "better": "higher",
        "baseline": "24.1",
        "target": "≥26",
        "source": "表1（第 3 行）",
    },
    {
        "name": "污水处理率",
        "unit": "%",
        "better": "higher",
        "baseline": "91",
        "target": "95",
        "source": "表1（第 4 行）",
    },
]
GOAL_FIRST = "测试规划\n表1 主要指标\n指标\t单位\t2025年目标\t2020年\t属性\n森林覆盖率\t%\t≥26\t24.1\t约束性\n污水处理率\t%\t95\t91\t约束性\n"


def wrong(rows: list[dict[str, Any]], text: str | DocumentText) -> list[tuple[str, str]]:
    """The fields and words that aren't found."""
    found = verify(plan_of(rows), document(text) if isinstance(text, str) else text)
    return [(item.field, item.words) for item in found.items if item.status in MISSED]


class TestOrderOfColumns:
    def test_the_target_s_before_the_baseline_s(self) -> None:
        assert wrong(ROWS, GOAL_FIRST) == []

    @pytest.mark.parametrize(
        ("told", "printed"), [("≥26\t24.1", "24.1\t≥26"), ("\t95\t", "\t96\t"), ("\t91\t", "\t92\t")]
    )
    def test_a_slip_is_seen(self, told: str, printed: str) -> None:
        assert wrong(ROWS, GOAL_FIRST.replace(told, printed)) != []

    def test_exchanged_cells_under_a_usual_head_are_wrong(self) -> None:
        usual = GOAL_FIRST.replace("2025年目标\t2020年", "2020年\t2025年目标")
        assert len(wrong(ROWS, usual)) >= 2

    def test_each_table_has_its_own(self) -> None:
        other = [{**ROWS[1], "name": "污水处理量", "unit": "万吨", "source": "表2（第 9 行）"}]
        more = "表2 其他\n指标\t单位\t2020年\t2025年\t属性\n污水处理量\t万吨\t91\t95\t约束性\n"
        assert wrong([*ROWS, *other], GOAL_FIRST + "此外还有下列各项。\n" * 40 + more) == []

    def test_several_years_before_the_baseline(self) -> None:
        years = {**ROWS[0], "target": {"2023": "25", "2025": "≥26"}}
        text = (
            GOAL_FIRST.replace("2025年目标", "2023年\t2025年")
            .replace("≥26", "25\t≥26")
            .replace("\t95\t", "\t\t95\t")
        )
        assert wrong([years, ROWS[1]], text) == []


class TestUnits:
    """The unit that a caption or a head says holds for the rows that have no other of their own."""

    TEXT = "测试规划\n表1 主要指标（单位：%）\n指标\t2020年\t2025年\t属性\n森林覆盖率\t24.1\t≥26\t约束性\n污水处理率\t91\t95\t约束性\n"

    @pytest.mark.parametrize(
        "caption", ["（单位：%）", "（单位：%，另注明者除外）", "（计量单位：万吨、%）", "（%）"]
    )
    def test_of_the_caption(self, caption: str) -> None:
        assert wrong(ROWS, self.TEXT.replace("（单位：%）", caption)) == []

    def test_of_the_head(self) -> None:
        assert wrong(ROWS, self.TEXT.replace("（单位：%）", "").replace("2025年", "2025年（%）")) == []

    @pytest.mark.parametrize("caption", ["", "（单位：‰）", "（单位：%/年）", "（单位：万吨）"])
    def test_another_or_none(self, caption: str) -> None:
        assert wrong(ROWS, self.TEXT.replace("（单位：%）", caption)) == [("unit", "%")] * 2

    def test_a_row_with_another_of_its_own(self) -> None:
        assert ("unit", "%") in wrong(ROWS, self.TEXT.replace("森林覆盖率", "森林覆盖率（‰）"))

    def test_a_part_takes_its_whole_s(self) -> None:
        part = {
            **ROWS[1],
            "name": "其中：生活污水",
            "baseline": "90",
            "target": "94",
            "source": "表1（第 5 行）",
        }
        text = (
            self.TEXT.replace("（单位：%）", "").replace("率\t", "率（%）\t")
            + "其中：生活污水\t90\t94\t约束性\n"
        )
        assert wrong([*ROWS, part], text) == []

    def test_in_the_value_s_cell(self) -> None:
        row = {**ROWS[0], "baseline": "24.1%", "target": "≥26%"}
        assert wrong([row], self.TEXT.replace("（单位：%）", "").replace("24.1\t≥26", "24.1%\t≥26%")) == []


class TestMarks:
    def test_a_footnote_s_mark_is_no_part_of_a_number(self) -> None:
        text = GOAL_FIRST.replace("24.1", "24.1①").replace("95", "95*")
        assert wrong(ROWS, text) == []
        assert wrong(ROWS, text.replace("24.1①", "24.11①")) != []

    def test_a_baseline_of_another_year_is_in_its_row(self) -> None:
        row = {**ROWS[0], "baseline": {"text": "24.1*", "year": 2019}}
        text = GOAL_FIRST.replace("24.1", "24.1*") + "注：*为2019年数据。\n"
        assert wrong([row], text) == []
        assert ("baseline", "24.1*") in wrong([row], text.replace("24.1*", "24.2*"))


def workbook(rows: list[tuple[str | float | None, ...]]) -> bytes:
    """A workbook with these rows, the first cell of the third and fourth merged."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class TestWorkbooks:
    SHEET: tuple[tuple[str | float | None, ...], ...] = (
        ("测试规划",),
        ("类别", "指标", "单位", "2020年", "2025年", "属性"),
        ("环境", "森林覆盖率", "%", 24.1, "≥26", "约束性"),
        (None, "污水处理率", "%", 91, 95, "约束性"),
    )

    def test_every_word_is_found_with_its_cell(self) -> None:
        found = verify(
            plan_of([{**row, "category": "环境"} for row in ROWS]),
            read_text_of(Source("plan.xlsx", workbook(list(self.SHEET)))),
        )
        assert [item.field for item in found.items if item.status in MISSED] == []
        places = {(item.id, item.field): str(item.place) for item in found.items}
        assert places["row2", "target"] == "plan.xlsx:Sheet!E4"

    def test_a_slip_is_seen(self) -> None:
        rows = [*self.SHEET[:3], (None, "污水处理率", "%", 91, 96, "约束性")]
        read = read_text_of(Source("plan.xlsx", workbook(rows)))
        assert wrong(ROWS, read) == [("target", "95")]
