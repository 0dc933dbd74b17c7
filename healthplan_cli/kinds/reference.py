"""Comparison with another number of the same year: 高于全国平均水平1个百分点, 与经济增长同步 (contract section 4,
与别的数比).

The other number is supplied by the user, another row's, or the indicator's own of the year before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.amounts import Amount, agreed, amounts, no_share_of, said_way
from healthplan_cli.kinds.base import Rule
from healthplan_cli.kinds.case import ZERO, Case, amount, ends_of, every, unknown
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, compared, lacking, number
from healthplan_cli.kinds.said import percent, quantity_text, related
from healthplan_cli.values import Better, Interval, Quantity, Reason, Relation
from healthplan_cli.verdict import Verdict

_YEAR_BEFORE = frozenset(("上年", "上一年", "上年度", "上一年度", "前一年", "去年"))
_UPWARD = (Relation.GE, Relation.GT)
_MEANT = {Better.HIGHER: Relation.GE, Better.LOWER: Relation.LE}


@record(frozen=True, slots=True)
class Reference(Rule):
    """A relation to another number, which the words `to` name; `margin`: by how much (negative: it may be that much
    worse).

    `relation` None: 同步, not worse than the number; `near`: 基本同步, with the tolerance of 左右. `number` is the other
    number where it is supplied; `row` the id of the indicator that gives it for each year. `turns`: the words name no
    side (达到, 优于), and `relation` holds where higher is better; it is mirrored where lower is.
    """

    to: str
    relation: Relation | None = None
    margin: Quantity | None = None
    near: bool = False
    number: Quantity | None = None
    row: str | None = None
    turns: bool = False

    op = "reference"
    is_course = True
    section = tr("第 4 节：与别的数比")
    looks_elsewhere = tr("与别的数比")
    without_number = tr("要与别的数比")

    @property
    def is_external(self) -> bool:
        """Whether the other number has yet to be supplied."""
        return self.number is None and self.row is None and not self.is_of_year_before

    @property
    def is_of_year_before(self) -> bool:
        """Whether the other number is the indicator's own of the year before."""
        words = self.to.removeprefix("本县").removeprefix("本市").removesuffix("水平").removesuffix("同期")
        return words.removesuffix("实际").removesuffix("的") in _YEAR_BEFORE

    # ── judging ──
    def verdict(self, case: Case) -> Verdict:
        """Judge the value against the other number of the same year, for each interpretation of the margin."""
        if self.is_external:
            return unknown(Reason.EXTERNAL_TARGET)
        lack = self._lack(case)
        if lack is not None:
            return lack
        ways = [self._lines(need, case) for need in self._needs(case)]
        verdicts = [every(line.verdict for line in lines) for lines in ways]
        verdict = agreed(verdicts, self.margin) if self.margin is not None else verdicts[0]
        return replace(verdict, needed=self.accepted(case))

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        if self.is_external or self._lack(case) is not None:
            return
        needs = self._needs(case)
        for need in needs:
            for line in self._lines(need, case):
                if len(needs) > 1 and self.margin is not None:
                    line = line.put("{named}{line}", named=said_way(need, self.margin))
                yield line

    def accepted(self, case: Case) -> Interval | None:
        """Return the values that stand in the relation to the other number; None where it isn't one number or the margin is ambiguous."""
        other = self._other(case)
        needs = self._needs(case)
        if other is None or other.value is None or len(needs) != 1:
            return None
        lines = [line for line in self._lines(needs[0], case) if line.lacking is None]
        ends = [line.accepted for line in lines]
        if not ends:
            return None
        return ends[0] if len(ends) == 1 else Interval(ends[0].low, ends[1].high)

    def _other(self, case: Case) -> Interval | None:
        """Return the other number in the data year; None where it isn't known."""
        if self.number is not None:
            return Interval.point(amount(self.number, case.measure, case.per))
        if self.row is not None:
            return case.reference[1]
        if not self.is_of_year_before:
            return None
        year = case.data_year - 1
        return case.baseline if year == case.baseline_year else case.series.get(year)

    def _lack(self, case: Case) -> Verdict | None:
        """Return the unknown verdict where the other number is missing, with the reason; None where it is there."""
        if self._other(case) is not None:
            return None
        if self.row is not None:
            return unknown(Reason.NO_REFERENCE, case.data_year)
        year = case.data_year - 1
        return unknown(Reason.NO_BASELINE if year == case.baseline_year else Reason.NO_DATA, year)

    def _needs(self, case: Case) -> tuple[Amount, ...]:
        """Return the margin once for each interpretation: 高于1% of a percentage may mean points (contract section 2)."""
        if self.margin is None:
            return (Amount(absolute=ZERO),)
        size = replace(self.margin, value=abs(self.margin.value))
        sign = -1 if self.margin.value < 0 else 1
        return tuple(
            Amount(
                None if one.absolute is None else sign * one.absolute,
                None if one.relative is None else sign * one.relative,
            )
            for one in amounts(size, case)
        )

    def _lines(self, need: Amount, case: Case) -> list[Comparison]:
        """Return the comparison of the value with the other number and margin; two of them, ≥ and ≤, where no direction is better."""
        other = self._other(case)
        assert other is not None
        relation = self.relation or _MEANT.get(case.better or Better.NEITHER)
        lines = []
        for one in (relation,) if relation is not None else (Relation.GE, Relation.LE):
            if need.relative and (senseless := no_share_of(other)) is not None:
                lines.append(lacking(senseless, tr("“{to}”不是确切的正数，百分比没有意义"), to=self.to))
                continue
            lines.append(compared(Operand(case.value), one, self._limit(other, need, one, case)))
        return lines

    def _limit(self, other: Interval, need: Amount, relation: Relation, case: Case) -> Operand:
        """Return the other number with its margin added or taken off, and with the tolerance of 左右 for 基本同步."""
        up = relation in _UPWARD
        limit = Operand(other)
        if need.relative:
            limit = number(1 + need.relative if up else 1 - need.relative).times(limit)
        elif need.absolute:
            by = number(abs(need.absolute))
            limit = limit.plus(by) if up == (need.absolute > 0) else limit.minus(by)
        if self.near and limit.values.low is not None and limit.values.low >= 0:
            limit = number(1 - case.tolerance if up else 1 + case.tolerance).times(limit)
        return limit

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        other = self._other(case)
        if other is None:
            return []
        relation = self.relation or Relation.GE
        sides = (relation,) if self.relation else (Relation.GE, Relation.LE)
        return [
            end
            for need in self._needs(case)
            for side in sides
            for end in ends_of(self._limit(other, need, side, case).values)
        ]

    def lacks_direction(self, better: Better | None) -> bool:
        """Return whether a direction is missing: 同步 needs to know which way is better; with `neither` only 基本同步 can be judged."""
        return self.relation is None and (better is None or (better is Better.NEITHER and not self.near))

    def check_units(self, measure: str | None, per: int | None = None) -> None:
        case = Case(0, 0, 0, None, measure, {}, per=per)
        self._needs(case)
        if self.number is not None:
            amount(self.number, measure, per)

    def supplied(self, quantity: Quantity) -> Rule:
        return replace(self, number=quantity)

    def of_row(self, id: str) -> Rule:
        return replace(self, row=id)

    # ── words and fields ──
    def fields(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "op": self.op,
            "to": self.to,
            "relation": self.relation.value if self.relation else "sync",
        }
        for name, quantity in (("margin", self.margin), ("number", self.number)):
            if quantity is not None:
                out[name] = {"value": quantity.value, "unit": quantity.unit}
        near = {"near": True} if self.near else {}
        return out | near | ({"row": self.row} if self.row is not None else {})

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        relation = self.relation or _MEANT.get(better or Better.NEITHER)
        other = tr("“{to}”", to=self.to)
        if self.margin is not None:
            size = quantity_text(replace(self.margin, value=abs(self.margin.value)))
            up = relation not in (Relation.LE, Relation.LT)
            plus = "+" if up == (self.margin.value >= 0) else "−"
            other = tr("{other} {plus} {size}", other=other, plus=plus, size=size)
        near = tr("，容许差 {share}", share=percent(tolerance)) if self.near else ""
        if self.relation is not None:
            return tr("{asked}，每年比当年的数", asked=related(self.relation, other)) + near
        meant = tr("，即{asked}", asked=related(relation, other)) if relation is not None else ""
        return tr("与“{to}”同步{meant}，每年比当年的数", to=self.to, meant=meant) + near

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None]:
        return tr("“{words}”要与“{to}”比，事先没有各年的数", words=words, to=self.to), None
