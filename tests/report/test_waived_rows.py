"""Waived rows are found where they stand: linked on a page, by their number in a paper."""

from __future__ import annotations

from support import fixed_reviewed

from healthplan_cli.report import Look
from healthplan_cli.report.document import Items
from healthplan_cli.report.documents.page import page
from healthplan_cli.report.words.findings import concerns


def test_a_page_links_to_the_row() -> None:
    """docs/formats.md: 「已豁免的链接到它的行」"""
    [reviewed, *_] = fixed_reviewed()
    waived = [result for result in reviewed.report.results if result.waiver is not None]
    assert waived
    blocks = page(reviewed, Look()).blocks
    links = {
        link[1]
        for block in blocks
        if isinstance(block, Items)
        for item in block.items
        if waived[0].waiver is not None and waived[0].waiver.by in item.text
        for link in item.links
    }
    assert links == {result.id for result in waived}


def test_a_paper_names_the_row() -> None:
    [reviewed, *_] = fixed_reviewed()
    waived = [result for result in reviewed.report.results if result.waiver is not None]
    said = [line for line in concerns(reviewed.report) if "豁免" in line]
    assert len(said) == 1
    assert f"完成情况表第 {waived[0].no} 项" in said[0]
    assert waived[0].name in said[0]
