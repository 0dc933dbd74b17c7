"""The verdict as a short proof: the document's words, their reading, the numbers, each comparison, what is missing or
would change it.
Pure. Nothing is judged here: the comparisons are those of the trace, and every 是 or 否 comes from the functions that
judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import tr
from healthplan_cli.evaluation.badges import badge_of
from healthplan_cli.evaluation.components import WORST_FIRST
from healthplan_cli.evaluation.evaluate import Trace
from healthplan_cli.evaluation.messages import STATUS_WORDS, note_words
from healthplan_cli.evaluation.part import judged_components
from healthplan_cli.explanation.comparing import comparison_step
from healthplan_cli.explanation.conclusion import change_step, missing_step, verdict_step
from healthplan_cli.explanation.inputs import actual_step, baseline_step
from healthplan_cli.explanation.pacing import pace_step
from healthplan_cli.explanation.step import Proof, ProofStep, steps_of
from healthplan_cli.explanation.subject import ExplainedResult, class_words
from healthplan_cli.explanation.words import reading_step, words_step
from healthplan_cli.model import Component, Indicator, Note, Report, Result, Status

# What a step already says.
_SAID = frozenset(
    [
        Note.EARLY,
        Note.KEPT,
        Note.PROVISIONAL,
        Note.PROVISIONAL_BASELINE,
        Note.CARRIED,
        Note.BASELINE_FROM_DATA,
        Note.BASELINE_FROM_TEXT,
        Note.BASELINE_DIFFERS,
        Note.TARGET_SUPPLIED,
        Note.REVISED,
        Note.ONE_EVENT,
        Note.LATE,
        Note.LOST_LATER,
        Note.WORSE_THAN_BASELINE,
        Note.RELATIVE_READING,
    ]
)


def proofs(
    report: Report,
    traces: Mapping[tuple[str, str | None], Trace],
    id: str,
) -> tuple[Proof, ...]:
    """Return the proof of an indicator; with components, one for each and one of how they are joined.

    Raise KeyError for an id that the plan doesn't have.
    """
    printed = report.plan.find(id)
    result = report.find(printed.id)
    indicator = printed.in_force(report.conventions.year)
    if not result.components:
        return (_shown(prove(report, indicator, result, traces[id, None]), result),)
    components = judged_components(indicator)
    parts = tuple(
        _shown(prove(report, indicator, part, traces[id, part.id], components[part.id]), part, result)
        for part in result.components
    )
    return (*parts, _joined(result, parts))


def prove(
    report: Report,
    indicator: Indicator,
    result: Result,
    trace: Trace,
    component: Component | None = None,
) -> Proof:
    """Return the proof of one verdict: on the row as in force in the year judged, or on one component of it."""
    subject = ExplainedResult(report, indicator, component, result, trace)
    steps = steps_of(
        words_step(subject),
        reading_step(subject),
        baseline_step(subject),
        actual_step(subject),
        comparison_step(subject),
        pace_step(subject),
        verdict_step(subject),
        missing_step(subject),
        change_step(subject),
        ProofStep("note", tr("注意"), tuple(_notes(result))),
    )
    name = f"{indicator.no}. {indicator.name}{tr('（{name}）', name=component.name) if component else ''}"
    return Proof(
        indicator.id, component.id if component else None, name, result.status, class_words(result), steps
    )


def _shown(proof: Proof, result: Result, row: Result | None = None) -> Proof:
    """Return the proof with the word of the class in which reports show its row, or its component of `row`."""
    return replace(proof, words=badge_of(result, row).words)


def _notes(result: Result) -> Iterator[str]:
    """Yield the words of the notes that no step of the proof has.

    BEYOND_RANGE is in the verdict's step where it is the reason for being behind.
    """
    said = _SAID | {Note.BEYOND_RANGE} if result.status is Status.BEHIND else _SAID
    yield from (note_words(note, result) for note in result.noted if note not in said)


def _joined(result: Result, parts: tuple[Proof, ...]) -> Proof:
    """Return the proof of a row with components: its status is the worst of theirs."""
    order = tr("、").join(STATUS_WORDS[status] for status in WORST_FIRST)
    each = tr("；").join(
        tr("{name}：{words}", name=part.name, words=proof.words)
        for part, proof in zip(result.components, parts, strict=True)
    )
    deciding = tr("、").join(part.name for part in result.components if part.status is result.status)
    words = badge_of(result).words
    steps = (
        ProofStep("comparison", tr("分项"), (each, tr("次序：{order}", order=order))),
        ProofStep(
            "verdict",
            tr("结论"),
            (tr("{words}：按上列次序取最前的一档，这里是{deciding}", words=words, deciding=deciding),),
        ),
    )
    return Proof(result.id, None, f"{result.no}. {result.name}", result.status, words, steps)


__all__ = ["Proof", "ProofStep", "proofs", "prove"]
