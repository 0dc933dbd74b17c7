"""The options that several commands share; each can come from HPCHECK_… or a file of settings too."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.optionwords import meant
from healthplan_cli.report.forms import FORMS, KINDS

_F = TypeVar("_F", bound=Callable[..., Any])


def complete_plan(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names of plans that begin with what is typed, for the shell's completion."""
    from healthplan_cli.sources.plans.catalog import plan_files

    return [name for name in plan_files() if name.startswith(incomplete)]


def complete_topic(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the manual's topics that begin with what is typed, for the shell's completion."""
    from healthplan_cli.commands.docs import topics

    return [name for name in topics() if name.startswith(incomplete)]


class Choice(click.Choice[str]):
    """The type of an option that takes one of given words, or the Chinese for one of them."""

    def __init__(self, choices: Iterable[str]) -> None:
        super().__init__(tuple(choices))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert(meant(value, self.choices) if isinstance(value, str) else value, param, ctx)

    def split_envvar_value(self, rv: str) -> list[str]:
        return _Names().split_envvar_value(rv)


EXPLAIN_FORMATS = Choice(["text", "json", "yaml"])
TEXT_FORMATS = Choice(["text", "json"])


class _YesNo(click.types.BoolParamType):
    """The type of a switch; its environment variable may also have a Chinese yes or no."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert(meant(value, ("yes", "no")) if isinstance(value, str) else value, param, ctx)


class _Names(click.types.StringParamType):
    """Text that a variable may give several times, with commas between."""

    def split_envvar_value(self, rv: str) -> list[str]:
        return [
            name for part in rv.replace("，", ",").replace("、", ",").split(",") if (name := part.strip())
        ]


def option(*names: str, **settings: Any) -> Callable[[_F], _F]:
    """Declare an option of a command that can come from its environment variable HPCHECK_… too."""
    long = next(name for name in names if name.startswith("--")).partition("/")[0]
    variable = long[2:].replace("-", "_").upper()
    if settings.get("multiple") and "type" not in settings:
        settings["type"] = _Names()
    if any("/" in name for name in names):
        settings["type"] = _YesNo()
    return click.option(*names, envvar=f"HPCHECK_{variable}", **settings)


def commitments_option(help: str, declare: Callable[..., Any] = option) -> Callable[[_F], _F]:
    """Declare --with commitments; `declare` is click's own `option` where no environment variable should give it."""
    made: Callable[[_F], _F] = declare(
        "--with", "with_", type=Choice(["commitments"]), multiple=True, help=help
    )
    return made


def color_option(function: _F) -> _F:
    """Declare --color and --ambiguous."""
    ambiguous = option(
        "--ambiguous",
        type=Choice(["auto", "wide", "narrow"]),
        default="auto",
        help=tr(
            "≥、×、“”、… 一类的字在终端里占几列：wide 两列（中文字体多半如此），narrow 一列；auto 看终端怎么说"
        ),
    )
    color = option(
        "--color",
        type=Choice(["auto", "always", "never"]),
        default="auto",
        help=tr("颜色：auto 只在终端里、且没有设置 NO_COLOR 时使用"),
    )
    return color(ambiguous(function))


pager_option = click.option(
    "--no-pager",
    is_flag=True,
    help=tr("长的报告也直接输出，不经过分页程序（HPCHECK_PAGER、PAGER、less）"),
)
template_option = option(
    "--template",
    metavar="FILE",
    help=tr("docx 用这份 Word 文件（.docx、.dotx）的样式、页面、页眉和页脚，缺的用程序自己的"),
)


def delivery_options(kind: str, usual: str = "terminal") -> Callable[[_F], _F]:
    """Declare -f, -o, --force, --template, --no-pager and --color of a command that makes a report of this kind.

    `usual` is the form without -f and -o.
    """
    forms = KINDS[kind].forms
    declared = (
        click.option(
            "-f",
            "--format",
            "form",
            type=Choice(forms),
            help=tr("输出的形式；缺省看 -o 的文件名，没有 -o 时为 {usual}", usual=usual),
        ),
        click.option(
            "-o",
            "--output",
            "files",
            multiple=True,
            metavar="[F:]FILE",
            help=tr(
                "写成文件，如 报告.xlsx 或 xlsx:报告.xlsx，图写成文件夹 svg:图；可多次使用；缺省为标准输出"
            ),
        ),
        click.option("--force", is_flag=True, help=tr("文件已存在时覆盖")),
        template_option,
        pager_option,
        color_option,
    )
    return functools.partial(_declared, declared)


def report_options(kind: str) -> Callable[[_F], _F]:
    """Declare -f and -o of a command that prints its report and writes files besides."""
    declared = (
        option(
            "-f",
            "--format",
            type=Choice(KINDS[kind].forms),
            default="terminal",
            help=tr("标准输出上的报告是什么形式"),
        ),
        option(
            "-o",
            "--output",
            multiple=True,
            metavar="F:FILE",
            help=tr(
                "另把报告写成文件，如 xlsx:报告.xlsx、html:报告.html，图写成文件夹 svg:图；可多次使用，要么都写成，要么都不动"
            ),
        ),
    )
    return functools.partial(_declared, declared)


def _declared(options: Sequence[Callable[[_F], _F]], function: _F) -> _F:
    """Declare several options, shown in their order."""
    for declare in reversed(options):
        function = declare(function)
    return function


heads_option = option(
    "--heads",
    type=Choice(["en", "zh"]),
    default="en",
    help=tr("csv 的列名：en 是固定的英文名，zh 是中文；列的先后不变"),
)


MODE_HELP = tr("哪一种评估：annual 年度监测、midterm 中期评估、final 终期评估；缺省按年份定")
sources_option = option(
    "--sources",
    multiple=True,
    metavar="NAME,…",
    help=tr("几个来源的值不一致时以谁为准：来源的先后，最可靠的在前"),
)
map_option = option("--map", metavar="FILE", help=tr("表里的叫法对照：YAML，每行“表里的词: 指标 id”"))
carry_option = option(
    "--carry", type=int, default=0, metavar="N", help=tr("当年没有数据时，沿用最多 N 年前的数据，并注明")
)
band_option = option(
    "--band",
    metavar="SHARE",
    default="0.05",
    help=tr("完成进度与序时进度相差多少以内算符合预期，缺省 0.05（5 个百分点）"),
)
set_option = option(
    "--set", multiple=True, metavar="ID=TARGET", help=tr("补上由国家下达一类的目标值，可多次使用")
)
unknown_option = option("--allow-unknown/--no-allow-unknown", help=tr("门禁里有无法判定的也放行（退出码 0）"))
_READING_OPTIONS = (
    option(
        "-p",
        "--plan",
        multiple=True,
        metavar="PLAN",
        shell_complete=complete_plan,
        help=tr("规划的名称或规格文件的路径，可多次使用；数据文件都写了 plan 的可省略"),
    ),
    sources_option,
    option("--sheet", metavar="NAME", help=tr("XLSX 里的哪个工作表；只有一个像数据表的不用写")),
    map_option,
)
_JUDGING_OPTIONS = (
    option(
        "--year",
        type=int,
        metavar="YEAR",
        help=tr("核验哪一年；缺省依次取文件的 year、数据中最晚的一年、规划末年"),
    ),
    carry_option,
    band_option,
    set_option,
    option(
        "--targets",
        metavar="FILE",
        help=tr("年度目标：YAML，每项指标下面写各年的目标，如 2022: ≥53；代替直线和规格里的年度目标"),
    ),
)
plan_option = option(
    "-p",
    "--plan",
    multiple=True,
    metavar="PLAN",
    shell_complete=complete_plan,
    help=tr("规划的名称或规格文件的路径；缺省取第一个参数，没有时取设置里的"),
)
as_of_option = option("--as-of", metavar="DATE", help=tr("豁免到这一天不得过期，如 2025-06-30；缺省为今天"))


def reading_options(function: _F) -> _F:
    """Declare the options that choose plans and say how data files are read."""
    return _declared(_READING_OPTIONS, function)


def data_options(function: _F) -> _F:
    """Declare the options of every command that judges: those of `reading_options`, and how values are judged."""
    return _declared((*_READING_OPTIONS, *_JUDGING_OPTIONS), function)


def _take_config(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Take the values of a settings file as defaults of the options; click calls it before it reads the others."""
    from healthplan_cli.commands.config import find_config

    config = find_config(value)
    ctx.default_map = dict(config.values)
    kept = [param.type for param in ctx.command.params if param.name == "format"]
    form = meant(ctx.default_map.get("format") or "", FORMS)
    if form in FORMS and not any(isinstance(kind, click.Choice) and form in kind.choices for kind in kept):
        del ctx.default_map["format"]  # a form of the report, which isn't what this command writes
    if not any(param.name == "output" and param.multiple for param in ctx.command.params):
        ctx.default_map.pop("output", None)  # the report's files, which aren't what this command writes
    ctx.meta["config"] = config


def settings_options(function: _F) -> _F:
    """Declare --config and -v."""

    @functools.wraps(function)
    def told(verbose: bool, **options: Any) -> Any:
        from healthplan_cli.base.errors import InvalidInput
        from healthplan_cli.commands.origin import in_force, refused, traced
        from healthplan_cli.commands.output import tell, warn

        context = click.get_current_context()
        for line in in_force(context) if verbose else ():
            tell(line)
        warn(refused(context))
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
        help=tr("设置文件；缺省找本文件夹和上级文件夹的 hpcheck.toml、pyproject.toml 的 [tool.hpcheck]"),
    )
    verbose = click.option("-v", "--verbose", is_flag=True, help=tr("在标准错误里写出每项设置和它的来处"))
    return config(verbose(told))  # type: ignore[return-value]  # `told` takes one option more than _F
