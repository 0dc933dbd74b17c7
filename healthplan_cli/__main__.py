"""`hpcheck`, also as `python -m healthplan_cli`."""

from __future__ import annotations

import contextlib
import gc
import os
import sys


def main() -> None:
    """Runs the command line; every way out of it is an exit code of the contract (section 6).

    The process lives a tenth of a second and starts again in the next turn of a shell loop: collecting cycles and taking
    the interpreter apart at its end would cost a tenth of that.
    """
    gc.disable()
    speak_chinese()
    from healthplan_cli.cli import run

    code = run(sys.argv[1:])
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(code)


def speak_chinese() -> None:
    """click's own words come from our gettext catalogue."""
    import gettext
    from pathlib import Path

    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("hpcheck", Path(__file__).with_name("locale"))
    gettext.textdomain("hpcheck")


if __name__ == "__main__":
    main()
