"""Regions grouped by the province or city of their codes, or by a column of their sheet. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.divisions import Division, above
from healthplan_cli.language.normalise import plain
from healthplan_cli.panel.regions import PanelRegion

LEVELS = ("province", "city")


@record(frozen=True, slots=True)
class RegionGroup:
    """Regions under one name."""

    name: str
    regions: tuple[str, ...]


def grouped(regions: Sequence[PanelRegion], by: str) -> tuple[RegionGroup, ...]:
    """Return the regions grouped by their province or city, or by the column with this heading, in the order of the regions."""
    found: dict[str, list[str]] = {}
    for region in regions:
        name = _level(region.division, by) if by in LEVELS else _beside(region, by)
        found.setdefault(name, []).append(region.label)
    return tuple(RegionGroup(name, tuple(labels)) for name, labels in found.items())


def _beside(region: PanelRegion, by: str) -> str:
    said = {plain(head): text for head, text in region.beside.items()}
    return said.get(plain(by)) or tr("没有写")


def _level(division: Division | None, level: str) -> str:
    if division is None:
        return tr("没有代码")
    higher = {item.level: item.name for item in (*above(division), division)}
    if level in higher:
        return (
            higher[level]
            if level == "province"
            else "".join(filter(None, (higher.get("province"), higher[level])))
        )
    return tr("{province}直辖", province=higher.get("province", ""))
