"""The arguments and options of `hpcheck projects`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import complete_plan, delivery_options, option, plan_option, settings_options


@click.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck projects dachuan                              按规划：年限、投资、横道图\n  hpcheck projects dachuan --init 进度.csv --year 2024   生成一份待填的进度表\n  hpcheck projects dachuan 进度.csv\n  hpcheck projects dachuan 进度.xlsx --as-of 2024-06-30 -o 项目.html\n  hpcheck projects dachuan 进度.csv --strict             有滞后、逾期、应开工未开工的，退出码为 1"
    ),
)
@click.argument("words", metavar="[PLAN] [PROGRESS]", nargs=-1, shell_complete=complete_plan)
@plan_option
@option("--year", type=int, metavar="YEAR", help=tr("看到哪一年年末；缺省依次取进度表中最晚的一年、规划末年"))
@click.option("--as-of", "day", metavar="DATE", help=tr("看到哪一天，如 2024-06-30；缺省看到年末"))
@option(
    "--band",
    metavar="SHARE",
    default="0.05",
    help=tr("与序时进度相差多少以内算正常，缺省 0.05（5 个百分点）"),
)
@option("--sheet", metavar="NAME", help=tr("XLSX 里的哪个工作表；只有一个像进度表的不用写"))
@click.option("--map", metavar="FILE", help=tr('列名对照：YAML，每行“表里的列名: 常用的列名”，不读的写 "-"'))
@delivery_options("projects")
@click.option("--init", metavar="FILE", help=tr("生成一份待填的进度表（.csv 或 .xlsx），不出报告"))
@click.option(
    "--strict",
    is_flag=True,
    help=tr("有滞后、逾期、应开工未开工的退出码为 1，没有这些而有无法判定的为 3；缺省写出了就是 0"),
)
@settings_options
def projects(**options: Any) -> ExitCode:
    """重大项目：年限和投资对照序时进度，应开工未开工的，今年到期的，按单位、按年合计，横道图。

    PROGRESS 是项目进度表（CSV 或 XLSX）：开工时间、累计完成投资、形象进度、竣工时间；没有时只列规划的安排。
    """
    from healthplan_cli.commands.projects import ProjectsOptions, run_projects

    return run_projects(ProjectsOptions(**options))
