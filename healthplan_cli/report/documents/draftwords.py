"""The words about a draft: its summary, its fields, its doubts, and what a new edition has changed."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.draft.result import DraftResult, SpecChange
from healthplan_cli.draft.spec import COMMITMENT, FIELD_WORDS, PROJECT, ROW, TOTAL, SpecItem
from healthplan_cli.evaluation.part import parts
from healthplan_cli.language.describe import reading
from healthplan_cli.model import TOLERANCE, Plan

KIND_WORDS = {
    ROW: tr("指标"),
    COMMITMENT: tr("承诺"),
    PROJECT: tr("项目"),
    TOTAL: tr("合计"),
    "head": tr("规划"),
}
CHANGE_WORDS = {
    "added": tr("新增"),
    "gone": tr("没有了"),
    "changed": tr("改动"),
    "declined": tr("照上一版不要"),
}


def summary(result: DraftResult) -> str:
    """Return the number of rows, commitments, projects and doubts, in one line."""
    counts = result.counts
    return tr(
        "{rows} 项指标，{commitments} 条正文承诺，{projects} 个项目；待核 {doubts} 处",
        rows=counts["rows"],
        commitments=counts["commitments"],
        projects=counts["projects"],
        doubts=counts["doubts"],
    )


def field_word(field: str) -> str:
    """Return the Chinese name of a field."""
    return FIELD_WORDS.get(field, field)


def doubt_lines(item: SpecItem) -> list[str]:
    """Return a line for each doubt of an item, those about its id last."""
    doubts = sorted(dict.fromkeys(item.doubts), key=lambda one: one.field == "id")
    return [tr("{field}：{words}", field=field_word(one.field), words=one.words) for one in doubts]


def readings(plan: Plan, item: SpecItem) -> Iterator[str]:
    """Yield how the targets of a row or commitment are read, in the words of `hpcheck explain`."""
    if item.kind not in (ROW, COMMITMENT):
        return
    found = next((one for one in (*plan.indicators, *plan.commitments) if one.id == item.id), None)
    for part in parts(found) if found is not None else ():
        if part.target is None or found is None:
            continue
        tolerance = TOLERANCE if found.tolerance is None else found.tolerance
        said = reading(part.target, tolerance, found.better)
        yield tr("{field}：{words}", field=part.name, words=said) if part.component else said


def changed(change: SpecChange) -> str:
    """Return a change of a new edition in one line."""
    head = tr("{field}：{words}", field=CHANGE_WORDS[change.what], words=change.name)
    if change.what != "changed":
        return head
    return tr(
        "{head}，{field}：“{before}” → “{after}”",
        head=head,
        field=field_word(change.field),
        before=change.before or tr("无"),
        after=change.after or tr("无"),
    )
