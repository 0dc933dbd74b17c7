"""The arguments and options of `hpcheck validate`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import as_of_option, reading_options, settings_options


@click.command(cls=Command)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@reading_options
@as_of_option
@settings_options
def validate(files: tuple[str, ...], **options: Any) -> ExitCode:
    """检查规格、数据文件和豁免，一次列出所有错误；有错时退出码为 2。"""
    from healthplan_cli.commands.validate import Checking, run_validate

    return run_validate(files, Checking(**options))
