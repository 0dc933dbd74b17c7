"""What every reader of actuals does with a value once it has found its place: read it, put it in its unit, keep it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace

from healthplan_cli.actuals.places import Index, Misplaced, Place, read_rate, read_value
from healthplan_cli.errors import InvalidInput, Problem, in_order
from healthplan_cli.model import Actual, Location, Plan, Reading
from healthplan_cli.record import record


@record(frozen=True, slots=True)
class Context:
    """What holds for a value: its place, its year (None: the file names none), where it comes from."""

    place: Place
    year: int | None = None
    source: str | None = None
    note: str | None = None
    provisional: bool = False
    dated: bool = False


@record(slots=True)
class Gatherer:
    """The values and the problems of one file."""

    index: Index
    problems: list[Problem] = field(default_factory=list)
    values: list[Actual] = field(default_factory=list)

    def fail(self, where: Location, message: str) -> None:
        self.problems.append(Problem(where, message))

    def find(self, name: str, where: Location) -> Place | None:
        """The place of a name; a name that isn't known is a problem."""
        try:
            return self.index.find(name)
        except Misplaced as error:
            self.fail(where, str(error))
            return None

    def value(self, text: str, unit: str | None, context: Context, where: Location) -> None:
        """A value as written; a cell with a value for each component is taken apart."""
        try:
            reading = read_value(text, unit, context.place)
        except Misplaced as error:
            self.fail(where, str(error))
            return
        if not reading.parts:
            self._keep(reading, context, where)
        for name, part in reading.parts:
            indicator = context.place.indicator
            component = self.index.component(indicator, name or "")
            if component is None:
                self.fail(where, f"{indicator.name} 没有分项“{name}”")
                continue
            self._keep(part, replace(context, place=Place(indicator, component)), where)

    def rate(self, count: str, population: str, context: Context, where: Location) -> None:
        """A rate from its numerator and its denominator."""
        try:
            self._keep(read_rate(count, population, context.place), context, where)
        except Misplaced as error:
            self.fail(where, str(error))

    def _keep(self, reading: Reading, context: Context, where: Location) -> None:
        if reading.values is None:
            return
        component = context.place.component
        self.values.append(
            Actual(
                context.place.indicator.id,
                component.id if component else None,
                context.year,
                replace(reading, provisional=reading.provisional or context.provisional),
                context.source,
                context.note,
                where,
            )
        )

    def finish(self) -> tuple[Actual, ...]:
        """The values. InvalidInput with every problem, in the order of the file."""
        self.problems += conflicts(self.values, None, self.index.plan)
        if self.problems:
            raise InvalidInput(in_order(self.problems))
        return tuple(self.values)


def conflicts(values: Iterable[Actual], year: int | None, plan: Plan) -> list[Problem]:
    """Two different values for one place; the same one twice is fine. `year` is that of values without one."""
    seen: dict[tuple[str, str | None, int | None], Actual] = {}
    problems = []
    for actual in values:
        when = actual.year or year
        first = seen.setdefault((actual.indicator, actual.component, when), actual)
        if first.reading.values != actual.reading.values:
            named = f" {when} 年" if when else ""
            name = plan.find(actual.indicator).name
            both = f"“{first.reading.text}”（{first.location}）和“{actual.reading.text}”"
            problems.append(Problem(actual.location, f"{name}{named}有两个不同的值：{both}"))
    return problems
