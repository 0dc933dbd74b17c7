"""Long texts through a pager, as git does it: HPCHECK_PAGER, else PAGER, else `less -FRX`; empty or `cat` is none."""

from __future__ import annotations

import contextlib
import os
import sys

_NOT_FOUND = (126, 127)  # what a shell reports of a command that it can't run
_LINKS_SINCE = 566


def pager_for(text: str) -> str | None:
    """Return the pager's command line; None where output is no terminal, where the text fits into it, or where no pager is wanted."""
    import shutil

    if not all(stream is not None and stream.isatty() for stream in (sys.stdout, sys.stdin)):
        return None  # nobody is there to turn the pages
    if text.count("\n") < shutil.get_terminal_size().lines:
        return None
    named = next((os.environ[name] for name in ("HPCHECK_PAGER", "PAGER") if name in os.environ), None)
    usual = "less -FRX" if os.name == "posix" else ""
    command = (usual if named is None else named).strip()
    return None if command in ("", "cat") else command


def passes_links(command: str) -> bool:
    """Return whether a pager is a less that passes hyperlinks on, as it does since version 566."""
    import re
    import subprocess

    if os.path.basename(command.split()[0]) != "less":  # noqa: PTH119 (a command, not a path of ours)
        return False
    try:
        said = subprocess.run([command.split()[0], "--version"], capture_output=True, check=False).stdout
    except OSError:
        return False
    version = re.match(rb"less (\d+)", said)
    return version is not None and int(version[1]) >= _LINKS_SINCE


def show(text: str, command: str) -> bool:
    """Show a text in a pager and wait for its end; return False, with nothing shown, where the pager doesn't exist.

    It is no error if the user leaves the pager early or its exit code isn't 0: exit codes are about the plan.
    """
    import subprocess

    encoding = sys.stdout.encoding or "utf-8"
    usual = {"LESS": "FRX", "LV": "-c"} | ({"LESSCHARSET": "utf-8"} if "utf" in encoding.lower() else {})
    sys.stdout.flush()
    try:
        process = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env={**usual, **os.environ})
    except OSError:
        return False
    assert process.stdin is not None
    with contextlib.suppress(OSError, KeyboardInterrupt):
        process.stdin.write(text.encode(encoding, "replace"))
    with contextlib.suppress(OSError, KeyboardInterrupt):
        process.stdin.close()
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # the pager's business, as in git
            return process.wait() not in _NOT_FOUND
