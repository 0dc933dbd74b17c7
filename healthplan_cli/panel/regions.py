"""Mentions of regions in several files → regions: which mentions are of one region (东山县, 东山, 某市东山县, 510904), and its
label.
Never by similarity: a name that could be of two regions is a problem. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from healthplan_cli.base.errors import Problem
from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.language.divisions import (
    Division,
    above,
    division_of_code,
    divisions_called,
    full_name,
)
from healthplan_cli.language.names import region_names
from healthplan_cli.panel.mentions import RegionMention

_FEW = 5  # codes that nobody has that are said before the rest is counted


@record(frozen=True, slots=True)
class PanelRegion:
    """A region of a panel: its label, which no other has, its code if known, its first mention."""

    label: str
    code: str = ""
    mention: RegionMention = RegionMention("")
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def division(self) -> Division | None:
        """Its entry in the list of administrative divisions: by its code, else by its name together with those above
        it.
        None without either, since a name alone could be any region's.
        """
        if self.code or not self.mention.above:
            return division_of_code(self.code)
        found = [each for each in divisions_called(self.mention.name) if each.until is None]
        within = [each for each in found if _fits(each, self.mention.above)]
        return within[0] if len(within) == 1 else None


def _fits(division: Division, names: Sequence[str]) -> bool:
    """Return whether names (of a city, a province) are those of the divisions above a division."""
    known = {name for each in above(division) for name in region_names(each.name)}
    return all(name in known for name in names)


@record(slots=True)
class _Entry:
    code: str
    mentions: list[RegionMention]

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(item.name for item in self.mentions if item.name))

    @property
    def above(self) -> tuple[str, ...]:
        return max((item.above for item in self.mentions), key=len)


@record(slots=True)
class PanelRegions:
    """The regions of a panel in the order of their first mentions; `by_key` finds a mention's region."""

    all: tuple[PanelRegion, ...]
    by_key: Mapping[tuple[str, ...], PanelRegion]
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()

    def of(self, mention: RegionMention) -> PanelRegion | None:
        """Return a mention's region; None for one that could be of several."""
        return self.by_key.get(mention.key)


def resolved(mentions: Iterable[RegionMention]) -> PanelRegions:
    """Return the regions that are mentioned. Codes and longer names are placed first, so that short names are looked for among them."""
    entries: list[_Entry] = []
    found: dict[tuple[str, ...], _Entry] = {}
    problems: list[Problem] = []
    once: dict[tuple[str, ...], RegionMention] = {}
    for mention in mentions:
        once.setdefault(mention.key, mention)
    for said in sorted(once.values(), key=lambda item: (not item.code, -len(item.above), -len(item.name))):
        mention = _named(said)
        candidates = _candidates(mention, entries)
        if len(candidates) > 1:
            names = tr("、").join(
                "".join((*entry.above, *entry.names[:1], entry.code)) for entry in candidates
            )
            words = tr("“{name}”可以是 {names}：请写明代码，或上一级的名称", name=mention.name, names=names)
            problems.append(Problem(mention.place, words))
            continue
        if candidates:
            entry = candidates[0]
            entry.mentions.append(mention)
        else:
            entry = _Entry(mention.code, [mention])
            entries.append(entry)
        found[said.key] = entry
    order: dict[tuple[str, ...], int] = {}
    for at, said in enumerate(once.values()):
        order.setdefault(_named(said).key, at)
    entries.sort(key=lambda entry: min(order[item.key] for item in entry.mentions))
    regions = _labelled(entries, order)
    by_entry = {id(entry): region for entry, region in zip(entries, regions, strict=True)}
    return PanelRegions(
        tuple(regions),
        {key: by_entry[id(entry)] for key, entry in found.items()},
        tuple(problems),
        (*_unknown_codes(regions), *(notice for entry in entries for notice in _doubts(entry))),
    )


def _named(mention: RegionMention) -> RegionMention:
    """Return a mention that has only a code with the name of that code in the list of divisions."""
    division = division_of_code(mention.code) if not mention.name else None
    return replace(mention, name=division.name) if division else mention


def _candidates(mention: RegionMention, entries: Sequence[_Entry]) -> list[_Entry]:
    """Return the regions that a mention may be of: with the same code, else the same name, else the name in full or in short."""
    if mention.code:
        return [entry for entry in entries if entry.code == mention.code]
    for test in (_same, _longer, _shorter):
        found = [entry for entry in entries if any(test(mention, other) for other in entry.mentions)]
        if found:
            return found
    return []


def _agree(one: RegionMention, other: RegionMention) -> bool:
    """Return whether two mentions of a name may be one region by the names above them."""
    return not one.above or not other.above or one.above[-1] == other.above[-1]


def _same(mention: RegionMention, other: RegionMention) -> bool:
    return bool(mention.name) and mention.name == other.name and _agree(mention, other)


def _longer(mention: RegionMention, other: RegionMention) -> bool:
    """Return whether one name is the other preceded by a region above it: 某市东山县, 东山县."""
    long, short = sorted((mention.name, other.name), key=len, reverse=True)
    return (
        len(short) > 2
        and long.endswith(short)
        and long[: -len(short)][-1:] in ("省", "市", "州", "盟", "区")
        and _agree(mention, other)
    )


def _shorter(mention: RegionMention, other: RegionMention) -> bool:
    """Return whether a mention's name is the other's without its kind: 东山, 东山县."""
    return mention.name in region_names(other.name)[1:] and _agree(mention, other)


def _labelled(entries: Sequence[_Entry], order: Mapping[tuple[str, ...], int]) -> list[PanelRegion]:
    """Return the regions with labels that differ: the name alone, else preceded by those above, else with the code."""
    firsts = [min(entry.mentions, key=lambda item: order[item.key]) for entry in entries]
    names = list(map(_name, entries))
    labels = list(names)
    for tell in (_behind_those_above, _behind_known, _with_code):
        for at in [at for at, label in enumerate(labels) if labels.count(label) > 1]:
            labels[at] = tell(entries[at], names[at])
    found = []
    for entry, first, name, label in zip(entries, firsts, names, labels, strict=True):
        beside = {key: text for item in reversed(entry.mentions) for key, text in item.beside.items()}
        found.append(PanelRegion(label, entry.code, replace(first, name=name, above=entry.above), beside))
    return found


def _name(entry: _Entry) -> str:
    """Return the region's shortest name with its kind (东山县 of 东山, 东山县, 某市东山县), else its longest name."""
    kinds = [name for name in entry.names if name.endswith(("省", "市", "县", "区", "州", "盟", "旗"))]
    return min(kinds, key=len, default="") or max(entry.names, key=len, default=entry.code)


def _behind_those_above(entry: _Entry, name: str) -> str:
    return "".join(entry.above) + name


def _behind_known(entry: _Entry, name: str) -> str:
    division = division_of_code(entry.code) if entry.code else None
    return full_name(division) if division else "".join(entry.above) + name


def _with_code(entry: _Entry, name: str) -> str:
    return f"{name}（{entry.code}）" if entry.code else "".join(entry.above) + name


def unknown_codes(regions: Iterable[PanelRegion]) -> list[PanelRegion]:
    """Return the regions whose codes nobody has."""
    return [region for region in regions if region.code and division_of_code(region.code) is None]


def _unknown_codes(regions: Iterable[PanelRegion]) -> Iterator[Problem]:
    """Yield that codes should be looked at which nobody has: the first few of them, where the first stands, and how many."""
    found = unknown_codes(regions)
    said = [tr("{code}（“{name}”）", code=region.code, name=region.label) for region in found]
    codes = tr("、").join(said[:_FEW])
    if len(found) > _FEW:
        codes = tr("{shown}等 {count} 个", shown=codes, count=len(found))
    if found:
        yield Problem(found[0].mention.place, tr("区划代码表里没有 {codes}：请核对", codes=codes))


def _doubts(entry: _Entry) -> Iterator[Problem]:
    """Yield what should be looked at: a code that is another region's."""
    division = division_of_code(entry.code) if entry.code else None
    if division is None:
        return
    place = entry.mentions[0].place
    strange = [name for name in entry.names if not _is_of(name, division)]
    if strange:
        words = tr(
            "{code} 在区划代码表里是“{known}”，这里写的是“{name}”：请核对",
            code=entry.code,
            known=full_name(division),
            name=tr("”“").join(strange),
        )
        yield Problem(place, words)


def _is_of(name: str, division: Division) -> bool:
    if name.endswith(division.name) or name in region_names(division.name):
        return True
    return any(each.code == division.code for each in divisions_called(name))
