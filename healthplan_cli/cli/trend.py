"""The arguments and options of `hpcheck trend`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import data_options, delivery_options, settings_options


@click.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck trend actuals.yaml --plan chongqing\n  hpcheck trend 2021.csv 2022.csv 2023.csv -p chongqing --indicator 吸烟率\n  hpcheck trend actuals.xlsx -p chongqing --format json"
    ),
)
@click.argument("actuals", metavar="ACTUALS…", nargs=-1, required=True)
@data_options
@click.option(
    "--indicator", multiple=True, metavar="INDICATOR", help=tr("只看这项指标：id、名称或序号，可多次使用")
)
@delivery_options("trends")
@settings_options
def trend(**options: Any) -> ExitCode:
    """逐年走势：每项指标各年的值和状态、结论是否稳定、每年变化多少、还须变化多少。

    另照直线推算目标年的值，只供参考，不作判断依据。--year 以后的数据不看。不设门禁：写出来了就是 0。
    """
    from healthplan_cli.commands.trend import TrendOptions, run_trend
    from healthplan_cli.commands.writing import delivery_among

    return run_trend(TrendOptions(delivery=delivery_among(options), **options))
