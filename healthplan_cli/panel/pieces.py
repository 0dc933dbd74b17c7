"""One piece of a row's values: `evaluate` asked at both ends and in the middle, to confirm that all give one record with linear numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from healthplan_cli.base.fast_dataclass import record
from healthplan_cli.model import Indicator
from healthplan_cli.panel.asking import (
    SCALE,
    AnsweredRecord,
    Asker,
    Line,
    Series,
    UnreadableNumber,
    line_through,
    owner_of_id,
)
from healthplan_cli.panel.why import ExactReason, NotStepped
from healthplan_cli.views.records import Record


@record(frozen=True, slots=True)
class Output:
    """The record that all values of a piece give, and the linear functions of the numbers that change with the value."""

    record: Record
    moves: bool  # the value itself is in it
    gap: Line | None
    progress: Line | None


@record(frozen=True, slots=True)
class JudgedPiece:
    """The records of all values from `low` to `high`, the range that was asked about; None: of having no value."""

    low: int | None
    high: int | None
    outputs: tuple[Output, ...]

    def holds(self, span: ValueSpan) -> bool:
        """Return whether all values of a span lie in the range that was asked about."""
        if self.low is None or self.high is None or span.low is None or span.high is None:
            return span.low is None and self.low is None
        return self.low <= span.low and span.high <= self.high


@record(frozen=True, slots=True)
class ValueSpan:
    """The least and greatest value found in a piece, and the values by year of the two regions that have these."""

    low: int | None
    high: int | None
    examples: tuple[Series, Series]

    def over(self, piece: JudgedPiece) -> ValueSpan:
        """Return the span extended to the range that a piece was asked about before."""
        if self.low is None or self.high is None or piece.low is None or piece.high is None:
            return self
        return ValueSpan(min(self.low, piece.low), max(self.high, piece.high), self.examples)


Beside = Callable[[int], Mapping[str, Series] | None]  # the numbers of other rows that go with a value
Lines = tuple[Line | None, Line | None]  # of the gap and of the progress


def piece(
    asker: Asker,
    row: Indicator,
    owner: str | None,
    year: int,
    span: ValueSpan,
    lines: set[Lines],
    beside: Beside,
) -> JudgedPiece:
    """Return the records of a row, or of an owner's components, for every value of a span. Raise NotStepped where
    they differ.
    `lines` has the linear functions confirmed in other pieces; for one of these, `evaluate` is asked at two values
    only, else at three.
    """
    answers: dict[int, tuple[AnsweredRecord, ...]] = {}
    if span.low is None or span.high is None:
        said = [_asked(asker, row, owner, year, one) for one in span.examples]
        if any(one != said[0] for one in said):
            raise NotStepped(ExactReason.UNEVEN)
        return JudgedPiece(None, None, tuple(_still(one) for one in said[0]))
    first, second = span.examples
    for number, others in ((span.low, first), (span.high, second)):
        also = beside(number)
        if number not in answers and also is not None:
            answers[number] = _asked(asker, row, owner, year, {**others, year: number}, also)
    if not answers:
        raise NotStepped(ExactReason.UNEVEN)
    outputs = _outputs(answers)
    found = {(output.gap, output.progress) for output in outputs}
    middle = (span.low + span.high) // 2
    also = beside(middle)
    if middle not in answers and not found <= lines and also is not None:
        answers[middle] = _asked(asker, row, owner, year, {**first, year: middle}, also)
        outputs = _outputs(answers)
        lines |= found
    return JudgedPiece(span.low, span.high, outputs)


def _outputs(answers: Mapping[int, tuple[AnsweredRecord, ...]]) -> tuple[Output, ...]:
    width = len(next(iter(answers.values())))
    return tuple(_output({number: said[at] for number, said in answers.items()}) for at in range(width))


def _asked(
    asker: Asker,
    row: Indicator,
    owner: str | None,
    year: int,
    series: Series,
    beside: Mapping[str, Series] | None = None,
) -> tuple[AnsweredRecord, ...]:
    values: Mapping[str | None, Series] = {owner: {at: number for at, number in series.items() if at <= year}}
    try:
        said = asker.ask(row, year, values, beside).said
    except UnreadableNumber:
        raise NotStepped(ExactReason.UNREADABLE) from None
    if owner is None:
        return said
    return tuple(one for one in said[1:] if owner_of_id(one.record["component"] or "") == owner)


def _still(said: AnsweredRecord) -> Output:
    """Return the output for having no value. Raise NotStepped where the record has numbers, so that another value decides."""
    if said.record["value"] is not None or said.gap is not None or said.progress is not None:
        raise NotStepped(ExactReason.OTHER_VALUES)
    return Output(said.record, False, None, None)


def _output(said: Mapping[int, AnsweredRecord]) -> Output:
    """Return the output for all values between those asked about. Raise NotStepped where records differ, or a number isn't linear."""
    first = next(iter(said.values()))
    if any(one.rest != first.rest for one in said.values()):
        raise NotStepped(ExactReason.UNEVEN)
    moves = [one.value is not None for one in said.values()]
    if any(moves) and any(one.value is None or one.value * SCALE != at for at, one in said.items()):
        raise NotStepped(ExactReason.OTHER_VALUES)
    lines = [_line({at: getattr(one, name) for at, one in said.items()}) for name in ("gap", "progress")]
    if any(moves) and not Line(1, 0, SCALE).is_exact(min(said), max(said)):
        raise NotStepped(ExactReason.FAR)
    return Output(first.rest, all(moves), *lines)


def _line(numbers: Mapping[int, object]) -> Line | None:
    if all(number is None for number in numbers.values()):
        return None
    if any(number is None for number in numbers.values()):
        raise NotStepped(ExactReason.UNEVEN)
    line = line_through(numbers)  # type: ignore[arg-type]
    if any(line.at(at) != number for at, number in numbers.items()):
        raise NotStepped(ExactReason.UNEVEN)
    if not line.is_exact(min(numbers), max(numbers)):
        raise NotStepped(ExactReason.FAR)
    return line


def combined(asker: Asker, row: Indicator, year: int, rows: Sequence[Mapping[str | None, Series]]) -> Output:
    """Return the record of a row whose components have values of their own, asked for example rows with components in
    the same pieces.
    Raise NotStepped where the examples' records differ.
    """
    said = []
    for values in rows:
        known = {
            owner: {at: number for at, number in series.items() if at <= year}
            for owner, series in values.items()
        }
        try:
            said.append(asker.ask(row, year, known).said[0])
        except UnreadableNumber:
            raise NotStepped(ExactReason.UNREADABLE) from None
    if any(one != said[0] for one in said):
        raise NotStepped(ExactReason.UNEVEN)
    return _still(said[0])
