"""Checked plans as plain data, read back in milliseconds without YAML, grammar or regular expressions.

The wheel holds the shipped plans in this form (hatch_build.py); the user's own plans are kept in the cache folder. Both
are used only if spec, catalogue and program are unchanged, and can always be made again. The form is JSON with the names
of the model's records.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from healthplan_cli import model
from healthplan_cli.base.fast_dataclass import is_record
from healthplan_cli.base.i18n import language
from healthplan_cli.base.location import Location
from healthplan_cli.model import Plan

FOLDER = Path(__file__).parents[2] / "compiled_plans"
_BUILD = "build.txt"
_KEPT = 200  # plans in the user's cache, before the oldest go


# ── a value as plain data ──


def packed(value: Any, path: str) -> Any:
    """Return a value of the model as plain data; a text equal to `path`, the spec's path, is replaced by a mark."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return {"p": None} if value == path else value
    if isinstance(value, Fraction):
        return {"f": f"{value.numerator}/{value.denominator}"}
    if isinstance(value, Enum):
        return {type(value).__name__: [value.value]}
    if isinstance(value, tuple):
        return {"t": [packed(item, path) for item in value]}
    if isinstance(value, frozenset):
        return {"s": sorted(packed(item, path) for item in value)}
    return {type(value).__name__: [packed(getattr(value, name), path) for name in value.__match_args__]}


def unpacked(content: bytes | str, path: str) -> Any:
    """Return the value of the model from which `packed` made this JSON. Raise KeyError, TypeError or ValueError for other content."""

    def made(data: dict[str, Any]) -> Any:
        """Return the value of one JSON object; the objects inside it are already converted."""
        [(kind, found)] = data.items()
        if kind == "t":
            return tuple(found)
        if kind == "f":
            over, _, under = found.partition("/")
            return Fraction(int(over), int(under))
        if kind == "p":  # the spec's own path, which depends on where it is asked for
            return path
        return frozenset(found) if kind == "s" else _known(kind)(*found)

    return json.loads(content, object_hook=made)


@cache
def _known(name: str) -> Any:
    """Return the record or the enum of the model that is called so. KeyError where there is none."""
    found = Location if name == Location.__name__ else getattr(model, name, None)
    if not isinstance(found, type) or not (is_record(found) or issubclass(found, Enum)):
        raise KeyError(name)
    return found


# ── plans ──


@cache
def build() -> str | None:
    """Return the program's build as recorded in the wheel; None in a checkout, whose sources change."""
    try:
        return (FOLDER / _BUILD).read_text(encoding="ascii")
    except OSError:
        return None


def recalled(sha256: str, path: str, part: str, shipped: bool) -> Plan | None:
    """Return the plan kept for a spec with this digest; None where there is none, or it is of another build.

    `part` is "table", "whole" or "beyond"; `path` is the spec's name in messages.
    """
    if language() != "zh":
        return None  # a few words of a plan are the program's own
    folder = FOLDER if shipped else own_folder()
    if folder is None:
        return None
    try:
        built, _, content = (folder / _name(sha256, part)).read_bytes().partition(b"\n")
        found = unpacked(content, path) if built.decode() == build() else None
    except (OSError, ValueError, LookupError, TypeError, ArithmeticError, RecursionError):
        return None
    return found if isinstance(found, Plan) else None


def keep(plan: Plan, part: str) -> None:
    """Write a checked own plan into the user's cache, atomically; do nothing where that isn't possible."""
    folder = own_folder()
    if folder is None or language() != "zh":
        return
    temporary = folder / f".{os.getpid()}"
    with contextlib.suppress(OSError, ValueError), contextlib.ExitStack() as undo:
        undo.callback(_remove, temporary)
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content_of(plan, build()))
        temporary.replace(folder / _name(plan.sha256, part))
        for old in sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)[:-_KEPT]:
            _remove(old)


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)


def content_of(plan: Plan, built: str | None) -> bytes:
    """Return a plan's cache file: a line with the build, then the plan."""
    content = json.dumps(packed(plan, plan.path), ensure_ascii=False, separators=(",", ":"))
    return f"{built}\n{content}".encode()


def _name(sha256: str, part: str) -> str:
    return f"{sha256}.{part}.json"


def own_folder() -> Path | None:
    """Return the user's cache folder for hpcheck; None without one, in a checkout, or with an empty HPCHECK_CACHE."""
    if build() is None:
        return None
    named = os.environ.get("HPCHECK_CACHE")
    if named is not None:
        return Path(named) if named else None
    if os.name == "nt":
        home = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        home = os.environ.get("HOME") and f"{os.environ['HOME']}/Library/Caches"
    else:
        home = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("HOME") and f"{os.environ['HOME']}/.cache")
    return Path(home) / "hpcheck" if home and Path(home).is_absolute() else None
