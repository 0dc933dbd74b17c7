"""click's help with widths and line breaks as Chinese needs them, and a group of commands that proposes the nearest name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, TypeVar

import click

from healthplan_cli.base.exitcodes import ExitCode
from healthplan_cli.base.i18n import tr

_F = TypeVar("_F", bound=Callable[..., Any] | click.Command)


class Formatter(click.HelpFormatter):
    """click's help formatter, measuring in terminal columns and breaking lines as Chinese is broken."""

    def write_text(self, text: str) -> None:
        from healthplan_cli.base.text_width import wrap

        indent = " " * self.current_indent
        for line in text.splitlines():
            lead = " " * (len(line) - len(line.lstrip()))
            size = max(self.width - self.current_indent - len(lead), 20)
            for piece in wrap(line.strip(), size):
                self.write(f"{indent}{lead}{piece}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        from healthplan_cli.base.text_width import pad, width, wrap

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
    formatter_class = Formatter


def telling(*names: str, help: str, words: Callable[[click.Context], str]) -> Callable[[_F], _F]:
    """Declare an option that prints something and ends the program. For click's own, which do that, gettext reads a
    catalogue in every run, whatever is asked for.
    """

    def tell(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(words(ctx), color=ctx.color)
            ctx.exit()

    return click.option(*names, is_flag=True, expose_value=False, is_eager=True, help=help, callback=tell)


class Command(click.Command):
    """A command whose docstring is its Chinese help text, translated into the chosen language."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.help = self.help and tr(inspect.cleandoc(self.help))
        telling("-h", "--help", help=tr("显示这份说明。"), words=click.Context.get_help)(self)
        self._help = self.params.pop()

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return self._help if isinstance(self._help, click.Option) else None

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(inspect.cleandoc(self.help))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(self.epilog)


EXIT_CODES = tr("退出码：\n") + "\n".join(f"  {int(code):<3} {code.meaning}" for code in ExitCode)
COMMANDS = (
    "evaluate", "plans", "show", "path", "trend", "explain", "validate", "init", "catalog", "schema", "docs",
    "compare", "lint", "projects", "verify", "draft", "panel", "recheck",
)  # fmt: skip


class CommandGroup(Command, click.Group):
    """The commands, each imported when it is called; for a wrong name the nearest right one is proposed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.add_command(getattr(import_module(f"healthplan_cli.cli.{cmd_name}"), cmd_name))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        known = self.list_commands(ctx)
        if name and not name.startswith("-") and name not in known:
            import difflib

            near = difflib.get_close_matches(name, known, n=2, cutoff=0.5)
            hint = (
                tr("是不是 {names}？", names=tr("、").join(near))
                if near
                else tr("可用的有：{names}", names=tr("、").join(known))
            )
            ctx.fail(tr("没有命令“{name}”。{hint}", name=name, hint=hint))
        return super().resolve_command(ctx, args)
