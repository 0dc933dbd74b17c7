"""Ids for what a document names: the catalogue's for the same indicator, else the name in pinyin, which is always the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from healthplan_cli import units
from healthplan_cli.base.lexicon import Pattern
from healthplan_cli.draft.model import Draft
from healthplan_cli.language.names import name_key, region_names
from healthplan_cli.language.normalise import normalise
from healthplan_cli.model import Better, Direction, Entry, Relation, Rule
from healthplan_cli.sources.plans.catalog import catalogue

LONGEST = 40  # characters of an id
_DIGEST = 6  # of them, where a name has more characters than an id
_SCOPE = Pattern(r"(?:全[国省市区县州盟旗域]|[本我][省市区县州]|各[市区县])(?P<rest>.{3,})$")
_BRACKET = Pattern(r"(?P<name>.{2,}?)(?:\([^()]*\))+$")
_CHINESE = Pattern("[\u3400-\u9fff]")
_PIECE = Pattern("[\u3400-\u9fff]+|[A-Za-z0-9]+")


@cache
def _by_name() -> Mapping[str, Entry]:
    """Return the catalogue's entries by their names and aliases."""
    found: dict[str, Entry] = {}
    for entry in catalogue().values():
        for name in (entry.name, *entry.aliases):
            found.setdefault(name_key(name), entry)
    return found


def called(name: str) -> tuple[Entry | None, bool]:
    """Return the catalogue's entry of a name, and whether the name is exactly the entry's.

    It isn't where brackets, or 全市 or 全县 before it, had to be left out. (None, False) without an entry.
    """
    known = _by_name()
    key = name_key(name)
    if key in known:
        return known[key], True
    bracket = _BRACKET.match(key)
    for shorter in filter(None, (bracket and bracket["name"], key)):
        scope = _SCOPE.match(shorter)
        for one in filter(None, (shorter, scope and scope["rest"])):
            if one in known:
                return known[one], False
    return None, False


def agrees(entry: Entry, unit: str | None, rules: Iterable[Rule]) -> bool:
    """Return whether a row with this unit and these targets can be the catalogue's indicator: its unit converts, and
    no target has the other direction.
    """
    units_said = [unit, *(rule.level.unit for rule in rules)]
    if entry.unit and not all(_fits(said, entry) for said in units_said if said):
        return False
    return entry.better in (None, Better.NEITHER) or all(
        told is None or told is entry.better for told in map(way_of, rules)
    )


def _fits(unit: str, entry: Entry) -> bool:
    own, known = units.canonical(unit), units.canonical(entry.unit or "")
    if own is None or known is None:
        return own is None
    if own == known or (units.is_share(own) and units.is_share(known)):
        return True
    return units.factor(own, known, entry.per) is not None


def way_of(rule: Rule) -> Better | None:
    """Return the better direction by the words of a target: ≥ and 提高 higher, ≤ and 降低 lower; None for others."""
    level = rule.level
    if level.relation in (Relation.GE, Relation.GT) and not level.row and not level.to:
        return Better.HIGHER
    if level.relation in (Relation.LE, Relation.LT) and not level.row and not level.to:
        return Better.LOWER
    way = rule.direction if rule.by is not None and not rule.is_capped else rule.towards
    return {Direction.UP: Better.HIGHER, Direction.DOWN: Better.LOWER}.get(way) if way else None


def slug(name: str) -> str:
    """Return the id of a name in pinyin, of at most LONGEST characters: in full, or the first syllables and initials
    of the rest.
    The same name has the same id in every plan.
    """
    runs = [_syllables(piece[0]) for piece in _PIECE.finditer(half_width(name))]
    runs = [run for run in runs if run]
    if not runs:
        return "x" + _digest(name)
    if not runs[0][0][0].isalpha():
        runs[0][0] = "n" + runs[0][0]
    for whole in range(sum(map(len, runs)), -1, -1):
        made = _joined(runs, whole)
        if len(made) <= LONGEST:
            return made
    return _joined(runs, 0)[: LONGEST - _DIGEST - 1] + "_" + _digest(name)


def half_width(name: str) -> str:
    """Return a name in half width and without white space, or unchanged where it can't be normalised."""
    from healthplan_cli.base.errors import NotUnderstood

    try:
        return normalise(name).text.lower()
    except NotUnderstood:
        return name.lower()


def _syllables(piece: str) -> list[str]:
    if not _CHINESE.match(piece):
        return [piece.lower()]
    from pypinyin import lazy_pinyin  # takes half a second: only where a name isn't in the catalogue

    return [syllable for syllable in lazy_pinyin(piece, errors="ignore") if syllable.isascii() and syllable]


def _joined(runs: list[list[str]], whole: int) -> str:
    """Return the first `whole` syllables in full and the initials of the others; numbers are never shortened."""
    pieces = []
    for run in runs:
        head, tail = run[: max(whole, 0)], run[max(whole, 0) :]
        short = [one if one[-1].isdigit() else one[0] for one in tail]
        pieces += ["".join(head), "".join(short)]
        whole -= len(run)
    return "_".join(filter(None, pieces))


def _digest(name: str) -> str:
    import hashlib

    return hashlib.sha256(name_key(name).encode("utf-8", "replace")).hexdigest()[:_DIGEST]


class Taken:
    """The ids of one spec; each is given only once."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._keys = {name_key(id) for id in ids}

    def has(self, id: str) -> bool:
        """Return whether the id is taken, upper and lower case alike."""
        return name_key(id) in self._keys

    def take(self, id: str) -> str:
        """Return the id and mark it as taken; with a number after it where it was taken before."""
        made, count = id, 1
        while self.has(made):
            count += 1
            made = f"{id[: LONGEST - len(str(count)) - 1]}_{count}"
        self._keys.add(name_key(made))
        return made


def plan_id(draft: Draft, stem: str | None) -> str:
    """Return the id of a plan: the name of the file it is written to, else its region's name in pinyin, else its title's."""
    if stem and stem.isascii() and stem[0].isalpha() and all(one.isalnum() or one in "_.-" for one in stem):
        return stem
    names = region_names(draft.header.region or "")
    return slug(names[-1] if names else draft.header.title or "plan")
