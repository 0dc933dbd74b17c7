"""Which year is judged, and which of a plan's reviews that is (contract section 5)."""

from __future__ import annotations

from healthplan_cli.model import Actuals, Mode, Observation, Period, Plan


def year_judged(asked: int | None, actuals: Actuals, plan: Plan) -> int:
    """Return --year, else the file's year, else the latest year in the data, else the plan's end. Of forecasts only
    where there is nothing else."""
    dated = [actual for actual in actuals.values if actual.year is not None]
    known = [item for item in dated if item.observation is not Observation.FORECAST]
    years = [item.year for item in known or dated if item.year is not None]
    return asked or actuals.year or max(years, default=plan.period.end)


def mode_of(year: int, period: Period) -> Mode:
    """Return the review that a year usually has: the final one from the plan's end on, the mid-term one in its middle."""
    if year >= period.end:
        return Mode.FINAL
    return Mode.MIDTERM if year == period.middle else Mode.ANNUAL
