"""What a plan document says of itself: title, number, date, issuing body, region, period."""

from __future__ import annotations

from typing import Any

import pytest
from support import CASES, read_cases

from healthplan_cli.draft.header import read_header
from healthplan_cli.language.divisions import found_at_start, full_name
from healthplan_cli.sources.documents.blocks import DocumentBlocks, ParagraphBlock, Place


def document(lines: list[str]) -> DocumentBlocks:
    blocks = tuple(ParagraphBlock(line, Place(line=number)) for number, line in enumerate(lines, 1))
    return DocumentBlocks("规划.txt", "txt", "0" * 64, blocks)


@pytest.mark.parametrize("case", read_cases(CASES / "draft/headers.yaml"), ids=lambda case: case["title"])
def test_a_header_says_what_the_document_says(case: dict[str, Any]) -> None:
    header = read_header(document(case["lines"]))
    assert header.title == case["title"]
    for field in ("number", "date", "by"):
        assert getattr(header, field) == case.get(field)
    place = (header.region, header.code, header.level) if header.region else None
    assert place == (tuple(case["region"]) if case["region"] else None)
    period = [header.baseline, header.start, header.end]
    assert [year and str(year) for year in period] == case["period"]
    assert [doubt.field for doubt in header.doubts] == sorted(case.get("doubts", []))


def test_a_place_is_named_with_those_above_it_and_as_it_was_then() -> None:
    assert [full_name(each) for each in found_at_start("四川省遂宁市安居区规划", 2021)] == [
        "四川省遂宁市安居区"
    ]
    assert [each.code for each in found_at_start("遂宁市安居区规划", 2021)] == ["510904"]
    assert len(found_at_start("朝阳区规划", 2021)) > 1
    assert [each.code for each in found_at_start("重庆市规划", 2021)] == ["500000"]
    assert found_at_start("卫生健康规划", 2021) == ()
