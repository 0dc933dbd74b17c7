"""The arguments and options of `hpcheck explain`."""

from __future__ import annotations

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import EXPLAIN_FORMATS


@click.command(
    cls=Command,
    epilog=tr(
        '例子：\n  hpcheck explain "力争每年降低0.5个百分点" "27%左右"\n  hpcheck explain - --format json < wordings.txt\n\n有看不懂的写法时退出码为 2。'
    ),
)
@click.argument("texts", metavar="TEXT…", nargs=-1, required=True)
@click.option(
    "-f",
    "--format",
    "format_",
    type=EXPLAIN_FORMATS,
    default="text",
    help=tr("输出的形式；json 每行一个对象，yaml 是可以贴进规格的结构"),
)
def explain(texts: tuple[str, ...], format_: str) -> ExitCode:
    """说明一种目标写法是怎么理解的；- 从标准输入每行读一种。"""
    from healthplan_cli.commands.explain import run_explain

    return run_explain(texts, format_)
