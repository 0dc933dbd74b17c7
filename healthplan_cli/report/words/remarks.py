"""The last column of evaluation tables: remarks on each row."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.messages import STATUS_WORDS, done_words, note_words
from healthplan_cli.model import Note, Reason, Report, Result, Status, Waiver
from healthplan_cli.report.words.notes import other_text

# Said in other words, or by the class itself.
_NOT_REMARKED = (
    Note.EARLY,
    Note.CARRIED,
    Note.REVISED,
    Note.SOURCES_DIFFER,
    Note.WORSE_THAN_BASELINE,
    Note.CLAIM_DIFFERS,
)


def row_remarks(result: Result, report: Report) -> Iterator[str]:
    """Yield the remarks in a row's last cell, most serious first."""
    if result.status is Status.UNKNOWN and not result.components:
        yield unknown_words(result, report.conventions.year)
    if result.waiver is not None:
        yield leave_words(result.waiver)
    if result.regressed and not result.components:
        yield tr("较基期倒退")
    if result.revision is not None:
        documents = tr("、").join(revision.document for revision, _ in result.revision.standing)
        yield tr("按{documents}调整后的核验", documents=documents)
    if result.components:
        return
    if result.due != report.plan.period.end and result.target is not None:
        yield tr("目标年是 {due} 年", due=result.due)
    if result.status is Status.MISSED and result.gap == 0:
        yield tr("刚好在界限上，界限本身不算达到")
    yield from value_remarks(result)


def leave_words(waiver: Waiver) -> str:
    """Return who waived a row, by which document, until when."""
    return tr(
        "已豁免：{by} {document}，有效期到 {expires}",
        by=waiver.by,
        document=waiver.document,
        expires=waiver.expires,
    )


def value_remarks(result: Result) -> Iterator[str]:
    """Yield the remarks on a value itself."""
    yield from _of_the_value(result)
    yield from (note_words(note, result) for note in result.noted if note not in _NOT_REMARKED)


def _of_the_value(result: Result) -> Iterator[str]:
    """Yield what other sources give as the value, and which other year the value is of."""
    actual = result.actual
    if actual is None:
        return
    if Note.SOURCES_DIFFER in result.noted:
        others = tr("、").join(
            tr("{text}（{source}）", text=other_text(result, other), source=other.source or tr("未注明来源"))
            for other in actual.others
        )
        yield tr("来源不一致，另有 {others}", others=others)
    if Note.CLAIM_DIFFERS in result.noted:
        yield tr("报表写的是“{claimed}”，与核验不同", claimed=actual.claimed or "")
    if actual.done:
        yield done_words(actual)
    if actual.evidence is not None:
        yield tr("佐证：{evidence}", evidence=actual.evidence)
    if Note.CARRIED in result.noted and actual.year is not None:
        yield tr("沿用 {year} 年的数", year=actual.year)


def unknown_words(result: Result, year: int) -> str:
    """Return why a row can't be judged, for readers of a paper: without advice on the program's options."""
    told = result.actual.told_by if result.actual else None
    if result.reason is Reason.NO_DATA and (result.actual is None or told):
        return tr("缺少 {year} 年数据", year=year)
    return _REASONS[result.reason] if result.reason else STATUS_WORDS[Status.UNKNOWN]


_REASONS = {
    Reason.NO_DATA: tr("缺少判定所需年份的数据"),
    Reason.NO_BASELINE: tr("缺少基期数据"),
    Reason.NO_HISTORY: tr("缺少基期以前的数据，无从比较"),
    Reason.EXTERNAL_TARGET: tr("目标值由其他文件确定，尚未取得"),
    Reason.NO_TARGET: tr("规划没有给这项指标设定目标"),
    Reason.CENSORED: tr("所给的值是一个范围，是否达到不能确定"),
    Reason.NEEDS_REVIEW: tr("原文的程度或读法不明确，须人工认定"),
    Reason.IN_PROGRESS: tr("报的是正在做，或者只做了一部分，是否做成无法判断"),
    Reason.NO_REFERENCE: tr("所参照的指标缺少基期或当年数据"),
}
