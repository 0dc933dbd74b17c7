"""Plans side by side (hpcheck compare): plans → a line for each indicator that they share, in one unit. Pure.

Everything is computed over the plans sorted by id, so that their order on the command line decides only the order of
the columns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.evaluation.part import IndicatorPart, parts
from healthplan_cli.language.names import shown_name
from healthplan_cli.model import Better, Component, Entry, Indicator, Plan
from healthplan_cli.views.comparison.cell import PlanTarget, cell_of, common_unit
from healthplan_cli.views.comparison.confusable import flags_of_names
from healthplan_cli.views.comparison.flags import FORBIDDING, flags_of_line, flags_of_years
from healthplan_cli.views.comparison.labels import labels_of
from healthplan_cli.views.comparison.line import ComparedIndicator, Flag
from healthplan_cli.views.comparison.strict import Ranking, ranked
from healthplan_cli.views.comparison.years import by_year, flags_of_own_years


@record(frozen=True, slots=True)
class Matrix:
    """Plans in the order of their columns, and the lines that compare them in the catalogue's order.

    `flags` are about several lines (different due years, one name for several indicators); `shared` and `alone` count
    indicators, shown or not.
    """

    plans: tuple[Plan, ...]
    labels: Mapping[str, str]
    lines: tuple[ComparedIndicator, ...]
    flags: tuple[Flag, ...]
    shared: int
    alone: Mapping[str, int]

    @property
    def all_flags(self) -> tuple[Flag, ...]:
        """The flags of the lines, in their order, then the flags about several lines."""
        return (*(flag for line in self.lines for flag in line.flags), *self.flags)


def compare(
    plans: Sequence[Plan],
    entries: Mapping[str, Entry],
    every: bool = False,
    chosen: Collection[str] | None = None,
    commitments: bool = False,
) -> Matrix:
    """Return the matrix of plans with different ids: the indicators of at least two of them, or `every` one, or the
    `chosen` ids.
    `entries` is the catalogue. `commitments` adds those of the body text where the plan's table lacks the
    indicator.
    """
    labels = labels_of(plans)
    asked = chosen if commitments and chosen is not None else ()
    rows = {
        plan.id: _rows(plan, entries, commitments, asked) for plan in sorted(plans, key=lambda plan: plan.id)
    }
    having = {id: [name for name in rows if id in rows[name]] for id in _order(rows, entries)}
    shown = [
        id
        for id, names in having.items()
        if (id in chosen if chosen is not None else every or len(names) > 1)
    ]
    by_id = {plan.id: plan for plan in plans}
    lines = tuple(
        line
        for id in shown
        for line in _lines(
            id, {name: (by_id[name], rows[name][id]) for name in having[id]}, entries, by_id, labels
        )
    )
    alone = {plan.id: sum(names == [plan.id] for names in having.values()) for plan in plans}
    shared = sum(len(names) > 1 for names in having.values())
    return Matrix(
        tuple(plans),
        labels,
        lines,
        (
            *flags_of_years(lines, labels),
            *flags_of_names(rows, labels, None if chosen is None else set(chosen)),
        ),
        shared,
        alone,
    )


def compared_by(item: Indicator, entries: Mapping[str, Entry]) -> str | None:
    """Return the catalogue id under which a commitment is compared (that of the row it restates, if any); None without one."""
    if item.restates is not None or item.id in entries:
        return item.restates or item.id
    return next((id for id, entry in entries.items() if entry.name in item.aliases[-1:]), None)


def _rows(
    plan: Plan, entries: Mapping[str, Entry], commitments: bool, asked: Collection[str]
) -> dict[str, Indicator]:
    """Return a plan's rows by the id under which they are compared.

    For a commitment that is the catalogue's id, or its own id where that is `asked` for.
    """
    found = {row.id: row.version_in(plan.period.end) for row in plan.indicators}
    for item in plan.commitments if commitments else ():
        id = compared_by(item, entries) or (item.id if item.id in asked else None)
        if id is not None and item.restates is None:
            found.setdefault(id, item)
    return found


def _order(rows: Mapping[str, Mapping[str, Indicator]], entries: Mapping[str, Entry]) -> Iterator[str]:
    """Yield every id once: those of the catalogue in its order, then the others in the plans' order."""
    known = dict.fromkeys(id for found in rows.values() for id in found)
    yield from (id for id in entries if id in known)
    yield from (id for id in known if id not in entries)


def _lines(
    id: str,
    rows: Mapping[str, tuple[Plan, Indicator]],
    entries: Mapping[str, Entry],
    plans: Mapping[str, Plan],
    labels: Mapping[str, str],
) -> Iterator[ComparedIndicator]:
    """Yield a line for the whole indicator, and one for each component for which plans have separate targets."""
    entry = entries.get(id)
    indicators = {name: row.in_force(plan.period.end) for name, (plan, row) in rows.items()}
    unit = common_unit(entry.unit if entry else None, list(indicators.values()))
    name = _name(entry, list(indicators.values()))
    found: dict[str | None, dict[str, IndicatorPart]] = {}
    for plan, row in rows.values():
        for part in _parts(row, list(indicators.values())):
            found.setdefault(part.component.id if part.component else None, {})[plan.id] = part
    order = [part.id for part in entry.components] if entry else []
    keys = sorted(found, key=lambda key: order.index(key) if key in order else len(order) + (key is None))
    missing = tuple(plan for plan in plans if plan not in rows)
    for at, key in enumerate(keys):
        component = next(iter(found[key].values())).component
        own = next((part for part in entry.components if part.id == key), component) if entry else component
        lines: list[ComparedIndicator] = []
        for year, its in by_year(found[key], plans):
            cells = {plan: cell_of(rows[plan][0], part, unit) for plan, part in its.items()}
            line = ComparedIndicator(id, own, name, unit, _better(cells), cells, missing=missing, year=year)
            lines.append(_judged(line, indicators, labels, first=at == 0 and not lines))
        yield from lines[:-1]
        shown = {plan: {line.cells[plan].due for line in lines if plan in line.cells} for plan in found[key]}
        alone = tuple(flags_of_own_years(found[key], shown, plans, labels))
        yield replace(lines[-1], flags=(*lines[-1].flags, *alone))


def _parts(row: Indicator, all_rows: Sequence[Indicator]) -> tuple[IndicatorPart, ...]:
    """Return the parts by which a row is compared: its components where any of the rows words them separately."""
    apart = any(item.components and not item.optional_components for item in all_rows)
    return (
        tuple(IndicatorPart(row, part) for part in row.components) if apart and row.components else parts(row)
    )


def _judged(
    line: ComparedIndicator, rows: Mapping[str, Indicator], labels: Mapping[str, str], first: bool
) -> ComparedIndicator:
    """Return the line with its flags, and with the strictest plans where no flag forbids ranking.

    Flags about the whole row stand on its `first` line only.
    """
    flags = flags_of_line(line, rows, labels, first)
    forbidden = FORBIDDING.intersection(flag.code for flag in flags)
    found = Ranking() if forbidden else ranked(line.cells, line.better)
    none = tuple(plan for plan, cell in line.cells.items() if cell.without_target)
    return replace(
        line,
        strictest=found.strictest,
        possible=found.possible,
        no_target=none,
        equal=found.equal,
        flags=flags,
    )


def _better(cells: Mapping[str, PlanTarget]) -> Better | None:
    """Return the better direction that all the plans give; None where they differ."""
    found = {cell.part.indicator.better for cell in cells.values()}
    return found.pop() if len(found) == 1 else None


def _name(entry: Entry | None, rows: Sequence[Indicator]) -> str:
    """Return the catalogue's name of an indicator; where the catalogue lacks it, the name that most plans print."""
    if entry is not None:
        return shown_name(Component(entry.id, entry.name, name_en=entry.name_en))
    names = [shown_name(row) for row in rows]
    return max(names, key=names.count)


__all__ = ["ComparedIndicator", "Flag", "Matrix", "PlanTarget", "compare", "compared_by"]
