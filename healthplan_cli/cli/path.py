"""The arguments and options of `hpcheck path`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import (
    Choice,
    complete_plan,
    delivery_options,
    plan_option,
    settings_options,
)


@click.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck path chongqing\n  hpcheck path chongqing 吸烟率 近视率 --pace geometric\n  hpcheck path chongqing -o 年度目标.xlsx\n  hpcheck path chongqing --format yaml        贴进规格的 annual_targets"
    ),
)
@click.argument("words", metavar="[PLAN] [INDICATOR]…", nargs=-1, shell_complete=complete_plan)
@plan_option
@delivery_options("annual_targets")
@click.option(
    "--pace",
    type=Choice(["linear", "geometric"]),
    help=tr("基期到目标怎样走：linear 直线，geometric 固定增长率；缺省按规格"),
)
@settings_options
def path(**options: Any) -> ExitCode:
    """年度分解：由基期和目标推算各年的目标，供下达、填表或写进规格。

    规格里的 annual_targets 优先；推不出来的，说明原因。
    """
    from healthplan_cli.commands.path import PathOptions, run_path

    return run_path(PathOptions(**options))
