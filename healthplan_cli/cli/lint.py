"""The arguments and options of `hpcheck lint`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import Choice, complete_plan, delivery_options, plan_option, settings_options

LEVELS = ("error", "warning", "note")


@click.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck lint dachuan\n  hpcheck lint plans/*.yaml --level error --format github\n  hpcheck lint dachuan --select HP1 --ignore HP107\n  hpcheck lint district.yaml --under chongqing      与上级规划衔接\n  hpcheck lint --explain HP101\n\n退出码：0 没有达到 --level 的，1 有，2 规格或命令行有错。"
    ),
)
@click.argument("plans", metavar="[PLAN]…", nargs=-1, shell_complete=complete_plan)
@plan_option
@click.option(
    "--select", multiple=True, metavar="CODE,…", help=tr("只用这些规则：代码或它的开头，如 HP101、HP1")
)
@click.option("--ignore", multiple=True, metavar="CODE,…", help=tr("不用这些规则"))
@click.option(
    "--level",
    type=Choice(LEVELS),
    default="warning",
    help=tr("有多重的问题时退出码为 1：error 错误、warning 警告（缺省）、note 提示；都会列出"),
)
@click.option("--under", metavar="PLAN", help=tr("上级规划：另看本规划的目标有没有比它宽"))
@delivery_options("linting")
@click.option("--explain", metavar="CODE", help=tr("说明一条规则；all 列出全部规则"))
@settings_options
def lint(**options: Any) -> ExitCode:
    """查规划自己的毛病：目标比基期还宽、两处说法不一、核验不了的约束性指标……

    PLAN 是规划的名称或规格文件的路径，可以有几个；不写时取设置里的。每条给出代码、轻重、规格的文件和行、原文的字、怎么办。
    """
    from healthplan_cli.commands.lint import LintOptions, run_lint

    return run_lint(LintOptions(**options))
