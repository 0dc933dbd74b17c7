"""Tables by which a plan's indicators and components are found from their normalised names."""

from __future__ import annotations

from collections.abc import Iterable

from healthplan_cli.base.errors import NotUnderstood
from healthplan_cli.evaluation.part import IndicatorPart
from healthplan_cli.language.names import component_keys, name_key, named_among
from healthplan_cli.model import Component, Indicator

_TELLING = 6  # a component's name alone finds it only where it is this long: 孕产妇系统管理率, not 门诊


def component_called(indicator: Indicator, name: str) -> Component | None:
    """Return the indicator's component with a name, which may stand behind 其中; None where there is none."""
    among = named_among(name)
    key = name_key(name) if among is None else among
    return next((part for part in indicator.components if key in component_keys(part)), None)


def subject_keys(items: Iterable[Indicator]) -> frozenset[str]:
    """Return the keys of the names of commitments, without those that restate a row of the table."""
    return frozenset(lookup_key(item.name) for item in items if item.restates is None)


def lookup_key(name: str) -> str:
    """Return a name in the form in which names are compared."""
    try:
        return name_key(name)
    except NotUnderstood:
        return name.strip().lower()


def ranked_names(items: Iterable[Indicator]) -> tuple[dict[str, list[IndicatorPart]], ...]:
    """Return tables from a name's key to its places: ids, printed names, numbers, aliases, long names of components."""
    ranks: tuple[dict[str, list[IndicatorPart]], ...] = ({}, {}, {}, {}, {})
    for indicator in items:
        whole = IndicatorPart(indicator)
        if indicator.restates is not None:  # its names are those of the row that it is about
            _add(ranks[0], name_key(indicator.id), whole)
            _add(ranks[2], name_key(indicator.no), whole)
            continue
        named = ([indicator.id], [indicator.name], [indicator.no], indicator.aliases)
        for names, rank in zip(named, ranks, strict=False):
            for key in map(name_key, names):
                _add(rank, key, whole)
        for component in indicator.components:
            for key in component_keys(component):
                if len(key) >= _TELLING:
                    _add(ranks[4], key, IndicatorPart(indicator, component))
    return ranks


def _add(rank: dict[str, list[IndicatorPart]], key: str, place: IndicatorPart) -> None:
    places = rank.setdefault(key, [])
    if place not in places:
        places.append(place)
