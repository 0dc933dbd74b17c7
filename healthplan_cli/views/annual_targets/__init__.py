"""The yearly targets that follow from a plan's baselines and targets (年度分解): Plan → rows of numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart, due_of, parts
from healthplan_cli.model import Indicator, Plan, Revision
from healthplan_cli.views.annual_targets.drawing import drawn, level_drawn
from healthplan_cli.views.annual_targets.reasons import Unfounded, Why
from healthplan_cli.views.annual_targets.stages import followed, stages, with_number
from healthplan_cli.views.annual_targets.step import Basis, YearStep


@record(frozen=True, slots=True)
class PathRow:
    """The yearly targets of an indicator, or of a component of one, as it stands in the plan's last year.

    `reasons` say why years have no number; `revisions` are those in force before the plan ends.
    """

    part: IndicatorPart
    due: int
    steps: tuple[YearStep, ...] = ()
    reasons: tuple[Why, ...] = ()
    revisions: tuple[Revision, ...] = ()

    @property
    def reason(self) -> str | None:
        """Why years have no number and what would help, as one sentence; None where every year has one."""
        return tr("；").join(map(str, self.reasons)) or None

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The kinds of basis that the numbers rest on, each once, in the order of the years."""
        return tuple(dict.fromkeys(step.basis for step in self.steps))

    def step(self, year: int) -> YearStep | None:
        """Return the step of a year; None where that year asks for nothing known."""
        return next((step for step in self.steps if step.year == year), None)


@record(frozen=True, slots=True)
class YearPath:
    """A plan's rows with their yearly numbers.

    `years` are the plan's own years, and those after them in which a target is due.
    """

    plan: Plan
    rows: tuple[PathRow, ...]

    @property
    def years(self) -> range:
        """The years that may have a number: from the plan's first to its last, or to a later one in which a target is due."""
        last = max((step.year for row in self.rows for step in row.steps), default=0)
        return range(self.plan.period.start, max(last, self.plan.period.end) + 1)


def year_path(
    plan: Plan, chosen: Iterable[Indicator] | None = None, geometric: bool | None = None
) -> YearPath:
    """Return the rows of a plan in its order (`chosen`: only these indicators); `geometric` overrides what the spec says."""
    ids = None if chosen is None else {indicator.id for indicator in chosen}
    indicators = [item for item in plan.indicators if ids is None or item.id in ids]
    return YearPath(plan, tuple(row for item in indicators for row in _rows(plan, item, geometric)))


def yearly(
    plan: Plan, part: IndicatorPart, geometric: bool | None = None
) -> tuple[tuple[YearStep, ...], Why | None]:
    """Return the steps of a row as it stands, revisions aside; and why the years without a number have none."""
    why: Why | None = None
    steps: dict[int, YearStep] = {}
    for since, stage in stages(plan, with_number(part)):
        stage = followed(stage, steps.get(since))
        try:
            found: Iterable[YearStep] = drawn(plan, stage, geometric)
        except Unfounded as error:
            found, why = error.steps, why or error.why
        earlier = {year: step for year, step in steps.items() if year <= since}
        steps = earlier | {step.year: step for step in found if step.year > since}
    due = due_of(part.target, plan)
    for year, target in part.indicator.annual_targets:
        if year < due or year not in steps:  # in the due year the target itself is judged
            steps[year] = level_drawn(part, year, target)
    if all(year in steps for year in range(plan.period.start, due + 1)):
        why = None
    return tuple(steps[year] for year in sorted(steps)), why


def _rows(plan: Plan, printed: Indicator, geometric: bool | None) -> Iterator[PathRow]:
    """Yield a row for each part of the indicator, as printed or as revised before the plan ends."""
    revisions = tuple(revision for revision in printed.revisions if revision.year <= plan.period.end)
    versions: dict[str | None, list[IndicatorPart]] = {}
    for indicator in (printed, *(revision.indicator for revision in revisions)):
        for part in parts(indicator):
            versions.setdefault(part.component.id if part.component else None, []).append(part)
    for found in versions.values():
        yield replace(_row(plan, printed, found, geometric), revisions=revisions)


def _row(plan: Plan, printed: Indicator, versions: list[IndicatorPart], geometric: bool | None) -> PathRow:
    """Return the row of a part, each year's number taken from the version that is in force in that year."""
    steps: list[YearStep] = []
    reasons: list[Why] = []
    for part in versions:
        its, why = yearly(plan, part, geometric)
        steps += [step for step in its if printed.version_in(step.year) is part.indicator]
        years = range(plan.period.start, plan.period.end + 1)
        if why is not None and any(printed.version_in(year) is part.indicator for year in years):
            reasons.append(why)
    steps.sort(key=lambda step: step.year)
    last = versions[-1]
    return PathRow(last, due_of(last.target, plan), tuple(steps), tuple(dict.fromkeys(reasons)))


__all__ = [
    "Basis",
    "IndicatorPart",
    "PathRow",
    "Why",
    "YearPath",
    "YearStep",
    "year_path",
    "yearly",
]
