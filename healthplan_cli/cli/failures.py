"""What is said on standard error when a command fails, and the exit code of the failure. Nothing here can fail."""

from __future__ import annotations

import contextlib
import sys

import click

from healthplan_cli import __version__
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.base.visible import visible


def tell_origin(error: click.ClickException) -> None:
    """Say which file or variable gave an option a wrong value."""
    from healthplan_cli.commands.origin import origin

    if isinstance(error, click.BadParameter) and error.ctx and error.param and error.param.name:
        where = origin(error.ctx, error.param.name)
        if where:
            _say(tr("这个值来自 {where}", where=where))


def exit_code_of(error: Exception) -> int:
    """Tell on standard error what an error means for the user, and return its exit code."""
    from healthplan_cli.base.errors import InvalidInput, cause

    if isinstance(error, InvalidInput):
        from healthplan_cli.commands.output import listed

        _echo(listed(error.problems))
        return int(ExitCode.INVALID)
    if isinstance(error, OSError):
        _say(tr("无法读写：{value}", value=cause(error)))
        return int(ExitCode.INVALID)
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno}" if place else "?"
    what = " ".join(f"{type(error).__name__} {error}".split())[:200]
    _say(
        tr(
            "hpcheck {version} 内部错误（{where}：{what}），请把这一行连同命令报告给开发者",
            version=__version__,
            where=where,
            what=what,
        )
    )
    return int(ExitCode.BUG)


def _say(text: str) -> None:
    """Write one line to standard error."""
    _echo(visible(text))


def _echo(text: str) -> None:
    """Write to standard error; where that can't be written either, the exit code alone has to tell."""
    with contextlib.suppress(OSError, ValueError):
        click.echo(text, err=True)


def make_streams_tolerant() -> None:
    """Let standard output and error replace a character that the console can't show, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
