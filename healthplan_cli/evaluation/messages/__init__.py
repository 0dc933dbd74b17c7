"""The Chinese sentence beside a result: what is missing, by how much, what to supply."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from healthplan_cli.base.exact_format import percent_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import listed
from healthplan_cli.evaluation.messages.amounts import (
    amount_text,
    difference_unit,
    done_words,
    ends_words,
    facts,
    unit_of,
    value_text,
)
from healthplan_cli.evaluation.messages.lacking import Said, lacking
from healthplan_cli.evaluation.messages.notes import NOTE_WORDS, note_words
from healthplan_cli.kinds.whole_change import WholeChange
from healthplan_cli.language.figures import figure, target_words
from healthplan_cli.model import Direction, Note, Result, Shortfall, Status, Verdict
from healthplan_cli.units.amounts import with_unit

STATUS_WORDS = {
    Status.MET: tr("达标"),
    Status.AHEAD: tr("快于预期"),
    Status.ON_TRACK: tr("符合预期"),
    Status.BEHIND: tr("滞后"),
    Status.MISSED: tr("未达标"),
    Status.UNKNOWN: tr("无法判定"),
}


def message(
    result: Result,
    year: int,
    band: Fraction,
    verdict: Verdict,
    whole: WholeChange | None = None,
    held: bool = False,
) -> Said:
    """Return the sentence beside a result's status, and for an unknown one what to supply; `band` is δ, onto which no
    number is rounded.
    `whole`: what changes asked of each year come to in all. `held`: an earlier year's target already asked for as
    much.
    """
    if result.status is Status.UNKNOWN:
        assert result.reason is not None
        return lacking(result, result.reason, year, verdict)
    parts = [_compared(result, year)]
    short, needed = verdict.short, verdict.needed
    match result.status:
        case Status.MET:
            parts.append(_met(result))
        case Status.MISSED:
            alone = "" if whole is not None else _short(result)
            parts.append(_steps(short, result) or alone or _missed(result))
        case Status.AHEAD | Status.ON_TRACK | Status.BEHIND:
            parts.append(_not_held(result) if held else _pace(result, band, verdict))
    if result.status in (Status.MISSED, Status.BEHIND):
        if needed is not None and not short and (whole is None or result.status is Status.BEHIND):
            parts.append(tr("须{ends}", ends=ends_words(needed, result.unit)))
        if whole is not None:
            parts.append(_total(result, whole))
    if result.regressed:
        parts.append(tr("较基期倒退"))
    if Note.RELATIVE_READING in result.noted:
        ends = ends_words(verdict.otherwise, result.unit)
        points = _in_points(result, ends) if ends else ""
        parts.append(tr("% 按相对变化算{points}", points=points))
    parts.append(_unseen(result))
    return tr("，").join(part for part in parts if part), ""


def told(result: Result) -> str:
    """Return a result's message with the advice on what to supply, for readers who have the data and the spec at hand."""
    if not result.advice:
        return result.message
    return tr("{message}：{advice}", message=result.message, advice=result.advice)


def _in_points(result: Result, ends: str) -> str:
    """Write which level % read as percentage points asks for: in the due year or, of a course, in the value's year."""
    if result.target is not None and result.target.rule.is_course and result.actual is not None:
        return tr("，按百分点算则 {year} 年须{ends}", year=result.actual.year or result.due, ends=ends)
    return tr("，按百分点算则须{ends}", ends=ends)


def _compared(result: Result, year: int) -> str:
    """Write value and target; with the value's year where that isn't the one judged."""
    assert result.actual is not None
    if result.actual.year == year:
        return facts(result)
    return tr(
        "实际 {value_text}（{year} 年），目标 {words}",
        value_text=value_text(result),
        year=result.actual.year or year,
        words=target_words(result.target, result.unit),
    )


def _unseen(result: Result) -> str:
    """Write the years without a value that the verdict leaves out; empty without any."""
    years = listed(result.years_missing)
    if not years:
        return ""
    if result.target is not None and result.target.rule.is_course:
        return tr("缺少 {years} 年数据，未予核验", years=years)
    if Note.SUMMED in result.noted or result.years_missing != (result.due,):
        return tr("缺少 {years} 年数据，未计入", years=years)
    return tr("缺少 {years} 年（目标年）数据，当年是否达到无法判断", years=years)


def _met(result: Result) -> str:
    """Write in which way a target is met (kept, early, in time, late), with what a reader should know beside."""
    noted, year, due = result.noted, result.actual.year if result.actual else None, result.due
    if Note.LATE in noted and year is not None:
        words = tr("{due} 年没有达到，{year} 年达到", due=due, year=year)
    elif Note.KEPT in noted:
        words = tr("保持在目标以内")
    else:
        words = tr("已提前实现") if Note.EARLY in noted else tr("达到目标")
    parts = [words]
    if Note.LOST_LATER in noted:
        parts.append(tr("{due} 年以后没有保持住", due=due))
    if Note.WORSE_THAN_BASELINE in noted:
        parts.append(tr("劣于基期"))
    return tr("，").join(parts)


def _is_state(result: Result) -> bool:
    return result.target is not None and result.target.rule.is_state


def _missed(result: Result) -> str:
    return tr("没有做成") if _is_state(result) else tr("没有达到")


def _steps(short: Sequence[Shortfall], result: Result) -> str:
    """Write the years that fell short, each with its value and the value that it needed."""
    unit = result.unit
    if _is_state(result):
        return tr("；").join(tr("{year} 年没有做到", year=one.year) for one in short)
    return tr("；").join(
        tr("{year} 年没有做到（{made}）", year=one.year, made=_made(one, unit)) for one in short
    )


def _made(one: Shortfall, unit: str | None) -> str:
    value = ends_words(one.value, unit)
    return tr("{value}，须{ends}", value=value, ends=ends_words(one.needed, unit)) if one.needed else value


def _total(result: Result, total: WholeChange) -> str:
    """Write what the changes of all years come to by the due year, and how much of that has been achieved."""
    whole, number = abs(total.at(result.due) - total.start), result.value.value if result.value else None
    if number is None or total.need.relative is not None:
        end = amount_text(total.at(result.due), result.unit)
        return tr("合计到 {due} 年应达到 {end}", due=result.due, end=end) + _by_total(result)
    up = total.direction is Direction.UP
    made = number - total.start if up else total.start - number
    asked, done = (f"{figure(amount)}{difference_unit(result.unit)}" for amount in (whole, abs(made)))
    words = tr("提高") if up else tr("降低")
    turned = tr("降低") if up else tr("提高")
    return tr(
        "合计到 {due} 年应{words} {asked}，已{turned} {done}",
        due=result.due,
        words=words,
        asked=asked,
        turned=words if made >= 0 else turned,
        done=done,
    ) + _by_total(result)


def _by_total(result: Result) -> str:
    short = _short(result)
    return tr("，{short}", short=short) if short else ""


def _short(result: Result) -> str:
    if result.gap is None or result.gap > 0:
        return ""
    if result.gap == 0:
        course = result.target is not None and result.target.rule.is_course
        return "" if course else tr("刚好在界限上，界限本身不算达到")
    return tr(
        "差 {number}{difference_unit}",
        number=figure(-result.gap, (Fraction(0),)),
        difference_unit=difference_unit(unit_of(result) or result.unit),
    )


def _not_held(result: Result) -> str:
    parts = [tr("前面年份的目标已经要求到这里，现在没有保持住"), _short(result)]
    return tr("，").join(filter(None, parts))


def _pace(result: Result, band: Fraction, verdict: Verdict) -> str:
    if Note.KEPT in result.noted:
        parts = [tr("基期已达到目标，现在没有保持住"), _short(result)]
        return tr("，").join(filter(None, parts))
    if Note.BEYOND_RANGE in result.noted:
        return tr("已经越过另一端，不在要求的范围里")
    if result.target is not None and result.target.rule.is_course:
        done = result.status is Status.ON_TRACK
        return tr("到目前为止做到了") if done else _steps(verdict.short, result) or tr("到目前为止没有做到")
    if _is_state(result):
        return tr("还没有做成")
    if result.progress is None or result.elapsed is None:
        words = {
            Status.AHEAD: tr("快于序时进度"),
            Status.ON_TRACK: tr("与序时进度相当"),
            Status.BEHIND: tr("慢于序时进度"),
        }[result.status]
    else:
        limits = (result.elapsed - band, result.elapsed + band, Fraction(1))
        words = tr(
            "完成进度 {progress}，{against}",
            progress=percent_text(result.progress, limits),
            against=_against_time(result.progress - result.elapsed, band),
        )
    if result.expected is not None and result.status is Status.BEHIND and result.actual is not None:
        exact = result.value.value if result.value else None
        number = with_unit(figure(result.expected, (exact,)), unit_of(result))
        words += tr("，{year} 年序时目标 {number}", year=result.actual.year or result.due, number=number)
    return words


def brief(result: Result, band: Fraction) -> str:
    """Write in a few words by how much a missed or late row falls short: how far progress is behind the time, else its gap."""
    measured = result.status is Status.BEHIND and Note.KEPT not in result.noted and not result.components
    if measured and result.progress is not None and result.elapsed is not None:
        words = _against_time(result.progress - result.elapsed, band)
    else:
        words = _short(result) or result.message.removeprefix(facts(result) + tr("，"))
    back = tr("较基期倒退") if result.regressed and tr("较基期倒退") not in words else ""
    return tr("，").join(filter(None, (words, back)))


def _against_time(apart: Fraction, band: Fraction) -> str:
    """Write how many percentage points progress is above or below the time elapsed, never rounded onto δ or 0."""
    if not apart:
        return tr("与序时进度持平")
    points = percent_text(abs(apart), (band, Fraction(0))).rstrip("%")
    if apart > 0:
        return tr("高于序时进度 {points} 个百分点", points=points)
    return tr("低于序时进度 {points} 个百分点", points=points)


__all__ = [
    "NOTE_WORDS",
    "STATUS_WORDS",
    "brief",
    "difference_unit",
    "done_words",
    "facts",
    "message",
    "note_words",
    "told",
    "value_text",
]
