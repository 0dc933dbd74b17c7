"""The arguments and options of `hpcheck catalog`."""

from __future__ import annotations

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import TEXT_FORMATS


@click.command(cls=Command)
@click.argument("words", metavar="[WORD]", required=False)
@click.option("--ladders", "graded", is_flag=True, help=tr("改为列出各种等级，从高到低"))
@click.option("-f", "--format", "format_", type=TEXT_FORMATS, default="text", help=tr("输出的形式"))
def catalog(words: str | None, graded: bool, format_: str) -> ExitCode:
    """列出指标目录：写自己的规格时用的 id、名称、单位、方向；给出一个词则只列含有它的。"""
    from healthplan_cli.commands.catalogue import run_catalog, run_ladders

    return run_ladders(format_) if graded else run_catalog(words, format_)
