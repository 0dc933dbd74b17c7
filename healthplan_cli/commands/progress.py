"""What is being done, shown on standard error once it takes over a second, where that is a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from healthplan_cli.base.activity import announce, announced

if TYPE_CHECKING:
    from threading import Event

DELAY, SPEED = 1, 8  # seconds until it shows; pictures a second
_FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_PLAIN = "|/-\\"


@contextlib.contextmanager
def working(quiet: bool = False) -> Iterator[None]:
    """Show the current step while the block runs longer than DELAY seconds, and clear it at the end."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from threading import Event, Thread

    done = Event()
    thread = Thread(target=_spin, args=(done,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        announce("")


def _spin(done: Event) -> None:
    import itertools

    if done.wait(DELAY):
        return
    for frame in itertools.cycle(_frames()):
        _draw(f"{frame} {announced()}")
        if done.wait(1 / SPEED):
            break
    _draw("")


def _frames() -> str:
    try:
        _FRAMES.encode(sys.stderr.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return _PLAIN
    return _FRAMES


def _draw(words: str) -> None:
    """Replace the current line of the terminal by words, cut to its width."""
    import shutil

    import click

    from healthplan_cli.base.text_width import wrap
    from healthplan_cli.base.visible import visible

    shown = visible(words)
    first = wrap(shown, max(shutil.get_terminal_size().columns - 1, 10))[0] if shown else ""
    with contextlib.suppress(OSError, ValueError):
        click.echo(f"\r\x1b[K{first}", err=True, nl=False, color=True)
