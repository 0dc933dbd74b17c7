"""The arguments and options of `hpcheck evaluate`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import EXIT_CODES, Command
from healthplan_cli.cli.options import (
    MODE_HELP,
    Choice,
    as_of_option,
    color_option,
    commitments_option,
    data_options,
    heads_option,
    option,
    pager_option,
    report_options,
    settings_options,
    template_option,
    unknown_option,
)


@click.command(
    cls=Command,
    epilog=tr(
        '例子：\n  hpcheck evaluate actuals.yaml --plan chongqing --year 2024\n  hpcheck evaluate 2021.csv 2022.xlsx 2023.yaml --plan chongqing --mode midterm\n  hpcheck evaluate actuals.xlsx -p chongqing --why 吸烟率\n  hpcheck evaluate - -p chongqing --set "surface_water_quality=≥97.3%" < actuals.yaml\n\n{exit_codes}',
        exit_codes=EXIT_CODES,
    ),
)
@click.argument("actuals", metavar="ACTUALS…", nargs=-1, required=True)
@data_options
@option("--mode", type=Choice(["annual", "midterm", "final"]), help=MODE_HELP)
@report_options("evaluation")
@option(
    "--gate",
    default="binding",
    metavar="POLICY",
    help=tr(
        "门禁看哪些指标：binding（约束性，缺省）、all、none、new（比上一次变差的），或用逗号隔开的指标；要看正文承诺的加上 commitments，如 binding,commitments"
    ),
)
@unknown_option
@option("--waivers", metavar="FILE", help=tr("豁免：YAML，哪项指标、理由、批准文号、批准机关、有效期"))
@as_of_option
@option("--against", metavar="LAST.json", help=tr("与上一次的 JSON 报告相比：新的未达标、恢复、数值修订"))
@click.option(
    "--why", multiple=True, metavar="INDICATOR", help=tr("写出这项指标的结论是怎么来的；全部的写 all")
)
@option(
    "--only", metavar="STATUS,…", help=tr("表里只列这些状态：met、ahead、on_track、behind、missed、unknown")
)
@commitments_option(tr("另核验什么：commitments 正文里的承诺，单列一节、单独计数"))
@heads_option
@option("--all/--no-all", help=tr("没有数据的承诺也逐条列出；缺省只说有几条"))
@option("-q", "--quiet/--no-quiet", help=tr("只输出门禁那一行"))
@template_option
@pager_option
@color_option
@settings_options
def evaluate(**options: Any) -> ExitCode:
    """用实际值核验规划，输出报告，退出码即门禁的结论。

    ACTUALS 是数据文件，可以有几个：YAML、JSON、CSV 或 XLSX；- 为标准输入（YAML 或 JSON）。--plan 也可以有几个。
    """
    from healthplan_cli.commands.evaluate import run_evaluate
    from healthplan_cli.commands.judging import EvaluateOptions

    return run_evaluate(EvaluateOptions(**options))
