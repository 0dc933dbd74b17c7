"""The rows of all plans as blocks: a block is a row that is the same in the plans of several regions.

In a block there is a place for each series of values by which the row is judged: the whole row's (0), and each
component's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.evaluation.part import judged_components
from healthplan_cli.model import Indicator, Plan
from healthplan_cli.panel.asking import owners_of
from healthplan_cli.panel.exact import with_compared


@record(frozen=True, slots=True)
class Block:
    """A row that some regions' plans share; `regions` is their number."""

    number: int
    plan: Plan
    row: Indicator
    row_no: int
    regions: int
    plan_no: int

    @property
    def owners(self) -> tuple[str | None, ...]:
        """The components whose values its places have; None for place 0, the whole row's."""
        return (None, *owners_of(self.row))


def order_in(row: Indicator, row_no: int, component: str | None) -> int:
    """Return a number that sorts records in the order of their plan, each row before its components."""
    return row_no * 100 + (0 if component is None else 1 + list(judged_components(row)).index(component))


@record(slots=True)
class Blocks:
    """The blocks of all regions' plans; `of_plan` has for each plan, by its number, its rows' blocks."""

    all: dict[int, Block] = field(default_factory=dict)
    of_plan: list[list[int]] = field(default_factory=list)

    def beside(self, block: Block, row: str) -> int:
        """Return the number of the block of another row of the block's plan."""
        return next(n for n in self.of_plan[block.plan_no] if self.all[n].row.id == row)

    def names(self) -> Iterator[tuple[int, str, str, int, int, str, str]]:
        """Yield the place of each name in each plan: plan, indicator, component, block, place, the two spellings of the unit."""
        for plan_no, numbers in enumerate(self.of_plan):
            for block in map(self.all.__getitem__, numbers):
                units = (block.row.unit or "", block.row.measure or "")
                for place, owner in enumerate(block.owners):
                    yield (plan_no, block.row.id, owner or "", block.number, place, *units)

    def places(self) -> Iterator[tuple[int, int, int]]:
        """Yield (plan, block, place) of every place."""
        for plan_no, numbers in enumerate(self.of_plan):
            for number in numbers:
                yield from ((plan_no, number, place) for place in range(len(self.all[number].owners)))

    @property
    def most_owners(self) -> int:
        """The greatest number of components with values of their own that a row has."""
        return max((len(block.owners) - 1 for block in self.all.values()), default=0)


def numbered(plans: Mapping[str, Plan]) -> tuple[dict[str, int], list[Plan]]:
    """Return the number of each region's plan, and the plans by that number."""
    distinct: dict[int, int] = {}
    found: list[Plan] = []
    numbers = {}
    for region, plan in plans.items():
        if id(plan) not in distinct:
            distinct[id(plan)] = len(found)
            found.append(plan)
        numbers[region] = distinct[id(plan)]
    return numbers, found


def blocks_of(plans: Sequence[Plan], regions: Sequence[int]) -> Blocks:
    """Return the blocks of plans; `regions` has for each plan how many regions use it."""
    blocks = Blocks()
    alike: dict[tuple[object, ...], list[int]] = {}
    counts: dict[int, int] = {}
    found: dict[int, tuple[int, Plan, Indicator, int]] = {}
    for plan_no, (plan, count) in enumerate(zip(plans, regions, strict=True)):
        own = []
        for row_no, row in enumerate(plan.indicators):
            words = tuple(item and item.text for item in (row.baseline, row.target))
            same = alike.setdefault((plan.id, plan.period, row.id, row_no, words), [])
            number = next((n for n in same if _is_same(row, plan, *found[n][1:3])), None)
            if number is None:
                number = len(found) + 1
                found[number] = (plan_no, plan, row, row_no)
                same.append(number)
            counts[number] = counts.get(number, 0) + count
            own.append(number)
        blocks.of_plan.append(own)
    for number, (plan_no, plan, row, row_no) in found.items():
        blocks.all[number] = Block(number, plan, row, row_no, counts[number], plan_no)
    return blocks


def _is_same(row: Indicator, plan: Plan, other_plan: Plan, other: Indicator) -> bool:
    """Return whether two rows are equal, and the rows that they are compared with too."""
    if other is not row and other != row:
        return False
    compared = with_compared(plan, (row.id,)) - {row.id}
    return all(plan.find(id) == other_plan.find(id) for id in compared)
