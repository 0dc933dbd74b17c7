"""The arguments and options of `hpcheck panel`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import EXIT_CODES, Command
from healthplan_cli.cli.options import (
    Choice,
    band_option,
    carry_option,
    color_option,
    complete_plan,
    heads_option,
    map_option,
    option,
    pager_option,
    report_options,
    set_option,
    settings_options,
    sources_option,
    template_option,
    unknown_option,
)


@click.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck panel 各县2023.xlsx -p mycity\n  hpcheck panel data/ -p mycity -q\n  hpcheck panel 各县.csv -p mycity --targets 分解.xlsx --year 2021-2025 -o 报告.xlsx -o 判定.parquet\n  hpcheck panel 各县.csv -p mycity --why 东山县:孕产妇死亡率\n\n{exit_codes}",
        exit_codes=EXIT_CODES,
    ),
)
@click.argument("values", metavar="VALUES…", nargs=-1, required=True)
@option(
    "-p",
    "--plan",
    multiple=True,
    metavar="PLAN",
    shell_complete=complete_plan,
    help=tr("各地区共用的规划：名称或规格文件的路径；数据文件都写了 plan 的可省略"),
)
@click.option("--plans", metavar="FOLDER", help=tr("各地区自己的规格：一个文件夹，文件以地区命名"))
@click.option(
    "--targets",
    "own_targets",
    metavar="FILE",
    help=tr("各地区自己的目标（分解下达）：一张表，有地区、指标、目标，另可有基期、性质"),
)
@option("--sheet", metavar="NAME", help=tr("XLSX 里只读哪个工作表；缺省读所有看得见的"))
@map_option
@sources_option
@option(
    "--year",
    "years",
    multiple=True,
    metavar="YEAR,…",
    help=tr("核验哪一年，可以几年：2021,2023 或 2021-2025；缺省为数据里最晚的一年"),
)
@carry_option
@band_option
@set_option
@option(
    "--gate",
    default="binding",
    metavar="POLICY",
    help=tr("每个地区的门禁看哪些指标：binding（约束性，缺省）、all、none，或用逗号隔开的指标"),
)
@unknown_option
@click.option(
    "--by", metavar="LEVEL", help=tr("按什么汇总：province、city（看行政区划代码），或表里一列的列名")
)
@click.option(
    "--why",
    multiple=True,
    metavar="REGION:INDICATOR",
    help=tr("写出一个地区一项指标的结论是怎么来的，可多次使用"),
)
@click.option(
    "--engine",
    type=Choice(["auto", "duckdb", "spark"]),
    default="auto",
    help=tr("用什么计算：auto（缺省，地区少的逐个算，多的用 DuckDB）、duckdb、spark；结论都一样"),
)
@click.option("--master", metavar="URL", help=tr("Spark 的 master，如 local[2]、spark://host:7077"))
@click.option(
    "--verify-sample",
    type=int,
    default=0,
    metavar="N",
    help=tr("随机取 N 项另用 evaluate 核对一遍，有不同的就报错"),
)
@click.option("-q", "--quiet", is_flag=True, help=tr("只输出每个地区一行、最后一行合计"))
@heads_option
@report_options("panel")
@template_option
@pager_option
@color_option
@settings_options
def panel(**options: Any) -> ExitCode:
    """许多地区一起核验：每个地区都像单独用 evaluate 核验的一样，一份汇总，一个退出码（最坏的那个）。

    VALUES 是数据：一张有地区一列的表（一行一个数、一列一项指标或一列一年都可以），CSV、XLSX 或 Parquet，可以有几个，可以写 data/*.csv；
    或一个文件夹，里面每个地区一个数据文件，以地区命名。
    """
    from healthplan_cli.commands.panel import PanelOptions, run_panel

    return run_panel(PanelOptions(**options))
