"""Progress against time elapsed, at the edges of the band: ahead from E + δ on, on track from E − δ on (contract section 5)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from healthplan_cli.evaluation.progress.rungs import NotPositive, Overshot, RungLadder, progress_made, rungs
from healthplan_cli.kinds.level import fixed
from healthplan_cli.model import Interval, Outcome, Status

LITTLE = Fraction(1, 10**9)
LINE = RungLadder(Fraction(3, 5), Fraction(1, 20))
RATE = RungLadder(Fraction(1, 2), Fraction(0), geometric=True)
BEHIND, ON_TRACK, AHEAD = Status.BEHIND, Status.ON_TRACK, Status.AHEAD


def exactly(number: str | Fraction) -> Interval:
    return Interval.point(Fraction(number))


def between(low: str | None, high: str | None) -> Interval:
    return Interval(Fraction(low) if low else None, Fraction(high) if high else None)


@pytest.mark.parametrize(
    ("start", "end", "lower", "upper"), [("50", "60", "55.5", "56.5"), ("50", "40", "44.5", "43.5")]
)
def test_edges_of_the_band(start: str, end: str, lower: str, upper: str) -> None:
    """After three of five years, from 50 to 60: 55.5 is on track, 56.5 ahead."""
    step = LITTLE if Fraction(end) > Fraction(start) else -LITTLE
    for edge, below, at in ((lower, BEHIND, ON_TRACK), (upper, ON_TRACK, AHEAD)):
        for number, status in ((Fraction(edge) - step, below), (Fraction(edge), at)):
            found = rungs(exactly(number), exactly(start), fixed(Fraction(end)), LINE)
            assert found == {status}, number


def test_edge_of_a_constant_rate() -> None:
    """From 4 to 16 the half of the time asks for 8, whose square is 4 × 16."""
    for number, status in ((8 - LITTLE, BEHIND), (Fraction(8), AHEAD)):
        assert rungs(exactly(number), exactly("4"), fixed(Fraction(16)), RATE) == {status}
    with pytest.raises(NotPositive):
        rungs(exactly("8"), exactly("0"), fixed(Fraction(16)), RATE)


def test_no_way_to_go_is_behind() -> None:
    """「基期正好在不含的界限上（25，目标 `>25`）不算满足」: it is 「没有进展，算滞后」"""
    assert rungs(exactly("25"), exactly("25"), fixed(Fraction(25)), LINE) == {BEHIND}


def test_a_range_may_stand_on_two_rungs() -> None:
    """「其中每个可能的值都落在同一档，才给出这一档」"""
    assert rungs(between("55.5", "56.4"), exactly("50"), fixed(Fraction(60)), LINE) == {ON_TRACK}
    assert rungs(between("55.4", "56.5"), exactly("50"), fixed(Fraction(60)), LINE) == {BEHIND, AHEAD}
    with pytest.raises(Overshot):
        rungs(exactly("61"), exactly("50"), fixed(Fraction(60)), LINE)


@pytest.mark.parametrize(
    ("value", "baseline", "end", "made"),
    [
        (exactly("55"), exactly("50"), "60", exactly("0.5")),
        (exactly("49"), exactly("50"), "60", exactly("-0.1")),
        (between("54", "56"), exactly("50"), "60", between("0.4", "0.6")),
        (between("44", "46"), exactly("50"), "40", between("0.4", "0.6")),
        (exactly("55"), between("49", "51"), "60", between("4/9", "6/11")),
        (between("55", None), exactly("50"), "60", between("0.5", None)),
        (between("45", None), exactly("50"), "40", between(None, "0.5")),
        (exactly("55"), between("50", None), "60", None),
        (exactly("55"), between(None, "50"), "60", None),
        (exactly("55"), exactly("60"), "60", None),
    ],
)
def test_how_much_of_the_way_is_made(
    value: Interval, baseline: Interval, end: str, made: Interval | None
) -> None:
    """「P =（实际 − 基期）÷（目标 − 基期）」; of ranges, from the least to the most."""
    assert progress_made(value, baseline, fixed(Fraction(end))) == made


@pytest.mark.parametrize(
    ("made", "edges"),
    [
        ("0.549", [("55", Outcome.MISSED)]),
        ("0.55", [("65", Outcome.MISSED), ("55", Outcome.MET)]),
        ("0.649", [("65", Outcome.MISSED), ("55", Outcome.MET)]),
        ("0.65", [("65", Outcome.MET)]),
    ],
)
def test_the_edges_that_a_proof_shows(made: str, edges: list[tuple[str, Outcome]]) -> None:
    lines = list(LINE.comparisons(exactly(made)))
    assert [(line.accepted.low, line.verdict.outcome) for line in lines] == [
        (Fraction(edge), outcome) for edge, outcome in edges
    ]
