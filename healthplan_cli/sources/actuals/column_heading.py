"""What a column of a sheet is, as its heading says; and the cells over one column as one heading."""

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
    """A column's heading understood, or one cell of it; `role` None: only a year, a unit or a mark.

    Of several columns for one role the lowest `rank` is taken.
    `marked`: the words say that these are values, not only of which year. `paired`: they head a count or a population
    (死亡数, 活产数) only where the sheet has both. `scope`: which period they name, whether actual values or a forecast.
    `marks`: the footnote marks on them. `span`: over which time an amount goes (当年, 累计).
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
    """Return several labels over one column as one; None when they speak of two years, or give a name a year."""
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
    """Return what several labels say together: a part of a year and a plan count wherever they stand."""
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
    """Return the role of a column, from those of its headings from the top: that of the lowest heading.

    A column that isn't to be read (`--map …=-`) isn't, whatever its other headings say.
    """
    if ColumnRole.IGNORED in roles:
        return ColumnRole.IGNORED
    fields = [role for role in roles if role is not ColumnRole.VALUE]
    return fields[-1] if fields else roles[-1] if roles else None
