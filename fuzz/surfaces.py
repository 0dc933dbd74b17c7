"""What a fuzzer feeds: for each surface, a function that takes any bytes and comes back, or raises what is a fault.

A clean answer is a result, or InvalidInput that says where; nothing else (fuzz/README.md). Whole commands are run,
in this process, on a small plan; only what a command has read from the bytes is looked at here.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import click
import docx
import openpyxl

from healthplan_cli.base.errors import InvalidInput, NotUnderstood
from healthplan_cli.base.read_bytes import Source
from healthplan_cli.cli import hpcheck
from healthplan_cli.commands.config import find_config
from healthplan_cli.language.describe import reading, target_fields
from healthplan_cli.language.reported import parse_reported
from healthplan_cli.language.target import parse_target
from healthplan_cli.language.underline import underlined
from healthplan_cli.report.forms import KINDS
from healthplan_cli.sources.archive.package import pack, unpack
from healthplan_cli.sources.documents import read_blocks
from healthplan_cli.sources.strict_yaml import parse

HERE = Path(__file__).resolve().parent
_TEXT_FORMATS = sorted(set(KINDS["evaluation"].forms) - {"xlsx", "docx", "archive"})


class Unclean(AssertionError):
    """An answer that is none of the contract's."""


@dataclass(frozen=True)
class Surface:
    """A way in: what is done with the bytes, how many of them may come, and the seconds that one input may take."""

    check: Callable[[bytes], None]
    longest: int = 4096
    seconds: float = 10


# ── commands ──


def answered(*arguments: str) -> tuple[int, str]:
    """The exit code of a command and its standard output. Unclean for anything that a user should not be shown."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = int(hpcheck.main(args=list(arguments), prog_name="hpcheck", standalone_mode=False) or 0)
        except InvalidInput as error:
            _check_places(error)
            code = 2
        except click.exceptions.Exit as error:
            code = error.exit_code
        except click.ClickException:
            code = 2
        out.flush()
        err.flush()
    if code not in (0, 1, 2, 3):
        raise Unclean(f"exit code {code}")
    return code, out.buffer.getvalue().decode("utf-8")


def _check_places(error: InvalidInput) -> None:
    """Every problem stands in a file (or an option), and can be written."""
    if not error.problems:
        raise Unclean("InvalidInput without a problem")
    for problem in error.problems:
        str(problem).encode("utf-8")
        if not problem.location.file or not problem.message.strip():
            raise Unclean(f"a problem without its place or its words: {problem!r}")


def report(*arguments: str, of: bytes) -> None:
    """`hpcheck evaluate` in the form that the bytes choose; JSON is held against its own gate."""
    form = _TEXT_FORMATS[sum(of) % len(_TEXT_FORMATS)]
    code, text = answered("evaluate", *arguments, "--format", form)
    if form == "json" and code != 2 and json.loads(text)["gate"]["exit_code"] != code:
        raise Unclean(f"exit code {code}, and another one in the report")


@contextlib.contextmanager
def desk(name: str, content: bytes) -> Iterator[None]:
    """A folder with the plan, its data and a file of these bytes."""
    Path(name).write_bytes(content)
    for own in ("plan.yaml", "actuals.yaml", "sheet.csv"):
        if not Path(own).exists():
            shutil.copy(HERE / own, own)
    yield
    Path(name).unlink()


def run_with(name: str, *arguments: str) -> Callable[[bytes], None]:
    """`hpcheck evaluate` with the bytes as a file of that name."""

    def check(content: bytes) -> None:
        with desk(name, content):
            report(*arguments, of=content)

    return check


# ── texts ──

Read = TypeVar("Read")


def check_yaml(content: bytes) -> None:
    """Strict YAML, whatever it is for."""
    with contextlib.suppress(InvalidInput):
        try:
            json.dumps(parse(content, "f.yaml").data(), ensure_ascii=False).encode()
        except InvalidInput as error:
            _check_places(error)
            raise


def check_wording(content: bytes) -> None:
    """A target's wording: understood and described, or refused with the character where understanding stopped."""
    target = _understood(parse_target, content.decode("utf-8", "replace"))
    if target is None:
        return
    json.dumps(target_fields(target), default=str)
    if not reading(target):
        raise Unclean("understood, and nothing to say of it")


def check_reported(content: bytes) -> None:
    """A reported value."""
    found = _understood(parse_reported, content.decode("utf-8", "replace"))
    if found is None:
        return
    low, high = (found.values.low, found.values.high) if found.values else (None, None)
    if low is not None and high is not None and low > high:
        raise Unclean(f"an interval from {low} down to {high}")


def _understood(parse: Callable[[str], Read], text: str) -> Read | None:
    """What a text was understood as; None where it was refused, with the character where that was."""
    try:
        return parse(text)
    except NotUnderstood as error:
        _check_stop(error, text)
    return None


def _check_stop(error: NotUnderstood, text: str) -> None:
    if not 0 <= error.at <= len(text) or not error.message:
        raise Unclean(f"stopped at {error.at} of {len(text)}: {error.message}")
    underlined(error)


def check_row(content: bytes) -> None:
    """One row judged: its target, its baseline and its unit, then a value a year, each on a line of its own."""
    target, baseline, unit, *values = [*content.decode("utf-8", "replace").split("\n"), "", "", ""][:9]
    row = {
        "id": "row",
        "name": "指标",
        "nature": "约束性",
        "better": "higher" if len(content) % 2 else "lower",
    }
    spec = {
        "format": "hpcheck.plan/1",
        "id": "fuzz",
        "title": "规划",
        "period": {"baseline": 2020, "start": 2021, "end": 2025},
        "indicators": [row | {"target": target, "baseline": baseline, "unit": unit or None}],
    }
    years = {str(2020 + at): value for at, value in enumerate(values) if value}
    Path("row.yaml").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    with desk("values.yaml", json.dumps({"actuals": {"row": years}}, ensure_ascii=False).encode()):
        report("values.yaml", "-p", "row.yaml", "--why", "all", of=content)


# ── files beside the data ──


def check_spec(content: bytes) -> None:
    """A plan of somebody else's: looked at, and judged by values for whatever rows it has."""
    with desk("own.yaml", content):
        if answered("validate", "own.yaml")[0]:
            return
        code, text = answered("show", "own.yaml", "--format", "json")
        if code:
            raise Unclean("valid, and can't be shown")
        rows = json.loads(text)["indicators"]
        values = {
            row["id"]: {"2021": row["baseline"], "2025": row["baseline"] or "44"} for row in rows
        }  # of the right kind
        Path("values.yaml").write_text(json.dumps({"actuals": values}), encoding="utf-8")
        report("values.yaml", "-p", "own.yaml", of=content)
        for command in (["lint"], ["path", "--format", "json"]):
            answered(command[0], "own.yaml", *command[1:])


def check_settings(content: bytes) -> None:
    """Settings are read only: what they name may be written anywhere."""
    with desk("hpcheck.toml", content):
        try:
            find_config("hpcheck.toml")
        except InvalidInput as error:
            _check_places(error)


def check_map(content: bytes) -> None:
    """The words of --map."""
    with desk("map.yaml", content):
        report("sheet.csv", "-p", "plan.yaml", "--map", "map.yaml", of=content)


def check_projects(content: bytes) -> None:
    """A progress sheet of projects."""
    with desk("progress.csv", content):
        answered("projects", "plan.yaml", "progress.csv", "--year", "2023")


# ── packages and documents ──


@cache
def _members(kind: str) -> dict[str, bytes]:
    """The members of a small workbook or document, by name."""
    made: Any
    if kind == "xlsx":
        made = openpyxl.Workbook()
        for row in (
            ["指标", "2023年", "2024年"],
            ["人均预期寿命", 78.4, "79.7"],
            ["孕产妇死亡率", "12.8/10万", 9],
        ):
            made.active.append(row)
    else:
        made = docx.Document()
        made.add_paragraph("孕产妇死亡率控制在10/10万以下。")
        made.add_table(2, 2).cell(0, 0).text = "人均预期寿命"
    content = io.BytesIO()
    made.save(content)
    with zipfile.ZipFile(content) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def package(kind: str, content: bytes) -> bytes:
    """A package in which one member is replaced: its name is the first line of the bytes. Not ZIP's own bytes: zipfile checks those."""
    name, _, body = content.partition(b"\n")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as whole:
        for own, old in ({**_members(kind), name.decode("latin-1"): body}).items():
            with contextlib.suppress(
                ValueError, IndexError
            ):  # a name that zipfile doesn't take, or an empty one
                whole.writestr(own, old)
    return made.getvalue()


def check_xlsx(content: bytes) -> None:
    """A workbook with one member of the fuzzer's."""
    with desk("data.xlsx", package("xlsx", content)):
        report("data.xlsx", "-p", "plan.yaml", of=content)


@cache
def _archived() -> dict[str, bytes]:
    """The members of the archive of a small run."""
    answered("evaluate", "actuals.yaml", "-p", "plan.yaml", "-q", "-o", "archive:seed.zip")
    return unpack(Path("seed.zip").read_bytes(), "seed.zip")


def check_archive(content: bytes) -> None:
    """An archive in which one member is replaced, under a manifest that fits: its name is the first line of the bytes."""
    with desk("r.zip", b""):
        name, _, body = content.partition(b"\n")
        with contextlib.suppress(ValueError, IndexError):  # a name that zipfile doesn't take
            Path("r.zip").write_bytes(pack({**_archived(), name.decode("latin-1"): body}, "r.zip"))
        answered("recheck", "r.zip")


def document(kind: str) -> Callable[[bytes], None]:
    """`hpcheck verify` of the plan in a document."""

    def check(content: bytes) -> None:
        with desk(f"plan.{kind}", package(kind, content) if kind == "docx" else content):
            answered("verify", "plan.yaml", f"plan.{kind}")

    return check


def blocks(kind: str) -> Callable[[bytes], None]:
    """A document as `hpcheck draft` reads it: blocks, or `InvalidInput`."""

    def check(content: bytes) -> None:
        with contextlib.suppress(InvalidInput):
            read_blocks(
                Source(f"plan.{kind}", package(kind, content) if kind in ("docx", "xlsx") else content)
            )

    return check


SURFACES: dict[str, Surface] = {
    "yaml": Surface(check_yaml),
    "wording": Surface(check_wording, longest=300),
    "reported": Surface(check_reported, longest=200),
    "row": Surface(check_row, longest=400),
    "actuals": Surface(run_with("data.yaml", "data.yaml", "-p", "plan.yaml")),
    "csv": Surface(run_with("data.csv", "data.csv", "-p", "plan.yaml")),
    "xlsx": Surface(check_xlsx, longest=8192),
    "spec": Surface(check_spec),
    "against": Surface(run_with("last.json", "actuals.yaml", "-p", "plan.yaml", "--against", "last.json")),
    "waivers": Surface(
        run_with(
            "leave.yaml",
            "actuals.yaml",
            "-p",
            "plan.yaml",
            "--waivers",
            "leave.yaml",
            "--as-of",
            "2024-12-31",
        )
    ),
    "map": Surface(check_map),
    "settings": Surface(check_settings),
    "projects": Surface(check_projects),
    "txt": Surface(document("txt")),
    "html": Surface(document("html")),
    "docx": Surface(document("docx"), longest=8192),
    "pdf": Surface(document("pdf"), longest=8192),
    "archive": Surface(check_archive, longest=8192),
    "blocks_txt": Surface(blocks("txt")),
    "blocks_html": Surface(blocks("html")),
    "blocks_docx": Surface(blocks("docx"), longest=8192),
    "blocks_xlsx": Surface(blocks("xlsx"), longest=8192),
    "blocks_pdf": Surface(blocks("pdf"), longest=8192),
}


def quietly_in(folder: Path) -> None:
    """Makes an empty folder the one where files are put, and forgets what the surroundings say."""
    os.chdir(folder)
    for name in [name for name in os.environ if name.startswith("HPCHECK_")]:
        del os.environ[name]
    os.environ["COLUMNS"] = "100"
    sys.setrecursionlimit(1000)
