"""The arguments and options of `hpcheck docs`."""

from __future__ import annotations

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import complete_topic, pager_option


@click.command(cls=Command)
@click.argument("topic", metavar="[TOPIC]", required=False, shell_complete=complete_topic)
@click.option("--list", "listed", is_flag=True, help=tr("列出有哪些页"))
@pager_option
def docs(topic: str | None, listed: bool, no_pager: bool) -> ExitCode:
    """显示手册：TOPIC 是哪一页，缺省是总的说明；--list 列出各页。"""
    from healthplan_cli.commands.docs import run_docs

    return run_docs(topic, listed, no_pager)
