"""Charts: no text on a line, a dot or another text; files that need nothing else; small lines in every form."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from forms import content_of, text_of
from support import ROOT, actuals_of, plan_of

from healthplan_cli.commands.judging import EvaluateOptions, reviewed_plans
from healthplan_cli.evaluation.badges import BADGES, BEHIND, MET, MISSED, TONES
from healthplan_cli.model import Conventions
from healthplan_cli.report import Look, Medium
from healthplan_cli.report.charts.figures import chart_figure, named_figures, safe_name
from healthplan_cli.report.charts.scale import axis_for
from healthplan_cli.report.charts.shapes import PAINTS, SERIES, Boundary, Caption, Dot, Figure, Plate, Stroke
from healthplan_cli.report.charts.svg import inline, standalone
from healthplan_cli.report.document import Chart, ChartKind, Density, Document, Part, Series, Table
from healthplan_cli.report.documents.evaluation import evaluation
from healthplan_cli.report.documents.trends import trends
from healthplan_cli.report.formats.html import templates
from healthplan_cli.report.forms import FOLDERS, charts_rendered
from healthplan_cli.views.trend import Trends, trend

EXAMPLES = {
    "chongqing-2024": ("chongqing", 0),
    "panzhihua-2025": ("panzhihua", 0),
    "anju-2025": ("anju", 0),
    "zhenan-2023": ("zhenan", 1),
    "healthy-china-2022": ("healthy_china_action", 2),
}
NUMBERS = tuple(Fraction(number) for number in (50, -20, 120))
NAMES = ("人均预期寿命", "一个很长的名称" * 6, "15岁以上人群吸烟率")
CHARTS = {
    "parts": Chart(
        ChartKind.PARTS,
        "完成情况",
        ("全部",),
        tuple(
            Series(f"{badge.sign} {badge.words}", (Fraction(at),), badge.tone)
            for at, badge in enumerate(BADGES)
        ),
        "项",
    ),
    "several": Chart(
        ChartKind.PARTS,
        "按类别",
        NAMES,
        tuple(
            Series(badge.words, (Fraction(1), Fraction(at), Fraction(0)), badge.tone)
            for at, badge in enumerate(BADGES)
        ),
    ),
    "bars": Chart(
        ChartKind.BARS,
        "完成进度和序时进度",
        NAMES,
        (Series("完成进度", NUMBERS, None, (BEHIND, MISSED, MET)), Series("序时进度", (Fraction(60),) * 3)),
        "%",
    ),
    "spans": Chart(
        ChartKind.SPANS,
        "从基期到目标" * 8,
        NAMES,
        (
            Series("基期", NUMBERS),
            Series("最近的实际值", (Fraction(55), None, Fraction(120)), None, (BEHIND, None, MET)),
            Series("目标", (Fraction(60), Fraction(-30), Fraction(120))),
        ),
        "%",
    ),
    "groups": Chart(
        ChartKind.GROUPS,
        "各规划的目标",
        NAMES,
        (Series("重庆市", NUMBERS), Series("安居区", (Fraction(55), None, Fraction(1, 3)))),
        "%",
    ),
    "spreads": Chart(
        ChartKind.SPREADS,
        "各地区的数值",
        NAMES,
        (
            *(
                Series(name, (Fraction(at), Fraction(-at), None))
                for at, name in enumerate(("最小", "下四分位", "中位", "上四分位", "最大"))
            ),
            Series("目标", (Fraction(6), None, Fraction(2))),
        ),
        "%",
    ),
    "lines": Chart(
        ChartKind.LINES,
        "各年",
        tuple(map(str, range(2015, 2031))),
        tuple(
            Series(
                f"第{at}个地区的名称也很长", (None, *(Fraction(at * year, 10) for year in range(14)), None)
            )
            for at in range(9)
        ),
        "%",
    ),
    "nothing": Chart(ChartKind.LINES, "没有数", ("2020", "2021"), (Series("无", (None, None)),)),
    "nothing to compare": Chart(ChartKind.BARS, "没有数", NAMES, (Series("无", (None,) * 3),)),
    "zero": Chart(ChartKind.BARS, "都是零", NAMES, (Series("零", (Fraction(0),) * 3),)),
}


def trends_of(**values: object) -> Trends:
    """Several rows over the years: exact numbers, ranges, a row without any, one with a single value."""
    rows = [
        {"name": "升的率", "better": "higher", "unit": "%", "baseline": "40", "target": "≥60"},
        {"name": "降的率", "better": "lower", "unit": "%", "baseline": "24.2", "target": "≤22"},
        {"name": "左右的率", "better": "higher", "unit": "%", "baseline": "83左右", "target": "85左右"},
        {"name": "另一个升的率", "better": "higher", "unit": "%", "baseline": "10", "target": "≥90"},
        {"name": "没有数的率", "better": "higher", "unit": "%", "baseline": "10", "target": "≥90"},
        {"name": "人数", "better": "higher", "unit": "人", "baseline": "2.77", "target": "3.6"},
    ]
    data = {
        "row1": {"2021": 44, "2022": 48, "2023": 50},
        "row2": {"2021": 23.9, "2022": 23.5, "2023": 23.6},
        "row3": {"2022": 84, "2023": "70以上"},
        "row4": {"2022": 95},
        "row6": {"2021": 2.95, "2022": 3.09, "2023": 3.22},
    }
    plan = plan_of(rows)
    return trend(plan, actuals_of(plan, data), Conventions(2023))


def evaluated(example: str) -> Document:
    plan, carry = EXAMPLES[example]
    path = str(ROOT / "examples" / example / "actuals.yaml")
    [reviewed] = reviewed_plans(EvaluateOptions(actuals=(path,), plan=(plan,), carry=carry))
    return evaluation(reviewed, Look(100), Medium.PAGE)


# ── geometry ──


def crosses(stroke: Stroke, box: Boundary) -> bool:
    """Whether a line enters a box: their extents meet, and not all corners of the box are on one side of it."""
    left, right, top, bottom = box
    for (x1, y1), (x2, y2) in pairwise(stroke.points):
        beside = max(x1, x2) <= left or min(x1, x2) >= right or max(y1, y2) <= top or min(y1, y2) >= bottom
        if not beside:
            corners = [(x, y) for x in (left, right) for y in (top, bottom)]
            sides = [(x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in corners]
            if min(sides) < 0 < max(sides):
                return True
    return False


def meet(one: Boundary, other: Boundary) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def covered(figure: Figure) -> Iterator[str]:
    """The texts that something else stands on, and those outside of the figure."""
    texts = [(shape, shape.boundary) for shape in figure.shapes if isinstance(shape, Caption)]
    for (one, here), (other, there) in combinations(texts, 2):
        if meet(here, there):
            yield f"{one.text} / {other.text}"
    for text, box in texts:
        left, right, top, bottom = box
        if left < 0 or right > figure.width or top < 0 or bottom > figure.height:
            yield f"{text.text} outside"
        for shape in figure.shapes:
            if isinstance(shape, Stroke) and crosses(shape, box):
                yield f"{text.text} on a line"
            if isinstance(shape, Dot) and meet(shape.boundary, box):
                yield f"{text.text} on a dot"


class TestGeometry:
    """「图里的字不压线、不压点，也不互相压」"""

    @pytest.mark.parametrize("name", CHARTS)
    def test_of_charts(self, name: str) -> None:
        assert list(covered(chart_figure(CHARTS[name]))) == []

    def test_of_trends(self) -> None:
        figures = named_figures([trends(trends_of(), Look(100), Medium.PAGE)])
        assert len(figures) == 8  # the page of years, the spans of %, all paths small, five paths
        assert {name: found for name, figure in figures.items() if (found := list(covered(figure)))} == {}

    @pytest.mark.parametrize("example", EXAMPLES)
    def test_of_examples(self, example: str) -> None:
        figures = named_figures([evaluated(example)])
        assert len(figures) > 5
        assert {name: found for name, figure in figures.items() if (found := list(covered(figure)))} == {}

    def test_a_bar_is_as_long_as_its_number(self) -> None:
        figure = chart_figure(CHARTS["bars"])
        tones = {MISSED.name, BEHIND.name, MET.name}
        bars = [shape for shape in figure.shapes if isinstance(shape, Plate) and shape.paint.name in tones]
        lengths = [Fraction(bar.width) for bar in bars]
        assert lengths[0] / lengths[1] == Fraction(50, 20)
        assert lengths[2] / lengths[1] == Fraction(120, 20)
        assert bars[1].x + bars[1].width == bars[0].x  # to the left of zero

    def test_parts_of_several_are_on_one_scale(self) -> None:
        """A region of which three rows are judged has no bar as long as one of nine."""
        series = (
            Series("达标", (Fraction(2), Fraction(6)), MET),
            Series("滞后", (Fraction(1), Fraction(3)), BEHIND),
        )
        figure = chart_figure(Chart(ChartKind.PARTS, "", ("甲", "乙"), series))
        bars = [shape for shape in figure.shapes if isinstance(shape, Plate) and shape.height == 24]
        first, second = (sum(Fraction(bar.width) + 2 for bar in pair) for pair in (bars[:2], bars[2:]))
        assert second == 3 * first

    def test_parts_fill_the_whole(self) -> None:
        figure = chart_figure(CHARTS["parts"])
        plates = [shape for shape in figure.shapes if isinstance(shape, Plate) and shape.height == 34]
        assert len(plates) == len(BADGES) - 1  # nothing of nothing
        assert sum(Fraction(plate.width) + 2 for plate in plates) == figure.width - 48

    @pytest.mark.parametrize(
        "numbers", [(0, 1), (3, 3), (-7, 12), (Fraction(1, 1000), Fraction(2, 1000)), (0, 0)]
    )
    def test_an_axis_has_every_number(self, numbers: tuple[int, int]) -> None:
        axis = axis_for(map(Fraction, numbers), 0, 100)
        assert axis.low <= min(numbers)
        assert axis.high >= max(numbers)
        assert 2 <= len(axis.ticks) <= 8
        assert axis.ticks[-1] == axis.high


# ── files ──


class TestFiles:
    """「每张图一个文件，样式在里面」"""

    def test_is_whole_by_itself(self) -> None:
        for name, content in charts_rendered("trends", "svg", [trends_of()], Look(100)).items():
            assert name.endswith(".svg")
            root = ET.fromstring(content)
            assert root.tag == "{http://www.w3.org/2000/svg}svg"
            assert int(float(root.attrib["width"])) > 300
            assert root.attrib["viewBox"].split()[2:] == [root.attrib["width"], root.attrib["height"]]
            assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
            assert root[0].text
            assert root[1].text
            text = content.decode()
            for word in ("href", "url(", "<style", "style=", "class=", "<script", "var("):
                assert word not in text
            for element in root.iter():
                if element.tag.rpartition("}")[2] in ("rect", "circle", "polygon", "text"):
                    assert element.attrib["fill"].startswith("#")

    def test_words_of_files_are_no_markup(self) -> None:
        chart = Chart(ChartKind.BARS, '<b>&"', ("</svg><script>",), (Series("<i>", (Fraction(1),)),), "&%")
        for text in (standalone(chart_figure(chart)), inline(chart_figure(chart))):
            root = ET.fromstring(text)
            assert "</svg><script>" in "".join(root.itertext())
            assert [element.tag for element in root.iter() if "script" in element.tag] == []

    def test_pixels(self) -> None:
        found = charts_rendered("trends", "png", [trends_of()], Look(100))
        assert len(found) == 8
        for name, content in found.items():
            assert name.endswith(".png")
            assert content.startswith(b"\x89PNG\r\n\x1a\n")
            width, height = struct.unpack(">II", content[16:24])
            assert width >= 1600
            assert height > 300
            assert len(content) > 5000

    def test_forms_have_the_same_charts(self) -> None:
        names = [
            {name.rpartition(".")[0] for name in charts_rendered("trends", form, [trends_of()], Look(100))}
            for form in FOLDERS
        ]
        assert names[0] == names[1]
        assert "升的率（％）" in names[0]

    def test_two_plans_are_told_apart(self) -> None:
        view = trends_of()
        two = [Document(name, name, trends(view, Look(100), Medium.PAGE).parts) for name in ("甲", "乙")]
        names = named_figures(two)
        assert len(names) == 16
        assert {name[0] for name in names} == {"甲", "乙"}

    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("死亡率（/10万）", "死亡率（／10万）"),
            ('a<b>:"c|d?*%', "a＜b＞：＂c｜d？＊％"),
            ("../../etc/passwd", "／..／etc／passwd"),
            ("nul", "_nul"),
            ("COM1.x", "_COM1.x"),
            ("  .", "_"),
            ("甲\n乙\u202e", "甲-乙"),
            ("长" * 300, "长" * 60),
        ],
    )
    def test_names(self, title: str, name: str) -> None:
        assert safe_name(title) == name

    def test_names_that_differ_in_capitals_alone(self) -> None:
        charts = tuple(
            Chart(ChartKind.BARS, title, NAMES, (Series("数", NUMBERS),)) for title in ("Ab", "aB", "ab")
        )

        assert list(named_figures([Document("p", "题", (Part("甲", charts),))])) == ["Ab", "aB-2", "ab-3"]


class TestColours:
    """The same colours on paper and on a page."""

    def test_light(self) -> None:
        light = templates().get_template("light.css").render()
        assert [
            paint.name for paint in (*PAINTS, *SERIES) if f"--{paint.name}: {paint.light};" not in light
        ] == []
        assert [tone.name for tone in TONES if f"--{tone.name}: {tone.light};" not in light] == []

    def test_every_paint_has_its_class(self) -> None:
        style = templates().get_template("page.css").render()
        wanted = [*(paint.name for paint in (*PAINTS, *SERIES)), *(tone.name for tone in TONES)]
        assert [name for name in wanted if f".f-{name} " not in style or f".s-{name} " not in style] == []


# ── the page of years ──


class TestGlance:
    """「一页看五年」"""

    def test_of_each_form(self) -> None:
        view = trends_of()
        page = text_of("trends", "html", view)
        assert "一页看五年" in page
        assert page.count('<svg class="spark"') == 5
        assert "style=" not in page.partition("<body>")[2]
        assert text_of("trends", "markdown", view).count("一页看五年") == 1
        assert "2021 年状态" in content_of("trends", "csv", view).decode("utf-8-sig").splitlines()[0]

    def test_years_have_values_signs_and_colours(self) -> None:
        part = trends(trends_of(), Look(100), Medium.PAPER).parts[0]
        assert part.density is Density.GLANCE
        [table] = [block for block in part.blocks if isinstance(block, Table)]
        heads = [column.key for column in table.columns]
        assert heads[3:] == ["baseline", "2021", "2022", "2023", "2024", "2025", "target", "spark"]
        first = table.rows[0].cells
        assert [cell.text for cell in first[3:10]] == ["40", "44", "48", "50", "", "", "≥60%"]
        assert [cell.sign for cell in first[4:7]] == ["⇢", "⇢", "⇣"]
        assert [cell.tone.name for cell in first[4:7] if cell.tone] == ["on_track", "on_track", "behind"]
        assert first[10].spark is not None
        assert first[10].text.startswith("▁")
        assert [row.cells[2].text for row in table.rows if row.cells[2].text.startswith("没有数")] == []

    def test_a_long_plan_has_the_years_so_far(self) -> None:
        plan = plan_of(
            [{"better": "higher", "unit": "%", "baseline": "40", "target": "≥60"}],
            period={"baseline": 2015, "start": 2016, "end": 2030},
        )
        data = actuals_of(plan, {"row1": {"2019": 42, "2020": 61.25}})
        part = trends(trend(plan, data, Conventions(2020)), Look(100), Medium.PAPER).parts[0]
        [table] = [block for block in part.blocks if isinstance(block, Table)]
        assert [column.head for column in table.columns][4:9] == ["2016", "2017", "2018", "2019", "2020"]
        assert not part.wide

    def test_in_word_is_native(self, tmp_path: Path) -> None:
        import docx

        path = tmp_path / "a.docx"
        path.write_bytes(content_of("trends", "docx", trends_of()))
        document = docx.Document(str(path))
        xml = document.element.xml
        assert xml.count("<wpg:wgp>") == 5
        assert xml.count("<mc:Fallback>") == 5
        ids = [element.get("id") for element in document.element.iter() if element.tag.endswith("}docPr")]
        assert len(ids) == len(set(ids))
        first = document.sections[0]
        assert first.left_margin is not None
        assert first.left_margin.mm < 20

    def test_in_a_sheet_signs_are_no_part_of_numbers(self, tmp_path: Path) -> None:
        import openpyxl

        path = tmp_path / "a.xlsx"
        path.write_bytes(content_of("trends", "xlsx", trends_of()))
        sheet = openpyxl.load_workbook(path).worksheets[0]
        [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == 50]
        assert cell.number_format == '"⇣" 0'
        assert sheet.page_setup.fitToHeight == 1
