"""A target: what it asks for, and what its words say besides."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.values import TOLERANCE, Better, Quantity, Reading


@record(frozen=True, slots=True)
class Target:
    """A target in the document's words and as understood; `due` None is the plan's end.

    `from_value`: the number after 从 or 由, and `from_year` its year where it is said; kept, not judged by.
    `years`: where the words name several years, what each asks for; `rule` is then the last one's. `own`: the target of each
    as its own cell says it, where it has one (its text is empty where that is a structure without words).
    `rank`: of a row that counts ranks, whose directions are those of its numbers (提升 makes them smaller).
    """

    text: str
    rule: Rule
    modality: str | None = None
    due: int | None = None
    remark: str | None = None
    cumulative: bool = False
    source: str | None = None
    subject: str | None = None
    rank: bool = False
    from_value: Quantity | None = None
    from_year: int | None = None
    years: tuple[tuple[int, Rule], ...] = ()
    own: tuple[tuple[int, Target], ...] = ()

    def next_due(self, year: int, better: Better | None = None) -> Target:
        """Return the target of several years that is due in a year or next after it; past all of them the last.

        It keeps `years`, of which those before its `due` are due already.
        """
        if not self.years:
            return self
        due, rule = next((pair for pair in self.years if pair[0] >= year), self.years[-1])
        own = dict(self.own).get(due)
        said = (own and own.text) or rule.short(better) or rule.words or rule.sentence(TOLERANCE, better)
        text = tr("{said}（{due}年）", said=said, due=due)
        return replace(
            own or self, text=text, rule=rule, due=due, rank=self.rank, years=self.years, own=self.own
        )

    @property
    def own_words(self) -> str:
        """The words of its own cell, where the document has one for each of several years; else all of them."""
        own = dict(self.own).get(self.due or 0)
        return (own and own.text) or self.text

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What it asks for, in each of its years."""
        return tuple(rule for _, rule in self.years) or (self.rule,)

    def takes(self, reading: Reading) -> bool:
        """Return whether a value is of the kind that is held against the rule: a number, a state, a grade, a ratio or a rank.

        The targets of several years needn't all be of one kind (contract section 5, 几个年份的目标).
        """
        if reading.on_ladder or self.rule.on_ladder:
            return _ladder(reading.unit or "") == _ladder(self.rule.scale)
        return self.rank or reading.place == self.rule.is_place

    def due_before_last(self, year: int) -> bool:
        """Return whether the target is due in a year that isn't the last of several."""
        return self.due == year and bool(self.years) and year != self.years[-1][0]

    @property
    def due_before(self) -> tuple[tuple[int, Rule], ...]:
        """The targets of earlier years than its own that values of the same kind are held against."""
        return tuple(
            (year, rule)
            for year, rule in self.years
            if self.due is not None and year < self.due and self._is_alike(rule)
        )

    def _is_alike(self, rule: Rule) -> bool:
        """Return whether the values of another year's target are of the same kind as its own."""
        if self.rule.on_ladder or rule.on_ladder:
            return self.rule.scale == rule.scale
        return self.rank or self.rule.is_place == rule.is_place


def _ladder(scale: str) -> str:
    """Return the ladder of a value or a rule: 三级 of hospitals and 3级 may be one."""
    return "grade:step" if scale == "grade:hospital" else scale
