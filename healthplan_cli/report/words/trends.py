"""The words about a row of trends: the course of its verdict, the change so far and still needed, the straight line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.base.exact_format import decimal_places, decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.messages import STATUS_WORDS, difference_unit
from healthplan_cli.evaluation.messages.notes import REASON_WORDS
from healthplan_cli.language.figures import printed_words
from healthplan_cli.language.figures import target_words as with_units
from healthplan_cli.language.names import NATURE_WORDS, shown_name
from healthplan_cli.model import Reason, Revision, Status
from healthplan_cli.report.words.counts import COUNTED_NOTES
from healthplan_cli.report.words.lists import some_of
from healthplan_cli.report.words.notes import FIELD_WORDS
from healthplan_cli.units.amounts import with_unit
from healthplan_cli.views.trend import NeedLack, TrendRow, Trends, Year

ONLY_A_LINE = tr("照直线推算，不作判断依据")

# The rest of the reasons is said elsewhere in the block, or in the head of the page.
_LACKS = {
    NeedLack.MET: tr("目标已达到"),
    NeedLack.KEEP: tr("只要求保持"),
    NeedLack.EVERY_YEAR: tr("每年都要到这个水平"),
    NeedLack.CAPPED: tr("没有要求变化多少"),
    NeedLack.REFERENCE: tr("还须多少要看所参照的指标"),
    NeedLack.NO_NUMBER: tr("目标没有数值，还须多少说不出"),
    NeedLack.TWO_READINGS: tr("目标的 % 有两种读法，还须多少说不出"),
    NeedLack.BY_PART: tr("目标是按分项写的"),
    NeedLack.NO_BASELINE: tr("没有确切的基期值，还须多少说不出"),
    NeedLack.RANGE: tr("最近的值是范围，还须多少说不出"),
}


def label(row: TrendRow) -> str:
    """Return a row's number and name: 18. 中药饮片使用率·门诊."""
    indicator, component = row.part.indicator, row.part.component
    return f"{indicator.no}. {shown_name(indicator)}" + (f"·{shown_name(component)}" if component else "")


def target_words(row: TrendRow, end: int) -> str:
    """Return the nature, and the target in the document's words, with its year where that isn't the plan's `end`."""
    nature = "" if row.part.component else NATURE_WORDS[row.part.indicator.nature]
    goal = goal_words(row, end)
    words = tr("目标 {text}", text=goal) if goal else "" if row.split else tr("没有目标")
    return tr("，").join(part for part in (nature, words) if part)


def goal_words(row: TrendRow, end: int) -> str:
    """Return the target in the document's words, with its year where that isn't the plan's `end`; empty without one."""
    target, due = row.latest.target, row.latest.due
    if target is None or target.rule.asks_nothing:
        return ""
    year = tr("（{due} 年）", due=due) if due != end and str(due) not in target.text else ""
    return with_units(target, row.part.indicator.measure) + year


def sentences(row: TrendRow, start: int) -> Iterator[str]:
    """Yield the sentences below a row's values; a baseline of another year than the plan's (`start`) is named."""
    if row.latest.reason is not Reason.NO_TARGET:
        yield _course(row)
    if not row.split:
        baseline = row.latest.baseline
        if baseline is not None and baseline.year != start:
            text = printed_words(baseline.text, baseline.reading, row.part.indicator.measure)
            yield tr("基期是 {year} 年的 {text}", year=baseline.year, text=text)
        yield from _changes(row)
        yield from _line(row)
        yield from _left_out(row)
        yield from _noted(row)
    if row.part.component is None:
        yield from map(_revised, row.revisions)


def _noted(row: TrendRow) -> Iterator[str]:
    """Yield the years whose value or verdict has a note that covers count."""
    for note, words in COUNTED_NOTES.items():
        years = [str(item.year) for item in row.years if item.result and note in item.result.noted]
        if years:
            yield tr("{years} 年{words}", years=tr("、").join(years), words=words)


def _revised(revision: Revision) -> str:
    cells = tr("、").join(FIELD_WORDS[field] for field in revision.changed)
    return tr(
        "{year} 年起按{document}，改了{cells}", year=revision.year, document=revision.document, cells=cells
    )


# ── the verdict over the years ──


def _course(row: TrendRow) -> str:
    """Return the course of a row's verdict in words: 一直达标; 2022 年转差、2024 年转好; with only one known year, that year's status."""
    known, several = row.course.known, len(row.years) > 1
    if not known:
        return tr(
            "{words}无法判定（{unknown}）",
            words=tr("各年都") if several else "",
            unknown=REASON_WORDS[_telling(row.years)],
        )
    if len(known) == 1:
        [(year, status)] = known
        said = STATUS_WORDS[status]
        return (
            tr("只有 {year} 年能判定（{said}）", year=year, said=said)
            if several
            else tr("{year} 年{said}", year=year, said=said)
        )
    if row.course.turns:
        return tr("结论有变：{turned}", turned=_turned(row))
    when = tr("一直") if row.all_known else tr("能判定的 {count} 年都", count=len(known))
    return when + _one_side({status for _, status in known})


def _one_side(statuses: set[Status]) -> str:
    """Return one status, or several on one side, in words: 达标; 滞后或未达标, 符合预期或更好."""
    for worst in (Status.BEHIND, Status.ON_TRACK, Status.AHEAD):
        if worst in statuses and len(statuses) > 1:
            others = {Status.BEHIND: tr("未达标"), Status.ON_TRACK: tr("更好"), Status.AHEAD: tr("达标")}
            return tr("{status_words}或{others}", status_words=STATUS_WORDS[worst], others=others[worst])
    return STATUS_WORDS[next(iter(statuses))]


def _turned(row: TrendRow) -> str:
    return tr("、").join(
        tr("{year} 年转{words}", year=turn.year, words=tr("好") if turn.better else tr("差"))
        for turn in row.course.turns
    )


def _telling(years: Sequence[Year]) -> Reason:
    """Return why the last year with a value wasn't judged; where no year has one, why the last year wasn't."""
    reasons = [item.result.reason for item in years if item.result and item.result.reason]
    telling = [reason for reason in reasons if reason is not Reason.NO_DATA]
    return (telling or reasons or [Reason.NO_DATA])[-1]


# ── the numbers ──


def _changes(row: TrendRow) -> Iterator[str]:
    """Yield the changes per year, with the unit once: 每年平均 +0.29、还须 -0.5 个百分点."""
    places, need = _places(row), row.need
    unit = difference_unit(row.part.indicator.measure)
    words = ""
    if row.change is not None:
        since = "" if row.change.since == row.start_year else tr("{since} 年以来", since=row.change.since)
        words = tr("{since}每年平均 {signed}", since=since, signed=_signed(row.change.per_year, places))
    if need is not None and need.per_year is not None:
        words += tr(
            "{words}还须 {signed}",
            words=tr("、") if words else tr("每年"),
            signed=_signed(need.per_year, places),
        )
    if words:
        yield words + unit
    if need is not None and need.reason in _LACKS:
        yield _LACKS[need.reason]


def _line(row: TrendRow) -> Iterator[str]:
    line = row.line
    if line is None:
        return
    ends = {True: tr("够"), False: tr("不够"), None: tr("够不够说不清")}[line.meets]
    words = tr(
        "照直线 {due} 年 {decimal_text}（{ends}",
        due=line.due,
        decimal_text=with_unit(decimal_text(line.value, _places(row)), row.part.indicator.measure),
        ends=ends,
    )
    words += "" if line.possible else tr("；超出可能的范围")
    words += tr("；只有两个点") if len(line.years) == 2 else ""
    yield tr("{words}）", words=words)


def _left_out(row: TrendRow) -> Iterator[str]:
    """Yield the years whose values the change and the line leave out because they aren't exact numbers."""
    if row.left_out and (row.change or row.line) and row.measurable:
        yield tr("{names} 年的值不是确切的数，没有算进去", names=tr("、").join(map(str, row.left_out)))


def _signed(number: Fraction, places: int) -> str:
    text = decimal_text(number, places)
    if Fraction(text) == 0:
        return tr("约 0") if number else "0"
    return text if number < 0 else f"+{text}"


def _places(row: TrendRow) -> int:
    """Return one decimal more than the values have; a value whose digits don't end counts as having two."""
    found = [decimal_places(value) for value in row.points.values()]
    return max((2 if places is None or places > 6 else places for places in found), default=0) + 1


# ── the whole plan ──


def summary(view: Trends) -> Iterator[str]:
    """Yield how many verdicts stayed on one side, which turned, which rows the straight line leaves short, which have no data."""
    wholes = [row for row in view.rows if row.part.component is None]
    known = [row for row in wholes if row.course.stable is not None]
    turning = [
        tr("{label}（{turned}）", label=label(row), turned=_turned(row)) for row in known if row.course.turns
    ]
    gaps = sum(not row.course.turns and not row.all_known for row in known)
    words = tr("结论稳定的 {value} 项，", value=len(known) - len(turning) - gaps)
    words += tr("能判定的几年没有变、另有年份无法判定的 {gaps} 项，", gaps=gaps) if gaps else ""
    words += tr("有变的 {count} 项", count=len(turning))
    yield _with(
        tr(
            "共 {count} 项，有两年以上能判定的 {count2} 项：{words}",
            count=len(wholes),
            count2=len(known),
            words=words,
        ),
        turning,
    )
    lines = [(row, row.line.meets) for row in view.rows if row.line is not None]
    if lines:
        short = [label(row) for row, meets in lines if meets is False]
        yield _with(
            tr(
                "{only_a_line}：能推算的 {count} 项里，到目标年不够的 {count2} 项",
                only_a_line=ONLY_A_LINE,
                count=len(lines),
                count2=len(short),
            ),
            short,
        )
    empty = [row for row in view.rows if not row.has_data and _is_asked(row)]
    ids = {row.part.indicator.id for row in empty if row.part.component is None}
    names = [label(row) for row in empty if row.part.component is None or row.part.indicator.id not in ids]
    if names:
        yield _with(tr("没有数据的 {count} 项", count=len(names)), names)


def _is_asked(row: TrendRow) -> bool:
    """Return whether a row has a target, so that values are expected."""
    targets = row.part.indicator.targets if row.part.component is None else (row.part.target,)
    return any(target is not None and not target.rule.asks_nothing for target in targets)


def _with(words: str, names: Sequence[str]) -> str:
    return tr("{words}——{names}", words=words, names=some_of(names)) if names else words
