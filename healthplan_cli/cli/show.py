"""The arguments and options of `hpcheck show`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import (
    commitments_option,
    complete_plan,
    delivery_options,
    plan_option,
    settings_options,
)


@click.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck show panzhihua\n  hpcheck show panzhihua 近视率\n  hpcheck show chongqing --format json\n  hpcheck show anju --format spec > plans/anju.yaml   抄一份规格来改"
    ),
)
@click.argument("words", metavar="[PLAN] [INDICATOR]", nargs=-1, shell_complete=complete_plan)
@plan_option
@delivery_options("plan")
@commitments_option(tr("另列出什么：commitments 正文里的承诺；JSON 里总有"), declare=click.option)
@settings_options
def show(**options: Any) -> ExitCode:
    """按人读的方式显示规划：原文、理解、逐年应到的数、出处。"""
    from healthplan_cli.commands.show import ShowOptions, run_show

    return run_show(ShowOptions(**options))
