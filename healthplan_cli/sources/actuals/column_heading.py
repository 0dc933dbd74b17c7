"""A column's heading understood, and several heading cells over one column put together."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.sources.actuals.heading_words import (
    IDENTIFIERS,
    ColumnRole,
)
from healthplan_cli.sources.actuals.periods import (
    NOTHING_SAID,
    PeriodScope,
)
from healthplan_cli.sources.actuals.spans import Span

_TIMELESS = (*IDENTIFIERS, ColumnRole.COMPONENT, ColumnRole.YEAR, ColumnRole.PERIOD)


@record(frozen=True, slots=True)
class ColumnHeading:
    """The meaning of a column's heading, or of one cell of it; `role` is None for a year, a unit or a mark alone.

    `rank`: of several columns with the same role the one with the lowest rank is used. `marked`: the words say that the
    column has values (实际值), not only the year. `paired`: they mean a numerator or denominator (死亡数, 活产数) only if
    the sheet has both. `scope`: the period and kind that they name. `marks`: footnote marks. `span`: whether amounts are
    of the year or cumulative (当年, 累计).
    """

    role: ColumnRole | None = None
    year: int | None = None
    unit: str | None = None
    provisional: bool = False
    marked: bool = False
    rank: int = 0
    paired: bool = False
    scope: PeriodScope = NOTHING_SAID
    marks: tuple[str, ...] = ()
    span: Span | None = None


def joined(labels: Sequence[ColumnHeading]) -> ColumnHeading | None:
    """Return the heading cells over one column as one heading; None where they contradict each other (two years, a name with a year)."""
    years = {label.year for label in labels if label.year is not None}
    roles = [label for label in labels if label.role is not None]
    chosen = _chosen([label.role for label in roles if label.role])
    if years and chosen is ColumnRole.PROVISIONAL and any(label.provisional for label in roles):
        chosen = ColumnRole.VALUE  # 2024年(初步) is a value, 2024年 over 是否初步 a mark
    spans = {label.span for label in labels if label.span is not None}
    if len(years) > 1 or len(spans) > 1 or ((years or spans) and chosen in _TIMELESS):
        return None
    return ColumnHeading(
        chosen,
        min(years, default=None),
        next((label.unit for label in reversed(labels) if label.unit), None),
        any(label.provisional for label in labels),
        any(label.marked for label in labels),
        min((label.rank for label in roles if label.role is chosen), default=0),
        any(label.paired for label in roles if label.role is chosen),
        _scope(labels),
        tuple(mark for label in labels for mark in label.marks),
        next(iter(spans), None),
    )


def _scope(labels: Sequence[ColumnHeading]) -> PeriodScope:
    """Return the period and kind of several heading cells: part of a year goes before the whole year, a plan before actual values."""
    scopes = [label.scope for label in labels if label.scope is not NOTHING_SAID]
    if not scopes:
        return NOTHING_SAID
    part = next((scope.part for scope in scopes if scope.part), "")
    plan = next((scope.plan for scope in scopes if scope.plan), "")
    return PeriodScope(
        part,
        not part and any(scope.whole for scope in scopes),
        plan,
        not plan and any(scope.done for scope in scopes),
        max(scope.month for scope in scopes),
    )


def _chosen(roles: Sequence[ColumnRole]) -> ColumnRole | None:
    """Return a column's role, given the roles of its heading cells from top to bottom: the lowest one that isn't `VALUE`.

    A column that `--map …=-` leaves out is left out, whatever its other cells say. None without any role.
    """
    if ColumnRole.IGNORED in roles:
        return ColumnRole.IGNORED
    fields = [role for role in roles if role is not ColumnRole.VALUE]
    return fields[-1] if fields else roles[-1] if roles else None
