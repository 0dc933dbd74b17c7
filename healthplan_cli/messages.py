"""One Chinese sentence for each result: what is missing, by how much, what to supply."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from healthplan_cli.judge import is_course
from healthplan_cli.model import Actual, Grade, Interval, Observation, Ratio, Reason, Result, Status
from healthplan_cli.numbers import decimal_text, percent_text
from healthplan_cli.speech import tr
from healthplan_cli.wording.normalise import plain

STATUS_WORDS = {
    Status.MET: tr("达标"),
    Status.AHEAD: tr("快于预期"),
    Status.ON_TRACK: tr("符合预期"),
    Status.BEHIND: tr("滞后"),
    Status.MISSED: tr("未达标"),
    Status.UNKNOWN: tr("无法判定"),
}

NOTE_WORDS = {
    "early": tr("提前实现"),
    "kept": tr("基期已达到目标，要求保持"),
    "beyond_range": tr("越过区间较远的一端"),
    "provisional": tr("实际值是初步数"),
    "provisional_baseline": tr("基期值是初步数"),
    "marked": tr("数或它的名称、列名带有记号（* ① 一类），没有说明是什么意思"),
    "carried": tr("沿用以前年度的数据"),
    "baseline_from_data": tr("基期值取自数据文件"),
    "baseline_from_text": tr("基期值取自规划正文，不在指标表里"),
    "maybe_percent": tr("数值不到 1，是不是百分数写成了小数（0.61 即 61%）"),
    "maybe_unit": tr("数值约是基期的十倍（或十分之一、百倍），是不是 %、‰、/10万 弄混了"),
    "without_baseline": tr("没有基期值，只核对了有数据的年份之间的变化"),
    "baseline_differs": tr("数据文件里基期年份的值与规划的基期不同，按规划的算"),
    "target_supplied": tr("目标值由用户补充"),
    "one_value_for_all": tr("各分项共用一个数值"),
    "modal_commitment": tr("约束性指标，原文语气是“力争”"),
    "revised": tr("按规划期内调整后的基期或目标核验"),
    "sources_differ": tr("几个来源的值不一致，用的是排在前面的"),
    "one_event": tr("多 1 例或少 1 例，结论就不同"),
    "part_year": tr("报的不是全年的数，不作判定"),
    "forecast": tr("报的是预计数或计划数，不是实际值，不作判定"),
    "claim_differs": tr("报表自己的说法与核验的结论不同"),
}


def message(
    result: Result, year: int, band: Fraction, detail: str | None, needed: Interval | None = None
) -> str:
    """The sentence beside a result's status; δ so that no number is rounded over a limit."""
    if result.status is Status.UNKNOWN:
        assert result.reason is not None
        return _unknown(result, result.reason, year, detail)
    assert result.actual is not None
    parts = [
        tr(
            "实际 {value_text}，目标 {words}",
            value_text=value_text(result),
            words=result.target.text if result.target else "—",
        )
    ]
    match result.status:
        case Status.MET:
            kept, early = "kept" in result.noted, "early" in result.noted
            parts.append(tr("保持在目标以内") if kept else tr("已提前实现") if early else tr("达到目标"))
        case Status.MISSED:
            parts.append(_short(result) or tr("{which}没有达到", which=_which(detail)))
        case Status.AHEAD | Status.ON_TRACK | Status.BEHIND:
            parts.append(_pace(result, year, band, detail))
    if needed is not None and result.status in (Status.MISSED, Status.BEHIND):
        parts.append(tr("须{ends}", ends=_ends(needed)))
    if result.regressed:
        parts.append(tr("比基期倒退"))
    return tr("，").join(part for part in parts if part)


def value_text(result: Result, bare: bool = False) -> str:
    """The reported value in its own words; a rate from count and population as its number (`bare`: no more)."""
    if result.actual is None:
        return "—"
    reading, told = result.actual.reading, result.actual.told_by
    if told is not None:
        return (
            reading.text
            if told in plain(reading.text)
            else tr("{text}（{told}）", text=reading.text, told=told)
        )
    if reading.rate is not None and reading.values is not None and reading.values.value is not None:
        if bare:
            return decimal_text(reading.values.value, 2)
        return tr(
            "{decimal_text}{value}（{text}）",
            decimal_text=decimal_text(reading.values.value, 2),
            value=result.unit or "",
            text=reading.text,
        )
    return reading.text


def _short(result: Result) -> str:
    if result.gap is None or result.gap > 0:
        return ""
    if result.gap == 0:
        return tr("刚好在界限上，界限本身不算达到")
    return tr(
        "差 {number}{difference_unit}",
        number=_number(-result.gap),
        difference_unit=difference_unit(result.unit),
    )


def difference_unit(unit: str | None) -> str:
    """How the unit of a difference is said after its number: percentages differ by 百分点."""
    if unit == "%":
        return tr(" 个百分点")
    if unit and unit[0] in "/‰":
        return unit
    return f" {unit}" if unit else ""


def _number(value: Fraction, up: bool | None = None) -> str:
    """All digits where they are few, else four decimals; `up` rounds a limit to the side on which it holds."""
    exact, rounded = decimal_text(value), decimal_text(value, 4)
    if len(exact) <= 8 or not value or Fraction(rounded) == 0:
        return exact
    step = Fraction(1, 10**4)
    if up and Fraction(rounded) < value:
        return decimal_text(Fraction(rounded) + step)
    return decimal_text(Fraction(rounded) - step) if up is False and Fraction(rounded) > value else rounded


def _pace(result: Result, year: int, band: Fraction, detail: str | None) -> str:
    if "kept" in result.noted:
        parts = [tr("基期已达到目标，现在没有保持住"), _short(result)]
        return tr("，").join(filter(None, parts))
    if result.target is not None and is_course(result.target.rule):
        return _course(result, detail)
    if result.progress is None or result.elapsed is None:
        return {
            Status.AHEAD: tr("进度快于时间"),
            Status.ON_TRACK: tr("进度与时间相当"),
            Status.BEHIND: tr("进度慢于时间"),
        }[result.status]
    limits = (result.elapsed - band, result.elapsed + band)
    words = tr(
        "走完 {percent_text}，时间过了 {percent_text2}",
        percent_text=percent_text(result.progress, limits),
        percent_text2=percent_text(result.elapsed),
    )
    if result.expected is not None and result.status is Status.BEHIND:
        words += tr("，{year} 年应到 {number}", year=year, number=_number(result.expected))
    return words


def _course(result: Result, detail: str | None) -> str:
    done = result.status in (Status.ON_TRACK, Status.AHEAD)
    return tr("到目前为止做到了") if done else tr("{value}没有做到", value=_which(detail) or tr("到目前为止"))


def _which(detail: str | None) -> str:
    return tr("{detail} 年", detail=detail) if detail else ""


def _not_actual(actual: Actual, year: int) -> str:
    """Why a reported value isn't judged; nothing for an actual value of its year."""
    told, value = actual.told_by or "", actual.reading.text
    match actual.observation:
        case Observation.ACTUAL:
            return ""
        case Observation.PART_YEAR:
            return tr("{year} 年报的 {value} 是“{told}”的数，不是全年的", year=year, value=value, told=told)
        case Observation.FORECAST:
            return tr("{year} 年报的 {value} 是“{told}”，不是实际值", year=year, value=value, told=told)
    assert_never(actual.observation)


def _unknown(result: Result, reason: Reason, year: int, detail: str | None) -> str:
    words = result.target.text if result.target else "—"
    match reason:
        case Reason.NO_DATA:
            kept_out = _not_actual(result.actual, year) if result.actual is not None else ""
            if result.actual is not None and not kept_out:
                return tr(
                    "没有 {detail} 年的实际值，而“{words}”每年都要看：请补充数据", detail=detail, words=words
                )
            older = (
                tr(
                    "（最近的是 {detail} 年，可加 --carry {value} 沿用）",
                    detail=detail,
                    value=year - int(detail),
                )
                if detail
                else ""
            )
            if kept_out:
                return tr("{kept_out}：请补充全年的实际值{older}", kept_out=kept_out, older=older)
            return tr("没有 {year} 年的实际值{older}：请补充数据", year=year, older=older)
        case Reason.NO_BASELINE:
            since = detail or tr("基期")
            rule = result.target.rule if result.target else None
            level = (result.gap is not None and result.gap < 0) or isinstance(rule, Grade | Ratio)
            what = tr("还没有达到，进度无从算起") if level else tr("无从比较")
            return tr(
                "没有 {since} 年的数值，“{words}”{what}：请在规格的 baseline 或数据中补上",
                since=since,
                words=words,
                what=what,
            )
        case Reason.NO_HISTORY:
            return tr(
                "没有 {value} 年以前的数据，“{words}”无从比较：请在数据中补上更早的年份",
                value=detail or tr("基期"),
                words=words,
            )
        case Reason.EXTERNAL_TARGET:
            return tr(
                "目标值由其他文件确定（{words}）：请用 --set {id}=… 或数据文件的 targets 补上",
                words=words,
                id=result.id,
            )
        case Reason.NO_TARGET:
            return tr("规划没有给这项指标设定目标")
        case Reason.CENSORED:
            return _censored(result, words)
        case Reason.NEEDS_REVIEW:
            return _review(result, words, detail or "")
        case Reason.NO_REFERENCE:
            return tr("“{words}”所参照的指标缺基期或 {year} 年的数值：请补充", words=words, year=year)
    assert_never(reason)


def _censored(result: Result, words: str) -> str:
    baseline = result.baseline
    start = baseline.reading.values if baseline else None
    loose, causes, advice = result.value is None or result.value.value is None, [], []
    if loose:
        causes.append(tr("所给的值是一个范围（{ends}）", ends=_ends(result.value)))
        advice.append(tr("请给出确切的数值"))
    if (
        baseline is not None
        and start is not None
        and start.value is None
        and (not loose or (result.elapsed or 0) < 1)
    ):
        causes.append(tr("基期“{text}”是一个范围", text=baseline.text))
        advice.append(tr("基期的确切值要写在规格的 revisions 里"))
    why, what = tr("，").join(causes), tr("；").join(advice)
    return tr(
        "实际 {value_text}，目标 {words}：{why}，是否达到要求两种可能都有：{what}",
        value_text=value_text(result),
        words=words,
        why=why,
        what=what,
    )


def _ends(values: Interval | None) -> str:
    if values is None:
        return ""
    if values.low is not None and values.high is not None:
        return f"{_number(values.low)}—{_number(values.high)}"
    if values.low is not None:
        return f"{tr('高于') if values.low_open else tr('不低于')} {_number(values.low, up=True)}"
    return (
        f"{tr('低于') if values.high_open else tr('不高于')} {_number(values.high, up=False)}"
        if values.high is not None
        else ""
    )


_REVIEWS = {
    "relative_or_points": tr(
        "“{words}”的 % 可以指相对变化，也可以指百分点，两种读法结论不同：请人工认定，或在规格中写明：{{op: change, by: …, unit: 百分点, direction: …}}，按比例的写 {{op: multiple, value: 0.9}}"
    ),
    "no_unit": tr("“{words}”没有写单位，可以指数量，也可以指百分比，两种读法结论不同：请写明单位"),
    "cumulative": tr(
        "“{words}”是累计数，而数据里有几年的数，看不出是各年的还是累计的：请把累计数报成〔5100〕的样子"
    ),
    "two_units": tr("“{words}”与表里的数字相同而单位不同，必有一个印错：请查明用哪个单位，再人工认定"),
    "no_direction": tr("“{words}”没有写明变化方向：请在规格中写 better"),
    "not_positive": tr("“{words}”：基数不是正数，百分比没有意义，请人工认定"),
    "no_number": tr("实际 {value}，还没有达到“{words}”；目标没有数值，到期以前无从计算进度"),
    "": tr("“{words}”须由人工认定"),
}


def _review(result: Result, words: str, detail: str) -> str:
    unsaid = tr("“{words}”的程度（{detail}）原文没有写明，方向是对的：请人工认定，或在规格中写 at_least")
    return _REVIEWS.get(detail, unsaid).format(words=words, detail=detail, value=value_text(result))
