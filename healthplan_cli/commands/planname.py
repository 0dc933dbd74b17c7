"""Which plan a command is about: the one named on the command line, or that of HPCHECK_PLAN or the settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from healthplan_cli.base.errors import InvalidInput, refusal
from healthplan_cli.base.i18n import tr
from healthplan_cli.commands.origin import is_flag, origin
from healthplan_cli.commands.output import tell
from healthplan_cli.sources.actuals.lookup import Index
from healthplan_cli.sources.plans.catalog import SUFFIXES, is_plan, load_plan


def plan_meant(words: Sequence[str], named: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the plan's name or path, and the remaining words of the command line.

    The first word is the plan, unless `named` (--plan, HPCHECK_PLAN, the settings) has one. A word that is the id or
    the file name of the plan in the variable or the settings means that plan; standard error then says so. Raise
    InvalidInput where no plan is named, or it is unclear which.
    """
    flag = bool(named) and is_flag("plan")
    if words and not flag:
        own = _set_by(words[0], named)
        if own is not None:
            return own, tuple(words[1:])
        if not named or words[0].endswith(SUFFIXES) or is_plan(words[0]):
            return words[0], tuple(words[1:])
    if not named:
        raise refusal(
            "--plan",
            tr("没有说明是哪个规划：请写规划的名称（hpcheck plans 列出），或在 hpcheck.toml 里写 plan"),
        )
    if len(named) > 1:
        raise refusal("--plan", tr("这里有几个规划：{names}；请写明是哪一个", names=tr("、").join(named)))
    return named[0], tuple(words)


def _set_by(name: str, named: Sequence[str]) -> str | None:
    """Return the path among `named` whose file, id, title or region has this name; None without one."""
    for path in named:
        if path.endswith(SUFFIXES) and path != name and (name == Path(path).stem or _is_called(path, name)):
            where = origin(click.get_current_context(), "plan").partition(":")[0]
            tell(tr("提示：按 {where} 的设置，{name} 是 {path}", where=where, name=name, path=path))
            return path
    return None


def _is_called(path: str, name: str) -> bool:
    """Return whether a plan has this name; a plan with errors counts as having none, and is reported once it is used."""
    try:
        return Index(load_plan(path)).is_called(name)
    except InvalidInput:
        return False
