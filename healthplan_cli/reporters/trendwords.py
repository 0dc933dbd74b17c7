"""What a row of trends says in words: how its verdict went, the change so far and still needed, where the line ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from healthplan_cli.messages import STATUS_WORDS, difference_unit
from healthplan_cli.model import NoTarget, Reason, Revision, Status
from healthplan_cli.numbers import decimal_text
from healthplan_cli.reporters.remarks import CELL_WORDS
from healthplan_cli.trend import Lack, Row, Trends, Year

ONLY_A_LINE = "照直线推算，不作判断依据"

_UNKNOWN = {
    Reason.NO_DATA: "没有数据",
    Reason.NO_BASELINE: "没有基期",
    Reason.NO_HISTORY: "没有基期以前的数",
    Reason.EXTERNAL_TARGET: "目标由其他文件确定",
    Reason.NO_TARGET: "没有目标",
    Reason.CENSORED: "给的值是范围，够不够说不清",
    Reason.NEEDS_REVIEW: "须由人工认定",
    Reason.NO_REFERENCE: "所参照的指标没有数",
}
# The rest of the reasons is said elsewhere in the block, or in the head of the page.
_LACKS = {
    Lack.MET: "目标已达到",
    Lack.KEEP: "只要求保持",
    Lack.EVERY_YEAR: "每年都要到这个水平",
    Lack.CAPPED: "没有要求变化多少",
    Lack.REFERENCE: "还须多少要看所参照的指标",
    Lack.NO_NUMBER: "目标没有数值，还须多少说不出",
    Lack.TWO_READINGS: "目标的 % 有两种读法，还须多少说不出",
    Lack.BY_PART: "目标是按分项写的",
    Lack.NO_BASELINE: "没有确切的基期值，还须多少说不出",
    Lack.RANGE: "最近的值是范围，还须多少说不出",
}


def label(row: Row) -> str:
    """A row's number and name: 18. 中药饮片使用率·门诊."""
    indicator, component = row.part.indicator, row.part.component
    return f"{indicator.no}. {indicator.name}" + (f"·{component.name}" if component else "")


def target_words(row: Row, end: int) -> str:
    """The nature and the target in the document's words, with its year where that isn't the plan's `end`."""
    target, due = row.latest.target, row.latest.due
    nature = "" if row.part.component else row.part.indicator.nature.value
    if target is None or isinstance(target.rule, NoTarget):
        words = "" if row.split else "没有目标"
    else:
        year = f"（{due} 年）" if due != end and str(due) not in target.text else ""
        words = f"目标 {target.text}{year}"
    return "，".join(part for part in (nature, words) if part)


def sentences(row: Row, start: int) -> Iterator[str]:
    """What is said below a row's values; a baseline of another year than `start`, the plan's, is named."""
    if row.latest.reason is not Reason.NO_TARGET:
        yield _course(row)
    if not row.split:
        baseline = row.latest.baseline
        if baseline is not None and baseline.year != start:
            yield f"基期是 {baseline.year} 年的 {baseline.text}"
        yield from _changes(row)
        yield from _line(row)
        yield from _left_out(row)
    if row.part.component is None:
        yield from map(_revised, row.revisions)


def _revised(revision: Revision) -> str:
    cells = "、".join(CELL_WORDS[cell] for cell in revision.changed)
    return f"{revision.year} 年起按{revision.document}，改了{cells}"


# ── the verdict over the years ──


def _course(row: Row) -> str:
    """一直达标; 2022 年转差、2024 年转好; with one known year, that one."""
    known, several = row.course.known, len(row.years) > 1
    if not known:
        return f"{'各年都' if several else ''}无法判定（{_UNKNOWN[_telling(row.years)]}）"
    if len(known) == 1:
        [(year, status)] = known
        said = STATUS_WORDS[status]
        return f"只有 {year} 年能判定（{said}）" if several else f"{year} 年{said}"
    if row.course.turns:
        return f"结论有变：{_turned(row)}"
    when = "一直" if row.all_known else f"能判定的 {len(known)} 年都"
    return when + _one_side({status for _, status in known})


def _one_side(statuses: set[Status]) -> str:
    """达标; of several statuses 滞后或未达标, 符合预期或更好."""
    for worst in (Status.BEHIND, Status.ON_TRACK, Status.AHEAD):
        if worst in statuses and len(statuses) > 1:
            others = {Status.BEHIND: "未达标", Status.ON_TRACK: "更好", Status.AHEAD: "达标"}
            return f"{STATUS_WORDS[worst]}或{others[worst]}"
    return STATUS_WORDS[next(iter(statuses))]


def _turned(row: Row) -> str:
    return "、".join(f"{turn.year} 年转{'好' if turn.better else '差'}" for turn in row.course.turns)


def _telling(years: Sequence[Year]) -> Reason:
    """Why the last year with a value wasn't judged; where none has one, why the last year wasn't."""
    reasons = [item.result.reason for item in years if item.result and item.result.reason]
    telling = [reason for reason in reasons if reason is not Reason.NO_DATA]
    return (telling or reasons or [Reason.NO_DATA])[-1]


# ── the numbers ──


def _changes(row: Row) -> Iterator[str]:
    """每年平均 +0.29、还须 -0.5 个百分点: the unit once."""
    places, need = _places(row), row.need
    unit = difference_unit(row.part.indicator.measure)
    words = ""
    if row.change is not None:
        since = "" if row.change.since == row.start_year else f"{row.change.since} 年以来"
        words = f"{since}每年平均 {_signed(row.change.per_year, places)}"
    if need is not None and need.per_year is not None:
        words += f"{'、' if words else '每年'}还须 {_signed(need.per_year, places)}"
    if words:
        yield words + unit
    if need is not None and need.reason in _LACKS:
        yield _LACKS[need.reason]


def _line(row: Row) -> Iterator[str]:
    line = row.line
    if line is None:
        return
    ends = {True: "够", False: "不够", None: "够不够说不清"}[line.meets]
    words = f"照直线 {line.due} 年 {decimal_text(line.value, _places(row))}（{ends}"
    words += "" if line.possible else "；超出可能的范围"
    words += "；只有两个点" if len(line.years) == 2 else ""
    yield f"{words}）"


def _left_out(row: Row) -> Iterator[str]:
    """The values that the change and the line know nothing of."""
    if row.left_out and (row.change or row.line) and row.measurable:
        yield f"{'、'.join(map(str, row.left_out))} 年的值不是确切的数，没有算进去"


def _signed(number: Fraction, places: int) -> str:
    text = decimal_text(number, places)
    if Fraction(text) == 0:
        return "约 0" if number else "0"
    return text if number < 0 else f"+{text}"


def _places(row: Row) -> int:
    """One decimal more than the values have; a value that doesn't end (a rate from a count) counts as with two."""
    texts = [decimal_text(value).partition(".")[2] for value in row.points.values()]
    return max((len(text) if len(text) <= 6 else 2 for text in texts), default=0) + 1


# ── the whole plan ──


def summary(view: Trends) -> Iterator[str]:
    """How many verdicts held, which turned, which rows the straight line leaves short, which have no data."""
    wholes = [row for row in view.rows if row.part.component is None]
    known = [row for row in wholes if row.course.stable is not None]
    turning = [f"{label(row)}（{_turned(row)}）" for row in known if row.course.turns]
    gaps = sum(not row.course.turns and not row.all_known for row in known)
    words = f"结论稳定的 {len(known) - len(turning) - gaps} 项，"
    words += f"能判定的几年没有变、另有年份无法判定的 {gaps} 项，" if gaps else ""
    words += f"有变的 {len(turning)} 项"
    yield _with(f"共 {len(wholes)} 项，有两年以上能判定的 {len(known)} 项：{words}", turning)
    lines = [(row, row.line.meets) for row in view.rows if row.line is not None]
    if lines:
        short = [label(row) for row, meets in lines if meets is False]
        yield _with(f"{ONLY_A_LINE}：能推算的 {len(lines)} 项里，到目标年不够的 {len(short)} 项", short)
    empty = [row for row in view.rows if not row.has_data]
    ids = {row.part.indicator.id for row in empty if row.part.component is None}
    names = [label(row) for row in empty if row.part.component is None or row.part.indicator.id not in ids]
    if names:
        yield _with(f"没有数据的 {len(names)} 项", names)


def _with(words: str, names: Sequence[str]) -> str:
    return f"{words}——{'、'.join(names)}" if names else words
