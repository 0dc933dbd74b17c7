"""The changes since an earlier report, in the words of every report for people."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.messages import STATUS_WORDS
from healthplan_cli.model.changes import ChangeKind, Changes, RemovedIndicator, RevisedValue, StatusChange
from healthplan_cli.report.words.notes import FIELD_WORDS

KIND_WORDS = {
    ChangeKind.NEW_MISS: tr("新的未达标或滞后"),
    ChangeKind.WORSE: tr("状态下降"),
    ChangeKind.LOST: tr("变得无法判定"),
    ChangeKind.RECOVERY: tr("恢复"),
    ChangeKind.BETTER: tr("状态上升"),
    ChangeKind.FOUND: tr("新的可以判定"),
}


def change_lines(changes: Changes, with_file: bool = True) -> Iterator[str]:
    """Yield a line for each kind of change since the earlier report; `with_file`: naming its file."""
    lines = list(_kinds(changes))
    if not lines:
        yield no_change(changes, with_file)
        return
    yield tr("{head}：", head=compared_words(changes, with_file))
    yield from (f"  {line}" for line in lines)


def changed_words(changes: Changes) -> list[str]:
    """Return the same lines, where the report that is compared with heads them."""
    return list(_kinds(changes)) or [no_change(changes)]


def _kinds(changes: Changes) -> Iterator[str]:
    yield from (
        tr(
            "{words} {count} 项：{names}",
            words=words,
            count=len(found),
            names=tr("、").join(map(_status_change, found)),
        )
        for kind, words in KIND_WORDS.items()
        if (found := [change for change in changes.status_changes if change.kind is kind])
    )
    if changes.revised_values:
        yield tr(
            "改动 {count} 处：{names}",
            count=len(changes.revised_values),
            names=tr("、").join(map(revised_words, changes.revised_values)),
        )
    if changes.removed:
        names = tr("、").join(map(removed_words, changes.removed))
        yield tr("上一次有而这次没有的 {count} 项：{names}", count=len(changes.removed), names=names)


def compared_words(changes: Changes, with_file: bool = False) -> str:
    """Return which report this one is compared with; `with_file`: by its file."""
    if with_file:
        return tr("与 {path}（{year} 年）相比", path=changes.path, year=changes.year)
    return tr("与上一次（{year} 年）相比", year=changes.year)


def no_change(changes: Changes, with_file: bool = False) -> str:
    """Return the sentence that nothing has changed since the earlier report."""
    return tr("{head}：没有变化", head=compared_words(changes, with_file))


def before_words(change: StatusChange) -> str:
    """Return the status that a row had in the earlier report."""
    return STATUS_WORDS[change.before] if change.before else tr("没有")


def removed_words(item: RemovedIndicator) -> str:
    """Return a row that only the earlier report has, with its status there."""
    return tr(
        "{no}. {name}（{status_words}）", no=item.no, name=item.name, status_words=STATUS_WORDS[item.before]
    )


def revised_words(item: RevisedValue, named: bool = True) -> str:
    """Return a revised value of a row: field, year, before and now."""
    when = tr(" {year} 年的", year=item.year) if item.year else tr("的")
    words = f"{when}{FIELD_WORDS[item.what]} {item.was or item.before}→{item.now or item.after}"
    return f"{item.name}{words}" if named else words.strip().removeprefix(tr("的"))


def _status_change(change: StatusChange) -> str:
    return tr(
        "{no}. {name}（{before}→{status_words}）",
        no=change.no,
        name=change.name,
        before=before_words(change),
        status_words=STATUS_WORDS[change.after],
    )
