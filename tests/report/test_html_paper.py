"""The page on paper and on a phone, in a real browser; its cards, its changes, several plans on it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Visit
from htmlpages import render
from support import ROOT, Desk, fixed_reviewed

from healthplan_cli.report import Look

REVIEW = ROOT / "examples" / "chongqing-review"
PROGRESS = ROOT / "examples" / "dachuan-projects" / "progress.csv"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render(fixed_reviewed(), Look()), encoding="utf-8")
    return path


@pytest.fixture
def compared(desk: Desk) -> Path:
    """The page of a year that is compared with the year before."""
    data = [str(path) for path in sorted((REVIEW / "data").iterdir())]
    against = ("--against", str(REVIEW / "reports" / "2022.json"), "--sources", "年报,部门报表")
    desk.run("evaluate", *data, "--plan", "chongqing", *against, "-q", "-o", "html:page.html")
    return desk.folder / "page.html"


@pytest.fixture
def visit(chromium: Any, file: Path) -> Iterator[Visit]:
    found = Visit(chromium, file, color_scheme="light")
    yield found
    found.context.close()


def size(visit: Visit, selector: str) -> float:
    """The size of an element's letters, in pixels."""
    script = "it => parseFloat(getComputedStyle(it).fontSize)"
    return float(visit.tab.locator(selector).first.evaluate(script))


def pages_of(pdf: bytes) -> list[list[str]]:
    """The lines of each page of a PDF, from above."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer

    found = []
    for page in extract_pages(io.BytesIO(pdf)):
        boxes = [box for box in page if isinstance(box, LTTextContainer)]
        boxes.sort(key=lambda box: -box.y1)
        found.append([box.get_text().strip() for box in boxes])
    return found


class TestPaper:
    """「打印」"""

    def test_notes_are_smaller_than_the_table(self, visit: Visit) -> None:
        visit.tab.emulate_media(media="print")
        table = size(visit, "tbody td.number")
        for note in (".key", "td.remarks, td.words:last-child:not(.word)", ".legend", ".card > p", "dl"):
            assert size(visit, note) < table, note

    def test_paper_is_no_narrow_screen(self, chromium: Any, file: Path) -> None:
        """A4 is as wide as a narrow window: nothing is stuck on it, no column left out."""
        visit = Visit(chromium, file, width=703)
        visit.tab.emulate_media(media="print")
        assert visit.tab.locator("td.state").first.evaluate("it => getComputedStyle(it).position") == "static"
        assert visit.tab.locator("tbody td.extra").first.is_visible()
        visit.context.close()

    @pytest.mark.parametrize("scripts", [True, False])
    def test_proofs_are_printed(self, chromium: Any, file: Path, scripts: bool) -> None:
        """Folded or not, with JavaScript or without."""
        visit = Visit(chromium, file, java_script_enabled=scripts)
        folded = visit.tab.locator(".card dl").first
        assert not folded.is_visible()
        text = "".join("".join(page) for page in pages_of(visit.tab.pdf(prefer_css_page_size=True)))
        said = [term.text_content() or "" for term in visit.tab.locator(".card dt").all()]
        assert len(said) > 100
        assert text.count("为什么是这个结论") == 37
        assert not folded.is_visible()  # and folded again
        visit.context.close()

    def test_proofs_are_left_out_on_demand(self, visit: Visit) -> None:
        visit.tab.uncheck("#proofs input")
        text = "".join("".join(page) for page in pages_of(visit.tab.pdf(prefer_css_page_size=True)))
        assert "为什么是这个结论" not in text
        assert "各项指标的路径和依据" in text

    def test_no_heading_ends_a_page(self, visit: Visit) -> None:
        heads = {
            "".join(head.inner_text().split()) for head in visit.tab.locator("h2, h3, tr.group th").all()
        }
        pages = pages_of(visit.tab.pdf(prefer_css_page_size=True))
        assert len(pages) > 5
        lines = [[line for box in page for line in box.splitlines() if line.strip()] for page in pages]
        assert any("".join(line.split()) in heads for page in lines for line in page)
        assert [page[-1] for page in lines if "".join(page[-1].split()) in heads] == []

    def test_every_heading_stays_with_what_follows(self, visit: Visit) -> None:
        visit.tab.emulate_media(media="print")
        for selector in ("h1", "h2", "h3", ".card header", ".legend", "tr.group"):
            found = visit.tab.locator(selector).first.evaluate("it => getComputedStyle(it).breakAfter")
            assert found == "avoid", selector


class TestPhone:
    """「判断一栏总看得见」"""

    def in_view(self, visit: Visit) -> None:
        for table in visit.tab.locator("table:visible").all():
            for cell in table.locator("td.state:visible").all()[:6]:
                box = cell.bounding_box()
                assert box is not None
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= 361

    @pytest.mark.parametrize("width", [360, 800])
    def test_an_evaluation(self, chromium: Any, file: Path, width: int) -> None:
        phone = Visit(chromium, file, width=width)
        cells = phone.tab.locator("td.state .badge").all()
        assert len(cells) == 37 + 4
        for cell in cells[:12]:
            box = cell.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= width
        phone.context.close()

    def test_four_columns_need_no_scrolling(self, chromium: Any, file: Path) -> None:
        phone = Visit(chromium, file, width=360)
        wide, room = phone.tab.locator(".scroll").first.evaluate("it => [it.scrollWidth, it.clientWidth]")
        assert wide <= room
        phone.context.close()

    def test_projects(self, chromium: Any, desk: Desk) -> None:
        desk.run("projects", "dachuan", str(PROGRESS), "-o", "html:page.html")
        phone = Visit(chromium, desk.folder / "page.html", width=360)
        assert phone.tab.evaluate("document.documentElement.scrollWidth") == 360
        assert phone.count("td.state") > 20
        self.in_view(phone)
        phone.context.close()

    def test_regions(self, chromium: Any, desk: Desk) -> None:
        """Scrolled to the last indicator, the region and its gate are still there."""
        folder = ROOT / "examples" / "panel-counties"
        desk.run(
            "panel", str(folder / "counties.csv"), "--plan", str(folder / "plan.yaml"), "-o", "html:page.html"
        )
        phone = Visit(chromium, desk.folder / "page.html", width=360)
        phone.tab.locator(".scroll.wide").first.evaluate("it => { it.scrollLeft = it.scrollWidth }")
        self.in_view(phone)
        phone.context.close()


class TestCards:
    def test_one_height_in_a_row(self, visit: Visit) -> None:
        rows: dict[float, set[float]] = {}
        for card in visit.tab.locator(".card").all():
            box = card.bounding_box()
            assert box is not None
            rows.setdefault(box["y"], set()).add(round(box["height"]))
        assert len(rows) > 8
        assert [heights for heights in rows.values() if len(heights) > 1] == []

    def test_parts_stand_side_by_side(self, visit: Visit) -> None:
        for card in visit.tab.locator(".card.several").all():
            boxes = [part.bounding_box() for part in card.locator(".parts > div").all()]
            assert len(boxes) >= 2
            assert len({box["y"] for box in boxes[:2] if box}) == 1

    def test_no_letter_meets_a_line(self, visit: Visit) -> None:
        """What the geometry's tests reckon with is at least as wide as the letters are drawn."""
        inside = visit.tab.evaluate(
            """() => Array.from(document.querySelectorAll(".picture text")).map(it => {
                 const box = it.getBBox(), em = it.classList.contains("tick") ? 11 : 12.5;
                 const size = Array.from(it.textContent).reduce(
                   (sum, char) => sum + ("0123456789.,-/()*:; '!".includes(char) ? 7.8 : 12.8) * em / 12.5, 0);
                 return [it.textContent, box.width, size];
               })"""
        )
        assert len(inside) > 100
        assert [it for it in inside if it[1] > it[2]] == []


class TestChanges:
    """「与上一次相比」: coloured by what each came to, linked to its row."""

    def test_each_is_coloured_and_leads_to_its_row(self, chromium: Any, compared: Path) -> None:
        visit = Visit(chromium, compared)
        changes = visit.tab.locator("h2:text('与上一次相比') ~ .list").first
        assert changes.locator("li").count() == 9
        assert changes.locator("li .badge.behind").count() == 2
        fallen = changes.locator("li", has_text="重大慢性病过早死亡率")
        assert "新的未达标或滞后（符合预期→滞后）" in fallen.inner_text()
        fallen.locator("a").click()
        assert visit.tab.locator(".card:target h3").inner_text() == "6. 重大慢性病过早死亡率"
        revised = changes.locator("li", has_text="改动").first
        assert revised.inner_text().split("\n")[-1] == "孕产妇死亡率：2022 年的实际值 8.9/10万→8.7/10万"
        assert visit.tab.locator("td.state", has_text="上次：符合预期").count() == 2
        visit.context.close()


class TestSeveral:
    """Several plans on one page: an overview, then each."""

    def test_the_overview_leads_to_each(self, chromium: Any, desk: Desk) -> None:
        names = ("chongqing-2024", "panzhihua-2025")
        files = [str(ROOT / "examples" / name / "actuals.yaml") for name in names]
        desk.run("evaluate", *files, "-q", "-o", "html:page.html")
        visit = Visit(chromium, desk.folder / "page.html", width=360)
        assert visit.tab.evaluate("document.documentElement.scrollWidth") == 360
        assert [head.inner_text() for head in visit.tab.locator("h1:visible").all()] == ["总览"]
        assert visit.count("#overview .gate") == 2
        visit.tab.locator("#overview h2 a").last.click()
        assert (
            visit.tab.locator("h1:visible").inner_text() == "《攀枝花市“十四五”卫生健康发展规划》终期评估报告"
        )
        assert visit.tab.locator("#plans [aria-current=true]").get_attribute("href") == "#plan2"
        visit.context.close()
