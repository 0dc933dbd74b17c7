"""Where the value of an option comes from: a flag, an environment variable, a settings file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from click.core import ParameterSource

from healthplan_cli.base.errors import InvalidInput, Problem
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.location import Location
from healthplan_cli.commands.setting_types import PATHS
from healthplan_cli.evaluation.gate import Settings
from healthplan_cli.sources.plans.catalog import SUFFIXES

_ASIDE = ("verbose", "no_pager")  # of the program's manners: no settings


def is_flag(name: str) -> bool:
    """Return whether the command line itself gives an option.

    A value from a settings file or variable is meant for every run, and needn't suit each.
    """
    context = click.get_current_context(silent=True)
    return context is None or context.get_parameter_source(name) is ParameterSource.COMMANDLINE


def origin(context: click.Context, name: str) -> str:
    """Return where an option's value comes from, a place in a file or a variable; empty for a flag or the default."""
    source = context.get_parameter_source(name)
    if source is ParameterSource.DEFAULT_MAP:
        return str(context.meta["config"].places[name])
    return tr("环境变量 HPCHECK_{upper}", upper=name.upper()) if source is ParameterSource.ENVIRONMENT else ""


# What a report says depends on these; a setting that nobody named must not change it unsaid.
_BEARING = (
    "plan", "gate", "allow_unknown", "waivers", "as_of", "against", "mode", "year", "carry", "band",
    "set", "sources", "map", "sheet",
)  # fmt: skip

_USUAL = {"gate": "binding", "allow_unknown": "False", "carry": "0", "band": "0.05"}  # as without a setting


def settings_found() -> Settings | None:
    """Return the settings file that was found without being named, with those of its settings that bear on verdicts
    or the gate in this run; None without any.
    """
    context = click.get_current_context(silent=True)
    if context is None or not context.meta["config"].found:
        return None
    names = [
        name
        for name in _BEARING
        if context.get_parameter_source(name) is ParameterSource.DEFAULT_MAP
        and str(context.params[name]) != _USUAL.get(name)
        and (name != "plan" or any(text.endswith(SUFFIXES) for text in context.params[name]))
    ]
    shown = tuple(name.replace("_", "-") for name in names)
    return Settings(context.meta["config"].path, shown) if names else None


def refused(context: click.Context) -> Iterator[Problem]:
    """Yield a problem for each setting that a found file may not make, where it would take effect in this run."""
    given = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
    taken = {option.name for option in context.command.params if option.name != "output" or option.multiple}
    for name, problem in context.meta["config"].refused:
        if name == "config" or (name in taken and context.get_parameter_source(name) not in given):
            yield problem


def traced(context: click.Context, error: InvalidInput) -> InvalidInput:
    """Return the same problems, each with the file or variable that gave the wrong option."""
    return InvalidInput(_traced(context, problem) for problem in error.problems)


def _traced(context: click.Context, problem: Problem) -> Problem:
    file = problem.location.file
    for name, value in context.params.items():
        given = origin(context, name)
        if given and file == f"--{name.replace('_', '-')}":
            own = context.meta["config"].places.get(name) if ":" in given else None
            return Problem(own or Location(given), f"{file} {problem.message}")
        named = value if isinstance(value, tuple) else (value,)
        if given and name in ("plan", *PATHS) and not problem.location.line and file in named:
            return Problem(
                problem.location,
                tr("{message}（{given} 的 {name}）", message=problem.message, given=given, name=name),
            )
    return problem


def in_force(context: click.Context) -> Iterator[str]:
    """Yield a line for each option of a command: its value, and where it comes from (`-v`)."""
    flag = context.get_parameter_source("config") is ParameterSource.COMMANDLINE
    config = context.meta["config"]
    found = tr("找到的") if config.path else tr("缺省")
    yield tr(
        "config = {value}  （{words}）",
        value=config.path or "—",
        words=tr("命令行") if flag else origin(context, "config") or found,
    )
    for option in context.command.params:
        name = option.name or ""
        if isinstance(option, click.Option) and name in context.params and name not in _ASIDE:
            flag = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
            where = tr("命令行") if flag else origin(context, name) or tr("缺省")
            yield tr(
                "{replace} = {shown}  （{where}）",
                replace=max(option.opts, key=len).removeprefix("--"),
                shown=_shown(context.params[name]),
                where=where,
            )


def _shown(value: Any) -> str:
    if isinstance(value, tuple | list):
        return tr("、").join(map(str, value)) or "—"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "—" if value is None else str(value)
