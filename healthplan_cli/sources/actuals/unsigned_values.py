"""Values of columns that don't say whether they are actual ones, collected for the comparison with the plan in `suspects`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.normalise import plain
from healthplan_cli.model import Actual, Observation, Plan
from healthplan_cli.sources.actuals.layout import SheetLayout
from healthplan_cli.sources.actuals.lookup import Misplaced
from healthplan_cli.sources.actuals.suspects import ValueGroup
from healthplan_cli.sources.actuals.timing import Times
from healthplan_cli.sources.actuals.value_columns import Values

_TELLING = 1_000  # values of a column that tell whether it holds the plan's own targets


class UnsignedValues:
    """The values that aren't said to be actual ones, by column and year; collecting ends at about 1,000 for each column and year."""

    def __init__(self, layout: SheetLayout, times: Times) -> None:
        self.layout, self.times = layout, times
        self.found: dict[tuple[int, int | None], list[Actual]] = {}

    def note(self, values: Values, year: int | None, read: Sequence[Actual]) -> None:
        """Keep the values read from a column for a year, unless the sheet says whether they are actual ones."""
        group = self.found.setdefault((values.at, year), [])
        if len(group) < _TELLING and self.times.is_unsigned(values, year):
            group += read

    def groups(self) -> Iterator[ValueGroup]:
        """Yield the collected values of each column, in a long table of each year, without part-year values and forecasts."""
        heads = {column.at: column for column in self.layout.header.columns}
        for (at, year), values in self.found.items():
            heading = heads[at].heading
            own = year if heading is not None and heading.year is None else None
            words = tr("{year} 年的{words}", words=heads[at].words, year=own) if own else heads[at].words
            actual = [value for value in values if value.observation is Observation.ACTUAL]
            yield ValueGroup(words, self.layout.place_of(heads[at]), year, actual)


def check_is_measured(text: str, place: IndicatorPart, values: Values, plan: Plan) -> None:
    """Raise Misplaced for a value with the words of the target (每年降低0.5个百分点) under a heading of the last year alone."""
    target = place.target
    if not values.bare or values.year != plan.period.end or target is None:
        return
    changes = target.rule.is_change or target.rule.is_trend
    if changes and plain(target.text) == plain(text) and not plain(text).startswith("〔"):
        advice = tr("这一列若是目标，列名请写“{year}年目标”；若是实际值，请填数值", year=values.year)
        raise Misplaced(tr("“{text}”和规划的目标一字不差：{advice}", text=text, advice=advice))
