"""A target: what it asks for, and what its words say besides."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.base import Rule
from healthplan_cli.values import TOLERANCE, Better, Quantity


@record(frozen=True, slots=True)
class Target:
    """A target in the document's words and as understood; `due` None is the plan's end.

    `from_value`: the number after 从 or 由, and `from_year` its year where it is said; kept, not judged by.
    `years`: where the words name several years, the target of each; `rule` is then the last one's. `cells`: the words of
    each, where it has a cell of its own (empty for one that is written as a structure without words).
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
    cells: tuple[tuple[int, str], ...] = ()

    def next_due(self, year: int, better: Better | None = None) -> Target:
        """Return the target of several years that is due in a year or next after it; past all of them the last.

        It keeps `years`, of which those before its `due` are due already.
        """
        if not self.years:
            return self
        due, rule = next((pair for pair in self.years if pair[0] >= year), self.years[-1])
        own = dict(self.cells).get(due)
        said = own or rule.short(better) or rule.words or rule.sentence(TOLERANCE, better)
        return replace(self, text=tr("{said}（{due}年）", said=said, due=due), rule=rule, due=due)

    @property
    def own_words(self) -> str:
        """The words of its own cell, where the document has one for each of several years; else all of them."""
        return dict(self.cells).get(self.due or 0) or self.text

    def due_before_last(self, year: int) -> bool:
        """Return whether the target is due in a year that isn't the last of several."""
        return self.due == year and bool(self.years) and year != self.years[-1][0]

    @property
    def due_before(self) -> tuple[tuple[int, Rule], ...]:
        """The targets of earlier years than its own."""
        return tuple((year, rule) for year, rule in self.years if self.due is not None and year < self.due)
