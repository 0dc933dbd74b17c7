"""`hpcheck plans` and `hpcheck show`: a plan for people to read, and its rows as data."""

from __future__ import annotations

import sys
from typing import Any

from healthplan_cli.base.errors import InvalidInput, Problem, refusal
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.text_width import pad, width
from healthplan_cli.commands.output import say, write
from healthplan_cli.commands.planname import plan_meant
from healthplan_cli.commands.writing import Delivery, deliver, look_of, targets_of
from healthplan_cli.model import Indicator, Nature, Plan
from healthplan_cli.report.documents.plan import PlanView
from healthplan_cli.report.programs.jsontext import dumps
from healthplan_cli.sources.actuals.lookup import Index, Misplaced
from healthplan_cli.sources.plans.catalog import load_plan, plan_files

_UNWRAPPED = 100_000  # columns: other programs have whole lines


def run_plans(format_: str) -> ExitCode:
    """Print a line for each plan; the problems of a plan file with errors are printed too, and the others still listed."""
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for name in plan_files():
        try:
            rows.append(_summary(name, load_plan(name)))
        except InvalidInput as error:
            problems += error.problems
    if format_ == "json":
        write(dumps(rows, indent=2) + "\n", exact=True)
    else:
        longest = max((width(row["name"]) for row in rows), default=0)
        for row in rows:
            natures = tr("，").join(f"{nature} {count}" for nature, count in row["natures"].items())
            period = f"{row['period']['start']}–{row['period']['end']}"
            say(
                tr(
                    "{pad}  {period}  {row:>2} 项（{natures}）  {row2}",
                    pad=pad(row["name"], longest),
                    period=period,
                    row=row["indicators"],
                    natures=natures,
                    row2=row["title"],
                )
            )
    if problems:
        raise InvalidInput(problems)
    return ExitCode.PASS


def _summary(name: str, plan: Plan) -> dict[str, Any]:
    natures = {
        nature.value: sum(item.nature is nature for item in plan.indicators)
        for nature in Nature
        if nature is not Nature.COMMITMENT
    }
    return {
        "name": name,
        "id": plan.id,
        "title": plan.title,
        "region": dict(plan.region),
        "period": {"baseline": plan.period.baseline, "start": plan.period.start, "end": plan.period.end},
        "indicators": len(plan.indicators),
        "natures": {nature: count for nature, count in natures.items() if count},
        "path": plan.path,
    }


@record(frozen=True, slots=True)
class ShowOptions(Delivery):
    """The command line of `hpcheck show`, as given."""

    words: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()


def run_show(options: ShowOptions) -> ExitCode:
    """Print a plan, or one of its indicators; or the spec's text unchanged."""
    forms = (options.form, *targets_of("plan", options).values())  # before the work
    name, rest = plan_meant(options.words, options.plan)
    if len(rest) > 1:
        raise refusal(rest[1], tr("一次只看一项指标；不写指标看整份规划"))
    if rest and "spec" in forms:
        raise refusal("--format", tr("spec 是整份规格，不能只要一项指标"))
    plan = load_plan(name, whole=True)
    rows = (find_indicator(plan, Index(plan), rest[0]),) if rest else plan.indicators
    look = look_of(options)
    if sys.stdout is None or not sys.stdout.isatty():
        look = replace(look, width=_UNWRAPPED)
    view = PlanView(plan, rows, not rest, "commitments" in options.with_, name)
    deliver("plan", [view], options, (plan.path,), look)
    return ExitCode.PASS


def find_indicator(plan: Plan, index: Index, name: str) -> Indicator:
    """Return the indicator that a person means: by id, name, number, alias, or a word that only one name contains.

    Raise InvalidInput where there is none, or several.
    """
    try:
        return index.find(name).indicator
    except Misplaced as error:
        found = [item for item in plan.indicators if name in item.name or name in item.aliases]
        found = found or [item for item in plan.commitments if not item.restates and name in item.name]
        if len(found) != 1:
            raise refusal(plan.path, no_number(plan, name) or str(error)) from None
        return found[0]


def no_number(plan: Plan, name: str) -> str | None:
    """Return which numbers the rows have, for a number that no row has.

    None where the name is no number, or where the rows' numbers aren't plain (1.2, C1).
    """
    numbers = [item.no for item in plan.indicators]
    if name in numbers or not name.isdecimal() or not all(no.isdecimal() for no in numbers):
        return None
    return tr(
        "本规划没有第 {name} 项，序号是 {min}–{max}",
        name=name,
        min=min(numbers, key=int),
        max=max(numbers, key=int),
    )


__all__ = ["run_plans", "run_show"]
