"""The page for leaders in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Visit
from htmlpages import NASTY, render, reviewed_of
from support import ROOT, fixed_reviewed

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.cli import run
from healthplan_cli.report import Look

EXAMPLE = ROOT / "examples/chongqing-review"


@pytest.fixture(scope="module")
def page() -> str:
    return render(fixed_reviewed(), Look())


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

    @pytest.mark.parametrize("width", [1280, 800, 360])
    def test_a_comparison_in_english_stays_on_its_page(
        self, chromium: Any, tmp_path: Path, width: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Sentences in the cells are broken, and all plans have letters of one size."""
        monkeypatch.setenv("HPCHECK_LANG", "en")
        path = tmp_path / "compare.html"
        assert run(["compare", "chongqing", "panzhihua", "dachuan", "-o", str(path)]) == 0
        page = Visit(chromium, path, width=width)
        assert page.tab.evaluate("document.documentElement.scrollWidth") == width
        sizes = (
            "[...document.querySelectorAll('tbody tr')].flatMap(row => [...row.querySelectorAll('td.word')])"
        )
        sizes += ".map(cell => getComputedStyle(cell).fontSize)"
        assert len(set(page.tab.evaluate(sizes))) == 1
        page.context.close()

    def test_what_stands_below_a_heading_is_printed_with_what_follows(
        self, chromium: Any, tmp_path: Path
    ) -> None:
        data = [str(EXAMPLE / "data" / name) for name in ("2022.xlsx", "2023.yaml")]
        path = tmp_path / "against.html"
        against = ["--against", str(EXAMPLE / "reports/2022.json"), "--plan", "chongqing"]
        assert run(["evaluate", *data, *against, "--gate", "none", "-o", str(path)]) == 0
        page = Visit(chromium, path)
        page.tab.emulate_media(media="print")
        kept = page.tab.evaluate(
            "[...document.querySelectorAll('h2 + p')].filter(e => e.nextElementSibling?.matches('ul'))"
            ".map(e => getComputedStyle(e).breakAfter)"
        )
        assert kept
        assert set(kept) == {"avoid"}
        page.context.close()

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
        assert [title.inner_text() for title in two.tab.locator("h1:visible").all()] == ["总览"]
        two.tab.click("#plans a:nth-child(2)")
        assert [title.inner_text() for title in two.tab.locator("h1:visible").all()] == [
            f"《{item.report.plan.title}》中期评估报告"
        ]
        two.tab.click("#plans a:last-child")
        assert [title.inner_text() for title in two.tab.locator("h1:visible").all()] == [
            "《另一个规划》中期评估报告"
        ]
        two.tab.emulate_media(media="print")
        assert two.count("h1") == 3
        two.context.close()

    def test_markup_in_names_does_nothing(self, chromium: Any, tmp_path: Path) -> None:
        row = {"id": "a", "name": NASTY, "better": "higher", "baseline": "1", "target": "≥5", "unit": "%"}
        path = tmp_path / "nasty.html"
        path.write_text(render([reviewed_of([row], {"a": 3})], Look()), encoding="utf-8")
        visit = Visit(chromium, path)
        assert visit.said == []
        assert NASTY in visit.tab.locator("h3").inner_text()
        visit.context.close()
