"""The command line: the only module that prints, reads the environment's terminal and exits.

Commands are declared here and done in `commands/`, imported when one is run, so that --help stays quick.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from healthplan_cli import __version__
from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import LANGUAGES, tr
from healthplan_cli.base.read_bytes import forget
from healthplan_cli.base.visible import visible
from healthplan_cli.cli.failures import exit_code_of, make_streams_tolerant, tell_origin
from healthplan_cli.cli.help import Command, CommandGroup
from healthplan_cli.cli.options import (
    MODE_HELP,
    Choice,
    as_of_option,
    color_option,
    commitments_option,
    complete_plan,
    complete_topic,
    data_options,
    delivery_options,
    option,
    pager_option,
    plan_option,
    reading_options,
    settings_options,
)
from healthplan_cli.report.forms import KINDS

_EXIT_CODES = tr("退出码：\n") + "\n".join(f"  {int(code):<3} {code.meaning}" for code in ExitCode)
_FORMATS = Choice(KINDS["evaluation"].forms)
_TEXT_FORMATS = Choice(["text", "json"])


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=tr(
        '例子：\n  hpcheck evaluate actuals.yaml --plan chongqing      核验，并按门禁给出退出码\n  hpcheck explain "力争每年降低0.5个百分点"           一种写法是怎么理解的\n  hpcheck init chongqing -o actuals.yaml              生成一份待填的数据文件\n\n{exit_codes}',
        exit_codes=_EXIT_CODES,
    ),
)
@click.option(
    "--lang",
    type=Choice(LANGUAGES),
    envvar="HPCHECK_LANG",
    expose_value=False,
    help=tr("用哪种语言说话：zh 中文（缺省）、en 英文；写在哪里都行"),
)
@click.version_option(__version__, "-V", "--version", prog_name="hpcheck")
def hpcheck() -> None:
    """五年规划的指标到底完成了没有：按规划原文理解目标，用实际值精确核验。"""


@hpcheck.command(
    cls=Command,
    epilog=tr(
        '例子：\n  hpcheck evaluate actuals.yaml --plan chongqing --year 2024\n  hpcheck evaluate 2021.csv 2022.xlsx 2023.yaml --plan chongqing --mode midterm\n  hpcheck evaluate actuals.xlsx -p chongqing --why 吸烟率\n  hpcheck evaluate - -p chongqing --set "surface_water_quality=≥97.3%" < actuals.yaml\n\n{exit_codes}',
        exit_codes=_EXIT_CODES,
    ),
)
@click.argument("actuals", metavar="ACTUALS…", nargs=-1, required=True)
@data_options
@option("--mode", type=Choice(["annual", "midterm", "final"]), help=MODE_HELP)
@option("-f", "--format", type=_FORMATS, default="terminal", help=tr("标准输出上的报告是什么形式"))
@option(
    "-o",
    "--output",
    multiple=True,
    metavar="F:FILE",
    help=tr("另把报告写成文件，如 xlsx:报告.xlsx、html:报告.html；可多次使用，要么都写成，要么都不动"),
)
@option(
    "--gate",
    default="binding",
    metavar="POLICY",
    help=tr(
        "门禁看哪些指标：binding（约束性，缺省）、all、none、new（比上一次变差的），或用逗号隔开的指标；要看正文承诺的加上 commitments，如 binding,commitments"
    ),
)
@option("--allow-unknown/--no-allow-unknown", help=tr("门禁里有无法判定的也放行（退出码 0）"))
@option("--waivers", metavar="FILE", help=tr("豁免：YAML，哪项指标、理由、批准文号、批准机关、有效期"))
@as_of_option
@option("--against", metavar="LAST.json", help=tr("与上一次的 JSON 报告相比：新的未达标、恢复、数值修订"))
@click.option(
    "--why", multiple=True, metavar="INDICATOR", help=tr("写出这项指标的结论是怎么来的；全部的写 all")
)
@option(
    "--only", metavar="STATUS,…", help=tr("表里只列这些状态：met、ahead、on_track、behind、missed、unknown")
)
@commitments_option(tr("另核验什么：commitments 正文里的承诺，单列一节、单独计数"))
@option("--all/--no-all", help=tr("没有数据的承诺也逐条列出；缺省只说有几条"))
@option("-q", "--quiet/--no-quiet", help=tr("只输出门禁那一行"))
@pager_option
@color_option
@settings_options
def evaluate(**options: Any) -> ExitCode:
    """用实际值核验规划，输出报告，退出码即门禁的结论。

    ACTUALS 是数据文件，可以有几个：YAML、JSON、CSV 或 XLSX；- 为标准输入（YAML 或 JSON）。--plan 也可以有几个。
    """
    from healthplan_cli.commands.evaluate import EvaluateOptions, run_evaluate

    return run_evaluate(EvaluateOptions(**options))


@hpcheck.command(cls=Command)
@click.option("-f", "--format", "format_", type=_TEXT_FORMATS, default="text", help=tr("输出的形式"))
def plans(format_: str) -> ExitCode:
    """列出可用的规划：名称、标题、规划期、指标数。"""
    from healthplan_cli.commands.show import run_plans

    return run_plans(format_)


@hpcheck.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck show panzhihua\n  hpcheck show panzhihua 近视率\n  hpcheck show chongqing --format json\n  hpcheck show anju --format spec > plans/anju.yaml   抄一份规格来改"
    ),
)
@click.argument("words", metavar="[PLAN] [INDICATOR]", nargs=-1, shell_complete=complete_plan)
@plan_option
@delivery_options("plan")
@commitments_option(tr("另列出什么：commitments 正文里的承诺；JSON 里总有"), declare=click.option)
@settings_options
def show(**options: Any) -> ExitCode:
    """按人读的方式显示规划：原文、理解、逐年应到的数、出处。"""
    from healthplan_cli.commands.show import ShowOptions, run_show

    return run_show(ShowOptions(**options))


@hpcheck.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck path chongqing\n  hpcheck path chongqing 吸烟率 近视率 --pace geometric\n  hpcheck path chongqing -o 年度目标.xlsx\n  hpcheck path chongqing --format yaml        贴进规格的 annual_targets"
    ),
)
@click.argument("words", metavar="[PLAN] [INDICATOR]…", nargs=-1, shell_complete=complete_plan)
@plan_option
@delivery_options("annual_targets")
@click.option(
    "--pace",
    type=Choice(["linear", "geometric"]),
    help=tr("基期到目标怎样走：linear 直线，geometric 固定增长率；缺省按规格"),
)
@settings_options
def path(**options: Any) -> ExitCode:
    """年度分解：由基期和目标推算各年的目标，供下达、填表或写进规格。

    规格里的 annual_targets 优先；推不出来的，说明原因。
    """
    from healthplan_cli.commands.path import PathOptions, run_path

    return run_path(PathOptions(**options))


@hpcheck.command(
    cls=Command,
    epilog=tr(
        "例子：\n  hpcheck trend actuals.yaml --plan chongqing\n  hpcheck trend 2021.csv 2022.csv 2023.csv -p chongqing --indicator 吸烟率\n  hpcheck trend actuals.xlsx -p chongqing --format json"
    ),
)
@click.argument("actuals", metavar="ACTUALS…", nargs=-1, required=True)
@data_options
@click.option(
    "--indicator", multiple=True, metavar="INDICATOR", help=tr("只看这项指标：id、名称或序号，可多次使用")
)
@delivery_options("trends")
@settings_options
def trend(**options: Any) -> ExitCode:
    """逐年走势：每项指标各年的值和状态、结论是否稳定、每年变化多少、还须变化多少。

    另照直线推算目标年的值，只供参考，不作判断依据。--year 以后的数据不看。不设门禁：写出来了就是 0。
    """
    from healthplan_cli.commands.trend import TrendOptions, run_trend
    from healthplan_cli.commands.writing import Delivery

    delivery = Delivery(
        **{name: options.pop(name) for name in ("form", "files", "force", "no_pager", "color")}
    )
    return run_trend(TrendOptions(**options, delivery=delivery))


@hpcheck.command(
    cls=Command,
    epilog=tr(
        '例子：\n  hpcheck explain "力争每年降低0.5个百分点" "27%左右"\n  hpcheck explain - --format json < wordings.txt\n\n有看不懂的写法时退出码为 2。'
    ),
)
@click.argument("texts", metavar="TEXT…", nargs=-1, required=True)
@click.option(
    "-f", "--format", "format_", type=_TEXT_FORMATS, default="text", help=tr("输出的形式；json 每行一个对象")
)
def explain(texts: tuple[str, ...], format_: str) -> ExitCode:
    """说明一种目标写法是怎么理解的；- 从标准输入每行读一种。"""
    from healthplan_cli.commands.explain import run_explain

    return run_explain(texts, format_)


@hpcheck.command(cls=Command)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@reading_options
@as_of_option
@settings_options
def validate(files: tuple[str, ...], **options: Any) -> ExitCode:
    """检查规格、数据文件和豁免，一次列出所有错误；有错时退出码为 2。"""
    from healthplan_cli.commands.validate import Checking, run_validate

    return run_validate(files, Checking(**options))


@hpcheck.command(cls=Command)
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


@hpcheck.command(cls=Command)
@click.argument("words", metavar="[WORD]", required=False)
@click.option("--ladders", "graded", is_flag=True, help=tr("改为列出各种等级，从高到低"))
@click.option("-f", "--format", "format_", type=_TEXT_FORMATS, default="text", help=tr("输出的形式"))
def catalog(words: str | None, graded: bool, format_: str) -> ExitCode:
    """列出指标目录：写自己的规格时用的 id、名称、单位、方向；给出一个词则只列含有它的。"""
    from healthplan_cli.commands.catalogue import run_catalog, run_ladders

    return run_ladders(format_) if graded else run_catalog(words, format_)


@hpcheck.command(cls=Command)
@click.argument("kind", metavar="plan|actuals", type=Choice(["plan", "actuals"]))
def schema(kind: str) -> ExitCode:
    """输出规格（plan）或数据文件（actuals）的 JSON Schema，供编辑器使用。"""
    from healthplan_cli.commands.output import write
    from healthplan_cli.sources.plans.shape import schema_text

    write(schema_text(kind), exact=True)
    return ExitCode.PASS


@hpcheck.command(cls=Command)
@click.argument("topic", metavar="[TOPIC]", required=False, shell_complete=complete_topic)
@click.option("--list", "listed", is_flag=True, help=tr("列出有哪些页"))
@pager_option
def docs(topic: str | None, listed: bool, no_pager: bool) -> ExitCode:
    """显示手册：TOPIC 是哪一页，缺省是总的说明；--list 列出各页。"""
    from healthplan_cli.commands.docs import run_docs

    return run_docs(topic, listed, no_pager)


def run(arguments: Sequence[str]) -> int:
    """The exit code of a command line, whatever happens on the way."""
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
