"""The cells that a sheet computes: judgement, progress and gap, from baseline, target and actual value.

The formulas reproduce `evaluate`'s results by value (`explanation.value_steps`); nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from healthplan_cli.base.exact_format import decimal_places
from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import badge_of
from healthplan_cli.explanation.derived_numbers import Derived, Shape
from healthplan_cli.explanation.typed_values import TypedValue
from healthplan_cli.model import Interval, Result, Status
from healthplan_cli.report.cell import Cell
from healthplan_cli.report.documents.live_entries import AGAIN, PLACES, entered_number, is_bare_number
from healthplan_cli.report.formula import CellRef, Formula, Infix, applied, both, given, when
from healthplan_cli.report.sheetnumbers import printed_number
from healthplan_cli.report.words.cells import NOTHING, gap_text, progress_text

IMPOSSIBLE = tr("数值有误")
_PROGRESS = "0.0%"
_DIGITS = 13
_LONG = 200  # characters of a text in a formula
_FAR = ((">=", 10, ">999%"), ("<=", -10, "<-999%"))  # as `progress_text` has it
_SIGNS = {Shape.TIMES_GOAL: "*", Shape.TIMES_BASELINE: "*", Shape.BEYOND_BASELINE: "+"}


def has_progress(result: Result) -> bool:
    """Return whether a result's progress is shown as a number."""
    return result.progress is not None and result.status is not Status.UNKNOWN


def has_gap(result: Result) -> bool:
    """Return whether a result's gap is shown as a number."""
    return result.gap is not None and result.status is not Status.UNKNOWN


def cut_key(number: int) -> str:
    """Return the key of the column with the end of a step, counted from 1."""
    return f"cut{number}"


@record(frozen=True, slots=True)
class LiveRow:
    """A row of the table, or a component's, with its results by value; `cells` are its own by column, `row` is the whole row's result."""

    typed: TypedValue
    part: Result
    row: Result
    cells: Mapping[str, Cell]
    band: Fraction
    possible: Interval

    def made(self) -> dict[str, Cell]:
        """Return the computed cells by column."""
        steps = self.typed.steps
        found = {"goal": self._number_cell(steps.goal, rounded=True)} if steps.goal is not None else {}
        if any(self._share(one) is not None for one in steps.numbers):
            found["band"] = Cell("", self.band, pattern="0.0%")
        for number, step in enumerate(steps.steps[:-1], 1):
            assert step.up_to is not None
            found[cut_key(number)] = self._number_cell(step.up_to, rounded=True)
        value = self.part.value.value if self.part.value is not None else None
        here = None if value is None or not self._is_typed() else steps.steps.index(self._step_of(value)) + 1
        found["value"] = Cell(
            self.cells["actual"].text,
            None if here is None else value,
            formula=entered_number(CellRef("actual"), self.part.unit),
            pattern="General",
        )
        found["step"] = Cell(
            self._fallback() if here is None else "",
            None if here is None else Fraction(here),
            formula=self._step(),
            pattern="0",
        )
        found["status"] = self._status()
        found["progress"] = self._shown(
            "progress", self.part.progress, has_progress, self._progress_text, self._progress, _PROGRESS
        )
        found["gap"] = self._shown("gap", self.part.gap, has_gap, gap_text, self._gap, self._signed())
        return found

    def _step_of(self, value: Fraction) -> object:
        result = self.typed.steps.of(value)
        return next(step for step in self.typed.steps.steps if step.result is result)

    # ── numbers ──

    def _is_typed(self) -> bool:
        """Return whether the value's cell has only a number."""
        found = printed_number(self.cells["actual"].text, self.part.unit or "")
        return found is not None and not found.is_bound

    def _holds(self, key: str, number: Fraction | None) -> bool:
        """Return whether a cell has exactly this number."""
        found = printed_number(self.cells[key].text, self.part.unit or "")
        return found is not None and number is not None and Fraction(found.digits) == number

    @property
    def _moves(self) -> tuple[bool, bool]:
        """Whether baseline and target may be changed too: they are numbers in cells, and no two numbers are equal only by chance."""
        steps = self.typed.steps
        numbers = [one.number for one in self._chain()]
        apart = len(set(numbers)) == len(numbers)
        return (
            apart and steps.by_baseline and self._holds("baseline", steps.baseline),
            apart and steps.by_target and self._holds("target", steps.target),
        )

    def _chain(self) -> list[Derived]:
        """Return all numbers that matter, in ascending order; a change that keeps this order keeps the formulas right."""
        steps = self.typed.steps
        own = () if steps.baseline is None else (Derived(steps.baseline, Shape.BASELINE, Fraction(1)),)
        rest = [one for one in steps.numbers if one.shape is not Shape.GOAL]
        found = list(dict.fromkeys((*own, *rest)))
        if all(one.number for one in found):
            found.append(Derived(Fraction(0), Shape.FIXED, Fraction(0)))
        return sorted(found, key=lambda one: one.number)

    def _number(self, of: Derived) -> Formula:
        """Return the formula of a number."""
        steps = self.typed.steps
        if of.shape is Shape.FIXED:
            return given(of.number)
        if of.shape is Shape.TARGET:
            return CellRef("target") if self._holds("target", steps.target) else given(of.number)
        if of.shape is Shape.GOAL:
            return CellRef("goal")
        base: Formula = (
            CellRef("baseline")
            if self._holds("baseline", steps.baseline)
            else given(steps.baseline or Fraction(0))
        )
        if of.shape is Shape.BASELINE:
            return base
        if of.shape is Shape.ON_THE_WAY:
            share = self._share(of) or given(of.factor)
            return Infix("+", base, Infix("*", share, Infix("-", CellRef("goal"), base)))
        first = CellRef("goal") if of.shape is Shape.TIMES_GOAL else base
        return Infix(_SIGNS[of.shape], first, given(of.factor))

    def _share(self, of: Derived) -> Formula | None:
        """Return a share of the way as the time elapsed minus or plus the band; None where it is something else."""
        elapsed = self.cells["elapsed"].exact
        if of.shape is not Shape.ON_THE_WAY or elapsed is None:
            return None
        signs = {elapsed - self.band: "-", elapsed + self.band: "+"}
        return Infix(signs[of.factor], CellRef("elapsed"), CellRef("band")) if of.factor in signs else None

    def _number_cell(self, of: Derived, rounded: bool = False) -> Cell:
        number = self._number(of)
        largest = max(abs(of.number), abs(self.typed.steps.baseline or Fraction(0)), Fraction(1))
        places = max(0, min(PLACES, _DIGITS - len(str(int(largest)))))
        fixed = of.shape in (Shape.FIXED, Shape.TARGET) and not isinstance(number, CellRef)
        formula = None if fixed else applied("ROUND", number, given(places)) if rounded else number
        return Cell("", of.number, formula=formula, pattern="General")

    # ── formulas ──

    def _step(self) -> Formula:
        """Return the formula of the number of the step that the value is on; of words where there is none."""
        value, steps = CellRef("value"), self.typed.steps.steps
        ladder = when(
            (
                (Infix("<=" if step.closed else "<", value, CellRef(cut_key(number))), given(number))
                for number, step in enumerate(steps[:-1], 1)
            ),
            given(len(steps)),
        )
        outside = [
            Infix(sign, value, given(end))
            for sign, end in (("<", self.possible.low), (">", self.possible.high))
            if end is not None
        ]
        if outside:
            wrong = outside[0] if len(outside) == 1 else applied("OR", *outside)
            ladder = applied("IF", wrong, given(IMPOSSIBLE), ladder)
        valid = both(self._conditions())
        branches: list[tuple[Formula, Formula]] = [
            (Infix("=", value, given("")), given(self._words(self.typed.without)))
        ]
        if valid is not None:
            branches.append((applied("NOT", valid), given(AGAIN)))
        branches.append((applied("ISNUMBER", value), ladder))
        if not self._is_typed() and self.cells["actual"].text:
            branches.append((_says(value, self.cells["actual"].text), given(self._words(self.part))))
        return when(branches, given(AGAIN))

    def _conditions(self) -> Iterator[Formula]:
        """Yield the conditions under which the steps are right: baseline and target unchanged, or all numbers in their order."""
        moves = dict(zip(("baseline", "target"), self._moves, strict=True))
        for key, may in moves.items():
            if not may:
                text = self.cells[key].text
                number = printed_number(text, self.part.unit or "")
                number_here = None if number is None else given(Fraction(number.digits))
                yield (
                    _says(CellRef(key), text)
                    if number_here is None
                    else Infix("=", CellRef(key), number_here)
                )
        if not any(moves.values()):
            return
        yield from (is_bare_number(CellRef(key)) for key, may in moves.items() if may)
        ends = [step.up_to for step in self.typed.steps.steps if step.up_to is not None]
        cells: dict[Derived | None, CellRef] = {end: CellRef(cut_key(at)) for at, end in enumerate(ends, 1)}
        cells[self.typed.steps.goal] = CellRef("goal")
        for low, high in pairwise(self._chain()):
            if not (low.shape is high.shape is Shape.FIXED):
                yield Infix("<", *(cells.get(one) or self._number(one) for one in (low, high)))

    def _words(self, result: Result) -> str:
        """Return the word for the class of a result."""
        return badge_of(result, self.row).words

    def _fallback(self) -> str:
        return self._words(self.part)

    def _status(self) -> Cell:
        step = CellRef("step")
        words = [given(self._words(one.result)) for one in self.typed.steps.steps]
        chosen = applied("IF", applied("ISNUMBER", step), _chosen(step, words), step)
        badge = badge_of(self.part, self.row)
        return Cell(badge.words, None, badge.tone, strong=True, formula=chosen)

    def _shown(
        self,
        key: str,
        number: Fraction | None,
        is_number: Callable[[Result], bool],
        text: Callable[[Result], str],
        formula: Callable[[], Formula],
        pattern: str,
    ) -> Cell:
        """Return a computed cell that shows a number where the value's result has one, else words."""
        step = CellRef("step")
        results = [one.result for one in self.typed.steps.steps]
        parts = [formula() if is_number(one) else given(text(one)) for one in results]
        otherwise = NOTHING if self._is_typed() else text(self.part)
        chosen = applied("IF", applied("ISNUMBER", step), _chosen(step, parts), given(otherwise))
        exact = number if is_number(self.part) and not self.cells[key].text.startswith((">", "<")) else None
        return Cell(self.cells[key].text, exact, formula=chosen, pattern=pattern)

    def _progress_text(self, result: Result) -> str:
        return progress_text(result, self.band)

    def _progress(self) -> Formula:
        steps = self.typed.steps
        assert steps.start is not None
        assert steps.goal is not None
        start = self._number(steps.start)
        share = Infix("/", Infix("-", CellRef("value"), start), Infix("-", CellRef("goal"), start))
        far = ((Infix(sign, share, given(end)), given(words)) for sign, end, words in _FAR)
        return when(far, share)

    def _gap(self) -> Formula:
        value, steps = CellRef("value"), self.typed.steps
        parts = [Infix("-", value, self._number(steps.low))] if steps.low is not None else []
        parts += [Infix("-", self._number(steps.high), value)] if steps.high is not None else []
        return applied("ROUND", parts[0] if len(parts) == 1 else applied("MIN", *parts), given(PLACES))

    def _signed(self) -> str:
        """Return the number format of a gap: with its sign, and as many decimals as the numbers that it is computed from."""
        texts = [
            printed_number(self.cells[key].text, self.part.unit or "") for key in ("target", "actual", "gap")
        ]
        places = max(
            (decimal_places(Fraction(one.digits)) or 0 for one in texts if one is not None), default=0
        )
        shown = "0" + ("." + "0" * places if places else "")
        return f"+{shown};-{shown};0"


def _chosen(step: CellRef, parts: Sequence[Formula]) -> Formula:
    """Return the formula that chooses a part by the step; the part itself where all are equal."""
    return parts[0] if len(set(parts)) == 1 else applied("CHOOSE", step, *parts)


def _says(cell: CellRef, text: str) -> Formula:
    """Return the formula of whether a cell has a text; of a long one only its beginning is compared, since formulas hold no long texts."""
    if len(text) <= _LONG:
        return Infix("=", cell, given(text))
    return Infix("=", applied("LEFT", cell, given(_LONG)), given(text[:_LONG]))
