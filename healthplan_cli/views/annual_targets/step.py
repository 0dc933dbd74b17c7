"""One year's number: the number, its words, and what it rests on."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from healthplan_cli.base.fast_dataclass import record


class Basis(Enum):
    """What a year's number rests on."""

    LINEAR = "linear"
    GEOMETRIC = "geometric"
    ANNUAL_TARGETS = "annual_targets"
    ANNUAL_CHANGE = "annual_change"
    AVERAGE = "average"
    EVERY_YEAR = "every_year"
    KEPT = "kept"
    HELD = "held"
    STABLE = "stable"
    TARGET = "target"


@record(frozen=True, slots=True)
class YearStep:
    """What a year asks for: the exact number in the indicator's unit (None: only words), and the words.

    `rounded`: the words have fewer digits than the number. `plain`: words that read back as the same target, where
    the document's own may not (a target in structured form). `relation`: how a value should stand to the number, as
    in the JSON (ge, gt, le, lt, eq, approx, range); None where there is no number.
    """

    year: int
    value: Fraction | None
    text: str
    basis: Basis
    rounded: bool = False
    plain: str | None = None
    relation: str | None = None

    @property
    def pasted(self) -> str:
        """The words for this year in a spec's `annual_targets`."""
        return self.plain or self.text
