"""The arguments and options of `hpcheck draft`."""

from __future__ import annotations

from typing import Any

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr
from healthplan_cli.cli.help import Command
from healthplan_cli.cli.options import delivery_options, settings_options


@click.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck draft 规划.docx -o plans/mycounty.yaml\n  hpcheck draft 规划.pdf --pages 12-40 -o draft.html\n  hpcheck draft 新版.docx --update plans/mycounty.yaml -o plans/new.yaml\n\n退出码：\n  0   写出了规格，validate 一定接受；待核的地方在标准错误里有数\n  1   加 --strict 而还有待核的地方\n  2   文件读不了，或里面既没有指标表也没有承诺：什么也不写"
    ),
)
@click.argument("document", metavar="DOCUMENT")
@delivery_options("draft", "yaml")
@click.option("--id", metavar="ID", help=tr("规划的简称；缺省取 -o 的文件名，没有时取地区的拼音"))
@click.option("--strict", is_flag=True, help=tr("还有待核的地方时退出码为 1"))
@click.option("--pages", metavar="N-M", help=tr("只读 PDF 的这几页，如 12-40"))
@click.option(
    "--ocr", is_flag=True, help=tr("没有文字层的页用文字识别来读（要装 hpcheck[ocr]），每一行都标待核")
)
@click.option(
    "--update",
    metavar="SPEC",
    help=tr("规划出了新的一版：以这份规格为底，人定过的照旧，改动的地方标待核"),
)
@settings_options
def draft(**options: Any) -> ExitCode:
    """由规划文件写出一份规格的草稿，每处拿不准的都标上“待核”。

    DOCUMENT 是规划原文：docx、html、xlsx、txt，或有文字层的 pdf。没有 -o 时规格写到标准输出；-o draft.html 是对照着看的一页：原文、规格和读法并排，待核的在前。
    """
    from healthplan_cli.commands.draft import DraftOptions, run_draft

    return run_draft(DraftOptions(**options))
