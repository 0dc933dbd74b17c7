"""Output of the commands: standard output, and files, which are never overwritten unasked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_PROBLEMS
from healthplan_cli.base.visible import guarded, visible

if TYPE_CHECKING:
    from healthplan_cli.base.errors import Problem

CLOSED_PIPE = 141  # as a shell reports a program that SIGPIPE has ended


def write(text: str, exact: bool = False) -> None:
    """Write a text to standard output; `exact` text (JSON) unchanged and in UTF-8, whatever the console's encoding.

    A reader that closed the pipe (| head) ends the program with 141 and no traceback, never with 1, which means a
    miss.
    """
    write_bytes(text.encode()) if exact else _echo(guarded(text))


def page(text: str, paged: bool = True, files: Iterable[str] = ()) -> None:
    """Write a text to standard output, through a pager where it is longer than the terminal and `paged` allows it.

    Places in `files` are hyperlinks where the terminal and the pager support them.
    """
    from healthplan_cli.commands.links import can_link, linked
    from healthplan_cli.commands.pager import pager_for, passes_links, show

    text = guarded(text)
    command = pager_for(text) if paged else None
    if can_link(sys.stdout) and (command is None or passes_links(command)):
        text = linked(text, files)
    if command is None or not show(text, command):
        _echo(text)


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output, as they are."""
    _echo(content)


def _echo(content: str | bytes) -> None:
    try:
        if isinstance(content, bytes) and hasattr(sys.stdout, "buffer"):
            _write_all(content)
        else:
            click.echo(content, nl=False, color=True)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(CLOSED_PIPE) from None


def _write_all(content: bytes) -> None:
    """Write all bytes to standard output; an unbuffered stream (PYTHONUNBUFFERED) may take only some at a time."""
    sys.stdout.flush()
    rest = memoryview(content)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) or 0 :]


def say(line: str) -> None:
    """Write one line to standard output."""
    write(visible(line) + "\n")


def tell(line: str) -> None:
    """Write one line to standard error."""
    click.echo(visible(line), err=True)


def save(output: str, content: bytes, force: bool) -> None:
    """Write a file, completely or not at all. Raise InvalidInput where it exists and isn't to be overwritten
    (`force`), or can't be written.
    """
    from healthplan_cli.base.errors import refusal
    from healthplan_cli.commands.files import check_targets, write_files

    check_targets({output: content})
    if os.path.lexists(output) and not force:
        raise refusal(output, tr("文件已存在；要覆盖请加 --force"))
    write_files({output: content})


def warn(notices: Iterable[Problem]) -> None:
    """Write notices to standard error, without duplicates."""
    for notice in dict.fromkeys(notices):
        from healthplan_cli.commands.links import linked_head

        text = tr("{location}: 提示：{message}", location=notice.location, message=notice.message)
        click.echo(linked_head(visible(text), notice.location), err=True)


def listed(problems: Sequence[Problem]) -> str:
    """Return problems, a line each, linked to their places where the terminal supports it; of too many, the first and how many more."""
    from healthplan_cli.commands.links import linked_head

    more = len(problems) - MAX_PROBLEMS
    shown = [linked_head(str(problem), problem.location) for problem in problems[:MAX_PROBLEMS]]
    return "\n".join([*shown, *([tr("……另有 {more} 处", more=more)] if more > 0 else [])])


def tell_problems(problems: Sequence[Problem]) -> None:
    """Write problems to standard error, where the command goes on all the same."""
    if problems:
        click.echo(listed(problems), err=True)
