"""A row whose cells hold several values: two indicators in one name cell become rows; 男/女… becomes two components."""

from __future__ import annotations

from dataclasses import replace

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.assemble.cells import unit_known
from healthplan_cli.draft.model import Doubt, DraftPart, DraftRow, DraftValue
from healthplan_cli.draft.spec import words
from healthplan_cli.draft.tables.cells import is_dash

_NEXT = Pattern(r"(?<=[)）])[、,，;；/](?=[\u4e00-\u9fffA-Za-z])")
_UNIT = Pattern(r"(?P<name>.+?)[(（](?P<unit>[^()（）]+)[)）]$")
_PAIR = Pattern(
    r"(?P<names>男性?[/、]女性?|女性?[/、]男性?|城[镇市]?(?:居民)?[/、](?:农村|乡村?)(?:居民)?|职工[/、]居民|小学[/、]初中)"
)
_NUMBER = r"[≥≤＞＜<>≧≦约]?\d+(?:\.\d+)?(?:[%％‰]|左右|以上|以下|以内)?"
_NUMBERS = Pattern(rf"\s*{_NUMBER}(?:\s*[、/;；]\s*{_NUMBER})+\s*$")
_BETWEEN = Pattern(r"\s*[、/;；]\s*")


def apart(row: DraftRow) -> tuple[DraftRow, ...]:
    """Return the rows that a row stands for: one for each indicator that its name cell lists, if each value cell has
    as many numbers; else the row itself.
    """
    names = _names(row)
    if row.parts or len(names) < 2:
        return (row,)
    values = [value for value in (row.baseline, *row.targets, row.average, row.total) if value is not None]
    if not row.targets or any(len(_numbers(value)) != len(names) for value in values if words(value.text)):
        said = tr("一格里有几项指标，数与它们对不上：请分成几行，各写单位、基期和目标")
        return (replace(row, doubts=(*row.doubts, Doubt("name", said))),)
    said = tr("原文一格里有 {count} 项指标，这里分成几行", count=len(names))
    return tuple(
        replace(
            row,
            name=name,
            unit=unit,
            no=row.no if at == 0 else None,
            baseline=_at(row.baseline, at),
            targets=tuple(_at(value, at) or value for value in row.targets),
            average=_at(row.average, at),
            total=_at(row.total, at),
            doubts=(*row.doubts, Doubt("name", said)),
        )
        for at, (name, unit) in enumerate(names)
    )


def in_parts(row: DraftRow) -> DraftRow:
    """Return a row named 男/女… or 化学需氧量、氨氮… with components, where each of its cells has as many numbers as names; else unchanged."""
    pair = _PAIR.search(words(row.name))
    named = _BETWEEN.sub("\n", pair["names"] if pair else words(row.name)).split("\n")
    values = [value for value in (row.baseline, *row.targets) if value is not None and _says(value)]
    if row.parts or not row.targets or len(named) < 2:
        return row
    if any(len(_numbers(value)) != len(named) for value in values):
        return row
    parts = tuple(
        DraftPart(name, None, _at(row.baseline, at), tuple(_at(value, at) or value for value in row.targets))
        for at, name in enumerate(named)
    )
    said = Doubt("components", tr("一格里有 {count} 个数，这里按名称分成几个分项", count=len(named)))
    doubts = row.doubts if pair else (*row.doubts, said)
    return replace(row, baseline=None, targets=(), parts=parts, doubts=doubts)


def _says(value: DraftValue) -> bool:
    """Return whether a cell has words other than a dash."""
    text = words(value.text)
    return bool(text) and not is_dash(text)


def _names(row: DraftRow) -> list[tuple[str, str | None]]:
    """Return the names in a cell, each with its own unit; the whole cell as one name where a name before the last has no unit."""
    found: list[tuple[str, str | None]] = []
    pieces = _NEXT.sub("\n", words(row.name)).split("\n")
    for at, piece in enumerate(pieces):
        match = _UNIT.match(piece)
        if match is not None and unit_known(match["unit"]):
            found.append((match["name"], match["unit"]))
        elif at == len(pieces) - 1:
            found.append((piece, row.unit))
        else:
            return [(row.name, row.unit)]
    return found


def _numbers(value: DraftValue) -> list[str]:
    text = words(value.text)
    return _BETWEEN.sub("\n", text.strip()).split("\n") if _NUMBERS.match(text) else [text]


def _at(value: DraftValue | None, at: int) -> DraftValue | None:
    return replace(value, text=_numbers(value)[at]) if value is not None and _says(value) else value
