"""Charts that office programs draw: the numbers kept in them are those of their sheet, and look as the program's own do."""

from __future__ import annotations

import io
import re
import zipfile
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from lxml import etree

from healthplan_cli.base.ooxml import workbook_bytes
from healthplan_cli.evaluation.badges import BEHIND, MET, MISSED, ON_TRACK
from healthplan_cli.report.document import Chart, ChartKind, Series
from healthplan_cli.report.formats.native_charts import HIGHEST, embedded, native_chart, pieces

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NAMES = ("人均预期寿命", "孕产妇死亡率", '有"引号"<和>尖括号&的')


def numbers(*texts: str | None) -> tuple[Fraction | None, ...]:
    return tuple(None if text is None else Fraction(text) for text in texts)


CHARTS = {
    ChartKind.PARTS: Chart(
        ChartKind.PARTS,
        "各项指标的判断",
        NAMES,
        (Series("达标", numbers("3", "0", None), MET), Series("滞后", numbers("2", "5", "1"), BEHIND)),
        "项",
    ),
    ChartKind.BARS: Chart(
        ChartKind.BARS,
        "完成进度",
        NAMES,
        (
            Series("完成进度", numbers("100/3", "-41", "90000"), None, (ON_TRACK, MISSED, None)),
            Series("序时进度", numbers("60", "60", "40")),
        ),
        "%",
    ),
    ChartKind.GROUPS: Chart(
        ChartKind.GROUPS,
        "各规划的目标",
        NAMES,
        (Series("重庆市", numbers("79.3", "10", None)), Series("安居区", numbers("82", "-0.5", "1/3"))),
        "%",
    ),
    ChartKind.LINES: Chart(
        ChartKind.LINES,
        "人均预期寿命",
        ("2020", "2021", "2022"),
        (Series("实际", numbers("78.2", None, "78.64"), MET), Series("序时目标", numbers("78.2", "78.4", "78.6"))),
        "岁",
    ),
    ChartKind.SPANS: Chart(
        ChartKind.SPANS,
        "从基期到目标",
        NAMES,
        (
            Series("基期", numbers("10", "0.3", None)),
            Series("实际", numbers("12", None, "3")),
            Series("目标", numbers("20", "-0.1", "4")),
        ),
        "%",
    ),
    ChartKind.SPREADS: Chart(
        ChartKind.SPREADS,
        "各地区的数值",
        NAMES,
        (
            Series("最小", numbers("1", "-3", None)),
            Series("下四分位", numbers("2", "-2", None)),
            Series("中位", numbers("4", "-1/3", None)),
            Series("上四分位", numbers("7", "0.5", None)),
            Series("最大", numbers("11", "2", None)),
            Series("目标", numbers("9", None, "5")),
        ),
        "%",
    ),
}  # fmt: skip


def tree_of(chart: Chart) -> Any:
    return etree.fromstring(embedded(chart).xml)


def sheet_of(chart: Chart) -> Any:
    return openpyxl.load_workbook(io.BytesIO(embedded(chart).workbook)).active


def kept(reference: Any) -> tuple[str, list[str | None]]:
    """The place of a reference and what is kept of it, None where a point is left out."""
    cache = (
        reference.find(f"{C}numCache") if reference.tag == f"{C}numRef" else reference.find(f"{C}strCache")
    )
    found = {int(point.get("idx")): point.findtext(f"{C}v") for point in cache.findall(f"{C}pt")}
    count = int(cache.find(f"{C}ptCount").get("val"))
    return reference.findtext(f"{C}f"), [found.get(at) for at in range(count)]


@pytest.mark.parametrize("kind", ChartKind)
class TestEveryKind:
    def test_what_is_kept_is_what_the_sheet_says(self, kind: ChartKind) -> None:
        """A program shows the numbers that are kept, and those of the sheet as soon as somebody edits them."""
        chart = CHARTS[kind]
        sheet = sheet_of(chart)
        found = [ref for tag in ("numRef", "strRef") for ref in tree_of(chart).iter(f"{C}{tag}")]
        assert len(found) >= 2 * len(chart.series)
        computed = 0
        for reference in found:
            place, texts = kept(reference)
            area = sheet[place.partition("!")[2].replace("$", "")]
            cells = [row[0].value for row in area] if isinstance(area, tuple) else [area.value]
            if any(str(value).startswith("=") for value in cells):
                computed += 1
                continue
            for value, text in zip(cells, texts, strict=True):
                if value is None or isinstance(value, str):
                    assert value == text
                else:
                    assert value == pytest.approx(float(text or "nan"), rel=1e-14)
        assert computed == {ChartKind.SPANS: 2, ChartKind.SPREADS: 4}.get(kind, 0)

    def test_every_number_of_the_chart_is_there(self, kind: ChartKind) -> None:
        chart = CHARTS[kind]
        values = [kept(value.find(f"{C}numRef"))[1] for value in tree_of(chart).iterfind(f".//{C}ser/{C}val")]
        found = [[None if text is None else round(Fraction(text), 12) for text in texts] for texts in values]
        ends = (0, 1, 3, 4) if kind is ChartKind.SPREADS else ()  # of its lines and boxes
        for one in (one for order, one in enumerate(chart.series) if order not in ends):
            exact = [None if number is None else round(number, 12) for number in one.numbers]
            assert exact in found

    def test_no_title_is_made_up(self, kind: ChartKind) -> None:
        """Without a title a program takes a series' name for one."""
        chart = tree_of(CHARTS[kind]).find(f"{C}chart")
        assert chart.find(f"{C}title") is None
        assert chart.find(f"{C}autoTitleDeleted").get("val") == "1"
        assert CHARTS[kind].title in "".join(
            etree.fromstring(embedded(CHARTS[kind], titled=True).xml).itertext()
        )

    def test_a_workbook_takes_it(self, kind: ChartKind) -> None:
        book = openpyxl.Workbook()
        sheet: Any = book.active
        sheet.add_chart(native_chart(CHARTS[kind], book.create_sheet("数据")), "A1")
        content = workbook_bytes(book)
        assert "xl/charts/chart1.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
        [read] = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]._charts  # type: ignore[attr-defined]
        first = "D" if kind is ChartKind.SPREADS else "B"
        assert read.series[0].val.numRef.f.startswith(f"'数据'!${first}$2")

    def test_the_workbook_tells_of_no_library(self, kind: ChartKind) -> None:
        """「内嵌的工作簿也没有」: who opens the numbers finds this program's name at most, and no time."""
        package = zipfile.ZipFile(io.BytesIO(embedded(CHARTS[kind]).workbook))
        told = b"".join(package.read(name) for name in package.namelist() if name.startswith("docProps/"))
        assert b"openpyxl" not in told
        assert b">hpcheck</dc:creator>" in told
        assert b"dcterms:created" not in told

    def test_the_same_bytes(self, kind: ChartKind) -> None:
        assert embedded(CHARTS[kind]) == embedded(CHARTS[kind])

    def test_it_is_said_in_words(self, kind: ChartKind) -> None:
        chart = CHARTS[kind]
        told = embedded(chart).described
        assert all(
            words in told for words in (chart.title, *chart.categories, *(one.name for one in chart.series))
        )


class TestLooks:
    def colors(self, element: Any) -> list[str]:
        return [color.get("val") for color in element.iter(f"{A}srgbClr")]

    def test_a_status_has_its_tone(self) -> None:
        """「`badges`」: one palette for statuses."""
        found = [series.find(f"{C}spPr") for series in tree_of(CHARTS[ChartKind.PARTS]).iter(f"{C}ser")]
        assert [self.colors(look) for look in found] == [[MET.letters, "FFFFFF"], [BEHIND.letters, "FFFFFF"]]

    def test_bars_have_tones_of_their_own(self) -> None:
        points = {
            point.find(f"{C}idx").get("val"): self.colors(point)
            for point in next(tree_of(CHARTS[ChartKind.BARS]).iter(f"{C}ser")).iter(f"{C}dPt")
        }
        assert points == {"0": [ON_TRACK.fill, ON_TRACK.letters], "1": [MISSED.fill, MISSED.letters]}

    def test_a_bar_is_cut_never_its_number(self) -> None:
        """「Only the bar is capped, never the number beside it.」"""
        tree = tree_of(CHARTS[ChartKind.BARS])
        high = tree.find(f".//{C}valAx/{C}scaling/{C}max")
        assert float(high.get("val")) < 200
        assert "90000" in kept(tree.find(f".//{C}ser/{C}val/{C}numRef"))[1]

    def test_the_first_is_on_top(self) -> None:
        for kind in (ChartKind.PARTS, ChartKind.BARS, ChartKind.SPANS):
            assert tree_of(CHARTS[kind]).find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"

    def test_labels_have_a_format_of_their_own(self) -> None:
        """100/3 isn't shown with all the digits that are kept."""
        formats = {
            item.get("formatCode"): item.get("sourceLinked")
            for item in tree_of(CHARTS[ChartKind.BARS]).iter(f"{C}numFmt")
        }
        assert formats == {'0.0"%"': "0"}

    def test_spans_follow_an_edit(self) -> None:
        sheet = sheet_of(CHARTS[ChartKind.SPANS])
        assert (sheet["E2"].value, sheet["F3"].value) == ("=MAX(B2:D2)-B2", "=B3-MIN(B3:D3)")

    def test_spreads_follow_an_edit(self) -> None:
        """The line goes from the lowest number to the highest, the box from quartile to quartile, whatever is typed."""
        sheet = sheet_of(CHARTS[ChartKind.SPREADS])
        assert [cell.value for cell in sheet[3]][7:] == [
            "=MAX(B3:F3)-D3", "=D3-MIN(B3:F3)", "=MAX(C3:E3)-D3", "=D3-MIN(C3:E3)",
        ]  # fmt: skip
        reaches = [
            [[text and Fraction(text) for text in kept(end)[1]] for end in bar.iter(f"{C}numRef")]
            for bar in tree_of(CHARTS[ChartKind.SPREADS]).iter(f"{C}errBars")
            if bar.find(f"{C}errValType").get("val") == "cust"
        ]
        assert [[ends[0] for ends in reach] for reach in reaches] == [[7, 3], [3, 2]]
        assert [[ends[2] for ends in reach] for reach in reaches] == [[None, None]] * 2

    def test_a_scale_begins_at_zero_where_no_number_is_below(self) -> None:
        """Regions of which one has nearly nothing have no axis down to -10 %."""
        series = (*(Series(name, numbers("0.2")) for name in "一二三四"), Series("五", numbers("27")))
        chart = Chart(ChartKind.SPREADS, "", ("甲",), series, "%")
        assert tree_of(chart).find(f".//{C}valAx/{C}scaling/{C}min").get("val") == "0"

    def test_groups_say_numbers_as_they_are_printed(self) -> None:
        """93.5, 30 and 92, not 30.00; what doesn't end is cut."""
        whole = Chart(ChartKind.GROUPS, "", ("甲", "乙"), (Series("一", numbers("93.5", "30")),), "%")
        assert [item.get("formatCode") for item in tree_of(whole).iter(f"{C}numFmt")] == ['General"%"']
        formats = {item.get("formatCode") for item in tree_of(CHARTS[ChartKind.GROUPS]).iter(f"{C}numFmt")}
        assert formats == {'0.0"%"'}

    def test_hostile_words(self) -> None:
        bad = Chart(ChartKind.BARS, "=1+1", ("=1+1", "&<"), (Series("=A1", numbers("1", "2")),))
        assert sheet_of(bad)["A2"].data_type == "s"
        assert "=1+1" in [text.text for text in tree_of(bad).iter(f"{C}v")]

    def test_error_bars_are_in_the_order_of_the_schema(self) -> None:
        """A program asks to repair a chart whose elements aren't."""
        order = ["errBarType", "errValType", "noEndCap", "plus", "minus", "val", "spPr"]
        for kind in (ChartKind.BARS, ChartKind.SPANS):
            for reach in tree_of(CHARTS[kind]).iter(f"{C}errBars"):
                names = [child.tag.removeprefix(C) for child in reach]
                assert names == sorted(names, key=order.index)


class TestPieces:
    def test_a_long_chart_takes_several_pages(self) -> None:
        """Nothing is lost, nothing is told twice."""
        names = tuple(f"指标{number}" for number in range(2 * HIGHEST // 6 + 1))
        values = tuple(Fraction(number) for number in range(len(names)))
        chart = Chart(
            ChartKind.BARS, "完成进度", names, (Series("完成进度", values, None, (MET,) * len(names)),)
        )
        found = pieces(chart)
        assert [name for piece in found for name in piece.categories] == list(names)
        assert [number for piece in found for number in piece.series[0].numbers] == list(values)
        assert max(embedded(piece).height for piece in found) <= HIGHEST + 20
        assert (
            len({len(piece.series[0].tones) for piece in found} - {len(piece.categories) for piece in found})
            == 0
        )

    def test_years_stay_together(self) -> None:
        years = tuple(str(year) for year in range(1949, 2026))
        chart = Chart(ChartKind.LINES, "", years, (Series("实际", (Fraction(1),) * len(years)),))
        assert pieces(chart) == (chart,)


@pytest.mark.parametrize("kind", ChartKind)
def test_nothing_to_draw(kind: ChartKind) -> None:
    """Charts without a number are charts all the same."""
    for values in ((), (None, None)):
        chart = Chart(kind, "", tuple("甲乙"[: len(values)]), (Series("一", values), Series("二", values)))
        assert re.search(rb"<c?:?chartSpace", embedded(chart).xml)
