"""The command line: the only module that prints, reads the environment's terminal and exits.

Commands are declared here and done in `commands/`, imported when one is run, so that --help stays quick.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from healthplan_cli import __version__
from healthplan_cli.exitcodes import ExitCode
from healthplan_cli.widths import pad, width, wrap

_F = TypeVar("_F", bound=Callable[..., Any])
_EXIT_CODES = "退出码：\n" + "\n".join(f"  {int(code):<3} {code.meaning}" for code in ExitCode)


class _Formatter(click.HelpFormatter):
    """click's help, measured in terminal columns and broken as Chinese is broken."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for line in text.splitlines():
            lead = " " * (len(line) - len(line.lstrip()))
            size = max(self.width - self.current_indent - len(lead), 20)
            for piece in wrap(line.strip(), size):
                self.write(f"{indent}{lead}{piece}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max((width(term) for term, _ in rows), default=0), col_max) + col_spacing
        for term, words in rows:
            lines = wrap(words, max(self.width - first - self.current_indent, 20)) if words else [""]
            head = " " * self.current_indent + term
            if width(term) > first - col_spacing:
                self.write(f"{head}\n")
                head = " " * self.current_indent
            self.write(pad(head, first + self.current_indent) + lines[0] + "\n")
            for line in lines[1:]:
                self.write(" " * (first + self.current_indent) + line + "\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Command(click.Command):
    context_class = _Context

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(inspect.cleandoc(self.help))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(self.epilog)


class _Group(_Command, click.Group):
    """Commands in the order they are declared; a wrong name proposes the nearest."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in self.commands:
            import difflib

            near = difflib.get_close_matches(name, self.commands, n=2, cutoff=0.5)
            hint = f"是不是 {'、'.join(near)}？" if near else f"可用的有：{'、'.join(self.commands)}"
            ctx.fail(f"没有命令“{name}”。{hint}")
        return super().resolve_command(ctx, args)


_FORMATS = click.Choice(["terminal", "json"])
_TEXT_FORMATS = click.Choice(["text", "json"])


def _complete_plan(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from healthplan_cli.catalog import plan_files

    return [name for name in plan_files() if name.startswith(incomplete)]


class _Names(click.types.StringParamType):
    """Text that a variable may give several times, with commas between."""

    def split_envvar_value(self, rv: str) -> list[str]:
        return [name for part in rv.replace("，", ",").split(",") if (name := part.strip())]


def _option(*names: str, **settings: Any) -> Callable[[_F], _F]:
    """An option that an environment variable HPCHECK_… gives too."""
    long = next(name for name in names if name.startswith("--")).partition("/")[0]
    variable = long[2:].replace("-", "_").upper()
    if settings.get("multiple"):
        settings["type"] = _Names()
    return click.option(*names, envvar=f"HPCHECK_{variable}", **settings)


def _color_option(function: _F) -> _F:
    option = _option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="颜色：auto 只在终端里、且没有设置 NO_COLOR 时使用",
    )
    return option(function)


_MODE_HELP = "哪一种评估：annual 年度监测、midterm 中期评估、final 终期评估；缺省按年份定"
_READING_OPTIONS = (
    _option(
        "-p",
        "--plan",
        multiple=True,
        metavar="PLAN",
        shell_complete=_complete_plan,
        help="规划的名称或规格文件的路径，可多次使用；数据文件里写了 plan 的可省略",
    ),
    _option(
        "--sources",
        multiple=True,
        metavar="NAME,…",
        help="几个来源的值不一致时以谁为准：来源的先后，最可靠的在前",
    ),
    _option("--sheet", metavar="NAME", help="XLSX 里的哪个工作表；只有一个像数据表的不用写"),
    _option("--map", metavar="FILE", help="表里的叫法对照：YAML，每行“表里的词: 指标 id”"),
)
_JUDGING_OPTIONS = (
    _option(
        "--year",
        type=int,
        metavar="YEAR",
        help="核验哪一年；缺省依次取文件的 year、数据中最晚的一年、规划末年",
    ),
    _option(
        "--carry", type=int, default=0, metavar="N", help="当年没有数据时，沿用最多 N 年前的数据，并注明"
    ),
    _option(
        "--band",
        metavar="SHARE",
        default="0.05",
        help="进度与时间相差多少以内算符合预期，缺省 0.05（5 个百分点）",
    ),
    _option("--set", multiple=True, metavar="ID=TARGET", help="补上由国家下达一类的目标值，可多次使用"),
)
_as_of_option = _option("--as-of", metavar="DATE", help="豁免到这一天不得过期，如 2025-06-30；缺省为今天")


def _reading_options(function: _F) -> _F:
    """Which plans, and how data files are read."""
    for option in reversed(_READING_OPTIONS):
        function = option(function)
    return function


def _data_options(function: _F) -> _F:
    """What plans and data are and how they are judged, the same for every command that judges."""
    for option in reversed(_JUDGING_OPTIONS):
        function = option(function)
    return _reading_options(function)


def _take_config(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Puts the file of settings behind the options; eager, so that the others find it there."""
    from healthplan_cli.commands.config import find_config

    config = find_config(value)
    ctx.default_map = dict(config.values)
    ctx.meta["config"] = config


def _settings_options(function: _F) -> _F:
    """--config and -v."""

    @functools.wraps(function)
    def told(verbose: bool, **options: Any) -> Any:
        from healthplan_cli.commands.origin import in_force, traced
        from healthplan_cli.errors import InvalidInput

        context = click.get_current_context()
        for line in in_force(context) if verbose else ():
            click.echo(line, err=True)
        try:
            return function(**options)
        except InvalidInput as error:
            raise traced(context, error) from None

    config = click.option(
        "--config",
        metavar="FILE",
        envvar="HPCHECK_CONFIG",
        is_eager=True,
        expose_value=False,
        callback=_take_config,
        help="设置文件；缺省找本文件夹和上级文件夹的 hpcheck.toml、pyproject.toml 的 [tool.hpcheck]",
    )
    verbose = click.option("-v", "--verbose", is_flag=True, help="在标准错误里写出每项设置和它的来处")
    return config(verbose(told))  # type: ignore[return-value]


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"""例子：
  hpcheck evaluate actuals.yaml --plan chongqing      核验，并按门禁给出退出码
  hpcheck explain "力争每年降低0.5个百分点"           一种写法是怎么理解的
  hpcheck init chongqing -o actuals.yaml              生成一份待填的数据文件

{_EXIT_CODES}""",
)
@click.version_option(__version__, "-V", "--version", prog_name="hpcheck")
def hpcheck() -> None:
    """五年规划的指标到底完成了没有：按规划原文理解目标，用实际值精确核验。"""


@hpcheck.command(
    cls=_Command,
    epilog=f"""例子：
  hpcheck evaluate actuals.yaml --plan chongqing --year 2024
  hpcheck evaluate 2021.csv 2022.xlsx 2023.yaml --plan chongqing --mode midterm
  hpcheck evaluate actuals.xlsx -p chongqing --why 吸烟率
  hpcheck evaluate - -p chongqing --set "surface_water_quality=≥97.3%" < actuals.yaml

{_EXIT_CODES}""",
)
@click.argument("actuals", metavar="ACTUALS…", nargs=-1, required=True)
@_data_options
@_option("--mode", type=click.Choice(["annual", "midterm", "final"]), help=_MODE_HELP)
@_option("-f", "--format", type=_FORMATS, default="terminal", help="报告的形式")
@_option(
    "--gate",
    default="binding",
    metavar="POLICY",
    help="门禁看哪些指标：binding（约束性，缺省）、all、none、new（比上一次变差的），或用逗号隔开的指标",
)
@_option("--allow-unknown/--no-allow-unknown", help="门禁里有无法判定的也放行（退出码 0）")
@_option("--waivers", metavar="FILE", help="豁免：YAML，哪项指标、理由、批准文号、批准机关、有效期")
@_as_of_option
@_option("--against", metavar="LAST.json", help="与上一次的 JSON 报告相比：新的未达标、恢复、数值修订")
@click.option("--why", multiple=True, metavar="INDICATOR", help="写出这项指标的结论是怎么来的；全部的写 all")
@_option("--only", metavar="STATUS,…", help="表里只列这些状态：met、ahead、on_track、behind、missed、unknown")
@_option("-q", "--quiet/--no-quiet", help="只输出门禁那一行")
@_color_option
@_settings_options
def evaluate(**options: Any) -> ExitCode:
    """用实际值核验规划，输出报告，退出码即门禁的结论。

    ACTUALS 是数据文件，可以有几个：YAML、JSON、CSV 或 XLSX；- 为标准输入（YAML 或 JSON）。--plan 也可以有几个。
    """
    from healthplan_cli.commands.evaluate import Options, run_evaluate

    return run_evaluate(Options(**options))


@hpcheck.command(cls=_Command)
@click.option("-f", "--format", "format_", type=_TEXT_FORMATS, default="text", help="输出的形式")
def plans(format_: str) -> ExitCode:
    """列出可用的规划：名称、标题、规划期、指标数。"""
    from healthplan_cli.commands.show import run_plans

    return run_plans(format_)


@hpcheck.command(
    cls=_Command,
    epilog="""例子：
  hpcheck show panzhihua
  hpcheck show panzhihua 近视率
  hpcheck show chongqing --format json""",
)
@click.argument("plan", metavar="PLAN", shell_complete=_complete_plan)
@click.argument("indicator", metavar="[INDICATOR]", required=False)
@click.option("-f", "--format", "format_", type=_TEXT_FORMATS, default="text", help="输出的形式")
def show(plan: str, indicator: str | None, format_: str) -> ExitCode:
    """按人读的方式显示规划：原文、理解、逐年应到的数、出处。"""
    from healthplan_cli.commands.show import run_show

    return run_show(plan, indicator, format_)


@hpcheck.command(
    cls=_Command,
    epilog="""例子：
  hpcheck path chongqing
  hpcheck path chongqing 吸烟率 近视率 --pace geometric
  hpcheck path chongqing -o 年度目标.xlsx
  hpcheck path chongqing --format yaml        贴进规格的 annual_targets""",
)
@click.argument("plan", metavar="PLAN", shell_complete=_complete_plan)
@click.argument("indicators", metavar="[INDICATOR]…", nargs=-1)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["terminal", "csv", "xlsx", "yaml", "json"]),
    help="输出的形式；缺省看 -o 的文件名，没有 -o 时为 terminal",
)
@click.option(
    "-o", "--output", metavar="FILE", help="写到哪个文件：.csv、.xlsx、.yaml、.json；缺省为标准输出"
)
@click.option("--force", is_flag=True, help="文件已存在时覆盖")
@click.option(
    "--pace",
    type=click.Choice(["linear", "geometric"]),
    help="基期到目标怎样走：linear 直线，geometric 固定增长率；缺省按规格",
)
def path(**options: Any) -> ExitCode:
    """年度分解：由基期和目标推算各年的目标，供下达、填表或写进规格。

    规格里的 annual_targets 优先；推不出来的，说明原因。
    """
    from healthplan_cli.commands.path import run_path

    return run_path(**options)


@hpcheck.command(
    cls=_Command,
    epilog="""例子：
  hpcheck trend actuals.yaml --plan chongqing
  hpcheck trend 2021.csv 2022.csv 2023.csv -p chongqing --indicator 吸烟率
  hpcheck trend actuals.xlsx -p chongqing --format json""",
)
@click.argument("actuals", metavar="ACTUALS…", nargs=-1, required=True)
@_data_options
@click.option(
    "--indicator", multiple=True, metavar="INDICATOR", help="只看这项指标：id、名称或序号，可多次使用"
)
@_option("-f", "--format", type=_FORMATS, default="terminal", help="输出的形式")
@_color_option
@_settings_options
def trend(**options: Any) -> ExitCode:
    """逐年走势：每项指标各年的值和状态、结论是否稳定、每年变化多少、还须变化多少。

    另照直线推算目标年的值，只供参考，不作判断依据。--year 以后的数据不看。不设门禁：写出来了就是 0。
    """
    from healthplan_cli.commands.trend import Options, run_trend

    return run_trend(Options(**options))


@hpcheck.command(
    cls=_Command,
    epilog="""例子：
  hpcheck explain "力争每年降低0.5个百分点" "27%左右"
  hpcheck explain - --format json < wordings.txt

有看不懂的写法时退出码为 2。""",
)
@click.argument("texts", metavar="TEXT…", nargs=-1, required=True)
@click.option(
    "-f", "--format", "format_", type=_TEXT_FORMATS, default="text", help="输出的形式；json 每行一个对象"
)
def explain(texts: tuple[str, ...], format_: str) -> ExitCode:
    """说明一种目标写法是怎么理解的；- 从标准输入每行读一种。"""
    from healthplan_cli.commands.explain import run_explain

    return run_explain(texts, format_)


@hpcheck.command(cls=_Command)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@_reading_options
@_as_of_option
@_settings_options
def validate(files: tuple[str, ...], **options: Any) -> ExitCode:
    """检查规格、数据文件和豁免，一次列出所有错误；有错时退出码为 2。"""
    from healthplan_cli.commands.validate import Checking, run_validate

    return run_validate(files, Checking(**options))


@hpcheck.command(cls=_Command)
@click.argument("plan", metavar="PLAN", shell_complete=_complete_plan)
@click.option("-o", "--output", metavar="FILE", help="写到哪个文件；缺省为标准输出")
@click.option("--force", is_flag=True, help="文件已存在时覆盖")
def init(plan: str, output: str | None, force: bool) -> ExitCode:
    """生成一份待填的数据文件：每项指标的单位、目标和各年的位置。"""
    from healthplan_cli.commands.init import run_init

    return run_init(plan, output, force)


@hpcheck.command(cls=_Command)
@click.argument("words", metavar="[WORD]", required=False)
@click.option("-f", "--format", "format_", type=_TEXT_FORMATS, default="text", help="输出的形式")
def catalog(words: str | None, format_: str) -> ExitCode:
    """列出指标目录：写自己的规格时用的 id、名称、单位、方向；给出一个词则只列含有它的。"""
    from healthplan_cli.commands.show import run_catalog

    return run_catalog(words, format_)


@hpcheck.command(cls=_Command)
@click.argument("kind", metavar="plan|actuals", type=click.Choice(["plan", "actuals"]))
def schema(kind: str) -> ExitCode:
    """输出规格（plan）或数据文件（actuals）的 JSON Schema，供编辑器使用。"""
    from healthplan_cli.commands.output import write
    from healthplan_cli.shape import schema_text

    write(schema_text(kind), exact=True)
    return ExitCode.PASS


def run(arguments: Sequence[str]) -> int:
    """The exit code of a command line, whatever happens on the way."""
    _tolerant_streams()
    try:
        code = hpcheck.main(args=list(arguments), prog_name="hpcheck", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return int(code or 0)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        with contextlib.suppress(OSError, ValueError):
            error.show()
        _tell_origin(error)
        return int(ExitCode.INVALID)
    except click.Abort:
        return 130
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _failed(error)


def _tell_origin(error: click.ClickException) -> None:
    """Says which file or variable gave an option a wrong value."""
    from healthplan_cli.commands.origin import origin

    if isinstance(error, click.BadParameter) and error.ctx and error.param and error.param.name:
        where = origin(error.ctx, error.param.name)
        if where:
            _say(f"这个值来自 {where}")


def _failed(error: Exception) -> int:
    from healthplan_cli.errors import InvalidInput

    if isinstance(error, InvalidInput):
        _say(_listed([str(problem) for problem in error.problems]))
        return int(ExitCode.INVALID)
    if isinstance(error, OSError):
        _say(f"无法读写：{error.strerror or error}")
        return int(ExitCode.INVALID)
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno}" if place else "?"
    what = " ".join(f"{type(error).__name__} {error}".split())[:200]
    _say(f"hpcheck {__version__} 内部错误（{where}：{what}），请把这一行连同命令报告给开发者")
    return int(ExitCode.BUG)


_MOST_PROBLEMS = 500
_UNSEEN = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)), "�"
)


def _listed(problems: list[str]) -> str:
    more = len(problems) - _MOST_PROBLEMS
    shown = problems[:_MOST_PROBLEMS] + ([f"……另有 {more} 处"] if more > 0 else [])
    return "\n".join(shown)


def _say(text: str) -> None:
    """To standard error, without control characters from a file; where that is full, the exit code has to do."""
    with contextlib.suppress(OSError, ValueError):
        click.echo(text.translate(_UNSEEN), err=True)


def _tolerant_streams() -> None:
    """A console that can't show a character shows another one, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
