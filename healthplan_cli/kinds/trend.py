"""Directions without an amount: 持续提升 (every year), 降低 (by anything), 明显下降 (by how much isn't said)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from healthplan_cli.base.fast_dataclass import record, replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.kinds.amounts import base_of, earlier_points, known_points, unseen, way, without_start
from healthplan_cli.kinds.base import OTHER_WAY, Rule
from healthplan_cli.kinds.case import Case, ends_of, every_of, needs_review, unknown
from healthplan_cli.kinds.comparisons import Comparison, Operand, Remark, compared, remark
from healthplan_cli.kinds.said import counted_from, way_words
from healthplan_cli.values import Better, Direction, Interval, Outcome, Reason, Relation
from healthplan_cli.verdict import Question, Verdict


@record(frozen=True, slots=True)
class Trend(Rule):
    """A change in a direction by no given amount; `degree` is the document's word for how much (明显)."""

    direction: Direction
    every_year: bool
    degree: str | None = None
    since: int | None = None

    op = "trend"
    is_trend = True
    is_course = True
    needs_baseline = True
    without_number = tr("只说方向，没有数")

    @property
    def looks_back(self) -> bool:
        return self.every_year

    @property
    def looks_elsewhere(self) -> str | None:
        return tr("每一年都与上一年比") if self.every_year else counted_from(self.since)

    def verdict(self, case: Case) -> Verdict:
        """Judge the direction from the baseline to the last year; with `every_year` no step may go the other way.

        With a `degree` (明显下降) even the right direction needs a person's review.
        """
        direction = way(self.direction, case.better)
        assert direction is not None, "words that leave it open are refused where they are read"
        start, base = base_of(self.since, case)
        if self.every_year:
            return self._every_step(direction, case)
        if base is None:
            return unknown(Reason.NO_BASELINE, start)
        end = _answered(base, case.value, direction, strict=True)
        if self.degree is not None and end.outcome is Outcome.MET:
            return needs_review(Question.DEGREE, self.degree)
        return end

    def _every_step(self, direction: Direction, case: Case) -> Verdict:
        """Return the verdict on a trend of every year: no step between known years may go the wrong way.

        When due, the last value must also be better than the first in the trend's direction.
        """
        start, base = base_of(self.since, case)
        points = known_points(self.since, case)
        if base is None and len(points) < 2:
            return unknown(Reason.NO_BASELINE, start)
        steps = every_of(
            (year, after, _answered(before, after, direction))
            for (_, before), (year, after) in pairwise(points)
        )
        steps = replace(steps, years_missing=unseen(points, self.since, case))
        if base is None:
            return without_start(steps, start, case)
        if steps.outcome is not Outcome.MET or case.year < case.due:
            return steps
        end = _answered(base, points[-1][1], direction, strict=True)
        return replace(end, years_missing=steps.years_missing)

    def comparisons(self, case: Case) -> Iterator[Comparison | Remark]:
        direction = way(self.direction, case.better)
        start, base = base_of(self.since, case)
        if direction is None:
            return
        for (since, before), (until, after) in (
            pairwise(known_points(self.since, case)) if self.every_year else ()
        ):
            yield _step(before, after, direction).put(tr("{one}→{two}：{line}"), one=since, two=until)
        if base is not None and (not self.every_year or case.year >= case.due):
            words = (
                tr("{start}→{data_year}，期末须比基期好：{line}") if self.every_year else tr("方向：{line}")
            )
            end = _step(base, case.value, direction, strict=True)
            yield end.put(words, start=start, data_year=case.data_year)
        if self.degree is not None and self.verdict(case).outcome is Outcome.UNKNOWN:
            yield remark(tr("“{degree}”须达多少，原文没有写"), degree=self.degree)

    def turning_points(self, case: Case) -> Iterable[Fraction]:
        return [end for _, values in earlier_points(self.since, case) for end in ends_of(values)]

    def lacks_direction(self, better: Better | None) -> bool:
        return self.direction is Direction.BETTER and better in (None, Better.NEITHER)

    def points(self, way: Direction) -> bool:
        return self.direction is way

    def turned(self) -> Rule | None:
        return replace(self, direction=OTHER_WAY[self.direction]) if self.direction in OTHER_WAY else None

    def of_rank(self, unit: str | None) -> Rule:
        return replace(self, direction=OTHER_WAY.get(self.direction, self.direction))

    def fields(self) -> dict[str, Any]:
        return {
            "op": self.op,
            "direction": self.direction.value,
            "every_year": self.every_year,
            "degree": self.degree,
            "from": self.since or "baseline",
        }

    def sentence(self, tolerance: Fraction, better: Better | None) -> str:
        verb, degree = way_words(self.direction), self.degree
        if self.every_year:
            worse = {Direction.UP: tr("低"), Direction.DOWN: tr("高"), Direction.BETTER: tr("差")}
            enough = tr("；“{degree}”须达多少原文未写明，需人工认定", degree=degree) if degree else ""
            return tr(
                "逐年{verb}：没有一年比上一年{worse}，期末比基期{verb2}{enough}",
                verb=verb,
                worse=worse[self.direction],
                verb2=verb,
                enough=enough,
            )
        if degree is None:
            return tr("比基期{verb}，多少不限", verb=verb)
        return tr(
            "比基期{verb}；{value}须达多少原文未写明，方向相反即未达标，方向正确仍需人工认定",
            verb=verb,
            value=degree,
        )

    @property
    def section(self) -> str:
        return tr("第 4 节：持续、逐年") if self.every_year else tr("第 4 节：明显…，只查方向")

    def no_yearly_number(self, words: str, other: str) -> tuple[str, str | None]:
        if self.degree is None:
            return (
                tr("“{words}”只说方向，没有写每年变化多少", words=words),
                tr("每年按上一年的实际值核对"),
            )
        return tr("“{words}”没有写明幅度", words=words), tr("可在规格里写 at_least（至少变化多少）")


def _step(before: Interval, after: Interval, direction: Direction, strict: bool = False) -> Comparison:
    """Return the comparison of a step's end with its start, in the direction asked for; `strict`: it must not stay equal."""
    upward, downward = (Relation.GT, Relation.LT) if strict else (Relation.GE, Relation.LE)
    return compared(Operand(after), upward if direction is Direction.UP else downward, Operand(before))


def _answered(before: Interval, after: Interval, direction: Direction, strict: bool = False) -> Verdict:
    """Return the verdict on a step, with the values that it had to reach."""
    step = _step(before, after, direction, strict)
    return replace(step.verdict, needed=None if before.value is None else step.accepted)
