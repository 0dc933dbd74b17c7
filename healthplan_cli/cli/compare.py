"""The arguments and options of `hpcheck compare`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import commitments_option, complete_plan, delivery_options, settings_options


@click.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck compare chongqing panzhihua dachuan\n  hpcheck compare anju zhenan --indicator 健康素养 --indicator 吸烟率\n  hpcheck compare chongqing panzhihua plans/own.yaml -o 对照.xlsx\n\n要拿一个地方的数去对照别处的规划：hpcheck evaluate 数据 -p 本地规划 -p 别处的规划（数据文件里不写 plan）。"
    ),
)
@click.argument("plans", metavar="PLAN PLAN…", nargs=-1, required=True, shell_complete=complete_plan)
@click.option(
    "--indicator", multiple=True, metavar="INDICATOR", help=tr("只看这项指标：id 或名称，可多次使用")
)
@click.option("--all", "all_", is_flag=True, help=tr("列出各规划的全部指标；缺省只列至少两个规划都有的"))
@commitments_option(tr("commitments：表里没有这项指标的规划，取它正文里的承诺，标明“正文”"))
@delivery_options("comparison")
@settings_options
def compare(**options: Any) -> ExitCode:
    """几个规划对照：共有的指标列成一张表，目标换算成同一单位，标出最严的。

    PLAN 是规划的名称或规格文件的路径，至少两个。同名不同义、单位像是印错的，在表下提示；写出来了就是 0。
    """
    from healthplan_cli.commands.compare import CompareOptions, run_compare

    return run_compare(CompareOptions(**options))
