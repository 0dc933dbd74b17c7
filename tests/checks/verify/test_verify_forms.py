"""Whatever form a table has, draft and verify read the same cells: every word that is drafted is found in its row, and only there."""

from __future__ import annotations

from typing import Any

import pytest
from support import plan_of

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.checks.verify import DocumentText, MatchStatus, verify
from healthplan_cli.commands.verify import read_text_of
from healthplan_cli.draft.accepted import accepted
from healthplan_cli.draft.assemble import assemble
from healthplan_cli.draft.reading import read_draft
from healthplan_cli.sources.documents import read_blocks

TITLE = "青山县“十四五”卫生健康发展规划"
PAGE = """
　　主要指标如下。

类别      指标                        单位    2020年    2025年    属性
          人均预期寿命                岁      78.2      79.5      预期性
健康      每千人口拥有3岁以下婴幼     个      1.03      4.5       预期性
水平      儿托位数
          婴儿死亡率                  ‰       4.6       ≤4.5      约束性
健康      二级以上综合性医院设置老    %       47.65     ≥60       约束性
服务      年医学科的比例

到2025年，建成3个县域医共体。
"""
LAID_OUT = TITLE + "\n" + PAGE
TABBED = f"{TITLE}\n指标\t单位\t2020年\t2025年\t属性\n人均预期寿命\t岁\t78.2\t79.5\t预期性\n婴儿死亡率\t‰\t4.6\t≤4.5\t约束性\n"
PARTS = (
    f"<h1>{TITLE}</h1><table><tr><td>指标<td>单位<td>2020年<td>2025年<td>属性"
    "<tr><td>大班额比例<br>其中：小学<br>初中<td>%<td>34.52<br>77.34<td>≤20<br>≤45<td>约束性"
    "<tr><td>执业医师数★<td>人<td>1 250<td>1<br>600<td>预期性</table><p>另有1700名护士。</p>"
)


def read(text: str, name: str = "规划.txt") -> DocumentText:
    return read_text_of(Source(name, text.encode()))


def drafted(text: str, name: str = "规划.txt") -> Any:
    return accepted(assemble(read_draft(read_blocks(Source(name, text.encode()))), "a", "规划")).plan


def wrong(plan: Any, document: DocumentText) -> list[tuple[str, str, str]]:
    """The field, the words and the status of what isn't found."""
    found = verify(plan, document)
    return [
        (item.field, item.words, item.status.value)
        for item in found.items
        if item.status not in (MatchStatus.FOUND, MatchStatus.EXCUSED)
    ]


class TestEveryForm:
    @pytest.mark.parametrize(
        ("text", "name"), [(LAID_OUT, "规划.txt"), (TABBED, "规划.txt"), (PARTS, "规划.html")]
    )
    def test_every_word_is_found(self, text: str, name: str) -> None:
        plan = drafted(text, name)
        assert len(plan.indicators) >= 2
        assert wrong(plan, read(text, name)) == []

    @pytest.mark.parametrize(
        ("printed", "other"), [("4.5 ", "4.6 "), ("≤4.5", "≤4.4"), ("47.65", "47.66"), ("≥60", "≥61")]
    )
    def test_a_slip_is_seen(self, printed: str, other: str) -> None:
        missed = wrong(drafted(LAID_OUT), read(LAID_OUT.replace(printed, other, 1)))
        assert [(words, status) for _, words, status in missed] == [(printed.strip(), "missing")]

    def test_rows_exchanged(self) -> None:
        rows = {line.split()[0]: line for line in LAID_OUT.split("\n") if line.startswith("   ")}
        one, other = rows["人均预期寿命"], rows["婴儿死亡率"]
        text = LAID_OUT.replace(one[30:], "#").replace(other[30:], one[30:]).replace("#", other[30:])
        missed = wrong(drafted(LAID_OUT), read(text))
        assert [(field, status) for field, _, status in missed].count(("baseline", "missing")) == 2
        assert {status for _, _, status in missed} == {"missing"}

    def test_a_word_has_the_place_of_its_line(self) -> None:
        lines = LAID_OUT.split("\n")
        for item in verify(drafted(LAID_OUT), read(LAID_OUT)).items:
            if item.kind == "indicator" and item.field in ("baseline", "target", "nature"):
                assert item.place is not None
                assert (
                    lines[item.place.line - 1].find(item.words, item.place.column - 1)
                    == item.place.column - 1
                )


PARTED: dict[str, Any] = {
    "name": "大班额比例",
    "unit": "%",
    "better": "lower",
    "nature": "约束性",
    "components": [
        {"id": "primary", "name": "小学", "baseline": "34.52", "target": "≤20"},
        {"id": "junior", "name": "初中", "baseline": "77.34", "target": "≤45"},
    ],
}


class TestParts:
    """The lines of a cell, one for each part of a row."""

    def test_in_the_parts_order(self) -> None:
        document = read(PARTS, "规划.html")
        assert wrong(plan_of([PARTED], title=TITLE), document) == []
        first, second = PARTED["components"]
        swapped = {
            **PARTED,
            "components": [{**first, "baseline": "77.34"}, {**second, "baseline": "34.52"}],
        }
        assert ("junior.baseline", "34.52", "missing") in wrong(plan_of([swapped], title=TITLE), document)


class TestRows:
    def test_a_row_ends_with_its_table(self) -> None:
        row = {
            "name": "执业医师数",
            "unit": "人",
            "better": "higher",
            "baseline": "1250",
            "nature": "预期性",
        }
        document = read(PARTS, "规划.html")
        assert wrong(plan_of([{**row, "target": "1600"}], title=TITLE), document) == []
        assert wrong(plan_of([{**row, "target": "1700"}], title=TITLE), document) == [
            ("target", "1700", "missing")
        ]

    def test_what_stands_in_no_cell_of_the_row_is_missing(self) -> None:
        text = TABBED.replace("78.2\t79.5", "—\t—") + "人均预期寿命79.5岁。\n"
        row = {"name": "人均预期寿命", "unit": "岁", "better": "higher", "nature": "预期性", "target": "79.5"}
        assert wrong(plan_of([row], title=TITLE), read(text)) == [("target", "79.5", "missing")]


SUBROWS = (
    f"<h1>{TITLE}</h1><table><tr><td colspan=2>指标<td>单位<td>2020年<td>2025年<td>属性"
    "<tr><td rowspan=2>每千人口拥有3岁以下婴幼儿托位数<td>{whole}<td>个<td>0.83<td>4.5<td>预期性"
    "<tr><td>{part}<td>个<td>0.3<td>2.7<td>预期性"
    "<tr><td colspan=2>人均预期寿命<td>岁<td>78<td>79<td>预期性</table>"
)


class TestNamesOfParts:
    """A part's cell has more than its name: 其中, a number, a unit, a nature, a mark; draft leaves it out, verify passes it over."""

    @pytest.mark.parametrize(
        ("whole", "part"),
        [
            ("合计", "其中：普惠托位"),
            ("合计", "其中普惠托位"),
            ("合计", "（其中：普惠托位）"),
            ("合计", "其中：①普惠托位"),
            ("合计", "其中：普惠托位（个）"),
            ("合计", "其中：普惠托位（预期性）"),
            ("合计", "其中：普惠托位*"),
            ("合计", "#普惠托位"),
            ("（1）合计", "（2）普惠托位"),
            ("①合计", "②普惠托位"),
            ("1.合计", "2.普惠托位"),
        ],
    )
    def test_an_untouched_draft_is_found(self, whole: str, part: str) -> None:
        text = SUBROWS.format(whole=whole, part=part)
        plan = drafted(text, "规划.html")
        assert [component.name for component in plan.indicators[0].components] == ["合计", "普惠托位"]
        assert wrong(plan, read(text, "规划.html")) == []

    @pytest.mark.parametrize(
        "part", ["其中：非普惠托位", "其中：普惠托位数", "其中：普惠托位（公办）", "农村普惠托位"]
    )
    def test_another_name_is_seen(self, part: str) -> None:
        plan = drafted(SUBROWS.format(whole="合计", part="其中：普惠托位"), "规划.html")
        missed = wrong(plan, read(SUBROWS.format(whole="合计", part=part), "规划.html"))
        assert [words for _, words, _ in missed] == ["普惠托位"]
