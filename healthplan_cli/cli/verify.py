"""The arguments and options of `hpcheck verify`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import complete_plan, delivery_options, settings_options


@click.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck verify zhenan 规划.pdf\n  hpcheck verify plans/own.yaml 规划.docx --all\n  hpcheck verify chongqing 规划.html --format json\n\n退出码：\n  0   规格引用的词句都在原文里（例外都写明了原因）\n  1   有的词句原文里没有，或原文在那个位置上是别的数；加 --strict 时，不在一处的也算\n  2   规格或文件读不了"
    ),
)
@click.argument("plan", metavar="PLAN", shell_complete=complete_plan)
@click.argument("document", metavar="DOCUMENT")
@delivery_options("verification")
@click.option("--all", "all_", is_flag=True, help=tr("找到的也逐条列出，各在原文的哪里"))
@click.option("--strict", is_flag=True, help=tr("词句都在原文里、但不在一处的，也算没有找到"))
@settings_options
def verify(**options: Any) -> ExitCode:
    """把规格引用的词句逐处在规划原文里查找，列出找不到的。

    DOCUMENT 是规划原文：txt、docx、html，或有文字层的 pdf。查指标表各行的名称、单位、基期、目标、性质，正文承诺的主语和目标，项目表的各格；空白和全角半角不计，数字要一个不差。
    """
    from healthplan_cli.commands.verify import VerifyOptions, run_verify

    return run_verify(VerifyOptions(**options))
