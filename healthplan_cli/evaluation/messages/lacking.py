"""Why a row can't be judged, and what to supply: a sentence of each for each reason (docs/semantics.md, section 7).

The first is for every reader, the second for whoever has the data and the spec at hand: it may name fields and
options.
"""

from __future__ import annotations

from typing import assert_never

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.judge import listed
from healthplan_cli.evaluation.messages.amounts import ends_words, facts, unit_of, value_text
from healthplan_cli.evaluation.messages.percent_ways import percent_ways
from healthplan_cli.language.figures import printed_words, reported, target_words
from healthplan_cli.model import Actual, Note, Observation, Question, Reason, Result, Verdict

Said = tuple[str, str]  # why, and what to supply; nothing where the first says all


def _no_data(result: Result, year: int, verdict: Verdict, latest: int | None) -> Said:
    """Write which value is missing: the year's, the due year's, or other years' that a course looks at; and what to supply."""
    words, due, actual = target_words(result.target, result.unit), result.due, result.actual
    kept_out = _not_actual(result, actual, year) if actual is not None else ""
    if kept_out:
        return kept_out, tr("请补充全年的实际值{older}", older=_older(latest, year))
    course = result.target is not None and result.target.rule.is_course
    when, supply = listed(verdict.years or (year,)), tr("请补充数据")
    if actual is not None and course and year < due:
        return tr("缺少 {detail} 年数据，“{words}”逐年核验", detail=when, words=words), supply
    if actual is not None and course:
        missing = listed(result.years_missing) or when
        unseen = tr(
            "缺少 {missing} 年数据，“{words}”看到 {due} 年为止，是否做到无法判断",
            missing=missing,
            words=words,
            due=due,
        )
        return unseen, supply
    if year > due and (course or (actual is not None and (actual.year or year) > due)):
        return tr("缺少 {due} 年（目标年）数据，“{words}”看到那一年为止", due=due, words=words), supply
    if actual is not None and result.years_missing:
        open_sum = tr(
            "缺少 {detail} 年数据，缺的年份不按 0 计，实际 {value}，是否达到“{words}”无法判断",
            detail=when,
            value=value_text(result),
            words=words,
        )
        return open_sum, supply
    if actual is not None:
        carried = tr(
            "缺少 {detail} 年数据，沿用的 {older} 年的 {value} 尚未达到“{words}”，{detail} 年是否达到无法判断",
            detail=when,
            older=actual.year or year,
            value=value_text(result),
            words=words,
        )
        return carried, supply
    older = "" if course and year == due else _older(latest, year)  # there an older value would not help
    return tr("缺少 {year} 年数据", year=year), supply + older


def _older(latest: int | None, year: int) -> str:
    """Write how the value of the year `latest` could stand in (--carry); empty without one."""
    if latest is None:
        return ""
    return tr("（最近的是 {detail} 年，可加 --carry {value} 沿用）", detail=latest, value=year - latest)


def _not_actual(result: Result, actual: Actual, year: int) -> str:
    """Write why reported values (a forecast, part of a year) aren't judged; empty where the value is an actual one."""
    if actual.observation is Observation.ACTUAL:
        return ""
    return tr("，").join(_why_not(result, item, year) for item in (actual, *actual.others))


def _why_not(result: Result, actual: Actual, year: int) -> str:
    told, value = actual.told_by or "", reported(actual.reading, unit_of(result))
    match actual.observation:
        case Observation.ACTUAL:
            return ""
        case Observation.PART_YEAR:
            return tr("{year} 年报的 {value} 是“{told}”的数，不是全年的", year=year, value=value, told=told)
        case Observation.FORECAST:
            return tr("{year} 年报的 {value} 是“{told}”，不是实际值", year=year, value=value, told=told)
    assert_never(actual.observation)


def lacking(
    result: Result,
    reason: Reason,
    year: int,
    verdict: Verdict,
    latest: int | None = None,
    setting: str = "",
) -> Said:
    """Return why a row is unknown, and what to supply; `latest` is the last year with a value that could stand in.

    `setting` is what `--set` calls the row.
    """
    years = listed(verdict.years)
    words = target_words(result.target, result.unit)
    match reason:
        case Reason.NO_DATA:
            return _no_data(result, year, verdict, latest)
        case Reason.NO_BASELINE:
            return _no_baseline(result, years, words)
        case Reason.NO_HISTORY:
            before = years or tr("基期")
            return (
                tr("缺少 {value} 年以前的数据，“{words}”无从比较", value=before, words=words),
                tr("请在数据中补上更早的年份"),
            )
        case Reason.EXTERNAL_TARGET:
            open_rule = result.target.rule if result.target else None
            if open_rule is not None and open_rule.to:
                return _without_other(open_rule.to, min(year, result.due), words, setting or result.id)
            return (
                tr("目标值由其他文件确定（{words}），尚未取得", words=words),
                tr("请用 --set {id}=… 或数据文件的 targets 补上", id=setting or result.id),
            )
        case Reason.NO_TARGET:
            return tr("规划没有给这项指标设定目标"), ""
        case Reason.CENSORED:
            return _censored(result, verdict.years)
        case Reason.NEEDS_REVIEW:
            return _review(result, words, verdict)
        case Reason.IN_PROGRESS:
            return _in_progress(result, verdict)
        case Reason.NO_REFERENCE:
            return _no_reference(result, years or str(year), words)
    assert_never(reason)


def _no_baseline(result: Result, years: str, words: str) -> Said:
    """Write that the value from which a change is counted isn't known, and what therefore stays open."""
    rule = result.target.rule if result.target else None
    level = (result.gap is not None and result.gap < 0) or (rule is not None and rule.is_grade_or_ratio)
    what = tr("尚未达到，完成进度无从计算") if level else tr("无从比较")
    if Note.WITHOUT_BASELINE in result.noted:
        what = tr("有数据的各步都做到了，第一步无从比较")
    return (
        tr("缺少 {since} 年数据，“{words}”{what}", since=years or tr("基期"), words=words, what=what),
        tr("请在规格的 baseline 或数据中补上"),
    )


def _no_reference(result: Result, years: str, words: str) -> Said:
    """Write that the indicator with which this one is compared has no value in some years."""
    if result.target is not None and result.target.rule.to:
        return tr(
            "“{words}”要与“{to}”比，规划里的那一项缺少 {detail} 年数据",
            words=words,
            to=result.target.rule.to,
            detail=years,
        ), tr("请补充数据")
    return (
        tr("“{words}”要比同样两年的增长，所参照的指标缺少 {detail} 年数据", words=words, detail=years),
        tr("请补充数据"),
    )


def _in_progress(result: Result, verdict: Verdict) -> Said:
    """Write that a milestone was reported neither as done nor as not done; with the `years` of one that is to be kept."""
    own = (result.actual.year,) if result.actual else ()
    others = tuple(year for year in verdict.years if (year,) != own)
    when = tr("（{years} 年）", years=listed(others)) if others else ""
    return (
        tr("{facts}：是否做成无法判断{when}", facts=facts(result), when=when),
        tr("做成了的请报“已建成”一类的，写明日期；没有做成的请报“否”"),
    )


def _without_other(to: str, year: int, words: str, id: str) -> Said:
    """Write how to supply the number that a target is compared with; `id` is what `--set` calls it."""
    return (
        tr("“{words}”要与“{to}”比，缺少后者 {year} 年数据", words=words, to=to, year=year),
        tr("请用 --set {id}=数 或数据文件的 targets 补上", id=id),
    )


def _censored(result: Result, years: tuple[int, ...]) -> Said:
    """Write which number is a range: the value (or those of the `years`), or the baseline; and which exact number to supply."""
    baseline = result.baseline
    start = baseline.reading.values if baseline else None
    own = (result.actual.year,) if result.actual else ()
    loose, causes, advice = result.value is None or result.value.value is None, [], []
    if loose and years in ((), own):
        causes.append(tr("所给的值是一个范围（{ends}）", ends=ends_words(result.value, result.unit)))
    elif years:
        causes.append(tr("{detail} 年那一步无法判断，有的数是一个范围", detail=listed(years)))
    if causes:
        advice.append(tr("请给出确切的数值"))
    early = result.elapsed is not None and result.elapsed < 1
    if baseline is not None and start is not None and start.value is None and (not causes or early):
        text = printed_words(baseline.text, baseline.reading, result.unit)
        causes.append(tr("基期“{text}”是一个范围", text=text))
        advice.append(tr("基期的确切值要写在规格的 revisions 里"))
    if not causes:  # neither: the numbers of the indicator referred to
        causes.append(tr("所参照的数是一个范围"))
        advice.append(tr("请给出确切的数值"))
    why = tr("，").join(causes)
    return tr("{facts}：{why}，是否达到要求两种可能都有", facts=facts(result), why=why), tr("；").join(advice)


# Why, and what a person has to decide or to write.
_REVIEWS = {
    Question.RELATIVE_OR_POINTS: (
        tr("“{words}”的 % 可以指相对变化，也可以指百分点，两种读法结论不同"),
        tr("请人工认定，或在规格中写明：{ways}"),
    ),
    Question.NO_UNIT: (
        tr("“{words}”没有写单位，可以指数量，也可以指百分比，两种读法结论不同"),
        tr("请写明单位"),
    ),
    Question.WHICH_TOTAL: (
        tr("“{words}”是规划期各年合计的数，而数据没有说是当年的数还是到当年的累计数，两种算法结论不同"),
        tr(
            "各年的数请在规格里写 sum: true，累计数请报成〔{number}〕或 {{value: {number}, cumulative: true}}；是一个水平、不是合计的，请写 sum: false"
        ),
    ),
    Question.TOTAL_OR_CHANGE: (
        tr("“{words}”可以指规划期各年合计的数，也可以指较基期的变化，结论不同"),
        tr(
            "是合计的，报各年的数的请在规格里写 sum: true，报累计数的报成〔{number}〕；是变化的，请写 sum: false"
        ),
    ),
    Question.TWO_UNITS: (
        tr("“{words}”与表里的数字相同而单位不同，必有一个印错"),
        tr("请查明用哪个单位，再人工认定"),
    ),
    Question.OPPOSED: (
        tr("“{words}”的方向与这项指标哪边算好相反{ends}"),
        tr("请人工认定；写反了的改目标，没有写反的在规格里改 better"),
    ),
    Question.NOT_POSITIVE: (tr("“{words}”：基数不是正数，百分比没有意义"), tr("请人工认定")),
    Question.NO_NUMBER: (tr("实际 {value}，尚未达到“{words}”；目标没有数值，到期以前无从计算完成进度"), ""),
    Question.GEOMETRIC: (
        tr("实际 {value}，尚未达到“{words}”；按固定增长率推算要求基期和目标都大于 0，完成进度无从计算"),
        tr("请在规格里把 pace: geometric 改用直线（linear），或写 annual_targets"),
    ),
    Question.OVERSHOT: (tr("实际 {value}，越过了“{words}”的另一头，说不上是快还是慢"), tr("请人工认定")),
    Question.DEGREE: (
        tr("“{words}”的程度（{detail}）原文没有写明，方向是对的"),
        tr("请人工认定，或在规格中写 at_least"),
    ),
    Question.UNREAD: (
        tr("目标（{words}）还没有读懂，或看不出哪边算好"),
        tr("请在规格里写明，看不出哪边算好的写 better，再把 target 写成原话；看不懂的写成结构"),
    ),
    None: (tr("“{words}”须由人工认定"), ""),
}


def _both_ways(result: Result, verdict: Verdict) -> str:
    """Write the values that the words ask for literally, and those that they would ask for in the better direction;
    empty where either isn't known.
    """
    ends = [
        ends_words(values, result.unit)
        for values in (verdict.needed, verdict.otherwise)
        if values is not None
    ]
    return tr("（照字面须{one}，照好的方向须{other}）", one=ends[0], other=ends[1]) if len(ends) == 2 else ""


def _review(result: Result, words: str, verdict: Verdict) -> Said:
    values = {
        "words": words,
        "detail": verdict.degree,
        "value": value_text(result),
        "ends": _both_ways(result, verdict),
        "ways": percent_ways(result),
        "number": _number(result),
    }
    why, what = _REVIEWS[verdict.question]
    return why.format(**values), what.format(**values)


def _number(result: Result) -> str:
    """Write the value with all its digits; … where it isn't one number."""
    exactly = result.value.value if result.value is not None else None
    return decimal_text(exactly) if exactly is not None else "…"
