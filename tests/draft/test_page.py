"""The page of a draft in a real browser: light, dark, narrow; doubts first, each row found from its doubt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import BROWSER, READY, Elements, Visit
from drafts import draft, row, value

from healthplan_cli.draft.accepted import accepted
from healthplan_cli.draft.assemble import assemble
from healthplan_cli.draft.model import DraftCommitment
from healthplan_cli.draft.result import DraftResult
from healthplan_cli.report import Look
from healthplan_cli.report.forms import rendered
from healthplan_cli.sources.documents.blocks import Place


def result() -> DraftResult:
    """A draft with and without doubts, and words that a page must not run."""
    found = draft(
        row("人均预期寿命", "80", no="1", unit="岁", baseline=value("79.0"), category=("健康水平",)),
        row("森林覆盖率", "做好<script>alert(1)</script>", no="2", unit="%", category=("环境",)),
        row("产业用地", "500", no="3", unit="亩"),
        commitments=(
            DraftCommitment("县人民医院", "建成并投入使用", "四、（一）", Place(line=90), "建设县人民医院"),
        ),
    )
    made = accepted(assemble(found, "own", "规划"))
    return DraftResult("规划.docx", "docx", "0" * 64, made.spec, made.plan)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file."""
    path = tmp_path_factory.mktemp("page") / "draft.html"
    path.write_bytes(rendered("draft", "html", [result()], Look()))
    return path


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as api:
        browser = api.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


def test_it_is_well_formed_and_words_are_words(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    found = Elements(text)
    assert not found.open
    assert "<script>alert" not in text
    ids = [attributes["id"] for _, attributes in found.found if attributes.get("id")]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for tag, attributes in found.found if tag == "a"]
    assert {link[1:] for link in links if link and link.startswith("#plan1-")} <= set(ids)


@pytest.mark.skipif(not READY, reason="needs chromium and playwright")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_it_shows_and_picks(page: Path, chromium: Any, scheme: str, width: int) -> None:
    visit = Visit(chromium, page, width, color_scheme=scheme)
    assert visit.said == []
    assert visit.count("tbody tr[data-row]") == 4
    visit.tab.select_option("select[name=doubt]", "doubt")
    assert visit.count("tbody tr[data-row]") == 2
    assert visit.tab.evaluate("document.documentElement.scrollWidth") <= width
    visit.context.close()


def test_doubts_come_before_the_tables() -> None:
    text = rendered("draft", "markdown", [result()], Look()).decode()
    assert text.index("看不出哪边算好") < text.index("指标表") < text.index("正文承诺：左边")
    assert "不低于 80" in text  # how it is read
