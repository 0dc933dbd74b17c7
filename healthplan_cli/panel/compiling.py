"""The pieces of a panel's rows: where they begin, then the records of every piece in which there are values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from healthplan_cli.evaluation.gate import Policy
from healthplan_cli.model import Conventions
from healthplan_cli.panel.asking import Asker, Series
from healthplan_cli.panel.breakpoints import Dependence, dependence
from healthplan_cli.panel.kept import Kept
from healthplan_cli.panel.keys import NEVER, ODD, OtherValue, beside_of, other_values, why_of
from healthplan_cli.panel.pieces import JudgedPiece, Lines, Output, ValueSpan, combined, piece
from healthplan_cli.panel.rows import Block, Blocks
from healthplan_cli.panel.why import ExactReason, NotStepped

LEAST_REGIONS = 3  # with fewer, asking where the pieces begin is dearer than asking for each region

Place = tuple[int, int, int]  # block, place, year
Cell = tuple[int, int, int, int]  # and the key
Example = tuple[int, int, int]  # region, block, place


class Compiler:
    """Makes the pieces of the rows by asking `evaluate`.

    `years` are those judged, `known` those with values; `targets`: the data may supply targets that are set
    elsewhere.
    """

    def __init__(
        self,
        blocks: Blocks,
        years: Sequence[int],
        known: Sequence[int],
        conventions: Conventions,
        policy: Policy,
        targets: bool,
        least_regions: int = LEAST_REGIONS,
    ) -> None:
        self.blocks, self.years, self.known = blocks, years, known
        self.conventions, self.policy, self.targets = conventions, policy, targets
        self.dependences: dict[Place, Dependence] = {}
        self.whole: dict[Place, ExactReason] = {}  # places that have no pieces at all
        self.words: dict[int, str] = {}  # what else a block's kind looks at
        self.pieces: dict[Cell, int] = {}
        self.cells: dict[int, Cell] = {}  # of a piece by its number
        self.outputs: dict[int, tuple[Block, tuple[Output, ...]]] = {}  # the records of a piece by its number
        self.refused: dict[Cell, ExactReason] = {}
        # The pieces of components whose records are the same but for the numbers in them, by one number: with these the
        # record of the row is the same.
        self.alike: dict[int, int] = {}
        self.combined: dict[tuple[int, ...], int] = {}
        self._askers: dict[int, Asker] = {}
        self._several = [block for block in blocks.all.values() if block.regions >= least_regions]
        self.kept = Kept(self._several, conventions, policy, targets)

    def begin(self) -> None:
        """Find where the pieces of every row begin."""
        for block in self._several:
            for place, owner in enumerate(block.owners):
                for year in self.years:
                    at = block.number, place, year
                    try:
                        found = self.kept.dependence(at)
                        if found is None:
                            found = dependence(self.asker(block), block.row, owner, year, self.targets)
                            self.kept.depend(at, found)
                        self.dependences[at] = found
                    except NotStepped as error:
                        self.whole[at] = error.why
                        if error.words:
                            self.words[block.number] = error.words

    def asker(self, block: Block) -> Asker:
        """Return the asker for a block's plan."""
        if id(block.plan) not in self._askers:
            self._askers[id(block.plan)] = Asker(block.plan, self.conventions, self.policy)
        return self._askers[id(block.plan)]

    def cuts(
        self, spans: Mapping[tuple[int, int], tuple[int | None, int | None]]
    ) -> list[tuple[int | None, ...]]:
        """Return rows that say where the pieces of each place begin: block, place, year, code of why it has none (or
        None), first piece, cuts.
        `spans` have the least and the greatest number of each place: cuts outside of them are left out.
        """
        found: list[tuple[Place, int | None, int, list[int]]] = []
        for at, of in self.dependences.items():
            low, high = spans.get(at[:2], (None, None))
            below = 0 if low is None else bisect_right(of.cuts, low)
            above = below if high is None else bisect_right(of.cuts, high)
            found.append((at, None, below + 1, list(of.cuts[below:above])))
        found += [(at, why.code, 1, []) for at, why in self.whole.items()]
        width = max((len(cuts) for *_, cuts in found), default=0)
        return [(*at, why, first, *_padded(cuts, width)) for at, why, first, cuts in found]

    def others(self) -> list[tuple[Place, OtherValue]]:
        """Return the other values that affect each place's record."""
        carry = self.conventions.carry
        return [
            (at, other)
            for at, found in self.dependences.items()
            for other in other_values(found, at[2], carry)
            if other.year in self.known
        ]

    def tied_to(self, at: Place) -> int:
        """Return the block of the row that a place's row is compared with; 0 where there is none."""
        tied = self.dependences[at].tied
        return 0 if tied is None else self.blocks.beside(self.blocks.all[at[0]], tied.row)

    def wanted(self, groups: Iterable[tuple[int, ...]]) -> Iterator[Example]:
        """Yield (region, block, place) whose values are needed to ask about groups: (block, place, year, key, low, high, regions)."""
        for block, place, _, key, _, _, *regions in groups:
            if key >= 0:
                yield from ((region, block, place) for region in regions)

    def ask(self, groups: Iterable[tuple[int, ...]], examples: Mapping[Example, Series]) -> None:
        """Ask `evaluate` for the records of every piece in which there are values (groups as in `wanted`)."""
        alike: dict[object, int] = {}
        lines: dict[Place, set[Lines]] = {}
        for number, place, year, key, low, high, *regions in groups:
            cell, block = (number, place, year, key), self.blocks.all[number]
            why = why_of(key)
            if why is None:
                first, second = (examples.get((region, number, place), {}) for region in regions)
                span = ValueSpan(low, high, (first, second))
                try:
                    found = self.kept.piece(cell)
                    if found is None or not found.holds(span):
                        span = span if found is None else span.over(found)
                        known = lines.setdefault(cell[:3], set())
                        of = self.dependences.get(cell[:3], Dependence(()))
                        beside = beside_of(key, of, year)
                        found = piece(
                            self.asker(block), block.row, block.owners[place], year, span, known, beside
                        )
                        self.kept.keep(cell, found)
                    outputs = found.outputs
                    piece_no = self.pieces[cell] = self._add(outputs, block)
                    self.cells[piece_no] = cell
                    rest = repr([output.record for output in outputs])
                    self.alike[piece_no] = alike.setdefault(rest, piece_no)
                except NotStepped as error:
                    why = error.why
            if why is not None:
                self.refused[cell] = why

    def _add(self, outputs: tuple[Output, ...], block: Block) -> int:
        number = len(self.outputs) + 1
        self.outputs[number] = block, outputs
        return number

    def combine(self, combinations: Iterable[tuple[int, ...]], examples: Mapping[Example, Series]) -> None:
        """Ask `evaluate` for the record of a row for each combination of its components' pieces: (block, year, pieces, two regions)."""
        for number, year, *parts, one, other in combinations:
            block = self.blocks.all[number]
            owners = list(enumerate(block.owners))[1:]
            rows = [
                {owner: examples.get((region, number, place), {}) for place, owner in owners}
                for region in (one, other)
            ]
            key = (number, year, *(part or 0 for part in parts))
            names = (number, -1, year, *(self.cells[part][3] if part else -1 for part in parts))
            found = self.kept.piece(names)
            if found is None:
                try:
                    found = JudgedPiece(None, None, (combined(self.asker(block), block.row, year, rows),))
                except NotStepped:
                    continue
                self.kept.keep(names, found)
            self.combined[key] = self._add(found.outputs, block)

    def why(self, block: int, year: int, key: int | None) -> ExactReason:
        """Return why `evaluate` itself judges a block's row in a year; `key` is that of the row's first place, None where it has none."""
        if key is None:
            return ExactReason.FEW
        found = why_of(key) or self.refused.get((block, 0, year, key))
        return found or next(
            (why for cell, why in self.refused.items() if cell[0] == block), ExactReason.UNEVEN
        )


def _padded(numbers: Sequence[int], width: int) -> tuple[int, ...]:
    return (*numbers, *(NEVER for _ in range(width - len(numbers))))


def other_row(at: Place, other: OtherValue, tied_to: int, width: int) -> tuple[int, ...]:
    """Return an other value of a place as a row: block, place, year, the other value's block, place and year, kind,
    `times` and `under` of a tied row, the greatest factor, cuts, classes (the last repeated up to `width`).
    """
    last = other.classes[-1] if other.classes else 0
    classes = (*other.classes, *(last for _ in range(width + 1 - len(other.classes))))
    block, place = (at[0], at[1]) if other.tied is None else (tied_to, 0)
    ratio = (0, 0) if other.tied is None else (other.tied.times, other.tied.under)
    head = (*at, block, place, other.year, int(other.kind), *ratio, other.most)
    return (*head, *_padded(other.cuts, width), *classes)


def plain(values: Mapping[int, int | None]) -> Series:
    """Return the values by year without those that are missing or no plain number."""
    return {year: number for year, number in values.items() if number is not None and number != ODD}
