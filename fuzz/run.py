"""Fuzzes every surface in turn and says how many inputs each had, and what was found.

    python fuzz/run.py                        a minute in all, from a fixed seed (what .ci/run does)
    python fuzz/run.py --inputs 500000        a long run, shared out by weight; new inputs that go further are kept
    python fuzz/run.py --seconds 600 yaml csv
    python fuzz/run.py --replay FILE…         one input again: fuzz/found/SURFACE/…, fuzz/corpus/SURFACE/…

Needs the `fuzz` extra, but --replay doesn't. What is found is put into fuzz/found/SURFACE/, what is learned into
fuzz/work/SURFACE/; exit code 1 where anything was found.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOUND, WORK, CORPUS = HERE / "found", HERE / "work", HERE / "corpus"
# Quick ones take more inputs: settings 2,700 a second, a whole run of the program ten.
WEIGHT = {"yaml": 100, "settings": 100, "reported": 60, "wording": 50}
_MEGABYTES = 2000  # of the whole process, with the counters
_HANG = 120  # seconds of wall clock after which a C call counts as endless
_DONE = re.compile(r"stat::number_of_executed_units: (\d+)|Done (\d+) runs|^#(\d+)\t", re.M)


def say(line: str) -> None:
    """A line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """Nothing reaches standard error, not even from C."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)


def fuzz(name: str, inputs: int, seconds: int, seed: int) -> int:
    """How many inputs a surface had, before `inputs` of them or `seconds` were over."""
    from surfaces import SURFACES
    from target import fuzzed

    found, work = FOUND / name, WORK / name
    found.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    limits = {
        "runs": inputs,
        "max_total_time": seconds,
        "max_len": SURFACES[name].longest,
        "timeout": _HANG,
        "report_slow_units": _HANG,  # a busy machine is no fault; what takes long by its own time, TooSlow says
        "rss_limit_mb": _MEGABYTES,
        "dict": HERE / "words.dict",
        "artifact_prefix": f"{found}/",
        "seed": seed,
        "print_final_stats": 1,
    }
    arguments = [f"-{key}={value}" for key, value in limits.items()]
    code, said = fuzzed(name, found, [*arguments, str(work), str(CORPUS / name)])
    if code:
        (found / f"exit{code}").write_text(said[-20_000:], encoding="utf-8")
    return max((int(next(filter(None, match))) for match in _DONE.findall(said)), default=0)


def long_run(names: list[str], inputs: int, seconds: int) -> None:
    """Each surface until it has had its share; after a crash it goes on from another seed."""
    whole = sum(WEIGHT.get(name, 1) for name in names)
    total = 0
    for name in names:
        share = inputs * WEIGHT.get(name, 1) // whole + 1 if inputs else -1
        had = seed = 0
        while seed < 5 and (seed == 0 or had < share):
            seed += 1
            had += fuzz(name, share - had if inputs else -1, seconds // len(names) if seconds else 0, seed)
        total += had
        wrong = sorted(path.name for path in (FOUND / name).iterdir() if path.suffix != ".txt")
        say(f"{name:10} {had:8} {', '.join(wrong) or 'clean'}")
    say(f"{'in all':10} {total:8}")


def replay(files: list[str]) -> None:
    """Gives each file to the surface whose folder it is in; a traceback is what was wrong."""
    from surfaces import SURFACES, quietly_in

    paths = [Path(file).resolve() for file in files]
    with tempfile.TemporaryDirectory() as folder:
        quietly_in(Path(folder))
        for path in paths:
            SURFACES[path.parent.name].check(path.read_bytes())


def main() -> int:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "surfaces",
        nargs="*",
        metavar="SURFACE",
        help=", ".join(path.name for path in sorted(CORPUS.iterdir())),
    )
    parser.add_argument("--inputs", type=int, default=0, help="how many, in all")
    parser.add_argument("--seconds", type=int, default=0, help="how long, in all")
    parser.add_argument("--replay", action="store_true", help="the names are files")
    asked = parser.parse_args()
    if asked.replay:
        replay(asked.surfaces)
        return 0
    with silent():
        import target  # noqa: F401  (first of all: what is imported before it has no counters)
    from surfaces import SURFACES

    names = asked.surfaces or list(SURFACES)
    long_run(names, asked.inputs, asked.seconds or (0 if asked.inputs else 60))
    return int(any(path.is_file() for name in names for path in (FOUND / name).iterdir()))


if __name__ == "__main__":
    sys.exit(main())
