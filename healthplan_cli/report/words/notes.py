"""The remarks beside the table of every report for people: what a row rests on, waivers, revisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.messages import NOTE_WORDS, STATUS_WORDS, done_words, value_text
from healthplan_cli.language.figures import reported
from healthplan_cli.model import (
    Actual,
    Mode,
    Nature,
    Note,
    Report,
    Result,
    Revision,
    RowField,
    Status,
    Waiver,
)
from healthplan_cli.report.words.counts import years_text
from healthplan_cli.report.words.lists import some_of
from healthplan_cli.units.amounts import ends_text

MODE_WORDS = {Mode.ANNUAL: tr("年度监测"), Mode.MIDTERM: tr("中期评估"), Mode.FINAL: tr("终期评估")}
FIELD_WORDS = {
    RowField.BASELINE: tr("基期"),
    RowField.TARGET: tr("目标"),
    RowField.ANNUAL_TARGETS: tr("年度目标"),
    RowField.COMPONENTS: tr("分项"),
    RowField.DUE: tr("目标年"),
    RowField.AT_LEAST: tr("幅度"),
    RowField.TOLERANCE: tr("“左右”的幅度"),
    RowField.PACE: tr("进度的算法"),
    RowField.ACTUAL: tr("实际值"),
}
_LISTED = (
    Note.MAYBE_PERCENT,
    Note.ORDER_OF_MAGNITUDE,
    Note.INCREMENT,
    Note.BY_TOTAL,
    Note.ANNUAL_TARGETS_GIVEN,
    Note.WITHOUT_BASELINE,
    Note.BASELINE_DIFFERS,
    Note.ONE_VALUE_FOR_ALL,
    Note.BEYOND_RANGE,
    Note.RELATIVE_READING,
    Note.MODAL_COMMITMENT,
    Note.YEARS_MISSING,
    Note.WITHIN_ROUNDING,
    Note.LATE,
    Note.LOST_LATER,
    Note.LOST_SINCE,
    Note.PART_YEAR,
    Note.FORECAST,
    Note.MARKED,
)


def reviewed_words(report: Report) -> str:
    """Return which review of which year it is, from which files; and whether their numbers are made up."""
    conventions, files = report.conventions, tr("、").join(file.path for file in report.inputs)
    made_up = tr("（示例数据，不是真实数值）") if report.illustrative else ""
    return tr(
        "{mode_words}：{year} 年，数据 {files}{made_up}",
        mode_words=MODE_WORDS[conventions.mode],
        year=conventions.year,
        files=files,
        made_up=made_up,
    )


def label(result: Result) -> str:
    """Return a row's number and name, with a mark for a binding one."""
    mark = tr("［约束］") if result.nature is Nature.BINDING else ""
    return f"{result.no}. {result.name}{mark}"


def remarks(results: Sequence[Result]) -> Iterator[str]:
    """Yield a line for each note on these rows."""
    for note in _LISTED:
        names = [name for result in results for name in _noted_names(note, result)]
        if names:
            yield tr("{note_words}：{names}", note_words=NOTE_WORDS[note], names=some_of(names))
    for result in results:
        if result.revision is not None:
            yield revision_text(result)
    for result in results:
        for part in result.components or (result,):
            yield from _of_the_value(result, part)
    ranges = [
        f"{_named(result, part)} {chance_text(part)}"
        for result in results
        for part in result.components or (result,)
        if part.confidence_interval is not None and Note.ONE_EVENT not in part.noted
    ]
    if ranges:
        yield tr("由人数算出的率，95% 区间只供参考，不改变结论：{names}", names=tr("；").join(ranges))


def _noted_names(note: Note, result: Result) -> Iterator[str]:
    """Yield a row's name where a note applies to all of it, else those of its components to which it applies."""
    parts = [part for part in result.components or (result,) if note in part.noted]
    if len(parts) == len(result.components or (result,)):
        yield result.name + years_text(note, parts)
    else:
        yield from (f"{result.name}·{part.name}{years_text(note, [part])}" for part in parts)


def revision_text(result: Result) -> str:
    """Return the documents that revised a row, from when, and which of their changes are in force."""
    revision = result.revision
    assert revision is not None
    said = [(_cells(changed), _document(item)) for item, changed in revision.standing]
    if len(said) == 1:
        return tr(
            "按调整后的{value}核验：{label}（{value2}）",
            value=said[0][0],
            label=label(result),
            value2=said[0][1],
        )
    return tr(
        "按调整后的{names}核验：{label}",
        names=tr("、").join(
            (tr("{cells}（{document}）", cells=cells, document=document) for cells, document in said)
        ),
        label=label(result),
    )


def _cells(changed: Sequence[RowField]) -> str:
    return tr("、").join(FIELD_WORDS[field] for field in changed)


def _document(revision: Revision) -> str:
    day = tr("，{date}", date=revision.date) if revision.date else ""
    return tr("{document}{day}，{year} 年起", document=revision.document, day=day, year=revision.year)


def _of_the_value(result: Result, part: Result) -> Iterator[str]:
    name = _named(result, part)
    if Note.SOURCES_DIFFER in part.noted and part.actual is not None:
        others = tr("、").join(
            tr("{text}（{source}）", text=other_text(part, other), source=_source(other.source))
            for other in part.actual.others
        )
        own = tr("{value_text}（{source}）", value_text=value_text(part), source=_source(part.actual.source))
        yield tr("来源不一致：{name}用 {own}，另有 {others}", name=name, own=own, others=others)
    if Note.CLAIM_DIFFERS in part.noted and part.actual is not None:
        yield tr(
            "{note_words}：{name}报“{claimed}”，核验是“{status_words}”",
            note_words=NOTE_WORDS[Note.CLAIM_DIFFERS],
            name=name,
            claimed=part.actual.claimed or "",
            status_words=STATUS_WORDS[part.status],
        )
    if part.actual is not None and (part.actual.done or part.actual.evidence is not None):
        said = [done_words(part.actual)] if part.actual.done else []
        said += [tr("佐证：{evidence}", evidence=part.actual.evidence)] if part.actual.evidence else []
        yield tr("{name}：{said}", name=name, said=tr("，").join(said))
    if Note.ONE_EVENT in part.noted:
        yield tr(
            "{note_words}：{name}，{chance_text}",
            note_words=NOTE_WORDS[Note.ONE_EVENT],
            name=name,
            chance_text=chance_text(part),
        )


def _named(result: Result, part: Result) -> str:
    return label(result) if part is result else f"{label(result)}·{part.name}"


def _source(source: str | None) -> str:
    return source or tr("未注明来源")


def other_text(part: Result, other: Actual) -> str:
    """Return another source's value, in the row's unit."""
    star = "*" if other.provisional else ""
    return reported(other.reading, part.unit, (part.value.value if part.value else None,)) + star


def chance_text(part: Result) -> str:
    """Return the interval of a rate, and the status with one event more or fewer."""
    chance = part.confidence_interval
    assert chance is not None
    assert part.actual is not None
    words = [
        tr(
            "{value_text}（{rate}）的 95% 区间是 {ends_text}",
            value_text=value_text(part),
            rate=part.actual.reading.text,
            ends_text=ends_text(chance.low, chance.high, part.unit),
        )
    ]
    for which, status in ((tr("少"), chance.fewer), (tr("多"), chance.more)):
        if status is not None:
            words.append(
                tr("{which} 1 例就是“{status_words}”", which=which, status_words=STATUS_WORDS[status])
            )
    return tr("，").join(words)


def leave_text(waiver: Waiver) -> str:
    """Return a waiver in words: who granted it, the document, until when and why."""
    return tr(
        "{by} {document}，有效期到 {expires}，理由：{reason}",
        by=waiver.by,
        document=waiver.document,
        expires=waiver.expires,
        reason=waiver.reason,
    )


def only_words(only: Sequence[Status]) -> str:
    """Return the line that a table has only rows of some statuses."""
    return tr("本表只列判断为{words}的指标。", words=tr("、").join(STATUS_WORDS[status] for status in only))


def waiver_text(result: Result, named: bool = True) -> str:
    """Return a waived row beside its badge: what is the matter, and by whose leave it isn't held against the gate; not `named`
    where its name stands before it.
    """
    waiver = result.waiver
    assert waiver is not None
    if not named:
        return tr("{message}。{leave}", message=result.message, leave=leave_text(waiver))
    return tr(
        "{label}：{message}。{leave}",
        label=label(result),
        message=result.message,
        leave=leave_text(waiver),
    )


PRELIMINARY = frozenset((Note.PROVISIONAL, Note.PROVISIONAL_BASELINE))


def preliminary_among(parts: Sequence[Result]) -> tuple[str, ...]:
    """Return the rows whose * means a preliminary number, where another row's * has no explanation; empty where all mean the same."""
    readings = [item.reading for part in parts for item in (part.actual, part.baseline) if item is not None]
    if not any("*" in mark for reading in readings for mark in reading.marks):
        return ()
    return tuple(part.name for part in parts if PRELIMINARY & set(part.noted))
