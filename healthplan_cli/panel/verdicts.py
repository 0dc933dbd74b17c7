"""The verdicts of a panel, read from the engine when they are asked for, and how each row was judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.evaluation.gate import Policy
from healthplan_cli.model import Conventions, Plan
from healthplan_cli.panel import statements
from healthplan_cli.panel.engine import Engine
from healthplan_cli.panel.exact import RegionValues, exact_records, with_compared
from healthplan_cli.panel.row_verdicts import RowKey, RowVerdict, RowVerdicts, Spread, spread_of
from healthplan_cli.panel.why import ExactReason
from healthplan_cli.views.records import AT_ONCE, FIELDS, Batch, Record


@record(frozen=True, slots=True)
class Counts:
    """How many rows (of a region and year) were judged by pieces, how many by `evaluate`, and why the latter were."""

    quick: int
    exact: int
    why: Mapping[ExactReason, int]


class Differs(Exception):
    """Raised where a verdict isn't that of `evaluate`: nothing of this panel may be used."""


@record(slots=True)
class PanelVerdicts:
    """The verdicts on regions in some years, in an engine."""

    engine: Engine
    values: RegionValues
    plans: Mapping[str, Plan]
    years: Sequence[int]
    conventions: Conventions
    policy: Policy
    counts: Counts
    rows: RowVerdicts

    @property
    def query(self) -> str:
        """The SQL of the records, without an order; sort by the columns `region_no` and `row_no`."""
        return statements.verdicts()

    def relation(self) -> Any:
        """Return the records in their order as a DuckDB relation or a Spark data frame, computed only when it is used."""
        return self.engine.relation(self._select())

    def records(self) -> Iterator[Record]:
        """Yield the records region by region, in the order of the plan and of the years."""
        for row in self.engine.rows(self._select()):
            yield dict(zip(FIELDS, row, strict=True))  # type: ignore[misc]

    def by_region(self) -> Iterator[tuple[str, int, Sequence[RowVerdict]]]:
        """Yield each region and year with its verdicts in the order of the plan, region by region."""
        regions, known = list(self.plans), self.rows.all
        for region_no, year, numbers in self.engine.rows(statements.by_region(self.engine)):
            yield regions[region_no], year, [known[number % statements.BELOW_ROW] for number in numbers]

    def values_in(self, year: int) -> dict[str, dict[str, float]]:
        """Return the values of whole rows in a year, by region and row."""
        found: dict[str, dict[str, float]] = {}
        for region, row, value in self.engine.rows(statements.values_in(year)):
            found.setdefault(region, {})[row] = value
        return found

    def spreads_in(self, year: int) -> dict[RowKey, Spread]:
        """Return the distribution of the values of each row and component in a year, of those that have any."""
        found: dict[RowKey, tuple[int, dict[int, float]]] = {}
        for id, component, count, place, value in self.engine.rows(statements.quartiles_in(year)):
            found.setdefault((id, component), (count, {}))[1][place] = value
        return {key: spread_of(count, values) for key, (count, values) in found.items()}

    def batches(self, size: int = AT_ONCE) -> Iterator[Batch]:
        """Yield the records in their order by column, about `size` at once."""
        return self.engine.batches(self._select(), size)

    def _select(self) -> str:
        return f"SELECT {', '.join(FIELDS)} FROM ({self.query}) v ORDER BY region_no, row_no, year"

    def verify(self, regions: Sequence[str], sample: Sequence[tuple[str, str, int]]) -> int:
        """Judge some rows (region, indicator, year) again by `evaluate`; return how many. Raise Differs where a record isn't the same."""
        wanted: dict[str, dict[int, list[str]]] = {}
        for region, indicator, year in sample:
            wanted.setdefault(region, {}).setdefault(year, []).append(indicator)
        found = self.found(sorted(wanted))
        for region, rows in sorted(wanted.items()):
            plan, ids = self.plans[region], {id for some in rows.values() for id in some}
            actuals = self.values.actuals(region, with_compared(plan, ids))
            for one in exact_records(region, plan, actuals, rows, self.conventions, self.policy):
                own = found.get((region, one["indicator"], one["component"], one["year"]))
                if own != one:
                    raise Differs(f"{own} ≠ {one}")
        return len(sample)

    def found(self, regions: Sequence[str]) -> dict[tuple[str, str, str | None, int], Record]:
        """Return the records of some regions by region, indicator, component and year."""
        quoted = ", ".join("'" + region.replace("'", "''") + "'" for region in regions)
        query = f"SELECT {', '.join(FIELDS)} FROM ({self.query}) v WHERE region IN ({quoted})"
        rows = (dict(zip(FIELDS, row, strict=True)) for row in self.engine.rows(query))
        return {
            (row["region"], row["indicator"], row["component"], row["year"]): row  # type: ignore[misc]
            for row in rows
        }
