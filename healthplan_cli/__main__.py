"""`hpcheck`, also as `python -m healthplan_cli`."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line; every way out of it is an exit code of the contract (section 6)."""
    speak_chinese()
    from healthplan_cli.cli import run

    sys.exit(run(sys.argv[1:]))


def speak_chinese() -> None:
    """click's own words come from our gettext catalogue."""
    import gettext
    import os
    from pathlib import Path

    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("hpcheck", Path(__file__).with_name("locale"))
    gettext.textdomain("hpcheck")


if __name__ == "__main__":
    main()
