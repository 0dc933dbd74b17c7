"""The arguments and options of `hpcheck init`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import (
    commitments_option,
    complete_plan,
    plan_option,
    settings_options,
)


@click.command(cls=Command)
@click.argument("words", metavar="[PLAN]", nargs=1, required=False, shell_complete=complete_plan)
@plan_option
@click.option("-o", "--output", metavar="FILE", help=tr("写到哪个文件；缺省为标准输出"))
@click.option("--force", is_flag=True, help=tr("文件已存在时覆盖"))
@commitments_option(tr("另列什么：commitments 正文里的承诺，单列一部分"))
@settings_options
def init(words: str | None, **options: Any) -> ExitCode:
    """生成一份待填的数据文件：每项指标的单位、目标和各年的位置。"""
    from healthplan_cli.commands.init import run_init

    return run_init((words,) if words else (), **options)
