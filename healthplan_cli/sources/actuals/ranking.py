"""Several values for one indicator and year: equal ones are one value, of different ones the better source's is judged
(contract section 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.normalise import squeeze
from healthplan_cli.model import Actual, Observation, Plan

_Place = tuple[str, str | None, int | None]


def settle(
    values: Iterable[Actual], year: int | None, plan: Plan, order: Sequence[str]
) -> tuple[tuple[Actual, ...], list[Problem]]:
    """Return one value for each indicator, component and year, and a problem for each that can't be decided.

    Values without a year count for `year`. Actual values of a year go before part-year values and forecasts, final values
    before preliminary ones, then sources in the declared `order` (`stands_for`). Differing lower-ranked values become
    `others`.
    """
    places: dict[_Place, list[Actual]] = {}
    for actual in values:
        places.setdefault((actual.indicator, actual.component, actual.year or year), []).append(actual)
    settled, problems = [], []
    for place, found in places.items():
        found, aside = _of_the_year(found)
        if len(found) > 1:
            best = _ranked(found, order)
            problems += _conflicts(place, best, plan, order)
            others = tuple(item for item in found if item.reading.values != best[0].reading.values)
            settled.append(replace(best[0], others=others))
        else:
            settled.append(replace(found[0], others=aside) if aside else found[0])
    return tuple(settled), problems


def _of_the_year(found: Sequence[Actual]) -> tuple[list[Actual], tuple[Actual, ...]]:
    """Return the actual values of one year, and an empty tuple.

    Where there are none: the last part-year value or forecast, and the last of each other kind (27.1 截至9月底, 29 预计).
    """
    actual = [item for item in found if item.observation is Observation.ACTUAL]
    if actual:
        return actual, ()
    last = {item.observation: item for item in found}
    return [found[-1]], tuple(item for item in last.values() if item is not found[-1])


def _ranked(found: Sequence[Actual], order: Sequence[str]) -> list[Actual]:
    """Return the values of the best rank, in their order."""
    names = [squeeze(name) for name in order]
    ranks = [(actual.provisional, _rank(actual, names)) for actual in found]
    best = min(ranks)
    return [actual for actual, rank in zip(found, ranks, strict=True) if rank == best]


def _rank(actual: Actual, names: Sequence[str]) -> int:
    source, file = squeeze(actual.source or ""), file_name(actual.location.file)
    return next((at for at, name in enumerate(names) if stands_for(name, source, file)), len(names))


def file_name(path: str) -> str:
    """Return a file's name without its folders and white space."""
    return squeeze(path.replace("\\", "/").rpartition("/")[2])


def stands_for(name: str, source: str, file: str) -> bool:
    """Return whether a declared name matches a value: its source contains it, its file has it, or, for a value without a
    source, its file's name contains it. All texts are without white space.
    """
    return name in source or name == file or (not source and name in file)


def _conflicts(place: _Place, best: Sequence[Actual], plan: Plan, order: Sequence[str]) -> list[Problem]:
    first, problems = best[0], []
    name, when = plan.find(place[0]).name, tr(" {place} 年", place=place[2]) if place[2] else ""
    for other in best[1:]:
        if other.reading.values == first.reading.values:
            continue
        both = tr(
            "“{text}”（{said_by}{location}）和“{text2}”",
            text=first.reading.text,
            said_by=_said_by(first),
            location=first.location,
            text2=other.reading.text,
        )
        both += tr("（{source}）", source=other.source) if other.source else ""
        apart = (first.source, first.location.file) != (other.source, other.location.file)
        advice = _advice(order) if apart else ""
        problems.append(
            Problem(
                other.location,
                tr(
                    "{name}{when}有两个不同的值：{both}{advice}",
                    name=name,
                    when=when,
                    both=both,
                    advice=advice,
                ),
            )
        )
    return problems


def _said_by(actual: Actual) -> str:
    return tr("{source}，", source=actual.source) if actual.source else ""


def _advice(order: Sequence[str]) -> str:
    if order:
        return tr("；已写明的来源先后（{names}）分不出哪个为准", names=tr("、").join(order))
    return tr("；哪个为准，请用 --sources 或数据文件的 sources 写明来源（或文件名）的先后")
