"""The program under atheris (libFuzzer): imported with its counters once, then forked for each surface (run.py).

A fault doesn't end the run: the first input of each kind (its exception and where in the program it was raised) is kept with
its traceback. Only what Python can't come back from, a crash or an endless C call, does.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
import signal
import tempfile
import traceback
from pathlib import Path
from types import FrameType

import atheris

with atheris.instrument_imports(include=["healthplan_cli"]):
    import healthplan_cli

    for module in pkgutil.walk_packages(healthplan_cli.__path__, "healthplan_cli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(
                module.name
            )  # what is imported where it is used would go without counters
    from surfaces import SURFACES, Surface, quietly_in


class TooSlow(BaseException):
    """More processor time than an input may take; no `except Exception` of the program holds it back."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def kind_of(error: BaseException) -> str:
    """An exception's name and the place in the program, or in the harness, that it comes from."""
    own = [item for item in traceback.extract_tb(error.__traceback__) if "healthplan_cli" in item.filename]
    place = f"{Path(own[-1].filename).stem}-{own[-1].name}" if own else "harness"
    return f"{type(error).__name__}-{place}".replace("<", "").replace(">", "")


def watched(surface: Surface, content: bytes, found: Path) -> None:
    """Gives a surface an input, and keeps it where the answer isn't clean."""
    signal.setitimer(signal.ITIMER_VIRTUAL, surface.seconds)
    try:
        surface.check(content)
    except (Exception, TooSlow, SystemExit) as error:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        path = found / kind_of(error)
        if not path.exists():
            path.write_bytes(content)
            path.with_name(f"{path.name}.txt").write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def fuzzed(name: str, found: Path, arguments: list[str]) -> tuple[int, str]:
    """Fuzzes a surface in a process of its own until libFuzzer's limits: how that ended, and what libFuzzer said."""
    folder = Path(tempfile.mkdtemp())  # the child ends without a word, and must not clear it away
    said, work = folder / "said", folder / "work"
    work.mkdir()
    child = os.fork()
    if not child:
        os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT), 2)
        quietly_in(work)
        signal.signal(signal.SIGVTALRM, _stop)
        atheris.Setup(["fuzz", *arguments], lambda content: watched(SURFACES[name], content, found))
        atheris.Fuzz()
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    words = said.read_text(encoding="utf-8", errors="replace")
    shutil.rmtree(folder)
    return ended, words
