"""What every command that judges begins with: plans and data loaded, targets set, the year and the conventions fixed."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.commands.load import load, read_inputs
from healthplan_cli.commands.opening import ReadingOptions
from healthplan_cli.commands.options import asked_year, band_of, carry_of, names_of, review, with_settings
from healthplan_cli.commands.progress import working
from healthplan_cli.model import Actuals, Conventions, InputFile, Plan
from healthplan_cli.sources.actuals.lookup import Index


@record(frozen=True, slots=True)
class DataOptions:
    """The options that say what the plans and the data are and how they are judged, as given."""

    actuals: tuple[str, ...]
    plan: tuple[str, ...] = ()
    year: int | None = None
    carry: int = 0
    band: str = "0.05"
    set: tuple[str, ...] = ()
    targets: str | None = None
    sheet: str | None = None
    map: str | None = None
    sources: tuple[str, ...] = ()
    quiet: bool = False
    with_: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Prepared:
    """A plan with its data, ready to be judged."""

    plan: Plan
    index: Index
    actuals: Actuals
    conventions: Conventions
    inputs: tuple[InputFile, ...]


def prepared(options: DataOptions, notices: list[Problem], mode: str | None = None) -> tuple[Prepared, ...]:
    """Every plan of the run. InvalidInput carries every problem; `notices` gets what should be looked at."""
    year, band, carry = asked_year(options.year), band_of(options.band), carry_of(options.carry)

    def judged(data: Actuals, plan: Plan) -> int:
        return review(mode, year, data, plan, options.actuals)[1]

    how = ReadingOptions(options.sheet, options.map, names_of(options.sources), year)
    files = read_inputs(options.actuals)
    with working(options.quiet):
        loaded = load(files, options.plan, how, judged, notices, bool(options.with_))
    indexes = [item.index for item in loaded]
    found = []
    for item in loaded:
        data = with_settings(item.actuals, options.set, item.index, indexes)
        kind, when = review(mode, year, data, item.plan, options.actuals)
        conventions = Conventions(when, band, carry, kind)
        found.append(Prepared(item.plan, item.index, data, conventions, item.inputs))
    return _with_targets(found, options.targets) if options.targets else tuple(found)


def _with_targets(found: Sequence[Prepared], path: str) -> tuple[Prepared, ...]:
    """The plans with the yearly targets of a file, which counts as read for the plan that it is for."""
    from healthplan_cli.base.read_bytes import read_source
    from healthplan_cli.sources.actuals.yearly import read_yearly, with_yearly
    from healthplan_cli.sources.strict_yaml import parse

    source = read_source(path)
    plan, yearly = read_yearly(parse(source.content, path), path, [item.index for item in found])
    file = InputFile(source.path, source.sha256)
    return tuple(
        replace(item, plan=with_yearly(item.plan, yearly), inputs=(*item.inputs, file))
        if item.plan.id == plan
        else item
        for item in found
    )
