"""The pieces of a panel's rows: where they begin, and then the records of every piece that values are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.evaluation.gate import Policy
from healthplan_cli.model import Conventions
from healthplan_cli.panel.asking import Asker, Series
from healthplan_cli.panel.breakpoints import Dependence, dependence
from healthplan_cli.panel.keys import ODD, OtherValue, other_values, piece_number, why_of
from healthplan_cli.panel.pieces import Group, Output, combined, piece
from healthplan_cli.panel.rows import Block, Blocks
from healthplan_cli.panel.why import NotStepped, Why

LEAST_REGIONS = 3  # with fewer, asking where the pieces begin is dearer than asking for each region

Place = tuple[int, int, int]  # block, place, year
Cell = tuple[int, int, int, int]  # and the key
Example = tuple[int, int, int]  # region, block, place


@record(slots=True)
class Compiler:
    """Makes the pieces of the rows by asking `evaluate`.

    `pieces` has the number of each, `outputs` its records; `refused` why others have none. `alike` numbers the pieces of
    components whose records are the same but for the numbers in them: with these the record of the row is the same.
    """

    blocks: Blocks
    years: Sequence[int]  # judged
    known: Sequence[int]  # of which there are values
    conventions: Conventions
    policy: Policy
    targets: bool
    least_regions: int = LEAST_REGIONS
    dependences: dict[Place, Dependence] = field(default_factory=dict)
    whole: dict[Place, Why] = field(default_factory=dict)  # places that have no pieces at all
    words: dict[int, str] = field(default_factory=dict)  # what else a block's kind looks at
    pieces: dict[Cell, int] = field(default_factory=dict)
    outputs: dict[int, tuple[Output, ...]] = field(default_factory=dict)
    row_of: dict[int, int] = field(default_factory=dict)  # the order of a piece's row in its plan
    refused: dict[Cell, Why] = field(default_factory=dict)
    alike: dict[int, int] = field(default_factory=dict)
    combined: dict[tuple[int, ...], int] = field(default_factory=dict)
    _askers: dict[int, Asker] = field(default_factory=dict)

    def begin(self) -> None:
        """Find where the pieces of every row begin."""
        for block in self.blocks.all.values():
            if block.regions < self.least_regions:
                continue
            for place, owner in enumerate(block.owners):
                for year in self.years:
                    at = block.number, place, year
                    try:
                        found = dependence(self.asker(block), block.row, owner, year, self.targets)
                        self.dependences[at] = found
                    except NotStepped as error:
                        self.whole[at] = error.why
                        if error.words:
                            self.words[block.number] = error.words

    def asker(self, block: Block) -> Asker:
        """Return who asks about a block's rows."""
        if id(block.plan) not in self._askers:
            self._askers[id(block.plan)] = Asker(block.plan, self.conventions, self.policy)
        return self._askers[id(block.plan)]

    @property
    def most_cuts(self) -> int:
        """How many cuts any row has."""
        return max((len(found.cuts) for found in self.dependences.values()), default=0)

    @property
    def cuts(self) -> Iterator[tuple[int | None, ...]]:
        """Yield where the pieces of each place begin: block, place, year, why there are none, cuts."""
        width = self.most_cuts
        for at, found in self.dependences.items():
            yield (*at, None, *_padded(found.cuts, width))
        for at, why in self.whole.items():
            yield (*at, why.code, *_padded((), width))

    def others(self) -> list[tuple[Place, OtherValue]]:
        """Return what counts beside the values of each place."""
        carry = self.conventions.carry
        return [
            (at, other)
            for at, found in self.dependences.items()
            for other in other_values(found, at[2], carry)
            if other.year in self.known
        ]

    def wanted(self, groups: Iterable[tuple[int, ...]]) -> Iterator[Example]:
        """Yield the places whose values are wanted to ask for the pieces of groups: (block, place, year, key, low, high, regions)."""
        for block, place, _, key, _, _, *regions in groups:
            if key >= 0:
                yield from ((region, block, place) for region in regions)

    def ask(self, groups: Iterable[tuple[int, ...]], examples: Mapping[Example, Series]) -> None:
        """Ask for the records of every piece that values are in."""
        alike: dict[object, int] = {}
        for number, place, year, key, low, high, *regions in groups:
            cell, block = (number, place, year, key), self.blocks.all[number]
            why = why_of(key)
            if why is None:
                first, second = (examples.get((region, number, place), {}) for region in regions)
                try:
                    if self._is_far(cell):
                        raise NotStepped(Why.FAR)
                    group = Group(low, high, (first, second))
                    outputs = piece(self.asker(block), block.row, block.owners[place], year, group)
                    piece_no = self.pieces[cell] = self._add(outputs, block.row_no)
                    rest = repr([output.record for output in outputs])
                    self.alike[piece_no] = alike.setdefault(rest, piece_no)
                except NotStepped as error:
                    why = error.why
            if why is not None:
                self.refused[cell] = why

    def _is_far(self, cell: Cell) -> bool:
        found = self.dependences.get(cell[:3])
        return found is not None and piece_number(cell[3], found) in found.far

    def _add(self, outputs: tuple[Output, ...], row_no: int) -> int:
        number = len(self.outputs) + 1
        self.outputs[number], self.row_of[number] = outputs, row_no
        return number

    def combine(self, combinations: Iterable[tuple[int, ...]], examples: Mapping[Example, Series]) -> None:
        """Ask for the record of the row for each combination of its components' pieces: (block, year, pieces, regions)."""
        for number, year, *parts, one, other in combinations:
            block = self.blocks.all[number]
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
            self.combined[key] = self._add((output,), block.row_no)

    def why(self, block: int, year: int, key: int | None) -> Why:
        """Return why `evaluate` judges a row of the block in a year, whose place (the first by its key) has this key."""
        if key is None:
            return Why.FEW
        found = why_of(key) or self.refused.get((block, 0, year, key))
        return found or next((why for cell, why in self.refused.items() if cell[0] == block), Why.UNEVEN)


def _padded(numbers: Sequence[int], width: int) -> tuple[int | None, ...]:
    return (*numbers, *(None for _ in range(width - len(numbers))))


def other_row(at: Place, other: OtherValue, width: int) -> tuple[int | None, ...]:
    """Return what counts beside a place's values as a row: block, place, year, the other year, kind, cuts, classes.

    What is behind the last class is like it.
    """
    last = other.classes[-1] if other.classes else 0
    classes = (*other.classes, *(last for _ in range(width + 1 - len(other.classes))))
    return (*at, other.year, int(other.kind), *_padded(other.cuts, width), *classes)


def plain(values: Mapping[int, int | None]) -> Series:
    """Return the values by year that are plain numbers."""
    return {year: number for year, number in values.items() if number is not None and number != ODD}
