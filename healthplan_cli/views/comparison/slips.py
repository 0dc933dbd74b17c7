"""Rates whose numbers are far apart between plans: more likely a slip in the unit than a real difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from healthplan_cli import units
from healthplan_cli.base.exact_format import decimal_text
from healthplan_cli.base.i18n import tr
from healthplan_cli.views.comparison.cell import PlanTarget
from healthplan_cli.views.comparison.line import ComparedIndicator, Flag

_FAR = 10  # times


def magnitude(line: ComparedIndicator, labels: Mapping[str, str]) -> Iterator[Flag]:
    """Yield a flag for a rate whose baselines (without any, targets) are about ten times apart, or agree only if one
    is read in the others' unit.
    Amounts of a region are left out: they may well be ten times apart.
    """
    if not any(cell.part.indicator.per or units.is_share(line.unit) for cell in line.cells.values()):
        return
    for what, number_of in ((tr("基期"), _baseline), (tr("目标"), _target)):
        known = {
            plan: number
            for plan, cell in line.cells.items()
            if (number := number_of(cell)) is not None and number > 0
        }
        slips = list(_read_anew(known, line, labels))
        if slips or (known and _ratio(max(known.values()), min(known.values())) >= _FAR):
            ends = (min(known, key=known.__getitem__), max(known, key=known.__getitem__))
            words = tr("；").join([_apart(what, ends, known, line, labels), *slips])
            yield Flag("magnitude", words, tuple(sorted(ends)), (line.id,))
            return


def _baseline(cell: PlanTarget) -> Fraction | None:
    """Return a baseline's number: its only end, or the middle of a range; None without one."""
    values = cell.baseline
    ends = [end for end in (values.low, values.high) if end is not None] if values else []
    return sum(ends, Fraction(0)) / len(ends) if ends else None


def _target(cell: PlanTarget) -> Fraction | None:
    return cell.bound[1] if cell.bound else None


def _apart(
    what: str,
    ends: tuple[str, str],
    known: Mapping[str, Fraction],
    line: ComparedIndicator,
    labels: Mapping[str, str],
) -> str:
    low, high = ends
    return tr(
        "{what}相差 {times} 倍（{low} {first}，{high} {last}{unit}），单位或口径多半不同，不评最严",
        what=what,
        times=decimal_text(_ratio(known[high], known[low]), 1),
        low=labels[low],
        first=short(known[low]),
        high=labels[high],
        last=short(known[high]),
        unit=tr("，单位都按 {unit}", unit=line.unit) if line.unit else "",
    )


def _read_anew(
    known: Mapping[str, Fraction], line: ComparedIndicator, labels: Mapping[str, str]
) -> Iterator[str]:
    """Yield the plans whose number would be closer to the others' if it were read in the common unit."""
    for plan, number in known.items():
        cell = line.cells[plan]
        if not cell.factor or not cell.converted:
            continue
        others = [known[other] for other in known if other != plan and not line.cells[other].converted]
        read = number / cell.factor
        if others and all(_ratio(read, other) < _ratio(number, other) for other in others):
            yield tr(
                "{plan}的单位是 {own}，若是 {unit} 之误，{number} 就与其他规划相近，请核对原文",
                plan=labels[plan],
                own=cell.part.indicator.measure or tr("无"),
                unit=line.unit or tr("无"),
                number=short(read),
            )


def _ratio(number: Fraction, other: Fraction) -> Fraction:
    """Return the greater of two positive numbers divided by the lesser."""
    return max(number, other) / min(number, other)


def short(number: Fraction) -> str:
    """Return a number with all its digits where they are at most nine characters, else with four decimals."""
    exact = decimal_text(number)
    return exact if len(exact) <= 9 else decimal_text(number, 4)
