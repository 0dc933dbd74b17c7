"""Mentions of regions in several files → regions: which mentions are of one region (东山县, 东山, 某市东山县, 510904), and its
label.
Never by similarity: a name that could be of two regions is a problem. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    number: int
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
    once: dict[tuple[str, ...], RegionMention] = {}
    for mention in mentions:
        once.setdefault(mention.key, mention)
    named = {key: _named(said) for key, said in once.items()}
    found: dict[tuple[str, ...], _Entry] = {}
    problems: list[Problem] = []
    entries = _Entries({len(mention.name) for mention in named.values()})
    for key in sorted(once, key=lambda key: _rank(once[key])):
        mention = named[key]
        candidates = entries.candidates(mention)
        if len(candidates) > 1:
            names = tr("、").join(
                "".join((*entry.above, *entry.names[:1], entry.code)) for entry in candidates
            )
            words = tr("“{name}”可以是 {names}：请写明代码，或上一级的名称", name=mention.name, names=names)
            problems.append(Problem(mention.place, words))
            continue
        found[key] = entries.put(mention, candidates[0] if candidates else None)
    order: dict[tuple[str, ...], int] = {}
    for at, mention in enumerate(named.values()):
        order.setdefault(mention.key, at)
    inside = sorted(entries.all, key=lambda entry: min(order[item.key] for item in entry.mentions))
    regions = _labelled(inside, order)
    by_entry = {entry.number: region for entry, region in zip(inside, regions, strict=True)}
    return PanelRegions(
        tuple(regions),
        {key: by_entry[entry.number] for key, entry in found.items()},
        tuple(problems),
        (*_unknown_codes(regions), *(notice for entry in inside for notice in _doubts(entry))),
    )


def _rank(mention: RegionMention) -> tuple[bool, int, int]:
    return not mention.code, -len(mention.above), -len(mention.name)


def _named(mention: RegionMention) -> RegionMention:
    """Return a mention that has only a code with the name of that code in the list of divisions."""
    division = division_of_code(mention.code) if not mention.name else None
    return replace(mention, name=division.name) if division else mention


class _Words:
    """Regions by a word, and by the name directly above that a mention of theirs has."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, tuple[str, ...] | None], dict[int, _Entry]] = {}

    def put(self, word: str, above: tuple[str, ...], entry: _Entry) -> None:
        """Add a region by a word of a mention with these names above."""
        for key in ((word, None), (word, above[-1:])):
            self._found.setdefault(key, {})[entry.number] = entry

    def of(self, word: str, above: tuple[str, ...]) -> dict[int, _Entry]:
        """Return the regions with a word, by number, that may be one with these names above: the same, or either has none."""
        if not above:
            return self._found.get((word, None), {})
        return {**self._found.get((word, ()), {}), **self._found.get((word, above[-1:]), {})}


class _Entries:
    """The regions found so far, by all that another mention may call them; `lengths`: those of all names."""

    def __init__(self, lengths: Collection[int]) -> None:
        self.all: list[_Entry] = []
        self._lengths = lengths
        self._by_code: dict[str, _Entry] = {}
        self._names, self._ends, self._shorts = _Words(), _Words(), _Words()

    def put(self, mention: RegionMention, entry: _Entry | None) -> _Entry:
        """Add a mention to a region, or to a new one; return it."""
        if entry is None:
            entry = _Entry(len(self.all), mention.code, [])
            self.all.append(entry)
            if mention.code:
                self._by_code[mention.code] = entry
        entry.mentions.append(mention)
        names = region_names(mention.name)
        for words, said in ((self._names, names[:1]), (self._ends, self._tails(mention.name))):
            for word in said:
                words.put(word, mention.above, entry)
        for word in names[1:]:
            self._shorts.put(word, mention.above, entry)
        return entry

    def candidates(self, mention: RegionMention) -> list[_Entry]:
        """Return the regions that a mention may be of: with the same code, else the same name, else the name in full or in short."""
        if mention.code:
            return [self._by_code[mention.code]] if mention.code in self._by_code else []
        name, above = mention.name, mention.above
        longer = self._ends.of(name, above)  # of 东山县: 某市东山县
        for tail in self._tails(name):  # and the other way round
            longer = {**longer, **self._names.of(tail, above)}
        for found in (self._names.of(name, above), longer, self._shorts.of(name, above)):
            if found:
                return [found[number] for number in sorted(found)]
        return []

    def _tails(self, name: str) -> Iterator[str]:
        """Yield what is left of a name without a region above before it (某市东山县: 东山县), where it is as long as some name."""
        for at, char in enumerate(name[:-3], 1):
            if char in "省市州盟区" and len(name) - at in self._lengths:
                yield name[at:]


def _labelled(entries: Sequence[_Entry], order: Mapping[tuple[str, ...], int]) -> list[PanelRegion]:
    """Return the regions with labels that differ: the name alone, else preceded by those above, else with the code."""
    firsts = [min(entry.mentions, key=lambda item: order[item.key]) for entry in entries]
    names = list(map(_name, entries))
    labels = list(names)
    for tell in (_behind_those_above, _behind_known, _with_code):
        times = Counter(labels)
        for at in [at for at, label in enumerate(labels) if times[label] > 1]:
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
