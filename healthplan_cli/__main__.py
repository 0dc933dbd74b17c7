"""`hpcheck`, also as `python -m healthplan_cli`."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence

_INTERRUPTED = 130


class Ended(BaseException):
    """Raised when a signal asks the program to end, so that a file that is half written is removed on the way out."""

    def __init__(self, number: int, *_: object) -> None:
        self.code = 128 + number


def _heed_signals() -> None:
    """Make SIGTERM and SIGHUP end the program in good order, except where they are ignored already."""
    import signal

    def end(number: int, _: object) -> None:
        raise Ended(number)

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def main() -> None:
    """Run the command line and end the process with its exit code (docs/semantics.md, section 6).

    Garbage collection and the interpreter's teardown are skipped: they would take a tenth of a run's tenth of a
    second.
    """
    gc.disable()
    code = _INTERRUPTED
    with contextlib.suppress(KeyboardInterrupt):
        try:
            _heed_signals()
            arguments = speak(sys.argv[1:])
            if os.name == "nt":
                arguments = expanded(arguments)
            code = 0 if arguments in (["--help"], ["-h"]) and say_help() else _run(arguments)
        except Ended as error:
            code = error.code
    if sys.stderr is not None:  # it is None where the shell has closed it
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()
    os._exit(code)


def expanded(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with each pattern (*.yaml) replaced by the files that match it, as no shell of Windows
    does.
    An option, and a pattern that matches nothing, stays as it is.
    """
    from glob import glob

    found = []
    for text in arguments:
        names = sorted(glob(text)) if not text.startswith("-") and any(sign in text for sign in "*?[") else []  # noqa: PTH207
        found += names or [text]
    return found


def _run(arguments: list[str]) -> int:
    from healthplan_cli.cli import run

    return run(arguments)


def say_help() -> bool:
    """Print the help text that the wheel ships ready-made; return whether it was printed.

    It is used only in Chinese and for a terminal of at least 80 columns.
    """
    from healthplan_cli.base.i18n import language

    place = os.path.join(os.path.dirname(__file__), "compiled_plans", "help.txt")  # noqa: PTH118, PTH120 (no pathlib: quick)
    if language() != "zh" or _columns() < 80 or "_HPCHECK_COMPLETE" in os.environ:
        return False
    try:
        with open(place, encoding="utf-8") as stream:  # noqa: PTH123
            text = stream.read()
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        return False
    return True


def _columns() -> int:
    """Return the terminal's width as click takes it; 80 where there is no terminal."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 80
    except (OSError, ValueError):
        return 80


def speak(arguments: Sequence[str]) -> list[str]:
    """Choose the language, by `--lang` anywhere on the command line, else by HPCHECK_LANG; return the arguments
    without `--lang`.
    It must run before any module with messages is imported. An unknown language is returned as an argument, for click
    to refuse.
    """
    from healthplan_cli.base.i18n import LANGUAGES, choose
    from healthplan_cli.base.optionwords import meant

    rest = list(arguments)
    chosen = meant(os.environ.get("HPCHECK_LANG") or "zh", LANGUAGES)
    end = rest.index("--") if "--" in rest else len(rest)
    for at in range(end):
        name, given, value = rest[at].partition("=")
        if name == "--lang" and (given or at + 1 < end):
            value = meant(value if given else rest[at + 1], LANGUAGES)
            if value in LANGUAGES:
                chosen = value
                os.environ["HPCHECK_LANG"] = value
                del rest[at : at + (1 if given else 2)]
            else:
                rest = ["--lang", value]
            break
    choose(chosen)
    if chosen != "en":
        speak_chinese()
    return rest


def speak_chinese() -> None:
    """Make click take its own messages from this package's gettext catalogue (zh_CN)."""
    import gettext
    from pathlib import Path

    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("hpcheck", Path(__file__).with_name("locale"))
    gettext.textdomain("hpcheck")


if __name__ == "__main__":
    main()
