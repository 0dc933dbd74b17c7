"""The index of a plan: indicators and components found by id, printed name, number or alias."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy
from functools import cached_property

from healthplan_cli.base.i18n import tr
from healthplan_cli.base.limits import MAX_PROPOSALS
from healthplan_cli.evaluation.part import IndicatorPart, open_rule
from healthplan_cli.language.names import nearest, region_names
from healthplan_cli.model import Component, Indicator, Plan
from healthplan_cli.sources.actuals.index_names import (
    component_called,
    lookup_key,
    ranked_names,
    subject_keys,
)

_ALIASES = 3  # the rank of the table's other names, the catalogue's among them
_NUMBERS = (2, 7)  # the ranks of numbers: the table's printed ones, those of commitments


class Misplaced(Exception):
    """A name or a value that doesn't fit here; the message says what would be right."""


class Unreadable(Misplaced):
    """A cell that can't be read as a value."""


class Ambiguous(Misplaced):
    """A number that several rows of the plan have, because numbering begins anew in each category."""


class LeftOut(Exception):
    """A name that isn't read here: left out by `--map`, another plan's of the same run, or a commitment's."""


class SetAside(LeftOut):
    """A name of a commitment, in a run that doesn't judge commitments."""


class Index:
    """A plan's indicators and components by all their names, matched normalised and exactly.

    `left_out` loads the commitments where `plan` is without them; `subjects` gives their names without loading, and names that
    only commitments have are added to `set_aside`. `company`: the run's other plans, whose indicators a file may also hold.
    """

    def __init__(
        self,
        plan: Plan,
        asked: str | None = None,
        left_out: Callable[[], Iterable[Indicator]] | None = None,
        subjects: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self.plan = plan
        self.left_out = left_out
        self.subjects = subjects
        self.set_aside: list[str] = []
        self.called = {plan.id, plan.title, asked or plan.id}
        self.company: tuple[Index, ...] = ()
        self._misses = 0
        self._ids = {indicator.id: IndicatorPart(indicator) for indicator in plan.rows}

    def among(self, company: Sequence[Index]) -> Index:
        """Return a copy of this index that knows the other plans of the run, whose names are then recognised too."""
        index = copy(self)
        index.company = tuple(other for other in company if other is not self)
        return index

    @property
    def numbered(self) -> bool:
        """Whether printed numbers identify indicators: not among several plans, each with its own numbers."""
        return not self.company

    @property
    def everybody(self) -> tuple[Index, ...]:
        """All plans of the run, this one first."""
        return (self, *self.company)

    @property
    def plans(self) -> str:
        """The ids of all plans of the run, for a message."""
        return tr("”“").join(index.plan.id for index in self.everybody)

    def is_called(self, name: str) -> bool:
        """Return whether a plan of the run has this name, id, title or region."""
        return any(called(name, [index]) for index in self.everybody)

    @cached_property
    def _ranks(self) -> tuple[dict[str, list[IndicatorPart]], ...]:
        """Tables from a name's key to its places, in the order of lookup; rows come first, so that no commitment takes their names."""
        return (*ranked_names(self.plan.indicators), *ranked_names(self.plan.commitments))

    def find(self, name: str) -> IndicatorPart:
        """Return the indicator or component with a name: looked up as id, then printed name, number, alias.

        Raise Misplaced, with similar names, for an unknown or ambiguous name; LeftOut for one of another plan of the run.
        """
        if name in self._ids:
            return self._ids[name]
        key = lookup_key(name)
        if any(name in other._ids for other in self.company):
            return self._of_another(name, key)
        if self.company and self._is_number(key):
            return self.find_number(key)
        places = self._known(key)
        if len(places) == 1:
            return places[0]
        if places:
            choices = tr("、").join(map(_named_with_id, places))
            raise Misplaced(tr("“{name}”对应不止一项指标：{choices}；请写 id", name=name, choices=choices))
        if self._promises(key):
            self._reject_unevaluated_commitment(name, key)
        place = self._through_others(name, key)
        if place is not None:
            return place
        self._reject_unevaluated_commitment(name, key)
        self._misses += 1
        raise Misplaced(
            tr(
                "{words}没有指标“{name}”{hint}",
                words=tr("几个规划都") if self.company else tr("本规划"),
                name=name,
                hint=self._hint(name),
            )
        )

    @cached_property
    def _left_out_names(self) -> frozenset[str]:
        items = self.left_out() if self.left_out else ()
        return frozenset(
            lookup_key(text) for item in items for text in (item.id, item.name, item.no, *item.aliases)
        )

    def _reject_unevaluated_commitment(self, name: str, key: str) -> None:
        """Raise SetAside for a name that belongs to a commitment, of any plan, that isn't judged in this run."""
        for index in self.everybody:
            if key in index._left_out_names:
                index.set_aside.append(name)
                raise SetAside

    def knows(self, name: str) -> bool:
        """Return whether any plan of the run knows a name."""
        key = lookup_key(name)
        return any(name in index._ids or index._known(key) for index in self.everybody)

    def _of_another(self, name: str, key: str) -> IndicatorPart:
        """Return this plan's indicator for a name that is another plan's id. Raise LeftOut where this plan has none."""
        place = self._through_others(name, key)
        if place is None:
            raise LeftOut
        return place

    def _through_others(self, name: str, key: str) -> IndicatorPart | None:
        """Return this plan's indicator for a name that only other plans of the run know; None for a name that they don't
        know.

        Raise LeftOut where it means an indicator that this plan doesn't have, or a component.
        """
        found = [place for other in self.company for place in other._named(name, key)]
        places = [self._ids[place.indicator.id] for place in found if place.indicator.id in self._ids]
        if found and (len({place.indicator.id for place in places}) != 1 or any(p.component for p in found)):
            raise LeftOut
        return places[0] if places else None

    def _named(self, name: str, key: str) -> list[IndicatorPart]:
        return [self._ids[name]] if name in self._ids else self._known(key)

    def _hint(self, name: str) -> str:
        """Return a proposal of similar names, from any plan of the run; without any, how to list all names."""
        known = {key: index for index in reversed(self.everybody) for rank in index._ranks for key in rank}
        near = nearest(name, known) if self._misses <= MAX_PROPOSALS else []
        shown = dict.fromkeys(known[key]._shown(key) for key in near)
        others = "".join(tr("（或 {id}）", id=other.plan.id) for other in self.company)
        if shown:
            return tr("，是不是 {names}？", names=tr("、").join(shown))
        return tr("；可用 hpcheck show {id}{value}查看全部指标", id=self.plan.id, value=others or " ")

    def _known(self, key: str) -> list[IndicatorPart]:
        """Return the places of a key in the first table that has it; an alias yields to a commitment with that name."""
        for rank, names in enumerate(self._ranks):
            if key in names and not (rank == _ALIASES and self._promises(key)):
                return names[key]
        return []

    def _promises(self, key: str) -> bool:
        """Return whether a commitment of this plan, judged or not, has this name; not counting those that restate a row."""
        if key in self._subjects:
            return True
        return key in self._hinted and key in self._left_out_subjects

    @cached_property
    def _subjects(self) -> frozenset[str]:
        return subject_keys(self.plan.commitments)

    @cached_property
    def _hinted(self) -> Collection[str]:
        return self.subjects()

    @cached_property
    def _left_out_subjects(self) -> frozenset[str]:
        return subject_keys(self.left_out() if self.left_out else ())

    def _is_number(self, key: str) -> bool:
        """Return whether a key is a printed number in any plan of the run."""
        return any(index._numbers(key) for index in self.everybody)

    def _numbers(self, key: str) -> list[IndicatorPart]:
        return next((places for rank in _NUMBERS if (places := self._ranks[rank].get(key))), [])

    def find_number(self, number: str) -> IndicatorPart:
        """Return the indicator with a printed number. Raise Misplaced for none, Ambiguous for several, LeftOut for a commitment's."""
        if not self.numbered:
            raise Misplaced(
                tr(
                    "几个规划一起核验，看不出序号“{number}”是哪个规划的：请写 id 或名称（数据文件也可以写明 plan）",
                    number=number,
                )
            )
        places = self._numbers(number)
        if not places:
            self._reject_unevaluated_commitment(number, number)
            raise Misplaced(tr("本规划没有序号“{number}”", number=number))
        if len(places) > 1:
            choices = tr("、").join(map(_named_with_id, places))
            words = tr(
                "序号“{number}”不止一项：{choices}；请写明指标名称或代码", number=number, choices=choices
            )
            raise Ambiguous(words)
        return places[0]

    def is_numbered(self, number: str, indicator: Indicator) -> bool:
        """Return whether the plan prints this number for an indicator; other rows may have it too."""
        return any(place.indicator.id == indicator.id for place in self._numbers(number))

    def _shown(self, key: str) -> str:
        return _named_with_id(next(names[key][0] for names in self._ranks if key in names))

    def check_bare(self, indicator: Indicator) -> None:
        """Raise Misplaced, for a number without a unit, where the plans of the run use different units for an indicator."""
        if self.differs(indicator):
            measures = tr("、").join(dict.fromkeys(self._measures(indicator)))
            raise Misplaced(
                tr(
                    "{name}：几个规划的单位不同（{measures}），数要写明单位（数据文件也可以写明 plan）",
                    name=indicator.name,
                    measures=measures,
                )
            )

    def differs(self, indicator: Indicator) -> bool:
        """Return whether the plans of the run use different units for an indicator."""
        return bool(self.company) and len(set(self._measures(indicator))) > 1

    def _measures(self, indicator: Indicator) -> list[str]:
        same = (index._ids.get(indicator.id) for index in self.everybody)
        return [place.indicator.measure for place in same if place and place.indicator.measure]

    def is_elsewhere(self, indicator: Indicator, name: str) -> bool:
        """Return whether another plan of the run, and not this one, has a component of that name for an indicator."""
        if self.component(indicator, name) is not None:
            return False
        same = [(other, other._ids[indicator.id]) for other in self.company if indicator.id in other._ids]
        return any(other.component(place.indicator, name) for other, place in same)

    def is_open_elsewhere(self, indicator: Indicator) -> bool:
        """Return whether another plan of the run leaves an indicator's or a component's target to another document (国家下达)."""
        same = [other._ids[indicator.id].indicator for other in self.company if indicator.id in other._ids]
        return any(open_rule(item, part) is not None for item in same for part in (None, *item.components))

    def component(self, indicator: Indicator, name: str) -> Component | None:
        """Return the indicator's component with a name, by this plan's names, else by the names in the other plans of the
        run; None without one.
        """
        own = component_called(indicator, name)
        if own is not None or not self.company:
            return own
        same = (other._ids[indicator.id].indicator for other in self.company if indicator.id in other._ids)
        ids = {part.id for part in (component_called(item, name) for item in same) if part is not None}
        return next((component for component in indicator.components if component.id in ids), None)


def called(name: str, indexes: Iterable[Index]) -> list[Index]:
    """Return the plans that a name means: by id, title or the name on the command line; where none matches, by region."""
    found, key = list(indexes), lookup_key(name)
    own = [index for index in found if key in map(lookup_key, index.called)]
    regions = [region_names(index.plan.region_name) for index in found]
    return own or [
        index for index, names in zip(found, regions, strict=True) if key in map(lookup_key, names)
    ]


def _named_with_id(place: IndicatorPart) -> str:
    return tr("{name}（{id}）", name=place.indicator.name, id=place.indicator.id)
