"""The arguments and options of `hpcheck schema`."""

from __future__ import annotations

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import Choice


@click.command(cls=Command)
@click.argument("kind", metavar="plan|actuals", type=Choice(["plan", "actuals"]))
def schema(kind: str) -> ExitCode:
    """输出规格（plan）或数据文件（actuals）的 JSON Schema，供编辑器使用。"""
    from healthplan_cli.commands.output import write
    from healthplan_cli.sources.plans.shape import schema_text

    write(schema_text(kind), exact=True)
    return ExitCode.PASS
