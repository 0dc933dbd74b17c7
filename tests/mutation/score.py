"""Runs the mutation tool over a seeded sample of each module's mutants and prints the score of each module.

    python tests/mutation/score.py                    # every room of MODULES, 120 mutants each
    python tests/mutation/score.py units kinds --sample 0      # all mutants of two rooms
    python tests/mutation/score.py kinds --each 4 --seed 2     # at least four of each file; the score of each file too
    python tests/mutation/score.py --at-least 95      # exit 1 where a module's score is lower

The tool makes the mutants; inprocess.py runs them, for collecting the tests anew for each would take most of the time. A
mutant is dead when a test fails on it or never ends. Those that no test can tell from the program are listed in
equivalent.yaml, each with its reason, and don't count. The tool's own settings stand in pyproject.toml.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
MUTANTS = ROOT / "mutants"
IN_PROCESS = Path(__file__).with_name("inprocess.py")
EQUIVALENT = Path(__file__).with_name("equivalent.yaml")
MODULES = ("units", "kinds", "language", "evaluation", "sources")
SURVIVED, NO_TESTS = 0, 33


def tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the mutation tool in the project's folder."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def make() -> list[str]:
    """Make the mutants of every file that has changed since they were made; return the names of all."""
    code = (
        "import mutmut.__main__ as tool; tool.set_mutant_under_test('mutant_generation'); "
        "tool.copy_src_dir(); tool.copy_also_copy_files(); tool.create_mutants(1)"
    )
    MUTANTS.mkdir(exist_ok=True)
    for kept in MUTANTS.glob(
        "healthplan_cli/**/*.py"
    ):  # a package that is gone would be imported in place of a module
        if not (ROOT / kept.relative_to(MUTANTS)).exists():
            for stale in (kept, *kept.parent.glob(f"{kept.name}.*")):
                stale.unlink()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    metas = (json.loads(meta.read_text(encoding="utf-8")) for meta in sorted(MUTANTS.rglob("*.meta")))
    return [name for meta in metas for name in meta["exit_code_by_key"]]


def tried(names: list[str], children: int, tests: list[str]) -> Iterator[tuple[str, int]]:
    """Yield each mutant's name and exit code as it is found: 1 dead, 0 alive, 33 where no test reaches it.

    The names are dealt out to processes. Ends early at Ctrl-C or SIGTERM.
    """
    with tempfile.TemporaryDirectory() as folder:
        runs, places = [], []
        for child in range(children):
            given, found = Path(folder, f"{child}.names"), Path(folder, f"{child}.found")
            given.write_text(json.dumps(names[child::children]), encoding="utf-8")
            found.touch()
            command = [sys.executable, str(IN_PROCESS), str(MUTANTS), str(given), str(found), *tests]
            runs.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL))
            places.append(found)
        read = dict.fromkeys(places, 0)
        try:
            going = True
            while going:
                going = any(run.poll() is None for run in runs)
                time.sleep(1)
                for found in places:
                    whole = found.read_text(encoding="utf-8").split("\n")[:-1]
                    lines = [json.loads(line) for line in whole[read[found] :]]
                    if lines and not read[found] and lines.pop(0):
                        sys.exit(f"tests that fail without a mutant: {whole[0]}")
                    read[found] = len(whole)
                    yield from ((name, code) for name, code in lines)
        except KeyboardInterrupt:
            sys.stderr.write("stopped: the scores are those of the mutants tried\n")
        finally:
            for run in runs:
                run.kill()


def of_module(names: Iterable[str], module: str) -> list[str]:
    """Return the mutants of a module, or of all modules of a package."""
    return sorted(name for name in names if module_of(name) == module)


def file_of(name: str) -> str:
    """Return the file of a mutant, as a module's name without that of the project."""
    return name.rpartition(".")[0].partition(".")[2]


def drawn(names: list[str], size: int, each: int, seed: int) -> list[str]:
    """Draw mutants: so many of each file, the rest of them all, in no order, so that what a stopped run has tried is a sample too."""
    chance = random.Random(seed)
    mixed = chance.sample(names, len(names))
    taken = Counter[str]()
    first: list[str] = []
    rest: list[str] = []
    for name in mixed:
        taken[file_of(name)] += 1
        (first if taken[file_of(name)] <= each else rest).append(name)
    chosen = [*first, *rest[: max(0, size - len(first))]]
    return chance.sample(chosen, len(chosen))


def module_of(name: str) -> str:
    """Return the module of a mutant, or the package of its module."""
    return name.split(".")[1]


def changed(name: str) -> tuple[str, str]:
    """Return the line that a mutant takes away and the one that it puts there, stripped."""
    lines = tool("show", name).stdout.splitlines()
    minus = [line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---")]
    plus = [line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++")]
    return " ".join(minus), " ".join(plus)


def equivalent() -> set[tuple[str, str, str]]:
    """Return the listed equivalent mutants: function, line before, line after."""
    listed = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or []
    return {(entry["in"], entry["from"], entry["to"]) for entry in listed}


def function_of(name: str) -> str:
    """Return the mutated function as module.function, for the list of equivalents."""
    return name.removeprefix("healthplan_cli.").rsplit("__mutmut_", 1)[0].replace("x_", "", 1)


def main() -> int:
    """Sample, run, print each survivor when it is found, and the scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("modules", nargs="*", default=MODULES, metavar="MODULE")
    parser.add_argument("--sample", type=int, default=120, help="mutants of each module; 0: all of them")
    parser.add_argument("--each", type=int, default=0, help="at least so many mutants of each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--children", type=int, default=2)
    parser.add_argument("--at-least", type=float, default=0.0, help="the least score in per cent")
    parser.add_argument("--tests", nargs="+", help="test files, where not those of pyproject.toml")
    options = parser.parse_args()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    tests = options.tests or settings["pytest_add_cli_args_test_selection"]

    for stop in (signal.SIGINT, signal.SIGTERM):  # also where a shell has put it into the background
        signal.signal(stop, signal.default_int_handler)
    known = make()
    chosen: dict[str, list[str]] = {}
    for module in options.modules:
        names = of_module(known, module)
        size = min(options.sample or len(names), len(names))
        chosen[module] = drawn(names, size, options.each, options.seed)
    same, low = equivalent(), False
    dead, alike, alive = Counter[str](), Counter[str](), Counter[str]()
    for name, code in tried([name for names in chosen.values() for name in names], options.children, tests):
        module = module_of(name)
        if code not in (SURVIVED, NO_TESTS):
            dead.update({module, file_of(name)})
            continue
        before, after = changed(name)
        if (function_of(name), before, after) in same:
            alike.update({module, file_of(name)})
        else:
            alive.update({module, file_of(name)})
            sys.stdout.write(f"survived {name}\n  - {before}\n  + {after}\n")
            sys.stdout.flush()
    files = sorted({file_of(name) for names in chosen.values() for name in names}) if options.each else []
    for module in (*files, *chosen):
        counted = dead[module] + alive[module]
        score = 100 * dead[module] / counted if counted else 100.0
        low = low or (module in chosen and score < options.at_least)
        sys.stdout.write(
            f"{module}: {dead[module]} of {counted} dead, {score:.1f} % ({alike[module]} equivalent)\n"
        )
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
