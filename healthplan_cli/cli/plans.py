"""The arguments and options of `hpcheck plans`."""

from __future__ import annotations

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import TEXT_FORMATS


@click.command(cls=Command)
@click.option("-f", "--format", "format_", type=TEXT_FORMATS, default="text", help=tr("输出的形式"))
def plans(format_: str) -> ExitCode:
    """列出可用的规划：名称、标题、规划期、指标数。"""
    from healthplan_cli.commands.show import run_plans

    return run_plans(format_)
