"""The verdicts on few regions: `evaluate` asked for each in turn, without starting an engine for what takes a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from healthplan_cli.base.activity import announce
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.gate import Policy
from healthplan_cli.model import Conventions, Plan
from healthplan_cli.panel.exact import RegionValues, exact_records
from healthplan_cli.panel.row_verdicts import RowKey, RowVerdict, RowVerdicts, Spread, spread_of_all
from healthplan_cli.panel.verdicts import Counts
from healthplan_cli.views.records import AT_ONCE, Batch, Record, by_column

FEW = 20_000  # rows of a region and year: some five seconds


@record(frozen=True, slots=True)
class ListedVerdicts:
    """The verdicts on regions in some years, in memory; it can be used as an engine's verdicts are."""

    found: tuple[Record, ...]
    counts: Counts

    def records(self) -> Iterator[Record]:
        """Yield the records region by region, in the order of the plan and of the years."""
        yield from self.found

    def by_region(self) -> Iterator[tuple[str, int, Sequence[RowVerdict]]]:
        """Yield each region and year with its verdicts in the order of the plan, region by region."""
        rows = RowVerdicts()
        for region, records in groupby(self.found, key=lambda one: one["region"]):
            years: dict[int, list[RowVerdict]] = {}
            for one in records:
                years.setdefault(one["year"], []).append(rows.of(one))
            yield from ((region or "", year, verdicts) for year, verdicts in years.items())

    def values_in(self, year: int) -> dict[str, dict[str, float]]:
        """Return the values of whole rows in a year, by region and row."""
        found: dict[str, dict[str, float]] = {}
        for one, value in self._known(year):
            if one["component"] is None:
                found.setdefault(one["region"] or "", {})[one["indicator"]] = value
        return found

    def spreads_in(self, year: int) -> dict[RowKey, Spread]:
        """Return the distribution of the values of each row and component in a year, of those that have any."""
        found: dict[RowKey, list[float]] = {}
        for one, value in self._known(year):
            found.setdefault((one["indicator"], one["component"]), []).append(value)
        return {key: spread_of_all(values) for key, values in found.items()}

    def _known(self, year: int) -> Iterator[tuple[Record, float]]:
        for one in self.found:
            if one["year"] == year and one["value"] is not None:
                yield one, one["value"]

    def batches(self, size: int = AT_ONCE) -> Iterator[Batch]:
        """Yield the records in their order by column, `size` at once."""
        return by_column((tuple(one.values()) for one in self.found), size)

    def verify(self, regions: Sequence[str], sample: Sequence[tuple[str, str, int]]) -> int:
        """Return how many rows were asked for: `evaluate` itself judged them, so none can differ."""
        return len(sample)


def judge_one_by_one(
    values: RegionValues,
    plans: Mapping[str, Plan],
    years: Sequence[int],
    conventions: Conventions,
    policy: Policy,
) -> ListedVerdicts:
    """Return the verdicts on the regions that have plans, in some years."""
    found: list[Record] = []
    for region, plan in plans.items():
        announce(tr("正在核验 {plan}", plan=region))
        wanted = {year: frozenset(row.id for row in plan.indicators) for year in years}
        records = exact_records(region, plan, values.actuals(region), wanted, conventions, policy)
        found += _by_row(records, {row.id: at for at, row in enumerate(plan.indicators)})
    rows = sum(one["component"] is None for one in found)
    return ListedVerdicts(tuple(found), Counts(0, rows, {}))


def _by_row(records: Iterable[Record], order: Mapping[str, int]) -> list[Record]:
    """Return a region's records row by row and year by year, each component after its row."""
    keyed: list[tuple[tuple[int, int, int], Record]] = []
    behind = 0
    for one in records:
        behind = 0 if one["component"] is None else behind + 1
        keyed.append(((order[one["indicator"]], behind, one["year"]), one))
    return [one for _, one in sorted(keyed, key=lambda pair: pair[0])]
