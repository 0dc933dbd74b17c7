"""What has changed since an earlier report, as every report for people says it."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.messages import STATUS_WORDS
from healthplan_cli.model.changes import ChangeKind, Changes, RevisedValue, StatusChange
from healthplan_cli.report.words.notes import FIELD_WORDS

_KIND_WORDS = {
    ChangeKind.NEW_MISS: tr("新的未达标或滞后"),
    ChangeKind.WORSE: tr("状态下降"),
    ChangeKind.LOST: tr("变得无法判定"),
    ChangeKind.RECOVERY: tr("恢复"),
    ChangeKind.BETTER: tr("状态上升"),
    ChangeKind.FOUND: tr("新的可以判定"),
}


def change_lines(changes: Changes, with_file: bool = True) -> Iterator[str]:
    """Yield what has changed since the earlier report (`with_file`: by the name of its file), a line for each kind of change."""
    head = tr("与上一次（{year} 年）相比", year=changes.year)
    if with_file:
        head = tr("与 {path}（{year} 年）相比", path=changes.path, year=changes.year)
    lines = [
        tr(
            "{words} {count} 项：{names}",
            words=words,
            count=len(found),
            names=tr("、").join(map(_status_change, found)),
        )
        for kind, words in _KIND_WORDS.items()
        if (found := [change for change in changes.status_changes if change.kind is kind])
    ]
    if changes.revised_values:
        lines.append(
            tr(
                "改动 {count} 处：{names}",
                count=len(changes.revised_values),
                names=tr("、").join(map(_revised_value, changes.revised_values)),
            )
        )
    if changes.removed:
        names = tr("、").join(
            tr(
                "{no}. {name}（{status_words}）",
                no=item.no,
                name=item.name,
                status_words=STATUS_WORDS[item.before],
            )
            for item in changes.removed
        )
        lines.append(tr("上一次有而这次没有的 {count} 项：{names}", count=len(changes.removed), names=names))
    if not lines:
        yield tr("{head}：没有变化", head=head)
        return
    yield tr("{head}：", head=head)
    yield from (f"  {line}" for line in lines)


def _status_change(change: StatusChange) -> str:
    before = STATUS_WORDS[change.before] if change.before else tr("没有")
    return tr(
        "{no}. {name}（{before}→{status_words}）",
        no=change.no,
        name=change.name,
        before=before,
        status_words=STATUS_WORDS[change.after],
    )


def _revised_value(item: RevisedValue) -> str:
    when = tr(" {year} 年的", year=item.year) if item.year else tr("的")
    return f"{item.name}{when}{FIELD_WORDS[item.what]} {item.was or item.before}→{item.now or item.after}"
