"""The first step of every command that judges: its options checked, plans and data loaded."""

from __future__ import annotations

import click

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.read_bytes import read_inputs
from healthplan_cli.commands.options import asked_year, band_of, carry_of, check_reading, names_of
from healthplan_cli.commands.origin import origin
from healthplan_cli.commands.progress import working
from healthplan_cli.sources.actuals.loading import PlanData, Request, load


@record(frozen=True, slots=True)
class DataOptions:
    """The options that choose plans and data and say how they are judged, as given."""

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


def prepared(options: DataOptions, mode: str | None = None) -> tuple[tuple[PlanData, ...], list[Problem]]:
    """Return every plan of the run with its data, and notices. Raise InvalidInput with every problem."""
    request = Request(
        options.plan,
        bool(options.with_),
        options.sheet,
        options.map,
        names_of(options.sources),
        sources_from(),
        asked_year(options.year),
        mode,
        band_of(options.band),
        carry_of(options.carry),
        options.set,
        options.targets,
    )
    files = read_inputs(options.actuals)
    check_reading(options.actuals, options.sheet, options.map)
    with working(options.quiet):
        return load(files, request)


def sources_from() -> str:
    """Return which setting or variable declares the order of sources; empty where --sources does."""
    context = click.get_current_context(silent=True)
    return origin(context, "sources") if context else ""
