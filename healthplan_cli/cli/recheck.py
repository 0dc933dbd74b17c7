"""The arguments and options of `hpcheck recheck`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import delivery_options


@click.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck evaluate actuals.yaml -p chongqing -o docx:报告.docx -o archive:review.zip\n  hpcheck recheck review.zip\n  hpcheck recheck report.json -o recheck.html\n\n退出码：\n  0   每条结论都与报告相同\n  1   有的结论与报告不同\n  2   不能重新核验：不是存档，存档被改过，缺少文件，或这个版本读不了"
    ),
)
@click.argument("file", metavar="FILE")
@delivery_options("recheck")
def recheck(**options: Any) -> ExitCode:
    """只凭存档（或报告和它旁边的文件）重新核验，说出哪些结论相同、哪些不同。

    FILE 是 evaluate -o archive:… 写的存档，或 -f json 的报告；报告读过的文件要在报告旁边，或在当前文件夹。
    """
    from healthplan_cli.commands.recheck import RecheckOptions, run_recheck

    return run_recheck(RecheckOptions(**options))
