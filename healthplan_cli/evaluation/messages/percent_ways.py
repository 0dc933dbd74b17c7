"""How to write in a spec which of its two readings a change in per cent has."""

from __future__ import annotations

from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.model import Direction, Result


def percent_ways(result: Result) -> str:
    """Write how a spec gives a change in per cent as relative or as percentage points, with the target's own number."""
    rule = result.target.rule if result.target is not None else None
    if rule is None or rule.by is None or rule.direction is None:
        return tr("百分点的写 unit: 百分点")
    yearly, up = rule.is_yearly_change, rule.direction is Direction.UP
    much = f"op: {'annual_change' if yearly else 'change'}, by: {decimal_text(rule.by.value)}"
    way = [f"direction: {rule.direction.value}"]
    way += ["average: true"] if rule.average else []
    way += [f"since: {rule.since}"] if rule.since is not None else []
    points = tr("百分点的写 {{{much}, unit: 百分点, {way}}}", much=much, way=", ".join(way))
    if yearly:
        return points
    times = decimal_text(1 + (rule.by.value if up else -rule.by.value) / 100)
    since = f", since: {rule.since}" if rule.since is not None else ""
    return tr(
        "{points}，按比例的写 {{op: multiple, value: {times}{since}}}",
        points=points,
        times=times,
        since=since,
    )
