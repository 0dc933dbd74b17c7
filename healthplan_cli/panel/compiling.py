"""The pieces of a panel's rows: their expression over the values, and then the records of every piece that values are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.evaluation.gate import Policy
from healthplan_cli.model import Conventions
from healthplan_cli.panel.asking import Asker, Series
from healthplan_cli.panel.breakpoints import dependence
from healthplan_cli.panel.expression import Expression
from healthplan_cli.panel.keys import ODD, Place, all_keys, key_of, key_without_pieces, why_of
from healthplan_cli.panel.pieces import Group, Output, combined, piece
from healthplan_cli.panel.rows import Block, Blocks
from healthplan_cli.panel.why import NotStepped, Why

LEAST_REGIONS = 8  # with fewer, asking where the pieces begin is dearer than asking for each region
LEAST_CELLS = 3  # a piece is asked for at both ends and in the middle

Cell = tuple[int, int, int, int]  # block, place, year, key
Example = tuple[int, int, int]  # region, block, place


@record(slots=True)
class Pieces:
    """What the pieces are, as far as they have been asked for: the number of each, its records, and why others have none."""

    numbers: dict[Cell, int] = field(default_factory=dict)
    outputs: dict[int, tuple[Output, ...]] = field(default_factory=dict)
    refused: dict[Cell, Why] = field(default_factory=dict)
    combined: dict[tuple[int, ...], int] = field(default_factory=dict)
    row_of: dict[int, int] = field(default_factory=dict)  # the order of a piece's row in its plan

    def add(self, outputs: tuple[Output, ...], row_no: int) -> int:
        """Return the number of a new piece with these records."""
        number = len(self.outputs) + 1
        self.outputs[number], self.row_of[number] = outputs, row_no
        return number


@record(slots=True)
class Compiler:
    """Makes the pieces of the rows by asking `evaluate`."""

    blocks: Blocks
    years: Sequence[int]  # judged
    known: Sequence[int]  # of which there are values
    conventions: Conventions
    policy: Policy
    targets: bool
    least_regions: int = LEAST_REGIONS
    least_cells: int = LEAST_CELLS
    words: dict[int, str] = field(default_factory=dict)  # what else a block's kind looks at
    pieces: Pieces = field(default_factory=Pieces)
    _askers: dict[int, Asker] = field(default_factory=dict)

    def key(self) -> Expression:
        """Return the expression of the piece that each place's value falls into."""
        return all_keys(self._keys(), Why.FEW)

    def _keys(self) -> dict[Place, Expression]:
        found: dict[Place, Expression] = {}
        for block in self.blocks.all.values():
            if block.regions < self.least_regions:
                continue
            for place, owner in enumerate(block.owners):
                for year in self.years:
                    known = [each for each in self.known if each <= year]
                    try:
                        of = dependence(self.asker(block), block.row, owner, year, self.targets)
                        key = key_of(of, year, known, self.conventions.carry)
                    except NotStepped as error:
                        if error.words:
                            self.words[block.number] = error.words
                        key = key_without_pieces(error.why, known)
                    found[block.number, place, year] = key
        return found

    def asker(self, block: Block) -> Asker:
        """Return who asks about a block's rows."""
        if id(block.plan) not in self._askers:
            self._askers[id(block.plan)] = Asker(block.plan, self.conventions, self.policy)
        return self._askers[id(block.plan)]

    def wanted(self, groups: Iterable[tuple[int, ...]]) -> Iterator[Example]:
        """Yield the places whose values are wanted to ask for the pieces of groups: (block, place, year, key, count, low, high, regions)."""
        for block, place, _, key, count, _, _, *regions in groups:
            if key >= 0 and count >= self.least_cells:
                yield from ((region, block, place) for region in regions)

    def ask(self, groups: Iterable[tuple[int, ...]], examples: Mapping[Example, Series]) -> None:
        """Ask for the records of every piece that cells are in."""
        for number, place, year, key, count, low, high, *regions in groups:
            cell, block = (number, place, year, key), self.blocks.all[number]
            why = why_of(key) or (Why.FEW if count < self.least_cells else None)
            if why is None:
                first, second = (examples.get((region, number, place), {}) for region in regions)
                group = Group(count, low, high, (first, second))
                try:
                    outputs = piece(self.asker(block), block.row, block.owners[place], year, group)
                    self.pieces.numbers[cell] = self.pieces.add(outputs, block.row_no)
                except NotStepped as error:
                    why = error.why
            if why is not None:
                self.pieces.refused[cell] = why

    def combine(self, combinations: Iterable[tuple[int, ...]], examples: Mapping[Example, Series]) -> None:
        """Ask for the record of the row for each combination of its components' pieces: (block, year, pieces, count, regions)."""
        for number, year, *parts, count, one, other in combinations:
            block = self.blocks.all[number]
            if count < self.least_cells:
                continue
            owners = list(enumerate(block.owners))[1:]
            rows = [
                {owner: examples.get((region, number, place), {}) for place, owner in owners}
                for region in (one, other)
            ]
            try:
                output = combined(self.asker(block), block.row, year, rows)
            except NotStepped:
                continue
            key = (number, year, *(part or 0 for part in parts))
            self.pieces.combined[key] = self.pieces.add((output,), block.row_no)

    def why(self, block: int, year: int, key: int | None) -> Why:
        """Return why `evaluate` judges a row of the block in a year, whose place (the first by its key) has this key."""
        refused = self.pieces.refused
        if key is None:
            return Why.FEW
        found = why_of(key) or refused.get((block, 0, year, key))
        return found or next((why for cell, why in refused.items() if cell[0] == block), Why.FEW)


def plain(values: Mapping[int, int | None]) -> Series:
    """Return the values by year that are plain numbers."""
    return {year: number for year, number in values.items() if number is not None and number != ODD}
