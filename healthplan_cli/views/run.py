"""The record of a run: its options as data and every file that it read; enough to judge again (docs/recheck.md)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from healthplan_cli.base.fast_dataclass import record

# Every option that bears on a verdict, with what its value is.
TEXTS, TEXT, NUMBER, FLAG = "texts", "text", "number", "flag"
OPTIONS = {
    "actuals": TEXTS,
    "plan": TEXTS,
    "year": NUMBER,
    "mode": TEXT,
    "carry": NUMBER,
    "band": TEXT,
    "set": TEXTS,
    "targets": TEXT,
    "sheet": TEXT,
    "map": TEXT,
    "sources": TEXTS,
    "with": TEXTS,
    "gate": TEXT,
    "allow-unknown": FLAG,
    "waivers": TEXT,
    "as-of": TEXT,
    "against": TEXT,
}
PATHS = ("map", "targets", "waivers", "against")


class FileRole(Enum):
    """What a file was read for in a run."""

    DATA = "data"
    PLAN = "plan"
    CATALOGUE = "catalogue"
    MAP = "map"
    TARGETS = "targets"
    WAIVERS = "waivers"
    AGAINST = "against"
    SETTINGS = "settings"


class FoundBy(Enum):
    """How a file was found: by its path, by a plan's name (HPCHECK_PLANS), or among the program's own files."""

    PATH = "path"
    NAME = "name"
    PROGRAM = "program"


@record(frozen=True, slots=True)
class RunFile:
    """A file of a run under the name that the user gave, with its digest; `content` where it is at hand, `member` its
    name in an archive.
    """

    role: FileRole
    path: str
    found: FoundBy
    sha256: str
    content: bytes = b""
    member: str = ""

    @property
    def as_data(self) -> dict[str, str]:
        """The file as plain data for JSON."""
        data = {"role": self.role.value, "path": self.path, "found": self.found.value, "sha256": self.sha256}
        return {**data, "member": self.member} if self.member else data


@record(frozen=True, slots=True)
class RunRecord:
    """A run: the options that affect its verdicts, by name; the files it read; the `papers` (reports) that were written too."""

    options: Mapping[str, Any]
    files: tuple[RunFile, ...]
    papers: tuple[tuple[str, bytes], ...] = ()

    @property
    def as_data(self) -> dict[str, Any]:
        """The run as plain data for JSON."""
        return {"options": dict(self.options), "files": [file.as_data for file in self.files]}
