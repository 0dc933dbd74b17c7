"""The statements of a plan that are about the same target, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.part import IndicatorPart, due_of, parts
from healthplan_cli.language.names import name_key
from healthplan_cli.model import Indicator, Nature, Plan


def restated(plan: Plan) -> Iterator[tuple[Indicator, tuple[Indicator, ...]]]:
    """Yield each row (or the first commitment) with the commitments that restate it and are due in the same year.

    A row is taken in its last revision.
    """
    found: dict[tuple[str, int], list[Indicator]] = {}
    for row in (printed.in_force(plan.period.end) for printed in plan.rows):
        due = max(due_of(part.target, plan) for part in parts(row))
        found.setdefault((row.restates or row.id, due), []).append(row)
    for first, *others in found.values():
        if others:
            yield first, tuple(others)


def pairs(first: Indicator, second: Indicator) -> Iterator[tuple[IndicatorPart, IndicatorPart]]:
    """Yield the pairs of parts of two rows to be compared: component with component where both have them."""
    for one in parts(first):
        for other in parts(second):
            if one.component is None or other.component is None or one.id == other.id:
                yield one, other


def unlinked(plan: Plan) -> Iterator[tuple[Indicator, Indicator]]:
    """Yield (commitment, row) where a commitment has a row's name, or an alias of it, without saying that it is that
    row (`indicator`).
    A commitment that names only a direction for another year (健康产业规模不断扩大 by 2035) is left out: nothing can be
    compared.
    """
    names: dict[str, Indicator] = {}
    for of in (lambda row: (row.name,), lambda row: row.aliases):
        for row in plan.indicators:
            for name in of(row):
                names.setdefault(name_key(name), row)
    for item in plan.commitments:
        same = names.get(name_key(item.name))
        if same is None or item.restates is not None or item.see == same.id:
            continue
        rule = item.target.rule if item.target is not None else None
        number = rule is not None and (rule.is_level or rule.is_change or rule.is_every_year)
        if number or due_of(item.target, plan) == due_of(same.target, plan):
            yield item, same


def is_in_table(row: Indicator) -> bool:
    """Return whether the row is of the table, not a commitment of the body text."""
    return row.nature is not Nature.COMMITMENT


def place(row: Indicator) -> str:
    """Write where the row stands: the table, or a section of the body text."""
    return tr("表") if is_in_table(row) else row.source or row.no


def quoted(row: Indicator, text: str) -> str:
    """Write words of the document after the place of their row."""
    return f"{place(row)}{tr('：')}{text}"
