"""Which of the three reviews (annual, mid-term, final) a run is, and the year that it judges (docs/semantics.md, section 5). Pure."""

from __future__ import annotations

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.model import Actuals, Mode, Observation, Period, Plan


def year_judged(asked: int | None, actuals: Actuals, plan: Plan) -> int:
    """Return the year judged: --year, else the file's year, else the latest year in the data, else the plan's end (docs/semantics.md, section 5).

    A forecast counts only where there is nothing else.
    """
    dated = [actual for actual in actuals.values if actual.year is not None]
    known = [item for item in dated if item.observation is not Observation.FORECAST]
    years = [item.year for item in known or dated if item.year is not None]
    return asked or actuals.year or max(years, default=plan.period.end)


def mode_of(year: int, period: Period) -> Mode:
    """Return the review that a year has by default: final from the plan's end on, mid-term in its middle, else annual."""
    if year >= period.end:
        return Mode.FINAL
    return Mode.MIDTERM if year == period.middle else Mode.ANNUAL


def review(mode: str | None, asked: int | None, data: Actuals, plan: Plan, file: str) -> tuple[Mode, int]:
    """Return the review and the year judged, by `--mode` and `--year` (`asked`).

    Raise InvalidInput for a year that contradicts the mode or the plan's period: at `--year`, or at `file` where that
    option isn't given.
    """
    period = plan.period
    year = _year_of(mode, asked, data, plan)
    if year <= period.baseline:
        words = tr(
            "{year} 年不在规划期内：基期是 {baseline} 年，从 {start} 年起才能核验",
            year=year,
            baseline=period.baseline,
            start=period.start,
        )
        raise refusal("--year" if asked is not None else file, words)
    if asked is None and year > period.end:
        raise InvalidInput([_too_late(year, data, plan, file)])
    if mode == "final" and year < period.end:
        words = tr(
            "终期评估看的是规划末年：--mode final 用 {end} 年，不能是 {year} 年", end=period.end, year=year
        )
        raise refusal("--year", words)
    if mode == "midterm" and year >= period.end:
        words = tr(
            "{year} 年规划已到期，不是中期：请用 --mode final，或把 --year 定在 {end} 年以前",
            year=year,
            end=period.end,
        )
        raise refusal("--year", words)
    return (Mode(mode) if mode else mode_of(year, period)), year


def _too_late(year: int, data: Actuals, plan: Plan, file: str) -> Problem:
    """Return the problem of data dated after the plan's end while no option names the year: a slip (2032) must not make a final review."""
    place = next((item.location for item in data.values if item.year == year), Location(file))
    words = tr(
        "{year} 年在规划末年（{end} 年）以后：是笔误的请改正；确要按这一年核验的，请写明 --year {year2}",
        year=year,
        end=plan.period.end,
        year2=year,
    )
    return Problem(place, words)


def _year_of(mode: str | None, asked: int | None, data: Actuals, plan: Plan) -> int:
    usual = year_judged(asked, data, plan)
    if asked is not None or mode in (None, "annual"):
        return usual
    if mode == "final":
        return max(usual, plan.period.end)
    if data.year is not None and data.year < plan.period.end:
        return usual
    return min(usual, plan.period.middle)
