"""The command line, declared with click: options and help texts. A command is declared in the module of its name,
which is imported when the command is called, and carried out in `commands/`.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence

import click

from healthplan_cli import __version__
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import LANGUAGES, tr
from healthplan_cli.base.read_bytes import forget
from healthplan_cli.base.visible import visible
from healthplan_cli.cli.failures import exit_code_of, make_streams_tolerant, tell_origin
from healthplan_cli.cli.help import EXIT_CODES, CommandGroup, telling
from healthplan_cli.cli.options import Choice


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=tr(
        '例子：\n  hpcheck evaluate actuals.yaml --plan chongqing      核验，并按门禁给出退出码\n  hpcheck explain "力争每年降低0.5个百分点"           一种写法是怎么理解的\n  hpcheck init chongqing -o actuals.yaml              生成一份待填的数据文件\n\n{exit_codes}',
        exit_codes=EXIT_CODES,
    ),
)
@click.option(
    "--lang",
    type=Choice(LANGUAGES),
    envvar="HPCHECK_LANG",
    expose_value=False,
    help=tr("用哪种语言说话：zh 中文（缺省）、en 英文；写在哪里都行"),
)
@telling(
    "-V", "--version", help=tr("显示版本。"), words=lambda _: tr("hpcheck {version}", version=__version__)
)
def hpcheck() -> None:
    """五年规划的指标到底完成了没有：按规划原文理解目标，用实际值精确核验。"""


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; an exception is told on standard error and becomes an exit code too."""
    make_streams_tolerant()
    forget()
    try:
        code = hpcheck.main(args=list(arguments), prog_name="hpcheck", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return int(code or 0)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        vars(error)["message"] = visible(error.message)  # which may quote a file of settings
        with contextlib.suppress(OSError, ValueError):
            error.show()
        tell_origin(error)
        return int(ExitCode.INVALID)
    except click.Abort:
        return 130
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return exit_code_of(error)
