"""Standard output of the commands."""

from __future__ import annotations

import os
import sys

import click

CLOSED_PIPE = 141  # as a shell reports a program that SIGPIPE has ended


def write(text: str, exact: bool = False) -> None:
    """To standard output; `exact` text (JSON) is UTF-8 whatever the console's encoding is.

    A reader that has gone (| head) ends the program with 141 and no traceback: never with 1, which means a miss.
    """
    try:
        click.echo(text.encode() if exact else text, nl=False, color=True)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(CLOSED_PIPE) from None


def say(line: str) -> None:
    """One line, or several, to standard output."""
    write(line + "\n")
