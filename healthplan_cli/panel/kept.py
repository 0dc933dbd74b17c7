"""A cache of a panel's pieces in the user's cache folder: finding them takes longer than judging by them.

A cached piece is used only for the same program, the same rows, and the same inputs to their judging.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from healthplan_cli.base.i18n import language
from healthplan_cli.evaluation.gate import Policy
from healthplan_cli.model import Conventions
from healthplan_cli.panel.asking import Line
from healthplan_cli.panel.breakpoints import Dependence, OtherYear, Tied
from healthplan_cli.panel.pieces import JudgedPiece, Output
from healthplan_cli.panel.rows import Block
from healthplan_cli.sources.plans.compiled import build, own_folder

_KEPT = 20  # files, before the oldest go


class Kept:
    """The cached dependences and pieces, by name: block, place and year (and key)."""

    def __init__(
        self, blocks: Iterable[Block], conventions: Conventions, policy: Policy, targets: bool
    ) -> None:
        self.dependences: dict[str, Dependence] = {}
        self.pieces: dict[str, JudgedPiece] = {}
        self._changed = False
        folder = own_folder()
        self._file: Path | None = None
        if folder is not None and language() == "zh":  # a few words of a record are the program's own
            rows = [(block.number, block.plan.id, block.plan.period, block.row) for block in blocks]
            made_of = repr((build(), rows, conventions, policy.words, targets))
            self._file = folder / f"{sha256(made_of.encode()).hexdigest()}.panel.json"
            self._read(self._file)

    def _read(self, file: Path) -> None:
        with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
            found = json.loads(file.read_bytes())
            dependences = {name: _dependence(data) for name, data in found["dependences"].items()}
            pieces = {name: _piece(data) for name, data in found["pieces"].items()}
            self.dependences, self.pieces = dependences, pieces

    def depend(self, at: tuple[int, ...], found: Dependence) -> None:
        """Keep what a place depends on."""
        self.dependences[_name(at)], self._changed = found, True

    def dependence(self, at: tuple[int, ...]) -> Dependence | None:
        """Return what a place depends on; None where it isn't in the cache."""
        return self.dependences.get(_name(at))

    def keep(self, cell: tuple[int, ...], found: JudgedPiece) -> None:
        """Keep a piece."""
        self.pieces[_name(cell)], self._changed = found, True

    def piece(self, cell: tuple[int, ...]) -> JudgedPiece | None:
        """Return a piece; None where it isn't in the cache."""
        return self.pieces.get(_name(cell))

    def write(self) -> None:
        """Write what is new to the cache file, completely or not at all; a cache that can't be written is ignored."""
        if self._file is None or not self._changed:
            return
        content = {
            "dependences": {name: _packed(found) for name, found in self.dependences.items()},
            "pieces": {name: _packed_piece(found) for name, found in self.pieces.items()},
        }
        temporary = self._file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError, ValueError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "utf-8")
            temporary.replace(self._file)
            others = sorted(self._file.parent.glob("*.panel.json"), key=lambda file: file.stat().st_mtime)
            for old in others[:-_KEPT]:
                old.unlink(missing_ok=True)


def _name(numbers: tuple[int, ...]) -> str:
    return " ".join(map(str, numbers))


def _packed(found: Dependence) -> list[Any]:
    others = [[other.year, other.cuts, other.classes] for other in found.others]
    tied = found.tied and [found.tied.row, found.tied.times, found.tied.under]
    return [found.cuts, others, tied]


def _dependence(data: Any) -> Dependence:
    cuts, others, tied = data
    years = (OtherYear(year, tuple(own), tuple(classes)) for year, own, classes in others)
    return Dependence(tuple(cuts), tuple(years), tied and Tied(*tied))


def _packed_piece(found: JudgedPiece) -> list[Any]:
    outputs = [
        [output.record, output.moves, *map(_packed_line, (output.gap, output.progress))]
        for output in found.outputs
    ]
    return [found.low, found.high, outputs]


def _piece(data: Any) -> JudgedPiece:
    low, high, outputs = data
    made = tuple(
        Output(record, moves, _line(gap), _line(progress)) for record, moves, gap, progress in outputs
    )
    return JudgedPiece(low, high, made)


def _packed_line(line: Line | None) -> list[int] | None:
    return None if line is None else [line.slope, line.start, line.under]


def _line(data: Any) -> Line | None:
    return None if data is None else Line(*data)
