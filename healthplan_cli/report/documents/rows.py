"""The row of an evaluation on a screen or page: its cells with footnotes, its bar, its badge, its proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from healthplan_cli.base.exact_format import percent_text
from healthplan_cli.base.fast_dataclass import replace
from healthplan_cli.base.i18n import language, tr
from healthplan_cli.evaluation.badges import Badge, badge_of
from healthplan_cli.evaluation.messages import NOTE_WORDS, value_text
from healthplan_cli.language.names import NATURE_WORDS
from healthplan_cli.model import Nature, Note, Report, Result, Status
from healthplan_cli.report.cell import Bar, Cell, Mark
from healthplan_cli.report.document import Folded, Item, Terms
from healthplan_cli.report.words.cells import progress_text, target_text
from healthplan_cli.report.words.conventions import band_words
from healthplan_cli.report.words.counts import COUNTED_NOTES, other_years_text
from healthplan_cli.report.words.lists import FEW, SHOWN
from healthplan_cli.report.words.notes import MODE_WORDS, PRELIMINARY, label, preliminary_among
from healthplan_cli.units.words import unit_words
from healthplan_cli.views.reviewed_plan import Reviewed

if TYPE_CHECKING:
    from healthplan_cli.explanation.step import Proof

_SIGNS = {
    Note.BASELINE_FROM_TEXT: ("†", "#"),
    Note.BASELINE_FROM_DATA: ("‡", "##"),
    Note.PROVISIONAL: ("*", "*"),
    Note.PROVISIONAL_BASELINE: ("*", "*"),
    Note.CARRIED: ("<", "<"),
    Note.PART_YEAR: ("^", "^"),
    Note.FORECAST: ("@", "@"),
    Note.SUMMED: ("Σ", "="),
    Note.TARGET_SUPPLIED: ("+", "+"),
    Note.REVISED: ("&", "&"),
}
_MEANINGS = {
    Note.PROVISIONAL: tr("初步数"),
    Note.PROVISIONAL_BASELINE: tr("初步数"),
    Note.PART_YEAR: COUNTED_NOTES[Note.PART_YEAR],
    Note.FORECAST: COUNTED_NOTES[Note.FORECAST],
}
_AT_THE_BASELINE = (Note.BASELINE_FROM_TEXT, Note.BASELINE_FROM_DATA)
_AT_THE_TARGET = (Note.TARGET_SUPPLIED, Note.REVISED)
_AT_THE_VALUE = (Note.CARRIED, Note.SUMMED, Note.PART_YEAR, Note.FORECAST)
WAIVED = "~"


def badge_item(badge: Badge, words: str) -> Item:
    """Return a point of words after a badge's sign."""
    return Item(words, badge.sign, badge.plain, badge.tone, label=badge.words)


def linked_item(badge: Badge, members: Sequence[Result], said: str = "") -> Item:
    """Return what is `said` of one or several rows, else their message, behind links to them."""
    many = tr("{count} 项", count=len(members)) if len(members) > 2 else ""
    shown = members if len(members) <= FEW else members[:SHOWN]
    links = tuple((label(result), result.id) for result in shown)
    rest = "" if shown is members else tr("（这里列出前 {count} 项，逐项见表）", count=len(shown))
    return replace(badge_item(badge, (said or members[0].message) + rest), links=links, strong=many)


def cells(report: Report, part: Result, row: Result, said: dict[Note, str]) -> Iterator[Cell]:
    """Yield the cells of a row or component; what is judged stands in the components' rows."""
    whole, split, badge = part is row, bool(part.components), badge_of(part, row)
    nature = NATURE_WORDS[row.nature] if whole else ""
    nature = nature[:2] if language() == "zh" else nature

    def marks(notes: Sequence[Note]) -> tuple[Mark, ...]:
        found = [note for note in notes if note in part.noted and not split]
        return tuple(Mark(*_SIGNS[note], said[note]) for note in found)

    yield Cell(f"{row.no}{WAIVED if row.waiver else ''}" if whole else "")
    yield Cell(row.name if whole else f"· {part.name}")
    yield Cell(unit_words(row.unit) if whole else "")
    yield Cell(nature, strong=row.nature is Nature.BINDING)
    yield Cell(part.baseline.text if part.baseline and not split else "", marks=marks(_AT_THE_BASELINE))
    yield Cell(target_text(part) if part.target and not split else "", marks=marks(_AT_THE_TARGET))
    yield Cell("" if split else value_text(part, bare=True), marks=marks(_AT_THE_VALUE))
    yield Cell() if split else _progress(report, part, badge)
    yield Cell(badge.words, None, badge.tone, sign=badge.sign, plain=badge.plain)


def _progress(report: Report, part: Result, badge: Badge) -> Cell:
    """Return the progress as a bar with figures; in words where a level was to be kept."""
    if part.progress is None or part.status is Status.UNKNOWN:
        return Cell(progress_text(part, report.conventions.band) if Note.KEPT in part.noted else "")
    elapsed, band = (
        part.elapsed if part.elapsed is None or part.elapsed < 1 else None,
        report.conventions.band,
    )
    zone = None if elapsed is None else (elapsed - band, elapsed + band)
    return Cell(progress_text(part, band), bar=Bar(part.progress, elapsed, zone, tone=badge.tone))


def meanings(results: Sequence[Result]) -> dict[Note, str]:
    """Return the meanings of footnote signs; for a * with different meanings, with the rows of each."""
    parts = [part for result in results for part in (result.components or (result,))]
    names = tr("、").join(preliminary_among(parts))
    found = {}
    for note in _SIGNS:
        meaning = _MEANINGS.get(note, NOTE_WORDS[note])
        only = names and note in PRELIMINARY
        found[note] = tr("{note}（{names}）", note=meaning, names=names) if only else meaning
    return found


def due_words(report: Report, result: Result) -> str:
    """Return the due year of a commitment where that isn't the plan's last; else empty."""
    own = result.due != report.plan.period.end
    return tr("（{due} 年）", due=result.due) if own else ""


def terms(proof: Proof) -> Terms:
    """Return a proof as a block: each step's label with its lines."""
    head = tr("{name}：{words}", name=proof.name, words=proof.words)
    return Terms(head, tuple((step.label, tuple(step.lines)) for step in proof.steps))


def conventions(report: Report) -> str:
    """Return which review of which year it is, and what counts as on track."""
    year, period = report.conventions.year, report.plan.period
    words = tr(
        "{mode_words}：按 {year} 年的数据，对照 {end} 年目标（基期 {baseline} 年）",
        mode_words=MODE_WORDS[report.conventions.mode],
        year=year,
        end=period.end,
        baseline=period.baseline,
    ) + other_years_text(report.results, period.end)
    if year >= period.end:
        return words
    return words + tr(
        "；序时进度为 {elapsed}，{band}",
        elapsed=percent_text(period.elapsed(year)),
        band=band_words(report.conventions.band),
    )


def folded_proof(reviewed: Reviewed, result: Result) -> Folded:
    """Return a row's proofs in a block that a page shows on demand."""
    return Folded(tr("核验底稿：为什么是这个结论"), tuple(map(terms, reviewed.proofs([result.id]))))
