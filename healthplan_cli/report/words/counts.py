"""The counts on every report's cover: classes, both rates of attainment, and notes to heed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from healthplan_cli.base.exact_format import percent_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import EARLY_BADGE, WORSE_BADGE, counted
from healthplan_cli.model import Note, Report, Result, Status

# What the notes are called that are counted on the cover of every report, in its order.
COUNTED_NOTES = {
    Note.WORSE_THAN_BASELINE: tr("达标但劣于基期"),
    Note.YEARS_MISSING: tr("缺少部分年份数据"),
    Note.WITHIN_ROUNDING: tr("差距不到最后一位数"),
    Note.LATE: tr("目标年以后才达到"),
    Note.LOST_LATER: tr("目标年以后没有保持住"),
    Note.LOST_SINCE: tr("前一个目标年以后没有保持住"),
    Note.ORDER_OF_MAGNITUDE: tr("数量级要核对"),
    Note.INCREMENT: tr("像是增加的量"),
    Note.PART_YEAR: tr("数值不满一年"),
    Note.FORECAST: tr("预计数或计划数"),
    Note.MARKED: tr("记号没有说明"),
    Note.RELATIVE_READING: tr("按相对变化理解"),
    Note.CLAIM_DIFFERS: tr("与数据自己写的结论不同"),
}


def met_text(results: Sequence[Result]) -> str:
    """Return the special classes among the met rows that a rate counts: （含提前达标 2 项）; empty without any."""
    names = {EARLY_BADGE: tr("提前达标"), WORSE_BADGE: COUNTED_NOTES[Note.WORSE_THAN_BASELINE]}
    found = [
        tr("{words} {count} 项", words=names[badge], count=count)
        for badge, count in counted(results)
        if badge in names
    ]
    return tr("（含{found}）", found=tr("、").join(found)) if found else ""


def rates_text(report: Report) -> str:
    """Return both rates of attainment on one line, as either alone would hide the rows that couldn't be judged."""
    tally, aside = report.tally, met_text(report.results)
    met = tally.of(Status.MET)
    return tr(
        "达标率{aside}：{met}/{total} = {rate}（占全部指标），{met}/{judged} = {rate2}（占能判定的指标）",
        aside=aside,
        met=met,
        total=tally.total,
        rate=rate_text(tally.rate_all),
        judged=tally.judged,
        rate2=rate_text(tally.rate_judged),
    )


def rate_text(rate: Fraction | None) -> str:
    """Return a rate as a percentage; a dash where nothing was counted."""
    return "—" if rate is None else percent_text(rate)


def note_counts(results: Sequence[Result]) -> dict[Note, int]:
    """Return how many rows have each note that the cover counts, without those that none has."""
    rows = ({note for part in (row, *row.components) for note in part.noted} for row in results)
    counts = Counter(note for noted in rows for note in noted)
    return {note: counts[note] for note in COUNTED_NOTES if note in counts}


def note_counts_text(results: Sequence[Result]) -> str:
    """Return the counts of notes in words, with the years without a value; empty without any."""
    parts = [part for result in results for part in (result, *result.components)]
    said = [
        tr("{words} {count} 项", words=COUNTED_NOTES[note], count=count) + years_text(note, parts)
        for note, count in note_counts(results).items()
    ]
    return tr("需要留意：{said}", said=tr("，").join(said)) if said else ""


def years_text(note: Note, parts: Sequence[Result]) -> str:
    """Return the years without a value, for the note about these; else empty."""
    years = sorted({year for part in parts for year in part.years_missing if note is Note.YEARS_MISSING})
    return tr("（{years} 年）", years=tr("、").join(map(str, years))) if years else ""


def other_years_text(results: Sequence[Result], end: int) -> str:
    """Return how many rows are compared with a target of another year than the plan's last; empty without any."""
    years = Counter(result.due for result in results if result.due != end)
    said = [tr("{count} 项看 {year} 年的目标", count=years[year], year=year) for year in sorted(years)]
    return tr("，其中 {said}", said=tr("、").join(said)) if said else ""
