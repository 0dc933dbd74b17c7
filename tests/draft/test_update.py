"""A new edition upon its earlier spec: what a person decided stays, each change is a doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafts import draft, row, value

from healthplan_cli.base.errors import InvalidInput
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.draft.accepted import AcceptedSpec, accepted
from healthplan_cli.draft.assemble import assemble
from healthplan_cli.draft.model import Draft, DraftCommitment, DraftProject
from healthplan_cli.draft.result import SpecChange
from healthplan_cli.draft.spec import COMMITMENT, ROW, SpecItem
from healthplan_cli.draft.update import updated
from healthplan_cli.sources.documents.blocks import DocumentBlocks, ParagraphBlock, Place

ROWS = (
    row("人均预期寿命", "80", no="1", unit="岁", baseline=value("79.0")),
    row("森林覆盖率", "做好有关工作", no="2", unit="%"),
    row("产业用地", "500", no="3", unit="亩"),
)
PROMISE = DraftCommitment("县人民医院", "建成并投入使用", "四", Place())
BASE = draft(
    *ROWS, commitments=(PROMISE,), projects=(DraftProject("疾控中心", Place(), investment="5", unit="万元"),)
)
OLD = accepted(assemble(BASE, "own", "x")).written.text


def again(
    new: Draft, old: str = OLD, text: str = "县人民医院 建成并投入使用"
) -> tuple[AcceptedSpec, tuple[SpecChange, ...]]:
    """The spec of a new edition, and what has changed."""
    document = DocumentBlocks("n.docx", "docx", "0", (ParagraphBlock(text, Place()),))
    spec, changes = updated(
        accepted(assemble(new, "other", "x")).spec, Source("old.yaml", old.encode()), document
    )
    return accepted(spec), changes


def item(found: AcceptedSpec, name: str) -> SpecItem:
    """The row of that name."""
    return next(one for one in found.spec.items if one.name == name)


def test_the_same_edition_changes_nothing() -> None:
    found, changes = again(BASE)
    assert changes == ()
    assert found.written.text == OLD
    once_more, _ = again(BASE, found.written.text)
    assert once_more.written.text == OLD


def test_what_a_person_decided_stays() -> None:
    decided = OLD
    for old, new in (
        ("id: senlinfugailv", "id: forest_cover"),
        ("better: higher\n    target: {op: unread, text: 做好有关工作}", "better: lower\n    limits: {min: 0, max: 90}\n    lint: {HP101: 有意}\n    aliases: [森林率]\n    target: {op: ge, value: 3, text: 做好有关工作}"),
        ("    no: 3\n", "    no: 3\n    note: 已问过规划处\n"),
    ):  # fmt: skip
        assert old in decided
        decided = decided.replace(old, new)
    decided = decided.replace(
        decided[(at := decided.index("做好有关工作}") + len("做好有关工作}")) : decided.index("\n", at)], ""
    )
    found, changes = again(BASE, decided)
    assert changes == ()
    forest = item(found, "森林覆盖率")
    assert (forest.id, forest.fields["better"], forest.fields["aliases"]) == (
        "forest_cover",
        "lower",
        ["森林率"],
    )
    assert forest.fields["target"] == {"op": "ge", "value": 3, "text": "做好有关工作"}
    assert forest.fields["lint"] == {"HP101": "有意"}
    assert not forest.doubts
    assert item(found, "产业用地").fields["note"] == "已问过规划处"
    assert item(found, "产业用地").doubts_of("target")  # nobody has cleared it


def test_words_that_changed_are_new_and_a_doubt() -> None:
    new = replace(BASE, rows=(replace(ROWS[0], targets=(value("81"),), name="居民人均预期寿命"), *ROWS[1:]))
    found, changes = again(new)
    assert [(one.what, one.field, one.before, one.after) for one in changes] == [
        ("changed", "name", "人均预期寿命", "居民人均预期寿命"),
        ("changed", "target", "80", "81"),
    ]
    changed = item(found, "居民人均预期寿命")
    assert changed.id == "life_expectancy"
    assert "80" in changed.doubts_of("target")[0]
    assert 'target: "81"  # 待核：上一版作“80”' in found.written.text


def test_rows_that_are_new_and_rows_that_are_gone() -> None:
    new = replace(BASE, rows=(*ROWS[:2], row("新的某率", "≥3%")), commitments=(), projects=())
    found, changes = again(new)
    assert [(one.what, one.name) for one in changes] == [
        ("added", "新的某率"),
        ("gone", "产业用地"),
        ("gone", "疾控中心"),
    ]
    assert item(found, "新的某率").doubts_of("name")
    assert any("产业用地" in remark for remark in found.spec.remarks)
    assert [one.name for one in found.spec.of(COMMITMENT)] == [
        "县人民医院"
    ]  # its words are in the document still


def test_a_row_that_the_reading_missed_stays_with_a_doubt() -> None:
    found, changes = again(replace(BASE, rows=ROWS[:2]), text="县人民医院 建成并投入使用 产业用地 疾控中心")
    assert changes == ()
    assert [one.name for one in found.spec.of(ROW)] == ["人均预期寿命", "森林覆盖率", "产业用地"]
    assert item(found, "产业用地").doubts_of("name")


def test_a_promise_whose_words_still_stand_is_not_changed_by_how_it_is_cut() -> None:
    cut = replace(BASE, commitments=(replace(PROMISE, target="扩建后建成并投入使用"),))
    found, changes = again(cut)
    assert changes == ()
    assert found.written.text == OLD
    _, changes = again(cut, text="县人民医院 扩建后投入使用")
    assert [(one.what, one.field) for one in changes] == [("changed", "target")]


def test_a_new_row_doesnt_take_an_id_that_is_taken() -> None:
    old = OLD.replace("id: chanyeyongdi", "id: xindemoulv")
    new = replace(BASE, rows=(*ROWS, row("新的某率", "≥3%")))
    found, _ = again(new, old)
    assert item(found, "新的某率").id == "xindemoulv_2"


def test_an_earlier_spec_that_isnt_one_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"old\.yaml"):
        again(BASE, "actuals: {}\n")
    with pytest.raises(InvalidInput, match="看不懂"):
        again(BASE, OLD.replace('target: "80"', 'target: "做好工作"'))
