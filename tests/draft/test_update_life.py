"""A spec's whole life: drafted, changed by a person, drafted again of another edition; everything decided stays, every change is said."""

from __future__ import annotations

import re

import pytest

from healthplan_cli.base.read_bytes import Source
from healthplan_cli.draft.accepted import AcceptedSpec, accepted
from healthplan_cli.draft.assemble import assemble
from healthplan_cli.draft.reading import read_draft
from healthplan_cli.draft.record import read, record_of, written
from healthplan_cli.draft.result import SpecChange
from healthplan_cli.draft.spec import COMMITMENT, ROW
from healthplan_cli.draft.update import updated
from healthplan_cli.sources.documents import read_blocks

TITLE = "青山县“十四五”卫生健康发展规划\n主要指标\n指标\t单位\t2020年\t2025年\t属性\n"
ROWS = (
    "人均预期寿命\t岁\t78.2\t79.5\t预期性\n",
    "每千人口床位\t张\t6.1\t7\t预期性\n",
    "产业用地\t亩\t400\t500\t预期性\n",
    "县域内就诊率\t%\t88\t≥90\t约束性\n",
    "家庭医生签约率\t%\t42\t60\t预期性\n",
)
BODY = "二、任务\n到2025年，全县建成医疗次中心3个。到2025年，培训乡村医生500人次以上。到2025年，老年友善医疗机构达到85%以上。\n"
PAPER = TITLE + "".join(ROWS) + BODY


def drafted(text: str) -> AcceptedSpec:
    return accepted(assemble(read_draft(read_blocks(Source("规划.txt", text.encode()))), "own", "规划"))


def again(text: str, old: str) -> tuple[AcceptedSpec, list[SpecChange]]:
    document = read_blocks(Source("规划.txt", text.encode()))
    spec, changes = updated(
        accepted(assemble(read_draft(document), "own", "规划")).spec,
        Source("old.yaml", old.encode()),
        document,
    )
    return accepted(spec), list(changes)


def without(spec: str, name: str) -> str:
    """A spec without the item of that name, as a person takes it out."""
    head, *items = re.split(r"(?m)(?=^\n  - |^\n[a-z#])", spec)
    kept = [item for item in items if not re.search(rf"(?:name|subject): .*{name}", item)]
    assert len(kept) == len(items) - 1
    return head + "".join(kept)


@pytest.fixture(scope="module")
def first() -> str:
    return drafted(PAPER).written.text


@pytest.fixture(scope="module")
def decided(first: str) -> str:
    """What a person has made of it: an id, a name, a side, a target, a row and a promise taken out, a row of their own."""
    made = without(without(first, "家庭医生签约率"), "培训乡村医生")
    for old, new in (
        ("id: chanyeyongdi", "id: land"),
        ('target: {op: unread, text: "500"}', 'better: higher\n    target: "500"'),
        ("name: 每千人口床位\n", "name: 每千常住人口医疗卫生机构床位数\n"),
        ('target: "≥90"', 'target: "≥90%"'),
    ):
        assert old in made, old
        made = made.replace(old, new)
    own = '\n  - id: own_row\n    name: 人工补的一项\n    unit: 个\n    better: higher\n    target: "5"\n    nature: 预期性\n'
    return re.sub(r"  # 待核.*", "", made).replace("\ncommitments:", own + "\ncommitments:")


def names(found: AcceptedSpec) -> list[str]:
    return [one.name for one in found.spec.of(ROW)]


def test_nothing_comes_back_and_nothing_is_lost(decided: str) -> None:
    found, changes = again(PAPER, decided)
    assert [(one.what, one.name) for one in changes] == [
        ("declined", "家庭医生签约率"),
        ("declined", "培训乡村医生"),
    ]
    assert names(found) == [
        "人均预期寿命",
        "每千常住人口医疗卫生机构床位数",
        "产业用地",
        "县域内就诊率",
        "人工补的一项",
    ]
    land = found.spec.of(ROW)[2]
    assert (land.id, land.fields["better"], land.fields["target"]) == ("land", "higher", "500")
    assert found.spec.of(ROW)[3].fields["target"] == "≥90%"
    assert len(found.spec.of(COMMITMENT)) == 2
    once_more, again_changes = again(PAPER, found.written.text)
    assert (once_more.written.text, again_changes) == (found.written.text, changes)


def test_a_new_edition(decided: str) -> None:
    rows = (
        ROWS[3],
        ROWS[0].replace("79.5", "80"),
        ROWS[2].replace("500", "550"),
        ROWS[4].replace("60", "65"),
        "新的某率\t%\t3\t≥5\t预期性\n",
    )
    found, changes = again(TITLE + "".join(rows) + BODY, decided)
    assert [(one.what, one.name, one.field, one.before, one.after) for one in changes] == [
        ("changed", "人均预期寿命", "target", "79.5", "80"),
        ("changed", "产业用地", "target", "500", "550"),
        ("declined", "家庭医生签约率", "", "", ""),
        ("added", "新的某率", "", "", ""),
        ("declined", "培训乡村医生", "", "", ""),
    ]
    assert names(found)[:2] == ["县域内就诊率", "人均预期寿命"]
    land = next(one for one in found.spec.of(ROW) if one.name == "产业用地")
    assert (land.id, land.fields["target"]) == ("land", "550")  # its side is known: judged
    assert land.doubts_of("target")
    renamed = next(one for one in found.spec.of(ROW) if "每千常住人口" in one.name)
    assert renamed.doubts_of("name")  # a person's words, which no edition has


def test_what_was_gone_and_comes_again_is_new(first: str) -> None:
    short = PAPER.replace(ROWS[2], "")
    second, changes = again(short, first)
    assert [(one.what, one.name) for one in changes] == [("gone", "产业用地")]
    third, changes = again(PAPER, second.written.text)
    assert [(one.what, one.name) for one in changes] == [("added", "产业用地")]
    assert names(third) == names(drafted(PAPER))


def test_a_spec_without_a_record_is_as_before(decided: str) -> None:
    bare = "\n".join(line for line in decided.split("\n") if not line.startswith("#"))
    _, changes = again(PAPER, bare)
    assert ("added", "家庭医生签约率") in [(one.what, one.name) for one in changes]


def test_a_record_reads_back() -> None:
    spec = drafted(PAPER).spec
    record = record_of((spec.head, *spec.items))
    lines = list(written(record))
    assert read(lines) == record
    assert all(len(line) < 121 and line.startswith("#") for line in lines)
    assert read(["#~ x", "#~ 12345678Zabcd", "indicators:"]) == {}
    assert list(written({})) == []


def test_a_remark_that_a_person_has_settled_is_not_made_again(first: str) -> None:
    top = re.compile(r"(?m)^# 待核：目录里没有的指标.*\n")
    [made] = top.findall(first)
    assert made in again(PAPER, first)[0].written.text  # nobody has settled it
    settled, _ = again(PAPER, top.sub("", first))
    assert not top.findall(settled.written.text)
    once_more, _ = again(PAPER.replace(ROWS[2], ""), settled.written.text)
    assert not top.findall(once_more.written.text)
    longer, _ = again(PAPER.replace(BODY, "每千人口地块\t个\t1\t2\t预期性\n" + BODY), settled.written.text)
    assert top.findall(longer.written.text)  # of a row more
