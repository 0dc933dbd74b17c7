"""The page for leaders: one file that needs nothing else, read in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from browser import Elements, Visit
from support import ROOT, actuals_of, fixed_reviewed, plan_of

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.evaluation.badges import TONES, badge_of
from healthplan_cli.evaluation.evaluate import evaluate_traced
from healthplan_cli.evaluation.gate import Policy, decide_gate
from healthplan_cli.model import Conventions, InputFile, Interval, Status
from healthplan_cli.report import Look
from healthplan_cli.report.cell import Bar
from healthplan_cli.report.charts.drawing import Path as Course
from healthplan_cli.report.charts.drawing import Point, drawn
from healthplan_cli.report.charts.paths import part_of, path_of
from healthplan_cli.report.formats.html import rectangle, templates
from healthplan_cli.report.forms import rendered
from healthplan_cli.views.reviewed_plan import Reviewed

PLACES = ROOT / "healthplan_cli" / "report" / "formats" / "page"
NASTY = "<script>alert(1)</script><img/src=x/onerror=alert(2)>\"'&{{7*7}}"


def reviewed_of(rows: list[dict[str, Any]], actuals: Any, year: int = 2023, **head: Any) -> Reviewed:
    """A plan and its data, judged."""
    plan = plan_of(rows, **head)
    data = actuals_of(plan, actuals, year=year)
    conventions = Conventions(year)
    report, traces = evaluate_traced(plan, data, conventions, (InputFile(f"{NASTY}.yaml", "1" * 64),))
    return Reviewed(report, decide_gate(report, Policy()), data, traces)


def render(reviewed: Sequence[Reviewed], look: Look) -> str:
    return rendered("evaluation", "html", reviewed, look).decode()


@pytest.fixture(scope="module")
def page() -> str:
    return render(fixed_reviewed(), Look())


class TestFile:
    """「一个文件，不用网络」"""

    def test_the_same_input_gives_the_same_bytes(self, page: str) -> None:
        assert render(fixed_reviewed(), Look()) == page

    def test_is_well_formed_with_ids_of_one_element_each(self, page: str) -> None:
        elements = Elements(page)
        assert elements.open == []
        ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
        assert len(ids) == len(set(ids)) > 24
        links = {(attributes.get("href") or "")[1:] for tag, attributes in elements.found if tag == "a"}
        assert links - set(ids) == set()

    def test_nothing_is_loaded_from_elsewhere(self, page: str) -> None:
        elements = Elements(page).found
        assert {tag for tag, _ in elements} & {"iframe", "object", "embed", "img", "base"} == set()
        assert [attributes for _, attributes in elements if "src" in attributes] == []
        assert [attributes["href"] for tag, attributes in elements if tag == "link"] == ["data:,"]
        assert re.findall(r"url\(|@import|https?://", page) == []

    def test_the_policy_lets_nothing_in(self, page: str) -> None:
        [policy] = [
            attributes["content"] or ""
            for tag, attributes in Elements(page).found
            if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert [
            a for _, a in Elements(page).found if "style" in a or any(k.startswith("on") for k in a)
        ] == []

    def test_says_its_language(self, page: str) -> None:
        assert '<html lang="zh-CN">' in page

    def test_the_templates_have_no_words_of_their_own(self) -> None:
        files = sorted(PLACES.iterdir())
        assert len(files) >= 6
        assert [
            path.name for path in files if re.search("[\u3000-\u9fff]", path.read_text(encoding="utf-8"))
        ] == []


class TestWords:
    """Every status, proof, finding, waiver and source of the report is in the page."""

    def test_each_status_has_its_sign_and_word(self, page: str) -> None:
        text = unescape(page)
        [item] = fixed_reviewed()
        seen = {badge_of(result) for result in item.report.results}
        assert {badge.status for badge in seen} == set(Status)
        for badge in seen:
            sign = f'<span class="badge {badge.tone.name}"><span aria-hidden="true">{badge.sign}</span>'
            assert f"{sign} {badge.words}</span>" in text

    def test_the_proofs_are_those_of_why(self, page: str) -> None:
        """「与 `--why` 相同的依据」"""
        [item] = fixed_reviewed()
        text = unescape(page)
        lines = [
            line
            for proof in item.proofs([result.id for result in item.report.results])
            for step in proof.steps
            for line in step.lines
        ]
        assert len(lines) > 100
        assert [line for line in lines if f"<p>{line}</p>" not in text] == []

    def test_messages_waivers_and_sources(self, page: str) -> None:
        text = unescape(page)
        [item] = fixed_reviewed()
        said = [part.message for result in item.report.results for part in result.components or (result,)]
        assert [message for message in said if message not in text] == []
        assert "某办函〔2023〕21号" in text
        assert "卫健委年报：第 2 项" in text
        assert "注意：数据文件标明为示例数据，不是真实数值。" in text
        assert "进度比它慢不超过 5 个、快不到 5 个百分点算符合预期（本工具的约定）" in text

    def test_the_table_has_its_semantics(self, page: str) -> None:
        elements = Elements(page).found
        heads = [attributes.get("scope") for tag, attributes in elements if tag == "th"]
        assert None not in heads
        assert heads.count("col") == 10
        assert heads.count("rowgroup") == 5
        assert heads.count("row") == 37 + 4
        regions = [attributes for _, attributes in elements if attributes.get("role") == "region"]
        assert [region["aria-label"] for region in regions] == ["表"]

    def test_only_the_rows_asked_for(self) -> None:
        page = render(fixed_reviewed(), Look(only=(Status.MISSED,)))
        assert page.count("<section ") == 2
        assert "到期未达标的指标" in page
        assert "差一点的指标" in page

    def test_several_plans(self) -> None:
        [item] = fixed_reviewed()
        other = replace(item, report=replace(item.report, plan=replace(item.report.plan, title="另一个规划")))
        elements = Elements(render([item, other], Look())).found
        assert [attributes["id"] for tag, attributes in elements if tag == "article"] == ["plan1", "plan2"]
        assert [a["href"] for tag, a in elements if tag == "a"][:2] == ["#plan1", "#plan2"]

    def test_no_markup_from_a_file_becomes_markup(self) -> None:
        row = {
            "id": "a",
            "name": NASTY,
            "category": NASTY,
            "unit": "%",
            "better": "higher",
            "baseline": "1",
            "target": "≥5",
            "note": NASTY,
            "source": NASTY,
            "responsible": NASTY,
        }
        values = {"a": {"value": 3, "source": NASTY, "note": NASTY}}
        page = render([reviewed_of([row], values, title=NASTY)], Look())
        assert [tag for tag, _ in Elements(page).found].count("script") == 1
        assert "<img" not in page
        assert "49" not in re.sub(r"sha256-[^']*", "", page)
        assert unescape(page).count(NASTY) > 10


class TestContrast:
    """Contrast of at least 4.5 to 1 in both themes, for every ink on every ground it stands on."""

    INKS = ("ink", "soft", "link", *(tone.name for tone in TONES))

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_inks(self, theme: str) -> None:
        text = templates().get_template(f"{theme}.css").render()
        colours = dict(re.findall(r"--([\w-]+): (#\w{6});", text))
        assert len(colours) == 9 + len(TONES)
        weak = [
            (ink, ground)
            for ink in self.INKS
            for ground in ("page", "sheet", "raised")
            if ratio(colours[ink], colours[ground]) < 4.5
        ]
        assert weak == []
        assert ratio(colours["ink"], colours["zone"]) >= 4.5

    def test_paper(self) -> None:
        """「颜色和底色的对比度不低于 4.5」: of the cells that docx and xlsx fill, too."""
        weak = [tone.name for tone in TONES if ratio(f"#{tone.letters}", f"#{tone.fill}") < 4.5]
        assert weak == []


def ratio(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(part * share for part, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


class TestPicture:
    """Places are exact, labels don't cover each other."""

    def path(self, values: Sequence[tuple[int, str]]) -> Course:
        points = [Point(2020, Interval.point(Fraction(40)), "基期 40", "baseline")]
        points += [Point(year, Interval.point(Fraction(text)), text, "value") for year, text in values]
        points.append(Point(2025, Interval.point(Fraction(60)), "目标 ≥60", "target"))
        asked = tuple((year, Fraction(40 + 4 * (year - 2020))) for year in range(2020, 2026))
        return Course("甲（%）", range(2020, 2026), tuple(points), asked)

    def test_places(self) -> None:
        chart = drawn(self.path([(2021, "50"), (2022, "50")]))
        assert chart.line == "40,142 100,120 160,98 220,76 280,54 340,32"
        assert chart.values == "40,142 100,87 160,87"
        assert chart.level == "32"
        assert chart.described == "2020 年 基期 40；2021 年 50；2022 年 50；2025 年 目标 ≥60"
        assert [label.text for label in chart.years] == ["2020", "2021", "2022", "2023", "2024", "2025"]

    def test_labels_keep_apart(self) -> None:
        chart = drawn(self.path([(2021, "41.25"), (2024, "59.875"), (2025, "60.125")]))
        boxes = [(Fraction(label.x), Fraction(label.y), len(label.text) * 7) for label in chart.labels]
        assert len(boxes) == 5
        for order, (x, y, size) in enumerate(boxes):
            for other_x, other_y, other_size in boxes[order + 1 :]:
                assert abs(y - other_y) >= 14 or abs(x - other_x) >= (size + other_size) / 2 - 2

    def test_one_number_and_a_range(self) -> None:
        values = Interval(Fraction(81), Fraction(85))
        chart = drawn(Course("甲", range(2020, 2021), (Point(2020, values, "83左右", "value"),)))
        assert [(mark.x, mark.y, mark.end) for mark in chart.marks] == [("190", "142", "32")]
        assert (chart.line, chart.values, chart.level) == ("", "", None)

    def test_only_the_bar_is_capped(self) -> None:
        band = Fraction(11, 20), Fraction(13, 20)
        bar = rectangle(Bar(Fraction(3, 2), Fraction(3, 5), band))
        assert (bar.start, bar.length, bar.done, bar.mark, bar.band, bar.beyond) == (
            "0", "100", "100", "60", ("55", "10"), True,
        )  # fmt: skip
        assert rectangle(Bar(Fraction(-1, 2))).done == "0"
        planned = rectangle(Bar(Fraction(1, 2), start=Fraction(1, 4), end=Fraction(3, 4)))
        assert (planned.start, planned.length, planned.done, planned.beyond) == ("25", "50", "25", False)


class TestPath:
    """What a picture shows rests on the numbers of the verdict: baseline, yearly numbers, band, reported values."""

    def path(self, row: dict[str, Any], values: Any) -> Course | None:
        item = reviewed_of([{"id": "a", "name": "甲", "better": "higher", **row}], {"a": values})
        [result] = item.report.results
        part = part_of(item.report.plan.find("a"), result, None)
        return path_of(item.report, result, item.traces["a", None], part)

    def said(self, path: Course | None) -> list[str]:
        assert path is not None
        return [point.said for point in path.points]

    def test_a_straight_line_with_its_band(self) -> None:
        path = self.path(
            {"unit": "%", "baseline": "40", "target": "≥60"}, {2021: 45, 2023: "53.5（初步数）", 2024: 99}
        )
        assert self.said(path) == ["2020 年 基期 40", "2021 年 45", "2023 年 53.5*", "2025 年 目标 ≥60"]
        assert path is not None
        assert path.asked == tuple((year, Fraction(40 + 4 * (year - 2020))) for year in range(2020, 2026))
        assert path.zone[3] == (2023, Fraction(51), Fraction(53))
        assert [year for year, _, _ in path.zone] == [2020, 2021, 2022, 2023, 2024]
        assert path.title == "甲（%）"

    def test_a_constant_rate(self) -> None:
        path = self.path(
            {"unit": "张", "baseline": "100", "target": "3200", "pace": "geometric"}, {2023: 800}
        )
        assert path is not None
        assert path.asked == tuple((2020 + year, Fraction(100 * 2**year)) for year in range(6))

    def test_annual_targets_have_no_band(self) -> None:
        row = {"unit": "%", "baseline": "40", "target": "≥60", "annual_targets": {"2023": "≥45"}}
        path = self.path(row, {2023: 46})
        assert path is not None
        assert dict(path.asked)[2023] == 45
        assert path.zone == ()

    def test_a_level_that_is_kept_does_not_start_at_the_baseline(self) -> None:
        path = self.path({"unit": "%", "baseline": "95", "target": "90"}, {2023: 93})
        assert path is not None
        assert path.asked == tuple((year, Fraction(90)) for year in range(2021, 2026))
        assert path.zone == ()

    def test_totals_start_from_nothing(self) -> None:
        path = self.path({"unit": "人", "baseline": "300", "target": "〔500〕"}, {2023: "〔320〕"})
        assert self.said(path) == ["2020 年 基期 0", "2023 年 320", "2025 年 目标 500"]
        assert path is not None
        assert path.asked == ((2020, Fraction(0)), (2025, Fraction(500)))

    def test_values_in_another_unit_and_ranges(self) -> None:
        path = self.path({"unit": "%", "baseline": ">30", "target": "≥60"}, {2022: "450‰", 2023: "50左右"})
        assert self.said(path) == ["2020 年 基期 >30", "2022 年 45", "2023 年 50左右", "2025 年 目标 ≥60"]

    def test_grades_are_not_drawn(self) -> None:
        assert self.path({"unit": None, "target": "三级甲等"}, {2023: "三级乙等"}) is None

    def test_nothing_to_draw(self) -> None:
        assert self.path({"unit": "%", "target": "完成国家目标"}, {}) is None


@pytest.fixture
def file(page: str, tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture
def visit(chromium: Any, file: Path) -> Iterator[Visit]:
    """The page on a desk, light; the console must have stayed silent."""
    found = Visit(chromium, file, color_scheme="light")
    yield found
    assert [text for text in found.said if not text.startswith("data:,")] == []
    found.context.close()


class TestBrowser:
    """「在浏览器里」: filters, search, themes, print, a phone, without JavaScript."""

    def test_filter_by_status(self, visit: Visit) -> None:
        assert visit.count(".card") == 37
        visit.tab.select_option("select[name=status]", "behind")
        cards = visit.tab.locator(".card:visible").all()
        kinds = {card.get_attribute("data-status") for card in cards}
        assert kinds == {"behind", "behind behind_waived waived"}
        rows = {card.get_attribute("id") for card in cards}
        listed = visit.tab.locator("tbody tr[data-row]:visible").all()
        assert {row.get_attribute("data-row") for row in listed} == rows
        assert visit.tab.locator("output").inner_text() == f"显示 {len(cards)} 项，共 37 项"

    def test_filters_together_and_cleared(self, visit: Visit) -> None:
        visit.tab.select_option("select[name=category]", "健康水平")
        visit.tab.select_option("select[name=nature]", "binding")
        assert [card.inner_text() for card in visit.tab.locator(".card:visible h3").all()] == [
            "1. 提前实现的指标",
            "4. 滞后的指标",
        ]
        visit.tab.click("button[type=reset]")
        visit.tab.wait_for_function("document.querySelectorAll('.card:not([hidden])').length === 37")

    def test_search(self, visit: Visit) -> None:
        visit.tab.fill("input[name=search]", "近视")
        assert visit.tab.locator(".card:visible h3").inner_text() == "17. 总体近视率"
        visit.tab.fill("input[name=search]", "没有这样的")
        assert visit.count(".card") == 0
        assert visit.count(".nothing") == 1

    def test_dark_by_the_system_and_by_the_switch(self, visit: Visit) -> None:
        light = visit.colour()
        visit.tab.emulate_media(color_scheme="dark")
        dark = visit.colour()
        assert dark != light
        visit.tab.click("#theme")
        assert visit.colour() == light
        assert visit.tab.get_attribute("#theme", "aria-pressed") == "false"

    def test_print_on_a4(self, visit: Visit) -> None:
        visit.tab.emulate_media(media="print")
        assert visit.count(".filters") == visit.count("#theme") == 0
        pages = visit.tab.pdf(prefer_css_page_size=True, print_background=True)
        boxes = set(re.findall(rb"/MediaBox \[([^]]*)\]", pages))
        assert {tuple(int(float(number)) for number in box.split()) for box in boxes} <= {
            (0, 0, 594, 841),
            (0, 0, 595, 841),
            (0, 0, 595, 842),
            (0, 0, 594, 842),
        }
        assert boxes

    def test_the_keyboard_reaches_proofs_with_a_visible_focus(self, visit: Visit) -> None:
        visit.tab.locator("summary").first.focus()
        visit.tab.keyboard.press("Enter")
        assert visit.count("details[open] dl") == 1
        visit.tab.keyboard.press("Tab")
        assert visit.tab.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"

    def test_a_link_shows_what_a_filter_hid(self, visit: Visit) -> None:
        visit.tab.select_option("select[name=status]", "met")
        visit.tab.locator(".list a", has_text="滞后的指标").or_(
            visit.tab.locator(".list a", has_text="到期未达标的指标")
        ).first.click()
        visit.tab.wait_for_function("document.querySelectorAll('.card:not([hidden])').length === 37")

    @pytest.mark.parametrize("name", ["light", "dark"])
    def test_a_phone_needs_no_scrolling_sideways(self, chromium: Any, file: Path, name: str) -> None:
        phone = Visit(chromium, file, width=360, color_scheme=name)
        assert phone.tab.evaluate("document.documentElement.scrollWidth") == 360
        assert phone.count("td.remarks") == 0
        phone.context.close()

    def test_without_javascript(self, chromium: Any, file: Path) -> None:
        plain = Visit(chromium, file, java_script_enabled=False)
        assert plain.count(".card") == 37
        assert plain.count(".filters") == plain.count("#theme") == 0
        plain.context.close()

    def test_two_plans_one_at_a_time(self, chromium: Any, tmp_path: Path) -> None:
        [item] = fixed_reviewed()
        other = replace(item, report=replace(item.report, plan=replace(item.report.plan, title="另一个规划")))
        path = tmp_path / "two.html"
        path.write_text(render([item, other], Look()), encoding="utf-8")
        two = Visit(chromium, path)
        assert [title.inner_text() for title in two.tab.locator("h1:visible").all()] == [
            item.report.plan.title
        ]
        two.tab.click("#plans a:last-child")
        assert [title.inner_text() for title in two.tab.locator("h1:visible").all()] == ["另一个规划"]
        two.tab.emulate_media(media="print")
        assert two.count("h1") == 2
        two.context.close()

    def test_markup_in_names_does_nothing(self, chromium: Any, tmp_path: Path) -> None:
        row = {"id": "a", "name": NASTY, "better": "higher", "baseline": "1", "target": "≥5", "unit": "%"}
        path = tmp_path / "nasty.html"
        path.write_text(render([reviewed_of([row], {"a": 3})], Look()), encoding="utf-8")
        visit = Visit(chromium, path)
        assert visit.said == []
        assert NASTY in visit.tab.locator("h3").inner_text()
        visit.context.close()
