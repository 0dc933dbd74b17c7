"""Headings that say over which time an amount goes: 当年 (that year), 累计, 自2021年累计, 五年累计 (since the plan began)."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.evaluation.judge import converted
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.model import Actual, Interval, Observation, Period, Reading, Rule
from healthplan_cli.sources.actuals.lookup import Misplaced
from healthplan_cli.sources.actuals.periods import YEAR, number

_PLAN = r"[“\"]?十(?P<number>[一二三四五六])五[”\"]?(?:规划)?(?:期间|时期|期内|期)?(?:以来)?|规划(?:期间|期内|期)?(?:以来)?|期内"
_WORDS = Pattern(
    r"(?P<own>(?:当|本)年度?(?:内|累计|合计)?)(?:新增)?(?P<after>.*)$"
    rf"|(?:(?:截[至止])?(?P<from>自|从)?(?P<since>{YEAR})年?(?P<end>[底末])?初?(?P<on>以来|至今|起|开始)?"
    rf"(?:[-—–~至到](?P<until>{YEAR})年?[底末]?)?"
    rf"|(?P<years>[一二三四五六七八九十]|\d{{1,2}})年(?:来|间)?|(?P<plan>{_PLAN}))?累计(?:新增)?(?P<rest>.*)$"
)
_BESIDE = Pattern(
    r"(?P<total>累计[^()]*)\((?P<beside>(?:[自从]|.*(?:以来|至今|起)|.*\d[-—–~至到]|.*十).*)\)$"
)


@record(frozen=True, slots=True)
class Span:
    """The time over which a heading's amounts go: `running`, since the plan began; else one year.

    `since` and `years`: the first year and the number of years that the heading gives for the total.
    """

    running: bool
    since: int | None = None
    years: int | None = None


def taken_span(key: str) -> tuple[str, Span, int | None] | None:
    """Return a heading without its words for the span, the span, and the last year of a total (None: not given). None without a span."""
    beside = _BESIDE.match(key)
    found = (_WORDS.match(beside["beside"] + beside["total"]) if beside else None) or _WORDS.match(key)
    if found is None:
        return None
    if found["own"]:
        return _value(found["after"]), Span(False), None
    since, until = found["since"], found["until"]
    if since and not (found["from"] or found["on"] or until):  # 2023年累计: the total up to 2023
        return _value(found["rest"]), Span(True), int(since)
    first = int(since) + bool(found["end"]) if since else None
    if found["number"]:  # 十四五 is 2021 to 2025
        first = 2001 + 5 * number(found["number"])
    count = number(found["years"]) if found["years"] else None
    return _value(found["rest"]), Span(True, first, count), int(until) if until else None


def _value(words: str) -> str:
    """Return the rest of a heading after its span was taken out, 数 and 量 as 数值 (累计数)."""
    return "数值" if words in ("数", "量") else words


def mistaken(span: Span | None, year: int | None, period: Period) -> str | None:
    """Return why a total isn't the plan's up to now: it begins in another year or covers another number of years. None if it is."""
    if span is None or not span.running:
        return None
    if span.since not in (None, period.start):
        return tr("累计要从规划首年（{start} 年）算起", start=period.start)
    possible = {period.end - period.start + 1, *((year - period.start + 1,) if year else ())}
    if span.years is not None and span.years not in possible:
        return tr("规划期是 {start}—{end} 年，累计的年数对不上", start=period.start, end=period.end)
    return None


def headed(reading: Reading, running: bool | None, place: IndicatorPart) -> Reading:
    """Return a value under 当年 or 累计 (`running`), marked as such where the target may be a total; else unchanged.

    Raise Misplaced where the cell contradicts its heading, or 累计 may mean a level as well as an increment.
    """
    rule = _rule(place)
    if running is None or reading.values is None or reading.on_ladder or rule is None:
        return reading
    if not rule.is_total and not rule.is_reportable:
        return reading
    if reading.cumulative:
        if not running:
            raise Misplaced(tr("“{text}”是累计数的写法，而列名写的是当年的数", text=reading.text))
        return reading
    if not running:
        return replace(reading, yearly=_of_a_total(rule))
    if rule.is_reportable:
        is_level = _is_level(reading.values, place)
        if is_level and not rule.new_ones:
            return reading
        if is_level or not rule.new_ones:
            advice = tr(
                "“{text}”在累计的列里，看不出是一共增减了多少，还是达到了多少：增减了多少的写成〔{text}〕，达到了多少的写在“数值”一列",
                text=reading.text,
            )
            raise Misplaced(tr("{name}：{advice}", name=place.indicator.name, advice=advice))
    return replace(reading, cumulative=True)


def _rule(place: IndicatorPart) -> Rule | None:
    target = place.target
    return target.rule if target and not target.rule.parts else None


def _is_level(values: Interval, place: IndicatorPart) -> bool:
    """Return whether a value is so near to the baseline that it is a level, not an increment."""
    from healthplan_cli.kinds.change import level_like

    baseline = place.component.baseline if place.component else place.indicator.baseline
    known = converted(baseline.reading, place.indicator.measure, place.indicator.per) if baseline else None
    near = level_like(known) if known is not None else None
    return near is not None and values.within(near)


def one_of_two(found: Sequence[Actual], place: IndicatorPart) -> list[Actual]:
    """Return the values of one indicator and year from columns of 当年 and 累计; for a total only the cumulative one is
    kept.

    Raise Misplaced where the year's amount exceeds the total, or two values differ for a target that is no total.
    """
    actual = [value for value in found if value.observation is Observation.ACTUAL]
    aside = [value for value in found if value.observation is not Observation.ACTUAL]
    running = [value for value in actual if value.reading.cumulative]
    others = [value for value in actual if not value.reading.cumulative]
    if running and _of_a_total(_rule(place)):
        total = running[0].reading.values
        for own in others:
            values = own.reading.values
            if total is not None and values is not None and total.below(values) and not _may_fall(place):
                words = tr(
                    "当年的“{one}”比累计的“{other}”多，必有一个不对",
                    one=own.reading.text,
                    other=running[0].reading.text,
                )
                raise Misplaced(words)
        return [running[0], *aside]
    if len({(value.reading.values, value.reading.cumulative) for value in actual}) > 1:
        target = place.target
        raise Misplaced(
            tr(
                "“{one}”和“{other}”分写在当年、累计一类的列里，看不出按哪一个核验“{words}”：请只留一个",
                one=actual[0].reading.text,
                other=actual[-1].reading.text,
                words=target.text if target else "—",
            )
        )
    return [*actual[:1], *aside]


def _of_a_total(rule: Rule | None) -> bool:
    """Return whether a target is, or may be, the sum of the years, so that the year's amount and the running total differ."""
    return rule is not None and (rule.is_total or rule.new_ones)


def _may_fall(place: IndicatorPart) -> bool:
    """Return whether a total may be lower than one of its years: true for percentage changes."""
    rule = _rule(place)
    return rule is not None and rule.rate is not None
