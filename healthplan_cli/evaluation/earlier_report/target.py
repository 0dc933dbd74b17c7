"""A row's target in the earlier report and now, and whether it asks for something else."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from healthplan_cli import units
from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.earlier_report.selection import exact_number, text_in
from healthplan_cli.language.describe import target_fields
from healthplan_cli.language.names import name_key
from healthplan_cli.model import Result
from healthplan_cli.sources.strict_yaml import Node

NOTHING = "—"
# What a target's cell says besides what is asked for, or only once a number has been supplied.
_BESIDE = frozenset(
    {
        *("text", "source", "modality", "subject", "remark", "cumulative"),
        *("from_value", "from_unit", "from_year", "number", "row"),
    }
)

Cell = tuple[str, str]  # the printed words, and what is to be said beside them


def target_change(result: Result, row: Node) -> tuple[Cell, Cell] | None:
    """Return the target before and now where they differ in meaning: what is asked for, or the due year."""
    cell, now = row.get("target"), result.target
    was = text_in(cell, "text")
    if cell is None or now is None or was is None:
        return None
    fields = {**target_fields(now), "due": result.due}
    apart = _apart(cell, fields)
    fields |= {key: False for key in apart if key not in fields and text_in(cell, key) == "true"}
    shown = apart if words_key(was) == words_key(now.text) else [key for key in apart if key == "due"]
    shown = [key for key in shown if not _has_parts(cell.get(key), fields.get(key))]
    if now.rule.level.is_number and "unit" in fields:
        ratio = unit_ratio(text_in(cell, "unit") or text_in(row, "unit"), fields["unit"] or result.unit)
        numbers = [key for key in ("value", "low", "high") if key in fields]
        apart = [key for key in apart if key not in (*numbers, "unit")]
        apart += [key for key in numbers if not _alike(exact_number(text_in(cell, key)), fields[key], ratio)]
    if not apart:
        return None
    before = beside([(key, _plain(cell.get(key))) for key in shown])
    return (was, before), (now.text, beside([(key, _plain_value(fields.get(key))) for key in shown]))


def _alike(was: Fraction | None, now: Fraction, ratio: Fraction | None) -> bool:
    """Return whether a target's number, times the ratio of the units, is unchanged; one that the earlier report lacks
    counts as unchanged.
    """
    return was is None or (ratio is not None and was * ratio == now)


def beside(fields: list[tuple[str, str]]) -> str:
    """Write fields and their values in brackets, to stand after a target's or a baseline's words; empty for none."""
    years = ("due", "year")
    said = [tr("{value} 年", value=value) if key in years else f"{key} {value}" for key, value in fields]
    return tr("（{names}）", names=tr("，").join(said)) if said else ""


def _plain(node: Node | None) -> str:
    return NOTHING if node is None or not node.scalar or node.text is None else node.text


def _plain_value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Fraction):
        return decimal_text(value)
    return NOTHING if value is None else str(value)


def _apart(cell: Node, fields: Mapping[str, Any]) -> list[str]:
    """Return the keys at which the earlier report's fields of a target (or of a part of it) differ from those of now.

    A key that the earlier report lacks counts as equal (it may be of an older version), except for a true flag
    or a part, which every version would have written.
    """
    whole = cell.get("op") is not None or "op" not in fields
    apart = [key for key, value in fields.items() if not _equal(cell.get(key), value, whole)]
    if "op" in apart:
        return apart
    gone = [key for key in cell.mapping if key not in fields and key not in _BESIDE]
    return apart + [key for key in gone if _holds(cell.mapping[key])]


def _holds(node: Node) -> bool:
    """Return whether a field has a value other than null and false."""
    return not node.scalar or node.text not in (None, "false")


def _has_parts(node: Node | None, value: object) -> bool:
    """Return whether a field, before or now, is a mapping or a list and not a single value."""
    return isinstance(value, Mapping | list | tuple) or (node is not None and not node.scalar)


def _equal(node: Node | None, value: object, whole: bool = True) -> bool:
    """Return whether a field of the earlier report has this value.

    A missing field counts as equal, unless the report has the other fields (`whole`) and this one is a true flag or a
    part, which it would then have too.
    """
    if node is None:
        return not (whole and (value is True or isinstance(value, Mapping)))
    if isinstance(value, Mapping):  # the year of several, the margin of a reference
        return not _apart(node, value)
    if isinstance(value, list | tuple):  # several demands
        pairs = zip(node.sequence, value, strict=False)
        return len(node.sequence) == len(value) and all(_equal(was, one) for was, one in pairs)
    was, now = _plain(node), _plain_value(value)
    return was == now or (isinstance(value, Fraction) and exact_number(was) == value)


def unit_ratio(before: str | None, now: str | None) -> Fraction | None:
    """Return the factor from one unit to the other: 1 where either is missing, None where one can't be converted to the other."""
    return units.factor(before, now) if before and now else Fraction(1)


def words_key(text: str) -> str:
    """Return words without differences of spelling and spacing, to be compared; unchanged where they can't be normalised."""
    try:
        return name_key(text)
    except NotUnderstood:
        return text
