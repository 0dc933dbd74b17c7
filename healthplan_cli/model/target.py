"""A target: the rule that values are judged by, and the rest of its words."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.values import TOLERANCE, Better, Quantity, Reading


@record(frozen=True, slots=True)
class Target:
    """A target's words and the rule understood from them. `due` is the year it is due; None: the plan's last year.

    `from_value`: the number after 从 or 由, `from_year`: its year where given; both are kept, not judged by. `years`:
    where the words give targets for several years, each year's rule; `rule` is then the last one's. `own`: the targets
    that have a cell of their own, by year (`text` is empty where such a cell is a structure without words). `rank`: the
    row counts ranks, so that directions are those of the number (提升 makes it smaller).
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
        """Return, of the targets of several years, the next due in or after `year`, else the last; another target
        unchanged.

        The result still has all `years`: those before its `due` are earlier targets.
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
        """The words of the cell for this target's year, where each year has a cell; else the words of all years."""
        own = dict(self.own).get(self.due or 0)
        return (own and own.text) or self.text

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of all years of a target for several years; else its one rule."""
        return tuple(rule for _, rule in self.years) or (self.rule,)

    def takes(self, reading: Reading) -> bool:
        """Return whether a value is of the kind that the rule judges: number, state, grade, ratio or rank.

        The targets of several years may be of different kinds (contract section 5, 几个年份的目标).
        """
        if reading.on_ladder or self.rule.on_ladder:
            return _ladder(reading.unit or "") == _ladder(self.rule.scale)
        return self.rank or reading.place == self.rule.is_place

    def due_before_last(self, year: int) -> bool:
        """Return whether the target is due in this year and, of several years, this isn't the last."""
        return self.due == year and bool(self.years) and year != self.years[-1][0]

    @property
    def due_before(self) -> tuple[tuple[int, Rule], ...]:
        """The rules of the years before its own that judge values of the same kind, as (year, rule)."""
        return tuple(
            (year, rule)
            for year, rule in self.years
            if self.due is not None and year < self.due and self._is_alike(rule)
        )

    def _is_alike(self, rule: Rule) -> bool:
        """Return whether another year's rule judges values of the same kind as this target's."""
        if self.rule.on_ladder or rule.on_ladder:
            return self.rule.scale == rule.scale
        return self.rank or self.rule.is_place == rule.is_place


def _ladder(scale: str) -> str:
    """Return the key of a scale of grades, the same for scales that compare: 三级 of hospitals is 3级."""
    return "grade:step" if scale == "grade:hospital" else scale
