"""`hpcheck path`: the yearly targets that follow from a plan, for the terminal, a spreadsheet, a spec or a program."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.actuals.places import Index
from healthplan_cli.catalog import load_plan
from healthplan_cli.commands.forms import form_of
from healthplan_cli.commands.look import columns
from healthplan_cli.commands.output import page, save, say, write
from healthplan_cli.commands.planname import plan_meant
from healthplan_cli.commands.show import find_indicator
from healthplan_cli.errors import InvalidInput, Problem
from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.model import Indicator, Plan
from healthplan_cli.speech import tr
from healthplan_cli.visible import shown
from healthplan_cli.yearpath import YearPath, year_path

_SUFFIXES = {".csv": "csv", ".xlsx": "xlsx", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}


def run_path(
    words: tuple[str, ...],
    plan: tuple[str, ...],
    format_: str | None,
    output: str | None,
    force: bool,
    pace: str | None,
    no_pager: bool = False,
) -> ExitCode:
    """Prints the yearly targets, or writes them to a file: of the plan that is meant, or of the indicators named after it."""
    output = None if output == "-" else output
    form = form_of(format_, output, _SUFFIXES, tr("年度目标.xlsx"))
    name, indicators = plan_meant(words, plan)
    loaded = load_plan(name)
    chosen = _chosen(loaded, indicators) if indicators else None
    found = year_path(loaded, chosen, None if pace is None else pace == "geometric")
    content = _content(found, form)
    if output is None and form == "terminal":
        page(content.decode(), not no_pager)
    elif output is None:
        write(content.decode(), exact=True)
    else:
        save(output, content, force)
        say(tr("已写出 {output}", output=output))
    return ExitCode.PASS


def _chosen(plan: Plan, names: Sequence[str]) -> list[Indicator]:
    """The indicators of these names; every name that has none at once."""
    index = Index(plan)
    found: list[Indicator] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found.append(find_indicator(plan, index, name))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return found


def _content(path: YearPath, form: str) -> bytes:
    """The bytes of a form: text is UTF-8."""
    path = path if form == "json" else shown(path)
    if form == "xlsx":
        from healthplan_cli.reporters.pathsheet import path_xlsx

        return path_xlsx(path)
    from healthplan_cli.reporters import pathdata
    from healthplan_cli.reporters.pathtable import path_terminal

    match form:
        case "csv":
            text = pathdata.path_csv(path)
        case "yaml":
            text = pathdata.path_yaml(path)
        case "json":
            text = pathdata.path_json(path)
        case _:
            text = path_terminal(path, columns())
    return text.encode()
