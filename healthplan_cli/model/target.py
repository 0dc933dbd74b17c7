"""A target: what it asks for, and what its words say besides."""

from __future__ import annotations

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.kinds.base import Rule
from healthplan_cli.values import Quantity


@record(frozen=True, slots=True)
class Target:
    """A target in the document's words and as understood; `due` None is the plan's end.

    `from_value`: the number after 从 or 由, and `from_year` its year where it is said; kept, not judged by.
    `years`: where the words name several years, the target of each; `rule` is then the last one's.
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
